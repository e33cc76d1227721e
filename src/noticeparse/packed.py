"""Path of a zip folder → its files, each under a path that goes on below the zip's own.

Whole folders of notices are sent as one zip. "trust.zip/infants/notice.docx" names a file in it;
nothing is unpacked before that file is read, and then it alone, into a folder that goes when it
was read. The names in a zip are only names: whatever they hold ("..", a drive, a colon), nothing is
written by them.

Known limits: a zip inside a zip is not opened.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from noticeparse.errors import ReadError, UnreadableFile
from noticeparse.extractors.archive import Archive, open_archive
from noticeparse.extractors.sniff import is_file, is_folder_of_files
from noticeparse.reports.files import safe_path

_NOT_NOTICES = {"thumbs.db", "desktop.ini", "ehthumbs.db"}


def is_hidden(name: str) -> bool:
    """Say whether a file or folder is one that its system or an open Word keeps beside others."""
    return name.startswith((".", "~$")) or name.casefold() in _NOT_NOTICES


def members_of(path: Path) -> tuple[str, ...] | None:
    """Paths of the notices in a zip folder; None where a file is none, or cannot be opened."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
        archive = open_archive(path, path.name) if head == b"PK\3\4" else None
    except (ReadError, OSError):  # reading it as a document gives its failure
        return None
    if archive is None:
        return None
    with archive.zip:
        found = tuple(_by_path(archive)) if is_folder_of_files(head, archive.names) else ()
    return found or None


def _by_path(archive: Archive) -> dict[str, str]:
    """Names in a zip by the paths that they are given, in the zip's order."""
    found: dict[str, str] = {}
    for info in archive.zip.infolist():
        name = info.filename
        parts = name.replace("\\", "/").split("/")
        beside = name.removesuffix(".json")  # what an earlier run made of a notice beside it
        is_made = beside != name and beside in archive.names
        if not is_file(name) or is_made or any(map(is_hidden, filter(_is_name, parts))):
            continue
        wanted = path = PurePosixPath(safe_path(name))
        number = 1
        while str(path) in found:
            number += 1
            path = wanted.with_name(f"{wanted.stem}~{number}{wanted.suffix}")
        found[str(path)] = name
    return found


def _is_name(part: str) -> bool:
    return part not in (".", "..")


def split(path: Path) -> tuple[Path, str] | None:
    """Cut the path of a file in a zip folder into both; None where it is a path of its own."""
    if path.exists():
        return None
    for parent in path.parents:
        if parent.is_file():
            return parent, path.relative_to(parent).as_posix()
        if parent.exists():
            return None
    return None


@contextmanager
def unpacked(folder: Path, inner: str) -> Iterator[Path]:
    """Unpack one file of a zip folder; it is there while the context lasts. Raises ReadError."""
    archive = open_archive(folder, folder.name)
    with archive.zip, tempfile.TemporaryDirectory(prefix="noticeparse-") as place:
        name = _by_path(archive).get(inner)
        data = None if name is None else archive.read(name)
        if data is None:
            raise UnreadableFile(f"{folder.name}: there is no {inner} in it any more.")
        path = Path(place) / PurePosixPath(inner).name
        path.write_bytes(data)
        yield path
