"""A drawn grid and its words → the same with rows and columns that no rule draws.

Rules often draw less than the table has. A band of colour behind a row hides the columns that other
rows show: a cell over several columns whose chunks each stand in one of them is that many cells. A
frame with verticals alone holds many rows: where the cells of a row have figures on the same
heights, each height is a row.

Known limits: rows of running text are never parted, only those of figures.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from noticeparse.extractors.pdf.aligned import is_figures
from noticeparse.extractors.pdf.grids import Grid, GridCell
from noticeparse.extractors.pdf.lines import Line, lines_of
from noticeparse.extractors.pdf.page import Word

_EDGE = 1.5  # points that a chunk may reach over the line of its column
_LINES = 3  # lines of a cell from which it may hold several rows; two, where all is figures
_TALL = 4  # rows that a cell stands over, at least, for its lines to be theirs
_LIKE_MOST = 0.85  # of the most lines in a cell of the row: a cell with as many is like it
_ALIKE = 0.6  # of the row's cells are like it
_FILLED = 0.68  # of the columns on average are filled at each height
_FIGURES, _ALL_FIGURES = 0.3, 0.5  # of what stands at each height and column

Given = Sequence[Sequence[Word]]


def finer(grid: Grid, given: Given) -> tuple[Grid, Given]:
    """Part the cells of a grid that hold several."""
    cells = [
        part
        for cell, words in zip(grid.cells, given, strict=True)
        for column in _columns(cell, words, grid)
        for part in _tall(*column, grid)
    ]
    rows = {cell.top for cell, _ in cells if cell.bottom - cell.top == 1}
    tall = {row for cell, _ in cells if cell.bottom - cell.top > 1 for row in _rows_of(cell)}
    heights = {
        row: found
        for row in sorted(rows - tall)
        if (found := _heights([words for cell, words in cells if cell.top == row and words]))
    }
    if heights:
        return _with_rows(grid, cells, heights)
    ordered = [cell for cell, _ in cells]
    return Grid(tuple(ordered), grid.xs, grid.ys), [words for _, words in cells]


def _rows_of(cell: GridCell) -> range:
    return range(cell.top, cell.bottom)


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


def _tall(
    cell: GridCell, words: Sequence[Word], grid: Grid
) -> list[tuple[GridCell, Sequence[Word]]]:
    """Part a cell over several rows, if each of its lines stands in a row of its own."""
    count = cell.bottom - cell.top
    lines = lines_of(words) if count >= _TALL and len(words) >= _ALIKE * count else []
    if len(lines) < _ALIKE * count or _figures(lines) < _FIGURES:
        return [(cell, words)]
    rows = [bisect(grid.ys, (line.box[1] + line.box[3]) / 2) - 1 for line in lines]
    if len(set(rows)) < len(rows):
        return [(cell, words)]
    held = dict(zip(rows, lines, strict=True))
    return [
        (GridCell(row, row + 1, cell.left, cell.right), held[row].words if row in held else ())
        for row in _rows_of(cell)
    ]


def _figures(lines: Sequence[Line]) -> float:
    """Return the share of lines that hold figures."""
    return sum([is_figures(line.words) for line in lines]) / len(lines)


@dataclass(frozen=True, slots=True)
class _Heights:
    """The lines of a row's cells taken together, and where one ends and the next begins."""

    lines: tuple[Line, ...]
    between: tuple[float, ...]


def _heights(row: Given) -> _Heights | None:
    """Return the heights of a row's lines, if each of them is a row of its own."""
    if len(row) < 2 or max(map(len, row)) < 2:
        return None
    each = [lines_of(words) for words in row]
    most = max(map(len, each))
    alike = sum([len(lines) >= _LIKE_MOST * most for lines in each])
    few = most < _LINES
    if most < 2 or (few and len(row) <= 2) or alike < max(2, _ALIKE * len(row)):
        return None
    if _figures([line for lines in each for line in lines]) < (_ALL_FIGURES if few else _FIGURES):
        return None
    together = lines_of(word for words in row for word in words)
    filled = sum(map(len, each)) / len(together) / len(row)
    if abs(len(together) - most) > 1 or filled <= _FILLED:
        return None
    pairs = pairwise(together)
    between = [round((above.box[3] + below.box[1]) / 2, 2) for above, below in pairs]
    return _Heights(tuple(together), tuple(between))


def _with_rows(
    grid: Grid, cells: Sequence[tuple[GridCell, Sequence[Word]]], heights: dict[int, _Heights]
) -> tuple[Grid, Given]:
    """Put the new rows into the grid and part the cells of the old ones."""
    ys: list[float] = []
    number = []  # of each old line among the new
    for row, y in enumerate(grid.ys):
        number.append(len(ys))
        ys.append(y)
        if row in heights:
            ys += heights[row].between
    made: list[tuple[GridCell, Sequence[Word]]] = []
    for cell, words in cells:
        top, bottom = number[cell.top], number[cell.bottom]
        if cell.top not in heights:
            made.append((GridCell(top, bottom, cell.left, cell.right), words))
            continue
        between = heights[cell.top].between
        parts: list[list[Word]] = [[] for _ in range(bottom - top)]
        for word in words:
            parts[bisect(between, (word.box[1] + word.box[3]) / 2)].append(word)
        made += [
            (GridCell(top + at, top + at + 1, cell.left, cell.right), part)
            for at, part in enumerate(parts)
        ]
    return Grid(tuple(cell for cell, _ in made), grid.xs, tuple(ys)), [words for _, words in made]
