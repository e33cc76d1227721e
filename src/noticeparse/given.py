"""What others gave: paths as they are meant, and the bytes of files, within a limit.

An output folder, a zip or a list of schools may have been sent: its files may be endless, or links.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from noticeparse.errors import InputError, TooLarge
from noticeparse.settings import MAX_FILE_BYTES

_CHUNK = 1 << 20
_SURROGATES = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """Replace each lone surrogate (half a character, from a damaged file) by U+FFFD."""
    return _SURROGATES.sub("\ufffd", text)


def read_bytes(path: Path, limit: int = MAX_FILE_BYTES, *, follow: bool = True) -> bytes:
    """Read a file; raise TooLarge where it has more than `limit` bytes, OSError where it cannot be.

    Without `follow` it has to be a file itself: no link, pipe or device.
    """
    if not follow and not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(f"{path} is no file")
    data = bytearray()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            data += chunk
            if len(data) > limit:
                raise TooLarge(f"{path.name}: the file has more than {limit // 1_000_000} MB.")
    return bytes(data)


def path_of(text: str) -> Path:
    """A path that a person wrote; "~" is their home. Raise InputError where it can be none."""
    if "\0" in text:
        raise InputError(f"{text!r} is no path.")
    return Path(os.path.expanduser(text))  # noqa: PTH111 -- Path's raises for a user that is none


def real(path: Path) -> Path:
    """Where a path leads; unlike Path.resolve, this does not fail on links that go in a circle."""
    return Path(os.path.realpath(path))


def leads_elsewhere(folder: Path, path: Path) -> bool:
    """Is a file below a folder, by its path, really somewhere else: does a link lead there?"""
    real = Path(os.path.realpath(folder), path.parent.relative_to(folder))
    return os.path.normcase(real) != os.path.normcase(os.path.realpath(path.parent))
