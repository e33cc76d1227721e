"""A notice file with one wrong value: it is refused, or can be written in every format."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.correcting import read_in_process
from tests.reports.made import disclosure, notice
from typer.testing import CliRunner

from noticeparse.cli import app
from noticeparse.cli.summary import counted
from noticeparse.errors import UnreadableFile
from noticeparse.reports import Options
from noticeparse.reports.csv import read_csv
from noticeparse.reports.json import notice_from_json, notice_to_json, to_dict
from noticeparse.reports.jsonld import JsonLd
from noticeparse.reports.page import page_html
from noticeparse.reports.record import Record
from noticeparse.reports.report import report_page
from noticeparse.reports.rows import disclosure_rows
from noticeparse.reports.sheets import sheet_rows, sheet_tags
from noticeparse.reports.tables import OF_NOTICES, csv_tables
from noticeparse.vocabulary import load_vocabulary

RECORD = Record.of(load_vocabulary())
BAD = (
    *(None, True, 7, -1, 1e308, float("nan"), 10**400, "x", "", [], {}, [[]], {"a": 1}, ["x"]),
    *("\ud800", "=1+1", [1], [None, None, None, None], ["a", "b", "c", "d"]),
)


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    lists = enumerate(value) if isinstance(value, list) else ()
    for key, each in value.items() if isinstance(value, dict) else lists:
        yield from places(each, (*at, key))


def changed(data: Any, at: tuple[Any, ...], value: Any) -> Any:
    if not at:
        return value
    made = copy.deepcopy(data)
    inner = made
    for key in at[:-1]:
        inner = inner[key]
    inner[at[-1]] = value
    return made


def test_every_wrong_value_is_refused_or_can_be_written(tmp_path: Path) -> None:
    data = to_dict(notice())
    seen, read = set(), 0
    for at in places(data):
        kind = tuple("#" if isinstance(key, int) else key for key in at)
        for value in BAD if kind not in seen else ():
            try:
                made = notice_from_json(json.dumps(changed(data, at, value)))
            except UnreadableFile:
                continue
            read += 1
            counted(made)
            writer = csv_tables(tmp_path, Options())
            writer.add(made)
            writer.discard()
            linked = JsonLd(tmp_path)
            linked.add(made)
            linked.discard()
            page_html(report_page(made, RECORD.names))
            rows = [
                *RECORD.rows(made),
                *disclosure_rows(made),
                *sheet_rows(made, {}),
                *sheet_tags(made, {}),
            ]
            assert all(isinstance(cell, str) for row in rows for cell in row.values()), at
            notice_to_json(made).encode("utf-8", "replace")
        seen.add(kind)
    assert read > 100


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (("disclosures", 0, "place", "bbox"), ""),
        (("disclosures", 0, "place", "bbox"), []),
        (("disclosures", 0, "place", "bbox"), [True, 1, 2, 3]),
        (("disclosures", 0, "place", "row"), "7"),
        (("disclosures", 0, "place", "row"), 1.5),
        (("disclosures", 0, "held"), 1),
        (("disclosures", 0, "grade_reasons"), "abc"),
        (("receipt", "unaccounted"), "7"),
        (("notice", "urn"), 100001),
        (("source", "bytes"), float("nan")),
        (("source", "bytes"), True),
    ],
)
def test_a_value_of_another_type_is_refused(at: tuple[Any, ...], value: Any) -> None:
    with pytest.raises(UnreadableFile, match="has a wrong one"):
        notice_from_json(json.dumps(changed(to_dict(notice()), at, value)))


def convert(folder: Path, *more: str) -> Any:
    out = ["-o", str(folder / "out"), *more]
    return CliRunner().invoke(app, ["convert", str(folder / "in"), *out])


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two notice files."""
    read_in_process(monkeypatch)
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        text = notice_to_json(notice(path=f"{name}.pdf"))
        (tmp_path / "in" / f"{name}.json").write_text(text, "utf-8")
    return tmp_path


