"""What was given: what each path is called, and the bytes of files.

An output folder, a zip or a list of schools may have been sent: its files may be endless, or links.
Where several paths would be called the same, the folders that tell them apart are put before, and
where those are the same, too, a number behind. Every name else is that of the file.
"""

import csv
import errno
import os
import stat
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from noticeparse.errors import TooLarge
from noticeparse.paths import whole
from noticeparse.settings import MAX_FILE_BYTES


def read_bytes(path: Path, limit: int = MAX_FILE_BYTES, *, follow: bool = True) -> bytes:
    """Read a file; raise TooLarge where it has more than `limit` bytes, OSError where it cannot be.

    Without `follow` it has to be a file itself: no link, pipe or device.
    """
    if not follow and not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(errno.EINVAL, "it is a link, a pipe or a device", str(path))
    with path.open("rb") as file:  # what is asked for is reserved at once: of a pipe, the limit
        size = os.fstat(file.fileno()).st_size or limit
        data = file.read(min(size, limit) + 1)
    if len(data) > limit:
        raise TooLarge(f"{path.name}: the file has more than {limit // 1_000_000} MB.")
    return data


def inflated(data: bytes, limit: int) -> bytes:
    """Undo zlib; raise TooLarge where that gives more than `limit` bytes, zlib.error where none."""
    inflater = zlib.decompressobj()
    found = inflater.decompress(data, limit)
    if inflater.unconsumed_tail:
        raise TooLarge(f"What was packed has more than {limit // 1_000_000} MB.")
    return found


def table(module: str, name: str) -> list[dict[str, str]]:
    """The lines of a CSV file that comes with noticeparse, beside a module, by their columns."""
    with Path(module).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def distinct(found: Mapping[Path, str]) -> Iterator[tuple[Path, str]]:
    """Yield each path with a name that no other one has, in their order."""
    same: dict[str, list[Path]] = defaultdict(list)
    for path, name in found.items():
        same[name.casefold()].append(path)  # capitals do not count on Windows
    names = dict(found)
    for paths in same.values():
        names |= _told_apart(paths, found) if len(paths) > 1 else {}
    taken: set[str] = set()
    numbers: dict[str, int] = defaultdict(lambda: 1)
    for path, name in names.items():
        wanted = name
        while wanted in taken:
            numbers[name] += 1
            wanted = numbered(name, numbers[name])
        taken.add(wanted)
        yield path, wanted


def _told_apart(paths: Sequence[Path], names: Mapping[Path, str]) -> dict[Path, str]:
    """Put as many folders of each path before its name as tell it from the others."""
    outer = {}
    for path in paths:  # without the drive or the leading /, and what its name holds already
        parts, below = path.parts[1:], PurePosixPath(names[path]).parts
        outer[path] = parts[: -len(below) if parts[-len(below) :] == below else -1]
    for count in range(1, max(map(len, outer.values())) + 1):
        tails = {path: tuple(folders[-count:]) for path, folders in outer.items()}
        if len({*tails.values()}) == len(paths):
            return {path: "/".join([*map(whole, tails[path]), names[path]]) for path in paths}
    return {}


def numbered(name: str, number: int) -> str:
    """A name with a number behind, before its ending."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}~{number}{path.suffix}"))
