"""Every command that writes: a full disk, a folder that may not be written, a killed worker."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.correcting import make_notices, read_in_process, run_convert
from typer.testing import CliRunner

from noticeparse.cli import app
from noticeparse.kept import KEPT_FILE

WRITING = {
    "convert": ("convert", "in", "--output", "new"),
    "convert, workbook": ("convert", "in", "--output", "new", "--format", "xlsx"),
    "convert, tables": (
        "convert",
        "in",
        "--output",
        "new",
        "--format",
        "sqlite,parquet,jsonld,html",
    ),
    "compare": ("compare", "in", "--output", "c.html"),
    "compare, workbook": ("compare", "in", "--output", "c.xlsx"),
    "incident": ("incident", "Bromcom", "in", "--output", "i.docx"),
    "check": ("check", "in", "--output", "f.xlsx"),
    "draft": ("draft", "in", "--output", "drafts", "--letter"),
    "explain": ("explain", "in/moorland/notice.txt", "--output", "e.html"),
    "vocabulary add": ("vocabulary", "add", "tuck shop", "catering", "--vocabulary", "words"),
    "register list": ("register", "list", "--output", "l.csv", "--database", "r.db"),
    "register export": ("register", "export", "exported", "--database", "r.db"),
    "register publish": ("register", "publish", "site", "--database", "r.db"),
    "register changes": (
        "register",
        "changes",
        "--since",
        "2020-01-01",
        "--output",
        "c.html",
        "--database",
        "r.db",
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nowhere")
    make_notices(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        read_in_process(patch)
        run_convert(folder)
        done = CliRunner().invoke(app, ["register", "add", "in", "--database", "r.db"])
        assert done.exit_code == 0, done.output
    return folder


def refused(folder, monkeypatch, command, *, status=2):
    monkeypatch.chdir(folder)
    read_in_process(monkeypatch)
    there = (path for path in folder.rglob("*") if path.is_file() and path.name != KEPT_FILE)
    before = {path: path.read_bytes() for path in there}
    done = CliRunner().invoke(app, command)
    told = " ".join(done.output.split())
    assert done.exit_code == status, told
    assert "Traceback" not in told and "unexpected" not in told
    assert "Nothing was changed" not in told
    kept = {path: path.read_bytes() for path in before}
    assert kept == before  # what stood there stands
    left = [path for path in folder.rglob("*") if path.name.endswith(".part")]
    assert left == []
    return told


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("command", WRITING.values(), ids=WRITING)
def test_a_folder_that_takes_no_file(folder, monkeypatch, command, number) -> None:
    def takes_none(*_, **more):
        raise OSError(number, os.strerror(number), str(more.get("dir", "")))

    monkeypatch.setattr("noticeparse.reports.files.tempfile.mkstemp", takes_none)
    told = refused(folder, monkeypatch, command)
    assert os.strerror(number) in told


class Full:
    """A file on a disk that takes the first thousand bytes."""

    def __init__(self, file):
        self._file, self._left = file, 1000

    def write(self, data):
        self._left -= len(data)
        if self._left < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self._file.write(data)

    def __getattr__(self, name):
        return getattr(self._file, name)


LONG = {  # but those whose files have fewer bytes, or are written by other libraries
    name: command
    for name, command in WRITING.items()
    if name not in ("register list", "vocabulary add", "convert, tables")
}


@pytest.mark.parametrize("command", LONG.values(), ids=LONG)
def test_a_disk_that_is_full_in_mid_file(folder, monkeypatch, command) -> None:
    opened = os.fdopen
    monkeypatch.setattr("noticeparse.reports.files.os.fdopen", lambda *given: Full(opened(*given)))
    told = refused(folder, monkeypatch, command)
    assert os.strerror(errno.ENOSPC) in told


def test_a_register_on_a_full_disk_says_what_is_in_it(folder, monkeypatch, tmp_path) -> None:
    """Some notices are in, the one that did not fit is not: "nothing was changed" would be wrong."""
    monkeypatch.chdir(folder)
    read_in_process(monkeypatch)
    database = tmp_path / "small.db"
    first = CliRunner().invoke(app, ["register", "add", "in/moorland", "--database", str(database)])
    assert first.exit_code == 0, first.output
    begun = sqlite3.connect

    def small(*given, **more):
        connection = begun(*given, **more)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr("sqlite3.dbapi2.connect", small)
    done = CliRunner().invoke(app, ["register", "add", "in", "--database", str(database)])
    told = " ".join(done.output.split())
    assert done.exit_code == 2, told
    assert "full" in told and "what was added before it stands" in told
    assert "Nothing was changed" not in told


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such device")
def test_standard_output_that_is_full(folder) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "noticeparse", "convert", "in/moorland/notice.txt", "--output", "-"],
            cwd=folder, stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert os.strerror(errno.ENOSPC).encode() in done.stderr
