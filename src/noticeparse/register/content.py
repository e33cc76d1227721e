"""What a register holds ↔ notices: versions as they were read, and as they count.

Decisions are applied on read, to all notices of a school together, as `convert` does; so is it
seen which of them are one notice in two formats. What counts at a past moment are the versions and
the decisions of then.
"""

import json
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, or_, select

from noticeparse.collecting import not_collecting
from noticeparse.decisions import Judged, decide
from noticeparse.decisions.finding import folded
from noticeparse.errors import UnreadableFile
from noticeparse.given import inflated
from noticeparse.model import Decision, Disclosure, Match, Notice
from noticeparse.register import tables as t
from noticeparse.reports.decision_log import decision_from_dict
from noticeparse.reports.files import storable
from noticeparse.reports.json import from_dict, to_dict
from noticeparse.settings import MAX_NOTICE_FILE_BYTES
from noticeparse.twins import with_twins

_AT_ONCE = 100  # schools whose notices are fetched at once
EVERY = "*"  # stands for the school of decisions on a name: they count in every one, at all times


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
    laid_out = to_dict(notice)
    try:
        text = msgspec.json.encode(laid_out)
    except UnicodeEncodeError:  # half a character, from a damaged file
        text = storable(json.dumps(laid_out, ensure_ascii=False))
    return zlib.compress(text, 3)


def unpacked(content: bytes) -> Notice:
    """The notice of a version. Raise UnreadableFile where it is damaged, TooLarge."""
    try:
        text = storable(text_of(content))
        data = msgspec.json.decode(text)
    except (TypeError, ValueError, RecursionError, zlib.error) as error:
        raise UnreadableFile(f"A version in the register is damaged: {error}.") from error
    with not_collecting():
        return from_dict(data, name="A version in the register")


def text_of(content: bytes) -> str:
    """The text of a version. Raise zlib.error or ValueError where it is none, TooLarge."""
    data = inflated(content, 2 * MAX_NOTICE_FILE_BYTES)
    return data.decode("utf-8", "surrogatepass")


def counting(
    connection: Connection,
    school: int,
    knowledge: Knowledge,
    *,
    at: str | None = None,
    fresh: Mapping[int, Notice] | None = None,
) -> Counting:
    """The notices of a school as they count now, or at a moment; `fresh` versions are known."""
    found = list(_counting(connection, [school], knowledge, at, fresh or {}))
    return found[0] if found else Counting(school, {}, ())


def _counting(
    connection: Connection,
    schools: Sequence[int],
    knowledge: Knowledge,
    at: str | None = None,
    fresh: Mapping[int, Notice] = MappingProxyType({}),
) -> Iterator[Counting]:
    """The same of several schools, by their numbers; those without a notice are left out.

    Their decisions are asked for at once.
    """
    asked = (
        select(t.notice.c.school_id, t.notice.c.id, t.notice.c.path)
        .add_columns(t.version.c.id.label("version"), t.version.c.content)
        .join(t.standing, t.standing.c.notice_id == t.notice.c.id)
        .join(t.version, t.version.c.id == t.standing.c.version_id)
        .where(t.notice.c.school_id.in_(schools), stood(at))
        .order_by(t.notice.c.school_id, t.notice.c.id)
    )
    read: dict[int, dict[int, Notice]] = {}
    with not_collecting():
        for row in connection.execute(asked):
            # Under the path that the register knows it by.
            notice = fresh.get(row.version) or unpacked(row.content)
            known = replace(notice, source=replace(notice.source, path=row.path))
            read.setdefault(row.school_id, {})[row.id] = known
    names = {school: set(map(_named, own.values())) for school, own in read.items()}
    decisions = decisions_of(connection, set().union(*names.values()), at=at)
    said = [(_named(each), each) for each in decisions if not each.of_name]
    of_names = [each for each in decisions if each.of_name]
    for school, own in read.items():
        notices, judged = tuple(own.values()), tuple[Judged, ...]()
        of_school = [each for name, each in said if name in names[school]]
        if of_names:
            rows = (row for notice in notices for row in notice.disclosures)
            printed = set() if of_school else {folded(row.company.string) for row in rows}
            of_school += [e for e in of_names if of_school or e.disclosure in printed]
        if of_school:
            done = decide(notices, of_school, match=knowledge.match, tag=knowledge.tag)
            notices, judged = done.notices, done.judged
        told = with_twins(notices, [each.source.path for each in notices])
        # What a person added for a school without a notice has no id, and no version.
        by_id = {id: each for id, each in zip(own, told, strict=False) if isinstance(each, Notice)}
        yield Counting(school, by_id, judged)


def _named(one: Notice | Decision) -> str:
    return folded(one.school or "")


def stood(at: str | None) -> ColumnElement[bool]:
    """The condition that a version counts, or counted at a moment."""
    until = t.standing.c.until
    if at is None:
        return until.is_(None)
    return and_(t.standing.c.since <= at, or_(until.is_(None), until > at))


def decisions_of(
    connection: Connection, schools: Collection[str], *, at: str | None = None
) -> list[Decision]:
    """The decisions on schools, by their folded names, and on names, in the order they came in."""
    of, recorded = t.decision.c.folded_school, t.decision.c.recorded
    asked = select(t.decision.c.content).where(of.in_([*sorted(schools), EVERY]))
    if at is not None:
        asked = asked.where(or_(recorded <= at, of == EVERY))
    found = connection.scalars(asked.order_by(t.decision.c.id))
    return [decided(content) for content in found]


def all_decisions(connection: Connection) -> list[Decision]:
    """All decisions of the register, in the order they came in."""
    return [
        *map(decided, connection.scalars(select(t.decision.c.content).order_by(t.decision.c.id)))
    ]


def decided(content: str) -> Decision:
    """A decision as the register holds it. Raise UnreadableFile where it is none."""
    try:
        return decision_from_dict(json.loads(content))
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise UnreadableFile(f"A decision in the register is damaged: {error}.") from error


def counting_by_school(connection: Connection, knowledge: Knowledge) -> Iterator[Counting]:
    """The notices of each school as they count, by the schools' names; some are fetched at once."""
    by_name = select(t.school.c.id).order_by(t.school.c.folded, t.school.c.urn)
    schools = connection.scalars(by_name).all()
    for first in range(0, len(schools), _AT_ONCE):
        yield from _counting(connection, schools[first : first + _AT_ONCE], knowledge)


def all_counting(connection: Connection, knowledge: Knowledge) -> Iterator[Notice]:
    """All notices as they count, school by school; one that is of several is one, at the end."""
    shared: dict[tuple[object, ...], Notice] = {}
    for school in counting_by_school(connection, knowledge):
        for notice in school.notices.values():
            if all(issue.code != "several_schools" for issue in notice.issues):
                yield notice
                continue
            key = (notice.source.path, notice.source.sha256, notice.disclosures)
            same = shared.get(key)
            of = (*(same.for_schools() if same else ()), *notice.for_schools())
            own = tuple(each for each in of if each)
            shared[key] = replace(same or notice, schools=own if len(own) > 1 else ())
    yield from shared.values()
