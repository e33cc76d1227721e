"""Pictures of pages → words with boxes, and rules, so that scanned notices are read.

`read` is the extractor for pictures (PNG, JPEG, TIFF); the PDF extractor asks `scanned_pages` for
the pages that have no text layer. Both end in the values of `extractors/pdf/page.py`, and from
there a scan is read as any PDF is. See docs/scans.md.

A page of a PDF is scanned where it has no text at all but something is drawn on it. What was read
is kept for the file that was read last: the receipt asks for the same words again.

raster → straightened → areas and strokes → a clean raster → sightings → words. A page whose words
are hardly sure lies on its side or upside down, or is no text at all: the other ways up are tried,
and the surest is kept.

The row engines know nothing of confidence: a run stands where its word stood, and that is how its
word is found again. An Issue a page names the words that are doubtful.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pypdfium2

from noticeparse.errors import NeedsOcr
from noticeparse.extractors.pdf import document_of
from noticeparse.extractors.pdf.engine import opened
from noticeparse.extractors.pdf.lines import rounded
from noticeparse.extractors.pdf.page import Page, PdfFile, Word
from noticeparse.extractors.scans.engines import ENGINES, Engine
from noticeparse.extractors.scans.fills import find_areas, flatten, without_dark
from noticeparse.extractors.scans.raster import (
    MAX_SCANNED_PAGES,
    Raster,
    frames_of,
    hugged,
    level,
    render,
    whiten,
)
from noticeparse.extractors.scans.strokes import find_strokes, rules_of, without_strokes
from noticeparse.extractors.scans.typography import mended, words_of
from noticeparse.model import Box, Document, Issue, Place, Source, Text, with_texts

_PAPER, _WHITE = 200, 255  # what is lighter than paper is none: noise, and what is left of rules
_SURE = 0.8  # a page read so surely, on average, is upright
_QUARTERS = (2, 1, 3)  # of a turn: upside down comes before lying on a side
DOUBTFUL = 0.6  # confidence below this is a doubt
_NAMED = 20


def read(data: bytes, source: Source) -> Document:
    """Read a picture of a notice.

    Raises NeedsOcr where nothing is installed that reads words in pictures or where it has none,
    UnreadableFile and TooLarge as `frames_of` does.
    """
    pages = picture_pages(data, source.path)
    file = PdfFile(tuple(scanned.page for scanned in pages))
    if not any(page.words for page in file.pages):
        raise no_words(source.path)
    return finished(document_of(file, source), pages)


def finished(document: Document, scanned: Sequence[ScannedPage]) -> Document:
    """Add to a document what is known of the words of its scanned pages."""
    doubts = [issue for page in scanned for issue in doubts_of(page)]
    document = with_confidence(document, scanned)
    return replace(document, issues=(*document.issues, *doubts))


def no_words(path: str) -> NeedsOcr:
    """Say that a file has only pictures and what keeps them from being read."""
    if find_engine() is None:
        return NeedsOcr(f"{path} has no text: its pages are pictures.")
    return NeedsOcr(f"{path}: no words were found in its pictures.", what_to_do=_BETTER)


_BETTER = "Scan it with 300 dots an inch, or ask the school for the document itself."


def find_engine() -> Engine | None:
    """Return the first engine that is there; None where there is none."""
    return next((recognise for is_available, recognise in ENGINES.values() if is_available()), None)


@lru_cache(maxsize=1)
def picture_pages(data: bytes, path: str) -> tuple[ScannedPage, ...]:
    """Read every frame of a picture."""
    engine = find_engine()
    if engine is None:
        raise no_words(path)
    return tuple(
        page_of(raster, number, engine=engine)
        for number, raster in enumerate(frames_of(data, path), start=1)
    )


@lru_cache(maxsize=1)
def scanned_pages(data: bytes) -> tuple[ScannedPage, ...]:
    """Read the pages of a PDF that have no text; none where nothing is installed to read them."""
    engine = find_engine()
    if engine is None:
        return ()
    pages: list[ScannedPage] = []
    with opened(data, "") as document:
        for number in range(1, len(document) + 1):
            raster = _scan_of(document, number) if len(pages) < MAX_SCANNED_PAGES else None
            if raster is not None:
                pages.append(page_of(raster, number, engine=engine))
    return tuple(pages)


def _scan_of(document: pypdfium2.PdfDocument, number: int) -> Raster | None:
    """Return the picture of a page; None where it has text, nothing is drawn or it is damaged."""
    try:
        with closing(document[number - 1]) as page:
            return None if has_text(page) else render(page)
    except pypdfium2.PdfiumError:  # the PDF reader says so of a page that it cannot read
        return None


def has_text(page: Any) -> bool:
    """Say whether a page of pypdfium2 has any letter."""
    with closing(page.get_textpage()) as text:
        return any(each.isalnum() for each in text.get_text_range())


def page_of(raster: Raster, number: int, *, engine: Engine) -> ScannedPage:
    """Read the page that a raster shows."""
    page = _read(raster, number, engine=engine)
    if _weight(page) >= _SURE * sum(len(word.text) for word in page.page.words):
        return page
    turned = [
        _read(replace(raster, pixels=np.rot90(raster.pixels, quarters)), number, engine=engine)
        for quarters in _QUARTERS
    ]
    return max([page, *turned], key=_weight)


def _read(raster: Raster, number: int, *, engine: Engine) -> ScannedPage:
    straight = level(whiten(raster))
    areas = find_areas(straight)
    across, down = find_strokes(without_dark(straight, areas), areas)
    clean = without_strokes(flatten(straight, areas), across, down)
    clean.pixels[clean.pixels > _PAPER] = _WHITE
    sightings = engine(clean) if (clean.pixels < _WHITE).any() else []  # else nothing is left
    words = words_of(clean, mended(clean, hugged(clean, sightings)))
    seen = Page(
        number=number,
        width=raster.width,
        height=raster.height,
        words=tuple(word for word, _ in words),
        rules=tuple(rules_of(across, down, raster.scale)),
    )
    return ScannedPage(seen, tuple(confidence for _, confidence in words))


def _weight(page: ScannedPage) -> float:
    return sum(confidence * len(word.text) for word, confidence in page.words())


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page that was read from a picture, and how sure (0..1) the engine was of each word."""

    page: Page
    confidence: tuple[float, ...]

    def words(self) -> Iterator[tuple[Word, float]]:
        """Every word with its confidence."""
        return zip(self.page.words, self.confidence, strict=True)


