"""Sentences that name recipients, and sentences that only seem to."""

from dataclasses import replace

import pytest
from tests.parser.building import CONTEXT, parsed, rows, table

from noticeparse.model import Paragraph, Text
from noticeparse.parser.context import Masthead
from noticeparse.parser.drafts import Draft
from noticeparse.parser.merging import merge


def test_what_follows_belongs_to_the_name_before_it() -> None:
    found = rows(
        "Safety matters. Dinners are paid for with ParentPay. It gets names and classes. "
        "Texts are sent by Weduc. It has mobile numbers."
    )
    assert found == [
        ("ParentPay", "Dinners are paid for with ParentPay. It gets names and classes."),
        ("Weduc", "Texts are sent by Weduc. It has mobile numbers."),
    ]


def test_a_sentence_between_two_of_one_company_is_of_it() -> None:
    said = "Meals are paid with ParentPay. Balances show there by noon. ParentPay holds names."
    assert rows(said) == [("ParentPay", said)]


def test_a_sentence_that_leads_items_in_goes_with_them() -> None:
    found = rows(
        "Meals are paid with ParentPay. When a pupil joins we enter there:", "- name", "- class"
    )
    assert found == [
        (
            "ParentPay",
            "Meals are paid with ParentPay. When a pupil joins we enter there: name class",
        )
    ]


def test_the_answer_to_a_question_is_about_whom_it_asks_about() -> None:
    answer = "Staff write it with you. Nobody else may look."
    assert rows("# How we use data", "## What goes to UCAS?", answer) == [("UCAS", answer)]


def test_a_bold_beginning_may_be_a_heading() -> None:
    title, said = "Dinner money.", "Meals are paid with ParentPay, which is sent names."
    assert rows(Paragraph(Text(f"{title} {said}"), lead=len(title))) == [("ParentPay", said)]


def test_paragraphs_of_a_section_make_one_row_of_a_company() -> None:
    (row,) = parsed(
        "# Nursery",
        "Children are added to Famly with name and age.",
        "The session times are also shared with Famly.",
    ).disclosures
    said = f"{row.description} {dict(row.fields.other)['also said']}"
    assert "name and age" in said and "session times" in said


def test_two_names_of_one_body_are_one_row() -> None:
    found = rows(
        "We share data with the Department for Education.", "We send the census to the DfE."
    )
    assert len(found) == 1


def test_a_recipient_and_its_items() -> None:
    assert rows(
        "The following information is shared with Brightwater Dental Programme:", "- name", "- home address"
    ) == [
        (
            "Brightwater Dental Programme",
            "The following information is shared with Brightwater Dental Programme: name home address",
        )
    ]  # fmt: skip


def test_status_of_what_is_not_used() -> None:
    found = parsed("We do not use TikTok with pupils.").disclosures
    assert [row.status for row in found] == ["not_used"]


def test_the_school_itself_receives_nothing() -> None:
    found = rows(
        "# Coláiste Bhaile an Chuain",
        "Coláiste Bhaile an Chuain is obliged to share names with State bodies.",
        "The HSE is given names for the clinic.",
    )
    companies = [company for company, _ in found]
    assert "HSE" in companies
    assert not any("Coláiste" in company for company in companies)


def test_a_name_that_sums_up_the_one_before_it() -> None:
    found = rows(
        "Our portraits are taken by Osprey Lane Photos. The photographer is given class lists. "
        "Returns are sent to the Ministry of Education. The Ministry receives names."
    )
    assert [company for company, _ in found] == ["Osprey Lane Photos", "Ministry of Education"]
    assert "class lists" in found[0][1]
    assert found[1][1].endswith("The Ministry receives names.")


@pytest.mark.parametrize(
    ("sentence", "whose"),
    [
        ("Both of them are given a class.", ["Sumdog", "Seneca"]),
        ("Neither of these companies is given a photo.", ["Sumdog", "Seneca"]),
        ("It is given a class.", ["Sumdog", "Seneca"]),
    ],
)
def test_who_is_spoken_of_together(sentence: str, whose: list[str]) -> None:
    found = rows(
        f"Homework is set on Satchel One. We use Sumdog and Seneca for revision. {sentence}"
    )
    assert [name for name, said in found if sentence in said] == whose


