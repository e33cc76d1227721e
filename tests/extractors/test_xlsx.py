"""What the workbook reader makes of values, sheets, what is hidden, heads and boxes."""

from __future__ import annotations

import datetime
import io
import re
import time
import zipfile

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from tests.extractors.word_file import source

from noticeparse.errors import NeedsOcr, TooLarge, UnreadableFile
from noticeparse.extractors.bare import BARE
from noticeparse.extractors.xlsx import read
from noticeparse.model import Block, Document, Heading, Paragraph, Table

HEADER = ("Company", "Data")


def sheet(title: str = "Register") -> Worksheet:
    made = openpyxl.Workbook().active
    assert isinstance(made, Worksheet)
    made.title = title
    return made


def saved(*sheets: Worksheet) -> bytes:
    buffer = io.BytesIO()
    book = sheets[0].parent
    assert isinstance(book, openpyxl.Workbook)
    book.save(buffer)
    return buffer.getvalue()


def read_sheet(*sheets: Worksheet) -> Document:
    return read(saved(*sheets), source("notice.xlsx"))


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in {*old.namelist(), *parts}:
            new.writestr(name, parts.get(name) or old.read(name))
    return buffer.getvalue()


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text.string for block in blocks if not isinstance(block, Table)]


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (30, "General", "30"),
        (30.0, "General", "30"),
        (2.5, "General", "2.5"),
        (0.1 + 0.2, "General", "0.3"),
        (0.25, "0%", "25%"),
        (0.125, "0.0%", "12.5%"),
        (datetime.date(2023, 9, 1), "dd/mm/yyyy", "2023-09-01"),
        (datetime.datetime(2023, 9, 1, 8, 30), "dd/mm/yyyy hh:mm", "2023-09-01 08:30"),
        (datetime.time(8, 30), "hh:mm", "08:30"),
        (datetime.timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        (True, "General", "TRUE"),
        ("0044", "@", "0044"),
        ("names\nand  ages\n\n", "General", "names\nand ages"),
        ("'quoted", "General", "'quoted"),
    ],
)
def test_values_as_printed(value: object, number_format: str, expected: str) -> None:
    made = sheet()
    made.append(HEADER)
    made.append(["Arbor", value])
    made["B2"].number_format = number_format
    data = saved(made)
    table = read(data, source()).tables[0]
    assert table.texts() == [["Company", "Data"], ["Arbor", expected]]
    # The dumb reading finds the same words.
    dumb = re.findall(r"\w+", BARE["xlsx"](data, "notice.xlsx"))
    assert dumb == ["Register", "Company", "Data", "Arbor", *re.findall(r"\w+", expected)]


def test_formulas_give_what_they_last_came_to() -> None:
    made = sheet()
    made.append(HEADER)
    made.append(["Arbor", "=1+1"])
    data = saved(made)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    part = {
        "xl/worksheets/sheet1.xml": xml.replace(b"<v></v>", b"<v>2</v>")
        .replace(b"<v />", b"<v>2</v>")
        .replace(b"<v/>", b"<v>2</v>")
    }
    assert read(with_parts(data, part), source()).tables[0].texts()[1] == ["Arbor", "2"]


def test_bold_links_and_merged_ranges() -> None:
    made = sheet()
    made.append(HEADER)
    made.append(["Arbor", "names"])
    made.append(["Wonde", None])
    made["A1"].font = made["B1"].font = Font(bold=True)
    made["A2"].hyperlink = "https://arbor.example/privacy"
    made.merge_cells("B2:B3")
    table = read_sheet(made).tables[0]
    assert [cell.bold for cell in table.cells[:3]] == [True, True, False]
    assert table.cells[0].header
    assert table.cells[2].links == ("https://arbor.example/privacy",)
    assert table.at()[2, 1].text.string == "names"


def test_several_sheets_stand_under_their_names() -> None:
    first = sheet("Pupils")
    first.append(HEADER)
    first.append(["Arbor", "names"])
    second = first.parent.create_sheet("Staff")
    second.append(HEADER)
    second.append(["SAMpeople", "pay"])
    first.parent.create_sheet("Sheet3")
    document = read_sheet(first)
    headings = [(b.text.string, b.level) for b in document.blocks if isinstance(b, Heading)]
    assert headings == [("Pupils", 1), ("Staff", 1)]
    assert len(document.tables) == 2
    assert [text.string for text in document.furniture] == ["Sheet3"]


