"""Files that are in a zip folder, or at an address → a copy of each while it is read.

Whole folders of notices are sent as one zip. "trust.zip/infants/notice.docx" names a file in it;
nothing is unpacked before that file is read, and then it alone, into a folder that goes when it
was read. The names in a zip are only names: whatever they hold ("..", a drive, a colon), nothing is
written by them.

With addresses (s3://bucket/notices, https://…, file://…) the machines of a cluster need no disk in
common. fsspec, which comes with the extra `cluster`, knows the protocols; some need a package more
(s3fs, gcsfs, adlfs).

Known limits: a zip inside a zip, or at an address, is not opened. A folder of results at an address
is worked on in a copy, which goes back at the end of a run: where the run is killed, what it read
is read again.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from noticeparse.errors import (
    InputError,
    MissingExtra,
    NoticeparseError,
    ReadError,
    TooLarge,
    Unreachable,
    UnreadableFile,
)
from noticeparse.extractors.archive import Archive, open_archive
from noticeparse.extractors.sniff import is_file, is_folder_of_files
from noticeparse.given import numbered
from noticeparse.model import workbook_of
from noticeparse.paths import below, safe_path
from noticeparse.scratch import temporary_folder
from noticeparse.settings import MAX_FILE_BYTES, MAX_ZIP_FOLDER_BYTES

_NOT_NOTICES = {"thumbs.db", "desktop.ini", "ehthumbs.db"}
# That often lie beside notices.
_OF_PROGRAMS = (".py", ".md", ".yaml", ".yml", ".toml", ".jsonl", ".jsonld", ".db", ".parquet")
_OUR_MARKS = (
    b'<meta name="generator" content="noticeparse">', b">By noticeparse<",
    b"tEXtSoftware\0noticeparse",
)  # fmt: skip
_OUR_TABLES = (
    b"id,school,urn,trust,source,", b"source,disclosure_id,school,", b"source,code,message,",
    b"school,source,id,company,field,", b"status,supplier_id,supplier,schools,",
    b"school,what,company,field,", b"notice_key,source,school,", b"supplier_id,supplier,kind,",
    b"kind,id,label,definition,", b"kind,school,notice,place,",
    b"path,school,",  # the list of schools
)  # fmt: skip
_LOOKED_INTO = (".csv", ".htm", ".html", ".json", ".png")
_OF_OFFICE = (".docx", ".xlsx")
_HEAD = 2000  # bytes
_MOST_PROPERTIES = 20_000  # bytes of what says who made an office file: ours has a thousand
_LONGEST_SAID = 200  # letters of what a library says
_PASSWORD = re.compile(r"(?<=//)[^/@\s]*:[^/@\s]*@")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def is_hidden(name: str) -> bool:
    """Say whether a file or folder is one that its system or an open Word keeps beside others."""
    return name.startswith((".", "~$")) or name.casefold() in _NOT_NOTICES


def is_aside(name: str, head: bytes) -> bool:
    """Say whether a file among others is of a program, or noticeparse made it; `head` begins it.

    Notice files are not: they are read.
    """
    lower = name.casefold()
    if lower.endswith(".json"):
        return b'"schema_version"' not in head or b'"noticeparse_version"' not in head
    ours = head.removeprefix(b"\xef\xbb\xbf").startswith(_OUR_TABLES)
    return ours or any(mark in head for mark in _OUR_MARKS) or lower.endswith(_OF_PROGRAMS)


def head_of(name: str, read: Callable[[int | None], bytes | Path | None]) -> bytes:
    """How a file begins that `is_aside` looks into; of an office file, what says who made it.

    `read` gives so many of its first bytes (None: all), or its path.
    """
    kind = PurePosixPath(name.casefold()).suffix
    try:
        if kind in _OF_OFFICE:
            archive = open_archive(read(None) or b"", name)
            with archive.zip:
                return archive.read("docProps/core.xml", _MOST_PROPERTIES) or b""
        data = (read(_HEAD) if kind in _LOOKED_INTO else None) or b""
        if isinstance(data, bytes):
            return data
        with data.open("rb") as file:
            return file.read(_HEAD)
    except (ReadError, OSError):  # reading it as a document gives its failure
        return b""


def is_zip_folder(path: Path) -> bool:
    """Is a file a zip folder of files? Only the list of its names is read."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
        if head != b"PK\3\4" or path.stat().st_size > MAX_ZIP_FOLDER_BYTES:
            return False
        archive = open_archive(path, path.name)
        with archive.zip:
            return is_folder_of_files(head, archive.names)
    except (ReadError, OSError):  # reading it as a document gives its failure
        return False


def members_of(path: Path) -> dict[str, bytes] | None:
    """Paths in a zip folder, and how each begins; None where it does not open.

    What is in it may have been made to take all memory: callers list it in a worker.
    """
    try:
        archive = open_archive(path, path.name)
        with archive.zip:
            archive.check_as_folder(path.stat().st_size)
            found = _by_path(archive).items()
            return {at: head_of(at, partial(archive.read, name)) for at, name in found} or None
    except (ReadError, OSError):  # as above
        return None


