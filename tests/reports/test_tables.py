"""The tables that join: keys, types, the Data Package, SQLite with its views, Parquet."""

import json
import sqlite3
from dataclasses import replace

import pytest
from tests.reports.made import disclosure, notice

from noticeparse import read_csv
from noticeparse.errors import NothingMore
from noticeparse.model import Evidence, Failure, Notice, School, Tag
from noticeparse.reports import Options, open_writer
from noticeparse.reports.datapackage import datapackage
from noticeparse.reports.rows import columns, names
from noticeparse.reports.standing import PACKAGE_FILE
from noticeparse.reports.tables import DATABASE, TABLES

NORTH, SOUTH = School("North", "000123"), School("South", None, "A trust")
FORMATS = ("csv", "sqlite", "parquet")


def several() -> list[Notice]:
    """A notice of two schools, the same one at another place, and one that names nobody."""
    shared = replace(notice(), schools=(NORTH, SOUTH))
    basis = Tag("lawful_basis", "A6-1-e", None, 0.9, "keyword", Evidence(None, "", 0, 0, ""))
    other = replace(disclosure("Wonde"), lawful_bases=(basis,))
    moved = replace(shared.source, path="other.docx")
    empty = replace(shared.source, path="empty.docx")
    return [
        shared,
        replace(notice(other, other_row()), source=moved),
        replace(notice(), source=empty, disclosures=()),
    ]


def other_row():
    odd = Tag("category", "own_term", "shared", 0.5, "decided", Evidence(None, "", 0, 0, ""))
    return replace(disclosure("Arbor"), id="d2", tags=(odd,))


@pytest.fixture
def written(tmp_path):
    for name in FORMATS:
        if name == "parquet":
            pytest.importorskip("pyarrow")
        writer = open_writer(name, tmp_path)
        for each in (*several(), Failure("x.pdf", "unreadable", "m", "w")):
            writer.add(each)
        writer.finish()
    return tmp_path


def test_every_table_has_the_columns_that_are_described(written) -> None:
    for table in TABLES:
        assert list(read_csv(written / f"{table}.csv").columns) == list(names(table))


def test_a_row_has_one_key_in_every_table_and_no_other_row_has_it(written) -> None:
    rows, tags = read_csv(written / "disclosures.csv"), read_csv(written / "tags.csv")
    assert rows["id"].duplicated().any()  # what an id alone would have joined
    assert not rows["row_key"].duplicated().any()
    joined = tags.merge(rows, on="row_key", suffixes=("", "_of_row"), validate="many_to_one")
    assert len(joined) == len(tags) > len(rows)
    assert (joined["source"] == joined["source_of_row"]).all()
    assert (joined["urn"] == joined["urn_of_row"]).all()
    assert (joined["disclosure_id"] == joined["id_of_row"]).all()


def test_a_notice_without_rows_is_in_the_tables(written) -> None:
    notices = read_csv(written / "notices.csv")
    assert list(notices["source"].str.cat(notices["rows"], ":")).count("empty.docx:0") == 1
    assert list(notices["school"])[:2] == ["North", "South"]
    assert not notices["notice_key"].duplicated().any()


def test_lawful_bases_are_tags_and_terms_of_another_vocabulary_are_terms(written) -> None:
    tags, terms = read_csv(written / "tags.csv"), read_csv(written / "terms.csv")
    assert list(tags[tags["kind"] == "lawful_basis"]["id"]) == ["A6-1-e"]
    assert list(terms[terms["id"] == "own_term"]["label"]) == ["own_term"]
    assert not terms.duplicated(["kind", "id"]).any()


def test_the_data_package_is_valid(written) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(written / PACKAGE_FILE))
    assert report.valid, report.flatten(["type", "message"])[:3]
    package = json.loads((written / PACKAGE_FILE).read_text("utf-8"))
    assert [each["name"] for each in package["resources"]] == list(TABLES)


def test_the_data_package_sees_a_row_that_joins_nothing(written) -> None:
    frictionless = pytest.importorskip("frictionless")
    path = written / "tags.csv"
    key = read_csv(path)["row_key"].iloc[0]
    path.write_bytes(path.read_bytes().replace(key.encode(), b"0" * 16, 1))
    report = frictionless.validate(str(written / PACKAGE_FILE))
    assert {error[0] for error in report.flatten(["type"])} == {"foreign-key"}


def test_the_database_has_types_and_keys_that_hold(written) -> None:
    with sqlite3.connect(written / DATABASE) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert len(database.execute("PRAGMA foreign_key_list(tags)").fetchall()) == 3
        for table in TABLES:
            found = database.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()
            texts = read_csv(written / f"{table}.csv").to_dict("records")
            assert found == [
                tuple(stored(each.value(row[each.name])) for each in columns(table))
                for row in texts
            ]


