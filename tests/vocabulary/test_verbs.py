"""A verb in all its forms."""

import pytest

from noticeparse.vocabulary.inflection import forms_of


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("create", ["create", "creating", "created"]),
        ("log on", ["log on", "logging on", "logged on"]),
        ("follow up", ["follow up", "following up", "followed up"]),
        ("take", ["take", "taking", "took", "taken"]),
        ("carry", ["carry", "carrying", "carried"]),
        ("pay", ["pay", "paying", "paid"]),
        ("monitor", ["monitor", "monitoring", "monitored"]),
        ("submit", ["submit", "submitting", "submitted"]),
        ("agree", ["agree", "agreeing", "agreed"]),
        ("tie", ["tie", "tying", "tied"]),
        ("quiz", ["quiz", "quizzing", "quizzed"]),
        ("set", ["set", "setting"]),
        ("oversee", ["oversee", "overseeing", "oversaw", "overseen"]),
    ],
)
def test_forms(verb: str, forms: list[str]) -> None:
    assert forms_of(verb) == forms
