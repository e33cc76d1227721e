"""A table on its side → the same upright: suppliers across the top become rows.

"Data shared", "Purpose" and the like stand below one another in the first column, and each further
column is a supplier. Limit: a table with merged cells is left as it is.
"""

from __future__ import annotations

from dataclasses import replace

from noticeparse.parser.companies import is_name, looks_like_name
from noticeparse.parser.layouts.grids import Grid, Row
from noticeparse.parser.wording import FindNames, Wording

FEWEST_CAPTIONS = 2
FEWEST_NAMES = 2
SHARE_OF_CAPTIONS = 0.6  # of the first column, below the first row
SHARE_WHERE_NAMED = 0.25  # the same, where the corner says that suppliers stand in its row
SHARE_KNOWN = 0.34  # of the first row's names; most of the rest have to look like names
SHARE_SHAPED = 0.75
_SAYS_WHAT = ("data", "purpose", "both")
_NO_CAPTION = ("other", "aside", "no_recipients", None)


def upright(grid: Grid, wording: Wording, find_names: FindNames) -> Grid:
    """Turn a table whose captions stand in its first column; give back any other."""
    if not _is_sideways(grid, wording, find_names):
        return grid
    turned = tuple(
        Row(
            cells=tuple(row.cells[column] for row in grid.rows),
            begins=(True,) * len(grid.rows),
            place=replace(grid.rows[0].place, row=column),
        )
        for column in range(grid.columns)
    )
    return replace(grid, rows=turned, columns=len(grid.rows), repeated=())


def _is_sideways(grid: Grid, wording: Wording, find_names: FindNames) -> bool:
    if len(grid.rows) <= FEWEST_CAPTIONS or grid.columns <= FEWEST_NAMES:
        return False  # with one name it is a card
    if any(cell is None or not begun for row in grid.rows for cell, begun in _cells(row)):
        return False
    captions = [str(row.text(0)) for row in grid.rows[1:]]
    roles = [wording.role(caption) for caption in captions]
    known = [role for role in roles if role not in _NO_CAPTION]
    names_it = wording.role(str(grid.rows[0].text(0))) == "company"
    share = SHARE_WHERE_NAMED if names_it else SHARE_OF_CAPTIONS
    if len(set(known)) < FEWEST_CAPTIONS or len(known) < share * len(roles):
        return False
    if not names_it and set(known).isdisjoint(_SAYS_WHAT):
        return False
    if any(is_name(caption, find_names) for caption in captions):
        return False
    names = [str(grid.rows[0].text(column)) for column in range(1, grid.columns)]
    sure = sum(is_name(name, find_names) for name in names)
    shaped = sum(is_name(name, find_names) or looks_like_name(name) for name in names)
    as_captions = sum(wording.role(name) not in _NO_CAPTION for name in names)
    return (
        sure >= SHARE_KNOWN * len(names)
        and as_captions * 2 < len(names)
        and shaped >= SHARE_SHAPED * len(names)
    )


def _cells(row: Row) -> list[tuple[object, bool]]:
    """The cells of a row; one that covers several columns has not begun in the second."""
    seen: list[object] = []
    found: list[tuple[object, bool]] = []
    for cell, begun in zip(row.cells, row.begins, strict=True):
        found.append((cell, begun and not any(cell is other for other in seen)))
        seen.append(cell)
    return found
