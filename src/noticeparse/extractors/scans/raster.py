"""The values of the stages between a picture and a page: pixels, and words that were recognised.

A raster is grey: 0 is black, 255 is white. `scale` counts pixels a point, so that boxes in pixels
divided by it are boxes in points from the page's top left corner.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Pixel = tuple[int, int, int, int]  # a box in pixels


@dataclass(frozen=True, slots=True)
class Raster:
    """The picture of one page."""

    pixels: Pixels
    scale: float

    @property
    def width(self) -> float:
        """The page's width in points."""
        return float(self.pixels.shape[1] / self.scale)

    @property
    def height(self) -> float:
        """The page's height in points."""
        return float(self.pixels.shape[0] / self.scale)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A word as an engine saw it: its box, its confidence (0..1) and the number of its line."""

    text: str
    box: Pixel
    confidence: float
    line: int
