"""Pages that pdfium reads doubtfully → the same with pdfplumber's words, where it does better.

This is the only module that knows pdfplumber. pdfminer, below it, answers damaged bytes with almost
any exception there is, so `read_words` turns whatever comes out of it into an error of ours.
Letters printed twice to look bold count once; turned letters run the way that most of them do.

Two signs of doubt: letters that the font gives no meaning (replacement characters, private use,
what pdfium marks as unmapped), and a mix of vowels and consonants that no language in Latin letters
has, as where codes of a font are taken for letters.

What is drawn stays as pdfium saw it. The second reading is bounded in bytes, pages and seconds, and
whatever it ends in, the first one is still there. The words that are not believed are kept as words
that are not seen: none is lost.

pdfminer walks over a damaged map of letters for hours, all of it in Python calls: a profile
function sees each call and can end them, without a thread or a process of its own. A call into C is
not interrupted, and a profiler that was running does not see the reading.

Known limits: a font that maps some letters wrongly, but to likely ones, is not noticed; a page's
hidden text (white on white) is read as if it were seen.
"""

import io
import logging
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import repeat
from math import isfinite
from types import FrameType
from typing import Any

import numpy as np

from noticeparse.errors import NoticeparseError, UnreadableFile
from noticeparse.extractors.pdf import pdfium
from noticeparse.extractors.pdf.letters import Codes, Letters
from noticeparse.extractors.pdf.lines import rounded
from noticeparse.extractors.pdf.page import Page, Word
from noticeparse.extractors.pdf.pdfium import Opened
from noticeparse.extractors.pdf.signs import KNOWN_PRIVATE, clean, with_bullets
from noticeparse.model import Box
from noticeparse.settings import (
    MAX_PDF_SECOND_OPINION_BYTES,
    MAX_PDF_SECOND_OPINION_PAGES,
    MAX_PDF_SECOND_OPINION_SECONDS,
)

_SAMPLE = 40  # letters that pdfium is asked about
_BROKEN_SHARE = 0.02  # of the letters
_FEWEST = 4  # letters: fewer are a bullet or a tick
_ENOUGH = 120  # Latin letters, to judge their mix
_LEAST_VOWELS, _MOST_VOWELS = 0.18, 0.70  # of the Latin letters; languages have 0.32 to 0.5

_MEANS_NOTHING = np.zeros(0x10000, np.bool_)
_MEANS_NOTHING[[0xFFFD, *(set(range(0xE000, 0xF900)) - set(KNOWN_PRIVATE))]] = True
_GAP = 0.18  # of the letter's size: more is a space between words
_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_CONFIRMED = 0.05  # of the words may differ where both engines read the same


def doubt_of(text: Opened, letters: Letters) -> tuple[str | None, int]:
    """Return why a page's text looks broken, as a sentence's end, and how many letters are."""
    codes = letters.codes[~letters.white]
    if not len(codes):
        return None, 0
    broken = int(np.count_nonzero(_MEANS_NOTHING[letters.known]))
    if broken >= max(_FEWEST, _BROKEN_SHARE * len(codes)):
        return "the file gives some of its letters no meaning", broken
    if _unmapped(text, letters) >= _FEWEST:
        return "its font does not say which letters it draws", len(codes)
    return ("its letters make no words", len(codes)) if _is_strange_mix(codes) else (None, 0)


