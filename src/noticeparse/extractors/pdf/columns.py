"""Lines outside drawn tables → tables whose columns are only seen from how words stand.

A line with wide gaps may be a header; the lines below go on in its table while they leave the same
gutters free, or run across all of them as a section's name. What is left is judged: columns of
running text, a list's bullets, or too few rows are no table.

Known limits: columns are read from the starts of words, so a gutter has to be free from the header
to the last row; tables side by side are read as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean

from noticeparse.extractors.pdf.bullets import marker_of
from noticeparse.extractors.pdf.cells import cell_text
from noticeparse.extractors.pdf.grids import Grid, GridCell
from noticeparse.extractors.pdf.lines import Line, chunks_of, rounded
from noticeparse.extractors.pdf.page import Page, Rule, hull
from noticeparse.extractors.pdf.rows import ColumnLine, cut, row_groups
from noticeparse.extractors.pdf.tables import PlacedTable, links_in, placed
from noticeparse.model import Box, Cell, Place

_ALIGNED = 2.5  # points between the starts of what stands in one column
_GUTTER = 0.3  # of the size: the least width of a gutter
_WIDE = 0.75  # of the size: a gap that no justified line has
_FAR = 2.3  # of the size: white space between lines that ends a table, unless marks bridge it
_FARTHEST = 6.0
_SECTION_WORDS = 10
_SEVERAL = 0.08  # of the lines at least have words in two columns
_ROWS = 3  # lines with words in two columns at least, the header among them
_PROSE_WORDS, _PROSE_FULL, _PROSE_LINES = 4.5, 0.7, 0.45
_LINE_SPACE = 0.35  # of the size: white space between the lines of one paragraph
_LOOK = 60  # lines that are looked at for starts of columns
_STARTS, _START_SHARE = 4, 0.15  # words that start at one place: at least so many, of the lines
_TRAILING = 1.3  # times the widest space inside the table: a line below it is none of it

Interval = tuple[float, float]
Region = tuple[int, int, tuple[float, ...]]  # first line, line after the last, column starts


@dataclass(frozen=True, slots=True)
class Marks:
    """The edges that rules and stripes draw near the lines: (y, from x, to x)."""

    edges: tuple[tuple[float, float, float], ...] = ()


def marks_of(rules: Iterable[Rule], fills: Iterable[Box]) -> Marks:
    """Collect the horizontal edges of rules and fills."""
    edges = [(rule.at, rule.start, rule.end) for rule in rules if rule.horizontal]
    for x0, top, x1, bottom in fills:
        edges += [(top, x0, x1), (bottom, x0, x1)]
    return Marks(tuple(sorted(set(edges))))


def find_columns(
    lines: Sequence[Line], page: Page, marks: Marks, *, before: Sequence[float] = ()
) -> list[tuple[int, int, PlacedTable]]:
    """Find the tables in a passage: (first line, line after the last, table) from top to bottom.

    `before` are the column starts of a table that may go on at the passage's first line.
    """
    found: list[tuple[int, int, PlacedTable]] = []
    at = 0
    while at < len(lines):
        region = _continued(lines, before, marks) if at == 0 and before else None
        region = region or _region(lines, at, marks)
        if region is None:
            at += 1
            continue
        start, end, starts = region
        start = max(start, found[-1][1] if found else 0)
        found.append((start, end, _table(lines[start:end], starts, page, marks=marks)))
        at = end
    return found


def _continued(lines: Sequence[Line], before: Sequence[float], marks: Marks) -> Region | None:
    """Grow the rest of a table whose columns are known: one row in two columns is enough."""
    if abs(min(line.box[0] for line in lines[:2]) - before[0]) > _ALIGNED and not any(
        abs(lines[0].box[0] - start) < _ALIGNED for start in before
    ):
        return None
    gutters = _narrowed([(start - 2 * _ALIGNED, start) for start in before[1:]], lines[0])
    if gutters is None:
        return None
    end, gutters = _grown(lines, 0, gutters, marks=marks)
    starts = (before[0], *(high for _, high in gutters))
    end = _trimmed(lines[:end], starts)
    several = [line for line in lines[:end] if sum(map(bool, cut(line, starts))) >= 2]
    return (0, end, starts) if several else None


def _region(lines: Sequence[Line], at: int, marks: Marks) -> Region | None:
    """Grow a table from a line; None where there is none.

    Gutters are seen from the gaps of the line itself and, as a second reading, from where words
    start over and over in the lines below. The reading that explains more cells is taken.
    """
    readings = [
        region
        for gutters in (_gaps_of(lines[at]), _gutters_of_starts(lines, at, marks))
        if gutters and (region := _read(lines, at, gutters, marks=marks))
    ]
    return max(readings, key=lambda region: _filled(lines, region), default=None)


def _filled(lines: Sequence[Line], region: Region) -> int:
    """Count the filled parts of a region's lines beyond the first in each line."""
    start, end, starts = region
    return sum(sum(map(bool, cut(line, starts))) - 1 for line in lines[start:end])


