"""The published site: complete, without persons, replaced as a whole; and its tables."""

import json
import math
import re
import sqlite3
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.correcting import COMPANIES, notice_text

from noticeparse import load_vocabulary, parse, read_csv
from noticeparse.comparison import Names
from noticeparse.errors import InputError
from noticeparse.model import Decision, School
from noticeparse.register.publishing import LIST, Site
from noticeparse.reports.rows import columns
from noticeparse.reports.tables import TABLES

PERSON = ("Mrs Jo Ashworth", "Names of pupils", "Piano lessons with Mrs Jo Ashworth")
BESIDE = ("Letterjoin", "Names, as Mrs Ashworth asks for them", "Handwriting")
SCHOOLS = (School("Moorland Edge Primary School", "900101"), School("Saltway Infant School"))


@pytest.fixture
def published(register, at, knowledge, tmp_path):
    """Publish two schools, one of whose notices names a person; again whenever it is called."""
    for school, rows, path in (
        (SCHOOLS[0], [*COMPANIES[:3], PERSON, BESIDE], "https://moorland.example/notice"),
        (SCHOOLS[1], COMPANIES[:2], "javascript:window.hit=1"),
    ):
        text = notice_text(school.name, rows).encode()
        at("2026-09-01").add(parse(text, source_path=path, schools=[school]), text)

    def publish() -> Path:
        site = Site(tmp_path / "site", Names.of(load_vocabulary()), date(2026, 9, 2))
        with register.reading() as connection:
            site.publish(connection, knowledge)
        return site.folder

    publish()
    return publish


def links_of(page: Path) -> list[str]:
    return re.findall(r'href="([^"]*)"', page.read_text("utf-8"))


def test_every_page_can_be_reached_and_every_link_leads_somewhere(published) -> None:
    folder = published()
    pages = [folder / "index.html"]
    for page in pages:
        for link in links_of(page):
            if link.startswith("https://"):
                assert link == "https://moorland.example/notice"
                continue
            target = (page.parent / unquote(link)).resolve()
            assert target.is_file(), (page.name, link)
            if target.suffix == ".html" and target not in pages:
                pages.append(target)
    assert {page.resolve() for page in pages} == set(folder.resolve().rglob("*.html"))
    assert len(pages) == 1 + 2 + 4  # two schools, four recipients that are no person


def test_no_person_is_published(published) -> None:
    folder = published()
    found = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"ashworth" not in found.lower()
    assert b"Piano" not in found
    assert "Letterjoin" in (folder / "disclosures.csv").read_text("utf-8")


def test_no_person_is_published_in_another_name_or_its_id(
    register, at, knowledge, tmp_path
) -> None:
    text = notice_text(SCHOOLS[0].name, [PERSON, ("Lessons of Mrs Jo Ashworth", "Names", "Music")])
    at("2026-09-01").add(parse(text.encode(), source_path="a.txt", schools=[SCHOOLS[0]]), b"")
    site = Site(tmp_path / "site", Names.of(load_vocabulary()), date(2026, 9, 2))
    with register.reading() as connection:
        site.publish(connection, knowledge)
    files = [path for path in site.folder.rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        assert b"ashworth" not in path.read_bytes().lower(), path.name
        assert "ashworth" not in path.name.lower()


def test_a_publication_that_was_stopped_can_be_made_again(
    published, register, knowledge, monkeypatch
) -> None:
    folder = published()

    def stopped(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Site, "_write_first", stopped)
        published()
    assert not list(folder.rglob("*.part"))
    published()
    assert (folder / "index.html").is_file()
    fresh = folder.with_name("fresh")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Site, "_write_school", stopped)
        with register.reading() as connection:
            Site(fresh, Names(), date(2026, 9, 2)).publish(connection, knowledge)
    assert not list(fresh.rglob("*.part"))
    assert (fresh / LIST).is_file()  # so that it can be published into


