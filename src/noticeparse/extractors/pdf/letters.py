"""A page's text in pdfium → words with boxes, size, boldness and direction.

pdfium hands out letters in the order of the file and puts spaces where it sees a gap. A word is
what stands between white space; only its first and last letters are looked at closely, unless these
say that more is behind it: other text objects, a width that its letters cannot have, two heights.

A hyphen at a line's end comes as U+FFFE (U+0002 from other calls) without a line break behind it.
Boxes are as high as the letters' size, from the font's depth upwards, whatever height the font
says of itself.

Known limits: a soft hyphen at a line's end cannot be told from a real one.
"""

from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from noticeparse.extractors.pdf import pdfium
from noticeparse.extractors.pdf.page import Boxes, Indices, Mask, View, runs_of
from noticeparse.extractors.pdf.pdfium import Handle, Opened
from noticeparse.extractors.pdf.signs import clean

Codes = NDArray[np.uint32]

_CODES = 0x10001  # codes that the tables know; the last stands for all beyond: ordinary letters
_HYPHEN_CODES = (0x2, 0xFFFE)
_WHITE = (*range(0x02), *range(0x03, 0x21), 0x7F, 0xA0, *range(0x2000, 0x200C), 0x2028, 0x2029)
_MORE_WHITE = (0x202F, 0x205F, 0x3000, 0xFEFF, 0xFFFF)
_GAP = 0.22  # of the size: more between two letters parts words though pdfium saw no gap
_BACK = 0.3  # of the size: a letter that starts this far before the last ends is elsewhere
_STEP = 0.5  # of the size: a letter this much higher or lower is on another line
_WIDEST = 0.72  # of the size: words whose letters are wider on average are looked at closely
_BOLD_WEIGHT = 600
_BOLD = (b"bold", b"black", b"heavy", b"demi")
_NAME_BYTES = 128

_Style = NDArray[np.void]  # what a word's text object says of it, a word a row
# Ways are quarter turns clockwise from left-to-right: 0, 1 (down), 2, 3 (up).
_STYLE = np.dtype([("sizes", np.float64), ("bold", np.bool_), ("ways", np.int8)])


def _table(*codes: int) -> Mask:
    table = np.zeros(_CODES, np.bool_)
    table[list(codes)] = True
    return table


_IS_WHITE = _table(*_WHITE, *_MORE_WHITE)
_IS_HYPHEN = _table(*_HYPHEN_CODES)
_IS_STRANGE = _table(0xAD, *range(0xD800, 0xF900), *range(0xFB00, 0xFB07), 0xFFFD)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a page side by side, in the order of the file."""

    texts: list[str]
    boxes: Boxes
    style: _Style


@dataclass(frozen=True, slots=True)
class Letters:
    """The codes of a page's letters, the same as far as the tables know them, and what they are."""

    codes: Codes
    known: Codes
    white: Mask
    hyphens: Indices  # where a hyphen at a line's end stands


def letters_of(text: Opened) -> Letters:
    """Read all codes of a page."""
    count: int = pdfium.count_letters(text)
    units = np.zeros(count + 1, np.uint16)
    # One call for all, where every letter is one unit of UTF-16; letters without a meaning, and
    # those beyond the basic plane, are asked for one by one.
    if count and pdfium.text_codes(text, 0, count, units.ctypes.data) == count + 1:
        codes = units[:-1].astype(np.uint32)
    else:
        codes = np.fromiter(map(pdfium.letter_code, repeat(text), range(count)), np.uint32, count)
    known = np.minimum(codes, _CODES - 1)
    return Letters(codes, known, _IS_WHITE[known], np.flatnonzero(_IS_HYPHEN[known]))


def words_of(text: Opened, letters: Letters, view: View) -> Words:
    """Put the letters of a page together to words."""
    starts, ends = _stretches(letters)
    objects = _objects_of(text, starts)
    style = _style_of(text, objects, starts, view)
    both = view.boxes(pdfium.boxes_of_letters(text, np.concatenate((starts, ends - 1)).tolist()))
    first, last = both[: len(starts)], both[len(starts) :]
    doubtful = _doubtful(first, last, ends - starts, style=style)
    doubtful |= _over_objects(text, objects, ends - 1)
    corners = np.minimum(first[:, :2], last[:, :2]), np.maximum(first[:, 2:], last[:, 2:])
    boxes = np.concatenate(corners, axis=1)
    if doubtful.any():
        starts, ends, boxes, style = _with_parted(
            (starts, ends, boxes, style), doubtful, text=text, view=view
        )
    return _made(letters, (starts, ends), boxes=boxes, style=style)


