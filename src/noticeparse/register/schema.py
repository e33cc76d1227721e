"""An SQLite file → whether it defines what a register defines, and nothing else.

A register may have been sent. A trigger of somebody else would rewrite what is added and keep what
is erased, a view in a table's place may never end, and an expression in a constraint can fill the
memory: all of them run as soon as the file is used. So what it defines has to be what the
migrations of noticeparse define up to one of their revisions; that is looked at before anything
else is read.

Limits: blanks count for nothing, nor do quotes around names of tables and columns: libraries differ
in them. The tables that the search index keeps for itself are known by their form alone.
"""

import re
from functools import cache

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

_LISTED = "SELECT type, name, tbl_name, sql FROM sqlite_master"
_OF_SQLITE = re.compile(r"sqlite_(?:autoindex_\w+|sequence|stat[14])")
# "CREATE TABLE 'words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID"
_OF_SEARCH = re.compile(
    r"create table '?words_(?:data|idx|content|docsize|config)'? ?"
    r"\((?:(?:id|segid|term|pgno|block|sz|k|v|c\d|origin|integer|blob|primary|key)\b|[ ,()])+\)"
    r"(?: without rowid)?",
    re.IGNORECASE,
)
REVISION = "alembic_version"  # the table that names the revision
Definition = tuple[str, str, str, str]  # type, name, table, and the SQL that defines it, folded


def definitions(connection: Connection) -> frozenset[Definition]:
    """What a file defines, but for what SQLite and its search keep for themselves."""
    found = connection.exec_driver_sql(_LISTED).all()
    folded = [(kind, name, of, _folded(kind, sql)) for kind, name, of, sql in found]
    return frozenset(
        (kind, name, of, sql)
        for kind, name, of, sql in folded
        if not (kind == "table" and _OF_SEARCH.fullmatch(sql))
        and not (not sql and kind == "index" and _OF_SQLITE.fullmatch(name))
        and not (kind == "table" and of == name and _is_statistics(name, sql))
    )


def _is_statistics(name: str, sql: str) -> bool:
    """Is it a table in which SQLite counts rows (ANALYZE)?"""
    plain = re.compile(r"create table sqlite_(?:sequence|stat[14]) ?\([\w, ]+\)", re.IGNORECASE)
    return _OF_SQLITE.fullmatch(name) is not None and plain.fullmatch(sql) is not None


def _folded(kind: str, sql: str | None) -> str:
    """The SQL with one blank where there are several; a name of a table may stand in quotes."""
    one_line = " ".join((sql or "").split())
    return re.sub(r'"(\w+)"', r"\1", one_line) if kind == "table" else one_line


@cache
def of_revisions() -> dict[str, frozenset[Definition]]:
    """What a register of each revision defines."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        config = config_of(connection)
        scripts = ScriptDirectory.from_config(config)
        revisions = [each.revision for each in scripts.walk_revisions()][::-1]
        found = {}
        for revision in revisions:
            command.upgrade(config, revision)
            found[revision] = definitions(connection)
    engine.dispose()
    return found


def foreign(connection: Connection) -> list[str]:
    """What a file defines that no register does, or lacks that each one has; [] for a register."""
    own = definitions(connection)
    known = of_revisions().values()
    if not own or own in known:
        return []
    nearest = min(known, key=lambda each: len(each ^ own))
    differing = sorted({(kind, name) for kind, name, *_ in nearest ^ own})
    return [f"{kind} {name}" for kind, name in differing]


def says_revision(connection: Connection) -> bool:
    """May the table that names the revision be read: is it the plain table that it ought to be?"""
    wanted = next(iter(of_revisions().values()))
    own = {each for each in definitions(connection) if each[1] == REVISION}
    return bool(own) and own <= wanted


def config_of(connection: Connection) -> Config:
    """What alembic needs to know to work on a connection."""
    config = Config()
    config.set_main_option("script_location", "noticeparse.register:migrations")
    config.attributes["connection"] = connection
    return config
