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
from noticeparse.parser.recipients import is_known, starts_known
from noticeparse.text import words

FEWEST_ITEMS = 2
LONGEST_HEADING = 10  # words
BETTER_THAN_PROSE = 0.6

_HEADINGS = ("lead", "lead_never", "lead_weak")
_MARK = re.compile(r"(?:^|(?<=[\s.;,:)]))[•·▪●◦‣■○➢✓\uf0b7\uf0a7]\s*|\s\*\s+(?=[A-Z])")
_GLUED = re.compile(r"(?<=[A-Za-z0-9).])\s+(?=[A-Z])")


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
    cuts = [
        match
        for match in _GLUED.finditer(item.string)
        if _is_heading(item.string[match.end() :], context)
    ]
    after_name = [cut for cut in cuts if is_known(item.string[: cut.start()], context)]
    chosen = after_name[-1:] or cuts[:1]
    return item.slice(0, chosen[0].start()).strip() if chosen else item


def _is_heading(tail: str, context: Context) -> bool:
    if starts_known(tail, context) or len(words(tail)) > LONGEST_HEADING:
        return False
    announces = any(context.wording.cue(key, tail) for key in _HEADINGS)
    return announces or tail.rstrip().endswith((":", ";"))


def _before(blocks: tuple[Block, ...], number: int) -> Text | None:
    return lead_of(blocks[number - 1]) if number else None
