"""Notices, sources and decisions → the register: each notice in one transaction, and once.

A notice is known by its school and its path; a version by the bytes that were read and the versions
of noticeparse and of the vocabulary that read them. What is there already is not there twice: it is
noted that it was seen again. A new version takes the place of its own notice's last one alone, and
an old one that is published again counts again. Whoever is stopped half-way has written nothing of
that notice.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    Row,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)

from noticeparse.comparison.values import still_held
from noticeparse.decisions import decided_fields, effective_rows
from noticeparse.decisions.finding import folded
from noticeparse.errors import InputError
from noticeparse.model import Decision, Disclosure, Notice, School
from noticeparse.paths import whole
from noticeparse.register import tables as t
from noticeparse.register.content import EVERY, Counting, Knowledge, counting, packed, stood
from noticeparse.register.database import Database
from noticeparse.reports.decision_log import decision_to_json
from noticeparse.version import __version__

NEW, AGAIN, CHANGED, BACK = "new", "seen again", "changed", "back again"
_KEY = ("sha256", "noticeparse_version", "vocabulary_version")  # of the versions of a notice
_Line = dict[str, object]
NOT_KEPT = "changed while it was read (the document is not kept)"
# What is asked of each notice that is added is built once: that takes longer than the answer.
_SCHOOLS = select(t.school).where(
    or_(t.school.c.folded == bindparam("name"), t.school.c.urn == bindparam("known_urn"))
)
_KNOWN = t.known_path.c
_HOME = (
    select(t.notice.c.id, t.notice.c.school_id)
    .join(t.known_path, _KNOWN.notice_id == t.notice.c.id)
    .where(_KNOWN.school_id == bindparam("school"), _KNOWN.path == bindparam("at"))
)
_VERSIONS = (
    select(t.version.c.id, *(t.version.c[name] for name in _KEY))
    .add_columns(t.standing.c.id.label("standing"))
    .outerjoin(t.standing, and_(t.standing.c.version_id == t.version.c.id, stood(None)))
    .where(t.version.c.notice_id == bindparam("home"))
)
_STANDS = select(t.notice.c.rows_sha256).where(t.notice.c.id == bindparam("home"))
_WRITTEN = insert(t.disclosure).returning(t.disclosure.c.row, t.disclosure.c.id)


@dataclass(slots=True)
class Adding:
    """Adds to a register; `now` is the moment that it is done at, as the tables hold times."""

    database: Database
    knowledge: Knowledge
    now: str
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, notice: Notice, document: bytes | None = None) -> None:
        """Take a notice in for each of its schools, with the document that it was read from.

        A document that was changed meanwhile is not the one that was read, and is not kept.
        """
        sha256 = notice.source.sha256
        with self.database.writing() as connection:
            if document is not None and hashlib.sha256(document).hexdigest() == sha256:
                _keep(connection, sha256, document, self.now)
            elif document is not None:
                self.counts[NOT_KEPT] += 1
            for school in notice.for_schools():
                known = school_id(connection, school or School(""))
                home, of = _home(connection, known, notice.source.path)
                one = notice
                if school is not None:
                    one = replace(notice, school=school.name, urn=school.urn, trust=school.trust)
                one = replace(one, schools=(), sheets=())
                outcome, version = self._of_school(connection, one, home)
                self.counts[outcome] += 1
                if outcome != AGAIN:
                    fresh = {version: one}
                    write_rows(connection, counting(connection, of, self.knowledge, fresh=fresh))

    def _of_school(self, connection: Connection, one: Notice, home: int) -> tuple[str, int]:
        """What becomes of a notice, and the id of its version."""
        versions = connection.execute(_VERSIONS, {"home": home}).all()
        read_by = (one.noticeparse_version or __version__, one.vocabulary_version)
        key = dict(zip(_KEY, (one.source.sha256, *read_by), strict=True))
        counts = next((each.standing for each in versions if each.standing is not None), None)
        known = next((each for each in versions if key.items() <= each._mapping.items()), None)
        if known is not None:
            read = int(known.id)
            change(connection, t.version, t.version.c.id == read, last_seen=self.now)
            if known.standing is not None:
                return AGAIN, read
        else:
            seen = {"first_seen": self.now, "last_seen": self.now, "content": packed(one)}
            read = add_line(connection, t.version, {"notice_id": home, **key, **seen})
        if counts is not None:
            change(connection, t.standing, t.standing.c.id == counts, until=self.now)
        add_line(connection, t.standing, {"notice_id": home, "version_id": read, "since": self.now})
        return NEW if counts is None else CHANGED if known is None else BACK, read

    def decide(self, decisions: Iterable[Decision]) -> int:
        """Add decisions, each once; say how many are new."""
        added = 0
        with self.database.writing() as connection:
            touched, names = set(), set()
            for each in decisions:
                if find(connection, t.decision, {"decision": each.id}) is None:
                    school = EVERY if each.of_name else folded(each.school or "")
                    key = {"folded_school": school, "decision": each.id}
                    said = {"content": decision_to_json(each), "recorded": self.now}
                    add_line(connection, t.decision, key | said)
                    touched.add(school)
                    names |= {each.disclosure} if each.of_name else set()
                    added += 1
            homes = select(t.school.c.id).where(t.school.c.folded.in_(sorted(touched)))
            named = t.disclosure.c.folded_company.in_(sorted(names))
            of_names = select(t.notice.c.school_id).join(t.disclosure).where(named)
            for home in connection.scalars(homes.union(of_names)).all():
                for other in _moved(connection, counting(connection, home, self.knowledge)):
                    write_rows(connection, counting(connection, other, self.knowledge))
        return added

    def contacts(self, known: Mapping[School, str]) -> None:
        """Note whom to ask at schools that are in the register."""
        with self.database.writing() as connection:
            for school, contact in known.items():
                if contact and (home := known_school(connection, school)) is not None:
                    change(connection, t.school, t.school.c.id == home.id, contact=contact)

    def link(self, school: School, old: str, new: str) -> None:
        """Let two paths of a school be one notice: the versions of `new` follow those of `old`."""
        with self.database.writing() as connection:
            home = known_school(connection, school)
            first, second = (
                home and find(connection, t.notice, {"school_id": home.id, "path": path})
                for path in (old, new)
            )
            if home is None or first is None or second is None or first == second:
                raise InputError(
                    f"{school.name} has no two notices {old} and {new}.",
                    what_to_do=f"See its notices: noticeparse register history {school.name!r}",
                )
            _follow(connection, first, second, self.now)
            write_rows(connection, counting(connection, home.id, self.knowledge))

    def ran(self, record: Mapping[str, Any]) -> None:
        """Note that notices were added, and what came of it."""
        text = json.dumps(record, ensure_ascii=False, sort_keys=True)
        with self.database.writing() as connection:
            said = {"at": self.now, "noticeparse_version": __version__, "record": text}
            add_line(connection, t.run, said)


def _keep(connection: Connection, sha256: str, document: bytes, now: str) -> None:
    there = select(t.source.c.sha256).where(t.source.c.sha256 == sha256)
    if connection.scalar(there) is None:
        kept = {"sha256": sha256, "first_seen": now, "content": document}
        connection.execute(insert(t.source).values(**kept))


def find(connection: Connection, table: Table, key: Mapping[str, object]) -> int | None:
    """The id of the line of a table that has these values."""
    same = (table.c[name] == value for name, value in key.items())
    return connection.scalar(select(table.c.id).where(*same))


def add_line(connection: Connection, table: Table, values: Mapping[str, object]) -> int:
    """Add a line to a table; its id."""
    (id,) = connection.execute(_insert_into(table), values).inserted_primary_key or (0,)
    return int(id)


@cache
def _insert_into(table: Table) -> Insert:
    return insert(table)


def change(
    connection: Connection, table: Table, *lines: ColumnElement[bool], **values: object
) -> None:
    """Change the lines of a table of which all of this holds."""
    connection.execute(update(table).where(*lines), values)


def known_school(connection: Connection, school: School) -> Row[Any] | None:
    """A school by its URN, else by its name where no other one has it."""
    asked = {"name": folded(school.name), "known_urn": school.urn or "?"}
    rows = connection.execute(_SCHOOLS, asked).all()
    by_urn = [row for row in rows if row.urn == school.urn]
    named = [row for row in rows if not (row.urn and school.urn)]
    return by_urn[0] if by_urn else named[0] if len(named) == 1 else None


def school_id(connection: Connection, school: School) -> int:
    """The id of a school, which is made where it is not known; what is told of it is noted."""
    found = known_school(connection, school)
    if found is None:
        made = {"name": school.name, "folded": folded(school.name), "trust": school.trust}
        return add_line(connection, t.school, {**made, "urn": school.urn or ""})
    told = {"urn": school.urn or found.urn, "trust": school.trust or found.trust}
    if told != {"urn": found.urn, "trust": found.trust}:
        change(connection, t.school, t.school.c.id == found.id, **told)
    return int(found.id)


def _home(connection: Connection, school: int, path: str) -> tuple[int, int]:
    """The id of a school's notice of a path, made where it is not known, and whose it is now."""
    key = {"school_id": school, "path": path}
    if found := connection.execute(_HOME, {"school": school, "at": path}).one_or_none():
        return found.id, found.school_id
    made = add_line(connection, t.notice, key)
    add_line(connection, t.known_path, {**key, "notice_id": made})
    return made, school


