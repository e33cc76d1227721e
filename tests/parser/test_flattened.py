"""Tables whose columns were lost: the cells of a row on one line, the captions on one line or glued."""

import pytest
from tests.parser.building import CONTEXT, parsed, rows

from noticeparse.parser.proposers import flattened


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("Company NameData sharedPurpose", ("company", "data", "purpose")),
        ("Supplier Purpose Data Where stored", ("company", "purpose", "data", "location")),
        ("System What is shared Why", ("company", "data", "purpose")),
        ("Organisations we share data with", ()),
        ("Data Sharing Policy", ()),
        ("Company. Data. Purpose.", ()),
        ("Purpose", ()),
    ],
)
def test_captions_on_one_line(header: str, roles: tuple[str, ...]) -> None:
    assert flattened.captions(header, CONTEXT) == roles


def test_rows_on_one_line_each() -> None:
    found = parsed(
        "# Who has our data",
        "CompanyData sharedPurposeRetention",
        "Arbor Pupil names, dates of birth, attendance Pupil records Until the pupil leaves",
        "Quern & Pell Ltd First name, class Sewing on of name tapes One year",
        "Accelerated Reader Name, class, reading age Quizzes on books One year",
        "Nutrislice None Menus One year",
        "Write to the office with questions.",
    ).disclosures
    assert [
        (str(row.company), str(row.description), str(row.fields.data), str(row.fields.retention))
        for row in found
    ] == [
        (
            "Arbor",
            "Pupil names, dates of birth, attendance Pupil records",
            "Pupil names, dates of birth, attendance",
            "Until the pupil leaves",
        ),
        (
            "Quern & Pell Ltd",
            "First name, class Sewing on of name tapes",
            "First name, class",
            "One year",
        ),
        (
            "Accelerated Reader",
            "Name, class, reading age Quizzes on books",
            "Name, class, reading age",
            "One year",
        ),
        ("Nutrislice", "None Menus", "None", "One year"),
    ]


def test_lines_that_broke_off_go_on() -> None:
    assert rows(
        "Company Purpose Data",
        "Arbor Pupil records for the office and",
        "Teachers Name, date of birth,",
        "attendance",
        "CPOMS Log of concerns Name, notes",
        "ParentPay Payments for trips Name, balance",
    ) == [
        ("Arbor", "Pupil records for the office and Teachers Name, date of birth, attendance"),
        ("CPOMS", "Log of concerns Name, notes"),
        ("ParentPay", "Payments for trips Name, balance"),
    ]


def test_without_captions_there_are_no_columns() -> None:
    found = parsed("# Lists", "Arbor Name", "CPOMS Name", "ParentPay Name").disclosures
    assert not any(row.layout == "flattened" for row in found)


def test_pages_and_names_that_broke_off_do_not_end_the_table() -> None:
    assert rows(
        "Name of third partyPurposeInformation shared",
        "Arbor Running the school office All pupil data",
        "Department of Education Census each October UPN, year group",
        "Appendix C Page 12 of 14",
        "Name of third partyPurposeInformation shared",
        "Northern Health and Social Care",
        "Trust Checks by the nurse Name, address",
        "Quern Rovers FC After-school club First name, class",
        "Nothing is passed to anybody else.",
    ) == [
        ("Arbor", "Running the school office All pupil data"),
        ("Department of Education", "Census each October UPN, year group"),
        ("Northern Health and Social Care Trust", "Checks by the nurse Name, address"),
        ("Quern Rovers FC", "After-school club First name, class"),
    ]


CELLS = [
    "Bromcom", "Everything on the pupil record", "School administration",
    "Hadlow Sports Academy", "Names and classes", "Clubs",
    "Evolve", "Names, medical needs", "Trips",
]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        ["Name", "Purpose", "Mrs Lane", "Head teacher", "Mr Hill", "Caretaker"],
        ["Data", "Purpose", "Names", "To know who is here", "Marks", "To teach"],
        ["Organisation", "Why?", "We share data where the law asks us to.", "It does so often."],
    ],
)
def test_lines_that_are_no_such_table(lines: list[str]) -> None:
    assert rows("# Our school", *lines) == []
