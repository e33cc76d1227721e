"""Results as they are ready → a file in the folder of the output, and from there in their order.

So a run that is stopped, also by a signal that ends it at once, goes on where it was: what is kept
of a document holds as long as the document, noticeparse and what it reads with are the same. What a
person decided, the list of schools and the other notices are no part of it. While one run holds the
folder, another one into the same folder is refused.

The folder may have been sent, and the file is of use to this user's runs alone: what is in it
counts only where it bears a mark made with a key of theirs. Before it is opened, what a database
does with a journal beside it is prevented, and one with other tables, views or triggers is deleted.

Limits: a power cut may damage the file; then all is read anew. A failure that may end otherwise
next time (too slow, no memory, a crash, no right to open it) is not kept. Where no key can be kept
(no home folder), nothing is known to the next run.
"""

import hashlib
import hmac
import json
import os
import sqlite3
import sys
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple, Self

from noticeparse.batch import Parser, Reader, Result, Task, read_here
from noticeparse.batch.cluster import read_on_cluster
from noticeparse.batch.pool import Limits, read_ready
from noticeparse.build import build, libraries
from noticeparse.collecting import not_collecting
from noticeparse.elsewhere import mark_of, split
from noticeparse.errors import OutputError
from noticeparse.given import inflated, read_bytes
from noticeparse.locks import Lock, Locked
from noticeparse.model import Failure, Notice
from noticeparse.paths import path_of
from noticeparse.reports.json import notice_from_dict, to_dict
from noticeparse.reports.standing import Standing, digest
from noticeparse.settings import MAX_FILE_BYTES, MAX_NOTICE_FILE_BYTES
from noticeparse.stages import Spent, stage

KEPT_FILE = ".noticeparse-read"  # hidden: it is of no use to a person
LOCK_FILE = ".noticeparse-lock"
_JOURNALS = ("-journal", "-wal", "-shm")  # what SQLite would look at beside it
_MOST_BYTES = 2 * MAX_NOTICE_FILE_BYTES  # of a result: a workbook is several notices
KEY_VARIABLE = "NOTICEPARSE_KEY"  # where several machines work on one folder of results
_KEY_BYTES = 32
_SCHEMA = "SELECT type, name, sql FROM sqlite_master"
Note = Callable[..., None]
_OF_THE_FILE = ("unsupported", "unreadable", "encrypted", "needs_ocr", "too_large")
_TABLES = """
CREATE TABLE IF NOT EXISTS {0}.result (
  name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, made_with TEXT NOT NULL, content BLOB NOT NULL,
  mark BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS {0}.run (made_of TEXT NOT NULL, mark BLOB NOT NULL);
"""


def made_with(parser: Parser) -> str:
    """A fingerprint of all that a result depends on besides its document."""
    own = parser.load_vocabulary()
    version = own.version if own else None
    return fingerprint(build(), libraries(), version, parser.pdf_engine)


