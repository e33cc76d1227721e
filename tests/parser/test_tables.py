"""Tables of every shape → rows, as a careful reader would write them down."""

import pytest
from tests.parser.building import document, parsed, proposed, rows, table

from noticeparse.model import NOT_SHARED, Block
from noticeparse.model.document import Table
from noticeparse.pipeline import read_notice
from noticeparse.vocabulary import load_vocabulary

HEADER = ["Company", "What is shared", "Why"]


def test_two_columns() -> None:
    assert rows(
        table(
            ["Company", "Data shared and purpose"],
            ["Arbor", "All pupil records. Our MIS."],
            ["CPOMS", "Safeguarding notes."],
        )
    ) == [("Arbor", "All pupil records. Our MIS."), ("CPOMS", "Safeguarding notes.")]


def test_data_and_purpose_are_joined_and_kept_apart() -> None:
    row = parsed(table(HEADER, ["Tapestry", "Names, photos", "Learning journals"])).disclosures[0]
    assert str(row.description) == "Names, photos Learning journals"
    assert (str(row.fields.data), str(row.fields.purpose)) == ("Names, photos", "Learning journals")


def test_purpose_first_with_several_suppliers_in_a_cell() -> None:
    assert rows(
        table(
            ["We use it for", "Data", "Supplier(s)"],
            ["Reading at home", "First name", "Bug Club, Oxford Owl and Reading Eggs"],
            ["Pay", "Bank details", "EPM; Teachers' Pensions; HMRC"],
        )
    ) == [
        ("Bug Club", "Reading at home First name"),
        ("Oxford Owl", "Reading at home First name"),
        ("Reading Eggs", "Reading at home First name"),
        ("EPM", "Pay Bank details"),
        ("Teachers' Pensions", "Pay Bank details"),
        ("HMRC", "Pay Bank details"),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "SIMS, SIMS Pay, SIMS Activities",
        "Duke of Edinburgh's Award (eDofE)",
        "Marchbanks and Oyelaran Catering",
    ],
)
def test_one_company_stays_one(cell: str) -> None:
    assert [name for name, _ in rows(table(HEADER, [cell, "Name", "Lessons"]))] == [cell]


@pytest.mark.parametrize(
    ("cell", "company", "descriptor"),
    [
        ("Bromcom – MIS", "Bromcom", "MIS"),
        ("Class Dojo - rewards", "Class Dojo", "rewards"),
        ("Edukey: provision maps", "Edukey", "provision maps"),
    ],
)
def test_what_follows_the_name_describes_it(cell: str, company: str, descriptor: str) -> None:
    found = rows(table(HEADER, [cell, "Name", "Lessons"]))
    assert found == [(company, f"{descriptor} Name Lessons")]


@pytest.mark.parametrize("cell", ["Dept. of Transport – TRX", "Local Authority – Fenmoor BC"])
def test_a_body_and_its_part_are_one_name(cell: str) -> None:
    assert proposed("tables", table(HEADER, [cell, "Name", "Buses"])) == [[(cell, "Name Buses")]]


@pytest.mark.parametrize("cell", ["Bee-Bot", "S-cool", "Wren–Hadley Associates"])
def test_a_hyphen_inside_a_name_stays(cell: str) -> None:
    assert rows(table(HEADER, [cell, "Name", "Lessons"]))[0][0] == cell


@pytest.mark.parametrize(
    "cell",
    [
        "Ashgate Maths / Brindle / Corvid Plus",
        "• Ashgate Maths\n• Brindle\n• Corvid Plus",
        "Ashgate Maths, Brindle, Corvid Plus",
    ],
)
def test_unknown_names_in_one_cell_are_told_apart(cell: str) -> None:
    found = rows(table(HEADER[:2], ["Tapestry", "Names"], [cell, "Names"], ["Wonde", "UPNs"]))
    assert [company for company, _ in found[1:-1]] == ["Ashgate Maths", "Brindle", "Corvid Plus"]


def test_a_row_cut_in_the_middle_of_its_sentences_is_put_together() -> None:
    first = table(
        HEADER, ["Tapestry", "Names", "Journals"], ["Ashgate", "Names and", "Practice of"]
    )
    second = table(["maths", "year groups", "tables"], continues=True)
    assert rows(first, second)[1] == ("Ashgate maths", "Names and year groups Practice of tables")


