"""Weights of evidence → how likely a phrase is a recipient; what a row shares, and what for.

Logistic models: the weights of all evidence that is there, and the intercept, are added and put on
a scale from 0 to 1. They are data, made from labelled notices by `make train`; evidence that no
training notice had weighs nothing. In the files, what weighs the same stands together, the heaviest
first: {"1.2": ["last word ltd"], "-0.3": ["last word school"]}.

weights.json has the model of recipients. tag_weights.json has two: that of the categories says
whether a phrase of the lexicon names data that is shared, by the words around it; that of the
purposes has a table, since most words say something for or against most purposes: for each word,
pair of words, group of words and phrase one sign a purpose, "A" to "P" for 1 to 16 steps that speak
for it, "Q" to "Z" for 20, 24 … 56, small letters for as much against it, "." for nothing.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp
from pathlib import Path
from string import ascii_uppercase

from noticeparse.errors import VocabularyError

FILE = "weights.json"
_MANY = 20  # others in a list, from which twice as much comes as from few
_ROWS = 5  # rows of tables and lists that make a sentence half as likely to name another recipient
_MOST_SHARED = 0.55  # of a score: else a long list stands or falls as a whole
TAG_FILE = "tag_weights.json"
TAG_VERSION = 2
_STEPS = (*range(17), *range(20, 57, 4))
SIGNS = dict(zip("." + ascii_uppercase, _STEPS, strict=True))
SIGNS |= {s.lower(): -n for s, n in SIGNS.items()}


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each piece of evidence, and the intercept.

    `threshold` is the least probability of a row, `in_text` of one in running text, where the
    likeliest of many phrases is taken; `neighbours` (0..1) how much of a score comes from the
    others of the same list, at least: the more there are, the more.
    """

    weights: Mapping[str, float]
    intercept: float
    threshold: float
    neighbours: float = 0.0
    in_text: float = 0.0

    def score(self, evidence: Iterable[str]) -> float:
        """Add the weights of evidence, each piece once: 0 is as likely as not."""
        return self.intercept + sum(filter(None, map(self.weights.get, dict.fromkeys(evidence))))

    def probability(self, evidence: Iterable[str], others: Sequence[float] = ()) -> float:
        """How likely (0..1) that something with this evidence is a recipient; see `settled`."""
        return self.settled(self.score(evidence), others)

    def settled(self, score: float, others: Sequence[float] = ()) -> float:
        """How likely (0..1) that something with this score of its own is a recipient.

        `others` are the scores of what is listed with it: what stands in one list is mostly alike,
        and the longer the list, the surer is what it is a list of.
        """
        if others:
            mean = sum(others) / len(others)
            score += self.shared(len(others)) * (mean - score)
        return 1 / (1 + exp(-score))

    def beside(self, probability: float, rows: int) -> float:
        """How likely a recipient of running text is beside so many rows of tables and lists.

        A notice that lists its recipients seldom names another in a sentence.
        """
        return probability / (probability + (1 - probability) * (1 + rows / _ROWS))

    def shared(self, others: int) -> float:
        """How much of a score comes from so many others of its list."""
        return min(float(self.neighbours ** (_MANY / (others + _MANY))), _MOST_SHARED)

    def least(self, *, in_text: bool) -> float:
        """How likely a row has to be at least; `threshold` says no less of running text."""
        return max(self.threshold, self.in_text) if in_text else self.threshold

    def strongest(self, evidence: Iterable[str], count: int = 10) -> list[tuple[str, float]]:
        """The evidence that weighs most, for or against, the heaviest first."""
        weighed = [(each, self.weights[each]) for each in set(evidence) if each in self.weights]
        return sorted(weighed, key=lambda pair: (-abs(pair[1]), pair[0]))[:count]


def load(path: Path) -> Weights:
    """Read the weights of a file that `make train` wrote."""
    data = json.loads(path.read_text(encoding="utf-8"))
    own = {name: data[name] for name in ("intercept", "threshold", "neighbours")}
    return Weights(read_groups(data["weights"]), **own, in_text=data.get("in_text", 0.0))


def read_groups(groups: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """The weight of each piece of evidence of a file's groups."""
    return {each: float(weight) for weight, members in groups.items() for each in members}


@dataclass(frozen=True)
class TagWeights:
    """The weights for categories, and those for each purpose by its id.

    `denied` is the least likelihood of a denial: denials are few among what is trained on.
    """

    categories: Weights
    purposes: Mapping[str, Weights]
    denied: float

    @cached_property
    def by_word(self) -> dict[str, tuple[float, ...]]:
        """What each word, pair, group or phrase weighs for each purpose, in their order."""
        owns = [own.weights for own in self.purposes.values()]
        words = {word for own in owns for word in own}
        return {word: tuple(own.get(word, 0.0) for own in owns) for word in words}


def load_tags(path: Path) -> TagWeights:
    """Read a file that `make train` wrote. Raises VocabularyError for one of another version."""
    data = json.loads(path.read_text(encoding="utf-8"))
    if data.get("version") != TAG_VERSION:
        raise VocabularyError(
            f"{path}: has weights of another version of noticeparse.",
            what_to_do="Take the file away, or make it anew with `make train`.",
        )
    own = data["categories"]
    categories = Weights(read_groups(own["weights"]), own["intercept"], own["threshold"])
    return TagWeights(categories, _purposes(**data["purposes"]), own["denied"])


def _purposes(
    threshold: float, step: float, intercepts: Mapping[str, float], weights: Mapping[str, str]
) -> dict[str, Weights]:
    worth = {sign: round(steps * step, 3) for sign, steps in SIGNS.items()}
    found: list[dict[str, float]] = [{} for _ in intercepts]
    for word, signs in weights.items():
        for own, sign in zip(found, signs, strict=True):
            if sign != ".":
                own[word] = worth[sign]
    pairs = zip(intercepts.items(), found, strict=True)
    return {id: Weights(own, intercept, threshold) for (id, intercept), own in pairs}
