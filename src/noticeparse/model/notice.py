"""A notice: what one document says, once every stage has read it, and where its words went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from noticeparse.model.decision import NO_NOTICE
from noticeparse.model.disclosure import Disclosure
from noticeparse.model.document import NOWHERE, Issue, Place, Real, Source, Text, Whole

STATEMENT_KINDS = (
    "location", "lawful_basis", "retention", "marketing", "default_category", "withheld_category",
)  # fmt: skip
_READ_FROM_NOTICE = {"school_not_stated", "sheets_not_told_apart"}
SCHOOL_KNOWN_BY = ("named", "folder", "list")  # the notice names it; its folder; --schools


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said once for the whole notice. `id` is a taxonomy id where the words name one."""

    kind: str
    text: Text
    id: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class School:
    """A school that a notice counts for."""

    name: str
    urn: str | None = None
    trust: str | None = None


# In order of precedence: what a row claims is not also prose.
WORD_CLASSES = ("rows", "headers", "statements", "doubtful", "other", "furniture")


@dataclass(slots=True)
class Claimed:
    """The texts of a document that no row was made of, by class; the Issues of the doubtful ones.

    Rows are claimed by the disclosures.
    """

    headers: list[Text] = field(default_factory=list)
    statements: list[Text] = field(default_factory=list)
    furniture: list[Text] = field(default_factory=list)
    other: list[Text] = field(default_factory=list)
    doubtful: list[Text] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Receipt:
    """How many words of the source went where; `unaccounted` is what no stage claimed.

    `words` is their sum, and counts the words of a second, simple reading of the source.
    """

    words: Whole
    rows: Whole = 0
    headers: Whole = 0
    statements: Whole = 0
    furniture: Whole = 0
    other: Whole = 0
    doubtful: Whole = 0
    unaccounted: Whole = 0


class ReadWord(NamedTuple):
    """A word of the reading order: its text, offsets [start, end), class, and the row it is in.

    `kind` is one of WORD_CLASSES, or "unaccounted"; `row` is a disclosure's id or None.
    """

    text: str
    start: int
    end: int
    kind: str
    row: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A name that was proposed as a recipient and of which no row was made.

    `likelihood` (0..1) is how likely it is a recipient, `least` how likely a row has to be where it
    stands. `why` is "unlikely"; "lists_others" (its table or list lists something else);
    "lists_sources" (it lists whom data comes from); "other_reading" (the same place was read
    otherwise). `doubtful`: a warning tells of it. `evidence` is what weighed most, as in a row.
    """

    company: Text
    likelihood: Real
    least: Real
    layout: str
    why: str
    doubtful: bool = False
    section: Text | None = None
    place: Place = NOWHERE
    evidence: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """One document read: its school, statements and disclosures. "Not stated" is None.

    `schools` is filled only where one notice is listed for several schools (a trust's): all of
    them, the first also being `school`, `urn` and `trust`; and where a person corrected the school:
    that one alone, `school` being as it was read. `school_known_by` is one of
    SCHOOL_KNOWN_BY; None where no school is known. `text` is every text of the document, headings,
    prose and furniture too, so that it can be searched for a name; `refused` are the likeliest of
    the names of which no row was made. Both are None in files of older versions.
    `noticeparse_version` is which one read a notice file; None is this one. `same_notice_as` is the
    path of the file that counts where this is the same notice in another format (see `twins`): no
    row of this one does. `sheets` are the parts of a workbook that may be schools' (see
    `workbooks`), each read as a notice of its own; no notice file holds them.
    """

    source: Source
    vocabulary_version: str
    title: Text | None = None
    school: str | None = None
    school_known_by: str | None = None
    urn: str | None = None
    trust: str | None = None
    dated: str | None = None
    statements: tuple[Statement, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    receipt: Receipt | None = None
    issues: tuple[Issue, ...] = ()
    refused: tuple[Refused, ...] | None = None
    schools: tuple[School, ...] = ()
    text: tuple[str, ...] | None = None
    same_notice_as: str | None = None
    noticeparse_version: str | None = field(default=None, compare=False)
    sheets: tuple[Notice, ...] = field(default=(), compare=False)

    @property
    def published(self) -> bool:
        """Is it a document, and not what a person added for a school that has none?"""
        return not self.source.path.endswith(NO_NOTICE)

    @property
    def school_decided(self) -> bool:
        """Did a person correct its school?"""
        return len(self.schools) == 1

    def said_for_all(self) -> tuple[tuple[str, str], ...]:
        """(kind, text) of what it says once for all its rows, each once, its words on one line.

        Kinds are STATEMENT_KINDS. Rows do not have it: whoever tells of a row has to say it, too.
        """
        said = ((each.kind, " ".join(each.text.string.split())) for each in self.statements)
        return tuple(dict.fromkeys(said))

    def for_schools(self) -> tuple[School | None, ...]:
        """Every school whose rows these are; (None,) where no school is known."""
        if self.schools:
            return self.schools
        return (School(self.school, self.urn, self.trust) if self.school else None,)


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that gave nothing: why, and what to do."""

    path: str
    code: str
    message: str
    what_to_do: str

    @property
    def why(self) -> str:
        """The message, without the name of the file before it: it is told beside the path."""
        before, found, rest = self.message.partition(f"{self.path.rpartition('/')[2]}: ")
        return rest if found and (not before or before.endswith("/")) else self.message


def with_schools(notice: Notice, schools: Sequence[School]) -> Notice:
    """Let a notice count for these schools instead of the one that it names itself."""
    if not schools:
        return notice
    first = schools[0]
    issues = tuple(issue for issue in notice.issues if issue.code not in _READ_FROM_NOTICE)
    if len(schools) > 1:
        message = f"This notice is listed for {len(schools)} schools; its rows count for each."
        issues += (Issue("inputs", "several_schools", "info", message),)
    return replace(
        notice,
        school=first.name,
        school_known_by="list",
        urn=first.urn,
        trust=first.trust,
        issues=issues,
        schools=tuple(schools) if len(schools) > 1 else (),
    )


@dataclass(frozen=True, slots=True)
class Where:
    """Where a row stands: `page` counts from 1, `row` and `block` from 0; None is not known.

    `shown_row` is the row as people count it, `sheet` that of a workbook.
    """

    source: str
    page: int | None = None
    row: int | None = None
    block: int | None = None
    sheet: str | None = None
    shown_row: int | None = None

    @property
    def known(self) -> bool:
        """Is more known than the notice?"""
        return any(each is not None for each in (self.page, self.row, self.block))


def where(notice: Notice, place: Place = NOWHERE) -> Where:
    """Say where a place of a notice is; without one, the notice as a whole."""
    path = notice.source.path
    return Where(path, place.page, place.row, place.block, place.sheet, place.shown_row)
