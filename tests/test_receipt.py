"""The receipt: nothing is lost, and taking a row out shows at once."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from tests.parser.building import FIND, SHARED, WEIGHTS, WORDING, document, table

from noticeparse.errors import ReadError
from noticeparse.extractors import load, read, read_bare
from noticeparse.model import Paragraph, Receipt, Run, Text
from noticeparse.model.notice import Claimed
from noticeparse.parser import parse_document
from noticeparse.receipt import count, lay_out, list_markers, read_words, row_texts
from noticeparse.text import fold, pieces
from noticeparse.vocabulary.weights import RowWeights

SAMPLES = Path(__file__).parents[1] / "samples" / "notices"
FOLDERS = [
    SAMPLES,
    SHARED / "corpus" / "docs",
    SHARED / "live" / "docs",
    SHARED / "pdf" / "notices",
    SHARED / "seed",
]
FILES = [path for folder in FOLDERS for path in sorted(folder.rglob("*")) if path.is_file()]


def _words(texts: list[Text]) -> Counter[str]:
    found: Counter[str] = Counter()
    for text in texts:
        folded = fold(str(text)).string
        found.update(folded[start:end] for start, end in pieces(folded))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_word_is_accounted_for_and_a_lost_row_is_missed(path: Path) -> None:
    try:
        laid = lay_out(read(path))
    except ReadError as error:
        assert error.code in ("needs_ocr", "unsupported"), path
        return
    bare = read_bare(load(path))
    parsed = parse_document(laid, WORDING, FIND, WEIGHTS)
    markers = list_markers(laid)
    words = read_words(laid, parsed.disclosures, parsed.claimed)
    whole = count(bare, words, markers)
    assert whole.unaccounted == 0
    # What one reading sees as one word and the other, for a narrow gap, as two.
    dumb = _bare(bare)
    split = sum(word.text not in dumb for word in words)
    assert whole.words == sum(
        getattr(whole, name) for name in Receipt.__dataclass_fields__ if name != "words"
    )
    for row in parsed.disclosures:
        others = [other for other in parsed.disclosures if other is not row]
        taken = {
            at
            for other in others
            for text in row_texts(other)
            for run in text.runs
            for at in run.stretch()
        }
        claimed = {
            at
            for kind in ("headers", "statements", "furniture", "other", "doubtful")
            for text in getattr(parsed.claimed, kind)
            for run in text.runs
            for at in run.stretch()
        }
        own = _own_words(row_texts(row), taken | claimed)
        without = count(bare, read_words(laid, others, parsed.claimed), markers)
        # What the other reading glued to its neighbour is not missed by itself.
        glued = sum(word.text not in dumb for word in words if word.row == row.id)
        assert own - glued <= without.unaccounted <= own + split, row.company


def _bare(bare: str) -> set[str]:
    folded = fold(bare).string
    return {folded[start:end] for start, end in pieces(folded)}


def _own_words(texts: list[Text], taken: set[int]) -> int:
    """How many words stand in these texts alone, each place counted once."""
    places = {
        at
        for text in texts
        for run in text.runs
        for at in run.stretch()
        if run.at is not None and at not in taken
    }
    starts = set()
    for text in texts:
        folded = fold(text.string)
        for left, right in pieces(folded.string):
            start, end = folded.raw_span(left, right)
            word = text.slice(start, end)
            ats = [at for run in word.runs for at in run.stretch()]
            if ats and all(at in places for at in ats):
                starts.add(ats[0])
    return len(starts)


def test_a_supplier_in_prose_without_a_row_is_doubtful() -> None:
    laid = lay_out(
        document(
            "The parcels came from PrimarySite.",
            table(["Company", "Details"], ["Arbor", "MIS"], ["CPOMS", "Concerns"]),
        )
    )
    likely_in_cells = RowWeights({"row stands=in a cell": 4.0}, -1.5, 0.33)
    parsed = parse_document(laid, WORDING, FIND, likely_in_cells)
    assert [str(row.company) for row in parsed.disclosures] == ["Arbor", "CPOMS"]
    assert [str(text) for text in parsed.claimed.doubtful] == ["PrimarySite"]
    assert [issue.code for issue in parsed.claimed.issues] == ["supplier_in_prose"]


def test_the_title_of_a_notice_is_not_doubted() -> None:
    said = "Parcels that came from PrimarySite"
    laid = lay_out(document(f"# {said}", "Oak School", title=said))
    parsed = parse_document(laid, WORDING, FIND, RowWeights({}, -1.5, 0.33))
    assert str(parsed.masthead.title) == said
    assert parsed.claimed.doubtful == []


def test_words_that_the_reader_lost_are_unaccounted() -> None:
    laid = lay_out(document("One two"))
    parsed = parse_document(laid, WORDING, FIND, WEIGHTS)
    words = read_words(laid, parsed.disclosures, parsed.claimed)
    assert count("one two three", words).unaccounted == 1


def test_a_word_beyond_the_runs_of_its_text_is_unaccounted() -> None:
    laid = document("One two")
    laid = replace(laid, blocks=(Paragraph(Text("One two", (Run(0, 3, at=0),))),))
    words = read_words(laid, (), Claimed(other=[Text("One", (Run(0, 3, at=0),))]))
    assert [word.kind for word in words] == ["other", "unaccounted"]


def test_a_footnote_mark_that_was_read_apart_is_no_loss() -> None:
    laid = lay_out(document("Arbor and Wonde 2"))
    parsed = parse_document(laid, WORDING, FIND, WEIGHTS)
    words = read_words(laid, parsed.disclosures, parsed.claimed)
    assert count("Arbor1 and Wonde2", words, ["1"]).unaccounted == 0
    assert count("Arbor1 and Wonde3", words, ["1"]).unaccounted == 1


def test_a_narrow_gap_is_no_loss() -> None:
    laid = lay_out(document("The classroom and the web site"))
    parsed = parse_document(laid, WORDING, FIND, WEIGHTS)
    words = read_words(laid, parsed.disclosures, parsed.claimed)
    assert count("the class room and the website", words) == Receipt(words=6, other=6)


def test_each_place_of_a_narrow_gap_counts_once() -> None:
    laid = lay_out(document("The classroom, the classroom"))
    parsed = parse_document(laid, WORDING, FIND, WEIGHTS)
    words = read_words(laid, parsed.disclosures, parsed.claimed)
    assert count("the class room, the class room", words).unaccounted == 0
    assert count("the class room, the room of a class", words).unaccounted == 4