@pytest.mark.parametrize(
    "examples",
    [
        "Examples are: ParentPay, the school nurses and Arbor.",
        "Among the other organisations there may be ParentPay, the school nurses and Arbor.",
        "Among these partners are ParentPay, the school nurses and Arbor.",
    ],
)
def test_examples_stand_with_the_sentence_that_hands_over(examples: str) -> None:
    said = f"Class lists are shared with those who work for us. {examples}"
    found = rows(f"{said} Pupils wear blue jumpers.")
    assert {name for name, text in found if text == said} >= {"ParentPay", "Arbor"}


@pytest.mark.parametrize(
    ("sentence", "goes_on"),
    [
        ("Keeping your personal information safe matters to us.", False),
        ("Confidential records stay in a locked room.", False),
        ("More on the use of this data is on our website.", False),
        ("You read here why the information is needed.", False),
        ("So that nobody is at risk, allergy details are given to them as well.", True),
        ("They see the pupil's name and class.", True),
    ],
)
def test_what_guards_data_or_points_on_is_said_of_nobody(sentence: str, goes_on: bool) -> None:
    found = rows(f"Our lunches are cooked by Fenmoor Kitchens. {sentence}")
    assert [(name, sentence in said) for name, said in found] == [("Fenmoor Kitchens", goes_on)]


def test_prose_beside_a_table_that_tells_whom_else_data_goes_to() -> None:
    found = rows(
        table(["Company", "Data"], ["Arbor", "Names"], ["ParentPay", "Balances"], header=True),
        "Wexmoor Health Board is sent names, dates of birth and addresses before the jabs.",
        "Entries are sent to AQA, OCR and WJEC with names and dates of birth.",
        "Aldwick Arts has a fine website.",
    )
    bodies = ["Wexmoor Health Board", "AQA", "OCR", "WJEC"]
    assert [name for name, _ in found] == ["Arbor", "ParentPay", *bodies]


def test_the_sentence_of_a_section_tells_of_its_bare_names() -> None:
    assert rows(
        "# Practice",
        "These get a first name and a class.",
        "- Sumdog",
        "- Mathletics",
    ) == [
        ("Sumdog", "These get a first name and a class."),
        ("Mathletics", "These get a first name and a class."),
    ]


def test_a_name_and_what_it_is_are_one() -> None:
    said = "Applicants are checked by Atlantic Data, our umbrella body, which is sent their names."
    assert [name for name, _ in rows(said)] == ["Atlantic Data"]


def test_a_name_and_its_short_form_are_one() -> None:
    said = "All data then goes over to the Northern Ireland Council for Curriculum (CCEA)."
    assert [name for name, _ in rows(said)] == ["Northern Ireland Council for Curriculum (CCEA)"]


def test_beside_a_long_table_a_sentence_names_another_less_often() -> None:
    suppliers = ("Arbor", "CPOMS", "ParentPay", "Tapestry", "Wonde", "Seesaw", "Sumdog", "Evolve")
    listed = table(["Company", "Data", "Why"], *([one, "Names", "Lessons"] for one in suppliers))
    said = "We send names to Tassomai, which sets homework."
    alone, beside = (parsed(*blocks).disclosures for blocks in ((said,), (listed, said)))
    assert [(str(row.company), row.layout) for row in alone] == [("Tassomai", "prose")]
    of_tassomai = [row.fit for row in beside if str(row.company) == "Tassomai"]
    assert all(fit < alone[0].fit for fit in of_tassomai)
    assert len(beside) - len(of_tassomai) == len(suppliers)


def test_of_several_passages_the_one_that_names_data_is_the_row() -> None:
    liked, given = (
        "Pupils like ParentPay and use ParentPay every day.",
        "We give ParentPay the name, class and e-mail address of each parent.",
    )
    for passages in ((liked, given), (given, liked)):
        (row,) = parsed("# Dinners", passages[0], "# Trips", passages[1]).disclosures
        assert str(row.description) == given
        assert {key: str(text) for key, text in row.fields.other} == {"also said": liked}


