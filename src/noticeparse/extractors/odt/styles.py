"""Style elements → what a style says: heading level, bold, hidden, size of type, list.

A style inherits from its parent; each question walks that chain until one answers. Heading
styles are known by their name ("Heading 2", "Title") or their outline level.

Known limits: bold that comes from a table template is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from noticeparse.extractors.odt.markup import FO, STYLE, TEXT, number

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING_NAME: Final = re.compile(r"heading(?: |_20_)([1-9])", re.IGNORECASE)
_POINTS: Final = re.compile(r"(\d+(?:\.\d+)?)pt")
_USUAL_SIZE: Final = 12.0


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text prints."""

    bold: bool = False
    hidden: bool = False
    raised: bool = False


@dataclass(frozen=True)
class Styles:
    """The styles of a document by family and name, and its list styles by name."""

    elements: dict[tuple[str, str], _Element] = field(default_factory=dict)
    lists: dict[str, _Element] = field(default_factory=dict)

    def chain(self, family: str, name: str | None) -> Iterator[_Element]:
        """Yield a style and those it inherits from."""
        seen: set[str] = set()
        while name and name not in seen and (family, name) in self.elements:
            seen.add(name)
            element = self.elements[family, name]
            yield element
            name = element.get(STYLE + "parent-style-name")

    def heading_level(self, name: str | None) -> int | None:
        """Level of a paragraph style for headings, from 1; None for other styles."""
        for element in self.chain("paragraph", name):
            own = element.get(STYLE + "display-name") or element.get(STYLE + "name") or ""
            match = _HEADING_NAME.fullmatch(own)
            if match:
                return int(match[1])
            if own.lower() in ("title", "subtitle"):
                return 1 if own.lower() == "title" else 2
            level = number(element, STYLE + "default-outline-level", default=0)
            if level:
                return level
        return None

    def look(self, family: str, name: str | None, base: Look) -> Look:
        """Change a look by what a style sets."""
        weight = self._text_property(family, name, FO + "font-weight")
        display = self._text_property(family, name, TEXT + "display")
        position = self._text_property(family, name, STYLE + "text-position")
        return Look(
            base.bold if weight is None else weight in ("bold", "600", "700", "800", "900"),
            base.hidden if display is None else display == "none",
            base.raised if position is None else _is_raised(position),
        )

    def size(self, family: str, name: str | None) -> float:
        """Size of type in points that a style's chain sets; 0 where it sets none."""
        match = _POINTS.fullmatch(self._text_property(family, name, FO + "font-size") or "")
        return float(match[1]) if match else 0

    def usual_size(self, name: str | None) -> float:
        """Size of type of a paragraph style, in points; else the document's own."""
        return self.size("paragraph", name) or self.size("paragraph", "") or _USUAL_SIZE

    def list_style(self, name: str | None) -> str | None:
        """Name of the list style that a paragraph style sets."""
        found = (each.get(STYLE + "list-style-name") for each in self.chain("paragraph", name))
        return next((style for style in found if style), None)

    def list_level(self, name: str | None, level: int) -> _Element | None:
        """Definition of a level (from 0) of a list style; None where the file has none."""
        style = self.lists.get(name or "")
        for element in style.iterchildren("*") if style is not None else ():
            if number(element, TEXT + "level", default=0) == level + 1:
                return element
        return None

    def _text_property(self, family: str, name: str | None, key: str) -> str | None:
        for element in self.chain(family, name):
            properties = element.find(STYLE + "text-properties")
            setting = None if properties is None else properties.get(key)
            if setting is not None:
                return setting
        return None


def _is_raised(position: str) -> bool:
    first = position.split(" ", maxsplit=1)[0]
    return first == "super" or (first.endswith("%") and first[0] not in "-0")


def read_styles(elements: Iterable[_Element]) -> Styles:
    """Index style elements; a later one replaces an earlier of its name."""
    styles, lists = {}, {}
    for element in elements:
        name = element.get(STYLE + "name", "")
        if element.tag == STYLE + "style" and name:
            styles[element.get(STYLE + "family", ""), name] = element
        elif element.tag == TEXT + "list-style":
            lists[name] = element
    return Styles(styles, lists)
