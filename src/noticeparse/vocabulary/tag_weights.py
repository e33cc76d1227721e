"""Weights of words → which data a row shares and what it is for.

Two logistic models, made from labelled notices by `make train`. That of the categories says
whether a phrase of the lexicon names data that is shared, by the words around it. That of the
purposes has weights for each purpose: of words, of pairs of words, and of the purpose's own
phrases. In the file (tag_weights.json) what weighs the same stands together, the heaviest first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from noticeparse.errors import VocabularyError
from noticeparse.vocabulary.weights import Weights, read_groups

FILE = "tag_weights.json"
VERSION = 1
INTERCEPT = "intercept"


@dataclass(frozen=True)
class TagWeights:
    """The weights for categories, and those for each purpose by its id.

    `denied` is the least likelihood of a denial: denials are few among what is trained on.
    """

    categories: Weights
    purposes: Mapping[str, Weights]
    denied: float

    @cached_property
    def by_word(self) -> dict[str, tuple[tuple[str, float], ...]]:
        """What each word, pair or phrase weighs: (id of a purpose, weight) of each."""
        table: dict[str, list[tuple[str, float]]] = {}
        for id, weights in self.purposes.items():
            for word, weight in weights.weights.items():
                table.setdefault(word, []).append((id, weight))
        return {word: tuple(found) for word, found in table.items()}


def load(path: Path) -> TagWeights:
    """Read a file that `make train` wrote. Raises VocabularyError for one of another version."""
    data = json.loads(path.read_text(encoding="utf-8"))
    if data.get("version") != VERSION:
        raise VocabularyError(
            f"{path}: has weights of another version of noticeparse.",
            what_to_do="Take the file away, or make it anew with `make train`.",
        )
    threshold = data["purposes"]["threshold"]
    return TagWeights(
        categories=_weights(data["categories"]["weights"], data["categories"]["threshold"]),
        purposes={
            id: _weights(groups, threshold) for id, groups in data["purposes"]["weights"].items()
        },
        denied=data["categories"]["denied"],
    )


def _weights(groups: Mapping[str, Sequence[str]], threshold: float) -> Weights:
    found = read_groups({weight: own for weight, own in groups.items() if weight != INTERCEPT})
    return Weights(found, float(groups[INTERCEPT][0]), threshold)
