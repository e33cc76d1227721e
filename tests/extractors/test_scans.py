"""Notices that were scanned: what is read from pictures, and what is said where it cannot be."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from tests.programs import needs_ocr, needs_rapidocr, needs_tesseract

import noticeparse
from noticeparse.errors import NeedsOcr, TooLarge, UnreadableFile
from noticeparse.extractors import load, read, read_bare, scans
from noticeparse.extractors.scans import engines, raster
from noticeparse.extractors.scans.raster import Raster, Sighting
from noticeparse.model import Document, Heading, ListItem, Run, Table, Text

SCAN = (
    Path(__file__).parents[2] / "samples/notices/marlbrook-green-primary/who-we-share-with.scan.pdf"
)
WORDS = "Larkhill School shares names and classes with Arbor"


def printed(draw: Callable[[Canvas], None], *pages: Callable[[Canvas], None]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for each in (draw, *pages):
        each(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def drawn(text: str, *, dots: int = 200, degrees: float = 0.0) -> Image.Image:
    """Draw a line of text on a page as a copier sees it."""
    import pypdfium2

    data = printed(lambda canvas: canvas.drawString(72, 700, text))
    page = pypdfium2.PdfDocument(data)[0]
    picture = page.render(scale=dots / 72, grayscale=True).to_pil()
    return picture.rotate(
        degrees, Image.Resampling.BICUBIC, fillcolor=255, expand=degrees % 90 == 0
    )


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def written(tmp_path: Path, name: str, data: bytes) -> Path:
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


def words_of(document: Document) -> list[str]:
    texts = [block.text for block in document.blocks if not isinstance(block, Table)]
    return " ".join(str(text) for text in texts).split()


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Hide OCR programs."""

    def hide(*names: str) -> None:
        kept = {name: each for name, each in scans.ENGINES.items() if name not in names}
        monkeypatch.setattr(scans, "ENGINES", kept)
        scans.scanned_pages.cache_clear()
        scans.picture_pages.cache_clear()

    return hide


@pytest.fixture(autouse=True)
def _forget() -> None:
    scans.scanned_pages.cache_clear()
    scans.picture_pages.cache_clear()


def check_sample(document: Document) -> None:
    [table] = [block for block in document.blocks if isinstance(block, Table)]
    rows = table.texts()
    assert rows[0] == ["Company", "Data that we pass on", "Reason"]
    assert [row[0] for row in rows[1:]] == [
        "Arbor",
        "CPOMS",
        "ParentPay",
        "Tapestry",
        "Times Tables Rock Stars",
        "Tempest Photography",
        "InVentry",
    ]
    assert rows[1][1] == "Name, date of birth, address, attendance, medical needs"
    items = [str(block.text) for block in document.blocks if isinstance(block, ListItem)]
    assert [item.split(":")[0] for item in items] == ["Spelling Shed", "Oxford Owl", "Purple Mash"]
    headings = [str(block.text) for block in document.blocks if isinstance(block, Heading)]
    assert headings == ["Companies that work with our school", "Also used in class"]


def test_a_scan_is_read_by_tesseract(without):
    needs_tesseract()
    without("rapidocr")
    check_sample(read(SCAN))


def test_a_scan_is_read_with_tesseract_hidden(without, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert not engines.has_tesseract()
    needs_rapidocr()
    check_sample(read(SCAN))


def test_without_any_program_the_extra_is_named(without):
    without("tesseract", "rapidocr")
    with pytest.raises(NeedsOcr, match=r"who-we-share-with\.scan\.pdf") as caught:
        read(SCAN)
    assert ".[ocr]" in caught.value.what_to_do


def test_the_receipt_holds_and_two_readings_are_one():
    needs_ocr()
    first = noticeparse.parse(SCAN)
    scans.scanned_pages.cache_clear()
    second = noticeparse.parse(SCAN)
    assert first == second
    assert first.receipt is not None
    assert (first.receipt.words > 100, first.receipt.unaccounted) == (True, 0)


def test_only_pages_without_text_are_recognised(tmp_path):
    needs_ocr()
    picture = drawn("Wonde passes classes on").convert("L")

    def typed(canvas: Canvas) -> None:
        canvas.drawString(72, 700, WORDS)

    def scanned(canvas: Canvas) -> None:
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(picture), 0, 0, *A4)

    path = written(tmp_path, "mixed.pdf", printed(typed, scanned))
    document = read(path)
    assert words_of(document) == [*WORDS.split(), "Wonde", "passes", "classes", "on"]
    runs = [run for block in document.blocks for run in block.text.runs]
    assert {run.page for run in runs if run.confidence is None} == {1}
    assert {run.page for run in runs if run.confidence is not None} == {2}
    assert read_bare(load(path)).split() == words_of(document)