def _moved(connection: Connection, counts: Counting) -> set[int]:
    """Give notices to the schools that people said they are of; list the schools they touch.

    It is still known by its path at the school that it names itself.
    """
    homes = {counts.school}
    for home, notice in counts.notices.items():
        if notice.school_decided:
            homes.add(of := school_id(connection, notice.schools[0]))
            change(connection, t.notice, t.notice.c.id == home, school_id=of)
    return homes


def _follow(connection: Connection, first: int, second: int, now: str) -> None:
    """Let the versions of the second notice be later ones of the first."""
    came = select(t.standing.c.since).where(t.standing.c.notice_id == second)
    moment = connection.scalar(came.order_by(t.standing.c.since)) or now
    still = (t.standing.c.notice_id == first, t.standing.c.until.is_(None))
    change(connection, t.standing, *still, until=moment)
    for row in connection.execute(select(t.version).where(t.version.c.notice_id == second)).all():
        key = {name: row._mapping[name] for name in _KEY}
        same = find(connection, t.version, {"notice_id": first, **key})
        if same is None:
            change(connection, t.version, t.version.c.id == row.id, notice_id=first)
        else:
            change(connection, t.standing, t.standing.c.version_id == row.id, version_id=same)
    for table in (t.standing, t.known_path):
        change(connection, table, table.c.notice_id == second, notice_id=first)
    connection.execute(delete(t.notice).where(t.notice.c.id == second))


