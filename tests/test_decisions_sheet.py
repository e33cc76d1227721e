"""What a person may have done to the workbook, and what is made of it."""

import datetime
import io
import random
import re
import zipfile

import openpyxl
import pytest
from tests.correcting import Editor
from tests.reports.made import disclosure, notice

from noticeparse.decisions import decide
from noticeparse.decisions.edits import find_edits
from noticeparse.decisions.making import Signature, new_decisions
from noticeparse.errors import EncryptedFile, TooLarge, UnreadableFile
from noticeparse.model import School, Text
from noticeparse.reports import Options
from noticeparse.reports.sheet_reader import read_sheet
from noticeparse.reports.xlsx import Workbook
from noticeparse.vocabulary import load_vocabulary

LONG = "x" * 40_000


def rows_of_one():
    names = ("Arbor", "Bromcom", "CPOMS", "Evolve")
    return [
        disclosure(name, id=f"d{number}", description=Text(f"Names and UPNs\nfor {name}"), tags=_tags())
        for number, name in enumerate(names)
    ]  # fmt: skip


def _tags():
    known = {term.id for term in load_vocabulary().terms}
    return tuple(tag for tag in disclosure().tags if tag.id in known)


def workbook(folder, *notices):
    writer = Workbook(folder)
    for each in notices or (notice(*rows_of_one()),):
        writer.add(each)
    writer.finish()
    return Editor(folder / "disclosures.xlsx")


def found_in(editor):
    editor.save()
    return find_edits(read_sheet(editor.path))


def edits(found):
    return [(each.shown, each.field, each.before, each.after) for each in found.edits]


def refused(found):
    return [f"{each.where}: {each.message} {each.what_to_do}" for each in found.remarks if each.refused]  # fmt: skip


def test_nothing_was_changed(tmp_path) -> None:
    odd = disclosure("=1+1 ", id="d7", description=Text("  a \r\n_x000D_ b\x0b\u00a0é"))
    long = disclosure("Long", id="d8", description=Text(LONG))
    editor = workbook(tmp_path, notice(*rows_of_one(), odd, long), notice(path="b.pdf"))
    found = found_in(editor)
    assert (found.edits, found.remarks) == ([], [])


def test_rows_and_columns_in_another_order(tmp_path) -> None:
    editor = workbook(tmp_path)
    editor.shuffle(columns=True)
    editor.shuffle("Tags", columns=True)
    found = found_in(editor)
    assert (found.edits, found.remarks) == ([], [])


def test_a_title_above_the_table(tmp_path) -> None:
    editor = workbook(tmp_path)
    editor.sheet().insert_rows(1, 2)
    editor.sheet()["A1"] = "Our suppliers"
    assert found_in(editor).edits == []


@pytest.mark.parametrize(
    ("column", "value", "after"),
    [
        ("company", " Arbor Education _x000D_", "Arbor Education"),
        ("company", 365, "365"),
        ("status", "In use", None),
        ("status", "Not approved", "not_approved"),
        ("description", "a\r\nb", "a\nb"),
        ("description", None, ""),
        ("note", "asked them", "asked them"),
    ],
)
def test_a_cell_that_was_changed(tmp_path, column, value, after) -> None:
    editor = workbook(tmp_path)
    editor.set(editor.find(company="Arbor"), column, value)
    found = found_in(editor)
    assert [each[3] for each in edits(found)] == ([] if after is None else [after])
    assert found.remarks == []


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("company", None, "The company is empty"),
        ("company", datetime.datetime(2025, 5, 1), "Excel has made a date"),
        ("status", "maybe", 'There is no status "maybe". Choose from In use, Planned'),
        ("status", "not aproved", "Not used, Not approved. Nearest: Not approved."),
        ("id", "dffffffffffff", "is of no row of this workbook"),
    ],
)
def test_what_cannot_be_taken_over_is_refused_with_its_row(tmp_path, column, value, says) -> None:
    editor = workbook(tmp_path)
    row = editor.find(company="Bromcom")
    editor.set(row, column, value)
    found = found_in(editor)
    assert any(f"row {row}" in line and says in line for line in refused(found))
    if column != "id":  # without its id, the row is not there any more
        assert found.edits == []


def test_grey_cells_are_passed_over(tmp_path) -> None:
    editor = workbook(tmp_path)
    row = editor.find(company="Arbor")
    editor.set(row, "section", "Mine")
    editor.set(row, "no_personal_data", False)  # Excel's own false
    editor.set(row, "page", 2.0)
    editor.set(row, "link", datetime.datetime(2025, 5, 1))
    editor.set(editor.find(company="Evolve"), "source", "elsewhere.pdf")
    editor.set(2, "text", "mine", "Tags")
    editor.set(3, "tag", "mine", "Tags")
    editor.set(4, "disclosure_id", "mine", "Tags")
    found = found_in(editor)
    assert found.edits == []
    assert refused(found) == []
    told = [remark.column for remark in found.remarks]
    assert sorted(told) == ["disclosure_id", "section", "source", "tag", "text"]


