"""What a sentence's slots are, and that the cues of prose.yaml are safe to run over every notice."""

import pytest
from tests.parser.building import find, wording

from noticeparse.parser.layouts import Context
from noticeparse.parser.mentions import find_mentions, groups
from noticeparse.vocabulary import load_vocabulary
from noticeparse.vocabulary.patterns import why_unsafe

CONTEXT = Context((), wording(), find)


def named(sentence: str) -> list[str]:
    return [sentence[one.start : one.end] for one in find_mentions(sentence, CONTEXT)]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Records go from SIMS to Wonde each night.", ["Wonde"]),
        ("The DBS checks are made through Verifile.", ["Verifile"]),
        ("We use Hwb (Welsh Government) and J2e.", ["Hwb", "J2e"]),
        ("Wonde for Year 6 is used by the office.", []),
        ("We use Wonde for Year 6.", ["Wonde"]),
        ("Marks are sent to eXilbrook and to iBrook.", ["eXilbrook", "iBrook"]),
        ("Nothing is said of Wonde here.", []),
        (
            "Wexmoor Health and Care NHS Foundation Trust comes in for the jabs.",
            ["Wexmoor Health and Care NHS Foundation Trust"],
        ),
        ("A law called QUERN, the Student Privacy Protection Act, says so.", []),
        ("It is public task: the Additional Needs and Education Tribunal (Wales) Act 2018.", []),
        ("On Thursdays Miss Poole from Quern Counselling comes in.", ["Quern Counselling"]),
        ("We also put Sumdog up on the screen.", ["Sumdog"]),
        ("Mathletics is set two nights a week.", ["Mathletics"]),
        ("We use Zoom for a talk with families who can't get in to see us.", ["Zoom"]),
        ("See us on Facebook, and follow us on Instagram.", []),
        ("From Primary 1 each pupil is given a Glow sign-in.", ["Glow"]),
        ("We enter them with WJEC and with Pearson for the BTECs.", ["WJEC", "Pearson"]),
        ("The letters are passed to Your School Lottery.", ["Your School Lottery"]),
        ("Children in Primary 4 to Primary 7 use Sumdog.", ["Sumdog"]),
        ("Matches are filmed with Veo so that players and coaches can review them.", ["Veo"]),
        ("For Sumdog the minimum is forename and class.", ["Sumdog"]),
        ("For Sumdog the minimum is little.", []),
        ("Forename and class are received from Arbor.", []),
        ("We pay for Massolit, a set of filmed lectures.", ["Massolit"]),
        ("The supplier this year is Quern Lens.", ["Quern Lens"]),
        ("Some of it comes from your child's nursery and from health professionals.", []),
        ("The idea is that children learn sums on iDEA and Sumdog.", ["iDEA", "Sumdog"]),
        ("The Rock and Quern Tribunal Act 2018 is followed.", []),
        ("The nurse from the Aldwick Health Team calls.", ["the Aldwick Health Team"]),
        (
            "Returns are made to the Department of Education through the Pupil Online Register.",
            ["Department of Education"],
        ),
    ],
)
def test_slots(sentence: str, names: list[str]) -> None:
    assert named(sentence) == names


def test_names_in_one_list_are_a_group() -> None:
    sentence = "We use CPOMS and Arbor; trips are booked on Evolve."
    found = groups(find_mentions(sentence, CONTEXT), sentence)
    assert [len(group) for group in found] == [2, 1]


def test_cues_are_safe() -> None:
    cues = load_vocabulary().prose
    assert {
        key: why for key, all_ in cues.items() for cue in all_ if (why := why_unsafe(cue))
    } == {}


def test_cues_end_soon_on_long_text() -> None:
    assert named("we share the data of our pupils with the " * 200) == []
