"""A question → rows of the register as texts, by column: what people and programs ask most.

Rows count as of now, with what was decided. A recipient that looks like a person is held back from
all of them, unless `persons` says to name it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
)

from noticeparse.comparison.values import HELD, HELD_WORDS, still_held
from noticeparse.decisions import effective_rows
from noticeparse.decisions.finding import folded
from noticeparse.errors import InputError
from noticeparse.model import Match, School
from noticeparse.register import tables as t
from noticeparse.register.content import Knowledge, counting
from noticeparse.reports.rows import disclosure_rows
from noticeparse.suppliers.likeness import LIKE, likeness

Row = dict[str, str]
_COLUMNS = (
    *("school", "source", "id", "company", "description", "status", "supplier", "grade"),
    "decided",
)
_HIDDEN = {"company": HELD, "description": HELD_WORDS, "supplier": ""}  # of a person
MOST_FOUND = 1000  # rows that a search gives
_MOST = 3  # names that are proposed

_rows_of_notice = t.disclosure.join(t.notice, t.notice.c.id == t.disclosure.c.notice_id)
_rows_of_school = _rows_of_notice.join(t.school, t.school.c.id == t.notice.c.school_id)


def schools(connection: Connection) -> list[Row]:
    """Every school: its notices and rows, when one was last seen, and the address of the first.

    `next_review` is a year after the notice was last seen that was not for longest.
    """
    own = select(func.count()).select_from(_rows_of_notice)
    rows = own.where(t.notice.c.school_id == t.school.c.id).correlate(t.school).scalar_subquery()
    at = select(t.address.c.url).where(t.address.c.school_id == t.school.c.id)
    address = at.order_by(t.address.c.id).limit(1).correlate(t.school).scalar_subquery()
    asked_there = select(func.max(t.address.c.asked)).where(t.address.c.school_id == t.school.c.id)
    seen = select(func.min(t.version.c.last_seen))
    seen = seen.join(t.standing, t.standing.c.version_id == t.version.c.id)
    seen = seen.join(t.notice, t.notice.c.id == t.standing.c.notice_id)
    seen = seen.where(t.standing.c.until.is_(None), t.notice.c.school_id == t.school.c.id)
    columns = (t.school.c[name] for name in ("name", "urn", "trust", "contact"))
    asked = (
        select(*columns, func.count(func.distinct(t.notice.c.id)).label("notices"))
        .add_columns(rows.label("rows"), func.max(t.version.c.last_seen).label("last_seen"))
        .add_columns(address.label("address"))
        .add_columns(asked_there.correlate(t.school).scalar_subquery().label("last_asked"))
        .add_columns(seen.correlate(t.school).scalar_subquery().label("next_review"))
        .select_from(t.school)
        .join(t.notice, t.notice.c.school_id == t.school.c.id)
        .join(t.version, t.version.c.notice_id == t.notice.c.id)
        .group_by(t.school.c.id)
        .order_by(t.school.c.folded, t.school.c.urn)
    )
    found = _texts(connection, asked)
    for row in found:
        row["next_review"] = _a_year_after(row["next_review"])
    return found


def _a_year_after(moment: str) -> str:
    """The day a year after a moment, "" where there is none; of 29 February, the 28th."""
    day = moment[:10].replace("-02-29", "-02-28")
    return f"{int(day[:4]) + 1}{day[4:]}" if day else ""


def school_called(connection: Connection, name: str) -> tuple[int, School]:
    """A school by its URN or name; raise InputError, with names that are like it, where none is."""
    same = or_(t.school.c.folded == folded(name), t.school.c.urn == name.strip())
    found = connection.execute(select(t.school).where(same)).all()
    if len(found) == 1:
        return found[0].id, School(found[0].name, found[0].urn or None, found[0].trust)
    if found:
        urns = ", ".join(sorted(row.urn or "no URN" for row in found))
        said = f"{len(found)} schools are called {name} ({urns})."
        raise InputError(said, what_to_do="Give the URN.")
    known = connection.scalars(select(t.school.c.name).distinct()).all()
    raise InputError(f"The register has no school {name}.", what_to_do=_near(name, known))


def rows_of(connection: Connection, school: int, *, persons: bool = False) -> list[Row]:
    """All rows of a school."""
    asked = _disclosures().where(t.notice.c.school_id == school)
    return _held(connection, asked.order_by(t.disclosure.c.notice_id, t.disclosure.c.id), persons)


def rows_at(
    connection: Connection, school: int, moment: str, knowledge: Knowledge, *, persons: bool = False
) -> list[Row]:
    """All rows of a school as they counted at a moment."""
    found = []
    for notice in counting(connection, school, knowledge, at=moment).notices.values():
        held = {row.id for row in effective_rows(notice) if still_held(row)}
        for row in disclosure_rows(notice):
            hidden = _HIDDEN if row["id"] in held and not persons else {}
            found.append({name: row[name] for name in _COLUMNS} | hidden)
    return found


def history(connection: Connection, school: int) -> list[Row]:
    """Every version of a school's notices: from when until when it counted, and what read it."""
    asked = (
        select(t.notice.c.path, t.standing.c.since, t.standing.c.until, t.version.c.last_seen)
        .add_columns(t.version.c.sha256, t.version.c.noticeparse_version)
        .add_columns(t.version.c.vocabulary_version)
        .select_from(t.standing)
        .join(t.version, t.version.c.id == t.standing.c.version_id)
        .join(t.notice, t.notice.c.id == t.standing.c.notice_id)
        .where(t.notice.c.school_id == school)
        .order_by(t.notice.c.path, t.standing.c.since, t.standing.c.id)
    )
    return _texts(connection, asked)


