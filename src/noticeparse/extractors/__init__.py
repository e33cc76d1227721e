"""Path of a file → Document.

One module a format, chosen by the file's bytes. Each module has one function

    read(data: bytes, source: Source) -> Document

which is a function of its arguments alone. `source` is filled but for `pages`. It raises a
`ReadError` where the file yields nothing, its message beginning with `source.path`, and records
an Issue where a part is lost. Blocks stand in reading order and are numbered; all words of the
source are in blocks or in furniture. A new format is one new module and one line in READERS.

Known limits: a file is read into memory as a whole.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol, cast

from noticeparse.errors import TooLarge, UnreadableFile
from noticeparse.extractors.bare import bare_text
from noticeparse.extractors.sniff import MEDIA_TYPES, sniff, suffix_mismatch
from noticeparse.model import Block, Document, Issue, Source, Table, walk_tables
from noticeparse.settings import MAX_CHARACTERS, MAX_FILE_BYTES, MAX_TEXT_BYTES

READERS: Final = {
    "pdf": "noticeparse.extractors.pdf", "docx": "noticeparse.extractors.docx", "odt":
    "noticeparse.extractors.odt", "xlsx": "noticeparse.extractors.xlsx", "csv":
    "noticeparse.extractors.csv", "html": "noticeparse.extractors.html", "text":
    "noticeparse.extractors.text", "png": "noticeparse.extractors.scans", "jpeg":
    "noticeparse.extractors.scans", "tiff": "noticeparse.extractors.scans",
}  # fmt: skip


class Reader(Protocol):
    """What a format's module offers."""

    def read(self, data: bytes, source: Source, **options: str) -> Document:
        """Read the bytes of a file of this format; `engine` is an option of PDF alone."""


def read(path: str | Path, *, pdf_engine: str | None = None) -> Document:
    """Read a file into a Document of blocks, its tables as they stand on their pages.

    `pdf_engine` "pdfplumber" has the slower engine read all pages of a PDF.
    """
    return read_document(Path(path), pdf_engine=pdf_engine)


def read_document(
    path: Path, *, relative_to: Path | None = None, pdf_engine: str | None = None
) -> Document:
    """Read a notice of any format.

    `source.path` is the path below `relative_to`, or the bare name. Raises a `ReadError` where
    the file is missing, locked, damaged or of a kind that is not read.
    """
    name = _relative(path, relative_to)
    data = _bytes_of(path, name)
    kind = _kind_of(data, name)
    digest = hashlib.sha256(data).hexdigest()
    source = Source(name, sha256=digest, media_type=MEDIA_TYPES[kind], bytes=len(data))
    options = {"engine": pdf_engine} if kind == "pdf" and pdf_engine else {}
    document = _reader(kind).read(data, source, **options)
    if _characters(document.blocks) > MAX_CHARACTERS:
        raise TooLarge(f"{name}: the document has more text than a notice can have.")
    mismatch = suffix_mismatch(path.suffix, kind)
    if mismatch is None:
        return document
    issue = Issue("extractors", "suffix_mismatch", "info", mismatch)
    return replace(document, issues=(issue, *document.issues))


def _characters(blocks: Sequence[Block]) -> int:
    tables = [block for block in blocks if isinstance(block, Table)]
    cells = sum(len(cell.text) for table in walk_tables(tables) for cell in table.cells)
    return cells + sum(len(block.text) for block in blocks if not isinstance(block, Table))


def read_bare(path: Path) -> str:
    """Read all words of a file in the simplest way, to check what the reader made of it.

    Raises a `ReadError` as `read_document` does.
    """
    data = _bytes_of(path, path.name)
    return bare_text(_kind_of(data, path.name), data, path.name)


def _kind_of(data: bytes, name: str) -> str:
    kind = sniff(data, name)
    if kind in ("text", "csv") and len(data) > MAX_TEXT_BYTES:
        raise _too_large(name, len(data))
    return kind


def _too_large(name: str, size: int) -> TooLarge:
    return TooLarge(f"{name}: the file has {size // 1_000_000} MB, more than a notice can have.")


def _reader(kind: str) -> Reader:
    # Imported only when needed: PDF and Word bring large packages with them.
    return cast(Reader, importlib.import_module(READERS[kind]))


def _relative(path: Path, relative_to: Path | None) -> str:
    name = path.name
    if relative_to is not None and path.is_relative_to(relative_to) and path != relative_to:
        name = path.relative_to(relative_to).as_posix()
    # File names that are no valid text on this system would break every writer.
    return name.encode("utf-8", errors="replace").decode("utf-8")


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise _too_large(name, size)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(
            f"{name}: there is no such file.", what_to_do="Check the path."
        ) from error
    except IsADirectoryError as error:
        raise UnreadableFile(f"{name}: this is a folder.", what_to_do="Give a file.") from error
    except OSError as error:
        message = f"{name}: it cannot be opened ({error.strerror or 'the system refuses'})."
        advice = "Check that it is on this computer and that you may read it."
        raise UnreadableFile(message, what_to_do=advice) from error
