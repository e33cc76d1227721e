"""`noticeparse check`: inputs → what to look at first, as a table or JSON."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from noticeparse.cli.console import on_stderr, on_stdout
from noticeparse.cli.reading import Asked, prepare
from noticeparse.errors import InputError
from noticeparse.findings import Listed, against
from noticeparse.findings import check as find
from noticeparse.model import Failure, Notice
from noticeparse.reports.check_table import findings_json, print_findings
from noticeparse.reports.files import storable
from noticeparse.schools import read_table
from noticeparse.vocabulary import load_vocabulary

UNREADABLE, FOUND = 1, 3
_ADVICE = "It needs a header with the columns supplier and schools, and a line a supplier."
_ENDS = re.compile("[;|\n]")  # between the schools of a cell
_COLUMNS = {
    "supplier": "supplier, supplier name, company",
    "schools": "schools, school, school name, school s, school names",
}


@dataclass(frozen=True, slots=True)
class Checking:
    """How to check: against a list or not, as "table" or "json", and what day it is."""

    against: Path | None = None
    format: str = "table"
    today: str | None = None


def check(asked: Asked, how: Checking) -> int:
    """Read all inputs and print what to look at; return the exit status."""
    if how.format not in ("table", "json"):
        raise InputError(f'There is no format "{how.format}".', what_to_do="Take table or json.")
    today = _today(how.today)
    listed = read_list(how.against) if how.against else ()
    reading = prepare(asked)
    results = reading.counted(on_stderr())
    notices = [result for result in results if isinstance(result, Notice)]
    vocabulary = load_vocabulary(asked.vocabulary)
    no_notice = reading.unread(s for notice in notices for s in notice.for_schools())
    found = find(results, vocabulary=vocabulary, today=today, no_notice=no_notice)
    if how.against:
        found = (*found, *against(listed, results, vocabulary=vocabulary))
    if how.format == "json":
        sys.stdout.buffer.write(storable(findings_json(found)))
        sys.stdout.buffer.flush()
    elif found or not asked.quiet:
        print_findings(found, on_stdout())
    if any(isinstance(result, Failure) for result in results):
        return UNREADABLE
    return FOUND if found else 0


def _today(given: str | None) -> date:
    if given is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise InputError(
            f'"{given}" is no date.', what_to_do="Write --today as 2025-09-30."
        ) from error


def read_list(file: Path) -> tuple[Listed, ...]:
    """Read the officer's list; raise InputError, naming the line, where it is wrong."""
    return tuple(_lines(file))


def _lines(file: Path) -> Iterator[Listed]:
    rows = read_table(file, _COLUMNS, needed=tuple(_COLUMNS), option="--against", advice=_ADVICE)
    for line, row in rows:
        names = tuple(name.strip() for name in _ENDS.split(row["schools"]) if name.strip())
        if row["supplier"]:
            yield Listed(row["supplier"], names, file.name, line)
        elif names:
            raise InputError(f"{file}, line {line}: the supplier is empty.", what_to_do=_ADVICE)
