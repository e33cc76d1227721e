"""A Sample → the PDF that a school's copier makes of it: grey pictures of its pages, a bit askew.

The page is set with the fonts that every PDF reader has, drawn, turned, shaded and sprinkled with
noise from a fixed seed. The same source gives the same pixels where the same versions draw them.
Limits: headings, paragraphs, bullets and ruled tables without merged cells.
"""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from rendering.source import Sample, lay_out

DOTS = 150  # an inch
SKEW = -0.8  # degrees
NOISE = 7.0  # grey levels
QUALITY = 38  # of the JPEG in the PDF

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10.5, leading=13.5)
HEAD = ParagraphStyle("head", parent=BODY, fontName="Helvetica-Bold", textColor=colors.white)
BOLD = ParagraphStyle("bold", parent=BODY, fontName="Helvetica-Bold")
LIST = ParagraphStyle("list", parent=BODY, leftIndent=18, bulletIndent=4)
TITLES = {1: 17, 2: 13}


def to_scan(sample: Sample) -> bytes:
    """Render a notice as a scan."""
    pages = pypdfium2.PdfDocument(_printed(sample))
    generator = np.random.default_rng(11)
    pictures = [
        _copied(page.render(scale=DOTS / 72, grayscale=True).to_pil(), generator) for page in pages
    ]
    out = io.BytesIO()
    pictures[0].save(
        out, "PDF", save_all=True, append_images=pictures[1:], resolution=DOTS, quality=QUALITY
    )
    return out.getvalue()


def _copied(picture: Image.Image, generator: np.random.Generator) -> Image.Image:
    """Turn, blur, shade and sprinkle a page as a copier does."""
    turned = picture.rotate(SKEW, Image.Resampling.BICUBIC, fillcolor=255)
    soft = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.5)), dtype=np.float64)
    shade = np.linspace(-10, 4, soft.shape[1])[None, :]
    grey = soft * 0.92 + 8 + shade + generator.normal(0, NOISE, soft.shape)
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def _printed(sample: Sample) -> bytes:
    out = io.BytesIO()
    document = SimpleDocTemplate(out, pagesize=A4, invariant=1)
    document.build([part for block in sample.blocks for part in _flowables(block)])
    return out.getvalue()


def _flowables(block: dict[str, Any]) -> list[Flowable]:
    if "heading" in block:
        size = TITLES[int(str(block.get("level", 1)))]
        style = ParagraphStyle("title", parent=BOLD, fontSize=size, leading=size * 1.2)
        return [Spacer(1, 8), Paragraph(escape(str(block["heading"])), style), Spacer(1, 6)]
    if "bullets" in block:
        texts = [escape(str(text)) for text in block["bullets"]]
        return [Paragraph(text, LIST, bulletText="•") for text in texts]
    if "table" in block:
        return [Spacer(1, 6), _table(block["table"]), Spacer(1, 6)]
    return [Paragraph(escape(str(block["paragraph"])), BODY), Spacer(1, 6)]


def _table(table: dict[str, Any]) -> Table:
    grid = lay_out(table)
    rows = [
        [Paragraph(escape(cell.text), HEAD if cell.header else BODY) for cell in row]
        for row in grid.by_row()
    ]
    width = A4[0] - 2 * 72
    drawn = Table(rows, colWidths=[width * share / sum(grid.widths) for share in grid.widths])
    drawn.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.6, colors.black),
                ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#3b4a5a")),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    return drawn
