"""A page's box and turn → how its own space maps to what is seen.

A PDF counts y upwards from wherever its box starts, and the page may be turned on the screen by
quarters. What is seen counts from the visible top left corner, y downwards.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = tuple[float, ...]
Boxes = NDArray[np.float64]
Floats = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class View:
    """The visible size in points, and the matrix from the page's own space to it."""

    width: float
    height: float
    matrix: Matrix

    def boxes(self, corners: NDArray[np.floating]) -> Boxes:
        """Map boxes, given by any two opposite corners (x, y, x, y), to (x0, top, x1, bottom)."""
        a, b, c, d, e, f = self.matrix
        exact = corners.astype(np.float64)
        x, y = exact[:, 0::2], exact[:, 1::2]
        seen_x, seen_y = x * a + y * c + e, x * b + y * d + f
        seen = np.empty((len(corners), 4))
        np.minimum(seen_x[:, 0], seen_x[:, 1], out=seen[:, 0])
        np.minimum(seen_y[:, 0], seen_y[:, 1], out=seen[:, 1])
        np.maximum(seen_x[:, 0], seen_x[:, 1], out=seen[:, 2])
        np.maximum(seen_y[:, 0], seen_y[:, 1], out=seen[:, 3])
        return seen

    def directions(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Map directions; one with y > 0 goes down the page."""
        a, b, c, d, _, _ = self.matrix
        return x * a + y * c, x * b + y * d


def view_of(box: tuple[float, float, float, float], quarters: int) -> View:
    """Make the view of a page from its box (left, top, right, bottom) and clockwise quarters."""
    left, top, right, bottom = box
    width, height = right - left, top - bottom
    matrices: tuple[Matrix, ...] = (
        (1.0, 0.0, 0.0, -1.0, -left, top),
        (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        (0.0, -1.0, -1.0, 0.0, top, right),
    )
    if quarters % 2:
        width, height = height, width
    return View(width, height, matrices[quarters % 4])


def combined(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does one after the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
