"""The file of the weights of tags."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.weight_files import written_tags

from noticeparse.errors import VocabularyError
from noticeparse.vocabulary import TagWeights, load_vocabulary
from noticeparse.vocabulary.weights import TAG_FILE, Weights, load_tags

SMALL = TagWeights(
    Weights({"name": 1.2, "+1 officer": -0.4}, 0.5, 0.6),
    {
        "catering": Weights({"meal": 0.8, "for meal": 0.8}, -2.0, 0.45),
        "payments": Weights({}, -3.0, 0.45),
    },
    0.3,
)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / TAG_FILE
    path.write_text(written_tags(SMALL, {"rows": 7}, 0.4), "utf-8")
    assert load_tags(path) == SMALL
    assert json.loads(path.read_text("utf-8"))["data"] == {"rows": 7}
    assert SMALL.by_word["meal"] == (0.8, 0.0)


def test_a_heavy_weight_is_written_as_the_nearest_that_has_a_sign(tmp_path: Path) -> None:
    heavy = replace(
        SMALL, purposes={"catering": Weights({"meal": 9.0, "no": -9.0, "for": 2.7}, -2.0, 0.5)}
    )
    path = tmp_path / TAG_FILE
    path.write_text(written_tags(heavy, {}, 0.125), "utf-8")
    assert load_tags(path).purposes["catering"].weights == {"meal": 7.0, "no": -7.0, "for": 2.5}


def test_weights_of_another_version_are_refused(tmp_path: Path) -> None:
    (tmp_path / TAG_FILE).write_text(
        written_tags(SMALL, {}, 0.4).replace('"version": 2', '"version": 1'), "utf-8"
    )
    with pytest.raises(VocabularyError, match="another version"):
        load_vocabulary(tmp_path)
