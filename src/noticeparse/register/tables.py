"""The tables of a register, on SQLite as on PostgreSQL.

A school has notices, a notice has versions. A version is what was read of a notice, as its notice
file: it is never changed and never deleted. `standing` says from when until when a version was the
one that counts; decisions are added to and never changed. What counts today stands once more as
rows (`disclosure`, `tag`), to be searched: it is made of the others, and can be made anew.

Times are texts, UTC, "2026-11-29T06:00:00.000000Z", so that they sort.
"""

import sqlalchemy as sa
from sqlalchemy.schema import SchemaItem

metadata = sa.MetaData()


def _table(name: str, *columns: SchemaItem) -> sa.Table:
    """A table whose lines have ids."""
    return sa.Table(name, metadata, sa.Column("id", sa.Integer, primary_key=True), *columns)


def _texts(*names: str, null: bool = False) -> tuple[sa.Column[str], ...]:
    return tuple(sa.Column(name, sa.Text, nullable=null) for name in names)


def _of(table: str) -> sa.Column[int]:
    target = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(f"{table}_id", sa.Integer, target, nullable=False, index=True)


school = _table(
    "school",
    *_texts("name", "folded"),  # empty: the notices that name no school
    sa.Column("urn", sa.Text, nullable=False, index=True),  # empty: not known
    *_texts("trust", "contact", null=True),
    sa.UniqueConstraint("folded", "urn"),
)
notice = _table(
    "notice",
    _of("school"),
    *_texts("path"),
    *_texts("rows_sha256", null=True),  # what its rows below were written from
)
# By which paths a notice is known: those of two years, once a person said that they are one.
known_path = _table(
    "known_path",
    _of("school"),
    *_texts("path"),
    _of("notice"),
    sa.UniqueConstraint("school_id", "path"),
)
version = _table(
    "version",
    _of("notice"),
    *_texts("sha256", "noticeparse_version", "vocabulary_version", "first_seen", "last_seen"),
    sa.Column("content", sa.LargeBinary, nullable=False),  # the notice file, compressed by zlib
    sa.UniqueConstraint("notice_id", "sha256", "noticeparse_version", "vocabulary_version"),
)
standing = _table(
    "standing",
    _of("notice"),
    _of("version"),
    *_texts("since"),
    *_texts("until", null=True),  # null: to this day
)
sa.Index(
    "one_version_counts",
    standing.c.notice_id,
    unique=True,
    sqlite_where=standing.c.until.is_(None),
    postgresql_where=standing.c.until.is_(None),
)
source = sa.Table(
    "source",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    *_texts("first_seen"),
    sa.Column("content", sa.LargeBinary, nullable=False),  # the document as it was published
)
# Where schools publish: what was there when it was asked last, and what it answered then.
address = _table(
    "address",
    _of("school"),
    *_texts("url"),
    *_texts("etag", "last_modified"),  # as the host gave them; or empty
    *_texts("sha256"),  # of the bytes that came
    *_texts("kind"),  # of file, as `sniff` names them
    *_texts("links"),  # the documents that a page leads to, a line each
    *_texts("read_by"),  # the versions of noticeparse and of the vocabulary
    *_texts("asked", "answered"),
    sa.UniqueConstraint("school_id", "url"),
)
decision = _table(
    "decision",
    sa.Column("decision", sa.Text, nullable=False, unique=True),
    sa.Column("folded_school", sa.Text, nullable=False, index=True),
    *_texts("recorded"),
    *_texts("content"),  # a line of decisions.jsonl
)
run = _table(
    "run",
    *_texts("at", "noticeparse_version"),
    *_texts("record"),  # JSON: what was given, what came of it
)
# Backups that were made, which hold what was there then.
backup = _table("backup", *_texts("at", "file"))
# What was erased is not in here: who erased what sort of thing, and why.
erasure = _table("erasure", *_texts("at", "who", "kind", "why", "counts"))
disclosure = _table(
    "disclosure",
    _of("notice"),
    *_texts("row", "company", "description", "status"),
    sa.Column("folded_company", sa.Text, nullable=False, index=True),
    sa.Column("supplier", sa.Text, index=True),
    *_texts("supplier_name", "judgement", "grade", "decided", null=True),
    *_texts("lawful_basis", "location", "retention", null=True),
    sa.Column("held", sa.Boolean, nullable=False),
    sa.Column("no_personal_data", sa.Boolean, nullable=False),
)
tag = _table(
    "tag",
    _of("disclosure"),
    *_texts("kind", "term"),
    *_texts("polarity", null=True),
    sa.Column("confidence", sa.Float, nullable=False),
    *_texts("method", "field", "words"),
    sa.Column("starts", sa.Integer, nullable=False),
    sa.Column("ends", sa.Integer, nullable=False),
    sa.Index("tag_term", "kind", "term"),
)
