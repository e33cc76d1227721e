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
# Dots an inch: finer takes longer and reads no better; of a page with one short line nothing may be
# found so fine, but is when it is looked at once more, coarser.
_RESOLUTIONS = (200.0, 100.0)
SHORTEST_ON_SIDE = 4  # letters of a word that is higher than wide only where it lies on its side
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
    """Read the words of a page; none where it is blank, or holds nothing but lines and blots."""
    readings = (_read(raster, resolution) for resolution in _RESOLUTIONS)
    return next((found for found in readings if found), [])


def _read(raster: Raster, resolution: float) -> list[Sighting]:
    shrunk = min(1.0, resolution / (72 * raster.scale))
    high, wide = raster.pixels.shape
    size = (max(1, round(wide * shrunk)), max(1, round(high * shrunk)))
    picture = np.asarray(Image.fromarray(raster.pixels).resize(size, Image.Resampling.LANCZOS))
    result = _engine()(np.repeat(picture[:, :, None], 3, axis=2))
    return [
        _sighting(text, sure, _box(corners, shrunk), number)
        for number, line in enumerate(_lines(result.word_results))
        for text, sure, corners in line
        if text.strip() and corners is not None
    ]


def _sighting(text: str, sure: float, box: Pixel, line: int) -> Sighting:
    """A word; one that lies on its side is read all the same, so it counts for half as sure.

    A page on its side is turned for that, and a caption on its side keeps its words.
    """
    word = text.strip()
    on_side = len(word) >= SHORTEST_ON_SIDE and box[3] - box[1] > box[2] - box[0]
    return Sighting(word, box, round(float(sure) / (2 if on_side else 1), 4), line)


def _lines(results: Any) -> list[Any]:
    """The lines that were recognised, each of words (text, confidence, corners).

    Where nothing was recognised rapidocr gives one word without text in the place of the lines.
    """
    return [line for line in results or () if not (line and isinstance(line[0], str))]


@lru_cache(maxsize=1)  # loading the models takes a second
def _engine() -> Any:
    from rapidocr import RapidOCR  # noqa: PLC0415 -- an optional package

    return RapidOCR(params=dict(_SETTINGS))


def _box(corners: Any, shrunk: float) -> Pixel:
    xs = [float(x) / shrunk for x, _ in corners]
    ys = [float(y) / shrunk for _, y in corners]
    return round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys))
