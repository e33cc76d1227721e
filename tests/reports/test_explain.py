"""What explain draws and lays out: every evidence word's box is that word's; pages hold all words."""

import io
from pathlib import Path

import pytest
from PIL import Image
from tests.programs import is_scan, needs_ocr

from noticeparse.comparison import Names
from noticeparse.errors import InputError
from noticeparse.pipeline import Reading, parse_in_full
from noticeparse.reports.explain import evidence_boxes, explain_html, explain_page
from noticeparse.vocabulary import load_vocabulary

NAMES = Names.of(load_vocabulary())
SAMPLES = Path(__file__).parents[2] / "samples" / "notices"
PDFS = sorted(SAMPLES.rglob("*.pdf"))


@pytest.fixture(scope="module")
def readings() -> dict[Path, Reading]:
    return {}


def _read(path: Path, readings: dict[Path, Reading]) -> Reading:
    if is_scan(path):
        needs_ocr()
    if path not in readings:
        readings[path] = parse_in_full(path)
    return readings[path]


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.name)
def test_drawn_boxes_overlap_the_evidence_words(path: Path, readings: dict[Path, Reading]) -> None:
    """Each word of a quote is looked up in the page's words by its box, and has to be that word."""
    reading = _read(path, readings)
    pages = reading.document.source.pages or 0
    drawn = 0
    for row in reading.notice.disclosures:
        for tag in row.tags:
            text = dict(row.fields.named()).get(tag.evidence.field.removeprefix("fields."))
            text = text if tag.evidence.field.startswith("fields.") else row.description
            if tag.evidence.row or not tag.evidence.field.startswith(("fields.", "description")):
                continue
            assert text is not None
            quote = text.slice(tag.evidence.start, tag.evidence.end)
            boxes = [box for page in range(1, pages + 1) for box in evidence_boxes(row, tag, page)]
            placed = [run for run in quote.runs if run.bbox is not None]
            assert len(boxes) == len(placed)
            for run in placed:
                assert run.bbox in boxes
                assert quote.string[run.start : run.end].strip()
                drawn += 1
    assert drawn or not any(row.tags for row in reading.notice.disclosures)


def test_a_page_becomes_a_picture_that_is_not_blank(readings: dict[Path, Reading]) -> None:
    path = PDFS[0]
    reading = _read(path, readings)
    data = path.read_bytes()
    made = explain_page(data, reading.document, reading.notice, reading.words, 1)
    picture = Image.open(io.BytesIO(made))
    assert picture.format == "PNG"
    assert picture.width > 1000
    colours = picture.convert("RGB").getcolors(maxcolors=1 << 24)
    assert colours is not None
    assert (31, 111, 67) in {colour for _, colour in colours}  # the frame of a row


def test_a_page_that_is_not_there_is_said(readings: dict[Path, Reading]) -> None:
    path = PDFS[0]
    reading = _read(path, readings)
    with pytest.raises(InputError, match="no page 99"):
        explain_page(path.read_bytes(), reading.document, reading.notice, reading.words, 99)


@pytest.mark.parametrize("suffix", [".docx", ".html", ".txt", ".pdf"])
def test_the_page_shows_every_word_and_leads_to_its_row(
    suffix: str, readings: dict[Path, Reading]
) -> None:
    path = next(p for p in sorted(SAMPLES.rglob(f"*{suffix}")))
    reading = _read(path, readings)
    page = explain_html(
        reading.document, reading.notice, reading.words, NAMES, load_vocabulary().evidence
    )
    for row in reading.notice.disclosures:
        assert f'id="{row.id}"' in page
        assert f'href="#{row.id}"' in page
    assert "<script" not in page


def test_what_a_notice_says_is_no_markup(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(
        "Data sharing\n\nCompany\tDetails\nArbor\t<script>alert(1)</script> names\n", "utf-8"
    )
    reading = parse_in_full(path)
    page = explain_html(
        reading.document, reading.notice, reading.words, NAMES, load_vocabulary().evidence
    )
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
