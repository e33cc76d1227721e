"""The file of the weights of tags."""

import json
from pathlib import Path

import pytest
from benchmarks.weight_files import written_tags

from noticeparse.errors import VocabularyError
from noticeparse.vocabulary import TagWeights, load_vocabulary
from noticeparse.vocabulary.tag_weights import FILE, load
from noticeparse.vocabulary.weights import Weights

SMALL = TagWeights(
    Weights({"name": 1.2, "+1 officer": -0.4}, 0.5, 0.6),
    {
        "catering": Weights({"meal": 0.8, "for meal": 0.8}, -2.0, 0.45),
        "payments": Weights({}, -3.0, 0.45),
    },
    0.3,
)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text(written_tags(SMALL, {"rows": 7}), "utf-8")
    assert load(path) == SMALL
    assert json.loads(path.read_text("utf-8"))["data"] == {"rows": 7}
    assert SMALL.by_word["meal"] == (("catering", 0.8),)


def test_weights_of_another_version_are_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        written_tags(SMALL, {}).replace('"version": 1', '"version": 0'), "utf-8"
    )
    with pytest.raises(VocabularyError, match="another version"):
        load_vocabulary(tmp_path)
