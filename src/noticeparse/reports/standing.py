"""A folder with its run.json → which of its files must not be overwritten, and where to write then.

A file whose bytes are not those that the last run wrote was changed by a person, or is of somebody
else altogether: it stays, and the new one is written beside it ("disclosures.1.csv"). So it is with
a file that is open in Excel and that Windows therefore does not let go. A workbook of which all
corrections are decisions makes room: it is kept under a dated name ("disclosures (before
2026-11-28).xlsx").

The folder may have been sent by someone: only files below it are ever touched, whatever its
run.json says, and no link is followed.

Limits: of a folder whose run.json is gone all files are somebody else's.
"""

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from noticeparse.errors import OutputError, TooLarge
from noticeparse.given import read_bytes
from noticeparse.model import NO_NOTICE, workbook_of
from noticeparse.paths import below

RUN_FILE, PACKAGE_FILE = "run.json", "datapackage.json"
JOURNAL = ".noticeparse-run"  # what a run has written so far; hidden, so that it is no notice
EDITED, LOCKED = "edited", "locked"
_DATED = " (before "  # in the name of a workbook that is kept


@dataclass(frozen=True, slots=True)
class Aside:
    """A file that was left as it is: the new one is `written`; `why` is "edited" or "locked"."""

    path: Path
    written: Path
    why: str


@dataclass(slots=True)
class Standing:
    """What the last run left in a folder: by path below it, the digests that may be replaced.

    `beside` are the files that it wrote beside others, and which. `done` are the digests of files
    that were changed, and from which everything was taken over, as of the day `today`. `asides` and
    `dated` (what a file was, and is called now) grow as files are put in their places.
    """

    folder: Path
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    today: str = ""
    asides: list[Aside] = field(default_factory=list)
    dated: list[tuple[Path, Path]] = field(default_factory=list)
    lost: int = 0  # rows with cells of a person that are not in the new workbook
    _tried: set[Path] = field(default_factory=set)

    def place(self, path: Path) -> Path:
        """Say where a finished file goes that is meant for `path`, where another one stands."""
        found = digest(path)
        if found in self.done:
            return self._dated(path, found)
        return self.aside(path, EDITED) if self._edited(path) else path

    def keep(self, path: Path, lost: int) -> None:
        """Note how many rows with cells of a person are lost: then what stands there is kept."""
        self.lost = lost
        if lost and not self._edited(path):
            self.done.add(digest(path))

    def _dated(self, path: Path, found: str) -> Path:
        """Give a file a dated name; where another program holds it open, it stays."""
        days = (f"{self.today}{'' if number == 1 else f', {number}'}" for number in count(1))
        names = (path.with_name(f"{path.stem}{_DATED}{day}).xlsx") for day in days)
        kept = next(name for name in names if not name.exists())
        try:
            path.rename(kept)
        except PermissionError:
            return self.aside(path, LOCKED)
        self.known[self._name(kept)] = (found,)
        self.dated.append((path, kept))
        return path

    def placed(self, path: Path) -> None:
        """Note a file that is in its place, until run.json does: this run may be stopped."""
        line = json.dumps({"path": self._name(path), "sha256": digest(path)}) + "\n"
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        with os.fdopen(os.open(self.folder / JOURNAL, flags, 0o666), "ab") as journal:
            journal.write(line.encode())

    def kept(self, written: Collection[str]) -> Iterator[dict[str, Any]]:
        """What stays known of files that this run did not write, as run.json lists them.

        These are what a person edited or holds open, and what was not asked for this time.
        """
        for name, digests in self.known.items():
            if name not in written and (self.folder / name).is_file():
                beside = {"beside": self.beside[name]} if name in self.beside else {}
                yield {"path": name, "sha256": digests[0], **beside, "kept": True}

    def left_over(self, asked: Collection[str]) -> list[str]:
        """The notice files of other documents than those that were `asked` for."""
        files = self.known.keys() - {PACKAGE_FILE}
        names = sorted(name.removesuffix(".json") for name in files if name.endswith(".json"))
        left = (f"{name}.json" for name in names if workbook_of(name) not in asked)
        return [name for name in left if (self.folder / name).is_file()]

    def stale(self, written: Collection[str]) -> list[str]:
        """The files of an earlier run that this one did not write, in other formats."""
        there = (name for name in sorted(self.known.keys() - {*written}) if _DATED not in name)
        return [name for name in there if (self.folder / name).is_file()]

    def close(self) -> None:
        """The run is recorded in run.json."""
        (self.folder / JOURNAL).unlink(missing_ok=True)

    def tidy(self, written: Collection[str]) -> None:
        """Remove what the last run wrote beside a file, where this one could write the file.

        So, too, the notice file of a workbook that is read by its sheets now, or theirs, and that
        of a school without a notice of which no added row is left.
        """
        books = {workbook_of(e.removesuffix(".json")) for e in written if e.endswith(".json")}
        stale = [name for name in self.known if name.endswith(".json") and name not in written]
        gone = [name for name in stale if name.endswith(f"{NO_NOTICE}.json")]
        gone = gone if books - {PACKAGE_FILE.removesuffix(".json")} else []
        stale = [name for name in stale if workbook_of(name.removesuffix(".json")) in books] + gone
        for name in (*self.beside, *stale):
            path = self.folder / name
            if name not in written and digest(path) in self.known.get(name, ()):
                with suppress(OSError):  # open in Excel: it stays
                    path.unlink()

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _edited(self, path: Path) -> bool:
        found = digest(path)
        return bool(found) and found not in self.known.get(self._name(path), ())

    def aside(self, path: Path, why: str) -> Path:
        """Say where a file goes whose place is edited or held open; each time another one."""
        names = (path.with_name(f"{path.stem}.{number}{path.suffix}") for number in count(1))
        untried = (name for name in names if name not in self._tried)
        free = next(name for name in untried if not name.exists() or self._ours(name))
        self._tried.add(free)
        self.asides = [aside for aside in self.asides if aside.path != path]
        self.asides.append(Aside(path, free, why))
        return free

    def _ours(self, path: Path) -> bool:
        return self._name(path) in self.beside and not self._edited(path)


