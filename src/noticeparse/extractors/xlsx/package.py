"""Zip of a workbook → its sheets: names, what is hidden, merged, bold or linked in them.

Calamine reads the values: shared texts, results of formulas, dates from their number formats. The
rest is read from the XML itself. Calamine lays out all cells up to the last one; a blank that
someone typed into the last row is enough to fill the memory, so their places are looked at before.

Known limits: bold that comes from a table style or a condition is not seen.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from noticeparse.errors import TooLarge, UnreadableFile
from noticeparse.extractors.archive import Archive, parse_xml
from noticeparse.extractors.sheets import Entries, Entry, Merge, cleaned
from noticeparse.settings import MAX_CHARACTERS, MAX_TABLE_ROWS

if TYPE_CHECKING:
    from lxml.etree import _Element

S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CELL: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_MOST_CELLS: Final = 4_000_000  # in the rectangle around all filled cells
_MOST_LETTERS: Final = 4 * MAX_CHARACTERS  # of its shared texts, white space counted
_PERCENT_FORMATS: Final = frozenset((9, 10))
_SHEET: Final = (1_048_576, 16_384)  # rows and columns

Value = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell's style says of how it prints."""

    bold: bool = False
    percent: bool = False


@dataclass(frozen=True)
class SheetPart:
    """A sheet but for its values. Rows and columns count from 0."""

    name: str
    hidden: bool
    root: _Element
    merges: tuple[Merge, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    styles: dict[tuple[int, int], Style]
    links: dict[tuple[int, int], str]

    def hides(self, row: int, column: int) -> bool:
        """Say whether a cell stands in a hidden row or column."""
        return row in self.hidden_rows or column in self.hidden_columns


@dataclass(frozen=True)
class Book:
    """An open workbook; `charts` are the names of sheets without cells."""

    archive: Archive
    sheets: tuple[SheetPart, ...]
    charts: tuple[str, ...] = ()
    title: str | None = None


def open_book(archive: Archive) -> Book:
    """Read what a workbook's XML says of its sheets. Raises UnreadableFile, TooLarge."""
    root = archive.tree("xl/workbook.xml")
    if root is None:
        raise UnreadableFile(f"{archive.path}: this workbook has no list of sheets; it is damaged.")
    parts = archive.relations("xl/workbook.xml")
    styles = _read_styles(archive.tree("xl/styles.xml"))
    strings = archive.tree("xl/sharedStrings.xml")
    texts = [] if strings is None else strings.findall(f"{S}si")
    lengths = [sum(map(len, map(str, text.itertext()))) for text in texts]
    sheets: list[SheetPart] = []
    charts: list[str] = []
    for element in root.iterfind(f"{S}sheets/{S}sheet"):
        relation = parts.get(element.get(R + "id", ""))
        part = relation.target if relation else ""
        sheet = archive.tree(part)
        if sheet is not None and sheet.tag == S + "worksheet":
            _check_length(archive.path, sheet, lengths)
            sheets.append(_sheet(archive, element, part, root=sheet, styles=styles))
        else:
            charts.append(element.get("name", ""))
    title = archive.title("docProps/core.xml")
    return Book(archive, tuple(sheets), tuple(charts), title)


def _sheet(
    archive: Archive, element: _Element, part: str, *, root: _Element, styles: Sequence[Style]
) -> SheetPart:
    name = element.get("name", "")
    cells = {}
    for cell in root.iter(S + "c"):
        at = position(cell.get("r", ""))
        if at is not None and len(cell):
            cells[at] = cell
    _check_extent(archive, name, cells.keys())
    relations = archive.relations(part)
    return SheetPart(
        name=name,
        hidden=element.get("state", "visible") != "visible",
        root=root,
        merges=tuple(_merges(root)),
        hidden_rows=frozenset(
            _number(row.get("r")) - 1
            for row in root.iterfind(f"{S}sheetData/{S}row")
            if row.get("hidden") in ("1", "true")
        ),
        hidden_columns=frozenset(_hidden_columns(root)),
        styles={
            at: styles[number]
            for at, cell in cells.items()
            if (number := _number(cell.get("s"))) < len(styles)
        },
        links={
            at: relation.target
            for link in root.iterfind(f"{S}hyperlinks/{S}hyperlink")
            if (at := position(link.get("ref", "").partition(":")[0])) is not None
            and (relation := relations.get(link.get(R + "id", "")))
            and relation.external
        },
    )


def _check_extent(archive: Archive, name: str, places: Collection[tuple[int, int]]) -> None:
    """Refuse a sheet whose cells lie so far apart that laying them out would fill the memory."""
    if not places:
        return
    rows = [row for row, _ in places]
    columns = [column for _, column in places]
    size = (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)
    if size > _MOST_CELLS:
        message = f'{archive.path}: the cells of the sheet "{name}" are spread too far apart.'
        advice = "Copy the list alone into a new workbook and try again."
        raise TooLarge(message, what_to_do=advice)


def _check_length(path: str, root: _Element, lengths: Sequence[int]) -> None:
    """Refuse a sheet that repeats long texts so often that reading it would fill the memory."""
    cells = (cell for cell in root.iter(f"{S}c") if cell.get("t") == "s")
    used = Counter(_number(cell.findtext(f"{S}v")) for cell in cells)
    if sum(lengths[at] * times for at, times in used.items() if at < len(lengths)) > _MOST_LETTERS:
        raise TooLarge(f"{path}: a sheet has more text than a notice can have.")


def position(reference: str) -> tuple[int, int] | None:
    """Row and column, from 0, of a reference such as "B7"; None where it is none.

    >>> position("B7")
    (6, 1)
    """
    match = _CELL.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _merges(root: _Element) -> Iterator[Merge]:
    for element in root.iterfind(f"{S}mergeCells/{S}mergeCell"):
        first, _, last = element.get("ref", "").partition(":")
        start, end = position(first), position(last or first)
        if start and end and start[0] <= end[0] and start[1] <= end[1]:
            yield Merge(*start, *end)


def _hidden_columns(root: _Element) -> Iterator[int]:
    for column in root.iterfind(f"{S}cols/{S}col"):
        if column.get("hidden") in ("1", "true"):
            last = min(_number(column.get("max")), _SHEET[1])
            yield from range(_number(column.get("min")) - 1, last)


def _read_styles(root: _Element | None) -> list[Style]:
    if root is None:
        return []
    switches = (font.find(S + "b") for font in root.iterfind(f"{S}fonts/{S}font"))
    bold = [b is not None and b.get("val", "1") not in ("0", "false") for b in switches]
    percent = {
        _number(each.get("numFmtId"))
        for each in root.iterfind(f"{S}numFmts/{S}numFmt")
        if "%" in each.get("formatCode", "")
    }
    found = []
    for style in root.iterfind(f"{S}cellXfs/{S}xf"):
        font, number = _number(style.get("fontId")), _number(style.get("numFmtId"))
        is_percent = number in percent or number in _PERCENT_FORMATS
        found.append(Style(font < len(bold) and bold[font], is_percent))
    return found


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


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


def check_extents(archive: Archive) -> None:
    """Raise TooLarge, naming sheet and cell, UnreadableFile where the workbook is damaged."""
    book = archive.tree("xl/workbook.xml")
    if book is None:
        raise UnreadableFile(f"{archive.path}: it is no .xlsx workbook.")
    parts = archive.relations("xl/workbook.xml")
    names = {each.get(R + "id"): each.get("name") for each in book.iterfind(f"{S}sheets/{S}sheet")}
    for id, part in parts.items():
        data = archive.read(part.target) if id in names else None
        if data is None:
            continue
        path = f"{archive.path}, sheet {names[id]}"
        root = parse_xml(data, path=path, part=part.target)
        filled = (str(value.xpath("string(../@r)")) for value in root.iter("{*}v", "{*}is"))
        places = {at: cell for cell in filled if (at := position(cell)) is not None}
        lowest, rightmost = (max(places, key=itemgetter(axis), default=(0, 0)) for axis in (0, 1))
        down, across = lowest[0] + 1, rightmost[1] + 1
        if down * across > _MOST_CELLS:
            far = lowest if down / _SHEET[0] >= across / _SHEET[1] else rightmost
            raise TooLarge(
                f"{path}: something stands far out, in {places[far]}.",
                what_to_do="Delete the rows below and the columns beside the list, save it, and "
                "try again.",
            )
