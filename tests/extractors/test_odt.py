"""What the OpenDocument reader makes of paragraphs, lists, tables, notes, heads and feet."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from tests.extractors.odt_file import COVERED, b, odt_file, p, read_odt, tbl, td, tr
from tests.extractors.word_file import source

from noticeparse.errors import EncryptedFile, NeedsOcr, UnreadableFile
from noticeparse.extractors.odt import read
from noticeparse.model import Block, Disclosure, Heading, ListItem, Paragraph, Table
from noticeparse.pipeline import parse

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "docs"
STYLES = """
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="S" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="Plain" style:family="text" style:parent-style-name="B"><style:text-properties fo:font-weight="normal"/></style:style>
<style:style style:name="PB" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Big" style:family="text"><style:text-properties fo:font-weight="bold" fo:font-size="16pt"/></style:style>
<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Heading_20_2"/>
<text:list-style style:name="L"><text:list-level-style-bullet text:level="1" text:bullet-char="\uf0b7"/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/></text:list-style>
<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="." text:start-value="3"/></text:list-style>
"""


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text.string for block in blocks if not isinstance(block, Table)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("names\n   and ages", "names and ages"),
        ('names<text:s text:c="4"/>ages', "names ages"),
        ("Tapestry<text:tab/>photos", "Tapestry\tphotos"),
        ("Tapestry<text:line-break/>photos", "Tapestry\nphotos"),
        ("pass\u00adword", "password"),
        ('shown<text:span text:style-name="H"> hidden</text:span>', "shown"),
        ('SIMS<text:span text:style-name="S">1</text:span> holds', "SIMS holds"),
        ('4<text:span text:style-name="S">th</text:span>', "4th"),
        ('<text:a xlink:href="https://arbor.example">Arbor</text:a> MIS', "Arbor MIS"),
        (
            "a<office:annotation><dc:creator>Jo</dc:creator><text:p>why?</text:p></office:annotation>b",
            "ab",
        ),
        (
            '<text:change-start text:change-id="1"/>added<text:change-end text:change-id="1"/>',
            "added",
        ),
        ('<text:bookmark-start text:name="x"/>kept<text:bookmark-end text:name="x"/>', "kept"),
        ("<text:date>1 May</text:date>", "1 May"),
        (
            "<text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>over</text:ruby-text></text:ruby>",
            "base",
        ),
    ],
)
def test_what_a_paragraph_prints(content: str, expected: str) -> None:
    assert texts(read_odt(p(content), styles=STYLES).blocks) == [expected]


def test_what_was_deleted_is_not_read() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone Ltd</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    assert texts(read_odt(body + p("Arbor")).blocks) == ["Arbor"]


def test_headings_by_style_and_by_look() -> None:
    body = (
        '<text:h text:outline-level="3">Third</text:h>'
        + p("Second", "P2")
        + p('<text:span text:style-name="Big">Who we share with</text:span>')
        + p(b("Online tools"))
        + p("We use Arbor.")
    )
    blocks = read_odt(body, styles=STYLES).blocks
    levels = [(b.text.string, b.level) for b in blocks if isinstance(b, Heading)]
    assert levels == [("Third", 3), ("Second", 2), ("Who we share with", 3), ("Online tools", 4)]


def test_bold_is_inherited_and_taken_back() -> None:
    body = p("all of it. Yes.", "PB") + p(
        f'{b("a")}<text:span text:style-name="Plain">b</text:span>'
    )
    first, second = read_odt(body, styles=STYLES).blocks
    assert isinstance(first, Paragraph) and first.bold
    assert isinstance(second, Paragraph) and not second.bold


def test_lists_have_levels_and_markers() -> None:
    inner = f"<text:list><text:list-item>{p('Maths')}</text:list-item><text:list-item>{p('Spelling')}</text:list-item></text:list>"
    body = (
        f'<text:list text:style-name="L"><text:list-header>{p("Tools")}</text:list-header>'
        f"<text:list-item>{p('Arbor')}{p('our MIS')}{inner}</text:list-item></text:list>"
        f'<text:list text:style-name="N"><text:list-item>{p("Wonde")}</text:list-item></text:list>'
        f'<text:list text:style-name="N" text:continue-numbering="true"><text:list-item>{p("Zoom")}</text:list-item></text:list>'
    )
    items = [b for b in read_odt(body, styles=STYLES).blocks if isinstance(b, ListItem)]
    assert [(i.text.string, i.level, i.marker) for i in items[1:]] == [
        ("Arbor\nour MIS", 0, "•"),
        ("Maths", 1, "a)"),
        ("Spelling", 1, "b)"),
        ("Wonde", 0, "3."),
        ("Zoom", 0, "4."),
    ]


def test_merged_cells_stand_once() -> None:
    down, across = 'table:number-rows-spanned="2"', 'table:number-columns-spanned="2"'
    body = tbl(
        f"<table:table-header-rows>{tr(td('Company'), td('What and why', across), COVERED)}</table:table-header-rows>",
        tr(td("Clever"), td("Names", down), td("Rostering")),
        tr(td("Wonde"), COVERED, td(p("Sync") + p("nightly"))),
    )
    table = read_odt(body).tables[0]
    assert table.texts() == [
        ["Company", "What and why", ""],
        ["Clever", "Names", "Rostering"],
        ["Wonde", "", "Sync\nnightly"],
    ]
    assert table.at()[0, 2].text.string == "What and why"
    assert table.at()[2, 1].text.string == "Names"
    assert [cell.header for cell in table.cells[:3]] == [True, True, False]


def test_repeated_rows_and_columns_are_clamped() -> None:
    many = 'table:number-columns-repeated="1000000"'
    rows = 'table:number-rows-repeated="1000000"'
    table = read_odt(tbl(tr(td("Arbor"), td("names")), tr(td("", many), properties=rows))).tables[0]
    assert (table.rows, table.columns) == (2, 2)
    twice = read_odt(
        tbl(
            tr(
                td("x", 'table:number-columns-repeated="2"'),
                properties='table:number-rows-repeated="3"',
            )
        )
    )
    assert twice.tables[0].texts() == [["x", "x"]] * 3


def test_a_long_cell_that_repeats_without_end_is_clamped() -> None:
    cell = td("word " * 100_000, 'table:number-columns-repeated="1000000"')
    row = tr(cell, properties='table:number-rows-repeated="1000000"')
    assert sum(len(each.text) for each in read_odt(tbl(row)).tables[0].cells) < 20_000_000


def test_tables_inside_cells_and_boxes_of_one_cell() -> None:
    inner = tbl(tr(td("in"), td("side")))
    document = read_odt(tbl(tr(td("Arbor"), td(p("names") + inner))))
    assert [table.texts() for table in document.tables] == [[["Arbor", "names"]], [["in", "side"]]]
    assert texts(read_odt(tbl(tr(td("We use Arbor.")))).blocks) == ["We use Arbor."]


def test_words_that_a_merged_cell_covers_are_kept_apart() -> None:
    covered = "<table:covered-table-cell><text:p>left over</text:p></table:covered-table-cell>"
    document = read_odt(
        tbl(tr(td("Arbor", 'table:number-columns-spanned="2"'), covered), tr(td("a"), td("b")))
    )
    assert [text.string for text in document.furniture] == ["left over"]


def test_words_lined_up_with_tabs_are_a_table_as_in_word() -> None:
    lines = [("Company", "Data"), ("Arbor", "names"), ("Wonde", "classes")]
    document = read_odt("".join(p("<text:tab/>".join(line)) for line in lines))
    assert document.tables[0].texts() == [list(line) for line in lines]


def test_a_merged_cell_goes_on_over_rows_and_columns() -> None:
    wide = 'table:number-rows-spanned="3" table:number-columns-spanned="2"'
    body = tbl(
        tr(td("Company"), td("Data"), td("Why"), td("Where")),
        tr(td("Clever"), td("all", wide), COVERED, td("UK")),
        tr(td("Wonde"), COVERED, COVERED, td("EU")),
        tr(td("Zoom"), COVERED, COVERED, td("US")),
    )
    [cell] = [cell for cell in read_odt(body).tables[0].cells if cell.text.string == "all"]
    assert (cell.row, cell.column, cell.row_span, cell.column_span) == (1, 1, 3, 2)


def test_cells_keep_links_and_bold() -> None:
    link = '<text:a xlink:href="https://arbor.example/privacy">policy</text:a>'
    table = read_odt(tbl(tr(td(p(b("Arbor"))), td(p(link))))).tables[0]
    assert table.cells[0].bold
    assert table.cells[1].links == ("https://arbor.example/privacy",)


def test_boxes_notes_heads_and_feet_have_roles() -> None:
    box = "<draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame>"
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Until July</text:p></text:note-body></text:note>"
    )
    pages = (
        "<style:master-page><style:header><text:p>Larkhill School</text:p></style:header>"
        "<style:header-first><text:p>Larkhill School</text:p></style:header-first>"
        "<style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer>"
        '<style:footer-left style:display="false"><text:p>off</text:p></style:footer-left></style:master-page>'
    )
    document = read_odt(p(f"Wonde{note} reads Arbor.{box}"), pages=pages)
    assert [(b.text.string, b.role) for b in document.blocks if isinstance(b, Paragraph)] == [
        ("Wonde reads Arbor.", "body"),
        ("In a box", "text_box"),
        ("1 Until July", "footnote"),
        ("Larkhill School", "page_header"),
        ("Page 1", "page_footer"),
    ]
    assert document.title == "Data sharing"


def test_hidden_words_and_contents_are_kept_apart() -> None:
    body = (
        p('We use Arbor.<text:span text:style-name="H">secret words</text:span>')
        + f'<text:section text:display="none">{p("a hidden part")}</text:section>'
        + f"<text:table-of-content><text:index-body>{p('Tools 3')}</text:index-body></text:table-of-content>"
        + f"<text:section>{p('Wonde too.')}</text:section>"
    )
    document = read_odt(body, styles=STYLES)
    assert texts(document.blocks) == ["We use Arbor.", "Wonde too."]
    assert [t.string for t in document.furniture] == ["Tools 3", "secret words", "a hidden part"]
    assert [(issue.code, issue.message[:2]) for issue in document.issues] == [("hidden_text", "5 ")]


def test_refusals() -> None:
    with pytest.raises(UnreadableFile, match=r"notice\.odt: the document is empty"):
        read_odt(p(""))
    with pytest.raises(NeedsOcr, match="pictures"):
        read_odt(p('<draw:frame><draw:image xlink:href="a.png"/></draw:frame>'))
    with pytest.raises(EncryptedFile, match="password"):
        read(odt_file(p("x"), manifest="<encryption-data/>"), source("notice.odt"))
    with pytest.raises(UnreadableFile, match="document type"):
        read(_with_entities(odt_file(p("x"))), source("notice.odt"))


def _with_entities(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            xml = old.read(name)
            if name == "content.xml":
                xml = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + xml
            new.writestr(name, xml)
    return buffer.getvalue()


@pytest.mark.parametrize("depth", [60, 200, 3000])
def test_deep_nesting_is_no_crash(depth: int) -> None:
    body = "<text:span>" * depth + "deep" + "</text:span>" * depth
    try:
        assert texts(read_odt(p(body)).blocks) == ["deep"]
    except UnreadableFile:
        assert depth > 200


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize("suffix", [".odt", ".xlsx"])
def test_rows_are_those_of_the_word_file(suffix: str) -> None:
    paths = sorted(CORPUS.glob(f"*{suffix}"))
    assert paths
    for path in paths:
        other, word = parse(path), parse(path.with_suffix(".docx"))
        own, words = (list(map(rows, notice.disclosures)) for notice in (other, word))
        # A sheet leaves the letter out that a Word file has around its table.
        assert own == (words if suffix == ".odt" else [row for row in words if row in own])
        assert other.receipt is not None
        assert other.receipt.unaccounted == 0


def rows(row: Disclosure) -> tuple[str, str, list[tuple[str, str, str]]]:
    tags = [(tag.kind, tag.id, tag.polarity) for tag in row.tags]
    return str(row.company), str(row.description), sorted(tags)
