"""Which phrases of a sentence are weighed, and which of them are kept."""

from pathlib import Path

import pytest
from tests.parser.building import CONTEXT, FIND, WORDING

from noticeparse.model import Text
from noticeparse.parser.candidates import find_candidates
from noticeparse.parser.context import Above, Context
from noticeparse.parser.mentions import find_mentions, weigh
from noticeparse.vocabulary import load_vocabulary
from noticeparse.vocabulary.lexicon import why_unsafe
from noticeparse.vocabulary.weights import RowWeights

FOUND = 0.6  # F1 of the sentences, each without its notice, with the weights that are shipped


def _sentences() -> list[tuple[str, list[str]]]:
    lines = Path(__file__).with_name("sentences.txt").read_text("utf-8").splitlines()
    pairs = [line.split(" |") for line in lines if line and not line.startswith("#")]
    return [(said, [n.strip() for n in names.split(";") if n.strip()]) for said, names in pairs]


SENTENCES = _sentences()
NOTHING = Above()


def with_weights(weights: dict[str, float]) -> Context:
    """A context whose judge knows only the evidence given."""
    return Context((), WORDING, FIND, RowWeights(weights, -1.0, 0.5))


def named(sentence: str, context: Context = CONTEXT, above: Above = NOTHING) -> list[str]:
    found = find_mentions(sentence, "paragraph", above, context)
    return [sentence[one.start : one.end] for one in found]


def test_every_recipient_is_a_candidate() -> None:
    missed = []
    for sentence, names in SENTENCES:
        phrases = {sentence[c.start : c.end].lower() for c in find_candidates(sentence, CONTEXT)}
        missed += [(name, sentence) for name in names if name.lower() not in phrases]
    assert missed == []


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("In May the Harrow Reading Board sees them.", "Harrow Reading Board"),
        ("Staff are paid with weirPay each month.", "weirPay"),
    ],
)
def test_where_a_name_begins(sentence: str, name: str) -> None:
    assert name in [sentence[one.start : one.end] for one in find_candidates(sentence, CONTEXT)]


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("It goes to Arbor Wren.", ["Arbor"]),  # prose.py prints it in full
        ("It goes to Arbor and to Wren.", ["Arbor"]),
        ("Neither Arbor gets it.", ["Arbor"]),
    ],
)
def test_a_known_name_is_found(sentence: str, read: list[str]) -> None:
    assert named(sentence, with_weights({"name reads as=known": 3.0})) == read


def test_most_of_the_recipients_are_found_and_little_else() -> None:
    right = wrong = asked = 0
    for sentence, names in SENTENCES:
        found = [name.removeprefix("The ").removeprefix("the ") for name in named(sentence)]
        hits = sum(name in names for name in found)
        right, wrong, asked = right + hits, wrong + len(found) - hits, asked + len(names)
    f1 = 2 * right / (right + wrong + asked)
    assert f1 >= FOUND, f"{f1:.3f}: {right} right, {wrong} too many of {asked}"


def test_what_has_no_evidence_for_it_is_no_mention() -> None:
    assert named("We use Arbor for records.", with_weights({})) == []


def test_evidence_of_the_name_makes_it_one() -> None:
    context = with_weights({"name reads as=known": 3.0})
    assert named("We use Arbor for records and Wren Lane for milk.", context) == ["Arbor"]


def test_evidence_of_the_words_before_it_makes_it_one() -> None:
    context = with_weights({"word before=with": 3.0})
    assert named("We share names with Quern Lens of Aldwick.", context) == ["Quern Lens of Aldwick"]


def test_evidence_of_the_heading_speaks_for_all() -> None:
    context = with_weights({"name reads as=known": 0.5, "heading says=share": 1.0})
    sentence = "Arbor and CPOMS are in it."
    assert named(sentence, context) == []
    above = Above(heading=Text("Whom we share with"))
    assert named(sentence, context, above) == ["Arbor", "CPOMS"]


def test_of_phrases_that_overlap_the_likeliest_is_kept() -> None:
    sentence = "We write to Quern Council and Aldwick Trust."
    whole, parts = with_weights({"holds another": 2.0}), with_weights({"inside another": 2.0})
    assert named(sentence, whole) == ["Quern Council and Aldwick Trust"]
    assert named(sentence, parts) == ["Quern Council", "Aldwick Trust"]


def test_what_is_listed_together_is_weighed_together() -> None:
    known = RowWeights({"name reads as=known": 4.0}, -3.0, 0.5, neighbours=0.5)
    context = Context((), WORDING, FIND, known)
    listed = weigh("The list: Arbor, Quern Lens, CPOMS.", "paragraph", NOTHING, context)
    (alone,) = weigh("The list: Quern Lens.", "paragraph", NOTHING, context)
    (beside,) = [each for each in listed if each.start == 17]
    assert alone.probability < 0.1 < beside.probability


