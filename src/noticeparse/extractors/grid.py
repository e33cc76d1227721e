"""Cells placed on a grid → the same cells on the fewest columns.

Word and web editors leave grids with columns in which no cell begins (every cell spans two).
They mean nothing to a reader and only make tables of one notice look different, so they go.

Known limits: rows in which no cell begins stay, since a span may reach over them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from noticeparse.model import Cell, Table


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
