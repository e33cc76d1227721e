"""Results → the few numbers that the end table and run.json need.

The results themselves are not kept: a run may read thousands of notices.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from noticeparse.batch import Result
from noticeparse.model import Failure, Issue, Notice, School


@dataclass(frozen=True, slots=True)
class Counted:
    """A notice in numbers."""

    source: str
    schools: tuple[School | None, ...]
    rows: int
    tags: int
    warnings: int
    vocabulary_version: str


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
    def counts(self) -> dict[str, int]:
        """The totals, under the names that run.json gives them."""
        return {
            "documents": len(self.notices) + len(self.failures),
            "notices": len(self.notices),
            "disclosures": sum(each.rows for each in self.notices),
            "tags": sum(each.tags for each in self.notices),
            "warnings": sum(each.warnings for each in self.notices),
            "failures": len(self.failures),
        }


def counted(notice: Notice) -> Counted:
    """Put a notice in numbers."""
    rows = notice.disclosures
    issues = [*notice.issues, *(issue for row in rows for issue in row.issues)]
    return Counted(
        source=notice.source.path,
        schools=notice.for_schools(),
        rows=len(rows),
        tags=sum(len(row.tags) for row in rows),
        warnings=_warnings(issues),
        vocabulary_version=notice.vocabulary_version,
    )


def _warnings(issues: Iterable[Issue]) -> int:
    return sum(issue.severity in {"warning", "error"} for issue in issues)
