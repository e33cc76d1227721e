"""Labelled cards: one service each, its name above (or in) its labelled fields."""

import pytest
from tests.parser.building import document, parsed, proposed, rows, table

from noticeparse.model import Block, Heading, ListItem, Paragraph, Text
from noticeparse.pipeline import read_notice
from noticeparse.vocabulary import load_vocabulary


def each_proposed(*blocks: Block | str) -> list[tuple[str, str]]:
    """The rows of all records, whatever the judge makes of them."""
    return [row for reading in proposed("records", *blocks) for row in reading]


SAME_LINE = [
    "# Suppliers of Fernlea Infants",
    "The firms below hold something about our pupils.",
    "# Arbor",
    "Purpose: management information system",
    "Data shared: everything on the admission form",
    "Hosted in: Ireland",
    "Retention: until the child is 25",
    "# Wren Hadley Photographers",
    "Purpose: class photographs",
    "Data shared: name and class",
    "Hosted in:",
    "Retention: one term",
    "# ParentPay",
    "Purpose: dinner money",
    "Data shared: child's name, parent's e-mail",
    "Hosted in: UK",
    "Retention: n/k",
]


def test_labels_on_the_same_line() -> None:
    assert rows(*SAME_LINE) == [
        ("Arbor", "management information system everything on the admission form"),
        ("Wren Hadley Photographers", "class photographs name and class"),
        ("ParentPay", "dinner money child's name, parent's e-mail"),
    ]
    first, second, third = (row.fields for row in parsed(*SAME_LINE).disclosures)
    assert str(first.purpose) == "management information system"
    assert str(first.data) == "everything on the admission form"
    assert str(first.location) == "Ireland"
    assert str(first.retention) == "until the child is 25"
    assert second.location is None
    assert third.retention is None


def test_plain_names_and_bands_of_risk() -> None:
    found = parsed(
        "Digital services at Wattle Creek Primary",
        "These services were assessed by the Department.",
        "Low Risk – Bundled Consent:",
        "Mathletics",
        "Website: https://www.mathletics.com",
        "What is provided: Student: first name, class",
        "Teacher: name, email",
        "How it is used: maths practice",
        "Stored: Within Australia",
        "Please note – no account is needed at home.",
        "Padlet",
        "Website: https://padlet.com",
        "What is provided: Student: first name. Other data: year level.",
        "How it is used: shared notice boards",
        "Stored: Outside Australia",
        "High Risk – Specific Consent:",
        "Seesaw",
        "Website: https://web.seesaw.me",
        "What is provided: Student: name, photos, voice",
        "Other data: class",
        "How it is used: portfolios",
        "Stored: Outside Australia",
    ).disclosures
    assert [
        (str(r.company), " ".join(str(r.description).split()), str(r.section)) for r in found
    ] == [
        (
            "Mathletics",
            "Student: first name, class Teacher: name, email maths practice",
            "Low Risk – Bundled Consent:",
        ),
        (
            "Padlet",
            "Student: first name. Other data: year level. shared notice boards",
            "Low Risk – Bundled Consent:",
        ),
        (
            "Seesaw",
            "Student: name, photos, voice Other data: class portfolios",
            "High Risk – Specific Consent:",
        ),
    ]
    assert str(found[0].fields.link) == "https://www.mathletics.com"


def test_values_on_the_next_line() -> None:
    assert rows(
        "# Third party apps used in class",
        "# Kahoot",
        "https://kahoot.com",
        "Quizzes",
        "Information provided",
        "First name",
        "Purpose",
        "Checking what was learnt",
        "Where stored",
        "Norway",
        "# Book Creator",
        "https://bookcreator.com",
        "Writing",
        "Information provided",
        "Name and e-mail of the student",
        "Work that they make",
        "Purpose",
        "Making books",
        "Where stored",
        "USA",
    ) == [
        ("Kahoot", "Quizzes First name Checking what was learnt"),
        ("Book Creator", "Writing Name and e-mail of the student Work that they make Making books"),
    ]


def test_labels_first_and_values_after_them() -> None:
    assert rows(
        "Software in use",
        "Tapestry",
        "Purpose:",
        "Data held:",
        "Learning journals",
        "Photos, observations, date of birth",
        "CPOMS",
        "Purpose:",
        "Data held:",
        "Safeguarding records",
        "Concerns and the names of those involved",
    ) == [
        ("Tapestry", "Learning journals Photos, observations, date of birth"),
        ("CPOMS", "Safeguarding records Concerns and the names of those involved"),
    ]


