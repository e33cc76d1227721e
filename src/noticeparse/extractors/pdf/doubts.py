"""The letters of a page as pdfium reads them → why they are not to be believed, if so.

Two signs: letters that the font gives no meaning (replacement characters, private use, what pdfium
marks as unmapped), and a mix of vowels and consonants that no language in Latin letters has, as
where codes of a font are taken for letters.

Known limits: a font that maps some letters wrongly, but to likely ones, is not noticed.
"""

from __future__ import annotations

from itertools import repeat
from typing import NamedTuple

import numpy as np

from noticeparse.extractors.pdf import pdfium
from noticeparse.extractors.pdf.letters import Codes, Letters
from noticeparse.extractors.pdf.pdfium import Opened
from noticeparse.extractors.pdf.signs import KNOWN_PRIVATE

_SAMPLE = 40  # letters that pdfium is asked about
_BROKEN_SHARE = 0.02  # of the letters
_FEWEST = 4  # letters: fewer are a bullet or a tick
_ENOUGH = 120  # Latin letters, to judge their mix
_LEAST_VOWELS, _MOST_VOWELS = 0.18, 0.70  # of the Latin letters; languages have 0.32 to 0.5

_MEANS_NOTHING = np.zeros(0x10000, np.bool_)
_MEANS_NOTHING[[0xFFFD, *(set(range(0xE000, 0xF900)) - set(KNOWN_PRIVATE))]] = True


class Doubt(NamedTuple):
    """Why a page's text looks broken, as a sentence's end, and how many of its letters are."""

    reason: str
    letters: int


def doubt_of(text: Opened, letters: Letters) -> Doubt | None:
    """Return the strongest doubt of a page's text, if there is one."""
    codes = letters.codes[~letters.white]
    if not len(codes):
        return None
    broken = int(np.count_nonzero(_MEANS_NOTHING[letters.known]))
    if broken >= max(_FEWEST, _BROKEN_SHARE * len(codes)):
        return Doubt("the file gives some of its letters no meaning", broken)
    if _unmapped(text, letters) >= _FEWEST:
        return Doubt("its font does not say which letters it draws", len(codes))
    return Doubt("its letters make no words", len(codes)) if _is_strange_mix(codes) else None


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
