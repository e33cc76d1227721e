"""Inline bullets, leader dots, name grids, lead-ins, boxes to tick, notices about one service."""

import pytest
from tests.parser.building import parsed, rows, table

from noticeparse.model import Block, Paragraph, Text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "We share data with: • Arbor – MIS • Tinderbox Music – names • CPOMS – safeguarding Your rights under the law",
            [("Arbor", "MIS"), ("Tinderbox Music", "names"), ("CPOMS", "safeguarding")],
        ),
        (
            "• Bromcom (our records) • Kestrel Coaches: bus passes • Edulink One Websites such as:",
            [("Bromcom", "our records"), ("Kestrel Coaches", "bus passes"), ("Edulink One", "")],
        ),
        (
            "Approved tools: ▪ Canvas ▪ Zumbly Math ▪ Kahoot",
            [("Canvas", ""), ("Zumbly Math", ""), ("Kahoot", "")],
        ),
        ("You may: • see your data • correct it", []),
    ],
)
def test_inline_bullets(text: str, read: list[tuple[str, str]]) -> None:
    assert rows(text) == read


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
        ("# Apps we use", "Seesaw, Kahoot, Numberling, Duolingo"),
        ("# Websites used in class", "Seesaw", "Kahoot", "Numberling", "Duolingo"),
        ("# Online tools for students", table(["Seesaw", "Kahoot"], ["Numberling", "Duolingo"])),
    ],
)
def test_bare_names(blocks: tuple[Block | str, ...]) -> None:
    assert [name for name, _ in rows(*blocks)] == ["Seesaw", "Kahoot", "Numberling", "Duolingo"]


def test_names_that_ran_together() -> None:
    found = rows("# Systems", "Arbor CPOMS ParentPay Evidence Me")
    assert [name for name, _ in found] == ["Arbor", "CPOMS", "ParentPay", "Evidence Me"]


def test_a_staff_directory_is_no_grid() -> None:
    assert (
        rows("# Our team", "Mrs Ann Hale", "Mr Tom Reed", "Miss Joy Bell", "Reception Class") == []
    )


def test_lead_ins() -> None:
    assert rows(
        "# Companies",
        Paragraph(Text("ParentPay takes payments for trips."), lead=9),
        Paragraph(Text("It has the names of parents.")),
        Paragraph(Text("Hillside Coaches runs the bus and gets addresses."), lead=16),
        Paragraph(Text("Retention: we keep all for six years."), lead=10),
    ) == [
        ("ParentPay", "takes payments for trips. It has the names of parents."),
        ("Hillside Coaches", "runs the bus and gets addresses."),
    ]
    assert rows(
        "Tapestry: we upload photographs of children.",
        "ParentPay: parents pay; we give names.",
        "Data protection: staff are trained every year.",
    ) == [
        ("Tapestry", "we upload photographs of children."),
        ("ParentPay", "parents pay; we give names."),
    ]


def test_boxes_to_tick() -> None:
    assert rows(
        "I agree to my child using:",
        "☐ Tapestry learning journal (name, photo)",
        "☐ ClassDojo – first name and avatar",
        "☐ Photographs on the school website",
        "[ ] Zumbly Math: name, grade",
    ) == [
        ("Tapestry", "learning journal (name, photo)"),
        ("ClassDojo", "first name and avatar"),
        ("Zumbly Math", "name, grade"),
    ]


def test_one_service() -> None:
    found = rows(
        "# Class journals this year",
        "Grade 2 will be using Pebblejot, an online journal.",
        "What data is shared:",
        "- student first name",
        "- photos of work",
        "Data is deleted in July.",
    )
    assert [name for name, _ in found] == ["Pebblejot"]
    assert "student first name photos of work" in found[0][1]


