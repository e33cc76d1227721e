"""All products of a firm together, where that is asked for; and names that one notice shortens."""

from __future__ import annotations

import pytest
from tests.firms.trust import run, write

from noticeparse.reports.csv import read_csv


@pytest.fixture(scope="module")
def trust(tmp_path_factory):
    folder = tmp_path_factory.mktemp("firms")
    write(folder / "notices")
    done = run("convert", "notices", "--output", "read", "--quiet", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def compared(folder, *options):
    done = run("compare", "read", *options, "-o", "c.csv", cwd=folder)
    assert done.returncode == 0, done.stderr
    rows = read_csv(folder / "c.csv").to_dict("records")
    return {row["supplier"]: (row["supplier_id"], row["schools"], row["differs"]) for row in rows}


def test_compare_puts_products_of_a_firm_together_on_demand(trust) -> None:
    apart, together = compared(trust), compared(trust, "--by-firm")
    assert {"Google Workspace for Education", "YouTube"} <= set(apart)
    assert "Google Workspace for Education" not in together
    # Two schools that use other products of a firm contradict each other in nothing.
    assert together["Google (Google Workspace for Education, YouTube)"] == ("google", "2", "")
    assert together["Arbor"] == apart["Arbor"]


def test_the_register_puts_products_of_a_firm_together_on_demand(trust) -> None:
    assert run("register", "add", "read", "--database", "r.db", cwd=trust).returncode == 0
    asked = ("register", "suppliers", "--database", "r.db", "-o", "s.csv", "--by-firm")
    assert run(*asked, cwd=trust).returncode == 0
    (google,) = [r for r in read_csv(trust / "s.csv").to_dict("records") if r["id"] == "google"]
    assert (google["schools"], google["rows"]) == ("2", "3")
    assert google["products"] == "Google Workspace for Education; YouTube"


def test_the_table_of_suppliers_says_whose_a_product_is(trust) -> None:
    rows = read_csv(trust / "read" / "suppliers.csv").set_index("supplier_id")
    assert tuple(rows.loc["youtube", ["firm_id", "firm"]]) == ("google", "Google")
    assert rows.loc["arbor", "firm"] == ""


def test_a_short_form_is_one_supplier_with_its_long_name(trust) -> None:
    rows = read_csv(trust / "read" / "disclosures.csv")
    own = rows[rows["school"] == "Denby Park Infant School"].set_index("company")
    assert {"EYAF", "European Youth Arts Fund (EYAF)"} <= set(own.index)  # two rows, as printed
    assert own.loc["EYAF", "supplier_id"] == "unknown-europeanyouthartsfund"
    together = compared(trust)
    assert "EYAF" not in together
    assert together["European Youth Arts Fund (EYAF)"][1] == "1"
    elm = rows[rows["school"] == "Elm Tree High School"].set_index("company")
    ofsted = elm.loc[["Office for Standards in Education", "Ofsted"], "supplier_id"]
    assert list(ofsted) == ["ofsted", "ofsted"]


def test_a_merge_suggests_what_resembles_the_name(trust) -> None:
    assert run("register", "add", "read", "--database", "m.db", cwd=trust).returncode == 0
    done = run("register", "merge", "TTRS maths", "Arbor", "--database", "m.db", cwd=trust)
    assert done.returncode == 2
    assert "Did you mean" not in done.stderr  # no name there is like it
    done = run("register", "merge", "Bird Trakker", "Arbor", "--database", "m.db", cwd=trust)
    assert "Did you mean Bird Tracker?" in done.stderr
