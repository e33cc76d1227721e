"""`noticeparse check`: inputs → what to look at first, as a table or JSON."""

from __future__ import annotations

import re
import sys
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from noticeparse.cli.console import on_stderr, on_stdout
from noticeparse.cli.options import Asked
from noticeparse.cli.reading import prepare
from noticeparse.errors import InputError
from noticeparse.findings import Listed
from noticeparse.findings import against as compare_lists
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


def check(
    asked: Asked,
    output: Path | None = None,
    *,
    against: Path | None = None,
    format: str = "table",
    today: str | None = None,
    persons: bool = False,
) -> int:
    """Read all inputs and tell what to look at; return the exit status.

    It is told against a list or not, on a day, as "table" or "json" or into a file; with
    `persons`, also the names that are held back.
    """
    if output is not None:
        check_file(output, _FORMATS)
        if format == "json":
            raise InputError(
                "JSON is printed on the screen.", what_to_do="Leave out --output or --format json."
            )
    if format not in ("table", "json"):
        raise InputError(f'There is no format "{format}".', what_to_do="Take table or json.")
    day = _today(today)
    listed = read_list(against) if against else ()
    reading = prepare(asked)
    results, notices, failures = reading.read(on_stderr())
    vocabulary = load_vocabulary(asked.vocabulary)
    found = find(
        results,
        vocabulary=vocabulary,
        today=day,
        no_notice=reading.unread(notices),
        persons=persons,
    )
    if against:
        found = (*found, *compare_lists(listed, results, vocabulary=vocabulary, persons=persons))
    if output is not None:
        page = check_page(found, made=date.today())
        write_page(page, output, xlsx=partial(check_xlsx, found))
        if not asked.quiet:
            print_counts(found, on_stdout(), most=_MOST_KINDS)
            on_stdout().print(f"Written to {output}", soft_wrap=True)
    elif format == "json":
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
