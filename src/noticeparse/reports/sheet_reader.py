"""A workbook that a person edited → its rows as text, with the originals that it carries hidden.

Excel and LibreOffice change types: what looks like a number or a date becomes one, line ends are
written as _x000D_, spaces come at ends. All of that is taken back on both sides, so that it is no
difference; a date in a cell is marked, because what was typed is lost.

Columns that a person put into a sheet are the same in the next one. A cell goes with the row that
it stood in: by what the row is known by, and where only its school is called otherwise now, by the
rest. What finds no row is counted, and nothing is lost then: the workbook that holds it is kept.

Limits: a sheet that was renamed is not found; the workbook may have been sent, and has the limits
of one that is read as a notice.
"""

import datetime
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import python_calamine as calamine

from noticeparse.decisions.sheet import Corrected, SheetRow, Term
from noticeparse.errors import EncryptedFile, UnreadableFile
from noticeparse.extractors.archive import open_archive
from noticeparse.extractors.xlsx.values import open_values
from noticeparse.given import read_bytes
from noticeparse.model import DECIDED_TAGS
from noticeparse.reports import sheets
from noticeparse.reports.record import FILL_COLUMNS, RECORD_COLUMNS
from noticeparse.reports.rows import Row

# Office wraps an encrypted workbook into another file, which names its parts in UTF-16.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LONGEST_DIRECTORY = 1_000_000
_GOES_ON = re.compile(r" \d+$")  # "Tags 2"
_HEADER_WITHIN = 20  # rows: someone may have put a title above
_NEEDED = {
    sheets.DISCLOSURES: ("id", "source", "school", "company"),
    sheets.OPEN_AGAIN: ("decision",),
    sheets.TAGS: ("disclosure_id", "source", "school", "label", "tag"),
}
_ESCAPED = re.compile(r"_x000[dD]_")
_DATES = datetime.date | datetime.time | datetime.timedelta
_LINE_END = re.compile(r"\r\n?")
_SCHOOL = 2  # its place in each of the keys of sheets
_ANEW = (
    "Apply the disclosures.xlsx that `noticeparse convert --format xlsx` wrote, saved as .xlsx: "
    "a copy of its sheets in another workbook, or a .csv, has lost what the corrections are "
    "compared with."
)


def read_sheet(path: Path) -> Corrected:
    """Read a corrected workbook; raise a ReadError that says why where it cannot be.

    It may have been sent: callers read it in a worker (`batch.read_apart`).
    """
    if not path.is_file():
        why = "is no file" if path.exists() else "does not exist"
        raise UnreadableFile(f"{path} {why}.", what_to_do="Check the path.")
    try:
        data = read_bytes(path)
        if _ENCRYPTED in data[:_LONGEST_DIRECTORY]:
            raise EncryptedFile(f"{path} has a password.")
        return _corrected(_opened(data, path), path)
    except calamine.PasswordError as error:
        raise EncryptedFile(f"{path} has a password.") from error
    except (calamine.CalamineError, OSError) as error:
        raise _unread(path, str(error) or "it is damaged") from error


def _opened(data: bytes, path: Path) -> calamine.CalamineWorkbook:
    try:
        archive = open_archive(data, str(path))
        with archive.zip:
            return open_values(archive)
    except UnreadableFile as error:
        raise _unread(path, error.message.removeprefix(f"{path}: ").rstrip(".")) from error


def _unread(path: Path, why: str) -> UnreadableFile:
    return UnreadableFile(f"{path} cannot be read as a workbook: {why}.", what_to_do=_ANEW)


