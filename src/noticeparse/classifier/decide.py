"""Findings → tags: which term, how sure, and the one quote that is its evidence.

A term that is both stated and denied in one row ("no photos but class photos") is shared: the
denial is of a part. A denied purpose is no purpose. A denied bundle ("no pupil level data") says
whose data is not needed, not which category is withheld.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from noticeparse.classifier.hits import Finding
from noticeparse.classifier.seen import Reading
from noticeparse.model import Tag
from noticeparse.vocabulary import AGREES, Vocabulary

COUNTS = "school_level_statistics"
BUNDLES = ("bundle", "none")
_SURE = 0.95
_CROSS_ROLE = 0.15
_WEAK_IN_BOTH = 0.1
_ONE_WORD = 0.03
_FUZZY = 0.25


Key = tuple[str, str]  # kind and id of a term


class Stated(NamedTuple):
    """A reading with what was found in it."""

    reading: Reading
    findings: Sequence[Finding]


# Tags of what is stated, one of each term, by their kind and whether they were denied.
Surest = Mapping[tuple[str, bool], Mapping[Key, Tag]]


def surest_of(stated: Iterable[Stated]) -> Surest:
    """Make a tag of the surest finding of each term, the first of equals."""
    kept: dict[tuple[str, str, bool], tuple[float, Finding, Reading]] = {}
    for reading, findings in stated:
        role = reading.role
        for finding in findings:
            _, _, _, entry, words, fuzzy, denied, _, likely = finding
            if denied and entry.part:
                continue
            rate = _rate(entry.kind, entry.strength, role, words < 2, fuzzy)
            sure = rate if likely is None else round(min(likely, rate), 2)
            term = entry.kind, entry.id, denied
            if term not in kept or sure > kept[term][0]:
                kept[term] = sure, finding, reading
    tags: dict[tuple[str, bool], dict[Key, Tag]] = {}
    for (kind, id, denied), found in kept.items():
        tags.setdefault((kind, denied), {})[kind, id] = _tag(*found)
    return tags


@cache  # a few values each: some dozens in all
def _rate(kind: str, strength: str, role: str, one_word: bool, fuzzy: bool) -> float:
    """Rate a finding from 0 to 1 by its entry's strength, its length, its role and its spelling."""
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


def _tag(sure: float, finding: Finding, reading: Reading) -> Tag:
    """Make the tag that a finding earns, `sure` being its confidence."""
    kind, id = finding.entry.kind, finding.entry.id
    polarity = None if kind != "category" else "not_shared" if finding.denied else "shared"
    method = "fuzzy" if finding.fuzzy else "keyword"
    evidence = reading.evidence(finding.start, finding.end)
    return Tag(kind, id, polarity, sure, method, evidence)


def best(tags: Iterable[Tag]) -> dict[tuple[str, str], Tag]:
    """Keep the surest tag of each term, the first of equals."""
    kept: dict[tuple[str, str], Tag] = {}
    for candidate in tags:
        key = (candidate.kind, candidate.id)
        if key not in kept or candidate.confidence > kept[key].confidence:
            kept[key] = candidate
    return kept


def of_kind(surest: Surest, kind: str, *, denied: bool = False) -> Mapping[Key, Tag]:
    """Pick the tags of a kind."""
    return surest.get((kind, denied), {})


def tags_of(surest: Surest, vocabulary: Vocabulary, *, nothing: bool) -> tuple[list[Tag], bool]:
    """List the tags of categories and purposes; say also whether only counts are shared."""
    shared = of_kind(surest, "category")
    withheld = of_kind(surest, "category", denied=True)
    purposes = of_kind(surest, "purpose")
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
