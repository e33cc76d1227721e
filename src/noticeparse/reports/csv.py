"""Rows → any CSV file or frame, and back.

UTF-8 with a byte order mark and CRLF, as Excel wants them. A cell that Excel would run as a
formula gets a ' before it; `read_csv` takes exactly these away again, so that what is read is
what was written, cells that really begin with ' included.

Limits: a file that was opened in Excel and saved again may have lost leading zeros and marks.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from operator import ne
from pathlib import Path
from typing import TYPE_CHECKING

from noticeparse.errors import UnreadableFile
from noticeparse.model import Failure, Notice
from noticeparse.reports import Outcome
from noticeparse.reports.files import AtomicFile, storable
from noticeparse.reports.rows import DISCLOSURE_COLUMNS, disclosure_rows
from noticeparse.reports.standing import Standing

if TYPE_CHECKING:
    from pandas import DataFrame

# Also their full-width forms, which Excel runs where Chinese or Japanese is set. What begins with
# "-" is a formula for Excel, but for numbers and lone dashes.
_RUN = re.compile(r"'*(?:[=+@\t\r＝＋＠]|-(?!-*\Z|\s*[\d.,]*%?\Z))")
_FIRST = frozenset("'=+@\t\r＝＋＠-")  # what such a cell begins with
_LARGEST_CELL = 2**31 - 1


def guard(cell: str) -> str:
    """Put a ' before what Excel would run.

    >>> guard("=HYPERLINK(...)"), guard("-5"), guard("'quoted'")
    ("'=HYPERLINK(...)", '-5', "'quoted'")
    """
    return "'" + cell if _RUN.match(cell) else cell


def unguard(cell: str) -> str:
    """Undo `guard`, exactly."""
    return cell[1:] if cell.startswith("'") and _RUN.match(cell) else cell


class CsvFile(AtomicFile):
    """A CSV file being written, a row at a time; it counts the cells that it escaped."""

    def __init__(
        self,
        path: Path,
        columns: Sequence[str],
        *,
        raw: bool = False,
        standing: Standing | None = None,
    ) -> None:
        super().__init__(path, standing=standing)
        self.escaped = 0
        self._columns = columns
        self._raw = raw
        self._line = io.StringIO(newline="")
        self._writer = csv.writer(self._line, lineterminator="\r\n")
        self.write(b"\xef\xbb\xbf")
        self.add({column: column for column in columns})

    def add(self, *rows: Mapping[str, str]) -> None:
        """Write rows; their keys are the columns."""
        for row in rows:
            cells = [row[column] for column in self._columns]
            risky = not self._raw and not _FIRST.isdisjoint([cell[:1] for cell in cells])
            guarded = [guard(cell) for cell in cells] if risky else cells
            self.escaped += sum(map(ne, cells, guarded)) if risky else 0
            self._writer.writerow(guarded)
        self.write(storable(self._line.getvalue()))
        self._line.seek(0)
        self._line.truncate()


def write_csv(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, str]],
    *,
    raw: bool = False,
    standing: Standing | None = None,
) -> Outcome:
    """Write one CSV file; say where it is and how many of its cells were escaped."""
    with CsvFile(path, columns, raw=raw, standing=standing) as file:
        for row in rows:
            file.add(row)
    return Outcome((file.path,), file.escaped)


def read_rows(path: str | Path, *, raw: bool = False) -> tuple[list[str], list[list[str]]]:
    """Read a CSV file back as it was before it was escaped: its columns and its rows.

    `raw` says that it was written with --raw-csv. Raise UnreadableFile where it is no CSV file.
    """
    file = Path(path)
    before = csv.field_size_limit(_LARGEST_CELL)  # a description may be longer than 131,072
    try:
        text = file.read_bytes().decode("utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFile(f"{file} cannot be read as a CSV file in UTF-8: {error}.") from error
    finally:
        csv.field_size_limit(before)
    if not rows:
        raise UnreadableFile(f"{file} is empty.")
    if not raw:
        rows = [[unguard(cell) for cell in row] for row in rows]
    wrong = next((number for number, row in enumerate(rows) if len(row) != len(rows[0])), None)
    if wrong is not None:
        raise UnreadableFile(f"{file}, row {wrong + 1}: not as many cells as there are columns.")
    return rows[0], rows[1:]


def read_csv(path: str | Path, *, raw: bool = False) -> DataFrame:
    """Read a CSV file that noticeparse wrote: every cell is text, an empty one is ""."""
    columns, rows = read_rows(path, raw=raw)
    return _frame(rows, columns)


def to_frame(notices: Iterable[Notice | Failure] | Notice) -> DataFrame:
    """Put notices into a frame of text; failures among them are left out, having no rows."""
    results = [notices] if isinstance(notices, Notice) else notices
    rows = [row for each in results if isinstance(each, Notice) for row in disclosure_rows(each)]
    return _frame(rows, list(DISCLOSURE_COLUMNS))


def _frame(rows: Sequence[object], columns: list[str]) -> DataFrame:
    """A frame of text; pandas is imported only now, since it costs half a second."""
    frame: DataFrame = import_module("pandas").DataFrame(rows, columns=columns, dtype=str)
    return frame
