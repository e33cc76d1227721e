"""What an extractor hands on: a Document of blocks, every text with its place.

Offsets are code points. Pages count from 1; rows, columns and blocks from 0. Boxes are
(x0, top, x1, bottom) in points from the page's top left corner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Annotated, NamedTuple

from msgspec import Meta

# As notice files may hold them: what is read back, every writer can write.
Whole = Annotated[int, Meta(ge=-(10**15), le=10**15)]
Real = Annotated[float, Meta(ge=-1e15, le=1e15)]
Box = tuple[Real, Real, Real, Real]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in its source; what is not known there is None.

    `sheet` and `sheet_row` are those of a workbook as Excel shows it: its rows count from 1.
    """

    page: Whole | None = None
    bbox: Box | None = None
    block: Whole | None = None
    row: Whole | None = None
    column: Whole | None = None
    sheet: str | None = None
    sheet_row: Whole | None = None

    @property
    def shown_row(self) -> int | None:
        """The row as people count: in Excel's own numbers, else from 1."""
        return self.row + 1 if self.sheet_row is None and self.row is not None else self.sheet_row


NOWHERE = Place()


class Run(NamedTuple):
    """A stretch [start, end) of a Text, and where that stretch stands on its page.

    `at` is the offset of `start` in the reading order of the whole document, all its texts laid
    end to end; None for text that was not read from the document. `confidence` (0..1) is how sure
    the OCR was of the word; None where nothing had to be recognised.

    A tuple, since a document has one for every word and tuples are made three times as fast.
    """

    start: int
    end: int
    page: int | None = None
    bbox: Box | None = None
    at: int | None = None
    confidence: float | None = None

    def stretch(self) -> range:
        """The offsets of the run in the reading order; none where they are not known."""
        return range(0) if self.at is None else range(self.at, self.at + self.end - self.start)


new_run = tuple.__new__  # as Run(...), at half the price


@dataclass(frozen=True, slots=True)
class Text:
    """A string and the runs that say where each stretch of it stands.

    >>> Text("Parent Pay").slice(0, 6).string
    'Parent'
    """

    string: str
    runs: tuple[Run, ...] = ()

    def __str__(self) -> str:
        return self.string

    def __bool__(self) -> bool:
        return bool(self.string.strip())

    def __len__(self) -> int:
        return len(self.string)

    def slice(self, start: int, end: int | None = None) -> Text:
        """Cut [start, end) out, its runs with it."""
        start, stop, _ = slice(start, end).indices(len(self.string))
        if start == 0 and stop == len(self.string):
            return self  # most texts have no white space to strip
        runs = []
        for first, last, page, bbox, at, sure in self.runs:
            if last > start and first < stop:
                moved = at if at is None or first >= start else at + start - first
                span = max(first - start, 0), min(last, stop) - start
                runs.append(new_run(Run, (*span, page, bbox, moved, sure)))
        return Text(self.string[start:stop], tuple(runs))

    def strip(self, characters: str | None = None) -> Text:
        """Take white space (or the given characters) off both ends."""
        left = len(self.string) - len(self.string.lstrip(characters))
        right = len(self.string.rstrip(characters))
        return self if right - left == len(self.string) else self.slice(left, max(left, right))

    def rest(self, taken: set[int]) -> tuple[Text, ...]:
        """Return the stretches of this text whose offsets in the reading order are not taken.

        What has no words is left out.
        """
        gone: set[int] = set()
        for run in self.runs:
            stretch = run.stretch()
            gone.update(at + run.start - stretch.start for at in taken.intersection(stretch))
        pieces, start = [], 0
        for offset in [*sorted(gone), len(self.string)]:
            if offset > start:
                pieces.append(self.slice(start, offset).strip())
            start = offset + 1
        return tuple(piece for piece in pieces if any(c.isalnum() for c in piece.string))

    @staticmethod
    def join(texts: Iterable[Text], separator: str = " ") -> Text:
        """Put texts together with a separator between them; empty ones are left out."""
        string = ""
        runs: list[Run] = []
        for text in texts:
            if not text:
                continue
            if string:
                string += separator
            shift = len(string)
            string += text.string
            runs += [new_run(Run, (r[0] + shift, r[1] + shift, *r[2:])) for r in text.runs]
        return Text(string, tuple(runs))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, by its style or by its look; level 1 is the highest."""

    text: Text
    level: int = 1
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `bold` where all of it is bold, `role` where it is not of the body.

    `lead` counts the characters of a bold stretch that begins it ("**ParentPay** takes ...").
    Roles: "body", "footnote", "page_header", "page_footer", "text_box", "caption".
    """

    text: Text
    bold: bool = False
    role: str = "body"
    lead: int = 0
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list; level 0 is the outermost; `marker` as printed, without the space."""

    text: Text
    level: int = 0
    marker: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table at its top left position; spans count rows and columns.

    Paragraphs and list items inside the cell are the lines of its text, joined by a newline.
    Tables inside the cell are `tables`; their words are not in `text`.
    """

    text: Text
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    bold: bool = False
    header: bool = False
    links: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands on its page: cells in row order, a merged cell once.

    `continues` is True where the extractor saw that the table goes on from the one before it
    (no line closes the last row there, no text between); joining them is the parser's work.
    """

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    page: int | None = None
    continues: bool = False
    place: Place = NOWHERE

    def texts(self) -> list[list[str]]:
        """Rows of strings; a merged cell's text stands once, top left."""
        grid = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            grid[cell.row][cell.column] = cell.text.string
        return grid

    def at(self) -> dict[tuple[int, int], Cell]:
        """Every (row, column) that a cell covers, with that cell."""
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }


