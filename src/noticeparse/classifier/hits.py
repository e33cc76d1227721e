"""A text in a role → the phrases of the lexicon that stand in it, the longest of each stretch.

A hit counts where its entry's conditions hold: its capitals, its `unless` phrases (which cancel
what they touch), its `needs` (same sentence), `needs_row` and `unless_row` (any text of the row),
its roles and strength. Where two hits of one kind share words, the longer wins: "reading age" is
no age. Mistyped words are read as the words that they stand for, and the hit says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, NamedTuple

from noticeparse.classifier.combinations import combined
from noticeparse.classifier.separators import alone, crosses
from noticeparse.text import Hit, Tokens, sentences, tokenise
from noticeparse.vocabulary import Combination, Conditions, Entry, Lexicon, Mark, Meaning

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text of a row and how it is read: `field` as evidence names it, `role` as entries do.

    `start` is where `string` begins in that field: a reading may be a part of it. One that `denies`
    lists what is not shared.
    """

    field: str
    role: str
    string: str
    start: int = 0
    denies: bool = False


class Finding(NamedTuple):
    """An entry's words at [start, end) of a reading; `words` counts them (0 for a pattern)."""

    entry: Entry
    start: int
    end: int
    words: int
    fuzzy: bool = False
    denied: bool = False
    together: bool = False  # words of a combination, between which anything may stand

    @property
    def key(self) -> tuple[str, str]:
        """The term that it speaks for."""
        return self.entry.kind, self.entry.id


@dataclass(frozen=True, slots=True)
class Seen:
    """All that the vocabulary sees in one reading, by what it means.

    `conditions` are what entries need or are cancelled by; `mended` numbers the words that were
    read as another.
    """

    reading: Reading
    tokens: Tokens
    hits: tuple[Hit[Mark], ...]
    together: tuple[tuple[Combination, Span], ...]  # with the words that they span
    conditions: tuple[Hit[Conditions], ...]
    cue_words: Mapping[str, Sequence[Span]]  # the first and the last word of each
    mended: frozenset[int]
    named: frozenset[int]  # numbers of the entries that name categories

    def span(self, hit: Hit[Any]) -> Span:
        """Where a phrase stands in the reading's string."""
        return self.tokens.raw_span(hit.first, hit.last)

    def is_one(self, hit: Hit[Any]) -> bool:
        """Do its words stand together, not on two sides of a comma or the like?"""
        return hit.first == hit.last or not crosses(self.tokens.raw(hit.first, hit.last))

    def is_mended(self, first: int, last: int) -> bool:
        """Is one of these words read as another?"""
        return bool(self.mended) and not self.mended.isdisjoint(range(first, last + 1))

    def has(self, *groups: str) -> bool:
        """Is there a cue of one of these groups?"""
        return any(group in self.cue_words for group in groups)

    def cues(self, group: str) -> Sequence[Span]:
        """Where the cues of a group stand, in order."""
        words = self.cue_words.get(group)
        return sorted(self.tokens.raw_span(*each) for each in words) if words else ()


def see(reading: Reading, lexicon: Lexicon) -> Seen:
    """Look all phrases up in a reading."""
    tokens, mended = lexicon.correct(tokenise(reading.string))
    hits: list[Hit[Mark]] = []
    conditions: list[Hit[Conditions]] = []
    parts: list[Hit[Meaning]] = []
    cues: dict[str, list[Span]] = {}
    for found in lexicon.find(tokens):
        first, last, meaning = found
        if meaning.bits:
            parts.append(found)
        if meaning.hits:
            hits += [Hit(first, last, mark) for mark in meaning.hits]
        if meaning.conditions:
            conditions.append(Hit(first, last, meaning.conditions))
        for group in meaning.cues:
            cues.setdefault(group, []).append((first, last))
    together = list(combined(parts, tokens))
    for combination, words in together:
        if combination.cue:
            cues.setdefault(combination.cue, []).append(words)
    return Seen(
        reading=reading,
        tokens=tokens,
        hits=tuple(hits),
        together=tuple(t for t in together if not t[0].cue),
        conditions=tuple(conditions),
        cue_words=cues,
        mended=mended,
        named=lexicon.of_categories,
    )


def find(seen: Sequence[Seen], lexicon: Lexicon) -> list[list[Finding]]:
    """List the findings of each reading of a row."""
    conditions = [hit.payload for text in seen for hit in text.conditions]
    needed = {number for condition in conditions for number in condition.needs_row}
    ruled_out = {number for condition in conditions for number in condition.unless_row}
    ruled_out |= lexicon.row_bound - needed
    return [_longest(list(_counting(text, lexicon, ruled_out))) for text in seen]