def suppliers(connection: Connection) -> list[Row]:
    """Every supplier: how many schools name it, in how many rows; those unknown by their name."""
    name = func.coalesce(t.disclosure.c.supplier_name, t.disclosure.c.company)
    reach = func.count(func.distinct(t.notice.c.school_id))
    asked = (
        select(name.label("supplier"), t.disclosure.c.supplier.label("id"))
        .add_columns(reach.label("schools"), func.count().label("rows"))
        .select_from(_rows_of_notice)
        .where(t.disclosure.c.held.is_(False))
        .group_by(name, t.disclosure.c.supplier)
        .order_by(reach.desc(), name)
    )
    return _texts(connection, asked)


def firms(connection: Connection, firm_of: Callable[[Match], Match]) -> list[Row]:
    """Every firm with what it makes together, as `suppliers`; `products` are those that are named.

    `firm_of` says whose product a supplier is; one of which that is not known stands for itself.
    """
    name = func.coalesce(t.disclosure.c.supplier_name, t.disclosure.c.company)
    asked = (
        select(name.label("name"), t.disclosure.c.supplier.label("id"), t.notice.c.school_id)
        .select_from(_rows_of_notice)
        .where(t.disclosure.c.held.is_(False))
    )
    rows: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for each in connection.execute(asked):
        own = Match(each.id or "", each.name, "certain", 1.0)
        firm = firm_of(own)
        made = "" if firm.id == own.id else own.name
        rows[firm.name, firm.id].append((made, each.school_id))
    found = [
        {"supplier": name, "id": id, "schools": str(len({school for _, school in of}))}
        | {"rows": str(len(of)), "products": "; ".join(sorted({made for made, _ in of if made}))}
        for (name, id), of in rows.items()
    ]
    return sorted(found, key=lambda row: (-int(row["schools"]), row["supplier"], row["id"]))


def rows_of_supplier(connection: Connection, supplier: str, printed: str) -> list[Row]:
    """All rows of a supplier, by its id, or by its name as it is printed."""
    named = t.disclosure.c.folded_company == folded(printed)
    asked = _disclosures().where(or_(t.disclosure.c.supplier == supplier, named))
    asked = asked.order_by(t.school.c.folded, t.notice.c.id, t.disclosure.c.id)
    if found := _held(connection, asked, persons=False):
        return found
    told = select(t.disclosure.c.company).where(t.disclosure.c.held.is_(False)).distinct()
    known = connection.scalars(told).all()
    said = f"No notice in the register names {printed}."
    raise InputError(said, what_to_do=_near(printed, known))


def search(connection: Connection, words: str, *, persons: bool = False) -> list[Row]:
    """The first rows in which each of these words stands, in whatever order."""
    wanted = re.findall(r"\w+", words)
    if not wanted:
        raise InputError(f"{words!r} holds no word.", what_to_do="Give the words to look for.")
    asked = _disclosures()
    if connection.dialect.name == "sqlite":
        index = table("words", column("rowid"))
        hit: ColumnElement[bool] = literal_column("words").op("MATCH")(
            " ".join(f'"{word}"' for word in wanted)
        )
        asked = asked.join(index, index.c.rowid == t.disclosure.c.id).order_by(index.c.rowid)
    else:
        all_of = func.plainto_tsquery("simple", " ".join(wanted))
        hit = literal_column("disclosure.words").op("@@")(all_of)
    return _held(connection, asked.where(hit).limit(MOST_FOUND), persons)


def _disclosures() -> Select[Any]:
    """Rows with the columns _COLUMNS, and `held`."""
    columns = [t.disclosure.c[name] for name in ("company", "description", "status")]
    return (
        select(t.school.c.name.label("school"), t.notice.c.path.label("source"))
        .add_columns(t.disclosure.c.row.label("id"), *columns)
        .add_columns(t.disclosure.c.supplier_name.label("supplier"), t.disclosure.c.grade)
        .add_columns(t.disclosure.c.decided, t.disclosure.c.held)
        .select_from(_rows_of_school)
    )


def _held(connection: Connection, asked: Select[Any], persons: bool) -> list[Row]:
    found = _texts(connection, asked)
    for row in found:
        if row.pop("held") == "True" and not persons:
            row.update(_HIDDEN)
    return found


def _texts(connection: Connection, asked: Select[Any]) -> list[Row]:
    return [
        {name: "" if value is None else str(value) for name, value in row._mapping.items()}
        for row in connection.execute(asked)
    ]


def _near(name: str, known: Iterable[str]) -> str:
    scored = sorted((-likeness(name, each), each) for each in known)
    near = [each for score, each in scored if -score >= LIKE][:_MOST]
    return f"Did you mean {' or '.join(near)}?" if near else "See: noticeparse register list"
