"""The contract of all writers."""

from dataclasses import replace

import pytest
from tests.browser.attacks import FORMULAS, SCRIPTS, attacked
from tests.reports.made import disclosure, notice

from noticeparse.errors import InputError
from noticeparse.model import Failure, School
from noticeparse.reports import WRITERS, Options, open_writer

RESULTS = [
    notice(path="north/privacy.pdf"),
    Failure("east.pdf", "encrypted", "It is locked.", "Unlock it."),
    notice(disclosure("=cmd|x", id="d1"), disclosure("Zoë's", id="d2"), path="south/con.docx"),
    notice(path="empty.pdf", school=None),
]


def written(name, folder, results=RESULTS):
    writer = open_writer(name, folder)
    for result in results:
        writer.add(result)
    return writer.finish()


@pytest.mark.parametrize("name", WRITERS)
def test_files_are_there_and_named(name, tmp_path) -> None:
    outcome = written(name, tmp_path)
    assert outcome.files
    there = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert there == set(outcome.files)


@pytest.mark.parametrize("name", WRITERS)
def test_two_runs_give_the_same_bytes(name, tmp_path) -> None:
    first = written(name, tmp_path / "a").files
    second = written(name, tmp_path / "b").files
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("name", WRITERS)
def test_whatever_a_notice_says_can_be_written(name, tmp_path) -> None:
    odd = (
        *SCRIPTS,
        *FORMULAS,
        "\ud800",
        "a" * 70_000,
        "\x00",
        "",
        "../../x",
        "con",
        "{x}%s",
        "\r\n",
    )
    results = [
        replace(attacked(text, n), schools=(School(text, text, text), School(text + "2")))
        for n, text in enumerate(odd)
    ]
    files = written(name, tmp_path, results).files
    assert all(path.is_relative_to(tmp_path) and path.stat().st_size for path in files)


@pytest.mark.parametrize("name", WRITERS)
def test_no_results_are_no_error(name, tmp_path) -> None:
    written(name, tmp_path, [])


@pytest.mark.parametrize("name", WRITERS)
def test_discarding_leaves_no_half_file(name, tmp_path) -> None:
    writer = open_writer(name, tmp_path)
    writer.add(RESULTS[0])
    writer.discard()
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize("at", ["_write_worksheet_files", "_write_app_file", "_write_styles_file"])
def test_a_workbook_that_is_stopped_while_it_closes_is_discarded(at, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def stop(packager) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"xlsxwriter.packager.Packager.{at}", stop)
    writer = open_writer("xlsx", tmp_path / "out")
    writer.add(RESULTS[0])
    with pytest.raises(KeyboardInterrupt):
        writer.finish()
    writer.discard()
    left = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert left in ([], ["lock"])  # of the run's folder, which goes with this process


@pytest.mark.parametrize("name", WRITERS)
def test_what_stood_there_is_replaced(name, tmp_path) -> None:
    before = {path: path.read_bytes() for path in written(name, tmp_path).files}
    written(name, tmp_path)
    assert {path: path.read_bytes() for path in before} == before


def test_only_csv_escapes_cells(tmp_path) -> None:
    escaped = {name: written(name, tmp_path / name).escaped for name in WRITERS}
    assert escaped["csv"] == 5  # the company in its row and in its four tags
    assert escaped["json"] == escaped["jsonl"] == escaped["xlsx"] == 0


def test_an_unknown_format_names_those_there_are(tmp_path) -> None:
    with pytest.raises(InputError, match="xlsx"):
        open_writer("pdf", tmp_path, options=Options())
