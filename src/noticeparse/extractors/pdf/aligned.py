"""Lines → tables of short cells and figures, seen only from the white between their columns.

Lines that stand near each other and are cut by wide gaps are a stretch. The white that runs down
through nearly all of its lines are its gutters; a line's chunks go to the columns between them, and
a chunk that runs over a gutter (a heading over several columns) stays whole in the first of its
columns. What comes out is judged: running text and lists of bullets are no tables.

Known limits: tables side by side without other white than a gutter are read as one.
"""

from bisect import bisect
from collections.abc import Sequence
from operator import itemgetter
from statistics import median

import numpy as np

from noticeparse.extractors.pdf.lines import Line, parted
from noticeparse.extractors.pdf.page import Page, Word, hull, long_runs
from noticeparse.extractors.pdf.tables import CellWords, PlacedTable

_FAR = 2.4  # of the size: more white between lines parts stretches
_ALONE = 3  # lines of one chunk that may follow one another inside a table
_WIDE_LINE = 0.62  # of the page's width: a line of one chunk this wide is running text
_GUTTER = 0.55  # of the size: the least width of a gutter
_SURE, _NARROW = 12, 0.3  # lines, and of the size: a gutter that nothing crosses may be as narrow
_CROSSING = 0.12  # of the lines may cross a gutter, where there are enough of them
_FEW = 6  # lines: below, nothing may cross
_PER_POINT = 2  # steps of the profile in a point
_EDGE = 0.5  # points that a chunk may reach into the next column
_ROWS = 3
_FILLED = 0.33  # of the cells at least
_FIGURES = 0.25  # of the cells: a table with as many figures is none of running text
_DIGITS = 0.4  # of a word's letters: it is a figure
_BULLET, _BULLET_SHARE, _BULLET_WORDS = 3, 0.7, 2.5

_TEXT = itemgetter(0)  # of a word
Parts = dict[int, list[Word]]  # column → words


def find_aligned(lines: Sequence[Line], page: Page) -> list[tuple[int, int, PlacedTable]]:
    """Find the tables of figures: (first line, line after the last, table) from top to bottom."""
    return [
        (start, end, table)
        for start, end in _stretches(lines, page.width)
        if (cuts := _cuts(lines[start:end]))
        if (table := _table(lines[start:end], cuts, page))
    ]


def _stretches(lines: Sequence[Line], width: float) -> list[tuple[int, int]]:
    """Group lines that may be one table: [start, end) with chunks in the first and last line."""
    found: list[tuple[int, int]] = []
    start = last = -1  # the first and last line of several chunks
    for at, line in enumerate(lines):
        if start >= 0:
            above = lines[at - 1]
            far = line.box[1] - above.box[3] > _FAR * max(line.size, above.size)
            text = not line.pieces and (
                at - last > _ALONE or line.box[2] - line.box[0] > _WIDE_LINE * width
            )
            if far or text:
                found.append((start, last + 1))
                start = -1
        if line.pieces:
            start = at if start < 0 else start
            last = at
    if start >= 0:
        found.append((start, last + 1))
    return found


def _cuts(lines: Sequence[Line]) -> list[float]:
    """Return the middles of the gutters that the lines of several chunks leave white."""
    several = parted(lines)
    left = min([line.box[0] for line in several])
    right = max([line.box[2] for line in several])
    spans = np.array([word.box for line in several for word in line.words])[:, 0::2]
    steps = int((right - left) * _PER_POINT) + 3
    opened = ((spans[:, 0] - left) * _PER_POINT).astype(np.intp)
    closed = np.ceil((spans[:, 1] - left) * _PER_POINT).astype(np.intp)
    depth = np.cumsum(
        np.bincount(opened, minlength=steps)[:steps] - np.bincount(closed, minlength=steps)[:steps]
    )
    allowed = 0 if len(several) < _FEW else max(1, int(_CROSSING * len(several)))
    size = median([line.size for line in lines]) * _PER_POINT
    last = steps - 1 - _PER_POINT
    gutters = long_runs(depth <= allowed, _GUTTER * size)
    if len(several) >= _SURE:  # white that nothing crosses in so many lines is no accident
        narrow = long_runs(depth <= 0, _NARROW * size)
        gutters += [
            (low, high)
            for low, high in narrow
            if not any(low <= end and start <= high for start, end in gutters)
        ]
    return [
        left + (low + high) / 2 / _PER_POINT
        for low, high in sorted(gutters)
        if low > 0 and high < last
    ]


def _parts(line: Line, cuts: Sequence[float]) -> Parts:
    """Give a line's chunks to columns."""
    parts: Parts = {}
    for chunk in line.chunks:
        first = bisect(cuts, chunk.box[0] + _EDGE)
        if first != bisect(cuts, chunk.box[2] - _EDGE) and line.pieces:
            columns = [bisect(cuts, word.box[0] + _EDGE) for word in chunk.words]
            # Else a word runs over a gutter.
            if columns == [bisect(cuts, word.box[2] - _EDGE) for word in chunk.words]:
                for column, word in zip(columns, chunk.words, strict=True):
                    parts.setdefault(column, []).append(word)
                continue
        parts.setdefault(first, []).extend(chunk.words)
    return parts


def _table(lines: Sequence[Line], cuts: Sequence[float], page: Page) -> PlacedTable | None:
    """Put the words of lines into the columns between cuts; None where that makes no table."""
    rows = [_parts(line, cuts) for line in lines]
    filled = [words for row in rows for words in row.values()]
    columns, several = len(cuts) + 1, sum(len(row) > 1 for row in rows)
    if several < (_ROWS if columns < _ROWS else 2) or len(filled) < _FILLED * columns * len(rows):
        return None
    if columns == 2 and _is_list(rows, words=sum(map(len, filled)) / len(filled)):
        return None
    if sum(map(is_figures, filled)) < _FIGURES * len(filled):
        return None
    box = hull([line.box for line in lines])
    cells = []
    for number, row in enumerate(rows):
        for column in range(columns):
            words = row.get(column, [])
            around = hull([word.box for word in words]) if words else box
            cells.append(CellWords(number, column, words, around, around))
    return PlacedTable(tuple(cells), len(rows), (box[0], *cuts, box[2]), box, page, drawn=False)


def _is_list(parts: Sequence[Parts], *, words: float) -> bool:
    """Say whether two columns are bullets and their items."""
    first = [sum(len(word.text) for word in each[0]) for each in parts if 0 in each]
    bullets = sum(length <= _BULLET for length in first)
    return bullets > _BULLET_SHARE * len(first) and words > _BULLET_WORDS


def is_figures(words: Sequence[Word]) -> bool:
    """Say whether one of the words is a figure."""
    texts = [text for text in map(_TEXT, words) if not text.isalpha()]
    return any(sum(map(str.isdigit, text)) > _DIGITS * len(text) for text in texts)
