"""Prose that names several companies: each row gets what is said of its own."""

from __future__ import annotations

import pytest

from noticeparse.classifier import classify
from noticeparse.vocabulary import Vocabulary

from .conftest import make_row

# (text, {company: categories})
CASES = [
    (
        "Behaviour incidents go into Quill, and photographs into Snapbook.",
        {"Quill": "behaviour", "Snapbook": "photograph"},
    ),
    (
        "We use Alfa, Bravo and Charlie. Name and class are passed on.",
        {
            "Alfa": "name class_year_group",
            "Bravo": "name class_year_group",
            "Charlie": "name class_year_group",
        },
    ),
    (
        "Alfa holds medical notes. Bravo receives email addresses.",
        {"Alfa": "medical_health", "Bravo": "email_address"},
    ),
    (
        "Each school has its own: Alfa (name, class), Bravo (age, passport number), Charlie.",
        {"Alfa": "name class_year_group", "Bravo": "date_of_birth government_id", "Charlie": ""},
    ),
    (
        "We use Alfa and Bravo. They get names and classes, which Charlie copies with medical notes.",
        {
            "Alfa": "name class_year_group",
            "Bravo": "name class_year_group",
            "Charlie": "medical_health",
        },
    ),
    (
        "We give names and addresses to clubs, including Alfa and Bravo.",
        {"clubs": "name address", "Alfa": "name address", "Bravo": "name address"},
    ),
    (
        "Payslips are printed by Alfa, references are kept by Bravo, and DBS checks run through Delta.",
        {"Alfa": "payroll_bank", "Bravo": "employment_hr", "Delta": "criminal_dbs"},
    ),
    (
        "Each night Alfa copies names, dates of birth and class details out of Bravo.",
        {"Alfa": "name date_of_birth class_year_group", "Bravo": ""},
    ),
    (
        "Alfa, part of Bravo, is given a list of names and addresses.",
        {"Alfa": "name address", "Bravo": "name address"},
    ),
    (
        "We pay for Alfa and Bravo. Neither gets more than names, though Charlie sees addresses too.",
        {"Alfa": "name", "Bravo": "name", "Charlie": "address"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_each_gets_its_own(vocabulary: Vocabulary, text: str, wanted: dict[str, str]) -> None:
    rows = [make_row(text, company=name, id=name) for name in wanted]
    for row in classify(rows, vocabulary):
        found = {t.id for t in row.tags if t.kind == "category"}
        assert found == set(wanted[row.company.string].split()), row.company
        for tag in row.tags:
            assert text[tag.evidence.start : tag.evidence.end] == tag.evidence.text


def test_a_company_that_is_not_named_gets_all(vocabulary: Vocabulary) -> None:
    rows = [make_row("Name, gender", company=name, id=name) for name in ("AQA", "OCR")]
    for row in classify(rows, vocabulary):
        assert {t.id for t in row.tags if t.kind == "category"} == {"name", "gender"}


def test_words_of_a_name_are_no_evidence(vocabulary: Vocabulary) -> None:
    row = classify(
        [make_row("Payroll Centre sends messages", company="Payroll Centre")], vocabulary
    )[0]
    assert "hr_payroll" not in {t.id for t in row.tags}
    assert "payroll_bank" not in {t.id for t in row.tags}


def test_a_shared_sentence_is_cut_even_where_one_row_says_more(vocabulary: Vocabulary) -> None:
    shared = "The office uses Abacus Desk for report cards, and Tillpoint so that parents pay fees."
    rows = classify(
        [
            make_row(shared, company="Tillpoint", id="d1"),
            make_row(f"{shared} Abacus Desk is fed with names.", company="Abacus Desk", id="d2"),
        ],
        vocabulary,
    )
    found = [{tag.id for tag in row.tags if tag.kind == "purpose"} for row in rows]
    assert found == [{"payments"}, {"reporting_to_parents"}]
