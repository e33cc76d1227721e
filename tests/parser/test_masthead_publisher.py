"""Who publishes a notice: the places of a name, the words around it, and its own words."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.parser.building import FIND, WORDING, document

from noticeparse import parse
from noticeparse.model import Text
from noticeparse.parser.masthead import Names, read_masthead
from noticeparse.reports.json import notice_from_dict, to_dict
from noticeparse.vocabulary.weights import Weights


def school(*blocks: str, title: str | None = None, furniture: tuple[str, ...] = ()) -> str | None:
    made = replace(
        document(*blocks, title=title), furniture=tuple(Text(line) for line in furniture)
    )
    return read_masthead(made, WORDING, FIND).school


@pytest.mark.parametrize(
    ("blocks", "name"),
    [
        (["# Apps", "At Hollowbrook School we now have a new app."], "Hollowbrook School"),
        (["# Apps", "Quenby Training Ltd is your training provider."], "Quenby Training Ltd"),
        (["# Apps", "Pebble Lane Nursery (“we”, “us”) keeps records."], "Pebble Lane Nursery"),
        (["# Apps", "Marlshire County Council is the data controller."], "Marlshire County Council"),
        (["# Apps", "Prepared for Ember Hill School District by Lark Consulting"], "Ember Hill School District"),
        (["# Apps", "Alderbrook First School, Tenby. Kept by the bursar."], "Alderbrook First School"),
        (["# Apps", "Scoil Naomh Lorcán, Ballyderg, Co. Mayo"], "Scoil Naomh Lorcán, Ballyderg"),
        (["# Apps", "All Hallows School uses many of them."], "All Hallows School"),
        (["# Privacy policy for Rollbell", "Rollbell (“we”) makes a register."], "Rollbell"),
    ],
)  # fmt: skip
def test_named_in_the_text(blocks: list[str], name: str) -> None:
    assert school(*blocks) == name


def test_places_that_agree_name_what_has_no_word_of_a_school() -> None:
    site = "Quillmark"
    assert school("# Subprocessors", title=f"Subprocessors | {site}") is None
    assert school("# Subprocessors", title=f"Subprocessors | {site}", furniture=(site,)) == site
    assert school("# Our list", furniture=("Home", site, f"© 2024 {site}.")) == site


def test_the_school_stands_before_what_is_only_spoken_of() -> None:
    said = ["# Privacy", "Marlshire Council gets a return.", "Marlshire Council pays for buses."]
    assert school(*said, furniture=("© Hollowbrook School | Site by Webwright",)) == (
        "Hollowbrook School"
    )
    assert school(*said) is None


@pytest.mark.parametrize(
    "blocks",
    [
        ["# Free School Meals", "# Online School Payments", "We use both."],
        ["# Aladdin Schools", "Names and classes."],
        ["# School Twitter feed", "# Parent Portal", "We post there."],
        ["# Kindergarten to Grade 12", "These apps are approved."],
        ["# Who has what", "# How we use it"],
    ],
)
def test_headings_menus_and_suppliers_publish_nothing(blocks: list[str]) -> None:
    assert school(*blocks, title=blocks[0][2:], furniture=("Home", "Key Information")) is None


@pytest.mark.parametrize(
    ("text", "name", "known_by"),
    [
        ("Hollowbrook School\n\nWe use Tapestry for photographs.\n", "Hollowbrook School", "named"),
        ("We use Tapestry for photographs.\n", None, None),
    ],
)
def test_how_the_school_is_known(
    tmp_path: Path, text: str, name: str | None, known_by: str | None
) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(text, "utf-8")
    notice = parse(path)
    assert (notice.school, notice.school_known_by) == (name, known_by)
    assert notice_from_dict(to_dict(notice)).school_known_by == known_by
    older = to_dict(notice)
    del older["notice"]["school_known_by"]
    assert notice_from_dict(older).school_known_by is None


TWO = ("# Hollowbrook School", "Text of the notice.", "We at Pennyroyal School keep this list.")


def test_what_speaks_for_a_name_is_told() -> None:
    found = {each.name: each.evidence for each in Names(document(*TWO), WORDING, FIND).found}
    places = ("printed in=at_top", "printed in=heading_1", "printed in=line")
    assert found["Hollowbrook School"] == (*places, "words of=school_word", "printed=1")
    assert {"printed in=says_who", "printed=1"} <= set(found["Pennyroyal School"])


def test_a_name_printed_again_and_again_is_printed_often() -> None:
    often = document("# Hollowbrook School", *["Hollowbrook School keeps this list."] * 5)
    assert Names(often, WORDING, FIND).found[0].evidence[-1] == "printed=3 and more"


@pytest.mark.parametrize(
    ("weights", "threshold", "name"),
    [
        ({"printed in=heading_1": 2.0}, 0.5, "Hollowbrook School"),
        ({"printed in=says_who": 2.0}, 0.5, "Pennyroyal School"),
        ({"printed in=heading_1": 2.0, "printed in=says_who": 2.0}, 0.5, "Hollowbrook School"),
        ({"printed in=heading_1": 2.0}, 0.9, None),
        ({}, 0.5, "Hollowbrook School"),
        ({}, 0.51, None),
    ],
)
def test_the_likeliest_name_is_the_publisher_s_and_of_equals_the_first(
    weights: dict[str, float], threshold: float, name: str | None
) -> None:
    wording = replace(WORDING, publisher=Weights(weights, 0.0, threshold))
    assert read_masthead(document(*TWO), wording, FIND).school == name


def test_the_only_school_that_is_named_needs_no_likelihood() -> None:
    never = replace(WORDING, publisher=Weights({}, -9.0, 0.5))
    assert (
        read_masthead(document("# Hollowbrook School", "A list."), never, FIND).school
        == "Hollowbrook School"
    )
