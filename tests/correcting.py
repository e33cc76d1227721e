"""A folder of notices, a workbook made of them, and changes to it as a person makes them."""

from __future__ import annotations

import random

import openpyxl

from noticeparse.cli.convert import convert, wanted
from noticeparse.cli.options import Asked

YES = {"yes": True, "who": "Ada Okafor", "quiet": True}
SCHOOLS = {
    "moorland": "Moorland Edge Primary School",
    "saltway": "Saltway Infant School",
}
COMPANIES = (
    ("Tapestry", "Names and photographs", "Online learning journal"),
    ("Parentmail", "Parents' email addresses", "Messages home"),
    ("Bromcom", "Names, dates of birth and addresses", "School records"),
    ("CPOMS", "Names and safeguarding concerns", "Safeguarding log"),
    ("Times Tables Rock Stars", "First name and class", "Maths practice"),
    ("Evolve", "Names and medical needs", "Planning of visits"),
    ("Wonde", "Names and year groups", "Setting up accounts"),
    ("ParentPay", "Names and dinner money", "Payments"),
    ("Accelerated Reader", "Names and reading ages", "Reading practice"),
    ("Inventry", "Names and photographs", "Signing in"),
)


def notice_text(school, rows=COMPANIES):
    lines = [school, "", "Who we share pupils' data with", "", "Company | Data shared | Purpose"]
    return "\n".join([*lines, *(" | ".join(row) for row in rows)]) + "\n"


def make_notices(folder, rows=COMPANIES):
    for name, school in SCHOOLS.items():
        path = folder / "in" / name / "notice.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(notice_text(school, rows), "utf-8")


def read_in_process(monkeypatch):
    """Worker processes take seconds to start, and are not what is tested here."""
    for module in ("batch", "kept"):
        monkeypatch.setattr(f"noticeparse.{module}.read_ready", _read_in_place)


def _read_in_place(tasks, read, limits):
    for number, task in enumerate(tasks):
        yield number, task, read(task)


def run_convert(folder, *, output="out", formats="csv,json,xlsx", since=None, inputs="in"):
    asked = Asked([str(folder / inputs)], jobs=1, quiet=True)
    want = wanted(str(folder / output), formats, raw=False, since=since)
    return convert(asked, want)


class Editor:
    """disclosures.xlsx in the hands of a person: found by column names, saved anew."""

    def __init__(self, path):
        self.path = path
        self.book = openpyxl.load_workbook(path)

    def sheet(self, name="Disclosures"):
        return self.book[name]

    def columns(self, name="Disclosures"):
        """Where each column stands, by the name that it has in disclosures.csv."""
        named = ((str(cell.value or ""), cell.column) for cell in self.sheet(name)[1])
        return {title.casefold().replace(" ", "_"): column for title, column in named}

    def get(self, row, column, name="Disclosures"):
        return self.sheet(name).cell(row, self.columns(name)[column]).value

    def set(self, row, column, value, name="Disclosures"):
        self.sheet(name).cell(row, self.columns(name)[column]).value = value

    def find(self, name="Disclosures", **cells):
        """The number of the first row that has these cells."""
        sheet = self.sheet(name)
        for row in range(2, sheet.max_row + 1):
            if all(self.get(row, column, name) == value for column, value in cells.items()):
                return row
        raise LookupError(cells)

    def delete(self, row, name="Disclosures"):
        self.sheet(name).delete_rows(row)

    def append(self, name="Disclosures", **cells):
        row = self.sheet(name).max_row + 1
        for column, value in cells.items():
            self.set(row, column, value, name)
        return row

    def copy(self, row, name="Disclosures", **changes):
        values = {column: self.get(row, column, name) for column in self.columns(name)}
        return self.append(name, **values | changes)

    def shuffle(self, name="Disclosures", *, columns=False):
        """Put the rows (and columns) into another order."""
        sheet, order = self.sheet(name), random.Random(4)
        grid = [[cell.value for cell in row] for row in sheet.iter_rows()]
        body = grid[1:]
        order.shuffle(body)
        grid = [grid[0], *body]
        if columns:
            places = list(range(len(grid[0])))
            order.shuffle(places)
            grid = [[row[place] for place in places] for row in grid]
        for number, row in enumerate(grid, 1):
            for place, value in enumerate(row, 1):
                sheet.cell(number, place).value = value

    def save(self, path=None):
        self.book.save(path or self.path)
