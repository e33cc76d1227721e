"""Earlier notices and those of now → what came, went and changed, as a section of the page.

A school of which only one of the two was read is named, and its rows are no changes: nobody knows
what it said before, or says now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from noticeparse.changes import (
    ADDED,
    CHANGED,
    READ_ANEW,
    REMOVED,
    Change,
    changes,
    unread_schools,
)
from noticeparse.comparison.quotes import HELD, still_held
from noticeparse.model import Notice
from noticeparse.reports.comparison_frame import many, scrolling
from noticeparse.reports.markup import element

if TYPE_CHECKING:
    from lxml.etree import _Element

WHAT = {ADDED: "came", REMOVED: "went", CHANGED: "changed", READ_ANEW: READ_ANEW}


@dataclass(frozen=True, slots=True)
class Versions:
    """The changes of schools that were read then and now, and the schools that were not."""

    changes: tuple[Change, ...] = ()
    only_now: tuple[str, ...] = ()
    only_then: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """How many rows came and went, and how many values changed."""
        counts = {what: sum(each.what == what for each in self.changes) for what in WHAT}
        return {what: count for what, count in counts.items() if count or what != READ_ANEW}


def versions(
    old: Sequence[Notice], new: Sequence[Notice], *, failed: Collection[str] = ()
) -> Versions:
    """Compare two versions of schools' notices; `failed` are sources that could not be read now."""
    only_now = unread_schools(new, old)
    found = changes(old, new, failed=failed)
    return Versions(
        tuple(change for change in found if change.school not in only_now),
        only_now,
        unread_schools(old, new),
    )


def without_persons(found: Versions, notices: Iterable[Notice]) -> Versions:
    """Hold back the names and words of rows whose recipient looks like a person."""
    held = {
        (notice.source.path, row.id)
        for notice in notices
        for row in notice.disclosures
        if still_held(row)
    }
    told = (
        replace(change, company=HELD, before="", after="")
        if (change.source, change.id) in held
        else change
        for change in found.changes
    )
    return replace(found, changes=tuple(told))


def changes_section(found: Versions) -> _Element:
    """What came, went and changed."""
    counts = ", ".join(f"{number} {WHAT[what]}" for what, number in found.counts().items())
    parts = [
        element("h2", "Since the earlier notices", id="changes"),
        element("p", f"{many(len(found.changes), 'change')}: {counts}."),
    ]
    for words, schools in (
        ("No earlier notice read, so that nothing is said of changes", found.only_now),
        ("An earlier notice, and none read now", found.only_then),
    ):
        if schools:
            names = "; ".join(name or "school not stated" for name in schools)
            parts.append(element("p", f"{words}: {names}."))
    if found.changes:
        heads = ("School", "Company", "What", "Before", "Now")
        table = element(
            "table",
            element("thead", element("tr", *(element("th", head, scope="col") for head in heads))),
            element("tbody", *map(_line, found.changes)),
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
    one_sided = change.what == (ADDED if then else REMOVED)
    if value or one_sided or (change.what == READ_ANEW and not change.field):
        return value
    words = "held back" if change.company == HELD else "not stated"
    return element("span", words, css="not-stated")
