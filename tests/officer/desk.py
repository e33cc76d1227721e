"""The desk of a data protection officer: a folder, the program, and what it leaves there.

Everything goes through the command line, so that a test here says what a person meets, and runs
on an older version of the program as it stands.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from tests.correcting import read_in_process
from typer.testing import CliRunner

from noticeparse.cli import app


@dataclass(frozen=True)
class Told:
    """What a command said, its white space as one space, and its exit status."""

    status: int
    text: str
    lines: list[str]


@dataclass(frozen=True)
class Desk:
    folder: Path

    def put(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def put_book(self, name: str, sheets: dict[str, Sequence[Sequence[str]]]) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
        return path

    def run(self, *arguments: str) -> Told:
        done = CliRunner().invoke(app, list(arguments))
        return Told(done.exit_code, " ".join(done.output.split()), done.output.splitlines())

    def convert(self, *arguments: str) -> Told:
        return self.run("convert", "in", "--format", "csv,json,xlsx", *arguments)

    def read_csv(self, name: str = "output/disclosures.csv") -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def rows(self) -> dict[str, dict[str, str]]:
        """The rows of disclosures.csv by their company; none may stand there twice."""
        rows = self.read_csv()
        assert len({row["company"] for row in rows}) == len(rows)
        return {row["company"]: row for row in rows}


def at_desk(folder: Path, patch: pytest.MonkeyPatch) -> Desk:
    """Sit down in a folder, before a wide screen."""
    patch.chdir(folder)
    patch.setenv("COLUMNS", "400")
    read_in_process(patch)
    return Desk(folder)


def table(title: str, *rows: Sequence[str]) -> str:
    """A web page with a title and a table, its first row the captions."""
    head, *body = rows
    caption = "".join(f"<th>{cell}</th>" for cell in head)
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in body)
    return f"<h1>{title}</h1><table><tr>{caption}</tr>{lines}</table>"
