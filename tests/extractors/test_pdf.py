"""PDFs drawn here, each with one habit of real notices → what the reader makes of them."""

import io
import logging

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, SimpleDocTemplate, Spacer
from reportlab.platypus import Paragraph as Flow
from reportlab.platypus import Table as Grid

from noticeparse.errors import EncryptedFile, NeedsOcr, UnreadableFile
from noticeparse.extractors.pdf import engine, read
from noticeparse.extractors.pdf.signs import clean
from noticeparse.model import Document, Heading, ListItem, Paragraph, Source, Table

SHEET = getSampleStyleSheet()
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=12, spaceAfter=8)
CELL = ParagraphStyle("cell", fontName="Helvetica", fontSize=10, leading=12)
BOLD = ParagraphStyle("bold", parent=CELL, fontName="Helvetica-Bold")
RULES = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")

NOTICE = [
    ["Company", "What is shared and why"],
    [
        "Wonde",
        "Names, dates of birth and classes of all pupils, so that accounts are made overnight.",
    ],
    ["Cool Milk", "Child's name and date of birth."],
    ["Parent Hub and Studybugs", "Parents' names and mobile numbers for messages about absence."],
    ["Testbase", "None."],
    ["Insight Tracking", "Assessment results of each pupil, term by term, to follow progress."],
]


def source(name: str = "notice.pdf") -> Source:
    return Source(name, "0" * 64, "application/pdf", 0)


def parse(data: bytes) -> Document:
    return read(data, source())


def cells(rows: list[list[str]], *, head: bool = True) -> list[list[Flow]]:
    return [
        [Flow(text, BOLD if head and number == 0 else CELL) for text in row]
        for number, row in enumerate(rows)
    ]


def built(*story: object, **options: object) -> bytes:
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1, **options).build(list(story))
    return out.getvalue()


def drawn(draw: object, *, pages: int = 1, **options: object) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, **options)
    for number in range(pages):
        canvas.setFont("Helvetica", 10)
        draw(canvas, number)  # type: ignore[operator]
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def notice_table(*style: tuple[object, ...], widths: tuple[int, ...] = (110, 300)) -> Grid:
    return Grid(cells(NOTICE), colWidths=widths, style=[TOP, *style], repeatRows=0)


def rows_of(document: Document) -> list[list[str]]:
    return [row for table in document.tables for row in table.texts()]


SHADES = [("BACKGROUND", (0, row), (-1, row), colors.HexColor("#dde6f0")) for row in range(1, 6, 2)]
EVERY_SHADE = [
    ("BACKGROUND", (0, row), (-1, row), colors.HexColor(shade))
    for row, shade in enumerate(["#1f3864", "#eeeeee", "#dddddd", "#eeeeee", "#dddddd", "#eeeeee"])
]


