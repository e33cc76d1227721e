"""Comparison → a page for the browser: what to look at first, the matrix, and every school's words.

Complete and readable without JavaScript; with it, suppliers can be filtered and tables sorted. Each
cell of the matrix leads to the school's line below, with the words of the notice and their place.
One file that loads nothing; persons are held back.

Limits: a matrix of more schools than fit on paper is left out of print, where the tables of the
suppliers hold the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from noticeparse.comparison import Comparison, Names
from noticeparse.reports.comparison_cards import supplier_cards
from noticeparse.reports.comparison_changes import Versions, changes_section
from noticeparse.reports.comparison_frame import many, published
from noticeparse.reports.comparison_matrix import matrix
from noticeparse.reports.comparison_style import COMPARE_SCRIPT, COMPARE_STYLE
from noticeparse.reports.comparison_summary import first_look, numbers, schools_section
from noticeparse.reports.comparison_view import View
from noticeparse.reports.markup import element

if TYPE_CHECKING:
    from lxml.etree import _Element

_FILTERS = (
    ("differs", "schools differ"),
    ("special", "special-category data"),
    ("unstated", "something not stated"),
    ("once", "only one school"),
)


def compare_html(comparison: Comparison, names: Names, *, since: Versions | None = None) -> str:
    """Lay the page out. `since` is what changed since earlier notices; None: none were given."""
    view = View(comparison, names)
    title = f"Suppliers of {many(len(comparison.schools), 'school')}, side by side"
    return published(
        title,
        element("a", "Skip to what to look at first", css="skip", href="#differences"),
        _header(view, title),
        element("main", *_main(view, since)),
        _footer(),
        style=COMPARE_STYLE,
        script=COMPARE_SCRIPT,
    )


def _header(view: View, title: str) -> _Element:
    dates = sorted({date for _, date in view.comparison.dates})
    span = f" Notices dated {dates[0]} to {dates[-1]}." if len(dates) > 1 else ""
    links = (
        ("differences", "What to look at first"),
        ("matrix", "Who shares with whom"),
        ("cards", "Supplier by supplier"),
        ("apart", "Not in use"),
        ("schools", "The schools"),
    )
    there = [link for link in links if link[0] != "apart" or view.comparison.apart]
    return element(
        "header",
        element("h1", title),
        element("p", f"What the schools’ own notices say that they share.{span}", css="soft"),
        numbers(view),
        element(
            "nav",
            element(
                "ul",
                *(element("li", element("a", text, href=f"#{goal}")) for goal, text in there),
                css="plain links",
            ),
            css="no-print",
            **{"aria-label": "On this page"},
        ),
    )


def _main(view: View, since: Versions | None) -> Iterator[_Element]:
    yield first_look(view)
    if since is not None:
        yield changes_section(since)
    yield _tools(view)
    yield matrix(view)
    yield element(
        "section",
        element("h2", "Supplier by supplier", id="cards"),
        element("p", "Marked words are those that a kind of data, a purpose or a person was read "
                     "from. ◆ is special-category data, or data to be treated with that care."),
        *supplier_cards(view, view.comparison.suppliers),
    )  # fmt: skip
    if view.comparison.apart:
        yield element(
            "section",
            element("h2", "Not in use: planned, past, refused", id="apart"),
            *supplier_cards(view, view.comparison.apart),
        )
    yield schools_section(view)


def _tools(view: View) -> _Element:
    """The filter; hidden until the script has found that it runs."""
    schools = [
        element("option", school, value=str(number))
        for school, number in view.school_numbers.items()
        if school in view.comparison.schools
    ]
    boxes = [
        element("label", element("input", type="checkbox", value=value), text, css="check")
        for value, text in _FILTERS
    ]
    return element(
        "div",
        element("div", element("label", "Supplier, data or words", **{"for": "search"}),
                element("input", type="search", id="search", autocomplete="off")),
        element("div", element("label", "Named by", **{"for": "school"}),
                element("select", element("option", "any school", value="-1"), *schools,
                        id="school")),
        *boxes,
        element("button", "Show all", type="button", id="reset"),
        element("p", "", id="found", role="status"),
        css="tools no-print", id="tools", hidden="hidden", role="search",
        **{"aria-label": "Filter suppliers"},
    )  # fmt: skip


def _footer() -> _Element:
    return element(
        "footer",
        element("h2", "How to read this page"),
        element("p", "It says what notices say, not what schools do. “Not stated” never means "
                     "“none”: a school that does not name a supplier may use it all the same. "
                     "A supplier counts as one only where its name is certain; names that are "
                     "merely alike are not merged. Made with noticeparse from published notices; "
                     "check the words in the notice before you act on them."),
    )  # fmt: skip
