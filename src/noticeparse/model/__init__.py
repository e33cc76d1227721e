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
from noticeparse.model.notice import STATEMENT_KINDS, Failure, Notice, Statement

__all__ = [
    "STATEMENT_KINDS",
    "STATUSES",
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
    "Run",
    "Source",
    "Statement",
    "Table",
    "Tag",
    "Text",
    "walk_tables",
]
