"""Pages as browsers print them: tables without rules, whose cells stand in the middle of their row.

A browser leaves three points between columns and between rows, no more than between two words.
"""

import numpy as np
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from tests.extractors.test_pdf import drawn, parse, rows_of

from noticeparse.extractors.pdf import letters, regions
from noticeparse.extractors.pdf.lines import line_of
from noticeparse.extractors.pdf.page import Word
from noticeparse.model import Document, Heading, ListItem, Paragraph

LEADING, APART = 13.8, 3.0
XS = (40, 150, 330)
ROWS = [
    [
        ["Supplier, with a", "link to its notice"],
        ["Why we use it"],
        ["What it is given"],
    ],
    [["Arbor"], ["Keeping the records that", "we have to keep by law"], ["All that is in a pupil's file"]],
    [["Kooth"], ["Someone to talk to"], ["Nothing: pupils make", "an account themselves,", "at home"]],
    [["Evolve"], ["Trips"], ["Names, diets and the", "numbers to ring"]],
    [["Tapestry, by the", "Foundation"], ["Photos of what the", "youngest do all day"], ["Names"]],
]  # fmt: skip


def put(canvas, x, y, line, *, font="Times-Roman", size=12, link=False):
    """Write a line whose top is `y` points below the top of the page."""
    canvas.setFont(font, size)
    canvas.drawString(x, 842 - y - size, line)
    if link:
        foot = 842 - y - size - 1.2
        canvas.line(x, foot, x + stringWidth(line, font, size), foot)


def put_table(canvas, y, rows, *, links=(), xs=XS):
    """Draw rows with a bold header; return how far down they reach."""
    for number, row in enumerate(rows):
        tall = max(map(len, row))
        for x, lines in zip(xs, row, strict=True):
            down = y + (tall - len(lines)) * LEADING / 2
            for at, line in enumerate(lines):
                font = "Times-Roman" if number else "Times-Bold"
                put(canvas, x, down + at * LEADING, line, font=font, link=number in links)
        y += tall * LEADING + APART
    return y


def joined(rows):
    return [[" ".join(lines) for lines in row] for row in rows]


def printed(draw) -> Document:
    return parse(drawn(lambda canvas, _: draw(canvas)))


def test_cells_in_the_middle_of_their_rows():
    document = printed(lambda canvas: put_table(canvas, 100, ROWS))
    assert rows_of(document) == joined(ROWS)


def test_the_lines_under_links_part_no_rows():
    document = printed(lambda canvas: put_table(canvas, 100, ROWS, links=(1, 4)))
    assert rows_of(document) == joined(ROWS)


def test_columns_no_further_apart_than_words():
    width = max(stringWidth(line, "Times-Roman", 12) for row in ROWS for line in row[1])
    xs = (XS[0], XS[1], XS[1] + width + APART)
    document = printed(lambda canvas: put_table(canvas, 100, ROWS, xs=xs))
    assert rows_of(document) == joined(ROWS)


def test_a_larger_line_begins_another_table():
    def draw(canvas):
        y = put_table(canvas, 100, ROWS)
        put(canvas, XS[0], y + 10, "Outside school", font="Times-Bold", size=18)
        put_table(canvas, y + 42, ROWS[:3])

    document = printed(draw)
    assert [table.texts() for table in document.tables] == [joined(ROWS), joined(ROWS[:3])]


def test_what_stands_further_below_is_no_row():
    def draw(canvas):
        y = put_table(canvas, 100, ROWS)
        put(canvas, XS[0], y + 12, "Privacy  Terms")

    assert rows_of(printed(draw)) == joined(ROWS)


def test_running_text_further_below_is_no_row():
    first, second = "Questions about it", "go to our office at any time of the day"

    def draw(canvas):
        y = put_table(canvas, 100, ROWS) + 12
        put(canvas, XS[1] - 3 - stringWidth(first, "Times-Roman", 12), y, first)
        put(canvas, XS[1], y, second)

    document = printed(draw)
    assert rows_of(document) == joined(ROWS)
    assert document.blocks[-1].text.string == f"{first} {second}"


def test_texts_that_do_not_stand_under_one_another_are_no_column():
    lines = [("Evolve:", "Trips"), ("ParentPay:", "Meals"), ("Tapestry UK:", "What is seen")]

    def draw(canvas):
        for at, (name, text) in enumerate(lines):
            put(canvas, 40, 100 + 25 * at, name)
            put(canvas, 40 + stringWidth(name, "Times-Roman", 12) + 40, 100 + 25 * at, text)

    document = printed(draw)
    assert not document.tables
    assert [block.text.string for block in document.blocks] == [" ".join(line) for line in lines]


