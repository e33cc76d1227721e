"""Cells of a sheet → blocks: what stands above its table, the table, what stands below.

A sheet is a page on which everything is a cell. Lines above the header (a title, the school, the
date of the list) become headings and paragraphs, and so do notes below the table; blank rows and
columns go. A second header in bold, after a blank row, begins a second table.

Known limits: two tables side by side are read as one; without bold type (CSV) a second header is
a row of the first table.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from noticeparse.extractors.looks import clean, is_heading_like, itemised
from noticeparse.model import Block, Cell, Heading, Paragraph, Place, Table, Text

_DEEPEST_HEADER: Final = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """What a filled cell prints: its lines, whether all in bold, the links in it."""

    text: str
    bold: bool = False
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range by its first and last row and column."""

    top: int
    left: int
    bottom: int
    right: int


Entries = Mapping[tuple[int, int], Entry]


def cleaned(string: str) -> str:
    """Clean the lines of a cell; blank ones go."""
    lines = (clean(line) for line in string.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def _between(numbers: Sequence[int], first: int, last: int) -> Sequence[int]:
    """The part of sorted numbers from the first to the last."""
    return numbers[bisect_left(numbers, first) : bisect_left(numbers, last + 1)]


class Sheet:
    """A sheet's filled rows, by its filled cells, and which of its merged ranges count.

    `covered` are texts that merged cells hide: what was in one before it was merged into another.
    """

    def __init__(self, entries: Entries, merges: Iterable[Merge] = ()) -> None:
        taken: set[tuple[int, int]] = set()
        self.merges: dict[tuple[int, int], Merge] = {}
        filled_rows = sorted({row for row, _ in entries})
        filled_columns = sorted({column for _, column in entries})
        for merge in sorted(merges, key=lambda each: (each.top, each.left)):
            # Only what holds something is walked: a range may reach to the sheet's end. Ranges come
            # from the top, so that one which meets another before it does so in its first row.
            columns = _between(filled_columns, merge.left, merge.right)
            is_free = not any((merge.top, column) in taken for column in columns)
            if is_free and (merge.top, merge.left) in entries:
                rows = _between(filled_rows, merge.top, merge.bottom)
                taken |= {(row, column) for row in rows for column in columns}
                self.merges[merge.top, merge.left] = merge
        covered = taken - self.merges.keys()
        self.covered = [entry.text for at, entry in sorted(entries.items()) if at in covered]
        self.rows: dict[int, dict[int, Entry]] = {}
        for (row, column), entry in sorted(entries.items()):
            if (row, column) not in covered:
                self.rows.setdefault(row, {})[column] = entry

    def blocks(self, name: str | None = None) -> list[Block]:
        """Cut the sheet into blocks, their places its name and rows."""
        blocks: list[Block] = []
        for part in _parts(self):
            blocks += _blocks_of_part(self, part, is_first=not blocks)
        return [replace(block, place=Place(sheet=name)) for block in blocks]

    def is_bold(self, row: int) -> bool:
        """Say whether a row has several cells, all in bold, as headers have."""
        cells = self.rows[row].values()
        return len(cells) > 1 and all(cell.bold for cell in cells)

    def chunks(self) -> list[list[int]]:
        """The filled rows, cut where a row is blank and no merged range reaches over it."""
        chunks: list[list[int]] = []
        reach = -1
        for row in self.rows:
            if not chunks or row > reach + 1:
                chunks.append([])
            chunks[-1].append(row)
            ends = [self.merges[row, c].bottom for c in self.rows[row] if (row, c) in self.merges]
            reach = max([reach, row, *ends])
        return chunks


@dataclass
class _Part:
    """Rows in the order above, table, below."""

    above: list[int]
    table: list[int]
    below: list[int]


def _parts(sheet: Sheet) -> list[_Part]:
    """Put the chunks of a sheet to parts of one table each."""
    widest = max((len(cells) for cells in sheet.rows.values()), default=0)
    parts = [_Part([], [], [])]
    for chunk in sheet.chunks():
        part = parts[-1]
        first = _first_of_table(sheet, chunk, widest)
        if first is None:
            (part.below if part.table else part.above).extend(chunk)
        elif part.table and _header_depth(sheet, chunk[first:], most=len(chunk)):
            parts.append(_Part(chunk[:first], chunk[first:], []))
        elif part.table:
            part.table += [*part.below, *chunk]
            part.below = []
        else:
            part.above += chunk[:first]
            part.table = chunk[first:]
    for part in parts:
        _move_notes(sheet, part)
    return parts


def _first_of_table(sheet: Sheet, chunk: Sequence[int], widest: int) -> int | None:
    """Index of the first row that has several cells and is no line of a form ("School:")."""
    for index, row in enumerate(chunk):
        cells = list(sheet.rows[row].values())
        is_form = len(cells) == 2 < widest and cells[0].text.endswith(":")
        if len(cells) > 1 and not is_form:
            return index
    return None


def _move_notes(sheet: Sheet, part: _Part) -> None:
    """Put sentences alone in their row at the table's end below it."""
    while len(part.table) > 1:
        cells = list(sheet.rows[part.table[-1]].values())
        if len(cells) > 1 or is_heading_like(cells[0].text):
            break
        part.below.insert(0, part.table.pop())


def _blocks_of_part(sheet: Sheet, part: _Part, *, is_first: bool) -> list[Block]:
    blocks: list[Block] = []
    for row in part.above:
        level = 1 if is_first and not blocks else 2
        may_be_title = bool(part.table) or not blocks
        blocks.append(_line(list(sheet.rows[row].values()), level, may_be_title=may_be_title))
    if part.table:
        blocks.append(_table(sheet, part.table))
    blocks += [_line(list(sheet.rows[row].values()), 2, may_be_title=False) for row in part.below]
    return blocks


def _line(cells: Sequence[Entry], level: int, *, may_be_title: bool) -> Block:
    """Make a block of a row that is no row of a table."""
    text = Text(" ".join(cell.text for cell in cells))
    is_bold = all(cell.bold for cell in cells)
    is_title = len(cells) == 1 and (may_be_title or is_bold)
    if is_title and "\n" not in text.string and is_heading_like(text.string):
        return Heading(text, level)
    return itemised(Paragraph(text, bold=is_bold))


def _table(sheet: Sheet, rows: Sequence[int]) -> Table:
    columns = sorted({column for row in rows for column in sheet.rows[row]})
    header = _header_depth(sheet, rows)
    cells: list[Cell] = []
    covered: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        for number, column in enumerate(columns):
            if (index, number) in covered:
                continue
            entry = sheet.rows[row].get(column, Entry(""))
            merge = sheet.merges.get((row, column), Merge(row, column, row, column))
            down = max(bisect_left(rows, merge.bottom + 1) - index, 1)
            across = max(bisect_left(columns, merge.right + 1) - number, 1)
            covered |= {(index + r, number + c) for r in range(down) for c in range(across)}
            cell = Cell(Text(entry.text), index, number, down, across, entry.bold, index < header)
            cells.append(replace(cell, links=entry.links, place=Place(sheet_row=row + 1)))
    return Table(tuple(cells), rows=len(rows), columns=len(columns))


def _header_depth(sheet: Sheet, rows: Sequence[int], *, most: int = _DEEPEST_HEADER) -> int:
    """How many rows at the top are in bold; 0 where all are, or more than a header has."""
    depth = next((depth for depth, row in enumerate(rows) if not sheet.is_bold(row)), 0)
    return depth if depth <= most else 0
