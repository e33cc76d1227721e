"""An address or a path → the open database of a register: SQLite, one file, or PostgreSQL.

Whoever writes has the register alone until the transaction ends, so that two writers at once do
one after the other what each would do by itself; who only reads sees it as it was when the reading
began.

Limits: SQLite keeps its file whole with locks that network drives and folders that a program
copies elsewhere do not keep; there it is refused.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from alembic import command
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from noticeparse.elsewhere import shown
from noticeparse.errors import InputError, MissingExtra, OutputError, Unreachable
from noticeparse.paths import path_of, real
from noticeparse.register.schema import config_of, foreign, says_revision
from noticeparse.settings import MAX_FILE_BYTES

_LONGEST_VALUE = 2 * MAX_FILE_BYTES  # bytes of a text, a version or a source
_WAIT = 60  # seconds for another writer
_ANSWER = 30  # seconds for a server to take a call
_ELSEWHERE = "Try again, or give another register with --database."
_UNDONE = "What was not finished is undone; what was added before it stands."
_ADDRESS = "Give a path, or postgresql://user@host/name."
_LINES = {"insertmanyvalues_page_size": 25}  # pg8000 sends over 8 KB in parts: 40 ms each
_LOCK = 70_110_011  # the number under which writers of a register wait for one another
_OF_SEVERAL = bytes.fromhex("d9d505f920a163d7")  # ends a journal with a name, says sqlite.org
_REMOTE = ("nfs", "cifs", "smb", "afp", "webdav", "davfs", "sshfs", "fuse.sshfs", "9p")
_SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud", "box sync")
_PRAGMAS = ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL", "secure_delete = ON")


@dataclass(frozen=True, slots=True)
class Database:
    """An open database; `name` is what people call it."""

    engine: Engine
    name: str

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All that is done with the connection, or nothing of it; the only writer meanwhile."""
        with self._connected(writes=True) as connection, connection.begin():
            if not self.is_sqlite:
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The register as it is at this moment, whatever is written meanwhile."""
        level = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._connected(**level) as connection, connection.begin():
            yield connection

    @contextmanager
    def _connected(self, **options: Any) -> Iterator[Connection]:
        try:
            opened = self.engine.connect()
        except (SQLAlchemyError, OSError) as error:  # a driver's own, or of the network
            said = f"{self.name} cannot be opened: {_told(error)}."
            if self.is_sqlite:
                raise OutputError(said, what_to_do=_ELSEWHERE) from error
            raise Unreachable(said) from error
        try:
            with opened.execution_options(**options) as connection:
                yield connection
        except SQLAlchemyError as error:
            done = f" {_UNDONE}" if options.get("writes") else ""
            kind = Unreachable if getattr(error, "connection_invalidated", False) else OutputError
            raise kind(f"{self.name}: {_told(error)}.{done}", what_to_do=_ELSEWHERE) from error

    @property
    def is_sqlite(self) -> bool:
        """Is it one file?"""
        return self.engine.dialect.name == "sqlite"

    def compact(self) -> None:
        """Write the file of a register anew, without what was deleted."""
        self.engine.dispose()
        try:
            with closing(sqlite3.connect(self.name, timeout=_WAIT)) as connection:
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            said = f"{self.name} still holds what was deleted: {_told(error)}."
            raise OutputError(said, what_to_do="Erase it again.") from error

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def open_database(address: str, *, create: bool = True) -> Database:
    """Open a register, with the tables of this version; make it where there is none.

    `address` is a path, or postgresql://user@host/name. Raise InputError where there is none and
    `create` is not asked for, where it is of a newer noticeparse, or where it cannot be safe.
    """
    database = _connect(address)
    if database.is_sqlite:
        _check_place(path := Path(database.name))
        if not create and not path.is_file():
            raise InputError(
                f"There is no register {address}.",
                what_to_do="Make one with: noticeparse register add NOTICES --database FILE",
            )
    try:
        _make_current(database)
    except BaseException:
        database.close()
        raise
    return database


def _make_current(database: Database) -> None:
    with database.reading() as connection:
        if _is_current(connection, database.name):
            return
    with database.writing() as connection:  # another one may have made it meanwhile
        if not _is_current(connection, database.name):
            command.upgrade(config_of(connection), "head")


def _connect(address: str) -> Database:
    if "://" not in address:
        address = f"sqlite:///{path_of(address)}"
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise InputError(f"{address} is no register.", what_to_do=_ADDRESS) from error
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url)
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
        return Database(engine, str(path_of(url.database or "")))
    if url.get_backend_name() != "postgresql":
        raise InputError(f"{url} is no register.", what_to_do=_ADDRESS)
    if url.username is None:
        raise InputError(f"{url} names no user.", what_to_do=_ADDRESS)
    try:
        server = url.set(drivername="postgresql+pg8000")
        engine = create_engine(server, connect_args={"timeout": _ANSWER}, **_LINES)
        event.listen(engine, "connect", _wait_for_answers)
    except ImportError as error:
        raise MissingExtra(
            "PostgreSQL is used with the extra `postgres`, which is not installed.",
            what_to_do='In the folder of noticeparse: pip install ".[postgres]"',
        ) from error
    return Database(engine, str(url))


def _set_up(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says so
    connection.execute("PRAGMA trusted_schema = OFF")  # the file may have been sent
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.execute(f"PRAGMA busy_timeout = {_WAIT * 1000}")
    for line in _PRAGMAS:
        connection.execute(f"PRAGMA {line}")


def _wait_for_answers(connection: Any, _: object) -> None:
    """Wait for a server that has answered: what it is asked may take long."""
    if (socket := getattr(connection, "_usock", None)) is not None:
        socket.settimeout(None)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _check_place(path: Path) -> None:
    place = real(path).parent
    synced = [part for part in place.parts if part.casefold().startswith(_SYNCED)]
    disks = [d for d in psutil.disk_partitions(all=True) if place.is_relative_to(d.mountpoint)]
    disk = max(disks, key=lambda each: len(each.mountpoint), default=None)
    remote = disk is not None and (
        disk.fstype.casefold().startswith(_REMOTE) or "remote" in disk.opts
    )
    if synced or remote or str(place).startswith("\\\\"):
        what = f"is in {synced[0]}, which copies its files" if synced else "is on a network drive"
        raise InputError(
            f"{path} {what}: there a register of one file is damaged sooner or later.",
            what_to_do="Keep it on a disk of this computer and put backups there "
            "(noticeparse register backup FILE), or use PostgreSQL.",
        )
    if not place.is_dir():
        raise InputError(f"{place} is no folder.", what_to_do="Make it, or choose another one.")
    if not path.exists():
        return
    with path.open("rb") as file:
        head = file.read(16)
    if head and head != b"SQLite format 3\0":
        raise InputError(f"{path} is no register.", what_to_do="Choose another name.")
    journal = path.with_name(f"{path.name}-journal")
    if journal.is_file() and _names_another_file(journal):
        raise InputError(
            f"{journal} names another file, which opening the register would delete.",
            what_to_do="Do not open it unless you know where it comes from. A register needs no "
            "file beside it: delete that one, and see whether all is there (register check).",
        )


def _names_another_file(journal: Path) -> bool:
    """Does a journal end as one of several databases does: with the name of a file of theirs?"""
    with journal.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - len(_OF_SEVERAL)))
        return file.read() == _OF_SEVERAL


def _is_current(connection: Connection, name: str) -> bool:
    """Are the tables those of this version? Raise InputError where they are not an older one's."""
    scripts = ScriptDirectory.from_config(config_of(connection))
    others = foreign(connection) if connection.dialect.name == "sqlite" else []
    readable = not others or says_revision(connection)
    now = MigrationContext.configure(connection).get_current_revision() if readable else None
    if now is not None and now not in {each.revision for each in scripts.walk_revisions()}:
        raise InputError(
            f"{name} was made by a newer noticeparse.",
            what_to_do="Install that version; nothing was changed.",
        )
    if now is None and (others or connection.dialect.get_table_names(connection)):
        raise InputError(
            f"{name} holds other tables, and is no register.",
            what_to_do="Give a register a database of its own.",
        )
    if others:
        more = f" and {len(others) - 1} more" * (len(others) > 1)
        raise InputError(
            f"{name} was changed by something else: it has its own {others[0]}{more}.",
            what_to_do="Do not use it unless you know who changed it. Take the last backup, or add "
            "the notices to a new register.",
        )
    return now == scripts.get_current_head()


def _told(error: Exception) -> str:
    """What a database says of an error, in a sentence, without a password."""
    first = getattr(error, "orig", None) or error
    system = first.__cause__ if isinstance(first.__cause__, OSError) else first
    said = getattr(system, "strerror", None) or str(system) or type(system).__name__
    said = " ".join(said.split())[:200]
    if "locked" in said:
        said = f"another program has been writing into it for {_WAIT} seconds"
    elif "disk is full" in said or "disk full" in said:
        said = f"the disk is full ({os.strerror(28)})"
    return shown(said).rstrip(".")
