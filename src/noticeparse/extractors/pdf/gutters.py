"""A line and those below it → the gutters between columns that they leave free.

There are two readings: the wide gaps of one line (a header); the places where words start over and
over. `narrowed` then says whether a further line leaves gutters free, and how much of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise

from noticeparse.extractors.pdf.bullets import marker_of
from noticeparse.extractors.pdf.lines import Line

ALIGNED = 2.5  # points between the starts of what stands in one column
FAR = 2.3  # of the size: white space between lines that ends a table
_GUTTER = 0.3  # of the size: the least width of a gutter
_LOOK = 60  # lines that are looked at
_STARTS, _START_SHARE = 4, 0.15  # words that start at one place: at least so many, of the lines

Interval = tuple[float, float]


def gaps_of(line: Line) -> list[Interval]:
    """Return the wide gaps of a line; what follows a bullet is no column."""
    chunks = line.chunks
    if len(chunks) > 1 and marker_of(chunks[0].string + " x") == chunks[0].string:
        chunks = chunks[1:]
    return [(one.box[2], other.box[0]) for one, other in pairwise(chunks)]


def gutters_of_starts(own: Sequence[Line]) -> list[Interval]:
    """Find columns from the places where words start in many lines, seen from the first of them.

    This is how columns are seen where a header's cells are centred in their rows, or where
    justified words stand as far apart as columns.
    """
    counts = Counter(chain.from_iterable([line.starts for line in own]))
    if not any(counts[x] + counts.get(x + 1, 0) >= _STARTS for x in own[0].starts):
        return []
    first = min([line.box[0] for line in own]) + 2 * own[0].size
    least = max(_STARTS, _START_SHARE * len(own))
    often = [
        x for x, count in counts.items() if x >= first and count + counts.get(x + 1, 0) >= least
    ]
    exact = sorted(chain.from_iterable([line.lefts for line in own]))
    gutters: list[Interval] = []
    for start in sorted(often):
        if gutters and start - gutters[-1][1] < own[0].size:
            continue
        gutter = (start - 2 * ALIGNED, _exact(exact, start))
        if narrowed([gutter], own[0]) and _lasting(own, gutter):
            gutters.append(gutter)
    return gutters if any(_starts_at(own[0], high) for _, high in gutters) else []


def _exact(starts: Sequence[float], start: int) -> float:
    """Return the leftmost real start of the words that start at a rounded place."""
    return starts[bisect_left(starts, start - 0.5)]


def _lasting(lines: Sequence[Line], gutter: Interval) -> bool:
    """Say whether enough lines in one stretch from the first leave a gutter free."""
    count, used = 0, 0
    for line in lines:
        if narrowed([gutter], line) is None:
            break
        count += 1
        used += _starts_at(line, gutter[1])
    return used >= _STARTS and used >= _START_SHARE * count


def _starts_at(line: Line, start: float) -> bool:
    return any(abs(word.box[0] - start) < ALIGNED for word in line.words)


def near(above: Line, below: Line) -> bool:
    """Say whether two lines stand near enough for one table."""
    return below.box[1] - above.box[3] <= FAR * max(above.size, below.size)


def narrowed(gutters: Sequence[Interval], line: Line) -> list[Interval] | None:
    """Take the line's words out of the gutters; None where it closes one of them."""
    left = [_without_words(gutter, line) for gutter in gutters]
    return None if any(high - low < _GUTTER * line.size for low, high in left) else left


def _without_words(gutter: Interval, line: Line) -> Interval:
    low, high = gutter
    for word in line.words:
        x0, _, x1, _ = word.box
        if x1 <= low or x0 >= high:
            continue
        if x1 - low < high - x0:
            low = max(low, x1)
        else:
            high = min(high, x0)
    return low, high


def following(lines: Sequence[Line], at: int) -> Sequence[Line]:
    """Return a line and those below it that stand near enough for one table."""
    end = at + 1
    while end < len(lines) and end - at < _LOOK and near(lines[end - 1], lines[end]):
        end += 1
    return lines[at:end]
