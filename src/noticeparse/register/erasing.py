"""A person's text → the register without it, in every table, version and document.

Where it stands in what was read it is overwritten, letter by letter, so that evidence still says
where its words stand. A document cannot be rewritten: it is deleted. That something was erased, by
whom and why, stays; what it was does not.

Limits: backups are files of their own, which are listed; a notice that still prints the name
brings it back when it is published again, or read by a newer version; PostgreSQL lets go of what
was deleted when it is vacuumed.
"""

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, delete, insert, select

from noticeparse.errors import InputError
from noticeparse.register import tables as t
from noticeparse.register.content import Knowledge, counting, text_of
from noticeparse.register.database import Database
from noticeparse.register.lines import change
from noticeparse.register.store import write_rows
from noticeparse.reports.words import many

_ERASED = "█"
_SHORTEST = 3  # letters: less would stand in any word
_TEXTS = (  # what holds words of people besides versions
    *((t.school, name) for name in ("name", "folded", "trust", "contact")),
    *((table, "path") for table in (t.notice, t.known_path)),
    *((t.address, name) for name in ("url", "links")),
    (t.run, "record"),
    *((t.decision, name) for name in ("content", "folded_school")),
)


@dataclass(frozen=True, slots=True)
class Erasure:
    """When, by whom, what sort of thing and why; nothing of it names what was erased."""

    at: str
    who: str
    kind: str
    why: str


@dataclass(slots=True)
class Erased:
    """In how many lines of each table it stood, and which backups still hold it."""

    counts: Counter[str] = field(default_factory=Counter)
    backups: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Say it in words."""
        found = ", ".join(many(number, table) for table, number in self.counts.items())
        yield f"Erased from: {found or 'nothing; it stood nowhere'}."
        if self.backups and self.counts:
            yield "These backups still hold it: delete them, or keep them and note why."
            yield from (f"  {each}" for each in self.backups)


def erase(database: Database, text: str, erasure: Erasure, knowledge: Knowledge) -> Erased:
    """Take a text out of a register, however its words are capitalised and parted."""
    if len("".join(re.findall(r"\w", text))) < _SHORTEST:
        raise InputError(f"{text!r} is too short.", what_to_do="Give the whole name.")
    said = " ".join((erasure.who, erasure.kind, erasure.why))
    pattern = re.compile(r"[\W_]*".join(map(re.escape, re.findall(r"\w+", text))), re.IGNORECASE)
    if pattern.search(said):
        raise InputError("The reason names what is erased.", what_to_do="Say it without the name.")
    found = Erased()
    with database.writing() as connection:
        for table, name in _TEXTS:
            _rewrite(connection, table.c[name], pattern, found)
        homes = _versions(connection, pattern, found)
        for home in homes:
            write_rows(connection, counting(connection, home, knowledge))
        found.backups = list(connection.scalars(select(t.backup.c.file).distinct()))
        if found.counts:
            counts = json.dumps(found.counts)
            connection.execute(insert(t.erasure).values(**asdict(erasure), counts=counts))
            if database.is_sqlite:
                connection.exec_driver_sql("INSERT INTO words(words) VALUES ('rebuild')")
    if found.counts and database.is_sqlite:
        database.compact()
    return found


def _rewrite(
    connection: Connection, column: Column[Any], pattern: re.Pattern[str], found: Erased
) -> None:
    table = column.table
    masked = _line if column.name in ("record", "content") else _masked
    for row in connection.execute(select(table.c.id, column.label("text"))).all():
        if row.text and (now := masked(row.text, pattern)) != row.text:
            change(connection, table, table.c.id == row.id, **{column.name: now})
            found.counts[table.name] += 1


def _versions(connection: Connection, pattern: re.Pattern[str], found: Erased) -> set[int]:
    """Rewrite the versions that hold it, and delete their documents; list their schools."""
    homes = set()
    columns = (t.version.c.id, t.version.c.sha256, t.version.c.content, t.notice.c.school_id)
    asked = select(*columns).join(t.notice, t.notice.c.id == t.version.c.notice_id)
    for row in connection.execute(asked).all():
        text = text_of(row.content)
        now = _line(text, pattern)
        if now != text:
            homes.add(row.school_id)
            content = zlib.compress(now.encode("utf-8", "surrogatepass"), 6)
            change(connection, t.version, t.version.c.id == row.id, content=content)
            gone = connection.execute(delete(t.source).where(t.source.c.sha256 == row.sha256))
            found.counts["version"] += 1
            found.counts["document"] += gone.rowcount
    return homes


def _line(text: str, pattern: re.Pattern[str]) -> str:
    """JSON, with all its texts masked."""
    data = json.loads(text)
    masked = _walked(data, pattern)
    return text if masked == data else json.dumps(masked, ensure_ascii=False, separators=(",", ":"))


def _walked(value: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return _masked(value, pattern)
    if isinstance(value, dict):
        return {_masked(key, pattern): _walked(each, pattern) for key, each in value.items()}
    return [_walked(each, pattern) for each in value] if isinstance(value, list) else value


def _masked(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda found: _ERASED * len(found.group()), text)
