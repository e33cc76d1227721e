from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.reports.made import disclosure, notice
from tests.test_comparison import tag

from noticeparse.cli.across import check as check_command
from noticeparse.cli.across import read_list
from noticeparse.cli.options import Asked
from noticeparse.errors import InputError
from noticeparse.findings import CODES, Listed, against, check
from noticeparse.findings.check import outside, placeholder
from noticeparse.model import Failure, Fields, Issue, Match, Receipt, School, Statement, Text
from noticeparse.reports.json import notice_to_json
from noticeparse.suppliers import match_supplier
from noticeparse.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
TODAY = date(2025, 1, 1)
SHARED = (tag("category", "name", "shared"), tag("purpose", "payments"))


def row(company="ParentPay", text="Names, to pay for meals", **changes):
    match = match_supplier(company, VOCABULARY.suppliers)
    values = {"description": Text(text), "tags": SHARED, "fields": Fields(), "held": False}
    return disclosure(company, **{"supplier": match, "issues": (), **values, **changes})


def of(school, *rows, **changes):
    made = notice(*rows, school=school, path=f"{school}.pdf")
    values = {"statements": (), "issues": (), "dated": "2024-09", "receipt": None, **changes}
    return replace(made, disclosures=tuple(rows), **values)


def codes(*results, **more):
    return [each.code for each in check(results, vocabulary=VOCABULARY, today=TODAY, **more)]


def special(**changes):
    return row(tags=(*SHARED, tag("category", "medical_health", "shared")), **changes)


BASIS = Fields(lawful_basis=Text("Public task"))
CASES = {
    "nothing": (row(), []),
    "no data": (row(tags=SHARED[1:]), ["no_data_stated"]),
    "no purpose": (row(tags=SHARED[:1]), ["no_purpose_stated"]),
    "nothing personal needs no data": (row(tags=SHARED[1:], no_personal_data=True), []),
    "what is not used needs neither": (row(tags=(), status="historic"), []),
    "special, no basis": (special(), ["special_without_basis"]),
    "special, an Article 6 basis": (special(fields=BASIS), ["special_without_condition"]),
    "special, consent in its words": (
        special(description=Text("With consent, medical needs")),
        ["special_without_condition"],
    ),
    "special, an Article 9 condition": (
        special(fields=Fields(lawful_basis=Text("Substantial public interest, Article 9(2)(g)"))),
        [],
    ),
    "in the USA": (row(fields=Fields(location=Text("Servers in the USA"))), ["outside_uk_eea"]),
    "in the UK": (row(fields=Fields(location=Text("UK and Ireland"))), []),
    "unknown": (row("Zork Tutors"), ["supplier_unknown"]),
    "ambiguous": (row("IRIS"), ["name_ambiguous"]),
    "renamed": (row("G Suite"), ["product_renamed"]),
    "a person": (row("Mr A. Person", held=True), ["person_named"]),
    "a gap": (row(text="Names with [insert name of provider]"), ["placeholder"]),
    "a doubt": (row(issues=(Issue("parse", "x", "warning", "Odd."),)), ["doubtful"]),
    "no doubt": (row(issues=(Issue("parse", "x", "info", "Fine."),)), []),
}


@pytest.mark.parametrize("name", CASES)
def test_rows(name) -> None:
    made, expected = CASES[name]
    assert codes(of("N", made)) == expected


def test_a_basis_for_the_whole_notice_counts() -> None:
    basis = Statement("lawful_basis", Text("We rely on public task."))
    assert codes(of("N", special(), statements=(basis,))) == ["special_without_condition"]


@pytest.mark.parametrize(
    ("dated", "expected"),
    [
        ("2024-01-02", []),
        ("2023-12-30", ["notice_old"]),
        ("2024-01", []),
        ("2023-12", ["notice_old"]),
        ("2024", []),
        ("2023", ["notice_old"]),
        ("2022", ["notice_old"]),
        ("2024-12", []),
        ("soon", []),
        (None, ["notice_undated"]),
    ],
)
def test_the_age_of_a_notice(dated, expected) -> None:
    # The last day that a date can mean counts, and a year has at most 366 days.
    assert codes(of("N", row(), dated=dated)) == expected


def test_without_a_day_nothing_is_old() -> None:
    assert check([of("N", row(), dated="1999")], vocabulary=VOCABULARY) == ()


