"""What an entry and a cue of the lexicon are, and what a phrase of them means to the index."""

from dataclasses import dataclass
from typing import NamedTuple

ROLES = ("company", "data", "purpose", "both", "section", "subjects")
STRENGTHS = ("strong", "weak")
# The roles of the texts in which terms of a kind are looked for.
AGREES = {"category": ("data", "both"), "purpose": ("purpose", "both", "company", "section")}


@dataclass(frozen=True, slots=True)
class Entry:
    """Ways of saying one term, and when they count.

    docs/vocabulary.md says what each key means. Without `roles` an entry counts anywhere; a `weak`
    one only where the column's role agrees. `plural`: true, only the plural counts (`registers`,
    not to `register`); false, only the singular does. `part`: it names only a part of its term (a
    surname), so its denial withholds nothing as a whole. `implied_by` (data subjects): categories
    that bring the term along. `own`: it is a user's, and always counts. Words that are no term but
    change how others are read (a denial, a hedge) are of the kind "cue"; `id` is their list.
    """

    kind: str = ""
    id: str = ""
    place: int = 0
    phrases: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    within: int = 4
    in_order: bool = False
    alone: bool = False
    unless: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    needs_row: tuple[str, ...] = ()
    unless_row: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    strength: str = "strong"
    coexist: bool = False
    part: bool = False
    plural: bool | None = None
    implied_by: tuple[str, ...] = ()
    own: bool = False
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()

    def counts_in(self, role: str, *, words: int) -> bool:
        """Say whether the entry counts in a text of this role.

        A text read for something else (categories in a column of purposes) needs strong evidence:
        a strong entry with more than one word.
        """
        if self.roles:
            # What may stand in a column of purposes may state an aim in running text too; a single
            # word that is an item of data in a column of data may be anything there.
            return role in self.roles or (role == "both" and "purpose" in self.roles)
        if self.kind == "data_subject":
            return self.strength == "strong" or role in ("data", "both", "subjects", "purpose")
        if role in AGREES[self.kind]:
            return True
        return self.strength == "strong" and words > 1 and role != "subjects"


class Mark(NamedTuple):
    """What a phrase earns: the entry of that number in the lexicon.

    `exact` is the raw spelling that is asked for, if one is.
    """

    entry: int
    exact: str | None = None


class Conditions(NamedTuple):
    """The numbers of the entries that a phrase cancels, or that need it."""

    unless: frozenset[int]
    needs: frozenset[int]


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

    `conditions` hold in the phrase's own text, `row_conditions` in any text of the row. `bits` has
    a bit for each of the groups that it is in; `opens` are the combinations that are looked for
    where it stands.
    """

    hits: tuple[Mark, ...] = ()
    conditions: Conditions | None = None
    row_conditions: Conditions | None = None
    cues: tuple[str, ...] = ()
    bits: int = 0
    opens: tuple[Combination, ...] = ()
