"""Results → the few numbers that the end table and run.json need.

The results themselves are not kept: a run may read thousands of notices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from noticeparse.batch import Result
from noticeparse.decisions import effective_rows
from noticeparse.model import Failure, Issue, Notice, Receipt, School


@dataclass(frozen=True, slots=True)
class Counted:
    """A notice in numbers."""

    source: str
    schools: tuple[School | None, ...]
    rows: int
    tags: int
    warnings: tuple[str, ...]
    vocabulary_version: str
    receipt: Receipt | None
    deleted: int = 0  # rows that a person took out
    added: int = 0  # rows that a person put in
    same_as: str | None = None  # the file of the same notice whose rows count

    @property
    def unaccounted(self) -> int:
        """Words of the source that no stage claimed: they were lost."""
        return self.receipt.unaccounted if self.receipt else 0


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
            "rows_deleted": sum(each.deleted for each in self.notices),
            "rows_added": sum(each.added for each in self.notices),
            "warnings": sum(len(each.warnings) for each in self.notices),
            "unaccounted_words": sum(each.unaccounted for each in self.notices),
            "failures": len(self.failures),
        }


def counted(notice: Notice) -> Counted:
    """Put a notice in numbers, and its warnings in words."""
    rows = effective_rows(notice)
    return Counted(
        source=notice.source.path,
        schools=notice.for_schools(),
        rows=len(rows),
        tags=sum(len(row.tags) for row in rows),
        warnings=()
        if notice.same_notice_as
        else (*_warnings(notice.issues), *(w for row in rows for w in _warnings(row.issues))),
        same_as=notice.same_notice_as,
        vocabulary_version=notice.vocabulary_version,
        receipt=notice.receipt,
        deleted=0 if notice.same_notice_as else len(notice.disclosures) - len(rows),
        added=sum(row.added for row in rows),
    )


def _warnings(issues: Iterable[Issue]) -> Iterator[str]:
    for issue in issues:
        if issue.severity in {"warning", "error"}:
            page = "" if issue.place.page is None else f"page {issue.place.page}: "
            yield page + issue.message
