"""Zip of a Word file → its parts: the body, styles, lists, notes, heads and feet, links.

Known limits: parts that hold no words (pictures, themes, settings) are never unpacked; all heads
and feet are read, also those of sections that print no page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from noticeparse.errors import UnreadableFile
from noticeparse.extractors.archive import Archive, Relation, open_archive
from noticeparse.extractors.docx.markup import Numbering, R, Styles, W, read_numbering, read_styles

if TYPE_CHECKING:
    from lxml.etree import _Element

NOTES: Final = ("footnote", "endnote")


@dataclass(frozen=True)
class Margin:
    """A head or foot of pages: its role, its story, and what that points to."""

    role: str
    root: _Element
    relations: dict[str, Relation]


@dataclass(frozen=True)
class Package:
    """The parts of a Word file, or of another that was translated into its terms.

    `notes` are those of each kind by their id: a mark of their own ("" where they are counted) and
    their story. `margins` are in the order of their use, heads first.
    """

    body: _Element
    relations: dict[str, Relation]
    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], tuple[str, _Element]]
    margins: tuple[Margin, ...]
    title: str | None


def open_package(data: bytes, path: str) -> Package:
    """Open a Word file; `path` names it in errors. Raises UnreadableFile, EncryptedFile."""
    archive = open_archive(data, path)
    main = _target(archive.relations(""), "officeDocument") or "word/document.xml"
    root = archive.tree(main)
    body = None if root is None else root.find(W + "body")
    if root is None or body is None:
        message = f"{path}: this Word file has no text; it is damaged or no Word document."
        raise UnreadableFile(message)
    relations = archive.relations(main)
    return Package(
        body,
        relations,
        read_styles(archive.tree(_target(relations, "styles"))),
        read_numbering(archive.tree(_target(relations, "numbering"))),
        {
            (kind, note.get(W + "id", "")): ("", note)
            for kind in NOTES
            if (part := archive.tree(_target(relations, f"{kind}s"))) is not None
            for note in part.iterchildren(W + kind)
        },
        tuple(_margins(archive, root, relations)),
        archive.title("docProps/core.xml"),
    )


def _target(relations: dict[str, Relation], kind: str) -> str:
    return next((each.target for each in relations.values() if each.kind == kind), "")


def _margins(archive: Archive, root: _Element, relations: dict[str, Relation]) -> Iterator[Margin]:
    """Yield the heads and feet of pages, those that the sections use first."""
    for kind in ("header", "footer"):
        used = [reference.get(R + "id", "") for reference in root.iter(f"{W}{kind}Reference")]
        used += [key for key, relation in relations.items() if relation.kind == kind]
        for identifier in dict.fromkeys(used):
            target = relations[identifier].target if identifier in relations else ""
            part = archive.tree(target)
            if part is not None:
                yield Margin(f"page_{kind}", part, archive.relations(target))
