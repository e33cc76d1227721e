"""Lines of a page set in columns of running text → where each column starts and how far down.

A column of running text shows several lines on end that are filled to the brim: the next word would
not have fitted. Where two columns side by side do so, or one does beside a table of figures, what
stands in them is no row of one table, and each is read on its own.

Known limits: columns of short paragraphs only look like a table.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from noticeparse.extractors.pdf.aligned import is_figures
from noticeparse.extractors.pdf.lines import Line, line_of
from noticeparse.extractors.pdf.tables import next_word_fits

_RUN = 5  # lines on end that are full
_WORDS = 3  # words of a chunk of running text
_BEFORE = 3.0  # points before the start of a column that stay free
_SAME = 2.5  # points between the starts of lines of one column
_PITCH = 1.7  # times the size: lines of one paragraph stand no further apart
_FIGURE_LINES = 3  # lines with two figures, at least, make a table


@dataclass(frozen=True, slots=True)
class Split:
    """Lines [start, end) stand in two columns, the left one up to here."""

    start: int
    end: int
    left: tuple[Line, ...]
    right: tuple[Line, ...]


def column_split(lines: Sequence[Line]) -> Split | None:
    """Find the first place where lines stand in columns, the leftmost column first."""
    for x in _candidates(lines):
        for start, end in _free(lines, x):
            left, right = _sides(lines[start:end], x)
            if _are_columns(left, right):
                return Split(start, end, tuple(left), tuple(right))
    return None


def _candidates(lines: Sequence[Line]) -> list[float]:
    """Return where chunks of running text start over and over, from the left."""
    texts = [chunk for line in lines for chunk in line.pieces[1:] if len(chunk.words) >= _WORDS]
    counts = Counter(round(chunk.box[0]) for chunk in texts)
    starts: list[float] = []
    for x in sorted(counts):
        if counts[x] + counts[x + 1] < _RUN:
            continue
        if not starts or x - starts[-1] > _SAME:
            starts.append(min(chunk.box[0] for chunk in texts if abs(chunk.box[0] - x) <= _SAME))
    return starts


def _free(lines: Sequence[Line], x: float) -> list[tuple[int, int]]:
    """Return the stretches of lines that leave the place before a column's start white."""
    stretches: list[tuple[int, int]] = []
    start = None
    for at, line in enumerate(lines):
        crosses = any(chunk.box[0] < x - _BEFORE < chunk.box[2] for chunk in line.chunks)
        if crosses and start is not None:
            stretches.append((start, at))
            start = None
        elif not crosses and start is None:
            start = at
    if start is not None:
        stretches.append((start, len(lines)))
    return [span for span in stretches if span[1] - span[0] >= _RUN]


def _sides(lines: Sequence[Line], x: float) -> tuple[list[Line], list[Line]]:
    left, right = [], []
    for line in lines:
        before = bisect_left(line.lefts, x - _BEFORE)
        if before:
            left.append(line_of(line.words[:before]))
        if before < len(line.words):
            right.append(line_of(line.words[before:]))
    return left, right


def _are_columns(left: Sequence[Line], right: Sequence[Line]) -> bool:
    if len(left) < _RUN or len(right) < _RUN:
        return False
    texts = _is_running(left), _is_running(right)
    if all(texts):
        return True
    return (texts[0] and _is_figures(right)) or (texts[1] and _is_figures(left))


def _is_running(lines: Sequence[Line]) -> bool:
    """Say whether the first chunks of lines show a run of full lines."""
    start = Counter(round(line.box[0]) for line in lines).most_common(1)[0][0]
    column = [line.chunks[0] for line in lines if abs(line.box[0] - start) <= _SAME]
    if not column:
        return False
    right = max(line.box[2] for line in column)
    run = 0
    for above, below in pairwise(column):
        apart = below.box[3] - above.box[3] > _PITCH * max(above.size, below.size)
        full = len(above.words) >= _WORDS and not next_word_fits(above, below, right)
        run = run + 1 if full and not apart else 0
        if run >= _RUN:
            return True
    return False


def _is_figures(lines: Sequence[Line]) -> bool:
    rows = [sum(is_figures(chunk.words) for chunk in line.chunks) >= 2 for line in lines]
    return sum(rows) >= _FIGURE_LINES
