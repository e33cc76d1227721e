"""Weights of evidence → how likely something is: a recipient, data, a purpose, the publisher.

Logistic models, all of one kind: the weights of all evidence that is there, each piece once, and
the intercept are added and put on a scale from 0 to 1. Evidence that nobody weighed says nothing.

Weights are data, made from labelled notices by `make train`. A file of them is a table that tabs
part: a line a piece of evidence, its weight, and how many notices had it. Above stand settings, a
line each behind "#": the intercept, limits, what the weights were made from, and how many lines the
table has, so that one that was cut off is found. The table of purposes has a column a purpose. A
word weighs there what its grams weigh, too: runs of its letters, by which a word that no notice of
the training had is known ("#scann" is in "scanning" and "scanner").
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import exp
from operator import itemgetter
from pathlib import Path

from noticeparse.errors import VocabularyError

VERSION = "4"
ROWS, CATEGORIES, PURPOSES = "models/rows.tsv", "models/categories.tsv", "models/purposes.tsv"
PUBLISHER = "models/publisher.tsv"
FILES = (ROWS, CATEGORIES, PURPOSES, PUBLISHER)
CROSSED = " | "  # parts a piece of evidence from the kind of name that it is told of
_OF = "of: "  # begins the name of a purpose's column
GRAM = "#"  # begins a gram
GROUP = "≈"  # begins a word that is used like others
_LENGTHS = (4, 5)  # letters of a gram, the signs of the beginning and the end of a word included
_CELLS = re.compile(r"(?:-?\d+|\t)*")  # whole numbers of steps
_MOST_KNOWN = 20_000  # pieces of evidence whose numbers are kept at hand
_ADVICE = "Take it out of your vocabulary folder; in a clone, git has it for `make train`."

# Chosen with notices left out of the training, as are the settings in the files (training/).
_MANY = 20  # others in a list, from which twice as much comes as from few
_ROWS = 5  # rows of tables and lists that make a sentence half as likely to name another recipient
_LIFTED = 0.6  # of the way to the likeliest of its list that a member is lifted
_LISTED = 0.15  # the least likelihood of what is listed after an act of sharing
_MOST_SHARED = 0.55  # of a score: else a long list stands or falls as a whole


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each piece of evidence, the intercept, and the least likelihood that counts."""

    weights: Mapping[str, float]
    intercept: float
    threshold: float

    def score(self, evidence: Iterable[str]) -> float:
        """Add the weights of evidence, each piece once: 0 is as likely as not."""
        return self.intercept + self.total(evidence)

    def total(self, evidence: Iterable[str], before: float = 0.0) -> float:
        """Add the weights of evidence to those `before`, each piece once."""
        return sum(filter(None, map(self.weights.get, dict.fromkeys(evidence))), before)

    def likelihood(self, evidence: Iterable[str]) -> float:
        """How likely (0..1) what has this evidence is what the weights are about."""
        return likelihood(self.score(evidence))

    def strongest(self, evidence: Iterable[str], count: int = 10) -> list[tuple[str, float]]:
        """The evidence that weighs most, for or against, the heaviest first."""
        weighed = [(each, self.weights[each]) for each in set(evidence) if each in self.weights]
        return sorted(weighed, key=lambda pair: (-abs(pair[1]), pair[0]))[:count]


def likelihood(score: float) -> float:
    """Put a score on a scale from 0 to 1."""
    return 1 / (1 + exp(-score))


