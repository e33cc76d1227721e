"""A register that was sent: what it defines is a register's, or it is not used at all."""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest
from tests.correcting import make_notices
from typer.testing import CliRunner

from noticeparse.cli import app
from noticeparse.errors import InputError
from noticeparse.register.database import open_database

ENDLESS = "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r)"
CHANGED = {
    "a trigger": "CREATE TRIGGER mine AFTER INSERT ON notice BEGIN UPDATE school SET name = 'x'; END",
    "another text of a trigger": "DROP TRIGGER words_go; CREATE TRIGGER words_go AFTER DELETE ON "
    "disclosure BEGIN INSERT INTO backup(at, file) VALUES ('', old.company); END",
    "a table": "CREATE TABLE stash(a)",
    "a table called like those of the search": "CREATE TABLE words_more(a CHECK (a > zeroblob(9)))",
    "an index on an expression": "CREATE INDEX mine ON run(hex(zeroblob(9)))",
    "a view in a table's place": "ALTER TABLE decision RENAME TO other; "
    f"CREATE VIEW decision AS {ENDLESS} SELECT i AS id, '' AS decision FROM r",
    "a view beside": f"CREATE VIEW mine AS {ENDLESS} SELECT i FROM r",
    "a column that is computed": "ALTER TABLE run ADD COLUMN big AS (hex(zeroblob(9)))",
    "a column more": "ALTER TABLE run ADD COLUMN more TEXT",
    "a trigger that keeps a word for what was said": "DROP TRIGGER words_come; CREATE TRIGGER "
    "words_come AFTER INSERT ON disclosure BEGIN INSERT INTO words(rowid, company, description) "
    "VALUES (new.id, 'new.company', new.description); END",
    "no trigger": "DROP TRIGGER words_come",
}
SCHEMA = {
    "a condition that fills the memory": (
        "PRIMARY KEY (id)",
        "PRIMARY KEY (id), CHECK (zeroblob(9) < 1)",
    ),
    "a default that is computed": ("record TEXT NOT NULL", "record TEXT NOT NULL DEFAULT (hex(9))"),
}
WORDS = "PRAGMA writable_schema = 1"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("register")
    make_notices(folder)
    file = folder / "sound.db"
    run("add", folder / "in", file=file)
    return file


@pytest.fixture
def sent(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound, tmp_path / "sent.db"))


def run(*command: object, file: Path, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["register", *map(str, command), "--database", str(file)])
    assert done.exit_code == code, done.output
    return " ".join(done.output.split())


def alter(file: Path, *script: str | tuple[str, tuple]) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for each in script:
            if isinstance(each, tuple):
                connection.execute(*each)
            else:
                connection.executescript(each)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def refused(file: Path, tmp_path: Path) -> str:
    """No command uses it, and no byte of it changes."""
    before = file.read_bytes()
    said = run("check", file=file, code=2)
    run("publish", tmp_path / "site", file=file, code=2)
    run("erase", "Arbor", "--who", "Ada Okafor", "--why", "asked", "--yes", file=file, code=2)
    assert file.read_bytes() == before
    return said


@pytest.mark.parametrize("script", CHANGED.values(), ids=CHANGED)
def test_what_no_register_defines_is_refused_before_it_runs(sent, tmp_path, script) -> None:
    alter(sent, script)
    assert "was changed by something else" in refused(sent, tmp_path)


@pytest.mark.parametrize(("old", "new"), SCHEMA.values(), ids=SCHEMA)
def test_a_table_that_is_defined_otherwise_is_refused(sent, tmp_path, old, new) -> None:
    rewrite = "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE name = 'run'"
    alter(sent, WORDS, (rewrite, (old, new)))
    assert "its own table run" in refused(sent, tmp_path)


def test_a_view_that_names_the_revision_is_not_asked(sent, tmp_path) -> None:
    alter(
        sent,
        "ALTER TABLE alembic_version RENAME TO other; "
        f"CREATE VIEW alembic_version AS {ENDLESS} SELECT i AS version_num FROM r",
    )
    assert "is no register" in refused(sent, tmp_path)


def test_a_register_of_a_newer_program_is_told_as_such(sent, tmp_path) -> None:
    alter(sent, "UPDATE alembic_version SET version_num = 'r999'", "CREATE TABLE later(a)")
    assert "was made by a newer noticeparse" in refused(sent, tmp_path)


def test_an_older_register_and_one_with_statistics_are_used(sent) -> None:
    alter(sent, "ANALYZE")
    assert "is sound" in run("check", file=sent)
    alter(sent, "DROP TABLE address; UPDATE alembic_version SET version_num = 'r001'")
    assert "is sound" in run("check", file=sent)


def test_a_value_of_a_length_that_no_register_has_is_refused(sent, monkeypatch) -> None:
    monkeypatch.setattr("noticeparse.register.database._LONGEST_VALUE", 1_000_000)
    alter(sent, "UPDATE source SET content = zeroblob(2000000)")
    said = run("check", file=sent, code=2)
    assert "too big" in said


DEEP = "[" * 200_000 + "]" * 200_000
VALUES = {
    "a version that is a text": ("UPDATE version SET content = ?", "hello"),
    "a version that is no JSON": ("UPDATE version SET content = ?", zlib.compress(b"no")),
    "a version that is deep": ("UPDATE version SET content = ?", zlib.compress(DEEP.encode())),
    "a version that is cut off": ("UPDATE version SET content = ?", zlib.compress(b"{}" * 99)[:9]),
}
DECISION = "INSERT INTO decision VALUES (1, 'k', '{school}', '2026', ?)"


@pytest.mark.parametrize(("asked", "value"), VALUES.values(), ids=VALUES)
def test_a_version_that_is_none_is_said_in_a_sentence(sent, tmp_path, asked, value) -> None:
    alter(sent, (asked, (value,)))
    assert "cannot be read" in run("check", file=sent, code=3)
    assert "is not sound" in run("publish", tmp_path / "site", file=sent, code=2)
    assert "damaged" in run("export", tmp_path / "out", file=sent, code=2)


@pytest.mark.parametrize("value", ["not json", "[]", DEEP], ids=["words", "a list", "deep"])
def test_a_decision_that_is_none_is_said_in_a_sentence(sent, tmp_path, value) -> None:
    with closing(sqlite3.connect(sent)) as connection:
        school = connection.execute("SELECT folded FROM school").fetchone()[0]
    alter(sent, (DECISION.format(school=school), (value,)))
    assert "Decision 1 cannot be read" in run("check", file=sent, code=3)
    assert "is not sound" in run("publish", tmp_path / "site", file=sent, code=2)
    assert "damaged" in run("export", tmp_path / "out", file=sent, code=2)


def test_a_name_that_is_no_text_is_said(sent) -> None:
    alter(sent, ("UPDATE school SET name = ?", (b"\xff\x00",)))
    assert "name of 2 lines of school is no text." in run("check", file=sent, code=3)


def test_a_register_is_what_it_was_after_it_was_opened(sound: Path) -> None:
    before = sound.read_bytes()
    open_database(str(sound)).close()
    assert sound.read_bytes() == before
    with pytest.raises(InputError):
        open_database(str(sound.with_name("none.db")), create=False)