def test_running_text_above_a_table_is_no_part_of_it():
    text = "Names go to all of the firms below, and to nobody else that we know of, as of today,"

    def draw(canvas):
        put(canvas, 40, 60, text)
        put(canvas, 40, 60 + LEADING, "and we look at the list again in each of our three terms.")
        put_table(canvas, 100, ROWS)

    document = printed(draw)
    assert rows_of(document) == joined(ROWS)
    assert document.blocks[0].text.string.startswith(text)


def spans(canvas, y, *parts, x=40):
    """Write parts one after the other: those with an asterisk in bold."""
    for part in parts:
        font = "Times-Bold" if part.startswith("*") else "Times-Roman"
        put(canvas, x, y, part.strip("*"), font=font)
        x += stringWidth(part.strip("*") + " ", font, 12)


def test_the_bold_beginning_of_a_paragraph_is_measured():
    document = printed(lambda canvas: spans(canvas, 80, "*School meals.*", "Caterlink has diets."))
    assert document.blocks == (document.blocks[0],)
    block = document.blocks[0]
    assert isinstance(block, Paragraph)
    assert not block.bold
    assert block.text.string[: block.lead] == "School meals."


def test_a_paragraph_in_bold_is_one_whatever_its_dashes_are():
    long = "*Names go to each of the firms that we list below as long as we have a contract*"

    def draw(canvas):
        for at in range(4):
            spans(canvas, 80 + at * LEADING, long, "–")

    (block,) = printed(draw).blocks
    assert (block.bold, block.lead) == (True, 0)


@pytest.mark.parametrize(
    ("parts", "kind", "text"),
    [
        (("2.", "Meals"), ListItem, "Meals"),
        (("*2. ParentPay*", "takes payments."), ListItem, "ParentPay takes payments."),
        (("*(a) Legal basis*",), Heading, "(a) Legal basis"),
        (("•", "*Caterlink*"), ListItem, "Caterlink"),
        (("*• Caterlink*",), ListItem, "Caterlink"),
        (("*2. Meals*",), Heading, "2. Meals"),
    ],
)
def test_what_a_bullet_or_a_number_leads(parts, kind, text):
    (block,) = printed(lambda canvas: spans(canvas, 80, *parts)).blocks
    assert isinstance(block, kind)
    assert block.text.string == text


def test_names_with_dots_up_to_what_they_get():
    lines = [
        "Wonde................................................................names and classes, each night",
        "Evolve...............................................................names, for trips",
    ]

    def draw(canvas):
        for at, line in enumerate(lines):
            put(canvas, 40, 80 + at * LEADING, line)

    assert [block.text.string for block in printed(draw).blocks] == lines


def test_bullets_in_the_second_column_are_a_list():
    items = ("names", "classes", "dates of birth", "photos")

    def draw(canvas):
        y = 80.0
        for company in ("Wonde", "Evolve", "Tapestry"):
            spans(canvas, y, "•")
            spans(canvas, y, f"*{company}*", x=58)
            for at, item in enumerate(items, start=1):
                spans(canvas, y + at * LEADING, "•", x=76)
                spans(canvas, y + at * LEADING, item, x=94)
            y += 5 * LEADING

    document = printed(draw)
    assert not document.tables
    blocks = [(block.text.string, block.level) for block in document.blocks]
    assert blocks[5:10] == [("Evolve", 0), *((item, 1) for item in items)]


def test_a_tick_of_a_tall_font_stands_where_its_ink_is():
    """Fonts of signs say that a letter of 11 points reaches from 20 below the line to 26 above."""
    style = np.zeros(2, [("sizes", float), ("ways", np.int8)])
    style["sizes"] = 11
    boxes = np.array([[10.0, 247.6, 20.0, 294.5], [10.0, 260.0, 20.0, 273.0]])
    tick, letter = letters._as_high_as_size(boxes, style).tolist()
    assert tick == pytest.approx([10, 265.55, 20, 276.55], abs=0.02)
    assert letter == [10, 262, 20, 273]


def test_a_long_page_is_not_looked_at_again_from_each_of_its_lines(monkeypatch):
    count, looked = 900, []
    narrowed = regions.narrowed
    monkeypatch.setattr(regions, "narrowed", lambda *each: looked.append(1) or narrowed(*each))

    def draw(canvas):
        for at in range(count):
            put(canvas, 40, 20 + at * 0.85, "Arbor", size=0.7)
            put(canvas, 100 + at * 37 % 300, 20 + at * 0.85, "names", size=0.7)

    printed(draw)
    assert len(looked) < 2 * 60 * count  # of its lines, each looks at no more than sixty


def test_a_table_of_one_column_does_not_go_on():
    lines = [line_of([Word("Arbor", (40, y, 90, y + 12), 12)]) for y in (0, 14, 40)]
    assert regions.continued_region(lines, (40.0,)) is None
