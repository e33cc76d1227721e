"""Lines of a table whose columns no sign parts → a table: lined up with spaces, or run together.

Where it is lined up with spaces, a column begins where, in most lines of a run, a word stands after
two or more spaces at the same position, and where no line writes across. Prose with double spaces
after full stops has no such positions. Where blank lines part the rows, all lines between two are
one row.

Where its separators were lost, its header shows it: the captions run together ("SupplierWhat we
shareWhy"), and say how many columns there are. Each cell begins with a capital, so a row is cut
where a capital follows words that are none; of several such places, at those whose words begin the
column in other rows.

Known limits: proportional text that was lined up by eye is not seen; without blank lines a company
name broken over two lines is joined only where its second line begins in lower case. Of what runs
together, two columns are not read, nor cells that begin with a small letter.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, groupby, pairwise, takewhile
from typing import Final

from noticeparse.extractors.looks import clean
from noticeparse.extractors.text.delimited import Found, table_of
from noticeparse.model import Block, Paragraph, Text

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_PAGE = re.compile(r"\bpage \d+\b", re.IGNORECASE)
_LEAST_ROWS: Final = 3
_SHARE: Final = 0.6
_MOST_TRIES: Final = 4
_LONGEST: Final = 5_000
_GLUE = re.compile(r"(?<=[a-z)?])(?=[A-Z][a-z])")
_NO_HEADER = re.compile(r"[.,;:|\t]| {2}")
_GOES_ON = re.compile(r".*[,;:/(&–-]|of|and|the|for|in|to|by|with|on|an?|or|from|at|our")
_NOTHING = re.compile(r"(?:None|Nil|N/A)\b")
_WORD = re.compile(r"(?!None|Nil)[A-Z][a-z]")  # no code, as "UPN" is
_OF_NAME = re.compile(r"[A-ZÀ-Þ]\S*(?<![,;:])|&|and|of|the|for")
_SENTENCES = re.compile(r"[a-z]{2}\. [A-Z]")
_LONGEST_CAPTION: Final = 6  # words
_MOST_PLACES: Final = 12


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
            if not lined_up or _PAGE.search(line):
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
        if votes[position] >= needed
        and all(len(line) < position or line[position - 1] == " " for line in full)
    ]


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
        goes_on = not cells[0] or cells[0][0].islower()
        if rows and ((parted and not begins) or goes_on):
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


def find_glued(lines: Sequence[str], start: int) -> Found | None:
    """Read the table below a header of glued captions; None where there is none."""
    header, end = lines[start].strip(), start
    captions = _GLUE.split(header)
    longest = max(len(caption.split()) for caption in captions)
    if len(captions) < 3 or longest > _LONGEST_CAPTION or _NO_HEADER.search(header):
        return None
    pages: list[tuple[list[str], list[str]]] = []  # what stands before the rows of a page, and they
    before, index = [header], start + 1
    while before:
        rows, index = _glued_rows(lines, index, len(captions))
        if not rows:
            break
        pages.append((before, rows))
        end = index
        while index < len(lines) and (
            lines[index].strip() in ("", header) or _PAGE.search(lines[index])
        ):
            index += 1
        before = [line.strip() for line in lines[end:index] if line.strip()]
    several = sum(len(rows) for _, rows in pages) >= _LEAST_ROWS
    return Found(_blocks(pages, captions), end) if several else None


def _glued_rows(lines: Sequence[str], start: int, columns: int) -> tuple[list[str], int]:
    """The rows from a line on, each put together from its lines, and the first line after them."""
    rows: list[str] = []
    ends = [start]
    for index in range(start, len(lines)):
        line = lines[index].strip()
        if not line or _PAGE.search(line):
            break
        open_end = rows and _GOES_ON.fullmatch(rows[-1].rsplit(maxsplit=1)[-1])
        if rows and (line[0].islower() or open_end or not _ways(rows[-1], columns)):
            rows[-1] += f" {line}"
            ends[-1] = index + 1
        else:
            rows.append(line)
            ends.append(index + 1)
    kept = list(takewhile(lambda row: _ways(row, columns), rows))
    return kept, ends[len(kept)]


def _ways(row: str, columns: int) -> list[tuple[int, ...]]:
    """The ways to cut a row, each the words that begin its cells but the first, which is a name.

    A name is the capitals at the row's start, but the last of them, which begins the next cell.
    """
    words = row.split()
    starts = [
        number
        for number, (before, word) in enumerate(pairwise(words), 1)
        if word[0].isupper() and not _GOES_ON.fullmatch(before)
    ]
    run = next((n for n, word in enumerate(words) if not _OF_NAME.fullmatch(word)), len(words))
    run += run < len(words) and words[run][0].isupper()  # "Name," ends the run, and begins a cell
    named = [number for number in starts if number < run]
    if not named or run == len(words) or _SENTENCES.search(row):
        return []
    name = next((number for number in named if _NOTHING.match(words[number])), named[-1])
    # After a word with a capital, one more only goes on with a name, as "Health Checks".
    rest = [n for n in starts if n > name and not all(map(_WORD.match, words[n - 1 : n + 1]))]
    return [(name, *more) for more in combinations(rest[:_MOST_PLACES], columns - 2)]


def _blocks(
    pages: Sequence[tuple[Sequence[str], Sequence[str]]], captions: Sequence[str]
) -> list[Block]:
    """A table a page, and before it what stands between the pages."""
    every = [(row.split(), _ways(row, len(captions))) for _, rows in pages for row in rows]
    sure = [(words, ways[0]) for words, ways in every if len(ways) == 1]
    begin = Counter((n, words[at]) for words, way in sure for n, at in enumerate(way))
    blocks: list[Block] = []
    header = "".join(captions)
    for before, rows in pages:
        footers = [line for line in before if line != header]
        blocks += [Paragraph(Text(clean(line)), role="page_footer") for line in footers]
        heads = [captions] if header in before else []
        table = table_of([*heads, *(_cells(row, len(captions), begin) for row in rows)])
        blocks.append(replace(table, continues=not heads))
    return blocks


def _cells(row: str, columns: int, begin: Counter[tuple[int, str]]) -> list[str]:
    """Cut a row where words stand that begin the column elsewhere, else at words, not at codes."""
    words = row.split()

    def likely(way: Sequence[int]) -> float:
        codes = sum(not _WORD.match(words[at]) for at in way)
        return sum(begin[n, words[at]] for n, at in enumerate(way)) - codes / 2

    edges = [0, *max(_ways(row, columns), key=likely), len(words)]
    return [clean(" ".join(words[a:b])) for a, b in pairwise(edges)]
