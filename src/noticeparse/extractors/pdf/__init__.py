"""PDF bytes → Document: `read` is the extractor for PDF files.

engine (pages of words and rules) → layout (drawn tables, free lines) → furniture → flow (tables
without rules, reading order) → blocks. Only `second` knows pdfplumber. What a page loses is an
Issue: a page without text (a picture of one), letters whose meaning the file does not say.
"""

from collections.abc import Sequence
from dataclasses import replace

from noticeparse.errors import UnreadableFile
from noticeparse.extractors.pdf.blocks import Margins, Style, blocks_of, find_furniture, style_of
from noticeparse.extractors.pdf.engine import open_pdf
from noticeparse.extractors.pdf.flow import Item, items_of, mark_continuing
from noticeparse.extractors.pdf.lines import Line, text_of
from noticeparse.extractors.pdf.page import Page, PdfFile
from noticeparse.extractors.pdf.tables import Layout, PlacedTable, lay_out
from noticeparse.model import Block, Document, Issue, Paragraph, Place, Source, Text

_MANY_UNREADABLE = 5


def read(data: bytes, source: Source, *, engine: str = "pdfium") -> Document:
    """Read a PDF into a document; `engine` "pdfplumber" forces the slower one.

    Raises UnreadableFile, EncryptedFile, or NeedsOcr where no page has text.
    """
    found = _printed(data, source, engine)
    return found if isinstance(found, Document) else _with_scans(found, data, source)


def _printed(data: bytes, source: Source, engine: str) -> Document | PdfFile:
    """Read what is printed as text; the file's pages where one of them may be a picture.

    Its words are gone when it returns: the collector need not look through them.
    """
    file = open_pdf(data, source.path, engine=engine)
    if not all(page.words or not page.whole for page in file.pages):
        return file
    if not any(page.words for page in file.pages):
        raise UnreadableFile(f"{source.path}: no page of it could be read.")
    return document_of(file, source)


def _with_scans(file: PdfFile, data: bytes, source: Source) -> Document:
    """Read the pages without words as pictures."""
    from noticeparse.extractors import scans  # noqa: PLC0415 -- heavy, and it calls us too

    scanned = scans.scanned_pages(data)
    pictures = {each.page.number: each.page for each in scanned}
    pages = tuple(
        page
        if page.words or not (seen := pictures.get(page.number))
        else replace(page, words=seen.words, rules=seen.rules)
        for page in file.pages
    )
    if not any(page.words for page in pages):
        raise scans.no_words(source.path)
    return scans.finished(document_of(replace(file, pages=pages), source), scanned)


def document_of(file: PdfFile, source: Source) -> Document:
    """Make a document of the pages of a file; one of them has words."""
    layouts = [lay_out(page) for page in file.pages]
    margins = find_furniture(file.pages, [layout.lines for layout in layouts])
    bodies = [_body(layout, number, margins) for number, layout in enumerate(layouts)]
    style = style_of(line for body in bodies for line in body)
    pages = _pages(layouts, bodies)
    right = max((line.box[2] for body in bodies for line in body), default=0.0)  # the longest line
    blocks: list[Block] = []
    for layout, items in zip(layouts, mark_continuing(pages), strict=True):
        blocks += _blocks(layout.page, items, style, right=right, first=len(blocks))
    blocks += _heads(layouts, margins, first=len(blocks))
    return Document(
        source=replace(source, pages=len(file.pages)),
        blocks=tuple(blocks),
        furniture=tuple(_furniture(layouts, margins)),
        title=file.title,
        issues=tuple(issue for page in file.pages for issue in _issues(page)),
    )


def _body(layout: Layout, number: int, margins: Margins) -> list[Line]:
    apart = set(margins.lines[number]) | {line for page, line in margins.heads if page == number}
    return [line for at, line in enumerate(layout.lines) if at not in apart]


def _pages(layouts: Sequence[Layout], bodies: Sequence[Sequence[Line]]) -> list[list[Item]]:
    """Put each page into reading order, knowing the table that the page before ends with."""
    pages: list[list[Item]] = []
    for layout, body in zip(layouts, bodies, strict=True):
        last = pages[-1][-1] if pages and pages[-1] else None
        open_table = last if isinstance(last, PlacedTable) and not last.drawn else None
        pages.append(items_of(layout, body, before=open_table))
    return pages


def _blocks(
    page: Page, items: Sequence[Item], style: Style, *, right: float, first: int
) -> list[Block]:
    """Turn what stands on a page, in reading order, into blocks, numbered on from `first`."""
    blocks: list[Block] = []
    for item in items:
        number = first + len(blocks)
        if isinstance(item, PlacedTable):
            blocks.append(item.table(number))
        else:
            own = max(line.box[2] for line in item.lines) if item.column else right
            blocks += blocks_of(item.lines, page.number, style=style, right=own, first=number)
    return blocks


def _heads(layouts: Sequence[Layout], margins: Margins, *, first: int) -> list[Block]:
    heads: list[Block] = []
    for block, (number, at) in enumerate(margins.heads, start=first):
        line = layouts[number].lines[at]
        page = layouts[number].page.number
        place = Place(page, line.box, block)
        heads.append(Paragraph(text_of(line, page), line.bold, "page_header", place=place))
    return heads


def _furniture(layouts: Sequence[Layout], margins: Margins) -> list[Text]:
    """Return what belongs to the pages: running heads, feet, and words beside what is seen."""
    texts = []
    for layout, numbers in zip(layouts, margins.lines, strict=True):
        page = layout.page
        texts += [text_of(layout.lines[at], page.number) for at in sorted(numbers)]
        if page.unseen:
            texts.append(text_of(Line(page.unseen), page.number))
    return texts


def _issues(page: Page) -> list[Issue]:
    """Say what a page lost, or where its reading is in doubt."""
    number, found = page.number, []
    if not page.words and page.whole:
        message = f"Page {number} has no text: it is empty, or a picture that is not read."
        found.append(("page_without_text", "warning", message))
    if not page.whole:
        message = f"Page {number} holds more than is read, or is damaged: parts of it are missing."
        found.append(("page_beyond_limits", "warning", message))
    if page.doubt and page.engine == "pdfplumber":
        message = f"Page {number} was read by pdfplumber, as {page.doubt}."
        found.append(("second_engine", "info", message))
    elif page.doubt or page.unreadable > _MANY_UNREADABLE:
        reason = page.doubt or "the file gives some of its letters no meaning"
        message = f"Page {number} may have been read wrongly: {reason}."
        found.append(("unreadable_characters", "warning", message))
    if page.unseen and page.engine == "pdfium":
        message = f"Page {number} has {len(page.unseen)} words outside of what is seen of it."
        found.append(("words_outside_page", "info", message))
    place = Place(page=number)
    return [Issue("extract", code, severity, message, place) for code, severity, message in found]
