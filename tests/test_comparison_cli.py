"""`compare` and `incident` as people use them: a process, its exit status, its files."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import openpyxl
import pytest
from tests.test_comparison import of, row

from noticeparse.cli.across import compare as compare_command
from noticeparse.cli.across import incident as incident_command
from noticeparse.cli.options import Asked
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
    assert "2 of 3 schools say that they share data with it" in done.stdout
    assert "1  without a notice that was given to be read" in done.stdout
    assert "3  schools in all" in done.stdout
    assert (folder / "i.docx").read_bytes()[:2] == b"PK"


def test_a_name_that_nobody_has_is_asked_back(folder) -> None:
    done = run("incident", "Arbour", "now", "south", "-o", "i.html", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Did you mean Arbor? 2 schools name it." in done.stderr
    assert 'add: --as "Arbour"' in done.stderr
    assert not (folder / "i.html").exists()
    done = run("incident", "Arbour", "now", "south", "--as", "Arbour", "-o", "i.html", cwd=folder)
    assert done.returncode == 0
    assert "0 of 2 schools say that they share data with it" in done.stdout
    assert "2  perhaps sharing data with it: not certain" in done.stdout
    assert "Who shares data with Arbour?" in (folder / "i.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "asked_back"),
    [
        ("Arbor", None),
        ("ParentPay", None),  # known, and no school names it: that is an answer
        ("ParentPya", "nothing was written. Ask again"),  # near a name that no notice has
        ("Arbo", "Did you mean Arbor? 2 schools name it."),
        ("IRIS", "Several go by this name"),
        ("Qqqqqqqqqq", "is no supplier for certain, and nothing was written. Ask again"),
    ],
)
def test_who_is_asked_back(folder, name, asked_back) -> None:
    asked, output = (
        Asked([str(folder / "now"), str(folder / "south")], quiet=True),
        folder / "i.html",
    )
    if asked_back is None:
        assert incident_command(name, asked, output) == 0
        assert output.exists()
        return
    with pytest.raises(InputError, match=re.escape(asked_back)):
        incident_command(name, asked, output)
    assert not output.exists()


def test_a_council_that_no_notice_names_may_be_any_school_s_own(folder, capsys) -> None:
    table = "<tr><th>Recipient</th><th>Data</th></tr><tr><td>{}</td><td>Names</td></tr>"
    table += "<tr><td>Arbor</td><td>Names</td></tr><tr><td>ParentPay</td><td>Names</td></tr>"
    for school, body in (("Ash", "our local authority"), ("Elm", "Wessexshire County Council")):
        text = f"<h1>{school} School</h1><h2>Who we share data with</h2><table>{table}</table>"
        (folder / "now" / f"{school}.html").write_text(text.format(body), "utf-8")
    asked = Asked([str(folder / "now" / "Ash.html")])
    name = "Wessexshire County Council"
    assert incident_command(name, asked, folder / "i.html") == 0
    assert "1  perhaps sharing data with it: not certain" in capsys.readouterr().out
    both = Asked([str(folder / "now" / f"{school}.html") for school in ("Ash", "Elm")])
    with pytest.raises(InputError, match="Did you mean Wessexshire County Council"):
        incident_command("Wessexshrie County Council", both, folder / "i.html")


def test_a_workbook_of_whom_to_phone(folder) -> None:
    lines = "path,school,urn,trust,contact,phone\nN.pdf,N,100001,Hill,Jo,0123\nS.pdf,S,,,,\n"
    (folder / "schools.csv").write_text(lines, "utf-8")
    asked = Asked([str(folder / "now"), str(folder / "south")], folder / "schools.csv", quiet=True)
    assert incident_command("Arbor", asked, folder / "i.xlsx") == 0
    sheet = openpyxl.load_workbook(folder / "i.xlsx")["Schools"]
    head, first, second = sheet.values
    told = dict(zip(head, first, strict=True))
    assert (told["school"], told["urn"], told["trust"], told["contact"]) == (
        "N", "100001", "Hill", "Jo, 0123",
    )  # fmt: skip
    assert (told["location"], told["said of the whole notice"]) == (
        "USA",
        "location: Held in the UK",
    )
    assert second[0] == "S"


def test_names_of_persons_only_where_they_are_asked_for(folder) -> None:
    person = row("Mr Q. Sentinel", supplier="", held=True, id="d5")
    made = of("N", person, row("ParentPay", description=Text("Names, for Mr Q. Sentinel"), id="d6"))
    (folder / "now" / "notice.json").write_text(notice_to_json(made), "utf-8")
    for persons in (False, True):
        asked = Asked([str(folder / "now")], quiet=True)
        how = {"exactly": "ParentPay", "persons": persons}
        assert incident_command("ParentPay", asked, folder / "i.html", **how) == 0
        assert ("Sentinel" in (folder / "i.html").read_text("utf-8")) is persons


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
