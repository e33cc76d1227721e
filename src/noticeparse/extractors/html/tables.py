"""A table of a web page → a Table, or the blocks in it where it only lays the page out.

Spans follow the rules of browsers; absurd ones are cut to the table. Elements with the roles of
a table count as one. Words that stand in a table but in none of its cells come before it.

Known limits: tables made of plain divs by a style sheet are read as paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from noticeparse.extractors.html.page import strings_of, words_of
from noticeparse.extractors.looks import flattened, lines_of
from noticeparse.extractors.places import table_from
from noticeparse.model import Cell, Text
from noticeparse.settings import MAX_HTML_DEPTH, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS

if TYPE_CHECKING:
    from lxml.etree import _Element

    from noticeparse.extractors.html.flow import Flow

_GROUPS: Final = frozenset(("thead", "tbody", "tfoot"))
_CELLS: Final = frozenset(("td", "th"))
_CELL_ROLES: Final = frozenset(("cell", "gridcell", "columnheader", "rowheader"))
_HELD_SHARE: Final = 0.9
_TICK = re.compile(r"\b(?:check|tick|yes|true)\b", re.IGNORECASE)
_CROSS = re.compile(r"\b(?:times|cross|xmark|close|false)\b", re.IGNORECASE)


@dataclass
class _Row:
    """A row with its cells, the number of its row group, and what that is ("thead")."""

    element: _Element
    cells: list[_Element]
    group: int
    part: str


def is_table(element: _Element) -> bool:
    """Say whether an element is a table, by its name or its role."""
    return element.tag == "table" or element.get("role") in ("table", "grid")


def read_table(element: _Element, flow: Flow) -> None:
    """Read a table into a flow."""
    # A foot may stand before the body in the source; it is printed after it.
    rows = sorted(_rows(element, [0]), key=lambda row: row.part == "tfoot")[:MAX_TABLE_ROWS]
    _strays(element, rows, flow)
    if _is_layout(element, rows):
        for row in rows:
            for cell in row.cells:
                flow.read_layout(cell)
        return
    cells = _placed(rows, flow)
    if not any(cell.text or cell.tables for cell in cells):
        return
    table = table_from(cells, rows=len(rows))
    for block in flattened(table, flow.tables_deep + 1):
        flow.add(block)


def _is_cell(element: _Element) -> bool:
    return element.tag in _CELLS or element.get("role") in _CELL_ROLES


def _rows(element: _Element, count: list[int], depth: int = 0) -> Iterator[_Row]:
    for child in element if depth < MAX_HTML_DEPTH else ():
        if child.tag == "tr" or child.get("role") == "row":
            yield _Row(child, list(filter(_is_cell, child)), count[0], str(element.tag))
        elif child.tag in _GROUPS or child.get("role") == "rowgroup" or child.tag == "form":
            count[0] += 1
            yield from _rows(child, count, depth + 1)
            count[0] += 1


def _strays(table: _Element, rows: list[_Row], flow: Flow) -> None:
    """Read what stands in a table outside its cells: its caption, and slips of the pen."""
    known = {row.element: None for row in rows}  # in their order
    for parent in [table, *(child for child in table if child.tag in _GROUPS), *known]:
        flow.read_stray(None, parent.text)
        for child in parent:
            is_part = child in known or _is_cell(child) or child.get("role") == "rowgroup"
            is_part |= child.tag in (*_GROUPS, "colgroup", "col") or not isinstance(child.tag, str)
            flow.read_stray(None if is_part else child, child.tail)


def _is_layout(table: _Element, rows: list[_Row]) -> bool:
    cells = [cell for row in rows for cell in row.cells]
    if len(cells) == 1:
        return True
    inner = [child for cell in cells for child in cell.iter("table") if _has_rows(child)]
    if not inner:
        one_column = all(len(row.cells) <= 1 for row in rows)
        return one_column and any(next(cell.iter("h1", "h2"), None) is not None for cell in cells)
    for cell in cells:  # one that holds a heading and a table is a part of the page
        has_heading = next(cell.iter("h1", "h2", "h3", "h4"), None) is not None
        if has_heading and any(_has_rows(table) for table in cell.iter("table")):
            return True
    outermost = [child for child in inner if next(child.iterancestors("table"), None) is table]
    held = sum(len(words_of(child)) for child in outermost)
    heads = sum(len(words_of(head)) for head in table.iter("h1", "h2", "h3"))
    return held + heads >= _HELD_SHARE * sum(len(words_of(cell)) for cell in cells)


def _has_rows(table: _Element) -> bool:
    has_words = any(string.split() for string in strings_of(table))  # as many as it takes
    return has_words and next(islice(table.iter("tr"), 1, None), None) is not None


def _placed(rows: list[_Row], flow: Flow) -> list[Cell]:
    """Place the cells as browsers do; `taken` holds, by column, the row up to which it is taken."""
    ends = {row.group: index + 1 for index, row in enumerate(rows)}
    taken: dict[int, int] = {}
    cells: list[Cell] = []
    for index, row in enumerate(rows):
        is_header = row.part == "thead" or _is_header_row(row)
        column = 0
        for element in row.cells:
            while taken.get(column, 0) > index:
                column += 1
            left = ends[row.group] - index
            width = min(_span(element, "colspan") or 1, MAX_TABLE_COLUMNS)
            height = min(_span(element, "rowspan") or left, left)
            if column >= MAX_TABLE_COLUMNS:
                width = height = 1  # spans beyond any real table would fill the memory
            for covered in range(column, column + width):
                taken[covered] = index + height
            cell = _read_cell(element, flow, (index, column), header=is_header)
            cells.append(replace(cell, row_span=height, column_span=width))
            column += width
    return cells


def _span(element: _Element, name: str) -> int:
    """Read a span; 0 means the whole row group, and what is no number means 1."""
    value = element.get(name, "").strip()
    return int(value[:9]) if value.isascii() and value.isdigit() else 1


def _is_header_row(row: _Row) -> bool:
    full = [cell for cell in row.cells if words_of(cell)]
    return bool(full) and all(
        (cell.tag == "th" or cell.get("role") == "columnheader")
        and cell.get("scope", "").lower() not in ("row", "rowgroup")
        for cell in full
    )


def _read_cell(element: _Element, flow: Flow, at: tuple[int, int], *, header: bool) -> Cell:
    inner = flow.inner(bold=element.tag == "th")
    inner.apart(element)
    text, tables = lines_of(inner.blocks)
    flow.hidden_words += inner.hidden_words
    flow.furniture += inner.furniture
    return Cell(
        Text(text or ("" if tables else _sign(element))),
        *at,
        bold=bool(inner.all_bold) and all(inner.all_bold),
        header=header,
        links=tuple(_links(element)),
        tables=tables,
    )


def _sign(element: _Element) -> str:
    """What a cell without text shows: a picture's alt text, or a tick or cross as an icon."""
    if shown := " ".join(words_of(element)):
        return shown
    names = " ".join(child.get("class", "") for child in element.iter("i", "span", "svg", "em"))
    names = re.sub(r"[-_]", " ", names)
    return "✓" if _TICK.search(names) else "✗" if _CROSS.search(names) else ""


def _links(element: _Element) -> list[str]:
    links = [link.get("href", "").strip() for link in element.iter("a")]
    inside = ("#", "javascript:")
    return list(dict.fromkeys(x for x in links if x and not x.lower().startswith(inside)))
