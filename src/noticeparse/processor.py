"""A process → the seconds of processor time that it and the processes that it started have taken.

What waits (for a disk, a network, a busy machine) takes none: a limit on this time means the same
on a fast day and on a slow one. Of a child that has ended, what was seen of it last counts, as
Windows keeps nothing else of it; so up to the time between two looks is missed of each.
"""

import subprocess
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress

import psutil

from noticeparse.errors import OutOfTime, Stalled

BACKSTOP = 5  # times a limit on processor time that may go by on the clock
_LOOK = 0.2  # seconds between two looks at a program


class ProcessorTime:
    """Counts from now on, for a process by its id (None: this one)."""

    def __init__(self, pid: int | None = None) -> None:
        self._process = psutil.Process(pid)
        self._before = _taken(self._process)
        self._children: dict[psutil.Process, float] = {}

    def seconds(self, *, children: bool = True) -> float:
        """Say what was taken so far; listing children takes milliseconds."""
        if children:
            for child in self._process.children(recursive=True):
                with suppress(psutil.Error):  # it has ended meanwhile: what was seen last stands
                    self._children[child] = _taken(child)
        return _taken(self._process) - self._before + sum(self._children.values())

    def stop_children(self) -> None:
        """End the processes that it started: nobody waits for what they do."""
        for child in self._process.children(recursive=True):
            with suppress(psutil.Error):  # it has ended by itself
                child.kill()


def _taken(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def run(
    command: Sequence[str], given: bytes, seconds: float, environment: Mapping[str, str]
) -> bytes:
    """Run a program within so many seconds of the processor; return what it writes.

    Raises OutOfTime, Stalled where it waits for too long, OSError where it cannot be started, and
    CalledProcessError where it fails. Whatever happens, it has ended then.
    """
    started = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=dict(environment),
    )
    with started as program, ThreadPoolExecutor(1) as aside:
        answer = aside.submit(program.communicate, given)
        try:
            _wait(answer, program.pid, command[0], seconds)
        except BaseException:
            program.kill()
            raise
    if program.returncode:
        raise subprocess.CalledProcessError(program.returncode, command)
    return answer.result()[0]


def _wait(answer: Future[tuple[bytes, bytes]], pid: int, name: str, seconds: float) -> None:
    end, taken = time.monotonic() + seconds * BACKSTOP, 0.0
    while not wait((answer,), _LOOK).done:
        with suppress(psutil.Error):  # it has ended
            taken = _taken(psutil.Process(pid))
        if taken > seconds:
            said = f"The program {name} took more than {seconds:g} seconds of the processor."
            raise OutOfTime(said)
        if time.monotonic() > end:
            said = f"The program {name} gave no answer in {seconds * BACKSTOP:g} seconds."
            raise Stalled(said)
