"""Addresses (s3://bucket/notices, https://…, file://…) → the files there, fetched when read.

So the machines of a cluster need no disk in common. fsspec, which comes with the extra `cluster`,
knows the protocols; some need a package more (s3fs, gcsfs, adlfs).

Limits: a zip folder there is not unpacked. A folder of results is worked on in a copy, which goes
back at the end of a run: where the run is killed, what it read is read again.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from noticeparse.errors import InputError, MissingExtra, TooLarge
from noticeparse.packed import is_hidden
from noticeparse.settings import MAX_FILE_BYTES

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Is it an address, and no path?

    >>> is_address("s3://trust/notices"), is_address("C:/notices")
    (True, False)
    """
    return _ADDRESS.match(text) is not None


def files_below(address: str) -> Iterator[tuple[str, PurePosixPath]]:
    """Yield the address of each file and its path below; raise InputError where there is none."""
    system, root = _opened(address)
    names = sorted(system.find(root))
    if not names:
        raise InputError(f"There is nothing at {address}.", what_to_do="Check the address.")
    for name in names:
        below = PurePosixPath(name).relative_to(root) if name != root else PurePosixPath(name).name
        path = PurePosixPath(below)
        if not any(map(is_hidden, path.parts)):
            yield system.unstrip_protocol(name), path


def mark_of(address: str) -> str:
    """What changes when the file there does: its size, time or digest, as its system has it."""
    system, path = _opened(address)
    return str(system.ukey(path))


@contextmanager
def fetched(address: str) -> Iterator[Path]:
    """Have a copy of a file; raise TooLarge, or OSError where it cannot be fetched."""
    system, path = _opened(address)
    if (system.size(path) or 0) > MAX_FILE_BYTES:
        raise TooLarge(f"{address}: the file has more than {MAX_FILE_BYTES // 1_000_000} MB.")
    with tempfile.TemporaryDirectory(prefix="noticeparse-") as folder:
        copy = Path(folder, PurePosixPath(path).name)
        system.get_file(path, str(copy))
        yield copy


@contextmanager
def worked_on(address: str) -> Iterator[Path]:
    """Have a copy of a folder of results; what changes in it goes back when the block is left."""
    system, root = _opened(address)
    with tempfile.TemporaryDirectory(prefix="noticeparse-") as name:
        folder = Path(name)
        before = {}
        for path in system.find(root) if system.exists(root) else ():
            copy = folder / PurePosixPath(path).relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            system.get_file(path, str(copy))
            before[copy] = copy.stat().st_mtime_ns
        try:
            yield folder
        finally:
            after = {path for path in folder.rglob("*") if path.is_file()}
            for path in sorted(after):
                if path.stat().st_mtime_ns != before.get(path):
                    place = f"{root}/{path.relative_to(folder).as_posix()}"
                    system.makedirs(str(PurePosixPath(place).parent), exist_ok=True)
                    system.put_file(str(path), place)
            for path in sorted(before.keys() - after):
                system.rm_file(f"{root}/{path.relative_to(folder).as_posix()}")


def _opened(address: str) -> tuple[Any, str]:
    try:
        import fsspec  # noqa: PLC0415 -- an extra

        system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:
        raise MissingExtra(
            f"What is at {address} cannot be fetched: {error}.",
            what_to_do='In the folder of noticeparse: pip install ".[cluster]" (and s3fs for s3://).',
        ) from error
    except ValueError as error:
        raise InputError(f"{address} is no address that is known: {error}.") from error
    return system, path.rstrip("/")
