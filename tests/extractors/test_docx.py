"""What the Word reader makes of paragraphs, lists, changes, boxes, notes, heads and feet."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from tests.extractors.word_file import p, r, read_word, source, tbl, tc, tr, word_file

from noticeparse.errors import EncryptedFile, NeedsOcr, UnreadableFile
from noticeparse.extractors.docx import read
from noticeparse.model import Block, Heading, ListItem, Paragraph, Table


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text.string for block in blocks if not isinstance(block, Table)]


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (r("Tapestry") + "<w:r><w:tab/></w:r>" + r("photos"), "Tapestry\tphotos"),
        (r("Tapestry") + "<w:r><w:br/></w:r>" + r("photos"), "Tapestry\nphotos"),
        (r("photos ") + '<w:r><w:br w:type="page"/></w:r>' + r("names"), "photos names"),
        (r("log") + "<w:r><w:noBreakHyphen/></w:r>" + r("in"), "log-in"),
        (r("pass") + "<w:r><w:softHyphen/></w:r>" + r("word"), "password"),
        (r("names\u00a0and  ages"), "names and ages"),
        (r("shown") + r(" hidden", "<w:vanish/>"), "shown"),
        (r("SIMS") + r("1", '<w:vertAlign w:val="superscript"/>') + r(" holds"), "SIMS holds"),
        (r("4") + r("th", '<w:vertAlign w:val="superscript"/>'), "4th"),
        (r("shown") + r(" too", '<w:vanish w:val="0"/>'), "shown too"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
        (r("ü", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), "✓"),
        ('<w:ins w:id="1">' + r("added ") + "</w:ins>" + r("text"), "added text"),
        ('<w:del w:id="1"><w:r><w:delText>gone </w:delText></w:r></w:del>' + r("kept"), "kept"),
        ('<w:moveFrom w:id="1">' + r("gone ") + "</w:moveFrom>" + r("kept"), "kept"),
        ("<w:smartTag>" + r("Leeds") + "</w:smartTag>", "Leeds"),
        ("<w:sdt><w:sdtContent>" + r("chosen") + "</w:sdtContent></w:sdt>", "chosen"),
        ('<w:fldSimple w:instr=" DATE ">' + r("1 May") + "</w:fldSimple>", "1 May"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK</w:instrText>'
            f'</w:r>{r("instruction")}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("result")}'
            f'<w:r><w:fldChar w:fldCharType="end"/></w:r>{r(" after")}',
            "result after",
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/>'
            '</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
            + r(" agreed"),
            "☒ agreed",
        ),
    ],
)
def test_what_a_paragraph_prints(runs: str, expected: str) -> None:
    assert texts(read_word(p(runs)).blocks) == [expected]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    deleted = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    document = read_word(p(r("Tapes"), properties=deleted) + p(r("try")) + p(r("Kahoot")))
    assert texts(document.blocks) == ["Tapestry", "Kahoot"]


def test_words_before_a_deleted_mark_are_not_copied_into_a_table() -> None:
    deleted = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    table = f"<w:tbl><w:tr><w:tc>{p(r('Arbor'))}</w:tc><w:tc>{p(r('Names'))}</w:tc></w:tr></w:tbl>"
    document = read_word(p(r("Carried "), properties=deleted) + table + p(r("on")))
    (grid,) = document.tables
    assert [cell.text.string for cell in grid.cells] == ["Arbor", "Names"]
    assert texts(each for each in document.blocks if each is not grid) == ["Carried on"]


def test_a_deleted_mark_at_the_end_loses_nothing() -> None:
    deleted = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    assert texts(read_word(p(r("Last words"), properties=deleted)).blocks) == ["Last words"]


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/>
  <w:basedOn w:val="berschrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="Outlined"><w:name w:val="Outlined"/>
  <w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Strong"><w:name w:val="S"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Bullets"><w:name w:val="List Bullet 2"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""


@pytest.mark.parametrize(
    ("style", "level"), [("berschrift2", 2), ("Mine", 2), ("Outlined", 3), ("Titel", 1)]
)
def test_headings_by_style(style: str, level: int) -> None:
    document = read_word(
        p(r("Who we share with"), properties=f'<w:pStyle w:val="{style}"/>') + p(r("Text.")),
        parts={"styles": STYLES},
    )
    heading = document.blocks[0]
    assert isinstance(heading, Heading)
    assert heading.level == level


def test_a_style_based_on_itself_ends() -> None:
    document = read_word(p(r("x"), properties='<w:pStyle w:val="Loop"/>'), parts={"styles": STYLES})
    assert isinstance(document.blocks[0], Paragraph)


def test_a_contents_list_is_furniture() -> None:
    document = read_word(
        p(r("Suppliers"), properties='<w:pStyle w:val="TOC1"/>') + p(r("Text.")),
        parts={"styles": STYLES},
    )
    assert texts(document.blocks) == ["Text."]
    assert [str(text) for text in document.furniture] == ["Suppliers"]


def test_a_short_bold_line_before_text_is_a_heading() -> None:
    bold = p(r("Tapestry (Early Years)", "<w:b/>"))
    document = read_word(bold + p(r("Purpose: observations")) + p(r("Signed", "<w:b/>")))
    kinds = [type(block) for block in document.blocks]
    assert kinds == [Heading, Paragraph, Paragraph]


def test_a_bold_beginning_is_known() -> None:
    block = read_word(p(r("Arbor", "<w:b/>") + r(" holds names."))).blocks[0]
    assert isinstance(block, Paragraph)
    assert block.lead == len("Arbor")


def test_a_bold_sentence_and_a_list_of_bold_names_are_no_headings() -> None:
    names = "".join(p(r(name, "<w:b/>")) for name in ("Arbor", "CPOMS", "Kahoot", "Wonde", "Zoom"))
    document = read_word(p(r("We share these.", "<w:b/>")) + p(r("Text")) + names + p(r("End")))
    assert not any(isinstance(block, Heading) for block in document.blocks)


NUMBERING = """
<w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>
"""


def item(text: str, number: int, level: int) -> str:
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(r(text), properties=numbering)


def test_list_items_have_levels_and_markers() -> None:
    body = item("Arbor", 2, 0) + item("names", 2, 1) + item("ages", 2, 1) + item("Wonde", 2, 0)
    body += item("plain", 1, 0) + item("none", 0, 0)
    document = read_word(body, parts={"numbering": NUMBERING})
    found = [(b.marker, b.level, str(b.text)) for b in document.blocks if isinstance(b, ListItem)]
    assert found == [
        ("3.", 0, "Arbor"),
        ("3.a)", 1, "names"),
        ("3.b)", 1, "ages"),
        ("4.", 0, "Wonde"),
        ("•", 0, "plain"),
    ]
    assert isinstance(document.blocks[-1], Paragraph)


def test_list_style_gives_numbering_and_level() -> None:
    document = read_word(
        p(r("Arbor"), properties='<w:pStyle w:val="Bullets"/>'),
        parts={"styles": STYLES, "numbering": NUMBERING},
    )
    only = document.blocks[0]
    assert isinstance(only, ListItem)
    assert (only.level, str(only.text)) == (1, "Arbor")


def test_bullets_typed_by_hand_are_items() -> None:
    blocks = read_word(p(r("• Tapestry – photos")) + p(r("* Until July"))).blocks
    assert isinstance(blocks[0], ListItem)
    assert str(blocks[0].text) == "Tapestry – photos"
    assert isinstance(blocks[1], Paragraph)


def test_lines_broken_by_hand_are_paragraphs_where_labels_say_so() -> None:
    lines = "<w:r><w:br/></w:r>".join([r("Tapestry", "<w:b/>"), r("Data: names"), r("Held: UK")])
    document = read_word(p(lines))
    assert texts(document.blocks) == ["Tapestry", "Data: names", "Held: UK"]


BOX = f"<w:txbxContent>{p(r('Boxed words'))}</w:txbxContent>"


def test_a_text_box_is_read_once() -> None:
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{BOX}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read_word(p(r("Before"), drawing) + p(r("After")))
    assert texts(document.blocks) == ["Before", "Boxed words", "After"]
    assert [b.role for b in document.blocks if isinstance(b, Paragraph)][1] == "text_box"


def test_block_content_controls_and_insertions_are_read() -> None:
    body = f"<w:sdt><w:sdtContent>{p(r('In a control'))}</w:sdtContent></w:sdt>"
    body += f"<w:ins>{p(r('Inserted'))}</w:ins>"
    assert texts(read_word(body).blocks) == ["In a control", "Inserted"]


def test_footnotes_stand_at_the_end_and_names_stay_clean() -> None:
    reference = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    notes = (
        f'<w:footnote w:id="5">{p("<w:r><w:footnoteRef/></w:r>", r(" Until July."))}</w:footnote>'
    )
    document = read_word(p(r("Capita SIMS"), reference), parts={"footnotes": notes})
    assert texts(document.blocks) == ["Capita SIMS", "1 Until July."]
    note = document.blocks[-1]
    assert isinstance(note, Paragraph)
    assert note.role == "footnote"


def test_heads_and_feet_follow_the_body() -> None:
    section = (
        '<w:sectPr><w:headerReference r:id="header"/><w:footerReference r:id="footer"/></w:sectPr>'
    )
    parts = {"header": tbl(tr(tc("Larkhill School"), tc("Logo"))), "footer": p(r("Page 1"))}
    document = read_word(p(r("Text.")) + section, parts=parts)
    roles = [(b.role, str(b.text)) for b in document.blocks if isinstance(b, Paragraph)]
    assert roles == [
        ("body", "Text."),
        ("page_header", "Larkhill School"),
        ("page_header", "Logo"),
        ("page_footer", "Page 1"),
    ]
    assert document.furniture == ()


def test_title_and_places() -> None:
    written = docx.Document()
    written.core_properties.title = "Who has our data"
    written.add_heading("Who has our data", level=1)
    table = written.add_table(rows=1, cols=2)
    table.cell(0, 1).text = "names"
    buffer = io.BytesIO()
    written.save(buffer)
    document = read(buffer.getvalue(), source())
    assert document.title == "Who has our data"
    assert [block.place.block for block in document.blocks] == [0, 1]
    cell = document.tables[0].at()[0, 1]
    assert (cell.place.block, cell.place.row, cell.place.column) == (1, 0, 1)


def test_an_embedded_file_is_an_issue() -> None:
    document = read_word(p(r("Text")) + '<w:altChunk r:id="x"/>')
    assert [issue.code for issue in document.issues] == ["embedded_file"]


def test_pictures_alone_need_ocr_and_nothing_is_an_error() -> None:
    with pytest.raises(NeedsOcr, match=r"notice\.docx"):
        read_word(p("<w:r><w:drawing/></w:r>"))
    with pytest.raises(UnreadableFile, match="empty"):
        read_word(p())


def test_a_document_type_is_refused() -> None:
    data = word_file(p(r("names")))
    bad = b'<!DOCTYPE a [<!ENTITY e "x">]><w:document xmlns:w="u"/>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, bad if name == "word/document.xml" else old.read(name))
    with pytest.raises(UnreadableFile, match="document type"):
        read(buffer.getvalue(), source())


def test_a_bomb_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 20_000_000)
    with pytest.raises(UnreadableFile, match="inflates"):
        read(buffer.getvalue(), source())


def test_members_locked_with_a_password() -> None:
    data = bytearray(word_file(p(r("names"))))
    start = 0
    while (start := data.find(b"PK\x01\x02", start)) >= 0:
        data[start + 8] |= 1
        start += 4
    with pytest.raises(EncryptedFile):
        read(bytes(data), source())


def test_tables_in_the_strict_dialect() -> None:
    data = word_file(tbl(tr(tc("Arbor"), tc("names"))))
    buffer = io.BytesIO()
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
            new.writestr(name, old.read(name).replace(usual, strict))
    assert read(buffer.getvalue(), source()).tables[0].texts() == [["Arbor", "names"]]


def test_smaller_type_is_a_lower_heading() -> None:
    def bold(text: str, size: int) -> str:
        return p(r(text, f'<w:b/><w:sz w:val="{size}"/>'))

    body = bold("Low risk", 26) + bold("Arbor", 22) + p(r("Text.")) + bold("Wonde", 22) + p(r("x"))
    found = [(b.level, str(b.text)) for b in read_word(body).blocks if isinstance(b, Heading)]
    assert found == [(2, "Low risk"), (3, "Arbor"), (3, "Wonde")]


def test_hidden_text_is_furniture_and_an_issue() -> None:
    document = read_word(p(r("shown"), r("two words", "<w:vanish/>")))
    assert [str(text) for text in document.furniture] == ["two words"]
    assert [issue.code for issue in document.issues] == ["hidden_text"]


def test_larger_type_is_a_heading_without_bold() -> None:
    large = p(r("Who has our data", '<w:sz w:val="32"/>'))
    document = read_word(large + p(r("We share names with the companies in this list.")))
    assert isinstance(document.blocks[0], Heading)


def test_a_mark_is_no_longer_and_a_number_no_larger_than_word_has_them() -> None:
    long = NUMBERING.replace('w:val="%1."', f'w:val="{"%1" * 2000}"').replace(
        '<w:start w:val="3"/>', '<w:start w:val="999999999"/>'
    )
    (block,) = read_word(item("Arbor", 2, 0), parts={"numbering": long}).blocks
    assert isinstance(block, ListItem)
    assert block.marker == "32767" * 127 + "%"
