"""A company as printed → what its product is called now, where the name is known to be an old one.

Old names stand in the catalogue of suppliers; renamed.csv (name, now, since) adds what that has no
room for: the exact new name, and the year, empty where it is not known. Both are knowledge of the
field, not something that a notice states. Limits: only names that were given up.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from noticeparse.suppliers.names import forms
from noticeparse.vocabulary.suppliers import Supplier, name_key

_FILE = Path(__file__).parent / "renamed.csv"


@dataclass(frozen=True, slots=True)
class Renamed:
    """An old name, what it became, and the year, where that is known."""

    name: str
    now: str
    since: str


def old_names(catalogue: Iterable[Supplier]) -> dict[str, Renamed]:
    """List the old names of a catalogue by their keys, those of renamed.csv before them."""
    found = {
        name_key(name): Renamed(name, supplier.name, "")
        for supplier in catalogue
        for name in supplier.old_names
    }
    with _FILE.open(encoding="utf-8", newline="") as file:
        return found | {name_key(row["name"]): Renamed(**row) for row in csv.DictReader(file)}


def renamed(company: str, known: Mapping[str, Renamed]) -> Renamed | None:
    """Say what a product is called now; None where its printed name is not among the old ones.

    >>> renamed("G-Suite", {"gsuite": Renamed("G Suite", "Google Workspace", "2020")}).now
    'Google Workspace'
    """
    if "/" in company or "formerly" in company.casefold():
        return None  # it names both
    keys = (name_key(form.text) for form in forms(company))
    return next((known[key] for key in keys if key in known), None)
