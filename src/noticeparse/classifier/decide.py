"""Findings → tags: which term, how sure, and the one quote that is its evidence.

A term that is both stated and denied in one row ("no photos but class photos") is shared: the
denial is of a part. A denied purpose is no purpose. A denied bundle ("no pupil level data") says
whose data is not needed, not which category is withheld.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from noticeparse.classifier.hits import Finding
from noticeparse.classifier.seen import Reading
from noticeparse.model import Evidence, Tag
from noticeparse.vocabulary import AGREES, Vocabulary

COUNTS = "school_level_statistics"
BUNDLES = ("bundle", "none")
_SURE = 0.95
_CROSS_ROLE = 0.15
_WEAK_IN_BOTH = 0.1
_ONE_WORD = 0.03
_FUZZY = 0.25


Key = tuple[str, str]  # kind and id of a term


@dataclass(frozen=True, slots=True)
class Stated:
    """A reading with what was found in it.

    `surest` holds the surest finding of each term, the first of equals, by kind and denial.
    """

    reading: Reading
    findings: tuple[Finding, ...]
    surest: Mapping[tuple[str, bool], Mapping[Key, tuple[float, Finding]]]

    @classmethod
    def of(cls, reading: Reading, findings: Sequence[Finding]) -> Stated:
        """Rate the findings of a reading."""
        surest: dict[tuple[str, bool], dict[Key, tuple[float, Finding]]] = {}
        role = reading.role
        for finding in findings:
            entry, denied = finding.entry, finding.denied
            if denied and entry.part:
                continue
            kept = surest.setdefault((entry.kind, denied), {})
            key, sure = (entry.kind, entry.id), confidence(finding, role)
            if key not in kept or sure > kept[key][0]:
                kept[key] = sure, finding
        return cls(reading, tuple(findings), surest)


def confidence(finding: Finding, role: str) -> float:
    """Rate a finding from 0 to 1 by its entry's strength, its length, its role and its spelling."""
    entry = finding.entry
    return _rate(entry.kind, entry.strength, role, finding.words < 2, finding.fuzzy)


@cache  # a few values each: some dozens in all
def _rate(kind: str, strength: str, role: str, one_word: bool, fuzzy: bool) -> float:
    value = _SURE
    if kind in AGREES and role not in AGREES[kind]:
        value -= _CROSS_ROLE
    if strength == "weak" and role == "both":
        value -= _WEAK_IN_BOTH
    if one_word:
        value -= _ONE_WORD
    if fuzzy:
        value -= _FUZZY
    return round(value, 2)


def tag(finding: Finding, reading: Reading, sure: float, *, polarity: str | None = None) -> Tag:
    """Make the tag that a finding earns, `sure` being its confidence."""
    start, end = finding.start + reading.start, finding.end + reading.start
    quote = reading.string[finding.start : finding.end]
    return Tag(
        kind=finding.entry.kind,
        id=finding.entry.id,
        polarity=polarity,
        confidence=sure,
        method="fuzzy" if finding.fuzzy else "keyword",
        evidence=Evidence(None, reading.field, start, end, quote),
    )


def best(tags: Iterable[Tag]) -> dict[tuple[str, str], Tag]:
    """Keep the surest tag of each term, the first of equals."""
    kept: dict[tuple[str, str], Tag] = {}
    for candidate in tags:
        key = (candidate.kind, candidate.id)
        if key not in kept or candidate.confidence > kept[key].confidence:
            kept[key] = candidate
    return kept


def best_of(stated: Sequence[Stated], kind: str, *, denied: bool = False) -> dict[Key, Tag]:
    """Make a tag of the surest finding of each term of a kind, the first of equals."""
    kept: dict[Key, tuple[float, Finding, Reading]] = {}
    for text in stated:
        for key, (sure, finding) in text.surest.get((kind, denied), {}).items():
            if key not in kept or sure > kept[key][0]:
                kept[key] = sure, finding, text.reading
    polarity = None if kind != "category" else "not_shared" if denied else "shared"
    return {
        key: tag(finding, reading, sure, polarity=polarity)
        for key, (sure, finding, reading) in kept.items()
    }


def tags_of(
    stated: Sequence[Stated], vocabulary: Vocabulary, *, nothing: bool
) -> tuple[list[Tag], bool]:
    """Make the tags of categories and purposes; say also whether only counts are shared."""
    shared = best_of(stated, "category")
    withheld = best_of(stated, "category", denied=True)
    purposes = best_of(stated, "purpose")
    only_counts = [id for _, id in shared] == [COUNTS]
    if nothing or only_counts:
        shared = {key: value for key, value in shared.items() if key[1] == COUNTS}
    withheld = {
        key: value
        for key, value in withheld.items()
        if not nothing and key not in shared and not is_bundle(key, vocabulary)
    }
    return [*shared.values(), *withheld.values(), *purposes.values()], only_counts


def is_bundle(key: tuple[str, str], vocabulary: Vocabulary) -> bool:
    """Say whether a category stands for data as such: "pupil information"."""
    term = vocabulary.term(*key)
    return term is not None and term.group in BUNDLES
