"""What every command that reads notices has in common: inputs and a list of schools → results."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from noticeparse.batch import Parser, Result, read_isolated
from noticeparse.cli.console import on_stderr, print_lines
from noticeparse.inputs import InputReader, Inputs, resolve
from noticeparse.model import Notice, School
from noticeparse.progress import track
from noticeparse.schools import Entry, by_school, in_words, read_schools, unread
from noticeparse.twins import with_twins

_MOST_JOBS = 4  # by default: each worker may take some hundred megabytes


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command was asked to read, and how."""

    inputs: Sequence[str]
    schools: Path | None = None
    vocabulary: Path | None = None
    jobs: int | None = None
    quiet: bool = False
    pdf_engine: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is checked before the first document is read."""

    asked: Asked
    inputs: Inputs
    entries: tuple[Entry, ...]
    parser: Parser

    @property
    def jobs(self) -> int:
        """How many workers read."""
        return self.asked.jobs or min(os.cpu_count() or 1, _MOST_JOBS)

    def unread(
        self, read: Iterable[School | None], console: Console | None = None
    ) -> tuple[School, ...]:
        """The schools of the list that no notice was read for; say on a console what is amiss."""
        missing = unread(self.entries, read)
        paths = [(task.path, task.name) for task in self.inputs.tasks]
        print_lines(in_words(self.entries, missing, paths), console or on_stderr())
        return missing

    def counted(self, console: Console) -> list[Result]:
        """Read everything, with one file of each notice that there is in several formats."""
        results = with_twins(self.results(console), [task.name for task in self.inputs.tasks])
        return [each for each in results if not (isinstance(each, Notice) and each.same_notice_as)]

    def results(self, console: Console) -> Iterator[Result]:
        """Read everything, in order, with a bar on the console."""
        tasks = self.inputs.tasks
        found = read_isolated(tasks, InputReader(self.parser), jobs=self.jobs)
        following = track(found, len(tasks), console=console, quiet=self.asked.quiet)
        for task, result in zip(tasks, following, strict=True):
            if isinstance(result, Notice):
                yield from by_school(result, task.path, self.entries)
            else:
                yield result


def prepare(asked: Asked, *, output: Path | None = None) -> Reading:
    """Check inputs, schools and vocabulary; raise before any work where one is wrong."""
    entries = read_schools(asked.schools) if asked.schools else ()
    parser = Parser(asked.vocabulary, asked.pdf_engine)
    parser.load_vocabulary()
    return Reading(
        asked, resolve(asked.inputs, output=output, schools=asked.schools), entries, parser
    )
