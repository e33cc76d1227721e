"""Notices and failures → disclosures.xlsx: a workbook to filter, read, print and correct.

Everything is text: nothing is ever a formula or a link, whatever a notice says. Rows are written
as they come, so that thousands of notices fit into memory; what does not fit on one sheet goes on
on a next one ("Tags 2"). Hidden sheets hold the originals, the terms, and which decisions were
taken into account: `noticeparse apply` finds corrections by comparing. Two runs give the same
bytes.

Limits: a cell of Excel holds 32,767 characters; longer texts are cut, marked and counted (the
whole text is in the notice file). Control characters are left out.
"""

import hashlib
import io
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import xlsxwriter

from noticeparse.comparison import compare
from noticeparse.decisions.sheet import LISTS, SUPPLIER
from noticeparse.errors import OutputError
from noticeparse.model import STATUSES, Failure, Notice
from noticeparse.reports import Options, Outcome, Result, Writer, sheets
from noticeparse.reports.comparison import side_by_side
from noticeparse.reports.files import AtomicFile
from noticeparse.reports.page import asset
from noticeparse.reports.record import FilledIn, Record
from noticeparse.reports.rows import Row, failure_row, in_order, warning_rows
from noticeparse.reports.sheet_reader import text_of
from noticeparse.reports.sheets import Layout, title
from noticeparse.reports.xlsx_sheet import LAST_ROW, Sheet, make_looks, new_book
from noticeparse.scratch import temporary_folder
from noticeparse.vocabulary import Vocabulary, load_vocabulary

_PLAIN = Options()
_COMPARED = 500  # notices and schools: more have no place side by side on a sheet
_TOO_MANY = (
    f"More than {_COMPARED} notices or schools: `noticeparse compare` puts some side by side."
)
_AS_THEY_COME = dict.fromkeys(("constant_memory", "use_zip64"), True)  # how rows are written


class Workbook(Writer):
    """Writes disclosures.xlsx into a folder."""

    def __init__(
        self, folder: Path, options: Options = _PLAIN, *, last_row: int = LAST_ROW
    ) -> None:
        self._path = folder / "disclosures.xlsx"
        self._options = options
        self._buffer = io.BytesIO()
        self._temporary = ExitStack()
        place = self._temporary.enter_context(temporary_folder())
        self._book = new_book(self._buffer, "Disclosures", tmpdir=str(place), **_AS_THEY_COME)
        vocabulary = options.vocabulary or load_vocabulary()
        self._labels = {(term.kind, term.id): term.label for term in vocabulary.terms}
        self._digest = hashlib.sha256()
        self._warnings: list[Row] = []  # grouped by kind, so that all have to be known
        self._record = Record.of(vocabulary)
        self._filled_in = options.record or FilledIn()
        self._compared: list[Notice] = []
        self._not_taken = [dict(row) for row in options.not_taken]
        self._sheets = self._add_sheets(vocabulary, last_row)
        terms, labels = self._sheets[sheets.TERMS], self._sheets[sheets.LABELS]
        for term in vocabulary.terms:
            terms.write({"kind": term.kind, "id": term.id, "label": term.label})
            kind = term.kind.replace("_", " ")
            labels.write({"kind": kind, "label": term.label, "definition": term.definition})
        for each in vocabulary.suppliers:
            terms.write({"kind": SUPPLIER, "id": each.id, "label": each.name})

    def _add_sheets(self, vocabulary: Vocabulary, last_row: int) -> dict[str, Sheet]:
        self._looks = make_looks(self._book)
        choices = _choices(len(vocabulary.terms), len(vocabulary.suppliers))
        made: dict[str, Sheet] = {}
        for name, layout in sheets.LAYOUTS.items():
            if (name == sheets.OPEN_AGAIN and not self._options.decisions) or (
                name == sheets.NOT_TAKEN and not self._not_taken
            ):
                continue  # nothing was ever corrected, or all of it taken over
            if name == sheets.ORIGINALS:
                self._explain()  # the last sheet that can be seen
            made[name] = Sheet(
                self._book,
                self._with_own(layout),
                looks=self._looks,
                last_row=last_row,
                choices=choices.get(name, {}),
            )
        return made

    def _with_own(self, layout: Layout) -> Layout:
        """A sheet with the columns that a person put in."""
        own = self._options.own.get(layout.name)
        if own is None or not own.titles:
            return layout
        after = layout.columns.index(sheets.OWN_AFTER[layout.name]) + 1
        columns = (*layout.columns[:after], *own.titles, *layout.columns[after:])
        editable = (*layout.editable, *own.titles)
        return replace(layout, columns=columns, editable=editable, own=own.titles)

    def _explain(self) -> None:
        sheet = self._book.add_worksheet(sheets.HELP)
        sheet.hide_gridlines(2)
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, 3)
        sheet.set_column(1, 1, 92)
        looks = {name: self._book.add_format(look) for name, look in _HELP_LOOKS.items()}
        for row, line in enumerate(asset("how_to_correct.md").splitlines(), 1):
            mark = next((each for each in _HELP_MARKS if line.startswith(each)), "")
            look = _HELP_MARKS.get(mark, "text")
            sheet.write_string(row, 1, line.removeprefix(mark), looks[look])
            if look == "head":
                sheet.set_row(row, 30)

    def add(self, result: Result) -> None:
        """Write the rows of a notice, or of a failure."""
        if isinstance(result, Failure):
            self._sheets[sheets.FAILURES].write(failure_row(result))
        elif isinstance(result, Notice):
            rows = list(sheets.sheet_rows(result, self._labels))  # all of them, or none
            tags = list(sheets.sheet_tags(result, self._labels))
            warnings = list(warning_rows(result))
            for record in list(self._record.rows(result)):
                self._sheets[sheets.RECORD].write(self._filled_in.into(record))
            if len(self._compared) <= _COMPARED:
                self._compared.append(replace(result, text=None))
            for row in rows:
                self._settle(row)
                self._write(row, sheets.DISCLOSURES, sheets.ORIGINALS)
            for row in tags:
                self._write(row, sheets.TAGS, sheets.ORIGINAL_TAGS)
            self._warnings += warnings

    def _write(self, row: Mapping[str, str], shown: str, hidden: str) -> None:
        own = self._options.own.get(shown)
        self._sheets[shown].write(row if own is None else {**row, **own.of(row)})
        self._sheets[hidden].write(row)
        values = "\0".join(row[column] for column in sheets.LAYOUTS[hidden].columns)
        self._digest.update(values.encode("utf-8", "replace") + b"\n")

    def _settle(self, row: Row) -> None:
        """Leave out what was not taken over and has been corrected since: its cell is another."""
        self._not_taken = [
            each
            for each in self._not_taken
            if any(each[name] != row[name] for name in sheets.KEYS[sheets.DISCLOSURES])
            or text_of(row.get(each["column"], each["stands"])) == each["stands"]
        ]

    def finish(self) -> Outcome:
        """Close the workbook and put it in its place."""
        for row in self._not_taken:
            self._sheets[sheets.NOT_TAKEN].write(row)
        if self._options.standing is not None:
            left = sum(own.left for own in self._options.own.values()) + self._filled_in.left
            self._options.standing.keep(self._path, left)
        for row in in_order([*map(dict, self._options.alike()), *self._warnings]):
            self._sheets[sheets.WARNINGS].write(row)
        for row in self._filled_in.to_fill():
            self._sheets[sheets.FILL].write(row)
        about = self._sheets[sheets.ABOUT]
        about.write({"name": "format", "value": sheets.FORMAT})
        for id in self._options.decisions:
            about.write({"name": "decision", "value": id})
            self._digest.update(id.encode())
        for again in self._options.open_again() if self._options.decisions else ():
            self._sheets[sheets.OPEN_AGAIN].write(sheets.open_row(again, self._labels))
            about.write({"name": "open", "value": again["decision"]})
            self._digest.update(again["decision"].encode())
        about.write({"name": "workbook", "value": self._digest.hexdigest()[:16]})
        self._add_side_by_side()
        shortened = sum(sheet.finish() for sheet in self._sheets.values())
        try:
            self._book.close()
        except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
            raise OutputError(f"{self._path} cannot be written: {error}.") from error
        with AtomicFile(self._path, standing=self._options.standing) as file:
            file.write(self._buffer.getvalue())
        self._temporary.close()
        return Outcome((file.path,), shortened=shortened)

    def _add_side_by_side(self) -> None:
        """Add the sheets that only all notices together give; of very many, `compare` does."""
        several = {school for each in self._compared for school in each.for_schools()}
        if max(len(self._compared), len(several)) > _COMPARED:
            told = Layout(sheets.SIDE_BY_SIDE[1], ("note",)), [{"note": _TOO_MANY}]
            tables: Iterable[tuple[Layout, Iterable[Mapping[str, str]]]] = [told]
        else:
            found = compare(self._compared, persons=True)
            tables = side_by_side(found, self._record.names)
        for layout, rows in tables:
            sheet = self._sheets[layout.name] = Sheet(self._book, layout, looks=self._looks)
            for row in rows:
                sheet.write(row)

    def discard(self) -> None:
        """Close what is open; nothing was put into the folder.

        The book itself is left: it may have been stopped while it was closed.
        """
        for sheet in self._book.worksheets():
            sheet._opt_close()
        self._temporary.close()
        self._buffer.close()


