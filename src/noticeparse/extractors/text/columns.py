"""Lines whose columns are lined up with spaces → a table.

A column begins where, in most lines of a run, a word stands after two or more spaces at the same
position, and where no line writes across. Prose with double spaces after full stops has no such
positions. Where blank lines part the rows, all lines between two are one row.

Known limits: proportional text that was lined up by eye is not seen; without blank lines a company
name broken over two lines is joined only where its second line begins in lower case.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final

from noticeparse.extractors.looks import clean
from noticeparse.extractors.text.delimited import Found, table_of

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
PAGE = re.compile(r"\bpage \d+\b", re.IGNORECASE)
_LEAST_ROWS: Final = 3
_SHARE: Final = 0.6
_MOST_TRIES: Final = 4
_LONGEST: Final = 5_000


def find_aligned(lines: Sequence[str], start: int) -> Found | None:
    """Read the table lined up with spaces that begins at a line; None where there is none."""
    if not _GAP.search(lines[start]) or not _is_echoed(lines, start):
        return None
    # Prose after the table writes across its columns: the end that leaves most of them is right.
    runs = [[line.expandtabs(8) for line in lines[start:end]] for end in _ends(lines, start)]
    best = max(runs, key=lambda run: len(_borders(run)), default=[])
    borders = _borders(best)
    if not borders:
        return None
    rows = _rows(best, borders)
    is_form = all(row[0].endswith(":") for row in rows if row[0])
    is_table = len(rows) >= _LEAST_ROWS and not is_form
    return Found([table_of(rows)], start + len(best)) if is_table else None


def _is_echoed(lines: Sequence[str], start: int) -> bool:
    """Say whether a line near by has a column where this one has one: prose hardly ever does."""
    own = _stops(lines[start])
    near = [line for line in lines[start + 1 : start + 8] if line.strip()][:3]
    return any(own & _stops(line) for line in near)


def _stops(line: str) -> set[int]:
    expanded = line.expandtabs(8)
    indent = len(expanded) - len(expanded.lstrip(" "))
    return {match.end() for match in _GAP.finditer(expanded)} | ({indent} if indent else set())


def _ends(lines: Sequence[str], start: int) -> list[int]:
    """Where the table may end: with its run of lines, or before a blank line in it."""
    end = _run_end(lines, start)
    blanks = [index for index in range(start + 1, end) if not lines[index].strip()]
    ends = [end, *reversed(blanks[-_MOST_TRIES:])]
    return [index for index in ends if index - start >= _LEAST_ROWS]


def _run_end(lines: Sequence[str], start: int) -> int:
    """End of the run of lines that have gaps or are indented; single blank lines may part them."""
    end = index = start
    width = min(_stops(lines[start]), default=0)  # of the first column
    while index < len(lines) and index < start + _LONGEST:
        line = lines[index]
        if line.strip():
            narrow = end == index > start and len(line.expandtabs(8).rstrip()) < width
            lined_up = _GAP.search(line) or line.startswith("  ") or narrow
            if not lined_up or PAGE.search(line):
                break
            end = index + 1
        elif index + 1 < len(lines) and not lines[index + 1].strip():
            break
        index += 1
    return end


def _borders(run: Sequence[str]) -> list[int]:
    """Positions where columns after the first begin."""
    full = [line for line in run if line.strip()]
    spaced = [line for line in full if _GAP.search(line)]
    votes = Counter(match.end() for line in spaced for match in _GAP.finditer(line))
    needed = max(_LEAST_ROWS, _SHARE * len(spaced))
    return [
        position
        for position in sorted(votes)
        if votes[position] >= needed and all(_is_clear(line, position) for line in full)
    ]


def _is_clear(line: str, position: int) -> bool:
    return len(line) < position or line[position - 1] == " "


def _rows(run: Sequence[str], borders: Sequence[int]) -> list[list[str]]:
    edges = [0, *borders, None]
    cut = [[clean(line[a:b]) for a, b in pairwise(edges)] for line in run]
    parted = _are_parted(cut)
    rows: list[list[str]] = []
    begins = True  # after a blank line
    for cells in cut:
        if not any(cells):
            begins = True
            continue
        if rows and ((parted and not begins) or _continues(cells)):
            rows[-1] = [f"{a} {b}".strip() for a, b in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
        begins = False
    return rows


def _are_parted(cut: Sequence[Sequence[str]]) -> bool:
    """Say whether blank lines part the rows: most then have only lines that plainly go on."""
    groups = [list(group) for is_full, group in groupby(cut, key=any) if is_full]
    several = [group for group in groups if len(group) > 1]
    going_on = [group for group in several if not any(cells[0] for cells in group[1:])]
    return len(several) >= _LEAST_ROWS and len(going_on) >= _SHARE * len(several)


def _continues(cells: Sequence[str]) -> bool:
    return not cells[0] or cells[0][0].islower()
