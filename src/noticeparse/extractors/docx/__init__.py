"""Bytes of a Word document → Document.

The zip and its XML are read directly: python-docx repeats merged cells and does not know tracked
changes, text boxes, content controls or notes. Blocks stand in body order; the notes and the heads
and feet of pages (often the only place of the school's name) follow them under their roles. A note
begins with its mark ("1 Until July"); footnotes are counted in digits, endnotes in Roman numerals.

Known limits: pages are unknown; charts, diagrams and pictures give no words; comments are left
out, as they are when a document is printed.
"""

from __future__ import annotations

from noticeparse.extractors.archive import nothing_in
from noticeparse.extractors.docx.body import WordStory
from noticeparse.extractors.docx.markup import format_number
from noticeparse.extractors.docx.package import NOTES, Package, open_package
from noticeparse.extractors.docx.tables import tabulated
from noticeparse.extractors.looks import hidden_words, note_of, promote, with_role
from noticeparse.extractors.places import number_blocks
from noticeparse.model import Block, Document, Paragraph, Source, Text


def read(data: bytes, source: Source) -> Document:
    """Read a .docx.

    Raises UnreadableFile where it is damaged, no Word document or empty, EncryptedFile where its
    parts are locked, NeedsOcr where it holds nothing but pictures.
    """
    return document_of(open_package(data, source.path), source)


def document_of(package: Package, source: Source) -> Document:
    """Read an open package. Raises UnreadableFile and NeedsOcr as `read` does."""
    story = WordStory(package, package.relations)
    blocks = tabulated(story.blocks(package.body))
    if not blocks:
        raise nothing_in(source.path, "document", pictures=story.pictures > 0)
    blocks = promote(blocks, story.weights(blocks))
    blocks += [*_notes(package, story), *_margins(package)]
    return Document(
        source,
        number_blocks(blocks),
        furniture=tuple(map(Text, (*story.furniture, *story.hidden))),
        title=package.title,
        issues=(*story.issues, *hidden_words(sum(len(each.split()) for each in story.hidden))),
    )


def _notes(package: Package, story: WordStory) -> list[Block]:
    """Read the notes that the text refers to, in the order of their marks."""
    result: list[Block] = []
    for kind, style in zip(NOTES, ("decimal", "lowerRoman"), strict=True):
        read: set[str] = set()
        for of, identifier in story.notes:  # grows while it is read: notes may have notes
            if of == kind and identifier not in read:
                read.add(identifier)
                mark, note = package.notes.get((kind, identifier), ("", None))
                if note is not None:
                    mark = mark or format_number(len(read), style)
                    result += note_of(mark, story.inner().blocks(note))
    return result


def _margins(package: Package) -> list[Block]:
    """Read the heads and feet of pages, equal ones once."""
    found: dict[tuple[str, str], Block] = {}
    for margin in package.margins:
        story = WordStory(package, margin.relations)
        for block in with_role(story.blocks(margin.root), margin.role):
            if isinstance(block, Paragraph) and block.text:
                found.setdefault((margin.role, block.text.string), block)
    return list(found.values())
