"""Questions and answers: in tables of marks, in marked paragraphs, on lines of their own."""

import pytest
from tests.parser.building import rows, table


def test_a_table_of_marks() -> None:
    found = rows(
        table(
            ["Q1", "Who marks my exams?"],
            ["A", "AQA and Cambridge OCR. They need your name and candidate number."],
            ["Q2", "What goes to UCAS?"],
            ["A", "Predicted grades, once you ask."],
            ["Q3", "What are my rights?"],
            ["A", "To see your data. Write to the ICO."],
        )
    )
    assert found == [
        ("AQA", "AQA and Cambridge OCR. They need your name and candidate number."),
        ("Cambridge OCR", "AQA and Cambridge OCR. They need your name and candidate number."),
        ("UCAS", "Predicted grades, once you ask."),
    ]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Q7 Who takes our pictures?", "A Kookaburra Prints. We send a class list."),
        ("Q: Who takes our pictures?", "A: Kookaburra Prints. We send a class list."),
        ("Question 2. Who takes our pictures?", "Answer. Kookaburra Prints. We send a class list."),
        ("Who takes our pictures?", "Kookaburra Prints. We send a class list."),
        ("# Who takes our pictures?", "Kookaburra Prints. We send a class list."),
        ("3. Which company takes our pictures?", "The Kookaburra Prints. We send a class list."),
    ],
)
def test_the_name_that_answers(question: str, answer: str) -> None:
    assert [name for name, _ in rows("# Data", question, answer)] == ["Kookaburra Prints"]


def test_question_and_answer_in_one_paragraph() -> None:
    assert rows("Q4 What is on Seesaw? A Photos and first names. Wonde fills it each night.") == [
        ("Seesaw", "Photos and first names."),
        ("Wonde", "Wonde fills it each night."),
    ]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Q1 Who can I complain to?", "A The Information Commissioner."),
        ("Do you sell my data?", "No. Never."),
        ("Where did you get my data from?", "Your last school, and the Local Authority."),
        ("Who decides?", "The Headteacher and the Governing Body."),
        ("Q9 How long do you keep it?", "A Until you are 25, in Iron Mountain's store."),
    ],
)
def test_answers_that_name_no_recipient(question: str, answer: str) -> None:
    assert rows("# Data", question, answer) == []


def test_unknown_names_that_a_question_lists_are_who_is_asked_about() -> None:
    found = rows(
        "# Data",
        "We hear a lot about Plimsoll, Quernify and Zellow. What are they told?",
        "A nickname that the teacher makes up.",
        "Is Plimsoll safe?",
        "We think so.",
    )
    assert found == [
        (name, "A nickname that the teacher makes up.")
        for name in ("Plimsoll", "Quernify", "Zellow")
    ]


def test_an_answer_that_begins_with_a_name() -> None:
    assert rows(
        "# Data",
        "What runs the office?",
        "VSware. It holds names.",
        "Who is it by?",
        "Quern Lens, a firm in the town. It gets a list of names.",
        "Why is that so?",
        "Safety. We hold names.",
    ) == [
        ("VSware", "VSware. It holds names."),
        ("Quern Lens", "Quern Lens, a firm in the town. It gets a list of names."),
    ]