def test_the_name_is_a_labelled_field() -> None:
    found = parsed(
        "# Systems register",
        "Name of system: Bromcom",
        "What is it for? Registers and reports",
        "What data does it hold? Names, UPN, attendance",
        "Lawful basis: public task",
        "Name of system: Wren Cashless Catering",
        "What is it for? Lunches",
        "What data does it hold? Name, class, allergies",
        "Lawful basis: public task",
    ).disclosures
    assert [(str(r.company), " ".join(str(r.description).split())) for r in found] == [
        ("Bromcom", "Registers and reports Names, UPN, attendance"),
        ("Wren Cashless Catering", "Lunches Name, class, allergies"),
    ]
    assert str(found[0].fields.lawful_basis) == "public task"


def test_a_card_in_one_paragraph_or_item() -> None:
    text = "{}\nUsed for: {}\nInformation: {}\nKept: {}"
    cards = [
        text.format("Evolve", "planning trips", "names, medical needs", "3 years"),
        text.format("Inventry", "signing in", "photo, name", "1 year"),
        text.format("Wonde", "moving data between systems", "name, UPN", "while in use"),
    ]
    wanted = [
        ("Evolve", "planning trips names, medical needs"),
        ("Inventry", "signing in photo, name"),
        ("Wonde", "moving data between systems name, UPN"),
    ]
    assert rows("# Our providers", *cards) == wanted
    assert rows("# Our providers", *(ListItem(Text(card)) for card in cards)) == wanted
    assert rows("# Our providers", "\n".join(cards)) == wanted


def test_bold_labels_without_a_colon() -> None:
    def field(label: str, value: str) -> Paragraph:
        return Paragraph(Text(f"{label} {value}"), lead=len(label))

    assert rows(
        "# EdTech we use",
        Heading(Text("ClassDojo"), level=3),
        field("Data elements", "first name, points"),
        field("Purpose", "rewarding effort"),
        Heading(Text("Clever"), level=3),
        field("Data elements", "roster"),
        field("Purpose", "single sign-on"),
    ) == [("ClassDojo", "first name, points rewarding effort"), ("Clever", "roster single sign-on")]


def test_items_below_a_label() -> None:
    assert rows(
        "# Who we share with",
        "# Evidence Me",
        "Information shared:",
        "- name",
        "- photos",
        "Reason:",
        "- showing progress",
        "# Groupcall",
        "Information shared:",
        "- mobile number",
        "Reason:",
        "- messages home",
    ) == [
        ("Evidence Me", "- name - photos - showing progress"),
        ("Groupcall", "- mobile number - messages home"),
    ]


def test_forms_are_cards() -> None:
    assert rows(
        table(
            ["Name of provider", "Arbor"],
            ["Purpose", "School records"],
            ["Data shared", "All pupil data"],
            ["Where stored", "UK"],
        ),
        table(
            ["Name of provider", "Kestrel Coaches"],
            ["Purpose", "School bus"],
            ["Data shared", "Name, address"],
            ["Where stored", "-"],
        ),
    ) == [
        ("Arbor", "School records All pupil data"),
        ("Kestrel Coaches", "School bus Name, address"),
    ]


def test_several_names_on_one_line() -> None:
    assert rows(
        "# Online services",
        "# Bee-Bot / Math Playground / PhET",
        "Data: none",
        "Used for: practice",
        "# Scratch / Code.org",
        "Data: none",
        "Used for: coding",
        "# Mathletics, Reading Eggs (3P Learning)",
        "Data: first name",
        "Used for: homework",
    ) == [
        ("Bee-Bot", "none practice"),
        ("Math Playground", "none practice"),
        ("PhET", "none practice"),
        ("Scratch", "none coding"),
        ("Code.org", "none coding"),
        ("Mathletics", "first name homework"),
        ("Reading Eggs (3P Learning)", "first name homework"),
    ]


