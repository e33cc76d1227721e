"""Incident → a workbook: whom to phone, a line a school, and the words of every notice.

Everything is text: nothing is ever a formula or a link, whatever a notice says. The same incident
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from noticeparse.comparison import Names, Quote
from noticeparse.comparison.differences import TERMS, in_words
from noticeparse.incident import Incident, Involved
from noticeparse.reports.comparison_frame import places_in_words
from noticeparse.reports.incident_view import in_sum, page_of, sure_of
from noticeparse.reports.said_view import data_lines, told_of
from noticeparse.reports.sheets import Layout
from noticeparse.reports.xlsx_sheet import workbook

_COLUMNS = (
    *("school", "urn", "trust", "contact", "what is known", "data", "data that needs special care"),
    *("notice dated", "since", "named as", "how sure", "whose data", "why"),
    *("basis", "location", "retention", "said of the whole notice", "words", "where"),
)
_SUMMARY = ("number", "what")


def incident_xlsx(incident: Incident, names: Names, *, made: date | None = None) -> bytes:
    """Fill the workbook; `made` is the day on which that is done."""
    page = page_of(incident, names, made=made)
    told = [
        *(("", text) for text in (page.title, page.made, page.headline, page.looked_for)),
        *((str(number), what) for number, what in page.counts),
        *((path, message) for path, message in incident.failed),
        ("", page.limits),
    ]
    schools = (dict(zip(_COLUMNS, _cells(each, names), strict=True)) for each in incident.schools)
    summary = (dict(zip(_SUMMARY, line, strict=True)) for line in told)
    tables = (
        (Layout("Schools", _COLUMNS, editable=_COLUMNS), schools),
        (Layout("Summary", _SUMMARY, editable=_SUMMARY), summary),
    )
    return workbook("Who shares data with a supplier", tables)


def _cells(each: Involved, names: Names) -> Iterator[str]:
    said = each.said
    quotes = (*(said.quotes if said else ()), *each.also, *each.mentions)
    labels = names.listed
    yield from (each.school, each.urn, each.trust, each.contact, in_sum(each.group))
    yield "\n".join(line.text for line in data_lines(said, names)) if said else ""
    yield labels("category", names.ordered(each.special))
    yield "; ".join(each.dates)
    yield "; ".join(each.since)
    yield "; ".join(said.companies) if said else ""
    yield sure_of(each) if said else ""
    yield labels("data_subject", said.data_subjects) if said else ""
    yield labels("purpose", said.purposes) if said else ""
    yield from (in_words(said, name, names) if said else "" for name in TERMS)
    yield "\n".join(f"{told_of(kinds)}: {text}" for kinds, text in each.statements)
    yield "\n".join(map(_words, quotes))
    unread = (f"{path}: {why}" for path, why in each.unread)
    yield "; ".join((*(_where(quote) for quote in quotes), *unread))


def _words(quote: Quote) -> str:
    return f"{quote.company}: {quote.text}" if quote.company else quote.text


def _where(quote: Quote) -> str:
    if quote.company:
        return places_in_words(quote.places)
    return "; ".join(where.source for where in quote.places)
