"""What a phrase means to the index: to entries, as a cue, as a part of combinations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

NEVER = 1000  # words that an entry needs that does not count at all


class Mark(NamedTuple):
    """What a phrase earns: the entry of that number in the lexicon.

    `exact` is the raw spelling that is asked for, if one is.
    """

    entry: int
    exact: str | None = None


class Conditions(NamedTuple):
    """The numbers of the entries that a phrase cancels, or that need it, in its text."""

    unless: frozenset[int]
    needs: frozenset[int]


class RowConditions(NamedTuple):
    """The numbers of the entries that a phrase rules out, or that need it, in any text of a row."""

    unless_row: frozenset[int]
    needs_row: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Combination:
    """Groups of an entry or a cue, by their numbers: one phrase of each has to stand near.

    `entry` is the number of the entry, -1 for a cue, whose group is `cue`. `wanted` has a bit for
    each of the groups but for the one that is met most seldom: its phrases open the combination.
    """

    entry: int
    cue: str
    groups: tuple[int, ...]
    wanted: int
    within: int
    in_order: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """All that a phrase means: to entries, as a cue of groups, as a part of combinations.

    `groups` are the numbers of the groups that it is in, `bits` has a bit for each of them; `opens`
    are the combinations that are looked for where it stands.
    """

    hits: tuple[Mark, ...] = ()
    conditions: Conditions | None = None
    row_conditions: RowConditions | None = None
    cues: tuple[str, ...] = ()
    groups: frozenset[int] = frozenset()
    bits: int = 0
    opens: tuple[Combination, ...] = ()


def bits_of(numbers: Iterable[int]) -> int:
    """Give a number with the bits of some numbers set: cheaper to join than sets.

    >>> bits_of([0, 2])
    5
    """
    return sum(1 << number for number in set(numbers))
