"""Labelled notices → the weights of names that may be the publisher's (models/publisher.tsv).

Every name that a document prints where publishers print theirs is a sample: right where it is the
same school as the answers' (training/scoring.py). Documents whose answers name none are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from noticeparse.parser.context import wording_of
from noticeparse.parser.masthead import Names
from noticeparse.pipeline import finder
from noticeparse.vocabulary import Vocabulary
from noticeparse.vocabulary.weights import Weights
from training import fitting
from training.fitting import Sample, Way
from training.labelled import DATA, Labelled
from training.rows import SET_WEIGHT
from training.scoring import same_school

PRIOR = DATA / "publisher.tsv"
# Six hundred notices are few. Of weights fitted freely the best, left out, name five schools more
# of the 736 documents of the folded sets that have one (697 for 692), but three fewer of real2, and
# name somebody in 30 for 17 of the documents of real and real2 in which readers found no school.
# Drawn strongly to what was thought before, no set is read worse (692, 17). From .35 to .45 that
# hardly changes; a threshold of .25 gives 698, and 27.
WAY = Way(strength=0.01, step=0.05, least=0.05, notices=3, threshold=0.4)


@cache
def prior() -> Weights:
    """What evidence was thought to weigh."""
    lines = PRIOR.read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    found = {evidence: float(weight) for evidence, weight in pairs}
    intercept = found.pop("intercept")
    return Weights(found, intercept, WAY.threshold)


def samples_of(one: Labelled, vocabulary: Vocabulary) -> list[Sample]:
    """The samples of a document: its right names weigh as much as its wrong ones together."""
    if not one.school:
        return []
    names = Names(one.document, wording_of(vocabulary), finder(vocabulary)).found
    said = [(each.evidence, same_school(one.school, each.name)) for each in names]
    number = Counter(right for _, right in said)
    weight = SET_WEIGHT.get(one.set, 1.0)
    return [Sample(own, right, weight / number[right], one.notice) for own, right in said]


def fit(samples: Sequence[Sample], way: Way = WAY) -> Weights:
    """Fit the weights of the publisher; equal samples give equal weights."""
    return fitting.fit(samples, way, prior())
