"""What the Word reader makes of tables."""

from __future__ import annotations

from tests.extractors.word_file import p, r, read_word, tbl, tc, tr

from noticeparse.model import Heading

DOWN = '<w:vMerge w:val="restart"/>'
GOES_ON = "<w:vMerge/>"


def test_merged_cells_stand_once() -> None:
    body = tbl(
        tr(tc("Company"), tc("What and why", '<w:gridSpan w:val="2"/>')),
        tr(tc("Clever"), tc("Names", DOWN), tc("Rostering")),
        tr(tc("Wonde"), tc("", GOES_ON), tc("Sync")),
    )
    table = read_word(body).tables[0]
    assert table.texts() == [
        ["Company", "What and why", ""],
        ["Clever", "Names", "Rostering"],
        ["Wonde", "", "Sync"],
    ]
    assert table.at()[0, 2].text.string == "What and why"
    assert table.at()[2, 1].text.string == "Names"
    assert len(table.cells) == 7


def test_a_merge_with_nothing_above_stands_for_itself() -> None:
    table = read_word(tbl(tr(tc("Names", GOES_ON), tc("Why")))).tables[0]
    assert table.texts() == [["Names", "Why"]]


def test_a_cell_that_goes_on_keeps_words_left_in_it() -> None:
    body = tbl(tr(tc("A"), tc("Names", DOWN)), tr(tc("B"), tc("ages", GOES_ON)))
    assert read_word(body).tables[0].at()[1, 1].text.string == "Names\nages"


def test_grid_before_moves_a_row() -> None:
    body = tbl(tr(tc("Arbor"), tc("names")), tr(tc("more"), properties='<w:gridBefore w:val="1"/>'))
    assert read_word(body).tables[0].texts() == [["Arbor", "names"], ["", "more"]]


def test_columns_in_which_no_cell_begins_are_left_out() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    body = tbl(tr(tc("Arbor", wide), tc("names", wide)), tr(tc("Wonde", wide), tc("ages", wide)))
    table = read_word(body).tables[0]
    assert (table.columns, table.texts()) == (2, [["Arbor", "names"], ["Wonde", "ages"]])
    assert all(cell.column_span == 1 for cell in table.cells)


def test_deleted_rows_and_rows_in_content_controls() -> None:
    body = tbl(
        tr(tc("Arbor"), tc("names")),
        tr(tc("Gone"), tc("gone"), properties='<w:del w:id="1"/>'),
        f"<w:sdt><w:sdtContent>{tr(tc('Wonde'), tc('ages'))}</w:sdtContent></w:sdt>",
        f"<w:tr><w:sdt><w:sdtContent>{tc('Zoom')}</w:sdtContent></w:sdt>{tc('calls')}</w:tr>",
    )
    table = read_word(body).tables[0]
    assert table.texts() == [["Arbor", "names"], ["Wonde", "ages"], ["Zoom", "calls"]]


def test_cell_lines_bold_header_links_and_bullets() -> None:
    head = tr(tc(p(r("Company", "<w:b/>"))), tc("Link"), properties="<w:tblHeader/>")
    link = f'<w:hyperlink r:id="rId9">{r("policy")}</w:hyperlink>'
    row = tr(tc(p(r("· Name")) + p() + p(r("· Age"))), tc(p(link)))
    table = read_word(tbl(head, row), links={"rId9": "https://example.org/p"}).tables[0]
    first, second, lines, linked = table.cells
    assert (first.bold, first.header, second.bold, lines.header) == (True, True, False, False)
    assert lines.text.string == "· Name\n· Age"
    assert (linked.text.string, linked.links) == ("policy", ("https://example.org/p",))


def test_nested_tables_are_apart_from_the_text() -> None:
    inner = tbl(tr(tc("name"), tc("yes")))
    table = read_word(tbl(tr(tc("Arbor"), tc(p(r("Data:")) + inner)))).tables[0]
    cell = table.at()[0, 1]
    assert cell.text.string == "Data:"
    assert cell.tables[0].texts() == [["name", "yes"]]


def test_a_box_of_one_cell_is_unwrapped() -> None:
    inside = p(r("Suppliers", "<w:b/>")) + p(r("We use these."))
    document = read_word(tbl(tr(tc(inside))))
    assert document.tables == ()
    assert isinstance(document.blocks[0], Heading)


def test_a_deeply_nested_table_ends() -> None:
    body = "deep"
    for _ in range(60):
        body = tbl(tr(tc(p(r("x"))), tc(body if body.startswith("<") else p(r(body)))))
    document = read_word(body)
    last = [cell.text.string for table in document.tables for cell in table.cells]
    assert any("deep" in text for text in last)


def test_lines_of_the_grid_drawn_by_hand_are_one() -> None:
    def wide(count: int) -> str:
        return f'<w:gridSpan w:val="{count}"/>'

    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in (2000, 60, 3000))
    body = tbl(tr(tc("Arbor"), tc("names", wide(2))), tr(tc("Wonde", wide(2)), tc("ages")))
    table = read_word(body.replace("<w:tblGrid/>", f"<w:tblGrid>{columns}</w:tblGrid>")).tables[0]
    assert (table.columns, table.texts()) == (2, [["Arbor", "names"], ["Wonde", "ages"]])


def test_paragraphs_with_tabs_are_a_table() -> None:
    tab = "<w:r><w:tab/></w:r>"
    rows = [("Company", "Data"), ("Arbor", "names"), ("Wonde", "ages")]
    document = read_word("".join(p(r(a), tab, r(b)) for a, b in rows))
    assert document.tables[0].texts() == [list(row) for row in rows]
    form = read_word("".join(p(r(f"{a}:"), tab, r(b)) for a, b in rows))
    assert form.tables == ()