def test_a_passage_is_not_said_again() -> None:
    said = "Medical details go to the Weir NHS Trust (WNT) before each visit."
    (row,) = parsed("# Who we share with", said).disclosures
    assert (str(row.description), row.fields.other) == (said, ())


def test_who_the_others_are_of_whom_a_sentence_speaks() -> None:
    said = (
        "From time to time we have to pass personal information on to others. "
        "These may include other schools, the local authority and the police."
    )
    assert ("local authority", said) in rows("# Sharing", said)
    (row,) = rows("# Sharing", "Lessons are fun. The local authority is sent names and addresses.")
    assert row == ("local authority", "The local authority is sent names and addresses.")


@pytest.mark.parametrize(
    ("sentence", "company"),
    [
        ("Names and classes are sent to Arbor Wren Ltd.", "Arbor Wren Ltd"),
        ("We send names to Arbor Wren (AW) each term.", "Arbor Wren (AW)"),
        ("We send names to Arbor for lessons.", "Arbor"),
    ],
)
def test_a_known_name_is_printed_in_full(sentence: str, company: str) -> None:
    assert [name for name, _ in rows("# Who we share with", sentence)] == [company]


HELD = ["# What is held", "- name and date of birth", "- photographs", "- e-mail address"]


def data_of(*blocks: str) -> list[tuple[str, bool]]:
    return [(str(row.company), bool(row.fields.data)) for row in parsed(*blocks).disclosures]


def test_data_listed_once_is_that_of_a_service_which_the_notice_names_again() -> None:
    said = "Payments go through ParentPay, which we share information with."
    again = "Ask the office about ParentPay."
    assert data_of("# Payments", said, *HELD) == [("ParentPay", False)]
    assert data_of("# Payments", said, "# Help", again, *HELD) == [("ParentPay", True)]
    beside = ["# What is held", "- name and date of birth, kept in ParentPay", *HELD[2:]]
    assert data_of("# Payments", said, *beside) == [("ParentPay", True)]


def test_what_a_school_holds_is_not_what_one_of_its_recipients_gets() -> None:
    said = "If you come from abroad we may have to send information to UK Visas and Immigration."
    assert data_of("# Privacy notice", said, *HELD) == [("UK Visas and Immigration", False)]


@pytest.mark.parametrize(
    "said",
    [
        "We never share health records with anybody. These are kept in CPOMS.",
        "Some pupils have a disability. They are taught with Tapestry, a journal.",
    ],
)
def test_a_sentence_that_lists_nobody_takes_no_other_along(said: str) -> None:
    second = said.partition(". ")[2]
    assert [description for _, description in rows("# Health", said)] == [second]


@pytest.mark.parametrize(
    "parts", ["It includes Gmail and Google Docs.", "It comprises Gmail and Google Slides."]
)
def test_the_parts_of_a_suite_receive_nothing_apart(parts: str) -> None:
    found = rows(f"We share pupils' names with Google Workspace. {parts}")
    assert [company for company, _ in found] == ["Google Workspace"]
    assert parts in found[0][1]


def test_the_passage_that_hands_data_over_is_the_row() -> None:
    found = rows(
        "Brightmeal Catering have cooked for us for years and keep to the food standards.",
        "To order meals we send Brightmeal Catering the names and allergies of pupils.",
        "We never give Brightmeal Catering any photographs, addresses or dates of birth.",
    )
    assert [company for company, _ in found] == ["Brightmeal Catering"]
    assert found[0][1].startswith("To order meals")


@pytest.mark.parametrize(
    ("school", "initials", "receives"),
    [
        ("Fern Hill School District", "FHSD", False),
        ("Quern Road Primary School", "QRPS", False),
        ("Quern Road Primary School", "QRP", True),
        ("Linden Academy", "LA", True),
    ],
)
def test_the_initials_of_the_publisher(school: str, initials: str, *, receives: bool) -> None:
    context = replace(CONTEXT, masthead=Masthead(None, school, None, None))
    found = merge([Draft(Text(initials), Text(""), layout="prose")], context)
    assert bool(found) == receives
