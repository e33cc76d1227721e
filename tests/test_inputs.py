import io
import json
import os
import time
from pathlib import Path

import pytest
from rich.console import Console
from tests.reports.made import notice
from typer.testing import CliRunner

from noticeparse.batch import Parser, Task
from noticeparse.cli import app
from noticeparse.cli.summary import Tally, print_summary
from noticeparse.errors import InputError
from noticeparse.given import distinct
from noticeparse.inputs import InputReader, resolve
from noticeparse.reports import Options, open_writer
from noticeparse.reports.json import notice_to_json
from noticeparse.reports.rows import DISCLOSURE_COLUMNS

SAMPLES = Path(__file__).parents[1] / "samples" / "notices"


def put(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")


def named(*inputs, **options):
    return [task.source_path for task in resolve(list(map(str, inputs)), **options).tasks]


def test_a_folder_is_walked_in_order(tmp_path) -> None:
    put(tmp_path, "b/x.pdf", "a/y.docx", "z.html", "a/b/c.txt")
    assert named(tmp_path) == ["z.html", "a/y.docx", "a/b/c.txt", "b/x.pdf"]


def test_what_is_no_notice_is_passed_over_and_named(tmp_path) -> None:
    put(tmp_path, "a.docx", "~$a.docx", ".DS_Store", "Thumbs.db", "desktop.ini", ".git/x.txt")
    put(tmp_path, "page.html", "page_files/logo.png")
    assert named(tmp_path) == ["a.docx", "page.html"]
    skipped = resolve([str(tmp_path)]).passed.all
    assert str(tmp_path / "~$a.docx") in skipped
    assert str(tmp_path / "page_files") in skipped


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path) -> None:
    put(tmp_path, "a.docx")
    os.mkfifo(tmp_path / "b.json")
    assert named(tmp_path) == ["a.docx"]


def test_a_link_to_nothing_is_not_silent(tmp_path) -> None:
    try:
        (tmp_path / "a.pdf").symlink_to(tmp_path / "gone.pdf")
    except OSError:
        pytest.skip("links are not allowed here")
    assert len(named(tmp_path)) == 1


def test_a_file_is_called_by_its_name(tmp_path) -> None:
    put(tmp_path, "a/x.pdf")
    assert named(tmp_path / "a" / "x.pdf") == ["x.pdf"]


def test_two_of_one_name_keep_the_folders_that_tell_them_apart(tmp_path) -> None:
    put(tmp_path, "n/p/x.pdf", "s/p/x.pdf", "s/y.pdf")
    given = (tmp_path / "n/p/x.pdf", tmp_path / "s/p/x.pdf", tmp_path / "s/y.pdf")
    assert named(*given) == ["n/p/x.pdf", "s/p/x.pdf", "y.pdf"]
    assert named(tmp_path / "n", tmp_path / "s") == ["n/p/x.pdf", "y.pdf", "s/p/x.pdf"]


def test_names_that_differ_only_where_windows_does_not_see_it(tmp_path) -> None:
    """They are called as they are; only their notice files are told apart."""
    put(tmp_path, "x.pdf", "X.pdf")
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this disk does not tell capitals apart")
    assert named(tmp_path) == ["X.pdf", "x.pdf"]
    writer = open_writer("json", tmp_path / "out", options=Options())
    for name in ("X.pdf", "x.pdf"):
        writer.add(notice(path=name))
    assert [path.name for path in writer.finish().files] == ["X.pdf.json", "x.pdf~2.json"]


def linked(path, target, *, folder=False) -> None:
    try:
        path.symlink_to(target, target_is_directory=folder)
    except OSError:
        pytest.skip("links are not allowed here")


def test_every_link_is_accounted_for(tmp_path) -> None:
    """One that leads out of the folder is followed to a file of the same name alone.

    Folders of links to documents are common, but such a folder may also have been sent.
    """
    put(tmp_path, "in/good.txt", "in/sub/n.txt", "in/.store/kept.txt", "secret.txt", "else/n.txt")
    put(tmp_path, "else/same.txt")
    top = tmp_path / "in"
    linked(top / "a-link.txt", "good.txt")
    linked(top / "z-link.txt", "good.txt")
    linked(top / "kept.txt", ".store/kept.txt")
    linked(top / "out.txt", tmp_path / "secret.txt")
    linked(top / "same.txt", tmp_path / "else" / "same.txt")
    linked(top / "folder", tmp_path / "else", folder=True)
    linked(top / "loop", ".", folder=True)
    found = resolve([str(top)])
    read = ["good.txt", "kept.txt", "same.txt", "sub/n.txt"]
    assert sorted(task.name for task in found.tasks) == read
    links = {Path(path).name for path in found.passed.links}
    assert links == {"a-link.txt", "z-link.txt", "out.txt", "folder", "loop"}
    assert {*found.passed.links} <= {*found.passed.all}
    assert sorted(named(top / "*.txt")) == ["good.txt", "kept.txt", "same.txt"]
    assert named(top / "out.txt") == ["out.txt"]  # who names it means it


