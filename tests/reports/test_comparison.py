import io
import re
from dataclasses import replace

from rich.console import Console
from tests.reports.made import disclosure, notice

from noticeparse.comparison import Names, compare
from noticeparse.model import Evidence, School, Tag
from noticeparse.reports.comparison import (
    NO_NOTICE,
    NOTHING_STATED,
    in_words,
    print_comparison,
    write_comparison,
)
from noticeparse.reports.csv import read_csv
from noticeparse.vocabulary import load_vocabulary

NAMES = Names.of(load_vocabulary())
BARE = {"tags": (), "held": False}


def made():
    north = notice(
        disclosure("=Arbor", held=False), disclosure("Old", supplier=None, status="historic")
    )
    south = notice(disclosure(**BARE, fields=type(disclosure().fields)()), school="South")
    return compare([north, south], no_notice=[School("East")])


def test_the_sheet_has_a_column_a_school(tmp_path) -> None:
    path = tmp_path / "c.csv"
    write_comparison(made(), NAMES, path)
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
    assert arbor["North Hill School"].startswith("shared: Name; not shared: home address; purposes")
    assert arbor["South"] == (
        "location: “Held in the UK” (said once for all recipients) "
        "[north/privacy.pdf, page 2, row 2]"
    )
    assert arbor["East"] == NO_NOTICE
    assert (old["status"], old["South"]) == ("No longer used", "")
    assert (everywhere["status"], everywhere["South"]) == ("statement", "Held in the UK")


def test_a_supplier_that_is_only_named() -> None:
    bare = notice(disclosure(**BARE, fields=type(disclosure().fields)()))
    (supplier,) = compare([replace(bare, statements=())]).suppliers
    assert in_words(supplier.said[0], NAMES) == NOTHING_STATED


def printed(comparison, encoding="utf-8"):
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")
    print_comparison(comparison, NAMES, Console(file=stream, width=120, markup=False))
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)


def test_the_terminal_says_what_each_school_says() -> None:
    text = printed(made())
    assert "not shared:" in text
    assert "Not in use" in text
    assert "East: no notice read" in text
    assert "none" not in text.lower()
    assert "– is: not stated" in text


def test_no_id_is_printed() -> None:
    """Who reads it knows "Date of birth / age", not date_of_birth."""
    tags = tuple(
        Tag("category", id, "shared", 1.0, "keyword", Evidence(None, "company", 0, 1, "A"))
        for id in ("date_of_birth", "special_educational_needs")
    )
    north, south = disclosure(tags=tags), disclosure(tags=tags[:1])
    text = printed(compare([notice(north, school="N"), notice(south, school="S")]))
    assert "Special educational" in text
    assert re.findall(r"[a-z]+_[a-z_]+", text) == []


def test_an_old_console_can_show_it() -> None:
    assert "- is: not stated" in printed(made(), "cp1252")


def test_notices_cannot_steer_the_terminal() -> None:
    evil = compare([notice(disclosure("[red]A\x1b[2J", supplier=None, held=False))])
    text = printed(evil)
    assert "\x1b" not in text
    assert "[red]A" in text
