"""The tables of a register, on SQLite as on PostgreSQL.

A school has notices, a notice has versions. A version is what was read of a notice, as its notice
file: it is never changed and never deleted. `standing` says from when until when a version was the
one that counts; decisions are added to and never changed. What counts today stands once more as
rows (`disclosure`, `tag`), to be searched: it is made of the others, and can be made anew.

Times are texts, UTC, "2026-11-29T06:00:00.000000Z", so that they sort.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null)


def _of(table: str, name: str = "", **more: Any) -> Column[int]:
    target = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(name or f"{table}_id", Integer, target, nullable=False, index=True, **more)


school = Table(
    "school",
    metadata,
    _id(),
    _text("name"),  # empty: the notices that name no school
    _text("folded"),
    Column("urn", Text, nullable=False, index=True),  # empty: not known
    _text("trust", null=True),
    _text("contact", null=True),
    UniqueConstraint("folded", "urn"),
)
notice = Table(
    "notice",
    metadata,
    _id(),
    _of("school"),
    _text("path"),
    _text("rows_sha256", null=True),  # what its rows below were written from
)
# By which paths a notice is known: those of two years, once a person said that they are one.
known_path = Table(
    "known_path",
    metadata,
    _id(),
    _of("school"),
    _text("path"),
    _of("notice"),
    UniqueConstraint("school_id", "path"),
)
version = Table(
    "version",
    metadata,
    _id(),
    _of("notice"),
    _text("sha256"),
    _text("noticeparse_version"),
    _text("vocabulary_version"),
    _text("first_seen"),
    _text("last_seen"),
    Column("content", LargeBinary, nullable=False),  # the notice file, compressed by zlib
    UniqueConstraint("notice_id", "sha256", "noticeparse_version", "vocabulary_version"),
)
standing = Table(
    "standing",
    metadata,
    _id(),
    _of("notice"),
    _of("version"),
    _text("since"),
    _text("until", null=True),  # null: to this day
)
Index(
    "one_version_counts",
    standing.c.notice_id,
    unique=True,
    sqlite_where=standing.c.until.is_(None),
    postgresql_where=standing.c.until.is_(None),
)
source = Table(
    "source",
    metadata,
    Column("sha256", Text, primary_key=True),
    _text("first_seen"),
    Column("content", LargeBinary, nullable=False),  # the document as it was published
)
# Where schools publish: what was there when it was asked last, and what it answered then.
address = Table(
    "address",
    metadata,
    _id(),
    _of("school"),
    _text("url"),
    *(_text(name) for name in ("etag", "last_modified")),  # as the host gave them; or empty
    _text("sha256"),  # of the bytes that came
    _text("kind"),  # of file, as `sniff` names them
    _text("links"),  # the documents that a page leads to, a line each
    _text("read_by"),  # the versions of noticeparse and of the vocabulary
    *(_text(name) for name in ("asked", "answered")),
    UniqueConstraint("school_id", "url"),
)
decision = Table(
    "decision",
    metadata,
    _id(),
    Column("decision", Text, nullable=False, unique=True),
    Column("folded_school", Text, nullable=False, index=True),
    _text("recorded"),
    _text("content"),  # a line of decisions.jsonl
)
run = Table(
    "run",
    metadata,
    _id(),
    _text("at"),
    _text("noticeparse_version"),
    _text("record"),  # JSON: what was given, what came of it
)
# Backups that were made, which hold what was there then.
backup = Table("backup", metadata, _id(), _text("at"), _text("file"))
# What was erased is not in here: who erased what sort of thing, and why.
erasure = Table(
    "erasure", metadata, _id(), *(_text(name) for name in ("at", "who", "kind", "why", "counts"))
)
disclosure = Table(
    "disclosure",
    metadata,
    _id(),
    _of("notice"),
    *(_text(name) for name in ("row", "company", "description", "status")),
    Column("folded_company", Text, nullable=False, index=True),
    Column("supplier", Text, index=True),
    *(_text(name, null=True) for name in ("supplier_name", "judgement", "grade", "decided")),
    *(_text(name, null=True) for name in ("lawful_basis", "location", "retention")),
    Column("held", Boolean, nullable=False),
    Column("no_personal_data", Boolean, nullable=False),
)
tag = Table(
    "tag",
    metadata,
    _id(),
    _of("disclosure"),
    _text("kind"),
    _text("term"),
    _text("polarity", null=True),
    Column("confidence", Float, nullable=False),
    *(_text(name) for name in ("method", "field", "words")),
    Column("starts", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    Index("tag_term", "kind", "term"),
)
