"""Many regular expressions at once: a string → their matches, most of them never tried.

Of each pattern the index knows literals of which one has to stand in a string that it matches. All
literals go into one Aho-Corasick automaton, so that one pass over the string says which patterns
are worth trying. A pattern without such literals is always tried.

Known limits: a digit is one of 0 to 9; literals are taken from the text of the pattern by a small
reader, which gives up (and then always tries the pattern) on what it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import ahocorasick

Payload = TypeVar("Payload")

SHORTEST_LITERAL = 2  # characters; a shorter one stands in nearly every text, unless it is a digit
_DIGITS = "0123456789"
_DIGIT_CLASS = re.compile(r"\[(\d)-(\d)\]")
_OPTIONAL = re.compile(r"[?*]|\{0?,\d*\}|\{0\}")
_QUANTIFIER = re.compile(r"[?*+]\??|\{\d*,?\d*\}\??")
_GROUP = re.compile(r"\((\?:|\?P<\w+>|\?<?[=!])?")


class PatternIndex(Generic[Payload]):
    """Compiled patterns in order, each with a payload. Holds no state of a search."""

    def __init__(self, patterns: Iterable[tuple[str, Payload]]) -> None:
        self._patterns = [(re.compile(pattern), payload) for pattern, payload in patterns]
        self._always: set[int] = set()
        table: dict[str, set[int]] = {}
        for number, (pattern, _) in enumerate(self._patterns):
            literals = required(pattern.pattern)
            if not literals:
                self._always.add(number)
            for literal in literals:
                table.setdefault(literal, set()).add(number)
        self._automaton = ahocorasick.Automaton()
        for literal, numbers in table.items():
            self._automaton.add_word(literal, tuple(sorted(numbers)))
        self._empty = not table
        if table:
            self._automaton.make_automaton()

    def find(self, string: str) -> Iterator[tuple[re.Match[str], Payload]]:
        """Yield every match of every pattern, pattern by pattern."""
        worth = set(self._always)
        if not self._empty:
            for _, numbers in self._automaton.iter(string):
                worth.update(numbers)
        if not worth:
            return
        for number in sorted(worth):
            pattern, payload = self._patterns[number]
            for match in pattern.finditer(string):
                yield match, payload


@dataclass(slots=True)
class _Item:
    """A part of a pattern: literals of which one is needed (none: not known), and its end."""

    literals: tuple[str, ...]
    end: int


def required(pattern: str) -> tuple[str, ...]:
    r"""Literals of which one stands in whatever the pattern matches; empty where that is not known.

    >>> required(r"\b(?:creat|set)(?:e|ing) up accounts?\b")
    (' up account',)
    >>> required(r"\b(?:library|books?)\b"), required(r"\d[a-z]"), required(r"\w+")
    (('library', 'book'), ('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), ())
    """
    choices = [_of_sequence(part) for part in _alternatives(pattern)]
    if any(not choice for choice in choices):
        return ()
    return tuple(dict.fromkeys(literal for choice in choices for literal in choice))


def _alternatives(pattern: str) -> list[str]:
    """Cut a pattern at its top-level bars."""
    parts, start, at, depth = [], 0, 0, 0
    while at < len(pattern):
        character = pattern[at]
        if character == "\\":
            at += 1
        elif character == "[":
            at = _end_of_class(pattern, at) - 1
        elif character in "()":
            depth += 1 if character == "(" else -1
        elif character == "|" and depth == 0:
            parts.append(pattern[start:at])
            start = at + 1
        at += 1
    return [*parts, pattern[start:]]


def _end_of_class(pattern: str, at: int) -> int:
    at += 1
    if pattern[at : at + 1] == "^":
        at += 1
    if pattern[at : at + 1] == "]":
        at += 1
    while at < len(pattern) and pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return at + 1


def _end_of_group(pattern: str, at: int) -> int:
    depth = 0
    while at < len(pattern):
        if pattern[at] == "\\":
            at += 1
        elif pattern[at] == "[":
            at = _end_of_class(pattern, at) - 1
        elif pattern[at] in "()":
            depth += 1 if pattern[at] == "(" else -1
            if depth == 0:
                return at + 1
        at += 1
    return at


def _of_sequence(pattern: str) -> tuple[str, ...]:
    """The best literals that a sequence needs: digits, or those whose shortest is longest."""
    found: list[tuple[str, ...]] = []
    run, at = "", 0
    while at < len(pattern):
        item, literal = _item(pattern, at)
        quantifier = _QUANTIFIER.match(pattern, item.end)
        optional = quantifier is not None and _OPTIONAL.match(quantifier.group()) is not None
        at = quantifier.end() if quantifier else item.end
        if literal is not None and quantifier is None:
            run += literal
            continue
        found.append((run,))
        run = ""
        if not optional:
            found.append((literal,) if literal is not None else item.literals)
    found.append((run,))
    good = [f for f in found if f and all(map(_is_seldom, f))]
    return max(good, key=_selective, default=())


def _selective(literals: tuple[str, ...]) -> tuple[bool, int]:
    return all(map(str.isdigit, literals)), min(map(len, literals))


def _is_seldom(literal: str) -> bool:
    return len(literal) >= SHORTEST_LITERAL or literal.isdigit()


def _item(pattern: str, at: int) -> tuple[_Item, str | None]:
    """The item at a place, and its character where it is a literal one."""
    character = pattern[at]
    if character == "(":
        return _group(pattern, at), None
    if character == "[":
        digits = _DIGIT_CLASS.match(pattern, at)
        some = _DIGITS[int(digits[1]) : int(digits[2]) + 1] if digits else ""
        return _Item(tuple(some), _end_of_class(pattern, at)), None
    if character == "\\":
        escaped = pattern[at + 1 : at + 2]
        if escaped == "d":
            return _Item(tuple(_DIGITS), at + 2), None
        literal = None if escaped.isalnum() else escaped
        return _Item((), at + 2), literal
    if character in ".^$":
        return _Item((), at + 1), None
    return _Item((), at + 1), character


def _group(pattern: str, at: int) -> _Item:
    end = _end_of_group(pattern, at)
    opening = _GROUP.match(pattern, at)
    kind = opening.group(1) if opening else None
    if kind is not None and not (kind == "?:" or kind.startswith("?P<")):
        return _Item((), end)  # a look at what stands around: it needs nothing itself
    inner = pattern[(opening.end() if opening else at + 1) : end - 1]
    if inner.startswith("?"):
        return _Item((), end)  # flags and the like: not known
    return _Item(required(inner), end)
