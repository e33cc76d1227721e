"""The scoring of this repository is that of the evaluation beside it."""

import importlib.util
import sys
from collections import Counter, defaultdict
from types import ModuleType

import pytest
from training.labelled import SHARED, Labelled, load
from training.scoring import count, f1, precision, recall

from noticeparse import to_dict
from noticeparse.pipeline import read_notice
from noticeparse.vocabulary import load_vocabulary

SCORE = SHARED / "eval" / "score.py"
WHAT = ("companies", "rows", "categories", "purposes", "subjects", "withheld", "fields", "special")


@pytest.fixture(scope="module")
def theirs() -> ModuleType:
    if not SCORE.is_file():
        pytest.skip("no evaluation beside this checkout")
    spec = importlib.util.spec_from_file_location("score", SCORE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


def _gold(one: Labelled, module: ModuleType) -> dict:
    folder = "answers" if one.set == "fresh" else "gold"
    return module.json.loads((SHARED / one.set / folder / f"{one.id}.json").read_text("utf-8"))


@pytest.mark.parametrize("name", ["real", "live", "hard", "fresh"])
def test_it_counts_what_the_evaluation_counts(name: str, theirs: ModuleType) -> None:
    differences = []
    for one in load([name], {name: ("html",)})[::4]:
        notice = read_notice(one.document, load_vocabulary()).notice
        tally: dict[str, Counter[str]] = defaultdict(Counter)
        theirs.score_document(_gold(one, theirs), to_dict(notice), tally, [])
        counts = count(one, notice)
        for what in WHAT:
            own = tuple(counts[what, outcome] for outcome in ("right", "missed", "wrong"))
            wanted = tuple(tally[what][outcome] for outcome in ("tp", "fn", "fp"))
            if own != wanted:
                differences.append((one.path.name, what, own, wanted))
    assert differences == []


def test_f1_precision_and_recall() -> None:
    counts = Counter({("rows", "right"): 6, ("rows", "missed"): 2, ("rows", "wrong"): 4})
    assert precision(counts, "rows") == 0.6
    assert recall(counts, "rows") == 0.75
    assert f1(counts, "rows") == pytest.approx(2 / (1 / 0.6 + 1 / 0.75))
    assert f1(Counter(), "rows") == 1.0
