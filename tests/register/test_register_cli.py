"""The commands of the register, as people and schedulers run them."""

import json
import re
import subprocess
import sys
from xml.etree import ElementTree

import openpyxl
from tests.correcting import COMPANIES, SCHOOLS, notice_text, run_convert
from typer.testing import CliRunner

from noticeparse.cli import app
from noticeparse.model import Decision
from noticeparse.register.database import open_database
from noticeparse.reports.csv import read_csv
from noticeparse.reports.decision_log import append_decisions

ATOM = "{http://www.w3.org/2005/Atom}"
MOORLAND = SCHOOLS["moorland"]


def run(*arguments, address, status=0):
    done = CliRunner().invoke(app, ["register", *map(str, arguments), "--database", address])
    assert done.exit_code == status, done.output
    return " ".join(done.output.split())


def lines(file):
    return sorted(map(tuple, read_csv(file).to_numpy().tolist()))


def test_add_twice_and_export_is_what_convert_writes(folder, address) -> None:
    said = run("add", folder / "in", address=address)
    assert re.search(r": 2 new\.$", said)
    assert re.search(r": 2 seen again\.$", run("add", folder / "in", address=address))
    run("export", folder / "exported", "--format", "csv,json,xlsx", address=address)
    for name in ("disclosures.csv", "tags.csv"):
        assert lines(folder / "exported" / name) == lines(folder / "out" / name)
    assert (folder / "exported" / "moorland" / "notice.txt.json").is_file()
    assert "is not empty" in run("export", folder / "exported", address=address, status=2)
    assert run("check", address=address).endswith("is sound.")


def test_what_convert_wrote_is_added_with_its_corrections(folder, address) -> None:
    frame = read_csv(folder / "out" / "disclosures.csv")
    (notice,) = frame[(frame.company == "CPOMS") & (frame.school == MOORLAND)].itertuples()
    decision = Decision(
        **{"id": "k1", "school": MOORLAND, "notice": notice.source, "sha256": "", "why": None},
        **{"disclosure": notice.id, "field": "retention", "before": None, "after": "25 years"},
        **{"who": "Ada Okafor", "when": "2026-01-01T10:00:00Z"},
        **{"company": notice.company, "description": notice.description},
    )
    append_decisions(folder / "out", [decision])
    run_convert(folder)
    assert "1 decisions" in run("add", folder / "out", address=address)
    run("export", folder / "exported", address=address)
    assert lines(folder / "exported" / "disclosures.csv") == lines(
        folder / "out" / "disclosures.csv"
    )
    assert "25 years" in (folder / "exported" / "disclosures.csv").read_text("utf-8-sig")


def test_a_table_is_printed_or_written(folder, address, tmp_path, monkeypatch) -> None:
    run("add", folder / "in", address=address)
    assert all(name.split()[0] in run("list", address=address) for name in SCHOOLS.values())
    assert "Tapestry" in run("show", MOORLAND, address=address)
    assert "moorland/notice.txt" in run("history", MOORLAND.upper(), address=address)
    assert "Bromcom" in run("suppliers", address=address)
    assert "Maths practice" in run("suppliers", "TT Rockstars", address=address)
    assert "2 lines" in run(
        "search", "safeguarding log", "-o", tmp_path / "found.csv", address=address
    )
    assert set(read_csv(tmp_path / "found.csv").company) == {"CPOMS"}
    monkeypatch.setattr("noticeparse.register.asking.MOST_FOUND", 2)
    assert "are the first 2" in run("search", "safeguarding log", address=address)
    assert run("show", MOORLAND, "--at", "1/9/2020", address=address) == "Nothing."
    assert "Did you mean Moorland" in run("show", "Morland Edge", address=address, status=2)
    assert "is no date" in run("show", MOORLAND, "--at", "spring", address=address, status=2)


def test_changes_are_told_the_gravest_first(folder, address, tmp_path) -> None:
    run("add", folder / "in", address=address)
    assert run("changes", "--since", "1/1/2090", address=address) == ""
    database = open_database(address)
    with database.writing() as connection:  # as if it had been a year ago
        connection.exec_driver_sql("UPDATE standing SET since = '2025-09-01T08:00:00.000000Z'")
    database.close()
    medical = ("Medical Tracker", "Names and medical conditions", "First aid")
    changed = notice_text(MOORLAND, [*COMPANIES[1:], medical])
    (folder / "in" / "moorland" / "notice.txt").write_text(changed, "utf-8")
    run("add", folder / "in", address=address)
    said = run("changes", "--since", "2025-12-31", address=address, status=3)
    came, went = "Data that needs special care came (1)", "A supplier went (1)"
    assert (
        said
        == f"{came} {MOORLAND}: Medical Tracker. Names and medical conditions First aid {went} {MOORLAND}: Tapestry. Names and photographs Online learning journal"
    )
    run("changes", "--since", "2025-12-31", "-o", tmp_path / "c.csv", address=address, status=3)
    severities = ["data that needs special care came", "a supplier went"]
    assert list(read_csv(tmp_path / "c.csv").severity) == severities
    for name in ("c.html", "c.docx", "c.xlsx", "c.atom"):
        run("changes", "--since", "2025-12-31", "-o", tmp_path / name, address=address, status=3)
    page = (tmp_path / "c.html").read_text("utf-8")
    assert (
        page.index("special care came (1)") < page.index("Medical Tracker") < page.index("Tapestry")
    )
    sheet = openpyxl.load_workbook(tmp_path / "c.xlsx")["Changes"]
    assert [cell.value for cell in sheet["A"]][1:] == severities
    feed = ElementTree.parse(tmp_path / "c.atom").getroot()
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [
        f"{MOORLAND}: Medical Tracker. Data that needs special care came",
        f"{MOORLAND}: Tapestry. A supplier went",
    ]
    assert "c.txt" in run(
        "changes", "--since", "2025-12-31", "-o", "c.txt", address=address, status=2
    )