def test_all_tables_hold_the_same_rows(published) -> None:
    folder = published()
    frame = read_csv(folder / "disclosures.csv")
    assert sorted(frame["company"]) == sorted(
        ["Tapestry", "Parentmail", "Bromcom", "Letterjoin", "Tapestry", "Parentmail"]
    )
    with sqlite3.connect(folder / "notices.db") as database:
        for table in TABLES:
            there = database.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()
            assert list(map(list, there)) == [
                [stored(column.value(row[column.name])) for column in columns(table)]
                for _, row in read_csv(folder / f"{table}.csv").iterrows()
            ]
        schools = database.execute("SELECT school, rows FROM schools").fetchall()
        found = database.execute(
            "SELECT d.company FROM disclosures_fts f JOIN disclosures d ON d.rowid = f.rowid "
            "WHERE disclosures_fts MATCH 'parentmail'"
        )
        assert found.fetchall() == [("Parentmail",), ("Parentmail",)]
    assert schools == [(SCHOOLS[0].name, 4), (SCHOOLS[1].name, 2)]


def test_parquet_holds_the_same_rows(published) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    folder = published()
    for table in TABLES:
        frame = pandas.read_parquet(folder / f"{table}.parquet").to_dict("records")
        texts = read_csv(folder / f"{table}.csv").to_dict("records")
        for row, text in zip(frame, texts, strict=True):
            for column in columns(table):
                assert plain(row[column.name]) == column.value(text[column.name])


def stored(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def plain(value: object) -> object:
    if isinstance(value, float) and math.isnan(value):
        return None
    return list(value) if hasattr(value, "tolist") and not isinstance(value, float) else value


def test_publishing_again_replaces_what_was_published_and_nothing_else(
    published, register, at
) -> None:
    folder = published()
    before = {path.name for path in folder.rglob("*")}
    (folder / "about.html").write_text("ours", "utf-8")
    text = notice_text(SCHOOLS[1].name, COMPANIES[:1]).encode()
    path = "javascript:window.hit=1"
    for school in SCHOOLS:  # Parentmail is named no more
        of = "https://moorland.example/notice" if school.urn else path
        at("2026-10-01").add(parse(text, source_path=of, schools=[school]), text)
    published()
    after = {path.name for path in folder.rglob("*")}
    assert {name for name in before - after if name.startswith("parent")} == {"parentmail.html"}
    assert after - before == {"about.html"}
    assert set((folder / LIST).read_text("utf-8").splitlines()) == {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ("about.html", LIST)
    }


def test_a_folder_with_other_files_is_refused(published, tmp_path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine", "utf-8")
    with pytest.raises(InputError, match="not empty"):
        Site(tmp_path / "mine", Names(), date(2026, 9, 2)).publish(None, None)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_list_that_was_tampered_with_deletes_nothing_outside(published, tmp_path) -> None:
    folder = published()
    for name in ("precious.txt", "other.txt"):
        (tmp_path / name).write_text("mine", "utf-8")
    with (folder / LIST).open("a", encoding="utf-8") as file:
        file.write(f"../precious.txt\n{tmp_path / 'other.txt'}\n")
    published()
    assert (tmp_path / "precious.txt").is_file()
    assert (tmp_path / "other.txt").is_file()


def test_the_same_register_gives_the_same_pages_and_tables(published) -> None:
    folder = published()
    kept = [path for path in folder.rglob("*") if path.suffix in (".html", ".csv", ".txt")]
    before = {path: path.read_bytes() for path in kept}
    published()
    assert {path: path.read_bytes() for path in kept} == before


def test_what_a_person_corrected_is_named_and_what_stood_there_is_not(
    published, register, at
) -> None:
    text = notice_text(SCHOOLS[1].name, COMPANIES[:2]).encode()
    notice = parse(text, source_path="javascript:window.hit=1", schools=[SCHOOLS[1]])
    row = notice.disclosures[0]
    decisions = [
        Decision(
            **{"id": f"k{field}", "school": notice.school, "notice": notice.source.path},
            **{"sha256": notice.source.sha256, "disclosure": row.id, "field": field},
            **{"before": before, "after": after, "who": "Ada Okafor", "why": "they rang me"},
            **{"when": "2026-09-01T10:00:00Z"},
            **{"company": str(row.company), "description": str(row.description)},
        )
        for field, before, after in (
            ("company", "Tapestry", "Journal Ltd"),
            ("note", None, "ask Ms Bell"),
        )
    ]
    assert at("2026-09-03").decide(decisions) == 2
    folder = published()
    page = next(folder.glob("schools/saltway*.html")).read_text("utf-8")
    assert "Journal Ltd" in page
    assert "Corrected by a person: company" in page
    found = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for inside in (b"Ada Okafor", b"they rang me", b"ask Ms Bell", b"Tapestry \xe2\x86\x92"):
        assert inside not in found
