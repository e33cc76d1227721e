"""Damaged sheets and OpenDocument texts → a Document or an error of noticeparse, nothing else."""

from __future__ import annotations

import contextlib
import datetime
import io
import zipfile

import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from tests.extractors.odt_file import COVERED, b, odt_file, p, tbl, td, tr
from tests.properties.test_extractors_mutated import changes, check, mutated, quick

from noticeparse.errors import NoticeparseError
from noticeparse.extractors import csv, odt, sheets, xlsx
from noticeparse.extractors.bare import BARE
from noticeparse.model import Block, Table, walk_tables

LINES = b'Larkhill;\nCompany;Data\nArbor;"names\nand ages"\nWonde;"a ""b"""\nZoom;calls\n'
BODY = (
    '<text:h text:outline-level="2">Larkhill</text:h>'
    f'<text:list text:style-name="L"><text:list-item>{p(b("Arbor"))}</text:list-item></text:list>'
    + tbl(
        tr(td("Company"), td("Data", 'table:number-columns-spanned="2"'), COVERED),
        tr(td("Wonde", 'table:number-rows-spanned="2"'), td("names"), td("x")),
        tr(
            COVERED,
            td("y", 'table:number-columns-repeated="2"'),
            properties='table:number-rows-repeated="2"',
        ),
    )
    + p('a<text:s text:c="3"/><text:tab/><text:line-break/>b')
)


def workbook() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet("Register")
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        page.write_row(0, 0, ["Company", "Data", "Since"], bold)
        page.write_row(1, 0, ["Arbor", "names", 0.5])
        page.write_datetime(1, 2, datetime.datetime(2023, 9, 1), day)
        page.merge_range("B3:B4", "ages")
        page.write_url(2, 0, "https://arbor.example", string="Wonde")
        page.write_formula(3, 0, "=1+1", value=2)
        page.set_header("&CLarkhill")
    return buffer.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


BOOK = members(workbook())
TEXT = members(odt_file(BODY))
LIVE = ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
LIVE += ["xl/_rels/workbook.xml.rels", "xl/worksheets/_rels/sheet1.xml.rels"]


@quick
@given(st.sampled_from(LIVE), changes)
def test_workbooks(part: str, changed: list[tuple[int, int, bytes]]) -> None:
    data = zipped({**BOOK, part: mutated(BOOK[part], changed)})
    check(xlsx, data)
    with contextlib.suppress(NoticeparseError):
        BARE["xlsx"](data, "notice.xlsx")


@quick
@given(st.sampled_from(["content.xml", "styles.xml", "meta.xml"]), changes)
def test_open_documents(part: str, changed: list[tuple[int, int, bytes]]) -> None:
    data = zipped({**TEXT, part: mutated(TEXT[part], changed)})
    check(odt, data)
    with contextlib.suppress(NoticeparseError):
        BARE["odt"](data, "notice.odt")


@quick
@given(changes)
def test_lines(changed: list[tuple[int, int, bytes]]) -> None:
    check(csv, mutated(LINES, changed))


@quick
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    for reader in (csv, odt, xlsx):
        check(reader, data)


cells = st.dictionaries(
    st.tuples(st.integers(0, 12), st.integers(0, 6)),
    st.builds(
        sheets.Entry, st.sampled_from(["Arbor", "We share.", "School:", "x\ny"]), st.booleans()
    ),
    max_size=30,
)
merges = st.lists(
    st.builds(
        lambda top, left, down, right: sheets.Merge(top, left, top + down, left + right),
        *(st.integers(0, 12), st.integers(0, 6), st.integers(0, 4), st.integers(0, 4)),
    ),
    max_size=5,
)


@quick
@given(cells, merges)
def test_no_cell_of_a_sheet_is_lost(
    entries: dict[tuple[int, int], sheets.Entry], ranges: list[sheets.Merge]
) -> None:
    blocks = sheets.Sheet(entries, ranges).blocks()
    tables = [block for block in blocks if isinstance(block, Table)]
    for table in walk_tables(tables):
        places = [
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        # Every place of the grid belongs to exactly one cell.
        assert sorted(places) == [(r, c) for r in range(table.rows) for c in range(table.columns)]
    covered = {
        at
        for merge in ranges
        for at in entries
        if merge.top <= at[0] <= merge.bottom and merge.left <= at[1] <= merge.right
    }
    kept = sum(bool(cell.text) for table in tables for cell in table.cells)
    kept += sum(not isinstance(block, Table) for block in blocks)
    assert kept <= len(entries)
    if not covered:
        words = sorted(word for entry in entries.values() for word in entry.text.split())
        assert sorted(_words(blocks)) == words


def _words(blocks: list[Block]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        texts = [c.text for c in block.cells] if isinstance(block, Table) else [block.text]
        found += [word for text in texts for word in text.string.split()]
    return found
