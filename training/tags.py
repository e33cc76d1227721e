"""Labelled notices → the weights of tags (models/categories.tsv and models/purposes.tsv).

Rows that the program reads are paired with the answers. Of the categories each phrase of the
lexicon that stands in such a row is a sample: right where the answers have the category, or, where
it is denied, say so. So is each phrase of the examples of the lexicon. Rows of published notices
that no answer has count a little: nothing in them is right. Of the purposes each row is a sample,
for every purpose, and so is each of the short texts of data/purposes.txt and of the rows of
data/rows.tsv; what those of data/denials.txt deny are samples for categories. What only one of two
readers found is left out.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import yaml
from scipy.sparse import diags, hstack

from noticeparse import extractors
from noticeparse.classifier.classify import Read, read_rows
from noticeparse.classifier.hits import Finding
from noticeparse.classifier.purposes import PHRASE, is_judged, of_category, of_purposes, of_text
from noticeparse.classifier.seen import ELSEWHERE
from noticeparse.model import Disclosure, Text
from noticeparse.pipeline import parse_blocks
from noticeparse.receipt import lay_out
from noticeparse.vocabulary import PurposeWeights, TagWeights, Vocabulary
from noticeparse.vocabulary.weights import grams_of, is_word
from training import fitting
from training.fitting import DECIMALS, Sample, Way
from training.labelled import DATA, PUBLISHED, ROOT, Answer, Labelled, labelled
from training.scoring import pair

SAYINGS, DENIALS, ROWS = DATA / "purposes.txt", DATA / "denials.txt", DATA / "rows.tsv"
# One form of a notice is enough; of other sets, every form.
FORMS = {"real": ("html",), "real2": ("html",), "corpus": ("html", "docx", "pdf")}
_MADE_UP = {"public": 0.5, "fresh": 0.5, "hard": 0.5, "corpus": 0.3, "samples": 0.3}
# What a sample of each set weighs. From three to eight times as much for published notices is alike
# left out; for purposes the corpus weighs what its seed notice needs.
OF_CATEGORIES: Mapping[str, float] = _MADE_UP | {
    **{"real": 6.0, "real2": 6.0, "live": 4.0, "fresh": 1.0}
}
OF_PURPOSES: Mapping[str, float] = _MADE_UP | {
    **{"real": 1.0, "real2": 1.0, "live": 0.7, "corpus": 0.6, "sayings": 0.5, "rows": 0.5}
}
CATEGORIES = Way(strength=0.5, step=0.125, least=0.125, notices=5, threshold=0.46)
PURPOSES = Way(strength=0.5, step=0.05, least=0.05, notices=5, threshold=0.5)
GRAM_NOTICES = 8  # in which a gram has to stand
# How much a gram and a phrase of the lexicon are in a row, against a word: the one is weighed with
# more caution, the other with less.
GRAM, PHRASED = 0.35, 1.6
SHIFT = 0.75  # makes a sum of weights of a purpose say how likely it is
DENIED = 0.12  # likelihood from which a denial counts: few to learn from
BEYOND = 0.4  # what a phrase weighs in a row that no answer has
EXAMPLE = 0.5  # what a phrase of an example of the lexicon, or of a short text that denies, weighs
MOST_ROWS = 0.15  # of all rows: a word that more have says nothing by itself ("the")
LEAST_RIGHT = 5  # rows with a purpose, below which it has no weights


@dataclass(frozen=True, slots=True)
class Row:
    """A row for the purposes: what it says, those that are right, and those that may be."""

    evidence: tuple[str, ...]
    right: frozenset[str]
    maybe: frozenset[str]
    weight: float
    notice: str


@dataclass(frozen=True, slots=True)
class Samples:
    """What a document teaches: phrases for categories, and rows for purposes."""

    phrases: list[Sample] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def is_read(one: Labelled) -> bool:
    """Whether the tags of a document's rows are samples."""
    return not one.rows_only and one.form in FORMS.get(one.set, (one.form,))


def samples_of(one: Labelled, vocabulary: Vocabulary) -> Samples:
    """The samples of a document's rows."""
    found = Samples()
    of_category, of_purpose = OF_CATEGORIES.get(one.set, 1.0), OF_PURPOSES.get(one.set, 1.0)
    whole = one.set in PUBLISHED and not one.truncated
    for answer, read in _paired(one, vocabulary):
        for finding, evidence in _phrases(read):
            if answer is None and whole and not finding.denied:
                weight = of_category * BEYOND
                found.phrases.append(Sample(evidence, False, weight, one.notice))
            elif answer is not None:
                key = "withheld" if finding.denied else "categories"
                weight = of_purpose if finding.denied else of_category  # denials are few
                if finding.entry.id not in answer.maybe[key]:
                    right = finding.entry.id in answer.tags[key]
                    found.phrases.append(Sample(evidence, right, weight, one.notice))
        if answer is not None:
            right_ids, unsure = answer.tags["purposes"], answer.maybe["purposes"]
            found.rows.append(Row(_said(read), right_ids, unsure, of_purpose, one.notice))
    return found


