"""The words of a cell → its text, with a newline where a new paragraph or item starts.

A bullet that is only drawn is left out, as those of lists in the cells of other formats are.
Three signs, any of them is enough: a bullet at the line's start, more leading than between the
other lines, or a line before it that ended although the next word would have fitted.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from noticeparse.extractors.pdf.bullets import BULLET, marker_of
from noticeparse.extractors.pdf.lines import (
    Line,
    ends_in_break,
    join_lines,
    line_of,
    lines_of,
    new_run,
)
from noticeparse.extractors.pdf.page import Word
from noticeparse.extractors.pdf.signs import SOFT_HYPHEN
from noticeparse.model import Box, Run, Text

_MORE_LEADING = 1.2  # times the tightest leading in the cell
_WIDE_LEADING = 1.5  # times the letters' size: leading that no wrapped line has
_SPACE = 0.28  # of the letters' size
_SLACK = 0.6  # of the letters' size: programs break a little earlier than they have to


def cell_text(words: Sequence[Word], box: Box, page: int) -> Text:
    """Join a cell's words, given the cell's box on its page."""
    if not words:
        return Text("")
    if len(words) == 1 and not words[0].text.endswith(SOFT_HYPHEN):  # most cells of figures
        text, around, *_ = words[0]
        return Text(text, (new_run(Run, (0, len(text), page, around, None, None)),))
    lines = lines_of(words)
    right = box[2] - max(0.0, min(line.box[0] for line in lines) - box[0])
    leading = _tightest(lines)

    def breaks(index: int) -> bool:
        one, other = lines[index - 1], lines[index]
        if marker_of(other.string):
            return True
        pitch = other.box[3] - one.box[3]
        if pitch > _MORE_LEADING * leading and pitch > _WIDE_LEADING * other.size:
            return True
        return next_word_fits(one, other, right)

    return join_lines([_without_bullet(line) for line in lines], page, breaks=breaks)


def _without_bullet(line: Line) -> Line:
    if line.words[0].text != BULLET or len(line.words) == 1:
        return line
    return line_of(line.words[1:])


def _tightest(lines: Sequence[Line]) -> float:
    pitches = [below.box[3] - above.box[3] for above, below in pairwise(lines)]
    return min((pitch for pitch in pitches if pitch > 1), default=0.0)


def next_word_fits(one: Line, other: Line, right: float) -> bool:
    """Say whether a line ended although the first word of the next would have fitted."""
    if one.turned or other.turned:
        return False
    first = other.words[0]
    space = 0.0 if ends_in_break(one.string) else _SPACE * one.size
    width = first.box[2] - first.box[0]
    return one.box[2] + space + width < right - _SLACK * one.size
