"""Paths and what each would be called → a name of its own for each, as short as it can be.

Where several would be called the same, the folders that tell them apart are put before, and where
those are the same, too, a number behind. Every name else is that of the file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from noticeparse.given import whole


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
            wanted = _numbered(name, numbers[name])
        taken.add(wanted)
        yield path, wanted


def _told_apart(paths: Sequence[Path], names: Mapping[Path, str]) -> dict[Path, str]:
    """Put as many folders of each path before its name as tell it from the others."""
    outer = {path: _outer_folders(path, names[path]) for path in paths}
    for count in range(1, max(map(len, outer.values())) + 1):
        tails = {path: tuple(folders[-count:]) for path, folders in outer.items()}
        if len({*tails.values()}) == len(paths):
            return {path: "/".join([*map(whole, tails[path]), names[path]]) for path in paths}
    return {}


def _outer_folders(path: Path, name: str) -> tuple[str, ...]:
    """The folders above the part of a path that its name holds already."""
    below = PurePosixPath(name).parts
    parts = path.parts[1:]  # without the drive or the leading /
    inside = len(below) if parts[-len(below) :] == below else 1
    return parts[:-inside]


def _numbered(name: str, number: int) -> str:
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}~{number}{path.suffix}"))
