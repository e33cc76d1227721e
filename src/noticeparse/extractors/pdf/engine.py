"""PDF bytes → pages of words, rules and links.

pdfium reads every page. Where its text looks broken (`doubts`), pdfplumber, which shares no code
with it, gives a second opinion of its words; `engine="pdfplumber"` has it read all of them.

Known limits: letters in form fields are read only where the page prints them.
"""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import compress, repeat

import numpy as np
import pypdfium2
import pypdfium2.raw

from noticeparse.errors import EncryptedFile, InputError, TooLarge, UnreadableFile
from noticeparse.extractors.pdf import pdfium
from noticeparse.extractors.pdf.bombs import refuse_bombs, refuse_many_forms
from noticeparse.extractors.pdf.drawings import drawings_of, links_of
from noticeparse.extractors.pdf.letters import Words, letters_of, words_of
from noticeparse.extractors.pdf.page import Page, PdfFile, View, Word, view_of
from noticeparse.extractors.pdf.pdfium import Handle, Opened
from noticeparse.extractors.pdf.second import doubt_of, read_anew, with_second_opinion
from noticeparse.extractors.pdf.signs import with_bullets
from noticeparse.settings import MAX_CHARACTERS, MAX_PDF_LETTERS, MAX_PDF_PAGES, MAX_PDF_POINTS

ENGINES = ("pdfium", "pdfplumber")
_HEADER_WINDOW = 1024  # readers accept the header anywhere in the first kilobyte
_NO_TITLE = {"", "untitled", "(anonymous)", "(unspecified)"}


def open_pdf(data: bytes, path: str, *, engine: str = "pdfium") -> PdfFile:
    """Read all pages.

    Raises UnreadableFile where the bytes are no PDF, damaged, empty of pages or beyond the limit
    of pages, TooLarge where a part of them unpacks or draws too much, and EncryptedFile where a
    password is needed.
    """
    if b"%PDF-" not in data[:_HEADER_WINDOW]:
        raise UnreadableFile(f"{path} is not a PDF: it does not start like one.")
    if engine not in ENGINES:
        raise InputError(f"There is no PDF engine {engine!r}; there are {' and '.join(ENGINES)}.")
    refuse_bombs(data, path)
    refuse_many_forms(data, path)
    with opened(data, path) as document:
        count = len(document)
        if count == 0:
            raise UnreadableFile(f"{path} has no pages, or is damaged.")
        if count > MAX_PDF_PAGES:
            raise UnreadableFile(
                f"{path} has {count} pages; at most {MAX_PDF_PAGES} are read.",
                what_to_do="Cut out the pages that list the companies and try again.",
            )
        pages = tuple(_pages(document, count, path))
        given = " ".join(document.get_metadata_value("Title").replace("\x00", "").split())
    title = None if given.casefold() in _NO_TITLE else given
    if engine == "pdfplumber":
        undoubted = [replace(page, doubt=None) for page in pages]
        return PdfFile(read_anew(undoubted, data, path, range(1, count + 1)), title)
    return PdfFile(with_second_opinion(pages, data, path), title)


_ALONE = threading.RLock()  # pdfium is not made for threads, and its memory is used over and over


@contextmanager
def opened(data: bytes, path: str) -> Iterator[pypdfium2.PdfDocument]:
    """Hold a file open with pdfium, of all threads alone. Raises as `open_pdf` does."""
    with _ALONE, closing(_opened(data, path)) as document:
        yield document


def _opened(data: bytes, path: str) -> pypdfium2.PdfDocument:
    # pdfium tells the last error there was, which may be that of a file before: where opening
    # fails, an error that is known is made first, and the file opened anew.
    for attempt in (data, b"", data):
        try:
            return pypdfium2.PdfDocument(attempt)
        except pypdfium2.PdfiumError as caught:
            error = caught
    if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
        raise EncryptedFile(f"{path} is protected with a password.") from error
    raise UnreadableFile(f"{path} is damaged: it could not be read as a PDF.") from error


def _pages(document: pypdfium2.PdfDocument, count: int, path: str) -> Iterator[Page]:
    handle = ctypes.cast(document.raw, ctypes.c_void_p).value or 0
    letters = 0  # running heads, which do not count in the end, among them
    for index in range(count):
        with pdfium.opened_page(handle, index) as (page, text):
            letters += pdfium.count_letters(text) if text else 0
            if letters > 2 * MAX_CHARACTERS:
                raise TooLarge(f"{path}: the document has more text than a notice can have.")
            if page and text:
                yield _page_of(handle, page, text, number=index + 1)
            else:
                yield Page(index + 1, 0.0, 0.0, (), whole=False)


def _page_of(document: Handle, page: Opened, text: Opened, *, number: int) -> Page:
    box = np.zeros(4, np.float32)
    pdfium.page_box(page, box.ctypes.data)  # where it fails, it writes nothing
    view = view_of(box.tolist(), pdfium.page_rotation(page))
    if (
        pdfium.count_letters(text) > MAX_PDF_LETTERS
        or max(view.width, view.height) > MAX_PDF_POINTS
    ):
        return Page(number, view.width, view.height, (), whole=False)
    letters = letters_of(text)
    words = words_of(text, letters, view)
    drawn = drawings_of(page, view)
    seen, unseen = _sorted_out(words, view)
    doubt, unreadable = doubt_of(text, letters)
    return Page(
        number=number,
        width=view.width,
        height=view.height,
        words=with_bullets(seen, drawn.dots),
        rules=tuple(drawn.rules),
        dots=tuple(drawn.dots),
        links=tuple(links_of(document, page, view)),
        unseen=unseen,
        unreadable=unreadable,
        doubt=doubt,
        whole=drawn.whole,
    )


def _sorted_out(words: Words, view: View) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Part the words that stand on the visible page from those beside it."""
    x0, top, x1, bottom = words.boxes.T
    seen = (x1 > 0) & (bottom > 0) & (x0 < view.width) & (top < view.height) & (bottom > top)
    boxes = zip(*words.boxes.T.tolist(), strict=True)
    style = words.style
    columns = (style[name].tolist() for name in ("sizes", "bold"))
    rows = zip(words.texts, boxes, *columns, (style["ways"] != 0).tolist(), strict=True)
    made = list(map(tuple.__new__, repeat(Word), rows))  # as Word(*row), at half the price
    if seen.all():
        return tuple(made), ()
    return (
        tuple(word for word in compress(made, seen) if word.text),
        tuple(word for word in compress(made, ~seen) if word.text),
    )
