"""Who publishes a notice: the places of a name, the words around it, and its own words."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.parser.building import FIND, WORDING, document

from noticeparse import parse
from noticeparse.model import Text
from noticeparse.parser.masthead import read_masthead
from noticeparse.reports.json import notice_from_dict, to_dict


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
