"""Which schools share what with a supplier: made-up notices, and the samples with known answers."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from tests.reports.made import disclosure, notice

import noticeparse
from noticeparse.comparison import Names
from noticeparse.incident import (
    CERTAIN,
    POSSIBLE,
    SAME_NAME,
    Listed,
    incident,
    is_nobodys,
    nearest,
    resolve,
)
from noticeparse.model import Failure, Fields, Match, School, Statement, Text, with_schools
from noticeparse.reports.incident_view import page_of
from noticeparse.schools import read_schools, schools_of
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
    return replace(made, **{"statements": (), "issues": (), **changes})


def find(name, *results, exactly=False, **more):
    return incident(resolve(name, VOCABULARY, exactly=exactly), results, **more)


def names(involved):
    return [each.school for each in involved]


def groups(found):
    """Every group that has schools, with them."""
    told = {group: names(found.of(group)) for group in found.counts()}
    return {group: schools for group, schools in told.items() if schools}


def test_a_supplier_is_found_by_any_of_its_names() -> None:
    notices = of("N", row("TT Rockstars")), of("S", row("Times Tables Rock Stars"))
    for name in ("TTRS", "tt rockstars", "Times Tables Rock Stars"):
        found = find(name, *notices)
        assert groups(found) == {"sharing": ["N", "S"]}
        assert {each.judgement for each in found.schools} == {CERTAIN}
        assert found.schools[0].said.companies == ("TT Rockstars",)


def test_names_that_are_merely_alike_are_not_merged() -> None:
    found = find("ParentPay", of("N", row("ParentMail")), of("S", row("ParentPay")))
    assert groups(found) == {"sharing": ["S"], "silent": ["N"]}


@pytest.mark.parametrize("asked", ["our local authority", "LA", "Larkshire County Council"])
def test_a_school_s_own_local_authority_may_be_any(asked) -> None:
    """Two schools' "our local authority" are two, and nobody knows whose is meant."""
    notices = of("N", row("our local authority")), of("S", row("Local Authority"), row("Arbor"))
    found = find(asked, *notices, of("W", row("Arbor")))
    assert groups(found) == {"perhaps": ["N", "S"], "silent": ["W"]}
    assert "every school has its own" in found.schools[0].reasons[0]
    assert found.is_body is not is_nobodys(found, resolve(asked, VOCABULARY))
    page = page_of(found, Names.of(VOCABULARY))
    if found.is_body:
        assert page.headline == "2 of 3 schools name one, each its own: this is not one supplier."
        assert page.sections[0].heading == "Schools that name one: each its own (2)"
        assert not page.certain


def test_what_is_no_body_of_this_kind_is_not_listed() -> None:
    notices = of("N", row("other schools")), of("S", row("our local authority"))
    assert groups(find("other schools", *notices)) == {"perhaps": ["N"], "silent": ["S"]}
    assert groups(find("NHS", *notices)) == {"silent": ["N", "S"]}
    assert groups(find("other schools", *notices, exactly=True))["sharing"] == ["N"]


def test_a_slip_of_the_pen_is_proposed_and_never_counted() -> None:
    found = find("ParentPay", of("N", row("ParentPaay")))
    assert groups(found) == {"perhaps": ["N"]}
    assert found.schools[0].judgement == POSSIBLE


def test_a_match_that_is_only_proposed_is_possible() -> None:
    proposed = Match("parentpay", "ParentPay", "proposed", 0.8, ("looks like it",))
    assert groups(find("ParentPay", of("N", row("PPay", supplier=proposed)))) == {"perhaps": ["N"]}


def test_a_name_that_several_go_by() -> None:
    found = find("IRIS", of("N", row("IRIS")), of("S", row("IRIS Connect")))
    assert groups(found) == {"sharing": ["N"], "perhaps": ["S"]}
    assert found.schools[0].judgement == SAME_NAME
    assert "several suppliers" in found.schools[0].reasons[0]
    other = find("IRIS Connect", of("N", row("IRIS")), of("S", row("IRIS Connect")))
    assert groups(other) == {"sharing": ["S"], "perhaps": ["N"]}


