"""A tree of elements that were never closed → one that can be walked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from noticeparse.extractors.html.furniture import is_hidden
from noticeparse.extractors.html.page import Page, names
from noticeparse.settings import MAX_HTML_DEPTH

if TYPE_CHECKING:
    from lxml.etree import _Element

_WRAPPERS: Final = names("div section font span center")


def raise_unclosed(page: Page) -> None:
    """Put what stands last in a wrapper behind it, where a page is nested too deep to be walked.

    Page builders leave <div> and <font> open hundreds of times; their lists are as good as others.
    """
    path: list[_Element] = []
    deep: list[_Element] = []
    known = 0  # elements of the path that are in `deep`
    for element in page.body.iter("*"):
        parent = element.getparent()
        while path and path[-1] is not parent:
            path.pop()
        known = min(known, len(path))
        path.append(element)
        if len(path) > MAX_HTML_DEPTH:
            deep += path[known:]
            known = len(path)
    for element in deep:
        outer = element.getparent()
        is_last = element.getnext() is None and not (element.tail or "").strip()
        if outer is None or outer.tag not in _WRAPPERS or is_hidden(outer, page):
            continue
        if is_last:
            outer.addnext(element)
