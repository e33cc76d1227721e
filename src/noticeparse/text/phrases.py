"""Many phrases at once: words of a text → the phrases that stand there, longest first.

All phrases go into one Aho-Corasick automaton, in which each word is written as two characters: a
first and a second that stand nowhere else, so that only whole words match, and the automaton stays
small. The caller says what a phrase stands for (its payload) and how a word is reduced before it is
compared (`reduce`: plurals, spelling variants): the same function for the phrases, when they are
compiled, and for the text, when it is searched.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from math import isqrt
from typing import Generic, NamedTuple, TypeVar

import ahocorasick

from noticeparse.text.fold import Tokens, words

Payload = TypeVar("Payload")
_UNKNOWN = "\0\0"  # a word of no phrase


class Hit(NamedTuple, Generic[Payload]):
    """A phrase found: words `first` to `last` (inclusive) of the text, and its payload."""

    first: int
    last: int
    payload: Payload


_hit = tuple.__new__  # without the cost of the constructor: hits are many


class PhraseIndex(Generic[Payload]):
    """An index of phrases; made once, searched often. Holds no state of a search.

    >>> from noticeparse.text.fold import tokenise
    >>> index = PhraseIndex([("date of birth", "dob"), ("birth", "other")])
    >>> [(h.first, h.last, h.payload) for h in index.find(tokenise("Name, date of birth"))]
    [(1, 3, 'dob'), (3, 3, 'other')]
    """

    def __init__(
        self,
        phrases: Iterable[tuple[str | tuple[str, ...], Payload]],
        *,
        reduce: Callable[[str], str] = str,
    ) -> None:
        """Take phrases, or their words as they are compared, with their payloads."""
        table: dict[tuple[str, ...], list[Payload]] = {}
        for phrase, payload in phrases:
            key = tuple(map(reduce, words(phrase))) if isinstance(phrase, str) else phrase
            if key:
                table.setdefault(key, []).append(payload)
        known = dict.fromkeys(word for key in table for word in key)
        base = isqrt(len(known)) + 1
        codes = {
            word: chr(1 + number // base) + chr(1 + base + number % base)
            for number, word in enumerate(known)
        }
        # Writes a word of a text as two characters.
        self._code = lru_cache(maxsize=16384)(lambda word: codes.get(reduce(word), _UNKNOWN))
        self._automaton = ahocorasick.Automaton()
        # Equal values are one object: a search then touches less memory.
        shared: dict[tuple[int, tuple[Payload, ...]], tuple[int, tuple[Payload, ...]]] = {}
        for key, payloads in table.items():
            coded = "".join(map(codes.__getitem__, key))
            found = len(key), tuple(payloads)
            self._automaton.add_word(coded, shared.setdefault(found, found))
        if table:
            self._automaton.make_automaton()

    def unknown(self, words: Sequence[str]) -> list[str]:
        """List those of some words that are in no phrase."""
        code = self._code
        if _UNKNOWN not in map(code, words):
            return []  # most texts
        return [word for word in words if code(word) == _UNKNOWN]

    def find(self, tokens: Tokens) -> list[Hit[Payload]]:
        """List every phrase that stands in the text, by its last word, longest first."""
        coded = "".join(map(self._code, tokens.words))
        if not coded.strip(_UNKNOWN):
            return []
        # The automaton reports by the last character, and the longest phrase that ends there first.
        return [
            _hit(Hit, ((last := end // 2) - length + 1, last, payload))
            for end, (length, payloads) in self._automaton.iter(coded)
            for payload in payloads
        ]
