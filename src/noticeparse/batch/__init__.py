"""Paths → Notice | Failure, one a path, in the order of the paths.

Each document is read in a worker process that may crash, hang or be killed without harm to the
others; the number of workers changes nothing but the time it takes. Here, and where results are
written (`cli.convert`), every exception is caught: it becomes a Failure that says what to do.

Limits: with an executor of your own, what isolation there is, is the executor's.
"""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from noticeparse.batch.pool import Limits, crashed, out_of_memory, read_ready
from noticeparse.errors import NoticeparseError, ReadError, TooLarge
from noticeparse.given import distinct
from noticeparse.model import Failure, Notice
from noticeparse.settings import MEMORY, TIMEOUT

if TYPE_CHECKING:
    from noticeparse.vocabulary import Vocabulary

Result = Notice | Failure
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read. `source_path` is what the notice calls it; None: its name.

    With an `address`, it is fetched from there, and `path` only tells it from others.
    """

    path: Path
    source_path: str | None = None
    address: str | None = None

    @property
    def name(self) -> str:
        """What a failure calls it."""
        return str(self.path) if self.source_path is None else self.source_path


Reader = Callable[[Task], Notice]


@dataclass(frozen=True, slots=True)
class Parser:
    """Reads a task with the pipeline; the vocabulary is loaded once in each worker."""

    vocabulary: Path | None = None
    pdf_engine: str | None = None

    def __call__(self, task: Task) -> Notice:
        """Read one notice."""
        from noticeparse.pipeline import parse_in_full  # noqa: PLC0415 -- heavy: workers only

        known = self.load_vocabulary()
        name = task.source_path
        return parse_in_full(
            task.path, source_path=name, vocabulary=known, pdf_engine=self.pdf_engine
        ).notice

    def load_vocabulary(self) -> Vocabulary | None:
        """Load the vocabulary; raise VocabularyError where it cannot be used."""
        if self.vocabulary is None:
            return None
        from noticeparse.vocabulary import load_vocabulary  # noqa: PLC0415 -- as above

        return load_vocabulary(self.vocabulary)


def parse_many(  # noqa: PLR0913 -- a batch has its options
    paths: Iterable[str | Path],
    *,
    executor: Executor | None = None,
    jobs: int = 1,
    timeout: float = TIMEOUT,
    memory: int = MEMORY,
    vocabulary: str | Path | None = None,
) -> Iterator[Result]:
    """Read many notices; yield a Notice or a Failure for each path, in their order.

    The source of a notice is its file's name; of two of one name, as much of the path as differs.

    Workers are processes of their own, `jobs` of them, and a document that takes longer than
    `timeout` seconds or more than `memory` MB is given up; with an `executor`, that is used
    instead. `vocabulary` is a folder, as each worker loads it for itself; VocabularyError is raised
    where it is wrong.
    """
    reader = Parser(None if vocabulary is None else Path(vocabulary))
    reader.load_vocabulary()
    given = list(map(Path, paths))
    count = Counter(path.name for path in {*given})
    named = dict(distinct({path.absolute(): path.name for path in given}))
    tasks = [Task(path, named[path.absolute()] if count[path.name] > 1 else None) for path in given]
    if executor is not None:
        return read_with(executor, tasks, reader)
    return read_isolated(tasks, reader, Limits(jobs, timeout, memory))


def read_here(task: Task, reader: Reader) -> Result:
    """Read one document in this process; whatever goes wrong becomes a Failure."""
    try:
        return reader(task)
    except Exception as error:  # the one broad except: see the top of this module
        return failure_of(task, error)


def failure_of(task: Task, error: BaseException) -> Failure:
    """Say what kept a document from being read, and what to do."""
    if isinstance(error, NoticeparseError):
        return Failure(task.name, error.code, error.message, error.what_to_do)
    if isinstance(error, OSError):
        why = f"{task.name} cannot be opened: {error.strerror or type(error).__name__}."
        what_to_do = "Check that the file is there and that you may read it."
        return Failure(task.name, "unreadable", why, what_to_do)
    if isinstance(error, MemoryError):
        return out_of_memory(task.name, "what is left of it")
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    return Failure(
        task.name,
        "internal",
        f"Reading {task.name} ended in an unexpected {type(error).__name__}{where}.",
        "This is a fault of noticeparse: please report it, with the file if it may be shared.",
    )


def read_with(executor: Executor, tasks: Iterable[Task], reader: Reader) -> Iterator[Result]:
    """Read tasks with an executor of concurrent.futures."""
    waiting = [(task, executor.submit(read_here, task, reader)) for task in tasks]
    for task, future in waiting:
        try:
            yield future.result()
        except BrokenExecutor:
            yield crashed(task.name)


def read_isolated(tasks: Iterable[Task], reader: Reader, limits: Limits) -> Iterator[Result]:
    """Read tasks in worker processes, in order; only the document that kills a worker fails."""
    tasks = list(tasks)
    limits = replace(limits, jobs=min(limits.jobs, len(tasks)))
    held: dict[int, Result] = {}
    following = 0
    for number, _, result in read_ready(tasks, partial(read_here, reader=reader), limits):
        held[number] = result
        while following in held:
            yield held.pop(following)
            following += 1


def read_apart(path: Path, read: Callable[[Path], Value], limits: Limits) -> Value:
    """Read a file that is no notice (a corrected workbook, the list of a zip) in a worker.

    Raise what `read` raises, and a ReadError where it takes too long or too much memory, or where
    each process that reads it dies. `read` and its value have to be picklable.
    """
    ((_, _, found),) = read_ready([Task(path)], partial(_value_or_error, read=read), limits)
    if isinstance(found, Failure):
        given_up = ReadError(found.why, what_to_do=found.what_to_do)
        given_up.code = found.code
        raise given_up
    value: Value
    value, error = found
    if error is not None:
        raise error
    return value


def _value_or_error(
    task: Task, read: Callable[[Path], Value]
) -> tuple[Value | None, Exception | None]:
    try:
        return read(task.path), None
    except (NoticeparseError, OSError) as error:
        return None, error
    except MemoryError:
        failure = out_of_memory(task.name, "what is left of it")
        return None, TooLarge(failure.why, what_to_do=failure.what_to_do)
