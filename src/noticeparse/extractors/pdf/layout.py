"""A page → its drawn tables, and the lines that stand outside them.

Only rules draw a table. Coloured boxes do not: inside a drawn cell they are a highlight, and of
stripes the columns' reader takes the edges as rows. A band of colour behind a row hides the columns
that other rows show: a cell over several columns whose chunks each stand in one of them is that
many cells.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from noticeparse.extractors.pdf.grids import Grid, GridCell, find_grids
from noticeparse.extractors.pdf.lines import Line, lines_of
from noticeparse.extractors.pdf.page import Page, Word
from noticeparse.extractors.pdf.tables import PlacedTable, is_table, table_of, words_in

_EDGE = 1.5  # points that a chunk may reach over the line of its column
Given = Sequence[Sequence[Word]]


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands on a page: drawn tables and free lines."""

    page: Page
    tables: tuple[PlacedTable, ...]
    lines: tuple[Line, ...]


def lay_out(page: Page) -> Layout:
    """Find the drawn tables of a page and sort the other words into lines."""
    tables = []
    free = list(page.words)
    for grid in find_grids(page.rules):
        given = words_in(grid, free)
        if not is_table(grid, given):
            continue
        taken = {id(word) for words in given for word in words}
        free = [word for word in free if id(word) not in taken]
        tables.append(table_of(*finer(grid, given), page))
    return Layout(page, tuple(tables), tuple(lines_of(free)))


def finer(grid: Grid, given: Given) -> tuple[Grid, Given]:
    """Part the cells of a grid that hold several."""
    cells = [
        part
        for cell, words in zip(grid.cells, given, strict=True)
        for part in _columns(cell, words, grid)
    ]
    return Grid(tuple(cell for cell, _ in cells), grid.xs, grid.ys), [words for _, words in cells]


def _columns(
    cell: GridCell, words: Sequence[Word], grid: Grid
) -> list[tuple[GridCell, Sequence[Word]]]:
    """Part a cell over several columns, if every chunk in it stands in one column."""
    if cell.right - cell.left < 2 or len(words) < 2:
        return [(cell, words)]
    parts: dict[int, list[Word]] = {}
    for line in lines_of(words):
        for chunk in line.chunks:
            first = bisect(grid.xs, chunk.box[0] + _EDGE) - 1
            if first != bisect(grid.xs, chunk.box[2] - _EDGE) - 1:
                return [(cell, words)]
            column = min(max(first, cell.left), cell.right - 1)
            parts.setdefault(column, []).extend(chunk.words)
    if len(parts) < 2:
        return [(cell, words)]
    return [
        (GridCell(cell.top, cell.bottom, column, column + 1), parts.get(column, []))
        for column in range(cell.left, cell.right)
    ]
