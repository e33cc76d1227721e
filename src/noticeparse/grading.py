"""A disclosure → how far its row can be trusted, with the reasons in words.

The grade speaks of the row: whether company and text are those that a careful reader would write
down. It looks at how the row was found, not at what it says. `benchmarks/grades.py` shows, on
notices with known answers, how many rows of each grade are right.

excellent   structure says it: a table, labelled fields, a list of recipients
good        one thing is uncertain, such as a known supplier in running text
fair        two things are
poor        look at it before you use it: an unknown name in running text, words read with doubt
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from noticeparse.model import Disclosure
from noticeparse.text import words

GRADES = ("excellent", "good", "fair", "poor")
STRUCTURED = ("tables", "cards", "stacked_columns", "flat_rows", "outlines")
LISTED = (
    *("bullets", "leaders", "name_grids", "inline", "in_brackets"),
    *("consent_items", "category_lines"),
)

LONGEST_NAME = 8  # words: a longer company is a sentence, or two companies
SHORTEST_TEXT = 2  # words of a description, below which running text says next to nothing
GOOD_FIT = 0.6
LONG_TEXT = 25  # words: more of running text may hold what belongs to another row
LONGEST_TEXT = 120  # words of any row
SURE_WORD = 0.8  # confidence of a word that was read from a picture, above which it is sure


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is less than excellent: `cost` in grades."""

    said: str
    cost: int


def with_grades(rows: Sequence[Disclosure]) -> tuple[Disclosure, ...]:
    """Grade the rows of a notice."""
    return tuple(_graded(row) for row in rows)


def _graded(row: Disclosure) -> Disclosure:
    reasons = list(_reasons(row))
    level = min(sum(reason.cost for reason in reasons), len(GRADES) - 1)
    said = tuple(reason.said for reason in reasons) or (f"read from {_found(row)} without a doubt",)
    return replace(row, grade=GRADES[level], grade_reasons=said)


def _found(row: Disclosure) -> str:
    found = {"tables": "a table", "flat_rows": "a table", "cards": "labelled fields"}
    return found.get(row.layout, "a list")


def _reasons(row: Disclosure) -> Iterator[Reason]:
    known = row.supplier is not None and row.supplier.judgement == "certain"
    yield from _how_found(row, known=known)
    yield from _company(row, known=known)
    yield from _text(row)
    yield from _picture(row)
    if any(issue.severity != "info" and issue.code != "person_named" for issue in row.issues):
        yield Reason("something about the row is doubtful: see its issues", 1)


def _how_found(row: Disclosure, *, known: bool) -> Iterator[Reason]:
    if row.layout in (*STRUCTURED, *LISTED):
        if row.fit < GOOD_FIT and not known:
            yield Reason("nothing says for certain that the table or list names recipients", 1)
    elif known:
        yield Reason("read from running text", 1)
    else:
        yield Reason("read from running text, and the name is in no catalogue", 3)


def _company(row: Disclosure, *, known: bool) -> Iterator[Reason]:
    name = str(row.company)
    if len(words(name)) > LONGEST_NAME:
        yield Reason("the company is long: it may be more than a name", 1)
    if not known and not any(c.isupper() or c.isdigit() for c in name):
        yield Reason("the company does not look like a name", 1)


def _text(row: Disclosure) -> Iterator[Reason]:
    length = len(words(str(row.description)))
    listed = row.layout in (*STRUCTURED, *LISTED)
    if length < SHORTEST_TEXT and not listed:
        yield Reason("nothing is said of what is shared", 1)
    if length > (LONGEST_TEXT if listed else LONG_TEXT):
        yield Reason("the text is long: it may hold what belongs to another row", 1)


def _picture(row: Disclosure) -> Iterator[Reason]:
    """What was read from a picture of a page is sure only where every word of it is."""
    seen = [
        run.confidence
        for text in (row.company, row.description)
        for run in text.runs
        if run.confidence is not None
    ]
    if seen and min(seen) < SURE_WORD:
        yield Reason("some words were hard to read on the picture of the page", 3)
    elif seen:
        yield Reason("read from a picture of the page", 1)
