"""A table:table → a Table whose merged cells stand once, at their top left.

Cells that a merged one covers are in the file as such, so columns are counted by elements. Rows
and cells that repeat are written once with a count, which can be a sheet's whole width: it is
clamped. A table of one cell is a box: its blocks are the story's.

Known limits: borders are not looked at, so cells that only look merged are apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from noticeparse.extractors.grid import table_from
from noticeparse.extractors.looks import flattened, lines_of
from noticeparse.extractors.odt.markup import TABLE, has_text, number
from noticeparse.model import Block, Cell
from noticeparse.settings import MAX_TABLE_COLUMNS, MAX_TABLE_ROWS

if TYPE_CHECKING:
    from lxml.etree import _Element

    from noticeparse.extractors.odt.body import OdtStory

_GROUPS: Final = frozenset(
    TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group")
)
_CELL: Final = TABLE + "table-cell"
_COVERED: Final = TABLE + "covered-table-cell"
_MOST_REPEATED: Final = 200
_MOST_BLANK: Final = 20  # blank cells beyond are the rest of a sheet, not of a table
_MOST_CELLS: Final = 200_000


@dataclass
class _Grid:
    story: OdtStory
    cells: list[Cell] = field(default_factory=list)
    rows: int = 0


def read_table(table: _Element, story: OdtStory) -> list[Block]:
    """Read a table; an empty one gives nothing, a box of one cell gives the blocks in it."""
    rows = list(_rows(table, header=False))
    only = _only_cell(rows)
    if only is not None and not story.in_cell:
        return story.blocks(only)
    grid = _Grid(story)
    for row, header in rows:
        repeat = min(number(row, TABLE + "number-rows-repeated"), _MOST_REPEATED)
        for _ in range(repeat if has_text(row) else 1):
            if grid.rows < MAX_TABLE_ROWS and len(grid.cells) < _MOST_CELLS:
                _read_row(row, grid, header=header)
    if not any(cell.text or cell.tables for cell in grid.cells):
        return []
    return flattened(table_from(grid.cells, rows=grid.rows), story.depth)


def _only_cell(rows: Sequence[tuple[_Element, bool]]) -> _Element | None:
    cells = [cell for row, _ in rows for cell in row.iterchildren(_CELL, _COVERED)]
    repeat = number(rows[0][0], TABLE + "number-rows-repeated") if rows else 0
    is_one = len(cells) == 1 and number(cells[0], TABLE + "number-columns-repeated") == repeat == 1
    return cells[0] if is_one else None


def _rows(table: _Element, *, header: bool) -> Iterator[tuple[_Element, bool]]:
    for child in table.iterchildren("*"):
        if child.tag == TABLE + "table-row":
            yield child, header
        elif child.tag in _GROUPS:
            yield from _rows(child, header=header or child.tag.endswith("header-rows"))


def _read_row(row: _Element, grid: _Grid, *, header: bool) -> None:
    column = 0
    for element in row.iterchildren(_CELL, _COVERED):
        repeat = number(element, TABLE + "number-columns-repeated") or 1
        repeat = min(repeat, MAX_TABLE_COLUMNS - column)
        if element.tag == _COVERED:
            _keep_hidden(element, grid.story)
        if element.tag == _COVERED or (repeat > _MOST_BLANK and not has_text(element)):
            column += repeat
            continue
        for _ in range(repeat):
            grid.cells.append(_read_cell(element, (grid.rows, column), grid.story, header=header))
            column += 1
    grid.rows += 1


def _keep_hidden(element: _Element, story: OdtStory) -> None:
    """Keep the words of a cell that a merged one covers: they do not print."""
    if has_text(element):
        text, _ = lines_of(story.inner(in_cell=True).blocks(element))
        story.hidden.append(text)


def _read_cell(element: _Element, at: tuple[int, int], story: OdtStory, *, header: bool) -> Cell:
    across = number(element, TABLE + "number-columns-spanned") or 1
    down = number(element, TABLE + "number-rows-spanned") or 1
    return replace(
        story.cell(element, at, header=header),
        row_span=min(down, MAX_TABLE_ROWS),
        column_span=min(across, MAX_TABLE_COLUMNS),
    )
