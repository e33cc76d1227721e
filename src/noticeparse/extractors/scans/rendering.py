"""A page of a PDF → its raster, through pypdfium2 (the caller holds the document open)."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np

from noticeparse.extractors.scans.limits import (
    MAX_PICTURE_PIXELS,
    MAX_RENDERED_PIXELS,
    RESOLUTION,
)
from noticeparse.extractors.scans.raster import Raster

_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE


def render(page: Any) -> Raster | None:
    """Render a page in grey; None where it is empty or holds a picture beyond the limit."""
    width, height = page.get_size()
    if width <= 0 or height <= 0 or not _is_drawn(page):
        return None
    scale = min(RESOLUTION / 72, sqrt(MAX_RENDERED_PIXELS / (width * height)))
    bitmap = page.render(scale=scale, grayscale=True)
    pixels = np.array(bitmap.to_numpy(), dtype=np.uint8)  # a copy: the bitmap is freed
    bitmap.close()
    return Raster(pixels.reshape(pixels.shape[0], pixels.shape[1]), scale)


def _is_drawn(page: Any) -> bool:
    """Say whether anything is drawn on a page, and no picture is beyond the limit."""
    drawn = False
    for each in page.get_objects(max_depth=3):
        drawn = True
        if each.type == _IMAGE:
            wide, high = each.get_px_size()
            if wide * high > MAX_PICTURE_PIXELS:
                return False
    return drawn
