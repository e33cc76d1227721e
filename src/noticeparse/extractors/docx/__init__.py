"""Bytes of a Word document → Document.

The zip and its XML are read directly: python-docx repeats merged cells and does not know tracked
changes, text boxes, content controls or notes. Blocks stand in body order; the notes and the heads
and feet of pages (often the only place of the school's name) follow them under their roles. A note
begins with its mark ("1 Until July"); footnotes are counted in digits, endnotes in Roman numerals.

Some notices line their columns up with tabs: a few such paragraphs in a row, with as many tabs
each, are the rows of a table too.

Known limits: pages are unknown; charts, diagrams and pictures give no words; comments are left
out, as they are when a document is printed; rows lined up with tabs that wrap within a column by
further paragraphs are not joined.
"""

from collections.abc import Sequence
from typing import Final

from noticeparse.extractors.archive import nothing_in
from noticeparse.extractors.docx.body import WordStory
from noticeparse.extractors.docx.package import NOTES, Package, format_number, open_package
from noticeparse.extractors.looks import hidden_words, promote, with_role
from noticeparse.extractors.places import number_blocks, table_from
from noticeparse.model import Block, Cell, Document, Paragraph, Source, Text

_LEAST_ROWS: Final = 3


def read(data: bytes, source: Source) -> Document:
    """Read a .docx.

    Raises UnreadableFile where it is damaged, no Word document or empty, EncryptedFile where its
    parts are locked, NeedsOcr where it holds nothing but pictures.
    """
    return document_of(open_package(data, source.path), source)


def document_of(package: Package, source: Source) -> Document:
    """Read an open package. Raises UnreadableFile and NeedsOcr as `read` does."""
    story = WordStory(package, package.relations)
    blocks = _tabulated(story.blocks(package.body))
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
                    blocks = with_role(story.inner().blocks(note), "footnote")
                    texts = [each.text for each in blocks if isinstance(each, Paragraph)]
                    if text := Text.join(texts, "\n"):
                        marked = Text(f"{mark} {text.string}".strip())
                        result.append(Paragraph(marked, role="footnote"))
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


def _tabulated(blocks: Sequence[Block]) -> list[Block]:
    """Put runs of paragraphs with tabs together as tables; the other blocks stay."""
    result: list[Block] = []
    index = 0
    while index < len(blocks):
        rows = _rows(blocks, index)
        if len(rows) >= _LEAST_ROWS and _is_table(rows):
            cells = [
                Cell(Text(string), row, column, bold=bold)
                for row, (strings, bold) in enumerate(rows)
                for column, string in enumerate(strings)
            ]
            result.append(table_from(cells, rows=len(rows)))
            index += len(rows)
        else:
            result.append(blocks[index])
            index += 1
    return result


def _rows(blocks: Sequence[Block], start: int) -> list[tuple[list[str], bool]]:
    rows: list[tuple[list[str], bool]] = []
    for block in blocks[start:]:
        if not isinstance(block, Paragraph) or block.role != "body":
            break
        strings = block.text.string.split("\t")
        if (
            len(strings) < 2
            or "\n" in block.text.string
            or (rows and len(strings) != len(rows[0][0]))
        ):
            break
        rows.append((strings, block.bold))
    return rows


def _is_table(rows: Sequence[tuple[list[str], bool]]) -> bool:
    """Labels with their values are no table, nor is a list of contents with its page numbers."""
    is_form = all(strings[0].endswith(":") for strings, _ in rows)
    is_contents = all(strings[-1].isdigit() for strings, _ in rows)
    return not is_form and not is_contents
