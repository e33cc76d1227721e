"""What somebody has to look at: in a file, in plain words, and in few lines on the terminal."""

from __future__ import annotations

import io
import re
import time
from dataclasses import replace
from pathlib import Path

import docx
import lxml.html
import openpyxl
import pytest
from rich.console import Console
from tests.reports.made import disclosure, notice
from tests.test_comparison import of, row

from noticeparse import parse
from noticeparse.cli.across import check as check_command
from noticeparse.cli.across import compare as compare_command
from noticeparse.cli.convert import convert, wanted
from noticeparse.cli.options import Asked
from noticeparse.cli.reading import track
from noticeparse.errors import InputError, OutputError
from noticeparse.findings import check
from noticeparse.model import Failure, Issue, Place, Receipt
from noticeparse.reports.check_page import check_page, check_xlsx
from noticeparse.reports.csv import read_csv
from noticeparse.reports.json import notice_to_json
from noticeparse.reports.rows import WARNING_COLUMNS, warning_rows
from noticeparse.reports.sheets import title
from noticeparse.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
LIST = "ParentPay - names, for dinner money\nArbor - names and UPN, our MIS\nTapestry - photographs"


def school(name, *rows, **changes):
    made = notice(*rows, school=name, path=f"{name}.pdf")
    return replace(made, **{"issues": (), "receipt": None, **changes})


@pytest.fixture
def folder(tmp_path):
    def put(*notices):
        (tmp_path / "in").mkdir()
        for number, each in enumerate(notices):
            (tmp_path / "in" / f"{number}.json").write_text(notice_to_json(each), "utf-8")
        return tmp_path

    return put


def read(tmp_path, *lines):
    path = tmp_path / "notice.txt"
    text = "\n".join(["Larchfield Primary School", "Who we share data with", "", LIST, "", *lines])
    path.write_text(text, "utf-8")
    return parse(path)


@pytest.mark.parametrize(
    "line",
    [
        "the Department for Education",
        "ICO registration: ZA123456",
        "You can take a complaint to the regulator (ICO).",
        "Contact the Information Commissioner's Office if you are not happy.",
        "Website design by PrimarySite",
        "Larchfield is part of the Rowan Hill Learning Trust.",
    ],
)
def test_what_was_never_worth_a_look_is_no_warning(tmp_path, line) -> None:
    assert [each["what"] for each in warning_rows(read(tmp_path, line))] == []


def test_a_name_without_a_row_is_named_however_long_the_sentence_is(tmp_path) -> None:
    line = (
        "For all that has to be said in the course of a long school year about trips, about "
        "clubs and about lost jumpers, we will at times contact you by email or the Famly app."
    )
    (told,) = [each["what"] for each in warning_rows(read(tmp_path, line))]
    found = re.match(r"This mentions (.*Famly.*?), and no row was made of it: “(.+)”$", told)
    assert found
    assert "Famly app" in found[2]
    assert len(found[2]) < len(line)


def test_warnings_are_grouped_by_kind_and_say_what_to_do() -> None:
    hidden = Issue("extractors", "hidden_sheet", "warning", "Sheet “Old” is hidden.")
    page = Issue("extract", "page_without_text", "warning", "Page 2 is a picture.", Place(page=2))
    fine = Issue("inputs", "several_schools", "info", "Fine.")
    doubt = Issue("parse", "odd", "warning", "Odd.", Place(page=1, row=3))
    lost = Receipt(words=3, rows=1, unaccounted=2)
    made = school(
        "N", disclosure("Arbor", issues=(doubt,), held=False), issues=(hidden, fine, page),
        receipt=lost,
    )  # fmt: skip
    rows = warning_rows(made)
    assert [each["kind"] for each in rows] == [
        "Words that were lost",
        "A page that was not read",
        "Hidden in the file",
        "Read with doubts",
    ]
    assert [each["place"] for each in rows] == ["", "page 2", "", "page 1, row 4"]
    assert rows[-1]["what"] == "Arbor: Odd."
    assert all(each["what_to_do"] for each in rows)


