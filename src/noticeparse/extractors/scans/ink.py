"""Sightings → sightings whose boxes hug their ink; those without any are left out.

Engines differ in what they call a word's box: one hugs the ink, the other has the whole line's
height. What reaches into a box from the lines above and below is not of the word.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from noticeparse.extractors.scans.raster import Mask, Pixel, Raster, Sighting

INK = 140  # darker is ink


def hugged(raster: Raster, sightings: Iterable[Sighting]) -> list[Sighting]:
    """Put each word's box around its ink."""
    mask = raster.pixels < INK
    found = ((seen, ink_of(mask, seen.box)) for seen in sightings)
    return [replace(seen, box=box) for seen, box in found if box is not None]


def ink_of(mask: Mask, box: Pixel) -> Pixel | None:
    """Return the box of the ink in a box; None where there is none."""
    x0, top, x1, bottom = max(0, box[0]), max(0, box[1]), box[2], box[3]
    ink = mask[top:bottom, x0:x1]
    rows = np.flatnonzero(_main_band(ink.sum(axis=1)))
    if not len(rows):
        return None
    ink = ink[rows[0] : rows[-1] + 1]
    columns = np.flatnonzero(ink.any(axis=0))
    left, above = x0 + int(columns[0]), top + int(rows[0])
    return left, above, x0 + int(columns[-1]) + 1, top + int(rows[-1]) + 1


def _main_band(weight: NDArray[np.int_]) -> Mask:
    """Mark the rows of the heaviest band of ink; the dots of i and j belong to it."""
    filled: Mask = weight > 0
    if not filled.any():
        return filled
    heaviest = int(weight.argmax())
    slack = max(2, len(filled) // 8)
    kept = np.zeros(len(filled), dtype=np.bool_)
    for step in (-1, 1):
        at, empty = heaviest, 0
        while 0 <= at < len(filled) and empty <= slack:
            kept[at] = filled[at]
            empty = 0 if filled[at] else empty + 1
            at += step
    return kept
