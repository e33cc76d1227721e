"""Sightings and their clean raster → words of a page: boxes as fonts have them, sizes, boldness.

The row engines know words whose box is as high as the letters' size, whatever the letters. An OCR
engine's boxes hug the ink, or are the whole line's. So the ink is measured: a word's height and its
letters (small ones, tall ones, ones with tails) give the size, and the words of a line share one
size and one baseline. Sizes that differ by a measuring error are one. A word is bold whose strokes
are clearly thicker than the page's usual ones.

Known limits: a page all in bold is read as one that has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from noticeparse.extractors.pdf.page import Word
from noticeparse.extractors.scans.raster import Mask, Pixels, Raster, Sighting

INK = 140  # darker is ink
_SMALL = frozenset("acemnorsuvwxz")
_TAILED = frozenset("gpqy")
_TALL_TAILED = frozenset("jQ()[]{}|@$§")
_HOOKED = frozenset(",;")
_NO_MEASURE = frozenset(".,-–—_:;'’‘\"“”•·*+=~°")
_X_HEIGHT, _T_HEIGHT, _CAP_HEIGHT, _TAIL, _HOOK = (
    0.53,
    0.67,
    0.73,
    0.21,
    0.1,
)  # of the size, in fonts of offices
_DESCENT = 0.22  # of the size: a box ends so far below the baseline
_ONE_SIZE = 0.11  # sizes that differ by less are one
_UPRIGHT = 1.7  # times the median: a longer run of ink is no upright stroke
_BOLD = 1.2  # times the page's usual stroke
_MAYBE_BOLD = 1.1  # likewise, beside a word that is bold
_UNSURE = 1.15  # taken for the stroke of a word that is too short to tell
_SPACE = 0.22  # of the size: the least space between two words of a line


@dataclass(frozen=True, slots=True)
class _Measured:
    """A word with its ink: box in pixels; size (0: not known) and stroke in points."""

    seen: Sighting
    ink: tuple[int, int, int, int]
    size: float
    stroke: float

    @property
    def weight(self) -> int:
        """How many letters speak for its measures."""
        return sum(each.isalnum() for each in self.seen.text)


def words_of(raster: Raster, sightings: Sequence[Sighting]) -> list[tuple[Word, float]]:
    """Return the words of a page, in points, each with its confidence."""
    lines: defaultdict[int, list[_Measured]] = defaultdict(list)
    for seen in sightings:
        measured = _measure(seen, raster.pixels, raster.scale)
        if measured is not None:
            lines[seen.line].append(measured)
    sizes = _sizes(list(lines.values()))
    usual = _weighted(
        (word.stroke / size, word.weight)
        for line, size in zip(lines.values(), sizes, strict=True)
        for word in line
        if size
    )
    return [
        word
        for line, size in zip(lines.values(), sizes, strict=True)
        for word in _words(line, size, scale=raster.scale, usual=usual)
    ]


def _measure(seen: Sighting, pixels: Pixels, scale: float) -> _Measured | None:
    """Measure a word's ink; None where there is none."""
    x0, top, x1, bottom = seen.box
    x0, top = max(0, x0), max(0, top)
    ink = pixels[top:bottom, x0:x1] < INK
    rows = np.flatnonzero(_main_band(ink.sum(axis=1)))
    columns = np.flatnonzero(ink.any(axis=0))
    if not len(rows) or not len(columns):
        return None
    box = (
        x0 + int(columns[0]),
        top + int(rows[0]),
        x0 + int(columns[-1]) + 1,
        top + int(rows[-1]) + 1,
    )
    above, below = _extent(seen.text)
    size = (box[3] - box[1]) / (above + below) / scale if above else 0.0
    stroke = _stroke(pixels[box[1] : box[3], box[0] : box[2]]) / scale
    return _Measured(seen, box, size, stroke)


