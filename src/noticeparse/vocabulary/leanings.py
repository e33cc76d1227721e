"""Ways of saying purposes → the words that lean to one of them, whatever stands beside them.

No list holds all ways of saying what data is for. But a word that stands in many ways of saying
one purpose, and in few of saying another ("university", "overdue"), says something where none of
them fits. A word counts the more, the less stands beside it in a way of saying: all of it where it
stands alone, a third in a phrase of three words or in one of three groups of a combination.

A counter-example of a term says what is not meant: words that all stand in one do not lean to it.

Limit: what a word leans to is its share in the lexicon, not in the language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from noticeparse.text import words
from noticeparse.vocabulary.entries import Entry
from noticeparse.vocabulary.inflection import reduce_word

_LEAST = 0.1
_DOUBT = 1.0  # a word that is seldom said leans less


@dataclass(frozen=True)
class Leanings:
    """What words lean to; all words are reduced.

    `words`: the ids of the purposes that a word leans to, each with how much, from 0 to 1.
    `counter_examples`: the words of each counter-example of a purpose, by its id.
    """

    words: Mapping[str, Sequence[tuple[str, float]]]
    counter_examples: Mapping[str, Sequence[AbstractSet[str]]]

    def are_counter_example(self, id: str, found: AbstractSet[str]) -> bool:
        """Say whether all of some words stand in one counter-example of a purpose."""
        return any(found <= example for example in self.counter_examples.get(id, ()))


def leanings_of(entries: Iterable[Entry], meaningless: AbstractSet[str]) -> Leanings:
    """Weigh the words of all purposes; the `meaningless` say nothing of what data is for."""
    said: dict[str, dict[str, float]] = {}
    examples: dict[str, list[AbstractSet[str]]] = {}
    for entry in entries:
        if entry.kind != "purpose":
            continue
        for parts, share in _ways(entry, meaningless):
            for word in parts:
                counts = said.setdefault(word, {})
                counts[entry.id] = counts.get(entry.id, 0.0) + share
        for text in entry.counter_examples:
            examples.setdefault(entry.id, []).append(_words([text]))
    leans = {word: _leans(counts) for word, counts in said.items() if word.isalpha()}
    return Leanings({word: found for word, found in leans.items() if found}, examples)


def _ways(entry: Entry, meaningless: AbstractSet[str]) -> Iterator[tuple[AbstractSet[str], float]]:
    """Yield the words of each way of saying a term, with what each of them counts."""
    for phrase in (*entry.phrases, *entry.exact):
        parts = _words([phrase]) - meaningless
        if parts:
            yield parts, 1 / len(parts)
    for group in entry.together:
        yield _words(group) - meaningless, 1 / len(entry.together)


def _words(phrases: Iterable[str]) -> set[str]:
    return {reduce_word(word) for phrase in phrases for word in words(phrase)}


def _leans(counts: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    total = sum(counts.values()) + _DOUBT
    return tuple(
        (id, share) for id, count in sorted(counts.items()) if (share := count / total) > _LEAST
    )