def _stretches(letters: Letters) -> tuple[Indices, Indices]:
    """Return [start, end) of each stretch between white space; a break's hyphen ends one."""
    count = len(letters.codes)
    _, starts, ends = runs_of(~letters.white[None])
    cuts = letters.hyphens + 1
    cuts = cuts[cuts < count]
    cuts = cuts[~letters.white[cuts]]
    if len(cuts):
        starts = np.sort(np.concatenate((starts, cuts)))
        ends = np.sort(np.concatenate((ends, cuts)))
    return starts, ends


def _objects_of(text: Opened, letters: Indices) -> NDArray[np.uint64]:
    handles = map(pdfium.letter_object, repeat(text), letters.tolist())
    return np.fromiter(handles, np.uint64, len(letters))


def _over_objects(text: Opened, objects: NDArray[np.uint64], last: Indices) -> Mask:
    """Say which words end in another object than they start in.

    A word whose follower starts in the same object lies within it.
    """
    over = np.ones(len(objects), np.bool_)
    over[:-1] = objects[1:] != objects[:-1]
    unsure = np.flatnonzero(over)
    over[unsure] = _objects_of(text, last[unsure]) != objects[unsure]
    return over


def _style_of(text: Opened, objects: NDArray[np.uint64], starts: Indices, view: View) -> _Style:
    """Ask each text object at the first letter of it that starts a word."""
    new = np.ones(len(objects), np.bool_)
    new[1:] = objects[1:] != objects[:-1]
    letters = starts[new].tolist()
    sizes = np.fromiter(map(pdfium.letter_size, repeat(text), letters), np.float64, len(letters))
    matrices = pdfium.matrices_of_letters(text, letters)
    sizes *= np.hypot(matrices[:, 2], matrices[:, 3])
    a, b, c, d, _, _ = view.matrix
    right = matrices[:, 0] * a + matrices[:, 1] * c
    down = matrices[:, 0] * b + matrices[:, 1] * d
    style = np.empty(len(letters), _STYLE)
    style["sizes"] = np.round(sizes, 1)
    style["bold"] = _bold_of(objects[new].tolist())
    style["ways"] = np.where(
        np.abs(right) >= np.abs(down), np.where(right >= 0, 0, 2), np.where(down > 0, 1, 3)
    )
    word: Indices = np.cumsum(new) - 1
    return style[word]


def _bold_of(objects: list[Handle]) -> Mask:
    fonts: list[Handle | None] = [pdfium.text_font(each) if each else None for each in objects]
    known = {font: font is not None and _is_bold(font) for font in set(fonts)}
    return np.array([known[font] for font in fonts], np.bool_)


def _is_bold(font: Handle) -> bool:
    if pdfium.font_weight(font) >= _BOLD_WEIGHT:
        return True
    name = bytes(_NAME_BYTES)
    pdfium.font_name(font, name, _NAME_BYTES)
    return any(mark in name.lower() for mark in _BOLD)


def _along(boxes: Boxes, ways: NDArray[np.int8]) -> Boxes:
    """Turn boxes so that what they hold reads from left to right."""
    if not ways.any():
        return boxes
    x0, y0, x1, y1 = boxes.T
    turned = [(x0, y0, x1, y1), (y0, -x1, y1, -x0), (-x1, -y1, -x0, -y0), (-y1, x0, -y0, x1)]
    sides = [np.choose(ways, [way[side] for way in turned]) for side in range(4)]
    return np.stack(sides, axis=1)


