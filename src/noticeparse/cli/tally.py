"""Results → the few numbers that the end table and run.json need.

The results themselves are not kept: a run may read thousands of notices.
"""

from __future__ import annotations

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
    schools: tuple[School | None, ...]
    rows: int
    tags: int
    warnings: tuple[Row, ...]
    vocabulary_version: str
    unaccounted: int = 0  # words of the source that no stage claimed: they were lost
    deleted: int = 0  # rows that a person took out
    added: int = 0  # rows that a person put in
    published: bool = True  # a document, not the rows of a school that has none
    same_as: str | None = None  # the file of the same notice whose rows count


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
        published = sum(each.published for each in self.notices)
        return {
            "documents": published + len(self.failures),
            "notices": published,
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
        schools=notice.for_schools() if notice.published else (),
        rows=len(rows),
        tags=sum(len(row.tags) for row in rows),
        warnings=() if notice.same_notice_as else tuple(warning_rows(notice)),
        vocabulary_version=notice.vocabulary_version,
        unaccounted=notice.receipt.unaccounted if notice.receipt else 0,
        published=notice.published,
        same_as=notice.same_notice_as,
        deleted=0 if notice.same_notice_as else len(notice.disclosures) - len(rows),
        added=sum(row.added for row in rows),
    )