def test_merged_cells_speak_for_every_row_they_span() -> None:
    assert rows(
        table(
            HEADER,
            ["Clever", "Names, usernames", "Signing in"],
            ["ClassLink", None, None],
            ["Destiny", "Name", "Library"],
        )
    ) == [
        ("Clever", "Names, usernames Signing in"),
        ("ClassLink", "Names, usernames Signing in"),
        ("Destiny", "Name Library"),
    ]


def test_a_row_across_the_table_is_a_section() -> None:
    found = parsed(
        table(
            HEADER,
            ["OFFICE", "<", "<"],
            ["ParentPay", "Names", "Payments"],
            ["CLASSROOM", "<", "<"],
            ["Seesaw", "Names", "Homework"],
        )
    ).disclosures
    assert [(str(row.company), str(row.section)) for row in found] == [
        ("ParentPay", "OFFICE"),
        ("Seesaw", "CLASSROOM"),
    ]


def test_repeated_headers_are_no_rows() -> None:
    first = table(HEADER, ["Arbor", "All data", "MIS"])
    second = table(HEADER, ["CPOMS", "Concerns", "Safeguarding"], continues=True)
    assert [name for name, _ in rows(first, second)] == ["Arbor", "CPOMS"]


@pytest.mark.parametrize(
    ("last", "first", "joined"),
    [
        (["Kooth", "Name, DOB and", "To give"], ["", "GP", "support"], ("Kooth", "Name, DOB and GP To give support")),
        (["Sign In App –", "Visitors: name and", ""], ["entry system", "photo", ""], ("Sign In App", "entry system Visitors: name and photo")),
        (["Hollins (trading as", "Names", "Buses"], ["Hollins Travel)", "", ""], ("Hollins (trading as Hollins Travel)", "Names Buses")),
        (["Edulink One", "Self-", "App"], ["", "service details", ""], ("Edulink One", "Self-service details App")),
    ],
)  # fmt: skip
def test_a_row_cut_by_the_page_is_put_together(
    last: list[str], first: list[str], joined: tuple[str, str]
) -> None:
    found = rows(table(HEADER, ["Arbor", "All", "MIS"], last), table(first, continues=True))
    assert found == [("Arbor", "All MIS"), joined]


def test_a_page_break_between_rows_joins_nothing() -> None:
    found = rows(
        table(HEADER, ["Arbor", "All", "MIS"]),
        table(["CPOMS", "concerns", "Safeguarding"], continues=True),
    )
    assert found == [("Arbor", "All MIS"), ("CPOMS", "concerns Safeguarding")]


def test_a_table_without_a_header_is_read_by_its_names() -> None:
    assert rows(
        table(
            ["Arbor", "All pupil data", "Records"],
            ["CPOMS", "Concerns", "Safeguarding"],
            ["Wren & Hadley Buses", "Names", "School run"],
        )
    )[2] == ("Wren & Hadley Buses", "Names School run")


def test_a_tick_matrix_gives_the_ticked_captions() -> None:
    row = parsed(
        table(
            ["Supplier", "Name", "DOB", "Photo", "GDPR compliant?"],
            ["Arbor", "✓", "✓", "✓", "Yes"],
            ["Kahoot", "✓", "", "", "Yes"],
        )
    ).disclosures[1]
    assert str(row.description) == "Name"
    row = parsed(
        table(
            ["Supplier", "Name", "DOB", "Photo", "GDPR compliant?"],
            ["Arbor", "✓", "✓", "✓", "Yes"],
            ["Kahoot", "✓", "", "✓", "Yes"],
        )
    ).disclosures[1]
    assert str(row.description) == "Name, Photo"
    assert [(caption, str(text)) for caption, text in row.fields.other] == [
        ("GDPR compliant?", "Yes")
    ]


@pytest.mark.parametrize(
    ("key", "data", "denied"),
    [
        (["Key: ✓ = sent C = sent if you agree ✗ = never sent empty = not asked for"], "Name, DOB", "Photo"),
        (["✓ = given by us", "✗ = not given, C = entered by families, we neither give nor see it"],
         "Name", "DOB, Photo"),
        (["A blank box means not shared."], "Name", "Photo, Class"),
        ([], "Name", None),
    ],
)  # fmt: skip
def test_the_key_of_a_matrix_says_what_its_signs_mean(
    key: list[str], data: str, denied: str | None
) -> None:
    row = parsed(
        *key,
        table(
            ["Supplier", "Name", "DOB", "Photo", "Class"],
            ["Arbor", "✓", "✓", "✓", "✓"],
            ["Kahoot", "✓", "C", "✗", ""],
            ["Sumdog", "✓", "✓", "", "✓"],
        ),
    ).disclosures[1]
    assert str(row.fields.data) == data
    found = dict(row.fields.other).get(NOT_SHARED)
    assert (None if found is None else str(found)) == denied


