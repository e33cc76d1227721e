"""What every command that reads notices has in common: inputs and a list of schools → results."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self, TypeVar

from rich.console import Console

from noticeparse.batch import Parser, Result, read_isolated
from noticeparse.batch.pool import Limits
from noticeparse.cli.before import Corrections, Knowledge
from noticeparse.cli.console import on_stderr, print_lines
from noticeparse.cli.linking import Several
from noticeparse.cli.options import Asked
from noticeparse.inputs import InputReader, Inputs, resolve
from noticeparse.kept import Kept
from noticeparse.known import Known, read_known
from noticeparse.model import Failure, Notice, School
from noticeparse.paths import path_of
from noticeparse.reports.standing import read_record
from noticeparse.reports.words import printable
from noticeparse.schools import Entry, as_listed, by_school, in_words, read_schools, unread
from noticeparse.trust import DecisionFile, Settings, choose, read_settings, with_unused
from noticeparse.twins import with_twins
from noticeparse.vocabulary import load_vocabulary

Item = TypeVar("Item")
_LONGEST_NAME = 40  # characters beside the bar
_MOST_JOBS = 4  # by default: each worker may take some hundred megabytes


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is checked before the first document is read."""

    asked: Asked
    inputs: Inputs
    entries: tuple[Entry, ...]
    parser: Parser
    decision_file: DecisionFile
    known: Known  # what was decided before
    settings: Settings

    def with_taken_over(self, told: Iterable[str]) -> Self:
        """The same, once decisions of other files are in the one that is used; `told` says so."""
        file = replace(self.decision_file, others=())
        return replace(
            self,
            decision_file=file,
            known=replace(self.known, elsewhere=(), told=(*self.known.told, *told)),
        )

    @property
    def corrections(self) -> Corrections:
        """What people decided, to be put to the results."""
        knowledge = Knowledge(lambda: self.parser.load_vocabulary() or load_vocabulary())
        return Corrections(self.known.decisions, knowledge, self.decision_file)

    @property
    def limits(self) -> Limits:
        """What limits the workers that read."""
        return limits_of(self.asked)

    def unread(self, notices: Iterable[Notice]) -> tuple[School, ...]:
        """The schools of the list that none of these notices is of; say so on stderr."""
        published = (each for each in notices if each.published)
        missing = unread(self.entries, (to for each in published for to in each.for_schools()))
        self.tell(missing, on_stderr())
        return missing

    def tell(self, missing: Iterable[School], console: Console) -> None:
        """Say which schools of the list were not read, and what else is amiss in it."""
        if self.entries:
            paths = [(task.path, task.name) for task in self.inputs.tasks]
            print_lines(in_words(self.entries, missing, paths), console)

    def results(self, console: Console, kept: Kept | None = None) -> Iterator[Result]:
        """Read everything that is not kept, in order, with a bar on the console."""
        tasks, reader, limits = self.inputs.tasks, InputReader(self.parser), self.limits
        found = (
            read_isolated(tasks, reader, limits)
            if kept is None
            else kept.results(tasks, reader, limits, self.asked.cluster)
        )
        names = [task.name for task in tasks]
        following = track(found, names, console=console, quiet=self.asked.quiet)
        for task, result in zip(tasks, following, strict=True):
            if isinstance(result, Notice):
                yield from by_school(result, task.path, self.entries)
            else:
                yield result

    def decided(self, corrections: Corrections, results: Iterable[Result]) -> Iterator[Result]:
        """Put what was decided to results; people may have named schools that no notice does."""
        for each in corrections.applied(results, [task.name for task in self.inputs.tasks]):
            yield as_listed(each, self.entries) if isinstance(each, Notice) else each

    def _folder_of_results(self) -> str:
        """The folder of results that is read; elsewhere, what stands for it."""
        folders = (given for given in self.asked.inputs if "://" not in given)
        return next((each for each in folders if read_record(path_of(each))), "RESULTS")

    def read(self, console: Console) -> tuple[list[Result], list[Notice], list[Failure]]:
        """Read everything: the results in order, the notices of them, and the failures.

        Of a notice that there is in several formats, the file that counts is one of them.
        """
        names, corrections = [task.name for task in self.inputs.tasks], self.corrections
        told = with_twins(self.decided(corrections, self.results(console)), names)
        results = [each for each in told if isinstance(each, Failure) or not each.same_notice_as]
        said = corrections.warnings() if self.asked.quiet else corrections.lines()
        alike = Several(self.known.decisions, self._folder_of_results())
        for each in results:
            alike.add(each)
        lines = alike.lines(": noticeparse convert names them in warnings.csv")
        print_lines([*self.known.told, *said, *lines], console)
        notices = [result for result in results if isinstance(result, Notice)]
        return results, notices, [result for result in results if isinstance(result, Failure)]


def prepare(
    asked: Asked,
    *,
    output: Path | None = None,
    results: Path | None = None,
    since: Path | None = None,
) -> Reading:
    """Check inputs, schools, decisions and vocabulary; raise before any work where one is wrong.

    `output` or, of convert, `results` is the folder that is written, which is not read; `since` is
    one of an earlier run.
    """
    settings = read_settings(Path())
    asked = replace(asked, schools=asked.schools or settings.schools)
    entries = read_schools(asked.schools) if asked.schools else ()
    parser = Parser(asked.vocabulary, asked.pdf_engine)
    parser.load_vocabulary()
    inputs = resolve(asked.inputs, output=output or results, schools=asked.schools)
    runs = [path_of(given) for given in asked.inputs if "://" not in given]
    runs = [folder for folder in runs if folder.is_dir()]
    earlier = [*([since] if since else []), *(folder for folder in runs if read_record(folder))]
    file = choose(asked.decisions, settings, asked.schools, results, earlier)
    file = with_unused(file, runs)
    known = read_known(
        file,
        schools={entry.school.name for entry in entries},
        given={task.name for task in inputs.tasks},
    )
    return Reading(asked, inputs, entries, parser, file, known, settings)


def limits_of(asked: Asked) -> Limits:
    """What limits the workers that read for a command."""
    jobs = asked.jobs or min(os.cpu_count() or 1, _MOST_JOBS)
    return Limits(jobs, asked.timeout, asked.memory)


def track(
    items: Iterable[Item], names: Sequence[str], *, console: Console, quiet: bool = False
) -> Iterator[Item]:
    """Pass items on and move a bar by one for each; only on a terminal: a log needs none.

    It names the file that is waited for, which may be a slow one.
    """
    if quiet or not console.is_terminal:
        yield from items
        return
    from rich import progress

    bar = progress.Progress(
        progress.TextColumn("Reading notices"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeRemainingColumn(),
        progress.TextColumn("{task.description}", markup=False),
        console=console,
        transient=True,
    )
    with bar:
        work = bar.add_task(_short(names[:1]), total=len(names))
        for number, item in enumerate(items, 1):
            bar.update(work, advance=1, description=_short(names[number : number + 1]))
            yield item


def _short(names: Sequence[str]) -> str:
    """The end of the name of a file, where there is one."""
    return printable("".join(names))[-_LONGEST_NAME:]
