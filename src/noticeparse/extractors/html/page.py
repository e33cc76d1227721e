"""Bytes of a web page → its element tree, and what is asked of the page as a whole.

Known limits: a page nested deeper than libxml2 goes (2,048 elements) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from noticeparse.errors import TooLarge, UnreadableFile
from noticeparse.extractors.decoding import decode
from noticeparse.model import Issue

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:\-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:\-]+)", re.IGNORECASE)
_XML_LINE = re.compile(r"^\s*<\?xml[^>]*>")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")


def names(string: str) -> frozenset[str]:
    """The names that a string lists."""
    return frozenset(string.split())


SILENT: Final = names(
    "script style noscript template head svg iframe object title audio video canvas map "
    "datalist link meta base"
)


@dataclass(frozen=True)
class Page:
    """A parsed page: its body, and what judging its parts needs to know of the whole."""

    body: _Element
    title: str | None
    host: str | None
    words: int
    headings: int
    controlled: frozenset[str]
    issues: tuple[Issue, ...]


def parse_page(data: bytes, path: str) -> Page:
    """Parse a web page; `path` names it in errors. Raises UnreadableFile where it has no words."""
    from lxml import etree, html  # noqa: PLC0415 - heavy, and only needed for some formats

    declared = _CHARSET.search(data[:8192]) or _XML.match(data)
    text, issues = decode(
        data, declared=declared[1].decode("ascii", "replace") if declared else None
    )
    text = _XML_LINE.sub("", _CONTROLS.sub(" ", text))
    # Without huge_tree, what is nested deeper than 255 elements is dropped.
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        message = f"{path}: the page holds no text."
        raise UnreadableFile(message, what_to_do="Save the page anew.") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        message = f"{path}: elements of the page are nested thousands deep, or never closed."
        raise TooLarge(message, what_to_do="Open it in the browser and print it to PDF.")
    body = root.find("body")
    body = root if body is None else body
    return Page(
        body=body,
        title=_title(root),
        host=_host(root),
        words=len(words_of(body, links=False)),
        headings=sum(1 for _ in body.iter("h1")),
        controlled=frozenset(_controlled(body)),
        issues=issues,
    )


def _title(root: _Element) -> str | None:
    for element in root.iter("title"):
        if element.getparent() is not None and _name(element.getparent()) != "svg":
            return " ".join((element.text or "").split()) or None
    return None


def _name(element: _Element | None) -> str:
    return "" if element is None or not isinstance(element.tag, str) else element.tag


def _host(root: _Element) -> str | None:
    """Host that the page says it was published on."""
    for path, attribute in (
        (".//link[@rel='canonical']", "href"),
        (".//meta[@property='og:url']", "content"),
        (".//base", "href"),
    ):
        for element in root.findall(path):
            host = host_of(element.get(attribute, ""))
            if host:
                return host
    return None


def host_of(url: str) -> str | None:
    """Host of a web address without "www.", None where it has none."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname if parts.scheme in ("http", "https", "") else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _controlled(body: _Element) -> Iterator[str]:
    """Ids of what a click on the page shows: panels of accordions and tabs."""
    for element in body.iter("*"):
        for attribute in ("aria-controls", "data-target", "data-bs-target"):
            yield from element.get(attribute, "").replace("#", " ").split()
        href = element.get("href", "")
        if href.startswith("#") and len(href) > 1 and element.get("data-toggle") is not None:
            yield href[1:]


def strings_of(element: _Element, *, links: bool = True) -> Iterator[str]:
    """Yield the strings a reader could see in an element, with the alt texts of pictures."""
    # Not recursive: pages are nested deeper than Python likes.
    stack: list[_Element | str | None] = [element]
    while stack:
        part = stack.pop()
        if part is None or isinstance(part, str):
            if part and part.strip():
                yield part
            continue
        name = _name(part)
        if name in SILENT or (name == "a" and not links):
            continue
        stack += [each for child in reversed(part) for each in (child.tail, child)]
        stack += [part.text, part.get("alt") if name == "img" else None]


def words_of(element: _Element, *, links: bool = True) -> list[str]:
    """Words that a reader could see in an element; `links` says whether those of links count."""
    return [word for string in strings_of(element, links=links) for word in string.split()]
