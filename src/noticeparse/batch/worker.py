"""Processes that read documents: how they start, and what keeps one from eating the machine.

Where the system can, they are copies of one process that has loaded what all of them need. Each
ends itself once it holds more memory than it may. A single request that is far too large for that
is refused by the system, where it can be told so, and becomes a MemoryError.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
import types
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import current_process, get_context, parent_process
from typing import Any

import psutil

OUT_OF_MEMORY = 86  # exit status of a process that held too much
_MB = 1_000_000
_LOOK = 0.1  # seconds between two looks at the memory
_ROOM = 2  # how many times the limit may be asked for: most programs never touch what they ask for


def start(memory: int, environment: Mapping[str, str]) -> None:
    """Make this process a worker that may hold `memory` MB, in the environment of its parent."""
    os.environ.clear()  # a copy has that of the process that it is a copy of
    os.environ.update(environment)
    logging.getLogger().addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 -- there alone

        most = memory * _ROOM * _MB
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    threading.Thread(target=_watch, args=(memory * _MB,), daemon=True).start()


def _watch(most: int) -> None:
    process, parent = psutil.Process(), parent_process()
    while process.memory_info().rss <= most:
        if parent is not None and not parent.is_alive():  # killed: nobody waits for an answer
            os._exit(1)
        time.sleep(_LOOK)
    os._exit(OUT_OF_MEMORY)


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
