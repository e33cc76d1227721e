"""A straightened raster → its coloured areas, and the same raster with those made white.

An area is coloured where most of the pixels around are darker than paper: letters never cover most
of their surroundings. White letters on a dark area become black ones on white.

Known limits: a tint lighter than a twentieth is paper; an area is read as its surrounding box.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from noticeparse.extractors.pdf.page import bridged, hull, runs_of
from noticeparse.extractors.scans.raster import Mask, Pixel, Pixels, Raster, overlap

_TINTED = 236  # of 250, the paper: darker is tinted
_DARK = 128  # darker areas have white letters
_WINDOW = 7.0  # points: the surroundings that are looked at
_MOST = 0.55  # of the surroundings are tinted inside an area
_WIDE, _HIGH = 24.0, 7.0  # points: the least size of an area
_LETTERS = 18.0  # points: a gap in an area up to this is bold letters
_EVEN = 24  # an area's pixels differ by less from its shade
_EDGE = 0.8  # points: how broad an area's border may be on either side of its edge
_SHARED = 0.6  # of the longer of two runs: they are of one area
_BACKDROP = 0.85  # of the page: an area beyond this is the paper


@dataclass(frozen=True, slots=True)
class Area:
    """A coloured area in pixels, and its shade."""

    box: Pixel
    shade: float


def find_areas(raster: Raster) -> list[Area]:
    """Find the coloured areas of a page, from top to bottom."""
    step = max(1, round(raster.scale / 2))  # half a point
    small = np.asarray(Image.fromarray(raster.pixels).reduce(step))
    window = max(3, round(_WINDOW * raster.scale / step))
    least = (_WIDE * raster.scale / step, _HIGH * raster.scale / step - window / 2)
    areas = []
    for tinted in (small < _DARK, (small >= _DARK) & (small < _TINTED)):
        gap = round(_LETTERS * raster.scale / step)
        for box in _boxes(_mostly(tinted, window), least, gap=gap):
            x0, top, x1, bottom = _grown(box, tinted, window)
            inside = small[top:bottom, x0:x1]
            high, wide = (_BACKDROP * side for side in small.shape)
            if _is_even(inside) and not (x1 - x0 > wide and bottom - top > high):
                area = (x0 * step, top * step, x1 * step, bottom * step)
                areas.append(Area(area, float(np.median(inside))))
    return sorted(_united(areas), key=lambda area: (area.box[1], area.box[0]))


def _is_even(inside: Pixels) -> bool:
    """Say whether an area has one shade, letters aside; big letters alone have not."""
    if not inside.size:
        return False
    off = np.abs(inside.astype(np.int16) - round(float(np.median(inside))))
    return bool((off < _EVEN).mean() > _MOST)


def without_dark(raster: Raster, areas: list[Area]) -> Raster:
    """Turn dark areas into light ones; the gaps between their white letters are no rules."""
    return _flattened(raster, [area for area in areas if area.shade < _DARK])


def flatten(raster: Raster, areas: list[Area]) -> Raster:
    """Make coloured areas white, without borders, and their letters black."""
    flat = _flattened(raster, areas)
    edge = max(1, round(_EDGE * raster.scale))  # neither of the area nor of the paper
    for area in areas:
        x0, top, x1, bottom = area.box
        inside = flat.pixels[top + edge : bottom - edge, x0 + edge : x1 - edge].copy()
        flat.pixels[max(0, top - edge) : bottom + edge, max(0, x0 - edge) : x1 + edge] = 255
        flat.pixels[top + edge : bottom - edge, x0 + edge : x1 - edge] = inside
    return flat


def _flattened(raster: Raster, areas: list[Area]) -> Raster:
    pixels = raster.pixels.copy()
    for area in areas:
        x0, top, x1, bottom = area.box
        inside = pixels[top:bottom, x0:x1].astype(np.float32)
        if area.shade < _DARK:
            flat = 250 - np.maximum(0, inside - area.shade) * (250 / (255 - area.shade))
        else:
            flat = inside * (250 / area.shade)
        pixels[top:bottom, x0:x1] = np.clip(flat, 0, 255).astype(np.uint8)
    return Raster(pixels, raster.scale)


def _mostly(mask: Mask, window: int) -> Mask:
    """Say of each pixel whether most of its surroundings are in the mask."""
    blurred = Image.fromarray(mask.astype(np.uint8) * 255).filter(ImageFilter.BoxBlur(window // 2))
    mostly: Mask = np.asarray(blurred) > 255 * _MOST
    return mostly


def _boxes(mask: Mask, least: tuple[float, float], *, gap: int) -> list[Pixel]:
    """Group the long runs of a mask that stand under one another into boxes."""
    boxes: list[list[int]] = []
    for y, start, end in bridged(zip(*map(np.ndarray.tolist, runs_of(mask)), strict=True), gap):
        if end - start < least[0]:
            continue
        same = next((box for box in boxes if box[3] == y and _alike(box, start, end)), None)
        if same:
            same[:] = min(same[0], start), same[1], max(same[2], end), y + 1
        else:
            boxes.append([start, y, end, y + 1])
    high = [box for box in boxes if box[3] - box[1] >= least[1]]
    return sorted((x0, top, x1, bottom) for x0, top, x1, bottom in high)


def _united(areas: Iterable[Area]) -> list[Area]:
    """Put areas together that overlap and have one shade: their letters cut them."""
    apart: list[Area] = []
    for area in areas:
        same = [each for each in apart if abs(each.shade - area.shade) < _EVEN]
        parts = [area, *(each for each in same if overlap(each.box, area.box))]
        apart = [each for each in apart if each not in parts]
        apart.append(Area(hull([each.box for each in parts]), parts[-1].shade))
    return apart


def _alike(box: list[int], start: int, end: int) -> bool:
    return (min(box[2], end) - max(box[0], start)) > _SHARED * max(box[2] - box[0], end - start)


def _grown(box: Pixel, tinted: Mask, window: int) -> Pixel:
    """Put an area's edges where its tint ends: the mask is blurred there."""
    x0, top, x1, bottom = box
    high, wide = tinted.shape
    rows = tinted[:, x0:x1].mean(axis=1) > _MOST
    top, bottom = _stretched(rows, top, bottom, slack=min(window, high))
    columns = tinted[top:bottom].mean(axis=0) > _MOST
    x0, x1 = _stretched(columns, x0, x1, slack=min(window, wide))
    return x0, top, x1, bottom


def _stretched(line: Mask, start: int, end: int, *, slack: int) -> tuple[int, int]:
    low, high = max(0, start - slack), min(len(line), end + slack)
    inside = np.flatnonzero(line[low:high])
    return (low + int(inside[0]), low + int(inside[-1]) + 1) if len(inside) else (start, end)
