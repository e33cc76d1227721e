"""Bytes of a Word document → Document.

The zip and its XML are read directly: python-docx repeats merged cells and does not know tracked
changes, text boxes, content controls or notes. Blocks stand in body order; the heads and feet of
pages (often the only place of the school's name) and the notes follow them under their roles.

Known limits: pages are unknown; charts, diagrams and pictures give no words; comments are left
out, as they are when a document is printed.
"""

from __future__ import annotations

from noticeparse.errors import UnreadableFile
from noticeparse.extractors.archive import nothing_in
from noticeparse.extractors.docx.body import WordStory
from noticeparse.extractors.docx.markup import W
from noticeparse.extractors.docx.notes import read_margins, read_notes
from noticeparse.extractors.docx.package import open_package
from noticeparse.extractors.docx.tabbed import tabulated
from noticeparse.extractors.looks import hidden_words, promote
from noticeparse.extractors.places import number_blocks
from noticeparse.model import Document, Source, Text


def read(data: bytes, source: Source) -> Document:
    """Read a .docx.

    Raises UnreadableFile where it is damaged, no Word document or empty, EncryptedFile where its
    parts are locked, NeedsOcr where it holds nothing but pictures.
    """
    package = open_package(data, source.path)
    body = package.root.find(W + "body")
    if body is None:
        message = f"{source.path}: this Word file has no text; it is damaged or no Word document."
        raise UnreadableFile(message)
    story = WordStory(package, package.relations)
    blocks = tabulated(story.blocks(body))
    if not blocks:
        raise nothing_in(source.path, "document", pictures=story.pictures > 0)
    blocks = promote(blocks, story.weights(blocks))
    blocks += [*read_notes(package, story.notes), *read_margins(package)]
    return Document(
        source,
        number_blocks(blocks),
        furniture=tuple(map(Text, (*story.furniture, *story.hidden))),
        title=package.archive.title("docProps/core.xml"),
        issues=(*story.issues, *hidden_words(sum(len(each.split()) for each in story.hidden))),
    )