Block = Heading | Paragraph | ListItem | Table


@dataclass(frozen=True, slots=True)
class Issue:
    """Something was lost or is doubtful. `severity` is "info", "warning" or "error"."""

    stage: str
    code: str
    severity: str
    message: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was read. `path` is relative to what was given, with /."""

    path: str
    sha256: str
    media_type: str
    bytes: Whole
    pages: Whole | None = None
    url: str | None = None


def workbook_of(path: str) -> str:
    """The path of a workbook from that of its sheet; any other path as it is.

    >>> workbook_of("north/list.xlsx#Larkhill")
    'north/list.xlsx'
    """
    return re.sub(r"(\.\w+)#[^/]*$", r"\1", path)


@dataclass(frozen=True, slots=True)
class Document:
    """A notice as its extractor read it: blocks in reading order.

    `furniture` are the texts that belong to the page and not to the notice (navigation,
    cookie bars, running heads, page numbers): left out of the blocks, kept so that they count.
    `title` is what the file itself says its title is (HTML <title>, document properties).
    """

    source: Source
    blocks: tuple[Block, ...]
    furniture: tuple[Text, ...] = ()
    title: str | None = None
    issues: tuple[Issue, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, outermost first, as they stand on their pages."""
        return tuple(walk_tables(block for block in self.blocks if isinstance(block, Table)))


def walk_tables(tables: Iterable[Table]) -> Iterator[Table]:
    """Yield each table and, after it, the tables inside its cells."""
    for table in tables:
        yield table
        for cell in table.cells:
            yield from walk_tables(cell.tables)


def texts_of_block(block: Block) -> Iterator[Text]:
    """Yield every text of a block in reading order, those of tables in its cells too."""
    if isinstance(block, Table):
        for cell in block.cells:
            yield cell.text
            for table in cell.tables:
                yield from texts_of_block(table)
    else:
        yield block.text


def with_texts(block: Block, change: Callable[[Text], Text]) -> Block:
    """Change every text of a block in reading order, those of tables in its cells too."""
    if isinstance(block, Table):
        return _table_with_texts(block, change)
    return replace(block, text=change(block.text))


def _table_with_texts(table: Table, change: Callable[[Text], Text]) -> Table:
    cells = []
    for cell in table.cells:
        text = change(cell.text)  # before those of the tables in it
        tables = tuple(_table_with_texts(inner, change) for inner in cell.tables)
        cells.append(replace(cell, text=text, tables=tables))
    return replace(table, cells=tuple(cells))
