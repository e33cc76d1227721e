"""To whom a sentence hands data: the members of the list after its act of sharing."""

import pytest
from tests.parser.building import CONTEXT

from noticeparse.parser.candidates import find_candidates
from noticeparse.parser.sharing import examples_after, receivers


def handed(sentence: str, opens: int | None = None) -> list[str]:
    found = receivers(sentence, find_candidates(sentence, CONTEXT), CONTEXT, opens=opens)
    return [sentence[one.start : one.end] for one in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "We share marks with other schools, the careers service and early years settings.",
            ["other schools", "careers service", "early years settings"],
        ),
        (
            "Names are passed on to the police or to Fenshire Council.",
            ["police", "Fenshire Council"],
        ),
        ("Attendance is reported to the office of the Ombudsman.", ["office of the Ombudsman"]),
        ("Forms go to the early help team at the council.", ["early help team"]),
        (
            "Records are sent to agencies such as the youth service and the NHS.",
            ["youth service", "NHS"],
        ),
        (
            "We give lists to Fenmoor Coaches (FC), the bus firm, and Arbor.",
            ["Fenmoor Coaches", "Arbor"],
        ),
        (
            "Data is shared with education and training providers, and fees are paid by card.",
            ["education and training providers"],
        ),
        ("Results are sent annually to the awarding bodies electronically.", ["awarding bodies"]),
        (
            "We send returns to Ofsted for its inspections, the police where a crime is looked"
            " into and the NHS.",
            ["Ofsted", "police", "NHS"],
        ),
        ("We pass names to awarding bodies, our union and Arbor.", ["awarding bodies", "Arbor"]),
    ],
    ids=[
        "list",
        "repeated",
        "of",
        "noun",
        "examples",
        "apposed",
        "next clause",
        "adverb",
        "modified",
        "no apposition",
    ],
)
def test_all_that_is_listed_receives(sentence: str, expected: list[str]) -> None:
    found = handed(sentence)
    assert [name for name in expected if name not in found] == []
    assert "fees" not in found
    assert "agencies" not in found


@pytest.mark.parametrize(
    "sentence",
    [
        "We never share marks with the council.",
        "Nothing is passed to companies.",
        "You can send your form to the council.",
        "Data is shared to help the council.",
        "We keep letters relating to the council.",
        "Marks are sent to parents and carers.",
        "The council is near the school.",
        "We provide a place to the council.",
    ],
)
def test_where_nobody_is_handed_data(sentence: str) -> None:
    assert handed(sentence) == []


def test_what_stands_before_hands_on() -> None:
    said = "These include the school nurse and the youth service."
    assert handed(said) == []
    opens = CONTEXT.opens_list(said)
    assert opens == len("These include ")
    assert handed(said, opens) == ["school nurse", "youth service"]
    assert CONTEXT.opens_list("To help the school nurse.") is None
    assert CONTEXT.opens_list("To the school nurse.") == len("To ")


def test_a_long_sentence_ends() -> None:
    names = ", ".join(f"the service of area {number}" for number in range(300))
    assert len(handed(f"We share names with {names} and the council.")) <= 60


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ofsted and the school nurse may see these records.", ["Ofsted", "school nurse"]),
        ("The youth service is given names of leavers.", ["youth service"]),
        ("We tell the local council and the police.", ["local council", "police"]),
        ("Each term we give the county council the names of leavers.", ["county council"]),
    ],
)
def test_who_gets_it_or_is_told(sentence: str, expected: list[str]) -> None:
    assert handed(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "If something is missing please tell Mrs Dunn.",
        "Tell the school office if your address changes.",
        "The council never gets these records.",
        "Parents receive a report each term.",
        "We give contact information to nobody.",
    ],
)
def test_who_is_told_by_the_family_or_gets_nothing(sentence: str) -> None:
    assert handed(sentence) == []


def test_examples_may_follow_the_clause_that_says_which() -> None:
    sentence = "It goes to agencies that inspect us, such as Ofsted."
    found = examples_after(sentence, sentence.index(" that"))
    assert found is not None
    assert sentence[found.end() :] == "Ofsted."
    assert examples_after("agencies that inspect us.", 8) is None
