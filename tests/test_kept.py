"""Runs that are stopped, repeated, or made twice at once."""

import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.correcting import read_in_process
from typer.testing import CliRunner

from noticeparse.cli import app
from noticeparse.kept import KEPT_FILE, Kept

SUPPLIERS = ("Arbor", "ParentPay", "Wonde", "Tapestry", "CPOMS", "Evolve", "Weduc", "Edukey")
NOTICE = """Privacy notice of {school}

We share pupils' data with these companies:
- {one}: names and dates of birth, for registers
- {two}: names and meal choices, for dinner money
"""


def put(folder, number):
    """Write a notice of its own."""
    one, two = SUPPLIERS[number % 8], SUPPLIERS[(number * 3 + 1) % 8]
    school = f"Larch Lane Primary School {number}"
    path = folder / "in" / f"{number:03}" / "notice.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(NOTICE.format(school=school, one=one, two=two), "utf-8")
    return path


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number in range(4):
        put(tmp_path, number)
    return tmp_path


@pytest.fixture
def read(folder, monkeypatch):
    """Which documents are read, in this process."""
    read_in_process(monkeypatch)
    names = []
    parse = __import__("noticeparse.pipeline").pipeline.parse_in_full
    monkeypatch.setattr(
        "noticeparse.pipeline.parse_in_full",
        lambda path, **how: names.append(path.parent.name) or parse(path, **how),
    )
    return names


def convert(*more):
    return CliRunner().invoke(app, ["convert", "in", "-o", "out", *more])


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "run.json"
    }


def test_what_did_not_change_is_not_read_again(folder, read) -> None:
    assert convert().exit_code == 0
    first, times = (
        files(folder / "out"),
        [p.stat().st_mtime_ns for p in (folder / "out").rglob("*")],
    )
    done = convert()
    assert read == ["000", "001", "002", "003"]
    assert "Nothing has changed since the last run: 4 notices, 8 rows" in done.output
    assert [p.stat().st_mtime_ns for p in (folder / "out").rglob("*")] == times
    assert convert("--reread").exit_code == 0
    assert read == ["000", "001", "002", "003"] * 2
    assert files(folder / "out").keys() == first.keys()


def test_what_changed_is_read_again_alone(folder, read) -> None:
    convert()
    put(folder, 2).write_text(NOTICE.format(school="Elm School", one="Google", two="Zoom"), "utf-8")
    put(folder, 5)
    shutil.rmtree(folder / "in" / "000")
    read.clear()
    assert "4 notices, 8 rows" in convert().output
    assert read == ["002", "005"]
    with sqlite3.connect(folder / "out" / KEPT_FILE) as kept:
        names = [name for (name,) in kept.execute("SELECT name FROM result")]
    assert names == [f"{number:03}/notice.txt" for number in (1, 2, 3, 5)]


@pytest.mark.parametrize("gone", ["disclosures.csv", "001/notice.txt.json"])
def test_a_file_that_is_gone_is_written_again(folder, read, gone) -> None:
    convert()
    first = files(folder / "out")
    (folder / "out" / gone).unlink()
    convert()
    assert files(folder / "out") == first
    assert len(read) == 4


@pytest.mark.parametrize(
    "more", [("--raw-csv",), ("--format", "csv,json,xlsx"), ("--schools", "list.csv")]
)
def test_what_is_asked_otherwise_is_written_otherwise(folder, read, more) -> None:
    (folder / "list.csv").write_text("path,school\n001,Fir Primary\n", "utf-8")
    convert()
    assert "Nothing has changed" not in convert(*more).output
    assert "Nothing has changed" in convert(*more).output
    assert len(read) == 4
    (folder / "list.csv").write_text("path,school\n001,Yew Primary\n", "utf-8")
    convert("--schools", "list.csv")
    assert "Yew Primary" in (folder / "out" / "disclosures.csv").read_text("utf-8")


def test_what_no_input_stands_for_any_more_is_named(folder, read) -> None:
    convert()
    shutil.rmtree(folder / "in" / "000")
    assert "from before, 1 notice file, whose rows no table has: 000/notice.txt.json." in (
        " ".join(convert().output.split())
    )


def test_the_record_says_what_read_what(folder, read) -> None:
    convert()
    record = json.loads((folder / "out" / "run.json").read_text("utf-8"))
    assert len(record["build"]) == 64
    assert record["libraries"]["pypdfium2"]
    data = (folder / "in" / "002" / "notice.txt").read_bytes()
    assert record["notices"][2]["sha256"] == hashlib.sha256(data).hexdigest()


def test_the_record_says_what_each_stage_took(folder, read) -> None:
    (folder / "in" / "004.pdf").write_bytes(b"%PDF-1.4 nothing")

    def stages(*more):
        convert(*more)
        return json.loads((folder / "out" / "run.json").read_text("utf-8"))["stages"]

    first = stages()
    assert all(each["seconds"] >= 0 for each in first.values())
    counts = {name: each["documents"] for name, each in first.items()}
    assert counts == {"reading": 5, "parsing": 4, "writing": 5}
    again = stages("--format", "json")  # all of it kept
    assert again["reading"] == again["parsing"] == {"documents": 0, "seconds": 0}
    assert again["writing"]["documents"] == 5


def test_another_program_reads_all_again(folder, read, monkeypatch) -> None:
    convert()
    monkeypatch.setattr("noticeparse.kept.build", lambda: "another")
    convert()
    assert len(read) == 8


