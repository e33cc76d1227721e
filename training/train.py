"""Labelled notices → the files of weights.

usage: python -m training.train [--out FOLDER] [--sets public real …]

Without ../shared the weights are those of the public set alone: they are written to
build/public-weights, are named so, and are not those that the program ships. Read with them by
`noticeparse convert --vocabulary build/public-weights …`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from noticeparse.vocabulary import load_vocabulary
from noticeparse.vocabulary.loader import SHIPPED
from noticeparse.vocabulary.weights import CATEGORIES, PUBLISHER, PURPOSES, ROWS
from training import publisher, rows, tags
from training.fitting import Sample, model_text
from training.labelled import ROOT, SETS, Labelled, digest, in_parallel, load, run

PUBLIC = ROOT / "build" / "public-weights"


def row_samples(one: Labelled) -> list[Sample]:
    """The samples of a document for rows, with the shipped vocabulary."""
    return rows.samples_of(one, load_vocabulary())


def publisher_samples(one: Labelled) -> list[Sample]:
    """The samples of a document for its publisher, with the shipped vocabulary."""
    return publisher.samples_of(one, load_vocabulary())


def tag_samples(one: Labelled) -> tags.Samples:
    """The samples of a document for tags, with the shipped vocabulary."""
    return tags.samples_of(one, load_vocabulary())


def made_from(labelled: Sequence[Labelled]) -> dict[str, object]:
    """What weights were made from, for the heads of their files."""
    return {
        "sets": " ".join(dict.fromkeys(one.set for one in labelled)),
        "notices": len({one.notice for one in labelled}),
        "documents": len(labelled),
        "sha256": digest(labelled),
    }


def train(labelled: Sequence[Labelled], out: Path) -> list[Path]:
    """Fit all weights to labelled documents, and write their files into a folder."""
    vocabulary = load_vocabulary()
    (out / ROWS).parent.mkdir(parents=True, exist_ok=True)
    samples = [each for own in in_parallel(row_samples, labelled) for each in own]
    texts = {ROWS: rows.file_of(rows.fit(samples), samples, made_from(labelled))}
    named = [one for one in labelled if one.school]
    samples = [each for own in in_parallel(publisher_samples, named) for each in own]
    texts[PUBLISHER] = model_text(publisher.fit(samples), samples, made_from(named))
    read = [one for one in labelled if tags.is_read(one)]
    of_tags = [*in_parallel(tag_samples, read), *tags.texts_of_samples(vocabulary)]
    own_notices = tags.load_samples()
    weights = tags.fit(of_tags)
    texts[CATEGORIES], texts[PURPOSES] = tags.files_of(
        weights, of_tags, made_from([*read, *own_notices])
    )
    for name, text in texts.items():
        (out / name).write_text(text, encoding="utf-8", newline="\n")
    return [out / name for name in texts]


def main() -> None:
    """Train on the sets that are there."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--out", type=Path, help="the vocabulary's folder, else that of the sets")
    options.add_argument("--sets", nargs="+", choices=tuple(SETS), default=tuple(SETS))
    arguments = options.parse_args()
    labelled = load(arguments.sets)
    public = {one.set for one in labelled} == {"public"}
    out = arguments.out or (PUBLIC if public else SHIPPED)
    if public:
        print("Weights of the public set alone: they read less well than those that are shipped.")
    for path in train(labelled, out):
        print(f"written: {path}")


if __name__ == "__main__":
    run(main)
