"""Zip of a Word file → its parts: the document, styles, lists, notes, heads and feet, links.

Known limits: parts that hold no words (pictures, themes, settings) are never unpacked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from noticeparse.errors import UnreadableFile
from noticeparse.extractors.archive import Archive, Relation, open_archive
from noticeparse.extractors.docx.numbering import Numbering, read_numbering
from noticeparse.extractors.docx.styles import Styles, read_styles

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True)
class Package:
    """An open Word file and its main part, with what that points to."""

    archive: Archive
    root: _Element
    relations: dict[str, Relation]
    styles: Styles
    numbering: Numbering


def open_package(data: bytes, path: str) -> Package:
    """Open a Word file; `path` names it in errors. Raises UnreadableFile, EncryptedFile."""
    archive = open_archive(data, path)
    main = _target(archive.relations(""), "officeDocument") or "word/document.xml"
    root = archive.tree(main)
    if root is None:
        message = f"{path}: this Word file has no text part; it is damaged or no Word document."
        raise UnreadableFile(message)
    relations = archive.relations(main)
    styles = read_styles(first_part(archive, relations, "styles"))
    lists = read_numbering(first_part(archive, relations, "numbering"))
    return Package(archive, root, relations, styles, lists)


def first_part(archive: Archive, relations: dict[str, Relation], kind: str) -> _Element | None:
    """Parse the first part of a kind; None where there is none."""
    return archive.tree(_target(relations, kind))


def _target(relations: dict[str, Relation], kind: str) -> str:
    return next((each.target for each in relations.values() if each.kind == kind), "")