@pytest.mark.parametrize(
    "style",
    [
        pytest.param([RULES], id="all rules"),
        pytest.param([("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey)], id="rules below rows"),
        pytest.param([("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black)], id="open sides"),
        pytest.param(
            [
                ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
                ("LINEBELOW", (0, 0), (-1, 0), 1, colors.black),
            ],
            id="rules at the header only",
        ),
        pytest.param(SHADES, id="every second row shaded"),
        pytest.param(EVERY_SHADE, id="every row shaded"),
        pytest.param(
            [*EVERY_SHADE, ("GRID", (0, 0), (-1, -1), 1, colors.white)], id="white rules on colour"
        ),
        pytest.param(EVERY_SHADE[:1], id="header band"),
        pytest.param([("BOX", (0, 0), (-1, -1), 1, colors.black)], id="box around"),
        pytest.param([], id="nothing drawn"),
        pytest.param([RULES, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")], id="names in the middle"),
        pytest.param([*SHADES, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")], id="shaded, in the middle"),
    ],
)
def test_every_row_comes_back_however_the_table_is_drawn(style):
    document = parse(built(Flow("Who we share with", SHEET["Title"]), notice_table(*style)))
    assert rows_of(document) == NOTICE


@pytest.mark.parametrize("padding", [0, 2, 6])
def test_rows_without_rules_at_any_padding(padding):
    style = [
        ("TOPPADDING", (0, 0), (-1, -1), padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
    ]
    document = parse(built(notice_table(*style)))
    assert rows_of(document) == NOTICE


def test_three_columns_without_rules():
    rows = [
        ["System", "Data", "Purpose"],
        ["Arbor", "All records of a pupil that the school keeps", "Our management system"],
        ["Evolve", "Names, medical needs, emergency contacts", "Trips away from the school site"],
        ["CPOMS", "Concerns", "Safeguarding"],
        ["Kooth", "Nothing", "Counselling that pupils find for themselves"],
    ]
    table = Grid(cells(rows), colWidths=(90, 150, 150), style=[TOP])
    assert rows_of(parse(built(table))) == rows


JUSTIFIED = ParagraphStyle("justified", parent=CELL, alignment=4)
CENTRED = ParagraphStyle("centred", parent=CELL, alignment=1)
USES = [
    ["Arbor", "All records of a pupil that school keeps, in the cloud", "It is our system"],
    ["Evolve (a trading name of Outings Online Ltd)", "Names and medical needs", "Trips away"],
    [
        "CPOMS",
        "Concerns, and what was done about each of them in the end",
        "Safeguarding of pupils",
    ],
    ["Kooth", "Nothing", "Counselling that pupils find for themselves, and that stays private"],
    ["Insight", "Results of tests, teachers' own marks, reading ages", "To follow progress"],
    ["Wonde", "What the other firms need of us", "Moves data between systems every night"],
]


@pytest.mark.parametrize(
    ("align", "style"),
    [("TOP", CELL), ("TOP", JUSTIFIED), ("TOP", CENTRED), ("MIDDLE", CELL)],
    ids=lambda value: getattr(value, "name", value),
)
@pytest.mark.parametrize("side", [3, 6])
def test_three_columns_without_rules_in_any_setting(align, style, side):
    flows = [[Flow(text, style) for text in row] for row in USES]
    padding = [("LEFTPADDING", (0, 0), (-1, -1), side), ("RIGHTPADDING", (0, 0), (-1, -1), side)]
    table = Grid(
        flows, colWidths=(100, 150, 140), style=[("VALIGN", (0, 0), (-1, -1), align), *padding]
    )
    assert rows_of(parse(built(Flow("Our list", SHEET["Title"]), table))) == USES


def test_sections_of_a_table_without_rules():
    rows = [NOTICE[0], ["All pupils", ""], *NOTICE[1:3], ["Some pupils", ""], *NOTICE[3:]]
    spans = [("SPAN", (0, row), (-1, row)) for row in (1, 4)]
    table = Grid(cells(rows), colWidths=(110, 300), style=[TOP, *spans])
    assert rows_of(parse(built(table))) == rows


def test_merged_cells_keep_their_spans_and_stand_once():
    rows = [
        ["Supplier", "Data", "Why"],
        ["Learning sites", "", ""],
        ["Bug Club", "Names and classes", "Reading at home"],
        ["Numbots", "", "Number facts"],
    ]
    spans = [("SPAN", (0, 1), (2, 1)), ("SPAN", (1, 2), (1, 3))]
    table = Grid(cells(rows), colWidths=(90, 150, 150), style=[RULES, TOP, *spans])
    [found] = parse(built(table)).tables
    assert found.texts() == rows
    spanned = {
        cell.text.string: (cell.row_span, cell.column_span)
        for cell in found.cells
        if cell.row_span * cell.column_span > 1
    }
    assert spanned == {"Learning sites": (1, 3), "Names and classes": (2, 1)}


def _cut_row(canvas, number):
    """A row that a page cuts: no rule closes it below, none opens it on the next page."""
    top, bottom = (300, 40) if number == 0 else (790, 700)
    for x in (60, 200, 520):
        canvas.line(x, bottom, x, top)
    if number == 0:
        for y in (300, 270, 240):
            canvas.line(60, y, 520, y)
        canvas.drawString(66, 280, "Company")
        canvas.drawString(206, 280, "Information")
        canvas.drawString(66, 250, "Seneca")
        canvas.drawString(206, 250, "None")
        canvas.drawString(66, 60, "Unifrog")
        canvas.drawString(206, 60, "Names, year groups and the subjects that are")
    else:
        for y in (760, 700):
            canvas.line(60, y, 520, y)
        canvas.drawString(206, 775, "taken")
        canvas.drawString(66, 730, "Tassomai")
        canvas.drawString(206, 730, "Names")


def test_a_row_cut_by_the_page_keeps_both_halves():
    first, second = parse(drawn(_cut_row, pages=2)).tables
    assert first.texts() == [
        ["Company", "Information"],
        ["Seneca", "None"],
        ["Unifrog", "Names, year groups and the subjects that are"],
    ]
    assert second.texts() == [["", "taken"], ["Tassomai", "Names"]]
    assert (first.continues, second.continues) == (False, True)
    assert (first.page, second.page) == (1, 2)


@pytest.mark.parametrize("style", [[RULES], SHADES, []], ids=["ruled", "zebra", "plain"])
def test_a_table_over_two_pages_continues(style):
    document = parse(built(Spacer(1, 560), notice_table(*style)))
    assert [table.continues for table in document.tables] == [False, True]
    assert rows_of(document) == NOTICE


def test_a_table_after_text_on_the_next_page_does_not_continue():
    story = [Spacer(1, 400), notice_table(RULES), PageBreak()]
    document = parse(built(*story, Flow("Other companies:", BODY), notice_table(RULES)))
    assert [table.continues for table in document.tables] == [False, False]


def test_places_and_runs_say_where_each_word_stands():
    document = parse(built(notice_table(RULES)))
    [table] = document.tables
    for cell in table.cells:
        assert (cell.place.page, cell.place.block) == (1, 0)
        assert (cell.place.row, cell.place.column) == (cell.row, cell.column)
        x0, top, x1, bottom = cell.place.bbox
        assert [cell.text.string[run.start : run.end] for run in cell.text.runs] == (
            cell.text.string.split()
        )
        for run in cell.text.runs:
            left, up, right, down = run.bbox
            assert x0 <= left < right <= x1
            assert top <= up < down <= bottom


def test_lines_of_a_cell():
    rows = [
        [
            "Kestrel Photos",
            "Names<br/>Classes and the pictures that are taken of each child in them",
        ]
    ]
    rows += [["Max Payroll", "&bull; Bank details<br/>&bull; Salary"], ["Fern Ltd", "Staff e-mail"]]
    table = Grid(cells(rows, head=False), colWidths=(110, 200), style=[RULES, TOP])
    assert rows_of(parse(built(table))) == [
        ["Kestrel Photos", "Names\nClasses and the pictures that are taken of each child in them"],
        ["Max Payroll", "• Bank details\n• Salary"],
        ["Fern Ltd", "Staff e-mail"],
    ]


def _broken_lines(canvas, number):
    canvas.rect(60, 640, 150, 80)
    canvas.line(120, 640, 120, 720)
    canvas.line(60, 700, 210, 700)
    canvas.drawString(64, 706, "Who")
    canvas.drawString(124, 706, "What")
    canvas.drawString(64, 690, "Caterlink -")
    canvas.drawString(64, 678, "kitchen")
    for at, line in enumerate(["pupils' school-", "meal choices,", "taken from forms"]):
        canvas.drawString(124, 690 - 12 * at, line)


def test_a_hyphen_at_a_lines_end_stays_without_a_space():
    assert rows_of(parse(drawn(_broken_lines))) == [
        ["Who", "What"],
        ["Caterlink - kitchen", "pupils' school-meal choices, taken from forms"],
    ]


def test_signs_are_put_into_readable_form():
    assert clean("con\ufb01rmed") == "confirmed"
    assert clean("\uf0b7") == "•"
    assert clean("sup\u00adplier") == "supplier"
    assert clean("sup\u00ad") == "sup-"


def test_headings_paragraphs_and_list_items():
    story = [
        Flow("Sharing data at Thornbeck School", SHEET["Title"]),
        Flow("This school tells you below whom it gives information to. " * 3, BODY),
        Flow("<b>Catering</b>", BODY),
        Flow("Location of server: Leeds<br/>Kept for: one year", BODY),
        Flow("&bull; Caterlink: names", BODY),
        Flow("&nbsp;&nbsp;&nbsp;&nbsp;&ndash; and diets", BODY),
        Flow("&bull; ParentPay", BODY),
        Flow("2. Numbered", BODY),
    ]
    blocks = parse(built(*story)).blocks
    assert [type(block) for block in blocks] == [
        Heading,
        Paragraph,
        Heading,
        Paragraph,
        Paragraph,
        ListItem,
        ListItem,
        ListItem,
        ListItem,
    ]
    title, text, catering, location, kept, *items = blocks
    assert (title.level, catering.level) == (1, 2)
    assert (
        text.text.string == ("This school tells you below whom it gives information to. " * 3)[:-1]
    )
    assert (location.text.string, kept.text.string) == (
        "Location of server: Leeds",
        "Kept for: one year",
    )
    assert [(item.marker, item.text.string, item.level) for item in items] == [
        ("•", "Caterlink: names", 0),
        ("–", "and diets", 1),
        ("•", "ParentPay", 0),
        ("2.", "Numbered", 0),
    ]
    assert [block.place.block for block in blocks] == list(range(9))


LEFT = "We give the names of our pupils to the firm that runs the library and to nobody else at all"
RIGHT = "The firm keeps them on a server in Wales and takes them off it when a child leaves school"


def test_two_columns_of_prose_are_no_table_and_read_one_after_the_other():
    def draw(canvas, number):
        for x, text in ((60, LEFT), (320, RIGHT)):
            flow = Flow(" ".join(4 * [f"{text}."]), BODY)
            flow.wrapOn(canvas, 215, 400)
            flow.drawOn(canvas, x, 500)

    document = parse(drawn(draw))
    assert document.tables == ()
    assert [block.text.string for block in document.blocks] == [
        " ".join(4 * [f"{LEFT}."]),
        " ".join(4 * [f"{RIGHT}."]),
    ]


def test_running_heads_and_page_numbers_are_furniture():
    def margins(canvas, document):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 815, "Thornbeck School")
        canvas.drawString(280, 20, f"Page {document.page}")

    story = [Flow("First.", BODY), PageBreak(), Flow("Second.", BODY)]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(
        story, onFirstPage=margins, onLaterPages=margins
    )
    document = parse(out.getvalue())
    assert [(block.text.string, block.role) for block in document.blocks] == [
        ("First.", "body"),
        ("Second.", "body"),
        ("Thornbeck School", "page_header"),
    ]
    assert [text.string for text in document.furniture] == ["Page 1", "Thornbeck School", "Page 2"]


def test_a_repeated_table_header_is_no_furniture():
    table = Grid(cells(NOTICE * 6), colWidths=(110, 300), style=[TOP], repeatRows=1)
    document = parse(built(table, topMargin=30, bottomMargin=30))
    assert document.furniture == ()
    assert all(found.texts()[0] == NOTICE[0] for found in document.tables)


def test_links_inside_a_cell():
    rows = [
        ["App", "Policy"],
        ["Kahoot", '<link href="https://kahoot.example/privacy">Link</link>'],
    ]
    [table] = parse(built(Grid(cells(rows), colWidths=(100, 100), style=[RULES]))).tables
    assert [cell.links for cell in table.cells] == [(), (), (), ("https://kahoot.example/privacy",)]


def test_the_files_title_and_pages():
    document = parse(built(Flow("Text", BODY), title="Whom we share with"))
    assert (document.title, document.source.pages) == ("Whom we share with", 1)
    assert parse(built(Flow("Text", BODY))).title is None


@pytest.mark.parametrize("used", ["pdfium", "pdfplumber"])
def test_a_drawn_dot_before_a_line_is_a_bullet(used):
    """Browsers draw the bullets of lists; other round shapes are no bullets."""

    def draw(canvas, number):
        canvas.setFont("Helvetica", 11)
        for line, text in enumerate(("Evolve: names", "Arbor: classes", "We keep no more")):
            canvas.drawString(72, 700 - 40 * line, text)
        canvas.circle(64, 704, 1.5, stroke=0, fill=1)
        canvas.circle(64, 664, 1.5, stroke=1, fill=0)  # a hollow one
        canvas.circle(20, 624, 1.5, stroke=0, fill=1)  # far off
        canvas.circle(60, 544, 9, stroke=0, fill=1)  # a picture
        canvas.drawString(72, 540, "Names")
        canvas.drawString(110, 540, "and classes")
        canvas.circle(107, 544, 1.5, stroke=0, fill=1)  # inside a line

    blocks = read(drawn(draw), source(), engine=used).blocks
    assert [(type(block).__name__, block.text.string) for block in blocks] == [
        ("ListItem", "Evolve: names"),
        ("ListItem", "Arbor: classes"),
        ("Paragraph", "We keep no more"),
        ("Paragraph", "Names and classes"),
    ]


def test_the_dots_of_a_drawing_are_no_bullets():
    def draw(canvas, number):
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 700, "Evolve: names")
        canvas.circle(64, 704, 1.5, stroke=0, fill=1)
        for dot in range(200):
            canvas.circle(100 + dot, 300 + dot, 1.5, stroke=0, fill=1)

    [block] = parse(drawn(draw)).blocks
    assert (type(block), block.text.string) == (Paragraph, "Evolve: names")


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_reads_as_it_is_seen(rotation):
    """The text is drawn so that it stands upright once the page is turned."""

    def draw(canvas, number):
        canvas.setPageRotation(rotation)
        width, height = A4 if rotation == 180 else A4[::-1]  # reportlab turns the paper too
        shift = {90: (width, 0), 180: (width, height), 270: (0, height)}[rotation]
        canvas.translate(*shift)
        canvas.rotate(rotation)
        canvas.drawString(60, 400, "Names of pupils go to Evolve")

    [block] = parse(drawn(draw)).blocks
    assert block.text.string == "Names of pupils go to Evolve"
    assert block.place.bbox[2] - block.place.bbox[0] > 100


def test_boxes_count_from_the_visible_pages_corner():
    plain = drawn(lambda canvas, _: canvas.drawString(100, 700, "Cygnet"))
    cropped = drawn(
        lambda canvas, _: canvas.drawString(100, 700, "Cygnet"), cropBox=(40, 50, 500, 780)
    )
    [[x, top, *_]] = [block.place.bbox for block in parse(plain).blocks]
    [[cut_x, cut_top, *_]] = [block.place.bbox for block in parse(cropped).blocks]
    assert x - cut_x == pytest.approx(40, abs=0.1)
    assert top - cut_top == pytest.approx(A4[1] - 780, abs=0.1)


def test_upright_and_turned_header_cells():
    def draw(canvas, number):
        for x in (60, 200, 240, 280):
            canvas.line(x, 600, x, 760)
        for y in (600, 640, 680, 760):
            canvas.line(60, y, 280, y)
        for x, text in ((222, "Date of birth"), (262, "Name")):
            canvas.saveState()
            canvas.translate(x, 684)
            canvas.rotate(90)
            canvas.drawString(0, 0, text)
            canvas.restoreState()
        canvas.drawString(66, 720, "Supplier")
        canvas.drawString(66, 655, "Evolve")
        canvas.drawString(66, 615, "Numbots")
        canvas.drawString(215, 655, "X")
        canvas.drawString(255, 615, "X")

    assert rows_of(parse(drawn(draw))) == [
        ["Supplier", "Date of birth", "Name"],
        ["Evolve", "X", ""],
        ["Numbots", "", "X"],
    ]


def test_no_word_inside_a_table_is_lost():
    story = built(notice_table(RULES), notice_table(*SHADES), notice_table())
    words = sum(len(row) and len(" ".join(row).split()) for row in NOTICE)
    assert sum(len(" ".join(row).split()) for row in rows_of(parse(story))) == 3 * words


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_unreadable(data):
    with pytest.raises(UnreadableFile, match=r"notice\.pdf"):
        parse(data)


def test_a_truncated_file_is_unreadable_or_read_in_part():
    whole = built(notice_table(RULES))
    with pytest.raises((UnreadableFile, NeedsOcr), match=r"notice\.pdf"):
        parse(whole[: len(whole) // 3])


def test_a_password_is_asked_for():
    data = drawn(lambda canvas, _: canvas.drawString(60, 700, "Secret"), encrypt="otter")
    with pytest.raises(EncryptedFile):
        parse(data)


def test_pages_without_text():
    blank = drawn(lambda canvas, _: canvas.rect(60, 60, 100, 100, fill=1))
    with pytest.raises(NeedsOcr):
        parse(blank)
    mixed = drawn(lambda canvas, at: canvas.drawString(60, 700, "Text" if at else ""), pages=2)
    [issue] = parse(mixed).issues
    assert (issue.stage, issue.code, issue.severity) == ("extract", "page_without_text", "warning")
    assert issue.place.page == 1


def test_too_many_pages(monkeypatch):
    monkeypatch.setattr(engine, "MAX_PDF_PAGES", 2)
    data = drawn(lambda canvas, _: canvas.drawString(60, 700, "Text"), pages=3)
    with pytest.raises(UnreadableFile, match="3 pages"):
        parse(data)


def test_pdfminers_logger_is_left_as_it_was():
    logger = logging.getLogger("pdfminer")
    before = logger.level
    parse(built(Flow("Text", BODY)))
    assert logger.level == before


def test_the_same_bytes_give_the_same_document():
    data = built(notice_table(*SHADES))
    assert parse(data) == parse(data)
    assert isinstance(parse(data).blocks[0], Table)
