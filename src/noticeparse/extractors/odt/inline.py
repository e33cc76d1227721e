"""A paragraph's elements → its words as printed: pieces of (string, bold), links, boxes, notes.

White space counts as one space, and what shall be more is an element of its own. Marks of notes
are left out of the words, so that names stay clean.

Known limits: of ruby text only the base is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from noticeparse.extractors.looks import is_note_mark
from noticeparse.extractors.odt.markup import DRAW, OFFICE, TEXT, XLINK, number
from noticeparse.extractors.odt.styles import Look, Styles
from noticeparse.extractors.story import Printed

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE: Final = re.compile(r"[ \t\r\n]+")
_UNSEEN: Final = frozenset(
    (OFFICE + "annotation", OFFICE + "annotation-end", TEXT + "ruby-text", TEXT + "tracked-changes")
)
_MOST_SPACES: Final = 100
_BOXES: Final = frozenset(
    (DRAW + "text-box", DRAW + "custom-shape", DRAW + "rect", DRAW + "ellipse", DRAW + "circle")
)


@dataclass
class Inline(Printed["_Element"]):
    """Collects what one paragraph prints."""

    styles: Styles

    def collect(self, element: _Element, look: Look) -> None:
        """Read the text and elements below an element, in order."""
        self._text(element.text, look)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, look)
            self._text(child.tail, look)

    def _element(self, element: _Element, look: Look) -> None:
        tag = element.tag
        if tag == TEXT + "span":
            name = element.get(TEXT + "style-name")
            if any(string.strip() for string in element.itertext()):
                self.size = max(self.size, self.styles.size("text", name))
            self.collect(element, self.styles.look("text", name, look))
        elif tag == TEXT + "s":
            count = min(number(element, TEXT + "c"), _MOST_SPACES)
            self.pieces.append((" " * count, look.bold))
        elif tag == TEXT + "tab":
            self.pieces.append(("\t", look.bold))
        elif tag == TEXT + "line-break":
            self.pieces.append(("\n", look.bold))
        elif tag == TEXT + "note":
            self._note(element)
        elif tag.startswith(DRAW):
            self.draw(element)
        elif tag not in _UNSEEN:
            self._other(element, look)

    def _other(self, element: _Element, look: Look) -> None:
        """Read a link, a field, a mark of a place: whatever only wraps words."""
        link = element.get(XLINK + "href", "") if element.tag == TEXT + "a" else ""
        if link and not link.startswith("#") and link not in self.links:
            self.links.append(link)
        is_hidden = element.get(TEXT + "is-hidden") == "true"
        self.collect(element, replace(look, hidden=True) if is_hidden else look)

    def _note(self, element: _Element) -> None:
        body = element.find(TEXT + "note-body")
        if body is not None:
            self.notes.append((element.findtext(TEXT + "note-citation") or "", body))

    def draw(self, element: _Element) -> None:
        """Keep a drawing's text boxes, and count its pictures."""
        if element.tag in _BOXES:
            self.boxes.append(element)
            return
        self.pictures += element.tag == DRAW + "image"
        for child in element.iterchildren("*"):
            if child.tag.startswith(DRAW):
                self.draw(child)
            elif child.tag.startswith(TEXT):
                self.boxes.append(element)  # some other shape that has words
                return

    def _text(self, text: str | None, look: Look) -> None:
        if not text:
            return
        string = _SPACE.sub(" ", text)
        if look.hidden:
            self.hidden += [string.strip()] if string.strip() else []
        elif look.raised and is_note_mark(string.strip(), self.pieces):
            self.aside.append(string.strip())
        else:
            self.pieces.append((string, look.bold))