def run_record(folder, *files) -> None:
    record = {"noticeparse_version": "1", "files": [{"path": name} for name in files]}
    (folder / "run.json").write_text(json.dumps(record), "utf-8")


def test_a_copied_record_hides_no_notices(tmp_path) -> None:
    put(tmp_path, "a.txt", "school/n.txt", "school/b/m.txt")
    run_record(tmp_path / "school", "disclosures.csv", "gone.pdf.json")
    assert named(tmp_path) == ["a.txt", "school/n.txt", "school/b/m.txt"]


def test_results_among_the_notices_of_a_school_are_passed_over_and_counted(tmp_path) -> None:
    put(tmp_path, "a.txt", "school/n.txt", "school/tags.csv", "out/b/x.csv", "out/y.csv")
    (tmp_path / "school" / "n.txt.json").write_text(notice_to_json(notice()), "utf-8")
    run_record(tmp_path / "school", "tags.csv", "n.txt.json", "n.txt")
    run_record(tmp_path / "out", "y.csv", "b/x.csv")
    found = resolve([str(tmp_path)])
    assert [task.name for task in found.tasks] == ["a.txt", "school/n.txt"]
    assert {path.name: number for path, number in found.passed.runs.items()} == {
        "out": 3,
        "school": 3,
    }
    there = {str(tmp_path / "school" / name) for name in ("tags.csv", "n.txt.json", "run.json")}
    assert {*found.passed.results} == {str(tmp_path / "out"), *there}


def test_what_is_passed_over_is_said(tmp_path) -> None:
    put(tmp_path, "in/README.md", "in/out/y.csv", "in/n.txt")
    run_record(tmp_path / "in" / "out", "y.csv")
    linked(tmp_path / "in" / "link.txt", "n.txt")
    found = resolve([str(tmp_path / "in")])
    said = io.StringIO()
    print_summary(Tally(), Console(file=said, width=200), passed=found.passed, output=None, more=())
    assert said.getvalue().splitlines()[:3] == [
        "Passed over, being no notice: README.md.",
        "Passed over, being links (they lead out of the folder, or to what is read already): link.txt.",
        "Passed over, being results of an earlier run: out (2 files).",
    ]


def test_hundreds_of_one_name_are_told_apart_in_no_time() -> None:
    paths = {Path(f"/x/{number}.json"): "n.txt" for number in range(2000)}
    start = time.process_time()
    names = [name for _, name in distinct(paths)]
    assert len({*names}) == 2000 and names[:2] == ["n.txt", "n~2.txt"]
    assert time.process_time() - start < 1


def test_the_same_file_twice_is_read_once(tmp_path) -> None:
    put(tmp_path, "x.pdf")
    assert named(tmp_path, tmp_path / "x.pdf", tmp_path / "." / "x.pdf") == ["x.pdf"]


def test_a_pattern(tmp_path) -> None:
    put(tmp_path, "a/x.pdf", "a/y.docx", "b/x.pdf", "b/c/x.pdf", "~$x.pdf")
    assert named(tmp_path / "*" / "*.pdf") == ["a/x.pdf", "b/x.pdf"]
    assert named(tmp_path / "**" / "*.pdf") == ["a/x.pdf", "b/c/x.pdf", "b/x.pdf"]


@pytest.mark.parametrize("given", ["nothing.pdf", "no*.pdf", "empty"])
def test_nothing_to_read_is_an_error_that_says_what_to_do(tmp_path, given) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=given.replace("*", r"\*")) as error:
        resolve([str(tmp_path / given)])
    assert error.value.what_to_do


def test_brackets_in_a_name_are_no_pattern(tmp_path) -> None:
    put(tmp_path, "notice [2024].pdf")
    assert named(tmp_path / "notice [2024].pdf") == ["notice [2024].pdf"]


