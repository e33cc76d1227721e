"""Folded string → words with their spans.

A word is a run of letters and digits; an apostrophe inside it, and the dots of an abbreviation
("D.O.B."), belong to it. Hyphens and slashes separate words ("DOB/UPN", "e-mail"), so a phrase
matches across them as it does across a space.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from noticeparse.text.fold import Folded, fold

_PLAIN_WORD = re.compile(r"[a-z0-9]+|&")  # the same in a string without signs inside words
_ABBREVIATION = re.compile(r"[a-z]\.[a-z]\.")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W_])|[^\W_]+(?:'[^\W\d_]+)?(?:\+(?!\w))?|&")


@dataclass(slots=True, eq=False)  # not frozen: that would take thrice as long to make
class Tokens:
    """The words of a string in order, with the folded string that they stand in; never changed.

    Word i is `words[i]` (no dots, no possessive), from `starts[i]` to `ends[i]` there, and from
    `raw_starts[i]` to `raw_ends[i]` in the raw string.
    """

    folded: Folded
    words: tuple[str, ...]
    starts: Sequence[int]
    ends: Sequence[int]
    raw_starts: Sequence[int]
    raw_ends: Sequence[int]

    def raw_span(self, first: int, last: int) -> tuple[int, int]:
        """Raw span from the start of word `first` to the end of word `last` (inclusive).

        >>> tokenise("Date of Birth, UPN").raw_span(0, 2)
        (0, 13)
        """
        return self.raw_starts[first], self.raw_ends[last]

    def raw(self, first: int, last: int) -> str:
        """The raw characters of words `first` to `last`, for tests of capitals."""
        start, end = self.raw_span(first, last)
        return self.folded.raw[start:end]


def _plain(word: str) -> str:
    if word.isalnum():
        return word
    return word.replace(".", "") if "." in word else word.removesuffix("'s").removesuffix("'")


def _has_sign_inside(string: str) -> bool:
    """May a sign be part of a word? A full stop is only in an abbreviation."""
    return (
        "'" in string
        or "+" in string
        or ("." in string and _ABBREVIATION.search(string) is not None)
    )


@lru_cache(maxsize=8192)
def tokenise(raw: str) -> Tokens:
    """Split a raw string into words."""
    folded = fold(raw)
    string = folded.string
    plain = string.isascii() and not _has_sign_inside(string)
    found = list((_PLAIN_WORD if plain else _WORD).finditer(string))
    written = [match.group() for match in found]
    starts = array("L", [match.start() for match in found])
    ends = array("L", [match.end() for match in found])
    return Tokens(
        folded,
        tuple(written if plain else map(_plain, written)),
        starts,
        ends,
        starts if folded.is_raw else array("L", [folded.starts[start] for start in starts]),
        ends if folded.is_raw else array("L", [folded.ends[end - 1] for end in ends]),
    )


def words(raw: str) -> list[str]:
    """The folded words of a string.

    >>> words("Pupil’s D.O.B./UPN & e-mail")
    ['pupil', 'dob', 'upn', '&', 'e', 'mail']
    """
    if raw.isascii() and raw.replace(" ", "").isalnum():
        return raw.lower().split()  # most phrases of a vocabulary; the same, sooner
    return list(tokenise(raw).words)


_PIECE = re.compile(r"[^\W_]+")


def pieces(folded: str) -> list[tuple[int, int]]:
    """Spans of the runs of letters and digits of a folded string: what is counted as a word.

    >>> pieces("d.o.b, e-mail")
    [(0, 1), (2, 3), (4, 5), (7, 8), (9, 13)]
    """
    return [match.span() for match in _PIECE.finditer(folded)]
