"""Phrases that earn a term where they stand near one another."""

from pathlib import Path

import pytest

from noticeparse.classifier import classify
from noticeparse.vocabulary import Vocabulary, load_vocabulary

from .conftest import make_row

ENTRIES = """
transport:
  replace: true
  entries:
  - together: [[~drive, minibus], [swimmers, $riders]]
    within: 3
    any_order: true
    unless: [drive time]
    examples: ["Drives the swimmers"]
  - together: [[from, out of], [pool], [to, into]]
    within: 1
    examples: ["From the pool to school"]
  - phrases: [ferry]
    alone: true
    examples: ["Ferry"]
"""


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    folder: Path = tmp_path_factory.mktemp("words")
    (folder / "lexicon").mkdir()
    (folder / "lexicon" / "purposes.yaml").write_text(ENTRIES, "utf-8")
    (folder / "lexicon" / "groups.yaml").write_text("riders: [riders, horse lovers]\n", "utf-8")
    return load_vocabulary(folder)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("It drives our swimmers home", "drives our swimmers"),
        ("Riders get home by minibus", "Riders get home by minibus"),
        ("Swimmers are driven by aunts", "Swimmers are driven"),
        ("A driver of horse lovers", None),
        ("It drives slowly along the coast with our swimmers", None),
        ("It drives, and swimmers walk", None),
        ("Drive time for swimmers", None),
        ("Out of the pool into the bus", "Out of the pool into"),
        ("Into the pool from the bus", None),
        ("Trains, ferry, buses", "ferry"),
        ("The ferry sank", None),
    ],
)
def test_near_one_another(text: str, quote: str | None, vocabulary: Vocabulary) -> None:
    row = classify([make_row(purpose=text)], vocabulary)[0]
    found = [tag.evidence.text for tag in row.tags if tag.id == "transport"]
    assert found[:1] == ([quote] if quote else [])
