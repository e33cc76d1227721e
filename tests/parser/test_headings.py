"""Headings that name a service, with prose below them; questions about one service."""

import pytest
from tests.parser.building import CONTEXT, parsed, rows

from noticeparse.model import Heading, ListItem, Paragraph, Text
from noticeparse.parser.sections import named_in


def heading(text: str, level: int = 1) -> Heading:
    return Heading(Text(text), level=level)


def bold(text: str) -> Paragraph:
    return Paragraph(Text(text), bold=True)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ParentPay", [("ParentPay", None)]),
        ("3.2 ParentPay", [("ParentPay", None)]),
        ("How we use CPOMS", [("CPOMS", None)]),
        ("Who is Wonde?", [("Wonde", None)]),
        ("Consent for using Purple Mash", [("Purple Mash", None)]),
        ("Our use of Google Classroom", [("Google Classroom", None)]),
        ("ParentPay – online payments", [("ParentPay", "online payments")]),
        ("Online payments (ParentPay)", [("ParentPay", "Online payments")]),
        ("School records: Arbor", [("Arbor", None)]),
        (
            "Google Workspace for Education notice to parents",
            [("Google Workspace for Education", None)],
        ),
        ("Why does Google need this information?", [("Google", None)]),
        ("The Department for Education", [("Department for Education", None)]),
    ],
)
def test_names_in_headings(text: str, names: list[tuple[str, str | None]]) -> None:
    found = named_in(Text(text), CONTEXT)
    assert [(str(n.company), str(n.description) or None) for n in found] == names


def test_a_service_a_heading() -> None:
    assert rows(
        heading("Online learning platforms"),
        "Below we explain the platforms used at Fernlea.",
        heading("Purple Mash", 2),
        "Purple Mash is a website with games. It holds your child's name and class.",
        "Parents can log in and comment.",
        heading("ParentPay – online payments", 2),
        "We give ParentPay the names of pupils and parents so that accounts can be made.",
        heading("Your rights", 2),
        "You can ask to see your data.",
        heading("Contact us", 2),
        "Please call the office.",
    ) == [
        (
            "Purple Mash",
            "Purple Mash is a website with games. It holds your child's name and class. "
            "Parents can log in and comment.",
        ),
        (
            "ParentPay",
            "online payments We give ParentPay the names of pupils and parents so that accounts "
            "can be made.",
        ),
    ]


def test_bold_lines_are_headings() -> None:
    assert rows(
        "Apps in our classrooms",
        bold("Mathletics"),
        "Children practise maths. First name and class are uploaded.",
        bold("Kahoot!"),
        "Children choose a nickname for a quiz.",
        bold("Photos"),
        "We ask for consent before we publish any.",
    ) == [
        ("Mathletics", "Children practise maths. First name and class are uploaded."),
        ("Kahoot!", "Children choose a nickname for a quiz."),
    ]


def test_an_unknown_name_among_known_ones() -> None:
    assert rows(
        heading("Services", 1),
        heading("Arbor", 2),
        "Our MIS holds all pupil data.",
        heading("CPOMS", 2),
        "Safeguarding concerns are written here.",
        heading("Wren Bus Services", 2),
        "They receive names and stops.",
        heading("School Photography", 2),
        "They are given names and classes.",
        heading("Data Retention", 2),
        "We keep data for 7 years.",
        heading("School Website", 2),
        "We have a website.",
    ) == [
        ("Arbor", "Our MIS holds all pupil data."),
        ("CPOMS", "Safeguarding concerns are written here."),
        ("Wren Bus Services", "They receive names and stops."),
    ]


def test_where_a_policy_is_found_is_no_part_of_what_a_service_receives() -> None:
    assert rows(
        heading("Services", 1),
        heading("Arbor", 2),
        "Our MIS holds all pupil data.",
        "Their privacy notice can be read on their website.",
        heading("CPOMS", 2),
        "Safeguarding concerns are written here.",
        "© Fernhill School. All rights reserved.",
    ) == [
        ("Arbor", "Our MIS holds all pupil data."),
        ("CPOMS", "Safeguarding concerns are written here."),
    ]


def test_a_line_of_data_that_names_a_policy_too_is_kept() -> None:
    assert rows(
        heading("Apps", 1),
        heading("ParentPay", 2),
        "Names and emails. Privacy policy available here.",
        heading("CPOMS", 2),
        "Safeguarding notes about pupils.",
    ) == [
        ("ParentPay", "Names and emails. Privacy policy available here."),
        ("CPOMS", "Safeguarding notes about pupils."),
    ]