def test_hidden_sheets_rows_and_columns_are_told_and_kept_apart() -> None:
    made = sheet()
    made.append([*HEADER, "Notes"])
    made.append(["Arbor", "names", "ask Jo"])
    made.append(["Oldsys", "names", ""])
    made.row_dimensions[3].hidden = True
    made.column_dimensions["C"].hidden = True
    other = made.parent.create_sheet("Working")
    other.append(["draft", "list"])
    other.sheet_state = "hidden"
    data = saved(made)
    document = read(data, source())
    assert document.tables[0].texts() == [["Company", "Data"], ["Arbor", "names"]]
    assert [issue.code for issue in document.issues] == ["hidden_text", "hidden_sheet"]
    assert '"Working"' in document.issues[1].message
    apart = {text.string for text in document.furniture}
    assert {"Oldsys", "ask Jo", "draft", "list", "Register"} <= apart


def test_words_that_a_merged_cell_covers_are_kept_apart() -> None:
    made = sheet()
    made.append(HEADER)
    made.append(["Arbor", "names"])
    made.append(["Wonde", "left over"])
    with_merge = saved(made)
    with zipfile.ZipFile(io.BytesIO(with_merge)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    ranges = b'</sheetData><mergeCells><mergeCell ref="B2:B3"/></mergeCells>'
    part = {"xl/worksheets/sheet1.xml": xml.replace(b"</sheetData>", ranges)}
    document = read(with_parts(with_merge, part), source())
    assert document.tables[0].at()[2, 1].text.string == "names"
    assert "left over" in [text.string for text in document.furniture]


def test_a_range_may_reach_to_the_end_of_the_sheet() -> None:
    made = sheet()
    made.append(HEADER)
    for number in range(3_000):
        made.append([f"Firm {number}", "names", "MIS"])
    data = saved(made)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    ranges = b"".join(b'<mergeCell ref="A%d:XFD1048576"/>' % row for row in range(2, 3_000))
    ranges = b"</sheetData><mergeCells>" + ranges + b"</mergeCells>"
    part = {"xl/worksheets/sheet1.xml": xml.replace(b"</sheetData>", ranges)}
    started = time.process_time()
    read(with_parts(data, part), source())
    assert time.process_time() - started < 4


def test_heads_and_feet_of_pages() -> None:
    made = sheet()
    made.append(HEADER)
    made.append(["Arbor", "names"])
    made.oddHeader.center.text = "Larkhill School & Nursery"
    made.oddFooter.left.text = "Page &P of &N"
    found = [(b.text.string, b.role) for b in read_sheet(made).blocks if isinstance(b, Paragraph)]
    assert found == [("Larkhill School & Nursery", "page_header"), ("Page of", "page_footer")]


def test_text_boxes_are_read() -> None:
    made = sheet()
    made.append(HEADER)
    made.append(["Arbor", "names"])
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:sp><xdr:txBody>'
        "<a:p><a:r><a:t>Updated </a:t></a:r><a:r><a:t>May 2025</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>"
    )
    data = with_parts(saved(made), {"xl/drawings/drawing1.xml": drawing.encode()})
    assert "Updated May 2025" in texts(read(data, source()).blocks)


def test_cells_far_apart_are_refused_before_they_are_laid_out() -> None:
    made = sheet()
    made.append(HEADER)
    made["XFD1048576"] = "x"
    with pytest.raises(TooLarge, match="stands far out"):
        read_sheet(made)


def test_a_long_text_repeated_without_end_is_refused_before_it_is_read() -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 201))
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rows = f"<worksheet {main}><sheetData>{cells}</sheetData></worksheet>"
    strings = f"<sst {main}><si><t>{'names ' * 5_000}</t></si></sst>"
    parts = {"xl/worksheets/sheet1.xml": rows, "xl/sharedStrings.xml": strings}
    data = with_parts(saved(sheet()), {name: part.encode() for name, part in parts.items()})
    with pytest.raises(TooLarge, match="a sheet has more text"):
        read(data, source("notice.xlsx"))


def test_formatted_but_empty_cells_do_not_count() -> None:
    made = sheet()
    made.append(HEADER)
    made.append(["Arbor", "names"])
    made["XFD1048576"].font = Font(bold=True)
    assert read_sheet(made).tables[0].rows == 2


def test_refusals() -> None:
    with pytest.raises(UnreadableFile, match=r"notice\.xlsx: the workbook is empty"):
        read_sheet(sheet())
    picture = with_parts(saved(sheet()), {"xl/media/image1.png": b"x"})
    with pytest.raises(NeedsOcr, match="pictures"):
        read(picture, source("notice.xlsx"))
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><workbook/>'
    with pytest.raises(UnreadableFile, match="document type"):
        read(with_parts(saved(sheet()), {"xl/workbook.xml": bomb}), source("notice.xlsx"))
    with pytest.raises(UnreadableFile, match="damaged"):
        read(with_parts(saved(sheet()), {"xl/worksheets/sheet1.xml": b"<worksheet"}), source())
