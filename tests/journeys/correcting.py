"""The corrections of a journey → cells of the workbook; and whether each counts afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.correcting import Editor
from tests.journeys.reading import ANSWERS, Row, read_table

from noticeparse.vocabulary import load_vocabulary

KINDS = {"categories": "category", "purposes": "purpose"}


def corrections() -> list[Row]:
    return read_table(ANSWERS / "corrections.csv")


def correct(path: Path) -> None:
    """Make all of them in a workbook, as a person does: cell by cell, on two sheets."""
    labels = {(term.kind, term.id): term.label for term in load_vocabulary().terms}
    book = Editor(path)
    # Tags first: they are found by the name that a company has before it is corrected.
    for each in sorted(corrections(), key=lambda each: not _of_tag(each)):
        where = {"school": each["school"], "company": each["company"]}
        if _of_tag(each):
            _correct_tag(book, each, where, labels)
        elif each["do"] == "set":
            book.set(book.find(**where), each["field"], each["value"])
        elif each["do"] == "delete row":
            book.delete(book.find(**where))
        else:
            book.append(**where, status=each["field"], description=each["value"])
    book.save()


def _of_tag(each: Row) -> bool:
    return each["do"] in ("share", "add tag", "delete tag")


def _correct_tag(
    book: Editor, each: Row, where: dict[str, str], labels: dict[tuple[str, str], str]
) -> None:
    if each["do"] == "share":
        tag = {"kind": "category", "label": labels["category", each["field"]]}
        book.set(book.find("Tags", **where, **tag), "polarity", "shared", "Tags")
        return
    kind = KINDS[each["field"]]
    tag = {"kind": kind, "label": labels[kind, each["value"]]}
    if each["do"] == "delete tag":
        book.delete(book.find("Tags", **where, **tag), "Tags")
    else:
        polarity = "shared" if kind == "category" else ""
        book.append("Tags", **where, **tag, polarity=polarity)


def counts(each: Row, rows: Sequence[Row], book: Editor) -> bool:
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
        number = book.find(school=each["school"], company=company)
        return bool(book.get(number, "note") == each["value"])
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
