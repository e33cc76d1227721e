"""Notices of one school → which of them may be versions of one notice: last year's and this year's.

They are compared by their titles, the people that they are for, their dates and their recipients.
Notices for other people (pupils', staff's) are two notices. Nothing is left out by itself: both
count until a person says which it is, and what was said is not asked again.

Limits: a notice is compared with the 40 before it of its school; notices of no known school, and
those of other groups of schools, are not compared.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from noticeparse.comparison.compare import supplier_key
from noticeparse.decisions import effective_rows
from noticeparse.decisions.finding import folded
from noticeparse.decisions.versions import current, of_one_school
from noticeparse.given import table
from noticeparse.model import Decision, Notice, School
from noticeparse.reports.words import many
from noticeparse.text import words
from noticeparse.text.dates import date_in_words

ALIKE, OF_ONE_TITLE, OF_OTHERS = 0.5, 0.3, 0.8  # of all recipients: how many stand in both
_MOST = 40  # notices before one of its school
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PUPILS = "pupils"


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of a notice. `text` is a digest of its words, empty where they are none."""

    path: str
    schools: tuple[School, ...]
    title: str
    dated: str
    people: frozenset[str]
    recipients: frozenset[str]
    text: str

    @property
    def school(self) -> str:
        """The name of its first school, as it is known."""
        return self.schools[0].name


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two notices of a school that may be versions of one; `in_order`: is the second one later?"""

    earlier: Known
    later: Known
    in_order: bool

    def __str__(self) -> str:
        one, other = self.earlier, self.later
        both, of = len(one.recipients & other.recipients), len(one.recipients | other.recipients)
        said = f"{one.path} and {other.path} may be one notice of {one.school} in two versions: "
        if one.text and one.text == other.text:
            said += "they have the same words"
        else:
            stand = "stands" if both == 1 else "stand"
            said += f"{both} of their {many(of, 'recipient')} {stand} in both"
        return f"{said}; {self._dates()}.{self._by_name()} Both count until you say."

    def _dates(self) -> str:
        one, other = (date_in_words(each.dated) for each in (self.earlier, self.later))
        if self.in_order:
            return f"they are of {one} and {other}"
        return f"both are of {one}" if one and one == other else "which is later is not known"

    def _by_name(self) -> str:
        known = all(each.urn for each in (*self.earlier.schools, *self.later.schools))
        return "" if known else " The school is known by its name alone."


def known(notice: Notice) -> Known | None:
    """What is compared of a notice; None where it counts for no known school, or names nobody."""
    schools = tuple(each for each in notice.for_schools() if each)
    rows = effective_rows(notice)
    if not schools or not rows or not notice.published:
        return None
    file = PurePosixPath(notice.source.path).stem
    title = f"{notice.title or ''} {file}"
    names = {each.name for each in schools}
    return Known(
        path=notice.source.path,
        schools=schools,
        title=_plain(title, names),
        dated=notice.dated or _year_in(title),
        people=frozenset(_people_in(title)),
        recipients=frozenset(map(supplier_key, rows)),
        text=_digest(notice.text or ()),
    )


def propose(found: Iterable[Known], decisions: Sequence[Decision]) -> Iterator[Proposal]:
    """Propose which notices are versions of one, by school; not what was decided of."""
    said = {paths for _, paths in current(decisions)}
    by_school: dict[frozenset[str], list[Known]] = defaultdict(list)
    for each in found:
        by_school[frozenset(folded(school.name) for school in each.schools)].append(each)
    for own in by_school.values():
        own.sort(key=lambda each: (each.dated, each.path))
        for number, later in enumerate(own):
            before = own[max(0, number - _MOST) : number]
            alike = (each for each in reversed(before) if _may_be_one(each, later))
            earlier = next(alike, None)
            if earlier and frozenset((earlier.path, later.path)) not in said:
                yield Proposal(earlier, later, _is_later(later.dated, earlier.dated))


def _may_be_one(one: Known, other: Known) -> bool:
    if one.path == other.path or not of_one_school(one.schools, other.schools):
        return False
    if one.text and one.text == other.text:
        return True
    if one.people and other.people and not one.people & other.people:
        return False
    both, of = len(one.recipients & other.recipients), len(one.recipients | other.recipients)
    least = OF_ONE_TITLE if one.title == other.title else ALIKE
    if bool(one.people) != bool(other.people) and _PUPILS not in one.people | other.people:
        least = OF_OTHERS
    return both >= least * of and both >= min(2, of)


def _is_later(one: str, other: str) -> bool:
    """Is a date later than another one, as far as both are told?"""
    exact = min(len(one), len(other))
    return bool(exact) and one[:exact] > other[:exact]


def _plain(title: str, schools: Collection[str]) -> str:
    """A title without the school, the year and words that tell versions apart."""
    own = {word for name in schools for word in words(name)}
    left = {*words(title)} - own - _words_of("version")
    return " ".join(sorted(each for each in left if not each.isdecimal()))


def _year_in(title: str) -> str:
    """The last year that a title or the name of a file has; empty where there is none."""
    return max(_YEAR.findall(title), default="")


def _people_in(title: str) -> Iterator[str]:
    """For whom a notice is, as its title says."""
    said = set(words(title.replace("_", " ")))
    kinds = (row["id"] for row in _rows() if row["id"] != "version")
    yield from (kind for kind in kinds if said & _words_of(kind))


def _digest(text: Iterable[str]) -> str:
    said = " ".join(word for each in text for word in words(each))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest() if said else ""


@lru_cache(maxsize=1)
def _rows() -> list[dict[str, str]]:
    return table(__file__, "several.csv")


@lru_cache
def _words_of(id: str) -> frozenset[str]:
    return frozenset(w for row in _rows() if row["id"] == id for w in words(row["words"]))
