"""`noticeparse compare`: inputs → schools side by side: a page, a workbook, CSV, the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from noticeparse.cli.console import on_stderr, on_stdout, print_lines, status_of
from noticeparse.cli.options import Asked
from noticeparse.cli.reading import Reading, prepare
from noticeparse.cli.since import CHANGE_COLUMNS
from noticeparse.cli.summary import MOST_FAILURES, print_failures
from noticeparse.comparison import Comparison, Names
from noticeparse.comparison import compare as compare_notices
from noticeparse.inputs import resolve
from noticeparse.reports.compare_page import compare_html
from noticeparse.reports.comparison import (
    print_comparison,
    totals,
    write_comparison,
    write_comparison_xlsx,
)
from noticeparse.reports.comparison_changes import Versions, versions
from noticeparse.reports.csv import write_csv
from noticeparse.reports.files import AtomicFile, check_file, storable
from noticeparse.reports.words import many
from noticeparse.vocabulary import load_vocabulary

_FORMATS = (".html", ".htm", ".xlsx", ".csv")


def compare(
    asked: Asked,
    output: Path | None,
    *,
    raw: bool = False,
    before: Sequence[str] = (),
    persons: bool = False,
) -> int:
    """Read all inputs and put their schools side by side; return the exit status.

    Persons are held back, unless `persons` says to name them.
    """
    reading = prepare(asked)
    earlier = None
    if before:  # the notices as they were, read as the others are
        then = resolve(before, schools=asked.schools)
        earlier = Reading(asked, then, reading.entries, reading.parser)
    if output is not None:
        check_file(output, _FORMATS)
    results, notices, failures = reading.read(on_stderr())
    comparison = compare_notices(results, no_notice=reading.unread(notices), persons=persons)
    found: Versions | None = None
    if earlier is not None:
        _, old, more = earlier.read(on_stderr())
        failures += more
        failed = [failure.path for failure in failures]
        found = versions(old, notices, failed=failed, persons=persons)
    names = Names.of(load_vocabulary(asked.vocabulary))
    if output is not None:
        _write(comparison, names, output, raw=raw, found=found)
    print_failures(failures, on_stderr(), most=MOST_FAILURES if output else None)
    if output is None:
        print_comparison(comparison, names, on_stdout())
    if not asked.quiet:
        print_lines(_told(comparison, output, found), on_stdout())
    return status_of(len(notices), len(failures))


def _write(
    comparison: Comparison, names: Names, output: Path, *, raw: bool, found: Versions | None
) -> None:
    suffix = output.suffix.casefold()
    if suffix == ".csv":
        write_comparison(comparison, names, output, raw=raw)
        if found is not None:
            beside = output.with_name(f"{output.stem}.changes.csv")
            write_csv(beside, CHANGE_COLUMNS, map(asdict, found.changes), raw=raw)
    elif suffix == ".xlsx":
        write_comparison_xlsx(comparison, names, output, since=found)
    else:
        with AtomicFile(output) as file:
            file.write(storable(compare_html(comparison, names, since=found)))


def _told(comparison: Comparison, output: Path | None, found: Versions | None) -> Iterator[str]:
    """What is told beside the file, or below the comparison."""
    if output is not None:
        yield totals(comparison)
        if comparison.no_notice:
            yield f"Of {many(len(comparison.no_notice), 'school')} of the list no notice was read."
        held = sum(each.held for each in (*comparison.suppliers, *comparison.apart))
        if held:
            yield f"{many(held, 'person')} held back; --names tells them."
    if found is not None:
        counts = ", ".join(f"{number} {what}" for what, number in found.counts().items())
        yield f"Since the earlier notices: {counts}."
    if output is not None:
        yield f"Written to {output}"
