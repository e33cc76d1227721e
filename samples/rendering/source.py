"""source/*.yaml → a Sample: the blocks to print and the files to print them into.

A cell is a string: its lines are paragraphs, "• " opens a list item, "[words](address)" is a link,
"^" joins the cell to the one above it and "<" to the one on its left.
Limits: merged cells are rectangles; a section row spans its table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

UP, LEFT = "^", "<"
LINK = re.compile(r"\[([^]]+)\]\(([^)]+)\)")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell at its top left position, with the number of rows and columns that it covers."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False
    section: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to print: its cells, their widths in per cent, and its look."""

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    widths: tuple[float, ...]
    look: str = "ruled"

    def by_row(self) -> list[list[GridCell]]:
        """List the cells that start in each row."""
        return [[c for c in self.cells if c.row == row] for row in range(self.rows)]


@dataclass(frozen=True, slots=True)
class Sample:
    """A notice to print: where, in which files, in what style."""

    key: str
    folder: str
    school: str
    urn: str | None
    trust: str | None
    files: tuple[str, ...]
    blocks: tuple[dict[str, Any], ...]
    style: dict[str, Any] = field(default_factory=dict)


def read_sample(path: Path) -> Sample:
    """Read one source file."""
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Sample(
        key=path.stem,
        folder=values["folder"],
        school=values["school"],
        urn=values.get("urn"),
        trust=values.get("trust"),
        files=tuple(values["files"]),
        blocks=tuple(values["blocks"]),
        style=values.get("style") or {},
    )


def lay_out(table: dict[str, Any]) -> Grid:
    """Turn the rows of a source table into cells with their spans."""
    rows = _full_rows(table)
    columns = max(len(row) for row, _ in rows)
    texts = [row for row, _ in rows]
    cells = [
        GridCell(
            text=text,
            row=r,
            column=c,
            row_span=_run(texts, r, c, down=True),
            column_span=_run(texts, r, c, down=False),
            header=kind == "header",
            section=kind == "section",
        )
        for r, (row, kind) in enumerate(rows)
        for c, text in enumerate(row)
        if text not in (UP, LEFT)
    ]
    widths = table.get("widths") or [100 / columns] * columns
    return Grid(tuple(cells), len(rows), columns, tuple(widths), table.get("look", "ruled"))


def _full_rows(table: dict[str, Any]) -> list[tuple[list[str], str]]:
    header = table.get("header")
    rows = [([str(text) for text in header], "header")] if header else []
    columns = len(header or next(row for row in table["rows"] if isinstance(row, list)))
    for row in table["rows"]:
        if isinstance(row, dict):
            rows.append(([row["section"]] + [LEFT] * (columns - 1), "section"))
        else:
            rows.append(([str(text) for text in row], "row"))
    return rows


def _run(texts: list[list[str]], row: int, column: int, *, down: bool) -> int:
    mark, span = (UP if down else LEFT), 1
    while True:
        r, c = (row + span, column) if down else (row, column + span)
        if r >= len(texts) or c >= len(texts[r]) or texts[r][c] != mark:
            return span
        span += 1


def split_links(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield the stretches of a text, each with its address where it is a link.

    >>> list(split_links("see [our page](https://example.org)"))
    [('see ', None), ('our page', 'https://example.org')]
    """
    position = 0
    for match in LINK.finditer(text):
        if match.start() > position:
            yield text[position : match.start()], None
        yield match.group(1), match.group(2)
        position = match.end()
    if position < len(text):
        yield text[position:], None