def test_a_page_is_still_told_of_where_nothing_reads_it(tmp_path, without):
    without("tesseract", "rapidocr")
    data = printed(
        lambda canvas: canvas.drawString(72, 700, WORDS),
        lambda canvas: canvas.rect(90, 90, 200, 200, fill=1),
    )
    [issue] = read(written(tmp_path, "mixed.pdf", data)).issues
    assert (issue.code, issue.place.page) == ("page_without_text", 2)


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.tif", "TIFF")])
def test_pictures_are_read(tmp_path, name, kind):
    needs_ocr()
    document = read(written(tmp_path, name, saved(drawn(WORDS), kind, dpi=(200, 200))))
    assert words_of(document) == WORDS.split()
    assert document.source.media_type == f"image/{kind.lower()}"
    assert document.source.pages == 1
    box = document.blocks[0].place.bbox
    assert box is not None
    assert box[0] == pytest.approx(72, abs=2)  # points, as drawn
    assert box[3] == pytest.approx(842 - 700, abs=6)


def test_every_frame_of_a_tiff_is_a_page(tmp_path):
    needs_ocr()
    frames = [drawn(WORDS), drawn("Wonde passes classes on")]
    data = saved(frames[0], "TIFF", save_all=True, append_images=frames[1:], dpi=(200, 200))
    document = read(written(tmp_path, "fax.tif", data))
    assert document.source.pages == 2
    assert words_of(document)[-4:] == ["Wonde", "passes", "classes", "on"]


@pytest.mark.parametrize("degrees", [2.5, -3.0, 180, 90])
def test_pages_are_put_straight(tmp_path, degrees):
    needs_ocr()
    data = saved(drawn(WORDS, degrees=degrees), "PNG", dpi=(200, 200))
    assert words_of(read(written(tmp_path, "askew.png", data))) == WORDS.split()


def test_a_shadow_and_noise_do_no_harm(tmp_path):
    needs_ocr()
    grey = np.asarray(drawn(WORDS), dtype=np.float64)
    shade = np.linspace(0.45, 1.0, grey.shape[1])[None, :]
    noise = np.random.default_rng(5).normal(0, 9, grey.shape)
    photo = Image.fromarray(np.clip(grey * shade + noise, 0, 255).astype(np.uint8))
    data = saved(photo, "JPEG", quality=70)
    assert words_of(read(written(tmp_path, "photo.jpg", data))) == WORDS.split()


def test_transparent_and_deep_pictures(tmp_path):
    needs_ocr()
    clear = Image.new("RGBA", drawn(WORDS).size, (0, 0, 0, 0))
    clear.putalpha(Image.eval(drawn(WORDS), lambda grey: 255 - grey))
    path = written(tmp_path, "clear.png", saved(clear, "PNG", dpi=(200, 200)))
    assert words_of(read(path)) == WORDS.split()
    deep = Image.fromarray(np.asarray(drawn(WORDS)).astype(np.uint16) * 257)
    path = written(tmp_path, "deep.png", saved(deep, "PNG", dpi=(200, 200)))
    assert words_of(read(path)) == WORDS.split()


