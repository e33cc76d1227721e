"""`compare` and `incident` as people use them: a process, its exit status, its files."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from tests.test_comparison import of, row

from noticeparse.cli.compare import compare as compare_command
from noticeparse.cli.incident import incident as incident_command
from noticeparse.cli.reading import Asked
from noticeparse.errors import InputError, OutputError
from noticeparse.model import Fields, Text
from noticeparse.reports.csv import read_csv
from noticeparse.reports.json import notice_to_json


def run(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-m", "noticeparse", *map(str, arguments)],
        capture_output=True, cwd=cwd, check=False, encoding="utf-8",
        env={**os.environ, "COLUMNS": "160", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    now, then = row(fields=Fields(location=Text("USA"))), row()
    for name, made in {"now": of("N", now), "then": of("N", then), "south": of("S", now)}.items():
        path = tmp_path / name / "notice.json"
        path.parent.mkdir()
        path.write_text(notice_to_json(made), "utf-8")
    (tmp_path / "schools.csv").write_text("path,school\nN.pdf,N\nE.pdf,Far Hill\n", "utf-8")
    return tmp_path


def test_a_page_with_what_changed(folder) -> None:
    done = run(
        "compare", "now", "south", "--before", "then", "--schools", "schools.csv", "-o", "c.html",
        "--quiet", cwd=folder,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "Far Hill: listed, but no notice read. Nothing is at “E.pdf”.\n"
    page = (folder / "c.html").read_text("utf-8")
    assert "1 change: 0 came, 0 went, 1 changed." in page
    assert "Far Hill" in page
    assert "No earlier notice read, so that nothing is said of changes: S." in page
    assert str(folder) not in page


def test_a_sheet_with_what_changed(folder) -> None:
    done = run("compare", "now", "--before", "then", "-o", "c.csv", cwd=folder)
    assert done.returncode == 0
    assert "0 added, 0 removed, 1 changed" in done.stdout
    (change,) = read_csv(folder / "c.changes.csv").to_dict("records")
    assert (change["field"], change["before"], change["after"]) == ("location", "", "USA")


def test_an_incident(folder) -> None:
    done = run("incident", "Arbor MIS", "now", "south", "--schools", "schools.csv",
               "-o", "i.docx", cwd=folder)  # fmt: skip
    assert done.returncode == 0
    assert "2 of 2 schools share data with it" in done.stdout
    assert "1 without a notice read" in done.stdout
    assert (folder / "i.docx").read_bytes()[:2] == b"PK"


def test_a_wrong_ending_is_told_before_anything_is_read(folder) -> None:
    asked = Asked([str(folder / "now")])
    with pytest.raises(OutputError, match=r"\.docx"):
        incident_command("Arbor", asked, folder / "i.pdf")
    with pytest.raises(OutputError, match=r"\.xlsx"):
        compare_command(asked, folder / "c.docx")
    with pytest.raises(InputError, match="no name"):
        incident_command(" ", asked, folder / "i.html")
    with pytest.raises(InputError, match="does not exist"):
        compare_command(asked, folder / "c.html", before=["nowhere"])