def _unmapped(text: Opened, letters: Letters) -> int:
    """Count the letters without a meaning in a sample from all over the page."""
    visible = np.flatnonzero(~letters.white)
    sample = visible[:: max(1, len(visible) // _SAMPLE)].tolist()
    return sum(found == 1 for found in map(pdfium.letter_is_unmapped, repeat(text), sample))


def _is_strange_mix(codes: Codes) -> bool:
    counts = np.bincount(np.minimum(codes, 0x7F) | 0x20, minlength=0x80)[ord("a") : ord("z") + 1]
    latin = int(counts.sum())
    vowels = sum(int(counts[ord(vowel) - ord("a")]) for vowel in "aeiouy")
    enough = latin >= max(_ENOUGH, len(codes) // 2)
    return enough and not _LEAST_VOWELS * latin <= vowels <= _MOST_VOWELS * latin


_Read = tuple[tuple[Word, ...], int]  # visible words; characters that the file gives no meaning


def read_words(data: bytes, path: str, numbers: Sequence[int]) -> dict[int, _Read]:
    """Read the words of some pages, by their numbers. Raises UnreadableFile."""
    import pdfplumber  # noqa: PLC0415 - heavy, and seldom needed

    try:
        with (
            _silent(),
            pdfplumber.open(
                io.BytesIO(data), pages=list(numbers), raise_unicode_errors=False
            ) as pdf,
        ):
            return {page.page_number: _words_of(page) for page in pdf.pages}
    except TimeoutError:
        raise
    except Exception as error:  # see the module's docstring: pdfminer raises anything
        message = f"{path} is damaged: it could not be read as a PDF."
        raise UnreadableFile(message) from error


@contextmanager
def _silent() -> Iterator[None]:
    """Keep pdfminer's warnings out of the program's log while it reads."""
    logger = logging.getLogger("pdfminer")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _words_of(page: Any) -> _Read:
    # Turned letters run from bottom to top, as in tall narrow header cells, or the other way.
    rises = [bool(char["matrix"][1] > 0) for char in page.chars if not char["upright"]]
    found = page.dedupe_chars(tolerance=1).extract_words(
        x_tolerance_ratio=_GAP,
        y_tolerance=2,
        return_chars=True,
        char_dir_rotated="btt" if 2 * sum(rises) >= len(rises) else "ttb",
        line_dir_rotated="ltr",
    )
    left, top, right, bottom = map(float, page.cropbox)
    words = [_word_of(each, left, top) for each in found]
    size = (right - left, bottom - top)
    visible = tuple(word for word in words if word.text and _overlaps(word.box, size))
    unreadable = sum(clean(char["text"]).startswith("(cid:") for char in page.chars)
    page.close()
    return visible, unreadable


def _word_of(found: dict[str, Any], left: float, top: float) -> Word:
    chars = found["chars"]
    box = (found["x0"] - left, found["top"] - top, found["x1"] - left, found["bottom"] - top)
    sizes = Counter(round(char["size"], 1) for char in chars)
    bold = sum(any(mark in str(char["fontname"]).casefold() for mark in _BOLD) for char in chars)
    return Word(
        text=clean(found["text"]),
        box=rounded(box),
        size=float(max(sizes, key=lambda size: (sizes[size], size))),
        bold=bold * 2 > len(chars),
        turned=not found.get("upright", True),
    )


def _overlaps(box: Box, size: tuple[float, float]) -> bool:
    """Say whether a box has a height and reaches onto the page; damaged files have others."""
    if not all(map(isfinite, box)) or box[2] < box[0] or box[3] <= box[1]:
        return False
    return box[2] > 0 and box[3] > 0 and box[0] < size[0] and box[1] < size[1]


def with_second_opinion(pages: Sequence[Page], data: bytes, path: str) -> tuple[Page, ...]:
    """Read the doubtful pages again; pages that nobody doubts come back as they are."""
    doubtful = [page.number for page in pages if page.doubt]
    if not doubtful or len(data) > MAX_PDF_SECOND_OPINION_BYTES:
        return tuple(pages)
    try:
        with within(MAX_PDF_SECOND_OPINION_SECONDS):
            read = read_anew(pages, data, path, doubtful[:MAX_PDF_SECOND_OPINION_PAGES])
    except (NoticeparseError, TimeoutError):
        return tuple(pages)
    return tuple(map(_better, pages, read))


def read_anew(
    pages: Sequence[Page], data: bytes, path: str, numbers: Sequence[int]
) -> tuple[Page, ...]:
    """Have pdfplumber read the words of some pages, by their numbers. Raises UnreadableFile."""
    anew = list(pages)
    for number, (found, unreadable) in read_words(data, path, numbers).items():
        page = anew[number - 1]
        words = with_bullets(found, page.dots)
        anew[number - 1] = replace(page, words=words, unreadable=unreadable, engine="pdfplumber")
    return tuple(anew)


def _better(first: Page, second: Page) -> Page:
    """Choose the page whose words have fewer letters without a meaning."""
    if not second.words or second.unreadable >= max(1, first.unreadable):
        return first
    disbelieved = _only_in(first.words, second.words)
    if len(disbelieved) <= _CONFIRMED * len(first.words):
        return first  # it reads the same: the letters are what the file says
    return replace(second, unseen=(*first.unseen, *disbelieved))


def _only_in(words: Sequence[Word], others: Sequence[Word]) -> list[Word]:
    left = Counter(word.text for word in others)
    found = []
    for word in words:
        if left[word.text]:
            left[word.text] -= 1
        else:
            found.append(word)
    return found


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Run the block; TimeoutError is raised inside it when the time is over."""
    end = time.monotonic() + seconds
    before = sys.getprofile()

    def check(frame: FrameType, event: str, argument: object) -> None:
        if time.monotonic() > end:
            sys.setprofile(before)
            raise TimeoutError

    sys.setprofile(check)
    try:
        yield
    finally:
        sys.setprofile(before)