def _doubtful(first: Boxes, last: Boxes, counts: Indices, *, style: _Style) -> Mask:
    """Say which words have to be looked at letter by letter."""
    one, other = _along(first, style["ways"]), _along(last, style["ways"])
    size = np.maximum(style["sizes"], 1.0)
    width = other[:, 2] - one[:, 0]
    flags: Mask = (
        (width > _WIDEST * size * counts)
        | (other[:, 0] < one[:, 0])
        | (np.abs(other[:, 3] - one[:, 3]) > _STEP * size)
    )
    return flags & (counts > 1)


def _with_parted(
    words: tuple[Indices, Indices, Boxes, _Style], doubtful: Mask, *, text: Opened, view: View
) -> tuple[Indices, Indices, Boxes, _Style]:
    """Look at every letter of the doubtful words, and part them where there is a gap."""
    starts, ends, boxes, style = words
    own = np.flatnonzero(doubtful)
    counts = ends[own] - starts[own]
    word = np.repeat(own, counts)
    before = np.cumsum(counts) - counts
    letters = np.arange(len(word)) - np.repeat(before - starts[own], counts)
    letter_boxes = view.boxes(pdfium.boxes_of_letters(text, letters.tolist()))
    begins = _begins(_along(letter_boxes, style["ways"][word]), style["sizes"][word])
    begins[before] = True
    heads = np.flatnonzero(begins)
    tails = np.append(heads[1:], len(letters)) - 1
    parted = np.concatenate(
        (
            np.minimum.reduceat(letter_boxes[:, :2], heads),
            np.maximum.reduceat(letter_boxes[:, 2:], heads),
        ),
        axis=1,
    )
    kept = np.flatnonzero(~doubtful)
    begun = letters[heads]
    rest = style[word[heads]]
    if len(heads) > len(own):  # what was parted may be of another size: a raised "nd"
        rest = _style_of(text, _objects_of(text, begun), begun, view)
    all_starts = np.concatenate((starts[kept], begun))
    order = np.argsort(all_starts, kind="stable")
    return (
        all_starts[order],
        np.concatenate((ends[kept], letters[tails] + 1))[order],
        np.concatenate((boxes[kept], parted))[order],
        np.concatenate((style[kept], rest))[order],
    )


def _begins(boxes: Boxes, sizes: NDArray[np.float64]) -> Mask:
    """Say which letters stand apart from the letter before."""
    size = np.maximum(sizes[1:], 1.0)
    gap = boxes[1:, 0] - boxes[:-1, 2]
    begins = np.ones(len(boxes), np.bool_)
    begins[1:] = (
        (gap > _GAP * size)
        | (boxes[1:, 0] < boxes[:-1, 0] - _BACK * size)
        | (np.abs(boxes[1:, 3] - boxes[:-1, 3]) > _STEP * size)
    )
    return begins


def _made(
    letters: Letters, spans: tuple[Indices, Indices], *, boxes: Boxes, style: _Style
) -> Words:
    codes = letters.codes.astype("<u4")
    codes[letters.hyphens] = ord("-")
    codes[codes > 0x10FFFF] = 0xFFFD
    string = codes.tobytes().decode("utf-32-le", "surrogatepass")
    texts = [string[start:end] for start, end in zip(*map(np.ndarray.tolist, spans), strict=True)]
    if _IS_STRANGE[letters.known].any():
        texts = [clean(each) for each in texts]
    return Words(texts, _as_high_as_size(boxes, style), style)


def _as_high_as_size(boxes: Boxes, style: _Style) -> Boxes:
    """Cut boxes to their letters' size, from the foot of the letters up; tall ones on both sides.

    Fonts of signs may say that their letters reach over four times their size.
    """
    boxes, extra = boxes.copy(), boxes[:, 3] - boxes[:, 1] - style["sizes"]
    boxes[:, 3] -= np.where((extra > 2 * style["sizes"]) & (style["ways"] == 0), extra / 2, 0)
    if not style["ways"].any():
        boxes[:, 1] = boxes[:, 3] - style["sizes"]
    else:
        for way, side, sign in ((0, 1, -1), (1, 2, 1), (2, 3, 1), (3, 0, -1)):
            own = style["ways"] == way
            foot = boxes[own, (side + 2) % 4]
            boxes[own, side] = foot + sign * style["sizes"][own]
    return boxes.round(2)  # engines differ beyond that
