"""Paragraphs whose words are parted by tabs → a table.

Some notices line their columns up with tabs. A few such paragraphs in a row, with as many tabs
each, are the rows of a table.

Known limits: rows that wrap within a column by further paragraphs are not joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from noticeparse.extractors.grid import table_from
from noticeparse.model import Block, Cell, Paragraph, Text

_LEAST_ROWS: Final = 3


def tabulated(blocks: Sequence[Block]) -> list[Block]:
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