def _phrases(read: Read) -> Iterator[tuple[Finding, tuple[str, ...]]]:
    """Yield the phrases of a row that are judged, with what speaks for each."""
    for stated, words in zip(read.stated, read.words, strict=True):
        if stated.reading.field == ELSEWHERE:
            continue  # readers looked for the data in the passage that they call the row
        around = of_text(stated)
        for finding in stated.findings:
            if is_judged(finding, stated):
                evidence = sorted(of_category(finding, stated.reading.string, words, around))
                yield finding, tuple(evidence)


def _paired(one: Labelled, vocabulary: Vocabulary) -> Iterator[tuple[Answer | None, Read]]:
    rows = parse_blocks(lay_out(one.document), vocabulary).disclosures
    read = {row.id: each for row, each in zip(rows, read_rows(rows, vocabulary), strict=True)}
    for answer, row in pair(one.answers, rows):
        if row is not None and not (answer and answer.optional):
            yield answer, read[row.id]


def load_samples() -> list[Labelled]:
    """The sample notices of the project, with their answers; scans are left out."""
    found = []
    for path in sorted((ROOT / "samples" / "source").glob("*.yaml")):
        source = yaml.safe_load(path.read_text("utf-8"))
        for name in source["files"]:
            file = ROOT / "samples" / "notices" / source["folder"] / name
            if ".scan" not in name:
                found.append(labelled("samples", file, extractors.read(file), path))
    return found


def own_texts(vocabulary: Vocabulary) -> list[Samples]:
    """The samples of what was written for training, always trained on and never scored."""
    return [sayings(vocabulary), written_rows(vocabulary)]


def sayings(vocabulary: Vocabulary) -> Samples:
    """The samples of the short texts, each of one purpose, and of the examples of the lexicon."""
    found = Samples([*_examples(vocabulary), *_denials(vocabulary)])
    id = ""
    for line in SAYINGS.read_text("utf-8").splitlines():
        if line.startswith("["):
            id = line.strip("[]")
        elif not line.startswith("#"):
            said = _said(_read(line, vocabulary))
            weight = OF_PURPOSES["sayings"]
            found.rows.append(Row(said, frozenset([id]), frozenset(), weight, line))
    return found


def _examples(vocabulary: Vocabulary) -> Iterator[Sample]:
    """The phrases of the examples of the lexicon: right in those of their entry, else wrong."""
    for entry in vocabulary.lexicon.entries:
        said = [(e, True) for e in entry.examples] + [(e, False) for e in entry.counter_examples]
        for text, right in said if entry.kind == "category" else ():
            for finding, evidence in _phrases(_read(text, vocabulary)):
                if finding.entry.id == entry.id and not finding.denied:
                    yield Sample(evidence, right, EXAMPLE, text)


def _denials(vocabulary: Vocabulary) -> Iterator[Sample]:
    """The phrases that the short texts deny: right where the text is said to withhold it."""
    for line in DENIALS.read_text("utf-8").splitlines()[1:]:
        text, _, withheld = line.partition("|")
        for finding, evidence in _phrases(_read(text, vocabulary)):
            if finding.denied:
                right = f"-{finding.entry.id}" in withheld.split()
                yield Sample(evidence, right, EXAMPLE, text)


def written_rows(vocabulary: Vocabulary, *, without: str = "") -> Samples:
    """The samples for purposes of data/rows.tsv, without those of one writer.

    An id with "?" is one of which a second reader might not be sure.
    """
    found = Samples()
    for row in rows_of():
        if row["writer"] != without:
            sure, unsure = ids_of(row["purposes"])
            said = _said(_read(row["text"], vocabulary, row["company"]))
            found.rows.append(Row(said, sure, unsure, OF_PURPOSES["rows"], row["text"]))
    return found


