"""The two engines against each other, letter by letter, on every PDF there is beside the project."""

import io
import re
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest
import yaml
from reportlab.pdfgen.canvas import Canvas

from noticeparse.errors import ReadError
from noticeparse.extractors.pdf import read, second
from noticeparse.extractors.pdf.engine import open_pdf
from noticeparse.extractors.pdf.page import Page, PdfFile, Word
from noticeparse.model import Source

ROOT = Path(__file__).parents[2]
FOLDERS = ("corpus", "hard", "live", "pdf", "real", "real2", "seed")  # `blind` is read by nobody
FILES = sorted(
    path
    for folder in (*(ROOT.parent / "shared" / name for name in FOLDERS), ROOT / "samples")
    for path in folder.rglob("*.pdf")
)
KNOWN = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
_SIGN = re.compile(r"\(cid:\d+\)|\S")
_NEAR = 3.0  # points: the engines measure a font's letters differently, but not by more


def signs(page: Page) -> Counter[str]:
    return Counter(sign for word in page.words for sign in _SIGN.findall(word.text))


def _by_both(data: bytes, name: str) -> tuple[PdfFile, PdfFile]:
    return open_pdf(data, name), open_pdf(data, name, engine="pdfplumber")


def differences(one: PdfFile, other: PdfFile) -> tuple[Counter[str], Counter[str]]:
    """Count the signs that only the one and only the other has, page by page."""
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for here, there in zip(one.pages, other.pages, strict=True):
        left += signs(here) - signs(there)
        right += signs(there) - signs(here)
    return left, right


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_engines_read_the_same_letters(path):
    data = path.read_bytes()
    try:
        pdfium, plumbed = _by_both(data, path.name)
    except ReadError as error:
        pytest.skip(str(error))
    known = KNOWN.get(path.name, {"pdfium": {}, "pdfplumber": {}})
    found = differences(pdfium, plumbed)
    assert found == (Counter(known["pdfium"]), Counter(known["pdfplumber"]))


@pytest.mark.parametrize("path", FILES[::5], ids=lambda path: path.name)
def test_the_engines_see_words_at_the_same_places(path):
    data = path.read_bytes()
    pdfium, plumbed = _by_both(data, path.name)
    for one, other in zip(pdfium.pages, plumbed.pages, strict=True):
        ours, theirs = (_once(page) for page in (one, other))
        for text in sorted(ours.keys() & theirs.keys()):
            here, there = ours[text], theirs[text]
            assert here.box[0] == pytest.approx(there.box[0], abs=_NEAR), here
            assert here.box[3] == pytest.approx(there.box[3], abs=_NEAR), here
            assert here.size == pytest.approx(there.size, rel=0.05), here


def _once(page: Page) -> dict[str, Word]:
    """The upright words that stand on a page once."""
    counts = Counter(word.text for word in page.words)
    return {word.text: word for word in page.words if counts[word.text] == 1 and not word.turned}


def test_the_data_file_is_sorted_and_gives_reasons():
    assert list(KNOWN) == sorted(KNOWN)
    assert all(len(each["why"]) > 20 for each in KNOWN.values())


def _page(text: str = "Evolve takes the names of all pupils in year five") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=0)
    for line in range(20):
        canvas.drawString(60, 700 - 14 * line, text)
    canvas.save()
    return out.getvalue()


SOURCE = Source("notice.pdf", "0" * 64, "application/pdf", 0)


def _scrambled(data: bytes) -> bytes:
    """Write every letter as another one, without a map that says so."""
    shift = bytes.maketrans(b"aeiouy", b"bdhknz")
    return re.sub(rb"\(Evolve[^)]*\)", lambda found: found.group().translate(shift), data)


def test_letters_that_make_no_words_are_doubted_and_said_so():
    document = read(_scrambled(_page()), SOURCE)
    [issue] = document.issues
    assert (issue.code, issue.severity, issue.place.page) == ("unreadable_characters", "warning", 1)
    assert read(_page(), SOURCE).issues == ()


def test_a_doubtful_page_is_read_by_the_other_engine(monkeypatch):
    good = second.read_words(_page(), "notice.pdf", [1])
    monkeypatch.setattr(second, "read_words", lambda *arguments: good)
    document = read(_scrambled(_page()), SOURCE)
    [issue] = document.issues
    assert (issue.code, issue.severity) == ("second_engine", "info")
    assert "pdfplumber" in issue.message
    assert str(document.blocks[0].text).startswith("Evolve takes the names")
    assert len(document.furniture) == 1  # what pdfium read is kept


@pytest.mark.parametrize("failure", [TimeoutError(), RecursionError()])
def test_a_second_reading_that_fails_leaves_the_first(monkeypatch, failure):
    class Hanging:
        def __init__(self, *arguments: object, **options: object) -> None:
            raise failure

    monkeypatch.setattr(pdfplumber, "open", Hanging)
    [issue] = read(_scrambled(_page()), SOURCE).issues
    assert issue.code == "unreadable_characters"


def test_either_engine_can_be_asked_for():
    one, other = (read(_page(), SOURCE, engine=name) for name in ("pdfium", "pdfplumber"))
    assert [str(block.text) for block in one.blocks] == [str(block.text) for block in other.blocks]


def test_words_outside_the_page_are_kept_apart():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 400), invariant=1)
    canvas.drawString(60, 300, "Seen")
    canvas.drawString(600, 300, "Hidden")
    canvas.save()
    document = read(out.getvalue(), SOURCE)
    assert [str(block.text) for block in document.blocks] == ["Seen"]
    assert [str(text) for text in document.furniture] == ["Hidden"]
    assert [issue.code for issue in document.issues] == ["words_outside_page"]
