"""Suppliers of a comparison → a table each: a line a school, what it states, its words and place.

What a school does not state is printed as "not stated"; what its notice says once for all suppliers
is beside every line, as a link.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from noticeparse.comparison import Compared, Quote, Said
from noticeparse.comparison.differences import STATUS_WORDS, TERMS, in_words
from noticeparse.model import Decided
from noticeparse.reports.comparison_frame import (
    NOT_STATED,
    company_of,
    many,
    place_in_words,
    quoted,
    scrolling,
)
from noticeparse.reports.comparison_view import View, differs_in_words, name_of
from noticeparse.reports.markup import element

if TYPE_CHECKING:
    from lxml.etree import _Element

COLUMNS = (
    "School",
    "Data",
    "Purposes",
    "Whose data",
    "Basis, location, retention",
    "In the notice’s words",
)
TERM_NAMES = {"lawful_basis": "Basis", "location": "Location", "retention": "Retention"}
STATEMENT_NAMES = {
    "location": "location",
    "lawful_basis": "lawful basis",
    "retention": "retention",
    "marketing": "marketing",
    "default_category": "data usually given",
    "withheld_category": "data withheld",
}
DATA_STATEMENTS = ("default_category", "withheld_category")


def supplier_cards(view: View, suppliers: Sequence[Compared]) -> Iterator[_Element]:
    """Make the table of each supplier."""
    for supplier in suppliers:
        yield element(
            "section",
            element("h3", name_of(supplier)),
            element("p", *_about(view, supplier), css="soft"),
            _table(view, supplier),
            css="card",
            id=view.anchor(supplier),
            **{"data-about": flags(view, supplier)},
        )


def flags(view: View, supplier: Compared) -> str:
    """What the filter asks of a supplier."""
    kinds = view.kinds_of.get(id(supplier), set())
    wanted = {
        "differs": bool(
            kinds & {"different_data", "different_terms", "nothing_shared", "withheld_elsewhere"}
        ),
        "special": "special_category" in kinds,
        "unstated": "not_stated" in kinds,
        "once": "only_one_school" in kinds,
    }
    return " ".join(name for name, yes in wanted.items() if yes)


def _about(view: View, supplier: Compared) -> Iterator[str]:
    yield f"{many(len(supplier.said), 'school')} of {len(view.comparison.schools)}."
    if supplier.differs:
        yield f" Schools differ in: {differs_in_words(supplier)}."
    if supplier.held:
        yield " This recipient looks like a person; the name is held back until someone decides."
        return
    printed = dict.fromkeys(company_of(quote) for said in supplier.said for quote in said.quotes)
    others = [name for name in printed if name != supplier.supplier]
    if others:
        yield f" Printed as: {', '.join(printed)}."
    judgements = {quote.judgement for said in supplier.said for quote in said.quotes}
    if "proposed" in judgements:
        yield " The match with a known supplier is only proposed."
    elif supplier.supplier_id is None:
        yield " Not in the catalogue of suppliers: taken as printed."


def _table(view: View, supplier: Compared) -> _Element:
    head = element("tr", *(element("th", title, scope="col") for title in COLUMNS))
    lines = [_line(view, supplier, said) for said in supplier.said]
    table = element("table", element("thead", head), element("tbody", *lines), css="said")
    return scrolling(f"What schools say of {name_of(supplier)}", table)


def _line(view: View, supplier: Compared, said: Said) -> _Element:
    return element(
        "tr",
        element("th", *_school(supplier, said), scope="row"),
        element("td", *data_of(view, said)),
        element("td", _labels(view, "purpose", said.purposes)),
        element("td", _labels(view, "data_subject", said.data_subjects)),
        element("td", *_terms(view, said)),
        element("td", *words_of(said.quotes, supplier.supplier)),
        id=view.anchor(supplier, said),
    )


def _school(supplier: Compared, said: Said) -> Iterator[_Element | str]:
    yield said.school
    if said.statuses != ("in_use",):
        words = "; ".join(STATUS_WORDS.get(status, status) for status in said.statuses)
        yield element("div", words, css="soft")
    if said.held and not supplier.held:
        yield element("div", "names a person; held back", css="soft")


def _unstated() -> _Element:
    return element("span", NOT_STATED, css="not-stated")


def _labels(view: View, kind: str, ids: Sequence[str]) -> _Element | str:
    return "; ".join(view.names.label(kind, id) for id in ids) or _unstated()


def data_of(view: View, said: Said) -> Iterator[_Element | str]:
    """What data a school says that the supplier gets: special categories first."""
    if said.no_personal_data:
        yield element("div", "nothing personal is shared", css="nothing")
    elif said.no_personal_data is False:
        yield element("div", "nothing personal, in part of its rows", css="nothing")
    ordered = view.names.ordered(said.categories)
    special = [view.names.label("category", id) for id in ordered if id in view.names.special]
    rest = [view.names.label("category", id) for id in ordered if id not in view.names.special]
    if special:
        yield element("div", f"◆ {'; '.join(special)}", css="special")
    if rest:
        yield "; ".join(rest)
    elif not special and said.no_personal_data is None:
        yield _unstated()
    if said.not_shared:
        ids = view.names.ordered(said.not_shared)
        denied = "; ".join(view.names.label("category", id) for id in ids)
        yield element("div", f"Not passed on: {denied}", css="nothing")
    yield from _whole(view, said.school, DATA_STATEMENTS)


def _terms(view: View, said: Said) -> Iterator[_Element | str]:
    missing = []
    for name in TERMS:
        words = in_words(said, name, view.names)
        if words:
            yield element("div", element("b", f"{TERM_NAMES[name]}: "), words)
        else:
            missing.append(TERM_NAMES[name].casefold())
    if missing:
        yield element("div", f"{', '.join(missing)}: {NOT_STATED}", css="not-stated")
    yield from _whole(view, said.school, TERMS)


def _whole(view: View, school: str, kinds: Sequence[str]) -> Iterator[_Element]:
    """A link to what the notice says once for all suppliers."""
    found = [STATEMENT_NAMES[kind] for kind in view.statement_kinds(school) if kind in kinds]
    if found:
        link = element(
            "a", f"for the whole notice: {', '.join(found)}", href=f"#{view.school_anchor(school)}"
        )
        yield element("div", link)


def words_of(quotes: Sequence[Quote], supplier: str) -> Iterator[_Element]:
    """The words of the rows, each with its place."""
    for quote in quotes:
        parts: list[_Element | str] = [quoted(quote)]
        if quote.beside and not quote.held:
            told = "; ".join(f"“{words}” ({standing})" for standing, words in quote.beside)
            parts.append(element("div", f"Also: {told}"))
        if quote.decided:
            parts.append(element("div", corrected(quote), css="soft"))
        parts.append(element("div", *_where(quote, supplier), css="where"))
        yield element("div", *parts, css="quote")


def corrected(quote: Quote, *, only: Decided | None = None) -> str:
    """Say what a person corrected of a row: everything, or one value only."""
    told = []
    for each in (only,) if only else quote.decided:
        before, after = (
            value if value is not None and not quote.held else _gone(value, held=quote.held)
            for value in (each.before, each.after)
        )
        told.append(f"{each.field.replace('_', ' ')}: {before} → {after}")
    return f"Corrected by a person: {'; '.join(told)}"


def _gone(value: str | None, *, held: bool) -> str:
    if value is None:
        return "not there"
    return "[held back]" if held else value


def _where(quote: Quote, supplier: str) -> Iterator[str]:
    if quote.company != supplier and not quote.held:
        yield f"Printed as “{quote.company}”. "
    if quote.section and not quote.held:
        yield f"Under “{quote.section}”. "
    for number, where in enumerate(quote.places):
        yield f"{'; ' if number else ''}{where.source}, {place_in_words(where)}"
