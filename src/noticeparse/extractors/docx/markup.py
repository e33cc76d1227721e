"""WordprocessingML elements → the few questions asked of them: names, values, styles, list markers.

A style inherits from the one it is based on; each question walks that chain until one answers.
Heading styles are known by their name ("heading 2" in every language's Word) or outline level. Word
stores no numbers, only list definitions: they are counted here, in document order.

Known limits: bold that comes from a table style's first row or column is not seen; number formats
other than digits, letters and Roman numerals print as digits; picture bullets have no marker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VAL: Final = W + "val"
# Elements that only wrap paragraphs, tables, rows or cells.
WRAPPERS: Final = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)

_OFF: Final = ("0", "false", "off", "none")
_HEADING_NAME = re.compile(r"heading ([1-9])")
_LIST_NAME = re.compile(r"list (?:bullet|number|continue|paragraph)? ?([2-9])")

_USUAL_SIZE: Final = 20  # half points, where a file says nothing
_BULLETS: Final = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖"}
_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MAX_LEVEL: Final = 8


def value(element: _Element | None, *path: str) -> str | None:
    """Read w:val of the element at a path of child names; None where it or the value is absent."""
    for name in path:
        element = None if element is None else element.find(W + name)
    return None if element is None else element.get(VAL)


def number(element: _Element | None, *path: str) -> int | None:
    """Read w:val as a whole number that is not negative; None where it is none."""
    text = value(element, *path)
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def switch(element: _Element | None, name: str) -> bool | None:
    """Read a switch like w:b; None where it is not set."""
    child = None if element is None else element.find(W + name)
    return None if child is None else child.get(VAL, "1").lower() not in _OFF


def chosen(alternatives: _Element) -> list[_Element]:
    """Pick the one branch of mc:AlternateContent that is read; the others repeat it."""
    branches = [*alternatives.findall(MC + "Choice"), *alternatives.findall(MC + "Fallback")]
    with_text = [branch for branch in branches if next(branch.iter(W + "t"), None) is not None]
    return (with_text or branches)[:1]


def text_boxes(element: _Element) -> Iterator[_Element]:
    """Yield the contents of the text boxes in a drawing, each once."""
    for child in element.iterchildren("*"):
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag == MC + "AlternateContent":
            for branch in chosen(child):
                yield from text_boxes(branch)
        else:
            yield from text_boxes(child)


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
                named = _LIST_NAME.fullmatch((value(element, "name") or "").lower())
                return identifier, int(named[1]) - 1 if level is None and named else level
        return None, None


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


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list definition."""

    format: str = "bullet"
    text: str = "•"
    start: int = 1


@dataclass
class Numbering:
    """The lists of a document by numId, and how far each has counted."""

    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def level(self, identifier: str, level: int) -> Level | None:
        """Definition of a level of a list; None where the file defines none."""
        return self.lists.get(identifier, ("", {}))[1].get(level)

    def next_marker(self, identifier: str, level: int) -> str:
        """Count an item of a list and give its marker, "" where it has none."""
        level = min(level, _MAX_LEVEL)
        abstract, levels = self.lists.get(identifier, (identifier, {}))
        definition = levels.get(level)
        if definition is None or definition.format == "none":
            return ""
        if definition.format == "bullet":
            return "".join(_BULLETS.get(c, c) for c in definition.text).strip()
        counts = self.counts.setdefault(abstract, {})
        counts[level] = counts.get(level, definition.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return re.sub(r"%([1-9])", lambda m: _shown(levels, counts, int(m[1]) - 1), definition.text)


def _shown(levels: dict[int, Level], counts: dict[int, int], level: int) -> str:
    definition = levels.get(level, Level("decimal", "", 1))
    return format_number(counts.get(level, definition.start), definition.format)


def format_number(count: int, style: str) -> str:
    """Write a number in one of Word's formats.

    >>> format_number(4, "lowerRoman"), format_number(2, "upperLetter")
    ('iv', 'B')
    """
    if style.endswith("Letter") and count > 0:
        shown = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
    elif style.endswith("Roman") and 0 < count < 5000:
        shown = _roman(count)
    else:
        return str(count)
    return shown.upper() if style.startswith("upper") else shown


def _roman(count: int) -> str:
    shown = ""
    for worth, sign in _ROMAN:
        shown += sign * (count // worth)
        count %= worth
    return shown


def read_numbering(root: _Element | None) -> Numbering:
    """Read the list definitions of a numbering.xml; None gives none."""
    if root is None:
        return Numbering()
    abstracts = {
        element.get(W + "abstractNumId", ""): _levels(element)
        for element in root.iterchildren(W + "abstractNum")
    }
    lists: dict[str, tuple[str, dict[int, Level]]] = {}
    for element in root.iterchildren(W + "num"):
        abstract = value(element, "abstractNumId") or ""
        lists[element.get(W + "numId", "")] = (abstract, abstracts.get(abstract, {}))
    return Numbering(lists)


def _levels(abstract: _Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for element in abstract.iterchildren(W + "lvl"):
        position = element.get(W + "ilvl", "")
        if position.isascii() and position.isdigit() and len(position) < 3:
            style, text = value(element, "numFmt") or "decimal", value(element, "lvlText") or ""
            start = number(element, "start")
            levels[int(position)] = Level(style, text, 1 if start is None else start)
    return levels
