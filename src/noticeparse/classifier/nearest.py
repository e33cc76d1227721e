"""A row → the terms that it nearly has: what was found or weighed, and why it is no tag."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

from noticeparse.classifier.classify import Read, read_rows
from noticeparse.classifier.evidence import is_judged, of_category, of_purposes
from noticeparse.classifier.purposes import scores
from noticeparse.model import Disclosure
from noticeparse.vocabulary import TagWeights, Vocabulary

MOST = 3  # of categories, and of purposes
_UNLIKELY = 0.1  # below, a purpose has nothing to do with the row


class Near(NamedTuple):
    """A term that is no tag: how likely its words make it, and how likely it has to be."""

    kind: str
    id: str
    words: str
    likelihood: float
    least: float


def nearest(rows: Sequence[Disclosure], row: Disclosure, vocabulary: Vocabulary) -> list[Near]:
    """List what a row of a notice nearly is tagged with, the likeliest first."""
    read = read_rows(rows, vocabulary)[rows.index(row)]
    tagged = {(tag.kind, tag.id) for tag in row.tags}
    weights = vocabulary.tag_weights
    found: list[Near] = []
    for near in (_categories(read, weights), _purposes(read, weights)):
        ordered = sorted(near, key=lambda each: (-each.likelihood, each.id))
        best = {each.id: each for each in reversed(ordered) if (each.kind, each.id) not in tagged}
        found += sorted(best.values(), key=lambda each: (-each.likelihood, each.id))[:MOST]
    return found


def _categories(read: Read, weights: TagWeights) -> list[Near]:
    own = weights.categories
    return [
        Near(
            "category",
            finding.entry.id,
            text.reading.string[finding.start : finding.end],
            round(own.probability(of_category(finding, text.reading, words)), 2),
            weights.denied if finding.denied else own.threshold,
        )
        for text, words in zip(read.stated, read.words, strict=True)
        for finding in text.findings
        if is_judged(finding)
    ]


def _purposes(read: Read, weights: TagWeights) -> list[Near]:
    said = {each.what: each for each in of_purposes(read.seen, read.stated, read.words)}
    near = []
    for id, score in scores(said, weights).items():
        own = weights.purposes[id]
        likelihood = 1 / (1 + exp(-score))
        what = max(said, key=lambda what: own.weights.get(what, 0.0))
        if likelihood >= _UNLIKELY:
            place = said[what]
            words = read.seen[place.text].reading.string[slice(*place.span)]
            near.append(Near("purpose", id, words, round(likelihood, 2), own.threshold))
    return near
