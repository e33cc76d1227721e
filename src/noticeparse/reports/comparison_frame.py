"""Title, style, script and elements → a page that may be published: one file that loads nothing.

What the pages share stands here too: people held back, places in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from noticeparse.comparison import Quote, Where
from noticeparse.comparison.quotes import HELD, HELD_WORDS
from noticeparse.reports.files import whole
from noticeparse.reports.markup import element, printable
from noticeparse.reports.pages import render

if TYPE_CHECKING:
    from lxml.etree import _Element

NOT_STATED = "not stated"


def published(title: str, *body: _Element, style: str = "", script: str = "") -> str:
    """Put a page together; `style` comes after the style that all these pages have."""
    from lxml import etree  # noqa: PLC0415 - heavy, and only needed where a page is made

    parts = [etree.tostring(each, encoding="unicode", method="html") for each in body]
    return render("base.html", title=title, body="".join(parts), style=style, script=script)


def scrolling(label: str, table: _Element, *, css: str = "scroll") -> _Element:
    """Put a wide table where it scrolls by itself, by keyboard too.

    It is a group, not a region: a landmark for every table would be no help.
    """
    told = {"aria-label": printable(whole(label))}
    return element("div", table, css=css, tabindex="0", role="group", **told)


def company_of(quote: Quote) -> str:
    """The company as printed, unless it looks like a person."""
    return HELD if quote.held else quote.company


def quoted(quote: Quote) -> _Element:
    """The words of a row, those marked that earned a tag; none of a person that is held back."""
    if quote.held:
        return element("span", HELD_WORDS, css="not-stated")
    if quote.added:
        return element("span", quote.text, " (added by a person; the notice does not print it)")
    if not quote.text.strip():
        return element("span", "the row has no words but the name", css="not-stated")
    parts: list[_Element | str] = []
    last = 0
    for start, end in quote.marks:
        parts += [quote.text[last:start], element("mark", quote.text[start:end])]
        last = end
    return element("q", *parts, quote.text[last:])


def place_in_words(where: Where) -> str:
    """Say where a row stands, as people count.

    >>> place_in_words(Where("a.pdf", page=2, row=3))
    'page 2, row 4'
    """
    parts = [f"page {where.page}"] if where.page is not None else []
    if where.row is not None:
        parts.append(f"row {where.row + 1}")
    elif where.page is None and where.block is not None:
        parts.append(f"paragraph {where.block + 1}")
    return ", ".join(parts) or "place not known"


def places_in_words(places: Iterable[Where]) -> str:
    """Say where the same words stand, each notice with its place."""
    return "; ".join(f"{where.source}, {place_in_words(where)}" for where in places)


def many(number: int, noun: str, plural: str = "") -> str:
    """Count in words.

    >>> many(1, "school"), many(2, "school")
    ('1 school', '2 schools')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def who(schools: Sequence[str], all_schools: Sequence[str], *, most: int = 12) -> str:
    """Name schools, or those that are not among them where that is shorter.

    >>> who(["A", "B", "C", "D"], ["A", "B", "C", "D", "E"], most=2)
    'all 5 but E'
    """
    some = set(schools)
    rest = [school for school in all_schools if school not in some]
    if not rest and len(schools) > 2:
        return f"all {len(all_schools)}"
    if len(schools) > most and len(rest) < len(schools) / 2 and len(rest) <= most:
        return f"all {len(all_schools)} but {', '.join(rest)}"
    return ", ".join(schools)
