"""An earlier output and the notices of this run → changes.csv."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from noticeparse.batch import Parser, Result
from noticeparse.changed import READ_ANEW, Change, changes, unread_schools
from noticeparse.errors import InputError
from noticeparse.inputs import InputReader, is_notice_file, resolve
from noticeparse.model import Failure, Notice
from noticeparse.reports import Outcome
from noticeparse.reports.csv import write_csv
from noticeparse.reports.standing import Standing

_NOT_NOW = "read then, not now"
CHANGE_COLUMNS = tuple(each.name for each in fields(Change))


@dataclass(slots=True)
class Since:
    """The notices of an earlier run, and those of this one as they come."""

    old: Sequence[Notice]
    new: list[Notice] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    found: tuple[Change, ...] = ()

    def add(self, result: Result) -> None:
        """Take a result of this run."""
        if isinstance(result, Failure):
            self.failed.add(result.path)
        else:
            self.new.append(result)

    def write(self, folder: Path, *, raw: bool, standing: Standing) -> Outcome:
        """Compare, and write changes.csv."""
        self.found = changes(self.old, self.new, failed=self.failed)
        gone = (Change(name, _NOT_NOW) for name in unread_schools(self.old, self.new))
        rows = map(asdict, (*self.found, *gone))
        path = folder / "changes.csv"
        return write_csv(path, CHANGE_COLUMNS, rows, raw=raw, standing=standing)

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
