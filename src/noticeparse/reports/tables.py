"""Results → tables that join, as CSV with a Data Package, as one SQLite file, or as Parquet.

The tables and their columns are those of columns.csv. Where a format has types, what is empty is
null there, and a list is a list (in SQLite, of JSON). The SQLite file has views for what is asked
most and an index of words (views.sql), and opens in Datasette as it is.

Limits: what a table of many rows holds is written as it comes, but for suppliers and terms.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from noticeparse.errors import MissingExtra
from noticeparse.model import Notice
from noticeparse.reports import Options, Outcome, Result, Writer, rows
from noticeparse.reports.csv import CsvFile
from noticeparse.reports.datapackage import datapackage
from noticeparse.reports.files import AtomicFile, storable
from noticeparse.reports.page import asset
from noticeparse.reports.rows import Row
from noticeparse.reports.standing import PACKAGE_FILE
from noticeparse.vocabulary import load_vocabulary

OF_NOTICES: dict[str, Callable[[Notice], Iterator[Row]]] = {
    "notices": rows.notice_rows,
    "disclosures": rows.disclosure_rows,
    "tags": rows.tag_rows,
    "statements": rows.statement_rows,
}
TABLES = (*OF_NOTICES, "suppliers", "terms")
DATABASE = "notices.db"
_PLAIN = Options()
_AT_ONCE = 50_000  # rows of a part of a Parquet file
_SQL = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


class Sink(Protocol):
    """A format that tables are written in."""

    def add(self, table: str, lines: Iterable[Row]) -> None:
        """Write rows of a table."""

    def finish(self) -> Outcome:
        """Put the files in their places."""

    def discard(self) -> None:
        """Remove what is half written."""


class Tables(Writer):
    """Takes results, and writes the rows of all tables into every sink."""

    def __init__(self, sinks: Sequence[Sink], options: Options) -> None:
        vocabulary = options.vocabulary or load_vocabulary()
        self._sinks = sinks
        self._known = {each.id: each for each in vocabulary.suppliers}
        self._suppliers: dict[str, Row] = {}
        known = (
            *map(rows.term_row, vocabulary.terms),
            *map(rows.basis_row, vocabulary.lawful_bases),
        )
        self._terms = {(row["kind"], row["id"]): row for row in known}

    def add(self, result: Result, shown: Callable[[Row], Row] = dict) -> None:
        """Write the rows of a notice, of all tables or of none, as `shown` has them."""
        if not isinstance(result, Notice):
            return
        found = {table: list(map(shown, of(result))) for table, of in OF_NOTICES.items()}
        for row in result.disclosures:
            match = row.supplier
            if match and match.id not in self._suppliers:
                line = rows.supplier_row(match, self._known.get(match.id))
                self._suppliers[match.id] = shown(line)
        for tag in found["tags"]:
            if (named := (tag["kind"], tag["id"])) not in self._terms:  # of another vocabulary
                empty = dict.fromkeys(rows.names("terms"), "")
                said = {"kind": tag["kind"], "id": tag["id"], "label": tag["id"]}
                self._terms[named] = empty | said
        self._write(found)

    def _write(self, found: Mapping[str, Iterable[Row]]) -> None:
        for table, lines in found.items():
            for sink in self._sinks:
                sink.add(table, lines)

    def finish(self) -> Outcome:
        """Write what all notices have in common, and put all files in their places."""
        suppliers = [row for _, row in sorted(self._suppliers.items())]
        self._write({"suppliers": suppliers, "terms": [*self._terms.values()]})
        done = [sink.finish() for sink in self._sinks]
        files = tuple(path for each in done for path in each.files)
        return Outcome(files, sum(each.escaped for each in done))

    def discard(self) -> None:
        """Remove what is half written."""
        for sink in self._sinks:
            sink.discard()


class CsvFiles:
    """Tables as CSV files, and a Data Package that describes them."""

    def __init__(self, folder: Path, options: Options) -> None:
        self._path, self._standing = folder / PACKAGE_FILE, options.standing
        self._files = {
            name: CsvFile(
                folder / f"{name}.csv", rows.names(name), raw=options.raw, standing=options.standing
            )
            for name in TABLES
        }

    def add(self, table: str, lines: Iterable[Row]) -> None:
        """Write rows of a table."""
        self._files[table].add(*lines)

    def finish(self) -> Outcome:
        """Put the files in their places."""
        for file in self._files.values():
            file.commit()
        with AtomicFile(self._path, standing=self._standing) as package:
            package.write(storable(datapackage(TABLES)))
        files = (*(file.path for file in self._files.values()), package.path)
        return Outcome(files, sum(file.escaped for file in self._files.values()))

    def discard(self) -> None:
        """Remove what is half written."""
        for file in self._files.values():
            file.discard()


class SqliteFile:
    """Tables in one SQLite file."""

    def __init__(self, folder: Path, options: Options) -> None:
        self._file = AtomicFile(folder / DATABASE, standing=options.standing)
        self._database = sqlite3.connect(self._file.part)
        self._database.execute("PRAGMA journal_mode = OFF")  # half of it is of no use to anybody
        for table in TABLES:
            self._database.execute(f'CREATE TABLE "{table}" ({", ".join(_declared(table))})')

    def add(self, table: str, lines: Iterable[Row]) -> None:
        """Write rows of a table."""
        columns = rows.columns(table)
        values = ([_stored(each.value(line[each.name])) for each in columns] for line in lines)
        marks = ", ".join("?" * len(columns))
        self._database.executemany(f'INSERT INTO "{table}" VALUES ({marks})', values)

    def finish(self) -> Outcome:
        """Index what was written, and put the file in its place."""
        self._database.executescript(asset("views.sql"))
        self._database.commit()
        self._database.close()
        self._file.commit()
        return Outcome((self._file.path,))

    def discard(self) -> None:
        """Remove what is half written."""
        self._database.close()
        self._file.discard()


def _declared(table: str) -> Iterator[str]:
    """The columns and keys of a table in SQL."""
    keys: dict[str, list[str]] = defaultdict(list)
    for column in rows.columns(table):
        yield f'"{column.name}" {_SQL.get(column.type, "TEXT")}'
        keys[column.key].append(f'"{column.name}"')
    for other, names in keys.items():
        listed = ", ".join(names)
        if other == "primary":
            yield f"PRIMARY KEY ({listed})"
        elif other:
            yield f'FOREIGN KEY ({listed}) REFERENCES "{other}" ({listed})'


def _stored(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


class ParquetFiles:
    """Tables as Parquet files, a part after the other."""

    def __init__(self, folder: Path, options: Options) -> None:
        try:
            self._arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
        except ImportError as error:
            raise MissingExtra(
                "Parquet files need the package pyarrow.",
                what_to_do='In the folder of noticeparse: pip install ".[parquet]".',
            ) from error
        arrow = self._arrow
        types = {"integer": arrow.int64(), "number": arrow.float64(), "boolean": arrow.bool_()}
        types["list"] = arrow.list_(arrow.string())
        self._schemas, self._files, self._writers = {}, {}, {}
        self._waiting: dict[str, list[Row]] = {table: [] for table in TABLES}
        for table in TABLES:
            each = [(one.name, types.get(one.type, arrow.string())) for one in rows.columns(table)]
            path = folder / f"{table}.parquet"
            self._files[table] = file = AtomicFile(path, standing=options.standing)
            self._schemas[table] = schema = arrow.schema(each)
            self._writers[table] = parquet.ParquetWriter(file.part, schema)

    def add(self, table: str, lines: Iterable[Row]) -> None:
        """Write rows of a table."""
        self._waiting[table] += lines
        if len(self._waiting[table]) >= _AT_ONCE:
            self._write(table)

    def _write(self, table: str) -> None:
        lines, self._waiting[table] = self._waiting[table], []
        columns = rows.columns(table)
        values = {each.name: [each.value(line[each.name]) for line in lines] for each in columns}
        made = self._arrow.table(values, schema=self._schemas[table])
        self._writers[table].write_table(made)

    def finish(self) -> Outcome:
        """Put the files in their places."""
        for table, file in self._files.items():
            self._write(table)
            self._writers[table].close()
            file.commit()
        return Outcome(tuple(file.path for file in self._files.values()))

    def discard(self) -> None:
        """Remove what is half written."""
        for table, file in self._files.items():
            self._writers[table].close()
            file.discard()


def csv_tables(folder: Path, options: Options = _PLAIN) -> Tables:
    """Begin tables as CSV files."""
    return Tables([CsvFiles(folder, options)], options)


def sqlite_tables(folder: Path, options: Options = _PLAIN) -> Tables:
    """Begin tables in one SQLite file."""
    return Tables([SqliteFile(folder, options)], options)


def parquet_tables(folder: Path, options: Options = _PLAIN) -> Tables:
    """Begin tables as Parquet files; raise MissingExtra where pyarrow is not installed."""
    return Tables([ParquetFiles(folder, options)], options)
