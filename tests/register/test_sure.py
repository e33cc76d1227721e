"""The published site shows what is sure or decided, marks what nobody read, and counts the rest."""

import json
import re
import sqlite3

import pytest
from tests.correcting import COMPANIES, notice_text
from tests.register.test_register_cli import run

from noticeparse import read_csv

SCHOOLS = ("Brindle Beck Primary School", "Cotterdale Infant School", "Dufton Junior School")
UNSURE = "Pupil premium lists might go to Quenby and sons where they ask for them."


@pytest.fixture
def trust(tmp_path):
    """Three schools: doubtful rows beside sure ones, none doubtful, and nothing but doubtful."""
    texts = (
        notice_text(SCHOOLS[0], COMPANIES[:3]) + f"\n{UNSURE}\n",
        notice_text(SCHOOLS[1], COMPANIES[1:4]),
        f"{SCHOOLS[2]}\n\nPrivacy notice\n\n{UNSURE}\n",
    )
    for school, text in zip(SCHOOLS, texts, strict=True):
        path = tmp_path / "in" / school.split()[0] / "privacy.txt"
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def published(trust, address):
    """Publish the trust; again, with more arguments, whenever it is called."""
    run("add", trust / "in", address=address)

    def publish(*more):
        said = run("publish", trust / "site", *more, address=address)
        return trust / "site", said

    return publish


def text_of(page) -> str:
    body = page.read_text("utf-8").partition("<body>")[2]
    return " ".join(re.sub("<[^>]+>", " ", body).split())


def page_of(folder, start):
    return next(folder.glob(f"*/{start}*.html"))


def test_rows_that_are_not_sure_are_counted_and_left_out(published) -> None:
    folder, said = published()
    assert "3 schools, and 4 more rows that are not sure; --all shows them, marked." in said
    assert "and 4 more rows that are not sure." in text_of(folder / "index.html")
    expected = {"brindle": "2 more rows", "cotterdale": "no more rows", "tapestry": "no more rows"}
    for start, count in expected.items():
        assert f", and {count} that are not sure." in text_of(page_of(folder, start)), start
    dufton = text_of(page_of(folder, "dufton"))
    assert "0 recipients, and 2 more rows that are not sure." in dufton
    for page in folder.rglob("*.html"):
        assert "Quenby" not in page.read_text("utf-8"), page.name
        assert "A row is shown where the program is sure of its recipient" in text_of(page)


def test_the_files_hold_the_rows_of_the_pages(published) -> None:
    for more in ((), ("--all",)):
        folder, _ = published(*more)
        rows = read_csv(folder / "disclosures.csv")
        shown = {
            (school, company)
            for school in SCHOOLS
            for company in rows[rows.school == school].company
        }
        on_pages = {
            (school, name)
            for school in SCHOOLS
            for name in re.findall(
                r'<th scope="row"><div><b>\s*<a[^>]*>([^<]+)</a>',
                page_of(folder, school.split()[0].lower()).read_text("utf-8"),
            )
        }
        assert {(s, c.casefold()) for s, c in shown} == {(s, c.casefold()) for s, c in on_pages}
        assert ("Quenby" in set(rows.company)) is bool(more)
        assert set(read_csv(folder / "tags.csv").company) <= set(rows.company)
        with sqlite3.connect(folder / "notices.db") as database:
            found = database.execute("SELECT count(*) FROM disclosures").fetchone()
        assert found == (len(rows),)
        said = json.loads((folder / "datapackage.json").read_text("utf-8"))["description"]
        assert ("Rows that are not sure are left out" in said) is not bool(more)


def test_with_all_every_row_is_shown_and_those_not_sure_are_marked(published) -> None:
    folder, said = published("--all")
    assert "with 4 rows that are not sure." in said
    brindle = text_of(page_of(folder, "brindle"))
    assert "5 recipients, with 2 rows that are not sure." in brindle
    assert re.search("Quenby not read by a person not sure", brindle)
    assert re.search("Tapestry not read by a person (?!not sure)", brindle)


def test_what_nobody_decided_is_marked_and_what_somebody_decided_is_shown(
    published, address
) -> None:
    folder, _ = published()
    assert text_of(page_of(folder, "brindle")).count("not read by a person") == 3
    assert text_of(page_of(folder, "tapestry")).count("not read by a person") == 1
    run("merge", "Quenby", "Tapestry", "--who", "Ada Okafor", address=address)
    run("split", "Bromcom", "--who", "Ada Okafor", address=address)
    folder, said = published()
    assert "and 2 more rows" in said
    brindle = text_of(page_of(folder, "brindle"))
    assert "Quenby" in brindle
    assert re.search("Tapestry read by a person in part", brindle)
    assert "Bromcom not read" not in brindle
    assert brindle.count("not read by a person") == 1


def test_a_note_alone_makes_no_row_sure(published, address, at) -> None:
    from noticeparse.model import Decision

    folder, _ = published("--all")
    rows = read_csv(folder / "disclosures.csv")
    row = rows[(rows.company == "Quenby") & (rows.school == SCHOOLS[0])].iloc[0]
    said = {"id": "knote", "school": row.school, "notice": row.source, "sha256": ""}
    said |= {"disclosure": row.id, "field": "note", "before": None, "after": "ring them"}
    said |= {"who": "Ada", "when": "2026-01-01T10:00:00Z"}
    said |= {"company": row.company, "description": row.description}
    assert at("2026-09-03").decide([Decision(**said)]) == 1
    folder, said = published()
    assert "and 4 more rows" in said
    assert "ring them" not in text_of(page_of(folder, "brindle"))


@pytest.mark.parametrize(
    "pair", [("drum teacher", "Mr K Ashworth"), ("Mr K Ashworth", "drum teacher")]
)
def test_a_merge_with_a_held_name_holds_both_at_every_school(tmp_path, address, pair) -> None:
    people = (("Mr K Ashworth", "Names", "Drums"), ("drum teacher", "Names", "Drums"))
    for school, rows in zip(SCHOOLS, (people, people[1:], COMPANIES[:1]), strict=True):
        path = tmp_path / "in" / school.split()[0] / "privacy.txt"
        path.parent.mkdir(parents=True)
        path.write_text(notice_text(school, [*COMPANIES[1:3], *rows]), "utf-8")
    run("add", tmp_path / "in", address=address)
    run("merge", *pair, "--who", "Ada Okafor", address=address)
    run("publish", tmp_path / "site", "--all", address=address)
    for file in (tmp_path / "site").rglob("*"):
        found = file.read_bytes().lower() if file.is_file() else b""
        for name in (b"ashworth", b"drum teacher", b"drum-teacher"):
            assert name not in found + file.name.lower().encode(), file.name
