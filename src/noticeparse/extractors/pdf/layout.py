"""A page → its drawn tables, and the lines that stand outside them.

Only rules draw a table. Coloured boxes do not: inside a drawn cell they are a highlight, and of
stripes the columns' reader takes the edges as rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from noticeparse.extractors.pdf.finer import finer
from noticeparse.extractors.pdf.grids import find_grids
from noticeparse.extractors.pdf.lines import Line, lines_of
from noticeparse.extractors.pdf.page import Page, Rule, holds, middle
from noticeparse.extractors.pdf.tables import PlacedTable, is_table, table_of, words_in
from noticeparse.model import Box


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands on a page: drawn tables, free lines, and the marks that no table has used."""

    page: Page
    tables: tuple[PlacedTable, ...]
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]
    fills: tuple[Box, ...]


def lay_out(page: Page) -> Layout:
    """Find the drawn tables of a page and sort the other words into lines."""
    tables = []
    free = list(page.words)
    for grid in find_grids(page.rules):
        given = words_in(grid, free)
        if not is_table(grid, given):
            continue
        taken = {id(word) for words in given for word in words}
        free = [word for word in free if id(word) not in taken]
        tables.append(table_of(*finer(grid, given), page))
    return Layout(
        page,
        tuple(tables),
        tuple(lines_of(free)),
        tuple(rule for rule in page.rules if not _inside(_rule_middle(rule), tables)),
        tuple(fill for fill in page.fills if not _inside(middle(fill), tables)),
    )


def _rule_middle(rule: Rule) -> tuple[float, float]:
    along = (rule.start + rule.end) / 2
    return (along, rule.at) if rule.horizontal else (rule.at, along)


def _inside(point: tuple[float, float], tables: Sequence[PlacedTable]) -> bool:
    return any(holds(table.box, point, slack=1.0) for table in tables)
