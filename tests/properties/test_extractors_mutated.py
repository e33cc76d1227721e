"""Damaged files → a Document or an error of noticeparse, never anything else."""

from __future__ import annotations

import contextlib
import io
import zipfile
from types import ModuleType

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.extractors.word_file import NAMES, source

from noticeparse.errors import NoticeparseError
from noticeparse.extractors import READERS, html, text
from noticeparse.extractors import docx as word
from noticeparse.extractors.sniff import sniff
from noticeparse.model import Table, walk_tables

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Data</title></head><body>
<nav class="menu"><a href="/">Home</a></nav><h1>Larkhill</h1><p><b>Who</b><br>we share with</p>
<ul><li>Arbor<ul><li>names</li></ul></li></ul><table><thead><tr><th colspan="2">Café</th></tr></thead>
<tr><td rowspan="2">Wonde</td><td>ages</td></tr><tr><td><table><tr><td>in</td></tr></table></td></tr>
</table><div style="display:none" id="x">hidden</div><dl><dt>a</dt><dd>b</dd></dl></body></html>"""

LINES = """DATA SHARING\n\nCompany\tData\nArbor\tall names\n\n\tand ages\nWonde\tclass – “set”\n
- one\n  - two\n\nName | Why\n---|---\nKahoot | fun\n\nZoom      calls     UK\nTeams     calls     EU
Meet      calls     US\n"""

BODY = """<w:document {names}><w:body><w:p><w:pPr><w:pStyle w:val="A"/><w:numPr><w:ilvl w:val="1"/>
<w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Arbor</w:t><w:br/></w:r>
<w:r><w:fldChar w:fldCharType="begin"/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p><w:tbl>
<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/>
<w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>names</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc>
<w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>"""


def word_bytes() -> bytes:
    document = docx.Document()
    document.add_heading("Larkhill", level=1)
    document.add_paragraph("Arbor", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Wonde"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


WORD = word_bytes()
XML = BODY.format(names=NAMES).encode()

changes = st.lists(
    st.tuples(st.integers(0, 1 << 30), st.integers(0, 2), st.binary(min_size=1, max_size=6)),
    min_size=1,
    max_size=12,
)
quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def mutated(data: bytes, changed: list[tuple[int, int, bytes]]) -> bytes:
    """Overwrite, insert or cut out bytes at some places."""
    result = bytearray(data)
    for position, way, new in changed:
        at = position % (len(result) + 1)
        if way == 0:
            result[at : at + len(new)] = new
        elif way == 1:
            result[at:at] = new
        else:
            del result[at : at + 20]
    return bytes(result)


def check(reader: ModuleType, data: bytes) -> None:
    with contextlib.suppress(NoticeparseError):
        document = reader.read(data, source())
        for table in walk_tables(b for b in document.blocks if isinstance(b, Table)):
            for cell in table.cells:
                assert cell.row + cell.row_span <= table.rows
                assert cell.column + cell.column_span <= table.columns


@quick
@given(changes)
def test_pages(changed: list[tuple[int, int, bytes]]) -> None:
    check(html, mutated(PAGE.encode(), changed))


@quick
@given(changes)
def test_texts(changed: list[tuple[int, int, bytes]]) -> None:
    check(text, mutated(LINES.encode(), changed))


@quick
@given(changes)
def test_word_files(changed: list[tuple[int, int, bytes]]) -> None:
    check(word, mutated(WORD, changed))


@quick
@given(changes)
def test_word_xml(changed: list[tuple[int, int, bytes]]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", mutated(XML, changed))
    check(word, buffer.getvalue())


@quick
@given(st.sampled_from([WORD, PAGE.encode(), LINES.encode(), b"%PDF-1.4"]), changes)
def test_sniffing(data: bytes, changed: list[tuple[int, int, bytes]]) -> None:
    with contextlib.suppress(NoticeparseError):
        assert sniff(mutated(data, changed), "notice") in READERS


@quick
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    for reader in (word, html, text):
        check(reader, data)
