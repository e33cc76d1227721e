"""Labelled notices → the weights of tags, vocabulary/tag_weights.json.

usage: python benchmarks/train_tags.py [--out FILE]

Rows that the program reads are paired with the answers. Of the categories each phrase of the
lexicon that stands in such a row is a sample: right where the answers have the category, or, where
it is denied, say so. So is each phrase of the examples of the lexicon. Rows of published notices
that no answer has count a little: nothing in them is right. Of the purposes each row is a sample,
for every purpose, and so is each of the short texts of purposes.txt and of the rows of rows.tsv;
what those of denials.txt deny are samples for categories. What only one of two readers found is
left out.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from labelled import Labelled, evaluation, in_parallel, load
from noticeparse import extractors
from noticeparse.classifier.classify import Read, read_rows
from noticeparse.classifier.hits import Finding
from noticeparse.classifier.purposes import is_judged, of_category, of_purposes, of_text
from noticeparse.classifier.seen import ELSEWHERE
from noticeparse.model import Disclosure, Text
from noticeparse.pipeline import parse_blocks
from noticeparse.receipt import lay_out
from noticeparse.vocabulary import TagWeights, Vocabulary, load_vocabulary
from noticeparse.vocabulary.loader import SHIPPED
from noticeparse.vocabulary.weights import TAG_FILE, Weights
from train import digest
from weight_files import steps_of, written_tags

FORMS = {"real": ("html",), "corpus": ("html", "docx", "pdf")}  # of other sets, every form
ROOT = Path(__file__).parents[1]
SAYINGS = Path(__file__).parents[1] / "training/data/purposes.txt"
DENIALS = Path(__file__).parents[1] / "training/data/denials.txt"
ROWS = Path(__file__).parents[1] / "training/data/rows.tsv"
LEAST_COUNT = 8  # samples with a piece of evidence of a category, below which it is none
LEAST_ROWS = 12  # rows with a piece of evidence of a purpose, below which it is none
MOST_ROWS = 0.15  # of all rows: a word that more have says nothing by itself ("the")
KEPT = 1_480  # pieces of evidence of purposes that are kept: those that move most rows most
LEAST_RIGHT = 5  # rows with a purpose, below which it has no weights
_DECIMALS = 3


class Kind(NamedTuple):
    """How weights are fitted: the inverse of the regularisation, and the step they are rounded to.

    `scale` and `shift` make a sum of weights say how likely something is; from `threshold` on it
    counts. `sets` are what the samples of each set weigh. They were chosen with notices left out
    (crossval.py), but for the step and the threshold of categories (from .36 to .48 alike left
    out), LEAST_COUNT and DENIED, with which the rows of the tests are read, and for what the sets
    weigh where phrases are judged, with which notices trained on are read as they have to be: from
    three to eight times as much for published ones is alike left out. For purposes the corpus
    weighs what its seed notice needs (.3 is alike left out: .717 and .712 on published notices).
    """

    strength: float
    step: float
    threshold: float
    sets: Mapping[str, float]
    scale: float = 1.0
    shift: float = 0.0


_MADE_UP = {"fresh": 0.5, "hard": 0.5, "corpus": 0.3, "samples": 0.3}
CATEGORIES = Kind(0.3, 0.25, 0.42, {"real": 6.0, "live": 4.0} | _MADE_UP)
BEYOND = 0.4  # what a phrase weighs in a row that no answer has
EXAMPLE = 0.5  # what a phrase of an example of the lexicon, or of a short text that denies, weighs
PUBLISHED = ("real", "live")
DENIED = 0.12  # likelihood from which a denial counts (to .15 alike left out): few to learn from
_SETS = _MADE_UP | {"real": 1.0, "live": 0.7, "sayings": 0.5, "rows": 0.5, "corpus": 0.6}
PURPOSES = Kind(0.5, 0.125, 0.51, _SETS, scale=1.35, shift=1.9)


class Samples(NamedTuple):
    """What a document of a set teaches.

    `phrases` are (evidence, right, weight) of phrases for categories, `beyond` the evidence of
    those in rows that no answer has; `rows` are (evidence, purposes that the answers have,
    purposes that only one reader found).
    """

    folder: str
    phrases: list[tuple[list[str], bool, float]]
    beyond: list[list[str]]
    rows: list[tuple[list[str], frozenset[str], frozenset[str]]]


def samples_of(one: Labelled, vocabulary: Vocabulary) -> Samples:
    """The samples of a document's rows."""
    rules = evaluation("score")
    found = Samples(one.folder, [], [], [])
    whole = one.folder in PUBLISHED and not one.gold.get("truncated")
    for answer, read in _paired(one, vocabulary):
        if answer is None:
            found.beyond.extend(e for f, e in _phrases(read) if whole and not f.denied)
            continue
        wanted, unsure = rules.sets_of_gold(answer), rules.maybe(answer)
        for finding, evidence in _phrases(read):
            key = "withheld" if finding.denied else "categories"
            if finding.entry.id not in unsure[key]:
                sets = (PURPOSES if finding.denied else CATEGORIES).sets  # denials are few
                found.phrases.append(
                    (evidence, finding.entry.id in wanted[key], sets.get(one.folder, 1.0))
                )
        wanted_ids, unsure_ids = frozenset(wanted["purposes"]), frozenset(unsure["purposes"])
        found.rows.append((_said(read), wanted_ids, unsure_ids))
    return found


