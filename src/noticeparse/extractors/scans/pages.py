"""The raster of a page → the page's values, as the row engines take them from any PDF.

raster → straightened → areas and strokes → a clean raster → sightings → words. A page whose words
are hardly sure lies on its side or upside down, or is no text at all: the other ways up are tried,
and the surest is kept.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from noticeparse.extractors.pdf.page import Page
from noticeparse.extractors.scans.confidence import ScannedPage
from noticeparse.extractors.scans.engines import Engine
from noticeparse.extractors.scans.fills import box_of, find_areas, flatten, without_dark
from noticeparse.extractors.scans.glyphs import mended
from noticeparse.extractors.scans.ink import hugged
from noticeparse.extractors.scans.raster import Raster
from noticeparse.extractors.scans.straighten import straighten
from noticeparse.extractors.scans.strokes import find_strokes, rules_of, without_strokes
from noticeparse.extractors.scans.typography import words_of
from noticeparse.extractors.scans.walls import walls_of

_PAPER = 200  # lighter is paper: noise, and what is left of rules
_SURE = 0.8  # a page read so surely, on average, is upright
_QUARTERS = (2, 1, 3)  # of a turn: upside down comes before lying on a side


def page_of(raster: Raster, number: int, *, engine: Engine) -> ScannedPage:
    """Read the page that a raster shows."""
    page = _read(raster, number, engine=engine)
    if not page.page.words or _sureness(page) >= _SURE:
        return page
    turned = [
        _read(replace(raster, pixels=np.rot90(raster.pixels, quarters)), number, engine=engine)
        for quarters in _QUARTERS
    ]
    return max([page, *turned], key=_weight)


def _read(raster: Raster, number: int, *, engine: Engine) -> ScannedPage:
    straight = straighten(raster)
    areas = find_areas(straight)
    across, down = find_strokes(without_dark(straight, areas), areas)
    clean = without_strokes(flatten(straight, areas), across, down)
    clean.pixels[clean.pixels > _PAPER] = 255
    words = words_of(clean, mended(clean, hugged(clean, engine(clean))))
    rules = rules_of(across, down, raster.scale)
    fills = [box_of(area, raster.scale) for area in areas]
    seen = Page(
        number=number,
        width=raster.width,
        height=raster.height,
        words=tuple(word for word, _ in words),
        rules=(*rules, *walls_of(fills, rules, [word for word, _ in words])),
        fills=tuple(fills),
    )
    return ScannedPage(seen, tuple(confidence for _, confidence in words))


def _sureness(page: ScannedPage) -> float:
    letters = sum(len(word.text) for word in page.page.words)
    return _weight(page) / letters if letters else 0.0


def _weight(page: ScannedPage) -> float:
    return sum(confidence * len(word.text) for word, confidence in page.words())
