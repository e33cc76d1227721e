"""A register ↔ its backup, and whether all in it is sound.

A backup is a register in one SQLite file, also of one on PostgreSQL: it can be opened as it is.
It holds the register as it was at one moment, whatever was written meanwhile.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Connection, Text, func, insert, select, text

from noticeparse.errors import InputError, TooLarge, UnreadableFile
from noticeparse.paths import real
from noticeparse.register import tables as t
from noticeparse.register.content import decided, unpacked
from noticeparse.register.database import Database, open_database

_AT_ONCE = 500  # rows that are copied at once


def back_up(database: Database, file: Path, now: str) -> int:
    """Copy a register into a new file, and note that; say how many versions it holds."""
    if file.exists():
        raise InputError(f"{file} exists.", what_to_do="Give the name of a new file.")
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        copy = open_database(str(part))
        with database.reading() as source, copy.writing() as target:
            count = _copy(source, target)
        copy.close()
        with closing(sqlite3.connect(part)) as connection:  # leave one file, no journal beside it
            connection.execute("PRAGMA journal_mode = DELETE")
        part.rename(file)
        with database.writing() as connection:
            connection.execute(insert(t.backup).values(at=now, file=str(real(file))))
    finally:
        for name in (part, part.with_name(f"{part.name}-wal"), part.with_name(f"{part.name}-shm")):
            with suppress(OSError):
                name.unlink(missing_ok=True)
    return count


def restore(file: Path, database: Database) -> int:
    """Fill an empty register from a backup; say how many versions of notices it holds."""
    if not file.is_file():
        raise InputError(f"There is no file {file}.", what_to_do="Give a file of `backup`.")
    copy = open_database(str(file), create=False)
    with copy.reading() as source, database.writing() as target:
        if target.scalar(select(func.count()).select_from(t.school)):
            raise InputError(
                f"{database.name} is not empty.",
                what_to_do="Restore into a new one: a backup is never mixed with what is there.",
            )
        count = _copy(source, target)
    copy.close()
    return count


def _copy(source: Connection, target: Connection) -> int:
    for table in t.metadata.sorted_tables:
        rows = source.execution_options(yield_per=_AT_ONCE).execute(select(table))
        for some in rows.mappings().partitions(_AT_ONCE):
            target.execute(insert(table), [dict(row) for row in some])
        if target.dialect.name == "postgresql" and "id" in table.c:
            last = f"SELECT setval('{table.name}_id_seq', (SELECT max(id) FROM {table.name}))"
            target.execute(text(last))
    return target.scalar(select(func.count()).select_from(t.version)) or 0


def wrong(database: Database) -> Iterator[str]:
    """Say what is not sound in a register; nothing where all is."""
    with database.reading() as connection:
        if database.is_sqlite:
            yield from _wrong_file(connection)
        counts = select(t.notice.c.path).where(
            ~select(t.standing.c.id)
            .where(t.standing.c.notice_id == t.notice.c.id, t.standing.c.until.is_(None))
            .exists()
        )
        for path in connection.scalars(counts):
            yield f"No version of {path} counts."
        versions = select(t.version.c.id, t.version.c.sha256, t.version.c.content)
        for id, sha256, content in connection.execution_options(yield_per=50).execute(versions):
            try:
                if unpacked(content).source.sha256 != sha256:
                    yield f"Version {id} is of another document."
            except (TooLarge, UnreadableFile) as error:
                yield f"Version {id} cannot be read: {error}"
        for id, content in connection.execute(select(t.decision.c.id, t.decision.c.content)):
            try:
                decided(content)
            except UnreadableFile as error:
                yield f"Decision {id} cannot be read: {error}"
        sources = connection.execution_options(yield_per=10).execute(select(t.source))
        for row in sources:
            if hashlib.sha256(row.content).hexdigest() != row.sha256:
                yield f"The document {row.sha256[:12]} has changed."


def _wrong_file(connection: Connection) -> Iterator[str]:
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if said != "ok":
            yield str(said)
    for table in t.metadata.sorted_tables:
        texts = [column.name for column in table.c if isinstance(column.type, Text)]
        for name in texts:  # SQLite keeps whatever it is given
            kind = f"typeof(\"{name}\") NOT IN ('text', 'null')"
            asked = f'SELECT count(*) FROM "{table}" WHERE {kind}'
            if others := connection.exec_driver_sql(asked).scalar():
                yield f"{name} of {others} lines of {table} is no text."
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"A line of {row[0]} points to a line of {row[2]} that is not there."
