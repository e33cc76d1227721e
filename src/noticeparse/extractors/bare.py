"""Bytes of a file → all its words, read in the simplest way there is.

This second reading checks the first one: it knows nothing of tables, lists or furniture, and shares
no code with the readers but the opening of the file. What it leaves out is what no reader of the
page sees: deleted text of tracked changes, the second copy that Word keeps of a text box, scripts.

Known limits: it has no order to speak of; only which words there are, and how often.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from noticeparse.extractors.archive import Archive, open_archive
from noticeparse.extractors.decoding import decode

if TYPE_CHECKING:
    from lxml.etree import _Element

    from noticeparse.extractors.scans import ScannedPage

_WORD_PARTS: Final = re.compile(r"word/(document\d*|header\d*|footer\d*|footnotes|endnotes)\.xml")
_ODF_PARTS: Final = re.compile(r"(?:content|styles)\.xml")
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNSEEN_WORD: Final = {
    f"{_W}del",
    f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_UNSEEN_ODF: Final = {
    *("tracked-changes", "annotation", "automatic-styles", "styles", "sequence-decls", "forms"),
    *("font-face-decls", "variable-decls", "user-field-decls", "scripts"),
}
_DATE_FORMATS: Final = {*map(str, range(14, 23)), "45", "46", "47"}
_UNSEEN_HTML: Final = {"script", "style", "template", "noscript", "head", "svg", "math"}


def _zipped(
    parts: re.Pattern[str], text_of: Callable[[_Element], list[str]], data: bytes, path: str
) -> str:
    archive = open_archive(data, path)
    trees = [archive.tree(name) for name in sorted(archive.names) if parts.fullmatch(name)]
    return "\n".join("".join(text_of(tree)) for tree in trees if tree is not None)


def _word_text(element: _Element) -> list[str]:
    if element.tag in _UNSEEN_WORD:
        return []
    if element.tag == f"{_W}t":
        return [element.text or ""]
    parts = [piece for child in element for piece in _word_text(child)]
    breaks = (f"{_W}p", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}tc", f"{_W}noBreakHyphen")
    return ["\n", *parts, "\n"] if element.tag in breaks else parts


def _html(data: bytes, path: str) -> str:
    from lxml import etree  # noqa: PLC0415 - heavy

    from noticeparse.extractors.html.page import parse_page  # noqa: PLC0415 - brings lxml

    body = parse_page(data, path).body
    etree.strip_elements(body, *_UNSEEN_HTML, with_tail=False)
    return " ".join(map(str, body.itertext()))


def _odf_text(element: _Element) -> list[str]:
    inner: list[str] = []
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    if name and name not in _UNSEEN_ODF:
        inner = [piece for child in element for piece in _odf_text(child)]
        own = (element.text or "") if element.tag.startswith(_TEXT) else ""
        breaks = name not in ("span", "a")
        inner = ["\n" * breaks, own, *inner, "\n" * breaks]
    parent = element.getparent()
    in_text = parent is not None and str(parent.tag).startswith(_TEXT)
    return [*inner, (element.tail or "") if in_text else ""]


def _xlsx(data: bytes, path: str) -> str:
    archive = open_archive(data, path)
    shared = [_string(item) for item in _elements(archive, "xl/sharedStrings.xml", "{*}si")]
    codes = {
        each.get("numFmtId", ""): each.get("formatCode", "")
        for each in _elements(archive, "xl/styles.xml", "{*}numFmt")
    }
    formats = [
        codes.get(number := style.get("numFmtId", ""), number)
        for style in _elements(archive, "xl/styles.xml", "{*}cellXfs/*")
    ]
    words = [sheet.get("name", "") for sheet in _elements(archive, "xl/workbook.xml", "{*}sheet")]
    for part in sorted(archive.names):
        if part.startswith("xl/worksheets/sheet"):
            words += [_cell(cell, shared, formats) for cell in _elements(archive, part, "{*}c")]
        if part.startswith("xl/drawings/drawing"):
            words += [_string(body) for body in _elements(archive, part, "{*}txBody")]
    return "\n".join(words)


def _elements(archive: Archive, part: str, path: str) -> list[_Element]:
    root = archive.tree(part)
    return [] if root is None else root.findall(f".//{path}")


def _string(element: _Element) -> str:
    # A stretch of phonetic signs (rPh) repeats the text in another script.
    phonetic = set(element.iterfind(".//{*}rPh/{*}t"))
    return "".join(t.text or "" for t in element.iterfind(".//{*}t") if t not in phonetic)


def _cell(cell: _Element, shared: Sequence[str], formats: Sequence[str]) -> str:
    kind, value = cell.get("t", "n"), cell.findtext("{*}v") or ""
    if kind == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    style = cell.get("s", "0")
    code = formats[int(style)] if style.isdigit() and int(style) < len(formats) else "0"
    return _number(value, code) if kind == "n" and value else _string(cell) or value


def _number(value: str, code: str) -> str:
    """A number as its format prints it: a date, a percentage or the number itself."""
    try:
        number = float(value)
    except ValueError:
        return value
    if not math.isfinite(number):
        return value
    if re.search(r"\[h", code, re.IGNORECASE):
        return f"{int(number * 24)}:{round(number * 1440) % 60:02}"
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code)
    if code in _DATE_FORMATS or (not code.isdigit() and re.search("[ymdh]", bare, re.IGNORECASE)):
        try:
            moment = datetime(1899, 12, 30) + timedelta(seconds=round(number * 86_400))
        except OverflowError:
            return value
        day, hour = moment.isoformat(" ", "minutes").split(" ")
        return hour if number < 1 else f"{day} {hour}".removesuffix(" 00:00")
    is_percent = "%" in code or code in ("9", "10")
    return f"{number * 100:.12g}" if is_percent else f"{number:.15g}"


def _pdf(data: bytes, path: str) -> str:
    import pypdfium2  # noqa: PLC0415 - heavy, and only needed for PDF

    from noticeparse.extractors.pdf.engine import opened  # noqa: PLC0415 - as above

    pages = []
    with opened(data, path) as document:
        for number in range(len(document)):
            with (
                suppress(pypdfium2.PdfiumError),  # the reader says so of a page that is damaged
                closing(document[number]) as page,
                closing(page.get_textpage()) as text,
            ):
                pages.append(text.get_text_range())
    if not all(any(map(str.isalnum, text)) for text in pages):
        from noticeparse.extractors.scans import scanned_pages  # noqa: PLC0415 - as above

        pages += _seen(scanned_pages(data))
    return "\n".join(pages)


def _picture(data: bytes, path: str) -> str:
    from noticeparse.extractors.scans import picture_pages  # noqa: PLC0415 - heavy, for pictures

    return "\n".join(_seen(picture_pages(data, path)))


def _seen(pages: Sequence[ScannedPage]) -> list[str]:
    """The words of pages that were read by OCR: there is no other reading of a picture."""
    return [" ".join(word.text for word in scanned.page.words) for scanned in pages]


# All words of a file of a kind, white space between them; each raises ReadError.
BARE: Final[dict[str, Callable[[bytes, str], str]]] = {
    "docx": partial(_zipped, _WORD_PARTS, _word_text),
    "odt": partial(_zipped, _ODF_PARTS, _odf_text),
    "xlsx": _xlsx,
    "csv": lambda data, path: decode(data)[0].removeprefix("sep="),
    "html": _html,
    "text": lambda data, path: decode(data)[0],
    "pdf": _pdf,
    "png": _picture,
    "jpeg": _picture,
    "tiff": _picture,
}
