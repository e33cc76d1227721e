"""Sightings → sightings without what is no word, and with bullets as bullets.

Only what the picture itself says is mended: a bar is a rule, a blot without letters of which the
engine is not sure is dirt, and a compact blot at the start of a line is a bullet, whatever letter
was read for it. Letters of words are never changed: a name has to stand as it was read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from noticeparse.extractors.scans.raster import Mask, Raster, Sighting
from noticeparse.extractors.scans.typography import INK

BULLET = "•"
_BARS = "|¦"
_DIRT = 0.55  # confidence: a blot without letters below this is no sign
_LEAST = 0.2  # confidence: a single letter below this is dirt too
_SIGNS = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "`": "'"})
_FULL = 0.62  # of its box: a bullet is filled
_BULLET = (0.16, 0.62)  # of the line's height: a bullet's width and height
_REACH = 3.0  # heights to the left of a line in which its bullet stands
_CLEAR = 0.25  # heights between a bullet and the text


def mended(raster: Raster, sightings: Sequence[Sighting]) -> list[Sighting]:
    """Leave out what is no word, and find the bullets."""
    words = [word for seen in sightings if (word := _word(seen)) is not None]
    mask = raster.pixels < INK
    lines: defaultdict[int, list[Sighting]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    return [word for line in lines.values() for word in _with_bullet(line, mask)]


def _word(seen: Sighting) -> Sighting | None:
    text = seen.text.translate(_SIGNS).strip(_BARS)
    letters = sum(each.isalnum() for each in text)
    least = _DIRT if not letters else _LEAST if letters == 1 else 0.0
    if not text or seen.confidence < least:
        return None
    return replace(seen, text=text)


def _with_bullet(line: Sequence[Sighting], mask: Mask) -> list[Sighting]:
    """Put the bullet before a line, if the picture has one there."""
    words = sorted(line, key=lambda word: word.box[0])
    first, rest = words[0], words[1:]
    height = max(word.box[3] - word.box[1] for word in words)
    short = rest and len(first.text) <= 2 and not first.text.isdigit()
    if short and _is_bullet(_shape(mask, first.box), height):
        return [replace(first, text=BULLET), *rest]
    left = max(0, first.box[0] - round(_REACH * height))
    strip = mask[first.box[1] : first.box[3], left : max(left, first.box[0] - 2)]
    shape = _only_blot(strip, height)
    if shape is None:
        return words
    x0, top, x1, bottom = shape
    box = (left + x0, first.box[1] + top, left + x1, first.box[1] + bottom)
    return [Sighting(BULLET, box, first.confidence, first.line), *words]


def _shape(mask: Mask, box: tuple[int, int, int, int]) -> Mask:
    """Cut the ink of a box out."""
    ink = mask[max(0, box[1]) : box[3], max(0, box[0]) : box[2]]
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return ink[:0, :0]
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _is_bullet(ink: Mask, height: float) -> bool:
    if not ink.size:
        return False
    low, high = _BULLET[0] * height, _BULLET[1] * height
    sized = all(low <= side <= high for side in ink.shape)
    square = 0.6 <= ink.shape[0] / ink.shape[1] <= 1.6
    return bool(sized and square and ink.mean() >= _FULL)


def _only_blot(strip: Mask, height: float) -> tuple[int, int, int, int] | None:
    """Return the box of the one blot in a strip that looks like a bullet."""
    columns = np.flatnonzero(strip.any(axis=0))
    if not len(columns) or columns[-1] - columns[0] > height:
        return None
    rows = np.flatnonzero(strip.any(axis=1))
    x0, top, x1, bottom = columns[0], rows[0], columns[-1] + 1, rows[-1] + 1
    if strip.shape[1] - x1 < _CLEAR * height or not _is_bullet(strip[top:bottom, x0:x1], height):
        return None
    return int(x0), int(top), int(x1), int(bottom)
