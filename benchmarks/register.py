"""How fast a register of a nation answers, on SQLite or PostgreSQL.

usage: python benchmarks/register.py [--schools 24000] [--rows 25] [--database ADDRESS]

Makes a register of so many schools, a notice each, with so many rows, and times what people ask of
it; medians of several names. Times hold for this machine alone.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psutil
from sqlalchemy import Connection, insert, select

from noticeparse import load_vocabulary, parse
from noticeparse.cli.before import Knowledge
from noticeparse.comparison.differences import Names
from noticeparse.model import Notice
from noticeparse.register import asking
from noticeparse.register import tables as t
from noticeparse.register.changes import changes_since
from noticeparse.register.content import all_counting, packed
from noticeparse.register.database import Database, open_database
from noticeparse.register.store import Adding, values_of_row, values_of_tags
from noticeparse.reports import open_writer

MODELS = 200  # different notices
ASKED = 40  # names that are asked for
CHANGED = 200  # schools whose notice changed
DATA = (
    "names, dates of birth and addresses", "names and year groups", "photographs of pupils",
    "medical conditions and allergies", "parents' email addresses", "attendance and behaviour",
)  # fmt: skip
WHY = ("school records", "homework", "payments", "messages home", "assessment", "first aid")


def models(rows: int) -> list[Notice]:
    """Notices of so many rows, with suppliers of the catalogue."""
    names = sorted(supplier.name for supplier in load_vocabulary().suppliers)
    found = []
    for number in range(MODELS):
        chance = random.Random(number)
        lines = ["A School", "", "Company | Data shared | Purpose"]
        lines += [
            " | ".join((name, chance.choice(DATA), chance.choice(WHY)))
            for name in chance.sample(names, rows)
        ]
        found.append(parse("\n".join(lines).encode(), source_path="notice.txt"))
    return found


def of_school(model: Notice, number: int) -> Notice:
    """A model as the notice of a school."""
    source = replace(model.source, path=f"{number}/notice.txt", sha256=f"{number:064x}")
    urn = str(100_000 + number)
    return replace(model, source=source, school=f"School {number}", urn=urn)


def fill(database: Database, schools: int, rows: int) -> None:
    """Write schools by the thousand; by `add` it would take longer than all that is timed."""
    found, moment = models(rows), "2025-09-01T08:00:00.000000Z"
    row_id = 0
    for first in range(0, schools, 1000):
        numbers = range(first + 1, min(first + 1000, schools) + 1)
        lines: dict[str, list[dict[str, object]]] = {}
        for n in numbers:
            one = of_school(found[n % MODELS], n)
            id = {"id": n}
            key = {"school_id": n, "path": one.source.path}
            values = {
                "school": id | {"name": one.school, "folded": f"school {n}", "urn": one.urn},
                "notice": id | key,
                "known_path": id | key | {"notice_id": n},
                "version": id
                | {"notice_id": n, "sha256": one.source.sha256, "noticeparse_version": "0.1.0"}
                | {"vocabulary_version": one.vocabulary_version, "content": packed(one)}
                | {"first_seen": moment, "last_seen": moment},
                "standing": id | {"notice_id": n, "version_id": n, "since": moment},
            }
            for table, value in values.items():
                lines.setdefault(table, []).append(value)
            for row in one.disclosures:
                row_id += 1
                lines.setdefault("disclosure", []).append(values_of_row(n, row) | {"id": row_id})
                tags = values_of_tags(row)
                lines.setdefault("tag", []).extend({"disclosure_id": row_id, **tag} for tag in tags)
        with database.writing() as connection:
            for table, batch in lines.items():
                connection.execute(insert(t.metadata.tables[table]), batch)
    if not database.is_sqlite:
        with database.writing() as connection:
            for table in ("school", "notice", "known_path", "version", "standing", "disclosure"):
                last = f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"
                connection.exec_driver_sql(last)


@contextmanager
def timed(what: str, count: int = 0):
    begin = time.perf_counter()
    yield
    took = time.perf_counter() - begin
    print(f"{what}: {took:.2f} s" + (f", {count / took:.0f} a second" if count else ""), flush=True)


def median(database: Database, what: str, ask: Callable[[Connection, str], object], names) -> None:
    times = []
    for name in names:
        with database.reading() as connection:
            begin = time.perf_counter()
            ask(connection, name)
            times.append(time.perf_counter() - begin)
    worst, middle = max(times) * 1000, statistics.median(times) * 1000
    print(f"{what}: median {middle:.1f} ms, slowest {worst:.1f} ms", flush=True)


def rows_of_school(connection: Connection, name: str) -> object:
    home, _ = asking.school_called(connection, name)
    return asking.rows_of(connection, home)


def rows_of_supplier(connection: Connection, id: str) -> object:
    return asking.rows_of_supplier(connection, id, id)


def measure(database: Database, schools: int, rows: int, folder: Path) -> None:
    knowledge = Knowledge(load_vocabulary)
    chance = random.Random(1)
    known = [f"School {chance.randint(1, schools)}" for _ in range(ASKED)]
    found = models(rows)
    named = {row.supplier.id for each in found for row in each.disclosures if row.supplier}
    ids = chance.sample(sorted(named), ASKED)
    median(database, "rows of a school", rows_of_school, known)
    median(database, "reach of a supplier", rows_of_supplier, ids)
    median(database, "search, a page", asking.search, ["allergies homework", "records behaviour"])
    adding = Adding(database, knowledge, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
    new = [of_school(found[n % MODELS], n) for n in range(schools + 1, schools + 1 + CHANGED)]
    with timed("notices of new schools, added", CHANGED):
        for each in new:
            adding.add(each)
    again = [of_school(found[n % MODELS], n) for n in chance.sample(range(1, schools), CHANGED)]
    with timed("notices that are there, added again", CHANGED):
        for each in again:
            adding.add(each)
    changed = [
        replace(
            each, source=replace(each.source, sha256="f" * 64), disclosures=each.disclosures[1:]
        )
        for each in again
    ]
    with timed("notices that changed, added", CHANGED):
        for each in changed:
            adding.add(each)
    labels = Names.of(load_vocabulary())
    with timed(f"changes of {CHANGED} schools"), database.reading() as connection:
        print(len(changes_since(connection, "2026-01-01", knowledge, labels)), end=" ")
    with timed("export of all as CSV", schools), database.reading() as connection:
        writer = open_writer("csv", folder)
        for notice in all_counting(connection, knowledge):
            writer.add(notice)
        writer.finish()
    print(f"peak memory {psutil.Process().memory_info().rss / 1e6:.0f} MB at the end")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--schools", type=int, default=24_000)
    options.add_argument("--rows", type=int, default=25)
    options.add_argument("--database", help="an empty one; without it, a file")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(asked.database or str(Path(folder, "register.db")))
        with database.reading() as connection:
            empty = connection.scalar(select(t.school.c.id).limit(1)) is None
        if empty:
            with timed("made"):
                fill(database, asked.schools, asked.rows)
        measure(database, asked.schools, asked.rows, Path(folder))
        database.close()


if __name__ == "__main__":
    main()
