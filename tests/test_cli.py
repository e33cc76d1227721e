"""The command line as people use it: a process, its exit status, its output."""

import io
import json
import os
import subprocess
import sys
import tomllib
import tracemalloc
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from rich.console import Console
from tests.reports.made import disclosure, notice

from noticeparse.cli import main
from noticeparse.cli.summary import Tally, print_summary
from noticeparse.errors import STOPPED
from noticeparse.inputs import Passed
from noticeparse.model import Failure, Notice, Receipt
from noticeparse.reports.csv import read_csv, read_rows
from noticeparse.reports.json import (
    SCHEMA_FILE,
    notice_from_dict,
    notice_from_json,
    notice_to_json,
    to_dict,
)
from noticeparse.reports.rows import in_order, warning_rows
from noticeparse.reports.tables import TABLES

SAMPLES = Path(__file__).parents[1] / "samples" / "notices"


def run(*arguments, cwd, **env):
    env = {**os.environ, "COLUMNS": "120", "PYTHONUTF8": "0", **env}
    return subprocess.run(
        [sys.executable, "-m", "noticeparse", *map(str, arguments)],
        capture_output=True,
        cwd=cwd,
        check=False,
        env=env,
        encoding=env.get("PYTHONIOENCODING", "utf-8"),
    )


@pytest.fixture
def folder(tmp_path):
    """Two notices (as notice files) and one that cannot be read."""
    for name, school in (("north", "North"), ("south", "South")):
        path = tmp_path / "in" / name / "privacy.pdf.json"
        path.parent.mkdir(parents=True)
        rows = (
            disclosure("=Arbor", held=False),
            disclosure("Zoë’s → \x1b[2J", id="d2", supplier=None),
        )
        made = notice(*rows, path=f"{name}/privacy.pdf", school=school)
        path.write_text(notice_to_json(made), "utf-8")
    return tmp_path


def broken(folder):
    (folder / "in" / "bad.json").write_text(
        '{"schema_version": 1, "noticeparse_version": "1"}', "utf-8"
    )


def test_a_stop_while_the_program_is_loaded_is_said_in_a_sentence(tmp_path) -> None:
    (tmp_path / "typer.py").write_text("import signal\nsignal.raise_signal(signal.SIGINT)\n")
    done = run(
        "convert", "in", cwd=tmp_path, PYTHONPATH=os.pathsep.join((str(tmp_path), *sys.path))
    )
    assert (done.returncode, done.stderr) == (130, f"{STOPPED}\n")


def test_the_command_begins_where_python_dash_m_does() -> None:
    scripts = tomllib.loads((SAMPLES.parents[1] / "pyproject.toml").read_text())["project"][
        "scripts"
    ]
    assert scripts == {"noticeparse": "noticeparse.__main__:main"}


