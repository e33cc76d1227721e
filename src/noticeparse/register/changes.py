"""The register at a past moment and now → what changed since, in words, the gravest first.

Only schools whose notices or decisions changed since then are read. How grave a change is is told
by what it means for pupils, not by how many words differ.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from textwrap import shorten
from typing import Any

from sqlalchemy import CompoundSelect, Connection, or_, select

from noticeparse.changed import ADDED, READ_ANEW, REMOVED, Change, changes
from noticeparse.comparison import Names
from noticeparse.model import DECIDED_TAGS, Disclosure, Notice
from noticeparse.register import tables as t
from noticeparse.register.content import Knowledge, counting
from noticeparse.reports.comparison_changes import shown, without_persons, worded
from noticeparse.reports.words import titles_of

SEVERITIES = titles_of("severity")  # the gravest first
NO_SCHOOL = "No school named"
_LONGEST = 200  # characters of what a line tells
_WORDS = ("company", "description")
_OF_ROWS = {ADDED: "supplier_came", REMOVED: "supplier_went", READ_ANEW: "read_anew"}


@dataclass(frozen=True, slots=True)
class Graded:
    """A change, and how grave it is: one of SEVERITIES."""

    severity: str
    change: Change


def changes_since(
    connection: Connection, moment: str, knowledge: Knowledge, names: Names, persons: bool = False
) -> list[Graded]:
    """List what changed since a moment; `names` say which categories need special care.

    Recipients that look like persons are held back, unless `persons` says to name them.
    """
    found: list[Graded] = []
    for school in connection.scalars(_touched(moment)).all():
        then = counting(connection, school, knowledge, at=moment)
        before = list(then.notices.values())
        after = list(counting(connection, school, knowledge).notices.values())
        rows = {(each.source.path, row.id): row for each in after for row in each.disclosures}
        come = list(changes(before, after) if before else _all_new(after))
        severities = {_key(each): _severity(each, rows, names.special) for each in come}
        told = come if persons else without_persons(come, (*before, *after))
        found += (Graded(severities[_key(each)], each) for each in told)
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


def _key(change: Change) -> tuple[str, ...]:
    return change.source, change.id, change.what, change.field


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


def in_words(found: Iterable[Graded], names: Names) -> Iterator[str]:
    """Say what changed, under a heading for each severity, the gravest first."""
    for what, group in grouped(found):
        yield f"{what} ({len(group)})"
        for change in (worded(each.change, names) for each in group):
            said = shorten(told(change), _LONGEST, placeholder=" …")
            yield f"  {change.school or NO_SCHOOL}: {change.company}. {said}"


def told(change: Change) -> str:
    """What a value was and is now, or the words of a row that came or went."""
    was, now = (shown(change, then=then)[0] for then in (True, False))
    field = change.field.replace("_", " ").capitalize()
    if change.field in DECIDED_TAGS:
        before, after = (text.split("; ") if text else [] for text in (change.before, change.after))
        came, went = [t for t in after if t not in before], [t for t in before if t not in after]
        parts = [f"now also “{'”, “'.join(came)}”"] if came else []
        parts += [f"no longer “{'”, “'.join(went)}”"] if went else []
        return f"{field}: {', '.join(parts)}"
    return f"{field}: {was} → {now}" if field else now or was


def grouped(found: Iterable[Graded]) -> Iterator[tuple[str, list[Graded]]]:
    """The changes by how grave they are, each with its heading."""
    for severity, group in groupby(found, key=lambda each: each.severity):
        what = SEVERITIES[severity]
        yield what[0].upper() + what[1:], list(group)
