"""The first tables, and the index of words.

A later revision that changes a table first writes down here how it was.
"""

from alembic import op

from noticeparse.register.tables import metadata

revision = "r001"
down_revision = None

_TABLES = (
    *("school", "notice", "known_path", "version", "standing", "source", "decision", "run"),
    *("backup", "erasure", "disclosure", "tag"),
)

_SQLITE = (
    "CREATE VIRTUAL TABLE words USING fts5(company, description, content='disclosure', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER words_come AFTER INSERT ON disclosure BEGIN INSERT INTO words(rowid, company, "
    "description) VALUES (new.id, new.company, new.description); END",
    "CREATE TRIGGER words_go AFTER DELETE ON disclosure BEGIN INSERT INTO words(words, rowid, "
    "company, description) VALUES ('delete', old.id, old.company, old.description); END",
)
_POSTGRESQL = (
    "ALTER TABLE disclosure ADD COLUMN words tsvector GENERATED ALWAYS AS "
    "(to_tsvector('simple', company || ' ' || description)) STORED",
    "CREATE INDEX disclosure_words ON disclosure USING gin(words)",
)


def upgrade() -> None:
    """Make them."""
    bind = op.get_bind()
    metadata.create_all(bind, [metadata.tables[name] for name in _TABLES])
    for line in _SQLITE if bind.dialect.name == "sqlite" else _POSTGRESQL:
        bind.exec_driver_sql(line)
