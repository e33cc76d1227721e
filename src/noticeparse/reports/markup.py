"""Names, texts and attributes → elements of a web page, escaped; a page → its bytes as text.

Pages are one file: no script that they need, no network, styles inside.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def element(name: str, /, *children: _Element | str, css: str = "", **attributes: str) -> _Element:
    """Make an element; `css` is its class."""
    from lxml import etree  # noqa: PLC0415 - heavy, and only needed where a page is made

    made = etree.Element(name, {**({"class": css} if css else {}), **attributes})
    last: _Element | None = None
    for child in children:
        if not isinstance(child, str):
            made.append(child)
            last = child
        elif last is None:
            made.text = (made.text or "") + printable(child)
        else:
            last.tail = (last.tail or "") + printable(child)
    return made


def printable(text: str) -> str:
    """Drop the control characters that no page may hold."""
    return _UNPRINTABLE.sub("", text)


def page(title: str, style: str, *body: _Element) -> str:
    """Put a page together."""
    from lxml import etree  # noqa: PLC0415 - as above

    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="generator", content="noticeparse"),
        element("meta", name="viewport", content="width=device-width,initial-scale=1"),
        element("title", title),
        element("style", style),
    )
    whole = element("html", head, element("body", *body), lang="en")
    text: str = etree.tostring(
        whole, encoding="unicode", method="html", doctype="<!DOCTYPE html>", pretty_print=False
    )
    return f"{text}\n"
