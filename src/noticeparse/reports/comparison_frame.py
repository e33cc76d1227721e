"""Title, style, script and elements → a page that may be published: one file that loads nothing.

The page's own policy lets the browser run the one script whose digest it names, and load nothing
from anywhere, so that a text of a notice could do nothing even if it were not escaped. What the
pages share stands here too: people held back, places in words, and their style.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from noticeparse.comparison import Quote, Where
from noticeparse.reports.files import whole
from noticeparse.reports.markup import element, printable

if TYPE_CHECKING:
    from lxml.etree import _Element

HELD = "[a person; held back]"
HELD_WORDS = "[the row's words are held back with the name; they stand in the notice]"
NOT_STATED = "not stated"

STYLE = """
:root{--ink:#1b2430;--soft:#4b5666;--line:#c4cbd5;--ground:#f4f6f8;--paper:#fff;--link:#0b4f9c;
--head:#e8edf3;--special:#8a1c4a;--special-ground:#fbe9f0;--mark:#fff0b3;--nothing:#1d6b3c}
*{box-sizing:border-box}html{scroll-padding-top:3.5rem}
body{margin:0;color:var(--ink);background:var(--ground);
font:1rem/1.5 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
a{color:var(--link)}a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,
summary:focus-visible,[tabindex]:focus-visible{outline:3px solid #0b4f9c;outline-offset:2px}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:#fff;padding:8px 14px;
z-index:9}
header,main,footer{padding:1.25rem 1.75rem;max-width:110rem}header{background:var(--paper);
border-bottom:1px solid var(--line);max-width:none}
h1{font-size:1.7rem;line-height:1.25;margin:0 0 .35rem}h2{font-size:1.3rem;margin:2.2rem 0 .6rem}
h3{font-size:1.06rem;margin:0 0 .4rem}p{margin:.3rem 0 .7rem;max-width:76ch}
.soft{color:var(--soft)}.special{color:var(--special);font-weight:600}
.not-stated{color:var(--soft);font-style:italic}.nothing{color:var(--nothing);font-weight:600}
q{quotes:"“" "”"}mark{background:var(--mark);color:inherit;padding:0 1px}
table{border-collapse:collapse;background:var(--paper);width:100%}
th,td{border:1px solid var(--line);padding:.4rem .55rem;text-align:left;vertical-align:top}
thead th{background:var(--head)}caption{text-align:left;color:var(--soft);padding:0 0 .4rem}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:6px;background:var(--paper)}
.scroll table{border:0}.where{color:var(--soft);font-size:.875rem;overflow-wrap:anywhere}
.card{background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:.9rem 1.1rem;
margin:0 0 1rem}
.card:target,tr:target>*{background:#fff6d6}.numbers{list-style:none;display:flex;flex-wrap:wrap;
gap:.7rem;margin:1rem 0 0;padding:0}.numbers li{border:1px solid var(--line);border-radius:6px;
background:var(--paper);padding:.45rem .9rem;min-width:9rem}.numbers b{display:block;
font-size:1.5rem;line-height:1.2;font-variant-numeric:tabular-nums}
.plain{list-style:none;margin:0;padding:0}
@media print{html{font-size:8.5pt}body{background:#fff}header,main,footer{padding:0;max-width:none}
.no-print,.skip{display:none!important}.scroll{overflow:visible;border:0}h2{break-after:avoid}
h3{break-after:avoid}.card{border:0;padding:0}th,td{padding:.25rem .4rem}h2{margin:1.2rem 0 .4rem}
header{border:0;padding-bottom:0}.numbers{gap:.4rem}.numbers li{min-width:0;padding:.3rem .7rem}
tr{break-inside:avoid}thead{display:table-header-group}
a{color:inherit;text-decoration:none}p{max-width:none}@page{size:A4 landscape;margin:12mm}}
"""


def published(title: str, *body: _Element, style: str = "", script: str = "") -> str:
    """Put a page together; `style` comes after the style that all these pages have."""
    from lxml import etree  # noqa: PLC0415 - heavy, and only needed where a page is made

    parts = [*body, *([element("script", script)] if script else [])]
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", **{"http-equiv": "Content-Security-Policy", "content": _policy(script)}),
        element("meta", name="viewport", content="width=device-width,initial-scale=1"),
        element("meta", name="generator", content="noticeparse"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("style", STYLE + style),
    )
    whole = element("html", head, element("body", *parts), lang="en")
    text: str = etree.tostring(
        whole, encoding="unicode", method="html", doctype="<!DOCTYPE html>", pretty_print=False
    )
    return f"{text}\n"


def _policy(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    run = f"'sha256-{digest}'" if script else "'none'"
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src {run}; base-uri 'none'"


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

    >>> place_in_words(Where("a.pdf", page=2, row=3, shown_row=4))
    'page 2, row 4'
    """
    parts = [f"page {where.page}"] if where.page is not None else []
    if where.sheet and not where.source.endswith(f"#{where.sheet}"):
        parts.append(f"sheet {where.sheet}")
    if where.shown_row is not None:
        parts.append(f"row {where.shown_row}")
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
