"""The words that stand above lists, and what is said below: words.csv → (title, text) by id.

They stand in a table, so that who writes for schools can mend them without touching code. The order
of the lines is that in which the lists are printed.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("words.csv")


@lru_cache
def words_about(what: str) -> dict[str, tuple[str, str]]:
    """The title and the text of each id: of a "warning", a "difference", an "incident"."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        lines = [row for row in csv.DictReader(file) if row["about"] == what]
    return {row["id"]: (row["title"], row["text"]) for row in lines}
