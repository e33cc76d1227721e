"""What every proposer looks at: the blocks of a notice, the wording, the names, the judge.

The wording is the vocabulary files of the parser, compiled: `headings.yaml` says which caption has
which role, `rows.yaml` how cells are read, `statements.yaml` what is said once for the whole
notice, `prose.yaml` by which words sentences and lists share, `masthead.yaml` what the names of
schools look like. All are mappings of a key to regular expressions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Protocol, TypeVar

from noticeparse.model import Block, Heading, Paragraph, Text
from noticeparse.parser.marks import NUMBER
from noticeparse.text import first_match, fold, fold_key
from noticeparse.vocabulary import Vocabulary
from noticeparse.vocabulary.suppliers import NameSpan
from noticeparse.vocabulary.weights import RowWeights, Weights

if TYPE_CHECKING:  # these modules ask a context
    from noticeparse.parser.candidates import Candidate
    from noticeparse.parser.mentions import Mention
    from noticeparse.parser.names import Name

Patterns = tuple[re.Pattern[str], ...]

# Patterns of these keys look at the raw text, since capitals and brackets are what they are about.
_ON_RAW_TEXT = ("person", "placeholder")
LONGEST_CAPTION = 120  # characters; a longer text is a row, whatever words it holds


class FindNames(Protocol):
    """Finds the catalogue's names in a text."""

    def __call__(self, text: str, *, alone: bool = False) -> Sequence[NameSpan]:
        """Find names; `alone`: the text is no running prose but a cell, a line or a heading."""


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """The compiled patterns; `captions` in order of precedence.

    `publisher` are the weights of names that may be the publisher's.
    """

    captions: tuple[tuple[str, Patterns], ...]
    rows: Mapping[str, Patterns]
    statements: Mapping[str, Patterns]
    masthead: Mapping[str, Patterns]
    prose: Mapping[str, Patterns]
    publisher: Weights
    word_lists: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def role(self, caption: str) -> str | None:
        """Return the role of a caption, "other" where no pattern knows it, None for no caption.

        "aside" says that the column is surely none of the roles, "no_recipients" that a table with
        this caption lists no recipients.
        """
        folded = fold_key(caption).strip(" .:*?")
        return self._role(folded) if folded and len(folded) <= LONGEST_CAPTION else None

    @lru_cache(maxsize=4096)  # noqa: B019 -- a wording lives as long as its vocabulary
    def _role(self, folded: str) -> str:
        found = (key for key, patterns in self.captions if first_match(patterns, folded))
        return next(found, "other").removesuffix("_first")

    def says(self, key: str, text: str) -> re.Match[str] | None:
        """Match a text against the patterns of a key of rows.yaml."""
        subject = text.strip() if key in _ON_RAW_TEXT else fold_key(text)
        return first_match(self.rows.get(key, ()), subject)


def _compile(raw: Mapping[str, Sequence[str]]) -> dict[str, Patterns]:
    return {key: tuple(map(re.compile, patterns)) for key, patterns in raw.items()}


@lru_cache(maxsize=8)
def wording_of(vocabulary: Vocabulary) -> Wording:
    """Compile the parser's part of a vocabulary, once."""
    return Wording(
        captions=tuple(_compile(vocabulary.headings).items()),
        rows=_compile(vocabulary.rows),
        statements=_compile(vocabulary.statements),
        masthead=_compile(vocabulary.masthead),
        prose=_compile(vocabulary.prose),
        publisher=vocabulary.publisher,
        word_lists=vocabulary.word_lists,
    )


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a notice says of itself; None where it says nothing."""

    title: Text | None
    school: str | None
    trust: str | None
    dated: str | None


NO_MASTHEAD = Masthead(None, None, None, None)


_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")


class Answers(dict[_Asked, _Answer]):
    """The answers to one kind of question, by what was asked."""

    def once(self, asked: _Asked, answer: Callable[[], _Answer]) -> _Answer:
        """The answer to what was asked, worked out when it is asked for the first time."""
        try:
            return self[asked]
        except KeyError:
            found = self[asked] = answer()
            return found


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of a notice's texts so far: the same lines come back in every reading.

    No answer depends on the blocks or on the rows found, so that contexts that differ in nothing
    else share them.
    """

    says: Answers[tuple[str, str], bool] = field(default_factory=Answers)  # by key and text
    names: Answers[str, Name] = field(default_factory=Answers)  # by text
    name_evidence: Answers[str, tuple[str, ...]] = field(default_factory=Answers)  # by name
    # By what the line is and what it says.
    line_evidence: Answers[tuple[str, str], tuple[str, ...]] = field(default_factory=Answers)
    # By what stands before a phrase and after it.
    around: Answers[tuple[str, str], tuple[str, ...]] = field(default_factory=Answers)
    # By sentence; the second are words [first, last).
    candidates: Answers[str, list[Candidate]] = field(default_factory=Answers)
    fused: Answers[str, list[tuple[int, int]]] = field(default_factory=Answers)
    # By sentence, where it stands, heading, lead and the sentence before.
    mentions: Answers[tuple[str, str, str | None, str | None, str], list[Mention]] = field(
        default_factory=Answers
    )


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above a block: the heading of its section, and the line that leads it in.

    Of a sentence also what stands `before` it in its paragraph.
    """

    heading: Text | None = None
    lead: Text | None = None
    before: str = ""


@dataclass(frozen=True)
class Context:
    """The blocks of a notice and what is known of its words.

    `masthead` says who publishes it; `title` is what the file calls itself, if it says so.
    """

    blocks: tuple[Block, ...]
    wording: Wording
    find_names: FindNames
    weights: RowWeights
    masthead: Masthead = NO_MASTHEAD
    title: str | None = None
    rows_found: int = 0  # in tables and lists, before running text is read
    asked: Asked = field(default_factory=Asked, repr=False, compare=False)

    def words(self, key: str) -> frozenset[str]:
        """The words of a list of recipients.yaml."""
        return self.wording.word_lists.get(key, frozenset())

    def says(self, key: str, text: str) -> bool:
        """Say whether a text matches a key of prose.yaml."""
        patterns = self.wording.prose.get(key, ())
        return self.asked.says.once(
            (key, text), lambda: first_match(patterns, fold(text).string) is not None
        )

    def opens_list(self, text: str) -> int | None:
        """Where the list of a sentence begins that goes on with the last: "These include …"."""
        for pattern in self.wording.prose.get("opens_list", ()):
            folded = fold(text)
            if found := pattern.match(folded.string):
                return folded.raw_span(*found.span())[1]
        return None

    @cached_property
    def above(self) -> tuple[Above, ...]:
        """What stands above each block."""
        return tuple(_above(self.blocks))


def is_led(text: str, lead: str) -> bool:
    """Say whether a paragraph is an item of the list that a line leads in: "(b) To insurers"."""
    return lead.rstrip().endswith((":", ":-", "–", "-")) and NUMBER.match(text) is not None


def _above(blocks: Sequence[Block]) -> Iterator[Above]:
    heading: Text | None = None
    lead: Text | None = None
    for block in blocks:
        yield Above(heading, lead)
        if isinstance(block, Heading):
            heading, lead = block.text, None
        elif isinstance(block, Paragraph) and block.role == "body":
            led = lead is not None and is_led(block.text.string, lead.string)
            lead = lead if led else block.text
