"""Comparison → the matrix: suppliers down, schools across; a cell leads to the school's words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from noticeparse.comparison import Compared, Said
from noticeparse.reports.comparison_cards import flags
from noticeparse.reports.comparison_frame import scrolling
from noticeparse.reports.comparison_view import View, differs_in_words, name_of
from noticeparse.reports.markup import element

if TYPE_CHECKING:
    from lxml.etree import _Element

WIDEST_ON_PAPER = 22  # schools
_KEY = (
    ("5", "the number of kinds of data that the school says it shares"),
    ("5 ◆", "among them special-category data, or data to be treated with the same care"),
    ("nothing", "the school says that it shares nothing personal"),
    ("named", "the school names the supplier, and does not state which data"),
    ("(blank)", "the school does not name the supplier: not stated, which is not “not used”"),
    ("no notice", "no notice of this school was read"),
)


def matrix(view: View) -> _Element:
    """Make the section of the matrix."""
    wide = len(view.schools) > WIDEST_ON_PAPER
    parts: list[_Element | str] = [
        element("h2", "Who shares with whom", id="matrix"),
        element(
            "ul",
            *(element("li", element("b", sign), f" {words}") for sign, words in _KEY),
            css="key plain",
        ),
    ]
    if wide:
        parts.append(element("p", "Too wide for paper: see each supplier below.", css="paper-only"))
    css = "scroll grid wide" if wide else "scroll grid"
    parts.append(scrolling("Suppliers by schools", _table(view), css=css))
    return element("section", *parts)


def _table(view: View) -> _Element:
    head = element("tr", *_head(view))
    lines = [_line(view, supplier) for supplier in view.comparison.suppliers]
    caption = "Suppliers in use. A number leads to the words of the notice."
    return element(
        "table",
        element("caption", caption),
        element("thead", head),
        element("tbody", *lines),
        css="matrix",
        id="suppliers",
    )


def _head(view: View) -> Iterator[_Element]:
    yield element("th", "Supplier", scope="col", **{"data-sort": ""})
    yield element("th", "Schools", scope="col", **{"data-sort": ""})
    yield element("th", "Schools differ in", scope="col", **{"data-sort": ""})
    for school in view.schools:
        link = element("a", school, href=f"#{view.school_anchor(school)}")
        yield element("th", element("span", link), scope="col", css="school")


def _line(view: View, supplier: Compared) -> _Element:
    name = element("a", name_of(supplier), href=f"#{view.anchor(supplier)}")
    by_school = {said.school: said for said in supplier.said}
    unread = set(view.comparison.no_notice) - set(view.comparison.schools)
    return element(
        "tr",
        element("th", name, scope="row"),
        element("td", str(len(supplier.said)), css="number"),
        element("td", differs_in_words(supplier)),
        *(
            element("td", "no notice", css="unread")
            if school in unread
            else _cell(view, supplier, by_school.get(school))
            for school in view.schools
        ),
        **{"data-about": flags(view, supplier), "data-card": view.anchor(supplier)},
    )


def _cell(view: View, supplier: Compared, said: Said | None) -> _Element:
    if said is None:
        return element("td")
    special = view.special(said)
    link = element("a", sign_of(said, special=special), href=f"#{view.anchor(supplier, said)}")
    return element("td", link, css="sp" if special else "")


def sign_of(said: Said, *, special: bool) -> str:
    """What the matrix prints of what a school says."""
    if said.categories:
        return f"{len(said.categories)} ◆" if special else str(len(said.categories))
    return "nothing" if said.no_personal_data else "named"
