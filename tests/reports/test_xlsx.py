import io
import zipfile

import openpyxl
import pytest
from tests.reports.made import disclosure, notice

from noticeparse.model import Failure, Text
from noticeparse.reports.rows import DISCLOSURE_COLUMNS
from noticeparse.reports.sheets import DISCLOSURE_SHEET, title
from noticeparse.reports.xlsx import Workbook
from noticeparse.reports.xlsx_sheet import LONGEST_CELL, fit


def column(name):
    return DISCLOSURE_SHEET.index(name) + 1


def book_of(folder, *results, **options):
    writer = Workbook(folder, **options)
    for result in results:
        writer.add(result)
    outcome = writer.finish()
    return openpyxl.load_workbook(io.BytesIO(outcome.files[0].read_bytes())), outcome


def test_sheets_columns_and_frozen_header(tmp_path) -> None:
    book, _ = book_of(tmp_path, notice(), Failure("a.pdf", "x", "m", "w"))
    shown = [each.title for each in book if each.sheet_state == "visible"]
    assert shown == [
        *("Disclosures", "Tags", "Warnings", "Failures", "Fill once", "Record of processing"),
        *("Labels", "How to correct", "Suppliers", "Compare"),
    ]
    sheet = book["Disclosures"]
    titles = tuple(cell.value for cell in sheet[1])
    assert titles == tuple(map(title, DISCLOSURE_SHEET))
    assert set(DISCLOSURE_SHEET) == {
        *DISCLOSURE_COLUMNS,
        "note",
        "person",
        "statements",
    }.difference(("data", "purpose", "notice_key", "row_key"))
    assert titles[:4] == ("Grade", "Issues", "School", "Company")
    assert sheet.cell(2, column("statements")).value == "location: Held in the UK"
    assert sheet.freeze_panes == "E2"
    assert sheet.auto_filter.ref == "A1:AG2"
    assert book["Tags"].max_row == 5
    assert book["Failures"]["A2"].value == "a.pdf"


@pytest.mark.parametrize(
    "company", ["=1+1", "https://arbor-education.com", "0123", "<r>x</r>", "a & <b>"]
)
def test_strings_stay_strings(tmp_path, company) -> None:
    book, _ = book_of(tmp_path, notice(disclosure(company)))
    cell = book["Disclosures"].cell(2, column("company"))
    assert cell.value.strip() == company
    assert cell.data_type in {"s", "inlineStr"}
    assert cell.hyperlink is None
    content = zipfile.ZipFile(tmp_path / "disclosures.xlsx").read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in content


def test_long_cells_are_cut_marked_and_counted(tmp_path) -> None:
    long = disclosure(description=Text("é" * 40_000))
    book, outcome = book_of(tmp_path, notice(long))
    cell = book["Disclosures"].cell(2, column("description"))
    assert len(cell.value) <= LONGEST_CELL
    assert cell.value.endswith("the whole text is in the notice file]")
    assert outcome.shortened == 3  # and twice in the record of processing


def test_characters_of_two_units_are_not_halved() -> None:
    assert fit("😀" * 100, longest=101).startswith("😀")
    assert "\ufffd" not in fit("😀" * 100, longest=101)


def test_control_characters_are_left_out(tmp_path) -> None:
    book, _ = book_of(tmp_path, notice(disclosure("Ar\x0bbor\x00")))
    assert book["Disclosures"].cell(2, column("company")).value == "Arbor"


def test_what_one_sheet_cannot_hold_goes_on_on_the_next(tmp_path) -> None:
    book, _ = book_of(tmp_path, *[notice()] * 5, last_row=3)
    assert [name for name in book.sheetnames if name.startswith("Disc")] == [
        "Disclosures",
        "Disclosures 2",
        "Disclosures 3",
    ]
    rows = [book[name].max_row for name in book.sheetnames if name.startswith("Disc")]
    assert rows == [3, 3, 2]


def test_dates_inside_are_fixed(tmp_path) -> None:
    book_of(tmp_path, notice())
    package = zipfile.ZipFile(tmp_path / "disclosures.xlsx")
    assert {info.date_time[0] for info in package.infolist()} == {1980}
    assert b"2020-01-01" in package.read("docProps/core.xml")


def test_very_many_notices_are_not_put_side_by_side_and_that_is_said(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("noticeparse.reports.xlsx._COMPARED", 1)
    book, _ = book_of(tmp_path, notice(), notice(path="b.pdf"))
    assert "Suppliers" not in book.sheetnames
    assert "noticeparse compare" in book["Compare"]["A2"].value
