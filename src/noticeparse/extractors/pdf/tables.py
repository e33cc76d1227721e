"""A page → its drawn tables, and the lines that stand outside them.

Only rules draw a table. Coloured boxes do not: inside a drawn cell they are a highlight. A band of
colour behind a row hides the columns that other rows show: a cell over several columns whose chunks
each stand in one of them is that many cells. A box around a text, a banner, a single row of
coloured boxes: these are no tables.

In a cell's text a newline stands where a new paragraph or item starts. Three signs, any of them is
enough: a bullet at the line's start, more leading than between the other lines, or a line before it
that ended although the next word would have fitted. A bullet that is only drawn is left out, as
those of lists in the cells of other formats are.
"""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from noticeparse.extractors.pdf.grids import Grid, GridCell, find_grids, owners
from noticeparse.extractors.pdf.lines import Line, ends_in_break, join_lines, line_of, lines_of
from noticeparse.extractors.pdf.page import Link, Page, Word, middle
from noticeparse.extractors.pdf.signs import BULLET, marker_of
from noticeparse.model import Box, Cell, Place, Run, Table, Text
from noticeparse.model.document import new_run

_MORE_LEADING = 1.2  # times the tightest leading in the cell
_WIDE_LEADING = 1.5  # times the letters' size: leading that no wrapped line has
_SPACE = 0.28  # of the letters' size
_SLACK = 0.6  # of the letters' size: programs break a little earlier than they have to
_BOLD = itemgetter(3)  # of a word
_PLACE = itemgetter(0, 1)  # of a cell: its row and column
_EDGE = 1.5  # points that a chunk may reach over the line of its column
_OUTSIDE = 1.0  # points that a word's middle may lie outside


def cell_text(words: Sequence[Word], box: Box, page: int) -> Text:
    """Join a cell's words, given the cell's box on its page."""
    if not words:
        return Text("")
    if len(words) == 1:  # most cells of figures
        text, around, *_ = words[0]
        return Text(text, (new_run(Run, (0, len(text), page, around, None, None)),))
    lines = lines_of(words)
    right = box[2] - max(0.0, min(line.box[0] for line in lines) - box[0])
    pitches = [below.box[3] - above.box[3] for above, below in pairwise(lines)]
    leading = min((pitch for pitch in pitches if pitch > 1), default=0.0)  # the tightest

    def breaks(index: int) -> bool:
        one, other = lines[index - 1], lines[index]
        if marker_of(other.string):
            return True
        pitch = pitches[index - 1]
        if pitch > _MORE_LEADING * leading and pitch > _WIDE_LEADING * other.size:
            return True
        return next_word_fits(one, other, right)

    bare = [
        line_of(line.words[1:]) if line.words[0].text == BULLET and len(line.words) > 1 else line
        for line in lines
    ]
    return join_lines(bare, page, breaks=breaks)


def next_word_fits(one: Line, other: Line, right: float) -> bool:
    """Say whether a line ended although the first word of the next would have fitted."""
    if one.turned or other.turned:
        return False
    first = other.words[0]
    space = 0.0 if ends_in_break(one.string) else _SPACE * one.size
    return one.box[2] + space + (first.box[2] - first.box[0]) < right - _SLACK * one.size


class CellWords(NamedTuple):
    """A cell that is not yet a text: its words, its box, and how far its lines may reach."""

    row: int
    column: int
    words: Sequence[Word]
    box: Box
    room: Box
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """The cells of a table with what decides whether it goes on on the next page."""

    cells: tuple[CellWords, ...]
    rows: int
    edges: tuple[float, ...]
    box: Box
    page: Page
    drawn: bool = True  # False where columns were read from the words alone
    continues: bool = False

    def table(self, block: int) -> Table:
        """Make the table, which is the document's block of a number."""
        number, links = self.page.number, self.page.links
        cells = [
            Cell(
                text=cell_text(words, room, number),
                row=row,
                column=column,
                row_span=row_span,
                column_span=column_span,
                bold=bool(words) and all(map(_BOLD, words)),
                links=links_in(box, links) if links else (),
                place=Place(number, box, block, row, column),
            )
            for row, column, words, box, room, row_span, column_span in self.cells
        ]
        place = Place(number, self.box, block)
        return Table(tuple(cells), self.rows, len(self.edges) - 1, number, self.continues, place)


