"""A grid and the words of its page → a Table; grids that are no tables are told apart.

A box around a text, a banner, a single row of coloured boxes: these are grids but no tables.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from noticeparse.extractors.pdf.cells import cell_text
from noticeparse.extractors.pdf.grids import Grid
from noticeparse.extractors.pdf.page import Link, Page, Word, holds, middle
from noticeparse.model import Box, Cell, Place, Table

_BOLD = itemgetter(3)  # of a word
_PLACE = itemgetter(0, 1)  # of a cell: its row and column
_SLACK = 1.0  # points that a word's middle may lie outside


class CellWords(NamedTuple):
    """A cell that is not yet a text: its words, its box, and how far its lines may reach."""

    row: int
    column: int
    words: Sequence[Word]
    box: Box
    room: Box
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """The cells of a table with what decides whether it goes on on the next page."""

    cells: tuple[CellWords, ...]
    rows: int
    edges: tuple[float, ...]
    box: Box
    page: Page
    drawn: bool = True  # False where columns were read from the words alone
    continues: bool = False

    def head(self) -> list[str]:
        """The texts of the first row."""
        first = [cell for cell in self.cells if cell.row == 0]
        return [" ".join([word.text for word in cell.words]) for cell in first]

    def table(self, block: int) -> Table:
        """Make the table, which is the document's block of a number."""
        number, links = self.page.number, self.page.links
        cells = [
            Cell(
                text=cell_text(words, room, number),
                row=row,
                column=column,
                row_span=row_span,
                column_span=column_span,
                bold=bool(words) and all(map(_BOLD, words)),
                links=links_in(box, links) if links else (),
                place=Place(number, box, block, row, column),
            )
            for row, column, words, box, room, row_span, column_span in self.cells
        ]
        place = Place(number, self.box, block)
        columns = len(self.edges) - 1
        return Table(tuple(cells), self.rows, columns, number, self.continues, place)


def words_in(grid: Grid, words: Sequence[Word]) -> list[list[Word]]:
    """Give each word to the cell that its middle is in; a list a cell, in the cells' order."""
    given: list[list[Word]] = [[] for _ in grid.cells]
    owner = _owners(grid)
    x0, top, x1, bottom = grid.box
    xs, ys = grid.xs[1:-1], grid.ys[1:-1]
    for word in words:
        left, up, right, down = word.box
        x, y = (left + right) / 2, (up + down) / 2
        if x0 - _SLACK <= x <= x1 + _SLACK and top - _SLACK <= y <= bottom + _SLACK:
            cell = owner.get((bisect(ys, y), bisect(xs, x)))
            if cell is not None:  # else it stands in a hole of the grid, outside of every cell
                given[cell].append(word)
    return given


def _owners(grid: Grid) -> dict[tuple[int, int], int]:
    """Return which cell covers each (row, column)."""
    return {
        (row, column): number
        for number, cell in enumerate(grid.cells)
        for row in range(cell.top, cell.bottom)
        for column in range(cell.left, cell.right)
    }


def is_table(grid: Grid, given: Sequence[Sequence[Word]]) -> bool:
    """Say whether a grid holds a table: words in at least two columns."""
    filled = [cell for cell, words in zip(grid.cells, given, strict=True) if words]
    lefts = {cell.left for cell in filled}
    return len(lefts) >= 2 and len(grid.cells) >= 2


def table_of(grid: Grid, given: Sequence[Sequence[Word]], page: Page) -> PlacedTable:
    """Make the table of a grid; empty cells are cells too."""
    cells = []
    for cell, words in zip(grid.cells, given, strict=True):
        top, bottom, left, right = cell
        box = grid.box_of(cell)
        cells.append(CellWords(top, left, words, box, box, bottom - top, right - left))
    return placed(cells, grid, page)


def placed(
    cells: Sequence[CellWords], grid: Grid, page: Page, *, drawn: bool = True
) -> PlacedTable:
    """Put cells together to a table on its page."""
    ordered = sorted(cells, key=_PLACE)
    return PlacedTable(tuple(ordered), grid.rows, grid.xs, grid.box, page, drawn)


def links_in(box: Box, links: Sequence[Link]) -> tuple[str, ...]:
    """Return the addresses that areas inside a box lead to, each once, in reading order."""
    inside = [link for link in links if holds(box, middle(link.box), slack=1.0)]
    inside.sort(key=lambda link: (link.box[1], link.box[0]))
    return tuple(dict.fromkeys(link.url for link in inside))