def _read(
    lines: Sequence[Line], at: int, gutters: list[Interval], *, marks: Marks
) -> Region | None:
    end, gutters = _grown(lines, at, gutters, marks=marks)
    starts = _starts(lines[at:end], gutters)
    end = at + _trimmed(lines[at:end], starts)
    if not _is_table([cut(line, starts) for line in lines[at:end]], starts):
        return None
    return _with_lines_above(lines, at, starts), end, starts


def _grown(
    lines: Sequence[Line], at: int, gutters: list[Interval], *, marks: Marks
) -> tuple[int, list[Interval]]:
    """Go down while lines leave the gutters free; return the end and the gutters left."""
    end = at + 1
    while end < len(lines) and _near(lines[end - 1], lines[end], marks):
        left = _narrowed(gutters, lines[end])
        if left is not None:
            gutters = left
        elif not _is_section(lines, end, gutters):
            break
        end += 1
    return end, gutters


def _gutters_of_starts(lines: Sequence[Line], at: int, marks: Marks) -> list[Interval]:
    """Find columns from the places where words start in many of the lines that follow.

    This is how columns are seen where a header's cells are centred in their rows, or where
    justified words stand as far apart as columns.
    """
    end = at + 1
    while end < len(lines) and end - at < _LOOK and _near(lines[end - 1], lines[end], marks):
        end += 1
    own = lines[at:end]
    counts = Counter(start for line in own for start in {round(word.box[0]) for word in line.words})
    left = min(line.box[0] for line in own)
    gutters: list[Interval] = []
    for start in sorted(counts):
        support = counts[start] + counts[start + 1]
        if start < left + 2 * own[0].size or support < max(_STARTS, _START_SHARE * len(own)):
            continue
        if gutters and start - gutters[-1][1] < own[0].size:
            continue
        gutter = (start - 2 * _ALIGNED, _exact(own, start))
        if _narrowed([gutter], own[0]) and _lasting(own, gutter):
            gutters.append(gutter)
    return gutters if any(_starts_at(own[0], high) for _, high in gutters) else []


def _exact(lines: Sequence[Line], start: int) -> float:
    """Return the leftmost real start of the words that start at a rounded place."""
    starts = [word.box[0] for line in lines for word in line.words]
    return min(x for x in starts if start - 0.5 <= x <= start + 1.5)


def _lasting(lines: Sequence[Line], gutter: Interval) -> bool:
    """Say whether enough lines in one stretch from the first leave a gutter free."""
    count, used = 0, 0
    for line in lines:
        if _narrowed([gutter], line) is None:
            break
        count += 1
        used += _starts_at(line, gutter[1])
    return used >= _STARTS and used >= _START_SHARE * count


def _starts_at(line: Line, start: float) -> bool:
    return any(abs(word.box[0] - start) < _ALIGNED for word in line.words)


def _gaps_of(line: Line) -> list[Interval]:
    """Return the wide gaps of a line; what follows a bullet is no column."""
    chunks = chunks_of(line)
    if len(chunks) > 1 and marker_of(chunks[0].string + " x") == chunks[0].string:
        chunks = chunks[1:]
    return [(one.box[2], other.box[0]) for one, other in pairwise(chunks)]


def _near(above: Line, below: Line, marks: Marks) -> bool:
    space = below.box[1] - above.box[3]
    size = max(above.size, below.size)
    if space <= _FAR * size:
        return True
    bridged = any(above.box[3] - 2 <= y <= below.box[1] + 2 for y, _, _ in marks.edges)
    return bridged and space <= _FARTHEST * size


def _narrowed(gutters: Sequence[Interval], line: Line) -> list[Interval] | None:
    """Take the line's words out of the gutters; None where it closes one of them."""
    narrowed = [_without_words(gutter, line) for gutter in gutters]
    for low, high in narrowed:
        if high - low < _GUTTER * line.size or not _parts(line, (low, high)):
            return None
    return narrowed


def _without_words(gutter: Interval, line: Line) -> Interval:
    low, high = gutter
    for x0, _, x1, _ in (word.box for word in line.words):
        if x1 <= low or x0 >= high:
            continue
        if x1 - low < high - x0:
            low = max(low, x1)
        else:
            high = min(high, x0)
    return low, high


def _parts(line: Line, gutter: Interval) -> bool:
    """Say whether a line's words around a gutter are two cells, not words of one sentence."""
    before = [word for word in line.words if word.box[2] <= gutter[0] + 0.1]
    after = [word for word in line.words if word.box[0] >= gutter[1] - 0.1]
    if not before or not after:
        return True
    gap = after[0].box[0] - max(word.box[2] for word in before)
    return gap > _WIDE * line.size or abs(after[0].box[0] - gutter[1]) < _ALIGNED


