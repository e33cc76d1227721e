"""Bytes of a table in plain text (CSV) → Document.

Cells are parted by commas, semicolons, tabs or bars; a cell in quotes may hold those, and line
breaks. A text is such a table only where its lines agree on their number of cells and no space
follows the commas, as it does in prose; what is doubtful stays plain text.

Known limits: a table of two lines, or with an unpaired quote, is read as plain text.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from noticeparse.errors import UnreadableFile
from noticeparse.extractors.decoding import decode
from noticeparse.extractors.places import number_blocks
from noticeparse.extractors.sheets import Entry, Sheet, cleaned
from noticeparse.model import Document, Issue, Source
from noticeparse.settings import MAX_TABLE_COLUMNS

_DELIMITERS: Final = ",;\t|"
_FEWEST_RECORDS: Final = 3
_MOST_CHECKED: Final = 200  # records that are looked at to tell a table from prose
_MOST_TITLES: Final = 6  # lines above the table that have fewer cells
_AGREEING: Final = 0.9  # share of the records that have the same number of cells
_MOST_SPACED: Final = 0.1  # share of delimiters with a space after them: prose has one after each
_LONGEST_CELL: Final = 5_000  # characters; beyond, a quote was never closed


def read(data: bytes, source: Source) -> Document:
    """Read a CSV in any usual encoding. Raises UnreadableFile where it holds no words."""
    string, issues = decode(data)
    delimiter = find_dialect(string, is_whole=True)
    records = list(_records(string, delimiter or ","))
    if any(len(record) > MAX_TABLE_COLUMNS for record in records):
        records = [record[:MAX_TABLE_COLUMNS] for record in records]
        message = f"Cells beyond the {MAX_TABLE_COLUMNS}th of a line were left out."
        issues = (*issues, Issue("extractors", "too_many_columns", "warning", message))
    entries = {
        (row, column): Entry(text)
        for row, record in enumerate(records)
        for column, cell in enumerate(record)
        if (text := cleaned(cell))
    }
    blocks = Sheet(entries).blocks()
    if not blocks:
        message = f"{source.path}: the file holds no text."
        raise UnreadableFile(message, what_to_do="Is it the right file?")
    return Document(source, number_blocks(blocks), issues=issues)


def find_dialect(string: str, *, is_whole: bool) -> str | None:
    """The sign that parts the cells of a table in plain text; None where the text is none.

    Where the text was cut (not `is_whole`), its last line does not count.

    >>> find_dialect("Company,Data\\nArbor,names\\nWonde,classes", is_whole=True)
    ','
    >>> find_dialect("We use Arbor, Wonde.\\nNames, ages.\\nThank you, all.", is_whole=True)
    """
    sample = string if is_whole else string.rpartition("\n")[0]
    first = next((line for line in sample.split("\n", 1) if line.startswith("sep=")), "")
    if len(first.strip()) == 5:  # what Excel writes and reads on top of its own CSV
        return first.strip()[-1]
    tables = {sign: _columns(sample, sign) for sign in _DELIMITERS if sign in sample}
    return max(filter(tables.get, tables), key=tables.__getitem__, default=None)


def _records(string: str, delimiter: str) -> Iterator[list[str]]:
    if string.startswith("sep="):
        string = string.partition("\n")[2]
    lines = io.StringIO(string.replace("\0", " "), newline="")
    try:
        yield from csv.reader(lines, delimiter=delimiter)
    except csv.Error:
        yield from (line.split(delimiter) for line in lines)


def _columns(sample: str, delimiter: str) -> int:
    """Count the columns of a table whose cells a sign parts; 0 where its lines make none."""
    full = (record for record in _records(sample, delimiter) if any(map(str.strip, record)))
    records = list(islice(full, _MOST_CHECKED))
    titles = next((n for n, r in enumerate(records) if len([*filter(str.strip, r)]) > 1), 0)
    records = records[min(titles, _MOST_TITLES) :]
    if len(records) < _FEWEST_RECORDS or any(
        len(cell) > _LONGEST_CELL for r in records for cell in r
    ):
        return 0
    width, count = Counter(map(len, records)).most_common(1)[0]
    if width < 2 or count < _AGREEING * len(records):
        return 0
    if delimiter in "\t|" and not any("\n" in cell for record in records for cell in record):
        return 0  # the reader of plain text knows those, also where cells were cut
    return width if _is_even(records, width) and not _is_prose(sample, delimiter) else 0


def _is_even(records: Sequence[Sequence[str]], width: int) -> bool:
    """Say whether no line has more cells than the table's columns, and its header is full."""
    header = next((record for record in records if len(record) == width), ())
    is_named = all(cell.strip() for cell in header[:1]) and sum(map(bool, header)) >= 2
    return max(map(len, records)) <= width and is_named


def _is_prose(sample: str, delimiter: str) -> bool:
    """Say whether a space follows the delimiters, those inside of quotes left out."""
    outside = "".join(sample.split('"')[::2])
    signs = outside.count(delimiter)
    return outside.count(delimiter + " ") > _MOST_SPACED * signs
