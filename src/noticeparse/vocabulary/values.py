"""Data files → frozen values: terms of the taxonomy, lexicon entries, cue lists, the vocabulary.

Nothing here reads a file: `loader` does, and the modules beside it check what they are given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from noticeparse.vocabulary.index import Lexicon
from noticeparse.vocabulary.lawful_bases import LawfulBasis
from noticeparse.vocabulary.tag_weights import TagWeights
from noticeparse.vocabulary.weights import Weights

if TYPE_CHECKING:
    from noticeparse.vocabulary.suppliers import Catalogue


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the taxonomy.

    `art9` and `art10` are "yes", "no" or "sometimes" (it depends on the content) for categories
    and None for the rest; `dpv` and `fides` are (iri or key, how well it fits), None where
    nothing does.
    """

    kind: str
    id: str
    label: str
    definition: str
    group: str | None = None
    dpv: tuple[str, str] | None = None
    fides: tuple[str, str] | None = None
    art9: str | None = None
    art10: str | None = None
    treat_as_special: bool = False


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All that noticeparse knows of the field, from data files alone.

    Equal to itself alone; equal data gives an equal `version`. `terms` are in the order of the
    taxonomy, which is the order of tags in a row.
    """

    version: str
    terms: tuple[Term, ...]
    lexicon: Lexicon
    headings: Mapping[str, tuple[str, ...]]
    statements: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, tuple[str, ...]]
    prose: Mapping[str, tuple[str, ...]]
    recipients: Mapping[str, tuple[str, ...]]
    masthead: Mapping[str, tuple[str, ...]]
    lawful_bases: tuple[LawfulBasis, ...]
    suppliers: Catalogue
    weights: Weights
    tag_weights: TagWeights

    def of_kind(self, kind: str) -> tuple[Term, ...]:
        """List the terms of a kind: "category", "purpose" or "data_subject"."""
        return tuple(term for term in self.terms if term.kind == kind)

    def term(self, kind: str, id: str) -> Term | None:
        """Find a term, or None."""
        return self._by_id.get((kind, id))

    @cached_property
    def word_lists(self) -> dict[str, frozenset[str]]:
        """The words of each list of recipients.yaml."""
        return {key: frozenset(" ".join(lines).split()) for key, lines in self.recipients.items()}

    @cached_property
    def _by_id(self) -> dict[tuple[str, str], Term]:
        return {(term.kind, term.id): term for term in self.terms}

    @cached_property
    def order(self) -> dict[tuple[str, str], int]:
        """The place of each (kind, id) in the taxonomy."""
        return {(term.kind, term.id): place for place, term in enumerate(self.terms)}