def test_long_texts_cannot_be_corrected_here(tmp_path) -> None:
    editor = workbook(tmp_path, notice(disclosure(description=Text(LONG))))
    editor.set(2, "description", "short")
    found = found_in(editor)
    assert found.edits == []
    assert "too long for Excel" in refused(found)[0]


def test_rows_deleted_and_added(tmp_path) -> None:
    editor = workbook(tmp_path)
    editor.delete(editor.find(company="CPOMS"))
    editor.append(school="North Hill School", company="Seesaw", note="in the list")
    found = found_in(editor)
    assert edits(found) == [("CPOMS", "row", "CPOMS", None), ("Seesaw", "row", None, "Seesaw")]
    assert found.edits[1].values == (("description", ""), ("status", "in_use"))
    assert found.edits[1].why == "in the list"
    assert found.remarks == []


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"company": "Seesaw"}, "several notices fit"),
        ({"company": "Seesaw", "source": "none.pdf"}, "no notice of this workbook fits"),
        ({"description": "Names"}, "The company is empty"),
        ({"company": "Seesaw", "source": "b.pdf", "status": "?"}, "no status"),
        ({"company": datetime.date(2025, 5, 1), "source": "b.pdf"}, "a date"),
    ],
)
def test_new_rows_that_are_not_clear(tmp_path, cells, says) -> None:
    editor = workbook(tmp_path, notice(), notice(path="b.pdf"))
    editor.append(**cells)
    found = found_in(editor)
    assert found.edits == []
    assert says in refused(found)[0]


def test_a_copied_row_with_another_company_is_new(tmp_path) -> None:
    editor = workbook(tmp_path)
    editor.copy(editor.find(company="Arbor"), company="Seesaw")
    assert edits(found_in(editor)) == [("Seesaw", "row", None, "Seesaw")]


def test_a_row_pasted_twice_counts_once(tmp_path) -> None:
    editor = workbook(tmp_path)
    row = editor.find(company="Arbor")
    editor.copy(row)
    found = found_in(editor)
    assert found.edits == []
    assert "it counts once" in found.remarks[0].message


def test_copies_that_say_different_things_are_refused(tmp_path) -> None:
    editor = workbook(tmp_path)
    row = editor.find(company="Arbor")
    editor.copy(row, description="one")
    editor.set(row, "description", "other")
    found = found_in(editor)
    assert found.edits == []
    assert f"Rows {row}, 6 have the same id" in refused(found)[0]


def test_a_column_that_was_sorted_alone(tmp_path) -> None:
    editor = workbook(tmp_path)
    names = [editor.get(row, "company") for row in range(2, 6)]
    for row, name in enumerate(names[1:] + names[:1], 2):
        editor.set(row, "company", name)
    found = found_in(editor)
    assert found.edits == []
    assert "sorted without the others" in refused(found)[0]


def several_schools():
    schools = (School("Infants"), School("Juniors"))
    made = notice(*rows_of_one()[:2], school="Infants")
    return type(made)(**{name: getattr(made, name) for name in made.__slots__} | {"schools": schools})  # fmt: skip


def test_a_notice_of_several_schools_has_one_correction(tmp_path) -> None:
    editor = workbook(tmp_path, several_schools())
    editor.set(editor.find(company="Arbor", school="Juniors"), "company", "A")
    for school in ("Infants", "Juniors"):
        editor.delete(editor.find(company="Bromcom", school=school))
    found = found_in(editor)
    assert sorted(each[1:] for each in edits(found)) == [
        ("company", "Arbor", "A"),
        ("row", "Bromcom", None),
    ]
    assert found.remarks == []


def test_what_is_said_for_one_school_only(tmp_path) -> None:
    editor = workbook(tmp_path, several_schools())
    editor.set(editor.find(company="Arbor", school="Juniors"), "company", "A")
    editor.set(editor.find(company="Arbor", school="Infants"), "company", "B")
    editor.delete(editor.find(company="Bromcom", school="Infants"))
    editor.delete(editor.find("Tags", company="Arbor", label="Name", school="Infants"), "Tags")
    found = found_in(editor)
    assert found.edits == []
    assert len(refused(found)) == 3


