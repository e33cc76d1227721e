"""What a process does that reads documents for another: it ends itself where one takes too much.

Ten times a second a thread looks at the memory it holds, and at the processor time that the
document has taken, children (tesseract) included. One call that never ends (a pattern on text made
for it) may keep that thread from running; then a timer of the system ends the process.

Limits: Windows has no such timer, so that there such a call ends by the clock of the parent.
"""

import logging
import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Mapping
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

import psutil

from noticeparse.processor import ProcessorTime
from noticeparse.scratch import work_in

OUT_OF_MEMORY = 86  # exit status of a process that held too much
_OUT_OF_TIME = 87  # and of one whose document took too much processor time
# The same, where the system's timer ended it; Windows has none.
_BY_TIMER = _OUT_OF_TIME if sys.platform == "win32" else -signal.SIGPROF
_MB = 1_000_000
_LOOK = 0.1  # seconds between two looks
_YOUNG = 1.0  # seconds for which a document's children are not looked for: most are read by then
_GRACE = 2.0  # seconds that the system's timer comes later: the thread also ends children
_ROOM = 2  # how many times the limit may be asked for: most programs never touch what they ask for

_reading: dict[str, tuple[ProcessorTime, float, float]] = {}  # what, its limit, when it began


def start(memory: int, environment: Mapping[str, str], folder: Path) -> None:
    """Make this process a worker that may hold `memory` MB, in the environment of its parent.

    Its temporary files go into its part of `folder`, and it leaves no picture of its memory behind.
    """
    os.environ.clear()  # a copy has that of the process that it is a copy of
    os.environ.update(environment)
    work_in(folder)
    logging.getLogger().addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 -- there alone

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        most = memory * _ROOM * _MB
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    threading.Thread(target=_watch, args=(memory * _MB,), daemon=True).start()


def read_within(read: Callable[[Any], Any], task: Any, seconds: float) -> Any:
    """Read a task in this worker, which ends where that takes more seconds of the processor."""
    _reading["now"] = (ProcessorTime(), seconds, time.monotonic())
    _set_timer(seconds + _GRACE)
    try:
        return read(task)
    finally:
        _set_timer(0)
        _reading.clear()


def _set_timer(seconds: float) -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)


def ran_out_of_time(status: int | None) -> bool:
    """Say whether a worker with this exit status ended because of processor time."""
    return status in (_OUT_OF_TIME, _BY_TIMER)


def _watch(most: int) -> None:
    process, parent = psutil.Process(), parent_process()
    while process.memory_info().rss <= most:
        if parent is not None and not parent.is_alive():  # killed: nobody waits for an answer
            os._exit(1)
        for taken, limit, began in [*_reading.values()]:
            if taken.seconds(children=time.monotonic() - began > _YOUNG) > limit:
                taken.stop_children()
                os._exit(_OUT_OF_TIME)
        time.sleep(_LOOK)
    os._exit(OUT_OF_MEMORY)
