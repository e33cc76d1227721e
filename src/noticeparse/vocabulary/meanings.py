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
    """The entries that a phrase rules out, or that need it, in any text of a row.

    Each is a number with the bits of the entries' numbers set (see `bits_of`).
    """

    unless_row: int
    needs_row: int


@dataclass(frozen=True, slots=True, eq=False)
class Combination:
    """Groups of an entry or a cue, by their bits: one phrase of each has to stand near.

    `entry` is the number of the entry, -1 for a cue, whose group is `cue`. `wanted` has the bits
    of the groups but for the one that is met most seldom: its phrases open the combination.
    """

    entry: int
    cue: str
    groups: tuple[int, ...]
    wanted: int
    within: int
    in_order: bool


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """All that a phrase means: to entries, as a cue of groups, as a part of combinations.

    `bits` has a bit for each of the groups that it is in; `opens` are the combinations that are
    looked for where it stands.
    """

    hits: tuple[Mark, ...] = ()
    conditions: Conditions | None = None
    row_conditions: RowConditions | None = None
    cues: tuple[str, ...] = ()
    bits: int = 0
    opens: tuple[Combination, ...] = ()


def bits_of(numbers: Iterable[int]) -> int:
    """Give a number with the bits of some numbers set: cheaper to join than sets.

    >>> bits_of([0, 2])
    5
    """
    return sum(1 << number for number in set(numbers))
