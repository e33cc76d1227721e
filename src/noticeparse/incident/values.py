"""The values of an incident: every school in one group, with what its notices say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from noticeparse.comparison import Quote, Said
from noticeparse.model import Match, School

CERTAIN, SAME_NAME, POSSIBLE = "certain", "same_name", "possible"
# How a row is known to be the supplier's: it is named, as whose product it is, by a product of it.
BY_NAME, BY_COLUMN, BY_PRODUCT = "name", "column", "product"
# A school is in the first of these that fits, so that their numbers add up.
GROUPS = (
    "sharing",  # shares data with it
    "perhaps",  # has a row that may be the supplier's
    "not_in_use",  # names it as past, planned, refused
    "nothing",  # says that it gets nothing personal
    "mentioned",  # names it, but in no row of its own
    "no_list",  # its notices were read, and list no recipients
    "not_read",  # a notice could not be read or searched, and the others do not name it
    "no_notice",  # listed, and no notice was given
    "silent",  # all of its notices were searched, and none names it
)


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list of schools adds: schools without a notice, whom to ask, whose a failure is."""

    no_notice: tuple[School, ...] = ()
    contacts: Mapping[School, str] = field(default_factory=dict)
    of_failures: Mapping[str, tuple[School, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a row is the supplier's, the reason in words, and by what it is known.

    `judgement` is CERTAIN, SAME_NAME or POSSIBLE; `how` is BY_NAME, BY_COLUMN, BY_PRODUCT, or ""
    where it is only possible; `product` is the firm's product that the row names, "" for none.
    """

    judgement: str
    why: str
    how: str = ""
    product: str = ""


@dataclass(frozen=True, slots=True)
class Involved:
    """A school, its group, and what its notices say of the supplier.

    `said` is made of the rows that put it into its group, None where no row did; `judgement` is
    CERTAIN (an alias of the catalogue), SAME_NAME (the name as it was asked for, which the
    catalogue lacks or gives to several), or POSSIBLE; `reasons` are in words. `also` are its other
    rows that are, or may be, the supplier's; `known_by` are the (how, product) of Judged of its
    rows that are the supplier's, each once; `mentions` are words elsewhere that name it, of which
    those that stand in no row have no company. `statements` are (kinds, text) of the whole notice;
    `since` is what the rows state of their beginning; `unread` are (path, why).
    """

    school: str
    group: str
    urn: str = ""
    trust: str = ""
    contact: str = ""
    said: Said | None = None
    judgement: str = ""
    reasons: tuple[str, ...] = ()
    known_by: tuple[tuple[str, str], ...] = ()
    special: tuple[str, ...] = ()
    also: tuple[Quote, ...] = ()
    mentions: tuple[Quote, ...] = ()
    statements: tuple[tuple[tuple[str, ...], str], ...] = ()
    dates: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """Every school in the order of GROUPS, those of special-category data first in each.

    `products` are the names of what the firm makes, where a firm was looked for;
    `names` are those that were looked for; `failed` are (path, why) of all documents that gave
    nothing. `is_body`: what was looked for is a kind of body, of which every school has its own.
    """

    asked: str
    match: Match
    names: tuple[str, ...]
    schools: tuple[Involved, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    is_body: bool = False
    products: tuple[str, ...] = ()

    def of(self, group: str) -> tuple[Involved, ...]:
        """The schools of a group."""
        return tuple(each for each in self.schools if each.group == group)

    def counts(self) -> dict[str, int]:
        """How many schools each group has; together they are all schools."""
        return {group: len(self.of(group)) for group in GROUPS}

    @property
    def called(self) -> str:
        """The supplier's own name where it is known, else the name as asked for."""
        return self.match.name if self.match.judgement == CERTAIN else self.asked
