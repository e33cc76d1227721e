"""Elements of a Word story (body, cell, head, note) → blocks in reading order.

A story holds paragraphs and tables, possibly inside content controls or tracked changes. The
text boxes of a paragraph follow it. A paragraph whose mark was deleted runs on into the next.

Known limits: the pages are not known; Word breaks them anew each time it opens the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
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
    paragraph_of,
    paragraphs_from,
    with_role,
)
from noticeparse.model import Block, Issue, ListItem, Paragraph, Table, Text

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST_STYLED_HEADING: Final = 250
_LARGER: Final = 1.25


@dataclass
class Story:
    """Reads one story; what is met on the way is kept: notes, links, furniture, hidden words.

    `sizes` are the sizes of type of paragraphs by their words, in half points.
    """

    package: Package
    relations: dict[str, Relation]
    in_cell: bool = False
    depth: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    furniture: list[Text] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    pictures: int = 0
    hidden: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
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

    def inner(self, *, in_cell: bool) -> Story:
        """Begin a story inside this one (a cell, a text box), with the same collections."""
        inner = Story(self.package, self.relations, in_cell=in_cell, depth=self.depth + in_cell)
        inner.notes, inner.furniture, inner.issues = self.notes, self.furniture, self.issues
        inner.hidden, inner.sizes = self.hidden, self.sizes
        return inner

    def _elements(self, container: _Element) -> Iterator[_Element]:
        for child in container.iterchildren("*"):
            if child.tag in (W + "p", W + "tbl"):
                yield child
            elif child.tag in WRAPPERS:
                yield from self._elements(child)
            elif child.tag == MC + "AlternateContent":
                branch = chosen(child)
                if branch is not None:
                    yield from self._elements(branch)
            elif child.tag == W + "altChunk":
                message = "A part of the document is another file placed inside; it was not read."
                self.issues.append(Issue("extractors", "embedded_file", "warning", message))

    def _paragraph(self, element: _Element) -> list[Block]:
        properties = element.find(W + "pPr")
        style = value(properties, "pStyle") or self.package.styles.default
        inline = Inline(self.package.styles, self.relations, style)
        inline.collect(element)
        self._keep(inline)
        pieces = [*self._carried, *inline.pieces]
        self._carried = []
        if _mark_is_deleted(properties):
            self._carried = pieces
            return self._boxes(inline)
        groups = paragraphs_from(pieces)
        self.sizes.update((paragraph_of(group).text.string, inline.size) for group in groups)
        return [*self._styled(groups, properties, style=style), *self._boxes(inline)]

    def _keep(self, inline: Inline) -> None:
        self.notes += inline.notes
        self.links += [link for link in inline.links if link not in self.links]
        self.pictures += inline.pictures
        self.hidden += inline.hidden
        self.furniture += [Text(string) for string in inline.aside]
        self.bold += [bold for string, bold in inline.pieces if string.strip()]

    def _boxes(self, inline: Inline) -> list[Block]:
        blocks: list[Block] = []
        for box in inline.boxes:
            for block in self.inner(in_cell=False).blocks(box):
                blocks += [block] if isinstance(block, Table) else with_role([block], "text_box")
        return blocks

    def _styled(
        self, groups: list[list[Line]], properties: _Element | None, *, style: str | None
    ) -> list[Block]:
        if not groups:
            return []
        if self.package.styles.name(style).startswith("toc "):
            self.furniture += [paragraph_of(group).text for group in groups]
            return []
        if self.in_cell:
            return [paragraph_of(group) for group in groups]
        level = self._heading_level(properties, style)
        if level is not None and sum(len(line.string) for g in groups for line in g) < (
            _LONGEST_STYLED_HEADING
        ):
            return [heading_of(group, level) for group in groups]
        item = self._list_item(groups, properties, style=style)
        return item if item is not None else [itemised(paragraph_of(group)) for group in groups]

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
        if all(line.bold for line in lines) and not is_bullet and depth == 0:
            return [paragraph_of(lines)]  # a numbered heading made by hand
        text = Text("\n".join(line.string for line in lines))
        return [ListItem(text, depth, marker)]


def _mark_is_deleted(properties: _Element | None) -> bool:
    mark = None if properties is None else properties.find(W + "rPr")
    return mark is not None and any(mark.find(W + name) is not None for name in ("del", "moveFrom"))


def weights(blocks: Sequence[Block], story: Story) -> list[float]:
    """Size of type of each paragraph that may be a heading by its look; 0 of what may not.

    Its look is bold, or type clearly larger than most of the text.
    """
    letters: Counter[int] = Counter()
    for string, size in story.sizes.items():
        letters[size] += len(string)
    usual = letters.most_common(1)[0][0] if letters else 0
    result: list[float] = []
    for block in blocks:
        is_body = isinstance(block, Paragraph) and block.role == "body"
        size = story.sizes.get(block.text.string, 0) if not isinstance(block, Table) else 0
        is_bold = isinstance(block, Paragraph) and block.bold
        stands_out = is_bold or size >= _LARGER * usual
        result.append((size or 1) if is_body and stands_out else 0)
    return result
