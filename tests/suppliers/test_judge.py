"""Printed names → the supplier that they are, and above all: whom they are not."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from noticeparse.errors import VocabularyError
from noticeparse.suppliers import match_supplier
from noticeparse.vocabulary.suppliers import Supplier, load

CATALOGUE = load()

SAME = [
    ("ParentPay", "parentpay"),
    ("Parent Pay", "parentpay"),
    ("parentpay ltd.", "parentpay"),
    ("The ParentPay Limited", "parentpay"),
    ("PARENT-PAY*", "parentpay"),
    ("ParentPay¹", "parentpay"),
    ("• ParentPay;", "parentpay"),
    ("ParentPay (cashless system)", "parentpay"),
    ("ParentPay – payments", "parentpay"),
    ("Class Dojo", "classdojo"),
    ("ClassDojo app", "classdojo"),
    ("CPOMs", "cpoms"),
    ("C-POMS (all staff)", "cpoms"),
    ("TT Rockstars", "times-tables-rock-stars"),
    ("TTRS", "times-tables-rock-stars"),
    ("Purple Mash by 2Simple", "purple-mash"),
    ("Purple Mash (2Simple Ltd)", "purple-mash"),
    ("purplemash.com", "purple-mash"),
    ("https://www.purplemash.com/login", "purple-mash"),
    ("SIMS.net", "sims"),
    ("Capita SIMS", "sims"),
    ("SIMS, SIMS Pay and SIMS Activities", "sims"),
    ("Show My Homework (Satchel One)", "satchel-one"),
    ("Satchel:One", "satchel-one"),
    ("Google Classroom", "google-workspace-for-education"),
    ("G Suite for Education", "google-workspace-for-education"),
    ("Microsoft 365 for Education", "microsoft-365"),
    ("Duke of Edinburgh’s Award", "duke-of-edinburghs-award"),
    ("The DfE", "department-for-education"),
    ("Our MIS provider (Bromcom)", "bromcom"),
    ("Infinite Campus, Inc.", "infinite-campus"),
    ("IXL Learning", "ixl"),
    ("Every", "every"),
    ("ParentMail / +Pay", "parentmail"),
]


@pytest.mark.parametrize(("printed", "id"), SAME)
def test_is_certain(printed: str, id: str) -> None:
    match = match_supplier(printed, CATALOGUE)
    assert (match.id, match.judgement, match.score) == (id, "certain", 1.0)
    assert match.reasons[0]


# Names that stand near each other and mean different suppliers; each line is all of them apart.
APART = [
    ["ParentPay", "ParentMail", "ParentHub", "Parents Booking", "ParentSquare"],
    ["IRIS Connect", "IRIS Software", "IRIS Financials", "IRIS"],
    ["Integra", "RM Integris", "Integris Parents Ltd"],
    ["Compass", "Compass+", "Compass Education", "Compass Group Catering"],
    ["Pearson", "Pearson Edexcel", "Peason Coaches"],
    ["Microsoft", "Microsoft 365", "Microsoft Teams", "Microsoft Forms", "Minecraft Education"],
    ["Google", "Google Workspace", "Google Forms"],
    ["MyMaths", "MyON", "MyTutor", "MyConcern", "Mathletics", "MathsWatch"],
    ["Class Charts", "ClassDojo", "Classlist", "ClassLink"],
    ["Reading Eggs", "Reading Plus", "Reading Cloud", "Oxford Reading Buddy", "Oxford Owl"],
    ["School Spider", "SchoolPing", "SchoolMoney", "SchoolCloud", "Schoolcomms", "Schoop"],
    ["Sparx Maths", "Sparx Reader", "Sparks Maths Tuition"],
    [
        "Access Reading Tests",
        "Accelerated Reader",
        "The Access Group",
        "Accessit Library",
        "Access",
    ],
    ["AQA", "OCR", "WJEC", "CCEA", "SQA"],
    ["NHS", "NHS – immunisation team", "NHS school nurse"],
    ["Kestrelshire County Council", "Kestrelshire Youth Council", "Kestrelshire Wood Catering"],
    ["Fenmarsh BC", "Fenmarsh DC", "Fenmarsh CC"],
    ["Clever", "Cleverbox", "Clever Cooks Catering"],
    ["Epic", "Epic Events Ltd"],
    ["Tapestry", "Tapestry Interiors Ltd"],
    ["Tempest Photography", "Tempest Coaches"],
]


@pytest.mark.parametrize("names", APART, ids=lambda names: names[0])
def test_near_names_stay_apart(names: list[str]) -> None:
    ids = {name: match_supplier(name, CATALOGUE).id for name in names}
    for one, other in combinations(names, 2):
        assert ids[one] != ids[other], (one, other)


@pytest.mark.parametrize("printed", ["IRIS", "Integra", "Compass", "BCC", "Access"])
def test_a_name_of_several_is_left_undecided(printed: str) -> None:
    match = match_supplier(printed, CATALOGUE)
    assert (match.judgement, match.name, match.score) == ("unknown", printed, 0.0)
    assert "several go by this name" in match.reasons[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kestrelshire CC", "Kestrelshire County Council"),
        ("Kestrelshire CC (Payroll)", "The Kestrelshire County Council"),
        ("Hilltop Tots Ltd", "Hilltop  tots"),
        ("Hilltop Tots (after school)", "HilltopTots"),
        ("Mme Élan Danse", "mme élan danse"),
    ],
)
def test_an_unknown_name_has_one_id(one: str, other: str) -> None:
    first, second = match_supplier(one, CATALOGUE), match_supplier(other, CATALOGUE)
    assert first.id == second.id
    assert first.id.startswith("unknown-")
    assert first.judgement == "unknown"
    assert first.name == one


def test_a_council_is_written_out_only_where_one_fits() -> None:
    assert match_supplier("Bristol CC", CATALOGUE).id == "bristol-city-council"
    assert match_supplier("Essex CC", CATALOGUE).id == "essex-county-council"


def test_a_shared_domain_tells_nothing() -> None:
    assert match_supplier("www.gov.uk", CATALOGUE).judgement == "unknown"


def test_two_suppliers_in_one_name_are_not_one() -> None:
    assert match_supplier("ParentPay / Cypad", CATALOGUE).judgement == "unknown"


@pytest.mark.parametrize("name", ["", "  ", "***", "-", "()"])
def test_an_empty_name_is_unknown(name: str) -> None:
    match = match_supplier(name, CATALOGUE)
    assert match.judgement == "unknown"
    assert match.id.startswith("unknown-")


def test_the_catalogue_is_an_argument() -> None:
    mine = (Supplier("hilltop", "Hilltop Tots", aliases=("HT Care",)),)
    assert match_supplier("ht care", mine).id == "hilltop"
    assert match_supplier("ParentPay", mine).judgement == "unknown"


@pytest.mark.parametrize(
    ("company", "context", "id"),
    [
        ("IRIS", "Teachers film lessons and watch the video together", "iris-connect"),
        ("IRIS", "Payroll of all staff", "iris-software-group"),
        ("IRIS", "Names of staff", None),
        ("IRIS", "Payroll, and lesson videos", None),
        ("Compass", "Careers programme of Year 9", "compass-plus"),
        ("Compass", "Lunches and menus", "chartwells"),
        ("Integra", "HR advice and payroll", "south-gloucestershire-council"),
    ],
)
def test_the_row_decides_between_suppliers_of_one_name(
    company: str, context: str, id: str | None
) -> None:
    found = match_supplier(company, load(), context=context)
    assert (found.id if found.judgement == "certain" else None) == id


@pytest.mark.parametrize(
    ("owner", "product"),
    [
        ("Google", "Google Workspace for Education"),
        ("Microsoft Corporation", "Microsoft 365"),
        ("Groupcall Ltd", "Groupcall Xporter"),
    ],
)
def test_a_bare_owner_is_never_certain(owner: str, product: str) -> None:
    match = match_supplier(owner, CATALOGUE)
    assert match.judgement == "proposed"
    assert match.name in owner
    assert product in match.reasons[0]


def test_all_names_of_one_product_are_one() -> None:
    names = ["Google Apps for Education", "G Suite", "GAFE", "Google's G Suite for Education"]
    assert {match_supplier(name, CATALOGUE).id for name in names} == {
        "google-workspace-for-education"
    }
    assert match_supplier("Groupcall Messenger", CATALOGUE).id == "groupcall-messenger"


def test_successors_are_linked_and_stay_apart() -> None:
    found = [match_supplier(name, CATALOGUE) for name in ("EFA", "ESFA", "DfE")]
    assert len({match.id for match in found}) == 3
    assert "since 2017-04-01" in found[0].reasons[1]
    assert "since 2025-03-31" in found[1].reasons[1]
    assert len(found[2].reasons) == 1


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("LA (Fenmarsh County Council)", "Fenmarsh County Council"),
        ("Local authority (Essex County Council)", "Essex County Council"),
        ("Local Authority (LA)", "Local authority"),
        ("Local authority (social care)", "Local authority"),
        ("Education Funding Agency (ESFA)", "Education and Skills Funding Agency"),
        ("Department for Business, Innovation & Skills",) * 2,
    ],
)
def test_a_parenthesis_says_which_body(printed: str, name: str) -> None:
    expected = "Department for Business, Innovation and Skills" if "&" in name else name
    assert match_supplier(printed, CATALOGUE).name == expected


def test_national_bodies_know_their_country() -> None:
    country = {supplier.id: supplier.home_country for supplier in CATALOGUE}
    for printed, home in (
        ("DfE", "United Kingdom"),
        ("Department of Education and Skills", "Ireland"),
        ("Department of Education, Sport and Culture", "Isle of Man"),
    ):
        assert country[match_supplier(printed, CATALOGUE).id] == home
    bare = match_supplier("Department of Education", CATALOGUE)
    assert bare.judgement == "unknown"
    assert "Northern Ireland" in bare.reasons[0]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("likely_product", "nobody"),
        ("succeeded_by", "arbor 2020"),
        ("succeeded_by", "x 2020-01-01"),
    ],
)
def test_a_wrong_link_is_named(tmp_path: Path, column: str, cell: str) -> None:
    (tmp_path / "suppliers.csv").write_text(
        f"id,canonical_name,{column}\nhill-bakers,Hill Bakers,{cell}\n", "utf-8"
    )
    with pytest.raises(VocabularyError, match=f"line 2, column {column}"):
        load(tmp_path)
