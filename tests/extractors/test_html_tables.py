"""What the reader of web pages makes of tables."""

from __future__ import annotations

import pytest
from tests.extractors.test_html import page, shown

from noticeparse.model import Table


def only_table(html: str) -> Table:
    tables = page(html).tables
    assert len(tables) == 1
    return tables[0]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><td>Arbor<td>names<tr><td>Wonde<td>ages", [["Arbor", "names"], ["Wonde", "ages"]]),
        (
            "<tr><td>A</td><td rowspan=2>names</td></tr><tr><td>B</td></tr>",
            [["A", "names"], ["B", ""]],
        ),
        ("<tr><td colspan=2>All</td></tr><tr><td>A</td><td>b</td></tr>", [["All", ""], ["A", "b"]]),
        ("<tr><td>A</td><td rowspan=0>b</td></tr><tr><td>C</td></tr>", [["A", "b"], ["C", ""]]),
        ("<tr><td colspan=9999>A</td></tr><tr><td>B</td><td>c</td></tr>", [["A", ""], ["B", "c"]]),
        ("<tr><td rowspan=70000>A</td><td>b</td></tr><tr><td>c</td></tr>", [["A", "b"], ["", "c"]]),
        ("<tr><td colspan=x>A</td><td>b</td></tr><tr><td>C</td></tr>", [["A", "b"], ["C", ""]]),
        (
            "<tr><td colspan=2>A</td><td colspan=3>b</td></tr><tr><td colspan=2>C</td><td>d</td></tr>",
            [["A", "b"], ["C", "d"]],
        ),
        ("<tfoot><tr><td>F<td>f</tfoot><tbody><tr><td>A<td>b", [["A", "b"], ["F", "f"]]),
        ("<tr><td>A</td><td><img alt='Yes'></td></tr>", [["A", "Yes"]]),
        ("<tr><td>A</td><td><i class='fa fa-check'></i></td></tr>", [["A", "✓"]]),
        ("<tr><td>A</td><td><span class='sr-only'>Yes</span></td></tr>", [["A", "Yes"]]),
        ("<tr><td>A</td><td><ul><li>x<li>y</ul></td></tr>", [["A", "x\ny"]]),
        ("<tr><td>A</td><td><p>· x</p><p>· y</p></td></tr>", [["A", "· x\n· y"]]),
        ("<tr><td>A</td><td>&nbsp;</td></tr>", [["A", ""]]),
    ],
)
def test_grids(rows: str, expected: list[list[str]]) -> None:
    assert only_table(f"<table>{rows}</table>").texts() == expected


def test_spans_never_reach_beyond_the_table() -> None:
    table = only_table("<table><tr><td rowspan=9 colspan=9>A</td></tr><tr><td>b</td></tr></table>")
    for cell in table.cells:
        assert cell.row + cell.row_span <= table.rows
        assert cell.column + cell.column_span <= table.columns


def test_header_cells() -> None:
    table = only_table(
        "<table><thead><tr><td>Company</td><td>Data</td></tr></thead>"
        "<tr><th scope=row>Arbor</th><td>names</td></tr></table>"
    )
    assert [cell.header for cell in table.cells] == [True, True, False, False]
    assert [cell.bold for cell in table.cells] == [False, False, True, False]


def test_links_of_a_cell() -> None:
    table = only_table(
        "<table><tr><td>Arbor</td><td><a href='https://arbor.com/p'>policy</a> <a href='#'>up</a>"
        "</td></tr></table>"
    )
    assert table.at()[0, 1].links == ("https://arbor.com/p",)


def test_nested_tables() -> None:
    table = page(
        "<table><tr><td>Arbor</td><td>Data: many words that make it no page layout at all<table>"
        "<tr><td>name</td><td>yes</td></tr></table></td></tr><tr><td>B</td><td>c</td></tr></table>"
    ).blocks[0]
    assert isinstance(table, Table)
    assert table.at()[0, 1].tables[0].texts() == [["name", "yes"]]
    assert "yes" not in table.at()[0, 1].text.string


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>{}</td></tr></table>",
        "<table><tr><td></td><td>{}</td></tr></table>",
    ],
)
def test_layout_tables_are_unwrapped(html: str) -> None:
    inner = "<h2>Suppliers</h2><table><tr><td>Arbor<td>a<tr><td>Wonde<td>b</table>"
    assert shown(page(html.format(inner)).blocks) == [
        "h2 Suppliers",
        "table [['Arbor', 'a'], ['Wonde', 'b']]",
    ]


def test_captions_and_stray_words_come_before_the_table() -> None:
    html = "<table><caption>Suppliers</caption>stray<tr><td>Arbor</td><td>names</td></tr></table>"
    blocks = page(html).blocks
    assert sorted(shown(blocks)[:2]) == ["p Suppliers", "p stray"]
    assert isinstance(blocks[2], Table)


def test_roles_make_a_table() -> None:
    html = (
        "<div role=table><div role=rowgroup><div role=row><span role=columnheader>Company</span>"
        "<span role=columnheader>Data</span></div></div><div role=row><span role=cell>Arbor</span>"
        "<span role=cell>names</span></div></div>"
    )
    table = only_table(html)
    assert table.texts() == [["Company", "Data"], ["Arbor", "names"]]
    assert table.cells[0].header


def test_empty_tables_are_left_out() -> None:
    assert page("<p>x</p><table><tr><td> </td><td></td></tr></table>").tables == ()


def test_tables_nested_very_deeply_keep_their_words() -> None:
    html = "core words"
    for _ in range(30):
        html = f"<table><tr><td>out of it</td><td>x {html}</td></tr></table>"
    assert "core words" in str(page(html).blocks)


def test_a_page_laid_out_by_a_table_is_unwrapped() -> None:
    menu = "<a href='a.htm'>Home</a><br><a href='b.htm'>News</a><br><a href='c.htm'>Staff</a>"
    inner = "<h2>Suppliers</h2><p>These.</p><table><tr><td>Arbor<td>a<tr><td>Wonde<td>b</table>"
    document = page(f"<table><tr><td>{menu}</td><td>{inner}</td></tr></table>")
    assert [line.split()[0] for line in shown(document.blocks)] == ["h2", "p", "table"]
    assert [str(text) for text in document.furniture] == ["Home", "News", "Staff"]


def test_rows_with_tables_in_their_cells_are_no_layout() -> None:
    items = "<table><tr><td>name</td><td>yes</td></tr><tr><td>photo</td><td>no</td></tr></table>"
    rows = "".join(f"<tr><td>{name}</td><td>{items}</td></tr>" for name in ("Arbor", "Wonde"))
    outer = page(f"<table>{rows}</table>").blocks[0]
    assert isinstance(outer, Table)
    assert outer.texts() == [["Arbor", ""], ["Wonde", ""]]
