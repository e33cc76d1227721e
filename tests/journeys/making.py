"""Documents as schools' offices make them: Word, PDF, a scan, a workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pypdfium2
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table
from tests.extractors.word_file import p, r, tbl, tc, tr, word_file

Rows = Sequence[Sequence[str]]
_STYLES = getSampleStyleSheet()
_BEFORE, _AFTER = "[-", "[+"  # [-struck out-] and [+put in+] with tracked changes


def tracked_word(title: str, intro: str, rows: Rows) -> bytes:
    """A Word table in which words and whole rows were struck out or put in, and nobody agreed yet."""
    lines = [tr(*map(_tracked_cell, row), properties=_of_row(row)) for row in rows]
    return word_file(
        p(r(title), properties='<w:pStyle w:val="Heading1"/>') + p(r(intro)) + tbl(*lines)
    )


def _of_row(row: Sequence[str]) -> str:
    """A row whose first cell was put in or struck out came or went as a whole."""
    kinds = {_BEFORE: "del", _AFTER: "ins"}
    kind = next((tag for mark, tag in kinds.items() if row[0].startswith(mark)), None)
    return f'<w:{kind} w:id="9" w:author="Tina"/>' if kind else ""


def _tracked_cell(text: str) -> str:
    runs = []
    for part in text.replace("[", "\0[").replace("-]", "-]\0").replace("+]", "+]\0").split("\0"):
        if part.startswith(_BEFORE):
            inside = r(part[2:-2]).replace("w:t ", "w:delText ").replace("/w:t>", "/w:delText>")
            runs.append(f'<w:del w:id="1" w:author="Tina">{inside}</w:del>')
        elif part.startswith(_AFTER):
            runs.append(f'<w:ins w:id="2" w:author="Tina">{r(part[2:-2])}</w:ins>')
        elif part:
            runs.append(r(part))
    return tc(p(*runs))


def accepted(rows: Rows) -> list[list[str]]:
    """The rows of `tracked_word` when all of its changes have been agreed to."""
    kept = [row for row in rows if not row[0].startswith(_BEFORE)]
    return [[_accepted(cell) for cell in row] for row in kept]


def _accepted(text: str) -> str:
    while _BEFORE in text:
        text = text[: text.index(_BEFORE)] + text[text.index("-]") + 2 :]
    return " ".join(text.replace(_AFTER, "").replace("+]", "").split())


def word(*parts: str) -> bytes:
    """A Word file of paragraphs; "# " begins a heading, "* " an item of a list."""
    document = docx.Document()
    for part in parts:
        if part.startswith("# "):
            document.add_heading(part[2:], 1)
        elif part.startswith("* "):
            document.add_paragraph(part[2:], style="List Bullet")
        else:
            document.add_paragraph(part)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf(title: str, *parts: str | Rows | None) -> bytes:
    """A PDF of paragraphs and tables; None begins a new page."""
    flow = [Paragraph(title, _STYLES["Title"])]
    for part in parts:
        if part is None:
            flow.append(PageBreak())
        elif isinstance(part, str):
            flow += [Paragraph(part, _STYLES["BodyText"]), Spacer(1, 8)]
        else:
            flow.append(_grid(part))
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, invariant=1).build(flow)
    return buffer.getvalue()


def _grid(rows: Rows) -> Table:
    cells = [[Paragraph(cell, _STYLES["BodyText"]) for cell in row] for row in rows]
    width = 450 / len(rows[0])
    style = [("GRID", (0, 0), (-1, -1), 0.7, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Table(cells, [width] * len(rows[0]), repeatRows=1, style=style)


def scan(data: bytes, *, blank_after: int) -> bytes:
    """A PDF as a copier sees it: a picture a page, and a blank page that went through as well."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for number, page in enumerate(pypdfium2.PdfDocument(data), 1):
        picture = page.render(scale=200 / 72, grayscale=True).to_pil()
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        canvas.showPage()
        if number == blank_after:
            canvas.showPage()
    canvas.save()
    return out.getvalue()


def workbook(path: Path, sheets: dict[str, Rows]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