def test_a_matrix_may_have_captions_that_look_like_suppliers_and_the_purpose_first() -> None:
    found = parsed(
        table(
            ["Supplier", "Why we use it", "About whom", "Name", "Address", "DBS", "Hosted"],
            ["Arbor", "Office records", "Pupils", "Y", "Y", "", "UK"],
            ["Marsh Lane Minibuses", "Drives the swimmers", "Staff", "Y", "", "Y", "UK"],
        )
    ).disclosures
    assert [str(row.company) for row in found] == ["Arbor", "Marsh Lane Minibuses"]
    assert [str(row.description) for row in found] == [
        "Office records Name, Address",
        "Drives the swimmers Name, DBS",
    ]
    assert str(found[1].fields.data) == "Name, DBS"
    assert str(found[1].fields.location) == "UK"


def test_a_column_of_two_fields_states_neither() -> None:
    found = parsed(
        table(
            ["Supplier", "Data", "Purpose", "Stored / deleted"],
            ["Evolve", "Names", "Trips", "UK / after 3 years"],
            ["Edulink", "Names", "Messages", "Leeds"],
        )
    ).disclosures
    assert [(row.fields.location, row.fields.retention) for row in found] == [(None, None)] * 2
    said = [(caption, str(text)) for row in found for caption, text in row.fields.other]
    assert said == [
        ("Stored / deleted", "UK / after 3 years"),
        ("Stored / deleted", "Leeds"),
    ]


def test_n_a_states_nothing() -> None:
    found = parsed(
        table(
            ["Supplier", "Data", "Purpose", "Stored in", "Lawful basis"],
            ["Evolve", "Names", "Trips", "UK", "n/a"],
            ["Padlet", "Names", "Boards", "n/a", "Consent"],
        )
    ).disclosures
    said = [(str(row.fields.location), str(row.fields.lawful_basis)) for row in found]
    assert said == [("UK", "None"), ("None", "Consent")]
    assert [(caption, str(text)) for caption, text in found[0].fields.other] == [
        ("Lawful basis", "n/a")
    ]


def test_other_columns_become_fields_not_description() -> None:
    row = parsed(
        table(
            ["Supplier", "Data", "Reason", "Lawful basis", "Where is it stored?", "Kept for",
             "Whose data", "Privacy policy", "Consent needed", "Ref"],
            ["Evolve", "Names", "Trips", "Public task", "UK", "1 year", "Pupils",
             "https://example.org/privacy", "No", "7"],
        )
    ).disclosures[0]  # fmt: skip
    fields = row.fields
    assert str(row.description) == "Names Trips"
    assert [str(x) for x in (fields.lawful_basis, fields.location, fields.retention)] == [
        "Public task",
        "UK",
        "1 year",
    ]
    assert [str(x) for x in (fields.subjects, fields.link, fields.consent)] == [
        "Pupils",
        "https://example.org/privacy",
        "No",
    ]
    assert [(caption, str(text)) for caption, text in fields.other] == [("Ref", "7")]


def test_a_dash_alone_says_nothing() -> None:
    row = parsed(table(HEADER, ["Testbase", "-", "–"])).disclosures[0]
    assert (str(row.description), row.fields.data, row.fields.purpose) == ("", None, None)


@pytest.mark.parametrize(
    "other",
    [
        table(["Record", "Retention period"], ["Admission register", "6 years"]),
        table(["Name", "Position", "Email"], ["Ms Bello", "Head", "head@example.org"]),
        table(["Data item", "Why we collect it"], ["Names", "To know you"], ["Photos", "Displays"]),
        table(["Term", "Starts"], ["Autumn", "3 September"]),
    ],
)
def test_tables_that_list_no_recipients_are_left_alone(other: object) -> None:
    found = rows(other, "Our suppliers", table(HEADER, ["Arbor", "All", "MIS"]))  # type: ignore[arg-type]
    assert found == [("Arbor", "All MIS")]


