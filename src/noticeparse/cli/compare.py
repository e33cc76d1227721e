"""`noticeparse compare`: inputs → schools side by side, on the terminal and as CSV."""

from __future__ import annotations

from pathlib import Path

from noticeparse.cli.console import on_stderr, on_stdout
from noticeparse.cli.reading import Asked, prepare
from noticeparse.cli.summary import print_failures
from noticeparse.comparison import Comparison
from noticeparse.comparison import compare as compare_notices
from noticeparse.errors import OutputError
from noticeparse.model import Failure, Notice
from noticeparse.reports.comparison import print_comparison, write_comparison
from noticeparse.reports.files import AtomicFile
from noticeparse.schools import unread


def compare(asked: Asked, output: Path | None, *, raw: bool = False) -> int:
    """Read all inputs and put their schools side by side; return the exit status."""
    reading = prepare(asked)
    if output is not None:
        _check(output)
    results = list(reading.results(on_stderr()))
    failures = [result for result in results if isinstance(result, Failure)]
    notices = [result for result in results if isinstance(result, Notice)]
    comparison = compare_notices(notices, no_notice=unread(reading.entries, notices))
    _show(comparison, output, raw=raw, quiet=asked.quiet)
    print_failures(failures, on_stderr())
    return 1 if failures else 0


def _check(output: Path) -> None:
    if output.suffix.casefold() != ".csv":
        raise OutputError(
            f"A comparison is written as .csv, not as {output.name}.",
            what_to_do="Give --output a name that ends in .csv.",
        )
    AtomicFile(output).discard()


def _show(comparison: Comparison, output: Path | None, *, raw: bool, quiet: bool) -> None:
    if output is not None:
        write_comparison(comparison, output, raw=raw)
    if not quiet or output is None:
        print_comparison(comparison, on_stdout())
    if output is not None and not quiet:
        on_stdout().print(f"Written to {output}", soft_wrap=True)
