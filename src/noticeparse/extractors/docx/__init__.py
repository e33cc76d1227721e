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
from itertools import groupby
from typing import Final

from noticeparse.extractors.archive import nothing_in
from noticeparse.extractors.docx.body import WordStory
from noticeparse.extractors.docx.package import NOTES, Package, format_number, open_package
from noticeparse.extractors.looks import hidden_words, promote, with_role
from noticeparse.extractors.places import number_blocks, table_from
from noticeparse.model import Block, Cell, Document, Paragraph, Source, Text

_LEAST_ROWS: Final = 3


def read(data: bytes, source: Source) -> Document:
    """Read a .docx. Raises a `ReadError`; NeedsOcr where it holds nothing but pictures."""
    return document_of(open_package(data, source.path), source)


def document_of(package: Package, source: Source) -> Document:
    """Read an open package. Raises a `ReadError` as `read` does."""
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
                    lines = with_role(story.inner().blocks(note), "footnote")
                    if text := Text.join((line.text for line in lines), "\n"):
                        marked = Text(f"{mark} {text.string}".strip())
                        result.append(Paragraph(marked, role="footnote"))
    return result


def _margins(package: Package) -> list[Block]:
    """Read the heads and feet of pages, equal ones once."""
    found: dict[tuple[str, str], Block] = {}
    for margin in package.margins:
        story = WordStory(package, margin.relations)
        for block in with_role(story.blocks(margin.root), margin.role):
            if block.text:
                found.setdefault((margin.role, block.text.string), block)
    return list(found.values())


def _tabulated(blocks: Sequence[Block]) -> list[Block]:
    """Put runs of paragraphs with as many tabs each together as tables; the other blocks stay."""
    result: list[Block] = []
    for tabs, group in groupby(blocks, key=_tabs):
        run = list(group)
        lines = [block for block in run if tabs and isinstance(block, Paragraph)]
        rows = [line.text.string.split("\t") for line in lines]
        if len(rows) >= _LEAST_ROWS and _is_table(rows):
            cells = [
                Cell(Text(string), row, column, bold=lines[row].bold)
                for row, strings in enumerate(rows)
                for column, string in enumerate(strings)
            ]
            result.append(table_from(cells, rows=len(rows)))
        else:
            result += run
    return result


def _tabs(block: Block) -> int:
    """Count the tabs of a paragraph that may be a row."""
    if not isinstance(block, Paragraph) or block.role != "body" or "\n" in block.text.string:
        return 0
    return block.text.string.count("\t")


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Labels with their values are no table, nor is a list of contents with its page numbers."""
    is_form = all(strings[0].endswith(":") for strings in rows)
    return not is_form and not all(strings[-1].isdigit() for strings in rows)
