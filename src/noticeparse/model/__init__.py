"""The frozen values that the stages hand on."""

from noticeparse.model.disclosure import (
    STATUSES,
    Disclosure,
    Evidence,
    Fields,
    Match,
    Tag,
)
from noticeparse.model.document import (
    Block,
    Box,
    Cell,
    Document,
    Heading,
    Issue,
    ListItem,
    Paragraph,
    Place,
    Run,
    Source,
    Table,
    Text,
    walk_tables,
)
from noticeparse.model.notice import STATEMENT_KINDS, Failure, Notice, School, Statement
from noticeparse.model.receipt import WORD_CLASSES, ReadWord, Receipt

__all__ = [
    "STATEMENT_KINDS",
    "STATUSES",
    "WORD_CLASSES",
    "Block",
    "Box",
    "Cell",
    "Disclosure",
    "Document",
    "Evidence",
    "Failure",
    "Fields",
    "Heading",
    "Issue",
    "ListItem",
    "Match",
    "Notice",
    "Paragraph",
    "Place",
    "ReadWord",
    "Receipt",
    "Run",
    "School",
    "Source",
    "Statement",
    "Table",
    "Tag",
    "Text",
    "walk_tables",
]
