"""Rows that point to another take its tags, with the evidence where it stands."""

from __future__ import annotations

from noticeparse.classifier import classify
from noticeparse.vocabulary import Vocabulary

from .conftest import make_row


def test_tags_are_taken_over_with_their_place(vocabulary: Vocabulary) -> None:
    rows = [
        make_row(data="Name, class", id="d1"),
        make_row("As above, and gender", id="d2", same_as="d1"),
    ]
    row = classify(rows, vocabulary)[1]
    tags = {tag.id: tag for tag in row.tags if tag.kind == "category"}
    assert list(tags) == ["name", "gender", "class_year_group"]
    assert tags["gender"].method == "keyword"
    assert tags["gender"].evidence.row is None
    assert tags["name"].method == "inherited"
    assert (tags["name"].evidence.row, tags["name"].evidence.field) == ("d1", "fields.data")
    assert tags["name"].evidence.text == "Name"


def test_own_tags_win(vocabulary: Vocabulary) -> None:
    rows = [make_row(data="Name", id="d1"), make_row("Surname, as above", id="d2", same_as="d1")]
    name = next(tag for tag in classify(rows, vocabulary)[1].tags if tag.id == "name")
    assert (name.method, name.evidence.text) == ("keyword", "Surname")


def test_a_cell_of_its_own_purposes_takes_over_none(vocabulary: Vocabulary) -> None:
    rows = [
        make_row(data="Name", purpose="Parents' evening bookings", id="d1"),
        make_row(data="As Acme", purpose="Library loans", id="d2", same_as="d1"),
        make_row(data="As Acme", id="d3", same_as="d1"),
    ]
    _, own, none = classify(rows, vocabulary)
    assert [t.method for t in own.tags if t.kind == "purpose"] == ["keyword"]
    assert "name" in {t.id for t in own.tags}
    assert "inherited" in {t.method for t in none.tags if t.kind == "purpose"}


def test_chains_are_followed_and_loops_end(vocabulary: Vocabulary) -> None:
    rows = [
        make_row("As below", id="d1", same_as="d2"),
        make_row("As C", id="d2", same_as="d3"),
        make_row("Ethnicity, see A", id="d3", same_as="d1"),
    ]
    for row in classify(rows, vocabulary):
        assert [tag.id for tag in row.tags if tag.kind == "category"] == ["ethnicity"]
        evidence = row.tags[0].evidence
        assert (evidence.row or row.id) == "d3"


def test_nothing_shared_is_taken_over(vocabulary: Vocabulary) -> None:
    rows = [make_row(data="None", id="d1"), make_row("As above", id="d2", same_as="d1")]
    assert classify(rows, vocabulary)[1].no_personal_data


def test_unknown_row_is_left_alone(vocabulary: Vocabulary) -> None:
    row = classify([make_row("Names as above", id="d1", same_as="d9")], vocabulary)[0]
    assert [tag.id for tag in row.tags if tag.kind == "category"] == ["name"]


def test_what_is_taken_over_beats_a_fainter_likelihood(vocabulary: Vocabulary) -> None:
    rows = [
        make_row("Phonics lessons and reading books for teaching in class", id="d1"),
        make_row("Reading at home, as above", id="d2", same_as="d1"),
    ]
    alone = classify([make_row("Reading at home, as above", id="d2")], vocabulary)[0]
    first, second, faint = (
        next(tag for tag in row.tags if tag.id == "teaching_learning")
        for row in (*classify(rows, vocabulary), alone)
    )
    assert faint.confidence < second.confidence == round(first.confidence * 0.9, 2)
    assert (second.method, second.evidence.row) == ("inherited", "d1")
