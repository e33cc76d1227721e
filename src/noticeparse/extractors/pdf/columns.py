"""Lines outside drawn tables → tables whose columns are only seen from how words stand.

`regions` says which lines are a table and where its columns start; here they become rows and cells.

The evidence for rows, the strongest first: a rule between two lines; more leading than the
tightest; a line that broke although the next word would have fitted. Weaker evidence is only asked
where the stronger is not there for this table.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from noticeparse.extractors.pdf import regions
from noticeparse.extractors.pdf.grids import Grid, GridCell
from noticeparse.extractors.pdf.lines import Line
from noticeparse.extractors.pdf.page import Page, hull
from noticeparse.extractors.pdf.tables import CellWords, PlacedTable, next_word_fits

_MORE_LEADING = 0.11  # of the leading: this much more white parts rows
_EDGE_SHARE = 0.3  # of the rows at least have an edge, where edges are what parts rows
_GAP_SHARE = 0.35  # likewise for leading

Marks = Sequence[tuple[float, float, float]]  # horizontal rules: y, from x, to x


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A line cut into columns: None where a column is empty; `across` runs over all of them."""

    line: Line
    parts: tuple[Line | None, ...]
    across: bool = False


def find_columns(
    lines: Sequence[Line], page: Page, marks: Marks, *, before: Sequence[float] = ()
) -> list[tuple[int, int, PlacedTable]]:
    """Find the tables in a passage: (first line, line after the last, table) from top to bottom.

    `before` are the column starts of a table that may go on at the passage's first line.
    """
    found: list[tuple[int, int, PlacedTable]] = []
    at = 0
    while at < len(lines):
        region = regions.continued_region(lines, before) if at == 0 and before else None
        if region is None:
            region = regions.region_at(lines, at)
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
        [
            ColumnLine(line, (line, *(None for _ in starts[1:])), across=True)
            if not line.pieces and regions.runs_across(line.words, starts[1:])
            else ColumnLine(line, regions.cut(line, starts))
            for line in lines
        ],
        _edges(marks, lines, (starts[0], right)),
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
    return PlacedTable(tuple(cells), grid.rows, grid.xs, grid.box, page, drawn=False)


def _edges(marks: Marks, lines: Sequence[Line], across: regions.Interval) -> list[float]:
    """Return the heights of the edges that run over a good part of the table; no underlines."""
    width = across[1] - across[0]
    heights = [(range(*map(int, line.box[1::2])), line.lefts) for line in lines]
    begun = {(y, int(x + n)) for ys, own in heights for y in ys for x in own for n in (-1, 0, 1)}
    covered: defaultdict[int, float] = defaultdict(float)
    for y, start, end in marks:
        if (int(y), int(start + 0.5)) not in begun or end - start > width / 2:
            covered[round(y)] += max(0.0, min(end, across[1]) - max(start, across[0]))
    return sorted(y for y, length in covered.items() if length > 0.3 * width)


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


def row_groups(
    lines: Sequence[ColumnLine], edges: Sequence[float], *, rights: Sequence[float]
) -> list[list[ColumnLine]]:
    """Group lines into rows; `rights` says where each column ends."""
    middles = [(each.line.box[1] + each.line.box[3]) / 2 for each in lines]
    edged = [any(top < edge < end for edge in edges) for top, end in pairwise(middles)]
    named = sum(line.parts[0] is not None for line in lines)
    by_edges = sum(edged) >= max(1, _EDGE_SHARE * named)
    gaps = _gaps(lines)
    by_gaps = not by_edges and sum(gaps) >= max(1, _GAP_SHARE * (named - 1))
    groups = [[lines[0]]]
    for number, (above, below) in enumerate(pairwise(lines)):
        full = any(sum(part is not None for part in each.parts) >= 2 for each in groups[-1])
        head_ends = full and above.line.bold and not any(word.bold for word in below.line.words)
        if above.across or below.across or edged[number] or head_ends:
            new = True
        elif by_edges:
            new = False
        elif by_gaps:
            new = gaps[number]
        else:
            new = below.parts[0] is not None and _broke_early(above, below, rights)
        if new:
            groups.append([])
        groups[-1].append(below)
    return groups


def _gaps(lines: Sequence[ColumnLine]) -> list[bool]:
    """Say before which lines there is more white than between the lines of one cell.

    White is counted over all columns: lines of cells that are centred in their row stand between
    those of their neighbours.
    """
    usual = _usual_space(lines)
    return [
        below.line.box[1] - above.line.box[3] > usual + _MORE_LEADING * (usual + below.line.size)
        for above, below in pairwise(lines)
    ]


def _usual_space(lines: Sequence[ColumnLine]) -> float:
    """Return the least white between two lines of one column."""
    spaces = []
    for column in range(len(lines[0].parts)):
        parts = [part for line in lines if (part := line.parts[column]) is not None]
        spaces += [below.box[1] - above.box[3] for above, below in pairwise(parts)]
    return min(spaces, default=0.0)


def _broke_early(above: ColumnLine, below: ColumnLine, rights: Sequence[float]) -> bool:
    """Say whether a new row starts, for want of any mark: a name after none, or an early break."""
    if above.parts[0] is None:
        return True
    return any(
        other and (not one or next_word_fits(one, other, right))
        for one, other, right in zip(above.parts, below.parts, rights, strict=True)
    )
