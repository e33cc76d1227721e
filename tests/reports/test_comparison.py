import io

from rich.console import Console
from tests.reports.made import disclosure, notice

from noticeparse.comparison import compare
from noticeparse.model import School
from noticeparse.reports.comparison import (
    NO_NOTICE,
    NOTHING_STATED,
    print_comparison,
    write_comparison,
)
from noticeparse.reports.csv import read_csv

BARE = {"tags": (), "held": False}


def made():
    north = notice(
        disclosure("=Arbor", held=False), disclosure("Old", supplier=None, status="historic")
    )
    south = notice(disclosure(**BARE, fields=type(disclosure().fields)()), school="South")
    return compare([north, south], no_notice=[School("East")])


def test_the_sheet_has_a_column_a_school(tmp_path) -> None:
    path = tmp_path / "c.csv"
    write_comparison(made(), path)
    frame = read_csv(path)
    assert list(frame.columns) == [
        "status",
        "supplier_id",
        "supplier",
        "schools",
        "differs",
        "North Hill School",
        "South",
        "East",
    ]
    arbor, old, everywhere = frame.to_dict("records")
    assert arbor["North Hill School"].startswith("shared: name; not shared: home_address; purposes")
    assert arbor["South"] == f"{NOTHING_STATED} [north/privacy.pdf, page 2, row 2]"
    assert arbor["East"] == NO_NOTICE
    assert (old["status"], old["South"]) == ("historic", "")
    assert (everywhere["status"], everywhere["South"]) == ("statement", "Held in the UK")


def printed(comparison, encoding="utf-8"):
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")
    print_comparison(comparison, Console(file=stream, width=120, markup=False))
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)


def test_the_terminal_says_what_each_school_says() -> None:
    text = printed(made())
    assert "not shared:" in text
    assert "Not in use" in text
    assert "East: no notice read" in text
    assert "none" not in text.lower()
    assert "– is: not stated" in text


def test_an_old_console_can_show_it() -> None:
    assert "- is: not stated" in printed(made(), "cp1252")


def test_notices_cannot_steer_the_terminal() -> None:
    evil = compare([notice(disclosure("[red]A\x1b[2J", supplier=None, held=False))])
    text = printed(evil)
    assert "\x1b" not in text
    assert "[red]A" in text
