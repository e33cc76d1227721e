"""Comparison + names → what all parts of the page look up: anchors, labels, what is special.

Anchors are numbers: a name in an address could be a person's, and would have to be escaped again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from noticeparse.comparison import Compared, Comparison, Difference, Names, Said, differences
from noticeparse.comparison.quotes import HELD


@dataclass(frozen=True)
class View:
    """A comparison and what its page looks up."""

    comparison: Comparison
    names: Names

    @cached_property
    def school_numbers(self) -> dict[str, int]:
        """The number of each school, in the order of the columns."""
        return {school: number for number, school in enumerate(self.schools)}

    @cached_property
    def schools(self) -> tuple[str, ...]:
        """Every school: those read, then those that were listed but not read."""
        return tuple(dict.fromkeys((*self.comparison.schools, *self.comparison.no_notice)))

    @cached_property
    def anchors(self) -> dict[int, str]:
        """The anchor of each supplier, by identity: two unknown ones may have one name."""
        in_use, apart = self.comparison.suppliers, self.comparison.apart
        found = {id(each): f"s{number}" for number, each in enumerate(in_use)}
        return found | {id(each): f"a{number}" for number, each in enumerate(apart)}

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What to look at first."""
        return differences(self.comparison, self.names)

    @cached_property
    def kinds_of(self) -> dict[int, set[str]]:
        """The kinds of difference that each supplier has, by identity."""
        found: dict[int, set[str]] = defaultdict(set)
        for each in self.differences:
            found[id(each.supplier)].add(each.kind)
        return found

    @cached_property
    def statements(self) -> dict[str, list[tuple[str, str]]]:
        """(kind, text) of what each school says once for the whole notice."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for school, kind, text in self.comparison.statements:
            found[school].append((kind, text))
        return found

    def statement_kinds(self, school: str) -> tuple[str, ...]:
        """The kinds of statements that a school makes, each once."""
        return tuple(dict.fromkeys(kind for kind, _ in self.statements.get(school, ())))

    def anchor(self, supplier: Compared, said: Said | None = None) -> str:
        """The anchor of a supplier, or of what one school says of it."""
        start = self.anchors[id(supplier)]
        return start if said is None else f"{start}-{self.school_numbers[said.school]}"

    def school_anchor(self, school: str) -> str:
        """The anchor of a school's line in the list of schools."""
        return f"w{self.school_numbers[school]}"

    def special(self, said: Said) -> bool:
        """Does the school say that this supplier gets data that needs special care?"""
        return any(id in self.names.special for id in said.categories)


def name_of(supplier: Compared) -> str:
    """The name of a supplier, unless it looks like a person."""
    return HELD if supplier.held else supplier.supplier


_DIFFERS = {
    "categories": "data",
    "not_shared": "data not passed on",
    "data_subjects": "whose data",
    "no_personal_data": "whether anything is shared",
    "lawful_basis": "basis",
}


def differs_in_words(supplier: Compared) -> str:
    """What the schools differ in, as the page calls it."""
    return ", ".join(_DIFFERS.get(name, name) for name in supplier.differs)
