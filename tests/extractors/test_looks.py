"""Lines of text, and what they look like."""

import pytest

from noticeparse.extractors.looks import is_heading_like, split_marker


@pytest.mark.parametrize(
    ("line", "heading"), [("Who we share data with", True), ("We share names.", False), ("", False)]
)
def test_headings_are_short_and_no_sentences(line, heading):
    assert is_heading_like(line) is heading


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("• Tapestry – photos", ("•", "Tapestry – photos")),
        ("a) Tapestry", ("a)", "Tapestry")),
        ("Tapestry", None),
    ],
)
def test_what_is_typed_before_an_item_is_cut_off(line, parts):
    assert split_marker(line) == parts
