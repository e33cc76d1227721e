"""Labelled notices → the weights of evidence, vocabulary/weights.json.

usage: python benchmarks/train.py [--out FILE]

Everything that the proposers read as a row and every phrase of a sentence that may be a recipient
is a sample: right where the answers have it. Samples that the answers call optional are left out,
and a row whose description is wrong counts half as right and half as wrong. One logistic regression
is fitted to the evidence. What the sets weigh was chosen so that notices trained on are read as
they have to be; `threshold`, `neighbours` and the rest with notices left out (crossval.py).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from labelled import (
    Labelled,
    descriptions_of,
    in_parallel,
    keys_of,
    load,
    names_of,
    same_description,
    tight,
)
from noticeparse.model import Heading, ListItem, Table
from noticeparse.parser import context_of, judge, propose
from noticeparse.parser.context import Above, Context, wording_of
from noticeparse.parser.mentions import weigh
from noticeparse.parser.proposers.prose import SHORTEST_SENTENCE, passage, unwrapped
from noticeparse.pipeline import finder
from noticeparse.text import sentences, words
from noticeparse.vocabulary import Vocabulary, load_vocabulary
from noticeparse.vocabulary.loader import SHIPPED
from noticeparse.vocabulary.weights import FILE, Weights
from weight_files import written_weights

SET_WEIGHT = {"real": 1.0, "live": 0.9, "fresh": 1.0, "hard": 0.25, "corpus": 0.3}
USUAL_LENGTH = 40  # samples of a document whose every sample weighs what its set weighs
LENGTH_COUNTS = 0.35  # 0: every sample weighs alike; 1: every document weighs alike
STRENGTH = 0.5  # inverse of the regularisation
LEAST_COUNT = 10  # samples with a piece of evidence, below which it is none
THRESHOLD = 0.27  # of tables and lists
IN_TEXT = 0.38  # the likeliest of many phrases is seldom as likely as it looks; chosen in sample
NEIGHBOURS = 0.35
STEP = 0.05  # weights are rounded to it
LEAST_WEIGHT = 0.15  # smaller ones are left out: with them notices left out are read no better
_DIGITS = 3  # decimals of a weight

Sample = tuple[tuple[str, ...], int, float]  # evidence, right (1) or wrong (0), weight


class Answers:
    """The answers of a notice, by the names of their companies."""

    def __init__(self, one: Labelled) -> None:
        self.prefix = one.prefix
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.optional: set[str] = set()
        for answer in one.gold["rows"]:
            for key in {key for name in names_of(answer) for key in keys_of(name)}:
                if answer.get("optional"):
                    self.optional.add(key)
                else:
                    self.rows.setdefault(key, []).append(answer)

    def of_row(self, company: str, description: str) -> list[tuple[int, float]]:
        """(right, weight) of a row that a proposer reads."""
        found = self._named(company)
        if not found:
            return [] if keys_of(company) & self.optional else [(0, 1.0)]
        right = any(same_description(description, a, prefix=self.prefix) for a in found)
        return [(1, 1.0)] if right else [(1, 0.5), (0, 0.5)]

    def of_phrase(self, phrase: str, sentence: str) -> list[tuple[int, float]]:
        """(right, weight) of a phrase: right where its answer's description is of the sentence."""
        found = self._named(phrase)
        if not found:
            return [] if keys_of(phrase) & self.optional else [(0, 1.0)]
        said = tight(sentence)
        wanted = [[d for d in descriptions_of(answer) if d] for answer in found]
        here = any(not ds or any(d in said or said in d for d in ds) for ds in wanted)
        return [(1, 1.0)] if here else []

    def _named(self, name: str) -> list[dict[str, Any]]:
        return [answer for key in keys_of(name) for answer in self.rows.get(key, ())]


def samples_of(one: Labelled, vocabulary: Vocabulary) -> list[Sample]:
    """The samples of a document: what is read as rows, and phrases where no right row is."""
    answers = Answers(one)
    context = context_of(
        one.document, wording_of(vocabulary), finder(vocabulary), Weights({}, 0.0, 0.5)
    )
    found: list[Sample] = []
    explained: set[int] = set()
    for reading in propose(context):
        for draft, evidence in zip(
            reading.drafts, judge.evidence_of(reading, context), strict=True
        ):
            labels = answers.of_row(str(draft.company), str(draft.description))
            found += [(evidence, *label) for label in labels]
            if any(right for right, _ in labels):
                explained.update(reading.blocks)
    for sentence, where, above in _sentences(context, explained):
        for mention in weigh(sentence, where, above, context):
            labels = answers.of_phrase(sentence[mention.start : mention.end], sentence)
            found += [(mention.evidence, *label) for label in labels]
    return found


