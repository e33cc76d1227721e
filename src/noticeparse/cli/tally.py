"""Results → the few numbers that the end table needs, and run.json: what was read, and written.

The results themselves are not kept: a run may read thousands of notices. run.json is the only file
that holds times; everything else is the same bytes for the same notices.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from noticeparse.batch import Result
from noticeparse.build import build, libraries
from noticeparse.decisions import effective_rows
from noticeparse.model import Failure, Notice, School
from noticeparse.reports import Outcome
from noticeparse.reports.files import AtomicFile, storable
from noticeparse.reports.rows import Row, in_order, warning_rows
from noticeparse.reports.standing import Standing, digest
from noticeparse.stages import Spent
from noticeparse.version import __version__


@dataclass(frozen=True, slots=True)
class Counted:
    """A notice in numbers."""

    source: str
    sha256: str
    schools: tuple[School | None, ...]
    warnings: tuple[Row, ...]
    vocabulary_version: str
    same_as: str | None  # the file of the same notice whose rows count
    counts: Mapping[str, int]  # under the names that run.json gives the totals


@dataclass(slots=True)
class Tally:
    """What was read so far."""

    notices: list[Counted] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def add(self, result: Result) -> None:
        """Count a notice, or note a failure."""
        if isinstance(result, Failure):
            self.failures.append(result)
        else:
            self.notices.append(counted(result))

    @property
    def warnings(self) -> list[Row]:
        """What to look at in all notices, grouped by kind."""
        return in_order(row for each in self.notices for row in each.warnings)

    @property
    def counts(self) -> dict[str, int]:
        """The totals, under the names that run.json gives them."""
        totals = {name: sum(each.counts[name] for each in self.notices) for name in _COUNTED}
        failed = len(self.failures)
        return {"documents": totals["notices"] + failed, **totals, "failures": failed}


_COUNTED = (
    *("notices", "disclosures", "tags", "rows_deleted", "rows_added", "warnings"),
    "unaccounted_words",
)


def counted(notice: Notice) -> Counted:
    """Put a notice in numbers, and its warnings in words."""
    rows = effective_rows(notice)
    warnings = () if notice.same_notice_as else tuple(warning_rows(notice))
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
        schools=notice.for_schools() if notice.published else (),
        warnings=warnings,
        vocabulary_version=notice.vocabulary_version,
        same_as=notice.same_notice_as,
        counts=dict(zip(_COUNTED, numbers, strict=True)),
    )


@dataclass(frozen=True, slots=True)
class Run:
    """What run.json tells of, besides the tally."""

    started: datetime
    settings: Mapping[str, Any]
    outcomes: tuple[Outcome, ...]
    unread: Sequence[School]
    skipped: Sequence[str]
    standing: Standing | None
    decisions: Mapping[str, Any]
    spent: Spent


def write_record(folder: Path, run: Run, tally: Tally) -> None:
    """Write run.json into the folder of the results."""
    ended = datetime.now(UTC)
    files: list[Any] = sorted(file for outcome in run.outcomes for file in outcome.files)
    if run.standing is not None:
        written = {file.relative_to(folder).as_posix() for file in files}
        run.standing.tidy(written)
        files += run.standing.kept(written)
    record = {
        "noticeparse_version": __version__,
        "vocabulary_versions": sorted({each.vocabulary_version for each in tally.notices}),
        "build": build(),
        "libraries": libraries(),
        "started": run.started.isoformat(timespec="seconds"),
        "ended": ended.isoformat(timespec="seconds"),
        "seconds": round((ended - run.started).total_seconds(), 2),
        "stages": {
            name: {"documents": run.spent[name, "documents"],
                   "seconds": round(run.spent[name, "ns"] / 1e9, 2)}
            for name in ("reading", "parsing", "writing")
        },
        "settings": dict(run.settings),
        "counts": tally.counts,
        "escaped_cells": sum(outcome.escaped for outcome in run.outcomes),
        "shortened_cells": sum(outcome.shortened for outcome in run.outcomes),
        "notices": tally.notices,
        "failures": [asdict(failure) for failure in tally.failures],
        "no_notice_read": [asdict(school) for school in run.unread],
        "skipped": list(run.skipped),
        "decisions": dict(run.decisions),
        "files": files,
    }  # fmt: skip
    # Piece by piece: as a whole it would take most of the memory of a run.
    described = partial(_described, folder=folder, standing=run.standing)
    encoder = json.JSONEncoder(ensure_ascii=False, indent=1, default=described)
    with AtomicFile(folder / "run.json") as file:
        for piece in encoder.iterencode(record):
            file.write(storable(piece))
        file.write(b"\n")
    if run.standing is not None:
        run.standing.close()


def _described(each: Counted | Path, folder: Path, standing: Standing | None) -> dict[str, Any]:
    """What is said of a notice, or of a file and what stands beside it."""
    if isinstance(each, Counted):
        return {
            "source": each.source, "sha256": each.sha256,
            **{name: each.counts[name] for name in ("disclosures", "tags")},
            "warnings": [warning["what"] for warning in each.warnings],
            "unaccounted_words": each.counts["unaccounted_words"],
        }  # fmt: skip
    path = each.relative_to(folder).as_posix()
    said = {"path": path, "sha256": digest(each), "bytes": each.stat().st_size}
    for aside in standing.asides if standing else ():
        if aside.written == each:
            said |= {"beside": aside.path.relative_to(folder).as_posix(), "because": aside.why}
    return said
