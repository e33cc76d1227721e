"""Boxes and boxes → how much of each of the first lies in each of the second."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from noticeparse.extractors.scans.raster import Pixel

Shares = NDArray[np.float64]


def overlap(one: Pixel, other: Pixel) -> bool:
    """Say whether two boxes share a point."""
    across = min(one[2], other[2]) > max(one[0], other[0])
    return across and min(one[3], other[3]) > max(one[1], other[1])


def shares(ones: Sequence[Pixel], others: Sequence[Pixel]) -> Shares:
    """Return a row for each of `ones`, in it the share of it that each of `others` covers.

    >>> shares([(0, 0, 10, 10)], [(5, 0, 20, 10), (30, 0, 40, 10)]).tolist()
    [[0.5, 0.0]]
    """
    one = np.array(ones, dtype=np.float64).reshape(-1, 1, 4)
    other = np.array(others, dtype=np.float64).reshape(1, -1, 4)
    wide = np.minimum(one[..., 2], other[..., 2]) - np.maximum(one[..., 0], other[..., 0])
    high = np.minimum(one[..., 3], other[..., 3]) - np.maximum(one[..., 1], other[..., 1])
    area = (one[..., 2] - one[..., 0]) * (one[..., 3] - one[..., 1])
    covered: Shares = np.maximum(wide, 0) * np.maximum(high, 0) / np.maximum(area, 1)
    return covered
