"""A text → the persons that it names, for what everybody can read.

Found are a title with a surname ("Mrs Higgins"), and two to four words with capitals that are a
given name and a surname, both known, with a blank, a line break or a hyphen between them, or none,
or the surname first and a comma; after words behind which a person stands ("pupil", "managed by")
one known name is enough. What a body is called ("Sir John Hunt School") is none: a word of one in
the same run of capitals, on the same line, after the name.

Limits: a given name or a surname alone, a name written small or in another script, and a name with
a word in quotes or brackets within it, are not known for one here; nor is a name of which a word
is an ordinary one ("Will Banks").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from noticeparse.persons import names_of
from noticeparse.persons.contacts import Span, seen
from noticeparse.persons.names import LONGEST_NAME, is_full_name
from noticeparse.persons.words import key_of, words
from noticeparse.suppliers.directory import find_names
from noticeparse.vocabulary import load_vocabulary

_CAPITALS = (  # a point ends a name, but behind initials and titles
    r"(?:(?:[^\W\d_a-z]|Mr|Mrs|Ms|Mx|Dr|Prof|Revd?|Cllr|St)\.(?!\w)|[^\W\d_a-z][\w’'-]*)"
)
_BLANKS = r"(?:[ \u00a0]{1,3}|[ \u00a0]{0,3}\r?\n[ \u00a0]{0,3})"
_SMALL = r"(?:(?:de|den|der|di|da|du|van|von|la|le|ap|al|bin|bint|ibn) ){0,2}"
_RUN = re.compile(rf"(?<![\w’'-]){_CAPITALS}(?:{_BLANKS}{_SMALL}{_CAPITALS}){{0,9}}")
_REVERSED = re.compile(r"(?<![\w’'-])([^\W\d_a-z][\w’'-]+), ([^\W\d_a-z][\w’'-]+)")
_OF_IRELAND = frozenset(("ni", "nic", "ui", "mhic"))  # before a surname
_TOGETHER = re.compile(r"[A-Z][a-z]{2,}(?=[A-Z])|[A-Z][a-z]{2,}\Z")
_TOKEN = re.compile(r"[^\W\d_][\w’'-]*")
_BEFORE = 40  # characters in which the words stand that tell of a person
_LETTERS_RUN_TOGETHER = 8  # of a name that is found without the blanks between its words, too
_SHORTEST_SURNAME = 3  # letters
_LONGEST = 120  # characters of a name that is looked for in other spellings
_BETWEEN = r"[\s_.’'-]"


@lru_cache(maxsize=8192)
def names_in(text: str) -> tuple[Span, ...]:
    """The spans of `seen(text).string` that name persons.

    >>> text = "Ask Mrs Higgins or Kelly Smith of Kelly Smith Academy"
    >>> [text[start:end] for start, end in names_in(text)]
    ['Mrs Higgins', 'Kelly Smith']
    """
    string = seen(text).string.replace("_", " ")
    found = [span for run in _RUN.finditer(string) for span in _in_run(string, run)]
    found += (each.span() for each in _REVERSED.finditer(string) if _is_reversed(string, each))
    if not found:
        return ()
    known = [(each.start, each.end) for each in find_names(string, load_vocabulary().suppliers)]
    return tuple(span for span in found if not _lies_in(span, known))


def spans_of(text: str, names: Iterable[str]) -> Iterator[Span]:
    """Where these names stand in `seen(text).string`, as whole words."""
    string = seen(text).string
    for name in names:
        if name and len(name) <= len(text):
            whole = _bounded(re.escape(seen(name).string))
            yield from (match.span() for match in re.finditer(whole, string, re.IGNORECASE))


def _lies_in(span: Span, spans: Iterable[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def _in_run(string: str, run: re.Match[str]) -> Iterator[Span]:
    """The names in some words with capitals that follow each other."""
    known = words()
    said = [
        (match.start(), match.end(), match[0]) for match in _TOKEN.finditer(string, *run.span())
    ]
    keys = [key_of(word) for *_, word in said]
    place = 0
    while place < len(said):
        length = _length_at(string, said, keys, place)
        line = string.find("\n", said[place + length - 1][1], run.end()) if length else -1
        after = [
            key
            for key, (start, *_) in zip(keys, said, strict=True)
            if start >= said[place + length - 1][1] and (line < 0 or start < line)
        ]
        if length and (known.bodies | known.legal | known.streets).isdisjoint(after):
            start, end = said[place][0], said[place + length - 1][1]
            yield start, end - 2 * (string[end - 2 : end] in ("'s", "’s"))
        place += length or 1


def _is_reversed(string: str, found: re.Match[str]) -> bool:
    """Is it a surname and a given name behind a comma ("Smith, Kelly"), and not part of a list?"""
    known, (last, first) = words(), map(key_of, found.groups())
    before, after = (
        string[max(0, found.start() - 2) : found.start()],
        string[found.end() : found.end() + 3],
    )
    alone = not before.endswith(", ") and not re.match(r", [^\W\d_a-z]", after)
    named = known.is_surname(last) and known.is_given(first) and _plain((last, first))
    named = named and not (found[2].isupper() and len(found[2]) < _SHORTEST_SURNAME)  # "AL"
    return named and (alone or first not in known.surnames)


def _length_at(
    string: str, said: Sequence[tuple[int, int, str]], keys: Sequence[str], place: int
) -> int:
    """How many words from here are a name; 0 for none."""
    known = words()
    rest = [word for *_, word in said[place:]]
    if keys[place] in known.courtesy:
        return _titled(keys[place:], rest)
    if place and keys[place - 1] in ("st", "saint"):
        return 0
    for length in range(min(LONGEST_NAME, len(rest)), 1, -1):
        if is_full_name(rest[:length]) and _plain(keys[place : place + length]):
            return length
    return int(_is_one_word_of_two(rest[0])) or _announced(string, said, keys, place)


def _announced(
    string: str, said: Sequence[tuple[int, int, str]], keys: Sequence[str], place: int
) -> int:
    """How many words from here are a name of which one word is known, behind what tells of one."""
    if not _may_be_name(keys[place]) or not _tells_of_person(string, said[place][0]):
        return 0
    known = words()
    told = [known.is_given(key) or known.is_surname(key) for key in keys[place : place + 2]]
    weak = string.endswith("for ", 0, said[place][0]) and not known.is_given(keys[place])
    if weak or not any(told):  # "for" stands before much else
        return 0
    length = 1
    while length < min(LONGEST_NAME, len(keys) - place) and _may_be_name(keys[place + length]):
        length += 1
    return length if length > 1 else 0


def _is_one_word_of_two(word: str) -> bool:
    """Is it "Kelly-Smith", or "KellySmith" as one word?"""
    parts = word.split("-") if "-" in word else _TOGETHER.findall(word)
    if len(parts) != 2 or len("".join(parts)) != len(word.replace("-", "")):
        return False
    return is_full_name(parts) and _plain([*map(key_of, parts)])


def _plain(keys: Sequence[str]) -> bool:
    """Are they names, and no roles ("Grace Governor") and streets ("Smith Street")?"""
    known = words()
    no_names = known.roles, known.kin, known.titles, known.ordinary, known.streets
    return not any(key in each for key in keys if key not in _OF_IRELAND for each in no_names)


def _may_be_name(key: str) -> bool:
    known = words()
    no_names = (
        *(known.ordinary, known.bodies, known.legal),
        *(known.roles, known.kin, known.brands),
    )
    return not any(key in each for each in no_names)


def _titled(keys: Sequence[str], said: Sequence[str]) -> int:
    """How many words are a title and the name behind it."""
    length = 1
    while length <= min(LONGEST_NAME, len(said) - 1) and _may_be_name(keys[length]):
        length += 1
    return length if length > 1 and any(len(key) > 1 for key in keys[1:length]) else 0


@cache
def _before() -> re.Pattern[str]:
    phrases = "|".join(sorted(map(re.escape, words().before), key=lambda each: (-len(each), each)))
    return re.compile(rf"(?<!\w)(?:{phrases})[\s:–-]{{0,3}}\Z")


def _tells_of_person(text: str, place: int) -> bool:
    """Do the words before a place say that a person follows?"""
    return _before().search(text[max(0, place - _BEFORE) : place].casefold()) is not None


def patterns_of(name: str) -> Iterator[str]:
    """What finds a name that is held back in another text: whole words, however they are written.

    A name of one word is found only as it is written: "Al" is held, and "al" is not.
    """
    whole = seen(name).string
    printed = dict.fromkeys(
        tuple(each.split()) for each in (whole, *(names_of(name) if len(whole) <= _LONGEST else ()))
    )
    for said in printed:
        if len(said) == 1 and said[0] == whole.strip():
            yield _bounded(re.escape(said[0]))
        elif len(said) > 1:
            yield from _spelt(said)


def _spelt(said: Sequence[str]) -> Iterator[str]:
    escaped = [re.escape(word) for word in said]
    letters = len("".join(said))
    least = 0 if _LETTERS_RUN_TOGETHER <= letters <= _LONGEST else 1
    yield _bounded(f"(?i:{f'{_BETWEEN}{{{least},3}}'.join(escaped)})")
    short = len(said) <= LONGEST_NAME and len(said[-1]) >= _SHORTEST_SURNAME
    if short and words().is_given(key_of(said[0])):  # "Hartley, Jane", "J. Hartley"
        first, last = escaped[0], escaped[-1]
        yield _bounded(rf"(?i:{last},?\s{{1,3}}{first})")
        yield _bounded(rf"{re.escape(said[0][0].upper())}\.?\s{{0,2}}(?i:{last})")


def _bounded(pattern: str) -> str:
    return rf"(?<!\w){pattern}(?!\w)"
