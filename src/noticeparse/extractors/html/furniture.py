"""An element of a web page → whether it belongs to the site and not to the notice.

Landmarks (nav, header, footer), names (class="cookie-bar") and lists of nothing but links within
the site tell. Nothing is thrown away that may be the notice: an element that holds the page's
main part, a table with text, or a good part of its words is looked into instead.

Known limits: sites that name their parts in other languages keep their menus in the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from noticeparse.extractors.html.page import Page, host_of, names, strings_of, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMES: Final = names(
    "nav navbar navigation menu menus submenu megamenu offcanvas breadcrumb breadcrumbs cookie "
    "cookies footer sidebar skip skiplink skiplinks social socials share sharedaddy addthis "
    "addtoany pagination pager toolbar search searchform login newsletter copyright topbar "
    "translate"
)
# Words that make a name speak of content: "cookie-policy", "social-services", "shared-data".
_CONTENT: Final = names(
    "policy policies privacy services service data care information statement worker workers "
    "studies emotional content has no with without entry card panel article tab tabs tabpanel "
    "accordion collapse table"
)
_ROLES: Final = names(
    "navigation banner contentinfo search menu menubar toolbar dialog alertdialog"
)
_LANDMARKS: Final = frozenset(("header", "footer", "aside"))
_JUDGED: Final = names("div section ul ol aside header footer form p span nav a dl")
_LISTS: Final = frozenset(("ul", "ol", "p", "div", "section", "table"))
_PANEL: Final = names(
    "accordion collapse collapsible collapsed panel tab tabs toggle faq answer content expand "
    "expandable expander reveal details more"
)
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


def is_furniture(element: _Element, page: Page) -> bool:
    """Say whether an element belongs to the site; its words are then furniture."""
    if not _looks_like(element) and not _is_link_list(element, page):
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
    if tag in _LANDMARKS and not _is_inside(element, ("article", "main", "table")):
        return True
    return tag in _JUDGED and (_is_named(element) or (tag == "a" and _is_skip_link(element)))


def _is_named(element: _Element) -> bool:
    for name in [*element.get("class", "").split(), element.get("id", "")]:
        words = {word.lower() for word in _WORD.findall(name)}
        if words & _NAMES and not words & _CONTENT:
            return True
    return False


def _is_skip_link(element: _Element) -> bool:
    is_local = element.get("href", "").startswith("#")
    return is_local and _SKIP.search(" ".join(words_of(element))) is not None


def _is_inside(element: _Element, tags: tuple[str, ...]) -> bool:
    return any(
        ancestor.tag in tags or ancestor.get("role") == "main"
        for ancestor in element.iterancestors()
    )


def _holds_notice(element: _Element, page: Page) -> bool:
    if _holds_main(element) or _is_large(element, page):
        return True
    if page.headings == 1 and next(element.iter("h1"), None) is not None:
        return True
    return any(len(words_of(table, links=False)) > 3 for table in element.iter("table"))


def _holds_main(element: _Element) -> bool:
    return any(
        child.tag in ("main", "article") or child.get("role") == "main"
        for child in element.iter("*")
    )


def _is_large(element: _Element, page: Page) -> bool:
    words = len(words_of(element, links=False))
    return words > _FEW_WORDS and words > _LARGE_SHARE * page.words


def _is_link_list(element: _Element, page: Page) -> bool:
    """Say whether an element holds nothing but links, most of them within the site."""
    if element.tag not in _LISTS or _is_inside(element, ("article", "main", "table")):
        return False
    return holds_only_links(element, page)


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
    named = f"{element.get('class', '')} {element.get('id', '')}"
    words = {word.lower() for word in _WORD.findall(named)}
    if words & _PANEL:
        return True
    return any(len(words_of(table)) > 3 for table in element.iter("table"))


def is_accordion_head(element: _Element) -> bool:
    """Say whether a click on an element opens a panel: its words are the panel's heading."""
    if element.get("role") == "tab" or next(element.iter(*_HEADINGS), None) is not None:
        return False
    words = {word.lower() for word in _WORD.findall(element.get("class", ""))}
    named = bool(words & {"accordion", "toggle", "panel", "collapse", "faq", "tab"})
    is_head = named and (element.tag == "button" or bool(words & _HEAD_WORDS))
    opens = element.get("aria-controls") is not None or element.get("aria-expanded") is not None
    return (is_head or opens) and 0 < len(words_of(element)) <= _MOST_HEAD_WORDS
