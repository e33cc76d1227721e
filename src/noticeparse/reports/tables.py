"""Results → tables that join, as CSV with a Data Package, as one SQLite file, or as Parquet.

The tables and their columns are those of columns.csv. Where a format has types, what is empty is
null there, and a list is a list (in SQLite, of JSON). The SQLite file has views for what is asked
most and an index of words (views.sql), and opens in Datasette as it is.

Rows are written as they come; suppliers, terms, the keys of notices and up to 5,000 rows of each
Parquet table wait in memory.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from noticeparse.decisions import effective_rows
from noticeparse.errors import MissingExtra, NothingMore
from noticeparse.given import numbered
from noticeparse.model import Notice
from noticeparse.reports import Options, Outcome, Result, Writer, rows
from noticeparse.reports.csv import CsvFile
from noticeparse.reports.datapackage import datapackage
from noticeparse.reports.files import AtomicFile, storable
from noticeparse.reports.page import asset
from noticeparse.reports.rows import Row
from noticeparse.reports.standing import PACKAGE_FILE
from noticeparse.suppliers import firm_of
from noticeparse.vocabulary import load_vocabulary

Found = Mapping[str, Sequence[Row]]
OF_NOTICES: dict[str, Callable[[Notice], Iterator[Row]]] = {
    "notices": rows.notice_rows,
    "disclosures": rows.disclosure_rows,
    "tags": rows.tag_rows,
    "statements": rows.statement_rows,
}
TABLES = (*OF_NOTICES, "suppliers", "terms")
DATABASE = "notices.db"
_PLAIN = Options()
_AT_ONCE = 5_000  # rows of a part of a Parquet file
_SQL = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


class Sink(Protocol):
    """A format that tables are written in."""

    def add(self, found: Found) -> None:
        """Write rows of tables."""

    def finish(self) -> Outcome:
        """Put the files in their places."""

    def discard(self) -> None:
        """Remove what is half written."""


class Tables(Writer):
    """Takes results, and writes the rows of all tables into every sink."""

    def __init__(self, sinks: Sequence[Sink], options: Options) -> None:
        vocabulary = options.vocabulary or load_vocabulary()
        self._sinks = sinks
        self._catalogue = vocabulary.suppliers
        self._known = {each.id: each for each in vocabulary.suppliers}
        self._suppliers: dict[str, Row] = {}
        self._keys: set[str] = set()
        known = (
            *map(rows.term_row, vocabulary.terms),
            *map(rows.basis_row, vocabulary.lawful_bases),
        )
        self._terms = {(row["kind"], row["id"]): row for row in known}

    def add(self, result: Result, shown: Callable[[Row], Row] | None = None) -> None:
        """Write the rows of a notice, of all tables or of none; as `shown` has them, if given."""
        if not isinstance(result, Notice):
            return
        found = self._found(result, shown)
        for number in count(2):  # of two notices of one path and school, both are kept
            if self._keys.isdisjoint(row["notice_key"] for row in found["notices"]):
                break
            path = numbered(result.source.path, number)
            found = self._found(replace(result, source=replace(result.source, path=path)), shown)
        for row in effective_rows(result):
            match = row.supplier
            if match and match.id not in self._suppliers:
                firm = firm_of(match, self._catalogue)
                line = rows.supplier_row(match, self._known.get(match.id), firm)
                self._suppliers[match.id] = shown(line) if shown else line
        for tag in found["tags"]:
            if (named := (tag["kind"], tag["id"])) not in self._terms:  # of another vocabulary
                empty = dict.fromkeys(rows.names("terms"), "")
                said = {"kind": tag["kind"], "id": tag["id"], "label": tag["id"]}
                self._terms[named] = empty | said
        for sink in self._sinks:
            sink.add(found)
        self._keys.update(row["notice_key"] for row in found["notices"])

    @staticmethod
    def _found(notice: Notice, shown: Callable[[Row], Row] | None) -> Found:
        found = {table: of(notice) for table, of in OF_NOTICES.items()}
        return {table: list(map(shown, of) if shown else of) for table, of in found.items()}

    def finish(self) -> Outcome:
        """Write what all notices have in common, and put all files in their places."""
        suppliers = {row["supplier_id"]: row for _, row in sorted(self._suppliers.items())}
        common = {"suppliers": [*suppliers.values()], "terms": [*self._terms.values()]}
        for sink in self._sinks:
            sink.add(common)
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
        self._about = options.about
        self._files = {
            name: CsvFile(
                folder / f"{name}.csv", rows.names(name), raw=options.raw, standing=options.standing
            )
            for name in TABLES
        }

    def add(self, found: Found) -> None:
        """Write rows of tables."""
        for table, lines in found.items():
            self._files[table].add(*lines)

    def finish(self) -> Outcome:
        """Put the files in their places."""
        for file in self._files.values():
            file.commit()
        files = {table: file.path.name for table, file in self._files.items()}
        with AtomicFile(self._path, standing=self._standing) as package:
            package.write(storable(datapackage(files, self._about)))
        paths = (*(file.path for file in self._files.values()), package.path)
        return Outcome(paths, sum(file.escaped for file in self._files.values()))

    def discard(self) -> None:
        """Remove what is half written."""
        for file in self._files.values():
            file.discard()


class SqliteFile:
    """Tables in one SQLite file."""

    def __init__(self, folder: Path, options: Options) -> None:
        self._file = AtomicFile(folder / DATABASE, standing=options.standing)
        self._file.close()  # SQLite opens it itself
        self._database = sqlite3.connect(self._file.part)
        for pragma in ("journal_mode = MEMORY", "synchronous = OFF"):
            self._database.execute(f"PRAGMA {pragma}")
        with self._told():
            for table in TABLES:
                self._database.execute(f'CREATE TABLE "{table}" ({", ".join(_declared(table))})')

    def add(self, found: Found) -> None:
        """Write rows of tables: all of them, or none."""
        with self._told(), self._database:
            for table, lines in found.items():
                columns = rows.columns(table)
                values = [[_stored(c.value(line[c.name])) for c in columns] for line in lines]
                marks = ", ".join("?" * len(columns))
                self._database.executemany(f'INSERT INTO "{table}" VALUES ({marks})', values)

    def finish(self) -> Outcome:
        """Index what was written, and put the file in its place."""
        with self._told():
            self._database.executescript(asset("views.sql"))
            self._database.commit()
        self._database.close()
        self._file.commit()
        return Outcome((self._file.path,))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell a full disk from a notice that cannot be written."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise NothingMore(f"{self._file.path} cannot be written: {error}.") from error

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
            file.close()  # Arrow opens it itself
            self._schemas[table] = schema = arrow.schema(each)
            self._writers[table] = parquet.ParquetWriter(file.part, schema)

    def add(self, found: Found) -> None:
        """Write rows of tables."""
        for table, lines in found.items():
            self._waiting[table] += lines
            if len(self._waiting[table]) >= _AT_ONCE:
                self._write(table)

    def _write(self, table: str) -> None:
        lines, self._waiting[table] = self._waiting[table], []
        columns = rows.columns(table)
        values = {each.name: [each.value(line[each.name]) for line in lines] for each in columns}
        self._writers[table].write_table(self._arrow.table(values, schema=self._schemas[table]))

    def finish(self) -> Outcome:
        """Put the files in their places."""
        for table in TABLES:
            self._write(table)
            self._writers[table].close()
        for file in self._files.values():  # all of them are whole
            file.commit()
        return Outcome(tuple(file.path for file in self._files.values()))

    def discard(self) -> None:
        """Remove what is half written."""
        for table, file in self._files.items():
            with suppress(OSError):  # it writes its end, for which there may be no room
                self._writers[table].close()
            file.discard()


def _begun(
    sink: Callable[[Path, Options], Sink], folder: Path, options: Options = _PLAIN
) -> Tables:
    """Begin tables in a kind of file; raise MissingExtra where its package is not installed."""
    return Tables([sink(folder, options)], options)


csv_tables, sqlite_tables, parquet_tables = (
    partial(_begun, sink) for sink in (CsvFiles, SqliteFile, ParquetFiles)
)
