"""What an officer found read wrongly: S1 to S4, S9 and S13 of the trial with forty schools."""

from __future__ import annotations

import openpyxl
import pytest

from .desk import Desk, table

MILL = """<h1>Who has your child's data?</h1>
<p>Pinder Mill Infant School & Nursery, put together by T. Oakes in the office</p>
<h2>School Money (Eduspot)</h2><p>Names and dinner money, so that parents can pay online.</p>
<h2>Tapestry</h2><p>Names and photographs for the learning journal.</p>
<h2>CPOMS</h2><p>Names and safeguarding concerns.</p>"""


@pytest.mark.parametrize("listed", [False, True])
def test_s1_the_school_is_no_supplier_and_no_supplier_is_the_school(
    desk: Desk, listed: bool
) -> None:
    desk.put("in/mill/notice.html", MILL)
    desk.put("schools.csv", "path,school\nmill,Pinder Mill Infant School & Nursery\n")
    desk.convert(*(["--schools", "schools.csv"] if listed else []))
    rows = desk.read_csv()
    assert {row["school"] for row in rows} == {"Pinder Mill Infant School & Nursery"}
    assert not [row["company"] for row in rows if "Pinder Mill" in row["company"]]
    assert {row["supplier"] for row in rows} >= {"Tapestry", "CPOMS"}


LINES = """Arbor - names, dob, addresses, contacts
Parentpay - names, dinner money
{}
CPOMS - names, safeguarding
Tapestry - names, photos of the little ones
Lexia - names, reading scores
{}
"""


def put_email(desk: Desk, line: str, after: str = "") -> None:
    lines = LINES.format(line, after)
    desk.put("in/email.txt", f"Tarnside Primary School - who we share with\n\n{lines}")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Timestables rockstars - as above", "Timestables rockstars"),
        ("TTRS - same as above minus dinner money", "TTRS"),
        ("parents evening system - names, was it SchoolCloud?", "parents evening system"),
        ("Timestables rockstars - same as above minus dinner money", "Timestables rockstars"),
    ],
)
def test_s2_a_line_of_the_pattern_of_its_neighbours_is_a_row(
    desk: Desk, line: str, name: str
) -> None:
    put_email(desk, line)
    desk.convert()
    rows = desk.rows()
    assert rows.keys() == {"Arbor", "Parentpay", name, "CPOMS", "Tapestry", "Lexia"}
    assert rows[name]["description"] == line.partition(" - ")[2]
    assert {row["section"] for row in rows.values()} == {rows["Arbor"]["section"]}


def test_s2_no_line_of_the_pattern_is_left_out_without_a_word(desk: Desk) -> None:
    line = "Timestables rockstars - same as parentpay minus dinner money"
    lead = "Hi, here is what we use at Tarnside Primary School, sorry its a bit of a muddle"
    desk.put("in/email.txt", f"{lead}\n\n{LINES.format(line, '')}")
    desk.convert()
    told = " ".join(row["what"] for row in desk.read_csv("output/warnings.csv"))
    assert "Timestables rockstars" in desk.rows() or "Timestables rockstars" in told


def test_s2_a_signature_adds_nothing_to_the_last_row(desk: Desk) -> None:
    put_email(desk, "", "Bev, School Business Manager, Tel 01632 960733")
    desk.convert()
    rows = desk.rows()
    assert list(rows)[-1] == "Lexia"
    assert rows["Lexia"]["description"] == "names, reading scores"
    assert rows["Lexia"]["purposes"] != "school_administration_mis"


def test_s2_a_signature_is_no_row(desk: Desk) -> None:
    lead = "Hi, here is what we use at Tarnside Primary School, sorry its a bit of a muddle"
    signature = "\nThanks\nBev, School Business Manager, Tel 01632 960733"
    lines = LINES.format("TTRS - same as parentpay", signature)
    desk.put("in/email.txt", f"{lead}\n\n{lines}")
    desk.convert()
    assert list(desk.rows())[-1] == "Lexia"


