"""Lines with tabs or bars → tables.

Copied from Word, a table is lines of cells with tabs between; from a converter to Markdown it has
bars and a rule under its header. Both lose line breaks inside cells, so a line that cannot be a
row of its own is put to the cell that it goes on.

Known limits: a line with fewer tabs fills the row from the left; merged cells are not known.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from noticeparse.extractors.looks import clean
from noticeparse.model import Block, Cell, Table, Text
from noticeparse.settings import MAX_TABLE_COLUMNS

_RULE = re.compile(r"\s*+(?:[|+]\s*+)?:?[-=]{2,}:?\s*+(?:[|+]\s*+:?[-=]{2,}:?\s*+)*+(?:[|+]\s*)?")
_BAR = re.compile(r"(?<!\\)\|")
_SENTENCE_END: Final = ".!?:;"
_FARTHEST_RULE: Final = 30


@dataclass(frozen=True, slots=True)
class Found:
    """A table, in parts where pages cut it, and the first line after it."""

    blocks: Sequence[Block]
    end: int


def table_of(rows: Sequence[Sequence[str]], *, header: bool = False) -> Table:
    """Make a table of rows of strings; short rows are filled up."""
    columns = max(len(row) for row in rows)
    cells = tuple(
        Cell(Text(string), index, column, header=header and not index)
        for index, row in enumerate(rows)
        for column, string in enumerate([*row, *[""] * (columns - len(row))])
    )
    return Table(cells, rows=len(rows), columns=columns)


def find_tabbed(lines: Sequence[str], start: int) -> Found | None:
    """Read the table of tab-separated lines that begins at a line; None where there is none."""
    near = [line.split("\t") for line in lines[start : start + 8] if "\t" in line.strip()]
    # Labels with their values are no rows: "Held in:", a tab, "UK".
    if "\t" not in lines[start].strip() or all(row[0].rstrip().endswith(":") for row in near):
        return None
    rows: list[list[str]] = []
    end = index = start
    while index < len(lines):
        line = lines[index]
        if not line.strip():
            rest = (line for line in lines[index + 1 : index + 4] if line.strip())
            if "\t" not in next(rest, "").rstrip():  # else it goes on after a blank line
                break
        elif "\t" in line.rstrip(" "):
            _add_row(rows, line)
            end = index + 1
        elif _is_continued(rows, line) and _tab_within(lines, index, 2):
            rows[-1][-1] = joined(rows[-1][-1], line)
            end = index + 1
        elif _tab_within(lines, index, 1):
            rows.append([clean(line)])  # a section, or a row whose other cells are empty
            end = index + 1
        else:
            break
        index += 1
    rows = _without_doubled_tabs(rows)
    if sum(len(row) > 1 for row in rows) < 2:
        return None
    return Found([table_of([[clean(cell) for cell in row] for row in rows])], end)


def _tab_within(lines: Sequence[str], index: int, count: int) -> bool:
    return any("\t" in line.strip() for line in lines[index + 1 : index + 1 + count])


def _is_continued(rows: Sequence[Sequence[str]], line: str) -> bool:
    """Say whether a line without tabs goes on the last cell of the row above."""
    if len(rows) < 2 or not rows[-1][-1]:
        return False
    begins_small = line.strip()[0].islower()
    return begins_small or (len(rows[-1][-1]) > 50 and rows[-1][-1][-1] not in _SENTENCE_END)


def _add_row(rows: list[list[str]], line: str) -> None:
    cells = [cell.strip() for cell in line.split("\t")]
    full = [column for column, cell in enumerate(cells) if cell]
    above = rows[-1] if rows else None
    # Only one cell, under one that is not at its end: the rest of a cell that was cut.
    if above is not None and len(full) == 1 and full[0] > 0 and full[0] < len(above):
        text, before = cells[full[0]], above[full[0]]
        if before and (text[0].islower() or before[-1] not in _SENTENCE_END):
            above[full[0]] = joined(before, text)
            return
    if full:
        rows.append(cells)


def joined(before: str, line: str) -> str:
    """Put a line to the one before; a hyphen at that one's end stays, without a space."""
    return before + ("" if re.search(r"\w-$", before) else " ") + line.strip()


