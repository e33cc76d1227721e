"""Entries and cues → one index: the words of a text → everything that the vocabulary sees in it.

All phrases (those that earn a term, that cancel it, that it needs, and the cues) are found in one
pass. Word forms and spellings are levelled when the index is made: by rule (`inflection`) and by
the list of spellings. `closest` offers the known word that a mistyped one stands for.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from noticeparse.text import PhraseIndex, Tokens, words
from noticeparse.vocabulary.entries import Combination, Conditions, Entry, Mark, Meaning
from noticeparse.vocabulary.inflection import reduce_word

_SHORTEST_MISTYPED = 6
_LONG_WORD = 10
_NEVER = 1000  # words that an entry needs that does not count at all
_IN_TEXT, _IN_ROW = ("unless", "needs"), ("unless_row", "needs_row")


_Key = tuple[str, ...]  # the words of a phrase, reduced


@dataclass(frozen=True)
class Lexicon:
    """The entries and cues of a vocabulary, ready to be searched. Made by `compile_lexicon`."""

    entries: tuple[Entry, ...]
    cues: tuple[Entry, ...]
    index: PhraseIndex[Meaning] = field(repr=False, compare=False)
    patterns: tuple[tuple[re.Pattern[str], int], ...] = field(repr=False, compare=False)
    known: frozenset[str] = field(repr=False, compare=False)
    typed: dict[str, tuple[str, ...]] = field(repr=False, compare=False)
    _fewest: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def of_categories(self) -> frozenset[int]:
        """Numbers of the entries that name categories."""
        return frozenset(n for n, entry in enumerate(self.entries) if entry.kind == "category")

    @cached_property
    def row_bound(self) -> frozenset[int]:
        """Numbers of the entries that need something elsewhere in the row."""
        return frozenset(n for n, entry in enumerate(self.entries) if entry.needs_row)

    @cached_property
    def implied(self) -> dict[str, tuple[Entry, ...]]:
        """The entries of data subjects that a category brings along."""
        table: dict[str, tuple[Entry, ...]] = {}
        for entry in self.entries:
            for category in entry.implied_by:
                table[category] = (*table.get(category, ()), entry)
        return table

    def fewest_words(self, role: str) -> tuple[int, ...]:
        """How many words of each entry have to stand in a text of a role, for it to count."""
        if role not in self._fewest:
            self._fewest[role] = tuple(
                next((words for words in (1, 2) if entry.counts_in(role, words=words)), _NEVER)
                for entry in self.entries
            )
        return self._fewest[role]

    def correct(self, tokens: Tokens) -> tuple[Tokens, frozenset[int]]:
        """Put known words for mistyped ones; returns the words and the places of those changed."""
        strange = self.index.unknown(tokens.words)
        better = {word: closest for word in strange if (closest := self.closest(word)) is not None}
        if not better:
            return tokens, frozenset()
        places = (place for place, word in enumerate(tokens.words) if word in better)
        corrected = tuple(better.get(word, word) for word in tokens.words)
        return replace(tokens, words=corrected), frozenset(places)

    def closest(self, word: str) -> str | None:
        """Find the word of the lexicon that `word` is a slip of, or None.

        One letter wrong, missing, too many or swapped with its neighbour (two in long words), and
        the first letter right. A word that is known, or has two equally near, is left alone.
        """
        if len(word) < _SHORTEST_MISTYPED or word in self.known or not word.isalpha():
            return None
        reduced = reduce_word(word)
        if reduced in self.known:
            return None
        slips = 2 if len(reduced) >= _LONG_WORD else 1
        candidates = self.typed.get(reduced[0], ())
        near = extract(reduced, candidates, scorer=OSA.distance, score_cutoff=slips, limit=2)
        return None if not near or (len(near) == 2 and near[0][1] == near[1][1]) else near[0][0]


def compile_lexicon(
    entries: Sequence[Entry],
    *,
    cues: Sequence[Entry],
    spellings: Iterable[Sequence[str]],
    english: frozenset[str],
) -> Lexicon:
    """Make the index; `english` are ordinary words that are never taken for slips.

    Entries are numbered by kind, id and place, so that equal findings have an order.
    """
    entries = sorted(entries, key=lambda entry: (entry.kind, entry.id, entry.place))
    variants_of = _variants(spellings)
    every = [*entries, *cues]
    groups = _groups(every)
    opens = _combinations(every, groups)
    said: defaultdict[_Key, dict[str, list[Any]]] = defaultdict(dict)
    for phrase, what, value in _phrases(every, groups):
        exact = isinstance(value, Mark) and value.exact is not None
        for key in [_key(phrase)] if exact else variants_of(phrase):
            said[key].setdefault(what, []).append(value)
    # A mistyped word may stand for one of a phrase that earns a term, or helps to.
    spoken = {word for key, found in said.items() if found.keys() & {"hit", "part"} for word in key}
    likely = sorted(word for word in spoken if len(word) >= _SHORTEST_MISTYPED and word.isalpha())
    return Lexicon(
        entries=tuple(entries),
        cues=tuple(cues),
        index=PhraseIndex(
            ((key, _meaning(found, opens)) for key, found in said.items()), reduce=reduce_word
        ),
        patterns=tuple(
            (re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), number)
            for number, entry in enumerate(entries)
            for pattern in entry.patterns
        ),
        known=english.union(*said),
        typed={letter: tuple(found) for letter, found in groupby(likely, key=itemgetter(0))},
    )


def _groups(spoken: Sequence[Entry]) -> dict[tuple[str, ...], int]:
    """Number the groups of all combinations, those that are met most often first.

    Many combinations share one. Common words are in many groups, so a group is the commoner, the
    more groups share its phrases.
    """
    groups = dict.fromkeys(group for each in spoken for group in each.together)
    shared = Counter(phrase for group in groups for phrase in group)
    common = sorted(groups, key=lambda group: -sum(shared[phrase] for phrase in group))
    return {group: number for number, group in enumerate(common)}


def _combinations(
    spoken: Sequence[Entry], groups: dict[tuple[str, ...], int]
) -> dict[int, list[Combination]]:
    """List the combinations by the one of their groups that is met most seldom."""
    table: dict[int, list[Combination]] = {}
    for number, each in enumerate(spoken):
        if each.together:
            own = tuple(groups[group] for group in each.together)
            entry, cue = (-1, each.id) if each.kind == "cue" else (number, "")
            bits = tuple(1 << group for group in own)  # cheaper to join than sets
            wanted = sum({*bits} - {max(bits)})
            found = Combination(entry, cue, bits, wanted, each.within, each.in_order)
            table.setdefault(max(own), []).append(found)
    return table


def _phrases(
    spoken: Sequence[Entry], groups: dict[tuple[str, ...], int]
) -> Iterator[tuple[str, str, Mark | str | int]]:
    """Yield every phrase, what it is, and to what."""
    for group, number in groups.items():
        for phrase in group:
            yield phrase, "part", number
    for number, entry in enumerate(spoken):
        means = ("cue", entry.id) if entry.kind == "cue" else ("hit", Mark(number))
        for phrase in entry.phrases:
            yield phrase, *means
        for phrase in entry.exact:
            yield phrase, "hit", Mark(number, exact=phrase)
        for what in (*_IN_TEXT, *_IN_ROW):
            for phrase in getattr(entry, what):
                yield phrase, what, number


def _key(phrase: str) -> _Key:
    return tuple(map(reduce_word, words(phrase)))


def _meaning(found: dict[str, list[Any]], opens: dict[int, list[Combination]]) -> Meaning:
    groups = dict.fromkeys(found.get("part", ()))
    return Meaning(
        hits=tuple(found.get("hit", ())),
        conditions=_conditions(found, _IN_TEXT),
        row_conditions=_conditions(found, _IN_ROW),
        cues=tuple(found.get("cue", ())),
        bits=sum(1 << group for group in groups),
        opens=tuple(each for group in groups for each in opens.get(group, ())),
    )


def _conditions(found: dict[str, list[Any]], names: tuple[str, str]) -> Conditions | None:
    if found.keys().isdisjoint(names):
        return None
    return Conditions(*(frozenset(found.get(what, ())) for what in names))


def _variants(spellings: Iterable[Sequence[str]]) -> Callable[[str], list[_Key]]:
    """What gives the reduced words of a phrase, in all the spellings of its words."""
    groups = [[f" {' '.join(words(form))} " for form in group] for group in spellings]
    starts = {form.split()[0] for group in groups for form in group}

    @cache  # many phrases are said in several places
    def variants(phrase: str) -> list[_Key]:
        reduced = _key(phrase)
        if starts.isdisjoint(reduced):
            return [reduced]
        plain = zip(reduced, words(phrase), strict=True)
        found = [f" {' '.join(r if r in starts else w for r, w in plain)} "]
        for group in groups:
            found += [
                text.replace(form, other)
                for text in found
                for form in group
                if form in text
                for other in group
                if other != form
            ]
        return [_key(text) for text in dict.fromkeys([phrase, *(text.strip() for text in found)])]

    return variants
