"""Path of a file → Document.

One module a format, chosen by the file's bytes. Each module has one function

    read(data: bytes, source: Source) -> Document

which is a function of its arguments alone. `source` is filled but for `pages`. It raises a
`ReadError` where the file yields nothing, its message beginning with `source.path`, and records
an Issue where a part is lost. Blocks stand in reading order and are numbered; all words of the
source are in blocks or in furniture. A new format is one new module and one line in READERS.

Known limits: a file is read into memory as a whole.
"""

import hashlib
import importlib
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, Protocol, cast

from noticeparse.collecting import not_collecting
from noticeparse.errors import TooLarge, UnreadableFile
from noticeparse.extractors.bare import BARE
from noticeparse.extractors.places import cut_long
from noticeparse.extractors.sniff import MEDIA_TYPES, sniff, suffix_mismatch
from noticeparse.model import Document, Issue, Source
from noticeparse.model.document import texts_of_block
from noticeparse.settings import (
    MAX_BLOCKS,
    MAX_CELLS,
    MAX_CHARACTERS,
    MAX_FILE_BYTES,
    MAX_TEXT_BYTES,
)

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


Given = str | Path | bytes | BinaryIO  # a file: its path, its bytes, or open


@dataclass(frozen=True, slots=True)
class File:
    """A file in memory: what its results call it, the end of its name, its bytes, their kind."""

    name: str
    suffix: str
    data: bytes
    kind: str


def read(
    given: Given, *, source_path: str | None = None, pdf_engine: str | None = None
) -> Document:
    """Read a file into a Document of blocks, its tables as they stand on their pages.

    `source_path` is what its source is called, else the name of the file. `pdf_engine` "pdfplumber"
    has the slower engine read all pages of a PDF. Raises a `ReadError` where the file is missing,
    locked, damaged or of a kind that is not read.
    """
    return read_file(load(given, source_path), pdf_engine=pdf_engine)


def load(given: Given, source_path: str | None = None) -> File:
    """Have a file in memory, once: what is read twice may change between. Raises a `ReadError`."""
    if isinstance(given, str | Path):
        path = Path(given)
        # File names that are no valid text on this system would break every writer.
        name = path.name.encode("utf-8", errors="replace").decode("utf-8")
        data, suffix = _bytes_of(path, source_path or name), path.suffix
    else:
        data = given if isinstance(given, bytes) else given.read(MAX_FILE_BYTES + 1)
        name = source_path or "bytes"
        suffix = PurePosixPath(name).suffix
        if len(data) > MAX_FILE_BYTES:
            raise _too_large(name, len(data))
    name = source_path or name
    kind = sniff(data, name)
    if kind in ("text", "csv") and len(data) > MAX_TEXT_BYTES:
        raise _too_large(name, len(data))
    return File(name, suffix, data, kind)


@not_collecting()
def read_file(file: File, *, pdf_engine: str | None = None) -> Document:
    """Read a file that is in memory. Raises a `ReadError`."""
    digest = hashlib.sha256(file.data).hexdigest()
    media_type = MEDIA_TYPES[file.kind]
    source = Source(file.name, sha256=digest, media_type=media_type, bytes=len(file.data))
    options = {"engine": pdf_engine} if file.kind == "pdf" and pdf_engine else {}
    # Imported only when needed: PDF and Word bring large packages with them.
    reader = cast(Reader, importlib.import_module(READERS[file.kind]))
    document = reader.read(file.data, source, **options)
    if _is_too_much(document):
        raise TooLarge(f"{file.name}: the document has more text than a notice can have.")
    document = cut_long(document)
    mismatch = suffix_mismatch(file.suffix, file.kind)
    if mismatch is None:
        return document
    issue = Issue("extractors", "suffix_mismatch", "info", mismatch)
    return replace(document, issues=(issue, *document.issues))


def _is_too_much(document: Document) -> bool:
    blocks, cells = document.blocks, sum(len(table.cells) for table in document.tables)
    size = sum(len(text) for block in blocks for text in texts_of_block(block))
    return len(blocks) > MAX_BLOCKS or cells > MAX_CELLS or size > MAX_CHARACTERS


def read_bare(file: File) -> str:
    """Read all words of a file in the simplest way, to check what the reader made of it.

    Raises a `ReadError` as `read_file` does.
    """
    return BARE[file.kind](file.data, file.name)


def _too_large(name: str, size: int) -> TooLarge:
    return TooLarge(f"{name}: the file has {size // 1_000_000} MB, more than a notice can have.")


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
