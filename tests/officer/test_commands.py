"""Where an officer's work was made hard: S7, S8, S10 to S12 and S16 of the trial."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from tests.correcting import Editor

from .desk import Desk, table

REPOSITORY = Path(__file__).parents[2]
HEAD = ("Supplier", "Data", "Why")
ARBOR = ("Arbor", "Names, dates of birth", "School records")


def put_many(desk: Desk, schools: int) -> None:
    """Schools with gaps in their notices, and a recipient to look at in each."""
    for number in range(schools):
        page = table(
            f"Quarry Hill {number} Primary School: who we share data with",
            HEAD,
            ARBOR,
            ("Zarrow Tutors", "", "Catch-up lessons"),
            ("Mr B Thistle", "Names", "Piano lessons"),
        )
        desk.put(f"in/{number}/notice.html", page)


def test_s7_what_to_look_at_is_a_file_and_a_sheet(desk: Desk) -> None:
    put_many(desk, 3)
    desk.convert()
    told = desk.read_csv("output/warnings.csv")
    assert [row["notice"] for row in told if "looks like a person" in row["what"]] == [
        f"{number}/notice.html" for number in range(3)
    ]
    assert all(row["kind"] and row["what_to_do"] for row in told)
    sheet = openpyxl.load_workbook(desk.folder / "output/disclosures.xlsx")["Warnings"]
    assert sheet.max_row == 1 + len(told)


def test_s7_each_head_teacher_can_be_sent_their_own_findings(desk: Desk) -> None:
    put_many(desk, 3)
    told = desk.run("check", "in", "--output", "findings.xlsx")
    assert len(told.lines) <= 10
    sheets = openpyxl.load_workbook(desk.folder / "findings.xlsx").sheetnames
    assert [f"Quarry Hill {number} Primary School" in sheets for number in range(3)] == [True] * 3


def test_s7_where_a_file_was_asked_for_the_screen_says_little(desk: Desk) -> None:
    put_many(desk, 12)
    assert len(desk.run("compare", "in", "--output", "side.html").lines) <= 10
    assert len(desk.convert().lines) <= 12 + 5  # a line a notice, and the end


@pytest.mark.parametrize("quiet", [[], ["--quiet"]])
@pytest.mark.parametrize("top", ["", "Notices 2026/"])
def test_s8_a_zip_is_read_with_the_list_of_schools_as_its_folder_is(
    desk: Desk, quiet: list[str], top: str
) -> None:
    put_many(desk, 2)
    desk.put(
        "schools.csv",
        "path,school,urn,trust\n0,Quarry Hill Top,111,Quarry Trust\n1,Quarry Foot,222,Quarry Trust\n"
        "2,Quarry Gate,333,Quarry Trust\n",
    )
    with zipfile.ZipFile(desk.folder / "trust.zip", "w") as packed:
        for path in sorted((desk.folder / "in").rglob("*.html")):
            packed.write(path, top + path.relative_to(desk.folder / "in").as_posix())
    found = []
    for given in ("in", "trust.zip"):
        told = desk.run("convert", given, "--schools", "schools.csv", *quiet)
        assert told.text.count("listed, but no notice read") == 1
        assert "Quarry Gate: listed, but no notice read." in told.text
        rows = desk.read_csv()
        found.append([(row["school"], row["urn"], row["trust"], row["company"]) for row in rows])
    assert found[0] == found[1]
    assert {school for school, *_ in found[0]} == {"Quarry Hill Top", "Quarry Foot"}


def test_s10_what_the_program_suggests_first_works(desk: Desk) -> None:
    desk.put("samples/notices/hill/notice.html", table("Quarry Hill School: apps", HEAD, ARBOR))
    desk.put("samples/schools.csv", "path,school\nhill,Quarry Hill School\n")
    desk.put("samples/render.py", "print('no notice')\n")
    desk.put("samples/expected/hill.json", '{"schema_version": 1, "noticeparse_version": "1"}')
    (suggested,) = re.findall(
        r"noticeparse (convert samples\S*(?: --schools \S+)?)", desk.run().text
    )
    told = desk.run(*suggested.split())
    assert told.status == 0
    assert "1 notice, 1 row," in told.text
    assert "0 failures" in told.text


def test_s10_what_lies_beside_the_notices_is_not_read_as_one(desk: Desk) -> None:
    put_many(desk, 1)
    for name in ("README.md", "render.py", "settings.yaml"):
        desk.put(f"in/{name}", "Arbor - names\nTapestry - photographs\n")
    desk.put("in/schools.csv", "path,school\n0,Quarry Hill School\n")
    told = desk.convert("--schools", "in/schools.csv")
    assert "1 notice, 3 rows" in told.text
    for name in ("README.md", "render.py", "settings.yaml", "schools.csv"):
        assert name in told.text


GUIDES = ("README.md", "packaging/windows/README.md", "docs/scans.md", "docs/errors.md")


def test_s11_what_is_to_be_typed_on_windows_can_be_typed_there() -> None:
    commands = [
        line
        for guide in GUIDES
        for line in (REPOSITORY / guide).read_text("utf-8").splitlines()
        if "pip install" in line
    ]
    assert commands
    for command in commands:
        assert "install '" not in command, command  # the command prompt knows no such quotes
        assert not re.search(r"install \"?noticeparse", command), command  # it is on no index
    windows = [line for line in commands if ".venv\\Scripts" in line]
    assert windows and all("[ocr,register]" in line for line in windows)


def test_s11_the_advice_of_an_error_can_be_followed(desk: Desk, monkeypatch) -> None:
    from PIL import Image

    monkeypatch.setattr("noticeparse.extractors.scans.ENGINES", {})
    (desk.folder / "in").mkdir()
    Image.new("L", (900, 1200), 255).save(desk.folder / "in/photo.png")
    told = desk.convert()
    assert told.status == 3
    assert "pip install" in told.text
    assert "noticeparse[ocr]" not in told.text


def test_s11_the_zip_of_wheels_brings_ocr() -> None:
    script = (REPOSITORY / "packaging/windows/wheelhouse.py").read_text("utf-8")
    assert "[ocr,register]" in script


@pytest.mark.parametrize("name", ["ParentPay", "TTRS"])
def test_s12_a_supplier_is_shown_by_the_name_that_people_use(desk: Desk, name: str) -> None:
    told = desk.run("suppliers", "show", name)
    assert told.status == 0
    assert "is no supplier" not in told.text


def test_s12_how_to_add_suppliers_of_ones_own_can_be_read_and_works(desk: Desk) -> None:
    guide = (REPOSITORY / "docs/vocabulary.md").read_text("utf-8")
    assert "`suppliers.csv`" in guide
    assert all(f"`{column}`" in guide for column in ("id", "canonical_name", "aliases"))
    desk.put(
        "mine/suppliers.csv", "id,canonical_name,aliases\nzarrow-tutors,Zarrow Tutors,Zarrow\n"
    )
    assert desk.run("suppliers", "check", "mine").status == 0
    desk.put("in/n.html", table("Quarry Hill School: apps", HEAD, ("Zarrow", "Names", "Lessons")))
    desk.convert("--vocabulary", "mine")
    (row,) = desk.read_csv()
    assert (row["supplier_id"], row["supplier_judgement"]) == ("zarrow-tutors", "certain")


@pytest.mark.parametrize("ending", ["html", "csv", "xlsx", ""])
def test_s16_a_person_is_held_back_in_all_that_is_made_to_be_sent(desk: Desk, ending: str) -> None:
    person = "Mrs D Fernleigh (visiting cello teacher)"
    page = table("Quarry Hill School: who has data", HEAD, ARBOR, (person, "Names", "Lessons"))
    desk.put("in/notice.html", page)
    told = desk.run("compare", "in", *(["--output", f"side.{ending}"] if ending else []))
    made = told.text
    if ending == "xlsx":
        book = openpyxl.load_workbook(desk.folder / "side.xlsx")
        made += " ".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    elif ending:
        made += (desk.folder / f"side.{ending}").read_text("utf-8")
    assert "Arbor" in made
    assert "Fernleigh" not in made
    assert "held back" in made


def test_a_draft_has_what_was_corrected_and_a_letter_asks_the_rest(desk: Desk) -> None:
    put_many(desk, 2)
    desk.convert()
    editor = Editor(desk.folder / "output/disclosures.xlsx")
    school = "Quarry Hill 0 Primary School"
    editor.set(editor.find(company="Zarrow Tutors", school=school), "description", "Names only")
    editor.save()
    assert desk.run("apply", "output/disclosures.xlsx", "--yes", "--who", "Ada").status == 0
    desk.convert()
    told = desk.run("draft", "output", "--letter")
    assert told.status == 0
    assert told.lines[-1] == "2 drafts and 2 letters written to drafts."
    made = docx.Document(desk.folder / "drafts" / "0" / "notice.html.draft.docx")
    cells = {row.cells[0].text: row.cells[1].text for table in made.tables for row in table.rows}
    assert cells["Zarrow Tutors"] == "Names only"
    letter = docx.Document(desk.folder / "drafts" / f"{school} (letter).docx")
    text = "\n".join(each.text for each in letter.paragraphs)
    assert "Which data is not stated" not in text  # it is, since it was corrected
    assert "A person is named" in text
    assert "Thistle" not in text


def test_a_draft_of_what_cannot_be_read_says_so(desk: Desk) -> None:
    desk.put("in/bad.pdf", "%PDF-1.7")
    told = desk.run("draft", "in")
    assert told.status == 3
    assert "bad.pdf" in told.text