def digest(path: Path) -> str:
    """The sha256 of a file; empty where it cannot be read, or is a link, a pipe or a device."""
    try:
        if path.is_symlink() or not path.is_file():
            return ""
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return ""


def read_record(folder: Path) -> dict[str, Any] | None:
    """Read the run.json of a folder; None where there is none that a run of noticeparse left.

    Its `files` and `notices` are lists of mappings, whatever stood there, and every path of a file
    is one that passes the gate of `below`; its `settings` are a mapping.
    """
    try:
        data = json.loads(read_bytes(folder / RUN_FILE, follow=False))
    except (OSError, TooLarge, ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or "noticeparse_version" not in data:
        return None
    for name in ("files", "notices"):
        stands = data.get(name)
        data[name] = [e for e in stands if isinstance(e, dict)] if isinstance(stands, list) else []
    data["files"] = [each for each in data["files"] if below(folder, each.get("path"))]
    data["settings"] = settings if isinstance(settings := data.get("settings"), dict) else {}
    return data


def standing_of(folder: Path) -> Standing:
    """See what the last run left in a folder, and one that was stopped after it.

    Raise OutputError where the record of a stopped run leads elsewhere, or run.json is not ours.
    """
    record = read_record(folder)
    if record is None and digest(folder / RUN_FILE):
        raise OutputError(
            f"{folder / RUN_FILE} is no record of a run of noticeparse, and would be replaced.",
            what_to_do="Move it elsewhere, or give another folder with --output.",
        )
    files = (record or {"files": ()})["files"]
    known: dict[str, tuple[str, ...]] = {e["path"]: (str(e.get("sha256")),) for e in files}
    beside = {each["path"]: str(each["beside"]) for each in files if each.get("beside")}
    for path, value in _journal(folder):
        known[path] = (value, *(other for other in known.get(path, ()) if other != value))
    return Standing(folder, known, beside)


def _journal(folder: Path) -> Iterator[tuple[str, str]]:
    path = folder / JOURNAL
    if path.is_symlink():
        raise OutputError(f"{path} is a link: what leads out of a folder is not written to.")
    try:
        lines = read_bytes(path, follow=False).decode("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return
    except OSError as error:
        raise OutputError(f"{path} cannot be read.", what_to_do="Move it elsewhere.") from error
    for line in lines:
        with suppress(ValueError, KeyError, TypeError, RecursionError):  # it was stopped in it
            data = json.loads(line)
            if below(folder, data["path"]):
                yield data["path"], str(data["sha256"])
