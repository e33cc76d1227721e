"""Zip of a workbook → its sheets: names, what is hidden, merged, bold or linked in them.

The values of its cells are read by `values`. Both lay out all cells up to the last one, and a blank
that someone typed into the last row is enough to fill the memory: so their places are looked at
before.

Known limits: bold that comes from a table style or a condition is not seen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from noticeparse.errors import TooLarge, UnreadableFile
from noticeparse.extractors.archive import Archive
from noticeparse.extractors.sheets import Merge
from noticeparse.settings import MAX_CHARACTERS

if TYPE_CHECKING:
    from lxml.etree import _Element

S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BOOK, STRINGS, STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
_CELL: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_MOST_CELLS: Final = 4_000_000  # in the rectangle around all filled cells
_MOST_LETTERS: Final = 4 * MAX_CHARACTERS  # of its shared texts, white space counted
_PERCENT_FORMATS: Final = frozenset((9, 10))
_MOST_SHEETS: Final = 5_000  # one a school of a large list, and more for lists that go on
_SHEET: Final = (1_048_576, 16_384)  # rows and columns


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
    root = archive.tree(BOOK)
    if root is None:
        raise UnreadableFile(f"{archive.path}: this workbook has no list of sheets; it is damaged.")
    styles = _read_styles(archive.tree(STYLES))
    strings = archive.tree(STRINGS)
    texts = [] if strings is None else strings.findall(f"{S}si")
    lengths = [sum(map(len, map(str, text.itertext()))) for text in texts]
    sheets: list[SheetPart] = []
    charts: list[str] = []
    for element, part, sheet in worksheets(archive, root):
        if sheet is not None:
            _check_length(archive.path, sheet, lengths)
            sheets.append(_sheet(archive, element, part, root=sheet, styles=styles))
        else:
            charts.append(element.get("name", ""))
    for name, times in Counter(sheet.name for sheet in sheets).items():
        if times > 1:
            raise same_name(archive, name)
    title = archive.title("docProps/core.xml")
    return Book(archive, tuple(sheets), tuple(charts), title)


def worksheets(archive: Archive, book: _Element) -> Iterator[tuple[_Element, str, _Element | None]]:
    """Each sheet of a workbook: what that says of it, its part, and its tree, if it has cells.

    Raises UnreadableFile, TooLarge.
    """
    parts, met = archive.relations(BOOK), set[str]()
    elements = book.findall(f"{S}sheets/{S}sheet")
    if len(elements) > _MOST_SHEETS:
        raise TooLarge(f"{archive.path}: it has more sheets ({len(elements)}) than can be read.")
    for element in elements:
        relation = parts.get(element.get(R + "id", ""))
        part = relation.target if relation else ""
        if part in met:
            raise UnreadableFile(f"{archive.path}: two of its sheets are one; it is damaged.")
        met |= {part} if part else set()
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
    below = met = 0
    for row in data.iterchildren("{*}row"):
        number = row.get("r")
        below = below + 1 if number is None else _number(number)
        if not 0 < below <= _SHEET[0]:
            raise _no_place(where, f"row {number or below}")
        beside = 0
        met += 1
        for cell in row.iterchildren("{*}c"):
            reference = cell.get("r")
            at = (below - 1, beside) if reference is None else position(reference)
            if at is None or at[1] >= _SHEET[1]:
                raise _no_place(where, f"cell {reference}")
            beside = at[1] + 1
            met += 1
            if len(cell):
                found[at] = cell
    if met < sum(1 for _ in data.iter("{*}row", "{*}c")):
        raise UnreadableFile(f"{where}: its rows or cells lie in one another; it is damaged.")
    _check_extent(found, where)
    return found


def same_name(archive: Archive, name: str) -> UnreadableFile:
    """The error for a workbook in which a name does not tell which sheet is meant."""
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
