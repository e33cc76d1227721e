"""Lines outside drawn tables → tables whose columns are only seen from how words stand.

`regions` says which lines are a table and where its columns start, `rows` which of the lines are
one row; here they become cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from noticeparse.extractors.pdf.grids import Grid, GridCell
from noticeparse.extractors.pdf.lines import Line
from noticeparse.extractors.pdf.page import Page, Rule, hull
from noticeparse.extractors.pdf.regions import ALIGNED, Interval, continued_region, region_at
from noticeparse.extractors.pdf.rows import ColumnLine, cut, row_groups
from noticeparse.extractors.pdf.tables import CellWords, PlacedTable, placed
from noticeparse.model import Box

Marks = Sequence[tuple[float, float, float]]  # edges near the lines: y, from x, to x


def marks_of(rules: Iterable[Rule], fills: Iterable[Box]) -> Marks:
    """Collect the horizontal edges that rules and stripes draw."""
    edges = {(rule.at, rule.start, rule.end) for rule in rules if rule.horizontal}
    edges |= {(y, x0, x1) for x0, top, x1, bottom in fills for y in (top, bottom)}
    return sorted(edges)


def find_columns(
    lines: Sequence[Line], page: Page, marks: Marks, *, before: Sequence[float] = ()
) -> list[tuple[int, int, PlacedTable]]:
    """Find the tables in a passage: (first line, line after the last, table) from top to bottom.

    `before` are the column starts of a table that may go on at the passage's first line.
    """
    found: list[tuple[int, int, PlacedTable]] = []
    at = 0
    while at < len(lines):
        region = continued_region(lines, before) if at == 0 and before else None
        if region is None:
            region = region_at(lines, at)
        if region is None:
            at += 1
            continue
        start, end, starts = region
        start = max(start, found[-1][1] if found else 0)
        found.append((start, end, _table(lines[start:end], starts, page, marks=marks)))
        at = end
    return found


def _table(
    lines: Sequence[Line], starts: tuple[float, ...], page: Page, *, marks: Marks
) -> PlacedTable:
    right = max(line.box[2] for line in lines)
    rights = (*(start - 4.0 for start in starts[1:]), right)
    groups = row_groups(
        [_column_line(line, starts) for line in lines],
        _edges(marks, (starts[0], right)),
        rights=rights,
    )
    reach = [
        max(
            (part.box[2] for each in groups for line in each if (part := line.parts[n])),
            default=0.0,
        )
        for n in range(len(starts))
    ]
    tops = [min(each.line.box[1] for each in group) for group in groups]
    bottom = max(line.box[3] for line in lines)
    grid = Grid((), (*starts, right), (*tops, bottom))
    cells = [
        cell
        for row, group in enumerate(groups)
        for cell in _row(group, row, grid=grid, rights=reach)
    ]
    return placed(cells, grid, page, drawn=False)


def _edges(marks: Marks, across: Interval) -> list[float]:
    """Return the heights of the edges that run over a good part of the table."""
    width = across[1] - across[0]
    covered: dict[int, float] = {}
    for y, start, end in marks:
        length = max(0.0, min(end, across[1]) - max(start, across[0]))
        covered[round(y)] = covered.get(round(y), 0.0) + length
    return sorted(y for y, length in covered.items() if length > 0.3 * width)


def _column_line(line: Line, starts: tuple[float, ...]) -> ColumnLine:
    crosses = any(
        word.box[0] < start - ALIGNED and word.box[2] > start + ALIGNED
        for word in line.words
        for start in starts[1:]
    )
    if crosses and not line.pieces:
        return ColumnLine(line, (line, *(None for _ in starts[1:])), across=True)
    return ColumnLine(line, cut(line, starts))


def _row(
    group: Sequence[ColumnLine], row: int, *, grid: Grid, rights: Sequence[float]
) -> list[CellWords]:
    cells = []
    across = group[0].across
    for column in range(1 if across else grid.columns):
        words = [word for each in group if (part := each.parts[column]) for word in part.words]
        span = grid.columns if across else 1
        box = grid.box_of(GridCell(row, row + 1, column, column + span))
        room = (box[0], box[1], rights[column + span - 1], box[3])
        around = hull([word.box for word in words]) if words else box
        cells.append(CellWords(row, column, words, around, room, 1, span))
    return cells
