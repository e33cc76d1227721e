"""A notice → what somebody has to look at in it, as rows: where, what, and what to do.

Plain words, grouped by kind, those first that may change what is filed. What is only good to know
(an issue of severity "info") is left out. What each kind is called and what to do about it stands
in words.csv beside this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from noticeparse.decisions import effective_rows
from noticeparse.model import Issue, Notice, where
from noticeparse.reports.rows import Row
from noticeparse.reports.words import many, place_in_words, words_about

WARNING_COLUMNS = ("kind", "school", "notice", "place", "what", "what_to_do")

_OTHER = ""  # the code that stands for all that the table does not have


def warning_rows(notice: Notice) -> list[Row]:
    """List what to look at in a notice, keys as WARNING_COLUMNS."""
    return in_order(_rows(notice))


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Group rows by their kind; those of a kind stay as they are."""
    order = [kind for kind, _ in words_about("warning").values()]
    return sorted(rows, key=lambda row: order.index(row["kind"]))


def _rows(notice: Notice) -> Iterator[Row]:
    for issue in notice.issues:
        yield from _row(issue, notice)
    for row in effective_rows(notice):
        for issue in row.issues:
            yield from _row(issue, notice, "" if row.held else f"{row.company}: ")
    lost = notice.receipt.unaccounted if notice.receipt else 0
    if lost:
        message = f"{many(lost, 'word')} of the notice: in no row and nowhere else."
        yield from _row(Issue("receipt", "words_lost", "warning", message), notice)


def _row(issue: Issue, notice: Notice, who: str = "") -> Iterator[Row]:
    if issue.severity == "info":
        return
    kinds = words_about("warning")
    kind, advice = kinds.get(issue.code) or kinds[_OTHER]
    place = where(notice, issue.place)
    yield {
        "kind": kind,
        "school": "; ".join(school.name for school in notice.for_schools() if school),
        "notice": notice.source.path,
        "place": place_in_words(place) if place.known else "",
        "what": f"{who}{issue.message}",
        "what_to_do": advice,
    }
