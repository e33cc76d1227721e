"""The corrections of a journey → cells of the workbook; and whether each counts afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.journeys.reading import ANSWERS, Row, read_table
from tests.officer.sheet import Sheet

from noticeparse.vocabulary import load_vocabulary

KINDS = {"categories": "category", "purposes": "purpose"}


def corrections() -> list[Row]:
    return read_table(ANSWERS / "corrections.csv")


def correct(path: Path) -> None:
    """Make all of them in a workbook, as a person does: cell by cell, on two sheets."""
    labels = {(term.kind, term.id): term.label for term in load_vocabulary().terms}
    tags = Sheet(path, "Tags")
    for each in corrections():
        if each["do"].endswith("tag") or each["do"] == "share":
            _correct_tag(tags, each, labels)
    tags.save()
    rows = Sheet(path)
    for each in corrections():
        where = {"school": each["school"], "company": each["company"]}
        if each["do"] == "set":
            # One after the other, so that the company's new name comes last.
            rows.write(rows.row(**where), **{each["field"]: each["value"]})
        elif each["do"] == "delete row":
            rows.delete(**where)
        elif each["do"] == "add row":
            rows.add(**where, status=each["field"], description=each["value"])
    rows.save()


def _correct_tag(tags: Sheet, each: Row, labels: dict[tuple[str, str], str]) -> None:
    where = {"school": each["school"], "company": each["company"]}
    if each["do"] == "share":
        row = tags.row(**where, kind="category", label=labels["category", each["field"]])
        tags.write(row, polarity="shared")
        return
    kind = KINDS[each["field"]]
    label = labels[kind, each["value"]]
    if each["do"] == "delete tag":
        tags.delete(**where, kind=kind, label=label)
    else:
        tags.add(**where, kind=kind, label=label, polarity="shared" if kind == "category" else "")


def counts(each: Row, rows: Sequence[Row], notes: Sheet) -> bool:
    """Does a correction count in the rows (and, for a note, the workbook) of the next run?"""
    company = _new_name(each)
    found = [row for row in rows if (row["school"], row["company"]) == (each["school"], company)]
    if each["do"] == "delete row":
        return not found
    (row,) = found
    if each["do"] == "share":
        return each["field"] in row["categories"].split("; ") and not row["not_shared"]
    if each["do"] == "add row":
        return (row["status"], row["description"]) == (each["field"], each["value"])
    if each["field"] == "note":
        number = notes.row(school=each["school"], company=company)
        return notes.at(number, "note") == each["value"]
    if each["do"] == "set":
        return row[each["field"]] == each["value"]
    return (each["value"] in row[each["field"]].split("; ")) is (each["do"] == "add tag")


def _new_name(each: Row) -> str:
    """The name that the company of a correction has after all of them."""
    for other in corrections():
        same = (other["school"], other["company"]) == (each["school"], each["company"])
        if same and other["field"] == "company":
            return other["value"]
    return each["company"]
