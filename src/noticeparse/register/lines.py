"""Lines of tables: found, added and changed; notices by their paths, with their versions."""

from collections.abc import Mapping
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    Table,
    and_,
    bindparam,
    insert,
    select,
    update,
)

from noticeparse.register import tables as t
from noticeparse.register.content import stood

KEY = ("sha256", "noticeparse_version", "vocabulary_version")  # of the versions of a notice
_KNOWN = t.known_path.c
HOME = (
    select(t.notice.c.id, t.notice.c.school_id)
    .join(t.known_path, _KNOWN.notice_id == t.notice.c.id)
    .where(_KNOWN.school_id == bindparam("school"), _KNOWN.path == bindparam("at"))
)
VERSIONS = (
    select(t.version.c.id, *(t.version.c[name] for name in KEY))
    .add_columns(t.standing.c.id.label("standing"))
    .outerjoin(t.standing, and_(t.standing.c.version_id == t.version.c.id, stood(None)))
    .where(t.version.c.notice_id == bindparam("home"))
)


def find(connection: Connection, table: Table, key: Mapping[str, object]) -> int | None:
    """The id of the line of a table that has these values."""
    same = (table.c[name] == value for name, value in key.items())
    return connection.scalar(select(table.c.id).where(*same))


def add_line(connection: Connection, table: Table, values: Mapping[str, object]) -> int:
    """Add a line to a table; its id."""
    (id,) = connection.execute(insert_into(table), values).inserted_primary_key or (0,)
    return int(id)


@cache
def insert_into(table: Table) -> Insert:
    """What adds lines to a table, built once."""
    return insert(table)


def change(
    connection: Connection, table: Table, *lines: ColumnElement[bool], **values: object
) -> None:
    """Change the lines of a table of which all of this holds."""
    connection.execute(update(table).where(*lines), values)
