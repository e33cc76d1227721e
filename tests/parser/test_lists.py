"""Lists of bullets: which of them list recipients, and how an item is read."""

import pytest
from tests.parser.building import parsed, proposed, rows, table

from noticeparse.model import Block, Heading, ListItem, Paragraph, Text


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
        ("Our regulator, Ofsted", [("Ofsted", "Our regulator, Ofsted")]),
        (
            "the Department for Education, because the law asks for the census",
            [("Department for Education", "because the law asks for the census")],
        ),
        ("Parentmail, and/or", [("Parentmail", "")]),
        ("Braiswick (A, D) – portraits", [("Braiswick", "portraits")]),
        ("Tempest (A, B, C, D, E, F, G, H) – portraits", [("Tempest", "portraits")]),
        ("Tempest Photos (2, 4)", [("Tempest Photos", "")]),
        ("Our regulator Ofsted", [("Ofsted", "Our regulator Ofsted")]),
        ("Advisers and consultants", [("Advisers and consultants", "")]),
        ("Times Tables Rockstars and Numbots", [("Times Tables Rockstars", ""), ("Numbots", "")]),
        ("the Department for Education, Sport and Culture (DESC)", [("the Department for Education, Sport and Culture (DESC)", "")]),
        ("our local authority – for admissions", [("local authority", "for admissions")]),
        ("Tucasi –dinner money", [("Tucasi", "dinner money")]),
        ("White Rose is used for maths; no data is shared", [("White Rose", "is used for maths; no data is shared")]),
        ("For music we use Charanga. Children have names.", [("Charanga", "For music we use Charanga. Children have names.")]),
        ("Tapestry – photos, name – learning journal", [("Tapestry", "photos, name – learning journal")]),
        ("Other professionals who work with pupils", [("Other professionals", "who work with pupils")]),
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
    ) == ["DfE", "Hospital School", "onward schools", "Pondweed Swimming"]  # fmt: skip


def test_subheadings_become_sections() -> None:
    found = parsed(
        "We may pass information to:", "- Ofsted", "- School nurse",
        "- Firms that work for us:", "- Bromcom – MIS", "- Larkspur Lunches – caterers",
    ).disclosures  # fmt: skip
    assert [str(row.company) for row in found] == [
        "Ofsted", "School nurse", "Bromcom", "Larkspur Lunches",
    ]  # fmt: skip
    assert str(found[2].section) == "Firms that work for us:"


def test_products_below_a_supplier_are_one_row() -> None:
    deep = [ListItem(Text(name), level=1, marker="o") for name in ("Purple Mash", "Serial Mash")]
    assert rows("Apps used in lessons include:", ListItem(Text("2Simple:")), *deep) == [
        ("2Simple", "Purple Mash Serial Mash")
    ]


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
            "Apps that hold personal information:",
            ["Apps used in class:", "-Seesaw – learning portfolio", "-Kestrel Spelling – word lists",
             "Our bus company", "-names and stops"],
            [("Seesaw", "learning portfolio"), ("Kestrel Spelling", "word lists"),
             ("bus company", "names and stops")],
        ),
        (
            "Who we share student data with",
            ["Marlow County Board of Education", "-Transportation Office: stops", "-Food Services: meal status",
             "Kids First Dental (not-for-profit)", "-grade and homeroom"],
            [("Marlow County Board of Education", "Transportation Office: stops Food Services: meal status"),
             ("Kids First Dental (not-for-profit)", "grade and homeroom")],
        ),
        (
            "Third parties to whom data is passed",
            ["Clubs that run after school:", "-Tumblers Gymnastics: name, age", "-Chess Kings: name",
             "Tusla", "-attendance returns", "-child protection reports"],
            [("Tumblers Gymnastics", "name, age"), ("Chess Kings", "name"),
             ("Tusla", "attendance returns child protection reports")],
        ),
    ],
    ids=["NZ", "US", "IE"],
)  # fmt: skip
def test_nested_items(lead: str, items: list[str], read: list[tuple[str, str]]) -> None:
    readings = proposed("lists", lead, *nested(*items))
    assert [row for reading in readings for row in reading] == read


def test_a_colon_before_items_is_of_what_is_said() -> None:
    readings = proposed(
        "lists", "We share data with", *nested("Arbor – for staff:", "-pay", "-leave")
    )
    assert readings[0] == [("Arbor", "for staff: pay leave")]


def test_several_names_in_a_bracket() -> None:
    ((*found,),) = proposed("lists", "We share data with", "- Apps (Arbor, CPOMS)", "- Famly")
    assert [company for company, _ in found] == ["Arbor", "CPOMS", "Famly"]


@pytest.mark.parametrize(
    ("rest", "read"),
    [
        (" Names and classes", [("Arbor", "Names and classes")]),
        (": names", [("Arbor", "names")]),
        (" holds names and classes.", []),
    ],
)
def test_a_bold_beginning_sets_a_name_apart(rest: str, read: list[tuple[str, str]]) -> None:
    lines = [Paragraph(Text(f"Arbor{rest}"), lead=5)]
    assert [row for reading in proposed("lists", *lines) for row in reading] == read


