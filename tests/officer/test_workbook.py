"""What an officer could not do in the workbook: S5, S6, S14 and S15 of the trial."""

from __future__ import annotations

from typing import Any

import openpyxl
import pytest
from tests.correcting import Editor

from .desk import Desk, table

HEAD = ("Supplier", "Data", "Why", "Lawful basis", "Where kept", "Retention", "DPIA?", "Consent")
ROWS = (
    ("Arbor", "Names, dates of birth", "School records", "", "", "", "Yes - 2023", "no"),
    ("Tapestry", "Names, photographs", "Learning journal", "", "", "", "tbc", "yes"),
    ("DBS", "Names, address, criminal records", "Checks of helpers", "", "", "", "No", "no"),
    ("Zarrow", "Names", "Catch-up", "", "", "", "No", "no"),
)
BOOK = "output/disclosures.xlsx"


@pytest.fixture
def read(desk: Desk) -> Desk:
    """A notice that was converted once, with the list of schools of the trust."""
    desk.put("in/beck/notice.html", table("Beckside Primary School: who has data", HEAD, *ROWS))
    desk.put(
        "schools.csv",
        "path,school,urn\nbeck,Beckside Primary School,111\ngill,Gill Foot Infants,222\n",
    )
    desk.convert("--schools", "schools.csv")
    return desk


def again(desk: Desk) -> str:
    """Apply and convert once more; what the last said."""
    desk.run("apply", BOOK, "--yes", "--who", "Ada")
    return desk.convert("--schools", "schools.csv").text


def test_s5_columns_and_sheets_of_my_own_are_kept(read: Desk) -> None:
    editor = Editor(read.folder / BOOK)
    editor.sheet().cell(1, editor.sheet().max_column + 1).value = "DPO comments"
    editor.set(editor.find(company="Zarrow"), "dpo_comments", "ask Bev")
    editor.set(editor.find(company="Zarrow"), "status", "historic")
    editor.book.create_sheet("My pivot").append(["mine", 42])
    editor.save()
    told = again(read)
    editor = Editor(read.folder / BOOK)
    row = editor.find(company="Zarrow")
    assert editor.get(row, "dpo_comments") == "ask Bev"
    assert editor.get(row, "status").casefold() == "historic"
    (kept,) = (read.folder / "output").glob("disclosures (before *.xlsx")
    assert kept.name in told
    assert "your sheet My pivot" in told
    assert [cell.value for cell in openpyxl.load_workbook(kept)["My pivot"][1]] == ["mine", 42]


def test_s6_what_could_not_be_taken_over_is_on_a_sheet_and_the_work_goes_on(read: Desk) -> None:
    editor = Editor(read.folder / BOOK)
    editor.set(editor.find(company="Zarrow"), "company", "Zarrow Tutors")
    editor.set(editor.find(company="Tapestry"), "status", "sort of")
    editor.save()
    assert read.run("apply", BOOK, "--yes", "--who", "Ada").status == 1
    for _ in range(2):
        told = read.convert("--schools", "schools.csv").text
        assert "run: noticeparse apply" not in told
        assert [path.name for path in (read.folder / "output").glob("disclosures.[0-9]*")] == []
        assert Editor(read.folder / BOOK).find(company="Zarrow Tutors")
    book = Editor(read.folder / BOOK)
    refused = book.find("Not taken over", company="Tapestry")
    assert book.get(refused, "you_wrote", "Not taken over") == "sort of"


def test_s6_a_workbook_that_was_only_saved_is_not_taken_for_corrected(read: Desk) -> None:
    Editor(read.folder / BOOK).save()
    told = read.convert("--schools", "schools.csv").text
    assert "noticeparse apply" not in told
    assert [path.name for path in (read.folder / "output").glob("disclosures.[0-9]*")] == []


@pytest.mark.parametrize(
    ("column", "value", "stands"),
    [
        ("lawful_basis", "Public task", "Public task"),
        ("location", "UK", "UK"),
        ("retention", "One year", "One year"),
        ("supplier", "Times Tables Rock Stars", "Times Tables Rock Stars"),
        ("no_personal_data", "yes", "true"),
    ],
)
def test_s14_what_an_officer_corrects_can_be_corrected(
    read: Desk, column: str, value: str, stands: str
) -> None:
    editor = Editor(read.folder / BOOK)
    editor.set(editor.find(company="Zarrow"), column, value)
    editor.save()
    again(read)
    assert read.rows()["Zarrow"][column] == stands


def test_s14_the_school_can_be_corrected(desk: Desk) -> None:
    desk.put("in/beck/notice.html", table("Beckside Academy: who has data", HEAD, *ROWS))
    desk.convert()
    editor = Editor(desk.folder / BOOK)
    for number in range(2, 2 + len(ROWS)):
        editor.set(number, "school", "Beckside Primary School")
    editor.save()
    desk.run("apply", BOOK, "--yes", "--who", "Ada")
    desk.convert()
    assert {row["school"] for row in desk.read_csv()} == {"Beckside Primary School"}


