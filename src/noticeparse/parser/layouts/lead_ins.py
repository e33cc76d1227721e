"""Paragraphs that begin with a name set apart → drafts: "**ParentPay** we …", "ParentPay: we …".

The name is the bold stretch that begins the paragraph, or what stands before a colon or dash. The
paragraphs below it, up to the next such one or a heading, go on with it. A bold stretch that is no
name ("Retention:") begins nothing and ends what went before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from noticeparse.model import ListItem, Paragraph, Text
from noticeparse.parser.companies import strip_bullet, strip_mark
from noticeparse.parser.drafts import Draft
from noticeparse.parser.layouts.bullets import lead_kind, lead_of, section_of
from noticeparse.parser.layouts.region import Context, Region, text_at
from noticeparse.parser.recipients import (
    is_generic,
    is_known,
    is_shaped,
    split_recipients,
    starts_known,
)
from noticeparse.text import words

FIT = 0.7
FEWEST = 2
SHARE_KNOWN = 0.34  # of the lead-ins, where nothing announces recipients
LONGEST_NAME = 8  # words
SHORTEST_TEXT = 3  # words that are said of a company

_SENTENCE = re.compile(r"^ (?:[a-z]+ ){2,}$")  # between two names: more than a list has there
_SEPARATOR = re.compile(r"\s*:\s+|\s+[-–—]+\s+|\s*[–—]\s*")


@dataclass(frozen=True, slots=True)
class LeadIn:
    """A paragraph that begins with a name, and the blocks that go on with it."""

    number: int
    name: Text
    text: Text
    bold: bool
    more: tuple[int, ...] = ()


def find(context: Context) -> list[Region]:
    """Find the runs of paragraphs that begin with a name."""
    regions: list[Region] = []
    run: list[LeadIn] = []
    lead: Text | None = None
    for number, block in enumerate(context.blocks):
        found = _lead_in(number, block, context) if isinstance(block, Paragraph) else None
        if found is not None:
            run.append(found)
        elif run and _goes_on(block, run[-1]):
            run[-1] = replace(run[-1], more=(*run[-1].more, number))
        else:
            regions += _read(run, lead, context)
            run, lead = [], lead_of(block)
    return regions + _read(run, lead, context)


def _lead_in(number: int, block: Paragraph, context: Context) -> LeadIn | None:
    text = strip_bullet(block.text)
    if block.bold:
        return None
    if 0 < block.lead < len(block.text):
        name = block.text.slice(0, block.lead).strip().strip(":–—- ")
        rest = block.text.slice(block.lead).strip().strip(":–—- ")
        named = _may_be(name, rest, context) and not _is_label(name, context)
        return LeadIn(number, name, rest, bold=True) if named else None
    match = _SEPARATOR.search(text.string)
    if match is None:
        return None
    name, rest = text.slice(0, match.start()).strip(), text.slice(match.end()).strip()
    if _is_label(name, context):
        return None
    return LeadIn(number, name, rest, bold=False) if _may_be(name, rest, context) else None


def _is_label(name: Text, context: Context) -> bool:
    """Say whether what stands first is a caption: "Retention", "Purpose of data"."""
    role = context.wording.role(str(name))
    return role not in (None, "other") and not is_known(str(name), context)


def _may_be(name: Text, rest: Text, context: Context) -> bool:
    string = str(name)
    if not 0 < len(words(string)) <= LONGEST_NAME or not rest:
        return False
    if is_known(string, context):
        return True
    if _tells(string, context):
        return False
    shaped = _sure(string, context) or is_shaped(string, context)
    return shaped and len(words(str(rest))) >= SHORTEST_TEXT


def _tells(string: str, context: Context) -> bool:
    """Say whether it is a sentence: "Arbor holds the following", "CAT4 tests come from GL"."""
    spans = context.find_names(string, alone=True)
    return any(
        span.start == 0 and context.wording.cue("after_subject", string[span.end :])
        for span in spans
    ) or any(_SENTENCE.search(string[left.end : right.start]) for left, right in pairwise(spans))


def _sure(string: str, context: Context) -> bool:
    return starts_known(string, context) or is_generic(string, context)


def _goes_on(block: object, last: LeadIn) -> bool:
    """Say whether a block belongs to a bold lead-in before it; without bold each stands alone."""
    return (
        last.bold
        and isinstance(block, Paragraph | ListItem)
        and not (isinstance(block, Paragraph) and (block.bold or block.lead))
    )


def _read(run: Sequence[LeadIn], lead: Text | None, context: Context) -> list[Region]:
    known = sum(_sure(str(one.name), context) for one in run)
    kind = lead_kind(lead, context)
    announced = kind == "recipients" and len(run) >= FEWEST
    if (
        not run
        or kind in ("never",)
        or not (announced or (known and known >= SHARE_KNOWN * len(run)))
    ):
        return []
    section = section_of(lead, context)
    drafts: list[Draft] = []
    for one in run:
        more = [text_at(context, number) for number in one.more]
        said = Text.join([one.text, *map(strip_bullet, more)])
        for name in split_recipients(one.name, context):
            company, mark = strip_mark(name)
            place = context.blocks[one.number].place
            drafts.append(Draft(company, said, section, place=place, mark=mark))
    blocks = tuple(number for one in run for number in (one.number, *one.more))
    return [Region("lead_ins", blocks, FIT, tuple(drafts))]
