"""What was asked for (files, folders, globs, notice files) → the documents to read, with names.

A document's name is its path below the folder that was given, with "/"; a file given by itself is
called by its file name. Where two documents would get one name, the folders that tell them apart
are put before it. A zip folder counts as a folder. Folders are walked in sorted order, so that two
runs give the same. What an earlier run left (a folder with its run.json) is passed over inside a
folder that is walked, and read where it is given itself.

Limits: links to folders are not followed; which files are notices is for the extractors to say.
"""

from __future__ import annotations

import glob
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path, PurePosixPath

from noticeparse.batch import Parser, Task
from noticeparse.errors import InputError, UnreadableFile
from noticeparse.given import path_of, read_bytes
from noticeparse.model import Notice, workbook_of
from noticeparse.packed import head_of, is_aside, is_hidden, members_of, split, unpacked
from noticeparse.reports.decision_log import DECISIONS_FILE
from noticeparse.reports.files import safe_path, whole
from noticeparse.reports.json import notice_from_json
from noticeparse.reports.standing import RUN_FILE, read_record
from noticeparse.settings import MAX_NOTICE_FILE_BYTES

_HEAD = 100_000  # bytes of a notice file: how it begins, with the longest path


@dataclass(frozen=True, slots=True)
class Inputs:
    """The documents to read, in order, and the names of those passed over."""

    tasks: tuple[Task, ...]
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InputReader:
    """Reads a task: a notice file made before as it stands, anything else with the parser."""

    parser: Parser

    def __call__(self, task: Task) -> Notice:
        """Read one notice; picklable, so that workers can."""
        packed = split(task.path)
        if packed is not None:
            with unpacked(*packed) as path:
                return self(Task(path, task.name))
        if not is_notice_file(task.path):
            return self.parser(task)
        notice = read_notice_file(task.path)
        if task.source_path is None or task.source_path == notice.source.path:
            return notice
        return replace(notice, source=replace(notice.source, path=task.source_path))


def resolve(
    inputs: Sequence[str], *, output: Path | None = None, schools: Path | None = None
) -> Inputs:
    """List the documents that inputs stand for, each once; not `output` and the list of schools.

    Raise InputError where an input does not exist or where nothing is left to read.
    """
    found: dict[Path, str] = {}
    skipped: list[str] = []
    shut = {path.resolve() for path in (output, schools) if path is not None}
    for given in inputs:
        for path, name in _files_of(given, shut, skipped):
            found.setdefault(path, name)
    if not found:
        raise InputError(
            f"There are no notices in {', '.join(inputs)}.",
            what_to_do="Give the notices (PDF, Word, Excel, web page, text) or a folder of them.",
        )
    return Inputs(tuple(_distinct(found)), tuple(dict.fromkeys(skipped)))


def _files_of(given: str, shut: set[Path], skipped: list[str]) -> Iterator[tuple[Path, str]]:
    path = path_of(given)
    if path.is_dir():
        yield from _walk(path, shut, skipped)
    elif path.is_file():
        yield from _file(path, PurePosixPath(path.name), shut, skipped)
    elif glob.has_magic(given):
        yield from _glob(given, shut, skipped)
    else:
        raise InputError(
            f"{given} does not exist.", what_to_do="Check the path, and put quotes around spaces."
        )


def _glob(pattern: str, shut: set[Path], skipped: list[str]) -> Iterator[tuple[Path, str]]:
    root = _root_of(pattern)
    wild = PurePosixPath(*path_of(pattern).parts[len(root.parts) :])
    matches = sorted(root.glob(str(wild)))
    if not matches:
        raise InputError(
            f'No file matches "{pattern}".', what_to_do="Check the folder and the ending."
        )
    for match in matches:
        if match.is_file() and _is_left_out(match, shut):
            skipped.append(str(match))
        elif match.is_file():
            yield from _file(match, _below(match, root), shut, skipped)
        elif match.is_dir() and "**" not in pattern:
            yield from _walk(match, shut, skipped)


def _root_of(pattern: str) -> Path:
    """The part of a pattern before its first wildcard: what its matches are named below."""
    parts = path_of(pattern).parts
    return Path(*takewhile(lambda part: not glob.has_magic(part), parts))


def _walk(root: Path, shut: set[Path], skipped: list[str]) -> Iterator[tuple[Path, str]]:
    left_by_run = _left_by_run(root)
    unreadable: list[OSError] = []  # folders that could not be listed
    for folder_name, folders, files in os.walk(root, onerror=unreadable.append):
        folder = Path(folder_name)
        kept = []
        for name in sorted(folders):
            if _passed_over(folder / name, name, files) or (folder / name).resolve() in shut:
                skipped.append(str(folder / name))
            else:
                kept.append(name)
        folders[:] = kept
        for name in sorted(files):
            path = folder / name
            if path in left_by_run or _no_document(path, files) or _is_left_out(path, shut):
                skipped.append(str(path))
            else:
                yield from _file(path, _below(path, root), shut, skipped)
    for error in unreadable:
        path = Path(error.filename)
        yield path, whole(str(_below(path, root)))  # reading it gives its failure


