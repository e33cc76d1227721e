"""`noticeparse init`: a settings file, asked for on a terminal alone, and never written over."""

from __future__ import annotations

import sys
import tomllib

import openpyxl
import pytest
from tests.officer.desk import Desk, at_desk
from typer.testing import CliRunner

from noticeparse.cli import app
from noticeparse.reports.record import OF_SETTINGS

from .making import SCHOOLS, notice


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Desk:
    desk = at_desk(tmp_path, monkeypatch)
    desk.put("in/a/n.txt", notice(SCHOOLS[0]))
    desk.put("our lists/schools.csv", f"path,school,urn\n../in/a,{SCHOOLS[0]},1234\n")
    return desk


def settings(desk: Desk):
    return tomllib.loads((desk.folder / "noticeparse.toml").read_text("utf-8"))


def test_without_a_terminal_nothing_is_asked(desk) -> None:
    told = desk.run("init")
    assert told.status == 0
    assert settings(desk) == {"decisions": "decisions.jsonl"}
    assert "Decisions are kept in decisions.jsonl (0 so far)" in told.text


def test_options_are_written_and_used_by_the_next_command(desk) -> None:
    given = ("--schools", "our lists/schools.csv", "--decisions", "our lists/d.jsonl")
    assert desk.run("init", *given).status == 0
    assert settings(desk) == {"schools": given[1], "decisions": given[3]}
    desk.convert()
    (urn,) = {row["urn"] for row in desk.read_csv()}
    assert urn == "1234"


def test_on_a_terminal_it_asks(desk, monkeypatch) -> None:
    monkeypatch.setattr(sys.modules["noticeparse.cli.init"], "on_terminal", lambda: True)
    done = CliRunner().invoke(app, ["init"], input="our lists/schools.csv\n\n\n\n")
    assert done.exit_code == 0, done.output
    assert "The list of schools" in done.output
    assert settings(desk) == {"schools": "our lists/schools.csv", "decisions": "decisions.jsonl"}


def test_a_settings_file_that_is_there_stays(desk) -> None:
    desk.put("noticeparse.toml", "decisions = 'mine.jsonl'\n")
    told = desk.run("init", "--decisions", "other.jsonl")
    assert told.status == 2
    assert "noticeparse.toml is there already, and was left as it is." in told.text
    assert settings(desk) == {"decisions": "mine.jsonl"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--schools", "none.csv"), "none.csv cannot be read"),
        (("--schools", "in/a/n.txt"), "has no column path and no school"),
        (("--decisions", "nowhere/d.jsonl"), "there is no folder nowhere"),
        (("--decisions", "in"), "in is a folder"),
        (("--decisions", "in/a/n.txt"), "n.txt, line 1 is no decision"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_written(desk, given, said) -> None:
    told = desk.run("init", *given)
    assert told.status == 2
    assert said in told.text
    assert not (desk.folder / "noticeparse.toml").exists()


def test_who_the_controller_is_and_its_officer_stand_in_every_record(desk) -> None:
    given = ("--controller", "Ash Trust, 1 High Street", "--dpo", "J. Lim, 01632 960000")
    assert desk.run("init", *given).status == 0

    def cells() -> set[tuple[str, str]]:
        book = openpyxl.load_workbook(desk.folder / "output/disclosures.xlsx")
        rows = [[cell.value for cell in row] for row in book["Record of processing"]]
        places = [rows[0].index(name) for name in OF_SETTINGS.values()]
        assert not {row[0].value for row in book["Fill once"]} & set(OF_SETTINGS.values())
        return {tuple(row[place] for place in places) for row in rows[1:]}

    desk.convert()
    assert cells() == {(f"{given[1]} (filled once)", f"{given[3]} (filled once)")}
    text = (desk.folder / "noticeparse.toml").read_text("utf-8").replace("J. Lim", "K. Oko")
    desk.put("noticeparse.toml", text)
    desk.convert()
    assert cells() == {(f"{given[1]} (filled once)", "K. Oko, 01632 960000 (filled once)")}


def test_what_was_filled_once_stands_in_the_next_year(desk) -> None:
    desk.run("convert", "in", "--output", "year 1", "--format", "xlsx,json")
    path = desk.folder / "year 1/disclosures.xlsx"
    book = openpyxl.load_workbook(path)
    book["Fill once"].cell(2, 4).value = "As our policy says"
    column = book["Fill once"].cell(2, 1).value
    book.save(path)
    desk.run("convert", "in", "--output", "year 2", "--since", "year 1", "--format", "xlsx,json")
    book = openpyxl.load_workbook(desk.folder / "year 2/disclosures.xlsx")
    sheet = book["Record of processing"]
    place = next(cell.column for cell in sheet[1] if cell.value == column)
    said = {sheet.cell(row, place).value for row in range(2, sheet.max_row + 1)}
    assert said == {"As our policy says (filled once)"}


def test_a_damaged_workbook_of_last_year_is_told_and_stops_nothing(desk) -> None:
    desk.run("convert", "in", "--output", "year 1", "--format", "xlsx,json")
    desk.put("year 1/disclosures.xlsx", "damaged")
    told = desk.run(
        "convert", "in", "--output", "year 2", "--since", "year 1", "--format", "xlsx,json"
    )
    assert told.status == 0
    assert "year 1/disclosures.xlsx cannot be read as a workbook" in told.text
    assert "What was filled in there on the record of processing is not taken along." in told.text
    assert (desk.folder / "year 2/disclosures.xlsx").is_file()


def test_a_setting_that_is_no_text_is_refused(desk) -> None:
    desk.put("noticeparse.toml", "controller = 7\n")
    told = desk.run("convert", "in")
    assert told.status == 2
    assert "controller is no text" in told.text
