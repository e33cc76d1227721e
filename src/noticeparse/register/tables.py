"""The tables of a register, on SQLite as on PostgreSQL.

A school has notices, a notice has versions. A version is what was read of a notice, as its notice
file: it is never changed and never deleted. `standing` says from when until when a version was the
one that counts; decisions are added to and never changed. What counts today stands once more as
rows (`disclosure`, `tag`), to be searched: it is made of the others, and can be made anew.

Times are texts, UTC, "2026-11-29T06:00:00.000000Z", so that they sort.
"""

from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData()


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null)


def _of(table: str, name: str = "", **more: Any) -> sa.Column[int]:
    target = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name or f"{table}_id", sa.Integer, target, nullable=False, index=True, **more)


school = sa.Table(
    "school",
    metadata,
    _id(),
    _text("name"),  # empty: the notices that name no school
    _text("folded"),
    sa.Column("urn", sa.Text, nullable=False, index=True),  # empty: not known
    _text("trust", null=True),
    _text("contact", null=True),
    sa.UniqueConstraint("folded", "urn"),
)
notice = sa.Table(
    "notice",
    metadata,
    _id(),
    _of("school"),
    _text("path"),
    _text("rows_sha256", null=True),  # what its rows below were written from
)
# By which paths a notice is known: those of two years, once a person said that they are one.
known_path = sa.Table(
    "known_path",
    metadata,
    _id(),
    _of("school"),
    _text("path"),
    _of("notice"),
    sa.UniqueConstraint("school_id", "path"),
)
version = sa.Table(
    "version",
    metadata,
    _id(),
    _of("notice"),
    _text("sha256"),
    _text("noticeparse_version"),
    _text("vocabulary_version"),
    _text("first_seen"),
    _text("last_seen"),
    sa.Column("content", sa.LargeBinary, nullable=False),  # the notice file, compressed by zlib
    sa.UniqueConstraint("notice_id", "sha256", "noticeparse_version", "vocabulary_version"),
)
standing = sa.Table(
    "standing",
    metadata,
    _id(),
    _of("notice"),
    _of("version"),
    _text("since"),
    _text("until", null=True),  # null: to this day
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
    _text("first_seen"),
    sa.Column("content", sa.LargeBinary, nullable=False),  # the document as it was published
)
# Where schools publish: what was there when it was asked last, and what it answered then.
address = sa.Table(
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
    sa.UniqueConstraint("school_id", "url"),
)
decision = sa.Table(
    "decision",
    metadata,
    _id(),
    sa.Column("decision", sa.Text, nullable=False, unique=True),
    sa.Column("folded_school", sa.Text, nullable=False, index=True),
    _text("recorded"),
    _text("content"),  # a line of decisions.jsonl
)
run = sa.Table(
    "run",
    metadata,
    _id(),
    _text("at"),
    _text("noticeparse_version"),
    _text("record"),  # JSON: what was given, what came of it
)
# Backups that were made, which hold what was there then.
backup = sa.Table("backup", metadata, _id(), _text("at"), _text("file"))
# What was erased is not in here: who erased what sort of thing, and why.
erasure = sa.Table(
    "erasure", metadata, _id(), *(_text(name) for name in ("at", "who", "kind", "why", "counts"))
)
disclosure = sa.Table(
    "disclosure",
    metadata,
    _id(),
    _of("notice"),
    *(_text(name) for name in ("row", "company", "description", "status")),
    sa.Column("folded_company", sa.Text, nullable=False, index=True),
    sa.Column("supplier", sa.Text, index=True),
    *(_text(name, null=True) for name in ("supplier_name", "judgement", "grade", "decided")),
    *(_text(name, null=True) for name in ("lawful_basis", "location", "retention")),
    sa.Column("held", sa.Boolean, nullable=False),
    sa.Column("no_personal_data", sa.Boolean, nullable=False),
)
tag = sa.Table(
    "tag",
    metadata,
    _id(),
    _of("disclosure"),
    _text("kind"),
    _text("term"),
    _text("polarity", null=True),
    sa.Column("confidence", sa.Float, nullable=False),
    *(_text(name) for name in ("method", "field", "words")),
    sa.Column("starts", sa.Integer, nullable=False),
    sa.Column("ends", sa.Integer, nullable=False),
    sa.Index("tag_term", "kind", "term"),
)
