"""Style elements → what a style says: heading level, bold, hidden, size of type, list.

A style inherits from its parent; each question walks that chain until one answers. Heading
styles are known by their name ("Heading 2", "Title") or their outline level.

Known limits: bold that comes from a table template is not seen.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml.etree import _Element

from noticeparse.extractors.docx.package import Level, level_of

_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE: Final = f"{{{_ODF}office:1.0}}"
STYLE: Final = f"{{{_ODF}style:1.0}}"
TEXT: Final = f"{{{_ODF}text:1.0}}"
TABLE: Final = f"{{{_ODF}table:1.0}}"
DRAW: Final = f"{{{_ODF}drawing:1.0}}"
FO: Final = f"{{{_ODF}xsl-fo-compatible:1.0}}"
_RAISED: Final = re.compile(r"(?:super|[^-0 ][^ ]*%)(?: |$)")
_POINTS: Final = re.compile(r"(\d+(?:\.\d+)?)pt")
_FORMATS: Final = {
    **{"1": "decimal", "a": "lowerLetter", "A": "upperLetter"},
    **{"i": "lowerRoman", "I": "upperRoman"},
}
_DEEPEST: Final = 10


def number(element: _Element, name: str, *, default: int = 1) -> int:
    """Read an attribute as a whole number that is not negative."""
    text = element.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else default


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text prints."""

    bold: bool = False
    hidden: bool = False
    raised: bool = False
    size: float = 12.0  # of the type, in points


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
            outline = number(element, STYLE + "default-outline-level", default=0)
            if level := level_of(own) or outline:
                return level
        return None

    def look(self, family: str, name: str | None, base: Look) -> Look:
        """Change a look by what a style sets."""
        said: dict[str, str] = {}
        for element in reversed(list(self.chain(family, name))):
            properties = element.find(STYLE + "text-properties")
            said |= {} if properties is None else {str(k): str(v) for k, v in properties.items()}
        weight, position = said.get(FO + "font-weight"), said.get(STYLE + "text-position")
        size = _POINTS.fullmatch(said.get(FO + "font-size", ""))
        return Look(
            base.bold if weight is None else weight in ("bold", "600", "700", "800", "900"),
            base.hidden or said.get(TEXT + "display") == "none",
            base.raised if position is None else _RAISED.match(position) is not None,
            float(size[1]) if size else base.size,
        )

    def list_style(self, name: str | None) -> str | None:
        """Name of the list style that a paragraph style sets."""
        found = (each.get(STYLE + "list-style-name") for each in self.chain("paragraph", name))
        return next((style for style in found if style), None)

    def levels(self, name: str | None) -> dict[int, Level]:
        """The levels of a list style as Word has them; those without a definition are bullets."""
        levels = dict.fromkeys(range(_DEEPEST), Level())
        style = self.lists.get(name or "")
        for element in style.iterchildren("*") if style is not None else ():
            at = number(element, TEXT + "level") - 1
            if element.tag.endswith("-number"):
                before = element.get(STYLE + "num-prefix", "")
                text = f"{before}%{at + 1}{element.get(STYLE + 'num-suffix', '')}"
                kind = _FORMATS.get(element.get(STYLE + "num-format", ""), "none")
                levels[at] = Level(kind, text, number(element, TEXT + "start-value"))
            else:
                levels[at] = Level(text=element.get(TEXT + "bullet-char", "•"))
        return levels


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