def with_confidence(document: Document, pages: Iterable[ScannedPage]) -> Document:
    """Give every run of a scanned page the confidence of its word."""
    sure: dict[tuple[int | None, Box], float] = {
        (scanned.page.number, rounded(word.box)): confidence
        for scanned in pages
        for word, confidence in scanned.words()
    }

    def seen(text: Text) -> Text:
        runs = (
            run._replace(confidence=sure.get((run.page, rounded(run.bbox)))) if run.bbox else run
            for run in text.runs
        )
        return replace(text, runs=tuple(runs))

    return replace(
        document,
        blocks=tuple(with_texts(block, seen) for block in document.blocks),
        furniture=tuple(map(seen, document.furniture)),
    )


def doubts_of(scanned: ScannedPage) -> list[Issue]:
    """Return one Issue with all the words of a page that the engine was not sure of."""
    words = [
        word.text
        for word, confidence in scanned.words()
        if confidence < DOUBTFUL and any(each.isalnum() for each in word.text)
    ]
    if not words:
        return []
    named = ", ".join(f'"{word}"' for word in words[:_NAMED])
    more = f" and {len(words) - _NAMED} more" if len(words) > _NAMED else ""
    count = "1 word is" if len(words) == 1 else f"{len(words)} words are"
    number = scanned.page.number
    message = f"Page {number} was read from a picture; {count} doubtful: {named}{more}."
    return [Issue("extract", "doubtful_words", "warning", message, Place(page=number))]