def test_a_lower_threshold_shows_what_may_be_one() -> None:
    sentence = "We use Arbor for records."
    assert find_mentions(sentence, "paragraph", NOTHING, with_weights({})) == []
    (found,) = find_mentions(sentence, "paragraph", NOTHING, with_weights({}), least=0.2)
    assert sentence[found.start : found.end] == "Arbor"


def test_each_mention_says_where_it_stands_and_why() -> None:
    one = weigh("Notes are kept by CPOMS.", "item", NOTHING, CONTEXT)[-1]
    assert one.kind == "known"
    assert {"stands in=item", "name reads as=known", "word before=by"} <= set(one.evidence)


@pytest.mark.parametrize("sentence", ["We keep the list short.", "", "Drive safely."])
def test_a_sentence_may_have_no_candidates(sentence: str) -> None:
    assert [m for m in weigh(sentence, "paragraph", NOTHING, CONTEXT) if m.kind == "known"] == []


def test_cues_are_safe() -> None:
    cues = load_vocabulary().prose
    assert {
        key: why for key, all_ in cues.items() for cue in all_ if (why := why_unsafe(cue))
    } == {}


def test_cues_end_soon_on_long_text() -> None:
    assert named("we share the data of our pupils with the " * 200) == []


@pytest.mark.parametrize(
    ("said", "denied"),
    [
        ("We give no names to Arbor", True),
        ("Without your consent we may pass names to Arbor", False),
        ("With no parental consent names go to Arbor", False),
    ],
)
def test_what_is_done_without_consent_is_not_denied(said: str, denied: bool) -> None:
    found = [one for one in weigh(said, "paragraph", NOTHING, CONTEXT) if one.kind == "known"]
    assert ["around=denied before" in one.evidence for one in found] == [denied]


@pytest.mark.parametrize(
    ("sentence", "whole", "pieces"),
    [
        (
            "Sent to the Ministry of Health and Social Services.",
            "Ministry of Health and Social Services",
            ["Ministry", "Social Services"],
        ),
        (
            "Sent to the Learning and Skills Council.",
            "Learning and Skills Council",
            ["Skills Council"],
        ),
        ("Sent to state and regional authorities.", "state and regional authorities", []),
    ],
)
def test_and_is_a_word_of_a_name(sentence: str, whole: str, pieces: list[str]) -> None:
    found = [sentence[one.start : one.end] for one in find_candidates(sentence, CONTEXT)]
    assert whole in found
    assert not set(pieces) & set(found)


def test_and_joins_two_bodies() -> None:
    sentence = "Sent to the Board of Wessborough and Fenshire Council."
    found = [sentence[one.start : one.end] for one in find_candidates(sentence, CONTEXT)]
    assert "Fenshire Council" in found


@pytest.mark.parametrize(
    "sentence",
    [
        "No other company sees our Arbor data.",
        "Nobody reads CPOMS.",
        "No outside firm holds a copy from Arbor.",
        "There is no Arbor here.",
    ],
)
def test_nobody_receives(sentence: str) -> None:
    assert named(sentence, with_weights({"name reads as=known": 3.0})) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "No other company but Arbor sees them.",
        "No card numbers are kept; Arbor has them.",
        "Nobody reads them except Arbor.",
    ],
)
def test_an_exception_to_nobody_receives(sentence: str) -> None:
    assert named(sentence, with_weights({"name reads as=known": 3.0})) == ["Arbor"]


@pytest.mark.parametrize(
    ("sentence", "before", "back"),
    [
        ("We pay the photographer.", "A photographer comes in May.", "in the one before"),
        ("These agencies ask for names.", "We work with agencies.", "in the one before"),
        ("A caterer cooks and the caterer is told.", "", "in its sentence"),
        ("We pay the photographer.", "We take pictures in May.", None),
        ("We pay a photographer.", "A photographer comes in May.", None),
    ],
)
def test_what_points_back(sentence: str, before: str, back: str | None) -> None:
    found = weigh(sentence, "paragraph", Above(before=before), CONTEXT)
    said = {e for m in found for e in m.evidence if e.startswith("points back=")}
    assert said == ({f"points back={back}"} if back else set())


@pytest.mark.parametrize(
    "address", ["Hill Road, Fenmoor FM2 3XY", "01632 960 123", "office@fenmoor.example"]
)
def test_an_address_is_evidence(address: str) -> None:
    (one, *_) = weigh(f"Arbor, {address}", "paragraph", Above(), CONTEXT)
    assert "sentence has=an address" in one.evidence


def test_a_body_gives_way_to_what_is_its_own() -> None:
    context = with_weights({"first word=council": 2.0, "last word=council": 2.0})
    sentence = "Taxis come from the council's transport unit."
    assert named(sentence, context) == ["council's transport unit"]
