"""A pdfplumber page → words with boxes, size and boldness.

Letters printed twice to look bold count once; turned letters run the way that most of them do.
"""

from __future__ import annotations

from collections import Counter
from math import isfinite
from typing import Any

from noticeparse.extractors.pdf.lines import rounded
from noticeparse.extractors.pdf.page import Word
from noticeparse.extractors.pdf.signs import clean
from noticeparse.model import Box

_GAP = 0.18  # of the letter's size: more is a space between words
_BOLD = ("bold", "black", "heavy", "semibold", "demi")


def words_of(
    page: Any, origin: tuple[float, float], *, size: tuple[float, float]
) -> tuple[list[Word], int]:
    """Return the visible words of a page, and how many characters the file gives no meaning."""
    chars = page.dedupe_chars(tolerance=1) if _struck_twice(page.chars) else page
    found = chars.extract_words(
        x_tolerance_ratio=_GAP,
        y_tolerance=2,
        return_chars=True,
        char_dir_rotated="btt" if _rises(page.chars) else "ttb",
        line_dir_rotated="ltr",
    )
    words = [_word_of(each, origin) for each in found]
    visible = [word for word in words if word.text and _overlaps(word.box, size)]
    unreadable = sum(1 for char in page.chars if clean(char["text"]).startswith("(cid:"))
    return visible, unreadable


def _struck_twice(chars: list[dict[str, Any]]) -> bool:
    """Say whether letters are printed twice, a hair apart, to look bold."""
    places = {(char["text"], round(char["x0"] / 2), round(char["top"] / 2)) for char in chars}
    return len(places) < len(chars)


def _rises(chars: list[dict[str, Any]]) -> bool:
    """Say whether turned letters run from bottom to top, as in tall narrow header cells."""
    turned = [bool(char["matrix"][1] > 0) for char in chars if not char["upright"]]
    return 2 * sum(map(bool, turned)) >= len(turned)


def _word_of(found: dict[str, Any], origin: tuple[float, float]) -> Word:
    x, y = float(origin[0]), float(origin[1])
    chars = found["chars"]
    box = (found["x0"] - x, found["top"] - y, found["x1"] - x, found["bottom"] - y)
    sizes = Counter(round(char["size"], 1) for char in chars)
    bold = sum(_is_bold(char["fontname"]) for char in chars)
    return Word(
        text=clean(found["text"]),
        box=rounded(box),
        size=float(max(sizes, key=lambda size: (sizes[size], size))),
        bold=bold * 2 > len(chars),
        turned=not found.get("upright", True),
    )


def _is_bold(font: str) -> bool:
    name = str(font).casefold()
    return any(mark in name for mark in _BOLD)


def _overlaps(box: Box, size: tuple[float, float]) -> bool:
    """Say whether a box has a height and reaches onto the page; damaged files have others."""
    if not all(map(isfinite, box)) or box[2] < box[0] or box[3] <= box[1]:
        return False
    return box[2] > 0 and box[3] > 0 and box[0] < size[0] and box[1] < size[1]