@pytest.mark.parametrize(
    ("line", "name", "status"),
    [
        ("Vericool - names, for the tills, no longer used", "Vericool", "historic"),
        ("Little Wandle - names, from next term", "Little Wandle", "planned"),
        ("We used to have Vericool for the tills but not any more.", "Vericool", "historic"),
        ("We are getting Little Wandle next term.", "Little Wandle", "planned"),
    ],
)
def test_s2_what_is_past_or_planned_is_not_in_use(
    desk: Desk, line: str, name: str, status: str
) -> None:
    put_email(desk, "", f"\n{line}")
    desk.convert()
    assert desk.rows()[name]["status"] == status


def test_s3_the_caption_of_a_group_of_columns_is_no_data(desk: Desk) -> None:
    desk.put(
        "in/ropa.html",
        "<h1>St Bega's RC Primary School: our systems</h1><table>"
        "<tr><th rowspan=2>System</th><th rowspan=2>Used for</th><th colspan=3>Pupil data</th></tr>"
        "<tr><th>Name</th><th>DOB</th><th>Address</th></tr>"
        "<tr><td>ClassDojo</td><td>Rewards</td><td>Y</td><td></td><td></td></tr>"
        "<tr><td>ParentMail</td><td>Messages</td><td>Y</td><td></td><td>Y</td></tr>"
        "<tr><td>Spelling Shed</td><td>Spelling</td><td>Y</td><td>Y</td><td></td></tr></table>",
    )
    desk.convert()
    rows = desk.rows()
    assert {name: row["categories"] for name, row in rows.items()} == {
        "ClassDojo": "name",
        "ParentMail": "name; address",
        "Spelling Shed": "name; date_of_birth",
    }
    assert "Pupil data" not in rows["ClassDojo"]["description"]


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("Membership of a trade union", "trade_union"),
        ("Sexual orientation", "sexual_orientation"),
        ("Genetic data", "genetic"),
        ("Political opinions", "political_opinion"),
    ],
)
def test_s4_every_kind_of_article_9_has_a_category(desk: Desk, words: str, category: str) -> None:
    page = table("Tarnside Primary School: staff data", ("Company", "Data"), ("EPM", words))
    desk.put("in/staff.html", page)
    desk.convert()
    assert desk.rows()["EPM"]["categories"] == category


def test_s4_a_union_is_no_bank(desk: Desk) -> None:
    page = table(
        "Tarnside Primary School: who has data of our staff",
        ("Recipient", "Data shared"),
        ("Trade unions", "Membership, where you pay it from your salary"),
        ("EPM", "Names, bank details"),
        ("Teachers' Pensions", "Names, dates of birth"),
    )
    desk.put("in/staff.html", page)
    desk.convert()
    assert "payroll_bank" not in desk.rows()["Trade unions"]["categories"]


def test_s9_one_notice_in_two_formats_is_counted_once(desk: Desk) -> None:
    rows = [
        ("Company", "What", "Why"),
        ("Arbor", "Names", "MIS"),
        ("Tapestry", "Photos", "Journal"),
    ]
    desk.put("in/list.html", table("Tarnside Primary School: who we share data with", *rows))
    desk.put_book("in/list.xlsx", {"List": [("Tarnside Primary School",), *rows]})
    told = desk.convert()
    assert [row["company"] for row in desk.read_csv()] == ["Arbor", "Tapestry"]
    assert "the same notice as" in told.text


def test_s13_a_row_of_a_workbook_has_the_number_and_the_sheet_that_excel_shows(desk: Desk) -> None:
    above = [("Tarnside Primary School",), ("Kept by the office",), ()]
    rows = [("Supplier", "Data"), ("ScholarPack", ""), ("HMRC", "Names, NI numbers")]
    desk.put_book("in/ropa.xlsx", {"Systems": [*above, *rows]})
    desk.convert()
    assert [(row["company"], row["row"], row["sheet"]) for row in desk.read_csv()] == [
        ("ScholarPack", "5", "Systems"),
        ("HMRC", "6", "Systems"),
    ]
    assert "row 5" in desk.run("check", "in").text
    desk.run("incident", "ScholarPack", "in")
    assert "row 5" in (desk.folder / "incident.html").read_text("utf-8")
    desk.run("compare", "in", "--output", "compare.csv")
    assert "row 5" in (desk.folder / "compare.csv").read_text("utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "schoolmoney - names, dinner money",
        "google classroom - names, emails",
        "purple mash - class",
    ],
)
def test_s2_a_known_name_written_small_is_a_row(desk: Desk, line: str) -> None:
    put_email(desk, line)
    desk.convert()
    assert line.partition(" - ")[0] in desk.rows()


