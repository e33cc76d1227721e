"""Results → the few numbers that the end table and run.json need.

The results themselves are not kept: a run may read thousands of notices.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from noticeparse.batch import Result
from noticeparse.decisions import effective_rows
from noticeparse.model import Failure, Notice, School
from noticeparse.reports.rows import Row
from noticeparse.reports.warnings import in_order, warning_rows


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
