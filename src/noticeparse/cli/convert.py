"""`noticeparse convert`: inputs → files in a folder, and what became of each."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from noticeparse.batch import Result, Task, failure_of
from noticeparse.changed import CHANGE_COLUMNS
from noticeparse.cli import summary
from noticeparse.cli.apply import Carried, carry, carry_record
from noticeparse.cli.before import Corrections, Since, read_earlier
from noticeparse.cli.console import on_stderr, on_stdout, print_lines, status_of
from noticeparse.cli.linking import Several
from noticeparse.cli.options import Asked
from noticeparse.cli.reading import Reading, prepare
from noticeparse.elsewhere import is_address, worked_on
from noticeparse.errors import InputError, NothingMore
from noticeparse.kept import Kept, Note, fingerprint, made_with
from noticeparse.known import take_over
from noticeparse.model import Failure, Notice, School
from noticeparse.paths import path_of, safe_path
from noticeparse.reports import WRITERS, Options, Writer, open_writer
from noticeparse.reports.csv import write_csv
from noticeparse.reports.files import check_folder, sweep
from noticeparse.reports.json import JsonLinesStream
from noticeparse.reports.record import FilledIn
from noticeparse.reports.rows import FAILURE_COLUMNS, WARNING_COLUMNS, failure_row
from noticeparse.reports.sheets import OPEN_COLUMNS
from noticeparse.reports.standing import Standing, digest, read_record, standing_of
from noticeparse.schools import unread
from noticeparse.stages import Spent, stage
from noticeparse.twins import with_twins

STDOUT = "-"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where results go, and in which formats; `folder` None is standard output, or an address."""

    folder: Path | None
    formats: tuple[str, ...]
    raw: bool = False
    since: Path | None = None
    reread: bool = False
    address: str | None = None


def wanted(
    output: str, formats: str, *, raw: bool, since: Path | None = None, reread: bool = False
) -> Wanted:
    """Check where results shall go; raise InputError or OutputError where they cannot."""
    names = tuple(dict.fromkeys(name.strip() for name in formats.split(",") if name.strip()))
    unknown = [name for name in names if name not in WRITERS]
    if unknown or not names:
        raise InputError(
            f'There is no format "{", ".join(unknown)}".',
            what_to_do=f"Choose from {', '.join(WRITERS)}, with commas between.",
        )
    if output == STDOUT:
        if since is not None:
            raise InputError(
                "--since writes changes.csv, and --output - writes no files.",
                what_to_do="Give --output a folder.",
            )
        return Wanted(None, ("jsonl",), raw)
    address = output if is_address(output) else None
    return Wanted(None if address else path_of(output), names, raw, since, reread, address)


def convert(asked: Asked, want: Wanted) -> int:
    """Read all inputs and write what is wanted; return the exit status."""
    if want.address is not None:
        with worked_on(want.address) as folder:
            return convert(asked, replace(want, folder=folder, address=None))
    started = datetime.now(UTC)
    reading = prepare(asked, results=want.folder, since=want.since)
    if want.folder is None:
        if asked.cluster or asked.log:
            raise InputError(
                "--cluster keeps what is read, --log tells of it, and --output - keeps nothing.",
                what_to_do="Give --output a folder.",
            )
        return _run(reading, want, started)
    since = None if want.since is None else read_earlier(want.since)
    check_folder(want.folder)
    made = "" if want.reread else made_with(reading.parser)
    with _logging(asked.log) as note, Kept(want.folder, made, note) as kept:
        note("started", documents=len(reading.inputs.tasks))
        sweep(want.folder, [task.name for task in reading.inputs.tasks])
        taken = tuple(take_over(reading.decision_file, reading.known))
        reading = reading.with_taken_over(taken)
        made_of = _made_of(reading, want, kept)
        if made_of and kept.stands(made_of, standing_of(want.folder)):
            note("unchanged")
            return _tell_unchanged(reading, want.folder)
        kept.begin()
        status = _run(reading, want, started, kept, since)
        kept.end(made_of)
        note("ended", status=status)
    return status


@contextmanager
def _logging(path: str | None) -> Iterator[Note]:
    """What adds an event to a file at once, a line of JSON each; no notice's words are in it."""
    with path_of(path or os.devnull).open("a", buffering=1, encoding="ascii") as file:

        def note(event: str, **said: object) -> None:
            time = datetime.now(UTC).isoformat(timespec="milliseconds")
            file.write(json.dumps({"time": time, "event": event, **said}) + "\n")

        yield note


