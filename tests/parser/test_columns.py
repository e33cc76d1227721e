"""Columns and labels whose captions nobody knows, and what their cells show."""

from dataclasses import replace

import pytest
from tests.parser.building import WORDING, document, table

from noticeparse.parser.columns import shown_roles
from noticeparse.pipeline import read_notice
from noticeparse.vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("cells", "role"),
    [
        (["Pupils", "Pupils, staff", "Employees only"], "subjects"),
        (["UK", "Ireland", "United States"], "location"),
        (["Public task", "Consent", "Education Act 1996"], "lawful_basis"),
        (["Six years after leaving", "Until Year 11", "30 days"], "retention"),
        (["Name, class", "E-mail address", "Date of birth"], "data"),
    ],
)
def test_what_cells_show(cells: list[str], role: str) -> None:
    assert shown_roles({0: cells}, set(), WORDING) == {0: role}


@pytest.mark.parametrize(
    "cells",
    [
        ["JB", "MK", "JB"],
        ["3", "14", "2"],
        ["www.arbor.example.org", "parentpay.com"],
        ["UK"],
        ["Daily", "Weekly", "Daily"],
    ],
)
def test_what_shows_nothing(cells: list[str]) -> None:
    assert shown_roles({0: cells}, {"company", "data"}, WORDING) == {}


def test_the_words_that_are_left_beside_data_say_why() -> None:
    cells = {1: ["To keep the register", "To take payments"]}
    assert shown_roles(cells, {"company", "data"}, WORDING) == {1: "purpose"}
    assert shown_roles(cells, {"company", "data", "purpose"}, WORDING) == {}


def test_a_role_is_given_once() -> None:
    cells = {1: ["UK", "UK"], 2: ["Ireland", "UK"]}
    assert shown_roles(cells, {"company"}, WORDING) == {1: "location"}


def test_in_a_table() -> None:
    made = document(
        table(
            ["Supplier", "Data shared", "Xyzzy", "Plugh", "Quux"],
            ["ParentPay", "Name, class", "Taking dinner money", "UK", "JB"],
            ["CPOMS", "Name, concerns", "Child protection notes", "Ireland", "MK"],
            header=True,
        )
    )
    row = read_notice(made, load_vocabulary()).notice.disclosures[0]
    assert (str(row.fields.purpose), str(row.fields.location)) == ("Taking dinner money", "UK")
    assert [(key, str(text)) for key, text in row.fields.other] == [("Quux", "JB")]


def test_data_and_purpose_are_told_apart_where_nobody_knows_either() -> None:
    cells = {
        1: ["Monthly payroll", "Online lessons", "Staff survey"],
        2: ["Salary, bank account", "Name, voice, video", "E-mail address, answers"],
    }
    assert shown_roles(cells, {"company"}, WORDING) == {2: "data", 1: "purpose"}


def test_what_is_withheld_being_none_is_not_nothing_shared() -> None:
    made = document(
        table(
            ["Company", "Data shared", "Withheld", "Purpose"],
            ["Arbor", "All records", "None", "School register"],
            ["CPOMS", "Name, concerns", "None", "Child protection"],
            header=True,
        )
    )
    rows = read_notice(made, load_vocabulary()).notice.disclosures
    assert [row.no_personal_data for row in rows] == [False, False]


def test_a_long_caption_in_a_bold_first_row() -> None:
    long = (
        "What information about our students each of these providers is given by us, collects of "
        "its own accord, or passes back to our offices?"
    )
    plain = table(
        ["Name of provider", "How we use it", long],
        ["ParentPay", "Taking dinner money", "Name, class"],
        ["CPOMS", "Child protection notes", "Name, concerns"],
    )
    cells = tuple(replace(cell, bold=cell.row == 0) for cell in plain.cells)
    made = document(replace(plain, cells=cells))
    rows = read_notice(made, load_vocabulary()).notice.disclosures
    said = [(str(row.company), str(row.fields.purpose), str(row.fields.data)) for row in rows]
    assert said == [
        ("ParentPay", "Taking dinner money", "Name, class"),
        ("CPOMS", "Child protection notes", "Name, concerns"),
    ]
