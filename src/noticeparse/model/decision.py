"""Decisions: what a person said of a value of a notice, kept apart from what the notice prints."""

from dataclasses import dataclass

from noticeparse.model.disclosure import Decided

# The tags that may be decided of a row, by column. "row" is the row itself: added, or taken out.
DECIDED_TAGS = {"categories": "category", "purposes": "purpose", "data_subjects": "data_subject"}
ROW = "row"
SCHOOL = "school"  # of a whole notice: such a decision speaks of no row
VERSION = "version"  # of two notices of a school: is the later one a version of the other?
NO_NOTICE = " (no notice)"  # ends the path of what is no file: the rows of a school without one
PERSON = "person"  # is the recipient one: "true" holds its name back, "false" releases it
WITHDRAWN = "withdrawn"  # a decision itself, named in `before`, counts no more


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said of one value of one row, and the words of the notice that it speaks of.

    `field` is a column of the row, one of DECIDED_TAGS, PERSON, ROW, SCHOOL, VERSION or WITHDRAWN.
    `notice` and `sha256` are those of the source that was read then; `company` and `description`
    are the row as printed there. A row that was added has no such words: its description and status
    are in `values`. `supersedes` are the ids of decisions on the same value that were known when
    this one was made; `sheet` is the workbook that it was made in.

    Of a VERSION `disclosure` is the path of the later notice and `values` has its "sha256"; `after`
    is "true" where that one takes the place of `notice`, "false" where the two are two notices.

    Without a `notice` it says whose a name is, in whatever notice that stands: `company` is the
    name, `disclosure` the same folded, `after` the supplier, None where it is one of its own.
    """

    id: str
    school: str | None
    notice: str
    sha256: str
    disclosure: str
    field: str
    before: str | None
    after: str | None
    who: str
    when: str
    company: str
    description: str
    why: str | None = None
    supersedes: tuple[str, ...] = ()
    sheet: str = ""
    values: tuple[tuple[str, str], ...] = ()

    @property
    def adds_row(self) -> bool:
        """Does it add a row that the notice does not print?"""
        return self.field == ROW and self.before is None

    @property
    def of_name(self) -> bool:
        """Does it speak of a name, in whatever notice that stands?"""
        return not self.notice

    def listed(self) -> Decided:
        """The decision as the notice file lists it."""
        return Decided(self.field, self.before, self.after, self.who, self.when, self.why, self.id)


def tag_value(id: str, polarity: str | None) -> str:
    """Write a tag as decisions do.

    >>> tag_value("name", "shared"), tag_value("bank_details", "not_shared")
    ('name', 'bank_details:not_shared')
    """
    return f"{id}:not_shared" if polarity == "not_shared" else id


def tag_of(value: str) -> tuple[str, bool]:
    """Take such a value apart: the tag's id, and whether it is shared."""
    id, _, polarity = value.partition(":")
    return id, polarity != "not_shared"