@dataclass(frozen=True, slots=True)
class _Before:
    """What an earlier run, and people, left in the folder of the results."""

    options: Options
    corrections: Corrections
    standing: Standing
    since: Since | None = None
    carried: Carried = field(default_factory=Carried)


def _run(
    reading: Reading,
    want: Wanted,
    started: datetime,
    kept: Kept | None = None,
    since: Since | None = None,
) -> int:
    several = Several(reading.known.decisions, str(want.folder or STDOUT))
    before = _before(reading, want, started.astimezone().date(), since)
    before = replace(before, options=replace(before.options, alike=several.warnings))
    tally, spent = summary.Tally(alike=several.warnings), kept.spent if kept else Spent()
    names = [task.name for task in reading.inputs.tasks]
    corrections = before.corrections
    reached: set[School | None] = set()  # of the schools that are listed
    with opened_writers(want, before.options) as writers:
        decided = reading.decided(corrections, reading.results(on_stderr(), kept))
        for result in with_twins(decided, names):
            with stage("writing", spent):
                taken = _taken(result, tally, writers)
            if reading.entries and isinstance(taken, Notice) and taken.published:
                reached.update(taken.for_schools())
            several.add(taken)
            if before.since is not None:
                before.since.add(taken)
        with stage("writing", spent, documents=0):
            outcomes = [writer.finish() for writer in writers]
    missing = unread(reading.entries, reached)
    if want.folder is not None:
        outcomes += [
            write_csv(want.folder / name, columns, rows, raw=want.raw, standing=before.standing)
            for name, columns, rows in _lists(tally, before)
        ]
        summary.write_record(
            want.folder,
            tally,
            started=started,
            settings=_settings(reading, want),
            outcomes=outcomes,
            unread=missing,
            skipped=reading.inputs.passed.all,
            standing=before.standing,
            decisions=corrections.record() | {"told": reading.known.told},
            spent=spent,
        )
    written = [path for outcome in outcomes for path in outcome.files]
    alike = several.lines("" if want.folder is None else ": see warnings.csv")
    _tell(tally, before, reading, written, output=want.folder, alike=alike)
    reading.tell(missing, on_stdout() if want.folder and not reading.asked.quiet else on_stderr())
    return status_of(tally.counts["notices"], len(tally.failures))


def _taken(result: Result, tally: summary.Tally, writers: Sequence[Writer]) -> Result:
    """Count and write a result; a notice that cannot be written is a failure, and the run goes on.

    Every exception is caught, as where documents are read (see `batch`): one notice of thousands.
    """
    known = len(tally.notices)
    try:
        tally.add(result)
        for writer in writers:
            writer.add(result)
    except NothingMore:
        raise
    except Exception as error:
        if isinstance(result, Failure) or isinstance(error, OSError):  # of standard output
            raise
        del tally.notices[known:]
        task = Task(Path(result.source.path), result.source.path)
        return _taken(failure_of(task, error), tally, writers)
    return result


def _made_of(reading: Reading, want: Wanted, kept: Kept) -> str:
    """A fingerprint of all that the files of this run are made of; empty where it is not asked."""
    if want.since is not None or want.reread or want.folder is None:
        return ""
    schools = reading.asked.schools
    return fingerprint(
        kept.made_with,
        [(task.name, kept.digest(task)) for task in reading.inputs.tasks],
        _settings(reading, want) | {"jobs": 0, "timeout": 0, "memory": 0},
        reading.inputs.passed.all,
        digest(schools) if schools else "",
        reading.decision_file.line(),
        digest(reading.decision_file.path or want.folder),
        sorted(reading.settings.of_record().items()),
    )


def _tell_unchanged(reading: Reading, folder: Path) -> int:
    """Say that the last run still holds, and what it could not read."""
    record = read_record(folder) or {}
    failures = [Failure(**each) for each in record.get("failures", ())]
    summary.print_failures(failures, on_stderr() if reading.asked.quiet else on_stdout())
    if not reading.asked.quiet:
        lines = (
            f"Nothing has changed since the last run: {summary.totals(record['counts'])}.",
            f"The files in {folder} stand as they are; --reread reads all again.",
        )
        line = reading.decision_file.line()
        print_lines([*([line] if line else []), *reading.known.told, *lines], on_stdout())
    return status_of(record["counts"]["notices"], len(failures))