def test_convert_writes_everything(folder) -> None:
    done = run("convert", "in", "--format", "csv,json", "-f", "jsonl,xlsx", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    output = folder / "output"
    files = {p.relative_to(output).as_posix() for p in output.rglob("*") if p.is_file()}
    assert files == {
        ".noticeparse-read",
        *(f"{table}.csv" for table in (*TABLES, "failures", "warnings")),
        "datapackage.json",
        "disclosures.xlsx",
        "notices.jsonl",
        "run.json",
        "north/privacy.pdf.json",
        "south/privacy.pdf.json",
    }
    assert "2 notices, 4 rows, 16 tags, 4 warnings, 0 failures." in done.stdout
    assert "Look at north/privacy.pdf, page 2: =Arbor: Cut by the page (and 1 more)" in done.stdout
    record = json.loads((output / "run.json").read_text("utf-8"))
    assert record["counts"]["disclosures"] == 4
    assert record["escaped_cells"] == 12
    assert {each["path"] for each in record["files"]} == files - {"run.json", ".noticeparse-read"}


def test_what_failed_is_listed_and_the_rest_written(folder) -> None:
    broken(folder)
    done = run("convert", "in", "--output", "out", cwd=folder)
    assert done.returncode == 1
    assert "Not read:" in done.stdout
    assert "bad.json" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert len(read_csv(folder / "out" / "disclosures.csv")) == 4
    failures = read_csv(folder / "out" / "failures.csv")
    assert list(failures["source"]) == ["bad.json"]
    assert failures["what_to_do"][0]


def test_quiet_prints_only_what_failed(folder) -> None:
    assert run("convert", "in", "--quiet", cwd=folder).stdout == ""
    broken(folder)
    done = run("convert", "in", "--quiet", cwd=folder)
    assert done.stdout == ""
    assert "bad.json" in done.stderr


def test_workers_and_runs_change_no_byte(folder) -> None:
    def result(name, *more):
        run("convert", "in", "-o", name, "-f", "csv,json,jsonl,xlsx", *more, cwd=folder)
        files = sorted(
            p for p in (folder / name).rglob("*") if p.is_file() and p.name != "run.json"
        )
        return [(p.relative_to(folder / name), p.read_bytes()) for p in files]

    assert result("a", "--jobs", 1) == result("b", "--jobs", 2) == result("a", "--jobs", 1)


def test_standard_output_is_json_lines(folder) -> None:
    done = run("convert", "in", "--output", "-", cwd=folder)
    notices = [notice_from_json(line) for line in done.stdout.splitlines()]
    assert [each.school for each in notices] == ["North", "South"]
    assert "2 notices" in done.stderr
    assert not (folder / "-").exists()
    assert not (folder / "output").exists()


def test_raw_csv(folder) -> None:
    run("convert", "in", "--raw-csv", cwd=folder)
    _, rows = read_rows(folder / "output" / "disclosures.csv", raw=True)
    assert rows[0][8] == "=Arbor"
    assert b"'=Arbor" not in (folder / "output" / "disclosures.csv").read_bytes()


def test_a_list_of_schools(folder) -> None:
    (folder / "schools.csv").write_text(
        "path,school,urn,trust\nnorth,Infants,1,T\nnorth,Juniors,2,T\nwest,West,3,T\n", "utf-8"
    )
    done = run("convert", "in", "--schools", "schools.csv", cwd=folder)
    assert done.returncode == 0
    assert "West: listed, but no notice read." in done.stdout
    frame = read_csv(folder / "output" / "disclosures.csv")
    assert list(frame["school"]) == ["Infants"] * 2 + ["Juniors"] * 2 + ["South"] * 2
    record = json.loads((folder / "output" / "run.json").read_text("utf-8"))
    assert [each["name"] for each in record["no_notice_read"]] == ["West"]
    again = run("compare", "output", cwd=folder)
    assert "Infants" in again.stdout
    assert "Juniors" in again.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("convert", "nothing.pdf"), "nothing.pdf does not exist"),
        (("convert", "empty"), "no notices in empty"),
        (("convert", "in", "--format", "pdf"), "csv, html, json"),
        (("convert", "in", "--output", "a_file"), "a_file is a file"),
        (("convert", "in", "--schools", "none.csv"), "none.csv cannot be read"),
        (("compare", "in", "--output", "x.docx"), ".csv"),
        (("convert",), "Missing argument"),
        (("convert", "in", "--jobs", "0"), "jobs"),
        (("conver",), "No such command"),
    ],
)
def test_a_wrong_command_says_what_is_wrong(folder, arguments, says) -> None:
    (folder / "empty").mkdir()
    (folder / "a_file").write_text("", "utf-8")
    done = run(*arguments, cwd=folder)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "output").exists()


