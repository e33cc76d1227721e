"""Lists of bullets: which of them list recipients, and how an item is read."""

import pytest
from tests.parser.building import parsed, rows

from noticeparse.model import ListItem, Text


def companies(*blocks: ListItem | str) -> list[str]:
    return [company for company, _ in rows(*blocks)]


@pytest.mark.parametrize(
    ("item", "read"),
    [
        ("Arbor – our records system", [("Arbor", "our records system")]),
        ("Wren Hadley Buses: school run", [("Wren Hadley Buses", "school run")]),
        ("CPOMS (safeguarding notes)", [("CPOMS", "safeguarding notes")]),
        ("Duke of Cornwall Prize (CoDa)", [("Duke of Cornwall Prize (CoDa)", "")]),
        ("Kestrel Reader (from 2024)", [("Kestrel Reader", "from 2024")]),
        ("Lexia, a reading programme", [("Lexia", "a reading programme")]),
        ("Tuckbox Meals. Name, class, allergies", [("Tuckbox Meals", "Name, class, allergies")]),
        ("Quizlet, Storywing, Kahoot", [("Quizlet", ""), ("Storywing", ""), ("Kahoot", "")]),
        ("Auditors; legal advisers", [("Auditors", ""), ("legal advisers", "")]),
        ("Messages: Weduc and Piota", [("Weduc", "Messages"), ("Piota", "Messages")]),
        ("Payments (ParentPay)", [("ParentPay", "Payments")]),
        ("Our regulator, Ofsted", [("Ofsted", "Our regulator")]),
        ("our local authority – for admissions", [("our local authority", "for admissions")]),
        ("Tucasi –dinner money", [("Tucasi", "dinner money")]),
        ("White Rose is used for maths; no data is shared", [("White Rose", "is used for maths; no data is shared")]),
        ("For music we use Charanga. Children have names.", [("Charanga", "For music we use Charanga. Children have names")]),
        ("Tapestry – photos, name – learning journal", [("Tapestry", "photos, name – learning journal")]),
        ("Our school nursing team, provided by Southshire NHS Trust", [("Our school nursing team", "provided by Southshire NHS Trust")]),
        ("Other professionals who work with pupils", [("Other professionals", "who work with pupils")]),
        ("Companies who supply software, such as Nessy", [("Nessy", "Companies who supply software, such as Nessy")]),
        ("The company that takes photographs (Braiswick)", [("Braiswick", "The company that takes photographs")]),
        ("SIMS, SIMS Parent", [("SIMS, SIMS Parent", "")]),
    ],
)  # fmt: skip
def test_items(item: str, read: list[tuple[str, str]]) -> None:
    found = rows("We share pupil data with:", "- Bromcom – MIS", f"- {item}", "- Ofsted")
    assert [row for row in found if row not in (("Bromcom", "MIS"), ("Ofsted", ""))] == [
        row for row in read if row != ("Ofsted", "")
    ]


@pytest.mark.parametrize(
    "lead",
    [
        "We receive information about children from:",
        "Information is collected from the following:",
        "You have the right to complain to:",
        "We never share data with:",
        "The laws that we follow are:",
    ],
)
def test_lists_that_are_none_of_recipients(lead: str) -> None:
    assert rows(lead, "- The local authority", "- Ofsted", "- DfE", "- NHS") == []


@pytest.mark.parametrize(
    ("lead", "items"),
    [
        ("We use student data to:", ["support learning", "report on progress"]),
        ("We hold:", ["Names", "Dates of Birth", "SEN needs"]),
        ("The relevant laws are:", ["Education Act 1996", "Children Act 1989"]),
        ("Photographs may appear:", ["In the hall", "On the website", "In the Wexley Gazette"]),
    ],
)
def test_lists_of_other_things(lead: str, items: list[str]) -> None:
    assert rows(lead, *(f"- {item}" for item in items)) == []


def test_only_the_recipients_of_three_lists() -> None:
    assert companies(
        "# Where data comes from", "We obtain data from:", "- Parents", "- The DfE",
        "# Whom we pass it to", "The bodies that we share it with are:", "- The DfE", "- Hospital School",
        "- onward schools", "- Pondweed Swimming", "# Why", "We need it to:", "- teach", "- keep records",
    ) == ["The DfE", "Hospital School", "onward schools", "Pondweed Swimming"]  # fmt: skip


def test_subheadings_become_sections() -> None:
    from tests.parser.building import parsed

    found = parsed(
        "We may pass information to:", "- Ofsted", "- School nurse",
        "- Firms that work for us:", "- Bromcom – MIS", "- Larkspur Lunches – caterers",
        "# Also", "- Insurers; auditors",
    ).disclosures  # fmt: skip
    assert [str(row.company) for row in found] == [
        "Ofsted", "School nurse", "Bromcom", "Larkspur Lunches", "Insurers", "auditors",
    ]  # fmt: skip
    assert str(found[2].section) == "Firms that work for us:"


def test_products_below_a_supplier_are_one_row() -> None:
    deep = [ListItem(Text(name), level=1, marker="o") for name in ("Purple Mash", "Serial Mash")]
    assert rows("Apps used in lessons include:", ListItem(Text("2Simple:")), *deep) == [
        ("2Simple", "Purple Mash, Serial Mash")
    ]