def words_in(grid: Grid, words: Sequence[Word]) -> list[list[Word]]:
    """Give each word to the cell that its middle is in; a list a cell, in the cells' order."""
    given: list[list[Word]] = [[] for _ in grid.cells]
    owner = owners(grid.cells)
    x0, top, x1, bottom = grid.box
    xs, ys = grid.xs[1:-1], grid.ys[1:-1]
    for word in words:
        left, up, right, down = word.box
        x, y = (left + right) / 2, (up + down) / 2
        if x0 - _OUTSIDE <= x <= x1 + _OUTSIDE and top - _OUTSIDE <= y <= bottom + _OUTSIDE:
            cell = owner.get((bisect(ys, y), bisect(xs, x)))
            if cell is not None:  # else it stands in a hole of the grid, outside of every cell
                given[cell].append(word)
    return given


def links_in(box: Box, links: Sequence[Link]) -> tuple[str, ...]:
    """Return the addresses that areas inside a box lead to, each once, in reading order."""
    x0, top, x1, bottom = box
    middles = ((*middle(link.box), link) for link in links)
    inside = [
        link for x, y, link in middles if x0 - 1 <= x <= x1 + 1 and top - 1 <= y <= bottom + 1
    ]
    inside.sort(key=lambda link: (link.box[1], link.box[0]))
    return tuple(dict.fromkeys(link.url for link in inside))


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands on a page: drawn tables and free lines."""

    page: Page
    tables: tuple[PlacedTable, ...]
    lines: tuple[Line, ...]


def lay_out(page: Page) -> Layout:
    """Find the drawn tables of a page and sort the other words into lines."""
    tables = []
    free = list(page.words)
    for grid in find_grids(page.rules):
        given = words_in(grid, free)
        if len({cell.left for cell, own in zip(grid.cells, given, strict=True) if own}) < 2:
            continue  # words in one column are no table
        taken = {id(word) for words in given for word in words}
        free = [word for word in free if id(word) not in taken]
        cells = [
            part
            for cell, words in zip(grid.cells, given, strict=True)
            for part in _parts(cell, words, grid)
        ]
        ordered = tuple(sorted(cells, key=_PLACE))
        tables.append(PlacedTable(ordered, grid.rows, grid.xs, grid.box, page))
    return Layout(page, tuple(tables), tuple(lines_of(free)))


def _parts(cell: GridCell, words: Sequence[Word], grid: Grid) -> list[CellWords]:
    """Make the cell; several over several columns, if every chunk in it stands in one column."""
    top, bottom, left, right = cell
    box = grid.box_of(cell)
    whole = [CellWords(top, left, words, box, box, bottom - top, right - left)]
    if right - left < 2 or len(words) < 2:
        return whole
    parts: dict[int, list[Word]] = {}
    for line in lines_of(words):
        for chunk in line.chunks:
            first = bisect(grid.xs, chunk.box[0] + _EDGE) - 1
            if first != bisect(grid.xs, chunk.box[2] - _EDGE) - 1:
                return whole
            column = min(max(first, left), right - 1)
            parts.setdefault(column, []).extend(chunk.words)
    if len(parts) < 2:
        return whole
    boxes = [grid.box_of(GridCell(top, bottom, at, at + 1)) for at in range(left, right)]
    return [
        CellWords(top, column, parts.get(column, []), own, own, bottom - top)
        for column, own in enumerate(boxes, start=left)
    ]
