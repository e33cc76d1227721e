"""Labelled notices → the weights of recipients (models/rows.tsv).

Everything that the proposers read as a row and every phrase of a sentence that may be a recipient
is a sample: right where the answers have it. Samples that the answers call optional are left out,
and a row whose description is wrong counts half as right and half as wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from noticeparse.model import Heading, Table
from noticeparse.parser import context_of, judge, propose
from noticeparse.parser.context import Above, Context, wording_of
from noticeparse.parser.mentions import Mention, weigh
from noticeparse.parser.proposers.prose import SHORTEST_SENTENCE, passage, place_of, unwrapped
from noticeparse.pipeline import finder
from noticeparse.text import sentences, words
from noticeparse.vocabulary import Vocabulary
from noticeparse.vocabulary.weights import RowWeights
from training import fitting
from training.fitting import Sample, Way
from training.labelled import Answer, Labelled, tight
from training.scoring import same_description

# What the sets weigh was chosen so that notices trained on are read as they have to be. Beside
# published notices the public set weighs little: its writers name recipients more plainly than
# schools do, and at 0.25 and more the published ones that are left out are read less well.
SET_WEIGHT: Mapping[str, float] = {
    **{"public": 0.1, "real": 1.0, "real2": 1.0, "live": 0.9, "fresh": 1.0},
    **{"hard": 0.25, "corpus": 0.3},
}
USUAL_LENGTH = 40  # samples of a document whose every sample weighs what its set weighs
LENGTH_COUNTS = 0.35  # 0: every sample weighs alike; 1: every document weighs alike
# What a wrong phrase weighs that overlaps a right one: it shares its surroundings.
OVERLAPS = 0.2
HALF = 0.5  # what a row weighs as right, and as wrong, whose description is wrong
# Of evidence that three notices have, left-out ones gain 0.008 (companies, F1) over that of five.
WAY = Way(strength=0.5, step=0.05, least=0.15, notices=3, threshold=0.25)
IN_TEXT = 0.42  # the likeliest of many phrases is seldom as likely as it looks
NEIGHBOURS = 0.35
_ARTICLE = re.compile(r"^(?:the|an?|our|your|their|any|other)\s+", re.I)
_UNWEIGHED = RowWeights({}, 0.0, 0.0)


class _Said(NamedTuple):
    """Evidence, whether it is right, and for how much of a sample it counts."""

    evidence: tuple[str, ...]
    right: bool
    part: float


class _Answers:
    """The answers of a notice, by the names of their companies."""

    def __init__(self, one: Labelled) -> None:
        self.prefix = one.prefix
        self.rows: dict[str, list[Answer]] = {}
        self.optional: set[str] = set()
        for answer in one.answers:
            for key in {key for name in answer.names for key in _keys_of(name)}:
                if answer.optional:
                    self.optional.add(key)
                else:
                    self.rows.setdefault(key, []).append(answer)

    def of_row(self, company: str, description: str) -> list[tuple[bool, float]]:
        """(right, part) of a row that a proposer reads."""
        found = self._named(company)
        if not found:
            return [] if _keys_of(company) & self.optional else [(False, 1.0)]
        right = any(same_description(description, a, prefix=self.prefix) for a in found)
        return [(True, 1.0)] if right else [(True, HALF), (False, HALF)]

    def of_phrase(self, phrase: str, sentence: str) -> list[tuple[bool, float]]:
        """(right, part) of a phrase: right where its answer's description is of the sentence."""
        found = self._named(phrase)
        if not found:
            return [] if _keys_of(phrase) & self.optional else [(False, 1.0)]
        said = tight(sentence)
        wanted = [[d for d in map(tight, answer.descriptions) if d] for answer in found]
        here = any(not ds or any(d in said or said in d for d in ds) for ds in wanted)
        return [(True, 1.0)] if here else []

    def _named(self, name: str) -> list[Answer]:
        return [answer for key in _keys_of(name) for answer in self.rows.get(key, ())]


def _keys_of(name: str) -> set[str]:
    """The forms under which a name is looked up: as it is, and without its article."""
    return {tight(name), tight(_ARTICLE.sub("", name))}


def samples_of(one: Labelled, vocabulary: Vocabulary) -> list[Sample]:
    """The samples of a document: what is read as rows, and phrases where no right row is."""
    said = list(_said(one, vocabulary))
    of_set = SET_WEIGHT.get(one.set, 1.0)
    # A list of 100 outvotes no other.
    weight = of_set * (USUAL_LENGTH / max(1, len(said))) ** LENGTH_COUNTS
    return [Sample(each.evidence, each.right, weight * each.part, one.notice) for each in said]


def _said(one: Labelled, vocabulary: Vocabulary) -> Iterator[_Said]:
    answers = _Answers(one)
    context = context_of(one.document, wording_of(vocabulary), finder(vocabulary), _UNWEIGHED)
    explained: set[int] = set()
    for reading in propose(context):
        pairs = zip(reading.drafts, judge.evidence_of(reading, context), strict=True)
        for draft, evidence in pairs:
            labels = answers.of_row(draft.company.string, draft.description.string)
            yield from (_Said(evidence, *label) for label in labels)
            if any(right for right, _ in labels):
                explained.update(reading.blocks)
    for sentence, where, above in _sentences(context, explained):
        yield from _of_sentence(sentence, weigh(sentence, where, above, context), answers)


def _of_sentence(sentence: str, mentions: Sequence[Mention], answers: _Answers) -> Iterator[_Said]:
    """The phrases of a sentence; pieces of a right one, and what holds it, count for little."""
    said = [(m, answers.of_phrase(sentence[m.start : m.end], sentence)) for m in mentions]
    right = [m for m, labels in said if any(is_right for is_right, _ in labels)]
    for mention, labels in said:
        overlaps = any(m.start < mention.end and mention.start < m.end for m in right)
        for is_right, part in labels:
            counts = OVERLAPS if overlaps and not is_right else 1.0
            yield _Said(mention.evidence, is_right, part * counts)


def _sentences(context: Context, explained: set[int]) -> Iterator[tuple[str, str, Above]]:
    """(sentence, where it stands, what stands above it) outside of blocks whose rows are right."""
    for wrapped in unwrapped(context.blocks):
        if explained.isdisjoint((wrapped.number, *wrapped.more)):
            text, above = passage(wrapped, context)
            yield from _long(text.string, place_of(wrapped, above), above)
    for number, block in enumerate(context.blocks):
        if isinstance(block, Heading) and block.text.string.rstrip().endswith("?"):
            yield from (
                (block.text.string[s:e], "heading", Above())
                for s, e in sentences(block.text.string)
            )
        elif isinstance(block, Table) and number not in explained:
            for cell in block.cells:
                yield from _long(cell.text.string, "cell", context.above[number])


def _long(text: str, where: str, above: Above) -> Iterator[tuple[str, str, Above]]:
    if len(words(text)) >= SHORTEST_SENTENCE:
        before = ""
        for start, end in sentences(text):
            yield text[start:end], where, replace(above, before=before)
            before = text[start:end]


def fit(samples: Sequence[Sample], way: Way = WAY) -> RowWeights:
    """Fit the weights of recipients; equal samples give equal weights."""
    own = fitting.fit(samples, way)
    return RowWeights(own.weights, own.intercept, own.threshold, NEIGHBOURS, IN_TEXT)


def file_of(weights: RowWeights, samples: Sequence[Sample], made_from: Mapping[str, object]) -> str:
    """The text of the file of weights."""
    own = {"in_text": weights.in_text, "neighbours": weights.neighbours}
    return fitting.model_text(weights, samples, {**own, **made_from})
