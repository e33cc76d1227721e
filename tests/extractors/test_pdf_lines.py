"""Words → lines → text: what is joined, and with what between."""

import pytest

from noticeparse.extractors.pdf.lines import join_lines, line_of, lines_of
from noticeparse.extractors.pdf.page import Word


def words(string: str, *, x: float = 0.0, y: float = 0.0) -> list[Word]:
    """Set words in letters ten points high and five wide, three points apart."""
    found = []
    for part in string.split():
        found.append(Word(part, (x, y, x + 5 * len(part), y + 10), 10.0))
        x += 5 * len(part) + 3
    return found


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["names of", "pupils"], "names of pupils"),
        (["work e-", "mail"], "work e-mail"),
        (["Bromcom -", "MIS"], "Bromcom - MIS"),
        (["Bromcom –", "MIS"], "Bromcom – MIS"),
        (["https://", "www.kahoot.com/", "privacy"], "https://www.kahoot.com/privacy"),
        (
            ["https://www.kahoot.c", "om/en/", "privacy now"],
            "https://www.kahoot.com/en/privacy now",
        ),
        (["see www.kahoot.com", "for more"], "see www.kahoot.com for more"),
        (["staff and/", "or pupils"], "staff and/ or pupils"),
    ],
)
def test_lines_are_joined(lines, joined):
    found = [line_of(words(line, y=12.0 * at)) for at, line in enumerate(lines)]
    text = join_lines(found, 3)
    assert text.string == joined
    assert all(run.page == 3 for run in text.runs)
    parts = [text.string[run.start : run.end] for run in text.runs]
    assert "".join(parts) == joined.replace(" ", "")


def test_words_at_one_height_are_a_line():
    low = words("the second", y=11.0)
    high = words("a mark", x=60, y=-2.0)
    assert [line.string for line in lines_of([*low, *high, *words("the first")])] == [
        "the first a mark",
        "the second",
    ]


def test_a_wide_gap_parts_chunks():
    line = line_of([*words("Parent Pay"), *words("names and classes", x=80)])
    assert [chunk.string for chunk in line.chunks] == ["Parent Pay", "names and classes"]