def test_what_cannot_be_written_is_one_failure(two: Path) -> None:
    """A path of three thousand folders; and in its place stands a folder."""
    text = notice_to_json(notice(path="x/" * 3000 + "a.pdf"))
    (two / "in" / "a.json").write_text(text, "utf-8")
    (two / "out" / "c.pdf.json" / "x").mkdir(parents=True)
    text = notice_to_json(notice(path="c.pdf"))
    (two / "in" / "c.json").write_text(text, "utf-8")
    said = convert(two, "-f", "csv,json,xlsx,jsonl")
    assert said.exit_code == 1
    frame = read_csv(two / "out" / "disclosures.csv")
    assert set(frame["source"]) == {"b.pdf"}
    failures = read_csv(two / "out" / "failures.csv")
    assert list(failures["code"]) == ["output", "output"]
    run = json.loads((two / "out" / "run.json").read_text("utf-8"))
    assert [each["source"] for each in run["notices"]] == ["b.pdf"]
    assert run["counts"]["documents"] == 3 and len(run["failures"]) == 2


def test_an_unexpected_fault_of_a_writer_is_one_failure(
    two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(given: Any) -> Any:
        if given.source.path == "a.pdf":
            raise TypeError("a fault")
        return disclosure_rows(given)

    monkeypatch.setitem(OF_NOTICES, "disclosures", fails)
    said = convert(two)
    assert said.exit_code == 1 and "unexpected TypeError" in said.output
    assert set(read_csv(two / "out" / "disclosures.csv")["source"]) == {"b.pdf"}
    assert list(read_csv(two / "out" / "failures.csv")["source"]) == ["a.pdf"]


def test_a_full_disk_ends_the_run(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("noticeparse.reports.files.os.fdopen", full)
    (two / "out").mkdir()
    assert convert(two).exit_code == 2


def test_where_nothing_could_be_read_the_exit_status_says_so(two: Path) -> None:
    assert convert(two, "-q").exit_code == 0
    (two / "in" / "a.json").write_text('{"schema_version": 1, "noticeparse_version": 1}')
    assert convert(two, "-q").exit_code == 1
    (two / "in" / "b.json").write_text('{"schema_version": 1, "noticeparse_version": 1}')
    assert convert(two, "-q").exit_code == 3
    page = str(two / "page.html")
    given = str(two / "in")
    assert CliRunner().invoke(app, ["compare", given, "-o", page]).exit_code == 3
    assert CliRunner().invoke(app, ["check", given]).exit_code == 1


def test_an_output_that_is_too_long_is_a_sentence(two: Path) -> None:
    said = CliRunner().invoke(app, ["convert", str(two / "in"), "-o", "a" * 300])
    assert said.exit_code == 2 and said.stderr.startswith("noticeparse: ")


def test_persons_and_texts_of_a_terminal_are_harmless_on_stdout(two: Path) -> None:
    odd = "Ar\u202ebor\x9b31m\x7f\x1b[2J"
    text = notice_to_json(notice(disclosure(odd), path="a.pdf"))
    (two / "in" / "a.json").write_text(text, "utf-8")
    said = CliRunner().invoke(app, ["convert", str(two / "in"), "-o", "-"])
    shown = said.stdout_bytes.decode("utf-8")
    assert not {*"\u202e\x9b\x7f\x1b"} & {*shown}
    line = json.loads(shown.splitlines()[0])
    assert line["disclosures"][0]["company"] == odd
    checked = CliRunner().invoke(app, ["check", str(two / "in"), "--format", "json"])
    assert not {*"\u202e\x9b\x7f\x1b"} & {*checked.stdout_bytes.decode("utf-8")}
    asked = CliRunner().invoke(app, ["suppliers", "match", odd])
    assert not {*"\u202e\x9b\x7f\x1b"} & {*asked.stdout}


def test_the_schema_is_printed() -> None:
    said = CliRunner().invoke(app, ["schema"])
    assert said.exit_code == 0
    assert json.loads(said.stdout)["title"] == "A notice file of noticeparse"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_standard_output_that_takes_nothing_is_a_sentence(two: Path) -> None:
    run = [sys.executable, "-m", "noticeparse", "convert", str(two / "in"), "-o", "-", "-q"]
    with Path("/dev/full").open("wb") as full:
        said = subprocess.run(run, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert said.returncode == 2
    assert said.stderr == "noticeparse: What was to be printed: No space left on device.\n"
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as broken:
        said = subprocess.run(run, stdout=broken, stderr=subprocess.PIPE, text=True, check=False)
    assert (said.returncode, said.stderr) == (141, "")