def _phrases(read: Read) -> Iterator[tuple[Finding, list[str]]]:
    """Yield the phrases of a row that are judged, with what speaks for each."""
    for stated, words in zip(read.stated, read.words, strict=True):
        if stated.reading.field == ELSEWHERE:
            continue  # readers looked for the data in the passage that they call the row
        around = of_text(stated)
        for finding in stated.findings:
            if is_judged(finding, stated):
                yield finding, sorted(of_category(finding, stated.reading.string, words, around))


def _paired(one: Labelled, vocabulary: Vocabulary) -> Iterator[tuple[dict[str, Any] | None, Read]]:
    rules = evaluation("score")
    disclosures = parse_blocks(lay_out(one.document), vocabulary).disclosures
    rows = [
        _row(*each) for each in zip(disclosures, read_rows(disclosures, vocabulary), strict=True)
    ]
    for answer, row in rules.pair(one.gold["rows"], rows):
        if row and not (answer and answer.get("optional")):
            yield answer, row["read"]


def _row(disclosure: Disclosure, read: Read) -> dict[str, Any]:
    company, description = str(disclosure.company), str(disclosure.description)
    return {"company": company, "description": description, "read": read}


def load_samples() -> list[Labelled]:
    """The sample notices of the project; scans are left out."""
    found = []
    for path in sorted((ROOT / "samples" / "source").glob("*.yaml")):
        source = yaml.safe_load(path.read_text("utf-8"))
        for row in source["truth"]["rows"]:
            row["flags"] = {"negated_categories": row.get("not_shared", ())}
        for name in source["files"]:
            file = ROOT / "samples" / "notices" / source["folder"] / name
            if ".scan" not in name:
                found.append(Labelled("samples", file, extractors.read(file), source["truth"]))
    return found


def is_read(one: Labelled) -> bool:
    """Whether the tags of a document's rows are samples: one form of a real notice is enough."""
    return one.kind in FORMS.get(one.folder, (one.kind,))


def sayings(vocabulary: Vocabulary) -> Samples:
    """The samples of the short texts, each of one purpose, and of the examples of the lexicon."""
    phrases = [*_examples(vocabulary), *_denials(vocabulary)]
    found = Samples("sayings", phrases, [], [])
    id = ""
    for line in SAYINGS.read_text("utf-8").splitlines():
        if line.startswith("["):
            id = line.strip("[]")
        elif not line.startswith("#"):
            found.rows.append((_said(_read(line, vocabulary)), frozenset([id]), frozenset()))
    return found


def _examples(vocabulary: Vocabulary) -> list[tuple[list[str], bool, float]]:
    """The phrases of the examples of the lexicon: right in those of their entry, else wrong."""
    found = []
    for entry in vocabulary.lexicon.entries:
        said = [(e, True) for e in entry.examples] + [(e, False) for e in entry.counter_examples]
        for text, right in said if entry.kind == "category" else ():
            found += [
                (evidence, right, EXAMPLE)
                for finding, evidence in _phrases(_read(text, vocabulary))
                if finding.entry.id == entry.id and not finding.denied
            ]
    return found


def _denials(vocabulary: Vocabulary) -> list[tuple[list[str], bool, float]]:
    """The phrases that the short texts deny: right where the text is said to withhold it."""
    found = []
    for line in DENIALS.read_text("utf-8").splitlines()[1:]:
        text, _, withheld = line.partition("|")
        found += [
            (evidence, f"-{finding.entry.id}" in withheld.split(), EXAMPLE)
            for finding, evidence in _phrases(_read(text, vocabulary))
            if finding.denied
        ]
    return found


def written_rows(vocabulary: Vocabulary, *, without: str = "") -> Samples:
    """The samples for purposes of rows.tsv, without those of one writer.

    An id with "?" is one of which a second reader might not be sure.
    """
    found = Samples("rows", [], [], [])
    for row in rows_of():
        if row["writer"] != without:
            sure, unsure = ids_of(row["purposes"])
            read = _read(row["text"], vocabulary, row["company"])
            found.rows.append((_said(read), sure, unsure))
    return found


