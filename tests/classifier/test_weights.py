"""Purposes by the weights of words, and which phrases name data that a row shares."""

from dataclasses import replace
from math import log

import pytest

from noticeparse.classifier import classify
from noticeparse.classifier.classify import nearest
from noticeparse.model import Disclosure
from noticeparse.vocabulary import PurposeWeights, TagWeights, Vocabulary, load_vocabulary
from noticeparse.vocabulary.weights import Weights

from .conftest import make_row

Worth = dict[str, dict[str, float]]
PURPOSES: Worth = {
    "catering": {"bagel": 3.0, "soup": 2.0, "warm soup": 1.5, "acme": 9.0},
    "payments": {"* payments": 4.0, "bagel": -5.0},
    "transport": {},
}


def purpose_weights(worth: Worth, **intercepts: float) -> PurposeWeights:
    """Weights of purposes with a threshold of .5, in steps of .1."""
    words = {word for own in worth.values() for word in own}
    cells = {w: "\t".join(f"{10 * own.get(w, 0):.0f}" for own in worth.values()) for w in words}
    known = {id: intercepts.get(id, -2.5) for id in worth}
    return PurposeWeights(known, 0.5, 0.1, tuple(worth), cells)


def vocabulary(purposes: Worth, categories: Weights, **intercepts: float) -> Vocabulary:
    weights = TagWeights(categories, purpose_weights(purposes, **intercepts), 0.35)
    return replace(load_vocabulary(), tag_weights=weights)


@pytest.fixture(scope="module")
def weighed() -> Vocabulary:
    return vocabulary(PURPOSES, Weights({}, 3.0, 0.5), transport=2.0)


NEVER_DATA = Weights({}, -9.0, 0.5)


def purposes(row: Disclosure, known: Vocabulary) -> list[tuple[str, str, str]]:
    tags = classify([row], known)[0].tags
    return [(t.id, t.evidence.text, t.method) for t in tags if t.kind == "purpose"]


def test_a_purpose_is_tagged_with_the_shortest_slice_that_decides_it(weighed: Vocabulary) -> None:
    assert purposes(make_row("They bring bagels"), weighed) == [("catering", "bagels", "weights")]
    found = purposes(make_row("They bring warm soup in winter"), weighed)
    assert found == [("catering", "soup", "weights")]
    assert purposes(make_row("They bring soup"), weighed) == []


def test_a_word_that_tips_the_balance_is_no_evidence() -> None:
    words = {"bring": 0.9, "warm": 0.9, "winter": 0.9}
    known = vocabulary({"catering": words}, Weights({}, 3.0, 0.5))
    [(_, quote, _)] = purposes(make_row("They bring warm things in winter"), known)
    assert quote == "bring warm"


def test_a_word_speaks_as_one_of_its_group_but_not_in_a_column_of_data() -> None:
    known = vocabulary({"catering": {"≈dinner": 3.0}}, Weights({}, 3.0, 0.5))
    assert purposes(make_row("They bring a snack"), known) == [("catering", "snack", "weights")]
    assert purposes(make_row(data="Their snack"), known) == []


def test_a_word_that_nobody_trained_on_is_known_by_its_grams() -> None:
    known = vocabulary({"catering": {"#dinne": 1.4, "#inner": 1.4, "#lun": 9.0}}, NEVER_DATA)
    assert purposes(make_row("They cook dinners"), known) == [("catering", "dinners", "weights")]
    assert purposes(make_row("Winners of lunches"), known) == []
    assert purposes(make_row(data="Their dinners"), known) == []
    assert purposes(make_row("They work from dawn to dinner"), known)[0][1] == "dinner"


def test_what_is_said_several_times_is_tagged_where_one_slice_is_enough(
    weighed: Vocabulary,
) -> None:
    text = "Bagels on Monday, when the others only have soup to eat. Warm soup and bagels, too."
    [(id, quote, _)] = purposes(make_row(text), weighed)
    assert (id, quote) == ("catering", "Bagels")


def test_an_intercept_or_the_name_of_a_company_never_tags(weighed: Vocabulary) -> None:
    assert purposes(make_row("Acme"), weighed) == []
    assert purposes(make_row("They bring what Acme has"), weighed) == []


def test_a_phrase_of_the_lexicon_weighs_like_a_word(weighed: Vocabulary) -> None:
    assert purposes(make_row(purpose="Online payments"), weighed)[0][::2] == ("payments", "keyword")
    assert purposes(make_row(purpose="Online payments for bagels"), weighed) == [
        ("catering", "bagels", "weights")
    ]


def test_what_is_not_done_with_the_data_weighs_nothing(weighed: Vocabulary) -> None:
    assert purposes(make_row("Names. Never used for bagels"), weighed) == []


def test_a_phrase_counts_where_the_words_around_it_make_it_likely() -> None:
    known = vocabulary({}, Weights({"word 1 after=officer": -4.0}, 2.0, 0.5))

    def data(text: str) -> list[str]:
        return [t.id for t in classify([make_row(text)], known)[0].tags if t.kind == "category"]

    assert data("Names and attendance") == ["name", "attendance"]
    assert data("Names, for the attendance officer") == ["name"]


def test_data_among_data_is_likelier_data() -> None:
    known = vocabulary({}, Weights({"found beside=name": 4.0}, -2.0, 0.5))
    [alone, listed] = classify([make_row("Attendance"), make_row("Name, attendance")], known)
    assert [tag.id for tag in alone.tags if tag.kind == "category"] == []
    assert [tag.id for tag in listed.tags if tag.kind == "category"] == ["attendance"]


def test_a_phrase_of_a_user_counts_whatever_stands_around_it(tmp_path) -> None:
    folder = tmp_path / "lexicon"
    folder.mkdir()
    entry = "- {phrases: [wonky hats], examples: [Wonky hats]}\n"
    (folder / "categories.yaml").write_text(f"behaviour:\n{entry}", "utf-8")
    (folder / "purposes.yaml").write_text(f"catering:\n{entry}", "utf-8")
    none = purpose_weights({"catering": {}}, catering=-9.0)
    never = TagWeights(Weights({}, -9.0, 0.5), none, 0.5)
    known = replace(load_vocabulary(tmp_path), tag_weights=never)
    [row] = classify([make_row("They get wonky hats")], known)
    assert {(t.kind, t.id) for t in row.tags} >= {
        ("category", "behaviour"),
        ("purpose", "catering"),
    }


def test_a_category_and_a_purpose_of_one_id_are_two_tags() -> None:
    weights = {"safeguarding": {"concern": 9.0}}
    [row] = classify([make_row("Noting concerns")], vocabulary(weights, Weights({}, 3.0, 0.5)))
    kinds = {tag.kind for tag in row.tags if tag.id == "safeguarding"}
    assert kinds == {"category", "purpose"}


def test_what_is_no_tag_is_shown_below_what_is_asked() -> None:
    known = vocabulary({}, Weights({}, log(0.438 / 0.562), 0.44))
    row = make_row("Names of pupils")
    near = [(each.id, each.likelihood, each.least) for each in nearest([row], row, known)]
    assert near == [("name", 0.43, 0.44)]
