"""What kept an officer from relying on the output: B1 to B3 of the trial with forty schools."""

from __future__ import annotations

import re

import lxml.html
import pytest

from .desk import Desk, table

TICKS = table(
    "Sallowfield Primary School: systems that hold pupils' data",
    ("System", "Used for", "Name", "Photo", "Medical"),
    ("Tapestry", "Learning journal", "Yes", "Yes - if parents agree", "Y (allergies)"),
    ("Evolve", "Trips", "Y", "", "Care plan only"),
    ("Arbor", "MIS", "Yes", "Yes", "Yes"),
    ("Inventry", "Signing in", "Yes", "Yes", "ask Dawn"),
)


def test_b1_a_tick_with_a_remark_is_a_tick_and_keeps_the_remark(desk: Desk) -> None:
    desk.put("in/systems.html", TICKS)
    desk.convert()
    rows = desk.rows()
    shared = {name: set(row["categories"].split("; ")) for name, row in rows.items()}
    assert shared["Tapestry"] >= {"name", "photograph", "medical_health"}
    assert "allergies" in rows["Tapestry"]["description"]
    assert shared["Evolve"] >= {"name", "medical_health"}
    assert "photograph" not in shared["Evolve"]
    assert "Care plan only" in rows["Evolve"]["description"]
    assert shared["Arbor"] >= {"name", "photograph", "medical_health"}


def test_b1_what_is_not_understood_is_said_and_graded_lower(desk: Desk) -> None:
    desk.put("in/systems.html", TICKS)
    desk.convert()
    rows = desk.rows()
    assert rows["Arbor"]["grade"] == "excellent"
    assert rows["Inventry"]["grade"] != "excellent"
    assert rows["Inventry"]["issues"]
    assert "medical_health" not in rows["Inventry"]["categories"]


HEAD = ("Supplier", "Data", "Why")
SIMS = ("SIMS", "Names, dates of birth", "School records")
SHEETS = {
    "Sallowfield Primary": [HEAD, SIMS, ("Tapestry", "Names, photographs", "Journal")],
    "Whin Lane Infants": [HEAD, SIMS, ("ParentPay", "Names, parents' emails", "Payments")],
}


def test_b2_a_sheet_is_the_notice_of_the_school_that_it_names(desk: Desk) -> None:
    desk.put_book("in/apps.xlsx", SHEETS)
    desk.convert()
    found = {(row["school"], row["company"]) for row in desk.read_csv()}
    assert found == {
        ("Sallowfield Primary", "SIMS"),
        ("Sallowfield Primary", "Tapestry"),
        ("Whin Lane Infants", "SIMS"),
        ("Whin Lane Infants", "ParentPay"),
    }
    assert {row["sheet"] for row in desk.read_csv()} == set(SHEETS)


def test_b2_a_line_of_the_list_of_schools_may_name_a_sheet(desk: Desk) -> None:
    desk.put_book("in/apps.xlsx", {"A": SHEETS["Sallowfield Primary"], "B": [HEAD, SIMS]})
    desk.put(
        "schools.csv",
        "path,school,urn\napps.xlsx#A,Sallowfield Primary,111\napps.xlsx#B,Whin Lane,222\n",
    )
    desk.convert("--schools", "schools.csv")
    counts = [(row["urn"], row["company"]) for row in desk.read_csv()]
    assert sorted(counts) == [("111", "SIMS"), ("111", "Tapestry"), ("222", "SIMS")]


def test_b2_where_it_cannot_be_told_the_warning_says_for_whom_all_rows_count(desk: Desk) -> None:
    sheets = {"Sallowfield Primary": SHEETS["Sallowfield Primary"], "Sheet2": [HEAD, SIMS]}
    desk.put_book("in/apps.xlsx", sheets)
    assert "2 sheets; all rows are counted for Sallowfield Primary" in desk.convert().text


SCHOOLS = {
    "Sallowfield Primary School": "ParentPay - names, for dinner money\nArbor - names, our MIS",
    "Whin Lane Infant School": "Arbor - names, our MIS\nTapestry - photographs, journal\n\n"
    "Staff write their worries down in MyConcern safeguarding.",
    "Ottery St Hilda Juniors": "Arbor - names, our MIS\nTapestry - photographs, journal",
}


