"""What was asked for (files, folders, globs, notice files) → the documents to read, with names.

A document's name is its path below the folder that was given, with "/"; a file given by itself is
called by its file name. Where two documents would get one name, the folders that tell them apart
are put before it. A zip folder counts as a folder. Folders are walked in sorted order, so that two
runs give the same. What an earlier run left (as its run.json lists it) is passed over inside a
folder that is walked, and read where it is given itself. A link inside a folder is followed where
it leads to a file of that folder; what is read already is not read again.

Limits: which files are notices is for the extractors to say.
"""

import glob
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path, PurePosixPath

from noticeparse import elsewhere
from noticeparse.batch import Parser, Task, read_apart
from noticeparse.batch.pool import Limits
from noticeparse.errors import InputError, ReadError, UnreadableFile
from noticeparse.given import distinct, read_bytes
from noticeparse.model import Notice, workbook_of
from noticeparse.paths import path_of, real, whole
from noticeparse.reports.decision_log import DECISIONS_FILE
from noticeparse.reports.json import notice_from_json
from noticeparse.reports.standing import RUN_FILE, read_record
from noticeparse.settings import MAX_NOTICE_FILE_BYTES

_WRITTEN = (".csv", ".json", ".jsonl", ".xlsx")  # endings of results: no record hides another file
_HEAD = 100_000  # bytes of a notice file: how it begins, with the longest path


@dataclass(frozen=True, slots=True)
class Passed:
    """What is passed over, as it is met; `shut` are paths that are not asked for.

    `links` lead elsewhere or to what is read, and `results` are of earlier runs, whose folders are
    `runs`, each with the number of files in it that are passed over.
    """

    shut: frozenset[Path] = frozenset()
    others: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    results: list[str] = field(default_factory=list)
    runs: dict[Path, int] = field(default_factory=dict)

    @property
    def lists(self) -> set[str]:
        """Names of files that are shut: a copy of one is no notice, too."""
        return {path.name for path in self.shut if path.suffix}

    @property
    def all(self) -> list[str]:
        """The paths of everything that is passed over, each once."""
        return list(dict.fromkeys((*self.others, *self.links, *self.results)))


@dataclass(frozen=True, slots=True)
class Inputs:
    """The documents to read, in order, and what is passed over."""

    tasks: tuple[Task, ...]
    passed: Passed


@dataclass(frozen=True, slots=True)
class InputReader:
    """Reads a task: a notice file made before as it stands, anything else with the parser."""

    parser: Parser

    def __call__(self, task: Task) -> Notice:
        """Read one notice; picklable, so that workers can."""
        with on_disk(task) as path:
            name = task.source_path if path == task.path else task.name
            if not is_notice_file(path):
                return self.parser(Task(path, name))
            notice = read_notice_file(path)
            source = replace(notice.source, path=name or notice.source.path)
            return replace(notice, source=source)


def on_disk(task: Task) -> AbstractContextManager[Path]:
    """Have the file of a task, fetched or unpacked where that is needed."""
    if task.address is not None:
        return elsewhere.fetched(task.address)
    packed = elsewhere.split(task.path)
    return elsewhere.unpacked(*packed) if packed else nullcontext(task.path)


def resolve(
    inputs: Sequence[str], *, output: Path | None = None, schools: Path | None = None
) -> Inputs:
    """List the documents that inputs stand for, each once; not `output` and the list of schools.

    Raise InputError where an input does not exist or where nothing is left to read.
    """
    found: dict[Path, str] = {}
    by_link: dict[Path, str] = {}
    addresses: dict[Path, str] = {}
    passed = Passed(frozenset(real(path) for path in (output, schools) if path is not None))
    for given in inputs:
        for address, below in elsewhere.files_below(given) if elsewhere.is_address(given) else ():
            place = real(Path(address))
            found[place], addresses[place] = str(below), address
        for path, name in () if elsewhere.is_address(given) else _files_of(given, passed):
            place = real(path)
            is_link = path.absolute() != place
            if place in found and is_link:
                passed.links.append(str(path))
            elif place in by_link:  # it is called by its own name, not by that of the link
                passed.links.append(by_link.pop(place))
                found[place] = name
            elif place not in found:
                found[place] = name
                by_link |= {place: str(path)} if is_link else {}
    if not found:
        raise InputError(
            f"There are no notices in {', '.join(inputs)}.",
            what_to_do="Give the notices (PDF, Word, Excel, web page, text) or a folder of them; "
            "links out of it are followed only to files of the same name.",
        )
    tasks = (Task(path, name, addresses.get(path)) for path, name in distinct(found))
    return Inputs(tuple(tasks), passed)


def _files_of(given: str, passed: Passed) -> Iterator[tuple[Path, str]]:
    path = path_of(given)
    if path.is_dir():
        yield from _walk(path, passed)
    elif path.is_file():
        yield from _file(path, PurePosixPath(path.name), passed)
    elif glob.has_magic(given):
        yield from _glob(given, passed)
    else:
        raise InputError(
            f"{given} does not exist.", what_to_do="Check the path, and put quotes around spaces."
        )


