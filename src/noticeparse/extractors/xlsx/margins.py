"""Parts of a workbook beside its cells → paragraphs: heads and feet of pages, text boxes.

In heads and feet, "&" begins a code: a place (&L), a font, a field such as the page number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from noticeparse.extractors.archive import Archive
from noticeparse.extractors.sheets import cleaned
from noticeparse.extractors.xlsx.package import Book, S
from noticeparse.model import Paragraph, Text

if TYPE_CHECKING:
    from lxml.etree import _Element

_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DRAWING: Final = re.compile(r"xl/drawings/drawing\d+\.xml")
_SIDE: Final = re.compile("&[LCR]")
_CODE: Final = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f+-]{6}|\d{1,3}|[A-Za-z])')


def read_margins(book: Book) -> list[Paragraph]:
    """Read the heads and feet of the pages of shown sheets, equal ones once."""
    found: dict[Paragraph, None] = {}
    for sheet in book.sheets:
        element = sheet.root.find(S + "headerFooter")
        if element is None or sheet.hidden:
            continue
        for child in element.iterchildren("*"):
            role = "page_header" if child.tag.endswith("Header") else "page_footer"
            texts = margin_texts(child.text or "")
            found.update(dict.fromkeys(Paragraph(Text(text), role=role) for text in texts))
    return list(found)


def margin_texts(string: str) -> list[str]:
    """Texts of the left, centre and right of a head or foot, without its codes.

    >>> margin_texts('&L&"Arial,Bold"Larkhill School&RPage &P')
    ['Larkhill School', 'Page']
    """
    parts = _SIDE.split(string.replace("&&", "\x00"))
    texts = (cleaned(_CODE.sub(" ", part).replace("\x00", "&")) for part in parts)
    return [text for text in texts if text]


def read_boxes(archive: Archive) -> list[Paragraph]:
    """Read the text boxes drawn on sheets, a paragraph each."""
    found = []
    for name in sorted(archive.names):
        root = archive.tree(name) if _DRAWING.fullmatch(name) else None
        for body in () if root is None else root.iter(_txt_body(root)):
            text = cleaned("\n".join(_line(line) for line in body.iterfind(_A + "p")))
            if text:
                found.append(Paragraph(Text(text), role="text_box"))
    return found


def _txt_body(root: _Element) -> str:
    return root.tag.rpartition("}")[0] + "}txBody"


def _line(paragraph: _Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(_A + "t"))
