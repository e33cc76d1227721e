"""Documents for tests of the parser, made from lists of strings."""

import re
from pathlib import Path

from noticeparse.model import (
    Cell,
    Disclosure,
    Document,
    Heading,
    ListItem,
    Paragraph,
    Source,
    Table,
    Text,
)
from noticeparse.model.document import Block
from noticeparse.parser import Parsed, context_of, parse_document
from noticeparse.parser.context import Context, wording_of
from noticeparse.parser.drafts import Draft
from noticeparse.parser.proposers import PROPOSERS
from noticeparse.pipeline import finder
from noticeparse.vocabulary import load_vocabulary

SOURCE = Source("notice.docx", "0" * 64, "application/test", 1)


WORDING = wording_of(load_vocabulary())
FIND = finder(load_vocabulary())
WEIGHTS = load_vocabulary().weights
CONTEXT = Context((), WORDING, FIND, WEIGHTS)  # of no notice


def table(*rows: list[str | None], header: bool = False, continues: bool = False) -> Table:
    """Make a table; None is covered by the cell above, "<" by the cell to the left."""
    width = max(len(row) for row in rows)
    cells = []
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text is None or text == "<":
                continue
            below = 1
            while number + below < len(rows) and rows[number + below][column : column + 1] == [
                None
            ]:
                below += 1
            right = 1
            while row[column + right : column + right + 1] == ["<"]:
                right += 1
            cells.append(
                Cell(Text(text), number, column, below, right, header=header and number == 0)
            )
    return Table(tuple(cells), len(rows), width, continues=continues)


def document(*blocks: Block | str, title: str | None = None) -> Document:
    """Make a document; a string is a paragraph, "# x" a heading, "- x" an item of a list."""
    made: list[Block] = []
    for block in blocks:
        if not isinstance(block, str):
            made.append(block)
        elif block.startswith("# "):
            made.append(Heading(Text(block[2:])))
        elif block.startswith("- "):
            made.append(ListItem(Text(block[2:]), marker="-"))
        else:
            made.append(Paragraph(Text(block)))
    return Document(SOURCE, tuple(made), title=title)


def parsed(*blocks: Block | str, title: str | None = None) -> Parsed:
    return parse_document(document(*blocks, title=title), WORDING, FIND, WEIGHTS)


def rows(*blocks: Block | str) -> list[tuple[str, str]]:
    """(company, description on one line) of every row that the parser finds."""
    return [_pair(row) for row in parsed(*blocks).disclosures]


def proposed(proposer: str, *blocks: Block | str) -> list[list[tuple[str, str]]]:
    """The rows of each reading of a proposer, whatever the judge makes of it."""
    context = context_of(document(*blocks), WORDING, FIND, WEIGHTS)
    return [
        [_pair(draft) for draft in reading.drafts]
        for reading in PROPOSERS[proposer].propose(context)
    ]


def _pair(row: Disclosure | Draft) -> tuple[str, str]:
    return str(row.company), re.sub(r"\s+", " ", str(row.description))


SHARED = Path(__file__).parents[3] / "shared"
