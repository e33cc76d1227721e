"""A disclosure → how far its row can be trusted, with the reasons in words.

The grade speaks of the row: whether company and text are those that a careful reader would write
down. It looks at how the row was found, not at what it says. `benchmarks/grades.py` shows, on
notices with known answers, how many rows of each grade are right.

excellent   structure says it: nothing about the row is left to guess
good        structure or a known name says it, and one thing is uncertain
fair        read from prose, or by a name's shape alone
poor        look at it before you use it
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from noticeparse.model import Disclosure
from noticeparse.text import words

GRADES = ("excellent", "good", "fair", "poor")
STRUCTURED = ("tables", "cards")
LISTED = ("bullets", "leaders", "name_grids", "inline", "consent_items", "category_lines")

LONGEST_NAME = 8  # words: a longer company is a sentence, or two companies
SHORTEST_TEXT = 2  # words of a description, below which it says next to nothing
GOOD_FIT = 0.8
LONGEST_TEXT = 120  # words: a longer text may hold what belongs to another row


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is less than excellent: `cost` in grades."""

    said: str
    cost: int


def with_grades(rows: Sequence[Disclosure]) -> tuple[Disclosure, ...]:
    """Grade the rows of a notice."""
    return tuple(_graded(row, rows) for row in rows)


def _graded(row: Disclosure, rows: Sequence[Disclosure]) -> Disclosure:
    reasons = list(_reasons(row, rows))
    level = min(sum(reason.cost for reason in reasons), len(GRADES) - 1)
    said = tuple(reason.said for reason in reasons) or (f"read from {_found(row)} without a doubt",)
    return replace(row, grade=GRADES[level], grade_reasons=said)


def _found(row: Disclosure) -> str:
    return {"tables": "a table", "cards": "labelled fields"}.get(row.layout, "a list")


def _reasons(row: Disclosure, rows: Sequence[Disclosure]) -> Iterator[Reason]:
    known = row.supplier is not None and row.supplier.judgement == "certain"
    yield from _how_found(row, known=known)
    yield from _company(row, known=known)
    yield from _text(row)
    if any(issue.severity != "info" and issue.code != "person_named" for issue in row.issues):
        yield Reason("something about the row is doubtful: see its issues", 1)
    if _same_text(row, rows) and row.layout not in STRUCTURED:
        yield Reason("the same words stand in the row of another company", 1)


def _how_found(row: Disclosure, *, known: bool) -> Iterator[Reason]:
    if row.layout in STRUCTURED:
        if row.fit < GOOD_FIT:
            yield Reason("the table or form has no captions that say what its parts are", 1)
    elif row.layout in LISTED:
        if row.fit < GOOD_FIT and not known:
            yield Reason("the list does not say for certain that it names recipients", 1)
    elif known:
        yield Reason("read from running text", 1)
    else:
        yield Reason("read from running text, and the name is in no catalogue", 2)


def _company(row: Disclosure, *, known: bool) -> Iterator[Reason]:
    name = str(row.company)
    if len(words(name)) > LONGEST_NAME:
        yield Reason("the company is long: it may be more than a name", 1)
    if not known and not any(c.isupper() or c.isdigit() for c in name):
        yield Reason("the company does not look like a name", 1)


def _text(row: Disclosure) -> Iterator[Reason]:
    length = len(words(str(row.description)))
    if length < SHORTEST_TEXT and row.layout not in (*STRUCTURED, *LISTED):
        yield Reason("nothing is said of what is shared", 1)
    if length > LONGEST_TEXT:
        yield Reason("the text is long: it may hold what belongs to another row", 1)


def _same_text(row: Disclosure, rows: Sequence[Disclosure]) -> bool:
    text = str(row.description).strip()
    return bool(text) and any(
        other is not row and str(other.description).strip() == text for other in rows
    )
