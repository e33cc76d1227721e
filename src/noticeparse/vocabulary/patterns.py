"""Regular expression of a vocabulary file → None, or why it is refused.

Patterns come from users' files and run over every notice, so they must not be able to run away:
they are short, repeat nothing that itself repeats or has alternatives, do not refer back, repeat
only with a bound where any character would do, and do not repeat three times what the same
characters fit. This refuses some harmless patterns; they can be written otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from math import prod
from re import _parser as parser  # type: ignore[attr-defined] # the one that re itself uses
from typing import Any

MAX_LENGTH = 1000
MAX_REPEATS = 8
_MOST_WAYS = 5_000_000  # to part one stretch of text between repeats
_LONGEST = 1000  # characters of a stretch
_MOST_STEPS = 5000
_ONCE = {"LITERAL", "NOT_LITERAL", "ANY", "IN"}
_REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "DIGIT": str.isdigit, "SPACE": str.isspace, "WORD": lambda each: each.isalnum() or each == "_",
}  # fmt: skip

Pending = tuple[tuple[frozenset[str], int], ...]  # repeats that may go on: of what, how many


class _UnsafeError(Exception):
    pass


def why_unsafe(pattern: str) -> str | None:
    r"""Say why a pattern is refused, or None.

    >>> why_unsafe(r"year \d{1,2}"), why_unsafe(r"(a+)+b")
    (None, 'repeats something that repeats, which can take for ever.')
    """
    if len(pattern) > MAX_LENGTH:
        return f"is longer than {MAX_LENGTH} characters."
    try:
        re.compile(f"(?:{pattern})")  # as it is used: without flags of its own at the start
        _Walk(frozenset(map(chr, range(9, 127))) | {*pattern, "é"}).over(parser.parse(pattern), ())
    except (re.error, OverflowError, RecursionError) as error:
        return f"is no regular expression: {error}."
    except _UnsafeError as error:
        return str(error)
    return None


@dataclass
class _Walk:
    """A walk over a pattern, from left to right; `every` are the characters that are tried."""

    every: frozenset[str]
    steps: int = field(default=0)

    def over(self, tree: Iterable[tuple[Any, Any]], pending: Pending) -> Pending:
        """Walk on after `pending`, and say which repeats may go on after this part."""
        for op, value in tree:
            self.steps += 1
            name = str(op)
            if self.steps > _MOST_STEPS:
                raise _UnsafeError("is too long, with all that it repeats.")
            if name in _REPEATS:
                pending = self._repeat(value, pending)
            elif name == "BRANCH":
                ways = [self.over(way, pending) for way in value[1]]
                pending = tuple(dict.fromkeys(each for way in ways for each in way))
            elif name in ("SUBPATTERN", "ATOMIC_GROUP"):
                pending = self.over(value[-1] if name == "SUBPATTERN" else value, pending)
            elif name in ("ASSERT", "ASSERT_NOT"):  # takes no text
                self.over(value[1], ())
            elif name.startswith("GROUPREF"):
                raise _UnsafeError("refers back to a group, which is not allowed.")
            elif str(value) == "AT_BOUNDARY":  # a repeat of a word's characters has come to an end
                word = _CATEGORIES["WORD"]
                pending = tuple(each for each in pending if len({*map(word, each[0])}) > 1)
            elif name in _ONCE:
                fits = self._fits(name, value)
                pending = tuple(each for each in pending if each[0] & fits)
        return pending

    def _repeat(self, repeat: tuple[int, int, Any], pending: Pending) -> Pending:
        least, most, tree = repeat
        if most <= MAX_REPEATS and any(str(op) not in _ONCE for op, _ in tree):
            before = pending
            for _ in range(most):
                pending = self.over(tree, pending)
            return pending if least else tuple(dict.fromkeys((*before, *pending)))
        for name, value in _inside(tree):
            if name == "ANY" and most == parser.MAXREPEAT:
                said = "repeats any character without a bound; write {0,40} in place of *."
                raise _UnsafeError(said)
            fits, ways = self._fits(name, value), min(most, _LONGEST) - min(least, _LONGEST) + 1
            alike = tuple(each for each in pending if each[0] & fits)
            if prod(number for _, number in alike) * ways > _MOST_WAYS:
                raise _UnsafeError("repeats the same again and again, which can take for ever.")
            pending = (*(alike if least else pending), *([(fits, ways)] if ways > 1 else []))
        return pending

    def _fits(self, name: str, value: Any) -> frozenset[str]:
        """The characters that one place of a pattern fits."""
        if name == "ANY":
            return self.every
        if name != "IN":
            same = frozenset(chr(value))
            return same if name == "LITERAL" else self.every - same
        found = {each for item in value for each in self.every if _is_in(each, *item)}
        return self.every - found if str(value[0][0]) == "NEGATE" else frozenset(found)


def _is_in(character: str, op: Any, value: Any) -> bool:
    if str(op) == "RANGE":
        return ord(character) in range(value[0], value[1] + 1)
    if str(op) == "CATEGORY":
        *_, no, kind = f"__{value}".rsplit("_", 2)
        return _CATEGORIES[kind](character) != (no == "NOT")
    return str(op) == "LITERAL" and character == chr(value)


def _inside(tree: Any) -> Iterator[tuple[str, Any]]:
    """What is repeated: places of one character, also in groups; nothing that repeats itself."""
    for op, value in tree:
        name = str(op)
        if name in _ONCE:
            yield name, value
        elif name == "SUBPATTERN":
            yield from _inside(value[-1])
        elif name in _REPEATS or name == "BRANCH":
            raise _UnsafeError("repeats something that repeats, which can take for ever.")
