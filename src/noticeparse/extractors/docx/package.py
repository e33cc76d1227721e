"""Zip of a Word file → its parts: the document, styles, lists, notes, heads and feet, links.

Known limits: parts that hold no words (pictures, themes, settings) are never unpacked.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from noticeparse.errors import UnreadableFile
from noticeparse.extractors.archive import Archive, open_archive, parse_xml
from noticeparse.extractors.docx.markup import normalise
from noticeparse.extractors.docx.numbering import Numbering, read_numbering
from noticeparse.extractors.docx.styles import Styles, read_styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DC_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
_USUAL_MAIN: Final = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points to: `kind` is the last word of its type ("hyperlink", "header")."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """An open Word file and its main part."""

    archive: Archive
    main: str
    root: _Element
    relations: dict[str, Relation]
    styles: Styles
    numbering: Numbering

    def part(self, relation: Relation) -> _Element | None:
        """Parse the part that the main part's relation points to; None where it is absent."""
        return _tree(self.archive, _resolve(self.main, relation.target))

    def first(self, kind: str) -> _Element | None:
        """Parse the first part of a kind; None where there is none."""
        found = [relation for relation in self.relations.values() if relation.kind == kind]
        return self.part(found[0]) if found else None

    def links(self, relation: Relation) -> dict[str, Relation]:
        """What a part other than the main one points to."""
        return _relations(self.archive, _resolve(self.main, relation.target))

    def title(self) -> str | None:
        """Title in the file's properties, None where it is empty."""
        core = self.archive.tree("docProps/core.xml")
        text = None if core is None else core.findtext(_DC_TITLE)
        return " ".join(text.split()) or None if text else None


def open_package(data: bytes, path: str) -> Package:
    """Open a Word file; `path` names it in errors. Raises UnreadableFile, EncryptedFile."""
    archive = open_archive(data, path)
    main = _main_part(archive)
    root = _tree(archive, main)
    if root is None:
        message = f"{path}: this Word file has no text part; it is damaged or no Word document."
        raise UnreadableFile(message)
    relations = _relations(archive, main)
    styles = _by_kind(archive, main, relations=relations, kind="styles")
    lists = _by_kind(archive, main, relations=relations, kind="numbering")
    return Package(archive, main, root, relations, read_styles(styles), read_numbering(lists))


def _main_part(archive: Archive) -> str:
    for relation in _relations(archive, "").values():
        if relation.kind == "officeDocument":
            return _resolve("", relation.target)
    return _USUAL_MAIN


def _by_kind(
    archive: Archive, main: str, *, relations: dict[str, Relation], kind: str
) -> _Element | None:
    targets = [relation.target for relation in relations.values() if relation.kind == kind]
    return _tree(archive, _resolve(main, targets[0])) if targets else None


def _relations(archive: Archive, part: str) -> dict[str, Relation]:
    folder, name = posixpath.split(part)
    root = _tree(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    if root is None:
        return {}
    return {
        element.get("Id", ""): Relation(
            kind=element.get("Type", "").rpartition("/")[2],
            target=element.get("Target", ""),
            external=element.get("TargetMode") == "External",
        )
        for element in root.iterchildren(_RELATION)
    }


def _resolve(part: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def _tree(archive: Archive, name: str) -> _Element | None:
    data = archive.read(name)
    return None if data is None else parse_xml(normalise(data), path=archive.path, part=name)
