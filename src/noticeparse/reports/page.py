"""What a page to be sent is made of, whatever it tells of; and the files that print it.

The web page and the Word file are made of the same values, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from noticeparse.reports.files import AtomicFile, storable
from noticeparse.reports.said_view import Line, Words
from noticeparse.reports.web_page import render
from noticeparse.text.dates import date_in_words


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a section: what it is of, facts below that, cells between, the notice's words."""

    head: str
    facts: tuple[Line, ...] = ()
    cells: tuple[tuple[Line, ...], ...] = ()
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: a table, or a list without `heads`. One `apart` can be sent by itself."""

    heading: str
    why: str
    heads: tuple[str, ...]
    entries: tuple[Entry, ...]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """All that is printed, in order."""

    title: str
    made: str
    headline: str
    counts: tuple[tuple[int, str], ...]
    sections: tuple[Section, ...]
    limits: str
    looked_for: str = ""
    certain: bool = True
    data: tuple[tuple[str, bool], ...] = ()
    people: str = ""


def made_on(day: date | None) -> str:
    """Say when the page was made; nothing where that is not told."""
    told = date_in_words(day.isoformat()) if day else ""
    return f"Made on {told}, from the notices as they were then." if day else ""


def page_html(page: Page) -> str:
    """Lay out the page for the browser: a file that loads nothing and runs nothing."""
    return render("page.html", title=page.title, page=page)


def write_page(page: Page, output: Path, *, xlsx: Callable[[], bytes] | None = None) -> None:
    """Write the page as its name ends: Word, the workbook that `xlsx` makes, or for the browser."""
    if xlsx is not None and output.suffix.casefold() == ".xlsx":
        data = xlsx()
    elif output.suffix.casefold() == ".docx":
        from noticeparse.reports.page_docx import page_docx  # noqa: PLC0415 - heavy

        data = page_docx(page)
    else:
        data = storable(page_html(page))
    with AtomicFile(output) as file:
        file.write(data)
