"""Rows of which no way of saying a purpose fits: what their words lean to."""

from dataclasses import replace
from pathlib import Path

import pytest

from noticeparse.classifier import classify
from noticeparse.vocabulary import Vocabulary, load_vocabulary
from noticeparse.vocabulary.entries import Entry
from noticeparse.vocabulary.leanings import leanings_of

from .conftest import make_row

# Words that no other way of saying a purpose has: each stands in four of these.
ENTRIES = """
library_management:
  replace: true
  entries:
  - phrases: [zib zab, zib zob, zab zib, zob zab, zab zob, zob zib]
    unless: [zab shark]
    examples: ["Zib zab"]
payments:
  replace: true
  entries:
  - phrases: [wix wox, wix wux, wox wix, wux wox, wox wux, wux wix]
    examples: ["Wix wox"]
    counter_examples: ["The wux has a wox"]
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
    found = leaning(vocabulary, purpose="A wix goes down a wox")
    assert found == [("payments", "wix goes down a wox")]


def test_its_confidence_is_below_that_of_all_that_is_said(vocabulary: Vocabulary) -> None:
    row = make_row(purpose="A wix goes down a wox")
    tag = next(t for t in classify([row], vocabulary)[0].tags if t.kind == "purpose")
    assert (tag.method, tag.confidence) == ("fuzzy", 0.5)


def test_what_is_said_comes_first(vocabulary: Vocabulary) -> None:
    assert leaning(vocabulary, purpose="Zib zab. A wix goes down a wox") == []


@pytest.mark.parametrize(
    "text",
    [
        "A wix",  # one word is not enough
        "A wix is seen by him and by her and by one and by all at a wox",  # far apart
        "A wix. A wox",  # in two sentences
        "A wix and a zab and a wox and a zob",  # to two purposes alike
        "The wux has a wox",  # a counter-example
        "The zib zab shark and a zob",  # a way of saying it, cancelled
        "It is never used for a wix or the wox",
    ],
)
def test_words_that_lean_to_nothing(text: str, vocabulary: Vocabulary) -> None:
    assert leaning(vocabulary, purpose=text) == []


def test_names_of_companies_lean_to_nothing(vocabulary: Vocabulary) -> None:
    text = "It goes to Wix of Wox"
    assert leaning(vocabulary, description=text) == [("payments", "Wix of Wox")]
    assert leaning(vocabulary, description=text, company="Wix of Wox") == []


def test_a_column_of_data_leans_to_nothing(vocabulary: Vocabulary) -> None:
    assert leaning(vocabulary, data="Wix, and wox") == []


def test_a_row_that_is_not_in_use_leans_to_nothing(vocabulary: Vocabulary) -> None:
    row = make_row("A wix goes down a wox")
    for status, number in (("in_use", 1), ("historic", 0)):
        tags = classify([replace(row, status=status)], vocabulary)[0].tags
        assert len([tag for tag in tags if tag.kind == "purpose"]) == number


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
