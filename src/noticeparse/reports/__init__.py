"""Values → files. One module a format; a new one is a class and a line in WRITERS.

A writer takes notices and failures one by one, then finishes: a run over thousands of notices must
not hold them all, and what is written early is not lost when the run is stopped. Modules are
imported when they are asked for: each brings packages that the others do not need.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from noticeparse.errors import InputError
from noticeparse.model import Failure, Notice

if TYPE_CHECKING:
    from noticeparse.reports.record import FilledIn
    from noticeparse.reports.sheet_reader import OwnColumns
    from noticeparse.reports.standing import Standing
    from noticeparse.vocabulary import Vocabulary

WRITERS = {
    "csv": "tables.csv_tables",
    "html": "report.Reports",
    "json": "json.NoticeFiles",
    "jsonl": "json.JsonLines",
    "jsonld": "jsonld.JsonLd",
    "parquet": "tables.parquet_tables",
    "sqlite": "tables.sqlite_tables",
    "xlsx": "xlsx.Workbook",
}
Result = Notice | Failure


@dataclass(frozen=True, slots=True)
class Options:
    """How results are written.

    `raw` leaves cells as they are that Excel would run; `vocabulary` has what a workbook offers to
    choose from (None: of the vocabulary that comes with noticeparse); `decisions` are the ids of
    all decisions that the results have taken into account; `standing` says what stands in the
    folder and must not be overwritten; `open_again` gives, once all results are written, the
    decisions that a person has to look at, as rows. `own` are the columns that a person put into
    the sheets of the workbook that stands there, `not_taken` the rows of its sheet of that name,
    `alike` gives, then, which notices may be versions of one, as rows of warnings;
    `record` what that person filled in on the record of processing. `about` says in the Data
    Package which rows the tables hold.
    """

    raw: bool = False
    vocabulary: Vocabulary | None = None
    decisions: tuple[str, ...] = ()
    standing: Standing | None = None
    open_again: Callable[[], Sequence[Mapping[str, str]]] = tuple
    own: Mapping[str, OwnColumns] = field(default_factory=dict)
    not_taken: Sequence[Mapping[str, str]] = ()
    record: FilledIn | None = None
    about: str = ""
    alike: Callable[[], Sequence[Mapping[str, str]]] = tuple


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a writer left behind: its files, and how many cells it had to change.

    `escaped` cells were prefixed so that Excel does not run them; `shortened` ones were longer
    than a cell of Excel may be.
    """

    files: tuple[Path, ...] = ()
    escaped: int = 0
    shortened: int = 0


class Writer:
    """Takes results one by one and writes them; one that writes no files finishes with none."""

    def add(self, result: Result) -> None:
        """Take a notice or a failure."""

    def finish(self) -> Outcome:
        """Put the files in their places and say which they are."""
        return Outcome()

    def discard(self) -> None:
        """Remove what is half written; nothing that stood before is touched."""


def open_writer(name: str, folder: Path, *, options: Options | None = None) -> Writer:
    """Start writing results in a format of WRITERS into a folder."""
    if name not in WRITERS:
        raise InputError(
            f'There is no format "{name}".', what_to_do=f"Choose from {', '.join(WRITERS)}."
        )
    module, _, writer = WRITERS[name].partition(".")
    start = getattr(import_module(f"{__name__}.{module}"), writer)
    return cast("Writer", start(folder, options or Options()))
