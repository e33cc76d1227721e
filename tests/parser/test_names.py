"""What kind of name a short text is, and how several names in one text are cut apart."""

import pytest
from tests.parser.building import CONTEXT

from noticeparse.model import Text
from noticeparse.parser.names import is_ordinary, looks_like_name, name_of, split_names


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("known", "Arbor; CPOMS; the DfE; Google Classroom; Department for Education"),
        ("generic", "other schools; local authorities; our school nurse; schools and other settings"),
        ("shaped", "Wren Hadley Buses; Quern & Pell Ltd; iBrook; Marlow Coaching CIC"),
        ("plain", "Learning Support; Year 6; names and addresses; to keep the register; 14"),
    ],
)  # fmt: skip
def test_kinds(kind: str, texts: str) -> None:
    read = {text: name_of(text, CONTEXT).kind for text in texts.split("; ")}
    assert {text: found for text, found in read.items() if found != kind} == {}


def test_a_text_may_begin_with_a_known_name() -> None:
    name = name_of("CPOMS safeguarding and wellbeing records for all of our pupils", CONTEXT)
    assert (name.kind, name.begins) == ("plain", len("CPOMS"))


def test_what_is_likely() -> None:
    texts = ("Arbor", "other schools", "Wren Hadley Buses", "Year 6")
    names = [name_of(text, CONTEXT) for text in texts]
    assert [name.likely for name in names] == [True, True, True, False]


def test_a_name_is_short_and_has_capitals() -> None:
    assert looks_like_name("Friends of the Earth")
    assert not looks_like_name("wren lane")
    assert not looks_like_name("A B C D E F G H")
    assert looks_like_name("Fenmoor and Isle of Harrow Healthcare NHS Foundation Trust")
    assert not looks_like_name("")


def test_words_of_schools_alone_are_ordinary() -> None:
    assert is_ordinary("Learning Support", CONTEXT)
    assert not is_ordinary("Quern Support", CONTEXT)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Seesaw, Kahoot, Duolingo", ["Seesaw", "Kahoot", "Duolingo"]),
        ("Arbor; CPOMS", ["Arbor", "CPOMS"]),
        ("Arbor and CPOMS", ["Arbor", "CPOMS"]),
        ("Fenwick & Daughters", ["Fenwick & Daughters"]),
        ("Department for Culture, Media and Sport", ["Department for Culture, Media and Sport"]),
        ("Fenmoor Health and Social Care Trust", ["Fenmoor Health and Social Care Trust"]),
        ("Fenmoor Council and Weir NHS Trust", ["Fenmoor Council", "Weir NHS Trust"]),
        ("names, classes and addresses", ["names, classes and addresses"]),
    ],
)
def test_several_names_in_one_text(text: str, names: list[str]) -> None:
    assert [str(one) for one in split_names(Text(text), CONTEXT)] == names


@pytest.mark.parametrize(
    "text", ["providers of school meals", "supplier of uniforms", "providers of music lessons"]
)
def test_what_bodies_provide_is_of_their_kind(text: str) -> None:
    assert name_of(text, CONTEXT).kind == "generic"