def rows_of() -> list[dict[str, str]]:
    """The rows of data/rows.tsv: writer, company, text, and the ids of what a reader saw in it."""
    with ROWS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def ids_of(cell: str) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of a cell of data/rows.tsv: the sure ones, and those with "?"."""
    ids = [id for id in cell.split() if id != "-"]
    unsure = frozenset(id.rstrip("?") for id in ids if id.endswith("?"))
    return frozenset(id for id in ids if not id.endswith("?")), unsure


def _read(text: str, vocabulary: Vocabulary, company: str = "Company") -> Read:
    return read_rows([Disclosure("d", Text(company), Text(text))], vocabulary)[0]


def _said(read: Read) -> tuple[str, ...]:
    return tuple(sorted({each.what for each in of_purposes(read.stated, read.words)}))


def fit(samples: Sequence[Samples]) -> TagWeights:
    """Fit weights to the samples of documents; equal samples give equal weights."""
    phrases = [phrase for one in samples for phrase in one.phrases]
    return TagWeights(fitting.fit(phrases, CATEGORIES), _purposes(samples), DENIED)


def _purposes(samples: Sequence[Samples]) -> PurposeWeights:
    """The weights of all purposes; their evidence is words, and the grams of words."""
    found = [row for one in samples for row in one.rows]
    most = MOST_ROWS * len(found)
    had = Counter(what for row in found for what in row.evidence)
    bare = {what for what, count in had.items() if count > most}
    said = [tuple(w for w in row.evidence if not bare.issuperset(w.split())) for row in found]
    grams = [Counter(g for w in row.evidence if is_word(w) for g in grams_of(w)) for row in found]
    of_grams = Counter(gram for own in grams for gram in own)
    columns = sorted(_support(said, found, PURPOSES.notices))
    supported = _support(grams, found, GRAM_NOTICES)
    gram_columns = sorted(gram for gram in supported if of_grams[gram] <= most)
    scale = np.array(
        [
            *(PHRASED if what.startswith(PHRASE) else 1.0 for what in columns),
            *[GRAM] * len(gram_columns),
        ]
    )
    matrix = hstack(
        [
            fitting.matrix_of([Counter(own) for own in said], columns),
            fitting.matrix_of(grams, gram_columns),
        ],
        format="csr",
    ) @ diags(scale)
    counts = Counter(id for row in found for id in row.right)
    ids = sorted(id for id, count in counts.items() if count >= LEAST_RIGHT)
    right = np.array([[id in row.right for id in ids] for row in found])
    weight = np.array([[row.weight * (id not in row.maybe) for id in ids] for row in found])
    own, intercepts = fitting.regressions(matrix, right, weight, PURPOSES.strength)
    steps = np.rint(own * scale[:, None] / PURPOSES.step).astype(int)
    named = zip([*columns, *gram_columns], steps.tolist(), strict=True)
    return PurposeWeights(
        {id: round(n + SHIFT, DECIMALS) for id, n in zip(ids, intercepts, strict=True)},
        PURPOSES.threshold,
        PURPOSES.step,
        ids,
        {what: "\t".join(str(n or "") for n in line) for what, line in named if any(line)},
    )


def _support(evidence: Sequence[Iterable[str]], rows: Sequence[Row], least: int) -> dict[str, int]:
    """In how many notices each piece of evidence stands that stands in enough of them."""
    had = fitting.support(zip(evidence, (row.notice for row in rows), strict=True))
    return {what: notices for what, notices in had.items() if notices >= least}


def files_of(
    weights: TagWeights, samples: Sequence[Samples], made_from: Mapping[str, object]
) -> tuple[str, str]:
    """The texts of the two files of weights."""
    own, purposes = weights.categories, weights.purposes
    phrases = [phrase for one in samples for phrase in one.phrases]
    categories = fitting.model_text(own, phrases, {"denied": weights.denied, **made_from})
    rows = [row for one in samples for row in one.rows]
    of_purposes: dict[str, object] = {
        "threshold": PURPOSES.threshold,
        "step": PURPOSES.step,
        **made_from,
        "samples": len(rows),
        **{f"intercept of {id}": n for id, n in purposes.intercepts.items()},
    }
    had = fitting.support((_with_grams(each.evidence), each.notice) for each in rows)
    lines = [(what, str(had[what]), cells) for what, cells in purposes.cells.items()]
    columns = ("evidence", "notices", *(f"of: {id}" for id in purposes.columns))
    return categories, fitting.text_of(of_purposes, columns, lines)


def _with_grams(evidence: Iterable[str]) -> set[str]:
    own = set(evidence)
    return own | {gram for what in own if is_word(what) for gram in grams_of(what)}


@cache
def texts_of_samples(vocabulary: Vocabulary) -> tuple[Samples, ...]:
    """What is always trained on: the sample notices, and what was written for training."""
    return (*(samples_of(one, vocabulary) for one in load_samples()), *own_texts(vocabulary))
