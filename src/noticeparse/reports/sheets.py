"""Notices → the rows of the workbook's sheets; and which of their columns a person may change.

The sheets have the columns of disclosures.csv and tags.csv under the same names, those first that
are read and corrected most. Beside each sheet stands a hidden one with the originals, so that a
correction is found by its difference, however rows and columns were moved.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from noticeparse.comparison.values import is_withheld
from noticeparse.decisions import decided_fields, effective, note_of
from noticeparse.decisions.sheet import EDITABLE, LISTS, Labels, in_words
from noticeparse.model import DECIDED_TAGS, PERSON, Disclosure, Notice
from noticeparse.reports.record import FILL_COLUMNS, FILLED_BY, RECORD_COLUMNS, SCHOOL
from noticeparse.reports.rows import (
    FAILURE_COLUMNS,
    WARNING_COLUMNS,
    Row,
    disclosure_row,
    names,
    tag_rows,
)
from noticeparse.reports.words import words_about

DISCLOSURES, TAGS, FAILURES, HELP = "Disclosures", "Tags", "Failures", "How to correct"
OPEN_AGAIN, WARNINGS, NOT_TAKEN, LABELS = "Open again", "Warnings", "Not taken over", "Labels"
FILL, RECORD, SIDE_BY_SIDE = "Fill once", "Record of processing", ("Suppliers", "Compare")
ORIGINALS, ORIGINAL_TAGS, TERMS, ABOUT = "Originals", "Original tags", "Terms", "About"
FORMAT = "1"  # of the hidden sheets; another one cannot be applied

DISCLOSURE_SHEET = (
    "grade", "issues", "school", "company", "description", "status", "note", "categories",
    "not_shared", "purposes", "data_subjects", "no_personal_data", "person", "supplier",
    "supplier_judgement", "lawful_basis", "location", "retention", "link", "consent", "subjects",
    "other", "section", "decided", "statements", "source", "page", "sheet", "row", "urn", "trust",
    "supplier_id", "id",
)  # fmt: skip
TAG_EDITABLE = ("kind", "label", "polarity")
TAG_SHEET = (
    "school", "company", "kind", "label", "polarity", "text", "field", "method", "confidence",
    "source", "disclosure_id", "id", "evidence_row", "start", "end", "tag",
)  # fmt: skip
# What the hidden sheet keeps besides what is shown: the source, and the row as it was printed.
ORIGINAL_COLUMNS = (
    *DISCLOSURE_SHEET, "sha256", "printed_company", "printed_description", "printed_school",
)  # fmt: skip
# What a row of a sheet is known by, and after which column a person's own columns stand.
KEYS = {DISCLOSURES: ("source", "id", "school"), TAGS: ("source", "disclosure_id", "school", "tag")}
OWN_AFTER = {DISCLOSURES: "note", TAGS: "polarity"}
NOT_TAKEN_COLUMNS = (
    "school", "company", "column", "stands", "you_wrote", "message", "what_to_do", "where",
    "source", "id",
)  # fmt: skip
# Decisions that need a person again: reopened.csv, and a sheet.
OPEN_COLUMNS = names("reopened")


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet: its name, its columns, which of them may be changed, and whether it can be seen.

    The first `held` columns stay in sight; a `titled` sheet has the names of its columns as a
    person reads them, but for the `own` ones of that person.
    """

    name: str
    columns: tuple[str, ...]
    editable: tuple[str, ...] = ()
    hidden: bool = False
    held: int = 2
    titled: bool = False
    own: tuple[str, ...] = ()


LAYOUTS = {
    layout.name: replace(layout, titled=not layout.hidden)
    for layout in (
        Layout(DISCLOSURES, DISCLOSURE_SHEET, EDITABLE, held=4),
        Layout(NOT_TAKEN, NOT_TAKEN_COLUMNS),
        Layout(TAGS, TAG_SHEET, TAG_EDITABLE),
        Layout(WARNINGS, WARNING_COLUMNS),
        Layout(FAILURES, FAILURE_COLUMNS),
        Layout(OPEN_AGAIN, OPEN_COLUMNS),
        Layout(FILL, FILL_COLUMNS, ("column", "for", "answer")),
        Layout(RECORD, RECORD_COLUMNS, (SCHOOL, *FILLED_BY), held=2),
        Layout(LABELS, ("kind", "label", "definition")),
        Layout(ORIGINALS, ORIGINAL_COLUMNS, hidden=True),
        Layout(ORIGINAL_TAGS, TAG_SHEET, hidden=True),
        Layout(TERMS, ("kind", "id", "label"), hidden=True),
        Layout(ABOUT, ("name", "value"), hidden=True),
    )
}


def sheet_rows(notice: Notice, labels: Labels) -> Iterator[Row]:
    """Yield a row a disclosure (and school), keys as ORIGINAL_COLUMNS, in words for a reader."""
    statements = "\n".join(f"{each.kind}: {each.text.string}" for each in notice.statements)
    for school in notice.for_schools():
        named = notice.school if notice.school_decided or school is None else school.name
        for printed in notice.disclosures:
            row = effective(printed)
            if row is not None and notice.same_notice_as is None:
                yield _in_words(disclosure_row(row, notice, school), labels) | {
                    "person": _person(row),
                    "note": note_of(printed),
                    "statements": statements,
                    "sha256": notice.source.sha256,
                    "printed_company": printed.company.string,
                    "printed_description": printed.description.string,
                    "printed_school": named or "",
                }


def _person(row: Disclosure) -> str:
    """Is the recipient left out of what everybody can read, as it may be a person?"""
    return "yes" if is_withheld(row) else "no" if PERSON in decided_fields(row) else ""


def _in_words(row: Row, labels: Labels) -> Row:
    """Put labels in the place of ids."""
    said = {name: title(row[name]) for name in ("supplier_judgement", "grade")}
    said |= {name: in_words(name, row[name], labels) for name in ("status", "no_personal_data")}
    for column, (field, _) in LISTS.items():
        kind = DECIDED_TAGS[field]
        ids = row[column].split("; ") if row[column] else ()
        said[column] = "; ".join(labels.get((kind, id), id) for id in ids)
    kinds = words_about("warning")
    codes = row["issues"].split("; ") if row["issues"] else ()
    said["issues"] = "; ".join(kinds[code][0] if code in kinds else title(code) for code in codes)
    said["decided"] = row["decided"].replace("_", " ")
    return row | said


def open_row(row: Mapping[str, str], labels: Labels) -> Row:
    """A decision that is open again in words, keys as OPEN_COLUMNS."""
    said = {name: in_words(row["field"], row[name], labels) for name in ("before", "after")}
    return {**row, **said, "field": row["field"].replace("_", " ")}


def title(name: str) -> str:
    """A column's name or an id, as a person reads it.

    >>> title("lawful_basis"), title("urn")
    ('Lawful basis', 'URN')
    """
    return name.upper() if name in ("urn", "id") else name[:1].upper() + name[1:].replace("_", " ")


def sheet_tags(notice: Notice, labels: Labels) -> Iterator[Row]:
    """Yield a row a tag (and school), keys as TAG_SHEET."""
    for row in tag_rows(notice):
        if row["kind"] == "lawful_basis":  # the sheet Disclosures has these
            continue
        name = ":".join(part for part in (row["kind"], row["id"], row["polarity"]) if part)
        label = labels.get((row["kind"], row["id"]), row["id"])
        said = {name: row[name].replace("_", " ") for name in ("kind", "polarity")}
        yield row | said | {"label": label, "tag": name}
