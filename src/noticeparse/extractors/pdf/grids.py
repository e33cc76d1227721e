"""Rules → grids: the closed cells that they draw on a page.

The rules cut the page into atoms. Atoms without a wall between them are one cell; what is open to
the page around is none. Cells that touch are one grid.

Two kinds of rules that are not drawn are implied by those which are: the closing rule where a page
cuts a row (verticals that end together), and the sides of a table that has only inner verticals
(horizontals that end together).

Known limit: a cell that is not a rectangle is taken for the one around it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import compress, pairwise, product
from operator import itemgetter, not_
from typing import NamedTuple

import numpy as np

from noticeparse.extractors.pdf.page import Rule, bridged, grouped
from noticeparse.model import Box
from noticeparse.settings import MAX_PDF_GRID_CELLS

_BRIDGE = 3.0  # points that a line may have as a gap (dots, dashes, crossings)

SNAP = 3.0  # points: rules nearer than this stand at one place
_STUB = 6.0  # points: a vertical up to this is a tick
_LONG = 60.0  # points: only rules this long imply others
_ENDS_TOGETHER = 2.0

Segment = tuple[float, float, float]  # at, start, end
_AT = itemgetter(0)

Atom = tuple[int, int]  # row, column
Walls = AbstractSet[tuple[int, int]]


class GridCell(NamedTuple):
    """A cell by the grid lines that bound it: [top, bottom) rows, [left, right) columns."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells over the lines `xs` and `ys`; cell numbers index into these."""

    cells: tuple[GridCell, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    @property
    def rows(self) -> int:
        """How many rows the lines make."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """How many columns the lines make."""
        return len(self.xs) - 1

    @property
    def box(self) -> Box:
        """The box around the grid."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def box_of(self, cell: GridCell) -> Box:
        """The box of one cell."""
        return (self.xs[cell.left], self.ys[cell.top], self.xs[cell.right], self.ys[cell.bottom])


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """Find the grids that rules draw, from top to bottom."""
    across = sorted([rule[1:] for rule in rules if rule.horizontal])
    down = sorted([rule[1:] for rule in rules if not rule.horizontal])
    if not across or not down:
        return []
    across += implied_ends(across, down)
    down += implied_sides(across, down)
    across, ys = _snapped(across)
    down, xs = _snapped(down)
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > MAX_PDF_GRID_CELLS:
        return []
    floors = _walls(across, ys, xs)
    sides = _walls(down, xs, ys)
    cells = _cells(floors, sides, shape=(len(ys) - 1, len(xs) - 1))
    grids = [_grid_of(group, xs, ys) for group in _touching_groups(cells)]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _snapped(lines: list[Segment]) -> tuple[list[Segment], tuple[float, ...]]:
    """Move lines that stand nearly at one place to their mean place."""
    moved, places = [], []
    for group in _by_position(set(lines), 0, SNAP):
        at = round(sum(line[0] for line in group) / len(group), 2)
        places.append(at)
        moved += [(at, line[1], line[2]) for line in group]
    return moved, tuple(places)


def _walls(lines: list[Segment], places: tuple[float, ...], stops: tuple[float, ...]) -> Walls:
    """Return (place, i) for each stretch from stop i to i+1 that a line at a place covers."""
    index = {at: number for number, at in enumerate(places)}
    walls = set()
    for at, start, end in bridged(sorted(lines), _BRIDGE):
        first = bisect_left(stops, start - _BRIDGE)
        last = bisect_right(stops, end + _BRIDGE) - 1
        walls.update([(index[at], number) for number in range(first, last)])
    return walls


def _cells(floors: Walls, sides: Walls, *, shape: Atom) -> list[GridCell]:
    """Flood the atoms between walls; keep what does not leak out."""
    inside = dict.fromkeys(product(range(shape[0]), range(shape[1])))
    seen: set[Atom] = set()
    cells: list[GridCell] = []
    for atom in inside:
        if atom not in seen:
            atoms = _flood(atom, inside, floors, sides)
            seen |= atoms
            if atoms <= inside.keys():
                cells.append(_around(atoms))
    return cells


def _flood(start: Atom, inside: Container[Atom], floors: Walls, sides: Walls) -> set[Atom]:
    """Return the atoms that are reached from one, and those outside that are reached from them."""
    atoms, waiting = {start}, [start]
    for atom in waiting:
        if atom not in inside:
            continue
        row, column = atom
        below, right = (row + 1, column), (row, column + 1)
        walls = (atom in floors, below in floors, (column, row) in sides, right[::-1] in sides)
        steps = compress(((row - 1, column), below, (row, column - 1), right), map(not_, walls))
        reached = [step for step in steps if step not in atoms]
        waiting += reached
        atoms.update(reached)
    return atoms


def _around(atoms: set[Atom]) -> GridCell:
    """Return the cell that atoms fill; where they are no rectangle, the one around them."""
    rows, columns = zip(*atoms, strict=True)
    return GridCell(min(rows), max(rows) + 1, min(columns), max(columns) + 1)


def _touching_groups(cells: list[GridCell]) -> list[list[GridCell]]:
    """Group cells that share a wall."""
    owner = owners(cells)
    left = dict(owner)
    groups: list[list[GridCell]] = []
    while left:
        members = {
            left.pop(atom)
            for atom in _flood(next(iter(left)), owner, frozenset(), frozenset())
            if atom in left
        }
        groups.append([cells[member] for member in sorted(members)])
    return groups


def owners(cells: Sequence[GridCell]) -> dict[Atom, int]:
    """Return which cell, by its number, covers each atom."""
    return {
        (row, column): number
        for number, cell in enumerate(cells)
        for row in range(cell.top, cell.bottom)
        for column in range(cell.left, cell.right)
    }


def _grid_of(cells: list[GridCell], xs: tuple[float, ...], ys: tuple[float, ...]) -> Grid:
    """Keep only the lines that bound a cell, and number cells by them."""
    rows = sorted({line for cell in cells for line in (cell.top, cell.bottom)})
    columns = sorted({line for cell in cells for line in (cell.left, cell.right)})
    row_number = {line: number for number, line in enumerate(rows)}
    column_number = {line: number for number, line in enumerate(columns)}
    renumbered = [
        GridCell(row_number[top], row_number[bottom], column_number[left], column_number[right])
        for top, bottom, left, right in cells
    ]
    renumbered.sort(key=lambda cell: (cell.top, cell.left))
    return Grid(
        tuple(renumbered), tuple(xs[line] for line in columns), tuple(ys[line] for line in rows)
    )


def implied_ends(across: list[Segment], down: list[Segment]) -> list[Segment]:
    """Verticals that end together without a rule there: an open row, maybe cut by the page.

    The rule that is not there runs as far as those do that cross the verticals.
    """
    down = [line for line in down if line[2] - line[1] > _STUB]
    if not down or len(across) * len(down) > MAX_PDF_GRID_CELLS:
        return []
    implied = []
    crossed = _crossings(across, down)
    for end in (1, 2):
        for group in _by_position(down, end, _ENDS_TOGETHER):
            counts, lefts, rights = zip(*[crossed[line] for line in group], strict=True)
            left, right = min(lefts), max(rights)
            at = sum([line[end] for line in group]) / len(group)
            several = len(group) >= 2 or counts[0] >= 2
            if several and right - left > _LONG and not _covered(across, at, left, right):
                implied.append((at, left, right))
    return implied


def _crossings(
    across: list[Segment], down: list[Segment]
) -> dict[Segment, tuple[int, float, float]]:
    """Count the horizontals that cross each vertical; say how far these and itself reach."""
    y, left, right = np.array(across).T
    x, top, bottom = np.array(down).T[:, :, None]
    crossed = (left - SNAP <= x) & (x <= right + SNAP)
    crossed &= (top - SNAP <= y) & (y <= bottom + SNAP)
    counts = np.count_nonzero(crossed, axis=1).tolist()
    lefts = np.minimum(np.where(crossed, left, x).min(axis=1), x[:, 0]).tolist()
    rights = np.maximum(np.where(crossed, right, x).max(axis=1), x[:, 0]).tolist()
    return dict(zip(down, zip(counts, lefts, rights, strict=True), strict=True))


def implied_sides(across: list[Segment], down: list[Segment]) -> list[Segment]:
    """Horizontals that end together, tied by a vertical somewhere between: an open side."""
    implied = []
    for end in (1, 2):
        long = [line for line in across if line[2] - line[1] > _LONG]
        for group in _by_position(long, end, _ENDS_TOGETHER):
            at = sum(line[end] for line in group) / len(group)
            rows = sorted(set(group))
            top, bottom = rows[0][0], rows[-1][0]
            if len(rows) < 2 or _covered(down, at, top, bottom, share=0.1):
                continue
            implied += [
                (at, above[0], below[0])
                for above, below in pairwise(rows)
                if _tied(above, below, down)
            ]
    return implied


def _by_position(lines: Iterable[Segment], end: int, reach: float) -> list[list[Segment]]:
    """Group lines whose places (0) or ends (1, 2) stand together."""
    ordered = sorted(lines, key=lambda each: (each[end], each))
    return grouped(ordered, lambda group, line: line[end] - group[-1][end] <= reach)


def _covered(
    lines: list[Segment], at: float, start: float, end: float, *, share: float = 0.5
) -> bool:
    """Say whether lines, ordered by their places, cover a share of a line that is not there."""
    reach = SNAP + 1
    first, last = bisect_right(lines, at - reach, key=_AT), bisect_left(lines, at + reach, key=_AT)
    covered = sum([max(0.0, min(line[2], end) - max(line[1], start)) for line in lines[first:last]])
    return covered > share * (end - start)


def _tied(above: Segment, below: Segment, down: list[Segment]) -> bool:
    return any(
        above[1] - 2 < line[0] < above[2] + 2
        and line[1] < above[0] + SNAP + 1
        and line[2] > below[0] - SNAP - 1
        for line in down
    )
