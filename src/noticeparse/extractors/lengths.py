"""Blocks → the same blocks, none of their texts longer than is searched at a time.

What a search costs grows with the square of a line's length. So a text longer than any real one is
cut at the end of a line, a sentence or a word; what is cut off follows as paragraphs. No word goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from noticeparse.model import Block, Paragraph, Table, Text, texts_of_block
from noticeparse.settings import MAX_TEXT_CHARACTERS


def cut_long(blocks: Iterable[Block]) -> Iterator[Block]:
    """Cut what is too long of blocks; short ones stay as they are."""
    for block in blocks:
        rest: list[Text] = []
        is_long = any(len(text) > MAX_TEXT_CHARACTERS for text in texts_of_block(block))
        yield _cut(block, rest) if is_long else block
        yield from (Paragraph(piece, place=block.place) for piece in rest)


def _cut(block: Block, rest: list[Text]) -> Block:
    if not isinstance(block, Table):
        return replace(block, text=_first(block.text, rest))
    return _cut_cells(block, rest)


def _cut_cells(table: Table, rest: list[Text]) -> Table:
    cells = []
    for cell in table.cells:
        tables = tuple(_cut_cells(inner, rest) for inner in cell.tables)
        cells.append(replace(cell, text=_first(cell.text, rest), tables=tables))
    return replace(table, cells=tuple(cells))


def _first(text: Text, rest: list[Text]) -> Text:
    pieces = []
    while len(text) > MAX_TEXT_CHARACTERS:
        string = text.string[:MAX_TEXT_CHARACTERS]
        ends = (string.rfind(sign, MAX_TEXT_CHARACTERS // 2) for sign in ("\n", ". ", " "))
        end = next((end + 1 for end in ends if end > 0), MAX_TEXT_CHARACTERS)
        pieces.append(text.slice(0, end).strip())
        text = text.slice(end)
    first, *others = [*pieces, text.strip()]
    rest += filter(None, others)
    return first
