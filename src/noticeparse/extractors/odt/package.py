"""Zip of an OpenDocument text → its parts: content, styles, heads and feet, title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from noticeparse.errors import EncryptedFile, UnreadableFile
from noticeparse.extractors.archive import open_archive
from noticeparse.extractors.odt.markup import OFFICE
from noticeparse.extractors.odt.styles import Styles, read_styles

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True)
class Package:
    """An open text document. Heads and feet (`pages`) have automatic styles of their own."""

    content: _Element
    styles: Styles
    pages: _Element | None
    page_styles: Styles
    title: str | None


def open_package(data: bytes, path: str) -> Package:
    """Open a text document; `path` names it in errors. Raises UnreadableFile, EncryptedFile."""
    archive = open_archive(data, path)
    manifest = archive.read("META-INF/manifest.xml") or b""
    if "encrypted-package" in archive.names or b"encryption-data" in manifest:
        raise EncryptedFile(f"{path}: the document is locked with a password.")
    content = archive.tree("content.xml")
    if content is None:
        message = f"{path}: this file has no text part; it is damaged or no text document."
        raise UnreadableFile(message)
    pages = archive.tree("styles.xml")
    common = _children(pages, "styles")
    return Package(
        content=content,
        styles=read_styles([*common, *_children(content, "automatic-styles")]),
        pages=pages,
        page_styles=read_styles([*common, *_children(pages, "automatic-styles")]),
        title=archive.title("meta.xml"),
    )


def _children(root: _Element | None, name: str) -> list[_Element]:
    group = None if root is None else root.find(OFFICE + name)
    return [] if group is None else list(group.iterchildren("*"))
