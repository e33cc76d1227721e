"""Lines → the stretches of them that are tables without rules, and where their columns start.

Gutters are read in two ways: the wide gaps of one line (a header); the places where words start
over and over. From a line whose gutters are known, a table grows down while lines leave them free,
or run across all of them as a section's name. What comes out is judged: a list's bullets, too few
rows, or parts that do not stand under one another are no table.

Known limits: a gutter has to be free from the first line to the last; tables side by side are read
as one.
"""

from bisect import bisect, bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise
from math import inf
from operator import itemgetter

from noticeparse.extractors.pdf.lines import Line, line_of
from noticeparse.extractors.pdf.page import BOX_OF, Word
from noticeparse.extractors.pdf.signs import marker_of

ALIGNED = 2.5  # points between the starts of what stands in one column
FAR = 2.3  # of the size: white space between lines that ends a table
_GUTTER, _NARROW = 0.3, 0.24  # of the size: the least width of a gutter; a space has .25 to .28
_TIGHT = 0.15  # of the size: less white than between lines of text: they stand beside one another
_UNDER = 0.2  # of the parts of a column stand under one another, and two at least
_LARGER, _APART = 1.15, 1.5  # times the size of a table's first line, its most white: no row
_LOOK = 60  # lines that are looked at
_STARTS, _START_SHARE = 4, 0.15  # words that start at one place: at least so many, of the lines
_ACROSS, _NEARLY, _EXACT = 2.5, 1.5, 0.3  # points: across a column's start, before it, just at it

Interval = tuple[float, float]
_SECTION_WORDS = 10
_ROWS = 3  # lines with words in two columns at least, the header among them
Region = tuple[int, int, tuple[float, ...]]  # first line, line after the last, column starts
_Table = tuple[int, tuple[float, ...], list[Interval]]  # how many lines, column starts, gutters


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


def runs_across(words: Sequence[Word], starts: Sequence[float]) -> bool:
    """Say whether one of the words stands on both sides of a column's start."""
    return any(
        word.box[0] < start - _ACROSS and word.box[2] > start + _ACROSS
        for word in words
        for start in starts
    )


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
    first = min([line.box[0] for line in own]) + 2 * own[0].size
    if not own[0].pieces and own[0].box[0] < first - 1 - ALIGNED:
        return []  # as below, where no gutter begins where the line does
    counts = Counter(chain.from_iterable([line.starts for line in own]))
    least = max(_STARTS, _START_SHARE * len(own))
    often = [
        x for x, count in counts.items() if x >= first and count + counts.get(x + 1, 0) >= least
    ]
    exact = sorted(chain.from_iterable([line.lefts for line in own]))
    gutters: list[Interval] = []
    for start in sorted(often):
        if gutters and start - gutters[-1][1] < own[0].size:
            continue
        # The leftmost real start of the words that start at the rounded place.
        gutter = (start - 2 * ALIGNED, exact[bisect_left(exact, start - 0.5)])
        if _lasting(own, gutter):
            gutters.append(gutter)
    inner = any(abs(own[0].box[0] - high) < ALIGNED for _, high in gutters)
    return gutters if own[0].pieces or inner else []


def _lasting(lines: Sequence[Line], gutter: Interval) -> bool:
    """Say whether enough lines in one stretch from the first leave a gutter free."""
    count, used = 0, 0
    for line in lines:
        if narrowed([gutter], line) is None:
            break
        count += 1
        used += any(abs(chunk.box[0] - gutter[1]) < ALIGNED for chunk in line.chunks)
    return used >= _STARTS and used >= _START_SHARE * count


def near(above: Line, below: Line) -> bool:
    """Say whether two lines stand near enough for one table."""
    return below.box[1] - above.box[3] <= FAR * max(above.size, below.size)


def narrowed(gutters: Sequence[Interval], line: Line) -> list[Interval] | None:
    """Take the line's words out of the gutters; None where it closes one of them."""
    left = [_without_words(gutter, line) for gutter in gutters]
    for (low, high), (_, start) in zip(left, gutters, strict=True):
        # A space is enough where the next word starts at the column's start, or far from it.
        after = next((x for x in line.lefts if x > start - _EXACT), inf) - start
        sure = high > start - _EXACT and not _EXACT < after < line.size
        if high - low < (_NARROW if sure else _GUTTER) * line.size:
            return None
    return left


def _without_words(gutter: Interval, line: Line) -> Interval:
    low, high = gutter
    for x0, _, x1, _ in map(BOX_OF, line.words):
        if x0 >= high:
            break
        if x1 <= low:
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


def continued_region(lines: Sequence[Line], before: Sequence[float]) -> Region | None:
    """Grow the rest of a table whose columns are known: one row in two columns is enough."""
    if not any(abs(lines[0].box[0] - start) < ALIGNED for start in before):
        return None
    gutters = narrowed([(start - 2 * ALIGNED, start) for start in before[1:]], lines[0])
    if not gutters:
        return None
    end, gutters = _grown(lines, gutters)
    starts = (before[0], *(high for _, high in gutters))
    several = [line for line in lines[:end] if sum(map(bool, cut(line, starts))) >= 2]
    return (0, end, starts) if several else None


