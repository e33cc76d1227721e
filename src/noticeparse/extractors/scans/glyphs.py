"""Sightings, hugging their ink → without what is no word; bullets as such.

Only what the picture itself shows is mended: a bar is a rule, a blot without letters of which the
engine is not sure is dirt, a compact blot is a bullet, whatever was read for it. Letters of words
are never changed: a name has to stand as it was read. (The double stroke of an address is no
letter.)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from noticeparse.extractors.scans.fills import runs_of
from noticeparse.extractors.scans.raster import INK, Mask, Pixel, Raster, Sighting, ink_of, overlap

BULLET = "•"
_BARS = "|¦"
_DIRT = 0.55  # confidence: a blot without letters below this is no sign
_LEAST = 0.2  # confidence: a single letter below this is dirt too
_SIGNS = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "`": "'"})
_ADDRESS = re.compile(r"^(https?):/(?:[/A](?=www\.)|(?=[a-z]))")  # one of its strokes is lost
_DASHES = frozenset("-–—")

# Of the size of the page's letters:
_USUAL = 0.82  # the height of most words
_BULLET = (0.17, 0.55)  # the sides of a bullet
_DOT = 0.07  # the least side of a small one, of which a page has several
_SPECK = 0.05  # the side of dirt
_REACH = 3.0  # how far to the left of a text its bullet stands
_CLEAR = 0.18  # the least space between a bullet and its text
_COLUMN = 1.0  # a wider space parts what is not one text

_FULL = 0.62  # of its box: a bullet is filled
_SEVERAL = 3


def mended(raster: Raster, sightings: Sequence[Sighting]) -> list[Sighting]:
    """Leave out what is no word, and find the bullets."""
    mask = raster.pixels < INK
    words = [word for seen in sightings if (word := _word(seen)) is not None]
    heights = [word.box[3] - word.box[1] for word in words if sum(map(str.isalpha, word.text)) > 2]
    if not heights:
        return words
    size = median(heights) / _USUAL
    bullets = [word for word in words if _may_be_bullet(word, mask, size)]
    kept = [word for word in words if word not in bullets]
    blots = _blots(kept, [word.box for word in words], mask, size)
    small = [each for each in (*bullets, *blots) if _side(each.box) < _BULLET[0] * size]
    if len(small) < _SEVERAL:  # dirt, or a full stop
        kept += [each for each in bullets if each in small]
        bullets = [each for each in bullets if each not in small]
        blots = [each for each in blots if each not in small]
    return kept + [replace(each, text=BULLET) for each in (*bullets, *blots)]


def _word(seen: Sighting) -> Sighting | None:
    text = _ADDRESS.sub(r"\1://", seen.text.translate(_SIGNS).strip(_BARS))
    letters = sum(each.isalnum() for each in text)
    least = _DIRT if not letters else _LEAST if letters == 1 else 0.0
    if not text or (seen.confidence < least and not _DASHES.issuperset(text)):
        return None
    return replace(seen, text=text)


def _may_be_bullet(word: Sighting, mask: Mask, size: float) -> bool:
    """Say whether a short word is a blot; a full stop is none, for it stands low."""
    if len(word.text) > 2 or word.text.isdigit() or word.text in (".", ","):
        return False
    return _is_blot(mask, word.box, size)


def _is_blot(mask: Mask, box: Pixel, size: float) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    low = _DOT * size
    if not (low <= wide <= _BULLET[1] * size and low <= high <= _BULLET[1] * size):
        return False
    filled = mask[box[1] : box[3], box[0] : box[2]].mean()
    return 0.6 <= wide / high <= 1.6 and bool(filled >= _FULL)


def _side(box: Pixel) -> int:
    return max(box[2] - box[0], box[3] - box[1])


def _blots(
    words: Sequence[Sighting], taken: Sequence[Pixel], mask: Mask, size: float
) -> list[Sighting]:
    """Find the bullets before texts that the engine has not seen."""
    blots = []
    for word, before in _starts(words, size):
        left = max(before, word.box[0] - round(_REACH * size), 0)
        strip = (left, word.box[1], word.box[0] - round(_CLEAR * size), word.box[3])
        box = _nearest_ink(mask, strip, round(_SPECK * size))
        if box is None or any(overlap(box, other) for other in taken):
            continue
        middle = (box[1] + box[3]) / 2
        floating = word.box[1] + 0.2 * size < middle < word.box[3] - 0.12 * size
        if floating and _is_blot(mask, box, size):
            blots.append(Sighting(BULLET, box, word.confidence, word.line))
    return blots


def _nearest_ink(mask: Mask, strip: Pixel, speck: int) -> Pixel | None:
    """Return the box of the last ink in a strip; specks and the edges of letters are none."""
    left, top, right, bottom = strip
    if right <= left:
        return None
    for start, end in reversed(runs_of(mask[top:bottom, left:right].sum(axis=0) > 0)):
        box = ink_of(mask, (left + start, top, left + end, bottom))
        if box is not None and min(box[2] - box[0], box[3] - box[1]) > speck:
            return box
    return None


def _starts(words: Iterable[Sighting], size: float) -> list[tuple[Sighting, int]]:
    """Return the words that begin a text, and where the text before them on the line ends."""
    lines: defaultdict[int, list[Sighting]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    starts = []
    for line in lines.values():
        line.sort(key=lambda word: word.box[0])
        starts.append((line[0], 0))
        starts += [
            (word, before.box[2])
            for before, word in pairwise(line)
            if word.box[0] - before.box[2] > _COLUMN * size
        ]
    return starts
