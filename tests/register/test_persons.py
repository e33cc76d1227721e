"""Who may be a private person is not published until somebody releases it."""

from __future__ import annotations

from datetime import date

import pytest
from tests.correcting import COMPANIES, notice_text
from typer.testing import CliRunner

from noticeparse import load_vocabulary, parse, read_csv
from noticeparse.cli import app
from noticeparse.comparison import Names
from noticeparse.errors import InputError, OutputError
from noticeparse.model import School
from noticeparse.register.publishing import LIST, Site

SCHOOL = School("Moorland Edge Primary School", "900101")
PEOPLE = (
    ("Sarah Johnson", "Names of pupils", "Counselling"),
    ("Siân Llewellyn (sian.llewellyn@lessons.example, 07700 900123)", "Names", "Harp lessons"),
    ("J. Pellow", "Names and classes", "Chess club"),
    ("Sensei Dave", "Names", "Karate"),
    ("Oluwaseun Adeyemi", "Names, as Oluwaseun Adeyemi asks", "Drumming workshops"),
    ("Nguyễn Thị Mai, interpreter", "Names of parents", "Meetings with families"),
    ("Coach Mwangi", "Names and medical needs", "Football"),
    ("Katarzyna Wiśniewska-Nowak", "Names", "Speech and language therapy"),
    ("Mr K Ashworth", "Names", "Drums"),
    ("Fr Michael O'Brien", "Names", "Assemblies"),
)
SECRETS = (
    *("johnson", "llewellyn", "lessons.example", "900123", "pellow", "sensei", "adeyemi", "nguy"),
    *("mwangi", "wiśniewska", "wi%c5%9bniewska", "ashworth", "o'brien", "o&#39;brien"),
)
BODIES = (
    (
        "Letterjoin",
        "Names; ask Sarah Johnson, office@moorland.example, 0114 496 0123",
        "Handwriting",
    ),
    ("Quenby Outdoor Centre", "Names", "Residential visits"),
)


@pytest.fixture
def publish(address, at, register, knowledge, tmp_path):
    """Publish a school with these rows."""

    def run(*rows, folder="site"):
        text = notice_text(SCHOOL.name, rows).encode()
        at("2026-09-01").add(parse(text, source_path="notice.txt", schools=[SCHOOL]), text)
        site = Site(tmp_path / folder, Names.of(load_vocabulary()), date(2026, 9, 2))
        with register.reading() as connection:
            site.publish(connection, knowledge)
        return site.folder

    return run


def decide(address, *command):
    done = CliRunner().invoke(
        app, ["register", *command, "--who", "Ada Okafor", "--database", address]
    )
    assert done.exit_code == 0, done.output


def published(folder) -> str:
    found = (path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    names = " ".join(path.name for path in folder.rglob("*"))
    return (b"\n".join(found).decode("utf-8", "replace") + names).casefold()


def companies(folder) -> set[str]:
    return set(read_csv(folder / "disclosures.csv")["company"])


def test_no_person_has_a_page_a_row_or_a_number(publish) -> None:
    folder = publish(*COMPANIES[:2], *PEOPLE, *BODIES)
    text = published(folder)
    assert [secret for secret in SECRETS if secret in text] == []
    assert companies(folder) == {"Tapestry", "Parentmail", "Letterjoin", "Quenby Outdoor Centre"}
    assert "office@" not in text and "496 0123" not in text
    school = next((folder / "schools").glob("*.html")).read_text("utf-8")
    assert "10 recipients of this school were left out here" in school
    for page in [folder / "index.html", *(folder / "suppliers").glob("*.html")]:
        assert "10 recipients were left out" in page.read_text("utf-8"), page.name


def test_a_person_releases_and_holds(publish, address) -> None:
    publish(*COMPANIES[:2], *PEOPLE, *BODIES)
    decide(address, "release", "Sarah Johnson", "--why", "a company of that name")
    decide(address, "release", "Mr K Ashworth")
    decide(address, "hold", "Quenby Outdoor Centre")
    folder = publish(*COMPANIES[:2], *PEOPLE, *BODIES, folder="again")
    assert companies(folder) == {
        *("Tapestry", "Parentmail", "Letterjoin", "Sarah Johnson"),
        "Mr K Ashworth",
    }
    decide(address, "undo", "Sarah Johnson")
    folder = publish(*COMPANIES[:2], *PEOPLE, *BODIES, folder="undone")
    assert "Sarah Johnson" not in companies(folder)


def test_whose_a_name_is_says_nothing_of_a_person(publish, address) -> None:
    publish(*COMPANIES[:2], PEOPLE[0])
    decide(address, "merge", "Sarah Johnson", "Tapestry")
    assert "johnson" not in published(publish(*COMPANIES[:2], PEOPLE[0], folder="merged"))


def test_a_merge_with_a_held_name_holds_both(publish, address) -> None:
    rows = (*COMPANIES[:2], ("Mr K Ashworth", "Names", "Drums"), ("drum teacher", "Names", "Drums"))
    publish(*rows)
    decide(address, "merge", "drum teacher", "Mr K Ashworth")
    folder = publish(*rows, folder="merged")
    text = published(folder)
    assert "ashworth" not in text and "drum teacher" not in text
    assert companies(folder) == {"Tapestry", "Parentmail"}
    assert len(list((folder / "suppliers").glob("*.html"))) == 2


def test_a_list_that_was_sent_deletes_and_writes_nothing_elsewhere(publish, tmp_path) -> None:
    folder = publish(*COMPANIES[:2])
    victim = tmp_path / "victim.html"
    victim.write_text("mine")
    (folder / "way").symlink_to(tmp_path)
    (folder / LIST).write_text(
        "\n".join(["../victim.html", "way/victim.html", str(victim), "x/../../victim.html"])
    )
    publish(*COMPANIES[:2])
    assert victim.read_text() == "mine"


def test_a_list_of_other_bytes_is_read(publish) -> None:
    folder = publish(*COMPANIES[:2])
    with (folder / LIST).open("ab") as file:
        file.write(b"\xff\xfe\n")
    publish(*COMPANIES[:2])
    assert b"\xff" not in (folder / LIST).read_bytes()


def test_a_folder_that_is_a_link_is_not_written_into(publish, tmp_path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder = publish(*COMPANIES[:2])
    for page in (folder / "suppliers").iterdir():
        page.unlink()
    (folder / "suppliers").rmdir()
    (folder / "suppliers").symlink_to(elsewhere)
    with pytest.raises(OutputError, match="a link that leads out"):
        publish(*COMPANIES[:2])
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"x" * 30_000_000])
def test_a_list_that_is_too_long_or_a_link_is_refused(publish, tmp_path, content) -> None:
    folder = publish(*COMPANIES[:2])
    if content:
        (folder / LIST).write_bytes(content)
    else:
        (folder / LIST).unlink()
        (folder / LIST).symlink_to(tmp_path / "none")
    first = (folder / "index.html").read_bytes()
    with pytest.raises(InputError, match="is no list of what was published"):
        publish(*COMPANIES[:2])
    assert (folder / "index.html").read_bytes() == first
