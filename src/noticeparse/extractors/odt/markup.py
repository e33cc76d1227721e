"""OpenDocument elements → the few questions asked of them: names, counts, what a tag is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE: Final = f"{{{_ODF}office:1.0}}"
STYLE: Final = f"{{{_ODF}style:1.0}}"
TEXT: Final = f"{{{_ODF}text:1.0}}"
TABLE: Final = f"{{{_ODF}table:1.0}}"
DRAW: Final = f"{{{_ODF}drawing:1.0}}"
FO: Final = f"{{{_ODF}xsl-fo-compatible:1.0}}"
XLINK: Final = "{http://www.w3.org/1999/xlink}"


def number(element: _Element, name: str, *, default: int = 1) -> int:
    """Read an attribute as a whole number that is not negative."""
    text = element.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else default


def has_text(element: _Element) -> bool:
    """Say whether an element holds any words."""
    return any(string.strip() for string in element.itertext())