def write_rows(connection: Connection, counts: Counting) -> None:
    """Write the rows of a school's notices as they count now, where they do not stand so."""
    for home, notice in counts.notices.items():
        rows = [(values_of_row(home, row), values_of_tags(row)) for row in effective_rows(notice)]
        made_of = hashlib.sha256(msgspec.json.encode(rows)).hexdigest()
        stands = connection.scalar(_STANDS, {"home": home})
        if stands == made_of:
            continue
        if stands is not None:
            connection.execute(delete(t.disclosure).where(t.disclosure.c.notice_id == home))
        if rows:
            _write(connection, rows)
        change(connection, t.notice, t.notice.c.id == home, rows_sha256=made_of)


def _write(connection: Connection, rows: Sequence[tuple[_Line, list[_Line]]]) -> None:
    ids = dict(map(tuple, connection.execute(_WRITTEN, [row for row, _ in rows])))
    tags = [{"disclosure_id": ids[str(row["row"])], **tag} for row, own in rows for tag in own]
    if tags:
        # What returns something goes in together: PostgreSQL's driver sends the rest line by line.
        connection.execute(_insert_into(t.tag).returning(t.tag.c.id), tags)


def values_of_tags(row: Disclosure) -> list[_Line]:
    """The lines of the table of tags for a row, without the id of its disclosure."""
    return [
        {
            **{name: getattr(tag, name) for name in ("kind", "polarity", "confidence", "method")},
            "term": tag.id,
            "field": _stored(tag.evidence.field),
            "words": _stored(tag.evidence.text),
            "starts": tag.evidence.start,
            "ends": tag.evidence.end,
        }
        for tag in row.tags
    ]


def values_of_row(home: int, row: Disclosure) -> _Line:
    """The line of the table of disclosures for a row of a notice, without its id."""
    match = row.supplier
    cells = {name: getattr(row.fields, name) for name in ("lawful_basis", "location", "retention")}
    return {
        "notice_id": home,
        "row": row.id,
        "company": _stored(row.company.string),
        "folded_company": _stored(folded(row.company.string)),
        "description": _stored(row.description.string),
        "status": row.status,
        "supplier": _stored(match.id) if match else "",
        "supplier_name": _stored(match.name) if match else None,
        "judgement": match.judgement if match else None,
        "grade": row.grade,
        "decided": "; ".join(decided_fields(row)),
        **{name: cell and _stored(cell.string) for name, cell in cells.items()},
        "held": still_held(row),
        "no_personal_data": row.no_personal_data,
    }


def _stored(text: str) -> str:
    """A text as every database can hold it."""
    if text.isascii() and "\0" not in text:  # as nearly all are
        return text
    return whole(text).replace("\0", "\ufffd")