def region_at(lines: Sequence[Line], at: int) -> Region | None:
    """Grow a table from a line; None where there is none.

    Of two readings of the gutters the one that fills most cells is taken, or has more columns.
    """
    own = following(lines, at)
    readings = [
        region
        for gutters in (gaps_of(lines[at]), gutters_of_starts(own))
        if gutters and (region := _read(lines, at, gutters))
    ]
    return max(readings, key=lambda found: (_filled(lines, found), len(found[2])), default=None)


def _filled(lines: Sequence[Line], region: Region) -> int:
    """Count the filled parts of a region's lines beyond the first in each line."""
    start, end, starts = region
    return sum(sum(map(bool, cut(line, starts))) - 1 for line in lines[start:end])


def _read(lines: Sequence[Line], at: int, gutters: list[Interval]) -> Region | None:
    # What comes next first: else each line of a long page would look at all lines below it.
    if (found := _table_of(lines[at : at + _LOOK], gutters)) is None:
        return None
    count, starts, free = _table_of(lines[at:], gutters) or found
    start = at
    while start and _begins(lines[start - 1], lines[start], free):
        start -= 1
    return start, at + count, starts


def _table_of(lines: Sequence[Line], gutters: list[Interval]) -> _Table | None:
    """Read the lines from the first on as a table."""
    end, free = _grown(lines, gutters)
    starts = (min(line.box[0] for line in lines[:end]), *(high for _, high in free))
    parts = [cut(line, starts) for line in lines[:end]]
    parts = parts[: _inside(parts, lines[:end])]
    return (len(parts), starts, free) if _is_table(parts) else None


def _inside(parts: Sequence[tuple[Line | None, ...]], lines: Sequence[Line]) -> int:
    """Count the lines of a table: what stands below it, in one column and further off, is none."""
    last = max(n for n, each in enumerate(parts) if sum(map(bool, each)) > 1 or n < 1)
    whites = [below.box[1] - above.box[3] for above, below in pairwise(lines)]
    far = _APART * max([0.0, *whites[:last]])
    return next((n + 1 for n in range(last, len(whites)) if whites[n] > far), len(lines))


def _begins(above: Line, below: Line, gutters: Sequence[Interval]) -> bool:
    """Say whether a line begins the cells of the one below: no more white than inside a cell."""
    tight = below.box[1] - above.box[3] < _TIGHT * below.size
    alike = above.bold == below.bold and abs(above.size - below.size) < 0.5
    return tight and alike and narrowed(gutters, above) is not None


def _grown(lines: Sequence[Line], gutters: list[Interval]) -> tuple[int, list[Interval]]:
    """Go down while lines leave the gutters free; return the end and the gutters left."""
    end, most = 1, 0.0
    while end < len(lines) and near(lines[end - 1], lines[end]):
        line, white = lines[end], lines[end].box[1] - lines[end - 1].box[3]
        far = white > _APART * most > 0 and line.box[0] < gutters[0][0] < line.box[2]
        larger = line.bold and line.size > _LARGER * lines[0].size
        if not line.pieces and (larger or (far and not _is_section(lines, end, gutters))):
            break  # running text, or a heading
        most = max(most, white)
        left = narrowed(gutters, line)
        if left is not None:
            gutters = left
        elif not _is_section(lines, end, gutters):
            break
        end += 1
    return end, gutters


def _is_section(lines: Sequence[Line], at: int, gutters: Sequence[Interval]) -> bool:
    """Say whether a line across the gutters is a section's name: rows of the table follow it."""
    line = lines[at]
    if len(line.words) > _SECTION_WORDS or line.pieces or at + 1 >= len(lines):
        return False
    below = lines[at + 1]
    return narrowed(gutters, below) is not None and bool(below.pieces)


def _is_table(cuts: Sequence[tuple[Line | None, ...]]) -> bool:
    if sum(sum(part is not None for part in parts) >= 2 for parts in cuts) < _ROWS:
        return False
    columns = [[*filter(None, parts)] for parts in zip(*cuts, strict=True)]
    first = next(filter(None, columns))
    bullets = sum(len(part.string) <= 2 or bool(marker_of(part.string)) for part in first)
    return bullets <= 0.6 * len(first) and all(map(_is_column, columns[1:]))


def _is_column(parts: Sequence[Line]) -> bool:
    """Say whether enough parts stand under one another, by an edge or by their middles."""
    boxes = [part.box for part in parts]
    places = (
        Counter(round(place(box) / ALIGNED) for box in boxes)
        for place in (itemgetter(0), itemgetter(2), lambda box: (box[0] + box[2]) / 2)
    )
    return any(at[x] + at[x + 1] > max(1, _UNDER * len(boxes)) for at in places for x in [*at])
