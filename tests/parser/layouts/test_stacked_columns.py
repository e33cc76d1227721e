"""Tables that lost their columns: captions one below another, then the cells in the same order."""

import pytest
from tests.parser.building import parsed, rows

CELLS = [
    "Bromcom", "Everything on the pupil record", "School administration",
    "Hadlow Sports Academy", "Names and classes", "Clubs",
    "Evolve", "Names, medical needs", "Trips",
]  # fmt: skip


@pytest.mark.parametrize(
    "captions",
    [
        ("Organisation", "What do we share?", "Why?"),
        ("Name of app", "What the app knows", "What it is for"),
        ("Vendor", "Data Elements", "Purpose"),
        ("Who receives it", "Details passed on", "Reason we share"),
    ],
)
def test_rows(captions: tuple[str, ...]) -> None:
    assert rows("# Sharing at Mallow Road", *captions, *CELLS, "Ask the office for more.") == [
        ("Bromcom", "Everything on the pupil record School administration"),
        ("Hadlow Sports Academy", "Names and classes Clubs"),
        ("Evolve", "Names, medical needs Trips"),
    ]


def test_other_columns_are_fields() -> None:
    found = parsed(
        "# Apps", "App", "Server", "Used for", "How long",
        "Seesaw", "USA", "portfolios", "one year",
        "Kahoot!", "Norway", "quizzes", "-",
    ).disclosures  # fmt: skip
    assert [(str(row.company), str(row.description)) for row in found] == [
        ("Seesaw", "portfolios"),
        ("Kahoot!", "quizzes"),
    ]
    assert (str(found[0].fields.location), str(found[0].fields.retention)) == ("USA", "one year")
    assert found[1].fields.retention is None


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
