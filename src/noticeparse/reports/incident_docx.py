"""Incident → a Word file of the same words as the page, to edit and send.

The same incident gives the same bytes: the zip is written anew with one fixed date. Word's heading
styles are used, so that a screen reader can jump; the heading row of a table is repeated.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from noticeparse.comparison import Names
from noticeparse.incident import Incident
from noticeparse.reports.files import whole
from noticeparse.reports.incident_outline import Cell, Line, Part, Piece, outline, title_of
from noticeparse.reports.markup import printable

_FIXED = datetime(2020, 1, 1)
_COLOURS = {"special": "8A1C4A", "nothing": "1D6B3C", "soft": "4B5666"}
_WIDTHS = (4.2, 5.0, 4.2, 4.8, 8.5)  # centimetres: A4 across, without its margins


def incident_docx(incident: Incident, names: Names) -> bytes:
    """Lay the document out."""
    document = _document(title_of(incident))
    parts = outline(incident, names)
    document.add_heading(_shown(title_of(incident)), 0)
    for part in parts:
        _add(document, part)
    buffer = io.BytesIO()
    document.save(buffer)
    return _with_fixed_dates(buffer.getvalue())


def _document(title: str) -> Any:
    from docx import Document  # noqa: PLC0415 - heavy, and only needed where one is made
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415 - as above
    from docx.shared import Cm, Pt  # noqa: PLC0415 - as above

    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = _shown(title)[:255], "", ""
    properties.created = properties.modified = _FIXED
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.5)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    return document


def _add(document: Any, part: Part) -> None:
    if part.heading:
        document.add_heading(_shown(part.heading), 1)
    for line in part.lines:
        _fill(document.add_paragraph(), line)
    for line in part.bullets:
        _fill(document.add_paragraph(style="List Bullet"), line)
    if part.rows:
        _add_table(document, part)


def _add_table(document: Any, part: Part) -> None:
    table = document.add_table(rows=1, cols=len(part.heads), style="Table Grid")
    table.autofit = False
    for cell, head in zip(table.rows[0].cells, part.heads, strict=True):
        _fill(cell.paragraphs[0], (Piece(head, "strong"),))
    _repeat(table.rows[0])
    for row in part.rows:
        cells = table.add_row().cells
        for cell, lines in zip(cells, row, strict=True):
            _fill_cell(cell, lines)
    _widen(table)


def _widen(table: Any) -> None:
    from docx.shared import Cm  # noqa: PLC0415 - as above

    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _repeat(row: Any) -> None:
    """Print the heading row on every page."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - as above

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _fill_cell(cell: Any, lines: Cell) -> None:
    for number, line in enumerate(lines):
        _fill(cell.paragraphs[0] if number == 0 else cell.add_paragraph(), line)


def _fill(paragraph: Any, line: Line) -> None:
    from docx.enum.text import WD_COLOR_INDEX  # noqa: PLC0415 - as above
    from docx.shared import RGBColor  # noqa: PLC0415 - as above

    for piece in line:
        run = paragraph.add_run(_shown(piece.text))
        run.bold = piece.look in ("strong", "special") or None
        if piece.look in _COLOURS:
            run.font.color.rgb = RGBColor.from_string(_COLOURS[piece.look])
        if piece.look == "mark":
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _shown(text: str) -> str:
    return "".join(c for c in printable(whole(text)) if c not in "\ufffe\uffff")


def _with_fixed_dates(data: bytes) -> bytes:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            member = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return made.getvalue()
