"""Bytes of an OpenDocument text (.odt) → Document.

The file's XML is translated into Word's and read as that is, so that a notice gives the same rows
in both. Tracked changes count as accepted: what was deleted stands apart in the file and is not
read.

Known limits: pages are unknown; formulas, charts and pictures give no words; comments are left
out, as they are when a document is printed.
"""

from collections.abc import Iterator

from lxml.etree import _Element

from noticeparse.errors import EncryptedFile, UnreadableFile
from noticeparse.extractors.archive import open_archive
from noticeparse.extractors.docx import document_of
from noticeparse.extractors.docx.package import Margin, Numbering, Package, Styles
from noticeparse.extractors.odt.styles import OFFICE, STYLE, read_styles
from noticeparse.extractors.odt.word import Translator
from noticeparse.model import Document, Source


def read(data: bytes, source: Source) -> Document:
    """Read an .odt. Raises a `ReadError`; NeedsOcr where it holds nothing but pictures."""
    return document_of(_package(data, source.path), source)


def _package(data: bytes, path: str) -> Package:
    archive = open_archive(data, path)
    manifest = archive.read("META-INF/manifest.xml") or b""
    if "encrypted-package" in archive.names or b"encryption-data" in manifest:
        raise EncryptedFile(f"{path}: the document is locked with a password.")
    content = archive.tree("content.xml")
    body = None if content is None else content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        message = f"{path}: this file has no text; it is damaged or no text document."
        raise UnreadableFile(message)
    pages = archive.tree("styles.xml")
    common = _children(pages, "styles")
    text = Translator(read_styles([*common, *_children(content, "automatic-styles")]))
    # Heads and feet have automatic styles of their own.
    margins = Translator(read_styles([*common, *_children(pages, "automatic-styles")]))
    return Package(
        text.story(body),
        text.relations,
        Styles(),  # of Word's none is asked for: each run says for itself how it prints
        Numbering(text.lists),
        {("footnote", identifier): note for identifier, note in text.notes.items()},
        tuple(_margins(pages, margins)),
        archive.title("meta.xml"),
    )


def _children(root: _Element | None, name: str) -> list[_Element]:
    group = None if root is None else root.find(OFFICE + name)
    return [] if group is None else list(group.iterchildren("*"))


def _margins(pages: _Element | None, translator: Translator) -> Iterator[Margin]:
    masters = [] if pages is None else list(pages.iter(STYLE + "master-page"))
    for kind in ("header", "footer"):
        names = [f"{STYLE}{kind}{which}" for which in ("", "-first", "-left")]
        for page in masters:
            for child in page.iterchildren(*names):
                if child.get(STYLE + "display") != "false":
                    yield Margin(f"page_{kind}", translator.story(child), translator.relations)
