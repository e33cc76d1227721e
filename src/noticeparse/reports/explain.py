"""A document and what became of each word → a page that shows both side by side.

The left half is the source in reading order, every word in the colour of its class; a word of a row
leads to that row in the right half. One file, no script, no network.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from noticeparse.model import (
    Block,
    Cell,
    Disclosure,
    Document,
    Heading,
    ListItem,
    Notice,
    ReadWord,
    Table,
    Tag,
    Text,
)
from noticeparse.reports.markup import element, page
from noticeparse.reports.pages import asset

if TYPE_CHECKING:
    from lxml.etree import _Element

CLASSES = {
    "rows": "became part of a row",
    "headers": "caption, section or lead-in of a list",
    "statements": "said once for all rows",
    "doubtful": "doubtful: look at it",
    "other": "other prose, no row",
    "furniture": "part of the page: menus, running heads",
    "unaccounted": "lost: claimed by nothing",
}


def explain_html(document: Document, notice: Notice, words: Sequence[ReadWord]) -> str:
    """Lay the page out. `document` has to be the laid-out one that the words were read from."""
    source = [element("h2", "The notice, word by word"), *_source(document, words)]
    rows = [element("h2", f"{len(notice.disclosures)} rows"), *_rows(notice)]
    return page(
        f"What was seen in {notice.source.path}",
        asset("explain.css"),
        _head(notice),
        element("main", element("section", *source, css="source"), element("section", *rows)),
    )


def _head(notice: Notice) -> _Element:
    by_folder = " (its folder's name)" if notice.school_known_by == "folder" else ""
    parts = [element("h1", f"{notice.school or 'School not stated'}{by_folder}")]
    title = str(notice.title) if notice.title else "no title"
    parts.append(element("p", f"{title} · {notice.source.path}", css="sub"))
    receipt = notice.receipt
    if receipt is not None:
        counts = {kind: getattr(receipt, kind) for kind in CLASSES}
        bar = [
            element("i", "", css=kind, style=f"flex:{number}", title=f"{kind}: {number}")
            for kind, number in counts.items()
            if number
        ]
        parts.append(element("div", *bar, css="bar"))
        items = [
            element("li", element("i", "", css=kind), element("b", str(counts[kind])), f" {said}")
            for kind, said in CLASSES.items()
        ]
        parts.append(element("ul", *items, css="legend"))
        parts.append(element("p", f"{receipt.words} words in the source.", css="sub"))
    return element("header", *parts)


def _source(document: Document, words: Sequence[ReadWord]) -> Iterator[_Element]:
    by_start = {word.start: word for word in words}
    for block in document.blocks:
        yield _block(block, by_start)
    if document.furniture:
        yield element("h2", "Of the page, not of the notice")
        for text in document.furniture:
            yield element("p", *_marked(text, by_start))


def _block(block: Block, words: dict[int, ReadWord]) -> _Element:
    if isinstance(block, Table):
        return _table(block, words)
    if isinstance(block, Heading):
        return element("h3", *_marked(block.text, words))
    if isinstance(block, ListItem):
        return element("p", f"{block.marker or '•'} ", *_marked(block.text, words), css="item")
    return element("p", *_marked(block.text, words))


def _table(table: Table, words: dict[int, ReadWord]) -> _Element:
    rows = []
    for number in range(table.rows):
        cells = [_cell(cell, words) for cell in table.cells if cell.row == number]
        rows.append(element("tr", *cells))
    return element("table", *rows)


def _cell(cell: Cell, words: dict[int, ReadWord]) -> _Element:
    spans = {}
    if cell.row_span > 1:
        spans["rowspan"] = str(cell.row_span)
    if cell.column_span > 1:
        spans["colspan"] = str(cell.column_span)
    inner = [_table(table, words) for table in cell.tables]
    return element("td", *_marked(cell.text, words), *inner, **spans)


def _marked(text: Text, words: dict[int, ReadWord]) -> list[_Element | str]:
    """A text with its words marked; neighbours of one class and row become one mark."""
    if not text.runs or text.runs[0].at is None:
        return [text.string]
    base = text.runs[0].at - text.runs[0].start
    found = [words[at] for at in range(base, base + len(text)) if at in words]
    parts: list[_Element | str] = []
    done = 0
    for (kind, row), group in groupby(found, key=lambda word: (word.kind, word.row)):
        same = list(group)
        start, end = same[0].start - base, same[-1].end - base
        parts += [text.string[done:start], _mark(text.string[start:end], kind, row)]
        done = end
    return [part for part in [*parts, text.string[done:]] if not isinstance(part, str) or part]


def _mark(string: str, kind: str, row: str | None) -> _Element:
    if row is not None:
        return element("a", string, css=f"w {kind}", href=f"#{row}")
    return element("span", string, css=f"w {kind}", title=CLASSES[kind])


def _rows(notice: Notice) -> Iterator[_Element]:
    if not notice.disclosures:
        yield element("p", "No row was found.", css="issue")
    for issue in notice.issues:
        yield element("p", f"{issue.severity}: {issue.message}", css="issue")
    for row in notice.disclosures:
        yield _row(row)


def _row(row: Disclosure) -> _Element:
    status = "" if row.status == "in_use" else f" ({row.status.replace('_', ' ')})"
    parts = [element("h3", f"{row.company}{status}")]
    parts.append(element("p", str(row.description) if row.description else "Nothing more is said."))
    if row.no_personal_data:
        parts.append(element("p", "The notice says that nothing personal is shared."))
    if row.layout:
        how = f"Read as {row.layout.replace('_', ' ')}, sure to {row.fit:.2f}."
        grade = f" Grade: {row.grade} ({'; '.join(row.grade_reasons)})." if row.grade else ""
        parts.append(element("p", f"{how}{grade}", css="sub"))
    if row.evidence:
        reasons = [element("li", f"{said} {weight:+.2f}") for said, weight in row.evidence]
        parts.append(
            element("details", element("summary", "What weighed most"), element("ul", *reasons))
        )
    parts += [element("p", f"{issue.message}", css="issue") for issue in row.issues]
    if row.tags:
        parts.append(element("ul", *[_tag(tag) for tag in row.tags], css="tags"))
    return element("article", *parts, id=row.id)


def _tag(tag: Tag) -> _Element:
    denied = tag.polarity == "not_shared"
    said = f"{'not shared: ' if denied else ''}{tag.id.replace('_', ' ')} "
    return element("li", said, element("q", tag.evidence.text), title=f"{tag.kind}, {tag.method}")
