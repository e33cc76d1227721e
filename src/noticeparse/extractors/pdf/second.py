"""Pages that pdfium reads doubtfully → the same with pdfplumber's words, where it does better.

What is drawn stays as pdfium saw it. The second reading is bounded in bytes, pages and seconds, and
whatever it ends in, the first one is still there. The words that are not believed are kept as words
that are not seen: none is lost.

pdfminer walks over a damaged map of letters for hours, all of it in Python calls: a profile
function sees each call and can end them, without a thread or a process of its own. A call into C is
not interrupted, and a profiler that was running does not see the reading.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import FrameType

from noticeparse.errors import NoticeparseError
from noticeparse.extractors.pdf.bullets import with_bullets
from noticeparse.extractors.pdf.page import Page, Word
from noticeparse.settings import (
    MAX_PDF_SECOND_OPINION_BYTES,
    MAX_PDF_SECOND_OPINION_PAGES,
    MAX_PDF_SECOND_OPINION_SECONDS,
)

_CONFIRMED = 0.05  # of the words may differ where both engines read the same


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
    from noticeparse.extractors.pdf import plumber  # noqa: PLC0415 - heavy, and seldom needed

    read = plumber.read_words(data, path, numbers)
    return tuple(
        replace(
            page,
            words=with_bullets(read[page.number].words, page.dots),
            unreadable=read[page.number].unreadable,
            engine="pdfplumber",
        )
        if page.number in read
        else page
        for page in pages
    )


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
