"""Coloured areas, rules and words of a page → the rules that the areas hide.

A header row on a dark ground has a border that is hardly seen, and its columns often have none at
all. An area that a drawn table's verticals meet is a part of that table: its edges are rules. Where
no vertical is seen inside it and several of its words stand in columns of their own, the verticals
below it go on through it; a section's name, alone in its row, is not cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from noticeparse.extractors.pdf.page import Rule, Word, holds, middle
from noticeparse.model import Box

_NEAR = 3.0  # points


def walls_of(fills: Sequence[Box], rules: Sequence[Rule], words: Sequence[Word]) -> list[Rule]:
    """Return the edges of the areas that belong to drawn tables, and verticals through them."""
    walls: list[Rule] = []
    verticals = [rule for rule in rules if not rule.horizontal]
    for fill in fills:
        met = [rule for rule in verticals if _meets(rule, fill)]
        if met:
            walls += _edges(fill)
            walls += _through(fill, met, [word for word in words if holds(fill, middle(word.box))])
    return walls


def _meets(rule: Rule, fill: Box) -> bool:
    """Say whether a vertical reaches an area or runs along it."""
    x0, top, x1, bottom = fill
    inside = x0 - _NEAR <= rule.at <= x1 + _NEAR
    return inside and rule.start <= bottom + _NEAR and rule.end >= top - _NEAR


def _edges(fill: Box) -> list[Rule]:
    x0, top, x1, bottom = fill
    across = [Rule(True, y, x0, x1) for y in (top, bottom)]
    return across + [Rule(False, x, top, bottom) for x in (x0, x1)]


def _through(fill: Box, met: Sequence[Rule], words: Sequence[Word]) -> list[Rule]:
    """Lead the verticals below an area through it, if that parts its words into columns."""
    x0, top, x1, bottom = fill
    inner = [rule for rule in met if x0 + _NEAR < rule.at < x1 - _NEAR]
    if any(rule.start < bottom - _NEAR and rule.end > top + _NEAR for rule in inner):
        return []
    places = sorted({rule.at for rule in inner if rule.start >= bottom - _NEAR})
    if any(word.box[0] < at < word.box[2] for word in words for at in places):
        return []
    stops = (x0, *places, x1)
    columns = [
        any(low < middle(word.box)[0] < high for word in words) for low, high in pairwise(stops)
    ]
    return [Rule(False, at, top, bottom) for at in places] if sum(columns) > 1 else []
