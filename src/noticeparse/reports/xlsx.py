"""Notices and failures → disclosures.xlsx: a workbook to filter, read and print.

Everything is text: nothing is ever a formula or a link, whatever a notice says. Rows are written
as they come, so that thousands of notices fit into memory; what does not fit on one sheet goes on
on a next one ("Tags 2"). Two runs give the same bytes.

Limits: a cell of Excel holds 32,767 characters; longer texts are cut, marked and counted (the
whole text is in the notice file). Control characters are left out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from noticeparse.errors import OutputError
from noticeparse.model import Failure, Notice
from noticeparse.reports.files import AtomicFile, whole
from noticeparse.reports.rows import (
    DISCLOSURE_COLUMNS,
    FAILURE_COLUMNS,
    TAG_COLUMNS,
    disclosure_rows,
    failure_row,
    statements_of,
    tag_rows,
)
from noticeparse.reports.writer import Options, Outcome, Result

# A person reads the sheet: beside each row stands what the notice says once for all of them.
SHEET_COLUMNS = (*DISCLOSURE_COLUMNS, "statements")
LONGEST_CELL = 32_767  # Excel counts UTF-16 units
LAST_ROW = 1_048_576
_CUT = " … [cut here; the whole text is in the notice file]"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CREATED = datetime(2020, 1, 1)  # any fixed date: the clock would make two runs differ
_WIDTHS = {
    "description": 70,
    "text": 40,
    "statements": 40,
    "message": 60,
    "what_to_do": 60,
    "company": 28,
    "school": 28,
    "source": 28,
    "supplier": 22,
    "categories": 34,
    "not_shared": 22,
    "purposes": 28,
    "data_subjects": 16,
    "lawful_basis": 28,
    "location": 24,
    "retention": 28,
    "section": 22,
    "field": 18,
    "id": 18,
    "disclosure_id": 16,
    "page": 7,
    "row": 7,
    "start": 7,
    "end": 7,
}


def fit(text: str, *, longest: int = LONGEST_CELL) -> str:
    """Make a text fit into a cell: no control characters, not longer than Excel holds."""
    text = _CONTROLS.sub("", whole(text))
    if text.startswith("<r>") and text.endswith("</r>"):
        text = " " + text  # xlsxwriter takes this for its own markup and writes it unescaped
    if _units(text) <= longest:
        return text
    raw = text.encode("utf-16-le")[: 2 * (longest - len(_CUT))]
    return raw.decode("utf-16-le", "ignore") + _CUT


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True)
class _Looks:
    header: Any
    cell: Any


class _Sheet:
    """A table of the workbook, on as many sheets as it takes."""

    def __init__(
        self, book: Any, name: str, columns: Sequence[str], *, looks: _Looks, last_row: int
    ) -> None:
        self._book = book
        self._name = name
        self._columns = tuple(columns)
        self._looks = looks
        self._last_row = last_row
        self._sheets = 0
        self.shortened = 0
        self._start()

    def _start(self) -> None:
        self._sheets += 1
        name = self._name if self._sheets == 1 else f"{self._name} {self._sheets}"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        self._row = 0
        for column, title in enumerate(self._columns):
            self._sheet.set_column(column, column, _WIDTHS.get(title, 14))
        self._put(self._columns, self._looks.header)

    def write(self, row: Mapping[str, str]) -> None:
        """Write a row, on a next sheet where this one is full."""
        if self._row >= self._last_row:
            self._close()
            self._start()
        self._put([row[column] for column in self._columns], self._looks.cell)

    def _put(self, cells: Sequence[str], look: Any) -> None:
        for column, cell in enumerate(cells):
            text = fit(cell)
            self.shortened += text.endswith(_CUT) and text != cell
            if text and self._sheet.write_string(self._row, column, text, look) != 0:
                raise OutputError(
                    f"A cell of sheet {self._name}, row {self._row + 1}, cannot be written.",
                    what_to_do="Use --format csv, and report this.",
                )
        self._row += 1

    def _close(self) -> None:
        self._sheet.autofilter(0, 0, max(self._row - 1, 0), len(self._columns) - 1)

    def finish(self) -> int:
        """Close the last sheet; return how many cells were shortened."""
        self._close()
        return self.shortened


class Workbook:
    """Writes disclosures.xlsx into a folder."""

    def __init__(self, folder: Path, *, last_row: int = LAST_ROW) -> None:
        self._path = folder / "disclosures.xlsx"
        self._buffer = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._buffer, _BOOK)
        self._book.set_properties({"title": "Disclosures", "created": _CREATED})
        looks = _Looks(
            header=self._book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            cell=self._book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        )

        def sheet(name: str, columns: Sequence[str]) -> _Sheet:
            return _Sheet(self._book, name, columns, looks=looks, last_row=last_row)

        self._disclosures = sheet("Disclosures", SHEET_COLUMNS)
        self._tags = sheet("Tags", TAG_COLUMNS)
        self._failures = sheet("Failures", FAILURE_COLUMNS)

    def add(self, result: Result) -> None:
        """Write the rows of a notice, or of a failure."""
        if isinstance(result, Failure):
            self._failures.write(failure_row(result))
        elif isinstance(result, Notice):
            beside = {"statements": statements_of(result)}
            for row in disclosure_rows(result):
                self._disclosures.write(row | beside)
            for row in tag_rows(result):
                self._tags.write(row)

    def finish(self) -> Outcome:
        """Close the workbook and put it in its place."""
        sheets = (self._disclosures, self._tags, self._failures)
        shortened = sum(sheet.finish() for sheet in sheets)
        try:
            self._book.close()
        except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
            raise OutputError(f"{self._path} cannot be written: {error}.") from error
        with AtomicFile(self._path) as file:
            file.write(self._buffer.getvalue())
        return Outcome((self._path,), shortened=shortened)

    def discard(self) -> None:
        """Close what is open; nothing was put into the folder."""
        self._book.close()
        self._buffer.close()


_BOOK = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "use_zip64": True,
}


def open_writer(folder: Path, options: Options) -> Workbook:
    """Start writing disclosures.xlsx into a folder."""
    del options
    return Workbook(folder)
