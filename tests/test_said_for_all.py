"""What a notice says once for all its rows stands with each of them, and is marked so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import docx
import lxml.html
import openpyxl
import pytest
from tests.officer.desk import Desk, at_desk, table

SCHOOL = "Fernbrook Primary School"
BASIS = "Our lawful basis for all of these is public task."
PLACE = "All of the data below is stored in the UK."
KEPT = "Records are kept until the pupil is 25."
ONCE = "(said once for all recipients)"


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Desk:
    """A notice with three sentences before its table, and one school that says nothing so."""
    desk = at_desk(tmp_path, monkeypatch)
    head = ("Company", "Data", "Purpose")
    rows = (("Arbor", "Names and dates of birth", "School records"), ("Wonde", "Names", "Log-ins"))
    page = table(f"{SCHOOL}: who we share data with", head, *rows)
    said = f"<p>{BASIS} {PLACE}</p><p>{KEPT}</p><table>"
    desk.put("in/a.html", page.replace("<table>", said))
    desk.put("in/b.html", table("Ash Primary School: who we share data with", head, rows[0]))
    return desk


def text_of(path: Path) -> str:
    tree = lxml.html.document_fromstring(path.read_text("utf-8"))
    for each in tree.xpath("//style|//script"):
        each.drop_tree()
    return " ".join(" ".join(tree.itertext()).split())


def row_of(path: Path, head: str) -> str:
    """The text of the line of a table that begins with a head, of several the fullest."""
    lines = lxml.html.document_fromstring(path.read_text("utf-8")).xpath("//tbody/tr")
    texts = (" ".join(line.text_content().split()) for line in lines)
    return max((text for text in texts if text.startswith(head)), key=len)


def published(desk: Desk) -> Path:
    pytest.importorskip("sqlalchemy")
    url = f"sqlite:///{desk.folder / 'r.db'}"
    for given in (("add", "in"), ("publish", "site")):
        told = desk.run("register", *given, "--database", url)
        assert told.status == 0, told.text
    return desk.folder / "site"


def test_no_page_of_the_site_denies_what_is_said_once_for_all(desk) -> None:
    site = published(desk)
    (school,) = site.glob("schools/fernbrook*.html")
    supplier = site / "suppliers" / "arbor.html"
    for line in (row_of(school, "Arbor"), row_of(school, "Wonde"), row_of(supplier, SCHOOL)):
        assert f"Basis: “{BASIS}” {ONCE}" in line
        assert f"Location: “{PLACE}” {ONCE}" in line
        assert f"Retention: “{KEPT}” {ONCE}" in line
        assert "not stated" not in line.partition("Basis")[2]
    assert "Said once for all recipients" in text_of(school)
    assert "basis, location, retention: not stated" in row_of(supplier, "Ash Primary School")


def test_the_notice_s_own_page_says_it_with_each_row(desk) -> None:
    desk.run("convert", "in", "--format", "html")
    line = row_of(desk.folder / "output/a.html.html", "Arbor")
    assert f"Basis: “{BASIS}” {ONCE}" in line


def test_compare_says_it_on_page_and_in_files(desk) -> None:
    for name in ("c.html", "c.xlsx", "c.csv"):
        assert desk.run("compare", "in", "--output", name).status == 0
    assert f"Basis: “{BASIS}” {ONCE}" in row_of(desk.folder / "c.html", SCHOOL)
    assert f"location: “{PLACE}” {ONCE}" in (desk.folder / "c.csv").read_text("utf-8")
    book = openpyxl.load_workbook(desk.folder / "c.xlsx")
    head, *lines = book["What each says"].iter_rows(values_only=True)
    said = [dict(zip(head, line, strict=True)) for line in lines]
    bases = {(each["supplier"], each["school"]): each["lawful_basis"] for each in said}
    assert bases["Arbor", SCHOOL] == f"“{BASIS}” {ONCE}"
    assert not bases["Arbor", "Ash Primary School"]
    told = [line[2:] for line in book["Differences"].iter_rows(values_only=True)]
    assert ("Lawful basis: not stated for this supplier", "Ash Primary School") in told


def test_the_notice_file_and_csv_keep_it_apart(desk) -> None:
    desk.convert()
    notice = json.loads((desk.folder / "output/a.html.json").read_text("utf-8"))
    assert {each["kind"] for each in notice["notice"]["statements"]} == {
        "lawful_basis",
        "location",
        "retention",
    }
    assert {row["fields"]["lawful_basis"] for row in notice["disclosures"]} == {None}
    assert {row["lawful_basis"] for row in desk.read_csv()} == {""}


def test_a_draft_points_to_it_and_is_read_back_as_the_same_rows(desk) -> None:
    desk.convert()
    assert desk.run("draft", "in/a.html").status == 0
    (draft,) = desk.folder.glob("drafts/**/*.docx")
    made = docx.Document(str(draft))
    head, *lines = ([cell.text for cell in row.cells] for row in made.tables[0].rows)
    for line in lines:
        cells = dict(zip(head, line, strict=True))
        assert [name for name, text in cells.items() if text == "[as stated above]"] == [
            "Lawful basis",
            "Where the data is kept",
            "How long the data is kept",
        ]
        assert cells["Whose data"] == "[school to state whose data]"
    before = {row["company"]: row for row in desk.read_csv() if row["source"] == "a.html"}
    desk.run("convert", str(draft), "--output", "again")
    told = ("description", "categories", "purposes", "lawful_basis", "location", "retention")
    again = {row["company"]: row for row in desk.read_csv("again/disclosures.csv")}
    for company, row in before.items():
        assert {key: again[company][key] for key in told} == {key: row[key] for key in told}
    assert again.keys() == before.keys()


def test_a_heading_of_bases_is_no_answer_in_a_draft(desk) -> None:
    page = (desk.folder / "in/a.html").read_text("utf-8")
    desk.put("in/a.html", page.replace(BASIS, "Our lawful basis is set out in a policy of ours."))
    desk.run("draft", "in/a.html")
    (draft,) = desk.folder.glob("drafts/**/*.docx")
    cells = [cell.text for cell in docx.Document(str(draft)).tables[0].rows[1].cells]
    assert "[school to state the lawful basis]" in cells
    assert not re.search(r"as stated above", cells[4])


def test_what_a_row_states_itself_comes_before_it(desk) -> None:
    head = ("Company", "Data", "Purpose", "Where stored")
    page = table(f"{SCHOOL}: who we share data with", head, ("Arbor", "Names", "MIS", "Ireland"))
    desk.put("in/a.html", page.replace("<table>", f"<p>{BASIS} {PLACE}</p><table>"))
    desk.run("compare", "in", "--output", "c.html")
    line = row_of(desk.folder / "c.html", SCHOOL)
    assert "Location: Ireland" in line
    assert PLACE not in line
    assert "apart from the rows: location" in line