def test_a_second_recipient_leaves_the_items_alone() -> None:
    found = rows(
        "We are moving to Pebblejot.", "Texts are sent by Weduc.", "We hold this data:", "- name", "- photo"
    )  # fmt: skip
    assert all("photo" not in text for _, text in found)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Safeguarding: CPOMS, Smoothwall", [("CPOMS", "Safeguarding"), ("Smoothwall", "Safeguarding")]),
        ("Websites: MathsWatch and Tassomai – we upload names.", [("MathsWatch", "Websites: we upload names."), ("Tassomai", "Websites: we upload names.")]),
        ("Apps in use include: Lexia (spelling practice), Zumbly Math (number games).", [("Lexia", "spelling practice"), ("Zumbly Math", "number games")]),
        ("Your rights: access, rectification, erasure", []),
        ("Our data comes from: Arbor (pupil records), CPOMS (pupil worries)", []),
    ],
)  # fmt: skip
def test_suppliers_of_a_category(text: str, read: list[tuple[str, str]]) -> None:
    assert rows(text) == read


def test_one_service_with_the_headings_inside() -> None:
    found = rows(
        "# Journal policy",
        "# Why",
        "We like parents to see what we do. To do so we use Famly.",
        "# What goes in",
        "Famly holds names and photos.",
        "# Rules",
        "Tablets are locked away.",
    )
    assert found == [
        (
            "Famly",
            "We like parents to see what we do. To do so we use Famly. What goes in "
            "Famly holds names and photos.",
        )
    ]


def test_a_letter_about_one_service() -> None:
    found = rows(
        "This year our classes will pilot Mystery Doodle, a notebook made by Pinwheel Learning Inc.",
        "We upload a roster with names and grades so that each student can sign on.",
        "Lunch status and health records are not part of the roster.",
        "If you do not want your child to take part, sign the slip.",
    )
    assert len(found) == 1
    assert found[0][0] == "Mystery Doodle"
    assert found[0][1].endswith("are not part of the roster.")


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


def test_lists_with_leaders_beside_a_sure_one_but_no_telephone_list() -> None:
    found = rows(
        "# IN THE OFFICE",
        "Arbor ............ the roll",
        "ParentPay ........ dinner money",
        "# PEOPLE OUTSIDE",
        "Bayleaf Buses ........ stop and home phone",
        "Fernside Photos ...... room lists",
        "# RING US",
        "Mrs Blount ........... 01632 960741",
        "Front desk ........... 01632 960742",
    )
    assert [company for company, _ in found] == [
        *("Arbor", "ParentPay", "Bayleaf Buses", "Fernside Photos"),
    ]


def test_small_tables_of_names_beside_a_larger_one() -> None:
    found = parsed(
        "# Lessons",
        "We supply the pupil's name.",
        table(["Sumdog", "Wonde †", "Quern Academy"]),
        "# Dinners",
        "Nothing is supplied.",
        table(["Arbor", "ParentPay"]),
    ).disclosures
    assert [(str(row.company), str(row.section)) for row in found] == [
        ("Sumdog", "Lessons – We supply the pupil's name."),
        ("Wonde", "Lessons – We supply the pupil's name."),
        ("Quern Academy", "Lessons – We supply the pupil's name."),
        ("Arbor", "Dinners – Nothing is supplied."),
        ("ParentPay", "Dinners – Nothing is supplied."),
    ]


def test_lists_of_two_names_beside_a_longer_one() -> None:
    homework = (
        "# HOMEWORK",
        "Teachers set tasks on these. Each has a name.",
        "Educake",
        "MyMaths",
        "Tassomai",
    )
    boards = ("# EXAMS", "These boards are sent the names.", "# WJEC", "Pearson Edexcel")
    coaches = ("# COACHES", "They have a list of names.", "Mid Wales Travel", "Richards Brothers")
    found = [name for name, _ in rows(*homework, *boards, *coaches)]
    assert found == [
        *("Educake", "MyMaths", "Tassomai", "WJEC", "Pearson Edexcel"),
        *("Mid Wales Travel", "Richards Brothers"),
    ]
    assert "Richards Brothers" not in [name for name, _ in rows(*coaches)]
