"""Which program reads words in pictures: tesseract where it is there, else the extra `ocr`.

An engine is a module with `is_available()` and `recognise(raster)`; the first that is
there is used. A new one is a line in ENGINES.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from noticeparse.extractors.scans import rapid, tesseract
from noticeparse.extractors.scans.raster import Raster, Sighting

Engine = Callable[[Raster], list[Sighting]]

ENGINES: Final[dict[str, tuple[Callable[[], bool], Engine]]] = {
    "tesseract": (tesseract.is_available, tesseract.recognise),
    "rapidocr": (rapid.is_available, rapid.recognise),
}


def find_engine() -> Engine | None:
    """Return the first engine that is there; None where there is none."""
    return next((recognise for is_available, recognise in ENGINES.values() if is_available()), None)
