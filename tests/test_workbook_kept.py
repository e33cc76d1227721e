"""What a person puts into the workbook outlives the next run, and there is one workbook to go on in."""

import datetime
import json

import openpyxl
import pytest
from openpyxl.styles import PatternFill
from tests.correcting import (
    COMPANIES,
    YES,
    Editor,
    notice_text,
    run_convert,
)

from noticeparse.cli.apply import apply
from noticeparse.errors import InputError
from noticeparse.inputs import resolve
from noticeparse.reports.decision_log import read_decisions


def book(folder):
    return folder / "out" / "disclosures.xlsx"


def kept(folder):
    return sorted(path.name for path in (folder / "out").glob("disclosures (before *.xlsx"))


def put_own_columns(editor):
    """Two columns of a person beside ours, of text, numbers and days; a sheet; and a colour."""
    sheet = editor.sheet()
    for place, title in enumerate(("DPO comments", "Asked on"), sheet.max_column + 1):
        sheet.cell(1, place).value = title
    row = editor.find(company="Wonde", source="saltway/notice.txt")
    sheet.cell(row, sheet.max_column - 1).value = "asked them"
    sheet.cell(row, sheet.max_column).value = datetime.datetime(2025, 5, 1)
    other = editor.find(company="Evolve", source="moorland/notice.txt")
    sheet.cell(other, sheet.max_column - 1).value = 12.5
    sheet.cell(other, 3).fill = PatternFill("solid", fgColor="FF00AA00")
    editor.book.create_sheet("My pivot")["A1"] = "mine"


def test_own_columns_go_with_their_rows_and_the_old_workbook_is_kept(folder, capsys) -> None:
    editor = Editor(book(folder))
    put_own_columns(editor)
    editor.set(editor.find(company="Tapestry"), "status", "Planned")
    editor.shuffle()
    editor.save()
    before = book(folder).read_bytes()
    assert apply(book(folder), None, **YES) == 0
    changed = notice_text("Saltway Infant School", COMPANIES[::-1])
    (folder / "in" / "saltway" / "notice.txt").write_text(changed, "utf-8")
    capsys.readouterr()
    run_convert(folder)
    said = capsys.readouterr().err
    (name,) = kept(folder)
    assert (folder / "out" / name).read_bytes() == before
    for words in (name, "DPO comments, Asked on", "My pivot", "colours"):
        assert words in said
    again = Editor(book(folder))
    titles = [cell.value for cell in again.sheet()[1]]
    note = titles.index("Note")
    assert titles[note + 1 : note + 3] == ["DPO comments", "Asked on"]
    row = again.find(company="Wonde", source="saltway/notice.txt")
    assert again.get(row, "dpo_comments") == "asked them"
    assert again.get(row, "asked_on") == datetime.datetime(2025, 5, 1)
    other = again.find(company="Evolve", source="moorland/notice.txt")
    assert again.get(other, "dpo_comments") == 12.5
    assert again.get(again.find(company="Bromcom"), "dpo_comments") is None
    assert not (folder / "out" / "disclosures.1.xlsx").exists()


def test_own_columns_outlive_runs_in_which_nothing_was_edited(folder, capsys) -> None:
    editor = Editor(book(folder))
    put_own_columns(editor)
    editor.save()
    for _ in range(3):
        run_convert(folder)
    assert len(kept(folder)) == 1
    first = book(folder).read_bytes()
    capsys.readouterr()
    run_convert(folder)
    assert book(folder).read_bytes() == first
    assert capsys.readouterr().err == ""
    editor = Editor(book(folder))
    assert editor.get(editor.find(company="Evolve"), "dpo_comments") == 12.5


def test_own_cells_of_rows_that_are_gone_are_in_the_kept_workbook(folder, capsys) -> None:
    editor = Editor(book(folder))
    put_own_columns(editor)
    editor.save()
    run_convert(folder)
    rows = [row for row in COMPANIES if row[0] != "Wonde"]
    path = folder / "in" / "saltway" / "notice.txt"
    path.write_text(notice_text("Saltway Infant School", rows), "utf-8")
    capsys.readouterr()
    run_convert(folder)
    assert "your cells of 1 row that are gone" in capsys.readouterr().err
    assert len(kept(folder)) == 2
    older = Editor(folder / "out" / kept(folder)[0])
    assert older.get(older.find(company="Wonde", source="saltway/notice.txt"), "dpo_comments")


def test_own_columns_with_odd_titles_and_of_added_rows(folder) -> None:
    editor = Editor(book(folder))
    sheet = editor.sheet()
    row = editor.append(source="saltway/notice.txt", company="Seesaw", description="Names")
    for place, title in enumerate(
        ("checked_by", "checked_by", None, "Company"), sheet.max_column + 1
    ):
        sheet.cell(1, place).value = title
    for back, text in enumerate(("copy of company", "no head", "second", "first")):
        sheet.cell(row, sheet.max_column - back).value = text
    editor.save()
    assert apply(book(folder), None, **YES) == 0
    run_convert(folder)
    again = Editor(book(folder))
    row = again.find(company="Seesaw")
    assert "checked_by" in {cell.value for cell in again.sheet()[1]}
    own = ("checked_by", "checked_by_(2)", "no_title", "company_(own)")
    assert [again.get(row, name) for name in own] == ["first", "second", "no head", "copy of company"]  # fmt: skip


