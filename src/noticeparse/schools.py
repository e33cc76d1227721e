"""A list of schools (CSV: path, school, urn, trust) → which schools a document counts for.

The list overrides what a notice says of itself. `path` is a document, a folder, or a sheet of a
workbook ("list.xlsx#Larkhill"), as noticeparse calls it, below the folder of the list, or in full;
in a zip folder, as if that were unpacked. Of several that fit, the longest counts. A path may be
listed for several schools (a trust's notice): its rows count for each, unless it is a workbook
whose sheets name them. Whom to ask there may stand in columns of its own (contact, email, phone).

Limits: a path that is matched by several names is not noticed; schools are told apart by URN
where they have one, else by name.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from noticeparse.errors import InputError, TooLarge
from noticeparse.given import read_bytes, table
from noticeparse.model import Issue, Notice, School, with_schools, workbook_of
from noticeparse.paths import path_of, real
from noticeparse.settings import MAX_LIST_BYTES
from noticeparse.text import fold_key
from noticeparse.workbooks import begins, told_apart

_ADVICE = "It needs a header with the columns path, school, urn and trust, and a line a school."
_CONTACT = ("contact", "email", "phone")
_DEEPEST = 10_000  # folders
# The names that a column goes by, the surest first.
COLUMNS = {each["column"]: each["names"] for each in table(__file__, "school_columns.csv")}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list; `paths` are the ways in which its document may be called."""

    paths: tuple[str, ...]
    school: School
    contact: str = ""


def read_schools(file: Path) -> tuple[Entry, ...]:
    """Read a list of schools; raise InputError, naming the line, where it is wrong."""
    rows = read_table(file, COLUMNS, needed=("path", "school"), option="--schools", advice=_ADVICE)
    return tuple(_entry(row, file, line) for line, row in rows if any(row.values()))


