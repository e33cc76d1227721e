"""A straightened raster → its coloured areas, and the same raster with those made white.

An area is coloured where most of the pixels around are darker than paper: letters never cover most
of their surroundings. White letters on a dark area become black ones on white.

Known limits: a tint lighter than a twentieth is paper; an area is read as its surrounding box.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

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
    for area in areas:
        _blank_edges(flat.pixels, area.box, max(1, round(_EDGE * raster.scale)))
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


def _blank_edges(pixels: Pixels, box: Pixel, edge: int) -> None:
    """Take away the borders of an area, which are neither of it nor of the paper."""
    x0, top, x1, bottom = box
    wide, high = slice(max(0, x0 - edge), x1 + edge), slice(max(0, top - edge), bottom + edge)
    for y in (top, bottom):
        pixels[max(0, y - edge) : y + edge, wide] = 255
    for x in (x0, x1):
        pixels[high, max(0, x - edge) : x + edge] = 255


def _mostly(mask: Mask, window: int) -> Mask:
    """Say of each pixel whether most of its surroundings are in the mask."""
    blurred = Image.fromarray(mask.astype(np.uint8) * 255).filter(ImageFilter.BoxBlur(window // 2))
    mostly: Mask = np.asarray(blurred) > 255 * _MOST
    return mostly


def _boxes(mask: Mask, least: tuple[float, float], *, gap: int) -> list[Pixel]:
    """Group the long runs of a mask that stand under one another into boxes."""
    open_boxes: list[list[int]] = []
    done: list[list[int]] = []
    for y in np.flatnonzero(mask.any(axis=1)):
        runs = [run for run in bridged(runs_of(mask[y]), gap) if run[1] - run[0] >= least[0]]
        still: list[list[int]] = []
        for box in open_boxes:
            (still if box[3] == y else done).append(box)
        open_boxes = still
        for start, end in runs:
            same = [box for box in open_boxes if box[3] == y and _alike(box, start, end)]
            if same:
                same[0][0], same[0][2] = min(same[0][0], start), max(same[0][2], end)
                same[0][3] = int(y) + 1
            else:
                open_boxes.append([start, int(y), end, int(y) + 1])
    boxes = [box for box in (*done, *open_boxes) if box[3] - box[1] >= least[1]]
    return sorted((box[0], box[1], box[2], box[3]) for box in boxes)


def _united(areas: Iterable[Area]) -> list[Area]:
    """Put areas together that overlap and have one shade: their letters cut them."""
    apart: list[Area] = []
    for area in areas:
        whole = area
        same = [each for each in apart if abs(each.shade - whole.shade) < _EVEN]
        for other in [each for each in same if overlap(each.box, whole.box)]:
            apart.remove(other)
            (x0, top, x1, bottom), (left, above, right, below) = whole.box, other.box
            box = (min(x0, left), min(top, above), max(x1, right), max(bottom, below))
            whole = Area(box, other.shade)
        apart.append(whole)
    return apart


def _alike(box: list[int], start: int, end: int) -> bool:
    shared = min(box[2], end) - max(box[0], start)
    return shared > _SHARED * max(box[2] - box[0], end - start)


def bridged(runs: list[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    """Join runs with gaps up to `gap` between them."""
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        if joined and start - joined[-1][1] <= gap:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def runs_of(row: Mask) -> list[tuple[int, int]]:
    """Return (start, end) of each stretch of a row that is in the mask."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


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
