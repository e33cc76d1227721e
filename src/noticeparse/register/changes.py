"""The register at a past moment and now → what changed since, in words, the gravest first.

Only schools whose notices or decisions changed since then are read. How grave a change is is told
by what it means for pupils, not by how many words differ.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from textwrap import shorten
from typing import Any

from sqlalchemy import CompoundSelect, Connection, or_, select

from noticeparse.changed import ADDED, READ_ANEW, REMOVED, Change, changes
from noticeparse.comparison.values import HELD, HELD_WORDS, still_held
from noticeparse.model import Disclosure, Notice
from noticeparse.register import tables as t
from noticeparse.register.content import Counting, Knowledge, counting

SEVERITIES = {  # the gravest first
    "special_data_came": "data that needs special care came",
    "denial_went": "what was not passed on may be now",
    "supplier_came": "a supplier came",
    "supplier_went": "a supplier went",
    "other_data": "other data, purposes or terms",
    "words_only": "words only",
    "read_anew": "the notice is the same, a newer version read it",
}
_LONGEST = 100  # characters of a text that a line quotes
_WORDS = ("company", "description")
_OF_ROWS = {ADDED: "supplier_came", REMOVED: "supplier_went", READ_ANEW: "read_anew"}


@dataclass(frozen=True, slots=True)
class Graded:
    """A change, and how grave it is: one of SEVERITIES."""

    severity: str
    change: Change


def changes_since(
    connection: Connection,
    moment: str,
    knowledge: Knowledge,
    special: Collection[str],
    *,
    persons: bool = False,
) -> list[Graded]:
    """List what changed since a moment; `special` are the categories that need special care.

    Recipients that look like persons are held back, unless `persons` says to name them.
    """
    found: list[Graded] = []
    for school in connection.scalars(_touched(moment)).all():
        before = _notices(counting(connection, school, knowledge, at=moment))
        after = _notices(counting(connection, school, knowledge))
        rows = {(each.source.path, row.id): row for each in after for row in each.disclosures}
        held = _held(before) | _held(after)
        for change in changes(before, after) if before else _all_new(after):
            severity = _severity(change, rows, special)
            hidden = change.company in held and not persons
            found.append(Graded(severity, _without_person(change) if hidden else change))
    order = list(SEVERITIES)
    return sorted(found, key=lambda each: order.index(each.severity))


def _touched(moment: str) -> CompoundSelect[Any]:
    moved = or_(t.standing.c.since > moment, t.standing.c.until > moment)
    of_notices = (
        select(t.notice.c.school_id)
        .join(t.standing, t.standing.c.notice_id == t.notice.c.id)
        .where(moved)
    )
    decided = select(t.decision.c.folded_school).where(t.decision.c.recorded > moment)
    of_decisions = select(t.school.c.id).where(t.school.c.folded.in_(decided))
    return of_notices.union(of_decisions).order_by("school_id")


def _notices(counts: Counting) -> list[Notice]:
    return list(counts.notices.values())


def _held(notices: Iterable[Notice]) -> set[str]:
    """The recipients that look like persons."""
    return {str(row.company) for each in notices for row in each.disclosures if still_held(row)}


def _without_person(change: Change) -> Change:
    texts = {name: HELD_WORDS for name in ("before", "after") if getattr(change, name)}
    return replace(change, company=HELD, **texts)


def _all_new(notices: list[Notice]) -> Iterator[Change]:
    """The rows of a school of which nothing was known."""
    empty = [Notice(each.source, each.vocabulary_version, school=each.school) for each in notices]
    yield from changes(empty, notices)


def _severity(
    change: Change, rows: dict[tuple[str, str], Disclosure], special: Collection[str]
) -> str:
    if change.what in _OF_ROWS:
        row = rows.get((change.source, change.id)) if change.what == ADDED else None
        shared = {tag.id for tag in row.tags if tag.polarity == "shared"} if row else set()
        return "special_data_came" if shared & set(special) else _OF_ROWS[change.what]
    if change.field in _WORDS:
        return "words_only"
    before, after = (set(filter(None, text.split("; "))) for text in (change.before, change.after))
    if change.field == "categories" and (after - before) & set(special):
        return "special_data_came"
    denials_went = any(":" in each for each in before - after)
    return "denial_went" if change.field == "categories" and denials_went else "other_data"


def in_words(found: Iterable[Graded]) -> Iterator[str]:
    """Say what changed, under a heading for each severity, the gravest first."""
    for severity, group in groupby(found, key=lambda each: each.severity):
        changed = [each.change for each in group]
        what = SEVERITIES[severity]
        yield f"{what[0].upper()}{what[1:]} ({len(changed)})"
        for each in changed:
            said = f"{_cut(each.before)} → {_cut(each.after)}" if each.field else ""
            said = f"{each.field}: {said}" if said else _cut(each.after or each.before)
            yield f"  {each.school or 'No school named'}: {each.company}. {said}"


def _cut(text: str) -> str:
    return shorten(text, _LONGEST, placeholder=" …") or "not stated"
