"""Elements of a Word story (body, cell, head, note) → blocks in reading order.

A story holds paragraphs and tables, possibly inside content controls or tracked changes. The
text boxes of a paragraph follow it. A paragraph whose mark was deleted runs on into the next.

A table's merged cells stand once, at their top left. Columns are counted by spans (gridBefore,
gridSpan), rows by those that are not deleted. A cell that goes on a merge downwards lengthens the
one above it; where there is none above, or it has another width, it stands for itself. A table of
one cell is a box: its blocks are the story's.

Known limits: the pages are not known, as Word breaks them anew each time it opens the file; borders
are not looked at, so cells that only look merged are apart.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Self

from lxml.etree import _Element

from noticeparse.extractors import looks
from noticeparse.extractors.archive import Relation
from noticeparse.extractors.docx.inline import Inline
from noticeparse.extractors.docx.package import (
    WRAPPERS,
    Package,
    W,
    children,
    number,
    switch,
    value,
)
from noticeparse.extractors.places import table_from
from noticeparse.model import Block, Cell, Heading, Issue, ListItem, Paragraph, Table, Text
from noticeparse.settings import MAX_TABLE_COLUMNS, MAX_TABLE_ROWS

_LONGEST_STYLED_HEADING: Final = 250
_LARGER: Final = 1.25
_DELETED: Final = ("del", "moveFrom")
_LEAST_WIDTH: Final = 200  # twentieths of a point, a third of a centimetre


@dataclass
class WordStory:
    """Reads one story of a Word file; what is met on the way is kept: notes, links, hidden words.

    `sizes` are the sizes of type of paragraphs by their words.
    """

    package: Package
    relations: dict[str, Relation]
    in_cell: bool = False
    depth: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    sizes: dict[str, float] = field(default_factory=dict)
    pictures: int = 0
    _carried: list[tuple[str, bool]] = field(default_factory=list)

    def blocks(self, container: _Element) -> list[Block]:
        """Read all blocks of a story."""
        blocks: list[Block] = []
        for element in _below(container, "p", "tbl", "altChunk"):
            if element.tag == W + "p":
                blocks += self._paragraph(element)
            elif element.tag == W + "tbl":
                blocks += read_table(element, self)
            else:
                message = "A part of the document is another file placed inside; it was not read."
                self.issues.append(Issue("extractors", "embedded_file", "warning", message))
        if self._carried:
            blocks += looks.paragraphs_from(self._carried)
            self._carried = []
        return blocks

    def _paragraph(self, element: _Element) -> list[Block]:
        properties = element.find(W + "pPr")
        style = value(properties, "pStyle") or self.package.styles.default
        inline = Inline(self.package.styles, self.relations, style)
        inline.collect(element)
        boxes = self.keep(inline)
        pieces = [*self._carried, *inline.pieces]
        self._carried = []
        mark = None if properties is None else properties.find(W + "rPr")
        if mark is not None and any(mark.find(W + name) is not None for name in _DELETED):
            self._carried = pieces
            return boxes
        read = looks.paragraphs_from(pieces)
        self.sizes.update((each.text.string, inline.size) for each in read)
        return [*self._styled(read, properties, style), *boxes]

    def _styled(
        self, read: list[Paragraph], properties: _Element | None, style: str | None
    ) -> Sequence[Block]:
        if read and self.package.styles.name(style).startswith("toc "):
            self.furniture += [each.text.string for each in read]
            return []
        if self.in_cell or not read:
            return read
        return (
            self._headings(read, properties, style)
            or self._list_item(read, properties, style)
            or [looks.itemised(each) for each in read]
        )

    def _headings(
        self, read: list[Paragraph], properties: _Element | None, style: str | None
    ) -> list[Block]:
        """Make headings of paragraphs; none where they are none, or too long for it."""
        level = number(properties, "outlineLvl")
        level = self.package.styles.heading_level(style) if level is None else level + 1
        strings = [each.text.string for each in read]
        length = sum(len(string) - string.count("\n") for string in strings)
        if level is None or level > 9 or length >= _LONGEST_STYLED_HEADING:
            return []
        return [Heading(Text(string.replace("\n", " ")), level) for string in strings]

    def _list_item(
        self, read: list[Paragraph], properties: _Element | None, style: str | None
    ) -> list[Block]:
        identifier = value(properties, "numPr", "numId")
        level = number(properties, "numPr", "ilvl")
        if identifier is None:
            identifier, styled = self.package.styles.numbering(style)
            level = styled if level is None else level
        if identifier is None or identifier == "0":
            return []
        depth = level or 0
        marker = self.package.numbering.next_marker(identifier, depth)
        definition = self.package.numbering.level(identifier, depth)
        is_numbered = definition is not None and definition.format != "bullet"
        text = Text.join((each.text for each in read), "\n")
        if is_numbered and depth == 0 and all(each.bold for each in read):
            return [Paragraph(text, bold=True)]  # a heading made by hand
        return [ListItem(text, depth, marker)]

    def inner(self, *, in_cell: bool = False) -> Self:
        """Begin a story inside this one (a cell, a text box), with the same collections."""
        depth = self.depth + in_cell
        fresh: dict[str, Any] = {name: [] for name in ("links", "bold", "_carried")}
        return replace(self, in_cell=in_cell, depth=depth, pictures=0, **fresh)

    def keep(self, printed: Inline) -> list[Block]:
        """Keep what a paragraph brought along; its text boxes are blocks after it."""
        self.notes += printed.notes
        self.links += [link for link in printed.links if link not in self.links]
        self.pictures += printed.pictures
        self.hidden += printed.hidden
        self.furniture += printed.aside
        self.bold += [bold for string, bold in printed.pieces if string.strip()]
        blocks: list[Block] = []
        for block in (block for box in printed.boxes for block in self.inner().blocks(box)):
            is_table = isinstance(block, Table)
            blocks += [block] if is_table else looks.with_role([block], "text_box")
        return blocks

    def weights(self, blocks: Sequence[Block]) -> list[float]:
        """Size of type of each paragraph that may be a heading by its look; 0 of what may not.

        Its look is bold, or type clearly larger than most of the text.
        """
        letters: Counter[float] = Counter()
        for string, size in self.sizes.items():
            letters[size] += len(string)
        usual = letters.most_common(1)[0][0] if letters else 0
        result: list[float] = []
        for block in blocks:
            size = 0.0
            if isinstance(block, Paragraph) and block.role == "body":
                size = self.sizes.get(block.text.string, 0)
                size = (size or 1) if block.bold or size >= _LARGER * usual else 0
            result.append(size)
        return result

    def cell(self, element: _Element, at: tuple[int, int], *, header: bool) -> Cell:
        """Read a cell; its spans are for the caller to say."""
        inner = self.inner(in_cell=True)
        text, tables = looks.lines_of(inner.blocks(element))
        self.pictures += inner.pictures
        bold = bool(inner.bold) and all(inner.bold)
        links = tuple(inner.links)
        return Cell(Text(text), *at, bold=bold, header=header, links=links, tables=tables)


def _edges(table: _Element) -> list[int]:
    """Number the lines of the grid; lines very close to one another are one, drawn by hand."""
    widths = [column.get(W + "w", "") for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    if not all(width.isascii() and width.isdigit() and len(width) < 7 for width in widths):
        return [0]
    edges, wide = [0], 0
    for width in widths:
        wide += int(width)
        is_apart = wide >= _LEAST_WIDTH
        edges.append(edges[-1] + is_apart)
        wide = 0 if is_apart else wide
    return edges


def read_table(table: _Element, story: WordStory) -> Sequence[Block]:
    """Read a table; an empty one gives nothing, a box of one cell gives the blocks in it."""
    every = _below(table, "tr")
    rows = [row for row in every if row.find(f"{W}trPr/{W}del") is None][:MAX_TABLE_ROWS]
    alone = list(_below(rows[0], "tc")) if len(rows) == 1 else []
    if len(alone) == 1 and not story.in_cell:
        return story.blocks(alone[0])
    cells: list[Cell] = []
    edges = _edges(table)
    for index, row in enumerate(rows):
        _read_row(row, index, story, cells=cells, edges=edges)
    if not any(cell.text or cell.tables for cell in cells):
        return []
    return looks.flattened(table_from(cells, rows=len(rows)), story.depth)


def _below(element: _Element, *names: str) -> Iterator[_Element]:
    """Yield elements of some names, also those inside content controls and tracked insertions."""
    for child in children(element):
        if child.tag.removeprefix(W) in names:
            yield child
        elif child.tag in WRAPPERS:
            yield from _below(child, *names)


def _read_row(
    row: _Element, index: int, story: WordStory, *, cells: list[Cell], edges: list[int]
) -> None:
    def edge(line: int) -> int:  # lines that the grid does not tell of count on
        known = len(edges) - 1
        return edges[line] if line <= known else edges[known] + line - known

    properties = row.find(W + "trPr")
    header = bool(switch(properties, "tblHeader"))
    line = min(number(properties, "gridBefore") or 0, MAX_TABLE_COLUMNS)
    column = edge(line)
    for element in _below(row, "tc"):
        inside = element.find(W + "tcPr")
        line += min(max(number(inside, "gridSpan") or 1, 1), MAX_TABLE_COLUMNS)
        end = max(edge(line), column + 1)
        cell = story.cell(element, (index, column), header=header)
        cell = replace(cell, column_span=end - column)
        merged = inside is not None and inside.find(W + "vMerge") is not None
        goes_on = merged and value(inside, "vMerge") != "restart"
        if not goes_on or not _lengthen(cell, cells):
            cells.append(cell)
        column = end


def _lengthen(cell: Cell, cells: list[Cell]) -> bool:
    """Put a cell that goes on a merge to the one above it; False where there is none."""
    for index in range(len(cells) - 1, -1, -1):
        owner = cells[index]
        same = (owner.column, owner.column_span) == (cell.column, cell.column_span)
        if same and owner.row + owner.row_span == cell.row:
            text = Text.join([owner.text, cell.text], "\n")
            tables, height = (*owner.tables, *cell.tables), owner.row_span + 1
            cells[index] = replace(owner, text=text, tables=tables, row_span=height)
            return True
    return False
