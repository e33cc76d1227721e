"""PDFs that break other readers: each ends in an error that says so, or in a document, in time."""

import random
import time
import zlib

import pytest

from noticeparse.errors import ReadError, TooLarge, UnreadableFile
from noticeparse.extractors.pdf import bombs, engine, read, second
from noticeparse.extractors.pdf.second import within
from noticeparse.model import Document, Source
from noticeparse.pipeline import parse

SOURCE = Source("bad.pdf", "0" * 64, "application/pdf", 0)
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
TEXT = b"BT /F 12 Tf 60 700 Td (Evolve takes the names of pupils) Tj ET"
SECONDS = 10.0


def stream(data: bytes, entries: bytes = b"", *, length: int | None = None) -> bytes:
    size = len(data) if length is None else length
    return b"<</Length %d%s>>stream\n%s\nendstream" % (size, entries, data)


def page(box: bytes = b"0 0 600 800", forms: bytes = b"") -> bytes:
    resources = b"<</Font<</F 5 0 R>>/XObject<<%s>>>>" % forms
    start = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R" % box
    return start + b"/Resources%s>>" % resources


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    out, offsets = bytearray(b"%PDF-1.5\n"), []
    for number, each in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (size, trailer.replace(b"@", b"%d" % at))
    return bytes(out + b"startxref\n%d\n%%%%EOF" % at)


def one_page(content: bytes, of: bytes | None = None, font: bytes = FONT, *more: bytes) -> bytes:
    return pdf(CATALOG, PAGES, of or page(), content, font, *more)


