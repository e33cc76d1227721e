"""Many phrases at once: words of a text → the phrases that stand there, longest first.

All phrases go into one Aho-Corasick automaton over words (each word between spaces, so that only
whole words match). The caller says what a phrase stands for (its payload) and how a word is
reduced before it is compared (`reduce`: plurals, spelling variants): the same function for the
phrases, when they are compiled, and for the text, when it is searched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

import ahocorasick

from noticeparse.text.tokens import Tokens, words

Payload = TypeVar("Payload")
_tuple = tuple.__new__  # a named tuple without the cost of its constructor: hits are many


class Hit(NamedTuple, Generic[Payload]):
    """A phrase found: words `first` to `last` (inclusive) of the text, and its payload."""

    first: int
    last: int
    payload: Payload


class PhraseIndex(Generic[Payload]):
    """An index of phrases; made once, searched often. Holds no state of a search.

    >>> from noticeparse.text.tokens import tokenise
    >>> index = PhraseIndex([("date of birth", "dob"), ("birth", "other")])
    >>> [(h.first, h.last, h.payload) for h in index.find(tokenise("Name, date of birth"))]
    [(1, 3, 'dob'), (3, 3, 'other')]
    """

    def __init__(
        self,
        phrases: Iterable[tuple[str, Payload]],
        *,
        reduce: Callable[[str], str] | None = None,
    ) -> None:
        self._reduce = reduce
        table: dict[str, list[Payload]] = {}
        for phrase, payload in phrases:
            key = " ".join(self._reduced(words(phrase)))
            if key:
                table.setdefault(f" {key} ", []).append(payload)
        self._first = {key.split()[0] for key in table}
        self._automaton = ahocorasick.Automaton()
        for key, payloads in table.items():
            self._automaton.add_word(key, (key.count(" ") - 2, payloads))
        if table:
            self._automaton.make_automaton()

    def _reduced(self, unreduced: Sequence[str]) -> Sequence[str]:
        reduce = self._reduce
        return unreduced if reduce is None else [reduce(word) for word in unreduced]

    def find(self, tokens: Tokens) -> list[Hit[Payload]]:
        """List every phrase that stands in the text, by its last word, longest first."""
        reduced = self._reduced(tokens.words)
        if self._first.isdisjoint(reduced):
            return []
        ends = accumulate([len(word) + 1 for word in reduced])
        word_at = {end: number for number, end in enumerate(ends)}
        # The automaton reports by the last letter, and the longest phrase that ends there first.
        return [
            _tuple(Hit, ((last := word_at[end]) - more, last, payload))
            for end, (more, payloads) in self._automaton.iter(f" {' '.join(reduced)} ")
            for payload in payloads
        ]