def _counting(seen: Seen, lexicon: Lexicon, ruled_out: Set[int]) -> Iterator[Finding]:
    role, text = seen.reading.role, seen.reading.string
    found = [
        (number, finding)
        for number, finding in _candidates(seen, lexicon, ruled_out)
        if finding.entry.counts_in(role, words=finding.words)
    ]
    if not found:
        return
    unless, needs = _conditions(seen, {number for number, _ in found})
    for number, finding in found:
        entry, span = finding.entry, (finding.start, finding.end)
        cancels = _touch if finding.together else _cancels
        if any(cancels(other, span) for other in unless.get(number, ())):
            continue
        if entry.alone and not alone(text, span):
            continue
        if entry.needs and not _near(span, needs.get(number, ()), sentences(text)):
            continue
        yield finding


def _conditions(
    seen: Seen, numbers: set[int]
) -> tuple[dict[int, list[Span]], dict[int, list[Span]]]:
    """Where the `unless` and the `needs` phrases of some entries stand."""
    unless: dict[int, list[Span]] = {}
    needs: dict[int, list[Span]] = {}
    for hit in seen.conditions:
        for table, asked in ((unless, hit.payload.unless), (needs, hit.payload.needs)):
            here = asked & numbers
            if here and seen.is_one(hit):
                for number in here:
                    table.setdefault(number, []).append(seen.span(hit))
    return unless, needs


def _candidates(seen: Seen, lexicon: Lexicon, ruled_out: Set[int]) -> Iterator[tuple[int, Finding]]:
    entries, silent = lexicon.entries, lexicon.silent_in(seen.reading.role)
    for hit in seen.hits:
        mark = hit.payload
        if mark.entry in silent or mark.entry in ruled_out or not seen.is_one(hit):
            continue
        start, end = seen.span(hit)
        if entries[mark.entry].plural not in (None, plural(seen, hit)):
            continue
        if mark.exact is not None and not _same_capitals(
            mark.exact, seen.reading.string[start:end]
        ):
            continue
        fuzzy = seen.is_mended(hit.first, hit.last)
        if fuzzy and mark.exact is not None:
            continue
        words = hit.last - hit.first + 1 if mark.exact is None else 2
        yield mark.entry, Finding(entries[mark.entry], start, end, words, fuzzy=fuzzy)
    for combination, (first, last) in seen.together:
        if combination.entry not in silent and combination.entry not in ruled_out:
            start, end = seen.tokens.raw_span(first, last)
            fuzzy = seen.is_mended(first, last)
            entry, words = entries[combination.entry], last - first + 1
            yield combination.entry, Finding(entry, start, end, words, fuzzy=fuzzy, together=True)
    folded = seen.tokens.folded
    for match, number in lexicon.patterns.find(folded.string):
        if number not in silent and number not in ruled_out and match.group().strip():
            start, end = folded.raw_span(match.start(), match.end())
            yield number, Finding(entries[number], start, end, 2)


def plural(seen: Seen, hit: Hit[Mark]) -> bool:
    """Is the last word of a hit written in the plural?"""
    return seen.tokens.items[hit.last].word.endswith("s")


def _same_capitals(exact: str, raw: str) -> bool:
    plain = raw.replace(".", "")
    return exact in (
        raw,
        plain,
        raw.removesuffix("s"),
        raw.removesuffix("'s"),
        raw.removesuffix("’s"),
    )


def _touch(span: Span, other: Span) -> bool:
    return span[0] < other[1] and other[0] < span[1]


def _cancels(unless: Span, span: Span) -> bool:
    """Does an `unless` phrase cancel a hit? Not where the hit is the longer one around it."""
    around = span[0] <= unless[0] and unless[1] <= span[1] and span != unless
    return _touch(unless, span) and not around


def _near(span: Span, others: Iterable[Span], bounds: Sequence[Span]) -> bool:
    sentence = next((s for s in bounds if s[0] <= span[0] < s[1]), span)
    return any(_touch(sentence, other) for other in others)


def _longest(findings: list[Finding]) -> list[Finding]:
    """Drop what a longer finding of the same kind, for another id, covers."""
    longer: dict[str, list[Finding]] = {}
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.start - f.end, f.start, f.entry.place)):
        rivals = longer.setdefault(finding.entry.kind, [])
        if not any(_covers(rival, finding) for rival in rivals):
            kept.append(finding)
            rivals.append(finding)
    return sorted(kept, key=lambda f: (f.start, f.end, f.entry.kind, f.entry.id, f.entry.place))


def _covers(longer: Finding, finding: Finding) -> bool:
    return (
        longer.start <= finding.start
        and finding.end <= longer.end
        and longer.end - longer.start > finding.end - finding.start
        and longer.entry.id != finding.entry.id
        and not (longer.entry.coexist or finding.entry.coexist)
    )