def test_rows_point_to_others() -> None:
    found = parsed(
        table(
            HEADER,
            ["Bug Club", "First name, class", "Reading"],
            ["Oxford Owl", "As above", "As above"],
            ["Arbor", "All", "MIS"],
            ["Nessy", "See Bug Club", "Dyslexia"],
            ["IXL", "As the privacy policy", "Maths"],
            ["Raz-Plus", "As for Bug Club, and scores", "Books"],
            ["Mathletics", "The same as for Bug Club", "Maths"],
        )
    ).disclosures
    ids = [row.id for row in found]
    assert [row.same_as for row in found] == [None, ids[0], None, ids[0], None, ids[0], ids[0]]


def test_footnotes_are_taken_off_the_name_and_kept() -> None:
    row = parsed(
        table(HEADER, ["Capita SIMS*", "All", "MIS"], ["Arbor", "None yet", "MIS"]),
        "* Read-only archive until July.",
    ).disclosures[0]
    assert str(row.company) == "Capita SIMS"
    assert [(name, str(text)) for name, text in row.fields.other] == [
        ("note", "Read-only archive until July.")
    ]
    assert row.status == "historic"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Not yet in use: planned for Easter", "planned"),
        ("No longer used; names only", "historic"),
        ("Previous MIS", "historic"),
        ("We do not use this with pupils", "not_used"),
        ("Not approved for pupils", "not_approved"),
        ("Names, for homework", "in_use"),
        ("Replaced paper diaries", "in_use"),
    ],
)
def test_status(text: str, status: str) -> None:
    found = parsed(table(["Company", "Details"], ["Arbor", "MIS"], ["Edulink One", text]))
    assert found.disclosures[1].status == status


def test_a_person_is_held_and_said_so() -> None:
    row = parsed(
        table(HEADER, ["Mrs J Okafor (piano)", "Name", "Lessons"], ["Arbor", "All", "MIS"])
    )
    assert row.disclosures[0].held
    assert [issue.code for issue in row.disclosures[0].issues] == ["person_named"]
    assert not row.disclosures[1].held


def test_ids_are_unique_and_do_not_depend_on_other_rows() -> None:
    arbor = ["Names, classes", "Registers"]
    one = parsed(table(HEADER, ["Arbor", *arbor])).disclosures[0].id
    two = parsed(
        table(HEADER, ["CPOMS", "Concerns", "Care"], ["arbor", *arbor], ["Arbor", "Pay", "Payroll"])
    ).disclosures
    assert two[1].id == one
    assert len({row.id for row in two}) == 3


def test_nothing_found_is_said() -> None:
    found = parsed("# Welcome", "We like maths.")
    assert found.disclosures == ()
    assert [issue.code for issue in found.issues] == ["no_disclosures"]


TOPICS = table(
    ["Who we are", "Quayside College is responsible for the personal data that it holds."],
    ["What we hold", "Names, addresses, attendance, marks and the support that a student has."],
    ["Who we share it with", "Records are shared with Compass, and fees are paid through Qkr! by families.\nWe send enrolment figures to the Department of Education each term."],
    ["How long we keep it", "Files are kept until the student is twenty-five years old and then shredded."],
    ["Your rights", "You may ask to see what we hold, or complain to the Commissioner."],
)  # fmt: skip
BOXES = table(
    ["Learning\nIn class the children write their stories in Book Creator, which has a first name and their drawings."],
    ["Office\nMessages go home through Studybugs, which is given the mobile number of each parent."],
)  # fmt: skip
ASKED = table(
    ["Question", "Answer"],
    ["How do you take payments?", "Families pay with ParentPay, which has the name and class of each child."],
    ["What happens to photographs?", "We upload them to Tapestry so that parents can see them at home."],
    ["Can I object?", "Yes. Please speak to the office and we will take your child's pictures down."],
)  # fmt: skip
SUPPLIERS = table(
    ["Arbor", "Everything that the office holds about a child and the people at home."],
    ["CPOMS", "Concerns about the welfare of a child, and what was done about each of them."],
    ["Wren Milk", "The names and birthdays of the children who are under five years old."],
)
FORM = table(
    ["Name of app", "Kahoot"],
    ["What does it collect?", "A nickname that the student makes up for one lesson and nothing else."],
    ["Why do we use it?", "Quizzes at the end of a topic, to see what has been understood by all."],
)  # fmt: skip