@pytest.mark.parametrize(
    ("caption", "cell", "status"),
    [
        ("In use?", "N", "not_used"), ("In use?", "Y", "in_use"), ("Still used?", "No", "not_used"),
        ("Approved?", "no", "not_approved"), ("Status", "Ended 2023", "historic"),
        ("Status", "Pending DPIA", "planned"), ("Status", "Not approved", "not_approved"),
        ("Status", "Live", "in_use"), ("Current?", "N", "not_used"),
    ],
)  # fmt: skip
def test_a_column_of_its_status_says_the_status_of_a_row(
    desk: Desk, caption: str, cell: str, status: str
) -> None:
    rows = [
        ("Company", "Data shared", "Purpose", caption),
        ("Arbor", "Names, classes", "Registers", ""),
        ("Vericool", "Names", "Library", cell),
    ]
    desk.put("in/a.html", table("Who we share data with", *rows))
    desk.convert()
    assert desk.rows()["Vericool"]["status"] == status


def test_what_stands_under_a_heading_of_the_past_is_not_in_use(desk: Desk) -> None:
    captions = ("Company", "Data shared", "Purpose")
    now = [captions, ("Arbor", "Names", "Registers"), ("CPOMS", "Notes", "Safety")]
    past = [captions, ("Vericool", "Names", "Library"), ("Seesaw", "Photos", "Work")]
    page = table("Suppliers that we share data with", *now)
    desk.put("in/a.html", page + table("Suppliers we stopped using", *past))
    desk.convert()
    statuses = {name: row["status"] for name, row in desk.rows().items()}
    assert statuses == {
        "Arbor": "in_use", "CPOMS": "in_use", "Vericool": "historic", "Seesaw": "historic",
    }  # fmt: skip


def test_what_a_record_system_is_for_is_not_all_that_it_holds(desk: Desk) -> None:
    rows = [
        ("Company", "Data shared", "Purpose"),
        ("Arbor", "Name and date of birth only", "MIS"),
        ("SIMS", "Pupil names", "Our MIS"),
        ("EPM", "Bank details", "Payroll"),
        ("Weduc", "Parents' emails; no pupil data", "Messages"),
    ]
    desk.put("in/a.html", table("Who we share data with", *rows))
    desk.convert()
    found = desk.rows()
    assert "all_mis_data" not in found["Arbor"]["categories"] + found["SIMS"]["categories"]
    assert found["EPM"]["categories"] == "payroll_bank"
    assert found["Weduc"]["categories"] == "email_address"
    assert found["Weduc"]["no_personal_data"] == "false"


@pytest.mark.parametrize("merged", [True, False])
def test_s3_the_caption_of_a_group_in_a_workbook_stands_above_its_columns(
    desk: Desk, merged: bool
) -> None:
    rows = [
        ("System", "Used for", "Pupil data", "", ""),
        ("", "", "Name", "DOB", "Address"),
        ("Rewards", "Merits", "Y", "", ""),
        ("Arbor", "Registers", "Y", "Y", "Y"),
        ("CPOMS", "Safeguarding", "Y", "Y", ""),
    ]
    path = desk.put_book("in/systems.xlsx", {"Wrenfold School": rows})
    if merged:
        book = openpyxl.load_workbook(path)
        book.active.merge_cells("C1:E1")
        book.save(path)
    desk.convert()
    found = {name: row["categories"] for name, row in desk.rows().items()}
    assert found == {
        "Rewards": "name", "Arbor": "name; address; date_of_birth", "CPOMS": "name; date_of_birth",
    }  # fmt: skip
