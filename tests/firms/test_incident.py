"""`incident` of a firm: every product, every provider column, told apart; and odd questions."""

from __future__ import annotations

import openpyxl
import pytest
from tests.firms.trust import run, table, write


@pytest.fixture(scope="module")
def trust(tmp_path_factory):
    folder = tmp_path_factory.mktemp("firms")
    write(folder / "notices")
    done = run("convert", "notices", "--output", "read", "--quiet", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def schools_of(folder, firm, notices="read"):
    """The schools of the workbook: what is known, and by what."""
    done = run("incident", firm, notices, "-o", "firm.xlsx", cwd=folder)
    assert done.returncode == 0, done.stderr
    rows = openpyxl.load_workbook(folder / "firm.xlsx")["Schools"].iter_rows(values_only=True)
    heads = [str(head).casefold() for head in next(rows)]
    found = [dict(zip(heads, row, strict=True)) for row in rows]
    return {row["school"]: (row["what is known"], row["known by"] or "") for row in found}


def test_a_firm_is_found_by_product_by_provider_and_elsewhere(trust) -> None:
    found = schools_of(trust, "Google")
    sharing = "sharing data with it"
    assert found["Aldermoor Primary School"] == (sharing, "Google Workspace for Education")
    what, how = found["Brackley Vale School"]
    assert what == sharing
    assert how.split("; ") == [
        "Google is named as the provider, for Google Workspace for Education",
        "Google is named as the provider, for YouTube",
    ]
    assert found["Carrow Hill Academy"] == (sharing, "Google is named as the provider")
    assert found["Denby Park Infant School"][0] == "naming it, but in no row of its own"
    silent = "not naming it anywhere in a notice"
    assert {found[s][0] for s in ("Elm Tree High School", "Fulbeck Community School")} == {silent}


def test_the_page_tells_the_products_apart(trust) -> None:
    done = run("incident", "Google", "read", "-o", "firm.html", cwd=trust)
    assert "3 of 6 schools say that they share data with it or a product of it" in done.stdout
    page = (trust / "firm.html").read_text("utf-8")
    table = page[page.index("<h2>By product") : page.index("<h2>Schools that share")]
    named = ("Google is named as the provider, for YouTube", "Google is named as the provider<")
    for what in (*named, "Google Workspace for Education", "Google is named elsewhere only"):
        assert what in table
    assert "Fern Ltd" not in page
    assert "Hill Software" not in page


@pytest.mark.parametrize("typed", ["google", "  GOOGLE  llc. ", "G oogle", "“Google”", "GOOGLE*"])
def test_a_firm_may_be_typed_in_any_way(trust, typed) -> None:
    done = run("incident", typed, "read", "-o", "typed.html", cwd=trust)
    assert done.returncode == 0, done.stderr
    assert "3 of 6 schools say" in done.stdout


def test_a_firm_that_nobody_uses_is_an_answer(trust) -> None:
    done = run("incident", "Adobe", "read", "-o", "nobody.html", cwd=trust)
    assert done.returncode == 0
    assert "0 of 6 schools say" in done.stdout


@pytest.mark.parametrize("captions", [("System", "Provider"), ("Provider", "System")])
def test_a_firm_and_its_product_may_stand_in_either_column(tmp_path, captions) -> None:
    cells = {"System": ("YouTube", "Bird Tracker"), "Provider": ("Google LLC", "Hill Software")}
    columns = [cells[caption] for caption in captions]
    rows = [(*each, "Names", "Lessons") for each in zip(*columns, strict=True)]
    body = table((*captions, "Data shared", "Purpose"), *rows)
    (tmp_path / "n.html").write_text(f"<h1>Ash School privacy notice</h1>{body}", "utf-8")
    ((what, how),) = schools_of(tmp_path, "Google", "n.html").values()
    assert what == "sharing data with it"
    assert how in (
        "Google itself is named, for YouTube",
        "Google is named as the provider, for YouTube",
    )
    ((what, _),) = schools_of(tmp_path, "YouTube", "n.html").values()
    assert what == "sharing data with it"


def test_a_product_in_running_text_is_not_missed(tmp_path) -> None:
    rows = table(("Company", "Data", "Reason"), ("Arbor", "All pupil records", "Our MIS"))
    said = "<p>Our assemblies may also be watched by families on YouTube.</p>"
    (tmp_path / "n.html").write_text(f"<h1>Ash School privacy notice</h1>{rows}{said}", "utf-8")
    ((what, _),) = schools_of(tmp_path, "Google", "n.html").values()
    assert what != "not naming it anywhere in a notice"


def test_a_product_is_not_asked_for_by_its_firm(trust) -> None:
    assert run("incident", "YouTube", "read", "-o", "y.html", cwd=trust).returncode == 0
    found = schools_of(trust, "YouTube")
    assert found["Brackley Vale School"][0] == "sharing data with it"
    assert found["Aldermoor Primary School"][0] == "not naming it anywhere in a notice"


def test_an_ambiguous_firm_suggests_no_name_that_no_notice_has(trust) -> None:
    done = run("incident", "Access", "read", "-o", "none.html", cwd=trust)
    assert done.returncode == 2
    assert "Several go by this name" in done.stderr
    assert "No notice names any of them." in done.stderr
    assert "Did you mean" not in done.stderr
    assert not (trust / "none.html").exists()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Gogle", "Google? 4 schools name it."),
        ("Microsot", "Microsoft (2 schools name it) or Microsoft 365 (1 school names it)?"),
    ],
)
def test_a_slip_is_asked_back_with_what_notices_have(trust, typed, meant) -> None:
    done = run("incident", typed, "read", "-o", "none.html", cwd=trust)
    assert done.returncode == 2
    assert f"Did you mean {meant}" in done.stderr
    assert "no school" not in done.stderr
