"""PDF bytes → pages of words, rules, fills and links, through pdfplumber.

This is the only module that knows the engine. pdfminer, below it, answers damaged bytes with
almost any exception there is (its own, and struct.error, KeyError, TypeError, AssertionError,
RecursionError, zlib.error …), so `open_pdf` is the one place where whatever comes out of it is
turned into an error of ours.

Known limits: curves are read as boxes only where they are rectangles; a page's hidden text (white
on white) is read as if it were seen.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from noticeparse.errors import EncryptedFile, NoticeparseError, UnreadableFile
from noticeparse.extractors.pdf.drawn_bullets import with_bullets
from noticeparse.extractors.pdf.page import Link, Page, PdfFile
from noticeparse.extractors.pdf.plumber_strokes import dots_of, strokes_of
from noticeparse.extractors.pdf.plumber_words import words_of
from noticeparse.model import Box
from noticeparse.settings import MAX_PDF_PAGES

_NO_TITLE = {"", "untitled", "(anonymous)", "(unspecified)"}


def open_pdf(data: bytes, path: str) -> PdfFile:
    """Read all pages.

    Raises UnreadableFile where the bytes are no PDF, damaged, empty of pages or beyond the limit
    of pages, and EncryptedFile where a password is needed.
    """
    with _opened(data, path) as pdf:
        count = len(pdf.pages)
        if count == 0:
            raise UnreadableFile(f"{path} has no pages, or is damaged.")
        if count > MAX_PDF_PAGES:
            raise UnreadableFile(
                f"{path} has {count} pages; at most {MAX_PDF_PAGES} are read.",
                what_to_do="Cut out the pages that list the companies and try again.",
            )
        return PdfFile(tuple(_pages(pdf)), _title_of(pdf.metadata))


def read_pages(data: bytes, path: str, numbers: Sequence[int]) -> list[Page]:
    """Read some pages, by their numbers. Raises as `open_pdf` does."""
    with _opened(data, path, numbers) as pdf:
        return list(_pages(pdf))


@contextmanager
def _opened(data: bytes, path: str, numbers: Sequence[int] | None = None) -> Iterator[Any]:
    """Open a file; what pdfminer raises while it is open becomes an error of ours."""
    pages = None if numbers is None else list(numbers)
    try:
        with (
            _silent(),
            pdfplumber.open(io.BytesIO(data), pages=pages, raise_unicode_errors=False) as pdf,
        ):
            yield pdf
    except (NoticeparseError, TimeoutError):
        raise
    except Exception as error:  # see the module's docstring: pdfminer raises anything
        raise _named(error, path) from error


def _pages(pdf: Any) -> Iterator[Page]:
    for page in pdf.pages:
        yield _page_of(page)
        page.close()


def _named(error: Exception, path: str) -> NoticeparseError:
    """Say in our words what the engine's exception means."""
    cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    if isinstance(cause, PDFPasswordIncorrect):
        return EncryptedFile(f"{path} is protected with a password.")
    return UnreadableFile(f"{path} is damaged: it could not be read as a PDF.")


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


def _title_of(metadata: dict[str, Any]) -> str | None:
    title = metadata.get("Title")
    if not isinstance(title, str):
        return None
    title = " ".join(title.replace("\x00", "").split())
    return None if title.casefold() in _NO_TITLE else title


def _page_of(page: Any) -> Page:
    left, top, right, bottom = page.cropbox
    origin = (left, top)
    width, height = float(right - left), float(bottom - top)
    words, unreadable = words_of(page, origin, size=(width, height))
    rules, fills = strokes_of(page, origin, size=(width, height))
    return Page(
        number=page.page_number,
        width=width,
        height=height,
        words=with_bullets(words, dots_of(page, origin)),
        rules=tuple(rules),
        fills=tuple(fills),
        links=tuple(_links_of(page, origin)),
        unreadable=unreadable,
        engine="pdfplumber",
    )


def _links_of(page: Any, origin: tuple[float, float]) -> Iterator[Link]:
    for link in page.hyperlinks:
        url = link.get("uri")
        if isinstance(url, str) and url.startswith(("http://", "https://", "mailto:")):
            yield Link(_moved(link, origin), url)


def _moved(shape: dict[str, Any], origin: tuple[float, float]) -> Box:
    x, y = origin
    return (
        float(shape["x0"] - x),
        float(shape["top"] - y),
        float(shape["x1"] - x),
        float(shape["bottom"] - y),
    )
