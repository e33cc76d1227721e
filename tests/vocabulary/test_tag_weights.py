"""The file of the weights of tags."""

import json
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
    path.write_text(written_tags(SMALL, {"rows": 7}), "utf-8")
    assert load_tags(path) == SMALL
    assert json.loads(path.read_text("utf-8"))["data"] == {"rows": 7}
    assert SMALL.by_word["meal"] == (("catering", 0.8),)


def test_weights_of_another_version_are_refused(tmp_path: Path) -> None:
    (tmp_path / TAG_FILE).write_text(
        written_tags(SMALL, {}).replace('"version": 1', '"version": 0'), "utf-8"
    )
    with pytest.raises(VocabularyError, match="another version"):
        load_vocabulary(tmp_path)