_HELP_MARKS = {"# ": "title", "## ": "head", "    ": "code"}
_HELP_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": "#1F4E79"},
    "head": {"bold": True, "font_size": 12, "font_color": "#1F4E79", "valign": "bottom"},
    "text": {"text_wrap": True, "valign": "top"},
    "code": {"font_name": "Consolas", "bg_color": "#F2F2F2"},
}


def _choose(source: object, title: str, message: str) -> Mapping[str, object]:
    return {"validate": "list", "source": source, "error_title": title, "error_message": message}


def _choices(terms: int, suppliers: int) -> dict[str, dict[str, Mapping[str, object]]]:
    """What may be chosen on each sheet, by column; of several labels, Excel can only say how.

    Labels and suppliers come from the hidden sheet of terms.
    """
    labels = f"={sheets.TERMS}!$C$2:$C${terms + 1}"
    names = f"={sheets.TERMS}!$C${terms + 2}:$C${terms + suppliers + 1}"
    kinds, listed = ["category", "purpose", "data subject"], "Choose one from the list."
    several = {
        "validate": "any",
        "input_title": "Labels, with ; between",
        "input_message": "Take a label out or write one in, as it stands on the sheet Labels.",
    }
    one_has = "Only a category has one: choose from the list."
    return {
        sheets.DISCLOSURES: {
            "status": _choose(list(map(title, STATUSES)), "Status", listed),
            "no_personal_data": _choose(["yes", "no"], "No personal data", "Write yes or no."),
            "person": _choose(["yes", "no"], "Person", "Yes: left out of what is published."),
            "supplier": _choose(names, "Supplier", "Choose a known supplier, or leave it empty."),
            **dict.fromkeys(LISTS, several),
        },
        sheets.TAGS: {
            "kind": _choose(kinds, "Kind", listed),
            "label": _choose(labels, "Label", "Choose one from the list; nothing else is known."),
            "polarity": _choose(["shared", "not shared"], "Polarity", one_has),
        },
    }
