"""Bullets inside a paragraph → drafts: "• Arbor – MIS • CPOMS – safeguarding", one a company.

The paragraph is cut at its bullets and read as a list. The heading of what follows may be glued to
the last item; it is cut off where it reads as a lead-in. Limit: plain hyphens are not
taken for bullets here, since names are followed by one.
"""

from __future__ import annotations

import re

from noticeparse.model import Block, ListItem, Paragraph, Text
from noticeparse.parser.layouts.bullets import BulletList, Item, lead_of, read_bullets
from noticeparse.parser.layouts.region import Context, Region
from noticeparse.parser.recipients import starts_known

FEWEST_ITEMS = 2
BETTER_THAN_PROSE = 0.6

_MARK = re.compile(r"(?:^|(?<=[\s.;,:)]))[•·▪●◦‣■○➢✓\uf0b7\uf0a7]\s*|\s\*\s+(?=[A-Z])")
_GLUED = re.compile(r"(?<=[a-z0-9).])\s+(?=[A-Z][a-z-]+(?:\s+[\w&-]+){1,9}\s*[:;]?\s*$)")


def find(context: Context) -> list[Region]:
    """Find the paragraphs that hold a list of recipients."""
    regions: list[Region] = []
    for number, block in enumerate(context.blocks):
        if not isinstance(block, Paragraph | ListItem):
            continue
        region = _read(number, block, context)
        if region is not None:
            regions.append(region)
    return regions


def _read(number: int, block: Paragraph | ListItem, context: Context) -> Region | None:
    pieces, lead = cut_bullets(block)
    if len(pieces) < FEWEST_ITEMS:
        return None
    pieces[-1] = _without_glued(pieces[-1], context)
    items = tuple(Item(number, piece, ListItem(piece, place=block.place)) for piece in pieces)
    lead = lead or _before(context.blocks, number)
    region = read_bullets(BulletList(items, lead), context, after_list=False)
    if region is None:
        return None
    return Region(
        "inline",
        (number,),
        max(region.fit, BETTER_THAN_PROSE),
        region.drafts,
        region.headers,
    )


def cut_bullets(block: Paragraph | ListItem) -> tuple[list[Text], Text | None]:
    """Cut a block at its bullets: the items, and what stands before the first."""
    text = block.text
    marks = list(_MARK.finditer(text.string))
    if not marks:
        return [], None
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    pieces = [text.slice(mark.end(), end).strip() for mark, end in zip(marks, ends, strict=True)]
    before = text.slice(0, marks[0].start()).strip()
    if isinstance(block, ListItem) and before:
        return [piece for piece in [before, *pieces] if piece], None
    return [piece for piece in pieces if piece], before or None


def _without_glued(item: Text, context: Context) -> Text:
    """Take the next heading off the last item: "safeguarding Online services such as:"."""
    for match in _GLUED.finditer(item.string):
        tail = item.string[match.end() :]
        ends = tail.rstrip().endswith((":", ";"))
        titled = sum(word[0].isupper() for word in tail.split()) >= 2
        if starts_known(tail, context):
            continue
        if (ends or titled) and (ends or context.wording.cue("lead", tail)):
            return item.slice(0, match.start()).strip()
    return item


def _before(blocks: tuple[Block, ...], number: int) -> Text | None:
    return lead_of(blocks[number - 1]) if number else None
