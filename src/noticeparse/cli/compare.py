"""`noticeparse compare`: inputs → schools side by side: a page, a workbook, CSV, the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from noticeparse.cli.console import on_stderr, on_stdout
from noticeparse.cli.reading import Asked, Reading, prepare
from noticeparse.cli.since import CHANGE_COLUMNS
from noticeparse.cli.summary import print_failures
from noticeparse.comparison import Comparison, Names
from noticeparse.comparison import compare as compare_notices
from noticeparse.errors import OutputError
from noticeparse.inputs import resolve
from noticeparse.model import Failure, Notice
from noticeparse.reports.comparison import print_comparison, write_comparison
from noticeparse.reports.comparison_changes import Versions, versions, without_persons
from noticeparse.reports.csv import write_csv
from noticeparse.reports.files import AtomicFile, storable
from noticeparse.vocabulary import load_vocabulary

_FORMATS = (".html", ".htm", ".xlsx", ".csv")


def compare(
    asked: Asked, output: Path | None, *, raw: bool = False, before: Sequence[str] = ()
) -> int:
    """Read all inputs and put their schools side by side; return the exit status."""
    reading = prepare(asked)
    earlier = _earlier(asked, reading, before)
    if output is not None:
        _check(output)
    results = reading.counted(on_stderr())
    notices = [result for result in results if isinstance(result, Notice)]
    failures = [result for result in results if isinstance(result, Failure)]
    comparison = compare_notices(
        results, no_notice=reading.unread(s for notice in notices for s in notice.for_schools())
    )
    found: Versions | None = None
    old: list[Notice] = []
    if earlier is not None:
        then = earlier.counted(on_stderr())
        old = [result for result in then if isinstance(result, Notice)]
        failures += [result for result in then if isinstance(result, Failure)]
        found = versions(old, notices, failed=[failure.path for failure in failures])
    if output is not None:
        names = Names.of(load_vocabulary(asked.vocabulary))
        _write(comparison, names, output, raw=raw, found=found, notices=[*old, *notices])
    _show(comparison, output, found=found, quiet=asked.quiet)
    print_failures(failures, on_stderr())
    return 1 if failures else 0


def _earlier(asked: Asked, reading: Reading, before: Sequence[str]) -> Reading | None:
    """The notices as they were, read as the others are."""
    if not before:
        return None
    return Reading(asked, resolve(before, schools=asked.schools), reading.entries, reading.parser)


def _check(output: Path) -> None:
    if output.suffix.casefold() not in _FORMATS:
        raise OutputError(
            f"A comparison is written as .html, .xlsx or .csv, not as {output.name}.",
            what_to_do="Give --output a name that ends in one of these.",
        )
    AtomicFile(output).discard()


def _write(
    comparison: Comparison,
    names: Names,
    output: Path,
    *,
    raw: bool,
    found: Versions | None,
    notices: Sequence[Notice],
) -> None:
    suffix = output.suffix.casefold()
    if suffix == ".csv":
        write_comparison(comparison, output, raw=raw)
        if found is not None:
            beside = output.with_name(f"{output.stem}.changes.csv")
            write_csv(beside, CHANGE_COLUMNS, map(asdict, found.changes), raw=raw)
    elif suffix == ".xlsx":
        from noticeparse.reports.comparison_xlsx import write_comparison_xlsx

        write_comparison_xlsx(comparison, names, output, since=found)
    else:
        from noticeparse.reports.compare_page import compare_html

        public = None if found is None else without_persons(found, notices)
        with AtomicFile(output) as file:
            file.write(storable(compare_html(comparison, names, since=public)))


def _show(
    comparison: Comparison, output: Path | None, *, found: Versions | None, quiet: bool
) -> None:
    if output is None or not quiet:
        print_comparison(comparison, on_stdout())
    if quiet:
        return
    if found is not None:
        counts = ", ".join(f"{number} {what}" for what, number in found.counts().items())
        on_stdout().print(f"Since the earlier notices: {counts}.")
    if output is not None:
        on_stdout().print(f"Written to {output}", soft_wrap=True)