def test_the_schools_of_a_notice_for_several_are_corrected_in_the_list(tmp_path) -> None:
    editor = workbook(tmp_path, several_schools())
    editor.set(editor.find(company="Arbor", school="Juniors"), "school", "Junior School")
    editor.set(editor.find(company="Bromcom", school="Juniors"), "categories", "Postal address")
    found = found_in(editor)
    assert edits(found) == [("Bromcom", "categories", "name", "address")]
    (said,) = refused(found)
    assert "correct them in the list, --schools" in said


def tag(editor, company="Arbor", label="Name"):
    return editor.find("Tags", company=company, label=label)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"label": "postal address"}, [("categories", "name", "address")]),
        ({"label": "address"}, [("categories", "name", "address")]),
        ({"polarity": "Not shared"}, [("categories", "name", "name:not_shared")]),
        ({"label": "Catering", "polarity": None}, [("categories", "name", None), ("purposes", None, "catering")]),
        ({"label": "Catering", "kind": "purpose"}, [("categories", "name", None), ("purposes", None, "catering")]),
    ],
)  # fmt: skip
def test_a_tag_that_was_changed(tmp_path, changes, expected) -> None:
    editor = workbook(tmp_path)
    for column, value in changes.items():
        editor.set(tag(editor) if column == "label" else 2, column, value, "Tags")
    found = found_in(editor)
    assert [each[1:] for each in edits(found)] == expected
    assert found.remarks == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"label": "Postal adress"}, 'There is no label "Postal adress". Choose one from the list, or delete the row. Nearest: Postal address'),
        ({"label": None}, "The label is empty"),
        ({"polarity": "perhaps"}, 'no polarity "perhaps"'),
        ({"kind": "purpose"}, "Name is a category, not a purpose"),
    ],
)  # fmt: skip
def test_a_tag_that_does_not_exist(tmp_path, changes, says) -> None:
    editor = workbook(tmp_path)
    for column, value in changes.items():
        editor.set(2, column, value, "Tags")
    found = found_in(editor)
    assert found.edits == []
    assert "Tags, row 2" in refused(found)[0]
    assert says in refused(found)[0]


def test_tags_deleted_and_added(tmp_path) -> None:
    editor = workbook(tmp_path)
    editor.delete(tag(editor), "Tags")
    editor.copy(tag(editor, "Bromcom"), "Tags", label="Postal address")
    editor.append("Tags", company="CPOMS", label="Catering")
    found = found_in(editor)
    assert sorted(map(str, edits(found))) == sorted(
        map(
            str,
            [
                ("Arbor", "categories", "name", None),
                ("Bromcom", "categories", None, "address"),
                ("CPOMS", "purposes", None, "catering"),
            ],
        )
    )
    assert found.remarks == []


def test_a_tag_of_no_row(tmp_path) -> None:
    editor = workbook(tmp_path)
    editor.append("Tags", company="Seesaw", label="Name")
    assert "no row of this workbook fits" in refused(found_in(editor))[0]


def test_tags_go_with_their_row(tmp_path) -> None:
    editor = workbook(tmp_path)
    editor.delete(editor.find(company="Arbor"))
    while True:
        try:
            editor.delete(editor.find("Tags", company="Arbor"), "Tags")
        except LookupError:
            break
    assert edits(found_in(editor)) == [("Arbor", "row", "Arbor", None)]


def test_rows_that_go_on_on_another_sheet(tmp_path) -> None:
    writer = Workbook(tmp_path, last_row=3)
    writer.add(notice(*rows_of_one()))
    writer.finish()
    editor = Editor(tmp_path / "disclosures.xlsx")
    sheet = editor.book["Disclosures 2"]
    place = next(cell.column for cell in sheet[1] if cell.value == "Company")
    sheet.cell(3, place).value = "E"
    assert edits(found_in(editor)) == [("Evolve", "company", "Evolve", "E")]


def test_a_deleted_column_that_is_needed(tmp_path) -> None:
    editor = workbook(tmp_path)
    editor.sheet().delete_cols(editor.columns()["id"])
    with pytest.raises(UnreadableFile, match="column id is missing"):
        found_in(editor)


def test_a_deleted_column_that_is_not(tmp_path) -> None:
    editor = workbook(tmp_path)
    editor.sheet().delete_cols(editor.columns()["note"])
    editor.sheet().delete_cols(editor.columns()["statements"])
    editor.set(2, "company", "A")
    assert edits(found_in(editor)) == [("Arbor", "company", "Arbor", "A")]