def stored(value: object) -> object:
    return json.dumps(value) if isinstance(value, list) else value


def test_every_view_runs_and_the_index_finds(written) -> None:
    with sqlite3.connect(written / DATABASE) as database:
        views = database.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()
        assert len(views) >= 10
        for (view,) in views:
            database.execute(f"SELECT * FROM {view}").fetchall()
        (row,) = database.execute("SELECT schools, rows FROM suppliers_by_schools").fetchmany(1)
        assert row == (3, 4)
        found = database.execute("SELECT source FROM notices_without_lawful_basis").fetchall()
        assert ("other.docx",) not in found
        words = "SELECT count(*) FROM disclosures_fts WHERE disclosures_fts MATCH 'wonde'"
        assert database.execute(words).fetchone() == (1,)


def test_a_quote_of_the_database_is_the_words_of_its_column(written) -> None:
    with sqlite3.connect(written / DATABASE) as database:
        quotes = database.execute(
            "SELECT words, substr(column_text, start + 1, end - start) FROM quotes "
            "WHERE column_text IS NOT NULL"
        ).fetchall()
    assert quotes
    assert all(words == cut for words, cut in quotes)


def test_parquet_has_types(written) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for table in TABLES:
        found = parquet.read_table(written / f"{table}.parquet").to_pylist()
        texts = read_csv(written / f"{table}.csv").to_dict("records")
        assert found == [
            {each.name: each.value(row[each.name]) for each in columns(table)} for row in texts
        ]


def test_two_notices_of_one_path_and_school_are_both_there(tmp_path) -> None:
    for name in FORMATS:
        writer = open_writer(name, tmp_path)
        for each in (notice(), notice(disclosure("Wonde"))):
            writer.add(each)
        writer.finish()
    rows = read_csv(tmp_path / "disclosures.csv")
    assert list(rows["source"]) == ["north/privacy.pdf", "north/privacy~2.pdf"]
    assert not rows["row_key"].duplicated().any()


def test_a_repeat_counts_in_no_table_but_is_listed(tmp_path) -> None:
    writer = open_writer("csv", tmp_path)
    writer.add(replace(notice(), same_notice_as="north/privacy.docx"))
    writer.finish()
    assert list(read_csv(tmp_path / "notices.csv")["same_notice_as"]) == ["north/privacy.docx"]
    for table in ("disclosures", "tags", "statements", "suppliers"):
        assert read_csv(tmp_path / f"{table}.csv").empty, table


def test_schools_of_one_name_are_told_apart_and_what_is_not_in_use_does_not_count(tmp_path) -> None:
    schools = (School("St Mary's", "1"), School("St Mary's", "2"))
    past = disclosure("Wonde", id="d2", status="historic", supplier=None)
    writer = open_writer("sqlite", tmp_path)
    writer.add(replace(notice(disclosure(), past), schools=schools))
    writer.add(replace(notice(school=None, path="b.pdf"), urn=None))
    writer.finish()
    with sqlite3.connect(tmp_path / DATABASE) as database:
        found = database.execute("SELECT supplier, schools FROM suppliers_by_schools").fetchall()
        assert found == [("Arbor Education", 3)]
        assert len(database.execute("SELECT * FROM schools").fetchall()) == 3


def test_a_full_disk_ends_the_run_and_is_no_fault_of_a_notice(tmp_path) -> None:
    writer = open_writer("sqlite", tmp_path)
    (sink,) = writer._sinks
    sink._database.execute("PRAGMA max_page_count = 20")
    with pytest.raises(NothingMore, match="full"):
        for number in range(2000):
            writer.add(notice(path=f"{number}.pdf"))
    writer.discard()
    assert list(tmp_path.iterdir()) == []


def test_the_data_package_names_the_files_that_were_written(tmp_path) -> None:
    made = {table: f"{table}.1.csv" for table in TABLES}
    package = json.loads(datapackage(made))
    assert [each["path"] for each in package["resources"]] == list(made.values())


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_notices_give_the_same_bytes(name, tmp_path) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    made = []
    for folder in ("one", "two"):
        writer = open_writer(name, tmp_path / folder, options=Options())
        for each in several():
            writer.add(each)
        made.append([path.read_bytes() for path in writer.finish().files])
    assert made[0] == made[1]


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_stopped_leaves_nothing_behind(name, tmp_path) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    writer = open_writer(name, tmp_path)
    writer.add(notice())
    writer.discard()
    assert list(tmp_path.iterdir()) == []