def _corrected(book: calamine.CalamineWorkbook, path: Path) -> Corrected:
    hidden = (name for name, layout in sheets.LAYOUTS.items() if layout.hidden)
    needed = (sheets.DISCLOSURES, sheets.TAGS, *hidden)
    missing = [name for name in needed if name not in book.sheet_names]
    if missing:
        raise UnreadableFile(f"{path} has no sheet {', '.join(missing)}.", what_to_do=_ANEW)
    about = [(row.get("name"), row.get("value")) for row in _rows(book, sheets.ABOUT, path)]
    if ("format", sheets.FORMAT) not in about:
        raise UnreadableFile(f"{path} was written by another version.", what_to_do=_ANEW)
    originals, original_tags = (
        _rows(book, name, path) for name in (sheets.ORIGINALS, sheets.ORIGINAL_TAGS)
    )
    _check_originals(originals, original_tags, path)
    open_now = tuple(row.get("decision") for row in _rows(book, sheets.OPEN_AGAIN, path))
    return Corrected(
        id="".join(value for name, value in about if name == "workbook"),
        disclosures=_rows(book, sheets.DISCLOSURES, path, _columns(book, sheets.ORIGINALS)),
        tags=_rows(book, sheets.TAGS, path, _columns(book, sheets.ORIGINAL_TAGS)),
        originals=originals,
        original_tags=original_tags,
        terms=[
            Term(row.get("kind"), row.get("id"), row.get("label"))
            for row in _rows(book, sheets.TERMS, path)
        ],
        known=tuple(value for name, value in about if name == "decision"),
        open=tuple(value for name, value in about if name == "open"),
        still_open=open_now if sheets.OPEN_AGAIN in book.sheet_names else None,
        not_taken=_rows(book, sheets.NOT_TAKEN, path),
        own_sheets=tuple(
            name
            for name in book.sheet_names
            if _GOES_ON.sub("", name) not in (*sheets.LAYOUTS, *sheets.SIDE_BY_SIDE, sheets.HELP)
        ),
        record=[
            {name: row.get(_column(name)) for name in RECORD_COLUMNS}
            for row in _rows(book, sheets.RECORD, path)
        ],
        once=[
            {name: row.get(name) for name in FILL_COLUMNS} for row in _rows(book, sheets.FILL, path)
        ],
    )


def _check_originals(rows: Iterable[SheetRow], tags: Iterable[SheetRow], path: Path) -> None:
    """Raise UnreadableFile where what corrections are compared with is not what we wrote."""
    known = {(row.get("source"), row.get("id")) for row in rows}
    for tag in tags:
        row = tag.get("source"), tag.get("disclosure_id")
        if tag.get("kind").replace(" ", "_") not in DECIDED_TAGS.values() or row not in known:
            raise UnreadableFile(f"{path}: its hidden sheets were changed.", what_to_do=_ANEW)


def _columns(book: calamine.CalamineWorkbook, name: str) -> frozenset[str]:
    """The columns that a sheet was written with: what else stands there is a person's own."""
    rows = book.get_sheet_by_name(name).to_python(nrows=1)
    return frozenset(text_of(value) for value in rows[0]) if rows else frozenset()


def _rows(
    book: calamine.CalamineWorkbook, name: str, path: Path, known: Collection[str] | None = None
) -> list[SheetRow]:
    """All rows of a table, also of the sheets that it goes on on ("Tags 2")."""
    found: list[SheetRow] = []
    number = 1
    while (title := name if number == 1 else f"{name} {number}") in book.sheet_names:
        sheet = book.get_sheet_by_name(title)
        cells = sheet.to_python(skip_empty_area=False)
        found += _table(cells, title, _header(cells, name, path), known)
        number += 1
    return found


def _table(
    cells: Sequence[Sequence[Any]], sheet: str, start: int, known: Collection[str] | None
) -> Iterator[SheetRow]:
    """The rows below the columns' names; of `known` columns, and those that a person put in."""
    places, own = _places(cells[start] if cells else (), known)
    for number, values in enumerate(cells[start + 1 :], start + 2):
        row = {name: values[place] for name, place in places.items()}
        texts = {name: text_of(value) for name, value in row.items()}
        mine = {name: values[place] for name, place in own.items()}
        if any(texts.values()):
            dates = frozenset(name for name, value in row.items() if isinstance(value, _DATES))
            yield SheetRow(sheet, number, texts, dates, mine)


