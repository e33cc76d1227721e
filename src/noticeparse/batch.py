"""Paths → Notice | Failure, one a path, in the order of the paths.

Each document is read in a worker process that may crash, hang or be killed without harm to the
others; the number of workers changes nothing but the time it takes. Here, and where results are
written (`cli.convert`), every exception is caught: it becomes a Failure that says what to do.

Limits: a worker that the system kills for want of memory is a Failure "crashed"; with an executor
of your own, what isolation there is, is the executor's.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
import types
import warnings
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, wait
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pebble import ProcessPool

from noticeparse.errors import NoticeparseError
from noticeparse.model import Failure, Notice
from noticeparse.naming import distinct

if TYPE_CHECKING:
    from noticeparse.vocabulary import Vocabulary

TIMEOUT = 300.0  # seconds a document
_AHEAD = 4  # documents handed out ahead, a worker
Result = Notice | Failure


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read. `source_path` is what the notice calls it; None: its name."""

    path: Path
    source_path: str | None = None

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


def parse_many(
    paths: Iterable[str | Path],
    *,
    executor: Executor | None = None,
    jobs: int = 1,
    timeout: float = TIMEOUT,
    vocabulary: str | Path | None = None,
) -> Iterator[Result]:
    """Read many notices; yield a Notice or a Failure for each path, in their order.

    The source of a notice is its file's name; of two of one name, as much of the path as differs.

    Workers are processes of their own, `jobs` of them, and a document that takes longer than
    `timeout` seconds is given up; with an `executor`, that is used instead. `vocabulary` is a
    folder, as each worker loads it for itself; VocabularyError is raised where it is wrong.
    """
    reader = Parser(None if vocabulary is None else Path(vocabulary))
    reader.load_vocabulary()
    tasks = _tasks(list(map(Path, paths)))
    if executor is not None:
        return read_with(executor, tasks, reader)
    return read_isolated(tasks, reader, jobs=jobs, timeout=timeout)


def _tasks(paths: Sequence[Path]) -> list[Task]:
    """A task for each path; notices of one file name are called by their folders, too."""
    count = Counter(path.name for path in {*paths})
    named = dict(distinct({path.absolute(): path.name for path in paths}))
    return [Task(path, named[path.absolute()] if count[path.name] > 1 else None) for path in paths]


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
        reason = error.strerror or type(error).__name__
        return Failure(
            task.name,
            "unreadable",
            f"{task.name} cannot be opened: {reason}.",
            "Check that the file is there and that you may read it.",
        )
    if isinstance(error, MemoryError):
        return Failure(
            task.name,
            "too_large",
            f"{task.name} needs more memory than there is.",
            "Split it, or read it on a machine with more memory.",
        )
    return Failure(
        task.name,
        "internal",
        f"Reading {task.name} ended in an unexpected {type(error).__name__}{_where(error)}.",
        "This is a fault of noticeparse: please report it, with the file if it may be shared.",
    )


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""


def read_with(executor: Executor, tasks: Iterable[Task], reader: Reader) -> Iterator[Result]:
    """Read tasks with an executor of concurrent.futures."""
    waiting = [(task, executor.submit(read_here, task, reader)) for task in tasks]
    for task, future in waiting:
        yield _result_of(task, future, timeout=None)


def read_isolated(
    tasks: Iterable[Task], reader: Reader, *, jobs: int = 1, timeout: float = TIMEOUT
) -> Iterator[Result]:
    """Read tasks in worker processes, in order; only the document that kills a worker fails."""
    todo = deque(tasks)
    if not todo:
        return
    jobs = max(1, min(jobs, len(todo)))
    pool: Any = ProcessPool(
        max_workers=jobs, initializer=_start_worker, context=_UnattachedContext()
    )
    waiting: deque[tuple[Task, Future[Result]]] = deque()
    try:
        while todo or waiting:
            while todo and len(waiting) < jobs * _AHEAD:
                task = todo.popleft()
                arguments = (task, reader)
                waiting.append((task, pool.schedule(read_here, arguments, timeout=timeout)))
            task, future = waiting.popleft()
            yield _result_of(task, future, timeout=timeout)
        pool.close()
    except BaseException:  # stopped, by the caller or by Ctrl-C: what is being read is given up
        pool.stop()
        raise
    finally:
        pool.join()


def _result_of(task: Task, future: Future[Result], *, timeout: float | None) -> Result:
    try:
        while not future.done():
            wait([future], timeout=0.5)  # Windows notices Ctrl-C only between waits
        return future.result()
    except FutureTimeout:
        return Failure(
            task.name,
            "timeout",
            f"Reading {task.name} took longer than {timeout:g} seconds and was given up.",
            "Split it into smaller files; if it is small, please report it.",
        )
    except Exception as error:  # the worker died, or its answer could not be sent
        if type(error).__name__ in {"ProcessExpired", "BrokenProcessPool"}:
            return Failure(
                task.name,
                "crashed",
                f"The process that read {task.name} was killed or crashed.",
                "Open the file in the program that made it, save it anew and try again.",
            )
        return failure_of(task, error)


def _start_worker() -> None:
    """Keep what libraries say on the way (logging, warnings) off the user's screen."""
    logging.getLogger().addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")


_hiding = threading.Lock()


@contextmanager
def _main_hidden() -> Iterator[None]:
    """Start a process without running the caller's script in it a second time.

    `spawn` imports the main script in each new process, so that a script without an
    `if __name__ == "__main__"` would start itself over and over. Our tasks need nothing of it.
    """
    with _hiding:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = types.ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


class _UnattachedProcess(SpawnProcess):
    @staticmethod
    def _Popen(process_obj: Any) -> Any:
        with _main_hidden():
            return SpawnProcess._Popen(process_obj)


class _UnattachedContext(SpawnContext):
    Process = _UnattachedProcess
