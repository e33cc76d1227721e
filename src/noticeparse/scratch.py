"""A run → one folder for all its temporary files, which goes when the run ends.

The process that was started first makes it, owns it and removes it; workers have a part of it each,
also for what libraries put aside. A part whose worker was killed is removed by the next worker, and
the folder of a run that was killed by the next run: nobody holds its lock any more.

Limits: where the system itself stops, the folder stays until the next run under the same user.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.util import Finalize
from pathlib import Path

import psutil

from noticeparse.errors import OutputError
from noticeparse.locks import Lock, Locked

_PREFIX = "noticeparse-run-"
_LOCK = "lock"
_LAST = 10  # after the workers were stopped, which goes before
_mine: dict[int, Path] = {}  # by process: a copy of it has none of its own


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Have a folder that goes with what is in it when the block is left, or the run ends."""
    with tempfile.TemporaryDirectory(dir=run_folder(), ignore_cleanup_errors=True) as name:
        yield Path(name)


def run_folder() -> Path:
    """The folder of this run; in a worker, that worker's part of it."""
    known = _mine.get(os.getpid())
    if known is not None and known.is_dir():  # else something that tidies up took it
        return known
    _sweep()
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        with suppress(Locked):  # another run took it for one that was killed
            lock = Lock(folder / _LOCK)
            Finalize(None, _remove, (folder, lock, os.getpid()), exitpriority=_LAST)
            _mine[os.getpid()] = folder
            return folder


def work_in(folder: Path) -> None:
    """Make this process, a worker, put its temporary files into its part of a run's folder."""
    for part in folder.iterdir():
        if part.name.isdigit() and not psutil.pid_exists(int(part.name)):
            shutil.rmtree(part, ignore_errors=True)
    part = folder / str(os.getpid())
    part.mkdir(exist_ok=True)
    _mine[os.getpid()] = part
    tempfile.tempdir = str(part)


def _sweep() -> None:
    """Remove the folders of runs that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError, Locked, OutputError):  # of another user, or in use
            if folder.is_symlink() or not (folder / _LOCK).is_file():
                continue
            lock = Lock(folder / _LOCK)
            _remove(folder, lock, os.getpid())


def _remove(folder: Path, lock: Lock, owner: int) -> None:
    if os.getpid() != owner:  # this is a copy of the process that made it
        return
    with suppress(OSError):
        for inside in folder.iterdir():
            if inside.name != _LOCK:
                shutil.rmtree(inside, ignore_errors=True)  # a link is not followed
        lock.release()
        folder.rmdir()
