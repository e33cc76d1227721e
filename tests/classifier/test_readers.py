"""People who only read what is shared are not those whom it is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from noticeparse.model import Disclosure

Tagged = Callable[..., Disclosure]

# (description, data subjects)
CASES = [
    ("A log of concerns about pupils. The head teacher and two deputies can read it.", "pupils"),
    ("Photographs of children at play, visible to all teachers.", "pupils"),
    ("Work that pupils hand in; parents can see it at home.", "pupils"),
    ("Reading ages of each pupil. Teachers have access to the scores.", "pupils"),
    ("Staff data, which the auditor can see.", "staff"),
    ("Names and salaries of staff. The head teacher can read it.", "staff"),
    ("Names and email addresses of pupils and teachers.", "pupils staff"),
    ("Names of pupils and mobile numbers of parents.", "pupils parents_carers"),
]


@pytest.mark.parametrize(("text", "subjects"), CASES)
def test_readers_are_no_subjects(tagged: Tagged, text: str, subjects: str) -> None:
    found = {tag.id for tag in tagged(text).tags if tag.kind == "data_subject"}
    assert found == set(subjects.split())
