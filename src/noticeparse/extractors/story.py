"""What the stories (body, cell, head, note) of Word and OpenDocument files have in common.

A reader of a format says how a story's elements become blocks; here is what it meets on the way, so
that a notice gives the same rows in both formats.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from noticeparse.extractors.looks import Line, heading_of, lines_of, paragraph_of, with_role
from noticeparse.model import Block, Cell, Issue, ListItem, Paragraph, Table, Text

if TYPE_CHECKING:
    from typing import Self

    from lxml.etree import _Element

_LONGEST_STYLED_HEADING: Final = 250
_LARGER: Final = 1.25

Note = TypeVar("Note")


@dataclass(kw_only=True)
class Printed(Generic[Note]):
    """What one paragraph prints: pieces of (string, bold), its notes, and what goes with them.

    `aside` are marks of notes, `size` is that of its type, in a unit of the format.
    """

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    notes: list[tuple[str, Note]] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    size: float = 0
    pictures: int = 0


@dataclass(kw_only=True)
class Story(ABC, Generic[Note]):
    """Reads one story; what is met on the way is kept: notes, links, furniture, hidden words.

    `sizes` are the sizes of type of paragraphs by their words.
    """

    in_cell: bool = False
    depth: int = 0
    notes: list[tuple[str, Note]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    sizes: dict[str, float] = field(default_factory=dict)
    pictures: int = 0

    @abstractmethod
    def blocks(self, container: _Element) -> list[Block]:
        """Read all blocks of a story."""

    def inner(self, *, in_cell: bool = False) -> Self:
        """Begin a story inside this one (a cell, a text box), with the same collections."""
        depth = self.depth + in_cell
        return replace(self, in_cell=in_cell, depth=depth, links=[], bold=[], pictures=0)

    def keep(self, printed: Printed[Note]) -> list[Block]:
        """Keep what a paragraph brought along; its text boxes are blocks after it."""
        self.notes += printed.notes
        self.links += [link for link in printed.links if link not in self.links]
        self.pictures += printed.pictures
        self.hidden += printed.hidden
        self.furniture += printed.aside
        self.bold += [bold for string, bold in printed.pieces if string.strip()]
        blocks: list[Block] = []
        for box in printed.boxes:
            for block in self.inner().blocks(box):
                blocks += [block] if isinstance(block, Table) else with_role([block], "text_box")
        return blocks

    def measure(self, groups: Iterable[Sequence[Line]], size: float) -> None:
        """Remember the size of type of paragraphs."""
        self.sizes.update((paragraph_of(group).text.string, size) for group in groups)

    def weights(self, blocks: Sequence[Block]) -> list[float]:
        """Size of type of each paragraph that may be a heading by its look; 0 of what may not.

        Its look is bold, or type clearly larger than most of the text.
        """
        letters: Counter[float] = Counter()
        for string, size in self.sizes.items():
            letters[size] += len(string)
        usual = letters.most_common(1)[0][0] if letters else 0
        result: list[float] = []
        for block in blocks:
            size = 0.0
            if isinstance(block, Paragraph) and block.role == "body":
                size = self.sizes.get(block.text.string, 0)
                size = (size or 1) if block.bold or size >= _LARGER * usual else 0
            result.append(size)
        return result

    def cell(self, element: _Element, at: tuple[int, int], *, header: bool) -> Cell:
        """Read a cell; its spans are for the caller to say."""
        inner = self.inner(in_cell=True)
        text, tables = lines_of(inner.blocks(element))
        self.pictures += inner.pictures
        bold = bool(inner.bold) and all(inner.bold)
        links = tuple(inner.links)
        return Cell(Text(text), *at, bold=bold, header=header, links=links, tables=tables)


def styled_headings(groups: Sequence[list[Line]], level: int | None) -> list[Block] | None:
    """Make headings of paragraphs of a level; None where they have none or are too long for it."""
    length = sum(len(line.string) for group in groups for line in group)
    if level is None or length >= _LONGEST_STYLED_HEADING:
        return None
    return [heading_of(group, level) for group in groups]


def list_item(lines: list[Line], level: int, marker: str, *, numbered: bool) -> Block:
    """Make a list item of its lines; all bold and numbered, it is a heading made by hand."""
    if numbered and level == 0 and all(line.bold for line in lines):
        return paragraph_of(lines)
    return ListItem(Text("\n".join(line.string for line in lines)), level, marker)