def fingerprint(*values: object) -> str:
    """The sha256 of values that JSON can hold."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def own_key() -> bytes:
    """The key of this user, for marks that no one else can make; a new one where none is there."""
    if given := os.environ.get(KEY_VARIABLE):
        return hashlib.sha256(given.encode("utf-8", "surrogateescape")).digest()
    homes = {"win32": ("LOCALAPPDATA", "~/AppData/Local"), "darwin": ("", "~/Library/Caches")}
    variable, usual = homes.get(sys.platform, ("XDG_STATE_HOME", "~/.local/state"))
    path = path_of(os.environ.get(variable) or usual) / "noticeparse" / "key"
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
                file.write(os.urandom(_KEY_BYTES))
        if len(key := read_bytes(path, _KEY_BYTES)) == _KEY_BYTES:
            return key
    return os.urandom(_KEY_BYTES)  # nothing is known to the next run


@cache
def _expected_schema() -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(_TABLES.format("main"))
        return sorted(made.execute(_SCHEMA))


class _Packed(NamedTuple):
    """A result as bytes, whether it will be the same next time, and for the log what came of it.

    `spent` is what it took to read; nothing where its process did not come back to tell.
    """

    data: bytes
    holds: bool
    outcome: str
    spent: Spent


@dataclass(slots=True)
class Kept:
    """What was read into a folder; `made_with` tells apart what may read otherwise.

    As a context manager it holds the folder for this run.
    """

    folder: Path
    made_with: str
    note: Note = field(default=lambda event, **said: None)  # is told of each document
    spent: Spent = field(default_factory=Spent)  # what reading took, in all workers
    _there: set[str] = field(default_factory=set)
    _digests: dict[str, str] = field(default_factory=dict)
    _file: Any = None
    _lock: Lock | None = None
    _key: bytes = field(default_factory=own_key)

    def __enter__(self) -> Self:
        """Open the file; raise OutputError where another run holds the folder."""
        try:
            self._lock = Lock(self.folder / LOCK_FILE)
        except Locked as error:
            raise OutputError(
                f"Another run is writing into {self.folder}.",
                what_to_do="Wait until it has ended, or choose another folder with --output.",
            ) from error
        try:
            with self._errors_said():
                try:
                    self._open()
                except sqlite3.Error:  # damaged, or no file of ours: nothing is lost but time
                    self._start_anew()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._close()
        if self._lock is not None:
            self._lock.release()

    def _close(self) -> None:
        if self._file is not None:
            with suppress(sqlite3.Error):  # a full disk, or it is closed already
                self._file.execute("PRAGMA journal_mode = DELETE")  # leave no journal beside it
            self._file.close()

    def _open(self) -> None:
        """Open what stands there; raise sqlite3.Error where it is no file of this version."""
        path = self.folder / KEPT_FILE
        for ending in _JOURNALS:  # would be played back, and one may name another file
            (self.folder / f"{KEPT_FILE}{ending}").unlink(missing_ok=True)
        if path.is_symlink():
            path.unlink()  # else what it points to would be written
        self._file = sqlite3.connect(path, timeout=0, isolation_level=None)
        self._file.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_BYTES)
        lines = ("trusted_schema = OFF", "locking_mode = EXCLUSIVE")
        for line in (*lines, "journal_mode = TRUNCATE", "synchronous = OFF"):
            self._file.execute(f"PRAGMA {line}")
        self._file.executescript(_TABLES.format("main"))
        if sorted(self._file.execute(_SCHEMA)) != _expected_schema():
            raise sqlite3.DatabaseError("it has other tables")

    def _start_anew(self) -> None:
        self._close()
        (self.folder / KEPT_FILE).unlink()
        self._open()

    @contextmanager
    def _errors_said(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise OutputError(f"{self.folder / KEPT_FILE} cannot be written: {error}.") from error

    def _mark(self, *values: str | bytes) -> bytes:
        """What only who has the key can make of these values."""
        found = hashlib.blake2b(key=self._key, digest_size=32)
        for value in values:
            data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
            found.update(len(data).to_bytes(8) + data)
        return found.digest()

    def digest(self, task: Task) -> str:
        """The sha256 of the file that holds a document; empty where that cannot be read."""
        path, _ = split(task.path) or (task.path, "")
        name = str(path)  # a Path that is a key holds all its parts
        if name not in self._digests:
            self._digests[name] = mark_of(task.address) if task.address else _digest(path)
        return self._digests[name]

    def results(
        self, tasks: Sequence[Task], reader: Reader, limits: Limits, cluster: str | None = None
    ) -> Generator[Result, None, None]:
        """Read what is not kept, here or on a cluster; yield all results in the tasks' order."""
        limits = replace(limits, jobs=min(limits.jobs, len(tasks)))
        start = partial(read_on_cluster, cluster) if cluster else read_ready
        ready = start(self._missing(tasks), partial(_read, reader=reader), limits)
        try:
            for task in tasks:
                while task.name not in self._there and (read := next(ready, None)):
                    self._keep(*read[1:])
                yield self._result(task)
        finally:
            ready.close()

    def _missing(self, tasks: Iterable[Task]) -> Iterator[Task]:
        asked = "SELECT content, mark FROM result WHERE name = ? AND sha256 = ? AND made_with = ?"
        for task in tasks:
            key = (task.name, self.digest(task), self.made_with)
            if any(
                isinstance(content, bytes)
                and isinstance(mark, bytes)
                and hmac.compare_digest(mark, self._mark(*key, content))
                for content, mark in self._rows(asked, *key)
            ):
                self._there.add(task.name)
                self.note("kept", source=task.name)
            else:
                yield task

    def _keep(self, task: Task, content: _Packed | Failure) -> None:
        """Keep a result, also one that holds for this run alone: then with no digest."""
        packed = _packed(content, Spent()) if isinstance(content, Failure) else content
        took = sum(packed.spent[name, "ns"] for name in ("reading", "parsing"))
        seconds = round(took / 1e9, 3) if packed.spent else None
        self.note("read", source=task.name, seconds=seconds, outcome=packed.outcome)
        self.spent.update(packed.spent)
        key = (task.name, self.digest(task) if packed.holds else "", self.made_with)
        self._rows(
            "INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?, ?)",
            *(*key, packed.data, self._mark(*key, packed.data)),
        )
        self._there.add(task.name)

    def _result(self, task: Task) -> Result:
        ((data,),) = self._rows("SELECT content FROM result WHERE name = ?", task.name)
        notices = json.loads(inflated(data, _MOST_BYTES))
        if isinstance(notices, Mapping):
            return Failure(**notices)
        notice, *sheets = map(notice_from_dict, notices)
        return replace(notice, sheets=tuple(sheets))

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self._errors_said():
            return list(self._file.execute(statement, values))

    def stands(self, made_of: str, standing: Standing) -> bool:
        """Was the last run made of the same, and is all there, in its place, that it wrote?"""
        if self._rows("SELECT * FROM run") != [(made_of, self._mark(made_of))] or standing.beside:
            return False
        known = standing.known.items()
        return bool(known) and all(digest(standing.folder / name) in was for name, was in known)

    def begin(self) -> None:
        """From now on the files in the folder are of no run, until this one has ended."""
        self._rows("DELETE FROM run")

    def end(self, made_of: str) -> None:
        """Note what this run was made of, and forget documents that were not asked for.

        The file is made anew, so that it is the same bytes after a run that was stopped.
        """
        part = self.folder / f"{KEPT_FILE}.part"
        for ending in ("", *_JOURNALS):
            part.with_name(f"{part.name}{ending}").unlink(missing_ok=True)
        self._rows("ATTACH ? AS new", str(part))
        with self._errors_said():
            self._file.executescript(_TABLES.format("new"))
        self._rows("BEGIN")
        for name in sorted(self._there):
            self._rows("INSERT INTO new.result SELECT * FROM main.result WHERE name = ?", name)
        if not self._rows("SELECT 1 FROM new.result WHERE sha256 = '' LIMIT 1"):
            self._rows("INSERT INTO new.run VALUES (?, ?)", made_of, self._mark(made_of))
        self._rows("COMMIT")
        self._close()
        part.replace(self.folder / KEPT_FILE)


def _digest(path: Path) -> str:
    try:
        return digest(path) if path.stat().st_size <= MAX_FILE_BYTES else ""
    except OSError:
        return ""


@not_collecting()  # until nothing is left of the document: else all of it would be searched
def _read(task: Task, reader: Reader) -> _Packed:
    """Read a document and pack what it gives; this runs in a worker."""
    with stage("reading", spent := Spent()):
        result = read_here(task, reader)
    spent["reading", "ns"] -= spent["parsing", "ns"]
    return _packed(result, spent)


def _packed(result: Result, spent: Spent) -> _Packed:
    notices = () if isinstance(result, Failure) else (result, *result.sheets)
    content: Any = [to_dict(each) for each in notices] or asdict(result)
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    data = zlib.compress(text.encode("utf-8", "surrogatepass"), 1)
    outcome = result.code if isinstance(result, Failure) else "notice"
    return _Packed(data, isinstance(result, Notice) or outcome in _OF_THE_FILE, outcome, spent)
