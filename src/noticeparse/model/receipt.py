"""The receipt: every word of a source in exactly one class."""

from dataclasses import dataclass
from typing import NamedTuple

# In order of precedence: what a row claims is not also prose.
WORD_CLASSES = ("rows", "headers", "statements", "doubtful", "other", "furniture")


@dataclass(frozen=True, slots=True)
class Receipt:
    """How many words of the source went where; `unaccounted` is what no stage claimed.

    `words` is their sum, and counts the words of a second, simple reading of the source.
    """

    words: int
    rows: int = 0
    headers: int = 0
    statements: int = 0
    furniture: int = 0
    other: int = 0
    doubtful: int = 0
    unaccounted: int = 0


class ReadWord(NamedTuple):
    """A word of the reading order: its text, offsets [start, end), class, and the row it is in.

    `kind` is one of WORD_CLASSES, or "unaccounted"; `row` is a disclosure's id or None.
    """

    text: str
    start: int
    end: int
    kind: str
    row: str | None = None