# Where a name stands that is in no list: a heading, the foot of a page.
ELSEWHERE = (
    "<h2>Keeping children safe (staff: use my concern)</h2><p>The head teacher reads what staff write down. Ask Jo for how to log in.</p>"
    "<table><caption>Clubs</caption><tr><th>Day</th><th>Club</th></tr>"
    "<tr><td>Monday</td><td>Chess</td></tr></table><footer>Letters go out by Weduc</footer>"
)


def put_schools(desk: Desk) -> None:
    for number, (school, lines) in enumerate(SCHOOLS.items()):
        desk.put(f"in/{number}/notice.txt", f"{school}\n\nWho we share data with:\n\n{lines}\n")


def silent(desk: Desk, page: str = "incident.html") -> str:
    """The part of the page that lists the schools that do not name the supplier."""
    body = lxml.html.parse(str(desk.folder / page)).getroot().body.text_content()
    *_, part = body.split("Schools whose notices do not name it")
    return " ".join(part.split())


@pytest.mark.parametrize("name", ["MyConcern", "Weduc"])
def test_b3a_a_school_that_names_it_anywhere_is_never_said_not_to_name_it(
    desk: Desk, name: str
) -> None:
    put_schools(desk)
    lists = table("Whin Lane Infant School: who has what", HEAD, SIMS)
    desk.put("in/1/notice.html", lists + ELSEWHERE)
    (desk.folder / "in/1/notice.txt").unlink()
    desk.run("incident", name, "in")
    told = silent(desk)
    assert "Ottery St Hilda Juniors" in told
    assert "Whin Lane Infant School" not in told


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ParentPya", "ParentPay? 1 school names it"), ("Arbour", "Arbor? 3 schools name it")],
)
def test_b3b_a_typing_error_is_asked_back_and_no_page_is_written(
    desk: Desk, typed: str, meant: str
) -> None:
    put_schools(desk)
    told = desk.run("incident", typed, "in")
    assert told.status == 2
    assert meant in re.sub(r" \((\d schools? names? it)\)", r"? \1", told.text)
    assert not (desk.folder / "incident.html").exists()


@pytest.mark.parametrize("name", ["Arbor", "ParentPay", "MyConcern", "Tapestry"])
def test_b3c_every_school_is_in_one_group_and_the_numbers_add_up(desk: Desk, name: str) -> None:
    put_schools(desk)
    told = desk.run("incident", name, "in")
    numbers = [line.split(maxsplit=1) for line in told.lines if line[:1] == " "]
    groups = [int(number) for number, what in numbers if "in all" not in what]
    assert sum(groups) == len(SCHOOLS)
    assert f"{len(SCHOOLS)} schools in all" in told.text


def test_b3d_a_notice_without_a_list_is_not_said_to_be_silent(desk: Desk) -> None:
    put_schools(desk)
    desk.put(
        "in/firs/notice.txt",
        "The Firs Nursery School\n\nWe look after your child's data. We only pass it on where the "
        "law asks us to. Ask at the office if you wish to know more.\n",
    )
    told = desk.run("incident", "ParentPay", "in")
    assert "The Firs" not in silent(desk)
    assert re.search(r"\b1 .*no list", told.text)


def test_b1_remarks_alone_below_the_name_of_some_data_are_answers(desk: Desk) -> None:
    rows = [
        ("System", "Purpose", "Name", "DOB", "Medical"),
        ("Arbor", "Registers", "Y", "Y", "Only if told"),
        ("CPOMS", "Safeguarding", "Y", "", "From September"),
        ("Evolve", "Trips", "Y", "Y", "No longer"),
    ]
    desk.put("in/a.html", table("Who we share data with", *rows))
    desk.convert()
    found = desk.rows()
    assert "medical_health" in found["Arbor"]["categories"]
    assert "medical_health" not in found["CPOMS"]["categories"] + found["Evolve"]["categories"]
    told = " ".join(row["what"] for row in desk.read_csv("output/warnings.csv"))
    assert "“From September” below “Medical”" in told
    assert "“No longer” below “Medical”" in told


def test_b1_one_column_of_ticks_is_read_beside_words(desk: Desk) -> None:
    rows = [
        ("System", "Purpose", "Name", "Medical"),
        ("Arbor", "Registers", "Y", "allergies, epi-pens"),
        ("CPOMS", "Safeguarding", "Y", "none"),
        ("Evolve", "Trips", "Y", "care plans"),
    ]
    desk.put("in/a.html", table("Who we share data with", *rows))
    desk.convert()
    found = desk.rows()
    assert all("name" in row["categories"].split("; ") for row in found.values())
    assert found["CPOMS"]["no_personal_data"] == "false"
