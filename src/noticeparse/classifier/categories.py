"""Findings → those that are likely to be data that the row shares, by the words around.

"Attendance" is data in "names and attendance" and none in "the attendance officer"; what a text
denies is judged alike. A phrase that a user added always counts. Of purposes, only such a phrase
tags by itself: the others are weighed with all words of the row (see `purposes`).
"""

from __future__ import annotations

from collections.abc import Sequence

from noticeparse.classifier.decide import Stated
from noticeparse.classifier.evidence import Word, of_category
from noticeparse.classifier.hits import Finding
from noticeparse.vocabulary import TagWeights


def judged(stated: Stated, words: Sequence[Word], weights: TagWeights) -> Stated:
    """Leave out the unlikely findings of a text; the others say how sure they are."""
    kept = (_judged(finding, stated, words, weights) for finding in stated.findings)
    return Stated(stated.reading, tuple(each for each in kept if each is not None))


def is_judged(finding: Finding) -> bool:
    """Does a finding of a category count only where it is likely?"""
    return finding.entry.kind == "category" and not finding.entry.own


def _judged(
    finding: Finding, stated: Stated, words: Sequence[Word], weights: TagWeights
) -> Finding | None:
    entry = finding.entry
    if entry.kind == "purpose" and not entry.own and entry.id in weights.purposes:
        return None
    if not is_judged(finding):
        return finding
    own = weights.categories
    sure = own.probability(of_category(finding, stated.reading, words))
    least = weights.denied if finding.denied else own.threshold
    return finding._replace(sure=sure) if sure >= least else None