def test_doubtful_words_are_one_issue_a_page(tmp_path, monkeypatch):
    needs_ocr()
    engine = scans.find_engine()

    def unsure(raster: Raster) -> list[Sighting]:
        sure = {"names": 0.4, "Arbor": 0.31}
        seen = engine(raster)
        return [replace(each, confidence=sure.get(each.text, 0.95)) for each in seen]

    monkeypatch.setattr(scans, "ENGINES", {"unsure": (lambda: True, unsure)})
    path = written(tmp_path, "doubtful.png", saved(drawn(WORDS), "PNG", dpi=(200, 200)))
    document = read(path)
    [issue] = [issue for issue in document.issues if issue.code == "doubtful_words"]
    assert (issue.severity, issue.place.page) == ("warning", 1)
    assert '2 words are doubtful: "names", "Arbor"' in issue.message
    [block] = document.blocks
    assert [run.confidence for run in block.text.runs] == [
        *[0.95, 0.95, 0.95],
        0.4,
        *[0.95, 0.95, 0.95],
        0.31,
    ]


def test_confidence_goes_with_the_words():
    text = Text("Arbor names", (Run(0, 5, 1, confidence=0.9), Run(6, 11, 1, confidence=0.4)))
    assert [run.confidence for run in text.slice(2, 8).runs] == [0.9, 0.4]
    assert [run.confidence for run in Text.join([Text("x"), text]).runs] == [0.9, 0.4]


@cache
def blank() -> bytes:
    return saved(Image.new("L", (600, 800), 255), "PNG")


def test_what_is_no_picture_or_too_large(tmp_path, monkeypatch):
    needs_ocr()
    with pytest.raises(NeedsOcr, match="no words"):
        read(written(tmp_path, "blank.png", blank()))
    with pytest.raises(UnreadableFile, match=r"cut\.png is damaged"):
        read(written(tmp_path, "cut.png", saved(drawn(WORDS), "PNG")[:2000]))
    monkeypatch.setattr(raster, "MAX_PICTURE_PIXELS", 1000)
    with pytest.raises(TooLarge, match="600 by 800"):
        read(written(tmp_path, "large.png", blank()))


def drawn_over(draw: Callable[[ImageDraw.ImageDraw], None]) -> Image.Image:
    page = Image.new("L", (1240, 1754), 255)
    draw(ImageDraw.Draw(page))
    return page


WORDLESS = (
    lambda page: None,
    lambda page: page.rectangle((150, 200, 1090, 900), outline=0, width=5),
    lambda page: page.line((300, 900, 500, 820, 640, 930, 900, 850), fill=0, width=6),
)


def test_pages_without_words_cost_rapidocr_no_other_page(tmp_path, without):
    needs_rapidocr()
    without("tesseract")
    more = [drawn_over(draw).copy() for draw in WORDLESS]
    pages = saved(drawn(WORDS).convert("L"), "TIFF", save_all=True, append_images=more)
    document = read(written(tmp_path, "four.tif", pages))
    assert words_of(document) == WORDS.split()
    assert [issue.place.page for issue in document.issues] == [2, 3, 4]


def test_too_many_frames(tmp_path, monkeypatch):
    needs_ocr()
    monkeypatch.setattr(raster, "MAX_FRAMES", 1)
    frame = Image.new("L", (60, 80), 255)
    data = saved(frame, "TIFF", save_all=True, append_images=[frame])
    with pytest.raises(TooLarge, match="2 pages"):
        read(written(tmp_path, "many.tif", data))


def test_a_bomb_is_refused_before_it_is_decoded(tmp_path):
    needs_ocr()
    header = saved(Image.new("1", (1, 1)), "PNG")
    huge = header[:16] + (90_000).to_bytes(4, "big") * 2 + header[24:]  # its checksum is wrong now
    with pytest.raises((TooLarge, UnreadableFile)):
        read(written(tmp_path, "bomb.png", huge))


def test_the_table_that_tesseract_writes():
    row = "5 1 1 1 1 1 12 30 80 20 96.5 ParentPay".replace(" ", "\t")
    found = engines.sightings_of(row)
    assert [(each.text, each.box) for each in found] == [("ParentPay", (12, 30, 92, 50))]
