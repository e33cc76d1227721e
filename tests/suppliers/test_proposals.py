"""Near names are proposed, with the reason, and merge nothing."""

from __future__ import annotations

import pytest

from noticeparse.suppliers import match_supplier
from noticeparse.vocabulary.suppliers import Supplier, load

CATALOGUE = load()


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Times Table Rockstar", "Times Tables Rock Stars"),
        ("Mathletcis", "Mathletics"),
        ("School Spyder", "School Spider"),
        ("Acclerated Reader", "Accelerated Reader"),
        ("Purple Mesh (homework)", "Purple Mash"),
        ("Microsoft Ofice 365", "Microsoft 365"),
        ("GL Assesment Ltd", "GL Assessment"),
    ],
)
def test_a_slip_of_the_pen_is_proposed(printed: str, meant: str) -> None:
    match = match_supplier(printed, CATALOGUE)
    assert match.judgement == "proposed"
    assert 0 < match.score < 1
    assert meant in match.reasons[0]
    assert "differ" in match.reasons[0]


def test_a_proposal_keeps_the_id_and_name_of_an_unknown_supplier() -> None:
    match = match_supplier("Mathletcis", CATALOGUE)
    nobody_near = match_supplier("Mathletcis", (Supplier("hilltop", "Hilltop Tots"),))
    assert (match.id, match.name) == (nobody_near.id, nobody_near.name)
    assert nobody_near.judgement == "unknown"


@pytest.mark.parametrize(
    "printed",
    [
        "Kootj", "Arbour", "IXM", "Educares",  # short
        "Tapestri", "Seasaw", "Teacher Center",  # ordinary words
        "Essax County Council", "Bristow City Council",  # one letter makes another town
        "Academy22", "School25", "K13 Nutrislice",  # another number
        "ParentMall Direct", "Reading Club", "School nurse", "Sports coach",  # too far
        "IRIS", "Integra", "BCC",  # several go by it
        "ParentPay", "TTRS",  # known
        "", "***",
    ],
)  # fmt: skip
def test_what_is_not_proposed(printed: str) -> None:
    assert match_supplier(printed, CATALOGUE).judgement != "proposed"


def test_two_that_are_as_near_are_not_proposed() -> None:
    mine = (Supplier("one", "Larkmoor Pay"), Supplier("two", "Larkmoor Bay"))
    assert match_supplier("Larkmoor Day", mine).judgement == "unknown"
    assert match_supplier("Larkmoor Day", mine[:1]).judgement == "proposed"


def test_the_numbers_have_to_agree() -> None:
    mine = (Supplier("one", "Larkmoor 365"),)
    assert match_supplier("Larkmoor 356", mine).judgement == "unknown"
    assert match_supplier("Larkmor 365", mine).judgement == "proposed"
