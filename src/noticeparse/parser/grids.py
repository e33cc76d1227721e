"""Tables of a document → grids: logical tables, joined across pages, every position filled.

A grid's row knows, for each column, the cell that covers it (a merged cell covers several), so a
reader of rows never meets a span. Tables that go on on the next page become one grid: the repeated
header is dropped, and a row that the page cut is put together again. What is uncertain is an Issue.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from noticeparse.model import Block, Cell, Issue, Paragraph, Place, Table, Text
from noticeparse.text import fold_key

_BREAKS_OFF = re.compile(r"(?:[-–—,/&(]|\b(?:and|of|for|the|by|with))$", re.IGNORECASE)
_GOES_ON = re.compile(r"[a-z),;&/]")


@dataclass(frozen=True)
class Row:
    """A row: for each column the covering cell or None, and whether it begins in this row."""

    cells: tuple[Cell | None, ...]
    begins: tuple[bool, ...]
    place: Place

    def text(self, column: int) -> Text:
        """The text that covers a column; empty where there is no cell."""
        cell = self.cells[column]
        return Text("") if cell is None else cell.text

    @cached_property
    def distinct(self) -> list[Cell]:
        """The cells of the row from left to right, a merged one once."""
        return [cell for number in self.own if (cell := self.cells[number]) is not None]

    @cached_property
    def own(self) -> list[int]:
        """The columns of the row, one for each cell (its leftmost)."""
        numbers: dict[int, int] = {}
        for number, cell in enumerate(self.cells):
            if cell is not None:
                numbers.setdefault(id(cell), number)
        return list(numbers.values())

    def key(self) -> tuple[str, ...]:
        """What the row says, folded: equal for a header and its repetition."""
        return tuple(fold_key(str(cell.text)) for cell in self.distinct)


@dataclass(frozen=True, slots=True)
class Grid:
    """A logical table: its rows, how many columns, the numbers of its blocks.

    `repeated` are the rows that only repeated the header on another page.
    """

    rows: tuple[Row, ...]
    columns: int
    blocks: tuple[int, ...]
    repeated: tuple[Row, ...] = ()
    issues: tuple[Issue, ...] = ()


def to_rows(table: Table, block: int) -> tuple[Row, ...]:
    """Fill every position of a table with the cell that covers it."""
    at = table.at()
    rows = []
    for number in range(table.rows):
        cells = tuple(at.get((number, column)) for column in range(table.columns))
        first = next((cell for cell in cells if cell is not None), None)
        place = Place(
            page=first.place.page if first and first.place.page else table.page,
            bbox=_row_box(cells),
            block=block if table.place.block is None else table.place.block,
            row=number,
        )
        begins = tuple(cell is not None and cell.row == number for cell in cells)
        rows.append(Row(cells, begins, place))
    return tuple(rows)


def _row_box(cells: Iterable[Cell | None]) -> tuple[float, float, float, float] | None:
    boxes = [cell.place.bbox for cell in cells if cell is not None and cell.place.bbox]
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def to_grids(blocks: Sequence[Block]) -> list[Grid]:
    """Turn the tables among the blocks into grids, joined where one goes on from another.

    Tables nested in cells are grids of their own, after the one that holds them.
    """
    grids: list[Grid] = []
    open_grid = False
    for number, block in enumerate(blocks):
        if not isinstance(block, Table):
            between = isinstance(block, Paragraph) and block.role in ("page_header", "page_footer")
            open_grid = open_grid and between
            continue
        if open_grid and (joined := _join(grids[-1], block, number)):
            grids[-1] = joined
        else:
            grids.append(Grid(to_rows(block, number), block.columns, (number,)))
        for cell in block.cells:
            grids += [Grid(to_rows(t, number), t.columns, (number,)) for t in cell.tables]
        open_grid = not any(cell.tables for cell in block.cells)
    return [grid for grid in grids if grid.rows and grid.columns]


def _join(grid: Grid, table: Table, block: int) -> Grid | None:
    rows = to_rows(table, block)
    repeats = bool(rows) and any(rows[0].key()) and rows[0].key() == grid.rows[0].key()
    if not rows or table.columns != grid.columns or not (table.continues or repeats):
        return None
    rest = list(rows[1:] if repeats else rows)
    kept, issues = list(grid.rows), list(grid.issues)
    if rest and _is_cut(kept[-1], rest[0]):
        cut = rest.pop(0)
        kept[-1] = stitch(kept[-1], cut)
        message = "A row cut by the page was put together."
        issues.append(Issue("parse", "row_joined", "info", message, cut.place))
    return replace(
        grid,
        rows=(*kept, *rest),
        blocks=(*grid.blocks, block),
        repeated=(*grid.repeated, *(rows[:1] if repeats else ())),
        issues=tuple(issues),
    )


def _is_cut(above: Row, below: Row) -> bool:
    """Say whether `below` is the rest of `above`.

    It is when it has no company of its own, and when both halves say so themselves: the company
    above breaks off ("Sign In App -"), or every cell below goes on in the middle of a sentence.
    """
    filled = [cell for cell in below.distinct if cell.text]
    spans_all = len(below.distinct) == 1 and len(below.cells) > 1
    if not filled or spans_all or not any(above.text(column) for column in range(len(above.cells))):
        return False
    if not below.text(0):
        return True
    company = above.text(0).string.rstrip()
    if _BREAKS_OFF.search(company) or company.count("(") > company.count(")"):
        return True
    return len(filled) > 1 and all(_GOES_ON.match(cell.text.string.lstrip()) for cell in filled)


def stitch(above: Row, below: Row) -> Row:
    """Put a row together with the one below that goes on with it."""
    cells = []
    for upper, lower in zip(above.cells, below.cells, strict=True):
        if upper is None or lower is None or lower is upper or not lower.text:
            cells.append(upper or lower)
        else:
            links = upper.links if upper.text else lower.links
            first, second = upper.text.strip(), lower.text.strip()
            # After a hyphen at the line's end without a space.
            glued = first.string.endswith("-") and not first.string.endswith(" -")
            text = Text.join([first, second], "" if glued else " ")
            cells.append(replace(upper, text=text, links=links))
    return replace(above, cells=tuple(cells))