def test_whole_notices() -> None:
    assert codes(of("N")) == ["notice_without_rows"]
    lost = Receipt(words=3, rows=1, unaccounted=2)
    assert codes(of("N", row(), receipt=lost)) == ["words_lost"]
    doubt = Issue("extract", "page_without_text", "warning", "Page 2 is a picture.")
    assert codes(of("N", row(), issues=(doubt,))) == ["doubtful"]
    kept = Statement("location", Text("Most are kept in the United States."))
    assert codes(of("N", row(), statements=(kept,))) == ["outside_uk_eea"]


def test_what_was_not_read() -> None:
    failure = Failure("scan.pdf", "needs_ocr", "Only pictures.", "Ask the school.")
    (found,) = check([failure], vocabulary=VOCABULARY)
    assert (found.code, found.words, found.places[0].source) == (
        "not_read",
        "needs_ocr",
        "scan.pdf",
    )
    assert codes(of("N", row()), no_notice=[School("E")]) == ["no_notice_read"]


def test_the_same_in_two_formats_is_one_finding_with_two_places() -> None:
    one = of("N", row(tags=SHARED[1:]))
    other = replace(one, source=replace(one.source, path="N.docx"))
    (found,) = check([one, other], vocabulary=VOCABULARY)
    assert [place.source for place in found.places] == ["N.pdf", "N.docx"]


def test_what_matters_most_comes_first() -> None:
    found = codes(of("N", row("Zork", tags=()), special()), no_notice=[School("E")])
    assert found == sorted(found, key=list(CODES).index)
    assert found[0] == "no_notice_read"


def test_sentences_are_for_people() -> None:
    everything = [of("N", *(made for made, _ in CASES.values()), dated="1999")]
    for each in check(everything, vocabulary=VOCABULARY, today=TODAY):
        assert each.sentence[0].isupper() or each.sentence[0] in "“", each
        assert not any(code in each.sentence for code in CODES), each
        assert "None" not in each.sentence


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Servers in the USA", ["the United States"]),
        ("Hosted on AWS in the US", ["the United States"]),
        ("Contact us about it", []),
        ("UK, Ireland", []),
        ("Data never leaves for the United States", []),
        ("Not stored outside the UK", []),
        ("Stored outside of the European Union", ["a place outside the UK or the EEA"]),
        ("Stored in the UK, but backups go to Canada", ["Canada"]),
        ("Not in the USA. Kept in Singapore.", ["Singapore"]),
        ("Some data is processed overseas", ["a place outside the UK or the EEA"]),
        ("U.S.A. and Australia", ["the United States", "Australia"]),
        ("Indiana House, Leeds", []),
        ("", []),
    ],
)
def test_places_outside(text, places) -> None:
    assert list(outside(text)) == places


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("shared with [insert name of school]", "[insert name of school]"),
        ("<school name> shares", "<school name>"),
        ("[Name of provider]", "[Name of provider]"),
        ("Retention: TBC", "TBC"),
        ("to be confirmed", "to be confirmed"),
        ("delete as appropriate", "delete as appropriate"),
        ("Kept for XXXX years", "XXXX"),
        ("Signed: ________", "________"),
        ("Reviewed on DD/MM/YYYY", "DD/MM/YYYY"),
        ("Names, dates of birth (date from MIS)", None),
        ("[Maths]", None),
        ("Names and classes", None),
        ("The TBCS platform", None),
        ("Box XXL", None),
    ],
)
def test_placeholders(text, gap) -> None:
    found = placeholder(text)
    assert (found or "").strip() == (gap or ""), found


def listed(supplier, *schools, line=2):
    return Listed(supplier, schools, "list.csv", line)


def compared(lines, *notices):
    found = against(lines, notices, vocabulary=VOCABULARY)
    return [(each.code, each.school, each.company) for each in found]


def test_against_a_list() -> None:
    notices = of("N", row(), row("Arbor")), of("S", row("TT Rockstars"))
    lines = [listed("ParentPay Ltd", "n"), listed("Arbor"), listed("TTRS", "S", "E")]
    assert compared(lines, *notices) == [
        ("no_notice_read", "E", ""),
        ("listed_not_in_notice", "S", "Arbor"),
    ]
    assert compared(lines[:1], *notices) == [
        ("in_notice_not_listed", "N", "Arbor"),
        ("in_notice_not_listed", "S", "TT Rockstars"),
    ]


def test_what_is_no_longer_used_is_not_in_the_notice() -> None:
    assert compared([listed("ParentPay")], of("N", row(status="historic"))) == [
        ("listed_not_in_notice", "N", "ParentPay")
    ]


def test_a_school_may_be_listed_by_its_urn() -> None:
    assert compared([listed("ParentPay", "100001")], of("N", row())) == []


