"""Documents for tests of the parser, made from lists of strings."""

import re
from pathlib import Path

from noticeparse.model import Cell, Document, Heading, ListItem, Paragraph, Source, Table, Text
from noticeparse.model.document import Block
from noticeparse.parser import Parsed, parse_document
from noticeparse.parser.wording import Wording, compile_wording
from noticeparse.suppliers import find_names
from noticeparse.vocabulary import load_vocabulary

SOURCE = Source("notice.docx", "0" * 64, "application/test", 1)


def wording() -> Wording:
    known = load_vocabulary()
    return compile_wording(
        known.headings, known.rows, known.statements, known.masthead, known.prose
    )


def find(text: str, *, alone: bool = False) -> list:
    return list(find_names(text, load_vocabulary().suppliers, alone=alone))


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
    return parse_document(document(*blocks, title=title), wording(), find)


def rows(*blocks: Block | str) -> list[tuple[str, str]]:
    """(company, description on one line) of every row that the parser finds."""
    return [
        (str(row.company), re.sub(r"\s+", " ", str(row.description)))
        for row in parsed(*blocks).disclosures
    ]


SHARED = Path(__file__).parents[3] / "shared"