def _places(
    header: Sequence[Any], known: Collection[str] | None
) -> tuple[dict[str, int], dict[str, int]]:
    """Which column stands where: those that are read, and a person's own by their titles."""
    places: dict[str, int] = {}
    own: dict[str, int] = {}
    for place, cell in enumerate(header):
        name = _column(cell)
        if name not in places and (name if known is None else name in known):
            places[name] = place
        elif known is not None:
            title = text_of(cell) or "no title"
            free = (title if number == 1 else f"{title} ({number})" for number in count(1))
            own[next(name for name in free if name not in own)] = place
    return places, own


def _column(cell: object) -> str:
    """A column by its name, however that is written: "Lawful basis" is lawful_basis."""
    return text_of(cell).casefold().replace(" ", "_")


def _header(cells: Sequence[Sequence[Any]], name: str, path: Path) -> int:
    """The row of the columns' names: the first, or the first that has those that are needed."""
    needed = _NEEDED.get(name, ())
    rows = [[_column(value) for value in row] for row in cells[:_HEADER_WITHIN]]
    found = (number for number, row in enumerate(rows) if all(each in row for each in needed))
    if (start := next(found, None)) is not None:
        return start
    missing = [column for column in needed if not rows or column not in rows[0]]
    raise UnreadableFile(
        f"{path}, sheet {name}: the column {', '.join(missing)} is missing.",
        what_to_do="Undo the deletion, or put the columns' names back into the first row.",
    )


def text_of(value: object) -> str:
    """A cell as the text that a person sees, without what spreadsheets put in.

    >>> text_of(365.0), text_of("Names _x000D_\\r\\nand UPNs "), text_of(True)
    ('365', 'Names\\nand UPNs', 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = _LINE_END.sub("\n", _ESCAPED.sub("\r", unicodedata.normalize("NFC", str(value))))
    return "\n".join([line.rstrip() for line in text.split("\n")]).strip()


class OwnColumns:
    """The columns of a person in one sheet: `titles`, and the cells that are still to be placed."""

    def __init__(self, sheet: str, rows: Iterable[SheetRow], ids: Mapping[str, Row]) -> None:
        """Take the cells out of rows; `ids` are what rows that were added are known by now."""
        self._names = sheets.KEYS[sheet]
        self._cells: dict[tuple[str, ...], dict[str, Any]] = {}
        self._short: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
        titles: dict[str, str] = {}
        for row in rows:
            for title in row.own:
                clashes = title.casefold().replace(" ", "_") in sheets.LAYOUTS[sheet].columns
                titles[title] = f"{title} (own)" if clashes else title
            key = self._key({**row.cells, **ids.get(row.where, {})})
            cells = {titles[name]: _plain(value) for name, value in row.own.items() if value != ""}
            if cells:
                self._cells.setdefault(key, cells)
                self._short[_short(key)].add(key)
        self.titles = tuple(titles.values())
        self._left = set(self._cells)

    def of(self, row: Mapping[str, str]) -> dict[str, Any]:
        """The cells of a row, by title; "" where the person wrote nothing."""
        key = self._key(row)
        near = self._short.get(_short(key), set())
        if key not in self._cells and len(near) == 1:
            (key,) = near
        self._left.discard(key)
        return dict.fromkeys(self.titles, "") | self._cells.get(key, {})

    @property
    def left(self) -> int:
        """How many rows with cells of a person there are not any more."""
        return len(self._left)

    def _key(self, row: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(row.get(name, "") for name in self._names)


def _plain(value: object) -> object:
    """A number, a day, or yes and no as it is; anything else (a time) as a text."""
    return value if isinstance(value, str | int | float | datetime.date) else text_of(value)


def _short(key: tuple[str, ...]) -> tuple[str, ...]:
    return (*key[:_SCHOOL], *key[_SCHOOL + 1 :])
