"""Bytes of a zip file → its members and XML trees, within limits.

Word and OpenDocument files are zips of XML. What the zip's own directory says of sizes cannot be
trusted, so bytes are counted while they inflate. XML with a document type is refused: no office
program writes one, and it is how entities are smuggled in. The parts of an Office file are found
whatever the case of their names, as Office finds them, and two parts of one name are refused: else
two readers of the file could see two documents in it.

Known limits: members packed by other methods than store and deflate are refused.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import KeysView
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from noticeparse.errors import EncryptedFile, NeedsOcr, TooLarge, UnreadableFile
from noticeparse.settings import (
    MAX_ZIP_DIRECTORY_BYTES,
    MAX_ZIP_FOLDER_BYTES,
    MAX_ZIP_MEMBER_BYTES,
    MAX_ZIP_MEMBERS,
    MAX_ZIP_RATIO,
    MAX_ZIP_TOTAL_BYTES,
    ZIP_RATIO_FLOOR_BYTES,
)

if TYPE_CHECKING:
    from lxml import etree

CONTENT_TYPES: Final = "[content_types].xml"  # what every Office file has
_CHUNK: Final = 1 << 16
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_LONGEST_END: Final = 65_557 + 20 + 56  # bytes: a comment, and what says where the directory is
# Where the end of a zip says how long its directory is: usually, and where there may be more.
_DIRECTORY_BYTES: Final = ((b"PK\5\6", 12, "<I"), (b"PK\6\6", 40, "<Q"))
_DC_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
# The namespaces of the "strict" dialect of Office files, which are read as the usual ones.
_STRICT: Final = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL: Final = rb"http://schemas.openxmlformats.org/\1/2006/"

# All that zipfile was seen to raise on damaged files.
_ZIP_ERRORS: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError,
    NotImplementedError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part of an Office file points to: a part, or an address outside of the file.

    `kind` is the last word of its type ("hyperlink", "header").
    """

    kind: str
    target: str
    external: bool


