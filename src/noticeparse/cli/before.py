"""What was there before a run → results with what people corrected, and what changed since.

Limits: where a decision is of a notice that is not among the inputs, or of a school, all results
are kept in memory: its row may have moved to any of them, and its URN may stand in any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from noticeparse.batch import Parser, Result
from noticeparse.changed import (
    ADDED,
    CHANGED,
    DECIDED,
    READ_ANEW,
    REMOVED,
    Change,
    changes,
    unread_schools,
)
from noticeparse.decisions import Judged, decide
from noticeparse.decisions.finding import CONFLICT, HOLDS, REOPENED, WAITING
from noticeparse.errors import InputError
from noticeparse.inputs import InputReader, is_notice_file, resolve
from noticeparse.model import (
    SCHOOL,
    VERSION,
    Decision,
    Disclosure,
    Failure,
    Match,
    Notice,
    workbook_of,
)
from noticeparse.trust import DecisionFile
from noticeparse.twins import file_of

if TYPE_CHECKING:
    from noticeparse.vocabulary import Vocabulary

_OF_NOTICES = (SCHOOL, VERSION)  # such a decision may touch any notice
_NOT_NOW, _NOT_THEN = "read then, not now", "read now, not then"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is needed to read the words of a person; the vocabulary is loaded when first asked."""

    vocabulary: Callable[[], Vocabulary]

    def match(self, company: str) -> Match | None:
        """Say which known supplier a company is."""
        from noticeparse.suppliers import supplier_of

        return supplier_of(company, self.vocabulary())

    def tag(self, row: Disclosure) -> Disclosure:
        """Fill the tags of a row from its words alone."""
        from noticeparse.classifier import classify, lawful_bases

        (tagged,) = classify((row,), self.vocabulary())
        return replace(tagged, lawful_bases=lawful_bases(row, self.vocabulary().lawful_bases))


@dataclass(slots=True)
class Corrections:
    """The decisions of a folder, and what became of each in this run."""

    decisions: Sequence[Decision]
    knowledge: Knowledge
    file: DecisionFile = field(default_factory=DecisionFile)
    judged: list[Judged] = field(default_factory=list)

    def applied(self, results: Iterable[Result], names: Iterable[str]) -> Iterator[Result]:
        """Pass results on, decided; `names` are the sources that will be read."""
        known, decisions = set(names), self.decisions
        if not decisions:
            yield from results
        elif all(workbook_of(each.notice) in known for each in decisions) and not any(
            each.field in _OF_NOTICES for each in decisions
        ):
            yield from self._one_by_one(results)  # each is decided without the others
        else:
            yield from self._apply(list(results), decisions)

    def _one_by_one(self, results: Iterable[Result]) -> Iterator[Result]:
        left = list(self.decisions)
        for book, group in groupby(results, key=file_of):
            parts, ours = list(group), []
            if any(isinstance(part, Notice) for part in parts):
                ours = [each for each in left if workbook_of(each.notice) == book]
                left = [each for each in left if workbook_of(each.notice) != book]
            yield from self._apply(parts, ours)
        yield from self._apply([], left)

    def _apply(self, results: Sequence[Result], ours: Sequence[Decision]) -> Iterator[Result]:
        notices = [result for result in results if isinstance(result, Notice)]
        done = decide(notices, ours, match=self.knowledge.match, tag=self.knowledge.tag)
        self.judged += done.judged
        decided = iter(done.notices)
        for result in results:
            yield next(decided) if isinstance(result, Notice) else result
        yield from decided  # of schools without a notice

    def rows(self, *states: str) -> list[dict[str, str]]:
        """The decisions that ended in one of these states, keys as OPEN_COLUMNS."""
        return [_line(each) for each in self.judged if each.state in states]

    def open_rows(self) -> list[dict[str, str]]:
        """Those that need a person again."""
        return self.rows(REOPENED, CONFLICT)

    def record(self) -> dict[str, Any]:
        """What run.json says of them."""
        return {
            **self.file.record(),
            "applied": len(self.rows(HOLDS)),
            "reopened": self.rows(REOPENED),
            "in_conflict": self.rows(CONFLICT),
            "not_read": self.rows(WAITING),
        }

    def lines(self) -> list[str]:
        """Say in words what became of them."""
        if not self.decisions:
            return []
        file = [self.file.line()] if self.file.line() else []
        counts = [f"{len(self.rows(HOLDS))} applied"]
        if again := self.open_rows():
            counts.append(f"{len(again)} open again (see reopened.csv)")
        if waiting := self.rows(WAITING):
            counts.append(f"{len(waiting)} of notices that were not read")
        return [*file, f"Decisions: {', '.join(counts)}.", *self.warnings()]

    def warnings(self) -> list[str]:
        """Say where all decisions are of what was not read."""
        if not self.judged or len(self.rows(WAITING)) < len(self.judged):
            return []
        return [
            f"None of the {len(self.judged)} decisions of {self.file.path} speaks of a notice or "
            "school that was read. Are they another trust's? They stay as they are."
        ]


