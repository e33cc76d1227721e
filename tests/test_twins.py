"""One notice in two formats counts once; two notices of one name stay two."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from noticeparse.batch import Result
from noticeparse.cli import app
from noticeparse.decisions import effective_rows
from noticeparse.extractors.sniff import MEDIA_TYPES
from noticeparse.model import Decided, Disclosure, Failure, Notice, School, Source, Text
from noticeparse.reports.json import notice_from_json, notice_to_json
from noticeparse.twins import with_twins

TABLE = """<h1>Hill Infants: whom we share pupils' data with</h1>
<table><tr><th>Company</th><th>What is shared</th><th>Why</th></tr>{rows}</table>"""
ROW = "<tr><td>{}</td><td>Name, class</td><td>Lessons</td></tr>"


def notice(path: str, *companies: str, school: str = "Hill Infants") -> Notice:
    kind = path.partition("#")[0].rpartition(".")[2]
    rows = tuple(
        Disclosure(id=f"d{name}", company=Text(name), description=Text("Name, class"))
        for name in companies
    )
    source = Source(path, path.encode().hex()[:64], MEDIA_TYPES.get(kind, kind), 1)
    return Notice(source, "1", school=school, disclosures=rows)


def told(*results: Result) -> dict[str, str | None]:
    names = [each.source.path if isinstance(each, Notice) else each.path for each in results]
    found = list(with_twins(results, names))
    assert [e.source.path if isinstance(e, Notice) else e.path for e in found] == names
    return {each.source.path: each.same_notice_as for each in found if isinstance(each, Notice)}


@pytest.mark.parametrize(
    ("one", "other", "counts"),
    [
        (notice("h/a.docx", "A", "B"), notice("h/a.pdf", "A", "B"), "h/a.docx"),
        (notice("h/a.html", "A", "B"), notice("h/a.pdf", "A", "B"), "h/a.pdf"),
        (notice("h/a.docx", *"ABCD"), notice("h/a.pdf", *"ABCDE"), "h/a.pdf"),
        (notice("h/Our list.docx", "A"), notice("h/our-list.web.pdf", "A"), "h/Our list.docx"),
        (notice("h/a.docx", *"ABC"), notice("h/a.pdf", *"ABX"), None),
        (notice("h/a.docx", "A"), notice("j/a.pdf", "A"), None),
        (notice("h/a.docx", "A"), notice("h/b.pdf", "A"), None),
        (notice("h/a.docx", "A"), notice("h/a.pdf", "A", school="Dale School"), None),
        (notice("h/a.docx"), notice("h/a.pdf"), None),
        (notice("h/a.xlsx#One", "A"), notice("h/a.xlsx#Two", "A"), None),
    ],
)
def test_which_counts(one: Notice, other: Notice, counts: str | None) -> None:
    assert told(one, other) == {
        each.source.path: counts if counts != each.source.path else None for each in (one, other)
    }


def test_three_formats_with_others_between() -> None:
    found = told(
        notice("a.docx", "A", "B"),
        notice("a.html", "A", "B"),
        Failure("a.odt", "unreadable", "Broken.", ""),
        notice("a.pdf", "A", "B"),
        notice("b.pdf", "A"),
    )
    assert found == {"a.docx": None, "a.html": "a.docx", "a.pdf": "a.docx", "b.pdf": None}


def test_results_are_passed_on_as_they_are_complete() -> None:
    read: list[str] = []

    def reading() -> Iterator[Result]:
        for path in ("a.docx", "a.pdf", "b.pdf"):
            read.append(path)
            yield notice(path, "A")

    results = with_twins(reading(), ["a.docx", "a.pdf", "b.pdf"])
    next(results)
    assert read == ["a.docx", "a.pdf"]


def test_a_workbook_of_several_schools_holds_nothing_back() -> None:
    read: list[str] = []
    names = ["a.pdf", "a.xlsx", "b.pdf", "c.pdf"]

    def reading() -> Iterator[Result]:
        for path in ("a.pdf", "a.xlsx#One", "a.xlsx#Two", "b.pdf", "c.pdf"):
            read.append(path)
            yield notice(path, "A")

    results = with_twins(reading(), names)
    assert [next(results).same_notice_as for _ in range(2)] == [None, None]
    assert read == ["a.pdf", "a.xlsx#One"]


def test_rows_that_differ_are_said_and_both_count() -> None:
    one, other = with_twins([notice("a.docx", *"ABC"), notice("a.pdf", *"XY")], ["a.docx", "a.pdf"])
    assert [len(effective_rows(each)) for each in (one, other)] == [3, 2]
    assert not one.issues
    assert "2 here, 3 there" in other.issues[0].message
    again, alone = with_twins([other, notice("b.pdf", "A")], ["a.pdf", "b.pdf"])
    assert not again.issues
    assert not alone.issues


def test_a_trusts_notice_stays_one_for_each_school() -> None:
    schools = (School("Hill Infants"), School("Dale School"))
    pair = [replace(notice(path, "A", "B"), schools=schools) for path in ("a.docx", "a.pdf")]
    assert told(*pair) == {"a.docx": None, "a.pdf": "a.docx"}
    copies = [notice("hill/a.pdf", "A"), notice("dale/a.pdf", "A", school="Dale School")]
    assert set(told(*copies).values()) == {None}


def test_a_correction_holds_for_both() -> None:
    word, page = notice("a.docx", "A", "B"), notice("a.pdf", "A", "B")
    decided = Decided("status", "in_use", "historic", "Jo", "2026-11-01", "x")
    extra = Disclosure(id="dnew", company=Text("C"), description=Text("Photos"), added=True)
    first, *rest = page.disclosures
    page = replace(page, disclosures=(replace(first, decided=(decided,)), *rest, extra))
    counts, twin = with_twins([word, page], ["a.docx", "a.pdf"])
    assert twin.same_notice_as == "a.docx"
    assert [row.status for row in effective_rows(counts)] == ["historic", "in_use", "in_use"]
    assert [str(row.company) for row in effective_rows(counts)] == ["A", "B", "C"]
    assert effective_rows(twin) == ()


def test_a_notice_file_keeps_it() -> None:
    written = replace(notice("a.pdf", "A"), same_notice_as="a.docx")
    assert notice_from_json(notice_to_json(written)).same_notice_as == "a.docx"


def test_it_is_counted_once_wherever_rows_are_counted(tmp_path: Path) -> None:
    rows = "".join(map(ROW.format, ("Tapestry", "Arbor", "CPOMS")))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "list.html").write_text(TABLE.format(rows=rows), "utf-8")
    text = "\n".join(
        ["Hill Infants", "Company,What is shared,Why"]
        + [f"{name},Name and class,Lessons" for name in ("Tapestry", "Arbor", "CPOMS")]
    )
    (tmp_path / "in" / "list.csv").write_text(text, "utf-8")
    out = tmp_path / "out"
    done = CliRunner().invoke(app, ["convert", str(tmp_path / "in"), "-o", str(out)])
    assert "the same notice as" in " ".join(done.output.split())
    lines = (out / "disclosures.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 1 + 3
    files = [
        path for path in out.rglob("*.json") if path.name not in ("run.json", "datapackage.json")
    ]
    assert len(files) == 2
    # The file that counts is counted where it is read alone, too.
    alone = next(path for path in files if '"same_notice_as": "' in path.read_text("utf-8"))
    CliRunner().invoke(app, ["convert", str(alone), "-o", str(tmp_path / "again")])
    again = (tmp_path / "again" / "disclosures.csv").read_text("utf-8-sig").splitlines()
    assert len(again) == 1 + 3
