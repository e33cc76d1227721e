"""Weights of evidence: how they add up, which weigh most, and how their files are read."""

import re
from collections.abc import Mapping
from math import isclose
from pathlib import Path

import pytest

from noticeparse.errors import VocabularyError
from noticeparse.vocabulary import load_vocabulary
from noticeparse.vocabulary.loader import SHIPPED
from noticeparse.vocabulary.weights import (
    CATEGORIES,
    FILES,
    PUBLISHER,
    PURPOSES,
    ROWS,
    VERSION,
    RowWeights,
    Weights,
    family_of,
    in_words,
    load_publisher,
    load_rows,
    load_tags,
)

WEIGHTS = RowWeights({"for": 2.0, "against": -3.0, "little": 0.5}, 0.0, 0.4, neighbours=0.5)
FAMILIES = {"last word": "its last word: “{}”", "plural": "it is plural"}
SETTINGS = {"intercept": "-1.5", "threshold": "0.3", "neighbours": "0.2", "in_text": "0.4"}
LINES = ("last word=ltd\t1.2\t9", "last word=school | known\t-0.3\t6", "plural\t1.2\t40")


def written(
    path: Path,
    settings: Mapping[str, str] = SETTINGS,
    lines: tuple[str, ...] = LINES,
    header: str = "evidence\tweight\tnotices",
    **said: str,
) -> Path:
    head = {"version": VERSION, **settings, "lines": str(len(lines)), **said}
    text = [*(f"# {name}\t{value}" for name, value in head.items()), header, *lines, ""]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(text), encoding="utf-8")
    return path


def test_no_evidence_is_as_likely_as_not() -> None:
    assert WEIGHTS.likelihood(()) == 0.5
    assert Weights({}, -5.0, 0.5).likelihood(()) < 0.01


def test_evidence_adds_up_and_what_nobody_weighed_is_nothing() -> None:
    assert WEIGHTS.score(("for", "against", "unknown")) == -1.0
    assert WEIGHTS.likelihood(("for",)) > 0.5 > WEIGHTS.likelihood(("against",))
    against = Weights({"for": -2.0}, 0.0, 0.4)
    assert isclose(WEIGHTS.likelihood(("for",)), 1 - against.likelihood(("for",)))


def test_a_piece_of_evidence_counts_once() -> None:
    assert WEIGHTS.score(("for", "for")) == 2.0


def test_others_of_a_list_draw_to_their_mean() -> None:
    alone = WEIGHTS.settled(2.0)
    assert WEIGHTS.settled(2.0, [-4.0, -4.0]) < 0.5 < alone
    assert WEIGHTS.settled(2.0, [2.0]) == alone
    assert RowWeights({}, 0.0, 0.4).settled(2.0, [-4.0]) == alone


def test_more_others_count_for_more_up_to_a_point() -> None:
    few, many = (WEIGHTS.settled(2.0, [-1.0] * number) for number in (1, 40))
    assert 0.5 < many < few
    assert 0.5 < WEIGHTS.shared(1) < 0.52
    assert WEIGHTS.shared(40) == WEIGHTS.shared(400) == 0.55


def test_rows_of_tables_make_a_sentence_less_likely() -> None:
    assert WEIGHTS.beside(0.5, 0) == 0.5 > WEIGHTS.beside(0.5, 1) > WEIGHTS.beside(0.5, 9)


def test_the_strongest_evidence_comes_first_and_each_once() -> None:
    found = WEIGHTS.strongest(("little", "for", "against", "for", "unknown"))
    assert found == [("against", -3.0), ("for", 2.0), ("little", 0.5)]
    assert WEIGHTS.strongest(("little", "for", "against"), count=1) == [("against", -3.0)]


@pytest.mark.parametrize(("in_text", "least"), [(0.0, 0.3), (0.2, 0.3), (0.4, 0.4)])
def test_running_text_asks_for_no_less_than_a_table(in_text: float, least: float) -> None:
    weights = RowWeights({}, 0.0, 0.3, in_text=in_text)
    assert (weights.least(in_text=False), weights.least(in_text=True)) == (0.3, least)


def test_a_file_holds_settings_and_a_line_a_piece_of_evidence(tmp_path: Path) -> None:
    weights = {"last word=ltd": 1.2, "last word=school | known": -0.3, "plural": 1.2}
    path = written(tmp_path / "rows.tsv")
    assert load_rows(path, FAMILIES) == RowWeights(weights, -1.5, 0.3, 0.2, 0.4)


def test_the_publisher_has_a_file_of_its_own(tmp_path: Path) -> None:
    path = written(tmp_path / "publisher.tsv", {"intercept": "-3", "threshold": "0.4"})
    found = load_publisher(path, FAMILIES)
    assert (found.intercept, found.threshold) == (-3.0, 0.4)
    assert found.weights == {"last word=ltd": 1.2, "last word=school | known": -0.3, "plural": 1.2}
    with pytest.raises(VocabularyError, match="family that is unknown: “plural”"):
        load_publisher(path, ("last word",))


def test_a_user_s_weights_of_the_publisher_take_the_place_of_the_shipped(tmp_path: Path) -> None:
    settings = {"intercept": "-1", "threshold": "0.5"}
    written(tmp_path / PUBLISHER, settings, ("printed in=title\t2\t9",))
    assert load_vocabulary(tmp_path).publisher == Weights({"printed in=title": 2.0}, -1.0, 0.5)
    written(tmp_path / "other" / PUBLISHER, settings, ("stands at=title\t2\t9",))
    with pytest.raises(VocabularyError, match="family that is unknown"):
        load_vocabulary(tmp_path / "other")