def test_a_name_that_begins_with_the_firms_is_looked_at() -> None:
    found = find("Google", of("N", row("Google Nature Club")), of("S", row("Google LLC")))
    assert groups(found) == {"sharing": ["S"], "perhaps": ["N"]}


def test_products_of_a_maker_are_looked_at() -> None:
    found = find("ParentPay", of("N", row("Cypad")), of("S", row("ParentPay")))
    assert groups(found) == {"sharing": ["S"], "perhaps": ["N"]}
    assert found.schools[1].reasons == ("Cypad is, or was, sold as a product of ParentPay",)
    assert groups(find("Cypad", of("N", row("ParentPay")))) == {"perhaps": ["N"]}


def test_a_supplier_that_the_catalogue_lacks() -> None:
    found = find("zork tutors", of("N", row("Zork Tutors Ltd")), of("S", row("Zorb")))
    assert groups(found) == {"sharing": ["N"], "silent": ["S"]}
    assert found.schools[0].judgement == SAME_NAME


def test_a_known_supplier_with_nearly_the_name_is_listed_beside_an_unknown_one() -> None:
    found = find("Arbour", of("N", row("Arbour")), of("S", row("Arbor")))
    assert groups(found) == {"sharing": ["N"], "perhaps": ["S"]}
    assert found.schools[1].reasons == ("the name is like Arbour",)


def test_each_school_is_in_one_group_and_the_numbers_add_up() -> None:
    nothing_read = replace(of("L"), disclosures=())
    found = find(
        "ParentPay",
        of("N", row(no_personal_data=True)),
        of("S", row("Arbor")),
        of("U", row(), row(status="historic"), row("Cypad")),
        of("H", row(status="historic"), row(status="planned")),
        of("P", row("Cypad"), row(status="historic")),
        of("M", row("Arbor"), text=("Dinner money is paid through ParentPay.",)),
        nothing_read,
        Failure("bad.pdf", "unreadable", "Bad.", "Ask."),
        Failure("worse.pdf", "unreadable", "Worse.", "Ask."),
        listed=Listed(
            no_notice=(School("E"), School("F")), of_failures={"bad.pdf": (School("F"),)}
        ),
    )
    assert groups(found) == {
        "sharing": ["U"],
        "perhaps": ["P"],
        "not_in_use": ["H"],
        "nothing": ["N"],
        "mentioned": ["M"],
        "no_list": ["L"],
        "not_read": ["(school not known: worse.pdf)", "F"],
        "no_notice": ["E"],
        "silent": ["S"],
    }
    assert sum(found.counts().values()) == len(found.schools) == 10
    shown = {each.school: [quote.status for quote in each.also] for each in found.schools}
    assert shown["U"] == ["in_use", "historic"]  # what else it says of it is not lost
    assert found.failed == (("bad.pdf", "Bad."), ("worse.pdf", "Worse."))


def test_a_school_of_which_one_notice_could_not_be_read_is_not_said_to_be_silent() -> None:
    read = replace(of("N", row("Arbor")), source=replace(notice().source, path="north/a.pdf"))
    failed = Failure("north/b.pdf", "unreadable", "Bad.", "Ask.")
    assert groups(find("ParentPay", read, failed)) == {"not_read": ["N"]}
    assert groups(find("Arbor", read, failed)) == {"sharing": ["N"]}


def test_a_folder_of_which_nothing_could_be_read_is_a_school() -> None:
    failed = [Failure(f"far/{name}.pdf", "unreadable", "Bad.", "Ask.") for name in "ab"]
    assert groups(find("Arbor", *failed)) == {"not_read": ["far"]}


def test_what_is_past_keeps_what_is_said_of_it() -> None:
    past = row(status="historic", fields=Fields(retention=Text("Six years")))
    (found,) = find("ParentPay", of("N", past)).of("not_in_use")
    assert found.said.retention == ("Six years",)


def test_special_categories_come_first() -> None:
    from tests.test_comparison import tag

    health = row(tags=(tag("category", "medical_health", "shared"),))
    found = find("ParentPay", of("A", row()), of("Z", health))
    assert names(found.of("sharing")) == ["Z", "A"]
    assert found.schools[0].special == ("medical_health",)


