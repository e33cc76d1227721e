"""Cells that answer a caption: yes, no, in part, or what nobody can tell."""

import pytest
from tests.parser.building import WORDING, document, parsed, table

from noticeparse.model import NOT_SHARED, Disclosure, Text
from noticeparse.parser.answers import Answer, MatrixKey
from noticeparse.pipeline import read_notice
from noticeparse.vocabulary import load_vocabulary

CAPTIONS = ["Supplier", "What for", "Name", "Medical"]
KEY = "Y = yes. (X) = sixth form only. C = with consent. Z = never sent."


@pytest.mark.parametrize(
    ("cell", "kind", "remark"),
    [
        ("Yes", "shared", ""),
        ("✓", "shared", ""),
        ("(X)", "shared", ""),
        ("Yes – allergies", "shared", "allergies"),
        ("Y (residential trips)", "shared", "residential trips"),
        ("Yes, if asked", "shared", "if asked"),
        ("✓ EHCP", "shared", "EHCP"),
        ("Limited", "shared", "Limited"),
        ("Some", "shared", "Some"),
        ("Care plan only", "shared", "Care plan only"),
        ("No", "denied", ""),
        ("Never.", "denied", ""),
        ("", "blank", ""),
        ("–", "blank", ""),
        ("No, only initials", "unclear", "No, only initials"),
        ("Year 6", "unclear", "Year 6"),
        ("ask the office", "unclear", "ask the office"),
        ("Q", "unclear", "Q"),
    ],
)
def test_answers(cell: str, kind: str, remark: str) -> None:
    answer = MatrixKey(WORDING).answer(Text(cell), "Medical")
    assert (answer.kind, str(answer.remark)) == (kind, remark)


def test_no_denies_no_long_caption() -> None:
    """It may answer a question about something else than sharing."""
    caption = "Is medical data kept after they leave?"
    assert MatrixKey(WORDING).answer(Text("No"), caption).kind == "unclear"


def test_a_blank_denies_where_the_key_says_so() -> None:
    assert MatrixKey(WORDING, blank_denies=True).answer(Text(""), "Name").kind == "denied"
    explained = MatrixKey(WORDING, {"Z": Answer("denied")}, blank_denies=True)
    assert explained.answer(Text(""), "Name").kind == "blank"


def _matrix(*cells: str, notes: str = "") -> tuple[Disclosure, ...]:
    rows = [["Tapestry", "Journal", "Yes", cell] for cell in cells]
    rows += [["Arbor", "Registers", "Yes", "Yes"], ["CPOMS", "Concerns", "Yes", "Yes"]]
    return parsed(table(CAPTIONS, *rows, header=True), *([notes] if notes else [])).disclosures


@pytest.mark.parametrize(
    ("cell", "description", "other", "issues"),
    [
        ("Yes - allergies", "Journal Name, Medical (allergies)", {}, 0),
        ("(X)", "Journal Name, Medical (sixth form only)", {}, 0),
        ("C", "Journal Name, Medical (with consent)", {}, 0),
        ("Z", "Journal Name", {NOT_SHARED: "Medical"}, 0),
        ("Never", "Journal Name", {NOT_SHARED: "Medical"}, 0),
        ("see Jo", "Journal Name", {"Medical": "see Jo"}, 1),
    ],
)
def test_no_word_of_a_cell_is_lost(
    cell: str, description: str, other: dict[str, str], issues: int
) -> None:
    row, *rest = _matrix(cell, notes=KEY)
    assert str(row.description) == description
    assert {caption: str(text) for caption, text in row.fields.other} == other
    assert [issue.code for issue in row.issues] == ["answer_unclear"] * issues
    assert [str(each.description) for each in rest] == [
        "Registers Name, Medical",
        "Concerns Name, Medical",
    ]


def test_what_is_unclear_lowers_the_grade_and_tags_nothing() -> None:
    made = document(
        "# Hill Infants: whom we share pupils' data with",
        table(
            CAPTIONS,
            ["Tapestry", "Journal", "Yes", "see Jo"],
            ["Arbor", "Registers", "Yes", "Yes"],
            ["CPOMS", "Concerns", "Yes", "Yes"],
            header=True,
        ),
    )
    notice = read_notice(made, load_vocabulary()).notice
    unclear, clear = notice.disclosures[:2]
    assert (unclear.grade, clear.grade) == ("good", "excellent")
    assert "medical_health" not in {tag.id for tag in unclear.tags}


def test_a_note_below_explains_a_mark() -> None:
    row = _matrix("Y*", notes="* only with a care plan")[0]
    assert str(row.description) == "Journal Name, Medical"
    assert dict(row.fields.other)["note"].string == "only with a care plan"


def test_columns_of_other_answers_are_no_matrix() -> None:
    row = parsed(
        table(
            ["Supplier", "What is shared", "DPIA?", "Agreement signed"],
            ["Tapestry", "Names, photos", "Yes – 2023", "Yes – by Jo"],
            ["Arbor", "Names, classes", "Yes", "No"],
            header=True,
        )
    ).disclosures[0]
    assert str(row.description) == "Names, photos"
    assert dict(row.fields.other)["DPIA?"].string == "Yes – 2023"


def test_a_caption_above_others_is_no_data() -> None:
    made = document(
        table(
            ["System", "Used for", "Pupil data", "<", "Parents", "<"],
            [None, None, "Name", "Date of birth", "Name", "Email"],
            ["Class Dojo", "Rewards", "Y", "Y", "", "Y"],
            ["Spelling Shed", "Spelling", "Y", "", "Y", ""],
            header=True,
        )
    )
    rows = read_notice(made, load_vocabulary()).notice.disclosures
    assert str(rows[0].description) == "Rewards Pupil Name, Pupil Date of birth, Parents Email"
    assert all(tag.id != "all_mis_data" for row in rows for tag in row.tags)


@pytest.mark.parametrize(
    ("marks", "notes", "kinds"),
    [
        ("YNX", "", ["yes", None, "unclear"]),
        ("✓NX", "", ["yes", None, "unclear"]),
        ("XNX", "", ["yes", None, "yes"]),  # an X alone is the tick
        ("YNX", "X = shared with consent", ["yes", None, "yes"]),
        ("YNX", "X = never shared", ["yes", None, None]),
    ],
)
def test_an_x_beside_another_tick(marks: str, notes: str, kinds: list[str | None]) -> None:
    rows = [
        [name, mark, mark, mark]
        for name, mark in zip(("Tapestry", "Arbor", "CPOMS"), marks, strict=True)
    ]
    head = ["Supplier", "Name", "Date of birth", "Medical"]
    found = parsed(table(head, *rows, header=True), *([notes] if notes else [])).disclosures
    assert [str(row.company) for row in found] == ["Tapestry", "Arbor", "CPOMS"]
    told = ["unclear" if row.issues else "yes" if row.fields.data else None for row in found]
    assert told == kinds
