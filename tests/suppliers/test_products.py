"""A product printed with its maker, an old name, and names that only look so."""

from __future__ import annotations

import pytest

from noticeparse.suppliers import match_supplier
from noticeparse.vocabulary.suppliers import Supplier, load

CATALOGUE = load()
MINE = (
    Supplier("larkmoor", "Larkmoor Software", aliases=("Larkmoor",)),
    Supplier("pupil-book", "Pupil Book", old_names=("Day Book",), aliases=("Day Book",),
             product_of=("Larkmoor Software", "Fenmarsh")),
)  # fmt: skip


@pytest.mark.parametrize(
    "printed",
    ["Larkmoor Pupil Book", "Fenmarsh Ltd (Pupil Book)", "Fenmarsh Day Book",
     "The Larkmoor Software PupilBook", "Pupil Book (Larkmoor)", "Pupil Book by Hilltop"],
)  # fmt: skip
def test_a_product_is_known_beside_its_maker(printed: str) -> None:
    match = match_supplier(printed, MINE)
    assert (match.id, match.judgement) == ("pupil-book", "certain")


@pytest.mark.parametrize(
    "printed",
    ["Hilltop Pupil Book", "Fenmarsh / Pupil Book", "Hilltop (Pupil Book)", "Fenmarsh"],
)
def test_another_maker_is_another_product(printed: str) -> None:
    assert match_supplier(printed, MINE).id.startswith("unknown-")


def test_makers_are_those_of_the_catalogue() -> None:
    assert match_supplier("Tes Class Charts", CATALOGUE).id == "class-charts"
    assert match_supplier("Renaissance myON", CATALOGUE).id == "myon"
    assert match_supplier("Pearson Class Charts", CATALOGUE).id.startswith("unknown-")


def test_an_old_name_is_called_so() -> None:
    assert match_supplier("Day Book", MINE).reasons == ("the name is an old name of Pupil Book",)
    assert "old name" in match_supplier("G Suite", CATALOGUE).reasons[0]
    assert "old name" not in match_supplier("Google Classroom", CATALOGUE).reasons[0]


@pytest.mark.parametrize(
    ("printed", "id"),
    [
        ("Hilltop Ltd trading as ParentMail", "parentmail"),
        ("Hilltop Ltd (t/a ParentMail)", "parentmail"),
        ("Satchel One, formerly Show My Homework", "satchel-one"),
        ("MS Forms", "microsoft-forms"),
        ("MS365", "microsoft-365"),
        ("drfrostmaths.com", "dr-frost"),
        ("City and Guilds", "city-and-guilds"),
        ("HM Revenue and Customs", "hm-revenue-and-customs"),
    ],
)
def test_other_ways_to_print_a_name(printed: str, id: str) -> None:
    assert match_supplier(printed, CATALOGUE).id == id


@pytest.mark.parametrize("domain", ["asp.net", "horizons.com", "access.com", "espresso.com"])
def test_a_word_as_a_domain_tells_nothing(domain: str) -> None:
    assert match_supplier(domain, CATALOGUE).judgement != "certain"
