"""A Document → what its notice says: title, school, statements and disclosures.

The parser looks for the parts that list recipients (tables, bullets), reads each with the layout
that fits, and takes the rest for prose, in which it looks for statements.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from noticeparse.model import (
    Block,
    Disclosure,
    Document,
    Heading,
    Issue,
    ListItem,
    Paragraph,
    Statement,
    Table,
    Text,
)
from noticeparse.parser.bullets import find_lists, read_bullets
from noticeparse.parser.columns import read_columns
from noticeparse.parser.drafts import Draft, finish
from noticeparse.parser.grids import to_grids
from noticeparse.parser.masthead import Masthead, read_masthead
from noticeparse.parser.statements import read_statements
from noticeparse.parser.tables import read_table
from noticeparse.parser.wording import FindNames, Wording

__all__ = ["FindNames", "Parsed", "Wording", "parse_document"]

_FOOTNOTE = re.compile(r"^\s*(\*+|[†‡§¹²³⁴⁵⁶⁷⁸⁹]+|\[\d{1,2}\]|\(\d{1,2}\))\s*(?=\S)")
_NEXT_FOOTNOTE = re.compile(r"(?<=[.\s])(?=\*+\s)|(?<=\s)(?=[†‡§¹²³]\s?\S)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the parser found in a document."""

    masthead: Masthead
    statements: tuple[Statement, ...]
    disclosures: tuple[Disclosure, ...]
    issues: tuple[Issue, ...]


def parse_document(document: Document, wording: Wording, find_names: FindNames) -> Parsed:
    """Read a document; a notice without suppliers gives an Issue that says so."""
    drafts, used, issues = _read_layouts(document.blocks, wording, find_names)
    masthead = read_masthead(document, wording.masthead)
    prose = [(n, block) for n, block in enumerate(document.blocks) if n not in used]
    disclosures = finish(drafts, wording, footnotes=_footnotes(document.blocks))
    if not disclosures:
        issues.append(_nothing_found(document.blocks))
    return Parsed(masthead, read_statements(prose, wording.statements), disclosures, tuple(issues))


def _read_layouts(
    blocks: Sequence[Block], wording: Wording, find_names: FindNames
) -> tuple[list[Draft], set[int], list[Issue]]:
    """(drafts in reading order, numbers of the blocks they were read from, issues)."""
    found: list[tuple[int, list[Draft]]] = []
    used: set[int] = set()
    issues: list[Issue] = []
    for grid in to_grids(blocks):
        columns = read_columns(grid, wording, find_names)
        if columns is None:
            continue
        reading = read_table(grid, columns, wording, find_names)
        found.append((grid.block, reading.drafts))
        issues += reading.issues
    for bullets in find_lists(blocks):
        if drafts := read_bullets(bullets, find_names):
            first = bullets.items[0][0]
            found.append((first, drafts))
            used |= {number for number, _ in bullets.items}
    used |= {number for number, block in enumerate(blocks) if isinstance(block, Table)}
    found.sort(key=lambda part: part[0])
    return [draft for _, part in found for draft in part], used, issues


def _footnotes(blocks: Sequence[Block]) -> dict[str, Text]:
    """Mark → text, from the lines that begin with a footnote mark."""
    notes: dict[str, Text] = {}
    for block in blocks:
        if not isinstance(block, Paragraph | ListItem):
            continue
        text = block.text
        if isinstance(block, ListItem) and block.marker.strip("*") == "" and block.marker:
            text = Text(f"{block.marker} {text.string}")
        cuts = [0, *(m.start() for m in _NEXT_FOOTNOTE.finditer(text.string)), len(text.string)]
        for start, end in pairwise(cuts):
            piece = text.slice(start, end)
            if mark := _FOOTNOTE.match(piece.string):
                notes.setdefault(mark.group(1), piece.slice(mark.end()).strip())
    return notes


def _nothing_found(blocks: Sequence[Block]) -> Issue:
    tables = sum(isinstance(block, Table) for block in blocks)
    headings = sum(isinstance(block, Heading) for block in blocks)
    return Issue(
        "parse",
        "no_disclosures",
        "warning",
        f"No list of recipients was found ({tables} tables, {headings} headings, "
        f"{len(blocks)} blocks were looked at). Check whether this file is the right one.",
    )
