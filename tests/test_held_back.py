"""A person's name is in what `convert` writes, and in nothing that is made to be sent."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import openpyxl
import pytest
from rich.console import Console
from tests.test_comparison import of, row

from noticeparse.cli.across import check as check_command
from noticeparse.cli.across import compare as compare_command
from noticeparse.cli.options import Asked
from noticeparse.comparison import Names, compare
from noticeparse.comparison.values import HELD
from noticeparse.findings import check
from noticeparse.model import Decided, Fields, Statement, Text
from noticeparse.reports.comparison import print_comparison
from noticeparse.reports.comparison_changes import versions
from noticeparse.reports.json import notice_to_json
from noticeparse.vocabulary import load_vocabulary

PERSON = "Mrs A Quillfeather (visiting harp teacher)"


def held(name=PERSON, **changes):
    values = {"supplier": "", "held": True, "id": "d5", "description": Text(f"{name}: names")}
    return row(name, **{**values, **changes})


def with_person():
    """A person in a row of its own, in the words of others, and in what the notice says once."""
    music = row(
        "Larkspur Music Hub",
        supplier="",
        id="d6",
        description=Text("Names, sent on by Mrs Quillfeather"),
        fields=Fields(location=Text("The study of Mrs A Quillfeather")),
        decided=(Decided("note", None, "Ask Mrs A Quillfeather", "o", "2025"),),
    )
    said = Statement("retention", Text("Mrs. A Quillfeather deletes it each July."))
    rows = held(), music, row("Aardvark", supplier="", id="d7"), row("Zebra", supplier="", id="d8")
    return replace(of("Ashfield", *rows), statements=(said,))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.json").write_text(notice_to_json(with_person()), "utf-8")
    (tmp_path / "then").mkdir()
    (tmp_path / "then" / "a.json").write_text(notice_to_json(of("Ashfield", row())), "utf-8")
    return tmp_path


def words_in(path) -> str:
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return " ".join(str(c.value) for sheet in book for line in sheet.iter_rows() for c in line)
    if path.suffix == ".docx":
        document = docx.Document(path)
        cells = [c.text for table in document.tables for r in table.rows for c in r.cells]
        return " ".join([*(p.text for p in document.paragraphs), *cells])
    return path.read_text("utf-8")


@pytest.mark.parametrize("persons", [False, True])
@pytest.mark.parametrize("ending", ["html", "csv", "xlsx", None])
def test_compare(folder, capsys, ending, persons) -> None:
    output = folder / f"c.{ending}" if ending else None
    asked = Asked([str(folder / "in")], quiet=True)
    before = [str(folder / "then")]
    assert compare_command(asked, output, before=before, persons=persons) == 0
    printed = capsys.readouterr().out
    made = [words_in(path) for path in folder.glob("c.*")]
    text = " ".join([printed, *made])
    assert ("Quillfeather" in text) is persons
    assert (HELD in " ".join(text.split())) is not persons


@pytest.mark.parametrize("persons", [False, True])
@pytest.mark.parametrize("ending", ["html", "docx", "xlsx", "json", None])
def test_check(folder, capsys, ending, persons) -> None:
    (folder / "mine.csv").write_text("supplier,schools\nArbor,Ashfield\n", "utf-8")
    file = ending not in ("json", None)
    check_command(
        Asked([str(folder / "in")]),
        folder / f"c.{ending}" if file else None,
        against=folder / "mine.csv",
        format="json" if ending == "json" else "table",
        persons=persons,
    )
    text = capsys.readouterr().out + " ".join(words_in(path) for path in folder.glob("c.*"))
    assert ("Quillfeather" in text) is persons
    assert "in_notice_not_listed" in text or "Ashfield" in text


def test_what_convert_writes_keeps_the_name_and_says_so(folder) -> None:
    from noticeparse.cli.convert import convert, wanted
    from noticeparse.reports.csv import read_csv

    want = wanted(str(folder / "out"), "csv,xlsx", raw=False)
    convert(Asked([str(folder / "in")], quiet=True), want)
    rows = read_csv(folder / "out" / "disclosures.csv")
    assert PERSON in set(rows["company"])
    assert "held" in rows.set_index("company").loc[PERSON, "issues"]
    assert PERSON in words_in(folder / "out" / "disclosures.xlsx")


def names_in_order(*notices):
    return [each.supplier for each in compare(notices).suppliers]


def test_the_order_does_not_tell_with_which_letter_a_name_begins() -> None:
    others = row("Bramble", supplier="", id="d1"), row("Yew", supplier="", id="d2")
    orders = {
        tuple(names_in_order(of("N", held(name), *others)))
        for name in ("Mr Abel Ash", "Ms Zoe Zed")
    }
    assert orders == {(HELD, "Bramble", "Yew")}


def test_nor_does_the_order_of_changes() -> None:
    others = row("Bramble", supplier="", id="d1"), row("Yew", supplier="", id="d2")
    for name in ("Mr Abel Ash", "Ms Zoe Zed"):
        found = versions([of("N", row())], [of("N", held(name), *others)])
        told = [change.company for change in found.changes if change.what == "added"]
        assert told == ["Bramble", "Yew", HELD]


def test_nor_does_the_order_of_findings() -> None:
    others = [row(name, supplier="", id=name, shared=()) for name in ("Bramble", "Yew")]
    notice = of("N", others[0], held(shared=()), others[1])
    found = check([notice], vocabulary=load_vocabulary())
    told = [each.company for each in found if each.code == "no_data_stated"]
    assert told == ["Bramble", "Yew", HELD]


def test_two_persons_are_not_taken_for_one_that_is_not_in_use() -> None:
    from noticeparse.comparison import differences

    past = held("Mr B Thistle", id="d9", status="historic")
    found = compare([of("N", held(), past)])
    (apart,) = [each for each in differences(found, Names()) if each.kind == "not_in_use"]
    assert [side.what for side in apart.sides] == ["No longer used"]


def test_a_decision_on_the_name_shows_it() -> None:
    decided = held(decided=(Decided("company", PERSON, "The harp teacher", "o", "2025"),))
    stream = io.StringIO()
    print_comparison(compare([of("N", decided)]), Names(), Console(file=stream, width=200))
    assert HELD not in stream.getvalue()
