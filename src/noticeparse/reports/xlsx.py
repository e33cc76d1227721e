"""Notices and failures → disclosures.xlsx: a workbook to filter, read, print and correct.

Everything is text: nothing is ever a formula or a link, whatever a notice says. Rows are written
as they come, so that thousands of notices fit into memory; what does not fit on one sheet goes on
on a next one ("Tags 2"). Hidden sheets hold the originals, the terms, and which decisions were
taken into account: `noticeparse apply` finds corrections by comparing. Two runs give the same
bytes.

Limits: a cell of Excel holds 32,767 characters; longer texts are cut, marked and counted (the
whole text is in the notice file). Control characters are left out.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

from noticeparse.errors import OutputError
from noticeparse.model import STATUSES, Failure, Notice
from noticeparse.reports.files import AtomicFile
from noticeparse.reports.rows import Row, failure_row
from noticeparse.reports.sheets import (
    ABOUT,
    DISCLOSURES,
    FAILURES,
    FORMAT,
    HELP,
    LAYOUTS,
    OPEN_AGAIN,
    ORIGINAL_TAGS,
    ORIGINALS,
    TAGS,
    TERMS,
    WARNINGS,
    help_lines,
    sheet_rows,
    sheet_tags,
    term_rows,
)
from noticeparse.reports.warnings import in_order, warning_rows
from noticeparse.reports.writer import Options, Outcome, Result
from noticeparse.reports.xlsx_sheet import LAST_ROW, Sheet, make_looks, new_book
from noticeparse.vocabulary import load_vocabulary
from noticeparse.vocabulary.values import Term

_PLAIN = Options()


class Workbook:
    """Writes disclosures.xlsx into a folder."""

    def __init__(
        self, folder: Path, options: Options = _PLAIN, *, last_row: int = LAST_ROW
    ) -> None:
        self._path = folder / "disclosures.xlsx"
        self._options = options
        self._buffer = io.BytesIO()
        self._book = new_book(self._buffer, "Disclosures", constant_memory=True, use_zip64=True)
        terms = load_vocabulary().terms if options.terms is None else options.terms
        self._labels = {(term.kind, term.id): term.label for term in terms}
        self._digest = hashlib.sha256()
        self._warnings: list[Row] = []  # grouped by kind, so that all have to be known
        self._sheets = self._add_sheets(terms, last_row)
        for row in term_rows(terms):
            self._sheets[TERMS].write(row)

    def _add_sheets(self, terms: tuple[Term, ...], last_row: int) -> dict[str, Sheet]:
        looks = make_looks(self._book)
        choices = {DISCLOSURES: {"status": _CHOOSE_STATUS}, TAGS: _choose_tag(len(terms))}
        sheets: dict[str, Sheet] = {}
        for name, layout in LAYOUTS.items():
            if name == OPEN_AGAIN and not self._options.decisions:
                continue  # nothing was ever corrected
            if name == ORIGINALS:
                self._explain()  # the last sheet that can be seen
            sheets[name] = Sheet(
                self._book, layout, looks=looks, last_row=last_row, choices=choices.get(name)
            )
        return sheets

    def _explain(self) -> None:
        sheet = self._book.add_worksheet(HELP)
        sheet.hide_gridlines(2)
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, 3)
        sheet.set_column(1, 1, 92)
        looks = {name: self._book.add_format(look) for name, look in _HELP_LOOKS.items()}
        for row, (look, line) in enumerate(help_lines(), 1):
            sheet.write_string(row, 1, line, looks[look])
            if look == "head":
                sheet.set_row(row, 30)

    def add(self, result: Result) -> None:
        """Write the rows of a notice, or of a failure."""
        if isinstance(result, Failure):
            self._sheets[FAILURES].write(failure_row(result))
        elif isinstance(result, Notice):
            for row in sheet_rows(result):
                self._write(row, DISCLOSURES, ORIGINALS)
            for row in sheet_tags(result, self._labels):
                self._write(row, TAGS, ORIGINAL_TAGS)
            self._warnings += warning_rows(result)

    def _write(self, row: Mapping[str, str], shown: str, hidden: str) -> None:
        self._sheets[shown].write(row)
        self._sheets[hidden].write(row)
        values = "\0".join(row[column] for column in LAYOUTS[hidden].columns)
        self._digest.update(values.encode("utf-8", "replace") + b"\n")

    def finish(self) -> Outcome:
        """Close the workbook and put it in its place."""
        for row in in_order(self._warnings):
            self._sheets[WARNINGS].write(row)
        about = self._sheets[ABOUT]
        about.write({"name": "format", "value": FORMAT})
        for id in self._options.decisions:
            about.write({"name": "decision", "value": id})
            self._digest.update(id.encode())
        for again in self._options.open_again() if self._options.decisions else ():
            self._sheets[OPEN_AGAIN].write(again)
            about.write({"name": "open", "value": again["decision"]})
            self._digest.update(again["decision"].encode())
        about.write({"name": "workbook", "value": self._digest.hexdigest()[:16]})
        shortened = sum(sheet.finish() for sheet in self._sheets.values())
        try:
            self._book.close()
        except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
            raise OutputError(f"{self._path} cannot be written: {error}.") from error
        file = AtomicFile(self._path, standing=self._options.standing)
        file.write(self._buffer.getvalue())
        file.commit()
        return Outcome((file.path,), shortened=shortened)

    def discard(self) -> None:
        """Close what is open; nothing was put into the folder."""
        self._book.close()
        self._buffer.close()


_HELP_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": "#1F4E79"},
    "head": {"bold": True, "font_size": 12, "font_color": "#1F4E79", "valign": "bottom"},
    "text": {"text_wrap": True, "valign": "top"},
    "code": {"font_name": "Consolas", "bg_color": "#F2F2F2"},
}


def _choose(source: object, title: str, message: str) -> dict[str, object]:
    return {
        "validate": "list",
        "source": source,
        "error_title": title,
        "error_message": message,
    }


_CHOOSE_STATUS = _choose(list(STATUSES), "Status", "Choose one from the list.")


def _choose_tag(terms: int) -> dict[str, dict[str, object]]:
    """What may be chosen on the sheet Tags; labels come from the hidden sheet of terms."""
    labels = f"={TERMS}!$C$2:$C${terms + 1}"
    kinds = ["category", "purpose", "data_subject"]
    return {
        "kind": _choose(kinds, "Kind", "Choose one from the list."),
        "label": _choose(labels, "Label", "Choose one from the list; nothing else is known."),
        "polarity": _choose(
            ["shared", "not_shared"], "Polarity", "Only a category has one: choose from the list."
        ),
    }


def open_writer(folder: Path, options: Options) -> Workbook:
    """Start writing disclosures.xlsx into a folder."""
    return Workbook(folder, options)