def test_a_log_tells_of_each_notice_and_of_nothing_in_it(folder, read) -> None:
    (folder / "in" / "004").mkdir()
    (folder / "in" / "004" / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    convert("--log", "run.log")
    (folder / "in" / "003" / "notice.txt").write_text("Another school\n\nWe use Arbor.\n")
    convert("--log", "run.log")
    convert("--log", "run.log")
    lines = [json.loads(line) for line in (folder / "run.log").read_text().splitlines()]
    told = [(line["event"], line.get("source"), line.get("outcome")) for line in lines]
    names = [f"{number:03}/notice.txt" for number in range(4)]
    assert told == [
        ("started", None, None),
        *(("read", name, "notice") for name in names),
        ("read", "004/bad.pdf", "unreadable"),
        ("ended", None, None),
        ("started", None, None),
        *(("kept", name, None) for name in names[:3]),
        ("read", names[3], "notice"),
        ("kept", "004/bad.pdf", None),
        ("ended", None, None),
        ("started", None, None),
        ("unchanged", None, None),
    ]
    assert lines[0]["documents"] == 5
    assert lines[1]["seconds"] > 0
    assert "Arbor" not in (folder / "run.log").read_text()
    assert "Traceback" not in convert("--log", "no/such/folder").output


def test_a_failure_of_the_file_is_kept_and_one_of_the_moment_is_not(
    folder, read, monkeypatch
) -> None:
    put(folder, 7).write_bytes(b"%PDF-1.7 cut off")
    assert convert().exit_code == 1
    assert "unreadable" in (folder / "out" / "failures.csv").read_text("utf-8")
    again = convert()
    assert (again.exit_code, len(read)) == (1, 5)
    assert "Nothing has changed" in again.output
    assert "Not read:" in again.output
    put(folder, 8)
    monkeypatch.setattr("noticeparse.pipeline.parse_in_full", lambda path, **how: 1 / 0)
    assert convert().exit_code == 1
    monkeypatch.undo()
    os.chdir(folder)
    read_in_process(monkeypatch)
    assert (
        "008" not in (folder / "out" / "failures.csv").read_text("utf-8")
        or convert().exit_code == 1
    )
    assert "008" not in (folder / "out" / "failures.csv").read_text("utf-8")


def test_a_folder_that_another_run_writes_is_refused(folder, read) -> None:
    convert()
    with Kept(folder / "out", "") as _:
        done = convert("--reread")
    assert done.exit_code == 2
    assert "Another run is writing into out." in " ".join(done.output.split())


@pytest.mark.parametrize(
    "content", [b"no database " * 400, b"SQLite format 3\x00" + bytes(5000), b""]
)
def test_a_damaged_store_costs_only_time(folder, read, content) -> None:
    convert()
    first = files(folder / "out")
    (folder / "out" / KEPT_FILE).write_bytes(content)
    assert convert().exit_code == 0
    assert files(folder / "out") == first


@pytest.mark.parametrize("content", ["x'00'", "'text'", "zeroblob(90000000)"])
def test_a_damaged_result_is_read_anew(folder, read, content) -> None:
    convert()
    first = files(folder / "out")
    with sqlite3.connect(folder / "out" / KEPT_FILE) as kept:
        kept.execute(f"UPDATE result SET content = {content} WHERE name LIKE '001%'")
        kept.execute("DELETE FROM run")
    kept.close()
    read.clear()
    assert convert().exit_code == 0
    assert read == ["001"]
    assert files(folder / "out") == first


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_store_that_is_a_link_leaves_what_it_points_to(folder, read) -> None:
    (folder / "victim").write_text("mine")
    (folder / "out").mkdir()
    (folder / "out" / KEPT_FILE).symlink_to(folder / "victim")
    convert()
    assert (folder / "victim").read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_run_that_was_stopped_goes_on(tmp_path, number) -> None:
    for each in range(40):
        put(tmp_path, each)
    command = [sys.executable, "-m", "noticeparse", "convert", "in", "--jobs", "2", "-q", "-o"]
    subprocess.run([*command, "whole"], cwd=tmp_path, check=True)
    with subprocess.Popen([*command, "out"], cwd=tmp_path, stderr=subprocess.PIPE) as run:
        wait_for_some(tmp_path / "out" / KEPT_FILE)
        run.send_signal(number)
        told = run.communicate()[1].decode()
    assert run.returncode in (-number, 128 + number), told
    assert ("the same command goes on" in told) == (number != signal.SIGKILL)
    assert not (tmp_path / "out" / "disclosures.csv").exists()
    subprocess.run([*command, "out"], cwd=tmp_path, check=True)
    assert files(tmp_path / "out") == files(tmp_path / "whole")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals")
def test_a_stop_while_a_dataclass_is_made_is_told_like_any_other(tmp_path) -> None:
    (tmp_path / "stopped.py").write_text(
        "import sys, typer\n"
        "from noticeparse.cli.console import errors_told\n"
        "try:\n"
        "    with errors_told():\n"
        "        exec('import os; os.kill(os.getpid(), 15)\\nfor _ in range(10**6): pass')\n"
        "except typer.Exit as ended:\n"
        "    sys.exit(ended.exit_code)\n"
    )
    run = subprocess.run(
        [sys.executable, "-m", "stopped"], cwd=tmp_path, capture_output=True, check=False
    )
    assert (run.returncode, b"the same command goes on" in run.stderr) == (143, True)


def wait_for_some(path: Path) -> None:
    """Wait until some results are kept: a number of them by chance."""
    wanted = 9000 + random.randrange(8000)
    deadline = time.monotonic() + 60
    while not path.exists() or path.stat().st_size < wanted:
        assert time.monotonic() < deadline
        time.sleep(0.01)
