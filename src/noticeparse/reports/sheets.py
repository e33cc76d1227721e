"""Notices → the rows of the workbook's sheets; and which of their columns a person may change.

The sheets have the columns of disclosures.csv and tags.csv under the same names, those first that
are read and corrected most. Beside each sheet stands a hidden one with the originals, so that a
correction is found by its difference, however rows and columns were moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from noticeparse.decisions import effective, note_of
from noticeparse.model import Notice
from noticeparse.reports.rows import (
    FAILURE_COLUMNS,
    Row,
    disclosure_row,
    statements_of,
    tag_rows,
)
from noticeparse.reports.warnings import WARNING_COLUMNS
from noticeparse.reports.web_page import asset
from noticeparse.vocabulary.values import Term

DISCLOSURES, TAGS, FAILURES, HELP = "Disclosures", "Tags", "Failures", "How to correct"
OPEN_AGAIN, WARNINGS = "Open again", "Warnings"
ORIGINALS, ORIGINAL_TAGS, TERMS, ABOUT = "Originals", "Original tags", "Terms", "About"
FORMAT = "1"  # of the hidden sheets; another one cannot be applied

DISCLOSURE_EDITABLE = ("company", "description", "status", "note")
DISCLOSURE_SHEET = (
    "school", "company", "description", "status", "note", "section", "categories", "not_shared",
    "purposes", "data_subjects", "no_personal_data", "supplier", "supplier_judgement",
    "lawful_basis", "location", "retention", "grade", "decided", "issues", "statements",
    "source", "page", "sheet", "row", "urn", "trust", "supplier_id", "id",
)  # fmt: skip
TAG_EDITABLE = ("kind", "label", "polarity")
TAG_SHEET = (
    "school", "company", "kind", "label", "polarity", "text", "field", "method", "confidence",
    "source", "disclosure_id", "id", "evidence_row", "start", "end", "tag",
)  # fmt: skip
# What the hidden sheet keeps besides what is shown: the source, and the row as it was printed.
ORIGINAL_COLUMNS = (*DISCLOSURE_SHEET, "sha256", "printed_company", "printed_description")
# Decisions that need a person again: reopened.csv, and a sheet.
OPEN_COLUMNS = (
    "school", "source", "id", "company", "field", "before", "after", "who", "when", "why",
    "state", "reason", "decision",
)  # fmt: skip
TERM_COLUMNS = ("kind", "id", "label")
ABOUT_COLUMNS = ("name", "value")


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet: its name, its columns, which of them may be changed, and where it can be seen."""

    name: str
    columns: tuple[str, ...]
    editable: tuple[str, ...] = ()
    hidden: bool = False


LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout(DISCLOSURES, DISCLOSURE_SHEET, DISCLOSURE_EDITABLE),
        Layout(TAGS, TAG_SHEET, TAG_EDITABLE),
        Layout(WARNINGS, WARNING_COLUMNS),
        Layout(FAILURES, FAILURE_COLUMNS),
        Layout(OPEN_AGAIN, OPEN_COLUMNS),
        Layout(ORIGINALS, ORIGINAL_COLUMNS, hidden=True),
        Layout(ORIGINAL_TAGS, TAG_SHEET, hidden=True),
        Layout(TERMS, TERM_COLUMNS, hidden=True),
        Layout(ABOUT, ABOUT_COLUMNS, hidden=True),
    )
}


def sheet_rows(notice: Notice) -> Iterator[Row]:
    """Yield a row a disclosure (and school), keys as ORIGINAL_COLUMNS."""
    statements = statements_of(notice)
    for school in notice.for_schools():
        for printed in notice.disclosures:
            row = effective(printed)
            if row is not None and notice.same_notice_as is None:
                yield disclosure_row(row, notice, school) | {
                    "note": note_of(printed),
                    "statements": statements,
                    "sha256": notice.source.sha256,
                    "printed_company": printed.company.string,
                    "printed_description": printed.description.string,
                }


def sheet_tags(notice: Notice, labels: dict[tuple[str, str], str]) -> Iterator[Row]:
    """Yield a row a tag (and school), keys as TAG_SHEET."""
    for row in tag_rows(notice):
        name = ":".join(part for part in (row["kind"], row["id"], row["polarity"]) if part)
        yield row | {"label": labels.get((row["kind"], row["id"]), row["id"]), "tag": name}


def term_rows(terms: Iterable[Term]) -> Iterator[Row]:
    """Yield a row a term, keys as TERM_COLUMNS."""
    for term in terms:
        yield {"kind": term.kind, "id": term.id, "label": term.label}


_HELP_MARKS = {"# ": "title", "## ": "head", "    ": "code"}


def help_lines() -> Iterator[tuple[str, str]]:
    """How each line of the sheet that tells how to correct looks, and the line."""
    for line in asset("how_to_correct.md").splitlines():
        mark = next((each for each in _HELP_MARKS if line.startswith(each)), "")
        yield _HELP_MARKS.get(mark, "text"), line.removeprefix(mark)