def test_sub_headings_give_fields() -> None:
    found = parsed(
        heading("Tools for learning", 1),
        heading("Google Classroom", 2),
        "Teachers set work in Google Classroom.",
        heading("Data shared", 3),
        "Name and e-mail address.",
        heading("How long it is kept", 3),
        "Until August after Year 6.",
        heading("Where the servers are", 3),
        "Ireland.",
        heading("Complaints", 2),
        "Write to the head.",
    ).disclosures
    assert [(str(r.company), " ".join(str(r.description).split())) for r in found] == [
        (
            "Google Classroom",
            "Teachers set work in Google Classroom. Name and e-mail address.",
        )
    ]
    assert str(found[0].fields.retention) == "Until August after Year 6."
    assert str(found[0].fields.location) == "Ireland."


def test_questions_as_items_with_their_answers_below() -> None:
    def answer(text: str) -> ListItem:
        return ListItem(Text(text), level=1, marker="-")

    assert rows(
        heading("Tapestry notice to families"),
        "Asked most often:",
        "- Which details does Tapestry gather?",
        answer("Name, class and school e-mail address of each pupil."),
        "- How does Tapestry use this information?",
        answer("To provide the service."),
        "- Does Tapestry show advertising?",
        answer("No."),
    ) == [
        (
            "Tapestry",
            "- Name, class and school e-mail address of each pupil. - How does Tapestry use this information? - To provide the service.",
        )
    ]


def test_questions_about_several_services() -> None:
    assert rows(
        heading("Data sharing: your questions"),
        heading("Which companies do we share with?"),
        "- Arbor – MIS",
        "- ParentPay – payments",
        heading("What data does Google get?"),
        "The name and school e-mail address of each pupil.",
        heading("Can I opt out?"),
        "Yes.",
    ) == [
        ("Arbor", "MIS"),
        ("ParentPay", "payments"),
        ("Google", "The name and school e-mail address of each pupil."),
    ]


def test_general_headings_after_a_service_are_not_its_own() -> None:
    found = parsed(
        heading("Suppliers", 1),
        heading("ParentPay", 2),
        "Names are passed on so that dinners can be paid for.",
        heading("How long we keep data", 2),
        "Seven years.",
        heading("Why do we collect data?", 2),
        "To teach.",
    ).disclosures
    assert [str(r.description) for r in found] == [
        "Names are passed on so that dinners can be paid for."
    ]
    assert found[0].fields.retention is None


@pytest.mark.parametrize(
    "blocks",
    [
        [
            "# Privacy notice",
            "# Your Rights",
            "You can see your data.",
            "# Data Protection Officer",
            "Ask.",
        ],
        ["# Privacy notice - Arbor Primary School", "# What data do we collect?", "Names."],
        ["# What is GDPR?", "A law about data.", "# How we use your data", "To teach."],
        [
            "# Attendance",
            "Attendance is taken each morning.",
            "# Photographs",
            "Photographs are nice.",
        ],
    ],
)
def test_headings_that_name_no_service(blocks: list[str]) -> None:
    assert rows(*blocks) == []


def test_questions_that_go_on_about_the_service_before_them() -> None:
    assert rows(
        bold("What is ParentPay?"),
        "An online payment system for our families.",
        bold("What do they know about my child?"),
        "Name, class and roll number.",
        bold("Is my money safe?"),
        "Yes.",
        bold("What is Arbor?"),
        "Our records system: names and classes.",
    ) == [
        (
            "ParentPay",
            "An online payment system for our families. What do they know about my child? Name, class and roll number.",
        ),
        ("Arbor", "Our records system: names and classes."),
    ]


def test_a_name_that_is_an_ordinary_word_counts_where_it_is_used_as_a_name() -> None:
    assert rows(
        heading("Canvas Learning Management System"),
        "Canvas is used for coursework. Student names and grades are stored.",
        heading("Every Child Matters"),
        "Every child should be safe.",
    ) == [("Canvas", "Canvas is used for coursework. Student names and grades are stored.")]


def test_a_name_on_the_first_line_of_its_block() -> None:
    assert rows(
        ListItem(Text("Arbor\nHolds all pupil data.")),
        ListItem(Text("ParentPay\nNames, for payments")),
        "Please ask the office for more.",
    ) == [("Arbor", "Holds all pupil data."), ("ParentPay", "Names, for payments")]


def test_group_headings_are_sections() -> None:
    assert [
        (str(r.company), str(r.section))
        for r in parsed(
            heading("How we share", 1),
            heading("Learning apps", 2),
            heading("Mathletics", 3),
            "Names and classes.",
            heading("Communication", 2),
            heading("Groupcall", 3),
            "Parents' phone numbers.",
            heading("Storage", 2),
            "On servers in Australia.",
        ).disclosures
    ] == [("Mathletics", "Learning apps"), ("Groupcall", "Communication")]


