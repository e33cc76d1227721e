"""A company as printed → what its product is called now, where that is known and another name.

renamed.csv (name, now, since) is knowledge of the field, not something that a notice states;
`since` is a year, empty where it is not known. Limits: only names that were given up; owners are
not kept.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from noticeparse.suppliers.names import forms
from noticeparse.vocabulary.suppliers import name_key

_FILE = Path(__file__).parent / "renamed.csv"


@dataclass(frozen=True, slots=True)
class Renamed:
    """An old name, what it became, and the year, where that is known."""

    name: str
    now: str
    since: str


def renamed(company: str) -> Renamed | None:
    """Say what a product is called now; None where its printed name is not known to be an old one.

    >>> renamed("G-Suite").now
    'Google Workspace'
    """
    known = _known()
    if "/" in company or "formerly" in company.casefold():
        return None  # it names both
    return next(
        (known[key] for form in forms(company) if (key := name_key(form.text)) in known), None
    )


@lru_cache(maxsize=1)
def _known() -> dict[str, Renamed]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {name_key(row["name"]): Renamed(**row) for row in csv.DictReader(file)}