def test_an_output_folder_inside_is_not_read(tmp_path) -> None:
    put(tmp_path, "x.pdf", "output/x.pdf.json", "old/y.json")
    record = {"noticeparse_version": "1", "counts": {}, "files": []}
    (tmp_path / "old" / "run.json").write_text(json.dumps(record), "utf-8")
    assert named(tmp_path, output=tmp_path / "output") == ["x.pdf"]


def test_results_written_among_the_notices_are_not_read(tmp_path) -> None:
    put(tmp_path, "x.pdf", "disclosures.csv")
    (tmp_path / "x.pdf.json").write_text(notice_to_json(notice(path="x.pdf")), "utf-8")
    record = {"noticeparse_version": "1", "files": [{"path": "disclosures.csv"}]}
    (tmp_path / "run.json").write_text(json.dumps(record), "utf-8")
    assert named(tmp_path, output=tmp_path) == ["x.pdf"]


def test_notice_files_are_called_by_their_source(tmp_path) -> None:
    for folder in ("2024", "2025"):
        put(tmp_path, f"{folder}/privacy.pdf.json")
        text = notice_to_json(notice(path="privacy.pdf"))
        (tmp_path / folder / "privacy.pdf.json").write_text(text, "utf-8")
    assert named(tmp_path / "2024") == ["privacy.pdf"]
    assert named(tmp_path) == ["2024/privacy.pdf", "2025/privacy.pdf"]


def test_a_notice_file_is_read_as_it_stands(tmp_path) -> None:
    path = tmp_path / "n.json"
    path.write_text(notice_to_json(notice()), "utf-8")
    read = InputReader(Parser())
    assert read(Task(path)) == notice()
    assert read(Task(path, "2025/privacy.pdf")) == notice(path="2025/privacy.pdf")


def test_files_of_programs_and_our_own_are_passed_over_and_named(tmp_path) -> None:
    put(tmp_path, "a.docx", "README.md", "render.py", "x.yaml", "schools.csv", "other.csv")
    put(tmp_path, "b/schools.csv")
    (tmp_path / "expected.json").write_text('{"schema_version": 1}', "utf-8")
    (tmp_path / "kept.json").write_text(notice_to_json(notice(path="k.pdf")), "utf-8")
    (tmp_path / "disclosures.csv").write_text(",".join(DISCLOSURE_COLUMNS), "utf-8-sig")
    ours = '<html><head><meta name="generator" content="noticeparse"></head><p>Arbor</p></html>'
    (tmp_path / "seen.html").write_text(ours, "utf-8")
    writer = open_writer("xlsx", tmp_path / "book", options=Options())
    writer.add(notice())
    writer.finish()
    found = resolve([str(tmp_path)], schools=tmp_path / "schools.csv")
    assert [task.name for task in found.tasks] == ["a.docx", "k.pdf", "other.csv"]
    assert {Path(name).name for name in found.passed.all} == {
        *("README.md", "render.py", "x.yaml", "schools.csv", "expected.json"),
        *("disclosures.csv", "seen.html", "disclosures.xlsx"),
    }
    assert named(tmp_path / "render.py") == ["render.py"]  # who names it means it


def test_whatever_a_command_writes_is_no_notice(tmp_path) -> None:
    """A page, a workbook, a Word file or a picture made before lies among the notices."""
    sample = SAMPLES / "alderbrook-primary" / "privacy-notice"
    commands = [
        ["compare", str(tmp_path), "-o", "compared"],
        ["incident", "Arbor", str(tmp_path), "-o", "breach"],
        ["check", str(tmp_path), "-o", "findings"],
        ["explain", f"{sample}.pdf", "-o", "explained"],
    ]
    kinds = {"compared": "html xlsx csv", "breach": "html docx xlsx", "findings": "html docx xlsx",
             "explained": "html png"}  # fmt: skip
    (tmp_path / "notice.docx").write_bytes(sample.with_suffix(".docx").read_bytes())
    made = set()
    for *command, name in commands:
        for kind in kinds[name].split():
            CliRunner().invoke(app, [*command, str(tmp_path / f"{name}.{kind}")])
            made.add(f"{name}.{kind}")
    found = resolve([str(tmp_path)])
    assert [task.name for task in found.tasks] == ["notice.docx"]
    assert {Path(name).name for name in found.passed.all} == made


def test_the_notice_files_of_sheets_are_not_read_beside_their_workbook(tmp_path) -> None:
    put(tmp_path, "r.xlsx")
    (tmp_path / "r.xlsx#Larkhill.json").write_text(notice_to_json(notice()), "utf-8")
    assert named(tmp_path) == ["r.xlsx"]
