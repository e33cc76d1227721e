"""disclosures.xlsx in the hands of a person: cells by company and column, saved anew.

Columns go by their names however they are written ("lawful_basis", "Lawful basis").
"""

from __future__ import annotations

from pathlib import Path

import openpyxl


class Sheet:
    def __init__(self, path: Path, name: str = "Disclosures") -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.cells = self.book[name]

    def column(self, name: str) -> int:
        wanted = _plain(name)
        for cell in self.cells[1]:
            if _plain(str(cell.value)) == wanted:
                return cell.column
        raise LookupError(name)

    def row(self, **values: str) -> int:
        """The number of the only row with these values."""
        found = [
            number
            for number in range(2, self.cells.max_row + 1)
            if all(self.at(number, name) == value for name, value in values.items())
        ]
        if len(found) != 1:
            raise LookupError((values, found))
        return found[0]

    def at(self, row: int, column: str) -> str:
        value = self.cells.cell(row, self.column(column)).value
        return "" if value is None else str(value)

    def write(self, row: int, **values: str) -> None:
        for name, value in values.items():
            self.cells.cell(row, self.column(name)).value = value

    def add(self, **values: str) -> None:
        self.write(self.cells.max_row + 1, **values)

    def add_column(self, title: str) -> None:
        self.cells.cell(1, self.cells.max_column + 1).value = title

    def delete(self, **values: str) -> None:
        self.cells.delete_rows(self.row(**values))

    def save(self) -> None:
        self.book.save(self.path)


def _plain(name: str) -> str:
    return name.replace("_", " ").casefold().strip()