@pytest.mark.parametrize(
    "blocks",
    [
        [
            "# Admissions",
            "Purpose: to offer places",
            "Data: names, addresses",
            "Lawful basis: public task",
            "# Attendance",
            "Purpose: to know who is here",
            "Data: registers",
            "Lawful basis: public task",
        ],
        [
            "# Contact us",
            "Address: Mill Lane, Thornbury",
            "Email: office@example.org",
            "Data Protection Officer: see the office",
            "Website: https://example.org",
        ],
        ["Document title: Privacy notice", "Version: 2", "Date: May 2025", "Purpose: information"],
        ["# Your rights", "What data do you hold? You may ask us.", "Why? It is the law."],
        [
            "# Privacy notice",
            "# Data Protection Officer",
            "Name: Hadley Compliance Ltd",
            "Address: 1 Mill Lane",
            "Telephone: 01234 567890",
            "Website: https://www.example.org",
        ],
        [
            "# Pupils",
            "# What data do we collect?",
            "Names and addresses.",
            "# Who do we share it with?",
            "Those who need it.",
            "# Staff",
            "# What data do we collect?",
            "Bank details.",
            "# Who do we share it with?",
            "The tax office.",
        ],
    ],
    ids=["activities", "contact", "document", "rights", "officer", "questions"],
)
def test_labels_that_describe_no_recipient(blocks: list[str]) -> None:
    assert rows(*blocks) == []


def test_several_labels_in_a_line() -> None:
    found = parsed(
        "# Providers",
        "ParentPay - Purpose: payments. Data: name, class. Stored: UK.",
        "Wren Milk - Purpose: school milk. Data: name. Stored: Ireland.",
    ).disclosures
    assert [(str(r.company), " ".join(str(r.description).split())) for r in found] == [
        ("ParentPay", "payments. name, class."),
        ("Wren Milk", "school milk. name."),
    ]
    assert str(found[1].fields.location) == "Ireland."


def test_the_recipient_of_an_activity_is_its_label() -> None:
    found = parsed(
        "# Payments",
        "Purpose: dinner money",
        "Data: names, class",
        "Shared with: ParentPay",
        "Retention: 6 years",
        "# Catering",
        "Purpose: lunches",
        "Data: names, allergies",
        "Shared with: Aspens",
        "Retention: 1 year",
    ).disclosures
    assert [(str(r.company), " ".join(str(r.description).split())) for r in found] == [
        ("ParentPay", "dinner money names, class"),
        ("Aspens", "lunches names, allergies"),
    ]


def test_what_stands_after_the_last_card_is_not_of_it() -> None:
    assert each_proposed(
        "# Suppliers",
        "# CPOMS",
        "Purpose: safeguarding",
        "Server: UK",
        "# Wren Milk",
        "Purpose: milk",
        "Server: UK",
        "Fernlea School privacy notice: https://fernlea.example.org",
        "Please ask the office if anything is unclear.",
    ) == [
        ("CPOMS", "safeguarding"),
        ("Wren Milk", "milk"),
    ]


def test_names_that_nobody_knows_under_a_heading_that_announces_them() -> None:
    cards = [
        "# Wren Milk Ltd",
        "Data: names",
        "Why: milk at break",
        "# Book4U",
        "Data: names, classes",
        "Why: clubs",
    ]
    assert each_proposed("# Our third party suppliers", *cards) == [
        ("Wren Milk Ltd", "names milk at break"),
        ("Book4U", "names, classes clubs"),
    ]


def test_a_line_that_leads_the_cards_in_names_none() -> None:
    assert rows(
        "The following systems hold data:",
        "1) Arbor (MIS)",
        "What: all records",
        "Why: administration",
        "2) Wren Clubs",
        "What: names",
        "Why: clubs",
    ) == [("Arbor (MIS)", "all records administration"), ("Wren Clubs", "names clubs")]


def test_labels_that_say_whose_data_stay() -> None:
    assert rows(
        "# EdTech we use",
        "# Kahoot",
        "Student data: nickname",
        "Teacher data: e-mail",
        "Purpose: quizzes",
        "# Padlet",
        "Student data: none",
        "Teacher data: name",
        "Purpose: notice boards",
    ) == [
        ("Kahoot", "Student data: nickname Teacher data: e-mail quizzes"),
        ("Padlet", "Student data: none Teacher data: name notice boards"),
    ]


def test_the_provider_below_a_topic_is_the_name() -> None:
    def card(topic: str, firm: str, data: str) -> list[str]:
        return [f"# {topic}", f"Provider: {firm}", f"What we pass on: {data}", "Kept for: one year"]

    assert rows(
        "# Who does what",
        *card("School milk", "Cool Milk", "name, birthday"),
        *card("Pictures", "Tempest", "name, class"),
        *card("Buses", "Larkin Coachlines", "stop"),
    ) == [
        ("Cool Milk", "name, birthday"),
        ("Tempest", "name, class"),
        ("Larkin Coachlines", "stop"),
    ]


