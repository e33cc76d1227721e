"""Elements of a Word story (body, cell, head, note) → blocks in reading order.

A story holds paragraphs and tables, possibly inside content controls or tracked changes. The
text boxes of a paragraph follow it. A paragraph whose mark was deleted runs on into the next.

Known limits: the pages are not known; Word breaks them anew each time it opens the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from noticeparse.extractors.archive import Relation
from noticeparse.extractors.docx.inline import Inline
from noticeparse.extractors.docx.markup import MC, WRAPPERS, W, chosen, number, value
from noticeparse.extractors.docx.package import Package
from noticeparse.extractors.docx.tables import read_table
from noticeparse.extractors.looks import (
    Line,
    heading_of,
    itemised,
    lines_of,
    paragraph_of,
    paragraphs_from,
    with_role,
)
from noticeparse.model import Block, Cell, Issue, ListItem, Paragraph, Table, Text

if TYPE_CHECKING:
    from typing import Self

    from lxml.etree import _Element

_LONGEST_STYLED_HEADING: Final = 250
_LARGER: Final = 1.25
_DELETED: Final = ("del", "moveFrom")


@dataclass
class WordStory:
    """Reads one story of a Word file; what is met on the way is kept: notes, links, hidden words.

    `sizes` are the sizes of type of paragraphs by their words.
    """

    package: Package
    relations: dict[str, Relation]
    in_cell: bool = False
    depth: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    sizes: dict[str, float] = field(default_factory=dict)
    pictures: int = 0
    _carried: list[tuple[str, bool]] = field(default_factory=list)

    def blocks(self, container: _Element) -> list[Block]:
        """Read all blocks of a story."""
        blocks: list[Block] = []
        last: _Element | None = None
        for element in self._elements(container):
            if element.tag == W + "p":
                blocks += self._paragraph(element)
                last = element
            else:
                blocks += read_table(element, self)
        if self._carried and last is not None:
            lines = paragraphs_from(self._carried)
            self._carried = []
            blocks += [paragraph_of(group) for group in lines]
        return blocks

    def _elements(self, container: _Element) -> Iterator[_Element]:
        for child in container.iterchildren("*"):
            if child.tag in (W + "p", W + "tbl"):
                yield child
            elif child.tag in WRAPPERS:
                yield from self._elements(child)
            elif child.tag == MC + "AlternateContent":
                for branch in chosen(child):
                    yield from self._elements(branch)
            elif child.tag == W + "altChunk":
                message = "A part of the document is another file placed inside; it was not read."
                self.issues.append(Issue("extractors", "embedded_file", "warning", message))

    def _paragraph(self, element: _Element) -> list[Block]:
        properties = element.find(W + "pPr")
        style = value(properties, "pStyle") or self.package.styles.default
        inline = Inline(self.package.styles, self.relations, style)
        inline.collect(element)
        boxes = self.keep(inline)
        pieces = [*self._carried, *inline.pieces]
        self._carried = []
        mark = None if properties is None else properties.find(W + "rPr")
        if mark is not None and any(mark.find(W + name) is not None for name in _DELETED):
            self._carried = pieces
            return boxes
        groups = paragraphs_from(pieces)
        self.measure(groups, inline.size)
        return [*self._styled(groups, properties, style=style), *boxes]

    def _styled(
        self, groups: list[list[Line]], properties: _Element | None, *, style: str | None
    ) -> list[Block]:
        if not groups:
            return []
        if self.package.styles.name(style).startswith("toc "):
            self.furniture += [paragraph_of(group).text.string for group in groups]
            return []
        if self.in_cell:
            return [paragraph_of(group) for group in groups]
        return (
            styled_headings(groups, self._heading_level(properties, style))
            or self._list_item(groups, properties, style=style)
            or [itemised(paragraph_of(group)) for group in groups]
        )

    def _heading_level(self, properties: _Element | None, style: str | None) -> int | None:
        outline = number(properties, "outlineLvl")
        if outline is not None:
            return outline + 1 if outline < 9 else None
        return self.package.styles.heading_level(style)

    def _list_item(
        self, groups: list[list[Line]], properties: _Element | None, *, style: str | None
    ) -> list[Block] | None:
        identifier = value(properties, "numPr", "numId")
        level = number(properties, "numPr", "ilvl")
        if identifier is None:
            identifier, styled = self.package.styles.numbering(style)
            level = styled if level is None else level
        if identifier in (None, "0") or identifier is None:
            return None
        depth = level or 0
        marker = self.package.numbering.next_marker(identifier, depth)
        definition = self.package.numbering.level(identifier, depth)
        is_bullet = definition is None or definition.format == "bullet"
        lines = [line for group in groups for line in group]
        return [list_item(lines, depth, marker, numbered=not is_bullet)]

    def inner(self, *, in_cell: bool = False) -> Self:
        """Begin a story inside this one (a cell, a text box), with the same collections."""
        depth = self.depth + in_cell
        return replace(self, in_cell=in_cell, depth=depth, links=[], bold=[], pictures=0)

    def keep(self, printed: Inline) -> list[Block]:
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
