"""Short forms of one notice, products of a firm, and bodies that nobody may put together."""

from __future__ import annotations

from itertools import combinations

import pytest

from noticeparse.errors import VocabularyError
from noticeparse.model import Match
from noticeparse.suppliers import (
    find_names,
    firm_of,
    match_supplier,
    products_of,
    supplier_of,
    with_short_forms,
)
from noticeparse.suppliers.directory import directory
from noticeparse.vocabulary import load_vocabulary
from noticeparse.vocabulary.suppliers import load

VOCABULARY = load_vocabulary()
CATALOGUE = VOCABULARY.suppliers
DEPARTMENTS = (
    "Department for Education",
    "Department of Education (Northern Ireland)",
    "Department of Education and Youth",
    "Department of Education and Training Victoria",
    "NSW Department of Education",
    "California Department of Education",
    "Ohio Department of Education",
    "U.S. Department of Education",
)


def named(*printed: str) -> list[str]:
    found = [(each, supplier_of(each, VOCABULARY)) for each in printed]
    return [match.id for match in with_short_forms(found)]


def test_departments_of_education_stay_apart() -> None:
    found = {name: match_supplier(name, CATALOGUE) for name in DEPARTMENTS}
    assert {match.judgement for match in found.values()} == {"certain"}
    for one, other in combinations(DEPARTMENTS, 2):
        assert found[one].id != found[other].id, (one, other)


@pytest.mark.parametrize(
    "name", ["Department of Education", "The Department of Education", "Dept of Education (ED)"]
)
def test_a_department_of_education_is_nobodys_for_certain(name) -> None:
    assert match_supplier(name, CATALOGUE).judgement == "unknown"


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Department of Work and Pensions", "department-for-work-and-pensions"),
        ("department of work & pensions", "department-for-work-and-pensions"),
        ("Department of Education (DfE)", "department-for-education"),
        ("Deparment for Work and Pensions (DWP)", "department-for-work-and-pensions"),
        ("National Pupil Database", "department-for-education"),
        ("Learner Records Service", "learning-records-service"),
        ("YouTube embedded player", "youtube"),
        ("Video calls (e.g. Zoom)", "zoom"),
        ("Our payment system (currently ParentPay)", "parentpay"),
    ],
)
def test_a_body_is_known_by_more_names(name, id) -> None:
    match = match_supplier(name, CATALOGUE)
    assert (match.id, match.judgement) == (id, "certain")


@pytest.mark.parametrize(
    "name",
    [
        "Ministry of Works (DWP)",  # another body with the abbreviation
        "Department of Trains (DfE)",
        "Department for Work and Parks",  # one that is nearly the name, without it
        "Department of Health",  # England's, Northern Ireland's, a state's
    ],
)
def test_initials_or_likeness_alone_say_nothing(name) -> None:
    assert match_supplier(name, CATALOGUE).judgement != "certain"


def test_names_of_cells_are_not_looked_for_in_text() -> None:
    text = "The department keeps it in the National Pupil Database, as the Learner Records Service."
    assert find_names(text, CATALOGUE) == ()


def test_an_owner_is_the_one_product_that_its_row_names() -> None:
    def id(context: str) -> tuple[str, str]:
        match = match_supplier("Google", CATALOGUE, context=context)
        return match.id, match.judgement

    assert id("Names, for Google Classroom") == ("google-workspace-for-education", "certain")
    assert id("Views. YouTube.") == ("youtube", "certain")
    assert id("Names, for YouTube and Google Classroom") == ("google", "proposed")
    assert id("Names, as in Tapestry") == ("google", "proposed")


def test_a_name_beside_a_kind_of_body_is_known() -> None:
    assert supplier_of("Ofsted and the local authority", VOCABULARY).id == "ofsted"
    assert supplier_of("Ofsted and Hill Arts", VOCABULARY).judgement == "unknown"
    assert supplier_of("Hill and Sons", VOCABULARY).judgement == "unknown"


@pytest.mark.parametrize("short", ["FMH", "FMH*", "FMH."])
def test_a_short_form_is_the_name_that_it_is_short_for(short) -> None:
    ids = named("Fenmoor Music Hub (FMH)", short, "Fenmoor Music Hub")
    assert ids == ["unknown-fenmoormusichub"] * 3
    assert named("Fenmoor Music Hub", short) == ["unknown-fenmoormusichub"] * 2


def test_a_short_form_that_two_names_have_stays_its_own() -> None:
    assert named("Fenmoor Music Hub", "Fell Mountain Huts", "FMH")[2] == "unknown-fmh"
    assert named("Music", "M")[1] == "unknown-m"
    assert named("Fenmoor Music Hub", "DWP")[1] == "department-for-work-and-pensions"


def test_a_firm_makes_what_its_own_firms_make() -> None:
    book = directory(CATALOGUE)
    group = products_of(book.by_id["parentpay-group"], CATALOGUE)
    assert {"sims", "education-software-solutions", "parentpay"} <= set(group)
    assert products_of(book.by_id["arbor-parent-app"], CATALOGUE) == {}
    sims = Match("sims", "SIMS", "certain", 1.0)
    assert firm_of(sims, CATALOGUE).id == "parentpay-group"
    guessed = Match("sims", "SIMS", "proposed", 0.9)
    assert firm_of(guessed, CATALOGUE) == guessed
    nobody = Match("unknown-hill", "Hill", "unknown", 0.0)
    assert firm_of(nobody, CATALOGUE) == nobody


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (("one,One,nobody", "two,Two,"), "'nobody' is no id"),
        (("one,One,two", "two,Two,one"), "is made by itself"),
        (("one,One,one", "two,Two,"), "is made by itself"),
    ],
)
def test_a_maker_that_cannot_be_is_named(tmp_path, lines, problem) -> None:
    table = "\n".join(("id,canonical_name,maker", *lines))
    (tmp_path / "suppliers.csv").write_text(table, "utf-8")
    with pytest.raises(VocabularyError, match=problem):
        load(tmp_path)