def _is_left_out(path: Path, shut: set[Path]) -> bool:
    """Is a file that was not named by itself no notice?"""
    name = path.name  # a copy of the list of schools is one too
    listed = name in {each.name for each in shut if each.suffix}
    return is_hidden(name) or listed or is_aside(name, head_of(name, lambda: path))


def _file(
    path: Path, below: PurePosixPath, shut: set[Path], skipped: list[str]
) -> Iterator[tuple[Path, str]]:
    """A file, or the files of a zip folder."""
    inside = members_of(path)
    # Unlike Path.resolve, this does not fail on links that go in a circle.
    real = Path(os.path.realpath(path))
    if inside is None:
        yield real, _name_of(path, below)
    for name, head in (inside or {}).items():
        last = PurePosixPath(name).name
        if is_aside(last, head) or last in {each.name for each in shut if each.suffix}:
            skipped.append(str(path / name))
        else:
            yield real / name, whole(str(below / name))


def _passed_over(path: Path, name: str, files: Sequence[str]) -> bool:
    """Is a folder no place for notices: hidden, of a saved web page, or of an earlier run?"""
    page = name.removesuffix("_files")
    saved = page != name and any(file in files for file in (f"{page}.html", f"{page}.htm"))
    return saved or is_hidden(name) or bool(_left_by_run(path))


def _no_document(path: Path, files: Sequence[str]) -> bool:
    """Is it a pipe or a device, or the notice file of a document beside it that will be read?"""
    if path.exists() and not path.is_file():
        return True
    return workbook_of(path.name.removesuffix(".json")) in files and is_notice_file(path)


def _left_by_run(folder: Path) -> set[Path]:
    """The sheets and records that an earlier run left in a folder; not its notice files."""
    record = read_record(folder)
    names = [each["path"] for each in record["files"]] if record else []
    names = [name for name in names if not name.endswith(".json")]
    return {folder / name for name in (*names, RUN_FILE, DECISIONS_FILE) if record}


def is_notice_file(path: Path) -> bool:
    """Does a file look like a notice file made before?"""
    if path.suffix.casefold() != ".json":
        return False
    try:
        with path.open("rb") as file:
            return b'"schema_version"' in file.read(2000)
    except OSError:
        return False


def read_notice_file(path: Path) -> Notice:
    """Read a notice file made before."""
    try:
        text = read_bytes(path, MAX_NOTICE_FILE_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{path} is not a notice file: not in UTF-8.") from error
    return notice_from_json(text, name=str(path))


def _name_of(path: Path, below: PurePosixPath) -> str:
    """What a document is called; a notice file by the source that it was made from."""
    if is_notice_file(path):
        with suppress(ValueError, OSError, RecursionError):  # reading it gives its failure
            return _source_of(path)
    return whole(str(below))


def _source_of(path: Path) -> str:
    """The path of the source that a notice file is of, from its first lines: it may be long."""
    with path.open("rb") as file:
        head = file.read(_HEAD).decode("utf-8-sig", "ignore")
    source, _ = json.JSONDecoder().raw_decode(head, head.index("{", head.index('"source"')))
    if not isinstance(found := source.get("path"), str):
        raise ValueError(f"{path} does not name its source")
    return whole(found)


def _below(path: Path, root: Path) -> PurePosixPath:
    try:
        return PurePosixPath(path.relative_to(root).as_posix())
    except ValueError:
        return PurePosixPath(path.name)


def _distinct(found: dict[Path, str]) -> Iterator[Task]:
    """Give each document a name of its own, also where capitals and marks do not count."""
    same: dict[str, list[Path]] = defaultdict(list)
    for path, name in found.items():
        same[_key(name)].append(path)
    taken: set[str] = {key for key, paths in same.items() if len(paths) == 1}
    for path, name in found.items():
        group = same[_key(name)]
        wanted = name if len(group) == 1 else _told_apart(path, name, group)
        if len(group) > 1:
            wanted = _free(wanted, taken)
            taken.add(_key(wanted))
        yield Task(path, wanted)


def _told_apart(path: Path, name: str, group: Iterable[Path]) -> str:
    """Put before a name as many of its folders as tell it from the others of the group."""
    outer = {each: _outer_folders(each, name) for each in group}
    longest = max(map(len, outer.values()))
    for count in range(1, longest + 1):
        tails = [tuple(folders[-count:]) for folders in outer.values()]
        if len(set(tails)) == len(tails):
            return "/".join([*map(whole, outer[path][-count:]), name])
    return name


def _outer_folders(path: Path, name: str) -> tuple[str, ...]:
    """The folders above the part of a path that its name holds already."""
    below = PurePosixPath(name).parts
    parts = path.parts[1:]  # without the drive or the leading /
    inside = len(below) if parts[-len(below) :] == below else 1
    return parts[:-inside]


def _free(name: str, taken: set[str]) -> str:
    wanted, number = name, 1
    while _key(wanted) in taken:
        number += 1
        stem = PurePosixPath(name)
        wanted = str(stem.with_name(f"{stem.stem}~{number}{stem.suffix}"))
    return wanted


def _key(name: str) -> str:
    return safe_path(name).casefold()
