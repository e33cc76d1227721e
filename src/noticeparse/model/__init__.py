"""The frozen values that the stages hand on."""

from noticeparse.model.decision import (
    DECIDED_TAGS,
    NO_NOTICE,
    PERSON,
    ROW,
    SCHOOL,
    VERSION,
    WITHDRAWN,
    Decision,
)
from noticeparse.model.disclosure import (
    ALSO_SAID,
    NOT_SHARED,
    STATUSES,
    Decided,
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
    texts_of_block,
    walk_tables,
    with_texts,
    workbook_of,
)
from noticeparse.model.notice import (
    SCHOOL_KNOWN_BY,
    STATEMENT_KINDS,
    WORD_CLASSES,
    Failure,
    Notice,
    ReadWord,
    Receipt,
    Refused,
    School,
    Statement,
    Where,
    where,
    with_schools,
)

__all__ = [
    "ALSO_SAID", "DECIDED_TAGS", "NOT_SHARED", "NO_NOTICE", "PERSON", "ROW", "SCHOOL",
    "SCHOOL_KNOWN_BY", "STATEMENT_KINDS", "STATUSES", "VERSION", "WITHDRAWN", "WORD_CLASSES",
    "Block", "Box", "Cell", "Decided", "Decision", "Disclosure", "Document", "Evidence", "Failure",
    "Fields", "Heading", "Issue", "ListItem", "Match", "Notice", "Paragraph", "Place",
    "ReadWord", "Receipt", "Refused", "Run", "School", "Source", "Statement", "Table", "Tag",
    "Text", "Where", "texts_of_block", "walk_tables", "where", "with_schools", "with_texts",
    "workbook_of",
]  # fmt: skip