def test_workbooks_that_cannot_be_applied(tmp_path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(UnreadableFile, match="no sheet Disclosures"):
        read_sheet(tmp_path / "other.xlsx")
    editor = workbook(tmp_path)
    editor.book["About"]["B2"] = "99"
    editor.save()
    with pytest.raises(UnreadableFile, match="another version"):
        read_sheet(editor.path)
    (tmp_path / "a.csv").write_text("id,company\n", "utf-8")
    with pytest.raises(UnreadableFile, match="cannot be read as a workbook"):
        read_sheet(tmp_path / "a.csv")
    (tmp_path / "locked.xlsx").write_bytes(_encrypted())
    with pytest.raises(EncryptedFile, match=r"locked.xlsx has a password"):
        read_sheet(tmp_path / "locked.xlsx")


def _encrypted():
    """The beginning of what Office writes around an encrypted workbook."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    return head + "EncryptedPackage".encode("utf-16-le") + bytes(2000)


TYPED = ("Arbor Ltd", "+1", "0123", "365", "a\nb", "é–’😀", "<r>x</r>", "true", "-5", "'x", "x" * 3000)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_what_was_typed_is_what_the_next_workbook_shows(tmp_path, seed) -> None:
    chance, made = random.Random(seed), notice(*rows_of_one())
    editor, typed, there = workbook(tmp_path, made), {}, []
    for round_ in range(3):
        for _ in range(4):
            row = chance.randrange(2, 6)
            column = chance.choice(("company", "description", "note"))
            value = chance.choice(TYPED)
            editor.set(row, column, value)
            typed[editor.get(row, "id"), column] = value
        editor.shuffle()
        editor.save()
        book = read_sheet(editor.path)
        signature = Signature(f"person {round_}", "2025", book.id, book.known)
        there += new_decisions(find_edits(book).edits, there, signature=signature)
        done = decide([made], there, match=lambda _: None, tag=lambda row: row)
        assert {each.state for each in done.judged} <= {"holds"}
        options = Options(decisions=tuple(each.id for each in there))
        writer = Workbook(tmp_path, options)
        writer.add(done.notices[0])
        writer.finish()
        editor = Editor(tmp_path / "disclosures.xlsx")
        shown = read_sheet(editor.path).disclosures
        found = {(row.get("id"), column): row.get(column) for row in shown for column in row.cells}
        assert {key: found[key] for key in typed} == typed


def test_damaged_workbooks_raise_only_errors_of_ours(tmp_path) -> None:
    workbook(tmp_path)
    whole, chance = (tmp_path / "disclosures.xlsx").read_bytes(), random.Random(7)
    for number in range(40):
        stream = io.BytesIO(whole)
        stream.seek(chance.randrange(len(whole)))
        stream.write(chance.randbytes(20))
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(stream.getvalue())
        try:
            find_edits(read_sheet(path))
        except (UnreadableFile, EncryptedFile) as error:
            assert str(path) in str(error)


def far(path, cell, value=" "):
    book = openpyxl.load_workbook(path)
    book["Disclosures"][cell] = value
    book.save(path)


@pytest.mark.parametrize("cell", ["A1048576", "XFD1048576", "C200000", "XFD900"])
def test_a_blank_far_out_is_named_before_it_fills_the_memory(tmp_path, cell) -> None:
    editor = workbook(tmp_path)
    editor.save()
    far(editor.path, cell)
    with pytest.raises(TooLarge, match=f"sheet Disclosures: something stands far out, in {cell}"):
        read_sheet(editor.path)


def repacked(path, part, change):
    """Write one part of a workbook anew."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, change(data) if name == part else data)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda data: data[:-200], "sheet Disclosures: its part .* is damaged"),
        (lambda data: data.replace(b"<sheetData", b" " * 70_000_000 + b"<sheetData"), "inflates"),
        (
            lambda data: re.sub(rb"(<\?xml.*?\?>)?", rb"<!DOCTYPE a []>", data, count=1),
            "declares a document type",
        ),
    ],
)
def test_why_a_workbook_cannot_be_read_is_said(tmp_path, change, why) -> None:
    editor = workbook(tmp_path)
    editor.save()
    repacked(editor.path, "xl/worksheets/sheet1.xml", change)
    with pytest.raises(UnreadableFile, match=f"cannot be read as a workbook.*{why}") as error:
        read_sheet(editor.path)
    assert "`noticeparse convert --format xlsx`" in error.value.what_to_do


def test_hidden_sheets_that_someone_changed_are_said(tmp_path) -> None:
    editor = workbook(tmp_path)
    sheet = editor.book["Original tags"]
    kind = [cell.value for cell in sheet[1]].index("kind") + 1
    sheet.cell(2, kind).value = "weather"
    editor.save()
    with pytest.raises(UnreadableFile, match="its hidden sheets were changed"):
        read_sheet(editor.path)
