"""A list of schools (CSV: path, school, urn, trust) → which schools a document counts for.

The list overrides what a notice says of itself. `path` is a document or a folder, as noticeparse
calls it, below the folder of the list, or in full; of several that fit, the longest counts. A
path may be listed for several schools (a trust's notice): its rows count for each. Whom to ask
there may stand in columns of its own (contact, email, phone).

Limits: a path that is matched by several names is not noticed; schools are told apart by URN
where they have one, else by name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from noticeparse.errors import InputError
from noticeparse.model import Issue, Notice, School

_ADVICE = "It needs a header with the columns path, school, urn and trust, and a line a school."
_READ_FROM_NOTICE = {"school_from_folder", "school_not_stated", "no_school"}
_CONTACT = ("contact", "email", "e-mail", "phone", "telephone")
_DEEPEST = 10_000  # folders


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list; `paths` are the ways in which its document may be called."""

    paths: tuple[str, ...]
    school: School
    contact: str = ""


def read_schools(file: Path) -> tuple[Entry, ...]:
    """Read a list of schools; raise InputError, naming the line, where it is wrong."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise InputError(
            f"{file} cannot be read: {error.strerror}.", what_to_do="Check --schools."
        ) from error
    lines = _lines(_decode(raw))
    reader = csv.DictReader(lines, delimiter=_delimiter(lines), skipinitialspace=True)
    reader.fieldnames = [name.strip().casefold() for name in reader.fieldnames or ()]
    missing = [name for name in ("path", "school") if name not in reader.fieldnames]
    if missing:
        raise InputError(f"{file} has no column {' and no '.join(missing)}.", what_to_do=_ADVICE)
    try:
        return tuple(
            _entry(row, file, reader.line_num) for row in reader if any(map(_filled, row.values()))
        )
    except csv.Error as error:
        raise InputError(f"{file}, line {reader.line_num}: {error}.", what_to_do=_ADVICE) from error


def _filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:  # saved by an older Excel
        return raw.decode("cp1252", "replace")


def _lines(text: str) -> list[str]:
    return list(io.StringIO(text, newline=""))


def _delimiter(lines: Sequence[str]) -> str:
    """Excel writes ";" where the comma is the decimal mark."""
    header = lines[0] if lines else ""
    return max(",;\t", key=header.count)


def _entry(row: dict[str, str | None], file: Path, line: int) -> Entry:
    cells = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
    if not cells["path"] or not cells["school"]:
        raise InputError(f"{file}, line {line}: path or school is empty.", what_to_do=_ADVICE)
    path = cells["path"].replace("\\", "/")
    school = School(cells["school"], cells.get("urn") or None, cells.get("trust") or None)
    full = (file.parent / path).resolve().as_posix()
    contact = ", ".join(filter(None, (cells.get(name) for name in _CONTACT)))
    return Entry(tuple(dict.fromkeys((_normal(path), full, _absolute(path)))), school, contact)


def _normal(path: str) -> str:
    return PurePosixPath(path).as_posix()


def _absolute(path: str) -> str:
    return Path(path).expanduser().resolve().as_posix()


def schools_of(path: Path, source_path: str, entries: Iterable[Entry]) -> tuple[School, ...]:
    """List the schools that a document is listed for; the most exact entries count."""
    names = (source_path, path.resolve().as_posix())
    lengths = [(_fit(entry, names), entry.school) for entry in entries]
    best = max((length for length, _ in lengths), default=0)
    if best == 0:
        return ()
    return tuple(dict.fromkeys(school for length, school in lengths if length == best))


def listed_for(
    paths: Mapping[str, Path], entries: Sequence[Entry]
) -> dict[str, tuple[School, ...]]:
    """List, by their names, the schools of documents (name → path) that the list knows."""
    found = {name: schools_of(path, name, entries) for name, path in paths.items()}
    return {name: schools for name, schools in found.items() if schools}


def _fit(entry: Entry, names: Sequence[str]) -> int:
    """How exactly an entry names a document: more, the fewer folders lie between; 0: not."""
    left = [
        len(PurePosixPath(name).relative_to(path).parts)
        for path in entry.paths
        for name in names
        if PurePosixPath(name).is_relative_to(path)
    ]
    return _DEEPEST - min(left) if left else 0


def with_schools(notice: Notice, schools: Sequence[School]) -> Notice:
    """Let a notice count for these schools instead of the one that it names itself."""
    if not schools:
        return notice
    first = schools[0]
    issues = tuple(issue for issue in notice.issues if issue.code not in _READ_FROM_NOTICE)
    if len(schools) > 1:
        message = f"This notice is listed for {len(schools)} schools; its rows count for each."
        issues += (Issue("inputs", "several_schools", "info", message),)
    return replace(
        notice,
        school=first.name,
        school_known_by="list",
        urn=first.urn,
        trust=first.trust,
        issues=issues,
        schools=tuple(schools) if len(schools) > 1 else (),
    )


def unread(entries: Iterable[Entry], notices: Iterable[Notice]) -> tuple[School, ...]:
    """List the schools of a list that no notice was read for, in the order of the list."""
    return unread_schools(entries, (s for notice in notices for s in notice.for_schools()))


def unread_schools(entries: Iterable[Entry], read: Iterable[School | None]) -> tuple[School, ...]:
    """List the schools of a list that are not among those read."""
    seen = {_identity(school) for school in read if school}
    left = (entry.school for entry in entries if _identity(entry.school) not in seen)
    return tuple({_identity(school): school for school in left}.values())


def _identity(school: School) -> str:
    return f"urn:{school.urn}" if school.urn else school.name.casefold()