def _sentences(context: Context, explained: set[int]) -> Iterator[tuple[str, str, Above]]:
    """(sentence, where it stands, what stands above it) outside of blocks whose rows are right."""
    for wrapped in unwrapped(context.blocks):
        if explained.isdisjoint((wrapped.number, *wrapped.more)):
            where = "item" if isinstance(wrapped.block, ListItem) else "paragraph"
            text, above = passage(wrapped, context)
            yield from _long(text.string, where, above)
    for number, block in enumerate(context.blocks):
        if isinstance(block, Heading) and block.text.string.rstrip().endswith("?"):
            yield from (
                (block.text.string[s:e], "heading", Above())
                for s, e in sentences(block.text.string)
            )
        elif isinstance(block, Table) and number not in explained:
            for cell in block.cells:
                yield from _long(cell.text.string, "cell", context.above()[number])


def _long(text: str, where: str, above: Above) -> Iterator[tuple[str, str, Above]]:
    if len(words(text)) >= SHORTEST_SENTENCE:
        yield from ((text[start:end], where, above) for start, end in sentences(text))


def weight_of(one: Labelled, samples: int) -> float:
    """What each of so many samples of a document weighs: a list of 100 outvotes no other."""
    of_set = SET_WEIGHT.get(one.folder, 1.0)
    return float(of_set * (USUAL_LENGTH / max(1, samples)) ** LENGTH_COUNTS)


def fit(data: Sequence[tuple[float, Sequence[Sample]]]) -> Weights:
    """Fit weights to (weight, samples) of documents; equal data gives equal weights."""
    counts = Counter(each for _, own in data for evidence, _, _ in own for each in set(evidence))
    columns = {e: n for n, e in enumerate(sorted(e for e, n in counts.items() if n >= LEAST_COUNT))}
    cells: list[tuple[int, int]] = []
    right: list[int] = []
    weight: list[float] = []
    for of_document, own in data:
        for evidence, label, of_sample in own:
            cells += [(len(right), columns[e]) for e in sorted(set(evidence)) if e in columns]
            right.append(label)
            weight.append(of_sample * of_document)
    lines, places = np.array(cells, dtype=np.int32).T
    matrix = csr_matrix((np.ones(len(cells)), (lines, places)), shape=(len(right), len(columns)))
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=300, random_state=0)
    model.fit(matrix, right, sample_weight=weight)
    steps = zip(columns, (round(float(w) / STEP) for w in model.coef_[0]), strict=True)
    return Weights(
        weights={e: round(n * STEP, _DIGITS) for e, n in steps if abs(n * STEP) >= LEAST_WEIGHT},
        intercept=round(float(model.intercept_[0]), _DIGITS),
        threshold=THRESHOLD,
        neighbours=NEIGHBOURS,
        in_text=IN_TEXT,
    )


def digest(labelled: Sequence[Labelled]) -> str:
    """A hash of documents and answers, whatever their order."""
    lines = sorted(
        f"{one.folder}/{one.path.name} {hashlib.sha256(one.path.read_bytes()).hexdigest()} "
        + json.dumps(one.gold, sort_keys=True)
        for one in labelled
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def weighed_samples(one: Labelled) -> tuple[float, list[Sample]]:
    """What each sample of a document weighs, and its samples."""
    found = samples_of(one, load_vocabulary())
    return weight_of(one, len(found)), found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--out", type=Path, default=SHIPPED / FILE)
    out = options.parse_args().out
    labelled = load()
    if not labelled:
        print("no evaluation data")
        return
    data = in_parallel(weighed_samples, labelled)
    weights = fit(data)
    said = {
        "sha256": digest(labelled),
        "documents": len(labelled),
        "samples": sum(len(own) for _, own in data),
    }
    out.write_text(written_weights(weights, said), encoding="utf-8", newline="\n")
    print(f"{len(weights.weights)} weights of {said['samples']} samples in {out}")


if __name__ == "__main__":
    main()
