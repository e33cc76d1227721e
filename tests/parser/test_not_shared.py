"""Columns, labels and headings that say what is not shared, and what stands under them."""

import pytest
from tests.parser.building import WORDING, document, table

from noticeparse.model import NOT_SHARED, Document
from noticeparse.pipeline import read_notice
from noticeparse.vocabulary import load_vocabulary


def tags(made: Document) -> list[set[str]]:
    """The categories of each row; a minus before those that are not shared."""
    notice = read_notice(made, load_vocabulary()).notice
    return [
        {
            ("-" if tag.polarity == "not_shared" else "") + tag.id
            for tag in row.tags
            if tag.kind == "category"
        }
        for row in notice.disclosures
    ]


@pytest.mark.parametrize(
    "caption",
    ["Not shared", "Details we do not give them", "What we never send", "Information withheld"],
)
def test_captions_that_deny(caption: str) -> None:
    assert WORDING.role(caption) == "withheld"


@pytest.mark.parametrize(
    "caption",
    ["Why it is not shared", "Is it shared?", "Not applicable", "Kept after leaving", "Notes"],
)
def test_captions_that_do_not(caption: str) -> None:
    assert WORDING.role(caption) != "withheld"


def test_column() -> None:
    made = document(
        table(
            ["Company", "What they get", "What they do not get", "What for"],
            ["ParentPay", "Name, class", "Photographs", "Dinner money"],
            ["CPOMS", "Name, concerns", "-", "Child protection"],
            header=True,
        )
    )
    first, second = read_notice(made, load_vocabulary()).notice.disclosures
    assert [(key, str(text)) for key, text in first.fields.other] == [(NOT_SHARED, "Photographs")]
    assert second.fields.other == ()
    assert "Photographs" not in first.description.string
    assert tags(made) == [
        {"name", "class_year_group", "-photograph"},
        {"name", "safeguarding"},
    ]


def test_headings_below_a_service() -> None:
    made = document(
        *("# ParentPay", "# What we share", "Name, class", "# What we do not share", "Photographs"),
        *("# CPOMS", "# What we share", "Name, attendance", "# What we do not share", "Addresses"),
    )
    assert tags(made) == [
        {"name", "class_year_group", "-photograph"},
        {"name", "attendance", "-address"},
    ]


def test_a_label_that_only_one_service_has() -> None:
    made = document(
        *("# ParentPay", "# What we share", "Name, class", "# Why", "Dinner money"),
        *("# CPOMS", "# What we share", "Name, concerns"),
    )
    rows = read_notice(made, load_vocabulary()).notice.disclosures
    assert [str(row.fields.purpose or "") for row in rows] == ["Dinner money", ""]
