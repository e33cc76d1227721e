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
        same[name].append(path)
    taken = {name for name, paths in same.items() if len(paths) == 1}
    longer = {
        path: wanted
        for name, paths in same.items()
        if len(paths) > 1
        for path, wanted in zip(paths, _told_apart(name, paths), strict=True)
    }
    numbers: dict[str, int] = defaultdict(lambda: 1)
    for path, name in found.items():
        wanted = stem = longer.get(path, name)
        while path in longer and wanted in taken:
            numbers[stem] += 1
            wanted = _numbered(stem, numbers[stem])
        taken.add(wanted)
        yield path, wanted


def _told_apart(name: str, paths: Sequence[Path]) -> list[str]:
    """Put before a name as many folders of each path as tell it from the others."""
    outer = [_outer_folders(path, name) for path in paths]
    for count in range(1, max(map(len, outer)) + 1):
        tails = [tuple(folders[-count:]) for folders in outer]
        if len(set(tails)) == len(tails):
            return ["/".join([*map(whole, tail), name]) for tail in tails]
    return [name] * len(paths)


def _outer_folders(path: Path, name: str) -> tuple[str, ...]:
    """The folders above the part of a path that its name holds already."""
    below = PurePosixPath(name).parts
    parts = path.parts[1:]  # without the drive or the leading /
    inside = len(below) if parts[-len(below) :] == below else 1
    return parts[:-inside]


def _numbered(name: str, number: int) -> str:
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}~{number}{path.suffix}"))
