"""Tasks → results as they are ready, each read in a process that may crash, hang or be killed.

Where the system can, processes are copies of one that has loaded what all of them need. Each ends
itself once it holds more memory, or a document takes more processor time, than it may (`worker`). A
single request for far too much memory is refused by the system, where it can be told so, and
becomes a MemoryError. By the clock a document may take five times as long: what waits for ever
takes no processor time.

Where the process of a document dies, the document is read once more in another one: what killed it
may have been the system, short of memory, or a person. One that ran out of time or of memory is
not. Processes that wait may be killed too; then all are started anew.
"""

import os
import signal
import sys
import threading
import types
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import current_process, get_context
from multiprocessing.util import Finalize
from operator import itemgetter
from queue import Empty, SimpleQueue
from typing import Any

from pebble import ProcessExpired, ProcessPool

from noticeparse.batch.worker import OUT_OF_MEMORY, ran_out_of_time, read_within, start
from noticeparse.errors import OutOfTime, OutputError, Stalled
from noticeparse.model import Failure
from noticeparse.processor import BACKSTOP
from noticeparse.scratch import run_folder
from noticeparse.settings import MEMORY, TIMEOUT

_AHEAD = 32  # documents handed out ahead, a worker
_TRIES = 2  # times that a document is read whose process dies
_MOST_BREAKS = 3  # times that all workers are started anew without a result between
_NO_WORKERS = "Set TMPDIR to a folder with a short path, on a disk that has room, and try again."
_MOST_TASKS = 500  # documents that a worker reads before a fresh one takes its place


@dataclass(frozen=True, slots=True)
class Limits:
    """How many processes read, with how many MB of memory each.

    `timeout` is seconds of the processor a document. No `jobs` are as many as suit this machine.
    """

    jobs: int = 0
    timeout: float = TIMEOUT
    memory: int = MEMORY


_hiding = threading.Lock()


@contextmanager
def _main_hidden() -> Iterator[None]:
    """Start a process without running the caller's script in it a second time.

    A new process imports the main script, so that a script without an
    `if __name__ == "__main__"` would start itself over and over. Our tasks need nothing of it.
    Nor does it hear Ctrl-C, where the system can: it would say in its own way that it was stopped.
    """
    mask: Any = getattr(signal, "pthread_sigmask", lambda *_: ())
    with _hiding:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = types.ModuleType("__main__")
        heard = mask(getattr(signal, "SIG_BLOCK", 0), {signal.SIGINT})
        try:
            yield
        finally:
            mask(getattr(signal, "SIG_SETMASK", 0), heard)
            sys.modules["__main__"] = main


# Copied from one that is warm, where the system can; else each is started from nothing.
_STARTING: Any = get_context("forkserver" if sys.platform == "linux" else "spawn")
if sys.platform == "linux":
    from multiprocessing import forkserver

    def _begin() -> None:
        forkserver._forkserver.__init__()  # type: ignore[misc]
        forkserver.set_forkserver_preload(["noticeparse.batch.warm"])

    _begin()
    # A copy of this process cannot use the warm one of its parent: it starts one of its own.
    os.register_at_fork(after_in_child=_begin)


class _Process(_STARTING.Process):  # type: ignore[misc]
    def start(self) -> None:
        """Start it, also from a worker of another pool: ours end themselves when that one dies."""
        config = current_process()._config  # type: ignore[attr-defined]
        daemon, config["daemon"] = config.get("daemon"), False
        try:
            super().start()
        finally:
            config["daemon"] = daemon

    @staticmethod
    def _Popen(process_obj: Any) -> Any:
        with _main_hidden():
            return _STARTING.Process._Popen(process_obj)


class Processes(type(_STARTING)):  # type: ignore[misc]
    """How the processes of workers are started."""

    Process = _Process


_idle: dict[tuple[object, ...], Any] = {}  # at most one set of workers, and what it was made for


@contextmanager
def _workers(jobs: int, memory: int) -> Iterator[Any]:
    """Workers that are started where none wait; they wait for the next who asks for the same.

    Where the block is left by an exception, what they are reading is given up.
    """
    folder = run_folder()
    made_for = (jobs, memory, os.getpid(), folder, tuple(sorted(os.environ.items())))
    pool: Any = _idle.pop(made_for, None)
    if pool is None or not pool.active:
        _stop_idle()
        # At the end of this process, be it a worker of another pool.
        Finalize(None, _stop_idle, exitpriority=100)
        pool = ProcessPool(
            max_workers=jobs,
            max_tasks=_MOST_TASKS,
            initializer=start,
            initargs=(memory, dict(os.environ), folder),
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
                given = (self.read, self.again[0][1], self.limits.timeout)
                future = pool.schedule(read_within, given, timeout=BACKSTOP * given[2])
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
            return stalled(task.name, self.limits.timeout * BACKSTOP)
        if isinstance(error, ProcessExpired):
            if ran_out_of_time(error.exitcode):
                return out_of_time(task.name, self.limits.timeout)
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
        except BrokenProcessPool as error:
            breaks += 1
            again = deque(sorted([*work.out.values(), *work.again], key=itemgetter(0)))
            if breaks >= _MOST_BREAKS and not again:  # before any of them took a task
                said = "The processes that read files cannot be started."
                raise OutputError(said, what_to_do=_NO_WORKERS) from error
            if breaks >= _MOST_BREAKS:
                number, task, _ = again.popleft()
                yield number, task, crashed(task.name)
            work = _Round(work.tasks, again, limits, read)


def out_of_memory(name: str, limit: str) -> Failure:
    """Say that a document needs too much memory."""
    why = f"Reading {name} takes more memory than it may ({limit})."
    return Failure(name, "out_of_memory", why, "Split it, or give it more with --memory.")


def out_of_time(name: str, seconds: float) -> Failure:
    """Say that a document takes the processor for too long."""
    why = f"Reading {name} took more than {seconds:g} seconds of the processor and was given up."
    return Failure(name, OutOfTime.code, why, OutOfTime.advice)


def stalled(name: str, seconds: float) -> Failure:
    """Say that the clock ended a document, which took less of the processor than it may."""
    why = f"Reading {name} was given up after {seconds:g} seconds by the clock: it waited."
    return Failure(name, Stalled.code, why, Stalled.advice)


def crashed(name: str) -> Failure:
    """Say that the process that read a document died, each time."""
    why = f"Each process that read {name} crashed or was killed."
    what_to_do = "Open the file in the program that made it, save it anew and try again."
    return Failure(name, "crashed", why, what_to_do)
