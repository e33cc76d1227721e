"""Sentences that deny, and what each of them says is not passed on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from noticeparse.model import Disclosure

Tagged = Callable[..., Disclosure]

# (text, shared, not shared)
CASES = [
    ("Name and class. No photographs.", "name class_year_group", "photograph"),
    ("Pupil names, not addresses", "name", "address"),
    ("Forename and form group but not date of birth", "name class_year_group", "date_of_birth"),
    ("No bank details are passed on", "", "financial_payment"),
    ("Email address (no phone number)", "email_address", "phone_number"),
    ("No addresses, photographs or email addresses", "", "address photograph email_address"),
    ("Names only; no dates of birth, no gender", "name", "date_of_birth gender"),
    ("Name, no photo, class", "name class_year_group", "photograph"),
    ("Names without surnames", "name", ""),
    ("First name only, not the surname", "name", ""),
    ("Not full names, initials only", "name", ""),
    ("Names; medical information is not shared", "name", "medical_health"),
    ("Date of birth is never given to the company. Names are.", "name", "date_of_birth"),
    ("All contact details except home address", "contact_details", "address"),
    ("No data other than name and class", "name class_year_group", ""),
    ("Name, but not the home address or postcode", "name", "address"),
    ("NOT provided: home address, date of birth", "", "address date_of_birth"),
    ("Provided: name. Not provided: gender, ethnicity", "name", "gender ethnicity"),
    ("Parent email. Staff cannot see card details", "email_address", "financial_payment"),
    ("Name, FSM (amount not shown at the till)", "name free_school_meals_pupil_premium", ""),
    ("Names, photographs (these are not sent), classes", "name class_year_group", "photograph"),
    ("The pool is told numbers, not names, except for pupils who cannot swim", "name", ""),
    ("Name, FSM (amount hidden from the till)", "name free_school_meals_pupil_premium", ""),
    (
        "Name, class, bank details (the school never sees them)",
        "name class_year_group",
        "financial_payment",
    ),
    ("Names, ethnicity (currently not shared), classes", "name class_year_group", "ethnicity"),
    (
        "No photographs are shared; attendance is sent except for children in Nursery",
        "attendance",
        "photograph",
    ),
    (
        "We do not share addresses or medical information, except for names",
        "name",
        "address medical_health",
    ),
    ("no-reply@acme.example receives name, date of birth", "name date_of_birth", ""),
    ("Names,attendance,office@acme.example,date of birth", "name attendance date_of_birth", ""),
    (
        "Names. Card numbers are entered by families; the school can not see them.",
        "name",
        "financial_payment",
    ),
    ("Bank details belong to the payer and are hidden from us", "", "financial_payment"),
    (
        "Parents keep their payment details in the app, with the office not having access to this",
        "",
        "financial_payment",
    ),
    ("We do not hold your credit card details", "", "financial_payment"),
    ("Not only names but also photographs", "name photograph", ""),
    ("No longer than a year: names", "name", ""),
    ("Names are kept no longer than needed", "name", ""),
    ("A template of the fingerprint; the image is not stored", "biometric", ""),
    ("Tel. no. and email of parents", "phone_number email_address", ""),
    ("NHS no, name", "name government_id", ""),
    ("They do not require pupil level data", "", ""),
    ("Names are shared, home addresses are not shared", "name", "address"),
    ("Photographs are uploaded without names", "photograph", "name"),
    ("We never pass on ethnicity or religion", "", "ethnicity religion"),
    ("Excluding medical notes: name, class", "name class_year_group", "medical_health"),
    ("Usernames rather than names", "username_password", "name"),
    ("The email address isn't shared", "", "email_address"),
    ("Name, date of birth (not address), gender", "name date_of_birth gender", "address"),
    (
        "No special data (ethnicity, SEN or religion) is shared",
        "",
        "ethnicity special_educational_needs religion",
    ),
    ("Photographs are not uploaded unless parents consent", "photograph", ""),
    ("Nothing is shared other than first names", "name", ""),
    (
        "Photographs are never seen by the school, names stay with the company",
        "name",
        "photograph",
    ),
    ("We do not share: date of birth, address\nReligion", "", "date_of_birth address religion"),
    ("Staff without email address are given a paper form", "", "email_address"),
]


def ids(row: Disclosure, polarity: str) -> set[str]:
    return {tag.id for tag in row.tags if tag.polarity == polarity}


@pytest.mark.parametrize(("text", "shared", "withheld"), CASES)
def test_denied_categories(tagged: Tagged, text: str, shared: str, withheld: str) -> None:
    row = tagged(text)
    assert ids(row, "not_shared") == set(withheld.split())
    assert ids(row, "shared") == set(shared.split())


@pytest.mark.parametrize(
    "text",
    [
        "Data is never used for marketing",
        "Not passed on for advertising to parents",
        "You have the right to object to direct marketing",
    ],
)
def test_denied_aim_is_no_purpose(tagged: Tagged, text: str) -> None:
    assert [tag.id for tag in tagged(text).tags if tag.kind == "purpose"] == []


def test_denied_subject_is_left_out(tagged: Tagged) -> None:
    row = tagged("Payroll for staff. Children are not identified.")
    assert {tag.id for tag in row.tags if tag.kind == "data_subject"} == {"staff"}


def test_the_quote_is_the_denied_thing(tagged: Tagged) -> None:
    row = tagged("Name and class, but no home address")
    assert [t.evidence.text for t in row.tags if t.polarity == "not_shared"] == ["home address"]


def test_what_the_school_cannot_see_still_has_its_purpose(tagged: Tagged) -> None:
    row = tagged("Parents pay online and keep control of their card details, which we cannot see")
    assert {t.id for t in row.tags if t.kind == "purpose"} == {"payments"}
    assert ids(row, "not_shared") == {"financial_payment"}
