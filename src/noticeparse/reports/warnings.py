"""A notice → what somebody has to look at in it, as rows: where, what, and what to do.

Plain words, grouped by kind, those first that may change what is filed. What is only good to know
(an issue of severity "info") is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from noticeparse.comparison import Where
from noticeparse.decisions import effective_rows
from noticeparse.model import Issue, Notice
from noticeparse.reports.comparison_frame import many, place_in_words
from noticeparse.reports.rows import Row

WARNING_COLUMNS = ("kind", "school", "notice", "place", "what", "what_to_do")

_SEE = "see how it was read: noticeparse explain NOTICE."
_COMPARE = "Compare the rows of this page with the notice, and add what is missing."
_LOST = ("Words that were lost", f"Please report it, and {_SEE}")
_OTHER = ("Read with doubts", "Compare the rows with the notice at this place.")
_CHARACTERS = ("Characters that could not be read", "Compare the rows with the notice.")
_LEFT_OUT = ("Part of a table was left out", "Compare the rows with the notice.")
_UNREAD = ("A page that was not read", _COMPARE)
_HIDDEN = (
    "Hidden in the file",
    "Open the file and unhide it. If it is part of the notice, save it so and convert it again.",
)
# What an issue is about, and what to do; the order is that of the rows.
_KINDS = {
    "no_disclosures": (
        "No recipient was found",
        f"Check that this is the right file. If it lists whom data is shared with, {_SEE}",
    ),
    "words_lost": _LOST,
    "page_without_text": _UNREAD,
    "page_beyond_limits": _UNREAD,
    "supplier_in_prose": (
        "A name without a row",
        "Read the sentence. If data goes there, add a row on the sheet Disclosures.",
    ),
    "answer_unclear": (
        "An answer that was not understood",
        "Read the cell, and correct the tags of its row in the workbook.",
    ),
    "too_many_columns": _LEFT_OUT,
    "nested_too_deeply": _LEFT_OUT,
    "hidden_sheet": _HIDDEN,
    "hidden_text": _HIDDEN,
    "embedded_file": ("Another file inside", "Open it. If it lists suppliers, convert it too."),
    "doubtful_words": ("Read from a picture", "Compare these words with the picture."),
    "unreadable_characters": _CHARACTERS,
    "mixed_encoding": _CHARACTERS,
    "undecodable": _CHARACTERS,
    "school_not_stated": (
        "The school is not named",
        "Say which school it is, in a list: --schools schools.csv.",
    ),
    "placeholder": ("A blank that was never filled in", "Ask the school what belongs there."),
    "person_named": (
        "A person is named",
        "This file keeps the name: mind who gets it. compare, check and incident hold it back.",
    ),
}
_ORDER = [kind for kind, _ in (*_KINDS.values(), _OTHER)]


def warning_rows(notice: Notice) -> list[Row]:
    """List what to look at in a notice, keys as WARNING_COLUMNS."""
    return in_order(_rows(notice))


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Group rows by their kind; those of a kind stay as they are."""
    return sorted(rows, key=lambda row: _ORDER.index(row["kind"]))


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
    kind, advice = _KINDS.get(issue.code, _OTHER)
    place = issue.place
    known = any(value is not None for value in (place.page, place.row, place.block))
    where = Where(notice.source.path, place.page, place.row, place.block)
    yield {
        "kind": kind,
        "school": "; ".join(school.name for school in notice.for_schools() if school),
        "notice": notice.source.path,
        "place": place_in_words(where) if known else "",
        "what": f"{who}{issue.message}",
        "what_to_do": advice,
    }