@dataclass(frozen=True, slots=True)
class RowWeights(Weights):
    """The weights of recipients.

    `threshold` is the least likelihood of a row, `in_text` of one in running text, where the
    likeliest of many phrases is taken; `neighbours` (0..1) how much of a score comes from the
    others of the same list, at least: the more there are, the more.
    """

    neighbours: float = 0.0
    in_text: float = 0.0

    def settled(self, score: float, others: Sequence[float] = (), *, lifted: bool = False) -> float:
        """How likely (0..1) that something with this score of its own is a recipient.

        `others` are the scores of what is listed with it: what stands in one list is mostly alike,
        and the longer the list, the surer is what it is a list of. `lifted`: the likeliest of them
        speaks for it, too.
        """
        if not others:
            return likelihood(score)
        mean, best = sum(others) / len(others), max(others)
        settled = score + self.shared(len(others)) * (mean - score)
        raised = score + _LIFTED * (best - score) if lifted and best > score else settled
        return likelihood(max(settled, raised))

    def beside(self, probability: float, rows: int) -> float:
        """How likely a recipient of running text is beside so many rows of tables and lists.

        A notice that lists its recipients seldom names another in a sentence.
        """
        return probability / (probability + (1 - probability) * (1 + rows / _ROWS))

    def shared(self, others: int) -> float:
        """How much of a score comes from so many others of its list."""
        return min(float(self.neighbours ** (_MANY / (others + _MANY))), _MOST_SHARED)

    def least(self, *, in_text: bool, listed: bool = False) -> float:
        """How likely a row has to be at least; `threshold` says no less of running text.

        `listed`: it is a member of a list to which a sentence hands data.
        """
        if listed:
            return _LISTED
        return max(self.threshold, self.in_text) if in_text else self.threshold


@lru_cache(maxsize=16384)
def grams_of(word: str) -> tuple[str, ...]:
    """List the grams of a word, each once.

    >>> grams_of("meal")
    ('#<mea', '#<meal', '#eal>', '#meal', '#meal>')
    """
    marked = f"<{word}>"
    parts = (
        marked[start : start + length]
        for length in _LENGTHS
        for start in range(len(marked) - length + 1)
    )
    return tuple(sorted({GRAM + part for part in parts}))


def is_word(evidence: str) -> bool:
    """Is it a word of running text, not a pair, a group, a phrase or a word of a column of data?"""
    return " " not in evidence and not evidence.startswith(GROUP)


@dataclass(frozen=True)
class PurposeWeights:
    """The weights of all purposes: so many steps of each for a piece of evidence.

    `intercepts` are those of the purposes that count, by their ids; `cells` are those of the
    `columns` of the file, parted by tabs: a notice has few of the evidence, and numbers are made of
    what it has. `threshold` is the least likelihood that counts.
    """

    intercepts: Mapping[str, float]
    threshold: float
    step: float
    columns: Sequence[str]
    cells: Mapping[str, str]
    _known: dict[str, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)

    def __contains__(self, id: object) -> bool:
        return id in self.intercepts

    def without(self, ids: Iterable[str]) -> "PurposeWeights":
        """The same for all purposes but some."""
        left = {id: n for id, n in self.intercepts.items() if id not in frozenset(ids)}
        return replace(self, intercepts=left, _known={})

    def steps(self, evidence: str) -> tuple[int, ...]:
        """How many steps a piece of evidence is worth for each purpose; () where it says nothing.

        A word is worth what its grams are, too.
        """
        known = self._known.get(evidence)
        if known is None:
            parts = [evidence, *(grams_of(evidence) if is_word(evidence) else ())]
            each = [self._numbers(self.cells[part]) for part in parts if part in self.cells]
            known = tuple(map(sum, zip(*each, strict=True)))
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[evidence] = known
        return known

    def _numbers(self, cells: str) -> tuple[int, ...]:
        of = dict(zip(self.columns, cells.split("\t"), strict=True))
        return tuple(int(of[id] or 0) for id in self.intercepts)


@dataclass(frozen=True)
class TagWeights:
    """The weights for categories, and those for purposes.

    `denied` is the least likelihood of a denial: denials are few among what is trained on.
    """

    categories: Weights
    purposes: PurposeWeights
    denied: float


@dataclass(frozen=True)
class Table:
    """What a file of weights holds: its settings, its columns, and a line a piece of evidence."""

    path: Path
    settings: Mapping[str, str]
    columns: tuple[str, ...]
    lines: Sequence[Sequence[str]]

    def number(self, name: str) -> float:
        """A setting that is a number. Raises VocabularyError where it is none."""
        try:
            return float(self.settings[name])
        except (KeyError, ValueError) as error:
            raise _error(self.path, f"has no number “{name}”") from error