def _main_band(weight: NDArray[np.int_]) -> Mask:
    """Leave out what reaches in from the lines above and below."""
    filled: Mask = weight > 0
    if not filled.any():
        return filled
    heaviest = int(weight.argmax())
    slack = max(2, len(filled) // 8)  # the dots of i and j
    kept = np.zeros(len(filled), dtype=np.bool_)
    for step in (-1, 1):
        at, empty = heaviest, 0
        while 0 <= at < len(filled) and empty <= slack:
            kept[at] = filled[at]
            empty = 0 if filled[at] else empty + 1
            at += step
    return kept


def _extent(text: str) -> tuple[float, float]:
    """Return how far a word's letters reach above and below the baseline, in sizes."""
    letters = [each for each in text if each not in _NO_MEASURE]
    if not letters:
        return 0.0, 0.0
    tall = {each for each in letters if each not in _SMALL and each not in _TAILED}
    above = _CAP_HEIGHT if tall - {"t"} else _T_HEIGHT if tall else _X_HEIGHT
    if any(each in _TAILED or each in _TALL_TAILED for each in text):
        return above, _TAIL
    return above, _HOOK if any(each in _HOOKED for each in text) else 0.0


def _stroke(pixels: Pixels) -> float:
    """Return the usual thickness of a word's upright strokes in pixels."""
    ink = pixels < INK
    padded = np.pad(ink, ((0, 0), (1, 1))).astype(np.int8)
    edges = np.diff(padded, axis=1)
    starts, ends = np.nonzero(edges == 1), np.nonzero(edges == -1)
    lengths = ends[1] - starts[1]
    if not len(lengths):
        return 0.0
    # The median alone is a whole number of pixels; longer runs are strokes that lie.
    return float(lengths[lengths <= _UPRIGHT * np.median(lengths)].mean())


def _sizes(lines: Sequence[Sequence[_Measured]]) -> list[float]:
    """Give each line its size, measuring errors evened out."""
    raw = [_weighted((word.size, word.weight) for word in line if word.size) for line in lines]
    weights = [sum(word.weight for word in line) for line in lines]
    body = _weighted(each for each in zip(raw, weights, strict=True) if each[0])
    centres = [body]
    for size in sorted({size for size in raw if size}, reverse=True):
        if not any(abs(size / centre - 1) <= _ONE_SIZE for centre in centres):
            centres.append(size)
    return [round(_nearest(size, centres) if size else body, 1) for size in raw]


def _nearest(size: float, centres: Sequence[float]) -> float:
    return min(centres, key=lambda centre: abs(centre - size))


def _weighted(values: Iterable[tuple[float, int]]) -> float:
    """Return the weighted median; 0 where there are no values."""
    ordered = sorted((value, weight) for value, weight in values if weight)
    half = sum(weight for _, weight in ordered) / 2
    reached = 0
    for value, weight in ordered:
        reached += weight
        if reached >= half:
            return value
    return 0.0


def _words(
    line: Sequence[_Measured], size: float, *, scale: float, usual: float
) -> list[tuple[Word, float]]:
    """Give the words of a line one baseline, boxes of the line's size, and a space between."""
    if size <= 0:
        return []
    line = sorted(line, key=lambda word: word.ink[0])
    baseline = median(
        word.ink[3] / scale - _extent(word.seen.text)[1] * size
        for word in ([word for word in line if word.size] or line)
    )
    bottom = baseline + _DESCENT * size
    bold = _bold(line, usual * size)
    return [
        (
            Word(word.seen.text, (left, bottom - size, right, bottom), size, bold=heavy),
            word.seen.confidence,
        )
        for word, (left, right), heavy in zip(line, _spaced(line, size, scale), bold, strict=True)
    ]


def _spaced(line: Sequence[_Measured], size: float, scale: float) -> list[tuple[float, float]]:
    """Return where words start and end; boxes that touch are parted, as their words are."""
    edges = [[word.ink[0] / scale, word.ink[2] / scale] for word in line]
    for one, other in pairwise(edges):
        lacking = _SPACE * size - (other[0] - one[1])
        if lacking > 0:
            one[1] = max(one[0] + 0.1, one[1] - lacking)
    return [(left, right) for left, right in edges]


def _bold(line: Sequence[_Measured], usual: float) -> list[bool]:
    """Say which words are bold.

    Between the thin and the thick, and where a word is too short to tell, its neighbours decide.
    """
    thick = [word.stroke / usual if word.weight >= 2 and usual else _UNSURE for word in line]
    bold = [each > _BOLD for each in thick]
    forwards = list(range(1, len(bold)))
    for at, step in [(at, -1) for at in forwards] + [(at - 1, 1) for at in reversed(forwards)]:
        bold[at] = bold[at] or (thick[at] > _MAYBE_BOLD and bold[at + step])
    return bold
