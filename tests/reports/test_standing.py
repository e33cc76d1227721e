"""A prepared folder of results: nothing outside of it is read, changed or deleted."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from tests.correcting import notice_text, read_in_process
from typer.testing import CliRunner

from noticeparse.cli import app
from noticeparse.reports.standing import JOURNAL, RUN_FILE, digest, standing_of

PRECIOUS = b"precious"
SHA = hashlib.sha256(PRECIOUS).hexdigest()


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    read_in_process(monkeypatch)


def convert(folder: Path) -> Any:
    (folder / "in" / "north").mkdir(parents=True, exist_ok=True)
    for name in ("a.txt", "north/b.txt"):
        (folder / "in" / name).write_text(notice_text("Larkhill School"), "utf-8")
    return CliRunner().invoke(app, ["convert", str(folder / "in"), "-o", str(folder / "out"), "-q"])


def record(folder: Path, *files: object, **more: object) -> None:
    (folder / "out").mkdir(exist_ok=True)
    data = {"noticeparse_version": "1", "files": list(files), **more}
    (folder / "out" / RUN_FILE).write_text(json.dumps(data), "utf-8")


def linked(path: Path, target: Path, *, is_folder: bool = False) -> None:
    path.parent.mkdir(exist_ok=True)
    try:
        path.symlink_to(target, target_is_directory=is_folder)
    except OSError:
        pytest.skip("links are not allowed here")


@pytest.mark.parametrize("name", ["../victim.txt", "{}/victim.txt", "x/../../victim.txt"])
def test_what_a_record_names_outside_of_its_folder_stays(tmp_path: Path, name: str) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_bytes(PRECIOUS)
    path = name.format(tmp_path.as_posix())
    record(tmp_path, {"path": path, "sha256": SHA, "beside": "disclosures.csv"})
    (tmp_path / "out" / JOURNAL).write_text(json.dumps({"path": path, "sha256": SHA}), "utf-8")
    assert convert(tmp_path).exit_code == 0
    assert victim.read_bytes() == PRECIOUS
    assert path not in (tmp_path / "out" / RUN_FILE).read_text("utf-8")


def test_nor_is_it_reached_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    victim = tmp_path / "else" / "victim.txt"
    victim.write_bytes(PRECIOUS)
    linked(tmp_path / "out" / "link", tmp_path / "else", is_folder=True)
    record(tmp_path, {"path": "link/victim.txt", "sha256": SHA, "beside": "disclosures.csv"})
    assert convert(tmp_path).exit_code == 0
    assert victim.read_bytes() == PRECIOUS


@pytest.mark.parametrize(
    "name", ["C:\\x", "\\\\server\\x", "..\\x", "/x", "", "a\0b", None, 5, ["x"]]
)
def test_only_a_path_below_is_known(tmp_path: Path, name: object) -> None:
    record(tmp_path, {"path": name, "sha256": SHA})
    assert standing_of(tmp_path / "out").known == {}


def test_a_record_of_other_values_is_no_fault(tmp_path: Path) -> None:
    for value in (1, None, "x", [1, None, "x", {}], {"a": 1}):
        record(tmp_path, settings=value, notices=value)
        data = json.loads((tmp_path / "out" / RUN_FILE).read_text("utf-8"))
        (tmp_path / "out" / RUN_FILE).write_text(json.dumps(data | {"files": value}), "utf-8")
        assert convert(tmp_path).exit_code == 0
        assert CliRunner().invoke(app, ["check", str(tmp_path / "out"), "-q"]).exit_code in (0, 3)


def test_nothing_is_added_to_what_a_link_in_place_of_the_journal_names(tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_bytes(PRECIOUS)
    linked(tmp_path / "out" / JOURNAL, victim)
    said = convert(tmp_path)
    assert said.exit_code == 2 and "is a link" in said.stderr
    assert victim.read_bytes() == PRECIOUS


def test_no_notice_file_goes_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    linked(tmp_path / "out" / "north", tmp_path / "else", is_folder=True)
    said = convert(tmp_path)
    assert list((tmp_path / "else").iterdir()) == []
    assert "leads out" in said.stderr


def test_a_link_in_place_of_a_result_makes_room(tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_bytes(PRECIOUS)
    linked(tmp_path / "out" / "disclosures.csv", victim)
    assert digest(tmp_path / "out" / "disclosures.csv") == ""
    assert convert(tmp_path).exit_code == 0
    assert victim.read_bytes() == PRECIOUS
    assert not (tmp_path / "out" / "disclosures.csv").is_symlink()
