"""Body XML → bytes of a small OpenDocument text."""

from __future__ import annotations

import io
import zipfile

from tests.extractors.word_file import source

from noticeparse.extractors.odt import read
from noticeparse.model import Document

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = " ".join(
    f'xmlns:{short}="{_ODF}{name}:1.0"'
    for short, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)
NAMES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'

BOLD = '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'


def odt_file(body: str, *, styles: str = "", pages: str = "", manifest: str = "") -> bytes:
    """Zip a body, automatic styles of its own, and master pages."""
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": (
            f"<office:document-content {NAMES}><office:automatic-styles>{BOLD}{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>"
        ),
        "styles.xml": (
            f"<office:document-styles {NAMES}><office:styles>"
            '<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"/>'
            "</office:styles><office:master-styles>"
            f"{pages}</office:master-styles></office:document-styles>"
        ),
        "meta.xml": (
            f"<office:document-meta {NAMES}><office:meta><dc:title>Data  sharing</dc:title>"
            "</office:meta></office:document-meta>"
        ),
        "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in members.items():
            archive.writestr(name, xml)
    return buffer.getvalue()


def read_odt(body: str, *, styles: str = "", pages: str = "") -> Document:
    """Read a small OpenDocument text."""
    return read(odt_file(body, styles=styles, pages=pages), source("notice.odt"))


def p(content: str, style: str = "") -> str:
    """A paragraph."""
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def b(content: str) -> str:
    """A stretch in bold."""
    return f'<text:span text:style-name="B">{content}</text:span>'


def td(content: str, properties: str = "") -> str:
    """A cell; plain text becomes its paragraph."""
    inner = content if content.startswith("<") or not content else p(content)
    return f"<table:table-cell {properties}>{inner}</table:table-cell>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells."""
    return f"<table:table-row {properties}>{''.join(cells)}</table:table-row>"


def tbl(*rows: str) -> str:
    """A table of rows."""
    return f"<table:table>{''.join(rows)}</table:table>"


COVERED = "<table:covered-table-cell/>"
