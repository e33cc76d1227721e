"""A raster as it was scanned → the same page with white paper and level lines.

Paper is made white by dividing by what stands around: scans have grey paper, photographs a shadow.
The skew is the angle at which the dark pixels, summed along the lines, differ most from one row of
pixels to the next.

Known limits: a page that is curved or seen from the side stays so.
"""

from __future__ import annotations

from dataclasses import replace
from math import radians, tan

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from noticeparse.extractors.scans.raster import Pixels, Raster

_TILE = 4.0  # points: the paper's shade is measured in tiles of this size
_AROUND = 9  # tiles: the lightest of so many around is the paper
_DARKEST_PAPER = 0.6  # of the page's paper: darker is no shadow but a coloured area
_DARK = 150
_WIDEST = 8.0  # degrees: more is not skew
_LEAST = 0.04  # degrees: less is not worth the blur of turning


def straighten(raster: Raster) -> Raster:
    """Make the paper white and the lines level."""
    return level(whiten(raster))


def whiten(raster: Raster) -> Raster:
    """Make the paper white, whatever its shade."""
    image = Image.fromarray(raster.pixels)
    tile = max(1, round(_TILE * raster.scale))
    small = image.reduce(tile).filter(ImageFilter.MaxFilter(_AROUND))
    small = small.filter(ImageFilter.GaussianBlur(_AROUND / 2))
    paper = np.asarray(small, dtype=np.float32)
    paper = np.maximum(paper, max(1.0, _DARKEST_PAPER * float(np.percentile(paper, 90))))
    shade = Image.fromarray(paper).resize(image.size, Image.Resampling.BILINEAR)
    lit = raster.pixels.astype(np.float32) * (250.0 / np.asarray(shade))
    return replace(raster, pixels=np.clip(lit, 0, 255).astype(np.uint8))


def level(raster: Raster) -> Raster:
    """Turn the page so that its lines are level."""
    angle = skew(raster.pixels, raster.scale)
    if abs(angle) < _LEAST:
        return raster
    turned = Image.fromarray(raster.pixels).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    return replace(raster, pixels=np.asarray(turned))


def skew(pixels: Pixels, scale: float) -> float:
    """Measure by how many degrees lines fall to the right."""
    small = np.asarray(Image.fromarray(pixels).reduce(max(1, round(scale))))
    ys, xs = np.nonzero(small < _DARK)
    if len(ys) < 50:
        return 0.0
    best = 0.0
    for step, reach in ((0.5, _WIDEST), (0.1, 0.4), (0.02, 0.08)):
        count = round(reach / step)
        angles = [best + step * number for number in range(-count, count + 1)]
        best = max(angles, key=lambda angle: (_sharpness(ys, xs, angle), -abs(angle)))
    return round(best, 3)


def _sharpness(ys: NDArray[np.intp], xs: NDArray[np.intp], angle: float) -> float:
    """Say how sharply rows of ink are parted where lines fall by an angle."""
    heights = ys - xs * tan(radians(angle))
    heights -= heights.min()
    rows = np.bincount(np.rint(heights).astype(np.intp))
    return float(np.square(np.diff(rows.astype(np.float64))).sum())