def test_tags_have_a_file_of_categories_and_one_with_a_column_a_purpose(tmp_path: Path) -> None:
    settings = {"intercept": "0.5", "threshold": "0.6", "denied": "0.3"}
    categories = written(tmp_path / "categories.tsv", settings, LINES[:1])
    purposes = written(
        tmp_path / "purposes.tsv",
        {
            **{"threshold": "0.45", "step": "0.4"},
            **{"intercept of catering": "-2", "intercept of payments": "-3"},
        },
        ("for meal\t8\t2\t", "meal\t12\t2\t-1", "#meal>\t12\t1\t3"),
        "evidence\tnotices\tof: catering\tof: payments",
    )
    found = load_tags(categories, purposes, FAMILIES)
    assert (found.categories, found.denied) == (Weights({"last word=ltd": 1.2}, 0.5, 0.6), 0.3)
    own = found.purposes
    assert (own.intercepts, own.threshold) == ({"catering": -2.0, "payments": -3.0}, 0.45)
    assert (own.step, own.steps("for meal"), own.steps("supper")) == (0.4, (2, 0), ())
    assert own.steps("meal") == (2 + 1, -1 + 3)  # its gram "#meal>" as well
    assert own.steps("oatmeal") == (1, 3)
    assert own.steps("data: meal") == ()
    left = own.without(["catering"])
    assert ("catering" in left, left.steps("meal")) == (False, (2,))


def test_a_number_of_steps_is_a_whole_one(tmp_path: Path) -> None:
    settings = {"threshold": "0.5", "step": "0.1", "intercept of catering": "-2"}
    categories = written(tmp_path / "c.tsv", {"intercept": "0", "threshold": "1", "denied": "1"})
    for cell in ("much", "1.5", "-"):
        lines, header = (f"meal\t12\t{cell}",), "evidence\tnotices\tof: catering"
        purposes = written(tmp_path / "p.tsv", settings, lines, header)
        with pytest.raises(VocabularyError, match=f"no number of steps: “{re.escape(cell)}”"):
            load_tags(categories, purposes, FAMILIES)


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        ({"version": "3"}, "another version"),
        ({"lines": "4"}, "3 lines of 4: it was cut off"),
        ({"lines_": LINES[:2], "lines": "3"}, "2 lines of 3: it was cut off"),
        ({"lines_": ("last word=ltd\t1.2",)}, "no table of weights"),
        ({"lines_": ("shoe size=9\t1.2\t7",)}, "family that is unknown: “shoe size=9”"),
        ({"lines_": ("plural\tmuch\t7",)}, "no number: “much”"),
        ({"intercept": "none"}, "no number “intercept”"),
        ({"header": "word\tweight\tnotices"}, "no table of weights"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(
    tmp_path: Path, made: dict, problem: str
) -> None:
    more = {key.rstrip("_"): value for key, value in made.items() if key != "lines"}
    said = {"lines_": made["lines"]} if "lines" in made else {}
    path = tmp_path / "rows.tsv"
    written(path, **more)
    if said:
        text = path.read_text("utf-8")
        now = f"# lines\t{len(more.get('lines', LINES))}\n"
        assert now in text
        path.write_text(text.replace(now, f"# lines\t{said['lines_']}\n"), "utf-8")
    with pytest.raises(VocabularyError, match=problem) as refused:
        load_rows(path, FAMILIES)
    assert "make train" in str(refused.value.what_to_do)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rows.tsv").write_text("", "utf-8")
    with pytest.raises(VocabularyError, match="another version"):
        load_rows(tmp_path / "rows.tsv", FAMILIES)


def test_weights_of_a_user_s_folder_are_refused_alike(tmp_path: Path) -> None:
    written(tmp_path / ROWS, lines=("shoe size=9\t1.2\t7",))
    with pytest.raises(VocabularyError, match="family that is unknown"):
        load_vocabulary(tmp_path)


def test_the_weights_that_are_shipped_are_weights() -> None:
    known = load_vocabulary()
    shipped = known.weights
    assert 0 < shipped.threshold < 1
    assert 0 <= shipped.neighbours < 1
    assert shipped.weights["name reads as=known"] > 0 > shipped.weights["name reads as=plain"]
    assert all(weight for weight in shipped.weights.values())
    publisher = known.publisher.weights
    assert publisher["printed in=site"] > 0 > publisher["words of=no_body"]
    assert {ROWS, CATEGORIES, PURPOSES, PUBLISHER} == set(FILES)


def test_the_lines_of_the_files_that_are_shipped_are_sorted() -> None:
    for name in FILES:
        text = (SHIPPED / name).read_text("utf-8").split("\n")
        lines = [line for line in text if line and not line.startswith("#")][1:]
        assert lines == sorted(lines), name


@pytest.mark.parametrize(
    ("evidence", "family", "words"),
    [
        ("last word=ltd", "last word", "its last word: “ltd”"),
        ("last word=ltd | known", "last word", "its last word: “ltd”"),
        ("plural", "plural", "it is plural"),
        ("plural | known", "plural", "it is plural"),
        ("shoe size=9", "shoe size", "shoe size"),
    ],
)
def test_evidence_is_said_in_plain_words(evidence: str, family: str, words: str) -> None:
    assert (family_of(evidence), in_words(evidence, FAMILIES)) == (family, words)
