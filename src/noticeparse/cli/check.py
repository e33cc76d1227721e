"""`noticeparse check`: inputs → what to look at first, as a table or JSON."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from noticeparse.cli.console import on_stderr, on_stdout
from noticeparse.cli.reading import Asked, prepare
from noticeparse.errors import InputError
from noticeparse.findings import Listed, against
from noticeparse.findings import check as find
from noticeparse.reports.check_page import (
    check_page,
    check_xlsx,
    findings_json,
    print_counts,
    print_findings,
)
from noticeparse.reports.files import check_file, storable
from noticeparse.reports.page import write_page
from noticeparse.reports.words import harmless_json
from noticeparse.schools import read_table
from noticeparse.text import fold
from noticeparse.text.dates import find_date
from noticeparse.vocabulary import load_vocabulary

UNREADABLE, FOUND = 1, 3
_FORMATS = (".html", ".htm", ".docx", ".xlsx")
_MOST_KINDS = 6  # of findings, told beside a file
_ADVICE = "It needs a header with the columns supplier and schools, and a line a supplier."
_ENDS = re.compile("[;|\n]")  # between the schools of a cell
_COLUMNS = {
    "supplier": "supplier, supplier name, company",
    "schools": "schools, school, school name, school s, school names",
}


@dataclass(frozen=True, slots=True)
class Checking:
    """How to check: against a list or not, as "table" or "json" or into a file, and on what day.

    `persons`: tell also the names that are held back.
    """

    against: Path | None = None
    format: str = "table"
    today: str | None = None
    output: Path | None = None
    persons: bool = False


def check(asked: Asked, how: Checking) -> int:
    """Read all inputs and tell what to look at; return the exit status."""
    if how.output is not None:
        check_file(how.output, _FORMATS)
        if how.format == "json":
            raise InputError(
                "JSON is printed on the screen.", what_to_do="Leave out --output or --format json."
            )
    if how.format not in ("table", "json"):
        raise InputError(f'There is no format "{how.format}".', what_to_do="Take table or json.")
    today = _today(how.today)
    listed = read_list(how.against) if how.against else ()
    reading = prepare(asked)
    results, notices, failures = reading.read(on_stderr())
    vocabulary = load_vocabulary(asked.vocabulary)
    found = find(
        results,
        vocabulary=vocabulary,
        today=today,
        no_notice=reading.unread(notices),
        persons=how.persons,
    )
    if how.against:
        found = (*found, *against(listed, results, vocabulary=vocabulary, persons=how.persons))
    if how.output is not None:
        page = check_page(found, made=date.today())
        write_page(page, how.output, xlsx=partial(check_xlsx, found))
        if not asked.quiet:
            print_counts(found, on_stdout(), most=_MOST_KINDS)
            on_stdout().print(f"Written to {how.output}", soft_wrap=True)
    elif how.format == "json":
        sys.stdout.buffer.write(storable(harmless_json(findings_json(found))))
        sys.stdout.buffer.flush()
    elif found or not asked.quiet:
        print_findings(found, on_stdout())
    return UNREADABLE if failures else FOUND if found else 0


def _today(given: str | None) -> date:
    if given is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(find_date(fold(given).string) or given)
    except ValueError as error:
        raise InputError(
            f'"{given}" is no date.', what_to_do="Write --today as 30/09/2025 or 2025-09-30."
        ) from error


def read_list(file: Path) -> tuple[Listed, ...]:
    """Read the officer's list; raise InputError, naming the line, where it is wrong."""
    found = []
    rows = read_table(file, _COLUMNS, needed=tuple(_COLUMNS), option="--against", advice=_ADVICE)
    for line, row in rows:
        names = tuple(name.strip() for name in _ENDS.split(row["schools"]) if name.strip())
        if row["supplier"]:
            found.append(Listed(row["supplier"], names, file.name, line))
        elif names:
            raise InputError(f"{file}, line {line}: the supplier is empty.", what_to_do=_ADVICE)
    return tuple(found)
