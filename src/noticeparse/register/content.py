"""What a register holds ↔ notices: versions as they were read, and as they count.

Decisions are applied on read, to all notices of a school together, as `convert` does; so is it
seen which of them are one notice in two formats. What counts at a past moment are the versions and
the decisions of then.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from noticeparse.decisions import Judged, decide
from noticeparse.decisions.finding import folded
from noticeparse.model import Decision, Disclosure, Match, Notice, School
from noticeparse.register import tables as t
from noticeparse.reports.decision_log import decision_from_dict
from noticeparse.reports.json import from_dict, to_dict
from noticeparse.twins import with_twins


class Knowledge(Protocol):
    """What reads the words of a person."""

    def match(self, company: str) -> Match | None:
        """Say which known supplier a company is."""

    def tag(self, row: Disclosure) -> Disclosure:
        """Fill the tags of a row from its words alone."""


@dataclass(frozen=True, slots=True)
class Counting:
    """The notices of a school as they count, by the ids of their tables, and its decisions."""

    school: int
    notices: dict[int, Notice]
    judged: tuple[Judged, ...]


def packed(notice: Notice) -> bytes:
    """A notice as a version holds it: for one school, by itself."""
    text = json.dumps(to_dict(notice), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpacked(content: bytes) -> Notice:
    """The notice of a version."""
    return from_dict(json.loads(zlib.decompress(content)), name="A version in the register")


def counting(
    connection: Connection, school: int, knowledge: Knowledge, *, at: str | None = None
) -> Counting:
    """The notices of a school as they count now, or as they counted at a moment."""
    asked = (
        select(t.standing.c.notice_id, t.notice.c.path, t.version.c.content)
        .join(t.version, t.version.c.id == t.standing.c.version_id)
        .join(t.notice, t.notice.c.id == t.standing.c.notice_id)
        .where(t.notice.c.school_id == school, stood(at))
        .order_by(t.standing.c.notice_id)
    )
    rows = connection.execute(asked).all()
    read = [_called(unpacked(content), path) for _, path, content in rows]
    said = decisions_of(connection, {folded(each.school or "") for each in read}, at=at)
    done = decide(read, said, match=knowledge.match, tag=knowledge.tag)
    ids = [id for id, _, _ in rows]
    told = with_twins(done.notices, [each.source.path for each in done.notices])
    # What a person added for a school without a notice has no id, and no version.
    by_id = {id: each for id, each in zip(ids, told, strict=False) if isinstance(each, Notice)}
    return Counting(school, by_id, done.judged)


def _called(notice: Notice, path: str) -> Notice:
    """A notice under the path that the register knows it by."""
    return replace(notice, source=replace(notice.source, path=path))


def stood(at: str | None) -> ColumnElement[bool]:
    """The condition that a version counts, or counted at a moment."""
    until = t.standing.c.until
    if at is None:
        return until.is_(None)
    return and_(t.standing.c.since <= at, or_(until.is_(None), until > at))


def decisions_of(
    connection: Connection, schools: Collection[str], *, at: str | None = None
) -> list[Decision]:
    """The decisions on schools, by their folded names, in the order in which they came."""
    asked = select(t.decision.c.content).where(t.decision.c.folded_school.in_(sorted(schools)))
    if at is not None:
        asked = asked.where(t.decision.c.recorded <= at)
    found = connection.scalars(asked.order_by(t.decision.c.id))
    return [decision_from_dict(json.loads(content)) for content in found]


def schools_in(connection: Connection) -> dict[int, School]:
    """All schools of the register, by id, in the order of their names."""
    asked = select(t.school).order_by(t.school.c.folded, t.school.c.urn)
    return {
        row.id: School(row.name, row.urn or None, row.trust) for row in connection.execute(asked)
    }


def all_counting(connection: Connection, knowledge: Knowledge) -> Iterator[Notice]:
    """All notices as they count, school by school; one that is of several is one, at the end."""
    shared: dict[tuple[object, ...], Notice] = {}
    for school in schools_in(connection):
        for notice in counting(connection, school, knowledge).notices.values():
            if all(issue.code != "several_schools" for issue in notice.issues):
                yield notice
                continue
            key = (notice.source.path, notice.source.sha256, notice.disclosures)
            same = shared.get(key)
            schools = (*(same.for_schools() if same else ()), *notice.for_schools())
            own = tuple(each for each in schools if each)
            shared[key] = replace(same or notice, schools=own if len(own) > 1 else ())
    yield from shared.values()
