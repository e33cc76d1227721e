"""Rows → the tables of a publication: CSV, one SQLite file, and Parquet where it can be written.

The SQLite file opens in Datasette as it is, with an index of words. Parquet is written where the
extra `parquet` is installed.
"""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from noticeparse.reports.csv import CsvFile
from noticeparse.reports.rows import DISCLOSURE_COLUMNS, TAG_COLUMNS, Row

SCHOOL_COLUMNS = ("school", "urn", "trust", "notices", "rows")
TABLES = {"schools": SCHOOL_COLUMNS, "disclosures": DISCLOSURE_COLUMNS, "tags": TAG_COLUMNS}
DATABASE = "notices.db"
_AT_ONCE = 50_000  # rows of a part of a Parquet file
_AT_THE_END = (
    *("CREATE INDEX by_school ON disclosures(school)", "CREATE INDEX by_id ON tags(disclosure_id)"),
    "CREATE INDEX by_supplier ON disclosures(supplier_id)",
    # Datasette finds the index by these double quotes.
    'CREATE VIRTUAL TABLE disclosures_fts USING fts5(company, description, content="disclosures")',
    "INSERT INTO disclosures_fts(disclosures_fts) VALUES ('rebuild')",
)


@dataclass(frozen=True, slots=True)
class TableFiles:
    """Tables that are being written, in every format at once."""

    database: sqlite3.Connection
    csv: dict[str, CsvFile]

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Write rows into one of TABLES."""
        columns = TABLES[table]
        marks = ", ".join("?" * len(columns))
        for row in rows:
            self.csv[table].add(row)
            line = [row[column] for column in columns]
            self.database.execute(f"INSERT INTO {table} VALUES ({marks})", line)


@contextmanager
def table_files(folder: Path, written: list[str]) -> Iterator[TableFiles]:
    """Write tables into a folder: all of them once the block is left, or none.

    Their names are added to `written`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".noticeparse-", dir=folder) as name:
        apart = Path(name)
        with ExitStack() as stack, closing(sqlite3.connect(apart / DATABASE)) as database:
            files = {name: CsvFile(folder / f"{name}.csv", TABLES[name]) for name in TABLES}
            for each in files.values():
                stack.enter_context(each)
            for table, columns in TABLES.items():
                listed = ", ".join(f'"{column}" TEXT NOT NULL' for column in columns)
                database.execute(f"CREATE TABLE {table} ({listed})")
            yield TableFiles(database, files)
            for line in _AT_THE_END:
                database.execute(line)
            database.commit()
            _write_parquet(database, apart)
        for file in sorted(apart.iterdir()):
            file.replace(folder / file.name)
            written.append(file.name)
    written += (f"{name}.csv" for name in TABLES)


def _write_parquet(database: sqlite3.Connection, folder: Path) -> None:
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        return
    for table, columns in TABLES.items():
        schema = arrow.schema([(column, "string") for column in columns])
        with parquet.ParquetWriter(folder / f"{table}.parquet", schema) as writer:
            found = database.execute(f"SELECT * FROM {table} ORDER BY rowid")
            while rows := found.fetchmany(_AT_ONCE):
                texts = dict(zip(columns, map(list, zip(*rows, strict=True)), strict=True))
                writer.write_table(arrow.table(texts, schema=schema))