def test_the_warnings_are_a_sheet_and_a_file(folder, capsys) -> None:
    root = folder(
        school("N", issues=(Issue("x", "hidden_text", "warning", "Hidden."),)), school("S")
    )
    convert(Asked([str(root / "in")]), wanted(str(root / "out"), "csv,xlsx", raw=False))
    rows = read_csv(root / "out" / "warnings.csv")
    assert list(rows.columns) == list(WARNING_COLUMNS)
    sheet = openpyxl.load_workbook(root / "out" / "disclosures.xlsx")["Warnings"]
    head, *lines = sheet.values
    assert head == tuple(map(title, WARNING_COLUMNS))
    assert [line[4] for line in lines] == list(rows["what"])
    assert list(rows["kind"]) == sorted(rows["kind"], key=list(dict.fromkeys(rows["kind"])).index)
    *_, totals, written = capsys.readouterr().out.splitlines()
    assert totals.startswith("2 notices, 2 rows")
    assert "warnings.csv there tells what to look at" in written


def test_a_line_for_each_notice_that_needs_a_look(folder, capsys) -> None:
    fine = school("Fine", disclosure(issues=()))
    root = folder(fine, *(school(f"N{number:02}") for number in range(25)))
    convert(Asked([str(root / "in")]), wanted(str(root / "out"), "csv", raw=False))
    printed = capsys.readouterr().out
    assert printed.count("Look at ") == 20
    assert "and 5 notices more to look at: see warnings.csv." in printed
    assert "Fine" not in printed


def test_what_was_passed_over_is_named(folder, capsys) -> None:
    root = folder(school("N"))
    (root / "in" / ".hidden.pdf").write_bytes(b"x")
    convert(Asked([str(root / "in")]), wanted(str(root / "out"), "csv", raw=False))
    assert ".hidden.pdf" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ("old.rtf: this is RTF.", "this is RTF."),
        ("/trust/Misc/old.rtf: this is RTF.", "this is RTF."),
        ("Misc/old.rtf cannot be opened.", "Misc/old.rtf cannot be opened."),
        ("It names old.rtf: twice.", "It names old.rtf: twice."),
    ],
)
def test_a_file_that_was_not_read_is_named_once(message, why) -> None:
    assert Failure("Misc/old.rtf", "unsupported", message, "").why == why


def many_schools(number):
    names = [f"Supplier {letter}{digit}" for letter in "ABCDEFGH" for digit in range(8)]
    rows = [row(name, supplier="", id=f"d{n}") for n, name in enumerate(names)]
    return [of(f"School {n}", *rows) for n in range(number)]


@pytest.mark.parametrize("ending", ["html", "xlsx", "csv"])
def test_compare_into_a_file_prints_few_lines(folder, capsys, ending) -> None:
    root = folder(*many_schools(4))
    for number in range(12):
        (root / "in" / f"bad{number}.pdf").write_text("%PDF-1.7\nbroken", "utf-8")
    assert compare_command(Asked([str(root / "in")]), root / f"c.{ending}") == 1
    printed = capsys.readouterr()
    assert len((printed.out + printed.err).splitlines()) <= 10
    assert "64 suppliers in use at 4 schools" in printed.out
    assert "8 documents more" in printed.err


@pytest.mark.parametrize("ending", ["html", "docx", "xlsx"])
def test_check_into_a_file_prints_few_lines(folder, capsys, ending) -> None:
    root = folder(*many_schools(3))
    check_command(Asked([str(root / "in")]), root / f"c.{ending}")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 10
    assert any("findings at 3 schools." in line for line in lines)
    assert (root / f"c.{ending}").stat().st_size > 0


def test_check_says_what_it_does_not_write(folder) -> None:
    root = folder(school("N"))
    asked = Asked([str(root / "in")])
    with pytest.raises(OutputError, match=r"\.docx"):
        check_command(asked, root / "c.pdf")
    with pytest.raises(InputError, match="screen"):
        check_command(asked, root / "c.xlsx", format="json")


def found_at_two_schools():
    bad = Failure("old.rtf", "unsupported", "old.rtf: this is RTF.", "Save it as PDF.")
    return check([*many_schools(2), bad], vocabulary=VOCABULARY)


def test_each_school_has_a_part_of_its_own() -> None:
    page = check_page(found_at_two_schools())
    assert [each.heading for each in page.sections] == [
        "School 0", "School 1", "Documents that could not be read",
    ]  # fmt: skip
    for each in page.sections[:2]:
        other = "School 1" if each.heading == "School 0" else "School 0"
        assert other not in str(each.entries)


