"""Bytes → a file that is whole or not there, under a name that every system can hold.

A result is written beside its place and moved there once it is complete, so that neither a crash
nor a reader sees half a file. Names are made safe for Windows everywhere: the same notices give
the same names on every machine.

Limits: a folder on a network drive may not replace a file that someone has open; that is an
OutputError which says so.
"""

import errno
import os
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Self

from noticeparse.errors import NothingMore, OutputError
from noticeparse.paths import below, safe_path, whole
from noticeparse.reports.standing import LOCKED, Standing, digest

_FOR_ALL = {"ENOSPC", "EDQUOT", "EROFS", "EIO", "EMFILE", "ENFILE"}  # what no other file escapes
_TRIES = 9  # of a place that another program may hold open
_LONGEST_PLAIN_PATH = 240  # characters: a file beside it gets a longer name while it is written


def storable(text: str) -> bytes:
    """Encode as UTF-8; a broken half of a character becomes U+FFFD, so that offsets still hold."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return whole(text).encode("utf-8")


def extended(path: str) -> str:
    r"""Write a long absolute path of Windows in the form that may have over 260 characters.

    >>> print(extended("C:\\" + 240 * "x")[:8])
    \\?\C:\x
    """
    if len(path) < _LONGEST_PLAIN_PATH or path.startswith("\\\\?\\"):
        return path
    return "\\\\?\\UNC" + path[1:] if path.startswith("\\\\") else "\\\\?\\" + path


def _reachable(path: Path) -> Path:
    """A path under which this system can open a file, however long it is."""
    return Path(extended(str(path.absolute()))) if os.name == "nt" else path


class AtomicFile:
    """A file being written: it appears under its name when it is committed, or never.

    As a context manager it commits at the end, and discards where an exception left the block.
    With `standing`, a file that a person edited or holds open is left alone: this one then goes
    beside it, and `path` says where. A `durable` one is on the disk before it is in its place.
    One `within` a folder (that of `standing`) is not written where a link leads out of that.
    """

    def __init__(
        self,
        path: Path,
        *,
        standing: Standing | None = None,
        within: Path | None = None,
        durable: bool = False,
    ) -> None:
        self.path = path
        self._standing = standing
        self._durable = durable
        home = within if standing is None else standing.folder
        if home is not None and below(home, path.relative_to(home).as_posix()) is None:
            raise OutputError(f"{path} is not written: {path.parent} is a link that leads out.")
        try:
            folder = _reachable(path).parent
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".noticeparse-", suffix=".part", dir=folder)
        except OSError as error:
            raise _not_written(path, error) from error
        self.part = Path(name)
        self._file: IO[bytes] = os.fdopen(handle, "wb")

    def write(self, data: bytes) -> None:
        """Write bytes; raise OutputError where the disk does not take them."""
        try:
            self._file.write(data)
        except OSError as error:
            self.discard()
            raise _not_written(self.path, error) from error

    def commit(self) -> None:
        """Put the file in its place."""
        try:
            if self._durable:
                self._file.flush()
                os.fsync(self._file.fileno())
            self._file.close()
            mask = os.umask(0)  # the only way to ask is to set it
            os.umask(mask)
            self.part.chmod(0o666 & ~mask)  # mkstemp lets only the owner read
            self._put()
        except OSError as error:
            self.discard()
            raise _not_written(self.path, error) from error
        except BaseException:  # Ctrl-C: leave nothing half written behind
            self.discard()
            raise

    def _put(self) -> None:
        if self._standing is None:
            self.part.replace(_reachable(self.path))
            return
        if digest(self.part) == digest(self.path):
            self.discard()  # it stays as old as it is
            self._standing.placed(self.path)
            return
        place, target = self.path, self._standing.place(self.path)
        for tries_left in reversed(range(_TRIES)):
            try:
                self.part.replace(_reachable(target))
                break
            except PermissionError:  # open in Excel, on Windows
                if not tries_left:
                    raise
                target = self._standing.aside(place, LOCKED)
        self.path = target
        self._standing.placed(target)

    def close(self) -> None:
        """Leave the file to another program that writes it, at `part`."""
        self._file.close()

    def discard(self) -> None:
        """Remove what was written so far."""
        with suppress(OSError):  # a full disk cannot even take what is still in memory
            self._file.close()
        self.part.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.commit()
        else:
            self.discard()


def _not_written(path: Path, error: OSError) -> OutputError:
    reason = error.strerror or type(error).__name__
    if isinstance(error, PermissionError):
        return OutputError(
            f"{path} cannot be written: {reason}.",
            what_to_do="Close it if it is open in Excel or Word, or choose another folder "
            "with --output.",
        )
    kind = NothingMore if errno.errorcode.get(error.errno or 0) in _FOR_ALL else OutputError
    return kind(f"{path} cannot be written: {reason}.")


def check_folder(folder: Path) -> None:
    """Make the folder and try that files can be put into it; raise OutputError where not."""
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file, and results need a folder.")
    AtomicFile(folder / "run.json").discard()


def sweep(folder: Path, names: Iterable[str]) -> None:
    """Remove half-written files that a run left which was killed; `names` are those of results."""
    written = (below(folder, safe_path(name)) for name in names)
    for place in sorted({folder, *(path.parent for path in written if path is not None)}):
        with suppress(OSError):  # a place that no file can be in
            for part in place.glob(".noticeparse-*.part"):
                part.unlink(missing_ok=True)


def check_file(path: Path, endings: Sequence[str]) -> None:
    """Try that a file can be written; raise OutputError where not, or where its ending is wrong."""
    if path.suffix.casefold() not in endings:
        raise OutputError(
            f"It is written as {', '.join(endings)}, not as {path.name}.",
            what_to_do="Give --output a name that ends in one of these.",
        )
    AtomicFile(path).discard()
