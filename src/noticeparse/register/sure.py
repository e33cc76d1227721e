"""Rows of a notice → those that everybody may be told: what is sure, and what a person decided.

A row is sure where its grade is one of SURE, or where a person decided something of it or of its
name; a note to it decides nothing. What is not sure is counted, so that no page takes what it shows
for all there is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from noticeparse.comparison import Said
from noticeparse.comparison.values import still_held
from noticeparse.decisions import effective_rows
from noticeparse.grading import GRADES
from noticeparse.model import Decided, Disclosure, Notice
from noticeparse.reports.page import Line
from noticeparse.reports.words import many, words_about

SURE = GRADES[:2]
_NOTE = "note"


def is_sure(row: Disclosure) -> bool:
    """May the row be told to everybody as it is?"""
    return row.grade in SURE or is_read(row.decided)


def is_read(decided: Iterable[Decided]) -> bool:
    """Did a person decide something of a row?"""
    return any(each.field != _NOTE for each in decided)


def parted(notice: Notice) -> tuple[Notice, Notice]:
    """The notice with the rows that are sure, and with the others; both name who is held back.

    So both know what to take out of their texts.
    """
    unsure = {row.id for row in effective_rows(notice) if not (still_held(row) or is_sure(row))}
    sides = (
        tuple(row for row in notice.disclosures if still_held(row) or (row.id in unsure) is side)
        for side in (False, True)
    )
    sure, others = (replace(notice, disclosures=rows) for rows in sides)
    return sure, others


def count_unsure(notices: Iterable[Notice]) -> int:
    """How many rows of notices are not sure, of recipients that are not held back."""
    rows = (row for notice in notices for row in effective_rows(notice))
    return sum(not (still_held(row) or is_sure(row)) for row in rows)


def and_more(number: int, *, shown: bool = False) -> str:
    """Say beside a count how many rows are not sure: they are left out, or `shown` and marked.

    >>> and_more(2), and_more(0)
    ('and 2 more rows that are not sure', 'and no more rows that are not sure')
    >>> and_more(1, shown=True)
    'with 1 row that is not sure'
    """
    lead, noun = ("with", "row") if shown else ("and", "more row")
    count = many(number, noun) if number else f"no {noun}s"
    return f"{lead} {count} that {'is' if number == 1 else 'are'} not sure"


def counted(count: str, unsure: int, *, shown: bool = False) -> str:
    """A count in a list, with how many rows are not sure where there are some."""
    return f"{count}, {and_more(unsure, shown=shown)}" if unsure else count


def marks(said: Said, rows: Sequence[Disclosure]) -> Iterable[Line]:
    """Mark what a school says of a recipient where nobody decided it, and where it is not sure."""
    words = words_about("unread")
    read = [row.added or is_read(row.decided) for row in rows]
    if not all(read):
        yield Line(words["partly" if any(read) else "wholly"][0], look="not-read")
    if not all(map(is_sure, rows)):
        yield Line(words["unsure"][0], look="unsure")
