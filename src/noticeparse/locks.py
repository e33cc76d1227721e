"""A path → a file that one process holds at a time, whatever becomes of that process.

The system lets go of it when the process ends, also where it is killed. The file is removed when
it is let go of; one that a killed process left is taken over.

Limits: a network drive that keeps no locks is refused.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Self

from noticeparse.errors import OutputError

_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


class Locked(OutputError):
    """Another process holds the file."""


class Lock:
    """A file that this process holds until `release`."""

    def __init__(self, path: Path) -> None:
        """Take hold of it; raise Locked where another process does, OutputError where none can."""
        self.path = path
        while True:
            try:
                self._file = os.open(path, _FLAGS, 0o600)
            except OSError as error:
                raise OutputError(f"{path} cannot be written: {error.strerror}.") from error
            try:
                _hold(self._file)
                found = os.fstat(self._file)
                if os.path.samestat(found, path.lstat()):
                    return
            except FileNotFoundError:
                pass  # who held it has just removed it
            except OSError as error:
                os.close(self._file)
                if isinstance(error, BlockingIOError | PermissionError):
                    raise Locked(f"{path} is held by another run.") from error
                said = f"{path.parent} keeps no locks ({error.strerror})."
                raise OutputError(said) from error
            os.close(self._file)

    def release(self) -> None:
        """Let go of the file, and remove it."""
        if sys.platform == "win32":  # what is open cannot be removed there
            os.close(self._file)
            with suppress(PermissionError):  # the next one holds it already
                self.path.unlink(missing_ok=True)
        else:
            self.path.unlink(missing_ok=True)
            os.close(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def _hold(file: int) -> None:
    """Take hold of an open file; raise BlockingIOError, or PermissionError, where it is held."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 -- there alone

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 -- as above

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
