"""styles.xml → what a style says: heading level, bold, hidden, numbering, its name.

A style inherits from the one it is based on; each question walks that chain until one answers.
Heading styles are known by their name ("heading 2" in every language's Word) or outline level.

Known limits: bold that comes from a table style's first row or column is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from noticeparse.extractors.docx.markup import W, number, switch, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING_NAME = re.compile(r"heading ([1-9])")
_LIST_NAME = re.compile(r"list (?:bullet|number|continue|paragraph)? ?([2-9])")

_USUAL_SIZE: Final = 20  # half points, where a file says nothing


@dataclass(frozen=True)
class Styles:
    """The styles of a document by their id."""

    elements: dict[str, _Element] = field(default_factory=dict)
    default: str | None = None
    usual_size: int = _USUAL_SIZE

    def chain(self, style: str | None) -> Iterator[_Element]:
        """Yield a paragraph's or run's style and those it is based on."""
        seen: set[str] = set()
        while style in self.elements and style not in seen:
            seen.add(style)
            element = self.elements[style]
            yield element
            style = value(element, "basedOn")

    def name(self, style: str | None) -> str:
        """Name of a style in lower case, as Word knows it whatever its language."""
        element = self.elements.get(style or "")
        return (value(element, "name") or style or "").lower()

    def heading_level(self, style: str | None) -> int | None:
        """Level of a heading style, from 1; None for other styles."""
        for element in self.chain(style):
            name = (value(element, "name") or element.get(W + "styleId") or "").lower()
            match = _HEADING_NAME.fullmatch(name)
            if match:
                return int(match[1])
            if name in ("title", "subtitle"):
                return 1 if name == "title" else 2
            outline = number(element, "pPr", "outlineLvl")
            if outline is not None:
                return outline + 1 if outline < 9 else None
        return None

    def switched(self, style: str | None, name: str) -> bool | None:
        """Ask the run properties of a style's chain for a switch; None where none sets it."""
        for element in self.chain(style):
            setting = switch(element.find(W + "rPr"), name)
            if setting is not None:
                return setting
        return None

    def size(self, style: str | None) -> int:
        """Size of type that a style's chain sets, in half points; else the document's own."""
        sizes = (number(element, "rPr", "sz") for element in self.chain(style))
        return next((size for size in sizes if size), None) or self.usual_size

    def numbering(self, style: str | None) -> tuple[str | None, int | None]:
        """(numId, level) that a style's chain sets."""
        for element in self.chain(style):
            identifier = value(element, "pPr", "numPr", "numId")
            level = number(element, "pPr", "numPr", "ilvl")
            if identifier is not None:
                return identifier, level if level is not None else self._named_level(element)
        return None, None

    def _named_level(self, element: _Element) -> int | None:
        match = _LIST_NAME.fullmatch((value(element, "name") or "").lower())
        return int(match[1]) - 1 if match else None


def read_styles(root: _Element | None) -> Styles:
    """Index the styles of a styles.xml; None gives no styles."""
    if root is None:
        return Styles()
    elements = {
        identifier: element
        for element in root.iterchildren(W + "style")
        if (identifier := element.get(W + "styleId"))
    }
    defaults = [
        identifier
        for identifier, element in elements.items()
        if element.get(W + "default") in ("1", "true") and element.get(W + "type") == "paragraph"
    ]
    usual = number(root, "docDefaults", "rPrDefault", "rPr", "sz") or _USUAL_SIZE
    return Styles(elements, defaults[0] if defaults else None, usual)
