"""Blocks and cells as a reader made them → the same with their places.

Readers build blocks in reading order and leave the counting to one pass at their end, so that
promoting, unwrapping or dropping a block never leaves a wrong index behind. Word and web editors
leave grids with columns in which no cell begins (every cell spans two); they mean nothing to a
reader, so they go.

Known limits: rows in which no cell begins stay, since a span may reach over them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from noticeparse.model import Block, Cell, Table


def number_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give every block its place (counted from 0), and every cell of a table its own."""
    return tuple(_placed(block, index) for index, block in enumerate(blocks))


def _placed(block: Block, index: int) -> Block:
    if isinstance(block, Table):
        return _place_table(block, index)
    return replace(block, place=replace(block.place, block=index))


def _place_table(table: Table, index: int) -> Table:
    cells = tuple(_place_cell(cell, index) for cell in table.cells)
    return replace(table, cells=cells, place=replace(table.place, block=index))


def _place_cell(cell: Cell, index: int) -> Cell:
    place = replace(cell.place, block=index, row=cell.row, column=cell.column)
    inner = tuple(_place_table(table, index) for table in cell.tables)
    return replace(cell, place=place, tables=inner)


def table_from(cells: Sequence[Cell], *, rows: int) -> Table:
    """Make a table of placed cells; columns in which no cell begins are left out."""
    starts = sorted({cell.column for cell in cells})
    fitted = tuple(_fit(cell, starts, rows=rows) for cell in cells)
    return Table(fitted, rows=rows, columns=len(starts))


def _fit(cell: Cell, starts: Sequence[int], *, rows: int) -> Cell:
    column = bisect_left(starts, cell.column)
    end = bisect_left(starts, cell.column + cell.column_span)
    return replace(
        cell,
        column=column,
        column_span=max(end - column, 1),
        row_span=max(min(cell.row_span, rows - cell.row), 1),
    )