def test_products_under_the_heading_of_their_supplier_are_none() -> None:
    assert "MS Teams" not in companies(
        "# Microsoft 365", "Each student gets an account:", "- MS Word", "- MS Teams", "- MS Forms"
    )


def test_generic_recipients_of_the_model_notice() -> None:
    found = companies(
        "We do not share information without consent unless the law lets us. Where we may, we share with:",
        "- The pupil's family and representatives", "- Health authorities", "- Financial organisations",
        "- Professional advisers and consultants", "- Charities and voluntary organisations",
    )  # fmt: skip
    assert len(found) == 5


def test_us_list() -> None:
    assert rows(
        "# Approved Digital Tools",
        "- Canvas: learning management system",
        "- Clever (single sign-on)",
        "- Brightpath Counseling Log is used by counselors to record visits",
    ) == [
        ("Canvas", "learning management system"),
        ("Clever", "single sign-on"),
        ("Brightpath Counseling Log", "is used by counselors to record visits"),
    ]


def nested(*items: str) -> list[ListItem]:
    """Items of a list; each "-" before one is a level down."""
    return [ListItem(Text(i.lstrip("- ")), len(i) - len(i.lstrip("-")), "•") for i in items]


@pytest.mark.parametrize(
    ("lead", "items", "read"),
    [
        (
            "We may share personal information with:",
            ["The public health nurse, for the immunisation programme", "-name, address, date of birth", "-GP",
             "Apps used in class:", "-Seesaw – learning portfolio", "-Kestrel Spelling – word lists",
             "Our bus company", "-names and stops"],
            [("The public health nurse", "for the immunisation programme name, address, date of birth GP"),
             ("Seesaw", "learning portfolio"), ("Kestrel Spelling", "word lists"),
             ("Our bus company", "names and stops")],
        ),
        (
            "Who we share student data with",
            ["Marlow County Board of Education", "-Transportation Office: stops", "-Food Services: meal status",
             "Kids First Dental (not-for-profit)", "-grade and homeroom",
             "The child's next school, when a family moves", "-cumulative record"],
            [("Marlow County Board of Education", "Transportation Office: stops Food Services: meal status"),
             ("Kids First Dental (not-for-profit)", "grade and homeroom"),
             ("The child's next school", "when a family moves cumulative record")],
        ),
        (
            "Third parties to whom data is passed",
            ["Clubs that run after school:", "-Tumblers Gymnastics: name, age", "-Chess Kings: name",
             "Tusla", "-attendance returns", "-child protection reports"],
            [("Tumblers Gymnastics", "name, age"), ("Chess Kings", "name"),
             ("Tusla", "attendance returns child protection reports")],
        ),
        (
            "We share information with:",
            ["Legal advisers, e.g. Aldous Birch LLP; Wren & Co (employment)",
             "Insurers: Zurich Municipal (claims), Marsh Commercial (travel)",
             "Charities, such as The Lantern Project"],
            [("Aldous Birch LLP", "Legal advisers"), ("Wren & Co", "employment"),
             ("Zurich Municipal", "claims"), ("Marsh Commercial", "travel"),
             ("The Lantern Project", "Charities")],
        ),
    ],
    ids=["NZ", "US", "IE", "named in classes"],
)  # fmt: skip
def test_nested_items(lead: str, items: list[str], read: list[tuple[str, str]]) -> None:
    assert rows(lead, *nested(*items)) == read


@pytest.mark.parametrize(
    "items",
    [
        ["Pupils", "-names", "-addresses", "Parents", "-e-mail addresses"],
        ["Admissions", "-birth certificate", "-proof of address", "Attendance", "-absence reasons"],
    ],
)
def test_nested_items_of_data_alone(items: list[str]) -> None:
    assert rows("The information that we hold includes:", *nested(*items)) == []


def test_an_inline_list_goes_on_below() -> None:
    found = rows(
        "Reading at home: • Oxford Owl (no log-in) • Fiction Express – name • MyON – reading level",
        "- Storytime Phonics",
        "The office keeps the register.",
    )
    assert [name for name, _ in found] == [
        "Oxford Owl",
        "Fiction Express",
        "MyON",
        "Storytime Phonics",
    ]


def test_a_short_list_is_read_where_others_are_written_alike() -> None:
    others = ["- Arbor – names and classes", "- CPOMS – notes of concerns", "- Evolve – trip lists"]
    found = rows(
        "# Companies that we share with",
        *others,
        "- ParentPay – dinner money",
        "# Services for employees",
        "- ASEBB – names and pay of staff",
    )
    assert found[-1] == ("ASEBB", "names and pay of staff")


def test_a_short_list_by_itself_is_not() -> None:
    assert rows("# Services for employees", "- ASEBB – names and pay of staff") == []


def test_short_lists_of_names_beside_a_longer_one() -> None:
    found = parsed(
        "# Reports",
        "Names and samples of work.",
        "- Storypark",
        "- Tapestry",
        "- Quern Journal",
        "# Money",
        "The name and e-mail address of a parent.",
        "- ParentPay",
        "# Houses",
        "- Oak",
        "- Elm",
    ).disclosures
    assert [(str(row.company), str(row.section)) for row in found] == [
        *(
            (name, "Names and samples of work.")
            for name in ("Storypark", "Tapestry", "Quern Journal")
        ),
        ("ParentPay", "The name and e-mail address of a parent."),
    ]
