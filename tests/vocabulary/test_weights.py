"""Weights of evidence: how they add up, which weigh most, and how their file is read."""

import json
from math import isclose
from pathlib import Path

import pytest
from benchmarks.weight_files import written_groups

from noticeparse.vocabulary import load_vocabulary
from noticeparse.vocabulary.weights import Weights, load, read_groups

WEIGHTS = Weights({"for": 2.0, "against": -3.0, "little": 0.5}, 0.0, 0.4, neighbours=0.5)


def test_no_evidence_is_as_likely_as_not() -> None:
    assert WEIGHTS.probability(()) == 0.5
    assert Weights({}, -5.0, 0.5).probability(()) < 0.01


def test_evidence_adds_up_and_what_nobody_weighed_is_nothing() -> None:
    assert WEIGHTS.score(("for", "against", "unknown")) == -1.0
    assert WEIGHTS.probability(("for",)) > 0.5 > WEIGHTS.probability(("against",))
    assert isclose(
        WEIGHTS.probability(("for",)), 1 - Weights({"for": -2.0}, 0.0, 0.4).probability(("for",))
    )


def test_others_of_a_list_draw_to_their_mean() -> None:
    alone = WEIGHTS.probability(("for",))
    assert WEIGHTS.probability(("for",), [-4.0, -4.0]) < 0.5 < alone
    assert WEIGHTS.probability(("for",), [2.0]) == alone
    assert Weights({"for": 2.0}, 0.0, 0.4).probability(("for",), [-4.0]) == alone


def test_the_strongest_evidence_comes_first_and_each_once() -> None:
    found = WEIGHTS.strongest(("little", "for", "against", "for", "unknown"))
    assert found == [("against", -3.0), ("for", 2.0), ("little", 0.5)]
    assert WEIGHTS.strongest(("little", "for", "against"), count=1) == [("against", -3.0)]


def test_a_file_puts_evidence_that_weighs_the_same_together(tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    data = {
        "intercept": -1.5,
        "threshold": 0.3,
        "neighbours": 0.2,
        "weights": {"1.2": ["last word ltd", "plural"], "-0.3": ["last word school"]},
    }
    file.write_text(json.dumps(data), encoding="utf-8")
    weights = {"last word school": -0.3, "last word ltd": 1.2, "plural": 1.2}
    assert load(file) == Weights(weights, -1.5, 0.3, 0.2, in_text=0.0)
    file.write_text(json.dumps({**data, "in_text": 0.4}), encoding="utf-8")
    assert load(file) == Weights(weights, -1.5, 0.3, 0.2, in_text=0.4)
    again = json.loads("{" + "".join(written_groups(weights, width=20)) + "}")
    assert read_groups(again) == weights


def test_a_file_without_a_threshold_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    file.write_text('{"intercept": 0, "neighbours": 0, "weights": {}}', encoding="utf-8")
    with pytest.raises(KeyError):
        load(file)


@pytest.mark.parametrize(("in_text", "least"), [(0.0, 0.3), (0.2, 0.3), (0.4, 0.4)])
def test_running_text_asks_for_no_less_than_a_table(in_text: float, least: float) -> None:
    weights = Weights({}, 0.0, 0.3, in_text=in_text)
    assert (weights.least(in_text=False), weights.least(in_text=True)) == (0.3, least)


def test_the_weights_that_are_shipped_are_weights() -> None:
    shipped = load_vocabulary().weights
    assert 0 < shipped.threshold < 1
    assert 0 <= shipped.neighbours < 1
    assert shipped.weights["reads as known"] > 0 > shipped.weights["reads as plain"]
    assert all(weight for weight in shipped.weights.values())


def test_more_others_count_for_more_up_to_a_point() -> None:
    low = [-1.0]
    few, many = (WEIGHTS.probability(("for",), low * number) for number in (1, 40))
    assert 0.5 < many < few
    assert 0.5 < WEIGHTS.shared(1) < 0.52
    assert WEIGHTS.shared(40) == WEIGHTS.shared(400) == 0.55
