"""Incident → one page for the browser: a file that loads nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from noticeparse.comparison import Names
from noticeparse.incident import Incident
from noticeparse.reports.comparison_frame import published, scrolling
from noticeparse.reports.incident_outline import Cell, Line, Part, Piece, outline, title_of
from noticeparse.reports.markup import element

if TYPE_CHECKING:
    from lxml.etree import _Element

_STYLE = """
main>section:first-child h2{margin-top:.2rem}td>div+div{margin-top:.25rem}
td:last-child{min-width:20rem}.scroll td{min-width:9rem}
tbody th{font-weight:400;min-width:11rem}.said>div+div{margin-top:.25rem}
.summary{font-size:1.05rem}.bullets{margin:.2rem 0 .8rem;padding-left:1.3rem;columns:18rem;
column-gap:2.5rem}.bullets.long{columns:auto}
@media print{.scroll td,.scroll td:last-child,tbody th{min-width:0}}
"""
_LOOKS = {"special": "special", "nothing": "nothing", "soft": "soft"}


def incident_html(incident: Incident, names: Names) -> str:
    """Lay the page out."""
    parts = list(outline(incident, names))
    head = element("header", element("h1", title_of(incident)), *_text(parts[0], css="summary"))
    body = element("main", *(_part(part) for part in parts[1:]))
    return published(title_of(incident), head, body, style=_STYLE)


def _part(part: Part) -> _Element:
    blocks = [element("h2", part.heading), *_text(part)]
    if part.rows:
        blocks.append(_table(part))
    return element("section", *blocks)


def _text(part: Part, *, css: str = "") -> Iterator[_Element]:
    for line in part.lines:
        yield element("p", *map(_piece, line), css=css)
    if part.bullets:
        items = [element("li", *map(_piece, line)) for line in part.bullets]
        yield element("ul", *items, css="bullets long" if part.heading else "bullets")


def _table(part: Part) -> _Element:
    head = element("tr", *(element("th", title, scope="col") for title in part.heads))
    rows = [
        element(
            "tr",
            element("th", *_cell(row[0]), scope="row"),
            *(element("td", *_cell(cell)) for cell in row[1:]),
        )
        for row in part.rows
    ]
    table = element("table", element("thead", head), element("tbody", *rows))
    return scrolling(part.heading, table)


def _cell(cell: Cell) -> Iterator[_Element]:
    for line in cell:
        yield _line(line)


def _line(line: Line) -> _Element:
    return element("div", *map(_piece, line))


def _piece(piece: Piece) -> _Element | str:
    if piece.look == "mark":
        return element("mark", piece.text)
    if piece.look == "strong":
        return element("b", piece.text)
    return element("span", piece.text, css=_LOOKS[piece.look]) if piece.look else piece.text
