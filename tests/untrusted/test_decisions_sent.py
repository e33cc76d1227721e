"""A folder of results that was sent: its decisions hold nothing up, and no advice runs anything."""

from __future__ import annotations

import json
import os
import sys

import pytest
from typer.testing import CliRunner

from noticeparse.cli import app
from noticeparse.cli.apply import print_next
from noticeparse.cli.console import on_stdout
from noticeparse.errors import UnreadableFile
from noticeparse.reports.decision_log import MOST_OF_A_ROW, read_decisions

LINE = {
    **dict.fromkeys(("id", "notice", "sha256", "disclosure", "who", "when"), "x"),
    **{"field": "company", "before": "a", "after": "b", "values": {}, "why": None},
    **{"school": "s", "quoted": {"company": "a", "description": ""}, "supersedes": []},
}


@pytest.mark.skipif(sys.platform == "win32", reason="There are no named pipes in folders.")
@pytest.mark.parametrize("kind", ["pipe", "link", "device"])
def test_decisions_are_a_file_and_nothing_else(folder, kind) -> None:
    path = folder / "out" / "decisions.jsonl"
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        other = folder / "other.jsonl"
        other.write_text(json.dumps(LINE) + "\n", "utf-8")
        path.symlink_to(other)
    with pytest.raises(UnreadableFile, match="it is a link, a pipe or a device"):
        read_decisions(folder / "out")
    said = ["convert", str(folder / "in"), "-o", str(folder / "out"), "--reread", "--jobs", "1"]
    assert CliRunner().invoke(app, said).exit_code == 2


def test_more_decisions_on_a_row_than_people_make_are_refused(tmp_path) -> None:
    lines = [json.dumps({**LINE, "id": str(n)}) for n in range(MOST_OF_A_ROW + 1)]
    file = tmp_path / "decisions.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    with pytest.raises(UnreadableFile, match="1001 decisions on one row of x"):
        read_decisions(tmp_path)
    file.write_text("\n".join(lines[1:]), "utf-8")
    assert len(read_decisions(tmp_path)) == MOST_OF_A_ROW


HARMFUL = [
    "in; touch x #",
    "$(touch x)",
    "`id`",
    "a\nrm -rf x",
    "a\x1b[31m",
    "%PATH%",
    '"',
    "-x",
    "'",
]


@pytest.mark.parametrize("text", HARMFUL)
@pytest.mark.parametrize("where", ["inputs", "schools"])
def test_what_a_folder_says_of_itself_is_no_command(tmp_path, capsys, text, where) -> None:
    settings = {"inputs": ["notices"], "schools": None} | {
        where: [text] if where == "inputs" else text
    }
    print_next({"settings": settings}, tmp_path / "out", on_stdout())
    said = capsys.readouterr().out
    assert "the same `noticeparse convert` as before" in said
    assert text not in said or text in ("'", '"')


def test_what_is_harmless_is_printed_to_be_typed(tmp_path, capsys) -> None:
    settings = {
        "inputs": ["my notices (2026)", "b"],
        "formats": ["csv; id", "xlsx"],
        "schools": "s.csv",
    }
    print_next({"settings": settings}, tmp_path / "out", on_stdout())
    said = capsys.readouterr().out
    assert 'noticeparse convert "my notices (2026)" b --output' in said
    assert "--format xlsx --schools s.csv" in said


@pytest.mark.skipif(sys.platform == "win32", reason="There are no named pipes in folders.")
def test_a_pipe_in_a_list_of_addresses_is_the_failure_of_its_line(tmp_path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "list.csv").write_text("school,address\nAlder School,pipe.txt\n", "utf-8")
    done = CliRunner().invoke(
        app, ["register", "sync", str(tmp_path / "list.csv"), "--database", str(tmp_path / "r.db")]
    )
    assert done.exit_code == 3, done.output
    assert "link, a pipe or a device" in " ".join(done.output.split())


def test_a_file_that_no_run_wrote_is_never_overwritten(tmp_path) -> None:
    notice = (
        "Larkhill School\n\nWe share data with these companies:\n\n- Arbor: names and classes\n"
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "n.txt").write_text(notice, "utf-8")
    (tmp_path / "out").mkdir()
    own = {name: f"mine: {name}" for name in ("suppliers.csv", "n.txt.json", "notices.db")}
    for name, text in own.items():
        (tmp_path / "out" / name).write_text(text, "utf-8")
    said = ["convert", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--format"]
    for _ in range(2):
        done = CliRunner().invoke(app, [*said, "csv,json,sqlite", "--reread"])
        assert done.exit_code == 0, done.output
        for name, text in own.items():
            assert (tmp_path / "out" / name).read_text("utf-8") == text
        names = {path.name for path in (tmp_path / "out").iterdir()}
        assert {"suppliers.1.csv", "n.txt.1.json", "notices.1.db"} <= names
        assert not any(".2." in name for name in names)


def test_a_notice_that_is_called_like_a_table_stays(tmp_path) -> None:
    table = "Company,What data,Why\nTapestry,Names,Journal\nWonde,Names,Sync\n"
    (tmp_path / "suppliers.csv").write_text(table, "utf-8")
    said = ["convert", str(tmp_path), "-o", str(tmp_path), "--format", "csv,json"]
    assert CliRunner().invoke(app, said).exit_code == 0
    assert (tmp_path / "suppliers.csv").read_text("utf-8") == table
    assert (tmp_path / "suppliers.1.csv").is_file()


def test_a_run_json_of_somebody_else_stays(tmp_path) -> None:
    (tmp_path / "n.txt").write_text("We share names with Arbor.", "utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "run.json").write_text("mine", "utf-8")
    done = CliRunner().invoke(
        app, ["convert", str(tmp_path / "n.txt"), "-o", str(tmp_path / "out")]
    )
    assert done.exit_code == 2
    assert "is no record of a run of noticeparse" in " ".join(done.output.split())
    assert (tmp_path / "out" / "run.json").read_text("utf-8") == "mine"
