"""Blocks and cells as a reader made them → the same with their places, no text too long to search.

Readers build blocks in reading order and leave the counting to one pass at their end, so that
promoting, unwrapping or dropping a block never leaves a wrong index behind. Word and web editors
leave grids with columns in which no cell begins (every cell spans two); they mean nothing to a
reader, so they go.

What a search costs grows with the square of a line's length. So a text longer than any real one is
cut at the end of a line, a sentence or a word; what is cut off follows as paragraphs. No word goes.

Known limits: rows in which no cell begins stay, since a span may reach over them.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from noticeparse.model import Block, Cell, Document, Issue, Paragraph, Table, Text
from noticeparse.model.document import texts_of_block, with_texts
from noticeparse.settings import MAX_TEXT_CHARACTERS

_Block = TypeVar("_Block", bound=Block)


def number_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give every block its place (counted from 0), and every cell of a table its own."""
    return tuple(_placed(block, index) for index, block in enumerate(blocks))


def _placed(block: _Block, index: int) -> _Block:
    place = replace(block.place, block=index)
    if not isinstance(block, Table):
        return replace(block, place=place)
    cells = tuple(
        replace(
            cell,
            place=replace(cell.place, block=index, row=cell.row, column=cell.column),
            tables=tuple(_placed(table, index) for table in cell.tables),
        )
        for cell in block.cells
    )
    return replace(block, cells=cells, place=place)


def table_from(cells: Sequence[Cell], *, rows: int) -> Table:
    """Make a table of placed cells; columns in which no cell begins are left out."""
    starts = sorted({cell.column for cell in cells})
    fitted = []
    for cell in cells:
        column = bisect_left(starts, cell.column)
        across = max(bisect_left(starts, cell.column + cell.column_span) - column, 1)
        down = max(min(cell.row_span, rows - cell.row), 1)
        fitted.append(replace(cell, column=column, column_span=across, row_span=down))
    return Table(tuple(fitted), rows=rows, columns=len(starts))


def cut_long(document: Document) -> Document:
    """Cut what is too long of a document, and say so; short texts stay as they are."""
    furniture = tuple(piece for text in document.furniture for piece in _pieces(text))
    title = document.title and document.title[:MAX_TEXT_CHARACTERS]
    document = replace(document, furniture=furniture, title=title)
    blocks = tuple(_short(document.blocks))
    if len(blocks) == len(document.blocks):
        return document
    message = f"A text is longer than {MAX_TEXT_CHARACTERS} characters: it was read in pieces."
    issue = Issue("extractors", "long_text", "warning", message)
    return replace(document, blocks=number_blocks(blocks), issues=(*document.issues, issue))


def _short(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        rest: list[Text] = []
        is_long = any(len(text) > MAX_TEXT_CHARACTERS for text in texts_of_block(block))
        yield with_texts(block, partial(_first, rest)) if is_long else block
        yield from (Paragraph(piece, place=block.place) for piece in rest)


def _first(rest: list[Text], text: Text) -> Text:
    first, *others = _pieces(text) or [text]
    rest += others
    return first


def _pieces(text: Text) -> list[Text]:
    if len(text) <= MAX_TEXT_CHARACTERS:
        return [text]
    pieces = []
    while len(text) > MAX_TEXT_CHARACTERS:
        string = text.string[:MAX_TEXT_CHARACTERS]
        ends = (string.rfind(sign, MAX_TEXT_CHARACTERS // 2) for sign in ("\n", ". ", " "))
        end = next((end + 1 for end in ends if end > 0), MAX_TEXT_CHARACTERS)
        pieces.append(text.slice(0, end).strip())
        text = text.slice(end)
    return [piece for piece in (*pieces, text.strip()) if piece]
