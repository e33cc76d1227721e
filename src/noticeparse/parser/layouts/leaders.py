"""Lines with leader dots → drafts: "Arbor ........ MIS", one a line.

Lines that follow one another are one list; a line without dots goes on with the one before it where
that broke off. Where what follows the dots are page numbers, it is a table of contents and none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from noticeparse.model import Block, ListItem, Paragraph, Text
from noticeparse.parser.companies import strip_bullet, strip_mark
from noticeparse.parser.drafts import Draft
from noticeparse.parser.layouts.bullets import lead_kind, lead_of, section_of
from noticeparse.parser.layouts.region import Context, Region, text_at
from noticeparse.parser.recipients import is_recipient, split_recipients, starts_known

FIT = 0.8
FEWEST_LINES = 2
SHARE_OF_NAMES = 0.5

_LEADER = re.compile(r"\s*(?:\.\s?){4,}\s*|\s*…(?:\s?…)+\s*|\s+_{3,}\s+|\s*(?:·\s?){4,}\s*")

_NUMBER = re.compile(r"[\d\s()+/-]{6,}(?:\s*(?:ext|x)\.?\s*\d+)?|\S+@\S+")

# A line that ends so goes on, whatever the next begins with.
_BREAKS_OFF = re.compile(
    r"(?:[,:;(&/-]|\b(?:and|or|of|the|an?|to|for|in|on|with|by|from|each|every|their|our|its|any|all|at|as"
    r"|per|via|may|can|is|are))\s*$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line: what stands before its dots and after them, and the blocks that it is made of."""

    left: Text
    right: Text
    blocks: tuple[int, ...]


def find(context: Context) -> list[Region]:
    """Find the lists whose lines have leader dots; beside a sure one, others are lists too."""
    listed: list[tuple[list[Line], Text | None]] = []
    lines: list[Line] = []
    lead: Text | None = None
    for number, block in enumerate(context.blocks):
        found = _lines(number, block.text) if isinstance(block, Paragraph | ListItem) else []
        if found:
            lines += found
            continue
        if lines and _goes_on(lines[-1], block):
            lines[-1] = _continued(lines[-1], number, text_at(context, number))
            continue
        listed.append((lines, lead))
        lines, lead = [], lead_of(block)
    listed = [(own, above) for own, above in [*listed, (lines, lead)] if own]
    regions: list[Region] = []
    sure = False  # a list above a sure one may be of rooms or of people
    for own, above in listed:
        sure = sure or _is_sure(own, above, context)
        regions += _read(own, above, context, beside_sure=sure)
    return regions


def _goes_on(last: Line, block: Block) -> bool:
    """Say whether a paragraph without dots is the rest of the line before it."""
    if not isinstance(block, Paragraph) or block.bold:
        return False
    right = str(last.right).rstrip()
    broken_off = not right.endswith((".", "!", "?"))
    return broken_off and (
        block.text.string.lstrip()[:1].islower() or _BREAKS_OFF.search(right) is not None
    )


def _continued(line: Line, number: int, text: Text) -> Line:
    joined = Text.join([line.right, text.strip()])
    return Line(line.left, joined, (*line.blocks, number))


def _lines(number: int, text: Text) -> list[Line]:
    """Cut a block into lines of name and description; empty where one has no leader."""
    found: list[Line] = []
    at = 0
    for line in text.string.split("\n"):
        piece = text.slice(at, at + len(line))
        at += len(line) + 1
        match = _LEADER.search(line)
        if match is None or match.start() == 0:
            return []
        left = strip_bullet(piece.slice(0, match.start()))
        found.append(Line(left, piece.slice(match.end()).strip(), (number,)))
    return found


def _is_sure(lines: Sequence[Line], lead: Text | None, context: Context) -> bool:
    """Say whether a list names a supplier that is known, or is announced as one of recipients."""
    known = any(starts_known(str(line.left), context) for line in lines)
    return len(lines) >= FEWEST_LINES and (known or lead_kind(lead, context) == "recipients")


def _read(
    lines: Sequence[Line], lead: Text | None, context: Context, *, beside_sure: bool
) -> list[Region]:
    if len(lines) < FEWEST_LINES or all(_is_page(str(line.right)) for line in lines):
        return []
    if any(_NUMBER.fullmatch(str(line.right).strip()) for line in lines):
        return []  # a list of whom to ring
    lefts = [str(line.left) for line in lines]
    named = sum(starts_known(left, context) or is_recipient(left, context) for left in lefts)
    if lead_kind(lead, context) == "never" or named < SHARE_OF_NAMES * len(lines):
        return []
    if not beside_sure:
        return []
    section = section_of(lead, context)
    drafts: list[Draft] = []
    for line in lines:
        place = context.blocks[line.blocks[0]].place
        for name in split_recipients(line.left, context):
            company, mark = strip_mark(name)
            drafts.append(Draft(company, line.right, section, place=place, mark=mark))
    blocks = tuple(dict.fromkeys(number for line in lines for number in line.blocks))
    return [Region("leaders", blocks, FIT, tuple(drafts), (section,) if section else ())]


def _is_page(text: str) -> bool:
    return re.fullmatch(r"\s*(?:p\.?|page)?\s*\d{0,3}\s*", text, re.IGNORECASE) is not None
