"""What every proposer looks at: the blocks of a notice, the wording, the names, the judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

from noticeparse.model import Block, Heading, Paragraph, Text
from noticeparse.parser.masthead import NO_MASTHEAD, Masthead
from noticeparse.parser.wording import FindNames, Wording
from noticeparse.vocabulary.weights import Weights

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above a block: the heading of its section, and the line that leads it in."""

    heading: Text | None = None
    lead: Text | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """The blocks of a notice and what is known of its words.

    `masthead` says who publishes it; `title` is what the file calls itself, if it says so.
    """

    blocks: tuple[Block, ...]
    wording: Wording
    find_names: FindNames
    weights: Weights
    masthead: Masthead = NO_MASTHEAD
    title: str | None = None
    memo: dict[object, object] = field(default_factory=dict, repr=False, compare=False)

    @property
    def school(self) -> str | None:
        """Who publishes the notice; None where it is not known."""
        return self.masthead.school

    def words(self, key: str) -> frozenset[str]:
        """The words of a list of recipients.yaml."""
        return self.wording.words(key)

    def says(self, key: str, text: str) -> bool:
        """Say whether a text matches a key of prose.yaml."""
        asked = ("says", key, text)
        if asked not in self.memo:  # as `once` does, which is asked for less often
            self.memo[asked] = self.wording.cue(key, text) is not None
        return cast(bool, self.memo[asked])

    def above(self) -> tuple[Above, ...]:
        """What stands above each block."""
        return self.once("above", lambda: tuple(_above(self.blocks)))

    def once(self, asked: object, answer: Callable[[], _Answer]) -> _Answer:
        """The answer to what was asked; it is remembered."""
        if asked not in self.memo:
            self.memo[asked] = answer()
        return cast(_Answer, self.memo[asked])


def _above(blocks: Sequence[Block]) -> Iterator[Above]:
    heading: Text | None = None
    lead: Text | None = None
    for block in blocks:
        if isinstance(block, Heading):
            yield Above(heading, lead)
            heading, lead = block.text, None
        else:
            yield Above(heading, lead)
            if isinstance(block, Paragraph) and block.role == "body":
                lead = block.text
