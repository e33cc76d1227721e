"""Columns that a person put into a sheet → the same in the next one, each cell with its row.

A cell goes with the row that it stood in: by what the row is known by, and where only its school is
called otherwise now, by the rest. What finds no row is counted, and nothing is lost then: the
workbook that holds it is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from noticeparse.decisions.sheet import SheetRow
from noticeparse.reports.rows import Row
from noticeparse.reports.sheet_reader import text_of
from noticeparse.reports.sheets import KEYS, LAYOUTS

_SCHOOL = 2  # its place in each of KEYS


class OwnColumns:
    """The columns of a person in one sheet: `titles`, and the cells that are still to be placed."""

    def __init__(self, sheet: str, rows: Iterable[SheetRow], ids: Mapping[str, Row]) -> None:
        """Take the cells out of rows; `ids` are what rows that were added are known by now."""
        self._names = KEYS[sheet]
        self._cells: dict[tuple[str, ...], dict[str, Any]] = {}
        self._short: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
        titles: dict[str, str] = {}
        for row in rows:
            for title in row.own:
                clashes = title.casefold().replace(" ", "_") in LAYOUTS[sheet].columns
                titles[title] = f"{title} (own)" if clashes else title
            key = self._key({**row.cells, **ids.get(row.where, {})})
            cells = {titles[name]: _plain(value) for name, value in row.own.items() if value != ""}
            if cells:
                self._cells.setdefault(key, cells)
                self._short[_short(key)].add(key)
        self.titles = tuple(titles.values())
        self._left = set(self._cells)

    def of(self, row: Mapping[str, str]) -> dict[str, Any]:
        """The cells of a row, by title; "" where the person wrote nothing."""
        key = self._key(row)
        near = self._short.get(_short(key), set())
        if key not in self._cells and len(near) == 1:
            (key,) = near
        self._left.discard(key)
        return dict.fromkeys(self.titles, "") | self._cells.get(key, {})

    @property
    def left(self) -> int:
        """How many rows with cells of a person there are not any more."""
        return len(self._left)

    def _key(self, row: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(row.get(name, "") for name in self._names)


def _plain(value: object) -> object:
    """A number, a day, or yes and no as it is; anything else (a time) as a text."""
    return value if isinstance(value, str | int | float | date) else text_of(value)


def _short(key: tuple[str, ...]) -> tuple[str, ...]:
    return (*key[:_SCHOOL], *key[_SCHOOL + 1 :])
