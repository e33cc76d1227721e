"""Workbooks that someone else made: no place of a cell ends the process, nor fills its memory."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from tests.correcting import YES, make_notices, run_convert
from typer.testing import CliRunner

import noticeparse
from noticeparse.batch import read_apart
from noticeparse.batch.pool import Limits
from noticeparse.cli import app
from noticeparse.cli.apply import apply
from noticeparse.errors import ReadError, TooLarge, UnreadableFile
from noticeparse.reports.sheet_reader import read_sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
LIST = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Company</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>Data shared</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>Arbor</t></is></c>'
    '<c r="B2" t="inlineStr"><is><t>Names and dates of birth</t></is></c></row>'
)
FAR = '<row r="3"><c r="{0}"><v>1</v></c></row>'


def book(rows=LIST, *, sheet="xl/worksheets/sheet1.xml", target="worksheets/sheet1.xml", more=()):
    """The bytes of a workbook of one sheet with these rows; `more` are further members."""
    members = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Suppliers" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
        f'Type="{OFFICE}/worksheet" Target="{target}"/></Relationships>',
        sheet: rows if isinstance(rows, bytes) else worksheet(rows),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in [*members.items(), *more]:
            file.writestr(name, content)
    return buffer.getvalue()


def worksheet(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def companies(data: bytes) -> list[str]:
    notice = noticeparse.parse(data, source_path="register.xlsx")
    return [str(row.company) for row in notice.disclosures]


def test_the_workbook_itself_is_read() -> None:
    assert companies(book()) == ["Arbor"]
    unnumbered = LIST.replace(' r="1"', "").replace(' r="2"', "").replace(' r="B2"', "")
    assert companies(book(unnumbered)) == ["Arbor"]


PLACES = {
    "nine digits and more": FAR.format("A4294967295"),
    "in small letters": FAR.format("a4294967295"),
    "a row after the last": FAR.format("A1048577"),
    "a column after the last": FAR.format("XFE1"),
    "four letters": FAR.format("AAAA1"),
    "no number": FAR.format("A"),
    "row zero": FAR.format("A0"),
    "nothing": FAR.format(""),
    "a row's own number": '<row r="3000000000"><c><v>1</v></c></row>',
    "a row's number that is none": '<row r="x"><c><v>1</v></c></row>',
    "rows that go on from the last": '<row r="1048576"/><row><c><v>1</v></c></row>',
    "a row in a row": '<row r="3"><row r="4294967295"><c><v>1</v></c></row></row>',
    "a cell in no row": '<c r="A4294967295"><v>1</v></c>',
    "a cell in a cell": '<row r="3"><c r="A3"><c r="A4294967295"><v>1</v></c></c></row>',
    "a cell in something else": '<row r="3"><x><c r="A4294967295"><v>1</v></c></x></row>',
    "a cell of another namespace": '<row r="3"><y:c xmlns:y="urn:y" r="A4294967295"><v>1</v></y:c></row>',
}


@pytest.mark.parametrize("rows", PLACES.values(), ids=PLACES)
def test_a_place_that_no_sheet_has_is_refused(rows) -> None:
    with pytest.raises(UnreadableFile):
        companies(book(LIST + rows))


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "AZ100000"])
def test_cells_too_far_apart_are_refused(place) -> None:
    far = FAR.format(place).replace('r="3"', f'r="{place.lstrip("AFDXZ")}"')
    if place == "A1048576":
        assert companies(book(LIST + far)) == ["Arbor"]  # a blank that someone typed far below
        return
    with pytest.raises(TooLarge, match=f"stands far out, in {place}"):
        companies(book(LIST + far))


STYLED = (
    f'<styleSheet xmlns="{MAIN}"><cellXfs count="4294967295"><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="46"/></cellXfs></styleSheet>'
)


def with_part(name: str, content: str, rows: str = LIST) -> bytes:
    kind = name.removeprefix("xl/").removesuffix(".xml")
    relations = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{OFFICE}/{kind}" '
        f'Target="{kind}.xml"/></Relationships>'
    )
    data = book(rows, more=[(name, content)])
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for member in old.namelist():
            own = relations if member == "xl/_rels/workbook.xml.rels" else old.read(member)
            new.writestr(member, own)
    return buffer.getvalue()


@pytest.mark.parametrize("claim", ["4294967295", "9223372036854775807", "-1", "many"])
def test_a_count_of_shared_texts_that_is_no_count_reserves_no_memory(claim) -> None:
    texts = f'<sst xmlns="{MAIN}" count="{claim}" uniqueCount="{claim}"><si><t>Wren</t></si></sst>'
    shared = '<row r="3"><c r="A3" t="s"><v>0</v></c></row>'
    assert companies(with_part("xl/sharedStrings.xml", texts, LIST + shared)) == ["Arbor", "Wren"]


@pytest.mark.parametrize("style", [0, 1, 2])
@pytest.mark.parametrize("value", ["-1e308", "1e308", "nan", "inf", "-inf", "1e11", "-99999999999"])
def test_a_number_that_is_no_day_is_no_date(value, style) -> None:
    rows = LIST + f'<row r="3"><c r="A3"><v>1</v></c><c r="C3" s="{style}"><v>{value}</v></c></row>'
    assert "Arbor" in companies(with_part("xl/styles.xml", STYLED, rows))


def test_more_sheets_than_a_trust_has_schools_are_refused() -> None:
    sheets = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, 5002))
    listed = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'
    for number, error in ((5001, TooLarge), (2, UnreadableFile)):
        own = listed if number == 5001 else listed.replace(sheets, sheets[: sheets.find("S3") - 13])
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(book())) as old, zipfile.ZipFile(buffer, "w") as new:
            for member in old.namelist():
                new.writestr(member, own if member == "xl/workbook.xml" else old.read(member))
        with pytest.raises(error, match="sheets"):
            companies(buffer.getvalue())


HOSTILE = worksheet(FAR.format("A4294967295"))


def test_what_another_reader_would_find_is_never_asked_for() -> None:
    """Names in another case, a second part of one name, a path from the root, an encoding."""
    upper = book(sheet="xl/Worksheets/SHEET1.xml")
    assert companies(upper) == ["Arbor"]
    twice = book(more=[("xl/WORKSHEETS/sheet1.xml", HOSTILE)])
    with pytest.raises(UnreadableFile, match="two of its parts have one name"):
        companies(twice)
    with pytest.raises(UnreadableFile):  # that is "xl/xl/…" for us, and "xl/…" for others
        companies(book(HOSTILE.encode(), target="xl/worksheets/sheet1.xml"))
    hidden = FAR.format("A4294967295").replace('"', "'")
    seven = f"+ADwAIQAtAC0-{hidden}+AC0ALQA+-"  # in UTF-7 all of it is a comment
    page = f'<?xml version="1.0" encoding="UTF-7"?>{worksheet(LIST + seven)}'.encode()
    with contextlib.suppress(ReadError):  # libxml2 without that encoding refuses it
        assert companies(book(page)) == ["Arbor"]


def test_a_workbook_that_was_sent_ends_neither_apply_nor_convert(tmp_path) -> None:
    make_notices(tmp_path)
    run_convert(tmp_path)
    sheet = tmp_path / "out" / "disclosures.xlsx"
    for rows in (PLACES["nine digits and more"], PLACES["a row's own number"]):
        sent = book(LIST + rows)
        sheet.write_bytes(sent)
        done = CliRunner().invoke(app, ["apply", str(sheet), "--yes", "--who", "Ada Okafor"])
        assert done.exit_code == 2
        assert "cannot be read as a workbook" in " ".join(done.output.split())
        assert run_convert(tmp_path) == 0
        assert sheet.read_bytes() == sent  # it is left, and the new one is beside it
        assert (tmp_path / "out" / "disclosures.1.xlsx").exists()
        with pytest.raises(ReadError):
            apply(sheet, tmp_path / "out", **YES)


def test_a_workbook_that_fills_the_memory_is_given_up_in_its_worker(tmp_path) -> None:
    text = "names and dates of birth " * 1200
    strings = f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'
    row = "<row>{}</row>".format('<c t="s"><v>0</v></c>' * 100)
    path = tmp_path / "disclosures.xlsx"
    path.write_bytes(book(row * 2000, more=[("xl/sharedStrings.xml", strings)]))
    assert path.stat().st_size < 100_000
    with pytest.raises(ReadError) as told:
        read_apart(path, read_sheet, Limits(1, 120, 400))
    assert told.value.code in ("out_of_memory", "unreadable", "too_large")
