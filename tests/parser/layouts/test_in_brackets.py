"""Lists of purposes or data whose items end in a bracket with the supplier."""

from tests.parser.building import rows


def test_the_bracket_names_who_does_it() -> None:
    found = rows(
        "# What we use pupil information for",
        "- look after the register and the timetable (Arbor)",
        "- bring the little ones home (Quern Coaches: address and a parent's mobile)",
        "- phone home in an emergency (Arbor again; the calls are made by ParentMail)",
        "- practise number work (Mathletics and, for the oldest, Sparx Maths; both get a name)",
        "- know who is in the building (Sign In App, visitors only: photograph)",
        "- count who has had the flu spray, without names (Department of Public Health)",
    )
    assert found == [
        ("Arbor", "look after the register and the timetable"),
        (
            "Quern Coaches",
            "bring the little ones home (Quern Coaches: address and a parent's mobile)",
        ),
        ("Arbor", "phone home in an emergency (Arbor again; the calls are made by ParentMail)"),
        (
            "ParentMail",
            "phone home in an emergency (Arbor again; the calls are made by ParentMail)",
        ),
        (
            "Mathletics",
            "practise number work (Mathletics and, for the oldest, Sparx Maths; both get a name)",
        ),
        (
            "Sparx Maths",
            "practise number work (Mathletics and, for the oldest, Sparx Maths; both get a name)",
        ),
        ("Sign In App", "know who is in the building (Sign In App, visitors only: photograph)"),
        ("Department of Public Health", "count who has had the flu spray, without names"),
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