def _by_path(archive: Archive) -> dict[str, str]:
    """Names in a zip by the paths that they are given, in the zip's order."""
    found: dict[str, str] = {}
    times: defaultdict[str, int] = defaultdict(int)
    for info in archive.zip.infolist():
        name = info.filename
        parts = {*name.replace("\\", "/").split("/")} - {".", ".."}
        beside = workbook_of(name.removesuffix(".json"))  # an earlier run made a notice file of it
        is_made = beside in archive.names and name.endswith(".json")
        if not is_file(name) or is_made or any(map(is_hidden, parts)):
            continue
        path = wanted = safe_path(name)
        while path in found:
            times[wanted] += 1
            path = numbered(wanted, times[wanted] + 1)
        found[path] = name
    return found


def split(path: Path) -> tuple[Path, str] | None:
    """Cut the path of a file in a zip folder into both; None where it is a path of its own."""
    there = next((each for each in (path, *path.parents) if each.exists()), path)
    packed = there != path and there.is_file()
    return (there, path.relative_to(there).as_posix()) if packed else None


@contextmanager
def unpacked(folder: Path, inner: str) -> Iterator[Path]:
    """Unpack one file of a zip folder; it is there while the context lasts. Raises ReadError."""
    archive = open_archive(folder, folder.name)
    with archive.zip, temporary_folder() as place:
        name = _by_path(archive).get(inner)
        data = None if name is None else archive.read(name)
        if data is None:
            raise UnreadableFile(f"{folder.name}: there is no {inner} in it any more.")
        path = place / PurePosixPath(inner).name
        path.write_bytes(data)
        yield path


def is_address(text: str) -> bool:
    """Is it an address, and no path?

    >>> is_address("s3://trust/notices"), is_address("C:/notices")
    (True, False)
    """
    return _ADDRESS.match(text) is not None


def files_below(address: str) -> Iterator[tuple[str, PurePosixPath]]:
    """Yield the address of each file and its path below; raise InputError where there is none.

    Raise Unreachable, too, where nobody answers there.
    """
    system, root = _opened(address)
    with _answered(address):
        names = sorted(system.find(root))
    if not names:
        raise InputError(f"There is nothing at {shown(address)}.", what_to_do="Check the address.")
    for name in names:
        inside = PurePosixPath(name).name if name == root else name.removeprefix(f"{root}/")
        path = PurePosixPath(safe_path(inside))
        if not any(map(is_hidden, path.parts)):
            yield system.unstrip_protocol(name), path


def mark_of(address: str) -> str:
    """What changes when the file there does: its size, time or digest, as its system has it."""
    system, path = _opened(address)
    with _answered(address):
        return str(system.ukey(path))


@contextmanager
def fetched(address: str) -> Iterator[Path]:
    """Have a copy of a file; raise TooLarge, or Unreachable where it cannot be fetched."""
    system, path = _opened(address)
    with temporary_folder() as folder:
        copy = folder / safe_path(PurePosixPath(path).name)
        with _answered(address):
            if (system.size(path) or 0) > MAX_FILE_BYTES:
                most = MAX_FILE_BYTES // 1_000_000
                raise TooLarge(f"{shown(address)}: the file has more than {most} MB.")
            system.get_file(path, str(copy))
        yield copy


@contextmanager
def worked_on(address: str) -> Iterator[Path]:
    """Have a copy of a folder of results; what changes in it goes back when the block is left.

    What has no name of a result stays there as it is. Raise Unreachable where nobody answers.
    """
    system, root = _opened(address)
    with temporary_folder() as folder:
        before = {}
        with _answered(address):
            for name in system.find(root) if system.exists(root) else ():
                copy = below(folder, name.removeprefix(f"{root}/"))
                if copy is not None:
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    system.get_file(name, str(copy))
                    before[copy] = copy.stat().st_mtime_ns
        try:
            yield folder
        finally:
            after = {path for path in folder.rglob("*") if path.is_file()}
            with _answered(address):
                for path in sorted(after):
                    if path.stat().st_mtime_ns != before.get(path):
                        place = f"{root}/{path.relative_to(folder).as_posix()}"
                        system.makedirs(str(PurePosixPath(place).parent), exist_ok=True)
                        system.put_file(str(path), place)
                for path in sorted(before.keys() - after):
                    system.rm_file(f"{root}/{path.relative_to(folder).as_posix()}")


def shown(text: str) -> str:
    """An address as it is shown: without a password.

    >>> shown("ftp://anna:secret@host/notices")
    'ftp://anna:***@host/notices'
    """
    return _PASSWORD.sub(":***@", text)


@contextmanager
def _answered(address: str) -> Iterator[None]:
    """Turn what goes wrong at an address into one error: each protocol's library has its own."""
    try:
        yield
    except NoticeparseError:
        raise
    except Exception as error:
        said = " ".join((str(error) or type(error).__name__).split())[:_LONGEST_SAID]
        raise Unreachable(f"{shown(address)} cannot be reached: {shown(said)}.") from error


def _opened(address: str) -> tuple[Any, str]:
    try:
        import fsspec  # noqa: PLC0415 -- an extra

        with _answered(address):
            system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:
        raise _missing(address, error) from error
    except Unreachable as error:
        if isinstance(error.__cause__, ImportError):
            raise _missing(address, error.__cause__) from error
        if isinstance(error.__cause__, ValueError):
            said = f"{shown(address)} is no address that is known: {error.__cause__}."
            raise InputError(said) from error
        raise
    return system, path.rstrip("/")


def _missing(address: str, error: ImportError) -> MissingExtra:
    return MissingExtra(
        f"What is at {shown(address)} cannot be fetched: {error}.",
        what_to_do='In the folder of noticeparse: pip install ".[cluster]" (and s3fs for s3://).',
    )