def test_a_labelled_line_above_the_cards_is_not_of_the_first() -> None:
    assert each_proposed(
        "Register of data sharing: Glenbeg National School",
        "Body: Department of Education",
        "What is shared: returns",
        "On what basis: Education Act",
        "Body: HSE",
        "What is shared: class lists",
        "On what basis: Health Act",
        "Body: Aladdin",
        "What is shared: the pupil file",
        "On what basis: contract",
    ) == [
        ("Department of Education", "returns"),
        ("HSE", "class lists"),
        ("Aladdin", "the pupil file"),
    ]


def test_questions_as_labels_are_left_out() -> None:
    assert rows(
        "# Tools that students use",
        "# Canva",
        "What is it? A design tool.",
        "What do students share? School e-mail and designs.",
        "Where is it kept? United States.",
        "# Stile",
        "What is it? Science lessons.",
        "What do students share? Name and answers.",
        "Where is it kept? Australia.",
    ) == [
        ("Canva", "A design tool. School e-mail and designs."),
        ("Stile", "Science lessons. Name and answers."),
    ]


@pytest.mark.parametrize(
    "blocks",
    [
        ["# Privacy notice", "Data Protection Officer: Judicium", "Address: 1 Mill Lane"],
        [
            "# Useful links",
            Heading(Text("ICO"), 2),
            "The Commissioner advises everyone who asks about data protection.",
        ],
        ["# Contact", "Privacy Officer: Veritau", "Phone: 01234 567890"],
        ["# Our policy", "Prepared by: Veritau", "Purpose: guidance for staff", "Review: 2026"],
    ],
    ids=["officer", "links", "contact", "document"],
)
def test_who_answers_for_a_notice_is_no_recipient(blocks: list[str]) -> None:
    assert rows(*blocks) == []


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


def test_labels_on_their_own_line_that_nobody_knows() -> None:
    cards = [
        ("Arbor", "Names, addresses", "Keeping the register", "Education Act 1996"),
        ("CPOMS", "Concerns about pupils", "Child protection", "Children Act 2004"),
        ("ParentPay", "Names and balances", "Dinner money", "Public task"),
    ]
    lines = [
        line
        for name, data, purpose, power in cards
        for line in ("Supplier", name, "Data shared", data, "Purpose", purpose, "Xyzzy", power)
    ]
    found = with_fields(*lines)
    assert [row[:3] for row in found] == [card[:3] for card in cards]


def test_a_label_that_looks_like_a_sentence_is_one_where_it_comes_again_and_again() -> None:
    names = ("Arbor", "CPOMS", "Evolve", "ParentPay")
    found = with_fields(
        *(
            f"- {name}. They see: names. To help with: school records. Held for: one year."
            for name in names
        )
    )
    assert found == [(name, "names.", "school records.", "one year.") for name in names]


def test_a_line_that_comes_back_in_every_record_names_none() -> None:
    cards = [("Fizz Maths", "device"), ("Reading Rocket", "email"), ("ClassDojo", "name")]
    below = ("Added", "Approved for Grades", "May 2, 2021 at 5:00:00 AM", "K-8")
    lines = [
        line
        for name, data in cards
        for line in (name, *below, "Data points collected", f"{data} address of each student")
    ]
    found = rows("# Tools with which we share student data", *lines)
    assert found == [(name, f"{data} address of each student") for name, data in cards]


def test_a_trust_whose_name_holds_a_known_one_is_named_whole() -> None:
    assert each_proposed(
        "Body: Fenmoor Vale NHS Trust",
        "Supplied: class and height",
        "Body: Arbor",
        "Supplied: the pupil file",
        "Body: Aladdin",
        "Supplied: marks",
    ) == [
        ("Fenmoor Vale NHS Trust", "class and height"),
        ("Arbor", "the pupil file"),
        ("Aladdin", "marks"),
    ]


def test_the_one_label_whose_values_are_names_holds_them() -> None:
    found = rows(
        "Outfit retained: Arbor",
        "Data: all pupil records",
        "Purpose: our records system",
        "Outfit retained: Wexley Auditing",
        "Data: payroll extracts",
        "Purpose: audit",
        "Outfit retained: CPOMS",
        "Data: safeguarding concerns",
        "Purpose: child protection",
    )
    assert [name for name, _ in found] == ["Arbor", "Wexley Auditing", "CPOMS"]
