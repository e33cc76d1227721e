from __future__ import annotations

import pytest

from noticeparse.vocabulary.inflection import reduce_word


@pytest.mark.parametrize(
    "forms",
    [
        ("address", "addresses"),
        ("allergy", "allergies"),
        ("child", "children"),
        ("behaviour", "behavior", "behaviours"),
        ("misbehaviour", "misbehavior"),
        ("organisation", "organization", "organisations"),
        ("organise", "organize"),
        ("enrolment", "enrollment", "enrolments"),
        ("licence", "license", "licences"),
        ("programme", "program", "programs"),
        ("class", "classes"),
        ("bus", "buses"),
        ("nurse", "nurses"),
        ("id", "ids"),
    ],
)
def test_forms_of_one_word_meet(forms: tuple[str, ...]) -> None:
    assert len({reduce_word(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("new", "news"), ("good", "goods"), ("statu", "status"), ("thi", "this"), ("cat", "cats")],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert reduce_word(one) != reduce_word(other)
