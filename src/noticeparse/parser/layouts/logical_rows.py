"""The printed rows of a table of recipients → its logical rows, each with its company.

A row without a company goes on with the one before it, or leaves the company out because it is the
same. A row that is a heading stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from noticeparse.model import Cell, Text
from noticeparse.parser.companies import is_name
from noticeparse.parser.layouts.columns import Columns
from noticeparse.parser.layouts.grids import Row, stitch_texts
from noticeparse.parser.wording import FindNames

_BREAKS_OFF = re.compile(r"(?:[-–—,/&(:;]|\b(?:and|or|of|for|the|by|with|to|in))$", re.IGNORECASE)


def section_of(row: Row, find_names: FindNames) -> Text | None:
    """Return the heading that a row is: alone in the row, across the table or bold."""
    filled = [cell for cell in row.distinct() if cell.text]
    if len(filled) != 1 or len(row.cells) == 1:
        return None
    cell = filled[0]
    across = cell.column_span >= len(row.cells) or len(row.distinct()) == 1
    if across:
        return cell.text.strip()
    alone = all(not other.text for other in row.distinct() if other is not cell)
    text = cell.text.string.strip()
    loud = cell.bold or text.isupper() or text.endswith(":")
    if alone and loud and cell.column == 0 and not is_name(text, find_names):
        return cell.text.strip()
    return None


def logical_rows(rows: Sequence[Row], columns: Columns, find_names: FindNames) -> Iterator[Row]:
    """Yield rows; one without a company goes on with the one before it, or is another of its own.

    It is one of its own where each of its cells begins anew and it says as much.
    """
    pending: Row | None = None
    for row in rows:
        own = row
        if pending is not None and _continues(pending, row, columns, find_names):
            if not _says_as_much(pending, row, columns):
                pending = _put_together(pending, row)
                continue
            own = _of_company(pending, row, columns)
        if pending is not None:
            yield pending
        pending = own
    if pending is not None:
        yield pending


def _continues(above: Row, row: Row, columns: Columns, find_names: FindNames) -> bool:
    company = columns.of("company")[0]
    if row.text(company) or not row.begins[company]:
        return False
    filled = [cell for cell in row.distinct() if cell.text and not _covers(above, cell)]
    return (
        bool(filled)
        and section_of(row, find_names) is None
        and section_of(above, find_names) is None
    )


def _says_as_much(above: Row, row: Row, columns: Columns) -> bool:
    """Say whether a row fills data and purpose as the one above does, each with a new beginning."""
    says_what = columns.of("data", "purpose")
    if len(says_what) < 2:
        return False
    texts = [str(row.text(number)).strip() for number in says_what if row.begins[number]]
    before = [str(above.text(number)).strip() for number in says_what]
    return (
        len(texts) == len(says_what)
        and all(text[:1].isupper() or text[:1].isdigit() for text in texts)
        and all(text and not _BREAKS_OFF.search(text) for text in before)
    )


def _of_company(above: Row, row: Row, columns: Columns) -> Row:
    """Give a row the company of the row above it."""
    company = columns.of("company")[0]
    cells = (*row.cells[:company], above.cells[company], *row.cells[company + 1 :])
    return replace(row, cells=cells)


def _covers(row: Row, cell: Cell) -> bool:
    return any(cell is other for other in row.cells)


def _put_together(above: Row, row: Row) -> Row:
    cells = []
    for upper, lower in zip(above.cells, row.cells, strict=True):
        if upper is None or lower is None or lower is upper or not lower.text:
            cells.append(upper or lower)
        elif not upper.text:
            cells.append(replace(upper, text=lower.text, links=lower.links))
        else:
            cells.append(replace(upper, text=stitch_texts(upper.text, lower.text)))
    return replace(above, cells=tuple(cells))
