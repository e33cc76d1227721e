"""The weights come from labelled notices: the same notices give the same weights again."""

import json
from functools import partial
from pathlib import Path

import pytest
from benchmarks import train_tags
from benchmarks.train import digest, fit, in_parallel, load, weighed_samples
from benchmarks.weight_files import written_tags

from noticeparse.vocabulary import load_vocabulary
from noticeparse.vocabulary.loader import SHIPPED
from noticeparse.vocabulary.weights import FILE, TAG_FILE, Weights

NOTICES = Path(__file__).parents[1] / "notices"
SMALL = {"small": (NOTICES / "documents", NOTICES / "answers")}
SHARED = Path(__file__).parents[3] / "shared"
CLOSE = 0.051  # a step: what a weight may differ by on another computer


@pytest.fixture(scope="module")
def trained() -> Weights:
    return fit([weighed_samples(one) for one in load(SMALL)])


def test_the_same_notices_give_the_same_weights(trained: Weights) -> None:
    assert trained.weights
    assert fit([weighed_samples(one) for one in load(SMALL)]) == trained


def test_a_known_name_speaks_for_a_row_and_ordinary_words_against_it(trained: Weights) -> None:
    assert trained.weights["reads as known"] > 0 > trained.weights["reads as plain"]


def test_other_answers_give_other_weights(trained: Weights) -> None:
    some = load(SMALL)[:12]
    assert fit([weighed_samples(one) for one in some]) != trained


def test_the_digest_is_of_the_documents_and_their_answers_in_any_order() -> None:
    labelled = load(SMALL)
    whole = digest(labelled)
    assert digest(labelled[::-1]) == whole
    assert digest(labelled[1:]) != whole


def test_the_evaluation_data_gives_the_weights_that_are_shipped() -> None:
    if not SHARED.is_dir():
        pytest.skip("no evaluation data")
    labelled = load()
    shipped = json.loads((SHIPPED / FILE).read_text("utf-8"))
    if digest(labelled) != shipped["data"]["sha256"]:
        pytest.skip("the weights were trained on other data than lies here")
    again, stored = fit(in_parallel(weighed_samples, labelled)), load_vocabulary().weights
    names = set(again.weights) | set(stored.weights)
    far = {
        name: (again.weights.get(name), stored.weights.get(name))
        for name in names
        if abs(again.weights.get(name, 0.0) - stored.weights.get(name, 0.0)) > CLOSE
    }
    assert far == {}
    assert abs(again.intercept - stored.intercept) <= CLOSE
    assert (again.threshold, again.neighbours) == (stored.threshold, stored.neighbours)


def _tag_samples(one):
    return train_tags.samples_of(one, load_vocabulary())


def test_the_same_rows_give_the_same_weights_of_tags() -> None:
    if not SHARED.is_dir():
        pytest.skip("The scoring that it uses is not beside this checkout.")
    samples = [_tag_samples(one) for one in load(SMALL)]
    first, second = train_tags.fit(samples), train_tags.fit(samples)
    assert first.purposes
    written = partial(written_tags, data={}, step=train_tags.PURPOSES.step)
    assert written(first) == written(second)
    assert written(train_tags.fit(samples[:12])) != written(first)


def test_the_labelled_rows_give_the_weights_of_tags_that_are_shipped() -> None:
    if not SHARED.is_dir():
        pytest.skip("no evaluation data")
    labelled = [*load(forms=train_tags.FORMS), *train_tags.load_samples()]
    shipped = json.loads((SHIPPED / TAG_FILE).read_text("utf-8"))
    if digest(labelled) != shipped["data"]["sha256"]:
        pytest.skip("the weights were trained on other data than lies here")
    said = train_tags.own_texts(load_vocabulary())
    again = train_tags.fit([*in_parallel(_tag_samples, labelled), *said])
    stored = load_vocabulary().tag_weights
    assert again.purposes.keys() == stored.purposes.keys()
    pairs = [(again.purposes[id], own) for id, own in stored.purposes.items()]
    for one, other in [*pairs, (again.categories, stored.categories)]:
        names = set(one.weights) | set(other.weights)
        far = [n for n in names if one.weights.get(n, 0.0) != other.weights.get(n, 0.0)]
        # What lies between two steps may be rounded to the other on another computer.
        assert len(far) <= max(1, 0.02 * len(names)), far
