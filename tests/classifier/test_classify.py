"""What holds for any row: quotes are where they say, nothing is tagged twice, nothing leaks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from noticeparse.classifier import classify
from noticeparse.vocabulary import Vocabulary, load_vocabulary

from .conftest import make_row

WORDS = ("Name", "DOB", "“photo”", "e-mail", "İ", "ß", "ﬁnger scan", "number of pupils", "None")
MARKS = (", ", "; ", ": ", "\n", "(", ")", ".", " – ", "\u00ad", "[Name]")
DENIALS = ("no ", "not ", " and ", "except ")
PIECES = st.sampled_from((*WORDS, *MARKS, *DENIALS))
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=14).map("".join)


@settings(max_examples=80, deadline=None)
@given(data=TEXTS, purpose=TEXTS, company=TEXTS, section=TEXTS)
def test_quotes_are_exact_for_any_text(data: str, purpose: str, company: str, section: str) -> None:
    row = make_row(data=data, purpose=purpose, company=company, section=section)
    tagged = classify([row, make_row(data + purpose, id="d2")], load_vocabulary())
    for done in tagged:
        keys = [(tag.kind, tag.id, tag.polarity) for tag in done.tags]
        assert len(keys) == len(set(keys))
        for tag in done.tags:
            text = done.text_of(tag.evidence.field)
            assert text is not None
            assert text[tag.evidence.start : tag.evidence.end] == tag.evidence.text
            assert tag.evidence.text.strip()
            assert 0 <= tag.confidence <= 1


def test_what_stands_after_an_empty_box_is_not_stated() -> None:
    rows = [
        make_row(data="☒ Name ☐ Date of birth ☐ Medical needs ☒ Photo ☐ Behaviour Reading age"),
        make_row(data="☐ Name ☐ Photo", id="d2"),
    ]
    ticked = classify(rows, load_vocabulary())
    assert [{tag.id for tag in row.tags if tag.kind == "category"} for row in ticked] == [
        {"name", "photograph", "attainment_progress"},
        set(),
    ]
    [squares] = classify(rows[1:], load_vocabulary())  # no box is ticked: these are bullets
    assert {tag.id for tag in squares.tags if tag.kind == "category"} == {"name", "photograph"}


def test_a_heading_lends_data_only_where_it_says_that_every_row_receives_it() -> None:
    rows = [
        make_row(section="Each of them has names and dates of birth."),
        make_row(section="Names and dates of birth"),
        make_row(data="Photos", section="We give names and dates of birth to:"),
        make_row(section="You register yourself and the school supplies no information."),
    ]
    found = classify(rows, load_vocabulary())
    assert [sorted(tag.id for tag in row.tags if tag.kind == "category") for row in found] == [
        ["date_of_birth", "name"],
        [],
        ["photograph"],
        [],
    ]
    assert [row.no_personal_data for row in found] == [False, False, False, True]


def test_data_that_a_heading_lists_is_that_of_rows_which_name_none() -> None:
    listed = "Consent needed – name, class and schoolwork; photos where marked"
    rows = [
        make_row(section=listed),
        make_row(data="Photos", section=listed),
        make_row(section="Portraits – photos of your child"),
    ]
    found = classify(rows, load_vocabulary())
    assert [sorted(tag.id for tag in row.tags if tag.kind == "category") for row in found] == [
        ["class_year_group", "name", "school_work_content"],
        ["photograph"],
        [],
    ]


def test_no_rows() -> None:
    assert classify([], load_vocabulary()) == ()


def test_classifying_again_gives_the_same() -> None:
    rows = [make_row(data="Name, class, no photos", purpose="Homework")]
    once = classify(rows, load_vocabulary())
    assert classify(once, load_vocabulary()) == once


def test_what_each_row_of_a_section_has_is_added_to_what_the_row_says(
    vocabulary: Vocabulary,
) -> None:
    def shared(section: str) -> list[str]:
        row = make_row("It keeps quiz marks", section=section)
        return sorted(t.id for t in classify([row], vocabulary)[0].tags if t.kind == "category")

    assert shared("Every one of them has the child's name and class. More is said below:") == [
        "attainment_progress",
        "class_year_group",
        "name",
    ]
    assert shared("We give names and classes to:") == ["attainment_progress"]
