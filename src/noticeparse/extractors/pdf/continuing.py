"""Tables at the top of a page → marked where they go on from the page before.

The evidence: the last thing on one page and the first on the next are tables with the same column
edges (or, where columns were read from the words, with the same header), and the first of them
reaches into the lower part of its page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from noticeparse.extractors.pdf.flow import Item
from noticeparse.extractors.pdf.tables import PlacedTable

_DRAWN_EDGE = 3.0  # points that drawn edges may differ
_READ_EDGE = 9.0  # points that edges read from words may differ
_REACH = 250.0  # points from the top that a table reaches at least when a page cuts it


def mark_continuing(pages: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """Set `continues` on the tables that go on; the items else as they are."""
    marked: list[list[Item]] = []
    before: Item | None = None
    for items in pages:
        page = list(items)
        first = page[0] if page else None
        if isinstance(first, PlacedTable) and _goes_on(before, first):
            page[0] = replace(first, continues=True)
        before = page[-1] if page else None
        marked.append(page)
    return marked


def _goes_on(before: Item | None, after: PlacedTable) -> bool:
    if not isinstance(before, PlacedTable):
        return False
    if before.box[3] < _REACH or len(before.edges) != len(after.edges):
        return False
    if before.drawn and after.drawn:
        return _same(before.edges, after.edges, _DRAWN_EDGE)
    if before.head() == after.head():
        return True  # the header is repeated
    return _same(before.edges[:-1], after.edges[:-1], _READ_EDGE)  # ragged on the right


def _same(one: Sequence[float], other: Sequence[float], slack: float) -> bool:
    return all(abs(a - b) <= slack for a, b in zip(one, other, strict=True))
