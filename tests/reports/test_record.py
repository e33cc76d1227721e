"""The record of processing: every filled cell leads to words, the rest is marked."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.reports.made import disclosure, notice

from noticeparse import parse
from noticeparse.cli.before import Knowledge
from noticeparse.decisions import effective_rows
from noticeparse.model import Disclosure, Fields, Notice, Statement, Tag, Text
from noticeparse.reports.record import FILLED_BY, OWN, RECORD_COLUMNS, WORDS, FilledIn, Record
from noticeparse.vocabulary import load_vocabulary

SAMPLES = Path(__file__).parents[2] / "samples" / "notices"
FILES = (
    "alderbrook-primary/privacy-notice.docx",
    "brackendale-primary/data-sharing-list.docx",
    "withymoor-primary/Who we work with.docx",
    "saltmarsh-lane-school/Privacy notice 2025.docx",
    "scoil-naomh-fionnan/Data processors.docx",
)
VOCABULARY = load_vocabulary()
RECORD = Record.of(VOCABULARY)
NAME = {fill: name for name, fill in FILLED_BY.items() if fill}
TAGGED = ("business", "individuals", "categories", "lawful_basis", "condition", "assessment")


@pytest.fixture(scope="module", params=FILES)
def read(request) -> Notice:
    return parse(SAMPLES / request.param, source_path=request.param)


def blanked(text: Text | None, words: str) -> Text | None:
    return text and Text(text.string.replace(words, " " * len(words)))


def without(row: Disclosure, words: str) -> Disclosure:
    """The row with the words taken out of all its texts, tagged anew."""
    fields = {
        name: blanked(getattr(row.fields, name), words)
        for name in Fields.__dataclass_fields__
        if name != "other"
    }
    other = tuple(
        (caption, Text(text.string.replace(words, ""))) for caption, text in row.fields.other
    )
    taken = replace(
        row,
        description=blanked(row.description, words) or Text(""),
        section=blanked(row.section, words),
        fields=Fields(**fields, other=other),
        tags=(),
        lawful_bases=(),
    )
    return Knowledge(lambda: VOCABULARY).tag(taken)


def cells(row: Disclosure, statements=()) -> dict[str, str]:
    """What one row alone gives, all its groups of purposes together."""
    made = replace(notice(row), statements=statements)
    found: dict[str, str] = {}
    for line in RECORD.rows(made):
        found |= {name: f"{found.get(name, '')}; {line[name]}" for name in RECORD_COLUMNS}
    return found


def test_every_filled_cell_says_with_which_words_and_a_notice_has_them(read) -> None:
    printed = " ".join(
        text
        for row in read.disclosures
        for text in (
            *(row.company.string, row.description.string, str(row.section or "")),
            *(str(text) for _, text in row.fields.named()),
        )
    )
    printed += " ".join([*(said.text.string for said in read.statements), str(read.title)])
    printed = " ".join(printed.split())
    filled = 0
    for line in RECORD.rows(read):
        for name, fill in FILLED_BY.items():
            if not line[name].startswith("["):
                assert fill, name  # what is for a person is never filled
                assert f"{name}: “" in line[WORDS]
                filled += 1
        for quoted in re.findall("“([^”“]*)”", line[WORDS]):
            assert " ".join(quoted.split()) in printed
    assert filled > 20


def test_a_cell_empties_where_its_words_are_taken_away(read) -> None:
    tried = 0
    for row in effective_rows(read):
        if row.status != "in_use" or row.same_as:
            continue
        plain = without(row, "\0")  # tagged from its own words alone, as what is compared
        for tag in (*plain.tags, *plain.lawful_bases):
            taken = without_what_earns(tag, plain)
            if tag.kind == "purpose" or taken is None:
                continue
            label = RECORD.names.label(tag.kind, tag.id)
            before, after = cells(plain), cells(taken)
            for fill in TAGGED:
                if label in before.get(NAME[fill], ""):
                    assert label not in after.get(NAME[fill], ""), (fill, label)
                    tried += 1
    assert tried > 5


def without_what_earns(tag: Tag, row: Disclosure) -> Disclosure | None:
    """The row without all words that earn a tag; None where its name earns it, too."""
    for _ in range(9):  # several stretches may
        found = [
            each.evidence
            for each in (*row.tags, *row.lawful_bases)
            if (each.kind, each.id) == (tag.kind, tag.id)
        ]
        if not found:
            return row
        if not found[0].text or found[0].field == "company":
            return None
        row = without(row, found[0].text)
    return None


@pytest.mark.parametrize("fill", ["retention", "location", "consent", "transfer"])
def test_a_cell_of_the_row_s_own_text_empties_with_it(fill) -> None:
    text = Text("Kept in the United States for 3 years, if parents agree")
    field = "location" if fill == "transfer" else fill
    row = disclosure(fields=Fields(**{field: text}))
    assert "[" not in cells(row)[NAME[fill]]
    assert cells(replace(row, fields=Fields()))[NAME[fill]] == "; [not stated in the notice]"


def test_what_a_person_has_to_fill_in_is_marked_and_nothing_is_guessed() -> None:
    empty = replace(disclosure("Wonde"), tags=(), description=Text(""), fields=Fields())
    (line,) = RECORD.rows(replace(notice(empty), statements=()))
    for name, fill in FILLED_BY.items():
        if fill == "recipient":
            continue
        expected = "[not stated in the notice]" if fill else "[to be filled in]"
        assert line[name] == expected, name


def test_special_categories_call_for_their_condition_and_an_assessment() -> None:
    row = parse_row("Pupils' medical conditions and names, for first aid")
    line = cells(row)
    assert "A condition is needed for: Medical / health" in line[NAME["condition"]]
    assert "To be considered, for: Medical / health" in line[NAME["assessment"]]
    assert "Name" not in line[NAME["condition"]]


def test_a_row_a_group_of_purposes_and_supplier() -> None:
    row = parse_row("Names, to pay for dinners online and to send text messages to parents")
    lines = list(RECORD.rows(notice(row)))
    groups = [line[NAME["business"]] for line in lines]
    assert len(groups) == len(set(groups)) > 1
    twice = replace(row, id="d2")
    assert len(list(RECORD.rows(notice(row, twice)))) == len(lines)


def test_what_is_not_in_use_is_in_no_record() -> None:
    assert not list(RECORD.rows(notice(disclosure(status="planned"))))


def parse_row(text: str) -> Disclosure:
    plain = disclosure(description=Text(text), fields=Fields(), section=None, tags=(), held=False)
    return Knowledge(lambda: VOCABULARY).tag(plain)


def test_what_is_said_of_one_supplier_is_no_transfer_of_the_others() -> None:
    said = Statement("location", Text("All is kept in the UK, but Seesaw keeps it in the USA."))
    (line, *_) = RECORD.rows(replace(notice(disclosure(fields=Fields())), statements=(said,)))
    assert line[NAME["transfer"]] == "[not stated in the notice]"
    assert "Seesaw" in line[NAME["location"]]


def test_a_heading_is_no_lawful_basis_and_an_article_9_condition_is_one() -> None:
    heading = Statement("lawful_basis", Text("Our legal basis for using personal data"))
    task = Statement("lawful_basis", Text("We do this as a public task."))
    condition = Statement("lawful_basis", Text("Article 9(2)(g): substantial public interest"))
    row = parse_row("Pupils' medical conditions, for first aid")
    (line, *_) = RECORD.rows(replace(notice(row), statements=(heading,)))
    assert line[NAME["lawful_basis"]] == "[not stated in the notice]"
    (line, *_) = RECORD.rows(replace(notice(row), statements=(heading, task, condition)))
    assert line[NAME["lawful_basis"]] == f"{task.text} (said once for all recipients)"
    assert line[NAME["condition"]] == f"{condition.text} (said once for all recipients)"


def test_what_shares_nothing_personal_is_no_processing() -> None:
    assert not list(RECORD.rows(notice(disclosure(no_personal_data=True))))


def test_a_basis_that_is_named_stands_once_in_its_cell() -> None:
    read = parse(
        b"<h1>Ash Primary School</h1><table><tr><th>Supplier<th>Data<th>Lawful basis<th>DPIA?"
        b"<tr><td>Arbor<td>Names<td>Article 6(1)(e) public task<td>Yes, 2023</table>",
        source_path="notice.html",
    )
    (row,) = RECORD.rows(read)
    assert row[NAME["lawful_basis"]].lower().count("public task") == 1
    assert "Article 6(1)(e) public task" in row[WORDS]
    assert row[OWN] == "DPIA?: Yes, 2023"


CONTRACT, RIGHTS = "Link to contract with processor", "Rights available to individuals"


def once(column: str, whom: str, answer: str) -> dict[str, str]:
    return {"column": column, "for": whom, "rows": "", "answer": answer}


def test_an_answer_fills_all_rows_and_the_nearer_one_wins() -> None:
    two = disclosure(id="b", company=Text("Tapestry"), supplier=None)
    rows = list(RECORD.rows(notice(disclosure(), two)))
    (arbor, tapestry) = sorted(row["Categories of recipients"] for row in rows)
    answers = [
        once(CONTRACT, "All rows", "Contracts"),
        once(CONTRACT, tapestry.upper(), "Contracts/Tapestry"),
        once(RIGHTS, "all rows", "Access"),
        once(RIGHTS, "Nobody we know", "None"),
        once("Unknown column", "all rows", "x"),
    ]
    own = [rows[0] | {RIGHTS: "Access and erasure"}]
    filled = FilledIn(own, answers)
    done = {row["Categories of recipients"]: row for row in map(filled.into, rows)}
    assert done[arbor][CONTRACT] == "Contracts (filled once)"
    assert done[tapestry][CONTRACT] == "Contracts/Tapestry (filled once)"
    assert sorted(row[RIGHTS] for row in done.values()) == [
        "Access (filled once)",
        "Access and erasure",
    ]
    assert filled.left == 2  # "Nobody we know" and "Unknown column"
    listed = {(row["column"], row["for"]): row for row in filled.to_fill()}
    assert listed[CONTRACT, "All rows"]["rows"] == "2"
    assert listed["Unknown column", "all rows"] == once("Unknown column", "all rows", "x") | {
        "rows": "0"
    }
    assert listed[RIGHTS, "all rows"]["rows"] == "1"
    assert listed[RIGHTS, "Nobody we know"] == once(RIGHTS, "Nobody we know", "None") | {
        "rows": "0"
    }
    # Changed in one place, it changes in all rows: what was filled so is no cell of a person.
    again = FilledIn(done.values(), [once(RIGHTS, "all rows", "Access, erasure")])
    assert [again.into(row)[RIGHTS] for row in rows].count("Access, erasure (filled once)") == 1


def test_a_tenth_of_the_blank_cells_is_enough_to_fill_a_record() -> None:
    files = [f for f in sorted(SAMPLES.rglob("*.*")) if f.suffix in (".docx", ".html", ".csv")]
    blank, filled = 0, FilledIn()
    for file in files:
        for row in RECORD.rows(parse(file, source_path=file.name)):
            marks = ("[to be filled in]", "[not stated in the notice]")
            blank += sum(row[name] in marks for name in FILLED_BY)
            filled.into(row)
    answers = list(filled.to_fill())
    assert 0 < len(answers) * 10 <= blank
    assert "Business function" not in {row["column"] for row in answers}
    done = FilledIn(once=[row | {"answer": "known"} for row in answers])
    for file in files[:3]:
        for row in RECORD.rows(parse(file, source_path=file.name)):
            whole = done.into(row)
            open_still = {name for name in FILLED_BY if whole[name].startswith("[")}
            assert open_still <= {"Business function"}  # what a row is known by
