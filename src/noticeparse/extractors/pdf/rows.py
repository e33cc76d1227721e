"""The lines of a table without rules → its rows.

The evidence, the strongest first: an edge (a rule, a stripe's border) between two lines; more
leading than the tightest; a line that broke although the next word would have fitted. Weaker
evidence is only asked where the stronger is not there for this table.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from noticeparse.extractors.pdf.lines import Line, line_of
from noticeparse.extractors.pdf.page import Word
from noticeparse.extractors.pdf.tables import next_word_fits

_MORE_LEADING = 0.11  # of the leading: this much more white parts rows
_EDGE_SHARE = 0.3  # of the rows at least have an edge, where edges are what parts rows
_NEARLY = 1.5  # points before a column's start that still are the column
_GAP_SHARE = 0.35  # likewise for leading


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A line cut into columns: None where a column is empty; `across` runs over all of them."""

    line: Line
    parts: tuple[Line | None, ...]
    across: bool = False


def cut(line: Line, starts: Sequence[float]) -> tuple[Line | None, ...]:
    """Give each word of a line to the column that it starts in."""
    key = tuple(starts)
    found = line.cuts.get(key)
    if found is None:
        found = line.cuts[key] = _cut(line, key)
    return found


def _cut(line: Line, starts: tuple[float, ...]) -> tuple[Line | None, ...]:
    parts: list[list[Word]] = [[] for _ in starts]
    shifted = [start - _NEARLY for start in starts[1:]]
    for word in line.words:
        parts[bisect(shifted, word.box[0])].append(word)
    return tuple([line_of(part) if part else None for part in parts])


def row_groups(
    lines: Sequence[ColumnLine], edges: Sequence[float], *, rights: Sequence[float]
) -> list[list[ColumnLine]]:
    """Group lines into rows; `rights` says where each column ends."""
    edged = [_edge_between(above.line, below.line, edges) for above, below in pairwise(lines)]
    named = sum(line.parts[0] is not None for line in lines)
    by_edges = sum(edged) >= max(1, _EDGE_SHARE * named)
    gaps = _gaps(lines)
    by_gaps = not by_edges and sum(gaps) >= max(1, _GAP_SHARE * (named - 1))
    groups = [[lines[0]]]
    for number, (above, below) in enumerate(pairwise(lines)):
        if above.across or below.across or edged[number] or _head_ends(above, below):
            new = True
        elif by_edges:
            new = False
        elif by_gaps:
            new = gaps[number]
        else:
            new = below.parts[0] is not None and _broke_early(above, below, rights)
        if new:
            groups.append([])
        groups[-1].append(below)
    return groups


def _edge_between(above: Line, below: Line, edges: Sequence[float]) -> bool:
    top = (above.box[1] + above.box[3]) / 2
    bottom = (below.box[1] + below.box[3]) / 2
    return any(top < edge < bottom for edge in edges)


def _gaps(lines: Sequence[ColumnLine]) -> list[bool]:
    """Say before which lines there is more white than between the lines of one cell.

    White is counted over all columns: lines of cells that are centred in their row stand between
    those of their neighbours.
    """
    usual = _usual_space(lines)
    bottom, gaps = lines[0].line.box[3], []
    for below in lines[1:]:
        space = below.line.box[1] - bottom
        gaps.append(space > usual + _MORE_LEADING * (usual + below.line.size))
        bottom = max(bottom, below.line.box[3])
    return gaps


def _usual_space(lines: Sequence[ColumnLine]) -> float:
    """Return the least white between two lines of one column."""
    spaces = []
    for column in range(len(lines[0].parts)):
        parts = [part for line in lines if (part := line.parts[column]) is not None]
        spaces += [below.box[1] - above.box[3] for above, below in pairwise(parts)]
    return min(spaces, default=0.0)


def _head_ends(above: ColumnLine, below: ColumnLine) -> bool:
    """Say whether a bold header row ends here."""
    full = sum(part is not None for part in above.parts) >= 2
    return full and above.line.bold and not any(word.bold for word in below.line.words)


def _broke_early(above: ColumnLine, below: ColumnLine, rights: Sequence[float]) -> bool:
    """Say whether a new row starts, for want of any mark: a name after none, or an early break."""
    if above.parts[0] is None:
        return True
    for one, other, right in zip(above.parts, below.parts, rights, strict=True):
        if one and other and next_word_fits(one, other, right):
            return True
    return any(other and not one for one, other in zip(above.parts, below.parts, strict=True))
