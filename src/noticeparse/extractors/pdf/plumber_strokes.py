"""A pdfplumber page → its rules, coloured fills and dots.

Programs draw a table's lines as strokes, as the sides of stroked rectangles, or as very thin filled
rectangles: all become rules. Filled rectangles are fills, unless they are white or cover the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from math import isfinite
from typing import Any

import numpy as np

from noticeparse.extractors.pdf.drawn_bullets import is_small_and_even
from noticeparse.extractors.pdf.page import Rule
from noticeparse.model import Box
from noticeparse.settings import MAX_PDF_RULES

_THIN = 2.6  # points: a filled rectangle up to this is a line
_SLANT = 1.0  # points that a line may lean and still be straight
_SHORT = 1.0  # points: what is shorter is a dot
_WHITE = 0.985
_BACKDROP = 0.85  # of the page's width and height: a fill beyond this is the paper


def strokes_of(
    page: Any, origin: tuple[float, float], *, size: tuple[float, float]
) -> tuple[list[Rule], list[Box]]:
    """Return the rules and the fills of a page, each once."""
    rules: dict[Rule, None] = {}
    fills: dict[Box, None] = {}
    if len(page.lines) + len(page.rects) + len(page.curves) > MAX_PDF_RULES:
        return [], []
    for line in page.lines:
        rules.update(dict.fromkeys(_straight(_box(line, origin))))
    for rect in [*page.rects, *filter(_is_rectangle, page.curves)]:
        box = _box(rect, origin)
        if not all(map(isfinite, box)):
            continue
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            if rect["stroke"] or rect["fill"]:
                rules.update(dict.fromkeys(_straight(box, slant=_THIN)))
            continue
        if rect["stroke"]:
            rules.update(dict.fromkeys(_sides(box)))
        if rect["fill"] and not is_white(rect["non_stroking_color"]) and not _backdrop(box, size):
            fills[box] = None
    return list(rules), list(fills)


def dots_of(page: Any, origin: tuple[float, float]) -> list[Box]:
    """Return the small round shapes of a page, each once."""
    if len(page.curves) > MAX_PDF_RULES:
        return []
    boxes = [
        _box(curve, origin)
        for curve in page.curves
        if (curve["fill"] or curve["stroke"]) and any(step[0] == "c" for step in curve["path"])
    ]
    if not boxes:
        return []
    x0, top, x1, bottom = np.array(boxes).T
    fits = is_small_and_even(x1 - x0, bottom - top).tolist()
    return list(dict.fromkeys(compress(boxes, fits)))


def _box(shape: dict[str, Any], origin: tuple[float, float]) -> Box:
    x, y = origin
    return (
        round(float(shape["x0"] - x), 2),
        round(float(shape["top"] - y), 2),
        round(float(shape["x1"] - x), 2),
        round(float(shape["bottom"] - y), 2),
    )


def _straight(box: Box, *, slant: float = _SLANT) -> Iterator[Rule]:
    x0, top, x1, bottom = box
    if not all(map(isfinite, box)):
        return
    if bottom - top <= slant and x1 - x0 > max(_SHORT, bottom - top):
        yield Rule(True, (top + bottom) / 2, x0, x1)
    elif x1 - x0 <= slant and bottom - top > max(_SHORT, x1 - x0):
        yield Rule(False, (x0 + x1) / 2, top, bottom)


def _sides(box: Box) -> Iterator[Rule]:
    x0, top, x1, bottom = box
    yield Rule(True, top, x0, x1)
    yield Rule(True, bottom, x0, x1)
    yield Rule(False, x0, top, bottom)
    yield Rule(False, x1, top, bottom)


def _is_rectangle(curve: dict[str, Any]) -> bool:
    """Say whether a path's points all lie on the corners of its box (a closed rectangle)."""
    xs = {round(float(x)) for x, _ in curve["pts"]}
    ys = {round(float(y)) for _, y in curve["pts"]}
    return len(xs) == 2 and len(ys) == 2 and len(curve["pts"]) <= 6


def is_white(colour: Any) -> bool:
    """Say whether a colour of one (grey), three (RGB) or four (CMYK) numbers is white."""
    if isinstance(colour, int | float):
        colour = (colour,)
    if not isinstance(colour, tuple | list) or not colour:
        return False
    numbers = [part for part in colour if isinstance(part, int | float)]
    if len(numbers) != len(colour):
        return False
    if len(numbers) == 4:
        return all(part <= 1 - _WHITE for part in numbers)
    return all(part >= _WHITE for part in numbers)


def _backdrop(box: Box, size: tuple[float, float]) -> bool:
    wide = box[2] - box[0] > _BACKDROP * size[0]
    return wide and box[3] - box[1] > _BACKDROP * size[1]
