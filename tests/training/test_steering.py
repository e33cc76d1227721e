"""The numbers that steer accuracy: each, moved by a fifth up or down, shows in the public table.

So none of them is changed by accident, and whoever changes one on purpose sees what it does.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.training.public_table import TABLE, counted_in, documents, table_of

from noticeparse.vocabulary import Vocabulary, load_vocabulary

Steered = Callable[[float], Vocabulary]


def rows(name: str) -> Steered:
    """A setting of the weights of recipients."""

    def moved(by: float) -> Vocabulary:
        known = load_vocabulary()
        weights = replace(known.weights, **{name: getattr(known.weights, name) * by})
        return replace(known, weights=weights)

    return moved


def categories(by: float) -> Vocabulary:
    """The least likelihood of data."""
    known = load_vocabulary()
    of_tags = known.tag_weights
    own = replace(of_tags.categories, threshold=of_tags.categories.threshold * by)
    return replace(known, tag_weights=replace(of_tags, categories=own))


def purposes(by: float) -> Vocabulary:
    """The least likelihood of a purpose."""
    known = load_vocabulary()
    own = known.tag_weights.purposes
    own = replace(own, threshold=own.threshold * by)
    return replace(known, tag_weights=replace(known.tag_weights, purposes=own))


SETTINGS: dict[str, Steered] = {
    "threshold of rows": rows("threshold"),
    "threshold of rows in running text": rows("in_text"),
    "share of neighbours": rows("neighbours"),
    "threshold of categories": categories,
    "threshold of purposes": purposes,
}
# Module, name, and which of several it is.
CONSTANTS = (
    ("parser.evidence", "REACH", None),  # words around a phrase that are near it
    ("vocabulary.weights", "_LISTED", None),  # likelihood from which whom data is handed to stands
    ("parser.merging", "FEWEST_DATA", None),  # kinds of data that a list of data names
    ("parser.refusals", "DOUBTED", "bodies"),  # likelihood from which a refused name is a doubt
    ("grading", "LEAST", 0),  # how sure an excellent row is, a good one, a fair one
    ("grading", "LEAST", 1),
    ("grading", "LEAST", 2),
)
UP, DOWN = 1.2, 0.8


def moved(value: Any, by: float) -> Any:
    """A number moved by a fifth; a small whole one by one."""
    if isinstance(value, float):
        return value * by
    near = round(value * by)
    return near if near != value else near + (1 if by > 1 else -1)


def differs(vocabulary: Vocabulary) -> bool:
    """Does any line of the public table differ? Stops at the first."""
    written = set(TABLE.read_text("utf-8").splitlines())
    return any(
        table_of({one.path.name: counted_in(one, vocabulary)}).splitlines()[1] not in written
        for one in documents()
    )


def test_what_is_not_moved_shows_nothing() -> None:
    assert not differs(load_vocabulary())


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_that_is_moved_shows(name: str) -> None:
    assert any(differs(SETTINGS[name](by)) for by in (UP, DOWN))


@pytest.mark.parametrize(("module", "name", "which"), CONSTANTS)
def test_a_number_that_is_moved_shows(
    module: str, name: str, which: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = importlib.import_module(f"noticeparse.{module}")
    value, shows = getattr(home, name), []
    for by in (UP, DOWN):
        if isinstance(value, dict):
            changed: Any = {**value, which: moved(value[which], by)}
        elif isinstance(value, tuple):
            changed = (*value[:which], moved(value[which], by), *value[which + 1 :])
        else:
            changed = moved(value, by)
        monkeypatch.setattr(home, name, changed)
        shows.append(shows[-1:] == [True] or differs(load_vocabulary()))
    assert any(shows)


def test_a_dozen_numbers_are_listed() -> None:
    assert len(SETTINGS) + len(CONSTANTS) == 12
