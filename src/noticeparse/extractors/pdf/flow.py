"""A page's tables and free lines → the items of the page in reading order.

An item is a table or a passage: lines that follow one another. Where the lines between two tables
clearly stand in two columns of running text, the left column comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from noticeparse.extractors.pdf.layout import Layout
from noticeparse.extractors.pdf.lines import Line
from noticeparse.extractors.pdf.tables import PlacedTable


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that follow one another; `right` is the page's or the column's right edge."""

    lines: tuple[Line, ...]
    right: float


Item = PlacedTable | Passage


def items_of(layout: Layout, lines: Sequence[Line]) -> list[Item]:
    """Put the tables and lines of a page into reading order."""
    tables = list(layout.tables)
    items: list[Item] = []
    waiting = list(lines)
    for table in sorted(tables, key=lambda each: (each.box[1], each.box[0])):
        above = [line for line in waiting if line.box[1] + line.box[3] < 2 * table.box[1]]
        if above:
            items.append(Passage(tuple(above), layout.page.width))
        waiting = waiting[len(above) :]
        items.append(table)
    if waiting:
        items.append(Passage(tuple(waiting), layout.page.width))
    return items