def test_compare(folder) -> None:
    done = run("compare", "in", "--output", "c.csv", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 suppliers in use at 2 schools" in done.stdout
    assert list(read_csv(folder / "c.csv").columns)[-2:] == ["North", "South"]


@pytest.mark.parametrize("command", ["convert", "compare"])
@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_old_consoles(folder, command, encoding) -> None:
    broken(folder)
    done = run(command, "in", cwd=folder, PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    assert "Error" not in done.stderr


def test_results_of_an_earlier_run_can_be_read_again(folder) -> None:
    run("convert", "in", "--output", "one", cwd=folder)
    run("convert", "one", "--output", "two", cwd=folder)
    for name in ("north/privacy.pdf.json", "disclosures.csv", "tags.csv"):
        assert (folder / "one" / name).read_bytes() == (folder / "two" / name).read_bytes()


def test_output_among_the_inputs_is_not_read_again(folder) -> None:
    for _ in range(2):
        done = run("convert", "in", "--output", "in/output", cwd=folder)
        assert "2 notices" in done.stdout


@pytest.mark.parametrize("command", [(), ("convert",), ("compare",)])
def test_help_shows_an_example(folder, command) -> None:
    done = run(*command, "--help", cwd=folder)
    assert done.returncode == 0
    assert "    noticeparse " in done.stdout


def test_version(folder) -> None:
    assert run("--version", cwd=folder).stdout.startswith("noticeparse 0.")


def test_help_comes_without_the_heavy_packages(folder) -> None:
    code = (
        "import sys, noticeparse.cli\n"
        "sys.argv = ['noticeparse', 'convert', '--help']\n"
        "try: noticeparse.cli.main()\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'pdfplumber', 'pypdfium2', 'docx', 'lxml', 'numpy', 'xlsxwriter'}\n"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=folder
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_main_is_the_entry_point() -> None:
    assert callable(main)


TEXT = """Moorland Edge Primary School

Who we share pupils' data with

Company | Data shared | Purpose
Tapestry | Names and photographs | Online learning journal
Parentmail | Parents' email addresses | Messages home
"""


def test_a_notice_from_file_to_sheet(tmp_path) -> None:
    for name in ("a", "b"):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "notice.txt").write_text(TEXT, "utf-8")
    done = run("convert", "in", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    frame = read_csv(tmp_path / "output" / "disclosures.csv")
    assert list(frame["source"].unique()) == ["a/notice.txt", "b/notice.txt"]
    assert {"Tapestry", "Parentmail"} <= set(frame["company"])
    file = json.loads((tmp_path / "output" / "a" / "notice.txt.json").read_text("utf-8"))
    jsonschema.validate(file, json.loads(SCHEMA_FILE.read_text("utf-8")))


def summary_of(*results, encoding="utf-8"):
    tally = Tally()
    for result in results:
        tally.add(result)
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    print_summary(
        tally, Console(file=stream, width=100, markup=False), passed=Passed(), output=None, more=()
    )
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)


def test_many_warnings_do_not_hide_what_failed() -> None:
    failure = Failure("a.pdf", "encrypted", "a.pdf is locked.", "Unlock it.")
    text = summary_of(*[notice(path=f"{n}.pdf") for n in range(30)], failure)
    assert text.count("Look at") == 20
    assert "and 10 notices more to look at" in text
    assert text.rstrip().splitlines()[-2:] == [
        "Not read: a.pdf is locked. Unlock it.",
        "30 notices, 30 rows, 120 tags, 30 warnings, 1 failure.",
    ]


def test_one_is_not_many() -> None:
    assert "1 notice, 1 row, 4 tags, 1 warning, 0 failures." in summary_of(notice())


def test_lost_words_are_told() -> None:
    made = replace(notice(), receipt=Receipt(words=30, rows=27, unaccounted=3))
    assert "north/privacy.pdf: 3 words of the notice: in no row" in summary_of(made)
    assert "in no row" not in summary_of(notice())


def of_many(count: int) -> list[Notice]:
    """Notices of schools of their own, with warnings of two kinds, made as a run makes them."""
    lost = Receipt(words=30, rows=27, unaccounted=3)
    made = (notice(path=f"{n}/privacy.pdf", school=f"School {n}") for n in range(count))
    return [notice_from_dict(to_dict(replace(each, receipt=lost))) for each in made]


def test_warnings_of_all_notices_stand_by_their_kind() -> None:
    tally, notices = Tally(), of_many(3)
    for each in notices:
        tally.add(each)
    rows = list(tally.warnings())
    assert rows == in_order(row for each in notices for row in warning_rows(each))
    assert len({row["kind"] for row in rows}) == 2
    assert [row["notice"] for row in rows] == [f"{n}/privacy.pdf" for n in range(3)] * 2


def _held_by_a_tally(count: int) -> int:
    """Bytes that a tally of so many notices holds; what other threads take counts too."""
    tally = Tally()
    tally.add(notice())  # what is remembered of all
    tracemalloc.start()
    try:
        for each in of_many(count):
            tally.add(each)
        del each
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def test_a_run_holds_little_of_each_notice() -> None:
    """Bytes of a notice: 1,150 here, and 1,970 where its warnings are held as rows."""
    count = 200
    assert min(_held_by_a_tally(count) for _ in range(3)) / count < 1_500


def test_the_second_engine_reads_pdf_files_when_asked(tmp_path):
    pdf = next(p for p in sorted(SAMPLES.rglob("*.pdf")) if not p.name.endswith(".scan.pdf"))
    rows = {}
    for engine in ("pdfium", "pdfplumber"):
        out = tmp_path / engine
        done = run("convert", pdf, "--pdf-engine", engine, "--output", out, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        rows[engine] = read_csv(out / "disclosures.csv")["company"].tolist()
    assert rows["pdfium"] == rows["pdfplumber"] != []


@pytest.mark.parametrize("checkout", [True, False])
def test_what_is_suggested_first_can_be_done(tmp_path, checkout) -> None:
    if checkout:
        (tmp_path / "samples" / "notices").mkdir(parents=True)
        (tmp_path / "samples" / "schools.csv").write_text("path,school\n", "utf-8")
    said = run(cwd=tmp_path).stdout
    assert ("noticeparse convert samples/notices --schools samples/schools.csv" in said) is checkout
    assert ("noticeparse convert FOLDER" in said) is not checkout
    assert ("samples" in said) is checkout


def test_what_the_list_did_not_match_is_said_when_quiet(folder) -> None:
    (folder / "schools.csv").write_text("path,school\nnroth,North\nwest,West\n", "utf-8")
    for command in ("convert", "compare"):
        done = run(command, "in", "--schools", "schools.csv", "--quiet", cwd=folder)
        assert done.stderr.splitlines() == [
            "North: listed, but no notice read. Nothing is at “nroth”.",
            "West: listed, but no notice read. Nothing is at “west”.",
        ]


def test_what_is_passed_over_is_named(folder) -> None:
    (folder / "in" / "render.py").write_text("x", "utf-8")
    assert "Passed over, being no notice: render.py." in run("convert", "in", cwd=folder).stdout


def test_rows_are_counted_alike_where_people_read(tmp_path) -> None:
    lines = [
        "Company,Data shared",
        "Tapestry,Names",
        "Parentmail,Addresses",
        "Evolve,Medical needs",
    ]
    (tmp_path / "a.csv").write_text("\n".join(lines), "utf-8")
    run("convert", "a.csv", cwd=tmp_path)
    frame = read_csv(tmp_path / "output" / "disclosures.csv")
    assert list(frame["row"]) == ["2", "3", "4"]  # as Excel numbers the lines of the file
    run("compare", "a.csv", "-o", "c.csv", cwd=tmp_path)
    assert "row 3]" in (tmp_path / "c.csv").read_text("utf-8")
    run("incident", "Parentmail", "a.csv", cwd=tmp_path)
    assert "row 3" in (tmp_path / "incident.html").read_text("utf-8")
