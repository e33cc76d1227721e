"""Which schools share what with a supplier: made-up notices, and the samples with known answers."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from tests.reports.made import disclosure, notice

import noticeparse
from noticeparse.incident import CERTAIN, POSSIBLE, SAME_NAME, incident
from noticeparse.model import Failure, Fields, Issue, Match, School, Text
from noticeparse.schools import read_schools, schools_of, with_schools
from noticeparse.suppliers import match_supplier
from noticeparse.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
SAMPLES = Path(__file__).parents[1] / "samples"


def row(company="ParentPay", text="Names, to pay for meals", **changes):
    match = match_supplier(company, VOCABULARY.suppliers)
    values = {"description": Text(text), "tags": (), "fields": Fields(), "held": False}
    return disclosure(company, **{"supplier": match, **values, **changes})


def of(school, *rows, **changes):
    made = notice(*rows, school=school, path=f"{school}.pdf")
    return replace(made, statements=(), issues=(), **changes)


def find(name, *results, **more):
    return incident(name, results, vocabulary=VOCABULARY, **more)


def names(involved):
    return [each.school for each in involved]


def test_a_supplier_is_found_by_any_of_its_names() -> None:
    notices = of("N", row("TT Rockstars")), of("S", row("Times Tables Rock Stars"))
    for name in ("TTRS", "tt rockstars", "Times Tables Rock Stars"):
        found = find(name, *notices)
        assert names(found.sharing) == ["N", "S"]
        assert {each.judgement for each in found.sharing} == {CERTAIN}
        assert found.sharing[0].said.companies == ("TT Rockstars",)


def test_names_that_are_merely_alike_are_not_merged() -> None:
    found = find("ParentPay", of("N", row("ParentMail")), of("S", row("ParentPay")))
    assert names(found.sharing) == ["S"]
    assert found.possible == ()
    assert found.silent == ("N",)


def test_a_slip_of_the_pen_is_proposed_and_never_counted() -> None:
    found = find("ParentPay", of("N", row("ParentPaay")))
    assert found.sharing == ()
    assert names(found.possible) == ["N"]
    assert found.possible[0].judgement == POSSIBLE
    assert found.silent == ()


def test_a_match_that_is_only_proposed_is_possible() -> None:
    proposed = Match("parentpay", "ParentPay", "proposed", 0.8, ("looks like it",))
    found = find("ParentPay", of("N", row("PPay", supplier=proposed)))
    assert (names(found.sharing), names(found.possible)) == ([], ["N"])


def test_a_name_that_several_go_by() -> None:
    found = find("IRIS", of("N", row("IRIS")), of("S", row("IRIS Connect")))
    assert [(each.school, each.judgement) for each in found.sharing] == [("N", SAME_NAME)]
    assert "several suppliers" in found.sharing[0].reasons[0]
    assert names(found.possible) == ["S"]
    other = find("IRIS Connect", of("N", row("IRIS")), of("S", row("IRIS Connect")))
    assert (names(other.sharing), names(other.possible)) == (["S"], ["N"])


def test_a_product_with_the_name_in_its_own_is_looked_at() -> None:
    found = find("Google", of("N", row("Google Workspace")), of("S", row("Google LLC")))
    assert (names(found.sharing), names(found.possible)) == (["S"], ["N"])


def test_products_of_a_maker_are_looked_at() -> None:
    found = find("ParentPay", of("N", row("Cypad")), of("S", row("ParentPay")))
    assert (names(found.sharing), names(found.possible)) == (["S"], ["N"])
    assert found.possible[0].reasons == ("Cypad is sold as a product of ParentPay",)
    assert names(find("Cypad", of("N", row("ParentPay"))).possible) == ["N"]


def test_a_supplier_that_the_catalogue_lacks() -> None:
    found = find("zork tutors", of("N", row("Zork Tutors Ltd")), of("S", row("Zorb")))
    assert [(each.school, each.judgement) for each in found.sharing] == [("N", SAME_NAME)]
    assert found.silent == ("S",)


def test_silent_nothing_shared_and_not_read_are_three_things() -> None:
    found = find(
        "ParentPay",
        of("N", row(no_personal_data=True)),
        of("S", row("Arbor")),
        Failure("bad.pdf", "unreadable", "Bad.", "Ask."),
        no_notice=[School("E")],
    )
    assert names(found.nothing) == ["N"]
    assert (found.silent, found.no_notice, found.failed) == (
        ("S",),
        ("E",),
        (("bad.pdf", "Bad."),),
    )
    assert found.sharing == ()


def test_what_is_not_in_use_is_apart() -> None:
    past = row(status="historic", fields=Fields(retention=Text("Six years")))
    found = find("ParentPay", of("N", past), of("S", row(status="planned")), of("E", row(), past))
    assert [(status, names(who)) for status, who in found.apart] == [
        ("historic", ["E", "N"]),
        ("planned", ["S"]),
    ]
    assert names(found.sharing) == ["E"]
    assert found.apart[0][1][1].said.retention == ("Six years",)


def test_special_categories_come_first() -> None:
    from tests.test_comparison import tag

    health = row(tags=(tag("category", "medical_health", "shared"),))
    found = find("ParentPay", of("A", row()), of("Z", health))
    assert names(found.sharing) == ["Z", "A"]
    assert found.sharing[0].special == ("medical_health",)


def test_named_in_another_row() -> None:
    via = row("Wonde", "Copies names from Arbor to other systems")
    found = find("Arbor", of("N", via), of("S", row("Arbor")))
    assert [(each.school, each.quote.company) for each in found.mentioned] == [("N", "Wonde")]
    assert found.silent == ()


def test_named_in_prose_without_a_row() -> None:
    issue = Issue("parse", "supplier_in_prose", "warning", "“we pay by ParentPay” has no row.")
    found = find("ParentPay", replace(of("N", row("Arbor")), issues=(issue,)))
    assert found.silent == ()
    assert [school for school, _ in found.in_prose] == ["N"]


def test_one_notice_of_several_schools() -> None:
    trust = replace(of("N", row()), schools=(School("N"), School("S")))
    assert names(find("ParentPay", trust).sharing) == ["N", "S"]


def test_an_older_vocabulary_may_not_have_known_the_supplier() -> None:
    unknown = Match("unknown-x", "TT Rockstars", "unknown", 0.0, ())
    assert names(find("TTRS", of("N", row("TT Rockstars", supplier=unknown))).sharing) == ["N"]


# What the samples say, read by a person: the query, the schools that share, those not in use.
KNOWN = {
    "TTRS": ({"alderbrook-primary", "st-wystans-primary"}, {}),
    "Capita SIMS": ({"st-wystans-primary"}, {}),
    "parentpay ltd": ({"alderbrook-primary", "brackendale-primary"}, {}),
    "ParentMail": ({"ottersby-nursery"}, {}),
    "Arbor MIS": ({"alderbrook-primary", "brackendale-primary", "withymoor-primary"}, {}),
    "Seesaw Learning": ({"withymoor-primary"}, {"pennywell-infants": "historic"}),
    "SMHW": ({"harrowmere-high"}, {}),
    "O365": ({"thornley-vale-academy"}, {}),
    "Go4Schools": (set(), {"thornley-vale-academy": "historic"}),
    "Tempest": ({"alderbrook-primary", "saltmarsh-lane-school"}, {}),
    "Letter-join": ({"brackendale-primary"}, {}),
    "G Suite for Education": ({"copperhay-academy"}, {}),
    "West Larkshire Council": (
        {"ottersby-nursery", "saltmarsh-lane-school", "thornley-vale-academy"},
        {},
    ),
    "Kahoot": (set(), {"cawdor-street-juniors": "not_approved"}),
}
NOTHING = {"Letter-join": {"alderbrook-primary"}}
FOLDERS = {
    "alderbrook-primary", "brackendale-primary", "cawdor-street-juniors", "copperhay-academy",
    "harrowmere-high", "ottersby-nursery", "saltmarsh-lane-school", "st-wystans-primary",
    "thornley-vale-academy", "withymoor-primary", "pennywell-infants",
}  # fmt: skip


@pytest.fixture(scope="module")
def samples():
    entries = read_schools(SAMPLES / "schools.csv")
    made = []
    for folder in sorted(FOLDERS):
        for path in sorted((SAMPLES / "notices" / folder).glob("*")):
            if path.suffix in (".docx", ".txt", ".html"):
                source = f"{folder}/{path.name}"
                read = replace(noticeparse.parse(path))
                read = replace(read, source=replace(read.source, path=source))
                made.append(with_schools(read, schools_of(path, source, entries)))
    return made


@pytest.fixture(scope="module")
def schools():
    with (SAMPLES / "schools.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["school"]: row["path"] for row in csv.DictReader(file)}


def truths():
    """(folder, company) → the descriptions that the samples are labelled with."""
    found = {}
    for path in sorted((SAMPLES / "source").glob("*.yaml")):
        source = yaml.safe_load(path.read_text("utf-8"))
        for each in source["truth"]["rows"]:
            for name in (each["company"], *each.get("accept", ())):
                texts = (each["description"], *each.get("descriptions", ()))
                found.setdefault((source["folder"], tidy(name)), set()).update(map(tidy, texts))
    return found


def tidy(text):
    return " ".join(text.replace("•", " ").split())


@pytest.mark.parametrize("name", KNOWN)
def test_no_school_is_missed_and_none_is_wrongly_listed(samples, schools, name) -> None:
    found = find(name, *samples)
    sharing, apart = KNOWN[name]
    assert {schools[each.school] for each in found.sharing} == sharing
    assert {schools[each.school] for each in found.nothing} == NOTHING.get(name, set())
    there = {schools[each.school]: status for status, who in found.apart for each in who}
    assert there == apart
    silent = {schools[school] for school in found.silent}
    assert not silent & (sharing | set(apart) | NOTHING.get(name, set()))


@pytest.mark.parametrize("name", KNOWN)
def test_each_quote_is_right(samples, schools, name) -> None:
    found, known, quotes = find(name, *samples), truths(), 0
    for each in (*found.sharing, *found.nothing, *(i for _, who in found.apart for i in who)):
        for quote in each.said.quotes:
            quotes += 1
            assert tidy(quote.text) in known[schools[each.school], tidy(quote.company)]
            assert all(place.source.startswith(schools[each.school]) for place in quote.places)
    assert quotes
