"""Names that notices print become weights of the publisher, near to what was thought before."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from training.fitting import Sample, model_text
from training.labelled import Labelled, digest, load
from training.train import made_from, publisher_samples

from noticeparse.vocabulary import load_vocabulary
from noticeparse.vocabulary.loader import SHIPPED
from noticeparse.vocabulary.weights import PUBLISHER, load_publisher, read_table
from training import publisher


@pytest.fixture(scope="module")
def public() -> list[Labelled]:
    return load(["public"], {"public": ("html",)})


@pytest.fixture(scope="module")
def samples(public: list[Labelled]) -> list[Sample]:
    return [sample for one in public for sample in publisher_samples(one)]


def test_right_and_wrong_names_of_a_notice_weigh_the_same(samples: list[Sample]) -> None:
    total: Counter[tuple[str, bool]] = Counter()
    for each in samples:
        total[each.notice, each.right] += each.weight
    assert len({round(weight, 6) for weight in total.values()}) == 1
    assert {right for _, right in total} == {True, False}


def test_a_notice_whose_answers_name_no_school_has_no_samples(public: list[Labelled]) -> None:
    assert publisher_samples(replace(public[0], school=None)) == []


def test_without_samples_that_say_much_weights_stay_where_they_were(samples: list[Sample]) -> None:
    thought = publisher.prior().weights
    near = publisher.fit(samples, publisher.WAY._replace(strength=1e-6)).weights
    assert {each: round(weight, 1) for each, weight in near.items()} == thought
    far = publisher.fit(samples, publisher.WAY._replace(strength=100.0)).weights
    assert max(abs(far.get(each, 0.0) - weight) for each, weight in thought.items()) > 1


def test_what_is_written_is_what_was_fitted(
    public: list[Labelled], samples: list[Sample], tmp_path: Path
) -> None:
    fitted, path = publisher.fit(samples), tmp_path / "publisher.tsv"
    assert publisher.fit(samples) == fitted
    path.write_text(model_text(fitted, samples, made_from(public)), "utf-8")
    assert load_publisher(path, load_vocabulary().evidence) == fitted


def test_the_labelled_notices_give_the_weights_that_are_shipped() -> None:
    named = [one for one in load() if one.school]
    if digest(named) != read_table(SHIPPED / PUBLISHER).settings["sha256"]:
        pytest.skip("the weights were trained on other notices than lie here")
    again = publisher.fit([sample for one in named for sample in publisher_samples(one)]).weights
    shipped = load_vocabulary().publisher.weights
    step = publisher.WAY.step * 1.01
    names = set(again) | set(shipped)
    assert [n for n in names if abs(again.get(n, 0.0) - shipped.get(n, 0.0)) > step] == []