def packed(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = zlib.compress(data)
    return stream(data, b"/Filter[" + b"/FlateDecode " * times + b"]")


def bomb(block: bytes, megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    out = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    return stream(out, b"/Filter/FlateDecode")


def form(content: bytes, inner: int) -> bytes:
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X %d 0 R>>>>"
    return stream(content, entries % inner)


WIDE = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]%s>>"
NARROW = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/FontDescriptor 7 0 R/CIDSystemInfo"
NARROW += b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
SHAPE = b"<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1 1]/ItalicAngle 0/Ascent 1"
SHAPE += b"/Descent 0/CapHeight 1/StemV 1>>"
MAP = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> "
MAP += b"endcodespacerange 1 beginbfrange <00000000> <FFFFFFFF> <E000> endbfrange endcmap"

READ = {
    "packed twice": one_page(packed(TEXT, 2)),
    "circular cross references": pdf(
        CATALOG, PAGES, page(), stream(TEXT), FONT, trailer=b"/Prev @"
    ),
    "a page tree that holds itself": pdf(
        CATALOG, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", page(), stream(TEXT), FONT
    ),
    "a count that lies": pdf(
        CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", page(), stream(TEXT), FONT
    ),
    "a length too short": one_page(stream(TEXT, length=10)),
    "a length too long": one_page(stream(TEXT, length=99_999)),
    "a negative length": one_page(stream(TEXT, length=-5)),
    "a form that draws itself": one_page(
        stream(TEXT + b" /X Do"), page(forms=b"/X 6 0 R"), FONT, form(b"/X Do 0 0 m 99 0 l S", 6)
    ),
    "a box without end": one_page(stream(TEXT), page(b"0 0 1e39 -9")),
    "a million rules": one_page(stream(TEXT + b" 0 0 m 600 800 l 9 9 m 9 99 l S" * 40_000)),
}


@pytest.mark.parametrize("data", READ.values(), ids=READ.keys())
def test_what_can_be_read_is_read(data):
    start = time.process_time()
    document = read(data, SOURCE)
    assert "Evolve takes the names of pupils" in [str(block.text) for block in document.blocks]
    assert time.process_time() - start < SECONDS


REFUSED = {
    "packed thirty times": one_page(packed(TEXT, 30)),
    "a gigabyte of spaces": one_page(bomb(b" " * 1_000_000, 1000)),
    "a gigabyte of lines": one_page(bomb(b"0 0 m 9 9 l S " * 75_000, 1000)),
    "a bomb in a bomb": one_page(packed(b" " * 400_000_000, 2)),
    "forms that draw each other": one_page(
        stream(TEXT + b" /X Do"),
        page(forms=b"/X 6 0 R"),
        FONT,
        form(b"/X Do " * 5, 7),
        form(b"/X%then\n Do /#58 Do " * 3, 6),
    ),
    "a fan of forms, named elsewhere": one_page(
        stream(b"/X Do"),
        page(forms=b"/X 6 0 R"),
        FONT,
        *[
            form(b"/X Do " * 30, 7 + n).replace(b"Subtype/Form", b"Subtype 12 0 R")
            for n in range(5)
        ],
        form(TEXT, 11),
        b"/Form",
    ),
    "one long form, a thousand times": one_page(
        stream(b"/X Do " * 1_000), page(forms=b"/X 6 0 R"), FONT, form(b"0 0 m 9 9 l S " * 9_000, 6)
    ),
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED.keys())
def test_bombs_are_refused_before_they_go_off(data):
    start = time.process_time()
    with pytest.raises(TooLarge, match=r"bad\.pdf"):
        read(data, SOURCE)
    assert time.process_time() - start < SECONDS


def test_a_big_picture_is_no_bomb(monkeypatch):
    monkeypatch.setattr(bombs, "MAX_PDF_STREAM_BYTES", 1_000_000)
    noise = random.Random(4).randbytes(2_000_000)
    bombs.refuse_bombs(one_page(stream(zlib.compress(noise), b"/Filter/FlateDecode")), "bad.pdf")


@pytest.mark.parametrize("last", [b"6 0 R", b"3 0 R", b"7 0 R"])
def test_objects_that_lead_to_one_another_end(last):
    """An object may be nothing but a reference; to itself, or in a ring, it is followed for ever."""
    objects = (CATALOG, PAGES, b"6 0 R", stream(TEXT), FONT, last, b"<</Subtype/Form/X 6 0 R>>")
    bombs.refuse_many_forms(pdf(*objects), "bad.pdf")
    kids = b"<</Type/Pages/Kids[6 0 R 3 0 R]/Count 2>>"
    bombs.refuse_many_forms(pdf(CATALOG, kids, page(), *objects[3:]), "bad.pdf")


def test_a_sign_of_two_thousand_forms_is_no_bomb():
    data = one_page(
        stream(TEXT + b" /X Do" * 2_000), page(forms=b"/X 6 0 R"), FONT, form(b"0 0 m 9 9 l S", 6)
    )
    assert read(data, SOURCE).blocks


def locked(entries: bytes) -> bytes:
    handler = b"/Encrypt<</Filter/Standard/O<%s>/U<%s>%s>>" % (b"41" * 32, b"42" * 32, entries)
    return pdf(CATALOG, PAGES, page(), stream(TEXT), FONT, trailer=handler)


ENDS = {
    "encrypted": locked(b"/V 2/R 3/Length 128/P -44"),
    "unreadable": locked(b"").replace(b"/Standard", b"/Unknown"),
    "unreadable, as it has no pages": pdf(CATALOG, b"no pages", page(), b"(/Encrypt)", FONT),
}


def code_of(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read(data, SOURCE)
    return caught.value.code


@pytest.mark.parametrize("before", ENDS)
@pytest.mark.parametrize("kind", ENDS)
def test_what_was_read_before_changes_no_error(before, kind):
    code_of(ENDS[before])
    assert code_of(ENDS[kind]) == kind.split(",")[0]


def test_a_page_that_cannot_be_opened_costs_that_page(tmp_path):
    tree = b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>"
    (tmp_path / "bad.pdf").write_bytes(pdf(CATALOG, tree, page(), stream(TEXT), FONT))
    notice = parse(tmp_path / "bad.pdf")
    assert "page_beyond_limits" in [issue.code for issue in notice.issues]


UNREADABLE = {
    "zero pages": pdf(CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"),
    "only loops": pdf(
        CATALOG,
        b"<</Type/Pages/Kids[6 0 R]/Count 1>>",
        page(),
        stream(TEXT),
        FONT,
        b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>",
    ),
    "a page of a million points": one_page(stream(TEXT), page(b"0 0 1000000 1000000")),
}


@pytest.mark.parametrize("data", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_holds_no_page_is_an_error(data):
    with pytest.raises(UnreadableFile, match=r"bad\.pdf"):
        read(data, SOURCE)


def test_ten_thousand_pages_are_too_many():
    count = 10_000
    kids = b" ".join(b"%d 0 R" % (number + 5) for number in range(count))
    leaf = page().replace(b"/Contents 4 0 R", b"/Contents 3 0 R").replace(b"/F 5", b"/F 4")
    data = pdf(
        CATALOG,
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
        stream(TEXT),
        FONT,
        *[leaf] * count,
    )
    with pytest.raises(UnreadableFile, match="10000 pages"):
        read(data, SOURCE)


def test_a_book_is_refused_while_it_is_read(monkeypatch):
    monkeypatch.setattr(engine, "MAX_CHARACTERS", 40)
    two = b"<</Type/Pages/Kids[3 0 R 3 0 R 3 0 R 3 0 R]/Count 4>>"
    with pytest.raises(TooLarge, match=r"bad\.pdf: the document has more text"):
        read(pdf(CATALOG, two, page(), stream(TEXT), FONT), SOURCE)


def test_too_many_letters_are_said(monkeypatch):
    monkeypatch.setattr(engine, "MAX_PDF_LETTERS", 20)
    two = b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>"
    short = page().replace(b"/Contents 4", b"/Contents 7")
    objects = (CATALOG, two, page(), stream(TEXT), FONT, short)
    data = pdf(*objects, stream(TEXT.replace(b" takes the names of pupils", b"")))
    document = read(data, SOURCE)
    assert [str(block.text) for block in document.blocks] == ["Evolve"]
    [issue] = document.issues
    assert (issue.code, issue.severity, issue.place.page) == ("page_beyond_limits", "warning", 1)


@pytest.mark.parametrize("mapping", [b"", b"/ToUnicode 8 0 R"], ids=["none", "without end"])
def test_a_font_that_says_not_what_it_draws(monkeypatch, mapping):
    monkeypatch.setattr(second, "MAX_PDF_SECOND_OPINION_SECONDS", 1.0)
    data = one_page(stream(TEXT), page(), WIDE % mapping, NARROW, SHAPE, stream(MAP))
    start = time.process_time()
    [issue] = read(data, SOURCE).issues
    assert issue.code in ("unreadable_characters", "second_engine")
    assert time.process_time() - start < SECONDS


def test_letters_beyond_the_basic_plane_are_letters():
    mapped = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> "
    mapped += b"endcodespacerange 3 beginbfchar <41> <0041> <42> <D83DDE00> <43> <0043> endbfchar "
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    data = one_page(stream(b"BT /F 12 Tf 60 700 Td (ABC) Tj ET"), page(), font, stream(mapped))
    [block] = read(data, SOURCE).blocks
    assert str(block.text) == "A\U0001f600C"


def test_a_page_of_drawings_alone():
    drawing = stream(b"10 10 m 20 20 l 30 40 50 60 70 80 c S " * 500)
    try:
        document = read(one_page(drawing), SOURCE)
    except ReadError as error:
        assert error.code == "needs_ocr"
    else:
        assert isinstance(document, Document)  # read as a picture, where that is installed


def test_a_block_that_does_not_end_is_ended():
    def forever() -> None:
        while True:
            len("")

    with pytest.raises(TimeoutError), within(0.05):
        forever()
    with within(5.0):
        assert len("in time") == 7
