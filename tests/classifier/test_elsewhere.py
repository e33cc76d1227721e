"""Tags of what other passages say of a company that only running text names."""

import pytest

from noticeparse import parse
from noticeparse.model import Disclosure

GIVEN = "We share names, classes, dates of birth and addresses with Arbor."


def row_of(*passages: str) -> Disclosure:
    text = "\n\n".join(f"# Part {n}\n\n{said}" for n, said in enumerate(passages))
    rows = parse(text.encode(), source_path="notice.md").disclosures
    return next(row for row in rows if str(row.company).startswith(("Arbor", "Google Classroom")))


def categories(row: Disclosure) -> set[tuple[str, str | None]]:
    return {(tag.id, tag.polarity) for tag in row.tags if tag.kind == "category"}


def test_data_of_another_passage_is_tagged_where_it_stands() -> None:
    others = [f"We send names and addresses to {name}." for name in ("CPOMS", "Wonde", "Evolve")]
    row = row_of(GIVEN, "Arbor also holds photographs and attendance.", *others)
    texts = {"description": str(row.description)}
    texts["fields.other.also said"] = str(dict(row.fields.other)["also said"])
    tags = {tag.id: tag.evidence for tag in row.tags if tag.kind == "category"}
    assert {"name", "date_of_birth", "address", "photograph", "attendance"} <= tags.keys()
    assert {found.field for found in tags.values()} == texts.keys()
    for found in tags.values():
        assert texts[found.field][found.start : found.end] == found.text


@pytest.mark.parametrize(
    "elsewhere",
    [
        "No personal data is shared with Arbor when staff are trained.",
        "We never send addresses to Arbor for lessons.",
        "Unlike Arbor, CPOMS stores religion, ethnicity and health records.",
    ],
)
def test_what_the_row_says_is_not_outvoted(elsewhere: str) -> None:
    assert categories(row_of(GIVEN, elsewhere)) == categories(row_of(GIVEN))


def test_what_is_said_of_an_owner_is_not_said_of_its_product() -> None:
    row = row_of(
        "Google Classroom gets names and classes of pupils.",
        "Google gets the health data and biometric data of staff for research.",
    )
    assert categories(row) == {("name", "shared"), ("class_year_group", "shared")}


def test_status_retention_and_place_may_stand_in_another_passage() -> None:
    row = row_of(GIVEN, "Arbor stores it in the USA and deletes it after 12 months.")
    assert "USA" in str(row.fields.location)
    assert "12 months" in str(row.fields.retention)
    assert row_of(GIVEN, "We no longer use Arbor.").status == "historic"
