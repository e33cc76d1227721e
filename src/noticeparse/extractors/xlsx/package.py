"""Zip of a workbook → its sheets: names, what is hidden, merged, bold or linked in them.

Calamine reads the values: shared texts, results of formulas, dates from their number formats. The
rest is read from the XML itself. Calamine lays out all cells up to the last one; a blank that
someone typed into the last row is enough to fill the memory, and a place beyond the last row of
Excel ends the whole process. So the places of all cells are looked at before, and calamine is given
a workbook made anew of what was looked at: no other part, name or encoding reaches it.

Known limits: bold that comes from a table style or a condition is not seen.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
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
    from python_calamine import CalamineWorkbook

S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_BOOK, _STRINGS, _STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
_BOOK_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
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
    root = archive.tree(_BOOK)
    if root is None:
        raise UnreadableFile(f"{archive.path}: this workbook has no list of sheets; it is damaged.")
    styles = _read_styles(archive.tree(_STYLES))
    strings = archive.tree(_STRINGS)
    texts = [] if strings is None else strings.findall(f"{S}si")
    lengths = [sum(map(len, map(str, text.itertext()))) for text in texts]
    sheets: list[SheetPart] = []
    charts: list[str] = []
    for element, part, sheet in _worksheets(archive, root):
        if sheet is not None:
            _check_length(archive.path, sheet, lengths)
            sheets.append(_sheet(archive, element, part, root=sheet, styles=styles))
        else:
            charts.append(element.get("name", ""))
    for name, times in Counter(sheet.name for sheet in sheets).items():
        if times > 1:
            raise _twice(archive, name)
    title = archive.title("docProps/core.xml")
    return Book(archive, tuple(sheets), tuple(charts), title)


def _worksheets(
    archive: Archive, book: _Element
) -> Iterator[tuple[_Element, str, _Element | None]]:
    """Each sheet of a workbook: what that says of it, its part, and its tree, if it has cells."""
    parts = archive.relations(_BOOK)
    for element in book.iterfind(f"{S}sheets/{S}sheet"):
        relation = parts.get(element.get(R + "id", ""))
        part = relation.target if relation else ""
        sheet = archive.tree(part, f"sheet {element.get('name')}")
        is_sheet = sheet is not None and sheet.tag == f"{S}worksheet"
        yield element, part, sheet if is_sheet else None


def _sheet(
    archive: Archive, element: _Element, part: str, *, root: _Element, styles: Sequence[Style]
) -> SheetPart:
    name = element.get("name", "")
    cells = filled_cells(root, f"{archive.path}, sheet {name}")
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


def filled_cells(root: _Element, where: str) -> dict[tuple[int, int], _Element]:
    """Find the cells of a sheet that hold something, by row and column from 0.

    Cells and rows without a reference follow the one before, as calamine counts them. Raise
    UnreadableFile where a reference is none that a sheet can have, TooLarge where the cells lie so
    far apart that laying them out would fill the memory; `where` names file and sheet in errors.
    """
    found: dict[tuple[int, int], _Element] = {}
    data = root.find(f"{S}sheetData")
    if data is None:
        return found
    nested = [e.getparent() for e in data.iter("{*}c") if e.getparent().getparent() is not data]
    if nested or any(row.getparent() is not data for row in data.iter("{*}row")):
        raise UnreadableFile(f"{where}: its rows or cells lie in one another; it is damaged.")
    below = 0
    for row in data.iterchildren("{*}row"):
        number = row.get("r")
        below = below + 1 if number is None else _number(number)
        if not 0 < below <= _SHEET[0]:
            raise _no_place(where, f"row {number or below}")
        beside = 0
        for cell in row.iterchildren("{*}c"):
            reference = cell.get("r")
            at = (below - 1, beside) if reference is None else position(reference)
            if at is None or at[1] >= _SHEET[1]:
                raise _no_place(where, f"cell {reference}")
            beside = at[1] + 1
            if len(cell):
                found[at] = cell
    _check_extent(found, where)
    return found


def _twice(archive: Archive, name: str) -> UnreadableFile:
    return UnreadableFile(f"{archive.path}: two of its sheets are called {name}; it is damaged.")


def _no_place(where: str, what: str) -> UnreadableFile:
    return UnreadableFile(f"{where}: there is no {what[:40]} in a workbook; it is damaged.")


def _check_extent(places: Collection[tuple[int, int]], where: str) -> None:
    """Refuse a sheet whose cells lie so far apart that laying them out would fill the memory."""
    if not places:
        return
    (top, left), (bottom, right) = (
        tuple(edge(place[axis] for place in places) for axis in (0, 1)) for edge in (min, max)
    )
    if (bottom - top + 1) * (right - left + 1) > _MOST_CELLS:
        lowest, rightmost = (max(places, key=itemgetter(axis)) for axis in (0, 1))
        far = lowest if bottom / _SHEET[0] >= right / _SHEET[1] else rightmost
        raise TooLarge(
            f"{where}: something stands far out, in {_reference(far)}.",
            what_to_do="Delete the rows below and the columns beside the list, or copy the list "
            "alone into a new workbook, and try again.",
        )


def _reference(place: tuple[int, int]) -> str:
    """The opposite of `position`.

    >>> _reference((6, 27))
    'AB7'
    """
    letters, column = "", place[1] + 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{place[0] + 1}"


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
    row = int(match[2])
    return (row - 1, column - 1) if row <= _SHEET[0] and column <= _SHEET[1] else None


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
    book = archive.tree(_BOOK)
    if book is None:
        raise UnreadableFile(f"{archive.path}: it is no .xlsx workbook.")
    found: dict[str, _Element] = {}
    for element, _, root in _worksheets(archive, book):
        name = element.get("name", "")
        if root is not None:
            if name in found:
                raise _twice(archive, name)
            filled_cells(root, f"{archive.path}, sheet {name}")
            found[name] = root
    return _opened(archive, found)


def _opened(archive: Archive, sheets: Mapping[str, _Element]) -> CalamineWorkbook:
    """Give calamine a workbook of these sheets, whose cells were looked at, and nothing else."""
    import python_calamine  # noqa: PLC0415 - as above
    from lxml import etree  # noqa: PLC0415 - as above

    dated = archive.tree(_BOOK)
    properties = None if dated is None else dated.find(f"{S}workbookPr")
    book = etree.Element(f"{S}workbook", nsmap={None: S[1:-1], "r": R[1:-1]})
    if properties is not None:  # says which day is the first one
        etree.SubElement(book, f"{S}workbookPr", date1904=properties.get("date1904", "0"))
    listed = etree.SubElement(book, f"{S}sheets")
    first, relations = (
        etree.Element(f"{_RELATIONS}Relationships", nsmap={None: _RELATIONS[1:-1]}) for _ in "ab"
    )
    _relate(first, "rId1", "officeDocument", _BOOK)
    parts = [
        (name, etree.tostring(tree, encoding="utf-8"))
        for name in (_STRINGS, _STYLES)
        if (tree := archive.tree(name)) is not None
    ]
    head, foot = f'<worksheet xmlns="{S[1:-1]}">'.encode(), b"</worksheet>"
    for number, (name, root) in enumerate(sheets.items(), 1):
        id, part = f"rId{number}", f"worksheets/sheet{number}.xml"
        own = {"name": name, "sheetId": str(number), f"{R}id": id}
        etree.SubElement(listed, f"{S}sheet", own)
        _relate(relations, id, "worksheet", part)
        data = root.find(f"{S}sheetData")
        cells = b"" if data is None else etree.tostring(data, with_tail=False)
        parts.append((f"xl/{part}", head + (cells or b"<sheetData/>") + foot))
    listing = (("_rels/.rels", first), (_BOOK, book), (_BOOK_RELATIONS, relations))
    parts += [(name, etree.tostring(tree)) for name, tree in listing]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in parts:
            file.writestr(name, content)
    made.seek(0)
    return python_calamine.CalamineWorkbook.from_filelike(made)


def _relate(relations: _Element, id: str, kind: str, target: str) -> None:
    from lxml import etree  # noqa: PLC0415 - as above

    of_kind = f"{R[1:-1]}/{kind}"
    etree.SubElement(relations, f"{_RELATIONS}Relationship", Id=id, Type=of_kind, Target=target)
