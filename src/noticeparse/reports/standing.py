"""A folder with its run.json → which of its files must not be overwritten, and where to write then.

A file whose bytes are not those that the last run wrote was changed by a person: it stays, and the
new one is written beside it ("disclosures.1.csv"). So it is with a file that is open in Excel and
that Windows therefore does not let go.

Limits: a folder without a run.json is taken for new; what stands there is replaced.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

RUN_FILE = "run.json"
EDITED, LOCKED = "edited", "locked"


@dataclass(frozen=True, slots=True)
class Aside:
    """A file that was left as it is: the new one is `written`; `why` is "edited" or "locked"."""

    path: Path
    written: Path
    why: str


@dataclass(slots=True)
class Standing:
    """What the last run left in a folder: by path below it, the digests that may be replaced.

    `beside` are the files that it wrote beside others; `asides` grows as files are put in their
    places.
    """

    folder: Path
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    beside: Collection[str] = ()
    asides: list[Aside] = field(default_factory=list)
    _tried: set[Path] = field(default_factory=set)

    def place(self, path: Path, part: Path) -> Path:
        """Say where a finished file goes that is meant for `path`."""
        if not self._edited(path) or digest(part) == digest(path):
            return path
        return self._aside(path, EDITED)

    def locked(self, path: Path) -> Path:
        """Say where a file goes whose place another program holds open; each time another one."""
        return self._aside(path, LOCKED)

    def kept(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What is known of the files that were left as they are: still edited at the next run."""
        for aside in self.asides:
            name = self._name(aside.path)
            if name in self.known:
                yield name, self.known[name]

    def tidy(self) -> None:
        """Remove what the last run wrote beside a file, where this one could write the file."""
        written = {aside.written for aside in self.asides}
        for name in self.beside:
            path = self.folder / name
            if path not in written and digest(path) in self.known.get(name, ()):
                with suppress(OSError):  # open in Excel: it stays
                    path.unlink()

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _edited(self, path: Path) -> bool:
        known, found = self.known.get(self._name(path)), digest(path)
        return known is not None and bool(found) and found not in known

    def _aside(self, path: Path, why: str) -> Path:
        number, free = 1, path.with_name(f"{path.stem}.1{path.suffix}")
        while free in self._tried or (free.exists() and not self._ours(free)):
            number += 1
            free = path.with_name(f"{path.stem}.{number}{path.suffix}")
        self._tried.add(free)
        self.asides = [aside for aside in self.asides if aside.path != path]
        self.asides.append(Aside(path, free, why))
        return free

    def _ours(self, path: Path) -> bool:
        return self._name(path) in self.beside and not self._edited(path)


def digest(path: Path) -> str:
    """The sha256 of a file; empty where it cannot be read."""
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return ""


def read_record(folder: Path) -> dict[str, Any] | None:
    """Read the run.json of a folder; None where there is none that a run of noticeparse left."""
    try:
        data = json.loads((folder / RUN_FILE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and "noticeparse_version" in data else None


def standing_of(folder: Path) -> Standing:
    """See what the last run left in a folder."""
    record = read_record(folder)
    files = record.get("files") if record else None
    known: dict[str, tuple[str, ...]] = {}
    beside = []
    for each in files if isinstance(files, list) else ():
        digests = (each.get("sha256"), each.get("applied"))
        known[str(each.get("path"))] = tuple(str(value) for value in digests if value)
        if each.get("beside"):
            beside.append(str(each.get("path")))
    return Standing(folder, known, beside)
