"""Whose data it is: named, brought along, the section's, or the pupils'."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from noticeparse.model import Disclosure

Tagged = Callable[..., Disclosure]

# (data, section, subjects)
CASES = [
    ("Pupil names", None, "pupils"),
    ("Staff name, salary", None, "staff"),
    ("Parents' mobile numbers", None, "parents_carers"),
    ("Name, class, parents' email", None, "pupils parents_carers"),
    ("Student: name. Parent: email. Staff: name", None, "pupils parents_carers staff"),
    ("Name, date of birth", None, "pupils"),
    ("Name, date of birth", "Staff", "staff"),
    ("Name, email", "Governors and trustees", "governors"),
    ("Name, business interests", "Governors", "governors"),
    ("Name, employment history", "Job applicants", "applicants"),
    ("Payslips", None, "staff"),
    ("UPN", None, "pupils"),
    ("Visitors: name and car registration", None, "visitors"),
    ("Emergency contacts", None, "parents_carers"),
    ("Names and mobile numbers of parents", None, "parents_carers"),
    ("Mother tongue of pupils", None, "pupils"),
    ("Staff name, salary. Nothing about pupils", None, "staff"),
    ("Alumni email addresses", None, "alumni"),
    ("No data", None, ""),
    ("", None, ""),
    ("Photographs (parental consent asked for)", None, "pupils"),
]


@pytest.mark.parametrize(("data", "section", "subjects"), CASES)
def test_subjects(tagged: Tagged, data: str, section: str | None, subjects: str) -> None:
    row = tagged(data=data, section=section)
    assert {t.id for t in row.tags if t.kind == "data_subject"} == set(subjects.split())


@pytest.mark.parametrize(
    ("purpose", "subjects"),
    [
        ("Off-site backup", ""),
        ("Inspection", ""),
        ("Payroll", "staff"),
        ("Spelling games", "pupils"),
    ],
)
def test_aims_that_say_nothing_of_pupils(tagged: Tagged, purpose: str, subjects: str) -> None:
    row = tagged(purpose=purpose)
    assert {t.id for t in row.tags if t.kind == "data_subject"} == set(subjects.split())


def test_what_a_category_brings_along_quotes_that_category(tagged: Tagged) -> None:
    tag = next(t for t in tagged(data="Name, tutor group").tags if t.id == "pupils")
    assert tag.method in ("implied", "keyword")
    assert tag.evidence.text == "tutor group"


def test_a_heading_lends_no_purpose(tagged: Tagged) -> None:
    row = tagged(data="Name", section="Payment systems")
    assert [t.id for t in row.tags if t.kind == "purpose"] == []
