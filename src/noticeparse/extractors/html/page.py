"""Bytes of a web page → its element tree, and which of its elements belong to the site.

Landmarks (nav, header, footer), names (class="cookie-bar") and lists of nothing but links within
the site tell what is no part of the notice. Nothing is thrown away that may be: an element that
holds the page's main part, a table with text, or a good part of its words is looked into instead.

Known limits: a page nested deeper than libxml2 goes (2,048 elements) is refused; sites that name
their parts in other languages keep their menus in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from lxml import etree, html
from lxml.etree import _Element

from noticeparse.errors import TooLarge, UnreadableFile
from noticeparse.extractors.decoding import decode
from noticeparse.given import table
from noticeparse.model import Issue

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:\-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:\-]+)", re.IGNORECASE)
_XML_LINE = re.compile(r"^\s*<\?xml[^>]*>")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
# Words of names, roles and elements, by what they mean.
NAMES: Final = {r["group"]: frozenset(r["names"].split()) for r in table(__file__, "names.csv")}
_SITE: Final = NAMES["site"]
_CONTENT: Final = NAMES["content"]
_ROLES: Final = NAMES["roles"]
_LANDMARKS: Final = frozenset(("header", "footer", "aside"))
_JUDGED: Final = NAMES["judged"]
_LISTS: Final = frozenset(("ul", "ol", "p", "div", "section", "table"))
_PANEL: Final = NAMES["panel"]
_SCREEN_READER: Final = ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text")
_NO_DISPLAY = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)
_SKIP = re.compile(r"(?:skip|jump|scroll) to|back to top|^top$", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|odt|xlsx?)(?:[?#]|$)", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LARGE_SHARE: Final = 0.4
_FEW_WORDS: Final = 40
_MOST_HEAD_WORDS: Final = 16
_HEAD_WORDS: Final = frozenset(("title", "header", "heading", "button", "label", "question"))
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "table")
SILENT: Final = NAMES["silent"]
_is_inside = etree.XPath("ancestor::*[self::article or self::main or self::table or @role='main']")
_holds_main = etree.XPath("descendant-or-self::*[self::article or self::main or @role='main']")


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
    declared = _CHARSET.search(data[:8192]) or _XML.match(data)
    text, issues = decode(data, declared=declared and declared[1].decode("ascii", "replace"))
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
        title=" ".join(str(root.xpath("string(//title[not(parent::svg)])")).split()) or None,
        host=_host(root),
        words=len(words_of(body, links=False)),
        headings=sum(1 for _ in body.iter("h1")),
        controlled=frozenset(_controlled(body)),
        issues=issues,
    )


def _host(root: _Element) -> str | None:
    """Host that the page says it was published on."""
    places = (".//link[@rel='canonical']", ".//meta[@property='og:url']", ".//base")
    found = (each for place in places for each in root.iterfind(place))
    hosts = (host_of(each.get("href") or each.get("content") or "") for each in found)
    return next(filter(None, hosts), None)


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
        if isinstance(part, str):
            if part.strip():
                yield part
        elif part is not None and part.tag not in SILENT and (links or part.tag != "a"):
            stack += [each for child in reversed(part) for each in (child.tail, child)]
            stack += [part.text, part.get("alt") if part.tag == "img" else None]


def words_of(element: _Element, *, links: bool = True) -> list[str]:
    """Words that a reader could see in an element; `links` says whether those of links count."""
    return [word for string in strings_of(element, links=links) for word in string.split()]


def is_furniture(element: _Element, page: Page) -> bool:
    """Say whether an element belongs to the site; its words are then furniture."""
    if not _looks_like(element):
        # Else it has to hold nothing but links, most of them within the site.
        inside = _is_inside(element)
        if element.tag not in _LISTS or inside or not holds_only_links(element, page):
            return False
    return not _holds_notice(element, page)


def is_site_header(element: _Element, page: Page) -> bool:
    """Say whether an element is furniture but for the page's only h1, which stays a heading."""
    if not _looks_like(element) or page.headings != 1:
        return False
    has_heading = next(element.iter("h1"), None) is not None
    return has_heading and not _holds_main(element) and not _is_large(element, page)


def _looks_like(element: _Element) -> bool:
    tag = str(element.tag)
    if tag == "nav" or element.get("role", "").lower() in _ROLES:
        return True
    if tag in _LANDMARKS and not _is_inside(element):
        return True
    if tag == "a" and element.get("href", "").startswith("#"):
        return _is_named(element) or _SKIP.search(" ".join(words_of(element))) is not None
    return tag in _JUDGED and _is_named(element)


def _is_named(element: _Element) -> bool:
    named = map(_words_in, [*element.get("class", "").split(), element.get("id", "")])
    return any(words & _SITE and not words & _CONTENT for words in named)


def _words_in(name: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(name)}


def _holds_notice(element: _Element, page: Page) -> bool:
    if _holds_main(element) or _is_large(element, page):
        return True
    if page.headings == 1 and next(element.iter("h1"), None) is not None:
        return True
    return any(len(words_of(table, links=False)) > 3 for table in element.iter("table"))


def _is_large(element: _Element, page: Page) -> bool:
    words = len(words_of(element, links=False))
    return words > _FEW_WORDS and words > _LARGE_SHARE * page.words


def holds_only_links(element: _Element, page: Page) -> bool:
    """Say whether an element holds three links or more and nothing else, most within the site."""
    # The words outside links are looked at first: most elements have some near their beginning.
    if any(c.isalnum() for string in strings_of(element, links=False) for c in string):
        return False
    links = [link for link in element.iter("a") if words_of(link)]
    if len(links) < 3:
        return False
    within = sum(_is_within(link.get("href", ""), page) for link in links)
    return within > len(links) / 2


def _is_within(href: str, page: Page) -> bool:
    if _DOCUMENT.search(href) or href.startswith("mailto:"):
        return False
    host = host_of(href)
    return host is None or host == page.host


def is_for_screen_readers(element: _Element) -> bool:
    """Say whether an element is only read aloud ("opens in a new window")."""
    classes = element.get("class", "").lower().split()
    return any(name in classes for name in _SCREEN_READER)


def is_hidden(element: _Element, page: Page) -> bool:
    """Say whether an element is not shown, and not only until a click opens it."""
    hidden = element.get("hidden") is not None or _NO_DISPLAY.search(element.get("style", ""))
    return bool(hidden) and not _opens(element, page)


def _opens(element: _Element, page: Page) -> bool:
    if element.get("id", "-") in page.controlled or element.get("role") == "tabpanel":
        return True
    if _words_in(f"{element.get('class', '')} {element.get('id', '')}") & _PANEL:
        return True
    return any(len(words_of(table)) > 3 for table in element.iter("table"))


def is_accordion_head(element: _Element) -> bool:
    """Say whether a click on an element opens a panel: its words are the panel's heading."""
    if element.get("role") == "tab" or next(element.iter(*_HEADINGS), None) is not None:
        return False
    words = _words_in(element.get("class", ""))
    named = bool(words & {"accordion", "toggle", "panel", "collapse", "faq", "tab"})
    is_head = named and (element.tag == "button" or bool(words & _HEAD_WORDS))
    opens = element.get("aria-controls") is not None or element.get("aria-expanded") is not None
    return (is_head or opens) and 0 < len(words_of(element)) <= _MOST_HEAD_WORDS
