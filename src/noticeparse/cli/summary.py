"""A tally → what is told at the end of a run: what to look at, what failed, the totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from noticeparse.cli.console import print_lines
from noticeparse.cli.tally import Counted, Tally
from noticeparse.elsewhere import is_hidden
from noticeparse.inputs import Inputs
from noticeparse.model import Failure
from noticeparse.reports.standing import LOCKED, Aside
from noticeparse.reports.words import many

MOST_LINES = 20  # notices to look at: more would push what failed off the screen
_MOST_NAMES = 8  # of what was passed over
_NOTHING = Inputs(())
MOST_FAILURES = 4  # beside a file that was asked for


def print_summary(
    tally: Tally,
    console: Console,
    *,
    passed: Inputs = _NOTHING,
    output: Path | None = None,
    more: Sequence[str] = (),
) -> None:
    """Print a line for each notice that needs a look, what failed and why, and the totals."""
    looked_at = [each for each in tally.notices if each.warnings]
    print_lines(map(_look, looked_at[:MOST_LINES]), console)
    if left := looked_at[MOST_LINES:]:
        where = "" if output is None else ": see warnings.csv"
        print_lines([f"and {many(len(left), 'notice')} more to look at{where}."], console)
    print_failures(tally.failures, console)
    print_lines(_twins(tally.notices), console)
    print_lines(_passed_over(passed), console)
    print_lines(more, console)
    print_lines([f"{_totals(tally.counts)}."], console)
    if output is not None:
        look = "warnings.csv there tells what to look at, run" if looked_at else "run"
        print_lines([f"Written to {output}; {look}.json what was done."], console)


def print_unchanged(
    record: Mapping[str, Any], failures: Sequence[Failure], folder: Path, console: Console
) -> None:
    """Print what the last run gave, which still holds."""
    print_failures(failures, console)
    print_lines(
        [
            f"Nothing has changed since the last run: {_totals(record['counts'])}.",
            f"The files in {folder} stand as they are; --reread reads all again.",
        ],
        console,
    )


def _totals(counts: Mapping[str, int]) -> str:
    nouns = ("notice", "row", "tag", "warning", "failure")
    names = ("notices", "disclosures", "tags", "warnings", "failures")
    return ", ".join(many(counts[name], noun) for name, noun in zip(names, nouns, strict=True))


def _look(each: Counted) -> str:
    """The first thing to look at in a notice, and how many more there are."""
    first = each.warnings[0]
    place = f", {first['place']}" if first["place"] else ""
    left = len(each.warnings) - 1
    more = f" (and {left} more)" if left else ""
    return f"Look at {each.source}{place}: {first['what']}{more}"


def _twins(notices: Sequence[Counted]) -> list[str]:
    """Say which files are a notice that counts already, and name one."""
    same = [each for each in notices if each.same_as is not None]
    if not same:
        return []
    first = f"{same[0].source} is the same notice as {same[0].same_as}, and counts once with it"
    more = f"; so do {many(len(same) - 1, 'other file')}" if len(same) > 1 else ""
    return [f"{first}{more}."]


def _passed_over(passed: Inputs) -> Iterator[str]:
    """Say what was not read, and why."""
    others = [path for path in passed.skipped if path not in {*passed.links, *passed.results}]
    if others:
        yield f"Passed over, being no notice: {_named(others)}."
    if passed.links:
        where = "they lead out of the folder, or to what is read already"
        yield f"Passed over, being links ({where}): {_named(passed.links)}."
    if passed.runs:
        runs = ", ".join(f"{name} ({many(count, 'file')})" for name, count in passed.runs)
        yield f"Passed over, being results of an earlier run: {runs}."


def _named(skipped: Sequence[str]) -> str:
    """Some names of what was passed over, what systems leave behind last."""
    return _some(sorted((Path(each).name for each in skipped), key=is_hidden), " (see run.json)")


def _some(names: Sequence[str], where: str = "") -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more{where}" if more > 0 else "")


def left_over_lines(names: Sequence[str]) -> list[str]:
    """Say which notice files stand for documents that were not given this time."""
    if not names:
        return []
    return [
        f"Of documents that were not given this time there stand, from before, "
        f"{many(len(names), 'notice file')}, whose rows no table has: {_some(names)}. "
        "Delete what no longer holds."
    ]


def aside_line(aside: Aside) -> str:
    """Say which file was left as it is, and what to do."""
    beside = f"the new one is {aside.written.name}, beside it."
    if aside.why == LOCKED:
        return f"{aside.path} is open in another program: {beside} Close it in Excel."
    if aside.path.suffix == ".xlsx":
        keep = f'To keep the corrections in it, run: noticeparse apply "{aside.path}"'
        advice = f"{keep} (or delete it, if you do not want them)."
    else:
        advice = "Corrections are kept that are made in disclosures.xlsx (noticeparse apply)."
    return f"{aside.path} was changed since the last run and is left as it is: {beside} {advice}"


def print_failures(
    failures: Sequence[Failure], console: Console, *, most: int | None = None
) -> None:
    """Print what could not be read, and what to do; of many, the first."""
    for failure in failures[:most]:
        name = "" if failure.path in failure.why else f"{failure.path}: "
        print_lines([f"Not read: {name}{failure.why} {failure.what_to_do}"], console)
    if most is not None and (left := len(failures) - most) > 0:
        files = many(left, "document")
        print_lines([f"Nor {files} more: noticeparse convert tells which, and why."], console)
