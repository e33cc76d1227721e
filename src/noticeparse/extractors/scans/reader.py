"""Bytes of a picture, or of a PDF with scanned pages → pages, and a picture's Document.

A page of a PDF is scanned where it has no text at all but something is drawn on it. What was read
is kept for the file that was read last: the receipt asks for the same words again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pypdfium2

from noticeparse.errors import NeedsOcr
from noticeparse.extractors.pdf.page import PdfFile
from noticeparse.extractors.scans.confidence import ScannedPage, doubts_of, with_confidence
from noticeparse.extractors.scans.engines import find_engine
from noticeparse.extractors.scans.limits import MAX_SCANNED_PAGES
from noticeparse.extractors.scans.pages import page_of
from noticeparse.extractors.scans.pictures import frames_of
from noticeparse.extractors.scans.raster import Raster
from noticeparse.extractors.scans.rendering import render
from noticeparse.model import Document, Source


def read(data: bytes, source: Source) -> Document:
    """Read a picture of a notice.

    Raises NeedsOcr where nothing is installed that reads words in pictures or where it has none,
    UnreadableFile and TooLarge as `frames_of` does.
    """
    from noticeparse.extractors.pdf.reader import document_of  # noqa: PLC0415 -- it calls us too

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
    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(1, len(document) + 1):
            raster = _scan_of(document, number) if len(pages) < MAX_SCANNED_PAGES else None
            if raster is not None:
                pages.append(page_of(raster, number, engine=engine))
    finally:
        document.close()
    return tuple(pages)


def _scan_of(document: pypdfium2.PdfDocument, number: int) -> Raster | None:
    """Return the picture of a page; None where it has text, nothing is drawn or it is damaged."""
    try:
        page = document[number - 1]
        try:
            return None if has_text(page) else render(page)
        finally:
            page.close()
    except pypdfium2.PdfiumError:  # the PDF reader says so of a page that it cannot read
        return None


def has_text(page: Any) -> bool:
    """Say whether a page of pypdfium2 has any letter."""
    text = page.get_textpage()
    try:
        return any(each.isalnum() for each in text.get_text_range())
    finally:
        text.close()
