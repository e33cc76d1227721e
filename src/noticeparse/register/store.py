"""Notices, sources and decisions → the register: each notice in one transaction, and once.

A notice is known by its school and its path; a version by the bytes that were read and the versions
of noticeparse and of the vocabulary that read them. What is there already is not there twice: it is
noted that it was seen again. A new version takes the place of its own notice's last one alone, and
an old one that is published again counts again, but where a person said that another path took the
place of its own. Whoever is stopped half-way has written nothing of that notice.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec
from sqlalchemy import (
    Connection,
    Row,
    bindparam,
    delete,
    insert,
    or_,
    select,
)

from noticeparse.comparison.values import still_held
from noticeparse.decisions import decided_fields, effective_rows
from noticeparse.decisions.finding import folded
from noticeparse.decisions.making import Signature, of_notices
from noticeparse.errors import InputError
from noticeparse.model import VERSION, Decision, Disclosure, Notice, School
from noticeparse.paths import whole
from noticeparse.register import tables as t
from noticeparse.register.content import (
    EVERY,
    Counting,
    Knowledge,
    counting,
    decisions_of,
    packed,
)
from noticeparse.register.database import Database
from noticeparse.register.lines import HOME, KEY, VERSIONS, add_line, change, find, insert_into
from noticeparse.register.linking import follow_decided, is_replaced, standing_at
from noticeparse.reports.decision_log import decision_to_json
from noticeparse.version import __version__

NEW, AGAIN, CHANGED, BACK = "new", "seen again", "changed", "back again"
REPLACED = "changed, where another notice has taken its place"
_Line = dict[str, object]
NOT_KEPT = "changed while it was read (the document is not kept)"
# What is asked of each notice that is added is built once: that takes longer than the answer.
_SCHOOLS = select(t.school).where(
    or_(t.school.c.folded == bindparam("name"), t.school.c.urn == bindparam("known_urn"))
)
_STANDS = select(t.notice.c.rows_sha256).where(t.notice.c.id == bindparam("home"))
_WRITTEN = insert(t.disclosure).returning(t.disclosure.c.row, t.disclosure.c.id)


@dataclass(frozen=True, slots=True)
class Linking:
    """What a person says of two notices: versions of one, or two; and why."""

    signature: Signature
    one: bool = True
    why: str = ""


@dataclass(slots=True)
class Adding:
    """Adds to a register; `now` is the moment that it is done at, as the tables hold times."""

    database: Database
    knowledge: Knowledge
    now: str
    counts: Counter[str] = field(default_factory=Counter)
    schools: set[int] = field(default_factory=set)  # of which notices were added

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
                self.schools.add(of)
                if outcome not in (AGAIN, REPLACED):
                    fresh = {version: one}
                    write_rows(connection, counting(connection, of, self.knowledge, fresh=fresh))

    def _of_school(self, connection: Connection, one: Notice, home: int) -> tuple[str, int]:
        """What becomes of a notice, and the id of its version."""
        versions = connection.execute(VERSIONS, {"home": home}).all()
        read_by = (one.noticeparse_version or __version__, one.vocabulary_version)
        key = dict(zip(KEY, (one.source.sha256, *read_by), strict=True))
        counts = next((each.standing for each in versions if each.standing is not None), None)
        known = next((each for each in versions if key.items() <= each._mapping.items()), None)
        if known is not None:
            read = int(known.id)
            change(connection, t.version, t.version.c.id == read, last_seen=self.now)
            if known.standing is not None or is_replaced(connection, home, one):
                return AGAIN, read
        else:
            seen = {"first_seen": self.now, "last_seen": self.now, "content": packed(one)}
            read = add_line(connection, t.version, {"notice_id": home, **key, **seen})
            if counts is not None and is_replaced(connection, home, one):
                return REPLACED, read
        if counts is not None:
            change(connection, t.standing, t.standing.c.id == counts, until=self.now)
        add_line(connection, t.standing, {"notice_id": home, "version_id": read, "since": self.now})
        return NEW if counts is None else CHANGED if known is None else BACK, read

    def decide(self, decisions: Iterable[Decision]) -> int:
        """Add decisions, each once; say how many are new."""
        decisions, added = list(decisions), 0
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
            given = {folded(each.school or "") for each in decisions if each.field == VERSION}
            for school in sorted(given):
                follow_decided(connection, school, self.now)
            homes = select(t.school.c.id).where(t.school.c.folded.in_(sorted(touched | given)))
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

    def link(self, school: School, old: str, new: str, said: Linking | None = None) -> bool:
        """Decide that two paths of a school are one notice, or two; say whether that is new.

        Of one notice, the versions of `new` follow those of `old`.
        """
        said = said or Linking(signature=Signature("", self.now, f"register {self.now}"))
        with self.database.reading() as connection:
            home = known_school(connection, school)
            found = [home and standing_at(connection, home.id, path) for path in (old, new)]
            first, second = (each or ("", "", 0) for each in found)
            if not all(found) or old == new:
                raise InputError(
                    f"{school.name} has no two notices {old} and {new}.",
                    what_to_do=f"See its notices: noticeparse register history {school.name!r}",
                )
            there = decisions_of(connection, {folded(school.name)})
        words = (school.name, "true" if said.one else "false", said.why)
        return self.decide(of_notices((first[:2], second[:2]), words, there, said.signature)) > 0

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
    if found := connection.execute(HOME, {"school": school, "at": path}).one_or_none():
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
        connection.execute(insert_into(t.tag).returning(t.tag.c.id), tags)


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