@pytest.mark.parametrize(
    ("made", "companies"),
    [
        (TOPICS, ["Compass", "Qkr!", "Department of Education"]),
        (BOXES, ["Book Creator", "Studybugs"]),
        (ASKED, ["ParentPay", "Tapestry"]),
        (SUPPLIERS, ["Arbor", "CPOMS", "Wren Milk"]),
        (FORM, ["Kahoot"]),
    ],
    ids=["topics", "boxes", "questions", "suppliers", "form"],
)
def test_who_is_found(made: Table, companies: list[str]) -> None:
    found = [
        company for company, _ in rows("# Privacy at Quayside College", "Please read on.", made)
    ]
    assert [company.removeprefix("the ") for company in found] == companies


def test_places_are_those_of_the_notice() -> None:
    below = table(["Supplier", "Data shared"], ["Evolve", "names"], ["CPOMS", "concerns"])
    found = parsed("# Notice", TOPICS, "Also:", below)
    assert {row.place.block for row in found.disclosures if row.layout == "tables"} == {3}
    count = len(document("# Notice", TOPICS, "Also:", below).blocks)
    assert all(number < count for reading in found.readings for number in reading.blocks)


SIDEWAYS = (
    ["Platform", "ParentPay", "CPOMS", "Arbor"],
    ["Data shared", "Name, class", "Name, concerns", "Name, UPN, address"],
    ["Purpose", "Dinner money", "Child protection", "School register"],
    ["Purge rule", "Six years", "Until Year 11", "30 days"],
)


def with_fields(*blocks: Block | str) -> list[tuple[str, str, str, str]]:
    made = document(*blocks)
    return [
        (
            str(row.company),
            str(row.fields.data or ""),
            str(row.fields.purpose or ""),
            str(row.fields.retention or ""),
        )
        for row in read_notice(made, load_vocabulary()).notice.disclosures
    ]


def test_a_table_on_its_side() -> None:
    assert with_fields(table(*SIDEWAYS)) == [
        ("ParentPay", "Name, class", "Dinner money", "Six years"),
        ("CPOMS", "Name, concerns", "Child protection", "Until Year 11"),
        ("Arbor", "Name, UPN, address", "School register", "30 days"),
    ]


def test_an_upright_table_stays_as_it_is() -> None:
    upright = [list(column) for column in zip(*SIDEWAYS, strict=True)]
    assert with_fields(table(*upright, header=True)) == with_fields(table(*SIDEWAYS))


def test_a_row_may_leave_its_company_blank() -> None:
    found = rows(
        table(
            ["Company", "Data", "Purpose"],
            ["Arbor", "Name, UPN", "School register"],
            ["", "Staff contracts", "Personnel records"],
            ["CPOMS", "Notes of", "Child protection"],
            ["", "concerns", "and welfare"],
            header=True,
        )
    )
    assert found == [
        ("Arbor", "Name, UPN School register"),
        ("Arbor", "Staff contracts Personnel records"),
        ("CPOMS", "Notes of concerns Child protection and welfare"),
    ]


def test_a_legal_form_is_no_company_of_its_own() -> None:
    found = rows(
        table(
            HEADER,
            ["Seesaw Learning, Inc.", "Names, photos", "Portfolios"],
            ["Arbor, CPOMS Systems, Ltd", "Names", "Records"],
        )
    )
    assert [name for name, _ in found] == ["Seesaw Learning, Inc.", "Arbor", "CPOMS Systems, Ltd"]


def test_a_form_whose_answer_gives_each_recipient_a_line_and_a_clause() -> None:
    form = table(
        ["What is this form about?", "A place at our breakfast club."],
        ["What do you need from me?", "Your child's name, class and allergies."],
        ["Why do you need it?", "To keep your place."],
        ["Who do you share it with?", "ParentPay, which takes the fees\nChartwells, who cook"],
        ["Who do you not share it with?", "Other parents."],
        ["How long is it kept?", "A year."],
    )
    found = parsed(form).disclosures
    assert [row.company.string for row in found] == ["ParentPay", "Chartwells"]
    assert {str(row.fields.data) for row in found} == {"Your child's name, class and allergies."}
    said = [str(row.fields.purpose) for row in found]
    assert said == ["which takes the fees To keep your place.", "who cook To keep your place."]
