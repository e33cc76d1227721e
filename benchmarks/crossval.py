"""How well notices are read that nothing was trained on: each is scored by weights made without it.

usage: python benchmarks/crossval.py [--half B] [--words] [--quick]

Real, live and made-up notices are dealt into ten folds, notices of one template into the same one;
each fold is read with weights that were fitted to the others. The layouts of hard and corpus are
always among what is trained on: their figures are marked "in sample". The weights of tags are
fitted to the same notices; the phrases of the lexicon are those that notices of all folds use.
`--half B` trains on half A of the real notices, without those that are near a notice of B, and on
the other sets, and prints pooled figures of B only. `--words` prints all figures a second time,
the fold being read without the names, captions, phrases and words that, of all labelled notices,
only its own use; the samples that weights are fitted to are those of the whole vocabulary both
times, which the fold is no part of. `--quick` leaves out PDF and Word, hard and corpus, in
training as well.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import train_tags
from labelled import SETS, SHARED, Labelled, in_parallel, load
from noticeparse.pipeline import read_notice
from noticeparse.vocabulary import TagWeights, load_vocabulary
from noticeparse.vocabulary.weights import Weights
from own_words import NO_WORDS, Words, own_words, without
from scoring import Counts, Scores, count, print_fit, print_scores, print_tags
from train import fit, weighed_samples

FOLDS = 10
FOLDED = ("real", "live", "fresh")  # sets that are left out fold by fold
QUICK = {"real": ("html",), "live": (), "fresh": ()}  # (): every form
LOT = 8  # documents that are read at a time


@dataclass(frozen=True, slots=True)
class Fold:
    """What is trained on, what is not, and what of that is then read and scored."""

    trained: list[Labelled]
    left_out: list[Labelled]
    held: list[Labelled]


@dataclass(frozen=True, slots=True)
class Lot:
    """Documents that are read with the same weights, and without the same words."""

    documents: Sequence[Labelled]
    weights: Weights
    tag_weights: TagWeights
    dropped: Words = NO_WORDS


def group_of(one: Labelled, near: Sequence[Sequence[str]]) -> str:
    """What a notice is left out with: others of its template, or of its writer."""
    for number, group in enumerate(near):
        if one.id in group:
            return f"near {number}"
    writer = re.match(r"[a-z]+|\d", one.id)
    return f"fresh {writer.group()}" if one.folder == "fresh" and writer else one.id


def folds_of(labelled: Sequence[Labelled]) -> list[Fold]:
    """Deal the documents into folds."""
    near = json.loads((SHARED / "real" / "near.json").read_text("utf-8"))
    groups = {one.path: group_of(one, near) for one in labelled if one.folder in FOLDED}
    shuffled = sorted(set(groups.values()))
    random.Random(0).shuffle(shuffled)
    number = {group: place % FOLDS for place, group in enumerate(shuffled)}
    of = {path: number[group] for path, group in groups.items()}
    folds = []
    for fold in range(FOLDS):
        left_out = [one for one in labelled if of.get(one.path) == fold]
        trained = [one for one in labelled if of.get(one.path) != fold]
        folds.append(Fold(trained, left_out, left_out))
    return folds


def half_of(labelled: Sequence[Labelled], half: str) -> list[Fold]:
    """One fold: a half of the real notices is held back, and whatever is near one of them."""
    near = json.loads((SHARED / "real" / "near.json").read_text("utf-8"))
    ids = set(json.loads((SHARED / "real" / "halves.json").read_text("utf-8"))[half])
    held = [one for one in labelled if one.folder == "real" and one.id in ids]
    groups = {group_of(one, near) for one in held}
    left_out = [one for one in labelled if group_of(one, near) in groups]
    return [Fold([one for one in labelled if group_of(one, near) not in groups], left_out, held)]


def score(lot: Lot) -> list[tuple[str, Counts]]:
    """Read the documents of a lot; count what is right in each, by its set and form."""
    vocabulary = replace(without(lot.dropped), weights=lot.weights, tag_weights=lot.tag_weights)
    return [
        (f"{one.folder} {one.kind}", count(one, read_notice(one.document, vocabulary).notice))
        for one in lot.documents
    ]


def scores_of(lots: Sequence[Lot]) -> Scores:
    """Score lots; the figures of a set are those of its forms together."""
    scores: Scores = defaultdict(Counter)
    for label, counts in (each for found in in_parallel(score, lots) for each in found):
        scores[label].update(counts)
        scores[label.split()[0]].update(counts)
    return scores


def lots_of(
    documents: Sequence[Labelled], weights: Weights, tag_weights: TagWeights, dropped: Words
) -> list[Lot]:
    starts = range(0, len(documents), LOT)
    return [Lot(documents[start : start + LOT], weights, tag_weights, dropped) for start in starts]


def _tag_samples(one: Labelled) -> train_tags.Samples:
    return train_tags.samples_of(one, load_vocabulary())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--half", choices="B", help="train on the other half; pooled figures")
    options.add_argument("--words", action="store_true", help="leave out words of the fold, too")
    options.add_argument("--quick", action="store_true", help="pages, live and fresh alone")
    arguments = options.parse_args()
    load_vocabulary()  # once, for all that are started from here
    sets = {name: SETS[name] for name in QUICK} if arguments.quick else SETS
    labelled = load(sets, QUICK if arguments.quick else {})
    if not labelled:
        print("no evaluation data")
        return
    paths = [one.path for one in labelled]
    samples = dict(zip(paths, in_parallel(weighed_samples, labelled), strict=True))
    folds = half_of(labelled, arguments.half) if arguments.half else folds_of(labelled)
    weights = in_parallel(fit, [[samples[one.path] for one in fold.trained] for fold in folds])
    tagged = [one for one in labelled if train_tags.is_read(one)]
    own = dict(zip([one.path for one in tagged], in_parallel(_tag_samples, tagged), strict=True))
    said = train_tags.own_texts(load_vocabulary())
    teach = [[own[one.path] for one in f.trained if one.path in own] + said for f in folds]
    tag_weights = in_parallel(train_tags.fit, teach)
    dropped = [NO_WORDS] * len(folds)
    title = f"left out: half {arguments.half}" if arguments.half else "left out"
    for words in (False, True)[: 1 + arguments.words]:
        if words:
            dropped = own_words(labelled, [fold.left_out for fold in folds])
            title += f", without words that only they use ({sum(map(len, dropped))} in all)"
        lots = [
            lot
            for fold, *made in zip(folds, weights, tag_weights, dropped, strict=True)
            for lot in lots_of(fold.held, *made)
        ]
        scores = scores_of(lots)
        print_scores(title, scores)
        print_tags(scores)
        print_fit(scores["real html"])
    if not arguments.half:
        rest = [one for one in labelled if one.folder not in FOLDED]
        shipped = fit([samples[one.path] for one in labelled])
        tag_weights = [train_tags.fit([*own.values(), *said])]
        print_scores("in sample", scores_of(lots_of(rest, shipped, tag_weights[0], NO_WORDS)))


if __name__ == "__main__":
    main()
