"""What was there before a run → results with what people corrected, and what changed since.

The workbook that stands there may make room once every correction in it is a decision; else it is
left, and `apply` is asked for. What a person added is taken along: columns with their cells, and
the cells that could not be taken over, so that they are seen again.

Limits: where a decision is of a notice that is not among the inputs, or of a school, all results
are kept in memory: its row may have moved to any of them, and its URN may stand in any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from noticeparse.batch import Parser, Result
from noticeparse.changed import READ_ANEW, Change, changes, unread_schools
from noticeparse.decisions import Judged, decide
from noticeparse.decisions.decide import added_id
from noticeparse.decisions.edits import find_edits
from noticeparse.decisions.finding import CONFLICT, HOLDS, REOPENED, WAITING
from noticeparse.decisions.making import Signature, new_decisions, withdrawals
from noticeparse.decisions.sheet import EDITABLE, NOTHING, Corrected, Findings, Remark, SheetRow
from noticeparse.errors import InputError, ReadError
from noticeparse.inputs import InputReader, is_notice_file, resolve
from noticeparse.model import ROW, SCHOOL, Decision, Disclosure, Failure, Match, Notice, workbook_of
from noticeparse.reports.rows import Row
from noticeparse.reports.sheet_reader import OwnColumns, read_sheet
from noticeparse.reports.sheets import (
    DISCLOSURES,
    NOT_TAKEN,
    NOT_TAKEN_COLUMNS,
    TAGS,
    title,
)
from noticeparse.reports.standing import Standing, digest
from noticeparse.reports.words import many

if TYPE_CHECKING:
    from noticeparse.vocabulary import Vocabulary

WORKBOOK = "disclosures.xlsx"
_NOT_NOW = "read then, not now"


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes into the new workbook, and the sheets of a person that do not."""

    own: dict[str, OwnColumns] = field(default_factory=dict)
    not_taken: tuple[Row, ...] = ()
    own_sheets: tuple[str, ...] = ()

    def lines(self, standing: Standing) -> Iterator[str]:
        """Say which workbook was kept, what was taken along, and what is only there."""
        for path, kept in standing.dated:
            yield f"{path.name} holds what you wrote by hand, and is kept as “{kept.name}”."
            titles = [title for own in self.own.values() for title in own.titles]
            if titles:
                yield f"Taken along: {many(len(titles), 'column')} of yours ({', '.join(titles)})."
            only = [f"your sheet {name}" for name in self.own_sheets]
            if standing.lost:
                only.append(f"your cells of {many(standing.lost, 'row')} that are gone")
            yield f"Only in the kept one: {', '.join([*only, 'your colours and formulas'])}."
            if self.not_taken:
                yield f"What could not be taken over stands on the sheet {NOT_TAKEN}."


def carry(folder: Path, standing: Standing, decisions: Sequence[Decision]) -> Carried:
    """See what is in the workbook of a folder; let it make room where it may."""
    path = folder / WORKBOOK
    read_as = digest(path)
    if not read_as:
        return Carried()
    try:
        book = read_sheet(path)
    except ReadError:  # it is left as it is, and `apply` says what is wrong
        return Carried()
    found = Findings()
    if read_as not in standing.known.setdefault(WORKBOOK, ("",)):
        found = find_edits(book)
        signature = Signature("", "", book.id, book.known)
        new = new_decisions(found.edits, decisions, signature=signature)
        if not (new or withdrawals(book.withdrawn, decisions, signature=signature)):
            standing.done.add(read_as)
    before = ({name: row.get(name) for name in NOT_TAKEN_COLUMNS} for row in book.not_taken)
    rows = (*before, *_remarks(found.remarks, book))
    unique = {tuple(row.values()): row for row in rows}
    sheets = ((DISCLOSURES, book.disclosures), (TAGS, book.tags))
    own = {name: OwnColumns(name, rows, _ids(found)) for name, rows in sheets}
    return Carried(own, tuple(unique.values()), book.own_sheets)


def _ids(found: Findings) -> dict[str, Row]:
    """What the rows that a person filled in are known by, once they were added."""
    return {
        edit.where: {
            "source": edit.notice,
            "school": edit.school or "",
            "id": added_id(edit.notice, edit.company, edit.description),
        }
        for edit in found.edits
        if edit.field == ROW and edit.before is None
    }


def _remarks(remarks: Sequence[Remark], book: Corrected) -> Iterator[Row]:
    """Rows of what was not taken over, keys as NOT_TAKEN_COLUMNS."""
    originals = {(each.get("source"), each.get("id")): each for each in book.originals}
    for remark in remarks:
        if not (remark.refused or remark.column):
            continue  # a row that stands twice: nothing is lost
        row = remark.row or NOTHING
        id = row.get("disclosure_id") or row.get("id")
        yield {
            "school": row.get("school"),
            "company": row.get("company"),
            "column": remark.column,
            "stands": originals.get((row.get("source"), id), NOTHING).get(remark.column),
            "you_wrote": _written(row, remark.column),
            "message": remark.message,
            "what_to_do": remark.what_to_do,
            "where": remark.where,
            "source": row.get("source"),
            "id": id,
        }


def _written(row: SheetRow, column: str) -> str:
    """What a person wrote: into a cell, or into a row that could not be added."""
    if column or row.get("id"):
        return row.get(column)
    return "\n".join(f"{title(name)}: {row.get(name)}" for name in EDITABLE if row.get(name))


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
        """What changed, once all of this run was taken."""
        return changes(self.old, self.new, failed=self.failed)

    def rows(self) -> Iterator[Mapping[str, str]]:
        """The same as rows, and the schools of which nothing was read now."""
        gone = (Change(name, _NOT_NOW) for name in unread_schools(self.old, self.new))
        return map(asdict, (*self.found, *gone))

    def lines(self) -> list[str]:
        """Say in words what was found."""
        counts = ", ".join(
            f"{sum(change.what == what for change in self.found)} {what}"
            for what in ("added", "removed", "changed")
        )
        anew = sum(change.what == READ_ANEW for change in self.found)
        return [
            f"Since then: {counts}; see changes.csv.",
            *([f"{anew} more: {READ_ANEW}, though the notices are the same."] if anew else []),
            *(
                f"{name or 'A notice without a school'}: {_NOT_NOW}; "
                "its rows are not counted as removed."
                for name in unread_schools(self.old, self.new)
            ),
        ]


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
