"""Items that end in a bracket with the supplier → drafts: "run the buses (Pioneer Coach: names)".

The items are purposes or data in the school's words; who does it, and what they are given, stands
in the bracket. Most items of a list have to be written so. Limit: a bracket inside an item is not
looked into, nor one whose first word is no recipient.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from noticeparse.model import ListItem, Text
from noticeparse.parser.companies import strip_bullet, strip_mark
from noticeparse.parser.drafts import Draft
from noticeparse.parser.layouts.region import Context, Region, text_at
from noticeparse.parser.mentions import find_mentions
from noticeparse.parser.recipients import (
    cut,
    is_generic,
    is_recipient,
    is_shaped,
    split_recipients,
    starts_known,
)
from noticeparse.text import words

FIT = 0.8  # all that such a list says stands in its items
FEWEST = 3  # items, of a list without a known supplier in it
FEWEST_SURE = 2
SHARE = 0.6  # of the items
FEWEST_WORDS = 2  # before the bracket

_BRACKET = re.compile(r"\s*\((?P<inside>[^()]+(?:\([^()]*\)[^()]*)*)\)\s*[.;,]?(?:\s+and)?$")
_INNER = re.compile(r"\((?P<inside>[^()]+)\)(?=[,;]? \w)")
_DETERMINER = re.compile(r"(?:the|our|an?)\s+")
_SAID = re.compile(r"\s*[:;.]\s+|\s+[-–—]+\s+|,\s+(?=(?:from|also|by|through|with|via|under)\s)")
_BY_WAY_OF = re.compile(r"(?:from|also|by|through|with|via|under)\b")  # a maker, a way
_COMMA = re.compile(r",\s+")

Found = tuple[int, ListItem, list[Text]]


def find(context: Context) -> list[Region]:
    """Find the lists most of whose items have their supplier in a bracket."""
    return [region for run in _runs(context) if (region := _region(run, context)) is not None]


def _runs(context: Context) -> Iterator[list[tuple[int, ListItem]]]:
    run: list[tuple[int, ListItem]] = []
    for number, block in enumerate(context.blocks):
        if isinstance(block, ListItem):
            run.append((number, block))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _region(run: Sequence[tuple[int, ListItem]], context: Context) -> Region | None:
    if len(run) < FEWEST_SURE:
        return None
    found = [(number, item, _named(strip_bullet(item.text), context)) for number, item in run]
    written = [each for each in found if each[2]]
    if _are_told_of(written, context) or any(_has_inner(item.text, context) for _, item in run):
        return None
    sure = sum(_is_sure(each, context) for each in written)
    enough = len(written) >= FEWEST or sure >= FEWEST_SURE
    if not enough or len(written) < SHARE * len(run):
        return None
    drafts = tuple(draft for each in written for draft in _drafts(each))
    return Region("in_brackets", tuple(number for number, _, _ in written), FIT, drafts)


def _are_told_of(written: Sequence[Found], context: Context) -> bool:
    """Say whether other blocks tell of most of them: then the list says what goes to whom."""
    own = {number for number, _, _ in written}
    others = "\n".join(
        str(text_at(context, number)) for number in range(len(context.blocks)) if number not in own
    )
    names = {str(name) for _, _, found in written for name in found}
    return sum(name in others for name in names) * 2 > len(names)


def _has_inner(text: Text, context: Context) -> bool:
    """Say whether a known name fills a bracket inside an item, too."""
    return any(starts_known(bracket["inside"], context) for bracket in _INNER.finditer(text.string))


def _is_sure(found: Found, context: Context) -> bool:
    name = str(found[2][0])
    return starts_known(name, context) or is_generic(name, context)


def _drafts(found: Found) -> Iterator[Draft]:
    _, item, names = found
    text = strip_bullet(item.text)
    bracket = _BRACKET.search(text.string)
    alone = bracket is not None and str(names[-1]) == bracket["inside"].strip()
    said = text.slice(0, bracket.start()).strip() if bracket and alone else text
    for name in names:
        company, mark = strip_mark(name)
        yield Draft(company, said, place=item.place, mark=mark)


def _named(text: Text, context: Context) -> list[Text]:
    """The recipients that an item's last bracket begins with; none where its words are others."""
    bracket = _BRACKET.search(text.string)
    left = text.string[: bracket.start()] if bracket else ""
    if bracket is None or len(words(left)) < FEWEST_WORDS or starts_known(left, context):
        return []
    if is_shaped(left, context) or is_generic(left, context):
        return []
    inside = text.slice(*bracket.span("inside")).strip()
    head, *rest = cut(inside, _SAID)
    named = _listed(head, context) or _with_slots(head, context) or _first(head, context)
    # "Aspen again; the calls are placed by SchoolMessenger": a clause of its own may name another.
    return [*named, *(one for part in rest for one in _mentioned(part, context))] if named else []


def _listed(head: Text, context: Context) -> list[Text]:
    """Names and nothing else: "Lexia and IXL"."""
    names = split_recipients(head, context)
    return names if all(is_recipient(str(name), context) for name in names) else []


def _with_slots(head: Text, context: Context) -> list[Text]:
    """The recipients of a phrase that begins with one: "Lexia and, for older ones, IXL"."""
    found = find_mentions(head.string, context, leads=True)
    if not found or _DETERMINER.sub("", head.string[: found[0].start]):
        return []
    return [head.slice(one.start, one.end) for one in found]


def _mentioned(part: Text, context: Context) -> list[Text]:
    if _BY_WAY_OF.match(part.string):
        return []
    return [part.slice(one.start, one.end) for one in find_mentions(part.string, context)]


def _first(head: Text, context: Context) -> list[Text]:
    """A recipient before a comma: "Raptor, visitors only"."""
    name = cut(head, _COMMA)[0]
    noted = context.wording.cue("note", str(name))
    return [name] if is_recipient(str(name), context) and not noted else []
