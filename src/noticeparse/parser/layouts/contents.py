"""The cells of a column whose caption nobody knows → the role that they show.

A column of countries says where data is kept, one of "until Year 11" and "six years" how long, one
of "Pupils" and "Staff" whose it is, one of "Public task" on what basis; one of items of data says
what is shared. A column of words that is left beside a column of data says why; one of numbers,
dates, initials or addresses of the web shows nothing. Limit: two cells are the fewest that show
anything.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence, Set
from typing import TypeVar

from noticeparse.parser.layouts.grids import Row
from noticeparse.parser.wording import Wording
from noticeparse.text import words

Key = TypeVar("Key", bound=Hashable)

SHARE = 0.6  # of a column's cells that have to show the role
FEWEST_CELLS = 2
FEWEST_WORDS = 2.0  # a cell, on average: "to keep the register", not "JB" or "3"
# In order of precedence: what is read by its whole cell before what is found in it.
_SHOWN = (
    ("subjects", "subjects_value"),
    ("location", "location_value"),
    ("lawful_basis", "basis_value"),
    ("retention", "retention_value"),
)
_URL = re.compile(r"https?://|www\.|\w\.(?:com|org|net|uk|ie|ca|au|nz)\b", re.IGNORECASE)


def with_shown_roles(
    roles: Sequence[str], captions: Sequence[str], rows: Sequence[Row], wording: Wording
) -> list[str]:
    """Give the columns of the role "other" the roles that their cells show."""
    cells = {
        number: _cells(rows, number)
        for number, role in enumerate(roles)
        if role == "other" and captions[number]
    }
    shown = shown_roles(cells, set(roles), wording)
    return [shown.get(number, role) for number, role in enumerate(roles)]


def shown_roles(
    cells: Mapping[Key, Sequence[str]], taken: Set[str], wording: Wording
) -> dict[Key, str]:
    """Say which roles the cells of some columns, or the values of some labels, show.

    Each role is given once, and not where it is in `taken`: a caption has it already.
    """
    enough = {key: texts for key, texts in cells.items() if len(texts) >= FEWEST_CELLS}
    found: dict[Key, str] = {}
    given = set(taken)
    for key, texts in enough.items():
        shown = next((role for role, pattern in _SHOWN if _show(texts, pattern, wording)), None)
        if shown is not None and shown not in given:
            found[key] = shown
            given.add(shown)
    for key, texts in enough.items():
        told = not given.isdisjoint(("data", "both"))
        if not told and key not in found and _show(texts, "data_item", wording):
            found[key] = "data"
            given.add("data")
    left = [key for key, texts in enough.items() if key not in found and _are_words(texts)]
    if len(left) == 1 and "data" in given and given.isdisjoint(("purpose", "both", "tick")):
        found[left[0]] = "purpose"
    return found


def _cells(rows: Sequence[Row], column: int) -> list[str]:
    texts = [str(row.text(column)).strip() for row in rows if len(row.distinct()) > 1]
    return [text for text in texts if any(character.isalnum() for character in text)]


def _show(cells: Sequence[str], key: str, wording: Wording) -> bool:
    return sum(wording.says(key, cell) is not None for cell in cells) >= SHARE * len(cells)


def _are_words(cells: Sequence[str]) -> bool:
    plain = [cell for cell in cells if not _URL.search(cell)]
    counted = sum(len(words(cell)) for cell in plain)
    return len(plain) == len(cells) and counted >= FEWEST_WORDS * len(cells)
