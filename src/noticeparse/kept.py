"""Results as they are ready → a file in the folder of the output, and from there in their order.

So a run that is stopped, also by a signal that ends it at once, goes on where it was: what is kept
of a document holds as long as the document, noticeparse and what it reads with are the same. What a
person decided, the list of schools and the other notices are no part of it. While one run has the
file open, another one into the same folder is refused.

Limits: a power cut may damage the file; then all is read anew. A failure that may end otherwise
next time (too slow, no memory, a crash, no right to open it) is not kept. Who can write into the
folder can put results there, as in any table of it.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Self

from noticeparse.batch import Parser, Reader, Result, Task, read_here
from noticeparse.batch.cluster import read_on_cluster
from noticeparse.batch.pool import Limits, read_ready
from noticeparse.build import build, libraries
from noticeparse.collecting import not_collecting
from noticeparse.elsewhere import mark_of, split
from noticeparse.errors import OutputError
from noticeparse.model import Failure, Notice
from noticeparse.reports.json import notice_from_dict, to_dict
from noticeparse.reports.standing import Standing, digest
from noticeparse.settings import MAX_FILE_BYTES
from noticeparse.stages import Spent, stage

KEPT_FILE = ".noticeparse-read"  # hidden: it is of no use to a person
Note = Callable[..., None]
_OF_THE_FILE = ("unsupported", "unreadable", "encrypted", "needs_ocr", "too_large")
_TABLES = """
CREATE TABLE IF NOT EXISTS {0}.result (
  name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, made_with TEXT NOT NULL, content BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS {0}.run (made_of TEXT NOT NULL);
"""


def made_with(parser: Parser) -> str:
    """A fingerprint of all that a result depends on besides its document."""
    own = parser.load_vocabulary()
    version = own.version if own else None
    return fingerprint(build(), libraries(), version, parser.pdf_engine)


def fingerprint(*values: object) -> str:
    """The sha256 of values that JSON can hold."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


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

    def __enter__(self) -> Self:
        """Open the file; raise OutputError where another run has it open."""
        path = self.folder / KEPT_FILE
        if path.is_symlink():
            path.unlink()  # else what it points to would be written
        with self._errors_said():
            try:
                self._open(path)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:  # damaged, or no file of ours: nothing is lost but time
                self._file.close()
                path.unlink()
                self._open(path)
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(sqlite3.Error):  # a full disk, or it is closed already
            self._file.execute("PRAGMA journal_mode = DELETE")  # leave no journal beside it
        self._file.close()

    def _open(self, path: Path) -> None:
        self._file = sqlite3.connect(path, timeout=0, isolation_level=None)
        for line in ("locking_mode = EXCLUSIVE", "journal_mode = TRUNCATE", "synchronous = OFF"):
            self._file.execute(f"PRAGMA {line}")
        self._file.execute("BEGIN EXCLUSIVE")  # what it locks stays locked
        self._file.execute("COMMIT")
        self._file.executescript(_TABLES.format("main"))

    @contextmanager
    def _errors_said(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise OutputError(
                    f"Another run is writing into {self.folder}.",
                    what_to_do="Wait until it has ended, or choose another folder with --output.",
                ) from error
            raise OutputError(f"{self.folder / KEPT_FILE} cannot be written: {error}.") from error
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> OutputError:
        return OutputError(
            f"{self.folder / KEPT_FILE} is damaged ({error}).",
            what_to_do="Delete it and try again: all documents are then read anew.",
        )

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
        for task in tasks:
            asked = "SELECT 1 FROM result WHERE name = ? AND sha256 = ? AND made_with = ?"
            if self._rows(asked, task.name, self.digest(task), self.made_with):
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
        with_digest = self.digest(task) if packed.holds else ""
        self._rows(
            "INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?)",
            *(task.name, with_digest, self.made_with, packed.data),
        )
        self._there.add(task.name)

    def _result(self, task: Task) -> Result:
        ((data,),) = self._rows("SELECT content FROM result WHERE name = ?", task.name)
        try:
            notices = json.loads(zlib.decompress(data))
            if isinstance(notices, Mapping):
                return Failure(**notices)
            notice, *sheets = map(notice_from_dict, notices)
        except (zlib.error, ValueError, TypeError, KeyError, AttributeError) as error:
            raise self._damaged(error) from error
        return replace(notice, sheets=tuple(sheets))

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self._errors_said():
            return list(self._file.execute(statement, values))

    def stands(self, made_of: str, standing: Standing) -> bool:
        """Was the last run made of the same, and is all there, in its place, that it wrote?"""
        if self._rows("SELECT made_of FROM run") != [(made_of,)] or standing.beside:
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
        part = self.folder / (KEPT_FILE + ".part")
        part.unlink(missing_ok=True)
        self._rows("ATTACH ? AS new", str(part))
        with self._errors_said():
            self._file.executescript(_TABLES.format("new"))
        self._rows("BEGIN")
        for name in sorted(self._there):
            self._rows("INSERT INTO new.result SELECT * FROM main.result WHERE name = ?", name)
        if not self._rows("SELECT 1 FROM new.result WHERE sha256 = '' LIMIT 1"):
            self._rows("INSERT INTO new.run VALUES (?)", made_of)
        self._rows("COMMIT")
        self.__exit__()
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
