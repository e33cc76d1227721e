"""Blocks without places → the same blocks, each with its index; cells with row and column.

Readers build blocks in reading order and leave the counting to this one pass at their end, so
that promoting, unwrapping or dropping a block never leaves a wrong index behind.
"""

from __future__ import annotations

from collections.abc import Iterable
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