def read_table(
    file: Path, columns: Mapping[str, str], *, needed: Sequence[str], option: str, advice: str
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the lines of a CSV as Excel saves it: number, and cells by the names of columns.

    `columns` are the names that each goes by. Raises InputError where it cannot be read.
    """
    try:
        raw = read_bytes(file, MAX_LIST_BYTES)
    except (OSError, TooLarge) as error:
        why = error.message if isinstance(error, TooLarge) else f"{error.strerror}."
        raise InputError(f"{file} cannot be read: {why}", what_to_do=f"Check {option}.") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:  # saved by an older Excel
        text = raw.decode("cp1252", "replace")
    # Excel writes ";" where the comma is the decimal mark.
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        header = [re.sub(r"[\W_]+", " ", name).strip().casefold() for name in next(reader, ())]
        places = {
            column: next((header.index(n) for n in names.split(", ") if n in header), None)
            for column, names in columns.items()
        }
        missing = [name for name in needed if places[name] is None]
        if missing:
            raise InputError(f"{file} has no column {' and no '.join(missing)}.", what_to_do=advice)
        for cells in reader:
            row = {
                column: cells[at].strip() if at is not None and at < len(cells) else ""
                for column, at in places.items()
            }
            yield reader.line_num, row
    except csv.Error as error:
        raise InputError(f"{file}, line {reader.line_num}: {error}.", what_to_do=advice) from error


def _entry(row: Mapping[str, str], file: Path, line: int) -> Entry:
    if not row["path"] or not row["school"]:
        raise InputError(f"{file}, line {line}: path or school is empty.", what_to_do=_ADVICE)
    path = row["path"].replace("\\", "/")
    school = school_in(row)
    contact = ", ".join(filter(None, (row[name] for name in _CONTACT)))
    if "\0" in path:
        raise InputError(f"{file}, line {line}: {path!r} is no path.", what_to_do=_ADVICE)
    ways = (PurePosixPath(path), real(file.parent / path), real(path_of(path)))
    return Entry(tuple(dict.fromkeys(_steps(way.as_posix()) for way in ways)), school, contact)


def school_in(row: Mapping[str, str]) -> School:
    """The school of a line: known by its URN, else by the number that the DfE gives it."""
    urn = row["urn"] or (f"DfE {row['number']}" if row["number"] else None)
    return School(row["school"], urn, row["trust"] or None)


def _steps(path: str) -> str:
    """A path to which the sheet of a workbook ("list.xlsx#Larkhill") is one step more."""
    return re.sub(r"(\.\w+)#", r"\1/#", path)


def schools_of(path: Path, source_path: str, entries: Iterable[Entry]) -> tuple[School, ...]:
    """List the schools that a document is listed for; the most exact entries count."""
    names = _names_of(path, source_path)
    lengths = [(_fit(entry, names), entry.school) for entry in entries]
    best = max((length for length, _ in lengths), default=0)
    return tuple(dict.fromkeys(school for length, school in lengths if 0 < length == best))


def _names_of(path: Path, source_path: str) -> list[str]:
    """What a list may call a document; one in a zip folder, as if that were unpacked."""
    names = [PurePosixPath(source_path), real(path)]
    packed = next((parent for parent in path.parents if parent.is_file()), None)
    if packed is not None:
        inner = path.relative_to(packed)
        names += [inner, packed.with_suffix("") / inner, packed.parent / inner]
        # The zip of a folder holds that folder, whatever the zip is called.
        names += [inner.relative_to(inner.parts[0])]
    return [_steps(name.as_posix()) for name in names]


def _fit(entry: Entry, names: Sequence[str]) -> int:
    """How exactly an entry names a document: more, the fewer folders lie between; 0: not."""
    left = [
        len(PurePosixPath(name).relative_to(path).parts)
        for path in entry.paths
        for name in names
        if PurePosixPath(name).is_relative_to(path)
    ]
    return _DEEPEST - min(left) if left else 0


def by_school(notice: Notice, path: Path, entries: Sequence[Entry]) -> tuple[Notice, ...]:
    """A notice with the schools it is listed for; a workbook by its sheets where they differ."""
    found = [_listed_part(part, path, entries) for part in notice.sheets]
    parts = [part for part, _ in found]
    apart = told_apart({part.school for part in parts if part.school and len(part.schools) < 2})
    filled = any(part.disclosures for part in parts)
    if workbook_of(notice.source.path) != notice.source.path:  # a notice file of a sheet
        return (_listed_part(notice, path, entries)[0],)
    if not filled or (len(apart) < 2 and not any(exactly for _, exactly in found)):
        listed = schools_of(path, notice.source.path, entries)
        return (as_listed(with_schools(replace(notice, sheets=()), listed), entries),)
    kept = [part for part in parts if part.school or part.disclosures]
    names = [part.source.path.rpartition("#")[2] for part in parts if part not in kept]
    message = f"No school and no recipient is named in: {', '.join(names)}. It counts for nobody."
    issues = (Issue("inputs", "sheet_left_out", "info", message),) if names else ()
    return (replace(kept[0], issues=(*kept[0].issues, *issues)), *kept[1:])


def _listed_part(part: Notice, path: Path, entries: Sequence[Entry]) -> tuple[Notice, bool]:
    """A part of a workbook with its school by the list, and whether a line names the part."""
    sheet = part.source.path.rpartition("#")[2]
    place = path.with_name(f"{path.name}#{sheet}")
    listed = schools_of(place, part.source.path, entries)
    exactly = any(_fit(each, _names_of(place, part.source.path)) == _DEEPEST for each in entries)
    if len(listed) == 1 or exactly:
        return with_schools(part, listed), exactly
    among = dict.fromkeys(listed or (entry.school for entry in entries))
    said = [name for name in (sheet, part.school) if name]
    for fits in (_is, begins, _begins_alike)[: 3 if listed else 2]:
        found = [school for school in among if any(fits(school.name, name) for name in said)]
        if len(found) == 1:
            return with_schools(part, found), False
    # A sheet that names neither a school nor a recipient (a key) is nobody's.
    listed = listed if part.disclosures else ()
    return (part if part.school else with_schools(part, listed)), False


def _is(school: str, name: str) -> bool:
    return school.casefold() == name.casefold()


def _begins_alike(school: str, name: str) -> bool:
    """Enough to tell the few schools apart that a workbook is listed for."""
    return _is(school.partition(" ")[0], name.partition(" ")[0])


def as_listed(notice: Notice, entries: Iterable[Entry]) -> Notice:
    """A notice whose schools have URN and trust of the list, which knows them by their names."""
    named: dict[str, set[School]] = {}
    for entry in entries:
        named.setdefault(fold_key(entry.school.name), set()).add(entry.school)
    schools = []
    for school in notice.for_schools():
        known = named.get(fold_key(school.name), set()) if school and not school.urn else set()
        schools.append(next(iter(known)) if len(known) == 1 else school)
    if tuple(schools) == tuple(notice.for_schools()):
        return notice
    found = tuple(school for school in schools if school)
    return replace(notice, schools=found) if notice.schools else with_schools(notice, found)


def unread(entries: Iterable[Entry], read: Iterable[School | None]) -> tuple[School, ...]:
    """List the schools of a list that are not among those read, in the order of the list."""
    seen = {_identity(school) for school in read if school}
    left = (entry.school for entry in entries if _identity(entry.school) not in seen)
    return tuple({_identity(school): school for school in left}.values())


def in_words(
    entries: Iterable[Entry], missing: Iterable[School], paths: Iterable[tuple[Path, str]]
) -> Iterator[str]:
    """Say for which lines of a list no notice was read, and which paths of it are of nothing.

    `missing` are the schools without a notice, `paths` the documents that were to be read, each
    with its name.
    """
    names = [PurePosixPath(name) for each in paths for name in _names_of(*each)]
    found = {str(step) for name in names for step in (name, *name.parents)}
    lacking = set(missing)
    for entry in entries:
        astray = found.isdisjoint(path.partition("/#")[0] for path in entry.paths)
        nothing = f" Nothing is at “{entry.paths[0].replace('/#', '#')}”." if astray else ""
        if astray or entry.school in lacking:
            yield f"{entry.school.name}: listed, but no notice read.{nothing}"


def _identity(school: School) -> str:
    return f"urn:{school.urn}" if school.urn else school.name.casefold()
