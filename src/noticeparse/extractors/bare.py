"""Bytes of a file → all its words, read in the simplest way there is.

This second reading checks the first one: it knows nothing of tables, lists or furniture, and shares
no code with the readers but the opening of the file. What it leaves out is what no reader of the
page sees: deleted text of tracked changes, the second copy that Word keeps of a text box, scripts.

Known limits: it has no order to speak of; only which words there are, and how often.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from noticeparse.extractors.archive import open_archive
from noticeparse.extractors.decoding import decode

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD_PARTS: Final = re.compile(r"word/(document\d*|header\d*|footer\d*|footnotes|endnotes)\.xml$")
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNSEEN_WORD: Final = {
    f"{_W}del",
    f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_UNSEEN_HTML: Final = {"script", "style", "template", "noscript", "head", "svg", "math"}


def bare_text(kind: str, data: bytes, path: str) -> str:
    """All words of a file of a known kind, white space between them. Raises ReadError."""
    return BARE[kind](data, path)


def _docx(data: bytes, path: str) -> str:
    archive = open_archive(data, path)
    trees = [archive.tree(name) for name in sorted(archive.names) if _WORD_PARTS.match(name)]
    return "\n".join("".join(_word_text(tree)) for tree in trees if tree is not None)


def _word_text(element: _Element) -> list[str]:
    if element.tag in _UNSEEN_WORD:
        return []
    if element.tag == f"{_W}t":
        return [element.text or ""]
    parts = [piece for child in element for piece in _word_text(child)]
    breaks = (f"{_W}p", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}tc", f"{_W}noBreakHyphen")
    return ["\n", *parts, "\n"] if element.tag in breaks else parts


def _html(data: bytes, path: str) -> str:
    from noticeparse.extractors.html.page import parse_page  # noqa: PLC0415 - brings lxml

    page = parse_page(data, path)
    return " ".join(_html_text(page.body))


def _html_text(element: _Element) -> list[str]:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN_HTML:
        return [element.tail or ""]
    inner = [piece for child in element for piece in _html_text(child)]
    return [element.text or "", *inner, element.tail or ""]


def _text(data: bytes, path: str) -> str:
    return decode(data)[0]


def _pdf(data: bytes, path: str) -> str:
    import pypdfium2  # noqa: PLC0415 - heavy, and only needed for PDF

    document = pypdfium2.PdfDocument(data)
    try:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_range())
            text.close()
            page.close()
    finally:
        document.close()
    return "\n".join(pages)


BARE: Final[dict[str, Callable[[bytes, str], str]]] = {
    "docx": _docx,
    "html": _html,
    "text": _text,
    "pdf": _pdf,
}
