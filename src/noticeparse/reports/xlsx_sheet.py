"""Rows → a table of a workbook, on as many sheets as it takes.

Columns that may be changed are white, the others grey. Nothing is protected: Excel could not sort
then. Everything is text.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from noticeparse.errors import OutputError
from noticeparse.given import table
from noticeparse.reports.record import NOTICE, WORDS
from noticeparse.reports.sheets import Layout, title
from noticeparse.reports.words import cleaned

LONGEST_CELL = 32_767  # Excel counts UTF-16 units
LAST_ROW = 1_048_576
CUT = " … [cut here; the whole text is in the notice file]"
_WIDTHS = {  # of columns, in characters
    name: int(row["width"])
    for row in table(__file__, "widths.csv")
    for name in row["columns"].split("; ")
}
_OWN_WIDTH = 24  # of a person's columns
# Long and rarely read: wrapped, they would make every row as tall as a page.
_ONE_LINE = {"statements", "source", "trust", "tag", "id", "supplier_id", WORDS, NOTICE}


def fit(text: str, *, longest: int = LONGEST_CELL) -> str:
    """Make a text fit into a cell: no control characters, not longer than Excel holds."""
    text = cleaned(text)
    if text.startswith("<r>") and text.endswith("</r>"):
        text = " " + text  # xlsxwriter takes this for its own markup and writes it unescaped
    raw = text.encode("utf-16-le")
    if len(raw) <= 2 * longest:
        return text
    return raw[: 2 * (longest - len(CUT))].decode("utf-16-le", "ignore") + CUT


def make_looks(book: Any) -> dict[str, Any]:
    """Make the formats of a workbook: headers and cells, of white and of grey columns."""
    header = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
    header |= {"border_color": "#BFBFBF", "font_name": "Calibri", "font_size": 11}
    cell = {"valign": "top", "num_format": "@", "border": 1, "border_color": "#E3E3E3"}
    grey = cell | {"bg_color": "#F2F2F2", "font_color": "#595959"}
    looks = {
        "header": header | {"bg_color": "#1F4E79", "font_color": "#FFFFFF"},
        "grey_header": header | {"bg_color": "#D9D9D9", "font_color": "#404040"},
        "cell": cell | {"text_wrap": True},
        "grey_cell": grey | {"text_wrap": True},
        "grey_line": grey,
        "date": cell | {"num_format": "dd/mm/yyyy"},
        "Poor": {"bg_color": "#F8D7D3"},  # rows of doubtful grades
        "Fair": {"bg_color": "#FFF0CC"},
        "blank": {"font_color": "#8A6D1D", "bg_color": "#FFF8E1", "italic": True},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def new_book(buffer: io.BytesIO, name: str, **options: bool | str) -> Any:
    """Begin a workbook in which nothing is ever a formula or a link.

    Its date is fixed: the clock would make two runs differ.
    """
    import xlsxwriter  # noqa: PLC0415 - heavy, and only needed where one is made

    plain = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
    book = xlsxwriter.Workbook(buffer, dict.fromkeys(plain, False) | options)
    about = {"title": name, "comments": "By noticeparse", "created": datetime(2020, 1, 1)}
    book.set_properties(about)
    return book


def workbook(name: str, tables: Iterable[tuple[Layout, Iterable[Iterable[str]]]]) -> bytes:
    """Fill a workbook with tables: cells by row; the same ones give the same bytes."""
    buffer = io.BytesIO()
    book = new_book(buffer, name)
    looks = make_looks(book)
    for layout, rows in tables:
        sheet = Sheet(book, layout, looks=looks)
        for row in rows:
            sheet.write(dict(zip(layout.columns, row, strict=True)))
        sheet.finish()
    book.close()
    return buffer.getvalue()


@dataclass
class Sheet:
    """A table of the workbook, on as many sheets as it takes; it counts the cells it shortened."""

    book: Any
    layout: Layout
    looks: Mapping[str, Any]
    last_row: int = LAST_ROW
    choices: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    shortened: int = 0
    _sheets: int = 0

    def __post_init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self._sheets += 1
        name = self.layout.name
        self._sheet = self.book.add_worksheet(
            name if self._sheets == 1 else f"{name} {self._sheets}"
        )
        self._row = 0
        if self.layout.hidden:
            self._sheet.hide()
        else:
            self._dress()
        as_written = () if self.layout.titled else self.layout.columns
        as_written += self.layout.own
        shown = [name if name in as_written else title(name) for name in self.layout.columns]
        self._put(shown, header=True)

    def _dress(self) -> None:
        """Widths, colours, what stays in sight, and what may be chosen."""
        columns = self.layout.columns
        self._sheet.freeze_panes(1, self.layout.held)
        self._sheet.set_row(0, 124 if WORDS in columns else 32)  # its titles are long
        for column, name in enumerate(columns):
            width = _OWN_WIDTH if name in self.layout.own else _WIDTHS.get(name, 14)
            self._sheet.set_column(column, column, width, self._look(name))
            if name in self.choices:
                self._sheet.data_validation(
                    1, column, self.last_row - 1, column, dict(self.choices[name])
                )
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        self._sheet.repeat_rows(0)
        self._sheet.fit_to_pages(4 if WORDS in columns else 1, 0)
        self._sheet.set_footer("&L&A&RPage &P of &N")

    def _look(self, name: str, *, header: bool = False) -> Any:
        white = name in self.layout.editable
        kind = "header" if header else "line" if name in _ONE_LINE and not white else "cell"
        return self.looks[kind if white else f"grey_{kind}"]

    def write(self, row: Mapping[str, Any]) -> None:
        """Write a row, on a next sheet where this one is full."""
        if self._row >= self.last_row:
            self._close()
            self._start()
        self._put([row[column] for column in self.layout.columns])

    def _put(self, cells: Sequence[Any], *, header: bool = False) -> None:
        for column, (name, cell) in enumerate(zip(self.layout.columns, cells, strict=True)):
            look = None if self.layout.hidden else self._look(name, header=header)
            text = fit(cell) if isinstance(cell, str) else cell
            cut = isinstance(cell, str) and text.endswith(CUT) and text != cell
            self.shortened += cut and not self.layout.hidden
            if self._write_cell(column, text, look) != 0:
                raise OutputError(
                    f"A cell of sheet {self.layout.name}, row {self._row + 1}, cannot be written.",
                    what_to_do="Use --format csv, and report this.",
                )
        self._row += 1

    def _write_cell(self, column: int, text: Any, look: Any) -> int:
        if not isinstance(text, str):  # a person's own number, date, or yes and no
            look = self.looks["date"] if isinstance(text, date) else look
            return int(self._sheet.write(self._row, column, text, look))
        if text:
            return int(self._sheet.write_string(self._row, column, text, look))
        return 0 if look is None else int(self._sheet.write_blank(self._row, column, None, look))

    def _close(self) -> None:
        if self.layout.hidden:
            return
        last = len(self.layout.columns) - 1
        self._sheet.autofilter(0, 0, max(self._row - 1, 0), last)
        if (
            self.layout.editable and WORDS not in self.layout.columns
        ):  # a printed page has room for the columns that are read
            self._sheet.print_area(0, 0, max(self._row - 1, 0), min(last, 9))
        if WORDS in self.layout.columns:  # what is for a person to fill in
            blank = {"type": "text", "criteria": "begins with", "value": "["}
            blank["format"] = self.looks["blank"]
            self._sheet.conditional_format(1, 1, max(self._row - 1, 1), last, blank)
        if "grade" in self.layout.columns:
            letter = chr(ord("A") + self.layout.columns.index("grade"))
            for grade in ("Poor", "Fair"):
                doubtful = {"type": "formula", "criteria": f'=${letter}2="{grade}"'}
                doubtful["format"] = self.looks[grade]
                self._sheet.conditional_format(1, 0, max(self._row - 1, 1), last, doubtful)

    def finish(self) -> int:
        """Close the last sheet; return how many cells were shortened."""
        self._close()
        return self.shortened