def test_the_page_and_the_word_file_say_the_same(tmp_path) -> None:
    from noticeparse.reports.page import write_page

    page = check_page(found_at_two_schools())
    write_page(page, tmp_path / "c.html")
    write_page(page, tmp_path / "c.docx")
    html = lxml.html.fromstring((tmp_path / "c.html").read_text("utf-8")).body.text_content()
    document = docx.Document(tmp_path / "c.docx")
    cells = " ".join(c.text for t in document.tables for r in t.rows for c in r.cells)
    for section in page.sections:
        for entry in section.entries:
            for words in entry.words:
                assert words.before in html
                assert words.before in cells
    apart = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert apart == [each.heading for each in page.sections]


def test_a_sheet_a_school_whatever_it_is_called(tmp_path) -> None:
    long = "The Very Long Name of a Church of England Primary School"
    names = [f"{long}, Northbrook", f"{long}, Southbrook", "St Anne's: [Infants]/Juniors"]
    found = check([of(name, row("Zork", supplier="")) for name in names], vocabulary=VOCABULARY)
    (tmp_path / "c.xlsx").write_bytes(check_xlsx(found))
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    assert book.sheetnames[0] == "All schools"
    assert len({name.casefold() for name in book.sheetnames}) == 4
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert "St Anne's Infants Juniors" in book.sheetnames
    assert check_xlsx(found) == check_xlsx(found)


WIDE = ["Supplier", "Purpose", "Name", "Address", "UPN", "Medical", "Location", "Retention", "Link"]
CELLS = ["", "Yes", "Yes", "Yes", "Yes", "UK", "One year", "https://example.org/" + "long-" * 30]


def test_explain_says_what_each_tag_is(tmp_path) -> None:
    from noticeparse.comparison import Names
    from noticeparse.pipeline import parse_in_full
    from noticeparse.reports.explain import explain_html

    rows = [
        ["Arbor", "MIS", *CELLS[1:]],
        ["Zork Tutors", "Tutoring, no addresses", *CELLS[1:]],
        ["Tapestry", "No longer used", *CELLS[1:]],
    ]
    cells = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in each)}</tr>" for each in [WIDE, *rows])
    path = Path(tmp_path / "notice.html")
    path.write_text(f"<h1>Larchfield Primary School</h1><table>{cells}</table>", "utf-8")
    reading = parse_in_full(path)
    names = Names.of(VOCABULARY)
    tree = lxml.html.fromstring(
        explain_html(reading.document, reading.notice, reading.words, names, VOCABULARY.evidence)
    )
    articles = {each.xpath("string(h3/text())").strip(): each for each in tree.xpath("//article")}
    arbor = articles["Arbor"]
    titles = [dt.text for dt in arbor.xpath(".//dt")]
    assert {"Data", "Purposes", "Whose data", "Supplier", "Location"} <= set(titles)
    data = arbor.xpath(".//dt[text()='Data']/following-sibling::dd[1]")[0].text_content()
    assert "Medical / health" in data
    assert "medical_health" not in lxml.html.tostring(arbor, encoding="unicode")
    assert "Arbor is in the catalogue of suppliers." in arbor.text_content()
    assert "Read from a table" in arbor.text_content()
    assert "not in the catalogue of suppliers" in articles["Zork Tutors"].text_content()
    assert all(each.xpath("string(.//*[contains(@class, 'status')])") for each in articles.values())
    assert "sure to" not in tree.body.xpath("string(//article/p[@class='soft'])")
    (table,) = tree.xpath("//section[@class='source']//table")
    assert "scroll" in table.getparent().get("class")
    assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']")


def test_explain_says_what_is_not_shared(tmp_path) -> None:
    from noticeparse.comparison import Names
    from noticeparse.pipeline import parse_in_full
    from noticeparse.reports.explain import explain_html

    read(tmp_path, "Zork Tutors - pupil names, but no photographs")
    reading = parse_in_full(tmp_path / "notice.txt")
    page = explain_html(
        reading.document, reading.notice, reading.words, Names.of(VOCABULARY), VOCABULARY.evidence
    )
    (denied,) = lxml.html.fromstring(page).xpath("//ul[contains(@class, 'denied')]")
    assert "Photograph" in denied.text_content()
    assert denied.getparent().getprevious().text == "Not shared"


def test_the_bar_names_the_file_that_is_waited_for() -> None:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, width=120)
    for _ in track(iter([1, 2]), ["a/first.pdf", "b/second.docx"], console=console):
        time.sleep(0.15)  # the bar is drawn ten times a second
    assert "a/first.pdf" in stream.getvalue()
    assert "b/second.docx" in stream.getvalue()
