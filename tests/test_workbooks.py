"""A workbook with a sheet, or a column, a school → a notice a school; any other is one notice."""

from __future__ import annotations

import xlsxwriter
from tests.correcting import Editor, read_in_process

import noticeparse
from noticeparse.cli.convert import convert, wanted
from noticeparse.cli.options import Asked
from noticeparse.reports.csv import read_csv
from noticeparse.reports.json import notice_from_json, notice_to_json
from noticeparse.schools import by_school, read_schools

HEADER = ("Supplier", "Purpose", "Data shared")
SIMS = ("SIMS", "Management information", "Pupil names, date of birth")
TAPESTRY = ("Tapestry", "Learning journal", "Names, photographs")
PARENTPAY = ("ParentPay", "Payments", "Names, parents' email addresses")
ELM, OAK = "Elmswell Primary", "Oakridge Infants"


def workbook(path, *sheets):
    """A workbook of (name of the sheet, lines above its table, rows)."""
    book = xlsxwriter.Workbook(str(path))
    bold = book.add_format({"bold": True})
    for name, above, rows in sheets:
        sheet = book.add_worksheet(name)
        for number, line in enumerate(above):
            sheet.write(number, 0, line)
        start = len(above) + bool(above)
        for number, row in enumerate(rows, start):
            sheet.write_row(number, 0, row, bold if number == start else None)
    book.close()
    return path


def two_schools(path, first=ELM, second=OAK, above=((), ())):
    return workbook(
        path,
        (first, above[0], [HEADER, SIMS, TAPESTRY]),
        (second, above[1], [HEADER, SIMS, PARENTPAY]),
    )


def listed(folder, *lines):
    file = folder / "schools.csv"
    file.write_text("\n".join(["path,school,urn", *lines]), "utf-8")
    return read_schools(file)


def read(path, entries=()):
    """Each notice's path, school, and rows (company, sheet, row in Excel)."""
    found = by_school(noticeparse.parse(path), path, entries)
    return {
        notice.source.path: (
            [school.name if school else None for school in notice.for_schools()],
            [(str(r.company), r.place.sheet, r.place.sheet_row) for r in notice.disclosures],
        )
        for notice in found
    }


def warnings(path, entries=()):
    found = by_school(noticeparse.parse(path), path, entries)
    return [i.message for notice in found for i in notice.issues if i.severity == "warning"]


def test_a_sheet_that_is_called_like_a_school_is_its_notice(tmp_path) -> None:
    assert read(two_schools(tmp_path / "register.xlsx")) == {
        "register.xlsx#Elmswell Primary": ([ELM], [("SIMS", ELM, 2), ("Tapestry", ELM, 3)]),
        "register.xlsx#Oakridge Infants": ([OAK], [("SIMS", OAK, 2), ("ParentPay", OAK, 3)]),
    }
    assert warnings(tmp_path / "register.xlsx") == []


def test_a_title_names_the_school_of_its_sheet(tmp_path) -> None:
    above = (["Elmswell Primary School: whom we share with"], ["Oakridge Infant School"])
    found = read(two_schools(tmp_path / "register.xlsx", "Sheet1", "Sheet2", above))
    assert [(*schools, len(rows)) for schools, rows in found.values()] == [
        ("Elmswell Primary School", 2),
        ("Oakridge Infant School", 2),
    ]


def test_a_workbook_whose_sheets_are_no_schools_is_one_notice(tmp_path) -> None:
    path = two_schools(
        tmp_path / "register.xlsx", "Apps", "Staff systems", (["Elmswell Primary School"], ())
    )
    ((source, (schools, rows)),) = read(path).items()
    assert (source, schools) == ("register.xlsx", ["Elmswell Primary School"])
    assert [company for company, _, _ in rows] == ["SIMS", "Tapestry", "ParentPay"]
    assert warnings(path) == []


def test_two_ways_to_write_a_school_are_one(tmp_path) -> None:
    above = (["Elmswell Primary School"], ["Elmswell Primary"])
    path = two_schools(tmp_path / "r.xlsx", "Apps", "Staff", above)
    assert list(read(path)) == ["r.xlsx"]
    assert warnings(path) == []


def test_what_cannot_be_told_apart_is_said(tmp_path) -> None:
    path = two_schools(tmp_path / "register.xlsx", ELM, "Sheet2")
    (said,) = warnings(path)
    assert said.startswith(f"2 sheets; all rows are counted for {ELM}.")
    assert "--schools (register.xlsx#Elmswell Primary)" in said
    assert warnings(path, listed(tmp_path, "register.xlsx,Elmswell Primary School,")) == []


