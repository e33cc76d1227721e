"""Bytes of a workbook → the filled cells of each sheet, as text.

Calamine reads the values: shared texts, results of formulas, dates from their number formats.

Known limits: bold inside a shared text is not seen; it is where the whole cell is bold.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

from noticeparse.errors import TooLarge, UnreadableFile
from noticeparse.extractors.sheets import Entries, Entry, cleaned
from noticeparse.extractors.xlsx.package import Book, SheetPart, Style
from noticeparse.settings import MAX_TABLE_ROWS

Value = int | float | str | bool | time | date | datetime | timedelta


def read_values(data: bytes, book: Book) -> dict[str, Entries]:
    """Filled cells of each sheet by row and column, from 0. Raises UnreadableFile, TooLarge."""
    import python_calamine  # noqa: PLC0415 - a compiled package, only needed for sheets

    path = book.archive.path
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
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
                bold = style.bold or at in part.bold_texts
                found[at] = Entry(text, bold, (link,) if link else ())
    return found


def printed(value: Value, *, percent: bool = False) -> str:
    """Print a value as a list does: whole numbers without a point, dates in ISO form.

    >>> printed(30.0), printed(0.5, percent=True), printed(date(2023, 9, 1))
    ('30', '50%', '2023-09-01')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return f"{value * 100:.12g}%" if percent else _number(value)
    if isinstance(value, datetime):
        is_day = value.time() == time(0)
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, date) else _duration(value)


def _duration(value: timedelta) -> str:
    minutes = round(value.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def _number(value: float) -> str:
    is_whole = abs(value) < 1e15 and value == int(value)
    return str(int(value)) if is_whole else f"{value:.15g}"
