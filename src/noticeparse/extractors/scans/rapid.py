"""A clean raster → sightings, through the package rapidocr (the extra `ocr`).

Its models come inside its wheel, so that nothing is fetched. One thread, so that the same picture
gives the same words.

Known limits: four to ten seconds a page.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from PIL import Image

from noticeparse.extractors.scans.raster import Pixel, Raster, Sighting

_PACKAGES = ("rapidocr", "onnxruntime")
_RESOLUTION = 200.0  # dots an inch: finer takes longer and reads no better
_LONGEST_SIDE = 4096  # pixels: pages are not made smaller than that
_SETTINGS = {
    "Global.log_level": "error",
    "Global.use_cls": False,  # pages are upright
    "Global.max_side_len": _LONGEST_SIDE,
    "Global.return_word_box": True,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


def is_available() -> bool:
    """Say whether the packages are installed."""
    return all(find_spec(name) is not None for name in _PACKAGES)


def recognise(raster: Raster) -> list[Sighting]:
    """Read the words of a page."""
    shrunk = min(1.0, _RESOLUTION / (72 * raster.scale))
    high, wide = raster.pixels.shape
    size = (max(1, round(wide * shrunk)), max(1, round(high * shrunk)))
    picture = np.asarray(Image.fromarray(raster.pixels).resize(size, Image.Resampling.LANCZOS))
    result = _engine()(np.repeat(picture[:, :, None], 3, axis=2))
    lines = result.word_results or ()
    return [
        Sighting(text.strip(), _box(corners, shrunk), round(float(sure), 4), number)
        for number, line in enumerate(lines)
        for text, sure, corners in line
        if text.strip() and corners is not None
    ]


@lru_cache(maxsize=1)  # loading the models takes a second
def _engine() -> Any:
    from rapidocr import RapidOCR  # noqa: PLC0415 -- an optional package

    return RapidOCR(params=dict(_SETTINGS))


def _box(corners: Any, shrunk: float) -> Pixel:
    xs = [float(x) / shrunk for x, _ in corners]
    ys = [float(y) / shrunk for _, y in corners]
    return round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys))
