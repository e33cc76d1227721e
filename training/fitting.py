"""Samples → weights: one logistic regression for rows, tags and the publisher, and their files.

Evidence counts by how many *notices* have it: what one notice says a hundred times, it says once.
Weights are rounded to a step, so that they read well and a little more data changes few of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from noticeparse.vocabulary.weights import VERSION, Weights

DECIMALS = 3  # of a weight, and of an intercept
MOST_STEPS, SMALLEST_STEP = 50, 1e-9  # of Newton's method
MOST_ROUNDS = 80  # of L-BFGS


class Sample(NamedTuple):
    """Evidence, whether it was right, what it weighs, and the notice that it stands in."""

    evidence: tuple[str, ...]
    right: bool
    weight: float
    notice: str


class Way(NamedTuple):
    """How weights are fitted.

    `strength` is the inverse of the regularisation, `step` what weights are rounded to, `least` the
    smallest that is kept, `notices` how many notices evidence has to stand in.
    """

    strength: float
    step: float
    least: float
    notices: int
    threshold: float


def support(samples: Iterable[tuple[Iterable[str], str]]) -> Counter[str]:
    """How many notices have each piece of evidence; samples are (evidence, notice)."""
    by_notice: dict[str, set[str]] = {}
    for evidence, notice in samples:
        by_notice.setdefault(notice, set()).update(evidence)
    return Counter(each for own in by_notice.values() for each in own)


def matrix_of(
    samples: Sequence[Mapping[str, int]], columns: Sequence[str]
) -> Any:  # scipy is not typed
    """How often each sample has each piece of evidence: a line a sample, a column a piece."""
    place = {name: number for number, name in enumerate(columns)}
    cells = [(n, place[e], own[e]) for n, own in enumerate(samples) for e in own if e in place]
    lines, places, counts = np.array(sorted(cells), dtype=np.int32).reshape(-1, 3).T
    shape = (len(samples), len(columns))
    return csr_matrix((counts.astype(float), (lines, places)), shape=shape)


def regression(
    matrix: Any, right: NDArray[np.bool_], weight: NDArray[np.float64], strength: float
) -> tuple[NDArray[np.float64], float]:
    """The weights of the columns, and the intercept; equal data gives equal weights."""
    model = LogisticRegression(C=strength, solver="liblinear", max_iter=300, random_state=0)
    model.fit(matrix, right, sample_weight=weight)
    return model.coef_[0], float(model.intercept_[0])


def regressions(
    matrix: Any, right: NDArray[np.bool_], weight: NDArray[np.float64], strength: float
) -> tuple[NDArray[np.float64], list[float]]:
    """The weights of the columns for many answers at once, a column an answer, and the intercepts.

    Intercepts are regularised towards how common an answer is.
    """
    columns, answers = matrix.shape[1], right.shape[1]
    turned = matrix.T.tocsr()
    share = (weight * right).sum(axis=0) / weight.sum(axis=0)
    prior = np.log(share / (1 - share))

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        own = flat.reshape(columns + 1, answers)
        score = matrix @ own[:columns] + (own[columns] + prior)
        likely = expit(score)
        each = np.logaddexp(0.0, score) - right * score
        slope = strength * weight * (likely - right)
        found = np.vstack([turned @ slope, slope.sum(axis=0)]) + own
        return float(strength * (weight * each).sum() + (own**2).sum() / 2), found.ravel()

    begin = np.zeros((columns + 1) * answers)
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": MOST_ROUNDS})
    own = found.x.reshape(columns + 1, answers)
    return own[:columns], (own[columns] + prior).tolist()


def drawn(
    matrix: Any,
    right: NDArray[np.bool_],
    weight: NDArray[np.float64],
    strength: float,
    prior: NDArray[np.float64],
) -> tuple[NDArray[np.float64], float]:
    """The same, regularised towards a prior, the intercept last, and not towards nothing."""
    cells = np.hstack([matrix.toarray(), np.ones((matrix.shape[0], 1))])
    found = prior.copy()
    for _ in range(MOST_STEPS):
        likely = 1 / (1 + np.exp(-cells @ found))
        slope = cells.T @ (weight * (likely - right)) + (found - prior) / strength
        bend = (cells * (weight * likely * (1 - likely))[:, None]).T @ cells
        step = np.linalg.solve(bend + np.eye(len(prior)) / strength, slope)
        found -= step
        if np.abs(step).max() < SMALLEST_STEP:
            break
    return found[:-1], float(found[-1])


def fit(samples: Sequence[Sample], way: Way, prior: Weights | None = None) -> Weights:
    """Fit weights to samples; with a prior they stay near it where samples say little."""
    had = support((each.evidence, each.notice) for each in samples)
    thought = prior.weights if prior else {}
    columns = sorted({e for e, notices in had.items() if notices >= way.notices} | set(thought))
    matrix = matrix_of([Counter(set(each.evidence)) for each in samples], columns)
    right = np.array([each.right for each in samples])
    weight = np.array([each.weight for each in samples])
    if prior:
        begin = np.array([*(thought.get(each, 0.0) for each in columns), prior.intercept])
        found, intercept = drawn(matrix, right, weight, way.strength, begin)
    else:
        found, intercept = regression(matrix, right, weight, way.strength)
    return Weights(rounded(columns, found, way), round(intercept, DECIMALS), way.threshold)


def rounded(columns: Sequence[str], weights: Iterable[float], way: Way) -> dict[str, float]:
    """Weights in whole steps, without those that are too small to matter."""
    steps = zip(columns, (round(float(each) / way.step) for each in weights), strict=True)
    return {
        e: round(n * way.step, DECIMALS) for e, n in steps if n and abs(n * way.step) >= way.least
    }


def text_of(
    settings: Mapping[str, object], columns: Sequence[str], lines: Iterable[Sequence[str]]
) -> str:
    """The text of a file of weights."""
    table = sorted("\t".join(line) for line in lines)
    head = {"version": VERSION, **settings, "lines": len(table)}
    said = [f"# {name}\t{value}" for name, value in head.items()]
    return "\n".join([*said, "\t".join(columns), *table, ""])


def model_text(weights: Weights, samples: Sequence[Sample], settings: Mapping[str, object]) -> str:
    """The text of the file of a model: its settings, and a line a piece of evidence.

    A line has the evidence, its weight, and how many notices have it.
    """
    had = support((each.evidence, each.notice) for each in samples)
    head = {"intercept": weights.intercept, "threshold": weights.threshold, **settings}
    lines = ((each, f"{n:g}", str(had.get(each, 0))) for each, n in weights.weights.items())
    columns = ("evidence", "weight", "notices")
    return text_of({**head, "samples": len(samples)}, columns, lines)