def rows_of() -> list[dict[str, str]]:
    """The rows of rows.tsv: writer, company, text, and the ids of what a reader saw in it."""
    with ROWS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def ids_of(cell: str) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of a cell of rows.tsv: the sure ones, and those with "?"."""
    ids = [id for id in cell.split() if id != "-"]
    unsure = frozenset(id.rstrip("?") for id in ids if id.endswith("?"))
    return frozenset(id for id in ids if not id.endswith("?")), unsure


def own_texts(vocabulary: Vocabulary) -> list[Samples]:
    """The samples of what was written for training, always trained on and never scored."""
    return [sayings(vocabulary), written_rows(vocabulary)]


def _read(text: str, vocabulary: Vocabulary, company: str = "Company") -> Read:
    return read_rows([Disclosure("d", Text(company), Text(text))], vocabulary)[0]


def _said(read: Read) -> list[str]:
    return sorted({each.what for each in of_purposes(read.stated, read.words)})


def fit(samples: Sequence[Samples]) -> TagWeights:
    """Fit weights to the samples of documents; equal samples give equal weights."""
    return TagWeights(_categories(samples), _purposes(samples), DENIED)


def _categories(samples: Sequence[Samples]) -> Weights:
    found = [phrase for one in samples for phrase in one.phrases]
    for one in samples:
        beyond = CATEGORIES.sets.get(one.folder, 1.0) * BEYOND
        found += [(evidence, False, beyond) for evidence in one.beyond]
    matrix, columns = _matrix([evidence for evidence, *_ in found], LEAST_COUNT)
    right = np.array([right for _, right, _ in found])
    weight = np.array([weight for *_, weight in found])
    model = _fitted(matrix, right, weight, CATEGORIES.strength)
    return _rounded(model, columns, CATEGORIES)


def _purposes(samples: Sequence[Samples]) -> dict[str, Weights]:
    found = [(PURPOSES.sets.get(one.folder, 1.0), *row) for one in samples for row in one.rows]
    rows = Counter(what for _, evidence, _, _ in found for what in evidence)
    bare = {what for what, count in rows.items() if count > MOST_ROWS * len(found)}
    said = [[w for w in evidence if not bare.issuperset(w.split())] for _, evidence, _, _ in found]
    matrix, columns = _matrix(said, LEAST_ROWS)
    weight = np.array([weight for weight, *_ in found])
    counts = Counter(id for *_, wanted, _ in found for id in wanted)
    right = {
        id: np.array([id in wanted for *_, wanted, _ in found])
        for id in sorted(id for id, count in counts.items() if count >= LEAST_RIGHT)
    }
    sure = {id: np.array([id not in unsure for *_, unsure in found]) for id in right}

    def fitted(matrix: csr_matrix) -> dict[str, LogisticRegression]:
        rows = ((id, sure[id], right[id]) for id in right)
        return {id: _fitted(matrix[s], r[s], weight[s], PURPOSES.strength) for id, s, r in rows}

    sizes = np.linalg.norm([model.coef_[0] for model in fitted(matrix).values()], axis=0)
    kept = np.sort(np.argsort(-sizes * (matrix.T @ weight) ** 0.25, kind="stable")[:KEPT])
    columns = [columns[place] for place in kept]
    return {id: _rounded(model, columns, PURPOSES) for id, model in fitted(matrix[:, kept]).items()}


def _matrix(samples: Sequence[Sequence[str]], least: int) -> tuple[csr_matrix, list[str]]:
    """A line a sample, a column for each piece of evidence that is common enough."""
    counts = Counter(each for evidence in samples for each in evidence)
    columns = sorted(each for each, count in counts.items() if count >= least)
    place = {each: number for number, each in enumerate(columns)}
    cells = [(n, place[e]) for n, evidence in enumerate(samples) for e in evidence if e in place]
    lines, places = np.array(cells, dtype=np.int32).T
    shape = (len(samples), len(columns))
    return csr_matrix((np.ones(len(cells)), (lines, places)), shape=shape), columns


def _fitted(
    matrix: csr_matrix, right: np.ndarray, weight: np.ndarray, strength: float
) -> LogisticRegression:
    model = LogisticRegression(C=strength, solver="liblinear", max_iter=200, random_state=0)
    return model.fit(matrix, right, sample_weight=weight)


def _rounded(model: LogisticRegression, columns: Sequence[str], kind: Kind) -> Weights:
    found = {}
    for evidence, weight in zip(columns, model.coef_[0] * kind.scale, strict=True):
        if steps := steps_of(float(weight), kind.step):
            found[evidence] = round(steps * kind.step, _DECIMALS)
    intercept = round(float(model.intercept_[0]) * kind.scale + kind.shift, _DECIMALS)
    return Weights(found, intercept, kind.threshold)


def _samples(one: Labelled) -> Samples:
    return samples_of(one, load_vocabulary())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--out", type=Path, default=SHIPPED / TAG_FILE)
    out = options.parse_args().out
    labelled = load(forms=FORMS)
    if not labelled:
        print("no evaluation data")
        return
    labelled += load_samples()
    samples = [*in_parallel(_samples, labelled), *own_texts(load_vocabulary())]
    weights = fit(samples)
    said = {
        "sha256": digest(labelled),
        "documents": len(labelled),
        "phrases": sum(len(one.phrases) for one in samples),
        "rows": sum(len(one.rows) for one in samples),
    }
    out.write_text(written_tags(weights, said, PURPOSES.step), encoding="utf-8", newline="\n")
    count = sum(len(own.weights) for own in (weights.categories, *weights.purposes.values()))
    print(f"{count} weights of {said['phrases']} phrases and {said['rows']} rows in {out}")


if __name__ == "__main__":
    main()
