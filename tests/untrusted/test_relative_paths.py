"""Names of files that others wrote down: one gate, and nothing outside of the folder is touched."""

from __future__ import annotations

import ast
import hashlib
import json
import sys
from pathlib import Path

import pytest
from tests.correcting import make_notices, run_convert

import noticeparse
from noticeparse.paths import below, safe_path

SRC = Path(noticeparse.__file__).parent
links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
OUTSIDE = (
    *(
        "..",
        "../x",
        "a/../../x",
        "a/..",
        "/etc/passwd",
        "C:\\x",
        "C:x",
        "c:/x",
        "\\\\host\\share\\x",
    ),
    *("\\x", "..\\x", "a\\..\\..\\x", "", ".", "/", "a/.. /x", ".. ", "a\0b", "con", "a/NUL.txt"),
    *("aux.json", "COM1", "lpt9.csv", "conin$", None, 7, ["x"], {"a": 1}),
)


@pytest.mark.parametrize("name", OUTSIDE, ids=repr)
def test_what_may_be_another_file_does_not_pass(tmp_path, name) -> None:
    assert below(tmp_path, name) is None


@pytest.mark.parametrize(
    "name", ["a", "a/b.csv", "a b/ç.json", "..a", "a..b/c", "contract.pdf", "x/com/y"]
)
def test_what_stands_below_passes(tmp_path, name) -> None:
    assert below(tmp_path, name) == tmp_path / name
    assert below(tmp_path, safe_path(name)) is not None


@pytest.mark.parametrize("name", [name for name in OUTSIDE if isinstance(name, str)], ids=repr)
def test_a_name_that_was_made_safe_passes(tmp_path, name) -> None:
    assert below(tmp_path, safe_path(name)) is not None


@links
def test_a_link_on_the_way_does_not_pass_and_one_at_the_end_is_the_file_itself(tmp_path) -> None:
    out, inside = tmp_path / "out", tmp_path / "in"
    out.mkdir()
    inside.mkdir()
    (inside / "way").symlink_to(out)
    (inside / "file").symlink_to(out / "victim")
    (inside / "round").symlink_to(inside / "round")
    (inside / "near").symlink_to(inside)
    assert below(inside, "way/x") is None
    assert below(inside, "file") == inside / "file"
    assert below(inside, "file", follow=True) is None
    assert below(inside, "near/x", follow=True) == inside / "near" / "x"
    assert below(inside, "round/x") == inside / "round" / "x"  # leads nowhere, so not out


def test_no_module_has_a_gate_of_its_own() -> None:
    """Only paths.py asks whether a name leads out; elsewhere ".." is a part of a path to skip."""
    found = []
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_parent = isinstance(node, ast.Constant) and node.value == ".."
            if is_parent or (isinstance(node, ast.Name) and node.id == "PureWindowsPath"):
                found.append(path.relative_to(SRC).as_posix())
    assert set(found) <= {"paths.py", "elsewhere.py"}, found


@links
def test_a_record_that_names_files_elsewhere_moves_none_of_them(tmp_path) -> None:
    make_notices(tmp_path)
    run_convert(tmp_path)
    victim = tmp_path / "victim.json"
    victim.write_text("mine")
    (tmp_path / "out" / "linked").symlink_to(tmp_path)
    record = json.loads((tmp_path / "out" / "run.json").read_text())
    sha = hashlib.sha256(b"mine").hexdigest()
    names = ("../victim.json", str(victim), "linked/victim.json", "a/../../victim.json")
    record["files"] += [
        {"path": name, "sha256": sha, "beside": "disclosures.csv"} for name in names
    ]
    (tmp_path / "out" / "run.json").write_text(json.dumps(record))
    with (tmp_path / "out" / ".noticeparse-run").open("a") as journal:
        for name in names:
            journal.write(json.dumps({"path": name, "sha256": sha}) + "\n")
    assert run_convert(tmp_path, formats="csv") == 0
    assert victim.read_text() == "mine"


@links
def test_half_written_files_beyond_a_link_stay(tmp_path) -> None:
    make_notices(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "moorland").symlink_to(elsewhere)
    (elsewhere / ".noticeparse-x.part").write_text("of another program")
    run_convert(tmp_path, formats="csv")
    assert [path.name for path in elsewhere.iterdir()] == [".noticeparse-x.part"]
