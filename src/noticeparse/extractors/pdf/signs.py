"""What a file calls a letter → the sign that people read.

Ligatures are put apart, bullets of symbol fonts become bullets, and a soft hyphen stays only at a
word's end, as the hyphen that is seen there.

Bullets stand alone or touch their text; numbers and letters need a full stop or a bracket; a dash
or star needs a space after it. Browsers draw the bullets of a web page's lists as shapes when they
print it: a small round shape that leads a line becomes a bullet. One in the middle of a line, far
from its text, or as high as the letters, is none; nor are the dots of a drawing.
"""

import re
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from noticeparse.extractors.pdf.page import Word, middle
from noticeparse.given import table
from noticeparse.model import Box

# Private codes are those of Symbol and Wingdings as Word writes them.
_SIGNS = {int(row["code"], 16): row["sign"] for row in table(__file__, "signs.csv")}
KNOWN_PRIVATE = tuple(code for code in sorted(_SIGNS) if 0xE000 <= code < 0xF900)
# Codes that WinAnsi leaves open print as bullets; in Symbol 183 is one.
_BULLET_CODES = re.compile(r"\(cid:(?:127|129|141|143|144|157|183)\)")

# pdfium hands out a letter beyond the basic plane in two halves.
_HALVES = re.compile("[\ud800-\udfff]")

_BULLET = r"[•·▪▫●○◦‣⁃∙■□◆◇➢➤►▶✓✔✗☑☒☐❖]"
_MARKER = re.compile(
    rf"(?:{_BULLET}+(?=\s|\w)|[-–—*](?=\s)|o(?=\s+[A-Z(])|\(?(?:\d{{1,2}}|[a-z]|[ivx]{{2,5}})[.)](?=\s+\S))"
)
BULLET = "\u2219"  # as few files write it: so that a cell can leave out what is only drawn
_SMALLEST, _LARGEST = 1.5, 8.0  # points: the sides of a shape that may be a bullet
_UNEVEN = 0.5  # points between its width and its height
_FARTHEST = 2.5  # of the size: from the bullet to its text
_NEAREST = 1.0  # of the size: what ends nearer to its left is text of the same line
_HIGHEST = 0.6  # of the size
_SLACK = 0.5  # points
_MOST = 200  # on a page: so many are a drawing


def clean(text: str) -> str:
    """Put signs into readable form.

    >>> clean("con\\ufb01rmed")
    'confirmed'
    """
    if text.isascii() and text.isprintable() and "(cid:" not in text:
        return text  # as nearly all are
    if _HALVES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = re.sub("\u00ad$", "-", _BULLET_CODES.sub("•", text))
    return text.translate(_SIGNS)


def marker_of(string: str) -> str:
    """Return the marker at a line's start, or an empty string.

    >>> marker_of("• names"), marker_of("2. Class lists"), marker_of("2.5 hours")
    ('•', '2.', '')
    """
    found = _MARKER.match(string)
    return found.group() if found else ""


def is_small_and_even(width: NDArray[np.float64], height: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Say of each shape whether it is small, and as wide as it is high, as bullets are."""
    small = (np.minimum(width, height) >= _SMALLEST) & (np.maximum(width, height) <= _LARGEST)
    return small & (np.abs(width - height) <= _UNEVEN)


def with_bullets(words: Sequence[Word], dots: Collection[Box]) -> tuple[Word, ...]:
    """Put a bullet before each word that a dot leads."""
    if not words or not 0 < len(dots) <= _MOST:
        return tuple(words)
    boxes = np.array([word.box for word in words])
    bullets: dict[int, Box] = {}
    for dot in sorted(dots):
        place = _led_by(dot, words, boxes)
        if place is not None:
            bullets[place] = dot
    found: list[Word] = []
    for place, word in enumerate(words):
        if place in bullets:
            x0, _, x1, _ = bullets[place]
            found.append(Word(BULLET, (x0, word.box[1], x1, word.box[3]), word.size))
        found.append(word)
    return tuple(found)


def _led_by(dot: Box, words: Sequence[Word], boxes: np.ndarray) -> int | None:
    """Find the word that a dot leads, by its place."""
    _, height = middle(dot)
    x0, top, x1, bottom = boxes.T
    beside = (top <= height) & (height <= bottom)
    right = np.flatnonzero(beside & (x0 >= dot[2] - _SLACK))
    if not len(right):
        return None
    place = int(right[np.argmin(x0[right])])
    word = words[place]
    gap = word.box[0] - dot[2]
    if word.turned or gap > _FARTHEST * word.size or dot[3] - dot[1] > _HIGHEST * word.size:
        return None
    touching = beside & (x0 < dot[2]) & (x1 > dot[0] - _NEAREST * word.size)
    return None if touching.any() else place
