"""A w:tbl → a Table whose merged cells stand once, at their top left.

Columns are counted by spans (gridBefore, gridSpan), rows by those that are not deleted. A cell
that goes on a merge downwards lengthens the one above it; where there is none above, or it has
another width, it stands for itself. A table of one cell is a box: its blocks are the story's.

Some notices line their columns up with tabs: a few such paragraphs in a row, with as many tabs
each, are the rows of a table too.

Known limits: borders are not looked at, so cells that only look merged are apart; rows lined up
with tabs that wrap within a column by further paragraphs are not joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from noticeparse.extractors.docx.markup import VAL, WRAPPERS, W, number, switch
from noticeparse.extractors.looks import flattened
from noticeparse.extractors.places import table_from
from noticeparse.model import Block, Cell, Paragraph, Text
from noticeparse.settings import MAX_TABLE_COLUMNS, MAX_TABLE_ROWS

if TYPE_CHECKING:
    from lxml.etree import _Element

    from noticeparse.extractors.docx.body import WordStory


_LEAST_WIDTH: Final = 200  # twentieths of a point, a third of a centimetre
_LEAST_ROWS: Final = 3


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


def read_table(table: _Element, story: WordStory) -> list[Block]:
    """Read a table; an empty one gives nothing, a box of one cell gives the blocks in it."""
    every = _children(table, "tr")
    rows = [row for row in every if row.find(f"{W}trPr/{W}del") is None][:MAX_TABLE_ROWS]
    alone = list(_children(rows[0], "tc")) if len(rows) == 1 else []
    if len(alone) == 1 and not story.in_cell:
        return story.blocks(alone[0])
    cells: list[Cell] = []
    edges = _edges(table)
    for index, row in enumerate(rows):
        _read_row(row, index, story, cells=cells, edges=edges)
    if not any(cell.text or cell.tables for cell in cells):
        return []
    return flattened(table_from(cells, rows=len(rows)), story.depth)


def _children(element: _Element, name: str) -> Iterator[_Element]:
    """Yield rows or cells, also those inside content controls and tracked insertions."""
    for child in element.iterchildren("*"):
        if child.tag == W + name:
            yield child
        elif child.tag in WRAPPERS:
            yield from _children(child, name)


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
    for element in _children(row, "tc"):
        inside = element.find(W + "tcPr")
        line += min(max(number(inside, "gridSpan") or 1, 1), MAX_TABLE_COLUMNS)
        end = max(edge(line), column + 1)
        cell = story.cell(element, (index, column), header=header)
        cell = replace(cell, column_span=end - column)
        merge = None if inside is None else inside.find(W + "vMerge")
        if merge is None or merge.get(VAL) == "restart" or not _lengthen(cell, cells):
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


def tabulated(blocks: Sequence[Block]) -> list[Block]:
    """Put runs of paragraphs with tabs together as tables; the other blocks stay."""
    result: list[Block] = []
    index = 0
    while index < len(blocks):
        rows = _rows(blocks, index)
        if len(rows) >= _LEAST_ROWS and _is_table(rows):
            cells = [
                Cell(Text(string), row, column, bold=bold)
                for row, (strings, bold) in enumerate(rows)
                for column, string in enumerate(strings)
            ]
            result.append(table_from(cells, rows=len(rows)))
            index += len(rows)
        else:
            result.append(blocks[index])
            index += 1
    return result


def _rows(blocks: Sequence[Block], start: int) -> list[tuple[list[str], bool]]:
    rows: list[tuple[list[str], bool]] = []
    for block in blocks[start:]:
        if not isinstance(block, Paragraph) or block.role != "body":
            break
        strings = block.text.string.split("\t")
        if (
            len(strings) < 2
            or "\n" in block.text.string
            or (rows and len(strings) != len(rows[0][0]))
        ):
            break
        rows.append((strings, block.bold))
    return rows


def _is_table(rows: Sequence[tuple[list[str], bool]]) -> bool:
    """Labels with their values are no table, nor is a list of contents with its page numbers."""
    is_form = all(strings[0].endswith(":") for strings, _ in rows)
    is_contents = all(strings[-1].isdigit() for strings, _ in rows)
    return not is_form and not is_contents
