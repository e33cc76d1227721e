"""Incident → a workbook: whom to phone, a line a school, and the words of every notice.

Everything is text: nothing is ever a formula or a link, whatever a notice says. The same incident
gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime

import xlsxwriter

from noticeparse.comparison import Names, Quote
from noticeparse.comparison.differences import TERMS, in_words
from noticeparse.incident import Incident, Involved
from noticeparse.reports.comparison_frame import places_in_words
from noticeparse.reports.incident_view import IN_SUM, page_of, sure_of
from noticeparse.reports.sheets import Layout
from noticeparse.reports.xlsx_sheet import Sheet, make_looks

_CREATED = datetime(2020, 1, 1)  # any fixed date: the clock would make two runs differ
_BOOK = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_COLUMNS = (
    *("school", "urn", "trust", "contact", "its notices", "data", "special-category data"),
    *("notice dated", "since", "named as", "how sure", "not passed on", "whose data", "why"),
    *("basis", "location", "retention", "words", "where"),
)
_SUMMARY = ("number", "what")


def incident_xlsx(incident: Incident, names: Names, *, made: date | None = None) -> bytes:
    """Fill the workbook; `made` is the day on which that is done."""
    buffer = io.BytesIO()
    page = page_of(incident, names, made=made)
    book = xlsxwriter.Workbook(buffer, _BOOK)
    book.set_properties({"title": "Who shares data with a supplier", "created": _CREATED})
    looks = make_looks(book)
    counts = [(str(number), what) for number, what in page.counts]
    told = [
        *(("", text) for text in (page.title, page.made, page.headline, page.looked_for)),
        *counts,
        (str(page.total), "schools in all"),
        *((path, message) for path, message in incident.failed),
        ("", page.limits),
    ]
    schools = (dict(zip(_COLUMNS, _cells(each, names), strict=True)) for each in incident.schools)
    summary = (dict(zip(_SUMMARY, line, strict=True)) for line in told)
    for name, columns, rows in (("Schools", _COLUMNS, schools), ("Summary", _SUMMARY, summary)):
        sheet = Sheet(book, Layout(name, columns, editable=columns), looks=looks)
        for row in rows:
            sheet.write(row)
        sheet.finish()
    book.close()
    return buffer.getvalue()


def _cells(each: Involved, names: Names) -> Iterator[str]:
    said = each.said
    quotes = (*(said.quotes if said else ()), *each.also, *each.mentions)

    def labels(kind: str, ids: Iterable[str]) -> str:
        return "; ".join(names.label(kind, id) for id in ids)

    yield from (each.school, each.urn, each.trust, each.contact, IN_SUM[each.group])
    yield labels("category", names.ordered(said.categories)) if said else ""
    yield labels("category", names.ordered(each.special))
    yield "; ".join(each.dates)
    yield "; ".join(each.since)
    yield "; ".join(said.companies) if said else ""
    yield sure_of(each) if said else ""
    yield labels("category", said.not_shared) if said else ""
    yield labels("data_subject", said.data_subjects) if said else ""
    yield labels("purpose", said.purposes) if said else ""
    for name in TERMS:
        whole = [
            f"{text} (said of the whole notice)" for kinds, text in each.statements if name in kinds
        ]
        own = in_words(said, name, names) if said else ""
        yield "; ".join(filter(None, (own, *whole)))
    yield "\n".join(map(_words, quotes))
    unread = (f"{path}: {why}" for path, why in each.unread)
    yield "; ".join((*(_where(quote) for quote in quotes), *unread))


def _words(quote: Quote) -> str:
    return f"{quote.company}: {quote.text}" if quote.company else quote.text


def _where(quote: Quote) -> str:
    if quote.company:
        return places_in_words(quote.places)
    return "; ".join(where.source for where in quote.places)
