"""Which phrase wins where several share words; slips of the pen; quotes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from noticeparse.model import Disclosure

Tagged = Callable[..., Disclosure]

# (cell of data, categories that are shared)
OVERLAPS = [
    ("Reading age", "attainment_progress"),
    ("Reading age and age", "date_of_birth attainment_progress"),
    ("Email address", "email_address"),
    ("Email address and address", "address email_address"),
    ("Home telephone", "phone_number"),
    ("IP address", "device_online_identifiers"),
    ("Username", "username_password"),
    ("User name and name", "name username_password"),
    ("Driver's license number", "government_id"),
    ("Device ID", "device_online_identifiers"),
    ("Student ID", "unique_identifier"),
    ("Contact details", "contact_details"),
    ("Parental email", "email_address"),
    ("Predicted grades", "attainment_progress"),
    ("Student name, grade", "name class_year_group"),
    ("SEN status", "special_educational_needs"),
    ("Staff absences", "employment_hr"),
    ("Pupil absences", "attendance"),
    ("Photo consent", ""),
    ("Risk assessment", ""),
    ("Names, allergies", "name medical_health"),
    ("Menu choices, allergies", "medical_health dietary"),
    ("Salary, bank details", "payroll_bank"),
    ("Bank details of the payer", "financial_payment"),
    ("Number of pupils in each year group", "school_level_statistics"),
    ("Sign-in screen", "visitor_sign_in"),
    ("Safeguarding log", "safeguarding"),
    ("Our MIS", "all_mis_data"),
    ("Names, books", "name"),
    ("Parents' names, emails and mobile numbers", "name email_address phone_number"),
    ("DOB/UPN/gender", "date_of_birth gender unique_identifier"),
    ("Date of birth(s), name(s)", "name date_of_birth"),
    ("EAL, FSM & LAC", "language free_school_meals_pupil_premium looked_after"),
    ("We send it home", ""),
]


def shared(row: Disclosure) -> set[str]:
    return {t.id for t in row.tags if t.kind == "category" and t.polarity == "shared"}


@pytest.mark.parametrize(("data", "categories"), OVERLAPS)
def test_the_longest_phrase_wins(tagged: Tagged, data: str, categories: str) -> None:
    assert shared(tagged(data=data)) == set(categories.split())


@pytest.mark.parametrize(
    ("data", "category"),
    [
        ("Home adress", "address"),
        ("Usernmae", "username_password"),
        ("Attendence", "attendance"),
        ("Medcial needs", "medical_health"),
        ("Ethncity", "ethnicity"),
        ("Natonality", "nationality"),
        ("Telephne numbers", "phone_number"),
        ("Photgraphs", "photograph"),
        ("Safegaurding notes", "safeguarding"),
        ("Biometirc data", "biometric"),
    ],
)
def test_slips_are_read_and_said_so(tagged: Tagged, data: str, category: str) -> None:
    tag = next(t for t in tagged(data=data).tags if t.id == category)
    assert tag.method == "fuzzy"
    assert tag.confidence < 0.8
    assert tag.evidence.text in data


@pytest.mark.parametrize(
    "data", ["Fancy dress", "Contracts", "Patents", "Horses", "Dairy", "Warning", "Trail", "Gander"]
)
def test_other_words_are_no_slips(tagged: Tagged, data: str) -> None:
    assert [t for t in tagged(data=data).tags if t.method == "fuzzy"] == []


@pytest.mark.parametrize("data", ["Grade, book", "Reading. Age", "Email; address", "Home (tel)"])
def test_no_phrase_reaches_over_punctuation(tagged: Tagged, data: str) -> None:
    for tag in tagged(data=data).tags:
        assert not set(tag.evidence.text) & set(",;()"), tag


def test_evidence_is_the_slice_of_the_field_it_names(tagged: Tagged) -> None:
    row = tagged(
        data="Pupils’  forenames,\nD.O.B. and e-mail",
        purpose="To take payments for trips",
        company="Acme (payroll)",
        section="Staff systems",
    )
    assert {t.id for t in row.tags} >= {"name", "date_of_birth", "email_address", "payments"}
    for tag in row.tags:
        evidence = tag.evidence
        text = row.text_of(evidence.field)
        assert text is not None
        assert text[evidence.start : evidence.end] == evidence.text != ""
        assert len(evidence.text.split()) <= 8


def test_columns_are_read_for_their_own_kind(tagged: Tagged) -> None:
    row = tagged(data="Name, attendance, email", purpose="Homework")
    assert [t.id for t in row.tags if t.kind == "purpose"] == ["homework"]
    fields = {t.id: t.evidence.field for t in row.tags}
    assert fields["name"] == "fields.data"
    assert fields["homework"] == "fields.purpose"


def test_descriptor_before_the_cells_is_read(tagged: Tagged) -> None:
    row = tagged(
        "MIS Name and address Everyday use", data="Name and address", purpose="Everyday use"
    )
    tag = next(t for t in row.tags if t.id == "school_administration_mis")
    assert (tag.evidence.field, tag.evidence.text) == ("description", "MIS")


def test_tags_stand_in_the_order_of_the_taxonomy(tagged: Tagged) -> None:
    row = tagged(data="Ethnicity, DOB, name, UPN")
    ids = [t.id for t in row.tags if t.kind == "category"]
    assert ids == ["name", "date_of_birth", "unique_identifier", "ethnicity"]


BLANK_ROWS = [
    {"data": "Name, class, date of birth, email address", "purpose": "To generate log-ins"},
    {"description": "Library system: pupil names and loans"},
    {"description": "Photographs for the website. No surnames, no home address."},
    {"data": "UPN, FSM, SEN, ethnicity", "purpose": "Assessment tracking"},
    {"description": "Payroll. Staff names, NI numbers and bank details"},
]


@pytest.mark.parametrize("parts", BLANK_ROWS)
def test_blanking_a_quote_takes_the_tag_away(tagged: Tagged, parts: dict[str, str]) -> None:
    """Blank the quoted words wherever a row holds them, until the tag is gone or quotes no more.

    Each round has to move the evidence: a tag that stays without words of its own is a bug.
    """
    row = tagged(**parts)
    assert row.tags
    for tag in row.tags:
        left, current = dict(parts), tag
        for _ in range(5):
            quote = current.evidence.text
            left = {key: value.replace(quote, "_" * len(quote)) for key, value in left.items()}
            rest = [t for t in tagged(**left).tags if (t.kind, t.id) == (tag.kind, tag.id)]
            if not rest:
                break
            assert "_" not in rest[0].evidence.text
            current = rest[0]
        else:
            pytest.fail(f"{tag.id} stays")
