"""Sheets of a workbook → their values: shared texts, results of formulas, dates.

Calamine reads them. A place beyond the last row of Excel ends its whole process, and it finds parts
by rules of its own; so it is given a workbook made anew of sheets whose cells were looked at, and
no other part, name or encoding reaches it.

Known limits: of number formats only dates and percentages are known.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from noticeparse.errors import TooLarge, UnreadableFile
from noticeparse.extractors.archive import Archive
from noticeparse.extractors.sheets import Entries, Entry, cleaned
from noticeparse.extractors.xlsx.package import (
    BOOK,
    STRINGS,
    STYLES,
    Book,
    R,
    S,
    SheetPart,
    Style,
    filled_cells,
    same_name,
    worksheets,
)
from noticeparse.settings import MAX_TABLE_ROWS

if TYPE_CHECKING:
    from lxml.etree import _Element
    from python_calamine import CalamineWorkbook

Value = int | float | str | bool | time | date | datetime | timedelta
_LAST_DAY = 1e10  # days: far beyond what a workbook can print, and no number that panics
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION = '<Relationship Id="rId{0}" Type="{1}/{2}" Target="{3}"/>'
_SHEET = '<sheet name={0} sheetId="{1}" r:id="rId{1}"/>'


def _keep_from_dates(data: _Element) -> None:
    """Let numbers that are no day be words: calamine panics where one is styled as a date."""
    for cell in data.iter(f"{S}c"):
        value = cell.find(f"{S}v")
        if value is None or cell.get("t", "n") != "n" or cell.get("s") is None:
            continue
        try:
            number = float(value.text or "")
        except ValueError:
            continue  # calamine says that it is damaged
        if not abs(number) <= _LAST_DAY:
            value.text = printed(number) if math.isfinite(number) else str(number)
            cell.set("t", "str")


def read_values(book: Book) -> dict[str, Entries]:
    """Filled cells of each sheet by row and column, from 0. Raises UnreadableFile, TooLarge."""
    import python_calamine  # noqa: PLC0415 - a compiled package, only needed for sheets

    path = book.archive.path
    roots = {sheet.name: sheet.root for sheet in book.sheets}
    try:
        workbook = _opened(book.archive, roots)
        found: dict[str, Entries] = {}
        for part in book.sheets:
            sheet = workbook.get_sheet_by_name(part.name)
            rows = sheet.to_python(skip_empty_area=True)
            found[part.name] = _entries(rows, start=sheet.start or (0, 0), part=part)
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise UnreadableFile(f"{path}: the workbook is damaged.") from error
    if any(len({row for row, _ in entries}) > MAX_TABLE_ROWS for entries in found.values()):
        raise TooLarge(f"{path}: the workbook has more rows than a notice can have.")
    return found


def _entries(rows: list[list[Value]], *, start: tuple[int, int], part: SheetPart) -> Entries:
    found: dict[tuple[int, int], Entry] = {}
    for row, values in enumerate(rows, start[0]):
        for column, value in enumerate(values, start[1]):
            at = (row, column)
            style = part.styles.get(at, Style())
            text = cleaned(printed(value, percent=style.percent))
            if text:
                link = part.links.get(at)
                found[at] = Entry(text, style.bold, (link,) if link else ())
    return found


def printed(value: Value, *, percent: bool = False) -> str:
    """Print a value as a list does: whole numbers without a point, dates in ISO form.

    >>> printed(30.0), printed(0.5, percent=True), printed(date(2023, 9, 1))
    ('30', '50%', '2023-09-01')
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        is_whole = abs(value) < 1e15 and value == int(value)
        plain = str(int(value)) if is_whole else f"{value:.15g}"
        return f"{value * 100:.12g}%" if percent else plain
    if isinstance(value, datetime):
        is_day = value.time() == time(0)
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(value)  # words, or a day in ISO form


def open_values(archive: Archive) -> CalamineWorkbook:
    """Open a workbook to read the values of its sheets.

    Raise UnreadableFile, TooLarge, and what calamine raises.
    """
    book = archive.tree(BOOK)
    if book is None:
        raise UnreadableFile(f"{archive.path}: it is no .xlsx workbook.")
    found: dict[str, _Element] = {}
    for element, _, root in worksheets(archive, book):
        name = element.get("name", "")
        if root is not None:
            if name in found:
                raise same_name(archive, name)
            filled_cells(root, f"{archive.path}, sheet {name}")
            found[name] = root
    return _opened(archive, found)


def _opened(archive: Archive, sheets: Mapping[str, _Element]) -> CalamineWorkbook:
    """Give calamine a workbook of these sheets, whose cells were looked at, and nothing else."""
    import python_calamine  # noqa: PLC0415 - as above
    from lxml import etree  # noqa: PLC0415 - heavy

    old = archive.tree(BOOK)
    properties = None if old is None else old.find(f"{S}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    parts = {name: f"xl/worksheets/sheet{number}.xml" for number, name in enumerate(sheets, 1)}
    listed = (_SHEET.format(quoteattr(name), number) for number, name in enumerate(parts, 1))
    related = (
        _RELATION.format(number, R[1:-1], "worksheet", f"/{part}")
        for number, part in enumerate(parts.values(), 1)
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        root = _RELATION.format(1, R[1:-1], "officeDocument", BOOK)
        file.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}">{root}</Relationships>')
        file.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}">{"".join(related)}</Relationships>',
        )
        file.writestr(
            BOOK,
            f'<workbook xmlns="{S[1:-1]}" xmlns:r="{R[1:-1]}">'
            f'<workbookPr date1904="{int(from_1904)}"/>'
            f"<sheets>{''.join(listed)}</sheets></workbook>",
        )
        for name in (STRINGS, STYLES):
            if (tree := archive.tree(name)) is not None:
                for claim in ("count", "uniqueCount"):  # calamine reserves memory for as many
                    tree.attrib.pop(claim, "")
                file.writestr(name, etree.tostring(tree))
        for name, part in parts.items():
            data = sheets[name].find(f"{S}sheetData")
            if data is not None:
                _keep_from_dates(data)
            cells = b"<sheetData/>" if data is None else etree.tostring(data, with_tail=False)
            file.writestr(part, f'<worksheet xmlns="{S[1:-1]}">'.encode() + cells + b"</worksheet>")
    made.seek(0)
    return python_calamine.CalamineWorkbook.from_filelike(made)
