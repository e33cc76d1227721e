"""Results on their way to the writers → the same with what people decided, and what is open again.

Limits: where a decision is of a notice that is not among the inputs, or of a school, all results
are kept in memory: its row may have moved to any of them, and its URN may stand in any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from noticeparse.batch import Result
from noticeparse.decisions import Judged, decide
from noticeparse.decisions.finding import CONFLICT, HOLDS, REOPENED, WAITING
from noticeparse.model import SCHOOL, Decision, Disclosure, Match, Notice, workbook_of
from noticeparse.reports.csv import write_csv
from noticeparse.reports.sheets import OPEN_COLUMNS
from noticeparse.reports.standing import Standing
from noticeparse.reports.writer import Outcome
from noticeparse.vocabulary import Vocabulary


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
    judged: list[Judged] = field(default_factory=list)

    def applied(self, results: Iterable[Result], names: Iterable[str]) -> Iterator[Result]:
        """Pass results on, decided; `names` are the sources that will be read."""
        if not self.decisions:
            yield from results
        elif self._stay_at_home(set(names)):
            yield from self._one_by_one(results)
        else:
            yield from self._apply(list(results), self.decisions)

    def _stay_at_home(self, names: set[str]) -> bool:
        """Can each notice be decided without the others?"""
        return all(
            workbook_of(each.notice) in names and each.field != SCHOOL for each in self.decisions
        )

    def _one_by_one(self, results: Iterable[Result]) -> Iterator[Result]:
        left = list(self.decisions)
        for book, group in groupby(results, key=_file_of):
            parts, ours = list(group), []
            if any(isinstance(part, Notice) for part in parts):
                ours = [each for each in left if workbook_of(each.notice) == book]
                left = [each for each in left if workbook_of(each.notice) != book]
            yield from self._apply(parts, ours)
        self._decided([], left)

    def _apply(self, results: Sequence[Result], ours: Sequence[Decision]) -> Iterator[Result]:
        notices = [result for result in results if isinstance(result, Notice)]
        decided = iter(self._decided(notices, ours))
        for result in results:
            yield next(decided) if isinstance(result, Notice) else result
        yield from decided  # of schools without a notice

    def _decided(
        self, notices: Sequence[Notice], decisions: Sequence[Decision]
    ) -> tuple[Notice, ...]:
        read = self.knowledge
        done = decide(notices, decisions, match=read.match, tag=read.tag)
        self.judged += done.judged
        return done.notices

    def of_state(self, *states: str) -> list[Judged]:
        """The decisions that ended in one of these states."""
        return [each for each in self.judged if each.state in states]

    @property
    def open(self) -> list[Judged]:
        """The decisions that need a person again."""
        return self.of_state(REOPENED, CONFLICT)

    def open_rows(self) -> list[dict[str, str]]:
        """The same as rows, keys as OPEN_COLUMNS."""
        return [_line(each) for each in self.open]

    def record(self) -> dict[str, Any]:
        """What run.json says of them."""
        return {
            "applied": len(self.of_state(HOLDS)),
            "reopened": [_line(each) for each in self.of_state(REOPENED)],
            "in_conflict": [_line(each) for each in self.of_state(CONFLICT)],
            "not_read": [_line(each) for each in self.of_state(WAITING)],
        }

    def lines(self) -> list[str]:
        """Say in words what became of them."""
        if not self.decisions:
            return []
        counts = [f"{len(self.of_state(HOLDS))} applied"]
        counts += [f"{len(self.open)} open again (see reopened.csv)"] if self.open else []
        waiting = len(self.of_state(WAITING))
        counts += [f"{waiting} of notices that were not read"] if waiting else []
        return [f"Decisions: {', '.join(counts)}."]

    def write(self, folder: Path, *, raw: bool, standing: Standing) -> list[Outcome]:
        """Write reopened.csv, where there are decisions at all."""
        if not self.decisions:
            return []
        path = folder / "reopened.csv"
        return [write_csv(path, OPEN_COLUMNS, self.open_rows(), raw=raw, standing=standing)]


def _file_of(result: Result) -> str:
    return workbook_of(result.source.path if isinstance(result, Notice) else result.path)


def _line(judged: Judged) -> dict[str, str]:
    said = judged.decision
    names = ("company", "field", "before", "after", "who", "when", "why")
    return {
        **{"school": said.school or "", "source": said.notice, "id": said.disclosure},
        **{name: getattr(said, name) or "" for name in names},
        **{"state": judged.state, "reason": judged.reason, "decision": said.id},
    }