def _glob(pattern: str, passed: Passed) -> Iterator[tuple[Path, str]]:
    parts = path_of(pattern).parts
    root = Path(*takewhile(lambda part: not glob.has_magic(part), parts))  # they are named below it
    matches = sorted(root.glob(str(PurePosixPath(*parts[len(root.parts) :]))))
    if not matches:
        raise InputError(
            f'No file matches "{pattern}".', what_to_do="Check the folder and the ending."
        )
    for match in matches:
        if _leads_out(match, root):
            passed.links.append(str(match))
        elif match.is_file() and _is_left_out(match, passed):
            passed.others.append(str(match))
        elif match.is_file():
            yield from _file(match, _below(match, root), passed)
        elif match.is_dir() and "**" not in pattern:
            yield from _walk(match, passed)


def _walk(root: Path, passed: Passed) -> Iterator[tuple[Path, str]]:
    left_by_run = {path for path in _results_in(root) if path.suffix != ".json"}  # no notice files
    results: set[Path] = set()
    unreadable: list[OSError] = []  # folders that could not be listed
    for folder_name, folders, files in os.walk(root, onerror=unreadable.append):
        folder = Path(folder_name)
        folders[:] = _entered(folder, folders, files, passed, results)
        for name in sorted(files):
            path = folder / name
            if path in results:
                passed.results.append(str(path))
            elif path.is_symlink() and _leads_out(path, root):
                passed.links.append(str(path))
            elif path in left_by_run or _no_document(path, files) or _is_left_out(path, passed):
                passed.others.append(str(path))
            else:
                yield from _file(path, _below(path, root), passed)
    for error in unreadable:
        path = Path(error.filename)
        yield path, whole(str(_below(path, root)))  # reading it gives its failure


def _entered(
    folder: Path, names: Iterable[str], files: Sequence[str], passed: Passed, results: set[Path]
) -> list[str]:
    """Which folders in a folder are walked, in order; add to `results` what runs left in them."""
    kept = []
    for name in sorted(names):
        path = folder / name
        if path.is_symlink():
            passed.links.append(str(path))
        elif _is_no_place(name, files) or real(path) in passed.shut:
            passed.others.append(str(path))
        elif found := _results_in(path):
            below = (Path(place, file) for place, _, files in os.walk(path) for file in files)
            there = {each for each in below if not elsewhere.is_hidden(each.name)}
            passed.runs[path] = len(there & found)
            if there <= found:
                passed.results.append(str(path))
            else:
                results |= found
                kept.append(name)
        else:
            kept.append(name)
    return kept


def _leads_out(path: Path, root: Path) -> bool:
    """Does a link lead out of the folder that was given, which may have been sent?

    Folders of links to documents are common, so one to a file of the same name is followed.
    """
    target = real(path)
    return path.exists() and target.name != path.name and not target.is_relative_to(real(root))


def _is_left_out(path: Path, passed: Passed) -> bool:
    """Is a file that was not named by itself no notice?"""
    name = path.name
    return (
        elsewhere.is_hidden(name)
        or name in passed.lists
        or elsewhere.is_aside(name, elsewhere.head_of(name, lambda _: path))
    )


def _file(path: Path, below: PurePosixPath, passed: Passed) -> Iterator[tuple[Path, str]]:
    """A file, or the files of a zip folder."""
    inside = None
    if elsewhere.is_zip_folder(path):
        with suppress(ReadError):  # reading it as a document gives its failure
            inside = read_apart(path, elsewhere.members_of, Limits())
    if inside is None:
        yield path, _name_of(path, below)
    for name, head in (inside or {}).items():
        last = PurePosixPath(name).name
        if elsewhere.is_aside(last, head) or last in passed.lists:
            passed.others.append(str(path / name))
        else:
            yield path / name, whole(str(below / name))


def _is_no_place(name: str, files: Sequence[str]) -> bool:
    """Is a folder no place for notices: hidden, or of a saved web page?"""
    page = name.removesuffix("_files")
    saved = page != name and any(file in files for file in (f"{page}.html", f"{page}.htm"))
    return saved or elsewhere.is_hidden(name)


def _no_document(path: Path, files: Sequence[str]) -> bool:
    """Is it a pipe or a device, or the notice file of a document beside it that will be read?"""
    if path.exists() and not path.is_file():
        return True
    return workbook_of(path.name.removesuffix(".json")) in files and is_notice_file(path)


def _results_in(folder: Path) -> set[Path]:
    """All that an earlier run left in a folder; nothing where its run.json was only copied here."""
    record = read_record(folder)
    files = {folder / each["path"] for each in record["files"]} if record else set()
    files = {path for path in files if path.suffix in _WRITTEN}
    if not any(path.is_file() for path in files):
        return set()
    return files | {folder / RUN_FILE, folder / DECISIONS_FILE}


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
        # It may be long, so that its first lines tell; reading it gives its failure.
        with suppress(ValueError, OSError, RecursionError), path.open("rb") as file:
            head = file.read(_HEAD).decode("utf-8-sig", "ignore")
            source, _ = json.JSONDecoder().raw_decode(head, head.index("{", head.index('"source"')))
            if isinstance(found := source.get("path"), str):
                return whole(found)
    return whole(str(below))


def _below(path: Path, root: Path) -> PurePosixPath:
    inside = path.is_relative_to(root)
    return PurePosixPath(path.relative_to(root).as_posix() if inside else path.name)