def test_recipients_named_in_their_classes() -> None:
    found = rows(
        "# Who we share with",
        "- Legal advisers, e.g. Aldous Birch LLP; Wren & Co (employment)",
        "- Insurers, e.g. Zurich Municipal (claims), Marsh Commercial (travel)",
    )
    assert [name for name, _ in found] == [
        "Aldous Birch LLP",
        "Wren & Co",
        "Zurich Municipal",
        "Marsh Commercial",
    ]
    assert all(said.startswith(("Legal advisers", "Insurers")) for _, said in found)


def test_names_before_the_last_which_is_a_kind_of_body() -> None:
    found = rows(
        "We share personal information with:",
        "- another school",
        "- medical practitioners",
        "- HESA, OfS and other funding bodies",
        "- CAMHS, Education and Social Care services",
    )
    assert [name for name, _ in found][2:5] == ["HESA", "OfS", "other funding bodies"]
    assert found[5][0] == "CAMHS"


@pytest.mark.parametrize(
    "items",
    [
        ["Pupils", "-names", "-addresses", "Parents", "-e-mail addresses"],
        ["Admissions", "-birth certificate", "-proof of address", "Attendance", "-absence reasons"],
    ],
)
def test_nested_items_of_data_alone(items: list[str]) -> None:
    assert rows("The information that we hold includes:", *nested(*items)) == []


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


def test_leader_dots() -> None:
    assert rows(
        "# Software",
        "Arbor ........ MIS",
        "Larkspur Lunches ..... dinners",
        "CPOMS …… safeguarding",
    ) == [("Arbor", "MIS"), ("Larkspur Lunches", "dinners"), ("CPOMS", "safeguarding")]
    assert rows("Contents", "Arbor ........ 1", "Data that we hold ........ 3") == []
    assert rows("# Contact", "Office ....... 01632 960 001", "Head ....... 01632 960 002") == []


@pytest.mark.parametrize(
    "blocks",
    [
        ("# Online tools for students", table(["Seesaw", "Kahoot"], ["Numberling", "Duolingo"])),
    ],
)
def test_bare_names(blocks: tuple[Block | str, ...]) -> None:
    assert [name for name, _ in rows(*blocks)] == ["Seesaw", "Kahoot", "Numberling", "Duolingo"]


def test_a_staff_directory_is_no_grid() -> None:
    assert (
        rows("# Our team", "Mrs Ann Hale", "Mr Tom Reed", "Miss Joy Bell", "Reception Class") == []
    )


def test_a_second_recipient_leaves_the_items_alone() -> None:
    found = rows(
        "We are moving to Pebblejot.", "Texts are sent by Weduc.", "We hold this data:", "- name", "- photo"
    )  # fmt: skip
    assert all("photo" not in text for _, text in found)


def test_a_line_with_leaders_goes_on_where_it_broke_off() -> None:
    assert rows(
        "Arbor ........ the pupil database; every",
        "Record of a pupil",
        "Sumdog ....... sums at home:",
        "name and class",
        "Ashby Print ..... portraits",
        "in the hall",
        "Ordered by the office",
    ) == [
        ("Arbor", "the pupil database; every Record of a pupil"),
        ("Sumdog", "sums at home: name and class"),
        ("Ashby Print", "portraits in the hall"),
    ]


def test_other_brackets_are_none() -> None:
    found = rows(
        "# What we hold",
        "- names and addresses (current and former)",
        "- marks (autumn, spring and summer)",
        "- doctors' letters (where parents send them)",
        "- photographs (with consent)",
    )
    assert found == []


def test_nested_lists_of_other_things_are_none() -> None:
    lead = "Your rights"
    items = ["Access", "-ask for a copy", "--free of charge", "Erasure", "-ask us", "--in writing"]
    assert not parsed(lead, *nested(*items)).disclosures


def test_a_list_of_sources_has_no_recipients() -> None:
    assert (
        rows("Information comes to us from:", "- parents", "- the Department for Education") == []
    )


def test_a_supplier_may_fill_the_bracket_at_the_end_of_an_item() -> None:
    found = rows(
        "We share pupils' data with companies that help us to",
        "- run the buses (Pennine Coach: address, stop)",
        "- take dinner money (ParentPay)",
        "- take photographs (Bay Portraits: name, class)",
    )
    assert found == [
        ("Pennine Coach", "run the buses (Pennine Coach: address, stop)"),
        ("ParentPay", "take dinner money"),
        ("Bay Portraits", "take photographs (Bay Portraits: name, class)"),
    ]


def test_the_heading_below_a_list_is_no_item_of_it() -> None:
    found = rows(
        Heading(Text("EXAM BOARDS"), 2),
        "Each of these is sent names and dates of birth.",
        "WJEC",
        "Pearson Edexcel",
        Heading(Text("HOMEWORK APPS"), 2),
        "Each of these is sent names and classes.",
        "Seneca",
        "Tassomai",
    )
    assert [name for name, _ in found] == ["WJEC", "Pearson Edexcel", "Seneca", "Tassomai"]


@pytest.mark.parametrize("unit", ["the school", "this nursery", "our college"])
def test_the_lines_of_prose_are_no_list(unit: str) -> None:
    text = Paragraph(
        Text(
            f"The office of {unit} looks after Arbor and reads what is\n"
            "connected with it, so that nobody but staff can find the\n"
            "names of pupils or the addresses of those who look after them"
        )
    )
    assert proposed("lists", text) == []
