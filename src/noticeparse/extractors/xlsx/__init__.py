"""Bytes of an Excel workbook (.xlsx) → Document.

Every sheet gives the lines above its table, the table and the notes below it; where several hold
something, each stands under its name. Values are what Excel last worked out, dates in ISO form.
Hidden sheets, rows and columns are left out with an Issue, since nobody who opens the list sees
them.

Heads and feet of pages and text boxes follow as paragraphs under their roles. In heads and feet,
"&" begins a code: a place (&L), a font, a field such as the page number.

Known limits: pages are unknown; comments and charts give no words; of number formats only dates
and percentages are known.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from noticeparse.extractors.archive import Archive, nothing_in, open_archive
from noticeparse.extractors.places import number_blocks
from noticeparse.extractors.sheets import Entries, Sheet, cleaned
from noticeparse.extractors.xlsx.package import Book, S, SheetPart, open_book
from noticeparse.extractors.xlsx.values import read_values
from noticeparse.model import Block, Document, Heading, Issue, Paragraph, Place, Source, Text

_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DRAWING: Final = re.compile(r"xl/drawings/drawing\d+\.xml")
_SIDE: Final = re.compile("&[LCR]")
_CODE: Final = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f+-]{6}|\d{1,3}|[A-Za-z])')


def read(data: bytes, source: Source) -> Document:
    """Read a workbook. Raises a `ReadError`; TooLarge also where its cells are spread too far."""
    archive = open_archive(data, source.path)
    book = open_book(archive)
    found = read_values(book)
    shown = [sheet for sheet in book.sheets if not sheet.hidden and found[sheet.name]]
    parts = [_read_sheet(sheet, found[sheet.name], named=len(shown) > 1) for sheet in book.sheets]
    blocks = [block for part in parts for block in part.blocks]
    blocks += [*read_boxes(archive), *read_margins(book)]
    if not blocks:
        pictures = any(name.startswith("xl/media/") for name in archive.names)
        raise nothing_in(archive.path, "workbook", pictures=pictures)
    aside = [text for part in parts for text in part.aside] + list(book.charts)
    return Document(
        source,
        number_blocks(blocks),
        furniture=tuple(map(Text, aside)),
        title=book.title,
        issues=tuple(issue for part in parts for issue in part.issues),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What one sheet gives; `aside` are its words that nobody who opens the list sees."""

    blocks: Sequence[Block]
    aside: Sequence[str]
    issues: Sequence[Issue]


def _read_sheet(sheet: SheetPart, entries: Entries, *, named: bool) -> _Part:
    if sheet.hidden:
        words = [sheet.name, *(entry.text for entry in entries.values())]
        message = f'The sheet "{sheet.name}" is hidden; it was left out.'
        issue = Issue("extractors", "hidden_sheet", "warning", message)
        return _Part((), words, [issue] if entries else [])
    visible = {at: entry for at, entry in entries.items() if not sheet.hides(*at)}
    aside = [entry.text for at, entry in entries.items() if at not in visible]
    place = Place(sheet=sheet.name)
    message = (
        f'{len(aside)} cells of the sheet "{sheet.name}" stand in hidden rows or columns; '
        "they were left out."
    )
    issues = [Issue("extractors", "hidden_text", "warning", message, place)] if aside else []
    laid_out = Sheet(visible, sheet.merges)
    blocks = laid_out.blocks(sheet.name)
    if blocks and named:
        blocks.insert(0, Heading(Text(sheet.name), 1, place))
    else:
        aside.append(sheet.name)
    return _Part(blocks, [*aside, *laid_out.covered], issues)


def read_margins(book: Book) -> list[Paragraph]:
    """Read the heads and feet of the pages of shown sheets, equal ones once."""
    found: dict[Paragraph, None] = {}
    for sheet in book.sheets:
        element = sheet.root.find(S + "headerFooter")
        if element is None or sheet.hidden:
            continue
        for child in element.iterchildren("*"):
            role = "page_header" if child.tag.endswith("Header") else "page_footer"
            texts = margin_texts(child.text or "")
            found.update(dict.fromkeys(Paragraph(Text(text), role=role) for text in texts))
    return list(found)


def margin_texts(string: str) -> list[str]:
    """Texts of the left, centre and right of a head or foot, without its codes.

    >>> margin_texts('&L&"Arial,Bold"Larkhill School&RPage &P')
    ['Larkhill School', 'Page']
    """
    parts = _SIDE.split(string.replace("&&", "\x00"))
    texts = (cleaned(_CODE.sub(" ", part).replace("\x00", "&")) for part in parts)
    return [text for text in texts if text]


def read_boxes(archive: Archive) -> list[Paragraph]:
    """Read the text boxes drawn on sheets, a paragraph each."""
    found = []
    for name in sorted(archive.names):
        root = archive.tree(name) if _DRAWING.fullmatch(name) else None
        for body in () if root is None else root.iter("{*}txBody"):
            paragraphs = body.iterfind(_A + "p")
            lines = ("".join(t.text or "" for t in p.iter(_A + "t")) for p in paragraphs)
            if text := cleaned("\n".join(lines)):
                found.append(Paragraph(Text(text), role="text_box"))
    return found
