"""Lines of text, and what they look like."""

import pytest

from noticeparse.extractors.looks import is_heading_like, itemised, split_marker
from noticeparse.model import ListItem, Paragraph, Text


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


@pytest.mark.parametrize("marker", ["(a)", "(iv)", "b)", "•", "–"])
def test_a_paragraph_that_begins_with_a_bullet_or_a_letter_is_an_item(marker):
    item = itemised(Paragraph(Text(f"{marker} Tapestry, for photos")))
    assert isinstance(item, ListItem)
    assert (item.marker, str(item.text)) == (marker, "Tapestry, for photos")


@pytest.mark.parametrize("line", ["1. Who we are", "(1) Who we are", "* see below", "(see b) we"])
def test_a_paragraph_that_begins_with_a_number_or_a_star_stays_one(line):
    assert isinstance(itemised(Paragraph(Text(line))), Paragraph)