@pytest.mark.parametrize(
    ("title", "company"),
    [
        ("Privacy impact assessment – Mathletics", "Mathletics"),
        ("Information for families: ClassDojo", "ClassDojo"),
        ("Tapestry: frequently asked questions", "Tapestry"),
    ],
)
def test_what_a_notice_calls_itself_is_not_said_of_the_service(title: str, company: str) -> None:
    assert rows(
        f"# {title}",
        "# What does it do?",
        "It keeps samples of work.",
        "# What is stored about my child?",
        "- first name",
        "- photographs",
        "# Where is it stored?",
        "In Dublin.",
    ) == [
        (
            company,
            "It keeps samples of work. What is stored about my child? - first name - photographs",
        )
    ]


def test_labels_on_lines_of_their_own_in_a_page_about_one_service() -> None:
    (row,) = parsed(
        "# Showbie at Glenmore College",
        "Students hand in their work with Showbie on tablets.",
        "Details held",
        "Student name, school e-mail address and voice notes.",
        "What it is for",
        "Marking work and giving it back.",
        "Server",
        "European Union.",
        "Kept for",
        "One school year.",
    ).disclosures
    assert str(row.company) == "Showbie"
    assert "voice notes" in str(row.description)
    assert "European" not in str(row.description)
    assert (str(row.fields.location), str(row.fields.retention)) == (
        "European Union.",
        "One school year.",
    )


def test_unknown_names_on_lines_of_their_own_among_known_ones() -> None:
    assert rows(
        "# Who receives information about students?",
        "Kahoot!",
        "Families pay for excursions in it. It has the name and year level of each student.",
        "Larkin Coachlines",
        "They are told where each student gets on and the phone number of a parent.",
        "The School Dental Service",
        "It is sent a class list with dates of birth before each visit.",
        "Sentral",
        "Attendance, reports and notes for parents are all written in this system.",
    ) == [
        (
            "Kahoot!",
            "Families pay for excursions in it. It has the name and year level of each student.",
        ),
        (
            "Larkin Coachlines",
            "They are told where each student gets on and the phone number of a parent.",
        ),
        (
            "School Dental Service",
            "It is sent a class list with dates of birth before each visit.",
        ),
        ("Sentral", "Attendance, reports and notes for parents are all written in this system."),
    ]


def test_names_on_lines_of_their_own_above_short_items() -> None:
    assert rows(
        "# Programs our students sign in to",
        "All of these have been looked at by the board. Teachers pick from:",
        "Sentral",
        ListItem(Text("Rolls and reports"), level=0, marker="•"),
        ListItem(Text("https://sentral.example.org"), level=0, marker="•"),
        "Larkin Maths Cards",
        ListItem(Text("Number facts"), level=0, marker="•"),
        ListItem(Text("https://larkin.example.org"), level=0, marker="•"),
        "Kahoot!",
        ListItem(Text("Quizzes in class"), level=0, marker="•"),
    ) == [
        ("Sentral", "Rolls and reports"),
        ("Larkin Maths Cards", "Number facts"),
        ("Kahoot!", "Quizzes in class"),
    ]


def test_short_lines_above_prose_that_name_nobody() -> None:
    assert (
        rows(
            "# Privacy at Hollow Lane",
            "Our Commitment",
            "We look after what families tell us and keep no more of it than the law asks us to.",
            "Data Retention",
            "Files are shredded when a pupil is twenty-five years old and not before that day.",
            "The Head Teacher",
            "She answers questions about this page on Mondays after the assembly has ended.",
        )
        == []
    )


def test_a_heading_over_entries_is_none_itself() -> None:
    found = rows(
        heading("Software and service providers"),
        "Arbor: names and classes, which are shared for the register",
        "ParentPay: the parent's name, shared for payments",
    )
    assert "Software and service providers" not in [name for name, _ in found]


def test_recipients_from_the_school_are_no_sources() -> None:
    found = rows(
        heading("Organisations that receive personal data from the school"),
        heading("Arbor", 2),
        "Our records are kept in it. It gets names and classes.",
    )
    assert [name for name, _ in found] == ["Arbor"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Q1 Who can I complain to?", "A The Information Commissioner."),
        ("Do you sell my data?", "No. Never."),
        ("Who decides?", "The Headteacher and the Governing Body."),
        ("Q9 How long do you keep it?", "A Until you are 25, in Iron Mountain's store."),
    ],
)
def test_answers_that_name_no_recipient(question: str, answer: str) -> None:
    assert rows("# Data", question, answer) == []
