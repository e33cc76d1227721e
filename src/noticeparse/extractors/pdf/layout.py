"""A page → its drawn tables, and the lines that stand outside them.

Rules are believed before fills: a coloured box inside a drawn cell is only a highlight. Coloured
boxes alone make a table where they stand wall to wall; stripes with uncoloured rows between do not
(the columns' reader takes the stripes' edges as rows instead).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from noticeparse.extractors.pdf.finer import finer
from noticeparse.extractors.pdf.grids import Grid, find_grids, rules_of_fills
from noticeparse.extractors.pdf.lines import Line, lines_of
from noticeparse.extractors.pdf.page import Page, Rule, Word, holds, middle
from noticeparse.extractors.pdf.tables import PlacedTable, is_table, table_of, words_in
from noticeparse.model import Box

_SAME_EDGE = 4.0  # points


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
    for grid in _grids(page):
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


def _grids(page: Page) -> list[Grid]:
    """Return the grids to try, the surest first."""
    ruled = find_grids(page.rules)
    if not page.fills:
        return ruled
    ruled = [grid for grid in ruled if is_table(grid, words_in(grid, page.words))]
    outside = [
        fill for fill in page.fills if not any(holds(grid.box, middle(fill)) for grid in ruled)
    ]
    if not outside:
        return ruled
    both = find_grids([*page.rules, *rules_of_fills(outside)])
    return [
        grid
        for grid in both
        if _has_vertical_rule(grid, page.rules) or _stands_alone(grid, both, page.words)
    ]


def _has_vertical_rule(grid: Grid, rules: Sequence[Rule]) -> bool:
    return any(
        not rule.horizontal and holds(grid.box, _rule_middle(rule), slack=2) for rule in rules
    )


def _stands_alone(grid: Grid, grids: Sequence[Grid], words: Sequence[Word]) -> bool:
    """Say whether coloured boxes are a whole table, and no stripe of one."""
    if grid.rows < 2:
        return False
    stripes = [other for other in grids if other is not grid and _same_width(grid, other)]
    left, _, right, bottom = grid.box
    below = [
        word
        for word in words
        if left < middle(word.box)[0] < right and 0 <= word.box[1] - bottom < 2.0 * word.size
    ]
    return not stripes and not below


def _same_width(one: Grid, other: Grid) -> bool:
    return abs(one.xs[0] - other.xs[0]) < _SAME_EDGE and abs(one.xs[-1] - other.xs[-1]) < _SAME_EDGE
