"""Results → what is told of a run: at its end, on the terminal, and in run.json.

The results themselves are not kept: a run may read thousands of notices. run.json is the only file
that holds times; everything else is the same bytes for the same notices.
"""

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from sys import intern
from typing import Any

from rich.console import Console

from noticeparse.batch import Result
from noticeparse.build import build, libraries
from noticeparse.cli.console import print_lines
from noticeparse.decisions import effective_rows
from noticeparse.decisions.versions import is_earlier
from noticeparse.elsewhere import is_hidden
from noticeparse.inputs import Passed
from noticeparse.model import Failure, Notice, School
from noticeparse.reports import Outcome
from noticeparse.reports.decision_log import DECISIONS_FILE
from noticeparse.reports.files import AtomicFile, storable
from noticeparse.reports.rows import Row, warning_rows
from noticeparse.reports.standing import LOCKED, Aside, Standing, digest
from noticeparse.reports.words import many, titles_of
from noticeparse.stages import Spent
from noticeparse.trust import SETTINGS_FILE
from noticeparse.version import __version__

MOST_LINES = 20  # notices to look at: more would push what failed off the screen
MOST_FAILURES = 4  # beside a file that was asked for
_OURS = {DECISIONS_FILE, SETTINGS_FILE}  # of which is said whether they are used
_MOST_NAMES = 8  # of what was passed over
_COUNTED = (
    *("notices", "disclosures", "tags", "rows_deleted", "rows_added", "warnings"),
    "unaccounted_words",
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A notice in numbers: as little as there can be, for there may be many thousands."""

    source: str
    sha256: str
    kinds: tuple[str, ...]  # of its warnings
    packed: bytes  # these
    vocabulary_version: str
    same_as: str | None  # the file of the same notice whose rows count
    earlier: bool  # a person said that this one is the earlier version
    schools: tuple[str, ...]
    numbers: tuple[int, ...]  # in the order of _COUNTED

    @property
    def warnings(self) -> list[Row]:
        """What to look at in the notice, keys as WARNING_COLUMNS."""
        return json.loads(zlib.decompress(self.packed)) if self.packed else []


@dataclass(slots=True)
class Tally:
    """What was read so far."""

    notices: list[Counted] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    alike: Callable[[], Sequence[Row]] = tuple  # notices that may be one, keys as WARNING_COLUMNS

    def add(self, result: Result) -> None:
        """Count a notice, or note a failure."""
        if isinstance(result, Failure):
            self.failures.append(result)
        else:
            self.notices.append(counted(result))

    def warnings(self) -> Iterator[Row]:
        """Give what to look at in all notices, by its kind, keys as WARNING_COLUMNS."""
        of_several = self.alike()
        for kind in dict.fromkeys(titles_of("warning").values()):
            yield from (row for row in of_several if row["kind"] == kind)
            having = (each for each in self.notices if kind in each.kinds)
            yield from (row for each in having for row in each.warnings if row["kind"] == kind)

    @property
    def counts(self) -> dict[str, int]:
        """The totals, under the names that run.json gives them."""
        sums = (sum(each.numbers[at] for each in self.notices) for at in range(len(_COUNTED)))
        totals = dict(zip(_COUNTED, sums, strict=True))
        totals["warnings"] += len(self.alike())
        failed = len(self.failures)
        return {"documents": totals["notices"] + failed, **totals, "failures": failed}


def counted(notice: Notice) -> Counted:
    """Put a notice in numbers, and its warnings in words."""
    rows = effective_rows(notice)
    warnings = [] if notice.same_notice_as else warning_rows(notice)
    numbers = (
        notice.published,  # else it is no document, but the rows of a school that has none
        len(rows),
        sum(len(row.tags) for row in rows),
        0 if notice.same_notice_as else len(notice.disclosures) - len(rows),
        sum(row.added for row in rows),
        len(warnings),
        notice.receipt.unaccounted if notice.receipt else 0,
    )
    return Counted(
        source=notice.source.path,
        sha256=notice.source.sha256,
        kinds=tuple({row["kind"]: None for row in warnings}),
        packed=zlib.compress(json.dumps(warnings).encode()) if warnings else b"",
        vocabulary_version=intern(notice.vocabulary_version),
        same_as=notice.same_notice_as,
        earlier=is_earlier(notice),
        schools=tuple(intern(school.name) for school in notice.for_schools() if school),
        numbers=numbers,
    )


def write_record(
    folder: Path,
    tally: Tally,
    *,
    started: datetime,
    settings: Mapping[str, Any],
    outcomes: Sequence[Outcome],
    unread: Sequence[School],
    skipped: list[str],
    standing: Standing,
    decisions: Mapping[str, Any],
    spent: Spent,
) -> None:
    """Write run.json into the folder of the results."""
    ended = datetime.now(UTC)
    files: list[Any] = sorted(file for outcome in outcomes for file in outcome.files)
    written = {file.relative_to(folder).as_posix() for file in files}
    standing.tidy(written)
    files += standing.kept(written)
    record = {
        "noticeparse_version": __version__,
        "vocabulary_versions": sorted({each.vocabulary_version for each in tally.notices}),
        "build": build(), "libraries": libraries(),
        "started": started.isoformat(timespec="seconds"),
        "ended": ended.isoformat(timespec="seconds"),
        "seconds": round((ended - started).total_seconds(), 2),
        "stages": {
            name: {"documents": spent[name, "documents"],
                   "seconds": round(spent[name, "ns"] / 1e9, 2)}
            for name in ("reading", "parsing", "writing")
        },
        "settings": settings, "counts": tally.counts,
        "escaped_cells": sum(outcome.escaped for outcome in outcomes),
        "shortened_cells": sum(outcome.shortened for outcome in outcomes),
        "notices": tally.notices,
        "failures": [asdict(failure) for failure in tally.failures],
        "no_notice_read": [asdict(school) for school in unread],
        "skipped": skipped, "decisions": decisions, "files": files,
    }  # fmt: skip
    # Piece by piece: as a whole it would take most of the memory of a run.
    described = partial(_described, folder=folder, standing=standing)
    encoder = json.JSONEncoder(ensure_ascii=False, indent=1, default=described)
    with AtomicFile(folder / "run.json") as file:
        for piece in encoder.iterencode(record):
            file.write(storable(piece))
        file.write(b"\n")
    standing.close()


def _described(each: Counted | Path, folder: Path, standing: Standing) -> dict[str, Any]:
    """What is said of a notice, or of a file and what stands beside it."""
    if isinstance(each, Counted):
        counts = dict(zip(_COUNTED, each.numbers, strict=True))
        return {
            "source": each.source, "sha256": each.sha256, "schools": each.schools,
            **{name: counts[name] for name in ("disclosures", "tags")},
            "warnings": [warning["what"] for warning in each.warnings],
            "unaccounted_words": counts["unaccounted_words"],
        }  # fmt: skip
    path = each.relative_to(folder).as_posix()
    said = {"path": path, "sha256": digest(each), "bytes": each.stat().st_size}
    for aside in standing.asides:
        if aside.written == each:
            said |= {"beside": aside.path.relative_to(folder).as_posix(), "because": aside.why}
    return said


def print_summary(
    tally: Tally, console: Console, *, passed: Passed, output: Path | None, more: Sequence[str]
) -> None:
    """Print a line for each notice that needs a look, what failed and why, and the totals."""
    looked_at = [each for each in tally.notices if each.packed]
    print_lines(map(_look, looked_at[:MOST_LINES]), console)
    if left := looked_at[MOST_LINES:]:
        where = "" if output is None else ": see warnings.csv"
        print_lines([f"and {many(len(left), 'notice')} more to look at{where}."], console)
    print_failures(tally.failures, console)
    rest = (*_twins(tally.notices), *_passed_over(passed), *more, f"{totals(tally.counts)}.")
    print_lines(rest, console)
    if output is not None:
        look = (
            "warnings.csv there tells what to look at, run" if looked_at or tally.alike() else "run"
        )
        print_lines([f"Written to {output}; {look}.json what was done."], console)


def totals(counts: Mapping[str, int]) -> str:
    """Say what was counted."""
    nouns = ("notice", "row", "tag", "warning", "failure")
    names = ("notices", "disclosures", "tags", "warnings", "failures")
    return ", ".join(many(counts[name], noun) for name, noun in zip(names, nouns, strict=True))


def _look(each: Counted) -> str:
    """The first thing to look at in a notice, and how many more there are."""
    first, *others = each.warnings
    place = f", {first['place']}" if first["place"] else ""
    more = f" (and {len(others)} more)" if others else ""
    return f"Look at {each.source}{place}: {first['what']}{more}"


def _twins(notices: Sequence[Counted]) -> Iterator[str]:
    """Say which files are a notice that counts already, and name one."""
    for each in notices:
        if each.earlier:
            yield f"{each.source} is an earlier version of {each.same_as}, which counts alone."
    same = [each for each in notices if each.same_as is not None and not each.earlier]
    if same:
        first = f"{same[0].source} is the same notice as {same[0].same_as}, and counts once with it"
        yield f"{first}; so do {many(len(same) - 1, 'other file')}." if same[1:] else f"{first}."


def _passed_over(passed: Passed) -> Iterator[str]:
    """Say what was not read, and why."""
    told = {*passed.links, *passed.results}
    others = [each for each in passed.others if each not in told and Path(each).name not in _OURS]
    if others:
        yield f"Passed over, being no notice: {_named(others)}."
    if passed.links:
        where = "they lead out of the folder, or to what is read already"
        yield f"Passed over, being links ({where}): {_named(passed.links)}."
    if passed.runs:
        runs = ", ".join(
            f"{each.name} ({many(count, 'file')})" for each, count in passed.runs.items()
        )
        yield f"Passed over, being results of an earlier run: {runs}."


def _named(skipped: Sequence[str]) -> str:
    """Some names of what was passed over, what systems leave behind last."""
    names = sorted((Path(each).name for each in dict.fromkeys(skipped)), key=is_hidden)
    return _some(names, " (see run.json)")


def _some(names: Sequence[str], where: str = "") -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more{where}" if more > 0 else "")


def left_over_lines(names: Sequence[str]) -> Iterator[str]:
    """Say which notice files stand for documents that were not given this time."""
    if names:
        yield (
            f"Of documents that were not given this time there stand, from before, "
            f"{many(len(names), 'notice file')}, whose rows no table has: {_some(names)}. "
            "A new folder (--output) has only what is read."
        )


def stale_lines(names: Sequence[str]) -> Iterator[str]:
    """Say which files stand for what an earlier run read, in other formats."""
    if names:
        yield (
            f"From an earlier run, and not written by this one: {_some(names)}. They say what was "
            "read then; name the format again (--format) for what is read now."
        )


def aside_line(aside: Aside) -> str:
    """Say which file was left as it is, and what to do."""
    beside = f"the new one is {aside.written.name}, beside it."
    if aside.why == LOCKED:
        return f"{aside.path} is open in another program: {beside} Close it in Excel."
    if aside.path.suffix == ".xlsx":
        keep = f'To keep the corrections in it, run: noticeparse apply "{aside.path}"'
        advice = f"{keep} (or move it elsewhere, if you do not want them)."
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
