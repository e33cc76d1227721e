"""Lines of running text → the columns that they stand in, in reading order.

Two columns are read one after the other where a gutter stays free over a stretch of lines that has
text on both sides. What stands above and below the stretch, over the whole width, stays before and
after it.
"""

from __future__ import annotations

from collections.abc import Sequence

from noticeparse.extractors.pdf.lines import Line, line_of
from noticeparse.extractors.pdf.page import Word

_LINES = 4  # lines of text on either side, at least
_WORDS = 3.0  # words in a line of running text, on average
_GUTTER = 0.75  # of the size

Gutter = tuple[float, float]


def columns_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines as one passage, or as: above, left column, right column, below."""
    for at, line in enumerate(lines):
        chunks = line.pieces
        if len(chunks) != 2:
            continue
        start, end, gutter = _stretch(lines, at, (chunks[0].box[2], chunks[1].box[0]))
        if end - start < _LINES:
            continue
        left, right = _sides(lines[start:end], gutter)
        if _is_prose(left) and _is_prose(right):
            return [list(lines[:start]), left, right, *columns_of(lines[end:])]
    return [list(lines)]


def _stretch(lines: Sequence[Line], at: int, gutter: Gutter) -> tuple[int, int, Gutter]:
    """Go down and up from a line while the gutter stays free."""
    end = at + 1
    while end < len(lines) and (narrowed := _narrowed(gutter, lines[end])):
        gutter = narrowed
        end += 1
    start = at
    while start > 0 and (narrowed := _narrowed(gutter, lines[start - 1])):
        gutter = narrowed
        start -= 1
    return start, end, gutter


def _narrowed(gutter: Gutter, line: Line) -> Gutter | None:
    low, high = gutter
    for chunk in line.chunks:
        x0, _, x1, _ = chunk.box
        if x0 >= high or x1 <= low:
            continue
        if x0 <= low and x1 < high:
            low = x1
        elif x1 >= high and x0 > low:
            high = x0
        else:
            return None
    return (low, high) if high - low >= _GUTTER * line.size else None


def _sides(lines: Sequence[Line], gutter: Gutter) -> tuple[list[Line], list[Line]]:
    """Cut lines at a gutter."""
    sides: tuple[list[Line], list[Line]] = ([], [])
    for line in lines:
        parts: tuple[list[Word], list[Word]] = ([], [])
        for word in line.words:
            parts[word.box[0] >= gutter[1] - 0.1].append(word)
        for side, part in zip(sides, parts, strict=True):
            if part:
                side.append(line_of(part))
    return sides


def _is_prose(lines: Sequence[Line]) -> bool:
    words = sum([len(line.words) for line in lines])
    return len(lines) >= _LINES and words >= _WORDS * len(lines)
