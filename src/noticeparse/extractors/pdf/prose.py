"""Lines of running text → the columns that they stand in, in reading order.

Two columns are read one after the other where a gutter is free from top to bottom over several
lines that have text on both sides. What stands above and below such lines, over the whole width,
stays before and after them.
"""

from __future__ import annotations

from collections.abc import Sequence

from noticeparse.extractors.pdf.lines import Line, chunks_of

_LINES = 4  # lines with text on both sides
_SIDE_BY_SIDE = 0.6  # of the lines between the first and last of these


def columns_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines as one passage, or as: above, left column, right column, below."""
    double = [number for number, line in enumerate(lines) if len(chunks_of(line)) == 2]
    if len(double) < _LINES:
        return [list(lines)]
    first, last = double[0], double[-1] + 1
    if len(double) < _SIDE_BY_SIDE * (last - first):
        return [list(lines)]
    pairs = [chunks_of(lines[number]) for number in double]
    low = max(left.box[2] for left, _ in pairs)
    high = min(right.box[0] for _, right in pairs)
    if low >= high:
        return [list(lines)]
    left: list[Line] = []
    right: list[Line] = []
    for line in lines[first:last]:
        for chunk in chunks_of(line):
            if chunk.box[2] <= high:
                left.append(chunk)
            elif chunk.box[0] >= low:
                right.append(chunk)
            else:
                return [list(lines)]  # a line runs across: no columns
    return [list(lines[:first]), left, right, list(lines[last:])]
