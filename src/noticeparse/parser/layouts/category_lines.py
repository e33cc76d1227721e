"""Lines that give the suppliers of a category → drafts: "Safeguarding: CPOMS, Smoothwall".

What stands before the colon is a kind of service, what stands behind it names; a dash after the
names says what is shared. Also "Apps in use include: Tapestry (journal), Purple Mash (computing)",
where every name has its own bracket. Limit: of unknown names alone nothing is read.
"""

from __future__ import annotations

import re

from noticeparse.model import ListItem, Paragraph, Text
from noticeparse.parser.companies import strip_bullet, strip_mark
from noticeparse.parser.drafts import Draft
from noticeparse.parser.layouts.items import re_strip, read_item
from noticeparse.parser.layouts.region import Context, Region
from noticeparse.parser.recipients import (
    cut,
    is_known,
    is_ordinary,
    is_shaped,
    split_recipients,
    starts_known,
)
from noticeparse.text import words

FIT = 0.6
LONGEST_CATEGORY = 8  # words
FEWEST_BRACKETS = 2

_COLON = re.compile(r"\s*:\s+")
_SAID = re.compile(r"\s+[-–—]+\s+|\s*[–—]\s*|\.\s+(?=[A-Z])")
_OPENS = re.compile(
    r"(?::|\b(?:includes?|including|such as|are|uses?|using|with|to|following))\s+(?=[\w‘'\"])"
)
_COMMA = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+(?=[A-Z0-9])")
_BRACKET = re.compile(r"\([^()]+\)\.?$")


def find(context: Context) -> list[Region]:
    """Find the lines that give suppliers by category, or each with its bracket."""
    regions: list[Region] = []
    for number, block in enumerate(context.blocks):
        if not isinstance(block, Paragraph | ListItem):
            continue
        text = strip_bullet(block.text)
        found = _bracketed(text, context)
        if not found and isinstance(block, Paragraph):
            found = _by_category(text, context)
        if found:
            drafts = tuple(
                Draft(company, said, place=block.place, mark=mark) for company, said, mark in found
            )
            regions.append(Region("category_lines", (number,), FIT, drafts))
    return regions


def _by_category(text: Text, context: Context) -> list[tuple[Text, Text, str | None]]:
    colon = _COLON.search(text.string)
    if colon is None:
        return []
    left, right = text.slice(0, colon.start()).strip(), text.slice(colon.end()).strip()
    if not _is_category(str(left), context):
        return []
    dash = _SAID.search(right.string)
    said = right.slice(dash.end()).strip() if dash else Text("")
    names = split_recipients(re_strip(right.slice(0, dash.start()) if dash else right), context)
    known = [is_known(str(name), context) for name in names]
    named = all(
        sure or is_shaped(str(name), context) for name, sure in zip(names, known, strict=True)
    )
    if not named or not any(known):
        return []
    marked = [strip_mark(name) for name in names]
    parts = [said] if context.wording.cue("lead", str(left)) else [left, said]
    return [(company, Text.join(parts, ": "), mark) for company, mark in marked]


def _is_category(left: str, context: Context) -> bool:
    if starts_known(left, context) or len(words(left)) > LONGEST_CATEGORY:
        return False
    cue = context.wording.cue
    if cue("lead_never", left) or context.wording.says("answers_for_it", left):
        return False
    return bool(cue("category", left) or is_ordinary(left, context) or cue("lead", left))


def _bracketed(text: Text, context: Context) -> list[tuple[Text, Text, str | None]]:
    """Read "… include: Tapestry (journal), Purple Mash (computing)"."""
    for opening in _OPENS.finditer(text.string):
        items = cut(re_strip(text.slice(opening.end()).strip()), _COMMA)
        brackets = sum(_BRACKET.search(str(item)) is not None for item in items)
        if brackets < FEWEST_BRACKETS or brackets < len(items) - 1:
            continue
        known = [starts_known(str(item), context) for item in items]
        if not any(known) or context.wording.cue("lead_never", str(text.slice(0, opening.end()))):
            continue
        return [
            (one.company, one.description, one.mark)
            for item in items
            for one in read_item(item, context)
        ]
    return []
