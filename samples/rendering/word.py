"""A Sample → the bytes of a .docx, the same bytes each time.

python-docx writes the document; the zip is rewritten with one fixed date for all its members,
because it stamps them with the clock.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from .source import Grid, GridCell, Sample, lay_out, split_links

FIXED_DATE = (2024, 1, 1, 0, 0, 0)
LINK_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def to_docx(sample: Sample) -> bytes:
    """Write a notice as Word would save it."""
    document = docx.Document()
    _set_up(document, sample)
    for block in sample.blocks:
        _add_block(document, block, style=sample.style)
    buffer = io.BytesIO()
    document.save(buffer)
    return _with_fixed_dates(buffer.getvalue())


def _set_up(document: WordDocument, sample: Sample) -> None:
    properties = document.core_properties
    properties.author = sample.school
    properties.title = sample.style.get("document_title", "")
    properties.comments = ""
    properties.created = properties.modified = datetime.datetime(*FIXED_DATE)
    normal = document.styles["Normal"]
    normal.font.name = sample.style.get("font", "Calibri")
    normal.font.size = Pt(sample.style.get("size", 11))
    normal.paragraph_format.space_after = Pt(6)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if sample.style.get("letter"):
        section.page_width, section.page_height = Cm(21.59), Cm(27.94)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    if sample.style.get("landscape"):
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    if running_head := sample.style.get("running_head"):
        section.header.paragraphs[0].text = running_head
    if sample.style.get("page_numbers"):
        _add_page_number(section.footer.paragraphs[0], sample.style["page_numbers"])


def _add_page_number(paragraph: WordParagraph, words: str) -> None:
    before, after = words.split("#")
    paragraph.add_run(before)
    run = paragraph.add_run()
    for kind in ("begin", "instruction", "end"):
        if kind == "instruction":
            element = OxmlElement("w:instrText")
            element.text = "PAGE"
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)
    paragraph.add_run(after)


def _add_block(document: WordDocument, block: dict[str, Any], *, style: dict[str, Any]) -> None:
    if "heading" in block:
        _add_heading(document, block, style=style)
    elif "paragraph" in block:
        for line in str(block["paragraph"]).strip("\n").split("\n"):
            _fill(document.add_paragraph(), line, bold=block.get("bold", False))
    elif "bullets" in block:
        for item in block["bullets"]:
            if block.get("typed"):  # the author typed a dash instead of using a list
                _fill(document.add_paragraph(), f"{block['typed']} {item}")
            else:
                _fill(document.add_paragraph(style="List Bullet"), item)
    else:
        _add_table(document, lay_out(block["table"]), colour=style.get("colour", "1F3864"))
        document.add_paragraph()


def _add_heading(document: WordDocument, block: dict[str, Any], *, style: dict[str, Any]) -> None:
    level = block.get("level", 1)
    if style.get("bold_headings"):  # many schools never use heading styles
        run = document.add_paragraph().add_run(block["heading"])
        run.bold = True
        run.font.size = Pt(16 if level == 1 else 12)
        return
    heading = document.add_heading(block["heading"], level=level)
    for run in heading.runs:
        run.font.color.rgb = RGBColor.from_string(style.get("colour", "1F3864"))
        run.font.name = style.get("font", "Calibri")


def _add_table(document: WordDocument, grid: Grid, *, colour: str) -> None:
    table = document.add_table(rows=grid.rows, cols=grid.columns)
    if grid.look != "plain":
        table.style = "Table Grid"
    table.autofit = False
    _set_widths(document, table, grid)
    for cell in grid.cells:
        corner = table.cell(cell.row, cell.column)
        if cell.row_span > 1 or cell.column_span > 1:
            last = table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
            corner = corner.merge(last)
        _fill_cell(corner, cell, colour=colour)
        if cell.header or (grid.look == "zebra" and cell.row % 2 == 0):
            _shade(corner, colour if cell.header else "EEF3F8")
        elif cell.section:
            _shade(corner, "D9E2EC")
    if any(cell.header for cell in grid.cells):
        properties = table.rows[0]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))


def _set_widths(document: WordDocument, table: WordTable, grid: Grid) -> None:
    section = document.sections[0]
    usable = (section.page_width or 0) - 2 * (section.left_margin or 0)
    total = sum(grid.widths)
    for column, width in enumerate(grid.widths):
        share = Emu(int(usable * width / total))
        table.columns[column].width = share
        for row in range(grid.rows):
            table.cell(row, column).width = share


def _fill_cell(target: WordCell, cell: GridCell, *, colour: str) -> None:
    lines = cell.text.split("\n")
    for number, line in enumerate(lines):
        paragraph = target.paragraphs[0] if number == 0 else target.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        if line.startswith("• "):
            paragraph.style = "List Bullet"
        _fill(paragraph, line.removeprefix("• "), bold=cell.header or cell.section)
        if cell.header:
            for run in paragraph.runs:
                run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)


def _fill(paragraph: WordParagraph, line: str, *, bold: bool = False) -> None:
    for words, address in split_links(line):
        if address:
            _add_link(paragraph, words, address)
        elif words:
            paragraph.add_run(words).bold = bold or None


def _add_link(paragraph: WordParagraph, words: str, address: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, LINK_TYPE, is_external=True))
    run = paragraph.add_run(words)
    run.font.underline = True
    run.font.color.rgb = RGBColor(0x05, 0x63, 0xC1)
    link.append(run._r)
    paragraph._p.append(link)


def _shade(target: WordCell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    target._tc.get_or_add_tcPr().append(shade)


def _with_fixed_dates(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            info = zipfile.ZipInfo(name, FIXED_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return buffer.getvalue()
