"""Writers that are killed at random moments: the register has to be as if none had been.

usage: python -m tests.register.soak [--kills 100] [--database ADDRESS]

Two writers at once add the same notices of a year, each from its own end, and are killed and
started again; in the end both run to their end. So it goes with the year that follows. Then all
rows are compared with those of a register that nobody disturbed, and the register is checked.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import select
from tests.correcting import COMPANIES, notice_text

from noticeparse import load_vocabulary, parse
from noticeparse.cli.before import Knowledge
from noticeparse.model import School
from noticeparse.register import tables as t
from noticeparse.register.copying import wrong
from noticeparse.register.database import open_database
from noticeparse.register.store import Adding

NOTICES = 24  # a year
YEARS = (2025, 2026)
LONGEST = 0.6  # seconds that a writer lives, after it has started to write


def notices(year: int):
    """The notices of a year, with their documents."""
    for number in range(NOTICES):
        rows = random.Random(f"{year} {number}").sample(COMPANIES, 5)
        school = School(f"School {number // 2}", f"{900100 + number // 2}")
        text = notice_text(school.name, rows).encode()
        yield parse(text, source_path=f"{number}.txt", schools=[school]), text


def write(address: str, year: int, order: int = 1) -> None:
    """Add all notices of a year, the last first where `order` is -1."""
    database = open_database(address)
    adding = Adding(database, Knowledge(load_vocabulary), f"{year}-09-01T08:00:00.000000Z")
    found = list(notices(year))
    sys.stdout.write("begins\n")
    sys.stdout.flush()
    for notice, text in found[::order]:
        adding.add(notice, text)
    database.close()


def started(address: str, year: int) -> list[subprocess.Popen[bytes]]:
    """Two writers, which have begun."""
    line = [sys.executable, "-m", "tests.register.soak", "--database", address, "--year", str(year)]
    writers = [
        subprocess.Popen([*line, "--order", order], stdout=subprocess.PIPE) for order in ("1", "-1")
    ]
    for writer in writers:
        assert writer.stdout.readline() == b"begins\n"
    return writers


def rows_in(address: str) -> list[tuple[object, ...]]:
    """What counts, without the numbers that the database gives."""
    database = open_database(address, create=False)
    asked = (
        select(t.school.c.urn, t.notice.c.path, t.standing.c.since, t.standing.c.until)
        .add_columns(t.version.c.sha256, t.version.c.content, t.disclosure.c.row)
        .add_columns(t.disclosure.c.company, t.tag.c.term, t.tag.c.starts)
        .select_from(t.school.join(t.notice).join(t.standing).join(t.version))
        .outerjoin(t.disclosure, t.disclosure.c.notice_id == t.notice.c.id)
        .outerjoin(t.tag, t.tag.c.disclosure_id == t.disclosure.c.id)
    )
    with database.reading() as connection:
        found = sorted(map(tuple, connection.execute(asked)), key=repr)
    said = list(wrong(database))
    database.close()
    assert said == [], said
    return found


def soak(address: str, undisturbed: str, kills: int, seed: int = 0) -> int:
    """Kill writers so often; raise AssertionError where the register differs. Say how many rows."""
    chance = random.Random(seed)
    for year, most in ((YEARS[0], kills // 2), (YEARS[1], kills - kills // 2)):
        write(undisturbed, year)
        done = 0
        while done < most:
            for writer in started(address, year):
                time.sleep(chance.uniform(0, LONGEST))
                done += writer.poll() is None
                writer.kill()
                writer.communicate()
        for writer in started(address, year):
            writer.communicate()
            assert writer.returncode == 0
    one, other = rows_in(address), rows_in(undisturbed)
    assert one == other, f"{len(one)} lines, and {len(other)} undisturbed"
    return len(one)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--database", help="an empty one; without it, a file")
    options.add_argument("--year", type=int, help=argparse.SUPPRESS)  # of a writer
    options.add_argument("--order", type=int, default=1, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.year:
        write(asked.database, asked.year, asked.order)
        return
    with tempfile.TemporaryDirectory() as folder:
        address = asked.database or str(Path(folder, "register.db"))
        lines = soak(address, str(Path(folder, "undisturbed.db")), asked.kills)
    said = f"{asked.kills} kills: {lines} lines, as of an undisturbed register; it is sound\n"
    sys.stdout.write(said)


if __name__ == "__main__":
    main()
