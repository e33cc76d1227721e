"""Comparison → the top of the page: numbers, and what to look at first, with its schools."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from noticeparse.comparison import Difference
from noticeparse.comparison.differences import Side
from noticeparse.reports.comparison_frame import many, scrolling, who
from noticeparse.reports.comparison_view import View, name_of
from noticeparse.reports.markup import element

if TYPE_CHECKING:
    from lxml.etree import _Element

TITLES = {
    "nothing_shared": (
        "One school says that nothing is shared, another says what is",
        "The same supplier gets nothing personal according to one notice. One of them is wrong, or "
        "the schools use it differently.",
    ),
    "withheld_elsewhere": (
        "Passed on at one school, expressly not at another",
        "One notice says that a kind of data is not passed on; another passes it on.",
    ),
    "special_category": (
        "Special-category data",
        "Data of Article 9 of the UK GDPR, and data that the Department for Education asks to be "
        "treated with the same care.",
    ),
    "different_data": (
        "The same supplier, different data",
        "Kinds of data that some schools state and others that state any do not.",
    ),
    "different_terms": (
        "Different basis, location or retention",
        "Schools state these differently, in these words. Texts are compared as words, so the same "
        "thing said otherwise is listed too.",
    ),
    "not_stated": (
        "Not stated at some schools",
        "What some notices leave out. Not stated is not the same as none.",
    ),
    "not_in_use": (
        "Not in use",
        "Planned, past and refused suppliers. A former supplier may still hold data. They count in "
        "no other part of this page.",
    ),
    "old_name": (
        "Old product names",
        "Parents who look for the product will not find it under this name.",
    ),
    "only_one_school": (
        "Named by one school only",
        "The others may not use it, or may not say so.",
    ),
}


def numbers(view: View) -> _Element:
    """The numbers at the top; each leads to what it counts."""
    kinds = [each.kind for each in view.differences]
    held = sum(said.held for s in view.comparison.suppliers for said in s.said)
    unread = len(view.comparison.no_notice)
    told = [
        (len(view.comparison.schools), "school", "schools read", "schools"),
        (len(view.comparison.suppliers), "supplier", "suppliers in use", "matrix"),
        (kinds.count("special_category"), "", "with special-category data", "d-special_category"),
        (kinds.count("different_data"), "", "with different data", "d-different_data"),
        (kinds.count("nothing_shared"), "", "nothing, says one school", "d-nothing_shared"),
        (unread, "school", "schools without a notice read", "schools"),
        (held, "person", "persons held back", "cards"),
    ]
    optional = {"d-nothing_shared", "cards"}
    return element(
        "ul",
        *(
            element(
                "li",
                element("b", str(number)),
                _linked(_one(number, noun, words), anchor, here=number > 0),
            )
            for number, noun, words, anchor in told
            if number or anchor not in optional
        ),
        css="numbers",
    )


def _one(number: int, noun: str, words: str) -> str:
    return words.replace(f"{noun}s", noun, 1) if noun and number == 1 else words


def _linked(words: str, anchor: str, *, here: bool) -> _Element | str:
    return element("a", words, href=f"#{anchor}") if here else words


def first_look(view: View) -> _Element:
    """What to look at first, a block a kind of difference."""
    parts = [element("h2", "What to look at first", id="differences")]
    blocks = [
        _block(view, kind, list(group))
        for kind, group in groupby(view.differences, key=lambda each: each.kind)
    ]
    if not blocks:
        parts.append(element("p", "The notices differ in nothing that is compared."))
    return element("section", *parts, *blocks)


def _block(view: View, kind: str, found: Sequence[Difference]) -> _Element:
    title, why = TITLES[kind]
    head = element(
        "summary", element("h3", f"{title} ", element("span", str(len(found)), css="count"))
    )
    by_school = kind == "only_one_school"
    lines = _lines_by_school(view, found) if by_school else _lines(view, found)
    heads = ("School", "Suppliers that only it names") if by_school else ("Supplier", "What, where")
    table = element(
        "table",
        element("thead", element("tr", *(element("th", head, scope="col") for head in heads))),
        element("tbody", *lines),
    )
    return element(
        "details", head, element("p", why), table, css="card", open="open", id=f"d-{kind}"
    )


def _lines(view: View, found: Sequence[Difference]) -> Iterator[_Element]:
    for each in found:
        link = element("a", name_of(each.supplier), href=f"#{view.anchor(each.supplier)}")
        naming = [said.school for said in each.supplier.said]
        yield element(
            "tr",
            element("th", link, scope="row"),
            element("td", element("ul", *(_side(s, naming) for s in each.sides), css="plain")),
        )


def _side(side: Side, naming: Sequence[str]) -> _Element:
    among = naming if set(side.schools) <= set(naming) else side.schools
    some = len(side.schools) < len(among)
    of = f" ({len(side.schools)} of {len(among)})" if some else ""
    what = element("span", f"◆ {side.what}", css="special") if side.special else side.what
    return element("li", what, f": {who(side.schools, among)}{of}")


def _lines_by_school(view: View, found: Sequence[Difference]) -> Iterator[_Element]:
    schools: dict[str, list[Difference]] = defaultdict(list)
    for each in found:
        schools[each.sides[0].schools[0]].append(each)
    for school in view.comparison.schools:
        if school in schools:
            links: list[_Element | str] = []
            for each in schools[school]:
                anchor = view.anchor(each.supplier, each.supplier.said[0])
                links += [", "] if links else []
                links.append(element("a", name_of(each.supplier), href=f"#{anchor}"))
            yield element("tr", element("th", school, scope="row"), element("td", *links))


def schools_section(view: View) -> _Element:
    """Every school: its notices' dates, and what they say once for all suppliers."""
    heads = ("School", "Notice dated", "Suppliers named", "Said once for the whole notice")
    lines = [_school_line(view, school) for school in view.schools]
    table = element(
        "table",
        element("thead", element("tr", *(element("th", head, scope="col") for head in heads))),
        element("tbody", *lines),
    )
    failed = [
        element("li", f"{path}: {message}", css="where") for path, message in view.comparison.failed
    ]
    parts = [element("h2", "The schools", id="schools"), scrolling("The schools", table)]
    if failed:
        could = f"{many(len(failed), 'document')} could not be read:"
        parts += [element("p", could), element("ul", *failed)]
    return element("section", *parts)


def _school_line(view: View, school: str) -> _Element:
    anchor = view.school_anchor(school)
    if school not in view.comparison.schools:
        words = element("td", "No notice read: what it shares is not known.", colspan="3")
        return element("tr", element("th", school, scope="row"), words, id=anchor, css="unread")
    dates = [date for name, date in view.comparison.dates if name == school]
    count = sum(1 for each in view.comparison.suppliers if each.by(school))
    said = [
        element("li", element("b", f"{kind.replace('_', ' ').capitalize()}: "), element("q", text))
        for kind, text in view.statements.get(school, ())
    ]
    return element(
        "tr",
        element("th", school, scope="row"),
        element("td", ", ".join(dict.fromkeys(dates)) or _not_stated()),
        element("td", str(count), css="number"),
        element("td", element("ul", *said, css="plain") if said else _not_stated()),
        id=anchor,
    )


def _not_stated() -> _Element:
    return element("span", "not stated", css="not-stated")
