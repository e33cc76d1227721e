"""A folder of results that someone sent: what was kept in it is no result, and deletes nothing."""

from __future__ import annotations

import json
import sqlite3
import zlib

import pytest
from tests.correcting import make_notices, run_convert
from tests.untrusted.super_journal import super_journal

import noticeparse
from noticeparse.kept import KEPT_FILE, KEY_VARIABLE, LOCK_FILE


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Notices, their results, and a key of this user."""
    monkeypatch.setenv(KEY_VARIABLE, "of this user")
    make_notices(tmp_path)
    run_convert(tmp_path, formats="csv,json")
    return tmp_path


def stages(folder) -> int:
    """How many documents the last run read."""
    record = json.loads((folder / "out" / "run.json").read_text("utf-8"))
    return record["stages"]["reading"]["documents"]


def companies(folder) -> set[str]:
    return set(noticeparse.read_csv(folder / "out" / "disclosures.csv")["company"])


def changed(folder, statement, *values) -> None:
    """Run a statement on the file; `values` may be asked for."""
    with sqlite3.connect(folder / "out" / KEPT_FILE) as kept:
        kept.executescript(statement) if not values else kept.execute(statement, values)
    kept.close()


@pytest.mark.parametrize("of", [KEPT_FILE, f"{KEPT_FILE}.part"])
def test_a_journal_beside_it_deletes_no_file(folder, of) -> None:
    victim = folder / "victim.txt"
    victim.write_text("mine")
    (folder / "out" / f"{of}-journal").write_bytes(super_journal(victim))
    if of != KEPT_FILE:
        (folder / "out" / of).write_bytes((folder / "out" / KEPT_FILE).read_bytes())
    assert run_convert(folder, formats="csv") == 0
    assert victim.read_text() == "mine"
    assert sorted(each.name for each in (folder / "out").glob(".*")) == [KEPT_FILE]


REPLACED = {
    "a view that never ends": "ALTER TABLE result RENAME TO old; CREATE VIEW result AS WITH RECURSIVE"
    " endless(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM endless) SELECT 'a' AS name, 'b' AS sha256,"
    " 'c' AS made_with, x'00' AS content, x'00' AS mark FROM endless;",
    "a trigger": "CREATE TRIGGER more AFTER INSERT ON result BEGIN DELETE FROM result; END;",
    "a table more": "CREATE TABLE more (content);",
    "an index that a program of ours does not make": "CREATE INDEX other ON result (upper(name));",
    "a column more": "ALTER TABLE result ADD COLUMN more DEFAULT 'x';",
    "the tables of d622c3dd": "DROP TABLE result; DROP TABLE run; CREATE TABLE result (name TEXT PRIMARY"
    " KEY, sha256 TEXT NOT NULL, made_with TEXT NOT NULL, content BLOB NOT NULL) WITHOUT ROWID;"
    " CREATE TABLE run (made_of TEXT NOT NULL);",
    "nothing": "DROP TABLE result; DROP TABLE run;",
}


@pytest.mark.parametrize("statement", REPLACED.values(), ids=REPLACED)
def test_other_tables_views_and_triggers_cost_only_time(folder, statement) -> None:
    changed(folder, statement)
    assert run_convert(folder, formats="csv") == 0
    assert stages(folder) == 2
    with sqlite3.connect(folder / "out" / KEPT_FILE) as kept:
        found = kept.execute("SELECT name FROM sqlite_master WHERE type <> 'index'").fetchall()
    kept.close()
    assert sorted(found) == [("result",), ("run",)]


def test_a_result_that_someone_put_there_is_none(folder) -> None:
    with sqlite3.connect(folder / "out" / KEPT_FILE) as kept:
        for name, content in kept.execute("SELECT name, content FROM result").fetchall():
            poisoned = zlib.compress(zlib.decompress(content).replace(b"Bromcom", b"Poisoned"))
            kept.execute("UPDATE result SET content = ? WHERE name = ?", (poisoned, name))
        kept.execute("DELETE FROM run")
    kept.close()
    assert run_convert(folder, formats="csv") == 0
    assert (stages(folder), "Bromcom" in companies(folder)) == (2, True)
    assert "Poisoned" not in companies(folder)


def test_what_inflates_to_gigabytes_is_not_inflated(folder, monkeypatch) -> None:
    bomb = zlib.compress(bytes(300_000_000), 9)
    changed(folder, "UPDATE result SET content = ?", bomb)
    changed(folder, "DELETE FROM run")
    monkeypatch.setattr(
        "noticeparse.kept.inflated",
        lambda data, most: pytest.fail("inflated") if data == bomb else zlib.decompress(data),
    )
    assert run_convert(folder, formats="csv") == 0
    assert stages(folder) == 2


def test_what_another_user_read_is_read_anew(folder, monkeypatch) -> None:
    assert run_convert(folder, formats="csv,json") == 0
    monkeypatch.setenv(KEY_VARIABLE, "of another one")
    assert run_convert(folder, formats="csv,json") == 0
    assert stages(folder) == 2


def test_the_same_user_reads_nothing_twice(folder) -> None:
    assert run_convert(folder, formats="csv") == 0
    assert stages(folder) == 0


@pytest.mark.parametrize("home", ["", "/dev/null/home"])
def test_without_a_place_for_a_key_all_is_read(tmp_path, monkeypatch, home) -> None:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", home)
    monkeypatch.setenv("HOME", home or str(tmp_path / "home"))
    make_notices(tmp_path)
    assert run_convert(tmp_path, formats="csv") == 0
    assert run_convert(tmp_path, formats="csv,json") == 0
    assert stages(tmp_path) == (2 if home else 0)


def test_a_file_that_may_not_be_written_is_made_anew(folder) -> None:
    (folder / "out" / KEPT_FILE).chmod(0o400)
    assert run_convert(folder, formats="csv") == 0


def test_a_lock_that_a_killed_run_left_is_taken_over(folder) -> None:
    (folder / "out" / LOCK_FILE).write_text("")
    assert run_convert(folder, formats="csv") == 0
    assert not (folder / "out" / LOCK_FILE).exists()
