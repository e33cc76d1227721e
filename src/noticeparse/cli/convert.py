"""`noticeparse convert`: inputs → files in a folder, and what became of each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from noticeparse.cli.console import on_stderr, on_stdout
from noticeparse.cli.reading import Asked, Reading, prepare
from noticeparse.cli.record import Run, write_record
from noticeparse.cli.summary import print_failures, print_summary
from noticeparse.cli.tally import Tally
from noticeparse.errors import InputError
from noticeparse.reports import WRITERS, Options, Writer, open_writer
from noticeparse.reports.csv import FailuresCsv
from noticeparse.reports.files import check_folder
from noticeparse.reports.jsonl import JsonLinesStream
from noticeparse.schools import unread_schools

STDOUT = "-"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where results go, and in which formats; `folder` None is standard output."""

    folder: Path | None
    formats: tuple[str, ...]
    raw: bool = False


def wanted(output: str, formats: str, *, raw: bool) -> Wanted:
    """Check where results shall go; raise InputError or OutputError where they cannot."""
    names = tuple(dict.fromkeys(name.strip() for name in formats.split(",") if name.strip()))
    unknown = [name for name in names if name not in WRITERS]
    if unknown or not names:
        raise InputError(
            f'There is no format "{", ".join(unknown)}".',
            what_to_do=f"Choose from {', '.join(WRITERS)}, with commas between.",
        )
    if output == STDOUT:
        return Wanted(None, ("jsonl",), raw)
    return Wanted(Path(output).expanduser(), names, raw)


def convert(asked: Asked, want: Wanted) -> int:
    """Read all inputs and write what is wanted; return the exit status."""
    started = datetime.now(UTC)
    reading = prepare(asked, output=want.folder)
    if want.folder is not None:
        check_folder(want.folder)
    tally = Tally()
    with _discarding(_writers(want)) as writers:
        for result in reading.results(on_stderr()):
            tally.add(result)
            for writer in writers:
                writer.add(result)
        outcomes = tuple(writer.finish() for writer in writers)
    read = (school for each in tally.notices for school in each.schools)
    unread = unread_schools(reading.entries, read)
    if want.folder is not None:
        run = Run(started, _settings(reading, want), outcomes, unread, reading.inputs.skipped)
        write_record(want.folder, run, tally)
    if asked.quiet:
        print_failures(tally.failures, on_stderr())
    else:
        console = on_stderr() if want.folder is None else on_stdout()
        skipped = len(reading.inputs.skipped)
        print_summary(tally, console, unread=unread, skipped=skipped, output=want.folder)
    return 1 if tally.failures else 0


def _writers(want: Wanted) -> list[Writer]:
    if want.folder is None:
        return [JsonLinesStream(sys.stdout.buffer)]
    options = Options(raw=want.raw)
    writers = [open_writer(name, want.folder, options=options) for name in want.formats]
    return [*writers, FailuresCsv(want.folder, options)]


@contextmanager
def _discarding(writers: list[Writer]) -> Iterator[list[Writer]]:
    """Leave no half-written file behind where a run is stopped."""
    try:
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
        "vocabulary": str(asked.vocabulary) if asked.vocabulary else None,
        "jobs": reading.jobs,
        "raw_csv": want.raw,
    }