def _is_section(lines: Sequence[Line], at: int, gutters: Sequence[Interval]) -> bool:
    """Say whether a line across the gutters is a section's name: rows of the table follow it."""
    line = lines[at]
    if len(line.words) > _SECTION_WORDS or len(chunks_of(line)) > 1 or at + 1 >= len(lines):
        return False
    below = lines[at + 1]
    return _narrowed(gutters, below) is not None and len(chunks_of(below)) > 1


def _starts(lines: Sequence[Line], gutters: Sequence[Interval]) -> tuple[float, ...]:
    """Return where each column starts: the left edge, and the right ends of the gutters."""
    return (min(line.box[0] for line in lines), *(high for _, high in gutters))


def _trimmed(lines: Sequence[Line], starts: Sequence[float]) -> int:
    """Leave out lines at the end that stand apart and fill one column only."""
    end = len(lines)
    while end > 1:
        filled = sum(part is not None for part in cut(lines[end - 1], starts))
        inner = lines[: end - 1]
        spaces = [below.box[1] - above.box[3] for above, below in pairwise(inner)]
        space = lines[end - 1].box[1] - lines[end - 2].box[3]
        usual = max([*spaces, _LINE_SPACE * lines[end - 1].size])
        if filled > 1 or space <= _TRAILING * usual:
            break
        end -= 1
    return end


def _is_table(cuts: Sequence[tuple[Line | None, ...]], starts: Sequence[float]) -> bool:
    several = [parts for parts in cuts if sum(part is not None for part in parts) >= 2]
    if len(several) < _ROWS or len(several) < _SEVERAL * len(cuts):
        return False
    first = [parts[0] for parts in cuts if parts[0] is not None]
    if sum(len(part.string) <= 2 or bool(marker_of(part.string)) for part in first) > 0.6 * len(
        first
    ):
        return False
    return not _is_prose(cuts, starts)


def _is_prose(cuts: Sequence[tuple[Line | None, ...]], starts: Sequence[float]) -> bool:
    """Say whether every column is filled like running text."""
    right = max(part.box[2] for parts in cuts for part in parts if part)
    full = 0
    for number, start in enumerate(starts):
        column = [parts[number] for parts in cuts]
        filled = [part for part in column if part is not None]
        if len(filled) < _PROSE_LINES * len(column):
            continue
        width = (starts[number + 1] if number + 1 < len(starts) else right) - start
        words = mean(len(part.words) for part in filled)
        share = mean(part.box[2] - part.box[0] for part in filled) / max(width, 1.0)
        full += words >= _PROSE_WORDS and share >= _PROSE_FULL
    return full == len(starts)


def _with_lines_above(lines: Sequence[Line], at: int, starts: Sequence[float]) -> int:
    """Take in lines above that start in a later column: the rest of a row that a page cut."""
    while at > 0:
        above = lines[at - 1]
        aligned = any(abs(above.box[0] - start) < _ALIGNED for start in starts[1:])
        if not aligned or lines[at].box[1] - above.box[3] > _FAR * above.size:
            break
        at -= 1
    return at


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
    tops = [min(each.line.box[1] for each in group) for group in groups]
    bottom = max(line.box[3] for line in lines)
    grid = Grid((), (*starts, right), (*tops, bottom))
    cells = [
        cell
        for row, group in enumerate(groups)
        for cell in _row(group, row, grid=grid, rights=rights, page=page)
    ]
    return placed(cells, grid, page, drawn=False)


def _edges(marks: Marks, across: Interval) -> list[float]:
    """Return the heights of the edges that run over a good part of the table."""
    width = across[1] - across[0]
    covered: dict[int, float] = {}
    for y, start, end in marks.edges:
        length = max(0.0, min(end, across[1]) - max(start, across[0]))
        covered[round(y)] = covered.get(round(y), 0.0) + length
    return sorted(y for y, length in covered.items() if length > 0.3 * width)


def _column_line(line: Line, starts: tuple[float, ...]) -> ColumnLine:
    crosses = any(
        word.box[0] < start - _ALIGNED and word.box[2] > start + _ALIGNED
        for word in line.words
        for start in starts[1:]
    )
    if crosses:
        return ColumnLine(line, (line, *(None for _ in starts[1:])), across=True)
    return ColumnLine(line, cut(line, starts))


def _row(
    group: Sequence[ColumnLine], row: int, *, grid: Grid, rights: Sequence[float], page: Page
) -> list[Cell]:
    cells = []
    across = group[0].across
    for column in range(1 if across else grid.columns):
        words = [
            word
            for each in group
            for word in (each.parts[column] or each.line).words
            if each.parts[column] is not None
        ]
        span = grid.columns if across else 1
        box = grid.box_of(GridCell(row, row + 1, column, column + span))
        inner = (box[0], box[1], rights[column + span - 1], box[3])
        around = hull([word.box for word in words]) if words else box
        cells.append(
            Cell(
                text=cell_text(words, inner, page.number),
                row=row,
                column=column,
                column_span=span,
                bold=bool(words) and all(word.bold for word in words),
                links=links_in(box, page.links),
                place=Place(page.number, rounded(around), row=row, column=column),
            )
        )
    return cells