def test_s14_a_row_that_was_added_has_tags(read: Desk) -> None:
    editor = Editor(read.folder / BOOK)
    editor.append(
        school="Beckside Primary School",
        company="TTRS",
        description="Names and dates of birth, for homework",
        status="in_use",
    )
    editor.save()
    again(read)
    row = read.rows()["TTRS"]
    assert row["supplier"] == "Times Tables Rock Stars"
    assert set(row["categories"].split("; ")) >= {"name", "date_of_birth"}
    assert row["purposes"]


def test_s14_tags_follow_a_description_that_was_corrected(read: Desk) -> None:
    editor = Editor(read.folder / BOOK)
    editor.set(editor.find(company="DBS"), "description", "Names of helpers")
    editor.save()
    again(read)
    assert read.rows()["DBS"]["categories"] == "name"


def test_s14_a_row_can_be_added_for_a_school_without_a_notice(read: Desk) -> None:
    editor = Editor(read.folder / BOOK)
    editor.append(
        school="Gill Foot Infants", company="ParentPay", description="Names", status="in_use"
    )
    editor.save()
    again(read)
    row = read.rows()["ParentPay"]
    assert (row["school"], row["urn"], row["categories"]) == ("Gill Foot Infants", "222", "name")


def test_s14_that_all_rows_were_deleted_is_not_taken_over_without_a_question(read: Desk) -> None:
    editor = Editor(read.folder / BOOK)
    editor.sheet().delete_rows(2, len(ROWS))
    editor.save()
    assert read.run("apply", BOOK, "--yes", "--who", "Ada").status != 0
    read.convert("--schools", "schools.csv")
    assert len(read.read_csv()) == len(ROWS)


def test_s15_other_columns_of_a_notice_are_in_csv_and_workbook(read: Desk) -> None:
    row = read.rows()["Arbor"]
    assert "DPIA?: Yes - 2023" in " | ".join(row.values())
    assert row["consent"] == "no"
    book = openpyxl.load_workbook(read.folder / BOOK)
    cells = [str(cell.value) for line in book["Disclosures"] for cell in line]
    assert any("Yes - 2023" in cell for cell in cells)


def test_what_is_filled_in_on_the_record_is_in_the_next_one(desk: Desk) -> None:
    def record() -> tuple[openpyxl.Workbook, Any, dict[str, int]]:
        book = openpyxl.load_workbook(desk.folder / "output/disclosures.xlsx")
        sheet = book["Record of processing"]
        return book, sheet, {cell.value: cell.column for cell in sheet[1]}

    head = ("Supplier", "Data", "Why", "Kept for")
    row = ("Arbor", "Names", "School records", "3 years")
    desk.put("in/notice.html", table("Ash Primary School", head, row))
    desk.convert()
    book, sheet, place = record()
    contract, kept = "Link to contract with processor", "Retention schedule (if possible)"
    assert sheet.cell(2, place[kept]).value == "3 years"
    sheet.cell(2, place[contract]).value = "Contracts/Arbor.pdf"
    book.save(desk.folder / "output/disclosures.xlsx")
    desk.put("in/notice.html", table("Ash Primary School", head[:3], row[:3]))
    told = desk.convert()
    _, sheet, place = record()
    assert sheet.cell(2, place[contract]).value == "Contracts/Arbor.pdf"
    assert sheet.cell(2, place[kept]).value == "[not stated in the notice]"  # what it said then
    assert "your sheet" not in told.text
    book, _, _ = record()
    book["Record of processing"].cell(2, place[contract]).value = "Contracts/Arbor 2.pdf"
    book.save(desk.folder / "output/disclosures.xlsx")
    desk.put("in/notice.html", table("Ash Primary School", head[:3], ("Wonde", *row[1:3])))
    assert "your cells of 1 row that are gone" in desk.convert().text


def test_an_answer_that_is_given_once_fills_the_record_and_stands_in_the_next_one(
    desk: Desk,
) -> None:
    head = ("Supplier", "Data", "Why")
    rows = (("Arbor", "Names", "School records"), ("Tapestry", "Photos", "Learning journals"))
    desk.put("in/notice.html", table("Ash Primary School", head, *rows))
    desk.convert()
    path, rights = desk.folder / "output/disclosures.xlsx", "Rights available to individuals"

    def cells(book: openpyxl.Workbook) -> list[str]:
        sheet = book["Record of processing"]
        column = next(cell.column for cell in sheet[1] if cell.value == rights)
        return [sheet.cell(row, column).value for row in range(2, sheet.max_row + 1)]

    for answer in ("Access", "Access and erasure"):
        book = openpyxl.load_workbook(path)
        sheet = book["Fill once"]
        (line,) = [row for row in sheet.iter_rows(min_row=2) if row[0].value == rights]
        assert (line[1].value, line[2].value) == ("all rows", "2")
        line[3].value = answer
        book.save(path)
        desk.convert()
        assert cells(openpyxl.load_workbook(path)) == [f"{answer} (filled once)"] * 2
