"""A draft is read back as the notice it was made of; a letter asks what the notice leaves open."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from tests.reports.made import disclosure, notice

from noticeparse import parse
from noticeparse.comparison import Names
from noticeparse.decisions import effective_rows
from noticeparse.findings import check
from noticeparse.model import Decided, Disclosure, Fields, Notice, School, Statement, Text
from noticeparse.reports.draft import draft_docx, letter_docx, questions
from noticeparse.vocabulary import load_vocabulary

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(
    path for path in (ROOT / "samples" / "notices").rglob("*") if path.suffix in (".docx", ".txt")
)
CORPUS = sorted((ROOT.parent / "shared" / "corpus" / "docs").glob("d*.docx"))
VOCABULARY = load_vocabulary()
NAMES = Names.of(VOCABULARY)


def said(notice: Notice) -> tuple[list[object], set[object]]:
    """All that has to come back, rows in the order of their names."""
    rows = [
        (
            plain(row.company),
            plain(row.description),
            row.status,
            row.no_personal_data,
            sorted({(tag.kind, tag.id, tag.polarity) for tag in row.tags}, key=str),
            sorted({tag.id for tag in row.lawful_bases}),
            *(plain(getattr(row.fields, name)) for name in ("lawful_basis", "location")),
            plain(row.fields.retention),
        )
        for row in effective_rows(notice)
    ]
    statements = {(each.kind, each.id, plain(each.text)) for each in notice.statements}
    return sorted(rows, key=str), statements


def plain(text: Text | None) -> str:
    """The words in the order of the alphabet: a draft may turn data and purpose round."""
    return " ".join(sorted(str(text or "").split()))


def drafted(given: Notice, folder: Path) -> Notice:
    path = folder / "draft.docx"
    path.write_bytes(draft_docx(given, NAMES, given.for_schools()[0]))
    return parse(path)


def tables_of(data: bytes) -> Iterator[list[list[str]]]:
    for table in docx.Document(io.BytesIO(data)).tables:
        yield [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_draft_is_read_back_as_the_notice(path, tmp_path) -> None:
    given = parse(path)
    assert said(drafted(given, tmp_path)) == said(given)


@pytest.mark.skipif(not CORPUS, reason="there is no evaluation data beside the checkout")
def test_a_draft_of_every_table_of_the_corpus_is_read_back(tmp_path) -> None:
    for path in CORPUS:
        given = parse(path)
        sure = {row.company.string for row in given.disclosures if not _doubtful(row)}
        again = _of(drafted(given, tmp_path), sure)
        assert said(again) == said(_of(given, sure)), path.name


def _doubtful(row: Disclosure) -> bool:
    """Is sensitive data of a row not sure? In the table of a draft the row is surer."""
    return any(issue.code == "perhaps_special" for issue in row.issues)


def _of(notice: Notice, companies: set[str]) -> Notice:
    rows = tuple(row for row in notice.disclosures if row.company.string in companies)
    return replace(notice, disclosures=rows)


def test_what_a_person_decided_without_words_is_in_the_draft(tmp_path) -> None:
    decided = (
        Decided("status", "in_use", "historic", "Ada", "2026-01-01"),
        Decided("data_subjects", None, "staff", "Ada", "2026-01-01"),
    )
    row = disclosure("Wonde", fields=Fields(), section=None, tags=(), supplier=None, held=False)
    (back,) = drafted(notice(replace(row, decided=decided)), tmp_path).disclosures
    assert back.status == "historic"
    assert "staff" in {tag.id for tag in back.tags}


def test_data_that_stand_apart_from_the_description_are_in_the_draft() -> None:
    row = disclosure(fields=Fields(data=Text("PPSN, religion")), description=Text("For the census"))
    ((_, cells),) = tables_of(draft_docx(notice(replace(row, section=None)), NAMES, None))
    assert cells[1] == "For the census; PPSN, religion"


def test_a_row_without_a_section_is_not_put_under_one(tmp_path) -> None:
    one = disclosure("Arbor", id="d1", section=Text("Caterers"), held=False)
    other = disclosure("Wonde", id="d2", section=None, held=False)
    back = drafted(notice(one, other), tmp_path).disclosures
    assert {str(row.company): str(row.section or "") for row in back} == {
        "Arbor": "Caterers",
        "Wonde": "",
    }


def test_columns_of_one_caption_are_all_there() -> None:
    other = (("Note", Text("one")), ("Note", Text("two")))
    row = disclosure(fields=Fields(other=other), section=None)
    ((heads, cells),) = tables_of(draft_docx(notice(row), NAMES, None))
    assert cells[heads.index("Note") :] == ["one", "two"]


def test_gaps_are_marked_and_read_back_as_not_stated(tmp_path) -> None:
    row = disclosure(
        fields=Fields(data=Text("Names")), description=Text("Names"), section=None, tags=()
    )
    given = replace(notice(row), statements=())
    ((heads, cells),) = tables_of(draft_docx(given, NAMES, None))
    assert dict(zip(heads, cells, strict=True))["Purpose"] == "[school to state the purpose]"
    (back,) = drafted(given, tmp_path).disclosures
    assert back.fields == replace(Fields(), data=back.fields.data)
    assert str(back.fields.data) == "Names"
    assert not [tag for tag in back.tags if tag.kind == "purpose"]


def test_a_combined_column_stays_combined() -> None:
    row = disclosure(fields=Fields(), section=None)
    ((heads, _),) = tables_of(draft_docx(notice(row), NAMES, None))
    assert heads[:2] == ["Company", "What data is shared and why"]
    assert "Purpose" not in heads


def test_what_a_person_corrected_is_in_it() -> None:
    decided = (
        Decided("description", "x", "First names only", "Ada", "2026-01-01"),
        Decided("categories", None, "date_of_birth", "Ada", "2026-01-01"),
    )
    gone = disclosure("Wonde", id="d2", decided=(Decided("row", "x", None, "Ada", "2026-01-01"),))
    row = disclosure(fields=Fields(), section=None, decided=decided)
    ((_, *rows),) = tables_of(draft_docx(notice(row, gone), NAMES, None))
    assert [cells[1] for cells in rows] == ["First names only; Date of birth / age"]


def test_sections_are_rows_across_the_table() -> None:
    rows = [
        disclosure(name, id=name, section=section and Text(section))
        for name, section in (("A", None), ("B", "Apps"), ("C", "Apps"), ("D", "Caterers"))
    ]
    ((_, *lines),) = tables_of(draft_docx(notice(*rows), NAMES, None))
    assert [line[0] for line in lines] == ["A", "Apps", "B", "C", "Caterers", "D"]
    assert set(lines[1]) == {"Apps"}


def test_statements_and_the_school_stand_before_the_table() -> None:
    made = docx.Document(io.BytesIO(draft_docx(notice(), NAMES, School("South Hill School"))))
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert texts[:3] == ["How we use data", "South Hill School", "Held in the UK"]


def test_the_same_notice_gives_the_same_bytes() -> None:
    assert draft_docx(notice(), NAMES, None) == draft_docx(notice(), NAMES, None)


def test_a_letter_asks_with_the_notice_s_own_words() -> None:
    fields, words = Fields(location=Text("Held in Canada")), Text("Used in Year 3")
    row = disclosure(tags=(), description=words, fields=fields, held=False)
    place = Statement("location", Text("On servers in the USA"))
    given = replace(notice(row), statements=(place,), dated=None)
    found = questions(check([given], vocabulary=VOCABULARY))
    assert list(found) == ["North Hill School"]
    data = letter_docx("North Hill School", found["North Hill School"], date(2026, 3, 1))
    text = "\n".join(each.text for each in docx.Document(io.BytesIO(data)).paragraphs)
    assert "1 March 2026" in text
    assert "“On servers in the USA”" in text
    assert "“Used in Year 3”" in text
    assert "north/privacy.pdf, page 2, row 2" in text
    assert data == letter_docx("North Hill School", found["North Hill School"], date(2026, 3, 1))


def test_doubts_of_reading_are_no_questions_to_a_school() -> None:
    found = check([replace(notice(disclosure(held=False)), dated=None)], vocabulary=VOCABULARY)
    assert "doubtful" in {each.code for each in found}
    asked = [each for found in questions(found).values() for each in found]
    assert asked
    assert {"doubtful", "supplier_unknown", "words_lost"}.isdisjoint(each.code for each in asked)
