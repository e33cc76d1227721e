"""A tally → the table at the end of a run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from noticeparse.cli.console import print_lines
from noticeparse.cli.tally import Counted, Tally
from noticeparse.model import Failure, School
from noticeparse.packed import is_hidden
from noticeparse.reports.comparison_frame import many
from noticeparse.reports.printable import dash, printable
from noticeparse.reports.standing import LOCKED, Aside, Standing

_MOST_NAMES = 8  # of what was passed over
_MOST_WARNINGS = 20  # more would push what failed off the screen


def print_summary(
    tally: Tally,
    console: Console,
    *,
    skipped: Sequence[str] = (),
    output: Path | None = None,
    more: Sequence[str] = (),
) -> None:
    """Print a line a notice, the totals, what failed and what to do about it."""
    if tally.notices:
        console.print(_table(tally.notices, console))
    counts = tally.counts
    console.print(
        f"{many(counts['notices'], 'notice')}, {many(counts['disclosures'], 'row')}, "
        f"{many(counts['tags'], 'tag')}, {many(counts['warnings'], 'warning')}, "
        f"{many(counts['failures'], 'failure')}."
    )
    _print_warnings(tally.notices, console)
    for each in tally.notices:
        if each.unaccounted:
            lost = many(each.unaccounted, "word")
            text = f"Look at {each.source}: {lost} of it are in no row and no other class."
            console.print(Text(printable(text)), soft_wrap=True)
    print_failures(tally.failures, console)
    passed = [f"Passed over: {_named(skipped)}."] if skipped else []
    print_lines([*passed, *more], console)
    if output is not None:
        console.print(
            Text(printable(f"Written to {output}; run.json there tells what was done.")),
            soft_wrap=True,
        )


def _named(skipped: Sequence[str]) -> str:
    """Some names of what was passed over, what systems leave behind last."""
    names = sorted((Path(each).name for each in skipped), key=is_hidden)
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more (see run.json)" if more > 0 else "")


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
        left = many(len(lines) - _MOST_WARNINGS, "warning")
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
    if each.same_as is not None:
        return text.append(f"\nthe same notice as {printable(each.same_as)}", style="dim")
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
