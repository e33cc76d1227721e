"""Rules → the rules that are not drawn, but that those which are imply.

There are two: the closing rule where a page cuts a row (verticals that end together imply one), and
the sides of a table that has only inner verticals (horizontals that end together imply one).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from noticeparse.settings import MAX_PDF_GRID_CELLS

SNAP = 3.0  # points: rules nearer than this stand at one place
_STUB = 6.0  # points: a vertical up to this is a tick
_LONG = 60.0  # points: only rules this long imply others
_ENDS_TOGETHER = 2.0

Segment = tuple[float, float, float]  # at, start, end
_AT = itemgetter(0)


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
        for group in _by_position(down, end):
            crossings = [crossed[line] for line in group]
            left = min([crossing.left for crossing in crossings])
            right = max([crossing.right for crossing in crossings])
            at = sum([line[end] for line in group]) / len(group)
            several = len(group) >= 2 or crossings[0].lines >= 2
            if several and right - left > _LONG and not _covered(across, at, left, right):
                implied.append((at, left, right))
    return implied


class _Crossing(NamedTuple):
    """How many horizontals cross a vertical, and how far these and itself reach."""

    lines: int
    left: float
    right: float


def _crossings(across: list[Segment], down: list[Segment]) -> dict[Segment, _Crossing]:
    """Measure, for each vertical, the horizontals that it crosses."""
    y, left, right = np.array(across).T
    x, top, bottom = np.array(down).T[:, :, None]
    crossed = (left - SNAP <= x) & (x <= right + SNAP)
    crossed &= (top - SNAP <= y) & (y <= bottom + SNAP)
    counts = np.count_nonzero(crossed, axis=1).tolist()
    lefts = np.minimum(np.where(crossed, left, x).min(axis=1), x[:, 0]).tolist()
    rights = np.maximum(np.where(crossed, right, x).max(axis=1), x[:, 0]).tolist()
    return dict(zip(down, map(_Crossing, counts, lefts, rights), strict=True))


def implied_sides(across: list[Segment], down: list[Segment]) -> list[Segment]:
    """Horizontals that end together, tied by a vertical somewhere between: an open side."""
    implied = []
    for end in (1, 2):
        for group in _by_position([line for line in across if line[2] - line[1] > _LONG], end):
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


def _by_position(lines: list[Segment], end: int) -> list[list[Segment]]:
    """Group lines whose ends stand together."""
    groups: list[list[Segment]] = []
    for line in sorted(lines, key=lambda each: (each[end], each)):
        if groups and line[end] - groups[-1][-1][end] <= _ENDS_TOGETHER:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


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
