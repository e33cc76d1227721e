"""Elements of a story (body, cell, head, note) → blocks in reading order.

The text boxes of a paragraph follow it. Sections are looked through; tables of contents belong to
the page.

Known limits: text that a condition would hide is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from noticeparse.extractors.looks import (
    Line,
    itemised,
    lines_of,
    paragraph_of,
    paragraphs_from,
)
from noticeparse.extractors.odt.inline import Inline
from noticeparse.extractors.odt.lists import Lists
from noticeparse.extractors.odt.markup import DRAW, OFFICE, TABLE, TEXT, number
from noticeparse.extractors.odt.styles import Look, Styles
from noticeparse.extractors.odt.tables import read_table
from noticeparse.extractors.story import Story, list_item, styled_headings
from noticeparse.model import Block, ListItem, Text

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSEEN: Final = frozenset(
    TEXT + name
    for name in ("tracked-changes", "sequence-decls", "variable-decls", "user-field-decls")
) | {OFFICE + "forms", OFFICE + "annotation", OFFICE + "event-listeners"}


@dataclass
class OdtStory(Story["_Element"]):
    """Reads one story of an OpenDocument text."""

    styles: Styles
    lists: Lists = field(default_factory=Lists)

    def blocks(self, container: _Element) -> list[Block]:
        """Read all blocks of a story."""
        blocks: list[Block] = []
        for element in container.iterchildren("*"):
            blocks += self._block(element)
        return blocks

    def _block(self, element: _Element) -> list[Block]:
        tag = element.tag
        if tag in (TEXT + "p", TEXT + "h"):
            return self._paragraph(element)
        if tag == TABLE + "table":
            return read_table(element, self)
        if tag == TEXT + "list":
            return self._list(element, 0, style=None)
        if tag.startswith(DRAW):
            inline = Inline(self.styles)
            inline.draw(element)
            return self.keep(inline)
        return [] if tag in _UNSEEN or self._sets_aside(element) else self.blocks(element)

    def _sets_aside(self, element: _Element) -> bool:
        """Keep the words of an index, or of a hidden section, apart."""
        is_index = element.tag == TEXT + "index-body"
        if not is_index and element.get(TEXT + "display") != "none":
            return False
        text, tables = lines_of(self.inner().blocks(element))
        cells = [cell.text.string for table in tables for cell in table.cells]
        aside = self.furniture if is_index else self.hidden
        aside += [string for string in (text, *cells) if string.strip()]
        return True

    def _paragraph(self, element: _Element) -> list[Block]:
        inline = self._inline(element)
        groups = paragraphs_from(inline.pieces)
        self.measure(groups, inline.size)
        blocks = self._styled(groups, level=self._heading_level(element))
        return [*blocks, *self.keep(inline)]

    def _inline(self, element: _Element) -> Inline:
        style = element.get(TEXT + "style-name")
        inline = Inline(self.styles)
        inline.collect(element, self.styles.look("paragraph", style, Look()))
        inline.size = inline.size or self.styles.usual_size(style)
        return inline

    def _heading_level(self, element: _Element) -> int | None:
        if element.tag == TEXT + "h":
            return number(element, TEXT + "outline-level") or 1
        return self.styles.heading_level(element.get(TEXT + "style-name"))

    def _styled(self, groups: list[list[Line]], *, level: int | None) -> list[Block]:
        if self.in_cell:
            return [paragraph_of(group) for group in groups]
        headings = styled_headings(groups, level)
        return headings or [itemised(paragraph_of(group)) for group in groups]

    def _list(self, element: _Element, level: int, *, style: str | None) -> list[Block]:
        style = element.get(TEXT + "style-name") or style
        self.lists.begin(element, style, level)
        blocks: list[Block] = []
        for item in element.iterchildren(TEXT + "list-item", TEXT + "list-header"):
            blocks += self._item(item, level, style=style)
        return blocks

    def _item(self, item: _Element, level: int, *, style: str | None) -> list[Block]:
        """Read an item: its paragraphs are the lines of one list item, nested lists follow it."""
        blocks: list[Block] = []
        for child in item.iterchildren("*"):
            if child.tag == TEXT + "list":
                blocks += self._list(child, level + 1, style=style)
            elif child.tag == TEXT + "p" and not self.in_cell:
                blocks = self._add_line(blocks, child, level, style=style)
            else:
                blocks += self._block(child)
        return blocks

    def _add_line(
        self, blocks: list[Block], element: _Element, level: int, *, style: str | None
    ) -> list[Block]:
        inline = self._inline(element)
        lines = [line for group in paragraphs_from(inline.pieces) for line in group]
        after = self.keep(inline)
        if not lines:
            return [*blocks, *after]
        text = Text("\n".join(line.string for line in lines))
        last = blocks[-1] if blocks else None
        if isinstance(last, ListItem) and last.level == level:
            joined = Text.join([last.text, text], "\n")
            return [*blocks[:-1], ListItem(joined, level, last.marker), *after]
        style = style or self.styles.list_style(element.get(TEXT + "style-name"))
        definition = self.styles.list_level(style, level)
        marker = self.lists.next_marker(definition, style, level)
        numbered = definition is not None and definition.tag.endswith("-number")
        self.measure([lines], inline.size)
        return [*blocks, list_item(lines, level, marker, numbered=numbered), *after]
