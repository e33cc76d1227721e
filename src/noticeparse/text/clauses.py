"""String → sentences and clauses, as spans of the raw string.

A sentence ends at ". ! ?" before a capital, digit or the end, at a line break and at a bullet. A
known abbreviation ("e.g.", "no.", "incl.") does not end it, nor does the break of a full line that
goes on in lower case. A clause ends at a sentence's end, at ";" and at a spaced dash; whoever needs
finer cuts (commas, conjunctions) makes them from there.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from noticeparse.settings import MAX_SENTENCE_CHARACTERS

SHORTEST_LINE = 50  # characters of a line that was full

_ABBREVIATIONS = frozenset(
    {"e.g", "i.e", "etc", "incl", "no", "nos", "tel", "approx", "dept", "ed", "mr", "mrs", "ms"}
    | {"dr", "st", "vs", "ext", "inc", "ltd", "co", "yr", "yrs", "rec", "cont", "max", "min", "art"}
)
# Words that begin a sentence, also where the blank before them is missing: "is kept.How do we".
_BEGINS = (
    r"(?:All|Any|As|By|For|How|If|In|It|Our|Please|The|They|This|These|To|We|What|When|Where|Who"
    r"|Why|You|Your)\b"
)
_SENTENCE_END = re.compile(
    rf"(?<=[a-z]{{3}})[.?](?={_BEGINS} )"
    r"|(?<![.!?])[.!?]++[)\]\"'\u2019\u201d]*+(?=\s|$)|[\n\r\u2028]+|(?=[\u2022\u00b7\u25aa])"
)
_STARTER = re.compile(_BEGINS)
_INITIAL = re.compile(r"(?:^|[\s(])[A-Z]$")  # "U" of "U. S. Department"
_INITIALS = re.compile(r"[A-Z]\. ?[A-Z]$")
_INITIAL_FIRST = re.compile(r"[A-Z]\.")
_CLAUSE_END = re.compile(r";|\s[-\u2013\u2014]\s|:(?=\s)")
_LOWER = re.compile(r"(?!o )\s*[a-z]")  # "o" stands for a bullet
_ANY_END = re.compile(r"[.!?\n\r\u2028\u2022\u00b7\u25aa;:\u2013\u2014-]")
_LONGEST = 1 + max(map(len, _ABBREVIATIONS))


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    rest = text[match.end() :].lstrip()
    if match.group() == "!" and rest[:1].islower():
        return False  # "Kahoot! is used"
    if match.group() in ("\n", "\r\n", "\r"):
        return not _goes_on(text, match)
    if not match.group().startswith("."):
        return True
    if match.group() == "." and rest[:1].islower():
        return False
    before = text[max(0, match.start() - _LONGEST) : match.start()]
    known = re.split(r"[\s(]", before)[-1].casefold()
    if known in ("no", "nos"):
        return rest[:1].isupper()  # "candidate no. Medical …", but "no. 7", "mobile no. & …"
    if _INITIAL.search(before) and (_INITIAL_FIRST.match(rest) or _INITIALS.search(before)):
        known = "etc"  # "the U. S. Department", "J. K. Smith"
    if known == "etc" and _STARTER.match(rest):
        known = ""
    return not (known in _ABBREVIATIONS and rest)


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Say whether a full line goes on in the next: the page broke it, and no sentence ends."""
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].rstrip()
    full = len(line) >= SHORTEST_LINE and (line[-1].isalnum() or line[-1] == ",")
    return full and _LOWER.match(text, match.end()) is not None


def _cut(text: str, start: int, end: int, cuts: list[int]) -> list[tuple[int, int]]:
    bounds = [start, *cuts, end]
    spans = []
    for left, right in pairwise(bounds):
        piece = text[left:right]
        if piece.strip():
            inner = left + len(piece) - len(piece.lstrip())
            spans.append((inner, inner + len(piece.strip())))
    return spans


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences.

    >>> text = "Names, e.g. of pupils. No photos."
    >>> [text[a:b] for a, b in sentences(text)]
    ['Names, e.g. of pupils.', 'No photos.']
    """
    ends = _SENTENCE_END.finditer(text) if _ANY_END.search(text) else ()
    cuts = [match.end() for match in ends if _ends_sentence(text, match)]
    return tuple(_short(text, _cut(text, 0, len(text), cuts)))


def _short(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cut what is longer than any sentence between two words."""
    for start, end in spans:
        cuts = [start]
        while end - (last := cuts[-1]) > MAX_SENTENCE_CHARACTERS:
            at = text.rfind(" ", last + 1, last + MAX_SENTENCE_CHARACTERS)
            cuts.append(at if at > 0 else last + MAX_SENTENCE_CHARACTERS)
        yield from _cut(text, start, end, cuts[1:])


def sentence_at(text: str, place: int) -> tuple[int, int]:
    """Span of the sentence that a place is in; between two, all of the text."""
    return next((s for s in sentences(text) if s[0] <= place < s[1]), (0, len(text)))


@lru_cache(maxsize=4096)
def clauses(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the clauses: sentences, cut further at ";", ":" and spaced dashes."""
    if not _ANY_END.search(text):
        return sentences(text)
    spans = []
    for start, end in sentences(text):
        cuts = [m.end() for m in _CLAUSE_END.finditer(text, start, end)]
        spans += _cut(text, start, end, cuts)
    return tuple(spans)


def clause_at(text: str, place: int) -> tuple[int, int]:
    """Span of the clause that a place is in; between two, all of the text."""
    return next((c for c in clauses(text) if c[0] <= place < c[1]), (0, len(text)))
