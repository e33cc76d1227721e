"""A page's tables and free lines → the items of the page in reading order.

An item is a table or a passage: lines that follow one another. Between the drawn tables, tables
without rules are looked for; what is left and clearly stands in two columns of running text is read
column by column. Such a column shows several lines on end, no further apart than usual, filled to
the brim: the next word would not have fitted. Where two columns side by side do so, or one does
beside a table of figures, what stands in them is no row of one table.

A table goes on from the page before where the last thing there and the first here are tables with
the same column edges.

Known limits: columns of short paragraphs only look like a table.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from noticeparse.extractors.pdf.aligned import find_aligned, is_figures
from noticeparse.extractors.pdf.columns import Marks, find_columns
from noticeparse.extractors.pdf.lines import Line, line_of, parted
from noticeparse.extractors.pdf.page import Page, long_runs
from noticeparse.extractors.pdf.tables import Layout, PlacedTable, next_word_fits

_FEWEST_ROWS = 2  # lines with a wide gap in them
_DRAWN_EDGE = 3.0  # points that drawn edges may differ
_READ_EDGE = 9.0  # points that edges read from words may differ
_EVEN = 0.22  # of the size: more white space than usual parts rows
_RUN = 5  # lines on end that are full
_WORDS = 3  # words of a chunk of running text
_BEFORE = 3.0  # points before the start of a column that stay free
_SAME = 2.5  # points between the starts of lines of one column
_FIGURE_LINES = 3  # lines with two figures, at least, make a table


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that follow one another; `column` where they are one of several columns."""

    lines: tuple[Line, ...]
    column: bool = False


Item = PlacedTable | Passage


def items_of(
    layout: Layout, lines: Sequence[Line], *, before: PlacedTable | None = None
) -> list[Item]:
    """Put the tables and lines of a page into reading order.

    `before` is the table without rules that was the last thing on the page before.
    """
    starts = before.edges[:-1] if before else ()
    rules = layout.page.rules
    marks = sorted({(rule.at, rule.start, rule.end) for rule in rules if rule.horizontal})
    items: list[Item] = []
    waiting = list(lines)
    for table in sorted(layout.tables, key=lambda each: (each.box[1], each.box[0])):
        above = [line for line in waiting if line.box[1] + line.box[3] < 2 * table.box[1]]
        items += _passages(above, layout.page, marks, before=() if items else starts)
        waiting = waiting[len(above) :]
        items.append(table)
    return items + _passages(waiting, layout.page, marks, before=() if items else starts)


def _passages(
    lines: Sequence[Line], page: Page, marks: Marks, *, before: Sequence[float]
) -> list[Item]:
    """Part lines into tables without rules and passages of text."""
    if not lines or (not before and len(parted(lines)) < _FEWEST_ROWS):
        return _text(lines)
    items: list[Item] = []
    if parts := _columns(lines):
        for number, part in enumerate(parts):
            found = _passages(part, page, marks, before=before)
            beside = number in (1, 2)
            items += [
                replace(item, column=True) if beside and isinstance(item, Passage) else item
                for item in found
            ]
        return items
    done = 0
    for start, end, table in find_aligned(lines, page):
        items += [*_notices(lines[done:start], page, marks, before=before), table]
        done, before = end, ()
    return items + _notices(lines[done:], page, marks, before=before)


def _notices(
    lines: Sequence[Line], page: Page, marks: Marks, *, before: Sequence[float]
) -> list[Item]:
    """Look for tables of text, whose cells run over several lines."""
    items: list[Item] = []
    done = 0
    for start, end, table in find_columns(lines, page, marks, before=before):
        items += [*_text(lines[done:start]), table]
        done = end
    return items + _text(lines[done:])


def _text(lines: Sequence[Line]) -> list[Item]:
    return [Passage(tuple(lines))] if lines else []


def mark_continuing(pages: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """Set `continues` on the tables that go on; the items else as they are."""
    marked: list[list[Item]] = []
    before: Item | None = None
    for items in pages:
        page = list(items)
        first = page[0] if page else None
        if isinstance(first, PlacedTable) and _goes_on(before, first):
            page[0] = replace(first, continues=True)
        before = page[-1] if page else None
        marked.append(page)
    return marked


def _goes_on(before: Item | None, after: PlacedTable) -> bool:
    if not isinstance(before, PlacedTable) or len(before.edges) != len(after.edges):
        return False
    moved = [abs(one - other) for one, other in zip(before.edges, after.edges, strict=True)]
    if before.drawn and after.drawn:
        return max(moved) <= _DRAWN_EDGE
    return max(moved[:-1]) <= _READ_EDGE  # ragged on the right


def _columns(lines: Sequence[Line]) -> tuple[Sequence[Line], ...]:
    """Cut lines where some stand in two columns: those above, the left, the right, those below."""
    for x in _candidates(lines):
        free = [  # the place before the column's start is white
            not any(chunk.box[0] < x - _BEFORE < chunk.box[2] for chunk in line.chunks)
            for line in lines
        ]
        for start, end in long_runs(np.array(free, np.bool_), _RUN):
            left, right = _sides(lines[start:end], x)
            if _are_columns(left, right):
                return lines[:start], left, right, lines[end:]
    return ()


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
    if _is_running(left):
        return _is_running(right) or _is_figures(right)
    return _is_running(right) and _is_figures(left)


def _is_running(lines: Sequence[Line]) -> bool:
    """Say whether the first chunks of lines show a run of full lines."""
    start = Counter(round(line.box[0]) for line in lines).most_common(1)[0][0]
    column = [line.chunks[0] for line in lines if abs(line.box[0] - start) <= _SAME]
    if not column:
        return False
    right = max(line.box[2] for line in column)
    whites = [below.box[1] - above.box[3] for above, below in pairwise(column)]
    usual = sorted(whites)[len(whites) // 4] if whites else 0.0
    full = [
        len(above.words) >= _WORDS
        and not next_word_fits(above, below, right)
        and white < usual + _EVEN * below.size
        for (above, below), white in zip(pairwise(column), whites, strict=True)
    ]
    return bool(long_runs(np.array(full, np.bool_), _RUN))


def _is_figures(lines: Sequence[Line]) -> bool:
    rows = [sum(is_figures(chunk.words) for chunk in line.chunks) >= 2 for line in lines]
    return sum(rows) >= _FIGURE_LINES
