"""Comparison → what a data protection officer looks at first: differences, each with its schools.

A difference names one supplier, what about it, and the schools on either side. `kind` is one of
KINDS, in the order in which they matter. Schools that state nothing about a matter are on no side:
"not stated" is its own kind and never the same as "none".

Old names of products stand in the catalogue of suppliers; renamed.csv (name, now, since) adds what
that has no room for: the exact new name, and the year, empty where it is not known. Both are
knowledge of the field, not something that a notice states.

Limits: a school that does not name a supplier at all may not use it, or may not have said so; the
notices cannot tell which. Of old names only those are known that were given up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from noticeparse.classifier.classify import named_in
from noticeparse.comparison.values import Compared, Comparison, Said
from noticeparse.given import table
from noticeparse.suppliers.names import forms
from noticeparse.vocabulary import LawfulBasis, Vocabulary
from noticeparse.vocabulary.suppliers import Supplier, name_key

KINDS = (
    "nothing_shared", "withheld_elsewhere", "special_category", "different_data", "different_terms",
    "not_stated", "not_in_use", "old_name", "only_one_school",
)  # fmt: skip
TERMS = ("lawful_basis", "location", "retention")


@dataclass(frozen=True, slots=True)
class Renamed:
    """An old name, what it became, and the year, where that is known."""

    name: str
    now: str
    since: str


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids of the vocabulary are called, and which categories need special care.

    `special` are categories of Article 9, and those that the DfE asks to treat so; `old` are names
    that products had before; `bases` are lawful bases with the words that name them.
    """

    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    special: frozenset[str] = frozenset()
    old: Mapping[str, Renamed] = field(default_factory=dict)
    bases: tuple[LawfulBasis, ...] = ()

    @staticmethod
    def of(vocabulary: Vocabulary) -> Names:
        """Take them out of a vocabulary."""
        labels = {(term.kind, term.id): term.label for term in vocabulary.terms}
        labels |= {
            ("lawful_basis", basis.id): f"{basis.label} (Article {basis.article})"
            for basis in vocabulary.lawful_bases
        }
        special = (t.id for t in vocabulary.terms if t.art9 == "yes" or t.treat_as_special)
        old = old_names(vocabulary.suppliers)
        return Names(labels, frozenset(special), old, vocabulary.lawful_bases)

    def label(self, kind: str, id: str) -> str:
        """What an id is called; of one that this vocabulary lacks, the id."""
        return self.labels.get((kind, id), id.replace("_", " "))

    def listed(self, kind: str, ids: Iterable[str]) -> str:
        """What several ids are called."""
        return "; ".join(self.label(kind, id) for id in ids)

    def bases_in(self, text: str) -> list[str]:
        """The ids of the lawful bases that a text names, in the order of the vocabulary."""
        return [id for id, *_ in named_in(text, self.bases)]

    def ordered(self, categories: Iterable[str]) -> list[str]:
        """Order categories: those that need special care first, then by name."""
        return sorted(
            categories, key=lambda id: (id not in self.special, self.label("category", id))
        )