def test_a_sheet_without_a_school_among_schools_is_asked_for(tmp_path) -> None:
    path = workbook(
        tmp_path / "r.xlsx",
        (ELM, (), [HEADER, SIMS]),
        (OAK, (), [HEADER, SIMS]),
        ("Central team", (), [HEADER, PARENTPAY]),
        ("Key", (), [["Y means yes"]]),
    )
    assert [schools for schools, _ in read(path).values()] == [[ELM], [OAK], [None]]
    assert any("--schools (r.xlsx#Central team)" in said for said in warnings(path))
    issues = [issue.message for issue in by_school(noticeparse.parse(path), path, ())[0].issues]
    assert "No school and no recipient is named in: Key. It counts for nobody." in issues


def test_sheets_are_found_in_the_list(tmp_path) -> None:
    path = two_schools(tmp_path / "r.xlsx", "Elmswell", "Oakridge")
    entries = listed(tmp_path, "x,Elmswell Primary School,1", "y,Oakridge Infant School,2")
    assert [schools for schools, _ in read(path, entries).values()] == [
        ["Elmswell Primary School"],
        ["Oakridge Infant School"],
    ]


def test_a_line_a_sheet(tmp_path) -> None:
    path = two_schools(tmp_path / "r.xlsx", "A", "B")
    entries = listed(tmp_path, "r.xlsx#A,Elmswell,1", "r.xlsx#B,Oakridge,2")
    assert [schools for schools, _ in read(path, entries).values()] == [["Elmswell"], ["Oakridge"]]
    one = by_school(noticeparse.parse(path), path, entries)[1]
    assert (one.urn, one.school_known_by) == ("2", "list")


def test_a_workbook_listed_for_its_schools(tmp_path) -> None:
    path = two_schools(tmp_path / "r.xlsx")
    entries = listed(
        tmp_path, "r.xlsx,Elmswell Primary School,1", "r.xlsx,Oakridge Infant School,2"
    )
    assert [schools for schools, _ in read(path, entries).values()] == [
        ["Elmswell Primary School"],
        ["Oakridge Infant School"],
    ]


def test_a_key_in_a_workbook_listed_for_its_schools_is_nobodys(tmp_path) -> None:
    rows = [HEADER, SIMS]
    path = workbook(
        tmp_path / "r.xlsx", (ELM, (), rows), (OAK, (), rows), ("Key", (), [["Y: yes"]])
    )
    entries = listed(tmp_path, f"r.xlsx,{ELM},1", f"r.xlsx,{OAK},2")
    assert list(read(path, entries)) == [f"r.xlsx#{ELM}", f"r.xlsx#{OAK}"]
    assert warnings(path, entries) == []


def test_a_workbook_listed_for_schools_that_no_sheet_names_counts_for_each(tmp_path) -> None:
    path = two_schools(tmp_path / "r.xlsx", "Apps", "Staff")
    entries = listed(tmp_path, "r.xlsx,Elmswell,", "r.xlsx,Oakridge,")
    assert [schools for schools, _ in read(path, entries).values()] == [["Elmswell", "Oakridge"]]


REGISTER = [
    ("School", *HEADER),
    (ELM, *SIMS),
    (OAK, *SIMS),
    (OAK, *PARENTPAY),
    ("", *TAPESTRY),
]


def test_a_column_names_the_school_of_each_row(tmp_path) -> None:
    path = workbook(tmp_path / "r.xlsx", ("Register", ["Trust register"], REGISTER))
    assert read(path) == {
        "r.xlsx#Elmswell Primary": ([ELM], [("SIMS", "Register", 4)]),
        "r.xlsx#Oakridge Infants": (
            [OAK],
            [("SIMS", "Register", 5), ("ParentPay", "Register", 6)],
        ),
        "r.xlsx#Register": ([None], [("Tapestry", "Register", 7)]),
    }
    assert any("--schools (r.xlsx#Register)" in said for said in warnings(path))


