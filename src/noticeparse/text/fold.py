"""Raw string → folded string, with a map back to raw offsets, and its words with their spans.

Matching happens on folded text: case, typographic quotes and dashes, compatibility forms
(ligatures, full-width), soft hyphens and runs of white space no longer differ. Every quote that is
printed is cut from the raw string, so each folded character remembers the raw characters that it
stands for. Offsets are code points.

A word is a run of letters and digits; an apostrophe inside it, and the dots of an abbreviation
("D.O.B."), belong to it. Hyphens and slashes separate words ("DOB/UPN", "e-mail"), so a phrase
matches across them as it does across a space.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")  # soft hyphen, zero-width marks
_QUOTES = dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'") | dict.fromkeys(
    "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'
)
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
_SINGLE = _QUOTES | _DASHES


# What stands for itself but for its case: ASCII words, single blanks and punctuation between them.
_RUN_OR_CHARACTER = re.compile(r"(?P<plain>[!-_a-~]+(?: [!-_a-~]+)*)|.", re.DOTALL)
_PLAIN_WORD = re.compile(r"[a-z0-9]+|&")  # the same in a string without signs inside words
_ABBREVIATION = re.compile(r"[a-z]\.[a-z]\.")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W_])|[^\W_]+(?:'[^\W\d_]+)?(?:\+(?!\w))?|&")


@dataclass(slots=True, eq=False)  # not frozen: that would take thrice as long to make
class Folded:
    """A folded string; `starts[i]` and `ends[i]` bound the raw characters behind character i.

    Never changed.
    """

    string: str
    raw: str
    starts: Sequence[int]
    ends: Sequence[int]

    @property
    def is_raw(self) -> bool:
        """Does every character stand for itself, but for its case?"""
        return isinstance(self.starts, range)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Map the folded span [start, end) to the raw one.

        >>> folded = fold("Pupil’s  DOB")
        >>> folded.string, folded.raw_span(8, 11)
        ("pupil's dob", (9, 12))
        """
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.raw)
            return at, at
        return self.starts[start], self.ends[end - 1]


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    single = _SINGLE.get(character)
    if single is not None:
        return single
    if character in _DROPPED:
        return ""
    decomposed = unicodedata.normalize("NFKC", character).casefold()
    # NFKC may bring in spaces (U+00A8 becomes space + combining mark) and marks of its own.
    return "".join(_SINGLE.get(c, c) for c in decomposed if c not in _DROPPED)


@lru_cache(maxsize=8192)
def fold(raw: str) -> Folded:
    """Fold a string for matching; the result maps every offset back."""
    if raw.isascii() and raw.isprintable() and "`" not in raw and "  " not in raw:
        # Most texts: every character stands for itself.
        return Folded(raw.lower(), raw, range(len(raw)), range(1, len(raw) + 1))
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _RUN_OR_CHARACTER.finditer(raw):
        at, end = match.span()
        if match.lastgroup == "plain":
            parts.append(match.group().lower())
            starts += range(at, end)
            ends += range(at + 1, end + 1)
            continue
        for folded in _fold_character(match.group()):
            if folded.isspace() and parts and parts[-1] == " ":
                ends[-1] = end
                continue
            parts.append(" " if folded.isspace() else folded)
            starts.append(at)
            ends.append(end)
    return Folded("".join(parts), raw, array("L", starts), array("L", ends))


def fold_key(raw: str) -> str:
    """Fold a string and trim it: two strings with one key read the same."""
    return fold(raw).string.strip()


def first_match(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    """The match of the first pattern that stands in a text."""
    for pattern in patterns:
        if found := pattern.search(text):
            return found
    return None


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


@lru_cache(maxsize=8192)
def tokenise(raw: str) -> Tokens:
    """Split a raw string into words."""
    folded = fold(raw)
    string = folded.string
    # A sign may be part of a word; a full stop is only in an abbreviation.
    abbreviated = "." in string and _ABBREVIATION.search(string) is not None
    plain = string.isascii() and not ("'" in string or "+" in string or abbreviated)
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
