"""A document and its scanned pages → the document, its runs knowing how sure they are.

The row engines know nothing of confidence. A run stands where its word stood, and that is how its
word is found again. An Issue a page names the words that are doubtful.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from noticeparse.extractors.pdf.lines import rounded
from noticeparse.extractors.pdf.page import Page, Word
from noticeparse.model import Block, Box, Cell, Document, Issue, Place, Run, Table, Text

DOUBTFUL = 0.6  # confidence below this is a doubt
_NAMED = 20


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page that was read from a picture, and how sure (0..1) the engine was of each word."""

    page: Page
    confidence: tuple[float, ...]

    def words(self) -> Iterator[tuple[Word, float]]:
        """Every word with its confidence."""
        return zip(self.page.words, self.confidence, strict=True)


Sureness = Mapping[tuple[int, Box], float]


def with_confidence(document: Document, pages: Iterable[ScannedPage]) -> Document:
    """Give every run of a scanned page the confidence of its word."""
    sure = {
        (scanned.page.number, rounded(word.box)): confidence
        for scanned in pages
        for word, confidence in scanned.words()
    }
    return replace(
        document,
        blocks=tuple(_block(block, sure) for block in document.blocks),
        furniture=tuple(_text(text, sure) for text in document.furniture),
    )


def _block(block: Block, sure: Sureness) -> Block:
    if isinstance(block, Table):
        return replace(block, cells=tuple(_cell(cell, sure) for cell in block.cells))
    return replace(block, text=_text(block.text, sure))


def _cell(cell: Cell, sure: Sureness) -> Cell:
    return replace(cell, text=_text(cell.text, sure))


def _text(text: Text, sure: Sureness) -> Text:
    return replace(text, runs=tuple(_run(run, sure) for run in text.runs))


def _run(run: Run, sure: Sureness) -> Run:
    if run.bbox is None or run.page is None:
        return run
    return run._replace(confidence=sure.get((run.page, rounded(run.bbox))))


def doubts_of(scanned: ScannedPage) -> list[Issue]:
    """Return one Issue with all the words of a page that the engine was not sure of."""
    words = [
        word.text
        for word, confidence in scanned.words()
        if confidence < DOUBTFUL and any(each.isalnum() for each in word.text)
    ]
    if not words:
        return []
    named = ", ".join(f'"{word}"' for word in words[:_NAMED])
    more = f" and {len(words) - _NAMED} more" if len(words) > _NAMED else ""
    count = "1 word is" if len(words) == 1 else f"{len(words)} words are"
    number = scanned.page.number
    message = f"Page {number} was read from a picture; {count} doubtful: {named}{more}."
    return [Issue("extract", "doubtful_words", "warning", message, Place(page=number))]
