"""Samples become weights: equal samples the same bytes, and evidence of few notices none at all."""

from pathlib import Path

import pytest
from training.fitting import Sample, Way
from training.labelled import Labelled, digest, load
from training.train import made_from, row_samples, tag_samples, train

from noticeparse.vocabulary import load_vocabulary
from noticeparse.vocabulary.loader import SHIPPED
from noticeparse.vocabulary.weights import FILES, ROWS, RowWeights, load_rows, read_table
from training import fitting, rows, tags

WAY = Way(strength=1.0, step=0.1, least=0.1, notices=2, threshold=0.5)


@pytest.fixture(scope="module")
def public() -> list[Labelled]:
    return load(["public"], {"public": ("html",)})


@pytest.fixture(scope="module")
def samples(public: list[Labelled]) -> list[Sample]:
    return [sample for one in public for sample in row_samples(one)]


@pytest.fixture(scope="module")
def trained(samples: list[Sample]) -> RowWeights:
    return rows.fit(samples)


def test_the_same_notices_give_the_same_weights(samples: list[Sample], trained: RowWeights) -> None:
    assert trained.weights
    assert rows.fit(samples) == trained
    assert rows.fit(samples[: len(samples) // 2]) != trained


def test_a_known_name_speaks_for_a_row_and_ordinary_words_against_it(trained: RowWeights) -> None:
    assert trained.weights["name reads as=known"] > 0 > trained.weights["name reads as=plain"]


def test_evidence_of_one_notice_has_no_weight_however_often_it_stands_there() -> None:
    often = [Sample(("mine", "ours"), True, 1.0, "a") for _ in range(50)]
    other = [Sample(("ours",), True, 1.0, "b"), Sample(("theirs",), False, 1.0, "b")]
    found = fitting.fit([*often, *other, Sample(("theirs",), False, 1.0, "c")], WAY)
    assert set(found.weights) == {"ours", "theirs"}
    assert found.weights["ours"] > 0 > found.weights["theirs"]


def test_support_counts_notices_not_samples() -> None:
    said = [(("x", "y"), "a"), (("x",), "a"), (("x",), "b")]
    assert fitting.support(said) == {"x": 2, "y": 1}


def test_small_weights_are_left_out_and_others_rounded() -> None:
    way = WAY._replace(step=0.25, least=0.5)
    assert fitting.rounded(["a", "b", "c"], [0.9, 0.3, -2.0], way) == {"a": 1.0, "c": -2.0}


def test_what_is_written_is_what_was_fitted(
    trained: RowWeights, samples: list[Sample], public: list[Labelled], tmp_path: Path
) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text(rows.file_of(trained, samples, made_from(public)), "utf-8")
    assert load_rows(path, load_vocabulary().evidence) == trained
    table = read_table(path)
    assert (table.settings["sets"], table.settings["notices"]) == ("public", str(len(public)))
    assert all(int(notices) >= rows.WAY.notices for *_, notices in table.lines)


def test_training_twice_gives_the_same_bytes_and_weights_that_read(
    public: list[Labelled], tmp_path: Path
) -> None:
    written = []
    for name in ("first", "second"):
        paths = train(public, tmp_path / name)
        written.append([path.read_bytes() for path in paths])
    assert written[0] == written[1]
    vocabulary = load_vocabulary(tmp_path / "first")
    assert vocabulary.weights != load_vocabulary().weights
    assert vocabulary.tag_weights.purposes.intercepts


def test_the_digest_is_of_the_documents_and_their_answers_in_any_order(public) -> None:
    whole = digest(public)
    assert digest(public[::-1]) == whole
    assert digest(public[1:]) != whole


def test_every_file_that_is_shipped_says_what_it_was_made_from() -> None:
    for name in FILES:
        settings = read_table(SHIPPED / name).settings
        assert {"sets", "notices", "sha256", "samples"} <= settings.keys(), name
        assert "blind" not in settings["sets"]


def test_the_labelled_notices_give_the_weights_of_rows_that_are_shipped() -> None:
    labelled = load()
    settings = read_table(SHIPPED / ROWS).settings
    if digest(labelled) != settings["sha256"]:
        pytest.skip("the weights were trained on other notices than lie here")
    again = rows.fit([sample for one in labelled for sample in row_samples(one)])
    shipped = load_vocabulary().weights
    names = set(again.weights) | set(shipped.weights)
    step = rows.WAY.step * 1.01  # what lies between two may be rounded to the other elsewhere
    far = [n for n in names if abs(_weight(again, n) - _weight(shipped, n)) > max(step, 0.16)]
    assert far == []


def _weight(weights: RowWeights, evidence: str) -> float:
    return weights.weights.get(evidence, 0.0)


def test_rows_and_texts_teach_tags(public: list[Labelled]) -> None:
    samples = [tag_samples(one) for one in public[:12]]
    texts = tags.texts_of_samples(load_vocabulary())
    assert all(own.rows for own in samples)
    assert tags.fit([*samples, *texts]).purposes.intercepts
