"""List definitions → the marker of each list item, as it prints.

Files store no numbers, only list styles: they are counted here, in document order.

Known limits: of the numbers of outer levels ("1.2.3") only the last is printed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from noticeparse.extractors.docx.numbering import format_number
from noticeparse.extractors.odt.markup import STYLE, TEXT, number

if TYPE_CHECKING:
    from lxml.etree import _Element

_BULLETS: Final = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖"}
_FORMATS: Final = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}


@dataclass
class Lists:
    """How far each level of each list style has counted."""

    counts: dict[tuple[str | None, int], int] = field(default_factory=dict)

    def begin(self, element: _Element, style: str | None, level: int) -> None:
        """Begin a list: it counts anew where it does not go on an earlier one."""
        goes_on = element.get(TEXT + "continue-numbering") == "true"
        if not goes_on and element.get(TEXT + "continue-list") is None:
            self.counts.pop((style, level), None)

    def next_marker(self, definition: _Element | None, style: str | None, level: int) -> str:
        """Count an item of a list and give its marker, "" where it has none."""
        if definition is None:
            return "•"
        if not definition.tag.endswith("-number"):
            sign = definition.get(TEXT + "bullet-char", "•")
            return _BULLETS.get(sign, sign)
        first = number(definition, TEXT + "start-value")
        count = self.counts.get((style, level), first - 1) + 1
        self.counts[style, level] = count
        kind = _FORMATS.get(definition.get(STYLE + "num-format", ""))
        if kind is None:
            return ""
        before = definition.get(STYLE + "num-prefix", "")
        return f"{before}{format_number(count, kind)}{definition.get(STYLE + 'num-suffix', '')}"
