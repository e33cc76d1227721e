"""Bullets inside a paragraph → drafts: "• Arbor – MIS • CPOMS – safeguarding", one a company.

The paragraph is cut at its bullets and read as a list. The heading of what follows may be glued to
the last item; it is cut off where it reads as a lead-in. Limit: plain hyphens are not
taken for bullets here, since names are followed by one.
"""

from __future__ import annotations

import re

from noticeparse.model import Block, ListItem, Paragraph, Text
from noticeparse.parser.companies import strip_bullet
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
    items = [Item(number, piece, ListItem(piece, place=block.place)) for piece in pieces]
    items += _below(context.blocks, number)
    lead = lead or _before(context.blocks, number)
    region = read_bullets(BulletList(tuple(items), lead), context, after_list=False)
    if region is None:
        return None
    return Region(
        "inline",
        tuple(dict.fromkeys(item.number for item in items)),
        max(region.fit, BETTER_THAN_PROSE),
        region.drafts,
        region.headers,
    )


def _below(blocks: tuple[Block, ...], number: int) -> list[Item]:
    """The items below a paragraph of bullets whose list wrapped: "• A • B", and below it "• C"."""
    found: list[Item] = []
    for place in range(number + 1, len(blocks)):
        block = blocks[place]
        if not isinstance(block, ListItem) or len(cut_bullets(block)[0]) >= FEWEST_ITEMS:
            break
        found.append(Item(place, strip_bullet(block.text), block))
    return found if isinstance(blocks[number], Paragraph) else []


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