def test_notices_that_could_not_be_read_are_named(folder, address) -> None:
    (folder / "in" / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    said = run("add", folder / "in", address=address, status=1)
    assert "broken.pdf" in said
    assert "1 failed" in said


def test_a_notice_without_a_school_is_of_that_of_its_other_format(
    folder, address, tmp_path
) -> None:
    text = (folder / "in" / "moorland" / "notice.txt").read_text("utf-8")
    rows = text.partition("Company |")[2].splitlines()[1:]
    cells = "".join(f"<tr><td>{'</td><td>'.join(row.split(' | '))}</td></tr>" for row in rows)
    page = f"<table><tr><th>Company</th><th>Data shared</th><th>Purpose</th></tr>{cells}</table>"
    text = text.replace(MOORLAND, "")
    (folder / "in" / "notice.html").write_text(page, "utf-8")
    (folder / "in" / "notice.txt").write_text(f"{MOORLAND}\n{text}", "utf-8")
    run("add", folder / "in" / "notice.html", folder / "in" / "notice.txt", address=address)
    found = tmp_path / "schools.csv"
    run("list", "-o", found, address=address)
    (only,) = read_csv(found).itertuples()
    assert (only.name, only.notices, only.rows) == (MOORLAND, "2", "10")


def test_a_backup_and_a_link(folder, address, tmp_path) -> None:
    run("add", folder / "in", address=address)
    run("backup", tmp_path / "backup.db", address=address)
    new = str(tmp_path / "new.db")
    assert "2 versions" in run("restore", tmp_path / "backup.db", address=new)
    assert run("list", address=new) == run("list", address=address)
    run("add", folder / "in" / "moorland" / "notice.txt", address=address)
    said = run("link", MOORLAND, "moorland/notice.txt", "notice.txt", address=address)
    assert said == "notice.txt is a later version of moorland/notice.txt."
    assert run("check", address=address).endswith("is sound.")


def test_without_the_extra_it_is_named() -> None:
    code = (
        "import sys; sys.modules['sqlalchemy'] = None; sys.argv = ['noticeparse', 'register', 'list']\n"
        "from noticeparse.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert 'pip install ".[register]"' in done.stderr


def test_what_is_exported_is_held_against_a_list_of_ones_own(folder, address) -> None:
    run("add", folder / "in", address=address)
    run("export", folder / "current", "--format", "json", address=address)
    (folder / "contracts.csv").write_text(
        f"supplier,schools\nTapestry,{MOORLAND}\nSeesaw,{MOORLAND}\n", "utf-8"
    )
    given = [str(folder / name) for name in ("current", "contracts.csv")]
    done = CliRunner().invoke(app, ["check", given[0], "--against", given[1], "--format", "json"])
    assert done.exit_code == 3
    found = {
        (each["code"], each["company"])
        for each in json.loads(done.stdout)["findings"]
        if each["school"] == MOORLAND
    }
    assert ("listed_not_in_notice", "Seesaw") in found
    assert ("in_notice_not_listed", "CPOMS") in found
    assert not {code for code, company in found if company == "Tapestry"} & {
        "listed_not_in_notice",
        "in_notice_not_listed",
    }


def test_only_a_sound_register_is_published(folder, address) -> None:
    run("add", folder / "in", address=address)
    said = run("publish", folder / "site", address=address)
    assert said.endswith("index.html: 2 schools, and no more rows that are not sure.")
    assert "is not empty" in run("publish", folder / "in", address=address, status=2)
    register = open_database(address)
    with register.writing() as connection:
        connection.exec_driver_sql("UPDATE version SET sha256 = 'another'")
    register.close()
    assert "is not sound" in run("publish", folder / "new", address=address, status=2)
    assert not (folder / "new").exists()


def test_publishing_says_where_it_cannot_write_parquet(folder, address, monkeypatch) -> None:
    run("add", folder / "in", address=address)
    assert "Without Parquet" not in run("publish", folder / "site", address=address)
    assert (folder / "site" / "tags.parquet").is_file()
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert "Without Parquet" in run("publish", folder / "site", address=address)
    assert not (folder / "site" / "tags.parquet").exists()
