"""Tables that only arrange prose are read as prose; tables of recipients stay tables."""

import pytest
from tests.parser.building import document, find, parsed, rows, table, wording

from noticeparse.model.document import Table
from noticeparse.parser.layouts import Context
from noticeparse.parser.layouts.unfolding import arranges_prose

TOPICS = table(
    ["Who we are", "Quayside College is responsible for the personal data that it holds."],
    ["What we hold", "Names, addresses, attendance, marks and the support that a student has."],
    ["Who we share it with", "Our records are kept in Compass and fees are paid through Qkr! by families.\nWe send enrolment figures to the Department of Education each term."],
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
        (TOPICS, ["Compass", "Qkr", "Department of Education"]),
        (BOXES, ["Book Creator", "Studybugs"]),
        (ASKED, ["ParentPay", "Tapestry"]),
        (SUPPLIERS, ["Arbor", "CPOMS", "Wren Milk"]),
        (FORM, ["Kahoot"]),
    ],
    ids=["topics", "boxes", "questions", "suppliers", "form"],
)
def test_who_is_found(made: Table, companies: list[str]) -> None:
    found = [company for company, _ in rows("# Privacy at our school", "Please read on.", made)]
    assert [company.removeprefix("the ") for company in found] == companies


@pytest.mark.parametrize("made", [SUPPLIERS, table(["Arbor"], ["CPOMS"], ["Wonde"]), table(["Name", "Data"], ["Arbor", "All"])])  # fmt: skip
def test_tables_that_arrange_no_prose(made: Table) -> None:
    assert not arranges_prose(made, Context((), wording(), find))


def test_places_are_those_of_the_notice() -> None:
    below = table(["Supplier", "Data shared"], ["Evolve", "names"], ["CPOMS", "concerns"])
    found = parsed("# Notice", TOPICS, "Also:", below)
    assert {row.place.block for row in found.disclosures if row.layout == "tables"} == {3}
    count = len(document("# Notice", TOPICS, "Also:", below).blocks)
    assert all(number < count for region in found.regions for number in region.blocks)