def read_table(path: Path) -> Table:
    """Read a file of weights. Raises VocabularyError for one that is none, old or cut off."""
    settings: dict[str, str] = {}
    rest: list[str] = []
    for line in path.read_text("utf-8").rstrip("\n").split("\n"):
        name, _, value = line.removeprefix("# ").partition("\t")
        if rest or not line.startswith("#"):
            rest.append(line)
        else:
            settings[name] = value
    if settings.get("version") != VERSION:
        raise _error(path, "has weights of another version of noticeparse")
    columns = tuple(rest[0].split("\t")) if rest else ()
    lines = [line.split("\t") for line in rest[1:]]
    if str(len(lines)) != settings.get("lines"):
        raise _error(path, f"has {len(lines)} lines of {settings.get('lines')}: it was cut off")
    if columns[:1] != ("evidence",) or any(len(line) != len(columns) for line in lines):
        raise _error(path, "is no table of weights")
    return Table(path, settings, columns, lines)


def load_rows(path: Path, families: Iterable[str]) -> RowWeights:
    """Read the weights of recipients. Raises VocabularyError; also for an unknown family."""
    table = read_table(path)
    return RowWeights(
        _weights_of(table, families),
        table.number("intercept"),
        table.number("threshold"),
        neighbours=table.number("neighbours"),
        in_text=table.number("in_text"),
    )


def load_publisher(path: Path, families: Iterable[str]) -> Weights:
    """Read the weights of names that may be the publisher's. Raises VocabularyError, as above."""
    return _load(read_table(path), families)


def load_tags(categories: Path, purposes: Path, families: Iterable[str]) -> TagWeights:
    """Read the weights of tags. Raises VocabularyError; also for an unknown family."""
    table = read_table(categories)
    own = _load(table, families)
    return TagWeights(own, _purposes_of(read_table(purposes)), table.number("denied"))


def family_of(evidence: str) -> str:
    """The family of a piece of evidence: "word before" of "word before=with | known"."""
    return evidence.partition("=")[0].partition(CROSSED)[0]


def in_words(evidence: str, families: Mapping[str, str]) -> str:
    """Say a piece of evidence in plain words: “with” stands right before it.

    What is told of names of a kind alone is said as if it were told of all.
    """
    family, _, value = evidence.partition(CROSSED)[0].partition("=")
    return families.get(family, family).replace("{}", value.replace("_", " "))


def _load(table: Table, families: Iterable[str]) -> Weights:
    weights = _weights_of(table, families)
    return Weights(weights, table.number("intercept"), table.number("threshold"))


def _weights_of(table: Table, families: Iterable[str]) -> dict[str, float]:
    known, found = frozenset(families), {}
    for evidence, weight, *_ in table.lines:
        if family_of(evidence) not in known:
            raise _error(table.path, f"has evidence of a family that is unknown: “{evidence}”")
        found[evidence] = _number(weight, table.path)
    return found


def _purposes_of(table: Table) -> PurposeWeights:
    """A column "of: ID" a purpose has how many steps each piece of evidence weighs."""
    places = [n for n, column in enumerate(table.columns) if column.startswith(_OF)]
    ids = [table.columns[place].removeprefix(_OF) for place in places]
    cells_of = (
        itemgetter(*places) if len(places) > 1 else lambda line: tuple(line[n] for n in places)
    )
    cells = {line[0]: "\t".join(cells_of(line)) for line in table.lines}
    for found in cells.values():
        if not _CELLS.fullmatch(found):
            raise _error(table.path, f"has a weight that is no number of steps: “{found}”")
    intercepts = {id: table.number(f"intercept of {id}") for id in ids}
    step, threshold = table.number("step"), table.number("threshold")
    return PurposeWeights(intercepts, threshold, step, ids, cells)


def _number(text: str, path: Path) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise _error(path, f"has a weight that is no number: “{text}”") from error


def _error(path: Path, problem: str) -> VocabularyError:
    return VocabularyError(f"{path}: {problem}.", what_to_do=_ADVICE)
