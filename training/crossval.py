"""How well notices are read that nothing was trained on: each is scored by weights made without it.

usage: python -m training.crossval [--sets real real2 …] [--forms html …] [--without-words]
       [--keep FILE]

Notices are dealt into ten folds, those of one template or one writer into the same one; each fold
is read with weights fitted to the others. What is left out are the *weights*: the rules were
written with most of these notices in view. Only the public set was never looked at for them. The
layouts of hard and corpus are always trained on: their figures are marked "in sample".
`--without-words` also leaves out of the weights of rows all evidence of single words. `--keep`
writes what was read, for training/compare.py.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from noticeparse.model import Notice
from noticeparse.pipeline import read_notice
from noticeparse.vocabulary import TagWeights, load_vocabulary
from noticeparse.vocabulary.weights import RowWeights, Weights, family_of
from training import publisher, rows, tags
from training.fitting import Sample
from training.labelled import SETS, Labelled, Result, groups, in_parallel, load, run
from training.scoring import Counts, Scores, count
from training.train import publisher_samples, row_samples, tag_samples

FOLDS = 10
FOLDED = ("public", "real", "real2", "live", "fresh")  # sets that are left out fold by fold
LOT = 8  # documents that are read at a time
# Families whose evidence is a single word, or words, of the text (vocabulary/evidence.tsv).
WORDS = frozenset(
    {"near before", "near after", "near and word before", "word before", "word after"}
    | {"words before", "words after", "word before list", "words before list", "word after list"}
    | {"words after list", "kind and word before", "kind and word after", "article and noun"}
    | {"heading says", "lead says", "list heading says", "list lead says", "last word"}
    | {"first word", "first and last word", "sentence has"}
)


@dataclass(frozen=True, slots=True)
class Fitted:
    """All weights that were fitted to the same documents, by the names of the vocabulary."""

    weights: RowWeights
    tag_weights: TagWeights
    publisher: Weights


@dataclass(frozen=True, slots=True)
class Lot:
    """Documents that are read with the same weights."""

    documents: Sequence[Labelled]
    fitted: Fitted


@dataclass(frozen=True, slots=True)
class Scored:
    """A document that was read, what is right of it, and its notice."""

    one: Labelled
    counts: Counts
    notice: Notice


def folds_of(labelled: Sequence[Labelled]) -> Mapping[Path, int]:
    """The fold that each document of the folded sets is left out with."""
    of = groups(one for one in labelled if one.set in FOLDED)
    # By a hash of the name, so that a notice more deals no other one anew.
    return {
        path: int(hashlib.sha256(group.encode()).hexdigest(), 16) % FOLDS
        for path, group in of.items()
    }


def read_lot(lot: Lot) -> list[Scored]:
    """Read the documents of a lot, and count what is right in each."""
    fitted = lot.fitted
    vocabulary = replace(
        load_vocabulary(),
        weights=fitted.weights,
        tag_weights=fitted.tag_weights,
        publisher=fitted.publisher,
    )
    found = []
    for one in lot.documents:
        notice = read_notice(one.document, vocabulary).notice
        found.append(Scored(one, count(one, notice), notice))
    return found


def read_all(lots: Sequence[Lot]) -> list[Scored]:
    """Read lots on all cores."""
    return [scored for found in in_parallel(read_lot, lots) for scored in found]


def lots_of(documents: Sequence[Labelled], fitted: Fitted) -> list[Lot]:
    """Cut documents into lots of which a core reads one at a time."""
    starts = range(0, len(documents), LOT)
    return [Lot(documents[start : start + LOT], fitted) for start in starts]


@dataclass(frozen=True)
class Trained:
    """Labelled documents and their samples, fitted without a fold as often as is asked."""

    labelled: Sequence[Labelled]
    row_samples: Mapping[Path, Sequence[Sample]]
    tag_samples: Mapping[Path, tags.Samples]
    publisher_samples: Mapping[Path, Sequence[Sample]]

    @staticmethod
    def of(labelled: Sequence[Labelled], *, without_words: bool = False) -> Trained:
        """Read the samples of all documents; `without_words`: rows have no evidence of words."""
        read = [one for one in labelled if tags.is_read(one)]
        of_rows = _by_path(labelled, row_samples)
        if without_words:
            of_rows = {path: [_wordless(each) for each in own] for path, own in of_rows.items()}
        of_publishers = _by_path(labelled, publisher_samples)
        return Trained(labelled, of_rows, _by_path(read, tag_samples), of_publishers)

    def fit(self, documents: Sequence[Labelled]) -> Fitted:
        """The weights of documents."""
        own = [each for one in documents for each in self.row_samples[one.path]]
        of_tags = [self.tag_samples[o.path] for o in documents if o.path in self.tag_samples]
        texts = tags.texts_of_samples(load_vocabulary())
        names = [each for one in documents for each in self.publisher_samples[one.path]]
        return Fitted(rows.fit(own), tags.fit([*of_tags, *texts]), publisher.fit(names))


def _wordless(sample: Sample) -> Sample:
    return sample._replace(evidence=tuple(e for e in sample.evidence if family_of(e) not in WORDS))


def _by_path(
    labelled: Sequence[Labelled], work: Callable[[Labelled], Result]
) -> dict[Path, Result]:
    found = in_parallel(work, labelled)
    return {one.path: each for one, each in zip(labelled, found, strict=True)}


def left_out(trained: Trained, wanted: Callable[[Labelled], bool]) -> list[Scored]:
    """Read each fold's wanted documents with weights that were fitted to the others."""
    number = folds_of(trained.labelled)
    folds = [[o for o in trained.labelled if number.get(o.path) != n] for n in range(FOLDS)]
    lots = []
    for n, fitted in enumerate(in_parallel(trained.fit, folds)):
        held = [o for o in trained.labelled if number.get(o.path) == n and wanted(o)]
        lots += lots_of(held, fitted)
    return read_all(lots)


def keep(scored: Sequence[Scored], path: Path) -> None:
    """Write the rows that were read, a line of JSON a document."""
    lines = []
    for each in scored:
        told = [
            (
                row.company.string,
                row.description.string,
                [(t.kind, t.id, t.polarity) for t in row.tags],
            )
            for row in each.notice.disclosures
        ]
        lines.append(json.dumps({"notice": each.one.notice, "form": each.one.form, "rows": told}))
    path.write_text("\n".join(sorted(lines)) + "\n", "utf-8")


def main() -> None:
    """Cross-validate the sets that are there."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--sets", nargs="+", choices=tuple(SETS), default=tuple(SETS))
    options.add_argument("--forms", nargs="+", help="what is read and scored: html, pdf, …")
    options.add_argument("--without-words", action="store_true", help="no evidence of words")
    options.add_argument("--keep", type=Path, help="write what was read")
    arguments = options.parse_args()
    load_vocabulary()  # once, for all that are started from here
    trained = Trained.of(load(), without_words=arguments.without_words)

    def wanted(one: Labelled) -> bool:
        return one.set in arguments.sets and one.form in (arguments.forms or (one.form,))

    scored = left_out(trained, wanted)
    if arguments.keep:
        keep(scored, arguments.keep)
    print("left out: weights, not rules (rules also: public)")
    print("\n".join(Scores.of([(each.one, each.counts) for each in scored]).lines()))
    rest = [one for one in trained.labelled if one.set not in FOLDED and wanted(one)]
    if rest:
        scored = read_all(lots_of(rest, trained.fit(trained.labelled)))
        print("\nin sample")
        print("\n".join(Scores.of([(each.one, each.counts) for each in scored]).lines()))


if __name__ == "__main__":
    run(main)
