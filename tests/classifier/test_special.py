"""Data that needs special care: what is proof, what is a doubt, and what is no data at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from noticeparse.classifier import classify
from noticeparse.classifier.decide import PROOF
from noticeparse.grading import with_grades
from noticeparse.model import Disclosure
from noticeparse.vocabulary import Vocabulary

from .conftest import make_row


def read(row: Disclosure, vocabulary: Vocabulary) -> tuple[set[str], list[str]]:
    """The categories that count, and what is said of doubts."""
    [found] = classify([row], vocabulary)
    doubts = [issue.message for issue in found.issues if issue.code == "perhaps_special"]
    return {tag.id for tag in found.tags if tag.kind == "category"}, doubts


@pytest.mark.parametrize(
    ("data", "id", "label"),
    [
        ("Name, allergies", "medical_health", "Medical / health"),
        ("Name, ethnicity", "ethnicity", "Ethnicity"),
        ("Name, religion", "religion", "Religion"),
    ],
)
def test_it_counts_where_the_row_and_its_words_are_likely(
    data: str, id: str, label: str, vocabulary: Vocabulary
) -> None:
    row = make_row(data=data)
    assert read(replace(row, fit=0.99), vocabulary) == ({"name", id}, [])
    words = data.split(", ")[1]
    doubt = f"Perhaps it receives {label}, from “{words}”. This is not counted."
    assert read(replace(row, fit=PROOF - 0.05), vocabulary) == ({"name"}, [doubt])


def test_other_data_needs_no_such_proof(vocabulary: Vocabulary) -> None:
    row = replace(make_row(data="Name, free school meals, date of birth"), fit=0.3)
    found = {"name", "free_school_meals_pupil_premium", "date_of_birth"}
    assert read(row, vocabulary) == (found, [])


def test_a_name_is_no_proof(vocabulary: Vocabulary) -> None:
    row = replace(make_row("", company="Careerpath (medical information, attendance)"), fit=0.99)
    found, doubts = read(row, vocabulary)
    assert "medical_health" not in found
    assert len(doubts) == 1


def test_a_doubt_of_data_is_none_of_the_row(vocabulary: Vocabulary) -> None:
    row = replace(make_row(data="Name, allergies"), fit=0.5, layout="tables")
    [with_doubt] = classify([row], vocabulary)
    plain = replace(with_doubt, issues=())
    first, second = with_grades([with_doubt, plain], vocabulary.evidence)
    assert with_doubt.issues
    assert (first.grade, first.grade_reasons) == (second.grade, second.grade_reasons)


def test_what_it_is_for_names_no_data_where_another_cell_does(vocabulary: Vocabulary) -> None:
    row = make_row(data="Photographs of pupils", purpose="First aid, allergies, attendance")
    assert read(row, vocabulary)[0] == {"photograph"}
    alone = make_row(purpose="Keeping allergies and medical information of pupils")
    assert read(alone, vocabulary)[0] == {"medical_health"}


@pytest.mark.parametrize(
    "text",
    [
        "Names go to the school health team",
        "We give names to health or education professionals",
        "Names, for the immunisation programme",
        "Names are sent to the health visitor",
    ],
)
def test_what_a_body_is_for_is_no_data(text: str, vocabulary: Vocabulary) -> None:
    assert read(make_row(text), vocabulary) == ({"name"}, [])


def test_all_data_of_a_system_is_no_sensitive_data(vocabulary: Vocabulary) -> None:
    found, doubts = read(make_row(data="Data processing for our MIS"), vocabulary)
    assert (found, doubts) == ({"all_mis_data"}, [])
    term = vocabulary.term("category", "all_mis_data")
    assert term is not None
    assert (term.art9, term.art10, term.treat_as_special) == ("no", "no", False)