def test_unknown_suppliers_are_compared_by_name() -> None:
    unknown = Match("unknown-zork", "Zork", "unknown", 0.0)
    made = of("N", row("Zork", supplier=unknown))
    assert compared([listed("ZORK Ltd"), listed("zork")], made) == [
        ("listed_not_in_notice", "N", "ZORK Ltd")
    ]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"ends": date(2025, 8, 31)}, ["contract_ended"]),
        ({"ends": date(2025, 11, 30)}, ["contract_ends_soon"]),
        ({"ends": date(2026, 8, 31)}, []),
        ({"assessed": False}, ["assessment_missing"]),
        ({"assessed": True, "ends": None}, []),
    ],
)
def test_a_list_of_contracts_is_held_against_what_notices_name(changes, codes) -> None:
    line, today = replace(listed("ParentPay"), owner="Ada", **changes), date(2025, 9, 30)
    special = tag("category", "medical_health", "shared")
    made = of("N", row(tags=(*SHARED, special)))
    found = against([line], [made], vocabulary=VOCABULARY, today=today)
    assert [each.code for each in found] == codes
    assert all("Ada looks after it." in each.sentence for each in found)
    assert all(each.places for each in found)
    past = of("N", row(status="historic", tags=(*SHARED, special)))
    told = against([line], [past], vocabulary=VOCABULARY, today=today)
    assert [each.code for each in told] == ["listed_not_in_notice"]


def test_a_list_of_contracts_is_read_with_its_dates(folder) -> None:
    text = "Supplier,Schools,Contract end,DPIA done,Owner\nArbor,,31/08/2025,No,Ada\nWonde,,,,\n"
    (folder / "list.csv").write_text(text, "utf-8")
    one, other = read_list(folder / "list.csv")
    assert (one.ends, one.assessed, one.owner) == (date(2025, 8, 31), False, "Ada")
    assert (other.ends, other.assessed, other.owner) == (None, None, "")
    (folder / "list.csv").write_text("Supplier,Schools,Contract end\nArbor,,soon\n", "utf-8")
    with pytest.raises(InputError, match=r"line 2.*soon.*is no date"):
        read_list(folder / "list.csv")


def run(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-m", "noticeparse", "check", *map(str, arguments)],
        capture_output=True, cwd=cwd, check=False, encoding="utf-8",
        env={**os.environ, "COLUMNS": "160", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path) -> Path:
    for name, made in {"clean": row(), "gap": row(tags=SHARED[1:])}.items():
        path = tmp_path / name / "notice.json"
        path.parent.mkdir()
        path.write_text(notice_to_json(of("N", made)), "utf-8")
    return tmp_path


def test_the_exit_status(folder) -> None:
    day = ("--today", "2025-01-01")
    assert run("clean", *day, cwd=folder).returncode == 0
    assert run("gap", "--today", "soon", cwd=folder).returncode == 2
    british, other = (run("gap", "--today", d, cwd=folder) for d in ("1/1/2025", day[1]))
    assert (british.returncode, british.stdout) == (other.returncode, other.stdout)
    (folder / "gap" / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert run("gap", *day, cwd=folder).returncode == 1


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"format": "xml"}, "table or json"),
        ({"today": "soon"}, "30/09/2025"),
        ({"against": Path("none.csv")}, "--against"),
    ],
)
def test_a_wrong_command_says_what_to_do(how, says) -> None:
    with pytest.raises(InputError, match=says):
        check_command(Asked(["nothing"]), **how)


def test_json_and_table(folder) -> None:
    done = run("gap", "--today", "2025-01-01", "--format", "json", cwd=folder)
    assert done.returncode == 3
    value = json.loads(done.stdout)
    assert value["counts"] == {"no_data_stated": 1}
    (found,) = value["findings"]
    assert found["school"] == "N"
    assert found["places"] == [{"source": "N.pdf", "page": 2, "row": 1, "block": 3}]
    table = run("gap", "--today", "2025-01-01", cwd=folder).stdout
    assert "Which data is not stated (1)" in table
    assert "N.pdf, page 2, row 2" in table
    assert "    1 Which data is not stated" in table
    assert "1 finding at 1 school." in table


def test_a_list_of_excel(folder) -> None:
    (folder / "list.csv").write_bytes("Supplier;Schools\r\nCafé;N\r\n".encode("cp1252"))
    done = run("clean", "--today", "2025-01-01", "--against", "list.csv", cwd=folder)
    assert done.returncode == 3
    assert "Café is on your list" in done.stdout
    (folder / "list.csv").write_text("who,where\nx,y\n", "utf-8")
    with pytest.raises(InputError, match="no column supplier"):
        read_list(folder / "list.csv")
