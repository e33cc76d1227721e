"""Tasks → results as they are ready, each read in a process that may crash, hang or be killed.

Where the process of a document dies, the document is read once more in another one: what killed it
may have been the system, short of memory, or a person. One that ran out of time or of memory is
not. Processes that wait may be killed too; then all are started anew.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.util import Finalize
from operator import itemgetter
from queue import Empty, SimpleQueue
from typing import Any

from pebble import ProcessExpired, ProcessPool

from noticeparse.batch.worker import OUT_OF_MEMORY, Processes, start
from noticeparse.model import Failure
from noticeparse.settings import MEMORY, TIMEOUT

_AHEAD = 32  # documents handed out ahead, a worker
_TRIES = 2  # times that a document is read whose process dies
_MOST_BREAKS = 3  # times that all workers are started anew without a result between
_MOST_TASKS = 500  # documents that a worker reads before a fresh one takes its place


@dataclass(frozen=True, slots=True)
class Limits:
    """How many processes read, for how many seconds a document, with how many MB of memory each.

    No `jobs` are as many as suit this machine.
    """

    jobs: int = 0
    timeout: float = TIMEOUT
    memory: int = MEMORY


_idle: dict[tuple[object, ...], Any] = {}  # at most one set of workers, and what it was made for


@contextmanager
def _workers(jobs: int, memory: int) -> Iterator[Any]:
    """Workers that are started where none wait; they wait for the next who asks for the same.

    Where the block is left by an exception, what they are reading is given up.
    """
    made_for = (jobs, memory, os.getpid(), tuple(sorted(os.environ.items())))
    pool: Any = _idle.pop(made_for, None)
    if pool is None or not pool.active:
        _stop_idle()
        # At the end of this process, be it a worker of another pool.
        Finalize(None, _stop_idle, exitpriority=100)
        pool = ProcessPool(
            max_workers=jobs,
            max_tasks=_MOST_TASKS,
            initializer=start,
            initargs=(memory, dict(os.environ)),
            context=Processes(),
        )
    try:
        with ThreadPoolExecutor(1) as aside:  # here, Ctrl-C might leave one started and unknown
            aside.submit(getattr, pool, "active").result()
        yield pool
    except BaseException:
        _stop(pool)
        raise
    _idle[made_for] = pool


def _stop(pool: Any) -> None:
    pool.stop()
    pool.join()


def _stop_idle() -> None:
    while _idle:
        made_for, pool = _idle.popitem()
        if os.getpid() in made_for:  # else it is of the process that this one was copied from
            _stop(pool)


@dataclass(slots=True)
class _Round:
    """What is to be read by one set of processes, and what they are reading."""

    tasks: Iterator[tuple[int, Any]]
    again: deque[tuple[int, Any, int]]  # its place, the task, and how often its process died
    limits: Limits
    read: Callable[[Any], Any]
    ready: SimpleQueue[Future[Any]] = field(default_factory=SimpleQueue)
    out: dict[Future[Any], tuple[int, Any, int]] = field(default_factory=dict)

    def results(self) -> Generator[tuple[int, Any, Any], None, None]:
        """Read until nothing is left; raise BrokenProcessPool where no process is left."""
        jobs = max(self.limits.jobs, 1)
        with _workers(jobs, self.limits.memory) as pool:
            while self._hand_out(pool, jobs * _AHEAD):
                try:
                    future = self.ready.get(timeout=0.5)  # Windows notices Ctrl-C only between
                except Empty:
                    continue
                number, task, died = self.out[future]
                result = self._result(future, task, died)
                del self.out[future]
                if result is not None:
                    yield number, task, result
                else:
                    self.again.appendleft((number, task, died + 1))

    def _hand_out(self, pool: Any, most: int) -> bool:
        """Hand out what there is, up to so many; say whether something is being read."""
        while len(self.out) < most:
            if not self.again:
                self.again.extend((number, task, 0) for number, task in islice(self.tasks, 1))
            if not self.again:
                break
            try:
                future = pool.schedule(self.read, (self.again[0][1],), timeout=self.limits.timeout)
            except RuntimeError as error:
                raise BrokenProcessPool from error
            self.out[future] = self.again.popleft()
            future.add_done_callback(self.ready.put)
        return bool(self.out)

    def _result(self, future: Future[Any], task: Any, died: int) -> Any:
        """What became of a task; None where it is to be read again."""
        error = future.exception()
        if isinstance(error, BrokenProcessPool):
            raise error
        if error is None:
            return future.result()
        if isinstance(error, FutureTimeout):
            return timed_out(task.name, self.limits.timeout)
        if isinstance(error, ProcessExpired):
            if error.exitcode == OUT_OF_MEMORY:
                return out_of_memory(task.name, f"{self.limits.memory:,} MB")
            if died + 1 < _TRIES:
                return None
        return crashed(task.name)  # or its answer could not be sent


def read_ready(
    tasks: Iterable[Any], read: Callable[[Any], Any], limits: Limits
) -> Generator[tuple[int, Any, Any], None, None]:
    """Yield the place of each task, the task, and its result or Failure, as they are ready.

    `read` and what it gives have to be picklable, and it raises nothing. A task has a `name`; more
    tasks are taken as there is something to do.
    """
    work = _Round(enumerate(tasks), deque(), limits, read)
    breaks = 0
    while True:
        try:
            for result in work.results():
                breaks = 0
                yield result
            return
        except BrokenProcessPool:
            breaks += 1
            again = deque(sorted([*work.out.values(), *work.again], key=itemgetter(0)))
            if breaks >= _MOST_BREAKS:
                number, task, _ = again.popleft()
                yield number, task, crashed(task.name)
            work = _Round(work.tasks, again, limits, read)


def read_in_order(
    tasks: Iterable[Any], read: Callable[[Any], Any], limits: Limits
) -> Generator[Any, None, None]:
    """Yield the result or Failure of each task in their order, each as soon as it may come."""
    held: dict[int, Any] = {}
    following = 0
    for number, _, result in read_ready(tasks, read, limits):
        held[number] = result
        while following in held:
            yield held.pop(following)
            following += 1


def timed_out(name: str, seconds: float) -> Failure:
    """Say that a document took too long."""
    why = f"Reading {name} took longer than {seconds:g} seconds and was given up."
    return Failure(name, "timeout", why, "Split it, or give it more time with --timeout.")


def out_of_memory(name: str, limit: str) -> Failure:
    """Say that a document needs too much memory."""
    why = f"Reading {name} takes more memory than it may ({limit})."
    return Failure(name, "out_of_memory", why, "Split it, or give it more with --memory.")


def crashed(name: str) -> Failure:
    """Say that the process that read a document died, each time."""
    why = f"Each process that read {name} crashed or was killed."
    what_to_do = "Open the file in the program that made it, save it anew and try again."
    return Failure(name, "crashed", why, what_to_do)
