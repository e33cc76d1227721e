"""Rows that share nothing personal, and rows that only look so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from noticeparse.model import Disclosure

Tagged = Callable[..., Disclosure]


@pytest.mark.parametrize(
    "data",
    [
        "None",
        "none.",
        "No data",
        "None – pupils play as guests",
        "Nothing from us; families register themselves",
        "No personal data is shared",
        "Number of pupils in each class, for licences",
        "Headcount only",
        "No pupil data",
        "We share no data with them",
        "The vendor has no access to any data",
    ],
)
def test_nothing_personal(tagged: Tagged, data: str) -> None:
    row = tagged(data=data)
    assert row.no_personal_data
    assert {t.id for t in row.tags if t.polarity == "shared"} <= {"school_level_statistics"}


@pytest.mark.parametrize(
    "data",
    [
        "",
        "-",
        "Names",
        "None intentionally; technicians may see names",
        "No data other than names",
        "No personal data is shared with third parties. We hold name and class.",
        "Names, number of pupils",
        "No photographs",
        "No other personal data: name only",
    ],
)
def test_not_said(tagged: Tagged, data: str) -> None:
    assert not tagged(data=data).no_personal_data


def test_purposes_stay(tagged: Tagged) -> None:
    row = tagged(data="None", purpose="Homework")
    assert row.no_personal_data
    assert [t.id for t in row.tags if t.kind != "data_subject"] == ["homework"]
