"""A tally → the table at the end of a run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from noticeparse.cli.tally import Counted, Tally
from noticeparse.model import Failure, School
from noticeparse.reports.printable import dash, printable
from noticeparse.reports.standing import LOCKED, Aside, Standing

_MOST_WARNINGS = 20  # more would push what failed off the screen


def print_summary(
    tally: Tally,
    console: Console,
    *,
    unread: Sequence[School],
    skipped: int = 0,
    output: Path | None = None,
    more: Sequence[str] = (),
) -> None:
    """Print a line a notice, the totals, what failed and what to do about it."""
    if tally.notices:
        console.print(_table(tally.notices, console))
    counts = tally.counts
    console.print(
        f"{_many(counts['notices'], 'notice')}, {_many(counts['disclosures'], 'row')}, "
        f"{_many(counts['tags'], 'tag')}, {_many(counts['warnings'], 'warning')}, "
        f"{_many(counts['failures'], 'failure')}."
    )
    _print_warnings(tally.notices, console)
    for each in tally.notices:
        if each.unaccounted:
            lost = _many(each.unaccounted, "word")
            text = f"Look at {each.source}: {lost} of it are in no row and no other class."
            console.print(Text(printable(text)), soft_wrap=True)
    print_failures(tally.failures, console)
    for school in unread:
        console.print(Text(printable(f"{school.name}: listed, but no notice read.")))
    if skipped:
        console.print(f"{_many(skipped, 'file or folder', 'files or folders')} passed over.")
    print_lines(more, console)
    if output is not None:
        console.print(
            Text(printable(f"Written to {output}; run.json there tells what was done.")),
            soft_wrap=True,
        )


def aside_lines(standing: Standing) -> list[str]:
    """Say which files were left as they are, and what to do."""
    return [_aside_line(aside) for aside in standing.asides]


def _aside_line(aside: Aside) -> str:
    beside = f"the new one is {aside.written.name}, beside it."
    if aside.why == LOCKED:
        return f"{aside.path} is open in another program: {beside} Close it in Excel."
    if aside.path.suffix == ".xlsx":
        advice = f'To keep your corrections, run: noticeparse apply "{aside.path}"'
    else:
        advice = "Corrections are kept that are made in disclosures.xlsx (noticeparse apply)."
    return f"{aside.path} was changed since the last run and is left as it is: {beside} {advice}"


def print_lines(lines: Iterable[str], console: Console) -> None:
    """Print sentences, a line each, as wide as they are."""
    for line in lines:
        console.print(Text(printable(line)), soft_wrap=True)


def print_failures(failures: Sequence[Failure], console: Console) -> None:
    """Print what could not be read, and what to do."""
    for failure in failures:
        name = "" if failure.path in failure.message else f"{failure.path}: "
        text = f"Not read: {name}{failure.message} {failure.what_to_do}"
        console.print(Text(printable(text)), soft_wrap=True)


def _print_warnings(notices: Sequence[Counted], console: Console) -> None:
    lines = [f"{each.source}: {warning}" for each in notices for warning in each.warnings]
    for line in lines[:_MOST_WARNINGS]:
        console.print(Text(printable(f"Look at {line}")), soft_wrap=True)
    if len(lines) > _MOST_WARNINGS:
        left = _many(len(lines) - _MOST_WARNINGS, "warning")
        console.print(f"and {left} more, in run.json and the notice files.")


def _table(notices: Sequence[Counted], console: Console) -> Table:
    none = dash(console.encoding)
    unknown = any(each.schools == (None,) for each in notices)
    table = Table(caption=f"{none} not stated" if unknown else None, caption_justify="left")
    table.add_column("Notice", overflow="fold")
    table.add_column("School", overflow="fold")
    for title in ("Rows", "Tags", "Warnings"):
        table.add_column(title, justify="right", no_wrap=True)
    for each in notices:
        table.add_row(
            _with_receipt(each),
            Text(printable(_schools(each.schools, none))),
            str(each.rows),
            str(each.tags),
            str(len(each.warnings)),
        )
    return table


def _with_receipt(each: Counted) -> Text:
    """The notice, and below it what became of the words of its source."""
    text = Text(printable(each.source))
    if each.receipt is not None:
        receipt = each.receipt
        text.append(
            f"\n{receipt.words:,} words: {receipt.rows:,} in rows, {receipt.doubtful:,} doubtful, "
            f"{receipt.unaccounted:,} lost",
            style="dim",
        )
    return text


def _schools(schools: Sequence[School | None], none: str) -> str:
    names = [school.name if school else none for school in schools]
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def _many(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
