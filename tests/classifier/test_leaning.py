"""Rows of which no way of saying a purpose fits: what their words lean to."""

from dataclasses import replace
from pathlib import Path

import pytest

from noticeparse.classifier import classify
from noticeparse.vocabulary import Vocabulary, load_vocabulary
from noticeparse.vocabulary.entries import Entry
from noticeparse.vocabulary.leanings import leanings_of

from .conftest import make_row

ENTRIES = """
library_management:
  replace: true
  entries:
  - phrases: [borrowing, borrowing desk, returned on loan, reading corner loan]
    unless: [loan shark]
    examples: ["Borrowing"]
    counter_examples: ["The corner is returned"]
payments:
  replace: true
  entries:
  - phrases: [coin slot, coin jar, coin tray, jar slot, slot jar tray, token slot]
    examples: ["Coin slot"]
"""


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    folder: Path = tmp_path_factory.mktemp("leanings")
    (folder / "lexicon").mkdir()
    (folder / "lexicon" / "purposes.yaml").write_text(ENTRIES, "utf-8")
    return load_vocabulary(folder)


def leaning(vocabulary: Vocabulary, **row: str) -> list[tuple[str, str]]:
    tags = classify([make_row(**row)], vocabulary)[0].tags
    return [(t.id, t.evidence.text) for t in tags if t.kind == "purpose" and t.confidence == 0.5]


def test_words_that_stand_in_many_ways_of_saying_it_earn_it(vocabulary: Vocabulary) -> None:
    found = leaning(vocabulary, purpose="A coin goes down a slot")
    assert found == [("payments", "coin goes down a slot")]


def test_its_confidence_is_below_that_of_all_that_is_said(vocabulary: Vocabulary) -> None:
    row = make_row(purpose="A coin goes down a slot")
    tag = next(t for t in classify([row], vocabulary)[0].tags if t.kind == "purpose")
    assert (tag.method, tag.confidence) == ("fuzzy", 0.5)


def test_what_is_said_comes_first(vocabulary: Vocabulary) -> None:
    assert leaning(vocabulary, purpose="Borrowing. A coin goes down a slot") == []


@pytest.mark.parametrize(
    "text",
    [
        "A tray",  # one word that is seldom said
        "The corner is returned late",  # a counter-example
        "Loans of coins on return from the slot",  # to two purposes alike
        "A loan shark on loan, returned",  # cancelled
        "It is never used for coins or the slot",
    ],
)
def test_words_that_lean_to_nothing(text: str, vocabulary: Vocabulary) -> None:
    assert leaning(vocabulary, purpose=text) == []


def test_names_of_companies_lean_to_nothing(vocabulary: Vocabulary) -> None:
    rows = [make_row("Names go to Slot Coin", company="Slot Coin"), make_row("x", id="d2")]
    tags = classify(rows, vocabulary)[0].tags
    assert [tag for tag in tags if tag.kind == "purpose"] == []


def test_a_column_of_data_leans_to_nothing(vocabulary: Vocabulary) -> None:
    assert leaning(vocabulary, data="Coin, slot") == []


def test_a_row_that_is_not_in_use_leans_to_nothing(vocabulary: Vocabulary) -> None:
    row = replace(make_row("A coin goes down a slot"), status="retired")
    assert [t for t in classify([row], vocabulary)[0].tags if t.kind == "purpose"] == []


def test_a_word_counts_the_more_the_less_stands_beside_it() -> None:
    entries = [
        Entry("purpose", "a", phrases=("alpha", "alpha of beta")),
        Entry("purpose", "b", together=(("beta",), ("gamma", "delta"))),
        Entry("category", "c", phrases=("alpha",)),
    ]
    words = leanings_of(entries, frozenset(["of"])).words
    assert words["alpha"] == (("a", 1.5 / 2.5),)
    assert words["beta"] == (("a", 0.5 / 2), ("b", 0.5 / 2))
    assert words["gamma"] == (("b", 0.5 / 1.5),)
    assert "of" not in words
