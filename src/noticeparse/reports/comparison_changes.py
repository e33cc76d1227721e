"""Changes between two versions of a school's notices → a section of the page; persons held back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from noticeparse.changes import ADDED, CHANGED, REMOVED, Change
from noticeparse.comparison.quotes import still_held
from noticeparse.model import Notice
from noticeparse.reports.comparison_frame import HELD, many, scrolling
from noticeparse.reports.markup import element

if TYPE_CHECKING:
    from lxml.etree import _Element

WHAT = {ADDED: "came", REMOVED: "went", CHANGED: "changed"}


def without_persons(changes: Iterable[Change], notices: Iterable[Notice]) -> tuple[Change, ...]:
    """Hold back the names and words of rows whose recipient looks like a person."""
    held = {
        (notice.source.path, row.id)
        for notice in notices
        for row in notice.disclosures
        if still_held(row)
    }
    return tuple(
        replace(change, company=HELD, before="", after="")
        if (change.source, change.id) in held
        else change
        for change in changes
    )


def changes_section(changes: Sequence[Change]) -> _Element:
    """What came, went and changed."""
    counts = ", ".join(
        f"{sum(change.what == what for change in changes)} {word}" for what, word in WHAT.items()
    )
    parts = [
        element("h2", "Since the earlier notices", id="changes"),
        element("p", f"{many(len(changes), 'change')}: {counts}."),
    ]
    if changes:
        heads = ("School", "Company", "What", "Before", "Now")
        table = element(
            "table",
            element("thead", element("tr", *(element("th", head, scope="col") for head in heads))),
            element("tbody", *map(_line, changes)),
        )
        parts.append(scrolling("Changes since the earlier notices", table))
    return element("section", *parts)


def _line(change: Change) -> _Element:
    field = f" {change.field.replace('_', ' ')}" if change.field else ""
    return element(
        "tr",
        element("td", change.school or "school not stated"),
        element("th", change.company, scope="row"),
        element("td", f"{WHAT[change.what]}{field}"),
        element("td", _shown(change, change.before, then=True)),
        element("td", _shown(change, change.after, then=False)),
    )


def _shown(change: Change, value: str, *, then: bool) -> _Element | str:
    """What stood there; the side on which a row is missing is blank, not "not stated"."""
    if value or change.what == (ADDED if then else REMOVED):
        return value
    words = "held back" if change.company == HELD else "not stated"
    return element("span", words, css="not-stated")