def _line(judged: Judged) -> dict[str, str]:
    said = judged.decision
    names = ("company", "field", "before", "after", "who", "when", "why")
    return {
        **{"school": said.school or "", "source": said.notice, "id": said.disclosure},
        **{name: getattr(said, name) or "" for name in names},
        **{"state": judged.state, "reason": judged.reason, "decision": said.id},
    }


@dataclass
class Since:
    """The notices of an earlier run, and those of this one as they come."""

    old: Sequence[Notice]
    new: list[Notice] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)

    def add(self, result: Result) -> None:
        """Take a result of this run."""
        if isinstance(result, Failure):
            self.failed.add(result.path)
        else:
            self.new.append(result)

    @cached_property
    def found(self) -> tuple[Change, ...]:
        """What changed at schools that were read then and now, once all of this run was taken."""
        found = changes(self.old, self.new, failed=self.failed)
        return tuple(each for each in found if each.school not in self.come)

    @cached_property
    def come(self) -> tuple[str, ...]:
        """The schools of which nothing was read then: nobody knows what they said."""
        return unread_schools(self.new, self.old)

    @cached_property
    def gone(self) -> tuple[str, ...]:
        """The schools of which nothing was read now."""
        return unread_schools(self.old, self.new)

    def rows(self) -> Iterator[Mapping[str, str]]:
        """The same as rows, and the schools of which nothing was read now, or then."""
        gone = (Change(name, _NOT_NOW) for name in self.gone)
        come = (Change(name, _NOT_THEN) for name in self.come)
        return map(asdict, (*self.found, *gone, *come))

    def lines(self) -> Iterator[str]:
        """Say in words what was found."""
        found = Counter(change.what for change in self.found)
        counts = ", ".join(f"{found[what]} {what}" for what in (ADDED, REMOVED, CHANGED))
        yield f"Since then: {counts}; see changes.csv."
        if decided := found[DECIDED]:
            yield f"{decided} more: {DECIDED}, though the notices say what they said."
        if anew := found[READ_ANEW]:
            yield f"{anew} more: {READ_ANEW}, though the notices are the same."
        for names, when, what in (
            (self.gone, _NOT_NOW, "removed"),
            (self.come, _NOT_THEN, "added"),
        ):
            for name in names:
                who = name or "A notice without a school"
                yield f"{who}: {when}; its rows are not counted as {what}."


def read_earlier(folder: Path) -> Since:
    """Read the notice files of an earlier run, before this one writes anything."""
    advice = "Give the folder that an earlier `noticeparse convert` wrote its .json files into."
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder.", what_to_do=advice)
    try:
        tasks = resolve([str(folder)]).tasks
    except InputError:
        tasks = ()
    files = [task for task in tasks if is_notice_file(task.path)]
    if not files:
        raise InputError(f"There are no notice files in {folder}.", what_to_do=advice)
    return Since([InputReader(Parser())(task) for task in files])
