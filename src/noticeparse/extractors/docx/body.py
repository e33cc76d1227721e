"""Elements of a Word story (body, cell, head, note) → blocks in reading order.

A story holds paragraphs and tables, possibly inside content controls or tracked changes. The
text boxes of a paragraph follow it. A paragraph whose mark was deleted runs on into the next.

Known limits: the pages are not known; Word breaks them anew each time it opens the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from noticeparse.extractors.archive import Relation
from noticeparse.extractors.docx.inline import Inline
from noticeparse.extractors.docx.markup import MC, WRAPPERS, W, chosen, number, value
from noticeparse.extractors.docx.package import Package
from noticeparse.extractors.docx.tables import read_table
from noticeparse.extractors.looks import Line, itemised, paragraph_of, paragraphs_from
from noticeparse.extractors.story import Story, list_item, styled_headings
from noticeparse.model import Block, Issue

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass
class WordStory(Story[str]):
    """Reads one story of a Word file."""

    package: Package
    relations: dict[str, Relation]
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
        boxes = self.keep(inline)
        pieces = [*self._carried, *inline.pieces]
        self._carried = []
        if _mark_is_deleted(properties):
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


def _mark_is_deleted(properties: _Element | None) -> bool:
    mark = None if properties is None else properties.find(W + "rPr")
    return mark is not None and any(mark.find(W + name) is not None for name in ("del", "moveFrom"))
