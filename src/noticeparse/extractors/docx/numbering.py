"""numbering.xml → the marker of each list item, as Word prints it.

Word stores no numbers, only list definitions: they are counted here, in document order.

Known limits: number formats other than digits, letters and Roman numerals print as digits;
picture bullets have no marker.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from noticeparse.extractors.docx.markup import W, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_BULLETS: Final = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖"}
_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MAX_LEVEL: Final = 8


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
