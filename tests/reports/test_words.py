"""What people read: places, numbers, schools, and texts that are safe to print."""

import pytest

from noticeparse.model import Where
from noticeparse.reports.words import many, place_in_words, printable, who


def test_a_place_is_said_as_people_count() -> None:
    assert place_in_words(Where("a.pdf", page=2, row=3, shown_row=4)) == "page 2, row 4"
    assert place_in_words(Where("a.docx", block=0)) == "paragraph 1"
    assert place_in_words(Where("a.docx")) == "place not known"


def test_one_is_not_many() -> None:
    assert (many(1, "school"), many(2, "school")) == ("1 school", "2 schools")
    assert many(1200, "person", "people") == "1,200 people"


@pytest.mark.parametrize(
    ("some", "said"),
    [("ABCD", "all 5 but E"), ("ABCDE", "all 5"), ("AB", "A, B")],
)
def test_schools_are_named_the_shorter_way(some: str, said: str) -> None:
    assert who([*some], [*"ABCDE"], most=2) == said


def test_what_could_move_the_cursor_is_replaced() -> None:
    assert printable("Arbor\x1b[2J") == "Arbor\ufffd[2J"