def _lists(
    tally: summary.Tally, before: _Before
) -> Iterator[tuple[str, Sequence[str], Iterable[Mapping[str, Any]]]]:
    """The tables beside the results: what could not be read, what to look at, what is new."""
    yield "failures.csv", FAILURE_COLUMNS, map(failure_row, tally.failures)
    yield "warnings.csv", WARNING_COLUMNS, tally.warnings()
    if before.corrections.decisions:
        yield "reopened.csv", OPEN_COLUMNS, before.corrections.open_rows()
    if before.since is not None:
        yield "changes.csv", CHANGE_COLUMNS, before.since.rows()


def _tell(
    tally: summary.Tally,
    before: _Before,
    reading: Reading,
    written: Sequence[Path],
    *,
    output: Path | None,
    alike: Iterable[str] = (),
) -> None:
    corrections, standing = before.corrections, before.standing
    left = standing.left_over({safe_path(task.name) for task in reading.inputs.tasks})
    here = {path.relative_to(output).as_posix() for path in written} if output else set()
    left = [name for name in left if name not in here]  # of a school without a notice
    asides = [*map(summary.aside_line, standing.asides), *summary.left_over_lines(left)]
    asides += [*before.carried.lines(standing), *reading.known.told]
    if output is not None:
        asides += summary.stale_lines(standing.stale(here | set(left)))
    asides += alike
    if reading.asked.quiet:
        again = corrections.lines() if corrections.open_rows() else corrections.warnings()
        summary.print_failures(tally.failures, on_stderr())
        print_lines([*again, *asides], on_stderr())
        return
    changes = before.since.lines() if before.since else ()
    summary.print_summary(
        tally,
        on_stderr() if output is None else on_stdout(),
        passed=reading.inputs.passed,
        output=output,
        more=[*corrections.lines(), *changes, *asides],
    )


def _before(reading: Reading, want: Wanted, today: date, since: Since | None) -> _Before:
    """See what is there before anything is written; raise where it cannot be understood."""
    corrections, decisions = reading.corrections, reading.known.decisions
    if want.folder is None:
        return _Before(Options(raw=want.raw), corrections, Standing(Path()))
    vocabulary = reading.parser.load_vocabulary()
    standing = standing_of(want.folder)
    standing.today = today.isoformat()
    carried = Carried()
    if "xlsx" in want.formats:
        carried = carry(want.folder, standing, decisions, reading.limits)
        if carried.record is None and want.since is not None:
            carried = carry_record(want.since, reading.limits)
        filled = (carried.record or FilledIn()).add_settings(reading.settings.of_record())
        carried = replace(carried, record=filled)
    options = Options(
        raw=want.raw,
        vocabulary=vocabulary,
        decisions=tuple(decision.id for decision in decisions),
        standing=standing,
        open_again=corrections.open_rows,
        own=carried.own,
        not_taken=carried.not_taken,
        record=carried.record,
    )
    return _Before(options, corrections, standing, since, carried)


@contextmanager
def opened_writers(want: Wanted, options: Options) -> Iterator[list[Writer]]:
    """Open the writers; leave no half-written file behind where a run is stopped."""
    writers: list[Writer] = []
    try:
        if want.folder is None:
            writers.append(JsonLinesStream(sys.stdout.buffer))
        else:  # the file of a notice first: where there can be none, nothing of it is in the sheets
            for name in sorted(want.formats, key="json".__ne__):
                writers.append(open_writer(name, want.folder, options=options))
        yield writers
    except BaseException:
        for writer in writers:
            writer.discard()
        raise


def _settings(reading: Reading, want: Wanted) -> dict[str, object]:
    asked = reading.asked
    return {
        "inputs": list(asked.inputs),
        "formats": list(want.formats),
        "schools": str(asked.schools) if asked.schools else None,
        "decisions": str(asked.decisions) if asked.decisions else None,
        "vocabulary": str(asked.vocabulary) if asked.vocabulary else None,
        **asdict(reading.limits),
        "raw_csv": want.raw,
        "since": str(want.since) if want.since else None,
    }
