"""The page, the workbook and the Word file of comparisons and incidents, without a browser."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import docx
import lxml.html
import openpyxl
import pytest
from tests.browser.attacks import FORMULAS, SCRIPTS, attacked
from tests.reports.made import notice
from tests.test_comparison import of, row

from noticeparse.comparison import Names, compare
from noticeparse.comparison.compare import folded
from noticeparse.comparison.values import HELD
from noticeparse.incident import Listed, incident, resolve
from noticeparse.model import Decided, Failure, Fields, Match, School, Statement, Text
from noticeparse.reports.compare_page import compare_html
from noticeparse.reports.comparison import write_comparison, write_comparison_xlsx
from noticeparse.reports.comparison_changes import Versions, versions
from noticeparse.reports.csv import read_csv
from noticeparse.reports.incident_view import incident_xlsx, page_of
from noticeparse.reports.page import page_html
from noticeparse.reports.page_docx import page_docx
from noticeparse.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
NAMES = Names.of(VOCABULARY)


def text_of(html: str) -> str:
    body = lxml.html.document_fromstring(html).body
    texts = body.xpath(".//text()[not(ancestor::script)]")
    return " ".join("\n".join(texts).split())


def page(*notices, **more) -> str:
    return compare_html(compare(notices, **more), NAMES)


def test_what_is_not_stated_is_never_none() -> None:
    html = page(of("N", row(shared=())), of("S", row()))
    body = text_of(html).split("How to read this page")[0]
    assert "basis, retention: not stated" in body
    assert re.search(r"\bnone\b", body.split("Suppliers in use")[1], re.IGNORECASE) is None


def test_a_school_without_a_notice_is_never_silent() -> None:
    html = page(of("N", row()), Failure("bad.pdf", "x", "Damaged.", "Ask."),
                no_notice=[School("Far Hill")])  # fmt: skip
    body = text_of(html)
    assert "Far Hill No notice read: what it shares is not known." in body
    assert "1 document could not be read: bad.pdf: Damaged." in body
    matrix = lxml.html.document_fromstring(html).xpath("//table[@id='suppliers']//td")
    assert "–" in [cell.text_content() for cell in matrix]


def test_statements_of_the_whole_notice_are_beside() -> None:
    said = Statement("location", Text("All is kept in the UK"))
    html = compare_html(compare([replace(of("N", row()), statements=(said,))]), NAMES)
    tree = lxml.html.document_fromstring(html)
    told = "Location: “All is kept in the UK” (said once for all recipients)"
    assert told in " ".join(tree.get_element_by_id("s0").text_content().split())


SECRET = "Mrs Q. Sentinel"


def with_person():
    person = row(
        SECRET, supplier="", held=True, shared=("medical_health",),
        description=Text(f"{SECRET} has names"), section=Text(f"{SECRET} section"),
        fields=Fields(location=Text(f"the home of {SECRET}"), retention=Text(SECRET)),
        decided=(Decided("note", SECRET, SECRET, SECRET, "2025", SECRET),),
    )  # fmt: skip
    past = replace(person, id="d111111111111", status="historic")
    return of("N", person, past, row()), of("S", row())


def test_a_person_is_held_back_from_what_is_published() -> None:
    notices = with_person()
    found = versions([of("N", row())], notices)
    html = compare_html(compare(notices), NAMES, since=found)
    assert "Sentinel" not in html
    assert HELD in html
    assert "1 person held back" in text_of(html)


def about(name, *notices, **more):
    return incident(resolve(name, VOCABULARY), notices, **more)


def printed(found) -> dict[str, str]:
    """The text of an incident in each format."""
    book = openpyxl.load_workbook(io.BytesIO(incident_xlsx(found, NAMES)))
    cells = [str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line]
    return {
        "html": text_of(page_html(page_of(found, NAMES))),
        "docx": words_of(docx.Document(io.BytesIO(page_docx(page_of(found, NAMES))))),
        "xlsx": " ".join(" ".join(cells).split()),
    }


def with_person_in_prose():
    """A person in rows, in the rows of others, in statements, and in what names the supplier."""
    first, second = with_person()
    arbor = row(description=Text(f"Names, which {SECRET} brings to us"))
    said = Statement("retention", Text(f"{SECRET} keeps it for a year."))
    text = (f"{SECRET} also uses ParentPay.",)
    first = replace(first, disclosures=(*first.disclosures, arbor), statements=(said,), text=text)
    return first, second


@pytest.mark.parametrize("name", ["Arbor", "ParentPay", "Q. Sentinel tutors"])
def test_a_person_is_held_back_in_every_format(name) -> None:
    notices = with_person_in_prose()
    for format, text in printed(about(name, *notices)).items():
        assert "Sentinel" not in text.replace("Q. Sentinel tutors", ""), format


def test_a_persons_own_row_is_found_and_its_words_are_held_back() -> None:
    found = about(SECRET, *with_person_in_prose())
    assert found.of("sharing")
    for format, text in printed(found).items():
        assert HELD in text
        assert f"{SECRET} has names" not in text, format
        assert f"home of {SECRET}" not in text, format
    assert HELD in page_html(page_of(found, NAMES))


def test_names_of_persons_are_printed_where_they_are_asked_for() -> None:
    notices = with_person_in_prose()
    for text in printed(about(SECRET, *notices, persons=True)).values():
        assert f"{SECRET} has names" in text
        assert HELD not in text
    for text in printed(about("ParentPay", *notices, persons=True)).values():
        assert f"{SECRET} also uses ParentPay" in text


def test_a_decided_person_is_printed() -> None:
    person = row("Mr A. Person", supplier="", held=True)
    decided = (Decided("company", "Mr A. Person", "The piano teacher", "o", "2025"),)
    assert "The piano teacher" in page(of("N", replace(person, decided=decided)))


def test_two_versions_of_a_notice() -> None:
    old = of("N", row(), row("Old", supplier="old", id="d2"))
    new = of("N", row(description=Text("Other words"), id="d0123456789ab"),
             row("New", supplier="new", id="d3"))  # fmt: skip
    body = text_of(compare_html(compare([new]), NAMES, since=versions([old], [new])))
    assert "3 changes: 1 came, 1 went, 1 changed." in body
    assert "changed description" in body


def test_what_changed_is_told_with_labels(tmp_path) -> None:
    old = of("N", row(shared=("name",)))
    new = of("N", row(shared=("name", "date_of_birth"), status="planned"))
    found = versions([old], [new])
    body = text_of(compare_html(compare([new]), NAMES, since=found))
    assert "changed categories Name Date of birth / age; Name" in body
    assert "changed status In use Planned, not yet in use" in body
    write_comparison_xlsx(compare([new]), NAMES, tmp_path / "c.xlsx", since=found)
    lines = list(openpyxl.load_workbook(tmp_path / "c.xlsx")["Changes"].values)
    assert not [cell for line in lines[1:] for cell in line if "_" in str(cell)]


def test_the_same_input_gives_the_same_bytes(tmp_path) -> None:
    notices = [of("N", row()), of("S", row(shared=("gender",)))]
    assert page(*notices) == page(*notices)
    files = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for file in files:
        write_comparison_xlsx(compare(notices), NAMES, file)
    assert files[0].read_bytes() == files[1].read_bytes()
    found = about("Arbor", *notices)
    assert page_docx(page_of(found, NAMES)) == page_docx(page_of(found, NAMES))
    assert incident_xlsx(found, NAMES) == incident_xlsx(found, NAMES)


def test_the_workbook_has_everything(tmp_path) -> None:
    notices = [of("N", row()), of("S", row(shared=("medical_health",), status="planned"))]
    comparison = compare(notices, no_notice=[School("E")])
    write_comparison_xlsx(comparison, NAMES, tmp_path / "c.xlsx", since=Versions())
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    assert book.sheetnames == ["Differences", "Matrix", "What each says", "Schools", "Changes"]
    said = list(book["What each says"].values)
    planned = dict(zip(said[0], said[2], strict=True))
    assert (planned["status"], planned["special"]) == (
        "Planned, not yet in use",
        "Medical / health",
    )
    assert planned["source"] == "S.pdf, page 2, row 2"
    assert ("E", None, "no notice read", None) in list(book["Schools"].values)


@pytest.fixture(scope="module")
def formulas():
    return [attacked(text, number) for number, text in enumerate(FORMULAS)]


def test_no_formula_in_the_workbook(tmp_path, formulas) -> None:
    broken = [Failure(text, text, text, text) for text in FORMULAS]
    comparison = compare([*formulas, *broken], no_notice=[School(text) for text in FORMULAS])
    found = versions(formulas[:5], formulas[:5])
    write_comparison_xlsx(comparison, NAMES, tmp_path / "c.xlsx", since=found)
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert any(cell.value == "=1+1" for cell in cells)
    assert all(cell.data_type in ("s", "n") and cell.hyperlink is None for cell in cells)
    with zipfile.ZipFile(tmp_path / "c.xlsx") as packed:
        sheets = [name for name in packed.namelist() if "/worksheets/sheet" in name]
        assert not any(b"<f" in packed.read(name) for name in sheets)


def test_nothing_that_excel_would_run_in_the_csv(tmp_path, formulas) -> None:
    comparison = compare(formulas, no_notice=[School(text) for text in FORMULAS])
    assert write_comparison(comparison, NAMES, tmp_path / "c.csv") > 20
    text = (tmp_path / "c.csv").read_bytes().decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(text, newline="")) for cell in line]
    assert not [cell for cell in cells if re.match(r"[=+@\t\r＝＋＠]|-\s*[^\W\d_(]", cell)]
    frame = read_csv(tmp_path / "c.csv")
    # Names that differ in spacing and width are one supplier.
    assert {folded(text) for text in FORMULAS} <= set(map(folded, frame["supplier"]))


def test_scripts_stay_words() -> None:
    notices = [attacked(script, number) for number, script in enumerate(SCRIPTS)]
    html = compare_html(compare(notices), NAMES)
    tree = lxml.html.document_fromstring(html)
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//@onerror | //@onload | //@onfocus | //@onmouseover | //img | //iframe")
    assert all(link.startswith("#") for link in tree.xpath("//@href"))


def test_the_pages_forbid_to_load_and_to_run_anything() -> None:
    found = about("Arbor", of("N", row()))
    policy = "//meta[@http-equiv='Content-Security-Policy']/@content"
    (incident_policy,) = lxml.html.document_fromstring(page_html(page_of(found, NAMES))).xpath(
        policy
    )
    assert "default-src 'none'" in incident_policy
    assert "script-src 'none'" in incident_policy
    (compare_policy,) = lxml.html.document_fromstring(page(of("N", row()))).xpath(policy)
    assert "default-src 'none'" in compare_policy
    assert "script-src 'sha256-" in compare_policy


def test_broken_characters_make_no_broken_page() -> None:
    for text in ("A\x00B", "A\x1b[2J", "A\ud800B", "A\ufffeB\uffff", "A\x0bB", "\u202eA"):
        made = attacked(text)
        assert "</html>" in compare_html(compare([made]), NAMES)
        assert all(printed(about(text, made)).values())


def words_of(document) -> str:
    parts = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        for line in table.rows:
            parts += [cell.text for cell in line.cells]
    return " ".join(" ".join(parts).split())


def breached():
    past = row(status="historic", fields=Fields(retention=Text("Six years")))
    decided = row(decided=(Decided("status", "planned", "in_use", "Ada", "2025-03-01", "asked"),))
    special = row(shared=("medical_health",))
    listed = Listed(
        (School("E", "100009", "Hill Trust"),), {School("E", "100009", "Hill Trust"): "Jo, 0123"}
    )
    none = replace(of("L"), disclosures=())
    return about(
        "Arbor Education",
        of("N", special), of("S", past), of("D", decided), of("Q", row("Zed", supplier="zed")),
        of("P", row(shared=(), no_personal_data=True)),
        replace(of("M", row("Zed", supplier="zed")), text=("Registers are kept in Arbor.",)), none,
        Failure("b.pdf", "x", "Bad.", "Ask."), listed=listed,
    )  # fmt: skip


WANTED = (
    "Made on 1 March 2026",
    "2 of 9 schools say that they share data with it; 1 of them data that needs special care.",
    "2 sharing data with it",
    "1 naming it, but in no row of its own",
    "1 with a notice that gives no list of recipients",
    "1 with a notice that could not be read in full",
    "1 without a notice that was given to be read",
    "1 not naming it anywhere in a notice",
    "9 schools in all",
    "◆ Medical / health",
    "Named as: Arbor",
    "Certain",
    "Notice dated 1 May 2024",
    "Named, but not as in use (1)",
    "No longer used",
    "Retention: Six years",
    "Named, and said to get nothing personal (1)",
    "Named elsewhere in the notice (1)",
    "Registers are kept in",
    "The notice gives no list of recipients (1)",
    "Schools whose notices do not name it (1)",
    "No notice read (1)",
    "URN 100009, Hill Trust",
    "Contact: Jo, 0123",
    "b.pdf: Bad.",
    "Corrected by a person: status: planned → in_use (Ada, 2025-03-01: asked)",
    "N.pdf, page 2, row 2",
    "Names and UPNs, to run the register",
)
MADE = date(2026, 3, 1)


@pytest.fixture(scope="module")
def both():
    """The words of the page and of the Word file."""
    found = breached()
    document = docx.Document(io.BytesIO(page_docx(page_of(found, NAMES, made=MADE))))
    page = text_of(page_html(page_of(found, NAMES, made=MADE))).replace("\xa0", " ")
    return " ".join(page.split()), words_of(document)


@pytest.mark.parametrize("words", WANTED)
def test_the_page_and_the_word_file_say_the_same(words, both) -> None:
    assert [words in text for text in both] == [True, True]


def test_the_workbook_says_whom_to_phone() -> None:
    book = openpyxl.load_workbook(io.BytesIO(incident_xlsx(breached(), NAMES, made=MADE)))
    head, *lines = book["Schools"].values
    schools = {line[0]: dict(zip(head, line, strict=True)) for line in lines}
    assert len(schools) == len(lines) == 9
    assert (schools["E"]["urn"], schools["E"]["contact"]) == ("100009", "Jo, 0123")
    assert schools["N"]["data that needs special care"] == "Medical / health"
    assert schools["N"]["notice dated"] == "2024-05-01"
    assert schools["N"]["words"] == "Arbor: Names and UPNs, to run the register"
    assert schools["S"]["retention"] == "Six years"
    assert schools["M"]["words"] == "Registers are kept in Arbor."
    summary = [tuple(line) for line in book["Summary"].values]
    assert ("9", "schools in all") in summary
    counts = [int(number) for number, what in summary if number and str(number).isdigit()]
    assert sum(counts) == 2 * 9


def test_no_formula_in_the_workbook_of_an_incident(formulas) -> None:
    for number, text in enumerate(FORMULAS):
        found = about(text, formulas[number], Failure(text, text, text, text),
                      listed=Listed((School(text, text, text),)))  # fmt: skip
        assert found.of("sharing"), text
        book = openpyxl.load_workbook(io.BytesIO(incident_xlsx(found, NAMES)))
        cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
        assert all(cell.data_type in ("s", "n") and cell.hyperlink is None for cell in cells)


def test_special_categories_come_first_on_the_page() -> None:
    html = page_html(page_of(breached(), NAMES))
    tree = lxml.html.document_fromstring(html)
    first = tree.xpath("//section[1]//tbody/tr")[0]
    assert first.xpath("normalize-space(th/div[1])") == "N"
    assert not tree.xpath("//script")


def test_the_word_file_has_no_clock_and_no_author() -> None:
    data = page_docx(page_of(breached(), NAMES))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert {each.date_time[0] for each in packed.infolist()} == {2020}
        assert b"python-docx" not in packed.read("docProps/core.xml")


def test_a_possible_match_says_that_it_is_not_certain() -> None:
    other = Match("arbor", "Arbor", "proposed", 0.7, ("the name is like it",))
    proposed = replace(row("Arbour"), supplier=other)
    body = text_of(page_html(page_of(about("Arbor", of("N", proposed)), NAMES)))
    assert "Perhaps the same supplier, or one of its products (1)" in body
    assert "Not certain: the name is like it" in body
    assert "0 of 1 school say" in body


def test_nobody_reads_an_empty_comparison() -> None:
    html = compare_html(compare([]), NAMES)
    assert "Suppliers of 0 schools" in html
    assert notice()  # the fixture of the other tests still makes one