@dataclass
class Archive:
    """An open zip; `path` names the file in errors.

    `members` are its members by name; those of an Office file by their names in small letters.
    """

    zip: zipfile.ZipFile
    path: str
    members: dict[str, zipfile.ZipInfo]
    is_package: bool
    inflated: int = field(default=0)

    @property
    def names(self) -> KeysView[str]:
        """The names of all members; of an Office file in small letters."""
        return self.members.keys()

    def read(self, name: str, most: int | None = None) -> bytes | None:
        """Read a member, or its first `most` bytes; None where there is none of that name.

        Raises UnreadableFile where it is damaged or inflates beyond the limits.
        """
        info = self.members.get(name.lower() if self.is_package else name)
        if info is None:
            return None
        data = bytearray()
        try:
            packed = max(info.compress_size, 1)
            with self.zip.open(info) as member:
                if most is not None:
                    return member.read(most)
                while chunk := member.read(_CHUNK):
                    data += chunk
                    self.inflated += len(chunk)
                    self._check(len(data), packed)
        except _ZIP_ERRORS as error:
            message = f"{self.path}: its part {name} is damaged."
            raise UnreadableFile(message) from error
        return bytes(data)

    def _check(self, size: int, packed: int) -> None:
        is_bomb = size > ZIP_RATIO_FLOOR_BYTES and size > packed * MAX_ZIP_RATIO
        if is_bomb or size > MAX_ZIP_MEMBER_BYTES or self.inflated > MAX_ZIP_TOTAL_BYTES:
            message = f"{self.path}: it inflates to far more than a notice can hold."
            advice = "Do not open it unless you know where it comes from."
            raise UnreadableFile(message, what_to_do=advice)

    def check_as_folder(self, size: int) -> None:
        """Raise TooLarge where the files of a zip of `size` bytes are together too many bytes.

        Each is read by itself: what is too large alone, fails alone. Where they take more bytes
        than there are, many are the same ones.
        """
        files = self.zip.infolist()
        most = sum(min(each.file_size, MAX_ZIP_MEMBER_BYTES) for each in files)
        if most > MAX_ZIP_FOLDER_BYTES or sum(each.compress_size for each in files) > size:
            advice = "Do not open it unless you know where it comes from; or pack it in parts."
            message = f"{self.path}: its files inflate to far more than notices hold."
            raise TooLarge(message, what_to_do=advice)

    def tree(self, name: str, what: str = "") -> etree._Element | None:
        """Read a member and parse it as XML, None where there is none of that name.

        `what` is what users call the part, for errors.
        """
        data = self.read(name)
        if data is None:
            return None
        path = f"{self.path}, {what}" if what else self.path
        return parse_xml(_STRICT.sub(_USUAL, data), path=path, part=name)

    def title(self, name: str) -> str | None:
        """Read the title in the properties that a member holds, None where it is empty."""
        root = self.tree(name)
        text = None if root is None else root.findtext(f".//{_DC_TITLE}")
        return " ".join(text.split()) or None if text else None

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part of an Office file points to, by id; "" is the file as a whole."""
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for element in root.iterchildren(_RELATION) if root is not None else ():
            target, external = element.get("Target", ""), element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relation(kind, target, external)
        return found


def open_archive(data: bytes | Path, path: str) -> Archive:
    """Open the bytes of a zip, or the file at a path; `path` names it in errors.

    Raises UnreadableFile where it is damaged or has too many members, EncryptedFile where its
    members are locked with a password.
    """
    too_many = f"{path}: it has more than {MAX_ZIP_MEMBERS} parts, which no document has."
    try:
        with io.BytesIO(data) if isinstance(data, bytes) else data.open("rb") as file:
            if _directory_bytes(file) > MAX_ZIP_DIRECTORY_BYTES:
                raise UnreadableFile(too_many)
        archive = zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data)
        members = archive.infolist()
    except _ZIP_ERRORS as error:
        message = f"{path}: it is damaged or was cut off while it was copied or downloaded."
        advice = "Download or copy it again; does it open in Word?"
        raise UnreadableFile(message, what_to_do=advice) from error
    if len(members) > MAX_ZIP_MEMBERS:
        raise UnreadableFile(too_many)
    if any(member.flag_bits & 0x1 for member in members):
        raise EncryptedFile(f"{path}: its parts are locked with a password.")
    found = {member.filename: member for member in members}
    folded = {name.lower(): member for name, member in found.items()}
    is_package = CONTENT_TYPES in folded
    if is_package and len(folded) < len(members):
        raise UnreadableFile(f"{path}: two of its parts have one name; it is damaged.")
    return Archive(archive, path, folded if is_package else found, is_package)


def _directory_bytes(file: IO[bytes]) -> int:
    """How long the directory of a zip is, as its end says."""
    file.seek(max(0, file.seek(0, io.SEEK_END) - _LONGEST_END))
    tail = file.read()
    found = [
        struct.unpack_from(form, tail, match.start() + place)[0]
        for mark, place, form in _DIRECTORY_BYTES
        for match in re.finditer(mark, tail)
        if match.start() + place + struct.calcsize(form) <= len(tail)
    ]
    return max((size for size in found if size != 0xFFFFFFFF), default=0)  # which means: see there


def nothing_in(path: str, what: str, *, pictures: bool) -> NeedsOcr | UnreadableFile:
    """The error for a document or workbook that holds no text."""
    if pictures:
        return NeedsOcr(f"{path}: the {what} holds pictures and no text.")
    return UnreadableFile(f"{path}: the {what} is empty.", what_to_do="Is it the right file?")


def parse_xml(data: bytes, *, path: str, part: str) -> etree._Element:
    """Parse XML without network, entities or document type.

    Raises UnreadableFile where it is not well-formed or declares a document type.
    """
    from lxml import etree  # noqa: PLC0415 - heavy, and only needed for some formats

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if b"<!DOCTYPE" in data[:2000]:  # entities that the parser itself found too many
            raise _with_document_type(path, part) from error
        raise UnreadableFile(f"{path}: its part {part} is damaged.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _with_document_type(path, part)
    return root


def _with_document_type(path: str, part: str) -> UnreadableFile:
    message = f"{path}: its part {part} declares a document type, which office files never do."
    return UnreadableFile(message, what_to_do="Do not open it unless you know where it comes from.")
