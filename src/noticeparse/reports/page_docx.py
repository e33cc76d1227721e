"""A page → a Word file of the same words, to edit and send.

The same page gives the same bytes: the zip is written anew with one fixed date. Word's heading
styles are used, so that a screen reader can jump; the heading row of a table is repeated.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt, RGBColor

from noticeparse.reports.page import Line, Page, Section, Words
from noticeparse.reports.words import cleaned

_FIXED = datetime(2020, 1, 1)
OURS = "By noticeparse"  # in the comments of a file that is not to be read as a notice
_COLOURS = {"special": "8A1C4A", "nothing": "1D6B3C", "soft": "4B5666", "not-stated": "4B5666"}
_WIDTHS = {5: (4.2, 5.0, 4.2, 4.8, 8.5), 2: (6.7, 20.0)}  # centimetres of A4 across


def page_docx(page: Page) -> bytes:
    """Lay the document out."""
    document = new_document(page.title)
    document.core_properties.comments = OURS
    _add_summary(document, page)
    for section in page.sections:
        heading = document.add_heading(cleaned(section.heading), 1)
        heading.paragraph_format.page_break_before = section.apart
        _add(document, Line(section.why, look="soft"))
        if section.heads and section.entries:
            _add_table(document, section)
        else:
            _add_list(document, section)
    document.add_heading("What this page cannot tell", 1)
    document.add_paragraph(page.limits)
    return saved(document)


def _add_summary(document: Any, page: Page) -> None:
    document.add_heading(cleaned(page.title), 0)
    _add(document, Line(page.made, look="soft"))
    _add(document, Line(page.headline, look="strong"))
    for number, what in page.counts:
        document.add_paragraph(f"{number} {what}", style="List Bullet")
    _add(document, Line(page.looked_for, look="" if page.certain else "special"))
    for text, special in page.data:
        _add(document, Line(text, look="special" if special else ""), style="List Bullet")
    _add(document, Line(page.people, "Whose data"))


def _add(document: Any, line: Line, *, style: str | None = None) -> None:
    if line.text:
        _fill(document.add_paragraph(style=style), line)


def new_document(title: str, *, upright: bool = False) -> Any:
    """Begin a document of A4, across or upright, that says of itself nothing but its title."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = cleaned(title)[:255], ""
    properties.created = properties.modified = _FIXED
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Cm(21), Cm(29.7)) if upright else (Cm(29.7), Cm(21))
    section.left_margin = section.right_margin = Cm(2.5 if upright else 1.5)
    section.top_margin = section.bottom_margin = Cm(2 if upright else 1.5)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    return document


def _add_list(document: Any, section: Section) -> None:
    for entry in section.entries:
        paragraph = document.add_paragraph(style="List Bullet")
        _fill(paragraph, Line(entry.head, look="strong"))
        for line in entry.facts:
            paragraph.add_run().add_break()
            _fill(paragraph, line)


def _add_table(document: Any, section: Section) -> None:
    table = document.add_table(rows=1, cols=len(section.heads), style="Table Grid")
    table.autofit = False
    for cell, head in zip(table.rows[0].cells, section.heads, strict=True):
        _fill(cell.paragraphs[0], Line(head, look="strong"))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # on every page
    for entry in section.entries:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        first, *between, last = row.cells
        _fill_cell(first, (Line(entry.head, look="strong"), *entry.facts))
        for cell, lines in zip(between, entry.cells, strict=True):
            _fill_cell(cell, lines)
        for number, words in enumerate(entry.words):
            _fill_words(last, last.paragraphs[0] if number == 0 else last.add_paragraph(), words)
    for column, width in zip(table.columns, _WIDTHS[len(table.columns)], strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _fill_cell(cell: Any, lines: Sequence[Line]) -> None:
    for number, line in enumerate(lines):
        _fill(cell.paragraphs[0] if number == 0 else cell.add_paragraph(), line)


def _fill(paragraph: Any, line: Line) -> None:
    if line.caption:
        paragraph.add_run(cleaned(f"{line.caption}: ")).bold = True
    run = paragraph.add_run(cleaned(line.text))
    run.bold = line.look in ("strong", "special") or None
    if line.look in _COLOURS:
        run.font.color.rgb = RGBColor.from_string(_COLOURS[line.look])


def _fill_words(cell: Any, paragraph: Any, words: Words) -> None:
    if words.before:
        paragraph.add_run(cleaned(f"{words.before} ")).bold = True
    opening, closing = ("“", "”") if words.printed else ("", "")
    paragraph.add_run(opening)
    for text, marked in words.pieces:
        run = paragraph.add_run(cleaned(text))
        if marked:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    paragraph.add_run(closing)
    for text in (*words.notes, *words.places):
        _fill(cell.add_paragraph(), Line(text, look="soft"))


def saved(document: Any) -> bytes:
    """The bytes of a Word file, its zip written anew with one date for all its parts."""
    buffer, made = io.BytesIO(), io.BytesIO()
    document.save(buffer)
    with (
        zipfile.ZipFile(buffer) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            member = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            target.writestr(member, source.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
