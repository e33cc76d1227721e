"""WordprocessingML elements → the few questions asked of them: names, values, switches."""

from __future__ import annotations

from collections.abc import Iterator
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