def test_named_in_another_row() -> None:
    via = row("Wonde", "Copies names from Arbor to other systems")
    found = find("Arbor", of("N", via), of("S", row("Arbor")))
    assert groups(found) == {"sharing": ["S"], "mentioned": ["N"]}
    assert [quote.company for quote in found.of("mentioned")[0].mentions] == ["Wonde"]


def test_named_in_another_field_of_another_row() -> None:
    via = row("Wonde", "Copies names", fields=Fields(location=Text("On the servers of Arbor")))
    (quote,) = find("Arbor", of("N", via)).of("mentioned")[0].mentions
    assert quote.beside == (("location", "On the servers of Arbor"),)


PROSE = {
    "MyConcern": "MyConcern safeguarding. We also pass information to those below.",
    "My Concern": "staff write concerns down (in my concern)",
    "SchoolCloud": "parents evening system - I think its called SchoolCloud?",
    "Every": "We use Every for compliance.",
    "Tapestry": "Tapestry",
    "CENTURY TECH": "homework on Century Tech",
    "CPOMS": "concerns go into Cpoms at once",
    "TT Rockstars": "Pupils log in to TTRS at home.",
    "Zork Tutors": "some pupils go to zork tutors after school",
}


@pytest.mark.parametrize("name", PROSE)
def test_words_outside_all_rows_are_searched(name) -> None:
    found = find(name, of("N", row("Arbor"), text=("Privacy notice", PROSE[name])))
    assert groups(found) == {"mentioned": ["N"]}
    (quote,) = found.schools[0].mentions
    assert quote.text == PROSE[name]
    assert quote.marks


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Every", "Every pupil has a login. We look at every request."),
        ("DfE", "What we collect. Collect it at the office."),
        ("EPM", "We keep the temperature of the rooms, 3 epm."),
        ("Arbor", "The school stands by the harbor. Arboretum trips are free."),
        ("ParentPay", "A parent pays in cash."),
    ],
)
def test_words_that_are_no_name_are_not_taken_for_one(name, text) -> None:
    assert groups(find(name, of("N", row("Wonde"), text=(text,)))) == {"silent": ["N"]}


def test_the_same_words_in_other_formats_are_quoted_once() -> None:
    one = of("N", row("Arbor"), text=("Lunch is paid by ParentPay, and trips are too.",))
    two = replace(one, source=replace(one.source, path="N.docx"),
                  text=("Lunch is paid\nby ParentPay, and trips are too.",))  # fmt: skip
    cut = replace(one, source=replace(one.source, path="N.txt"),
                  text=("Lunch is paid by ParentPay,", "and trips are too."))  # fmt: skip
    (quote,) = find("ParentPay", cut, one, two).schools[0].mentions
    assert quote.text.endswith("trips are too.")
    assert {place.source for place in quote.places} == {"N.txt", "N.pdf", "N.docx"}


def test_a_long_text_is_cut_around_the_name() -> None:
    text = f"{'Before it. ' * 90}We pay by ParentPay. {'After it. ' * 90}"
    (quote,) = find("ParentPay", of("N", row("Arbor"), text=(text,))).schools[0].mentions
    assert len(quote.text) < 400
    assert [quote.text[start:end] for start, end in quote.marks] == ["ParentPay"]


def test_a_notice_file_without_its_whole_text_is_not_said_to_be_silent() -> None:
    older = of("N", row("Arbor"), text=None)
    found = find("ParentPay", older)
    assert groups(found) == {"not_read": ["N"]}
    assert "noticeparse convert" in found.schools[0].unread[0][1]
    assert groups(find("Arbor", older)) == {"sharing": ["N"]}


def test_a_parsed_notice_keeps_all_of_its_words(tmp_path) -> None:
    path = tmp_path / "notice.html"
    path.write_text(
        "<h1>Larkmoor School</h1><p>Data is kept safe.</p>"
        "<table><caption>Kept with Kapow</caption><tr><th>Supplier</th><th>Data shared</th></tr>"
        "<tr><td>Arbor</td><td>Names</td></tr></table><footer>Site by SchoolJotter</footer>", "utf-8"
    )  # fmt: skip
    made = noticeparse.parse(path)
    for name in ("Kapow", "SchoolJotter"):
        assert groups(find(name, made)) == {"mentioned": ["Larkmoor School"]}, name


