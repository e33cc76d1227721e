"""Cells of a sheet → what stands above its table, the table, what stands below."""

from __future__ import annotations

import pytest

from noticeparse.extractors.sheets import Entry, Merge, Sheet
from noticeparse.model import Block, Heading, ListItem, Paragraph, Table

HEADER = ["*Company", "*Data", "*Why"]
ROW = ["Arbor", "names", "MIS"]


def shown(*rows: list[str], merges: tuple[Merge, ...] = ()) -> list[object]:
    """Blocks of rows of cells; "*" before a text makes it bold."""
    entries = {
        (r, c): Entry(text.lstrip("*"), text.startswith("*"))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text
    }
    return [show(block) for block in Sheet(entries, merges).blocks()]


def show(block: Block) -> object:
    if isinstance(block, Table):
        return block.texts()
    kinds = {Heading: "H", Paragraph: "P", ListItem: "I"}
    level = block.level if isinstance(block, Heading) else ""
    return f"{kinds[type(block)]}{level} {block.text.string}"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([HEADER, ROW], [[["Company", "Data", "Why"], ROW]]),
        (
            [["Larkhill School"], ["Who we share with"], [], HEADER, ROW],
            ["H1 Larkhill School", "H2 Who we share with", [["Company", "Data", "Why"], ROW]],
        ),
        (
            [["", "Our list"], ["", "This list is kept by the office."], ["", *HEADER], ["", *ROW]],
            [
                "H1 Our list",
                "P This list is kept by the office.",
                [["Company", "Data", "Why"], ROW],
            ],
        ),
        (
            [["School:", "Larkhill"], ["Date:", "May 2025"], HEADER, ROW],
            ["P School: Larkhill", "P Date: May 2025", [["Company", "Data", "Why"], ROW]],
        ),
        (
            [HEADER, ROW, [], ["Wonde", "names", "sync"]],
            [[["Company", "Data", "Why"], ROW, ["Wonde", "names", "sync"]]],
        ),
        (
            [HEADER, ROW, [], ["* all contracts can be seen."]],
            [[["Company", "Data", "Why"], ROW], "P  all contracts can be seen."],
        ),
        (
            [HEADER, ROW, ["The list is checked each term, and new names are added."]],
            [
                [["Company", "Data", "Why"], ROW],
                "P The list is checked each term, and new names are added.",
            ],
        ),
        (
            [HEADER, ["Key Stage 3"], ROW],
            [[["Company", "Data", "Why"], ["Key Stage 3", "", ""], ROW]],
        ),
        (
            [HEADER, ROW, [], ["Staff"], ["*Name", "*Data"], ["SAMpeople", "pay"]],
            [
                [["Company", "Data", "Why"], ROW],
                "H2 Staff",
                [["Name", "Data"], ["SAMpeople", "pay"]],
            ],
        ),
        (
            [["Company", "", "Data"], ["Arbor", "", "names"]],
            [[["Company", "Data"], ["Arbor", "names"]]],
        ),
        (
            [["How to read this"], ["We share as little as we can."], ["• Arbor"]],
            ["H1 How to read this", "P We share as little as we can.", "I Arbor"],
        ),
        ([], []),
    ],
)
def test_parts_of_a_sheet(rows: list[list[str]], expected: list[object]) -> None:
    assert shown(*rows) == expected


def test_merged_cells_stand_once() -> None:
    entries = {
        (0, 0): Entry("Tools", True),
        (1, 0): Entry("Company", True),
        (1, 1): Entry("What", True),
        (2, 1): Entry("Data", True),
        (2, 2): Entry("Why", True),
        (3, 0): Entry("Arbor"),
        (3, 1): Entry("names"),
        (3, 2): Entry("MIS"),
        (5, 0): Entry("Wonde"),
        (5, 2): Entry("sync"),
    }
    merges = [Merge(0, 0, 0, 2), Merge(1, 0, 2, 0), Merge(1, 1, 1, 2), Merge(3, 1, 5, 1)]
    title, table = Sheet(entries, merges).blocks()
    assert show(title) == "H1 Tools"
    assert isinstance(table, Table)
    assert table.texts() == [
        ["Company", "What", ""],
        ["", "Data", "Why"],
        ["Arbor", "names", "MIS"],
        ["Wonde", "", "sync"],
    ]
    assert table.at()[3, 1].text.string == "names"
    assert table.at()[1, 0].text.string == "Company"
    assert table.at()[0, 2].text.string == "What"
    assert [row for row in range(4) if table.at()[row, 1].header] == [0, 1]


def test_a_merge_reaches_over_blank_rows() -> None:
    entries = {(0, 0): Entry("Arbor"), (0, 1): Entry("names"), (9, 1): Entry("ages")}
    (table,) = Sheet(entries, [Merge(0, 0, 1_000_000, 0)]).blocks()
    assert isinstance(table, Table)
    assert table.at()[1, 0].text.string == "Arbor"


def test_overlapping_merges_and_empty_ones_are_left_out() -> None:
    entries = {(0, 0): Entry("a"), (0, 1): Entry("b"), (1, 0): Entry("c"), (1, 1): Entry("d")}
    merges = [Merge(0, 0, 1, 0), Merge(0, 0, 0, 1), Merge(5, 5, 6, 6)]
    (table,) = Sheet(entries, merges).blocks()
    assert isinstance(table, Table)
    assert sorted(table.at()) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert table.at()[1, 0].text.string == "a"
