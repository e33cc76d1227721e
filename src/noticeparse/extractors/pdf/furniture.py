"""The lines of all pages → those of the notice, and what belongs to the page: running heads, feet.

What stands at the same height on several pages with the same words, digits aside, is furniture. So
is, on any page, what browsers and word processors print into the margin: a page number, the date
with the title above, the address of the file below.

The first copy of a running head is handed on apart: it may be all that names the school. The header
of a table that is repeated at the top of each page is no furniture: the line below it is set in the
same columns, or the same words stand further down on another page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from noticeparse.extractors.pdf.lines import Line
from noticeparse.extractors.pdf.page import Page

_ZONE = 0.13  # of the page's height, at the top and at the bottom
_MARGIN = 0.09  # of the page's height: nearer to the edge a page number needs no second copy
_NEAR = 8.0  # points that a running head may move between pages
_BELOW = 4  # lines below a table's header that are looked at
_COLUMN = 3.0  # points between the starts of what stands in one column
_PAGE_NUMBER = re.compile(
    r"(?:.*\bpage\s+\d+(?:\s*(?:of|/)\s*\d+)?|[-–—|\s]*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?[-–—|\s]*)$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_PRINTED_HEAD = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d{2}")
_PRINTED_FOOT = re.compile(r"(?:file|https?)://.*\d+/\d+$")


@dataclass(frozen=True, slots=True)
class Margins:
    """What furniture was found: numbers of lines, a set a page; `heads` are (page index, line)."""

    lines: tuple[frozenset[int], ...]
    heads: tuple[tuple[int, int], ...]


def find_furniture(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> Margins:
    """Find the furniture among the lines of each page (the lines of tables left out)."""
    found: list[set[int]] = [set() for _ in pages]
    heads: dict[str, tuple[int, int]] = {}
    by_text = [_by_text(own) for own in lines]
    for at, (page, own) in enumerate(zip(pages, lines, strict=True)):
        for number, line in enumerate(own):
            if not _in_zone(line, page):
                continue
            if _printed(line, page):
                found[at].add(number)
            elif _repeated((at, number), pages, lines, by_text):
                head = line.box[1] < page.height / 2
                if head and _masked(line.string) not in heads:
                    heads[_masked(line.string)] = (at, number)
                else:
                    found[at].add(number)
    return Margins(tuple(frozenset(each) for each in found), tuple(heads.values()))


def _printed(line: Line, page: Page) -> bool:
    """Say whether a line in the margin is what a printing program put there."""
    if line.box[3] < _MARGIN * page.height:
        number = len(line.words) <= 6 and _PAGE_NUMBER.match(line.string)
        return bool(number or _PRINTED_HEAD.match(line.string))
    if line.box[1] > (1 - _MARGIN) * page.height:
        return bool(_PAGE_NUMBER.match(line.string) or _PRINTED_FOOT.match(line.string))
    return False


def _masked(string: str) -> str:
    if not string.isalpha():
        string = _DIGITS.sub("#", string)
    return string.casefold()


def _in_zone(line: Line, page: Page) -> bool:
    return line.box[3] < _ZONE * page.height or line.box[1] > (1 - _ZONE) * page.height


def _repeated(
    place: tuple[int, int],
    pages: Sequence[Page],
    lines: Sequence[Sequence[Line]],
    by_text: Sequence[Mapping[str, Sequence[Line]]],
) -> bool:
    at, number = place
    line = lines[at][number]
    if _heads_columns(line, lines[at][number + 1 : number + 1 + _BELOW]):
        return False
    wanted, copies = _masked(line.string), 1
    for other, page in enumerate(pages):
        if other == at:
            continue
        same = by_text[other].get(wanted, ())
        if any(not _in_zone(each, page) for each in same):
            return False
        copies += any(abs(each.box[1] - line.box[1]) < _NEAR for each in same)
    return copies >= 2 and copies * 2 >= len(pages)


def _by_text(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """Index lines by their text with its digits masked."""
    by_text: dict[str, list[Line]] = {}
    for line in lines:
        by_text.setdefault(_masked(line.string), []).append(line)
    return by_text


def _heads_columns(line: Line, below: Sequence[Line]) -> bool:
    """Say whether the line is a table's header: two of its chunks start columns below it."""
    starts = [chunk.box[0] for chunk in line.pieces]
    aligned = [
        any(abs(chunk.box[0] - start) < _COLUMN for row in below for chunk in row.chunks)
        for start in starts
    ]
    return sum(aligned) >= 2
