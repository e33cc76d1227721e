"""Kinds of bodies, of which every school has its own, are told from names."""

from __future__ import annotations

import pytest

from noticeparse.suppliers import supplier_of
from noticeparse.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
BODIES = [
    ("our local authority", "local-authority"),
    ("The LA", "local-authority"),
    ("local authorities", "local-authority"),
    ("another local authority", "local-authority"),
    ("the NHS", "nhs"),
    ("CAMHS", "camhs"),
    ("Police", "police"),
    ("other schools", "school"),
    ("Schools", "school"),
    ("Schools that the children go to from us", "school"),
    ("youth support services (from age 13)", "youth support service"),
    ("Social Services", "social service"),
    ("School nurse", "school nurse"),
    ("peripatetic music teachers", "peripatetic music teacher"),
    ("Our catering provider", "catering provider"),
    ("GPs", "gps"),
]
NAMES = [
    *("Arbor", "Ofsted", "Larkshire County Council", "Riverside NHS Trust", "Sports for Schools"),
    *("Department for Education", "Teach Computing", "Glow", "Our Lady's Catholic School"),
    *("The Key for School Governors", "Local Authority (Larkshire County Council)", "", "Larkhill"),
    *("Fenmarsh app", "fenmarsh system", "Mrs A Pemberton (piano teacher)"),
]


@pytest.mark.parametrize(("printed", "kind"), BODIES)
def test_a_kind_of_body_is_in_its_group(printed: str, kind: str) -> None:
    assert supplier_of(printed, VOCABULARY).generic == kind


@pytest.mark.parametrize("printed", NAMES)
def test_a_name_is_no_kind_of_body(printed: str) -> None:
    assert supplier_of(printed, VOCABULARY).generic is None


def test_the_match_stays_what_it_is() -> None:
    match = supplier_of("our local authority", VOCABULARY)
    assert (match.id, match.judgement) == ("local-authority", "certain")


def test_of_a_body_that_every_country_has_it_is_not_certain_which_is_meant() -> None:
    match = supplier_of("Ministry of Education", VOCABULARY)
    assert (match.judgement, match.generic) == ("proposed", "ministry-of-education")
