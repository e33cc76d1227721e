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
SURELY = 0.8  # of the cells that show another role than a vague caption has
CLEARLY = 0.2  # more of the cells than of the next column's
FEWEST_CELLS = 2
FEWEST_WORDS = 2.0  # a cell, on average: "to keep the register", not "JB" or "3"
# In order of precedence: what is read by its whole cell before what is found in it.
_SHOWN = (
    ("subjects", "subjects_value"),
    ("location", "location_value"),
    ("lawful_basis", "basis_value"),
    ("retention", "retention_value"),
)
_VAGUE = ("purpose", "both", "data")
_URL = re.compile(r"https?://|www\.|\w\.(?:com|org|net|uk|ie|ca|au|nz)\b", re.IGNORECASE)


def with_shown_roles(
    roles: Sequence[str], captions: Sequence[str], rows: Sequence[Row], wording: Wording
) -> list[str]:
    """Give the columns of the role "other" the roles that their cells show."""
    vague = [
        "other" if captions[n] and is_contradicted(role, _cells(rows, n), wording) else role
        for n, role in enumerate(roles)
    ]
    cells = {
        number: _cells(rows, number)
        for number, role in enumerate(vague)
        if role == "other" and captions[number]
    }
    shown = shown_roles(cells, set(vague), wording)
    return [shown.get(number, role) for number, role in enumerate(vague)]


def is_contradicted(role: str, cells: Sequence[str], wording: Wording) -> bool:
    """Say whether cells surely show another role than their caption has.

    A vague caption may: "About" above "Pupils" and "Staff".
    """
    sure = any(_share(cells, key, wording) >= SURELY for _, key in _SHOWN if cells)
    return role in _VAGUE and len(cells) > FEWEST_CELLS and sure


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
    if given.isdisjoint(("data", "both", "purpose", "tick")):
        left = {key: texts for key, texts in enough.items() if key not in found}
        data = _data_among(left, wording)
        if data is not None:
            found[data] = "data"
            given.add("data")
    if "data" in given and given.isdisjoint(("purpose", "both", "tick")):
        left = {key: texts for key, texts in enough.items() if key not in found}
        purpose = _purpose_among(left, wording)
        if purpose is not None:
            found[purpose] = "purpose"
    return found


def _data_among(left: Mapping[Key, Sequence[str]], wording: Wording) -> Key | None:
    """Choose the column that lists what is shared: the one with most items of data, and commas."""
    worded = {key: texts for key, texts in left.items() if _are_words(texts)}
    shares = {
        key: _share(texts, "data_item", wording) + sum("," in text for text in texts) / len(texts)
        for key, texts in worded.items()
    }
    return _clearly_most(shares)


def _purpose_among(left: Mapping[Key, Sequence[str]], wording: Wording) -> Key | None:
    """Choose the column of words that says why: of several the one that speaks of doing."""
    worded = {key: texts for key, texts in left.items() if _are_words(texts)}
    if len(worded) == 1:
        return next(iter(worded))
    shares = {key: _share(texts, "purpose_value", wording) for key, texts in worded.items()}
    return _clearly_most(shares)


def _clearly_most(shares: Mapping[Key, float]) -> Key | None:
    """Choose the column with the greatest share, if it is well ahead of the next one."""
    best = sorted(shares, key=lambda key: -shares[key])[:2]
    if len(best) == 2 and shares[best[0]] >= max(SHARE, shares[best[1]] + CLEARLY):
        return best[0]
    return None


def _cells(rows: Sequence[Row], column: int) -> list[str]:
    texts = [str(row.text(column)).strip() for row in rows if len(row.distinct()) > 1]
    return [text for text in texts if any(character.isalnum() for character in text)]


def _show(cells: Sequence[str], key: str, wording: Wording) -> bool:
    return _share(cells, key, wording) >= SHARE


def _share(cells: Sequence[str], key: str, wording: Wording) -> float:
    return sum(wording.says(key, cell) is not None for cell in cells) / len(cells)


def _are_words(cells: Sequence[str]) -> bool:
    plain = [cell for cell in cells if not _URL.search(cell)]
    counted = sum(len(words(cell)) for cell in plain)
    return len(plain) == len(cells) and counted >= FEWEST_WORDS * len(cells)
