"""Lines of a table whose separators were lost → a table.

Its header shows it: the captions run together ("SupplierWhat we shareWhy"), and say how many
columns there are. Each cell begins with a capital, so a row is cut where a capital follows words
that are none; of several such places, at those whose words begin the column in other rows.

Known limits: two columns are not read, nor cells that begin with a small letter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise, takewhile
from typing import Final

from noticeparse.extractors.looks import clean
from noticeparse.extractors.text.columns import PAGE
from noticeparse.extractors.text.delimited import Found, table_of
from noticeparse.model import Block, Paragraph, Text

_GLUE = re.compile(r"(?<=[a-z)?])(?=[A-Z][a-z])")
_NO_HEADER = re.compile(r"[.,;:|\t]| {2}")
_GOES_ON = re.compile(r".*[,;:/(&–-]|of|and|the|for|in|to|by|with|on|an?|or|from|at|our")
_NOTHING = re.compile(r"(?:None|Nil|N/A)\b")
_WORD = re.compile(r"(?!None|Nil)[A-Z][a-z]")  # no code, as "UPN" is
_OF_NAME = re.compile(r"[A-ZÀ-Þ]\S*(?<![,;:])|&|and|of|the|for")
_SENTENCES = re.compile(r"[a-z]{2}\. [A-Z]")
_LEAST_ROWS: Final = 3
_LONGEST_CAPTION: Final = 6  # words
_MOST_PLACES: Final = 12


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
        rows, index = _rows(lines, index, len(captions))
        if not rows:
            break
        pages.append((before, rows))
        end = index
        while index < len(lines) and (
            lines[index].strip() in ("", header) or PAGE.search(lines[index])
        ):
            index += 1
        before = [line.strip() for line in lines[end:index] if line.strip()]
    several = sum(len(rows) for _, rows in pages) >= _LEAST_ROWS
    return Found(_blocks(pages, captions), end) if several else None


def _rows(lines: Sequence[str], start: int, columns: int) -> tuple[list[str], int]:
    """The rows from a line on, each put together from its lines, and the first line after them."""
    rows: list[str] = []
    ends = [start]
    for index in range(start, len(lines)):
        line = lines[index].strip()
        if not line or PAGE.search(line):
            break
        if rows and (line[0].islower() or _is_open(rows[-1], columns)):
            rows[-1] += f" {line}"
            ends[-1] = index + 1
        else:
            rows.append(line)
            ends.append(index + 1)
    kept = list(takewhile(lambda row: _ways(row, columns), rows))
    return kept, ends[len(kept)]


def _is_open(row: str, columns: int) -> bool:
    return bool(_GOES_ON.fullmatch(row.rsplit(maxsplit=1)[-1])) or not _ways(row, columns)


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