def _without_doubled_tabs(rows: list[list[str]]) -> list[list[str]]:
    """Undo tabs doubled to line columns up, where the rows agree on their columns without them."""
    wide = [row for row in rows if len(row) > 1]
    squeezed = [[cell for cell in row if cell] for row in wide]
    if len({len(row) for row in wide}) > 1 and len({len(row) for row in squeezed}) == 1:
        return [[cell for cell in row if cell] for row in rows]
    filled = [[column for column, cell in enumerate(row) if cell] for row in rows]
    return [row[: max(own, default=0) + 1] for row, own in zip(rows, filled, strict=True)]


def find_piped(lines: Sequence[str], start: int) -> Found | None:
    """Read the table with bars that begins at a line; None where there is none."""
    if "|" not in lines[start] and not lines[start].lstrip().startswith("+-"):
        return None
    end = start
    while end < len(lines) and ("|" in lines[end] or _is_rule(lines[end])):
        end += 1
        if end - start >= _FARTHEST_RULE and not any(map(_is_rule, lines[start:end])):
            break
    rules = [index for index in range(start, end) if _is_rule(lines[index])]
    return _under_rule(lines, start, rule=rules[0]) if rules else _bare_bars(lines, start)


def _bare_bars(lines: Sequence[str], start: int) -> Found | None:
    """Lines with the same number of bars and no rule."""
    bars = len(_BAR.findall(lines[start]))
    end = start
    while end < len(lines) and len(_BAR.findall(lines[end])) == bars:
        end += 1
    if end - start < 2 or not bars:
        return None
    return Found([table_of([_cells(line) for line in lines[start:end]])], end)


def _is_rule(line: str) -> bool:
    return bool(line.strip()) and _RULE.fullmatch(line) is not None and ("|" in line or "+" in line)


def _under_rule(lines: Sequence[str], start: int, *, rule: int) -> Found | None:
    """A Markdown table: the rule tells how many bars a row has; cells may hold line breaks."""
    bars = len(_BAR.findall(lines[rule]))
    if bars > MAX_TABLE_COLUMNS:
        return None
    rows, end = _rows_of_bars(lines, rule + 1, bars=bars)
    head = "\n".join(lines[start:rule])
    if not head.strip() and not rows:
        return None
    columns = len(_cells(lines[rule]))
    every = ([_cells(head)] if head.strip() else []) + rows
    fitted = [
        row if len(row) <= columns else [*row[: columns - 1], " | ".join(row[columns - 1 :])]
        for row in every
    ]
    return Found([table_of(fitted, header=bool(head.strip()))], end)


def _rows_of_bars(lines: Sequence[str], start: int, *, bars: int) -> tuple[list[list[str]], int]:
    rows: list[list[str]] = []
    open_lines: list[str] = []
    end = start
    for index in range(start, len(lines)):
        line = lines[index]
        if _is_rule(line):
            end = index + 1
            continue
        is_near = any("|" in other for other in lines[index : index + 3])
        if not is_near or (not open_lines and not line.strip()):
            break
        open_lines.append(line)
        if len(_BAR.findall("\n".join(open_lines))) >= bars:
            rows.append(_cells("\n".join(open_lines)))
            open_lines = []
            end = index + 1
    return rows, end


def _cells(line: str) -> list[str]:
    """Split at bars; a bar at either end of the line is its border."""
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [_unmarked(cell) for cell in _BAR.split(inner)]


def _unmarked(cell: str) -> str:
    cell = re.sub(r"<br\s*/?>", "\n", cell.replace("\\|", "|"))
    cell = re.sub(r"\*\*(\S(?:.*?\S)?)\*\*", r"\1", cell)
    return "\n".join(line for part in cell.split("\n") if (line := clean(part)))
