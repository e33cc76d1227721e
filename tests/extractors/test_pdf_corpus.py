"""Real renderings from beside the project, where they are there: PDF rows equal the Word rows."""

import json
import re
from collections import Counter
from pathlib import Path

import docx
import pytest

from noticeparse.extractors.pdf import read
from noticeparse.extractors.pdf.engine import open_pdf
from noticeparse.model import Document, ListItem, Source, Table

SHARED = Path(__file__).parents[3] / "shared"
DOCS = SHARED / "corpus" / "docs"
NOTICES = SHARED / "pdf" / "notices"

pytestmark = pytest.mark.skipif(not DOCS.is_dir(), reason="the corpus is not here")

Rows = list[list[str]]


def document_of(path: Path) -> Document:
    return read(path.read_bytes(), Source(path.name, "0" * 64, "application/pdf", 0))


def squeezed(text: str) -> str:
    return re.sub(r"[\s·•]+", "", text)


def joined(one: str, other: str) -> str:
    return f"{one}{'' if one.endswith('-') else ' '}{other}".strip()


def pdf_rows(document: Document) -> Rows:
    """Put tables together as a reader would: a repeated header goes, a cut row is joined."""
    head = document.tables[0].texts()[0]
    result = [head]
    for table in document.tables:
        for number, row in enumerate(row for row in table.texts() if row != head):
            cut = not row[0] or row[1][:1].islower()
            if table.continues and number == 0 and cut:
                result[-1] = [joined(*pair) for pair in zip(result[-1], row, strict=True)]
            else:
                result.append(row)
    return result


def word_rows(path: Path) -> Rows:
    """Read the rows of all tables of a Word file, a merged cell's text once."""
    rows: Rows = []
    for table in docx.Document(str(path)).tables:
        seen = set()
        for row in table.rows:
            texts = []
            for cell in row.cells:
                texts.append("" if cell._tc in seen else squeezed(cell.text))
                seen.add(cell._tc)
            rows.append(texts)
    return rows


@pytest.mark.parametrize(
    "name",
    [
        *("d01", "d02", "d05", "d05.chromium", "d07", "d09", "d10", "d11", "d11.chromium", "d12"),
    ],
)
def test_rows_equal_those_of_the_word_file(name):
    wanted = word_rows(DOCS / f"{name.split('.')[0]}.docx")
    found = pdf_rows(document_of(DOCS / f"{name}.pdf"))
    assert [[squeezed(text) for text in row] for row in found] == wanted


@pytest.mark.parametrize("path", sorted(NOTICES.glob("*.pdf")), ids=lambda path: path.stem)
def test_every_row_of_a_notice(path):
    gold = json.loads((SHARED / "pdf" / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
    wanted = [(row["company"], row["description"]) for row in gold["rows"]]
    document = document_of(path)
    rows = pdf_rows(document)
    found = [(squeezed(row[0]), squeezed(row[1])) for row in rows[1:] if row[1]]
    assert found == [(squeezed(company), squeezed(text)) for company, text in wanted]


def placed_words(document: Document) -> Counter[tuple[int | None, str]]:
    """Count the words that stand in blocks and furniture, by page."""
    found: Counter[tuple[int | None, str]] = Counter()
    texts = list(document.furniture)
    for block in document.blocks:
        if isinstance(block, Table):
            texts += [cell.text for cell in block.cells]
            continue
        texts.append(block.text)
        if isinstance(block, ListItem):
            found[block.place.page, block.marker] += 1
    found.update(
        (run.page, text.string[run.start : run.end]) for text in texts for run in text.runs
    )
    return found


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted([*DOCS.glob("*.pdf"), *NOTICES.glob("*.pdf")])
        if "scan" not in path.name
    ],
    ids=lambda path: path.stem,
)
def test_no_word_is_lost_or_doubled(path):
    pages = open_pdf(path.read_bytes(), path.name).pages
    printed = Counter((page.number, word.text) for page in pages for word in page.words)
    assert placed_words(document_of(path)) == printed
