"""A Document → what its notice says: title, school, statements and disclosures.

The parser looks for the regions that list recipients, reads each with the layout that fits it best,
and takes the rest for prose, in which it looks for statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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
from noticeparse.parser.claims import Claimed, claim, texts_of_draft
from noticeparse.parser.drafts import finish
from noticeparse.parser.layouts import Context, Region, find_regions
from noticeparse.parser.masthead import Masthead, read_masthead
from noticeparse.parser.statements import read_statements
from noticeparse.parser.wording import FindNames, Wording
from noticeparse.text import fold_key

__all__ = ["FindNames", "Parsed", "Wording", "parse_document"]

_RUNNING_TEXT = ("prose", "questions")
_FOOTNOTE = re.compile(r"^\s*(\*+|[†‡§¹²³⁴⁵⁶⁷⁸⁹]+|\[\d{1,2}\]|\(\d{1,2}\))\s*(?=\S)")
_NEXT_FOOTNOTE = re.compile(r"(?<=[.\s])(?=\*+\s)|(?<=\s)(?=[†‡§¹²³]\s?\S)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the parser found in a document."""

    masthead: Masthead
    statements: tuple[Statement, ...]
    disclosures: tuple[Disclosure, ...]
    regions: tuple[Region, ...]
    claimed: Claimed
    issues: tuple[Issue, ...]


def parse_document(document: Document, wording: Wording, find_names: FindNames) -> Parsed:
    """Read a document; a notice without suppliers gives an Issue that says so."""
    context = Context(document.blocks, wording, find_names)
    masthead = read_masthead(document, wording.masthead)
    regions = list(_without_school(find_regions(context), masthead.school))
    drafts = [
        replace(draft, layout=region.layout, fit=region.fit)
        for region in regions
        for draft in region.drafts
    ]
    disclosures = finish(drafts, wording, footnotes=_footnotes(document.blocks))
    rows = {
        at
        for draft in drafts
        for text in texts_of_draft(draft)
        for run in text.runs
        for at in run.stretch()
    }
    statements = read_statements(document.blocks, wording.statements, rows)
    notes = [text for row in disclosures for name, text in row.fields.other if name == "note"]
    claimed = claim(context, document.furniture, regions, statements, notes)
    issues = [issue for region in regions for issue in region.issues]
    if not disclosures:
        issues.append(_nothing_found(document.blocks))
    return Parsed(
        masthead=masthead,
        statements=statements,
        disclosures=disclosures,
        regions=tuple(regions),
        claimed=claimed,
        issues=(*issues, *claimed.issues),
    )


def _without_school(regions: Iterable[Region], school: str | None) -> Iterator[Region]:
    """Leave out what running text says of the school itself: no recipient of its own data.

    What a table or a list holds stays: the name of the school may have been read from there.
    """
    for region in regions:
        if region.layout not in _RUNNING_TEXT:
            yield region
        elif drafts := tuple(d for d in region.drafts if not _is_school(d.company, school)):
            yield replace(region, drafts=drafts)


def _is_school(company: Text, school: str | None) -> bool:
    """Say whether a name is the school's, whole or cut short: "Millgate" of Millgate Juniors."""
    own, name = (fold_key(each).partition(",")[0] for each in (school or "", company.string))
    return bool(own and name) and (own == name or own.startswith(f"{name} "))


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