def test_a_column_in_a_csv_file(tmp_path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("\n".join(",".join(f'"{c}"' for c in row) for row in REGISTER[:4]), "utf-8")
    assert [schools for schools, _ in read(path).values()] == [[ELM], [OAK]]


def test_a_column_of_short_names_needs_the_list(tmp_path) -> None:
    rows = [("School", *HEADER), ("Elmswell", *SIMS), ("Oakridge", *PARENTPAY)]
    path = workbook(tmp_path / "r.xlsx", ("Register", (), rows))
    assert list(read(path)) == ["r.xlsx"]
    assert any(said.startswith("2 schools in a column; all rows") for said in warnings(path))
    entries = listed(tmp_path, "x,Elmswell Primary School,1", "y,Oakridge Infant School,2")
    assert len(read(path, entries)) == 2


def test_a_column_of_ticks_names_no_schools(tmp_path) -> None:
    rows = [("School", *HEADER), ("Yes", *SIMS), ("No", *PARENTPAY), ("n/a", *TAPESTRY)]
    path = workbook(tmp_path / "r.xlsx", ("Apps", ["Elmswell Primary School"], rows))
    assert [(schools, len(rows)) for schools, rows in read(path).values()] == [
        (["Elmswell Primary School"], 3)
    ]
    assert warnings(path) == []


def test_the_notice_file_of_a_sheet_keeps_its_school_of_the_list(tmp_path) -> None:
    entries = listed(
        tmp_path, "r.xlsx,Elmswell Primary School,1", "r.xlsx,Oakridge Infant School,2"
    )
    sheet = noticeparse.parse(two_schools(tmp_path / "r.xlsx")).sheets[1]
    (again,) = by_school(sheet, tmp_path / "out" / "r.xlsx#Oakridge Infants.json", entries)
    assert [school.name for school in again.for_schools()] == ["Oakridge Infant School"]


def test_no_word_is_lost_between_the_sheets(tmp_path) -> None:
    whole = noticeparse.parse(two_schools(tmp_path / "r.xlsx"))
    assert sum(sheet.receipt.words for sheet in whole.sheets) == whole.receipt.words
    assert whole.receipt.unaccounted == 0


def test_the_notice_file_keeps_the_place_in_the_workbook(tmp_path) -> None:
    sheet = noticeparse.parse(two_schools(tmp_path / "r.xlsx")).sheets[1]
    again = notice_from_json(notice_to_json(sheet))
    assert again.disclosures[1].place == sheet.disclosures[1].place
    assert (again.disclosures[1].place.row, again.disclosures[1].place.shown_row) == (2, 3)


def run(folder, schools=None):
    asked = Asked([str(folder / "in")], schools, quiet=True)
    assert convert(asked, wanted(str(folder / "out"), "csv,json,xlsx", raw=False)) == 0
    frame = read_csv(folder / "out" / "disclosures.csv")
    return list(zip(frame["school"], frame["company"], frame["status"], strict=True))


def test_decisions_on_a_workbook_hold_for_its_sheets(tmp_path, monkeypatch) -> None:
    from noticeparse.cli.apply import apply

    read_in_process(monkeypatch)
    (tmp_path / "in").mkdir()
    two_schools(tmp_path / "in" / "r.xlsx")
    (tmp_path / "one.csv").write_text(f"path,school\nr.xlsx,{ELM}\n", "utf-8")
    run(tmp_path, tmp_path / "one.csv")
    book = tmp_path / "out" / "disclosures.xlsx"
    editor = Editor(book)
    editor.set(editor.find(company="SIMS"), "company", "Arbor")
    editor.set(editor.find(company="ParentPay"), "status", "historic")
    editor.append(company="Evolve", description="Names", status="in_use", source="r.xlsx")
    editor.save()
    assert apply(book, None, yes=True, who="Ada", quiet=True) == 0
    sheets = {
        (ELM, "Arbor", "in_use"),
        (ELM, "Tapestry", "in_use"),
        (ELM, "Evolve", "in_use"),
        (OAK, "Arbor", "in_use"),
        (OAK, "ParentPay", "historic"),
    }
    assert set(run(tmp_path)) == sheets
    assert not (tmp_path / "out" / "r.xlsx.json").exists()  # or compare would count it, too
    editor = Editor(book)
    editor.set(editor.find(company="Arbor", school=OAK), "company", "Bromcom")
    editor.save()
    assert apply(book, None, yes=True, who="Ada", quiet=True) == 0
    assert set(run(tmp_path)) == sheets - {(OAK, "Arbor", "in_use")} | {(OAK, "Bromcom", "in_use")}
    assert len(read_csv(tmp_path / "out" / "reopened.csv")) == 0