def test_one_notice_of_several_schools() -> None:
    trust = replace(of("N", row()), schools=(School("N"), School("S")))
    assert groups(find("ParentPay", trust)) == {"sharing": ["N", "S"]}


def test_an_older_vocabulary_may_not_have_known_the_supplier() -> None:
    unknown = Match("unknown-x", "TT Rockstars", "unknown", 0.0, ())
    found = find("TTRS", of("N", row("TT Rockstars", supplier=unknown)))
    assert groups(found) == {"sharing": ["N"]}


def near(name, *notices):
    return [(each.name, each.schools) for each in nearest(resolve(name, VOCABULARY), notices)]


def test_the_nearest_names_that_notices_name_come_first() -> None:
    notices = of("N", row()), of("S", row("Parent Pay")), of("E", row("Zork Tutors"))
    assert near("ParentPya", *notices)[0] == ("ParentPay", 2)
    assert near("Arbour", of("N", row("Arbor")))[0] == ("Arbor", 1)
    assert near("SMIS", of("N", row("SIMS")), of("S", row("SEEMiS")))[0][0] == "SIMS"
    assert near("Cpmos", of("N", row("CPOMS")))[0] == ("CPOMS", 1)
    assert near("Zork Tuters", *notices)[0] == ("Zork Tutors", 1)
    assert near("Qqqqqqqqqq", *notices) == []


def test_a_person_is_not_among_the_nearest_names() -> None:
    person = row("Mrs Q. Sentinel", held=True)
    assert near("Mrs Q. Sentinal", of("N", person)) == []


def test_exactly_the_given_text_is_looked_for() -> None:
    notices = of("N", row("TTRS")), of("S", row("TT Rockstars"))
    assert groups(find("TTRS", *notices, exactly=True)) == {"sharing": ["N"], "silent": ["S"]}


def test_statements_are_told_once() -> None:
    whole, first, second = (
        "We rely on our public task, as the law says.",
        "We rely on our",
        "public task, as the law says.",
    )
    statements = [Statement("lawful_basis", Text(text)) for text in (first, second)]
    html = replace(of("N", row()), statements=(Statement("lawful_basis", Text(whole)),))
    text = replace(html, source=replace(html.source, path="N.txt"), statements=tuple(statements))
    both = "Names are given out, photographs are not."
    twice = tuple(Statement(kind, Text(both)) for kind in ("default_category", "withheld_category"))
    (found,) = find("ParentPay", html, text, replace(html, statements=twice)).schools
    assert found.statements == (
        (("lawful_basis",), whole),
        (("default_category", "withheld_category"), both),
    )


def test_what_a_row_states_of_its_beginning() -> None:
    added = row(fields=Fields(other=(("Date added", Text("May 2023")), ("Version", Text("2")))))
    assert find("ParentPay", of("N", added)).schools[0].since == ("Date added: May 2023",)


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
    "G Suite for Education": ({"alderbrook-primary", "copperhay-academy"}, {}),
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
    assert {schools[each.school] for each in found.of("sharing")} == sharing
    assert {schools[each.school] for each in found.of("nothing")} == NOTHING.get(name, set())
    there = {schools[each.school]: each.said.statuses[0] for each in found.of("not_in_use")}
    assert there == apart


@pytest.mark.parametrize("name", KNOWN)
def test_each_quote_is_right(samples, schools, name) -> None:
    found, known, quotes = find(name, *samples), truths(), 0
    for each in found.schools:
        if each.said is None or each.group == "perhaps":
            continue
        for quote in each.said.quotes:
            quotes += 1
            assert tidy(quote.text) in known[schools[each.school], tidy(quote.company)]
            assert all(place.source.startswith(schools[each.school]) for place in quote.places)
    assert quotes


def test_the_owners_bare_name_may_mean_its_product() -> None:
    found = find("Google Workspace", of("N", row("Google")), of("S", row("Google Classroom")))
    assert groups(found) == {"sharing": ["S"], "perhaps": ["N"]}
