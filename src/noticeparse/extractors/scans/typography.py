"""Sightings, hugging their ink, and a clean raster → words of a page: boxes, sizes, boldness.

Only what the picture itself shows is mended: a bar is a rule, a blot without letters of which the
engine is not sure is dirt, a compact blot is a bullet, whatever was read for it. Letters of words
are never changed: a name has to stand as it was read.

The row engines know words whose box is as high as the letters' size, whatever the letters. So a
word's ink and its letters (small ones, tall ones, ones with tails) give the size, and the words of
a line share one size and one baseline. A word is bold whose strokes are clearly thicker than the
page's usual ones.

Known limits: a page all in bold is read as one that has none.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import numpy as np

from noticeparse.extractors.pdf.lines import rounded
from noticeparse.extractors.pdf.page import Word, runs_of
from noticeparse.extractors.scans.raster import INK, Mask, Pixels, Raster, Sighting

BULLET = "•"
_BARS = "|¦"
_DIRT = 0.55  # confidence: a blot without letters below this is no sign
_LEAST = 0.2  # confidence: a single letter below this is dirt too
_DASHES = frozenset("-–—")
_SIGNS = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "`": "'"})

# Of the size of the page's letters:
_USUAL = 0.82  # the height of most words
_BULLET = (0.07, 0.55)  # the sides of a bullet
_FULL = 0.62  # of its box: a bullet is filled
_SMALL = frozenset("acemnorsuvwxz")
_TAILED = frozenset("gpqy")
_TALL_TAILED = frozenset("jQ()[]{}|@$§")
_HOOKED = frozenset(",;")
_NO_MEASURE = frozenset(".,-–—_:;'’‘\"“”•·*+=~°")
_X_HEIGHT, _T_HEIGHT, _CAP_HEIGHT = 0.53, 0.67, 0.73  # of the size, in fonts of offices
_TAIL, _HOOK = 0.21, 0.1  # likewise
_DESCENT = 0.22  # of the size: a box ends so far below the baseline
_UPRIGHT = 1.7  # times the median: a longer run of ink is no upright stroke
_BOLD = 1.2  # times the page's usual stroke
_MAYBE_BOLD = 1.1  # likewise, beside a word that is bold
_UNSURE = 1.15  # taken for the stroke of a word that is too short to tell
_SPACE = 0.22  # of the size: the least space between two words of a line


def mended(raster: Raster, sightings: Sequence[Sighting]) -> list[Sighting]:
    """Leave out bars and dirt, and name the bullets."""
    mask = raster.pixels < INK
    words = [
        replace(seen, text=text)
        for seen in sightings
        if (text := seen.text.translate(_SIGNS).strip(_BARS))
    ]
    heights = [word.box[3] - word.box[1] for word in words if sum(map(str.isalpha, word.text)) > 2]
    if not heights:
        return words
    size = median(heights) / _USUAL
    bullets = [_may_be_bullet(word, mask, size) for word in words]
    return [
        replace(word, text=BULLET) if is_bullet else word
        for word, is_bullet in zip(words, bullets, strict=True)
        if is_bullet or not _is_dirt(word)
    ]


def _is_dirt(word: Sighting) -> bool:
    letters = sum(each.isalnum() for each in word.text)
    least = _DIRT if not letters else _LEAST if letters == 1 else 0.0
    return word.confidence < least and not _DASHES.issuperset(word.text)


def _may_be_bullet(word: Sighting, mask: Mask, size: float) -> bool:
    """Say whether a short word is a blot; a full stop is none, for it stands low."""
    if len(word.text) > 2 or word.text.isdigit() or word.text in (".", ","):
        return False
    x0, top, x1, bottom = word.box
    wide, high = x1 - x0, bottom - top
    least, most = (side * size for side in _BULLET)
    if not (least <= min(wide, high) and max(wide, high) <= most):
        return False
    return 0.6 <= wide / high <= 1.6 and bool(mask[top:bottom, x0:x1].mean() >= _FULL)


@dataclass(frozen=True, slots=True)
class _Measured:
    """A word with its size (0: not known) and stroke in points."""

    seen: Sighting
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
        lines[seen.line].append(_measure(seen, raster.pixels, raster.scale))
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


def _measure(seen: Sighting, pixels: Pixels, scale: float) -> _Measured:
    x0, top, x1, bottom = seen.box
    above, below = _extent(seen.text)
    size = (bottom - top) / (above + below) / scale if above else 0.0
    return _Measured(seen, size, _stroke(pixels[top:bottom, x0:x1]) / scale)


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
    _, starts, ends = runs_of(pixels < INK)
    lengths = ends - starts
    if not len(lengths):
        return 0.0
    # The median alone is a whole number of pixels; longer runs are strokes that lie.
    return float(lengths[lengths <= _UPRIGHT * np.median(lengths)].mean())


def _sizes(lines: Sequence[Sequence[_Measured]]) -> list[float]:
    """Give each line its size; that of the page where its words tell none."""
    raw = [_weighted((word.size, word.weight) for word in line if word.size) for line in lines]
    weights = [sum(word.weight for word in line) for line in lines]
    body = _weighted(each for each in zip(raw, weights, strict=True) if each[0])
    return [round(size or body, 1) for size in raw]


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
    line = sorted(line, key=lambda word: word.seen.box[0])
    baseline = median(
        word.seen.box[3] / scale - _extent(word.seen.text)[1] * size
        for word in ([word for word in line if word.size] or line)
    )
    bottom = baseline + _DESCENT * size
    bold = _bold(line, usual * size)
    return [
        (
            Word(word.seen.text, rounded((left, bottom - size, right, bottom)), size, bold=heavy),
            word.seen.confidence,
        )
        for word, (left, right), heavy in zip(line, _spaced(line, size, scale), bold, strict=True)
    ]


def _spaced(line: Sequence[_Measured], size: float, scale: float) -> list[tuple[float, float]]:
    """Return where words start and end; boxes that touch are parted, as their words are."""
    edges = [[word.seen.box[0] / scale, word.seen.box[2] / scale] for word in line]
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
