"""Lines of running text → the columns that they stand in, in reading order.

Two columns are read one after the other where a gutter stays free over a stretch of lines that has
text on both sides. What stands above and below the stretch, over the whole width, stays before and
after it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from noticeparse.extractors.pdf.lines import Line, line_of

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
        own = lines[start:end]
        before = [bisect_left(line.lefts, gutter[1] - 0.1) for line in own]
        after = [len(line.words) - count for line, count in zip(own, before, strict=True)]
        if _is_prose(before) and _is_prose(after):
            left, right = _sides(own, before)
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


def _sides(lines: Sequence[Line], before: Sequence[int]) -> tuple[list[Line], list[Line]]:
    """Cut each line after so many words; what has no words on a side is left out there."""
    cuts = list(zip(lines, before, strict=True))
    left = [line_of(line.words[:count]) for line, count in cuts if count]
    right = [line_of(line.words[count:]) for line, count in cuts if count < len(line.words)]
    return left, right


def _is_prose(words: Sequence[int]) -> bool:
    """Say whether lines of so many words, some maybe of none, are running text."""
    lines = sum(map(bool, words))
    return lines >= _LINES and sum(words) >= _WORDS * lines