def test_own_columns_of_the_sheet_of_tags(folder) -> None:
    editor = Editor(book(folder))
    sheet = editor.sheet("Tags")
    sheet.cell(1, sheet.max_column + 1).value = "Seen"
    row = editor.find("Tags", company="Evolve", label="Name")
    sheet.cell(row, sheet.max_column).value = "yes"
    editor.save()
    run_convert(folder)
    again = Editor(book(folder))
    assert again.get(again.find("Tags", company="Evolve", label="Name"), "seen", "Tags") == "yes"


def test_a_workbook_that_was_only_saved_makes_room(folder) -> None:
    Editor(book(folder)).save()
    run_convert(folder)
    assert not (folder / "out" / "disclosures.1.xlsx").exists()
    assert len(kept(folder)) == 1
    shown = {cell.value for cell in openpyxl.load_workbook(book(folder))["Disclosures"][1]}
    assert "Note" in shown


def refuse_some(editor):
    """A correction, two that cannot be taken over, and a change where nothing is taken over."""
    editor.set(editor.find(company="Tapestry"), "status", "Planned")
    editor.set(editor.find(company="Wonde"), "status", "perhaps")
    editor.set(editor.find(company="Bromcom"), "categories", "Name; Shoe size")
    editor.set(editor.find(company="CPOMS"), "section", "Mine")
    editor.save()


def test_what_could_not_be_taken_over_comes_back_on_a_sheet(folder, capsys) -> None:
    refuse_some(Editor(book(folder)))
    assert apply(book(folder), None, yes=True, who="Ada") == 1
    assert "2 corrections could not be taken over" in capsys.readouterr().out
    run_convert(folder)
    said = capsys.readouterr().err
    assert "noticeparse apply" not in said
    assert "Not taken over" in said
    assert not (folder / "out" / "disclosures.1.xlsx").exists()
    editor, name = Editor(book(folder)), "Not taken over"
    found = {editor.get(row, "company", name): row for row in range(2, 5)}
    assert sorted(found) == ["Bromcom", "CPOMS", "Wonde"]
    assert editor.get(found["Wonde"], "you_wrote", name) == "perhaps"
    assert editor.get(found["Wonde"], "stands", name) == "In use"
    assert editor.get(found["Bromcom"], "you_wrote", name) == "Name; Shoe size"
    assert 'no label "Shoe size"' in editor.get(found["Bromcom"], "message", name)
    # It stays until it is dealt with: here by a correction, and by deleting its line.
    run_convert(folder)
    editor = Editor(book(folder))
    editor.set(editor.find(company="Wonde"), "status", "Historic")
    editor.delete(editor.find(name, company="CPOMS"), name)
    editor.save()
    assert apply(book(folder), None, **YES) == 0
    run_convert(folder)
    editor = Editor(book(folder))
    assert [cell.value for cell in editor.sheet(name)["B"][1:]] == ["Bromcom"]
    editor.delete(2, name)
    editor.save()
    run_convert(folder)
    assert name not in Editor(book(folder)).book.sheetnames
    assert [each.after for each in read_decisions(folder / "out")] == ["planned", "historic"]


def test_kept_workbooks_are_told_apart_and_are_no_notices(folder) -> None:
    for number in range(3):
        editor = Editor(book(folder))
        editor.set(editor.find(company="Wonde"), "note", f"note {number}")
        editor.save()
        assert apply(book(folder), None, **YES) == 0
        run_convert(folder)
    assert len(kept(folder)) == 3
    read = [task.name for task in resolve([str(folder / "out")]).tasks]
    assert read == ["moorland/notice.txt", "saltway/notice.txt"]
    record = json.loads((folder / "out" / "run.json").read_text("utf-8"))
    assert set(kept(folder)) < {each["path"] for each in record["files"]}


def test_a_workbook_without_its_record_is_not_lost(folder) -> None:
    editor = Editor(book(folder))
    editor.set(editor.find(company="Wonde"), "company", "Wonde Ltd")
    editor.save()
    edited = book(folder).read_bytes()
    (folder / "out" / "run.json").unlink()
    run_convert(folder)
    assert book(folder).read_bytes() == edited


def test_a_workbook_that_cannot_be_read_is_left(folder) -> None:
    editor = Editor(book(folder))
    editor.sheet("Tags").delete_cols(editor.columns("Tags")["tag"])
    editor.save()
    edited = book(folder).read_bytes()
    run_convert(folder)
    assert book(folder).read_bytes() == edited
    assert (folder / "out" / "disclosures.1.xlsx").is_file()


def test_deleting_many_rows_asks_again(folder, monkeypatch, capsys) -> None:
    editor = Editor(book(folder))
    for company in ("Wonde", "Evolve", "Inventry"):
        editor.delete(editor.find(company=company, source="saltway/notice.txt"))
    editor.save()
    with pytest.raises(InputError, match=r"3 of the 10 rows of saltway/notice\.txt") as stopped:
        apply(book(folder), None, **YES)
    assert "--delete-many" in stopped.value.what_to_do
    assert read_decisions(folder / "out") == ()
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    asked = []
    monkeypatch.setattr("typer.confirm", lambda text: asked.append(text) or len(asked) > 2)
    assert apply(book(folder), None, who="Ada") == 1  # "Is that meant?" no
    assert read_decisions(folder / "out") == ()
    assert apply(book(folder), None, who="Ada", yes=False, delete_many=True) == 1
    assert asked == ["Is that meant?", "Write these 3 corrections?"]
    assert "3 of the 10 rows" in capsys.readouterr().out
    allowed = YES | {"delete_many": True}
    assert apply(book(folder), None, **allowed) == 0
    assert len(read_decisions(folder / "out")) == 3