@dataclass(frozen=True, slots=True)
class Side:
    """What some schools say: `what` in words, and the schools that say it."""

    what: str
    schools: tuple[str, ...]
    special: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing to look at: its kind, the supplier, and the sides."""

    kind: str
    supplier: Compared
    sides: tuple[Side, ...]


def differences(comparison: Comparison, names: Names) -> tuple[Difference, ...]:
    """List all differences, by kind in the order of KINDS, then as the suppliers stand."""
    found: dict[str, list[Difference]] = defaultdict(list)
    several = len(comparison.schools) > 1
    for supplier in comparison.suppliers:
        for kind, sides in _of_supplier(supplier, names, several=several):
            if sides:
                found[kind].append(Difference(kind, supplier, tuple(sides)))
    in_use = {
        _identity(each): each for each in comparison.suppliers if not each.held and not each.generic
    }
    for supplier in comparison.apart:
        said = [(STATUS_WORDS.get(s, s), one.school) for one in supplier.said for s in one.statuses]
        used = in_use.get(_identity(supplier))
        said += [("In use", each.school) for each in (used.said if used else ())]
        found["not_in_use"].append(Difference("not_in_use", supplier, tuple(_sides(said))))
    return tuple(each for kind in KINDS for each in found[kind])


def _identity(supplier: Compared) -> str:
    return supplier.supplier_id or supplier.supplier.casefold()


def _of_supplier(
    supplier: Compared, names: Names, *, several: bool
) -> Iterator[tuple[str, Sequence[Side]]]:
    said, generic = supplier.said, supplier.generic
    stated = _categories(said, names)
    yield "special_category", [each for each in stated if each.special]
    yield "not_stated", _not_stated(said, compared=not generic)
    if generic:  # as many bodies as schools: there is nothing to compare
        return
    yield "nothing_shared", _nothing_shared(said, names)
    yield "withheld_elsewhere", _withheld(said, names)
    stating = sum(bool(each.categories) for each in said)
    yield "different_data", [each for each in stated if len(each.schools) < stating]
    terms = [name for name in TERMS if name in supplier.differs]
    values = ((name, each, in_words(each, name, names)) for name in terms for each in said)
    captions = {name: name.replace("_", " ").capitalize() for name in terms}
    yield "different_terms", _sides((f"{captions[n]}: {v}", s.school) for n, s, v in values if v)
    yield "old_name", _old_names(said, names)
    if several and len(said) == 1:
        yield "only_one_school", [Side("Only here", (said[0].school,))]


def _sides(said: Iterable[tuple[str, str]]) -> list[Side]:
    """A side for each thing that is said, of all schools that say it."""
    schools: dict[str, list[str]] = defaultdict(list)
    for what, school in dict.fromkeys(said):
        schools[what].append(school)
    return [Side(what, tuple(who)) for what, who in schools.items()]


def _having(said: Iterable[Said], name: str, value: str) -> tuple[str, ...]:
    return tuple(each.school for each in said if value in getattr(each, name))


def _nothing_shared(said: Sequence[Said], names: Names) -> list[Side]:
    """One school says that the supplier gets nothing personal, another says what it gets."""
    nothing = tuple(each.school for each in said if each.says_nothing_shared)
    some = [each for each in said if each.categories and not each.says_nothing_shared]
    if not nothing or not some:
        return []
    shared = names.ordered({id for each in some for id in each.categories})
    what = ", ".join(names.label("category", id) for id in shared)
    return [
        Side("Says that nothing personal is shared", nothing),
        Side(f"Shares: {what}", tuple(each.school for each in some)),
    ]


def _withheld(said: Sequence[Said], names: Names) -> list[Side]:
    """One school says that a category is not passed on, another passes it on."""
    sides = []
    for id in names.ordered({id for each in said for id in each.not_shared}):
        if shared := _having(said, "categories", id):
            label, special = names.label("category", id), id in names.special
            sides.append(Side(f"{label}: not passed on", _having(said, "not_shared", id), special))
            sides.append(Side(f"{label}: passed on", shared, special))
    return sides


def _categories(said: Sequence[Said], names: Names) -> list[Side]:
    """Each category that a school states, with the schools that do."""
    return [
        Side(names.label("category", id), _having(said, "categories", id), id in names.special)
        for id in names.ordered({id for each in said for id in each.categories})
    ]


def in_words(said: Said, name: str, names: Names) -> str:
    """What a school states of its lawful basis, location or retention; "" where it does not."""
    if name == "lawful_basis" and said.lawful_bases:
        return names.listed(name, said.lawful_bases)
    return "; ".join(" ".join(text.split()) for text in getattr(said, name))


_STATED = {
    "categories": "Which data: not stated",
    "purposes": "Purpose: not stated",
    "lawful_basis": "Lawful basis: not stated for this supplier",
    "location": "Location: not stated for this supplier",
    "retention": "Retention: not stated for this supplier",
}


def _not_stated(said: Sequence[Said], *, compared: bool) -> list[Side]:
    """What some schools state and others do not; that nobody states data or purpose, too."""
    sides = []
    for name, words in _STATED.items():
        relevant = [each for each in said if not each.says_nothing_shared]
        without = tuple(
            each.school for each in relevant if not getattr(each, name) and not each.once(name)
        )
        some = compared and len(without) < len(relevant)
        if without and (some or name in ("categories", "purposes")):
            sides.append(Side(words, without))
    return sides


STATUS_WORDS = {
    "in_use": "In use",
    "planned": "Planned, not yet in use",
    "historic": "No longer used",
    "not_used": "Not used",
    "not_approved": "Not approved",
}


def _old_names(said: Sequence[Said], names: Names) -> list[Side]:
    found = []
    for each in said:
        for company in each.companies:
            if new := renamed(company, names.old):
                since = f" (since {new.since})" if new.since else ""
                found.append((f"“{company}” is now called {new.now}{since}", each.school))
    return _sides(found)


def old_names(catalogue: Iterable[Supplier]) -> dict[str, Renamed]:
    """List the old names of a catalogue by their keys, those of renamed.csv before them."""
    found = {
        name_key(name): Renamed(name, supplier.name, "")
        for supplier in catalogue
        for name in supplier.old_names
    }
    added = (Renamed(**row) for row in table(__file__, "renamed.csv"))
    return found | {name_key(each.name): each for each in added}


def renamed(company: str, known: Mapping[str, Renamed]) -> Renamed | None:
    """Say what a product is called now; None where its printed name is not among the old ones.

    >>> renamed("G-Suite", {"gsuite": Renamed("G Suite", "Google Workspace", "2020")}).now
    'Google Workspace'
    """
    if "/" in company or "formerly" in company.casefold():
        return None  # it names both
    keys = (name_key(form.text) for form in forms(company))
    return next((known[key] for key in keys if key in known), None)
