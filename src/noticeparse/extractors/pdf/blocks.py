"""The lines of all pages → running heads and feet; headings, paragraphs and items of the rest.

What stands at the same height on several pages with the same words, digits aside, is furniture. So
is, on any page, what browsers and word processors print into the margin: a page number, the date
with the title above, the address of the file below.

The first copy of a running head is handed on apart: it may be all that names the school. The header
of a table that is repeated at the top of each page is no furniture: the line below it is set in the
same columns, or the same words stand further down on another page.

A heading is set bigger than the body, or is a short line all in bold. Lines go on in one paragraph
while nothing speaks against it: more leading, another style, a bullet, or a line that ended though
the next word would have fitted. List levels are counted from the indents of the markers.

Known limits: a heading in the body's style is a paragraph.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from noticeparse.extractors.pdf.lines import Line, join_lines, rounded
from noticeparse.extractors.pdf.page import Page, grouped, hull
from noticeparse.extractors.pdf.signs import marker_of
from noticeparse.extractors.pdf.tables import next_word_fits
from noticeparse.model import Block, Heading, ListItem, Paragraph, Place

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
_BIGGER = 1.12  # times the body's size: a heading
_HEADING_WORDS = 16
_LEADING = 1.55  # times the letters' size: more parts paragraphs
_MORE_LEADING = 1.25  # times the leading above
_INDENT = 4.0  # points: a marker further in is a level deeper


@dataclass(frozen=True, slots=True)
class Margins:
    """What furniture was found: numbers of lines, a set a page; `heads` are (page index, line)."""

    lines: tuple[frozenset[int], ...]
    heads: tuple[tuple[int, int], ...]


def find_furniture(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> Margins:
    """Find the furniture among the lines of each page (the lines of tables left out)."""
    found: list[set[int]] = [set() for _ in pages]
    heads: dict[str, tuple[int, int]] = {}
    copies: defaultdict[str, list[tuple[Page, Line]]] = defaultdict(list)
    for page, own in zip(pages, lines, strict=True):
        for line in own:
            copies[_masked(line.string)].append((page, line))
    for at, (page, own) in enumerate(zip(pages, lines, strict=True)):
        for number, line in enumerate(own):
            if not _in_zone(line, page):
                continue
            text, below = _masked(line.string), own[number + 1 : number + 1 + _BELOW]
            if _printed(line, page):
                found[at].add(number)
            elif not _heads_columns(line, below) and _repeated(line, page, copies[text], pages):
                if line.box[1] < page.height / 2 and text not in heads:
                    heads[text] = (at, number)
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
    line: Line, page: Page, copies: Iterable[tuple[Page, Line]], pages: Sequence[Page]
) -> bool:
    """Say whether a line has copies at its height on half of the pages, and none in a body."""
    found = {page.number}
    for other, copy in copies:
        if other is not page and not _in_zone(copy, other):
            return False
        if abs(copy.box[1] - line.box[1]) < _NEAR:
            found.add(other.number)
    return len(found) >= 2 and len(found) * 2 >= len(pages)


def _heads_columns(line: Line, below: Sequence[Line]) -> bool:
    """Say whether the line is a table's header: two of its chunks start columns below it."""
    starts = [chunk.box[0] for chunk in line.pieces]
    aligned = [
        any(abs(chunk.box[0] - start) < _COLUMN for row in below for chunk in row.chunks)
        for start in starts
    ]
    return sum(aligned) >= 2


@dataclass(frozen=True, slots=True)
class Style:
    """The body's letter size, and the sizes of headings from the biggest down."""

    body: float
    bigger: tuple[float, ...] = ()

    def is_big(self, line: Line) -> bool:
        """Say whether a line is set bigger than the body."""
        return line.size >= self.body * _BIGGER

    def level(self, line: Line) -> int:
        """Return a heading's level: by size; bold in the body's size comes last."""
        sizes = [size for size in self.bigger if size <= line.size + 0.3]
        if self.is_big(line) and sizes:
            return self.bigger.index(sizes[0]) + 1
        return len(self.bigger) + 1


def style_of(lines: Iterable[Line]) -> Style:
    """Measure the style of a document from all its lines."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[line.size] += len(line.string)
    if not weights:
        return Style(0.0)
    body = max(weights, key=lambda size: (weights[size], size))
    bigger = sorted((size for size in weights if size >= body * _BIGGER), reverse=True)
    return Style(body, tuple(bigger))


def blocks_of(
    lines: Sequence[Line], page: int, *, style: Style, right: float, first: int
) -> list[Block]:
    """Group lines, given in reading order, into blocks, numbered on from `first`."""
    groups = grouped(
        lines,
        lambda group, line: (
            _is_heading(line, style) == _is_heading(group[0], style)
            and _goes_on(group, line, style=style, right=right)
        ),
    )
    blocks = []
    for number, group in enumerate(groups, start=first):
        place = Place(page, rounded(hull([line.box for line in group])), number)
        blocks.append(_block(group, place, style))
    starred = [n for n, b in enumerate(blocks) if isinstance(b, ListItem) and b.marker == "*"]
    if len(starred) == 1:  # the mark of a footnote, no list
        text, place = join_lines(groups[starred[0]], page), blocks[starred[0]].place
        blocks[starred[0]] = Paragraph(text, role="footnote", place=place)
    return _levelled(blocks, groups)


def _goes_on(group: Sequence[Line], line: Line, *, style: Style, right: float) -> bool:
    last = group[-1]
    pitch = line.box[3] - last.box[3]
    if not 0 < pitch <= _LEADING * max(line.size, last.size) or abs(last.size - line.size) > 0.6:
        return False
    if len(group) > 1 and pitch > _MORE_LEADING * (last.box[3] - group[-2].box[3]):
        return False
    if marker_of(line.string) or "...." in line.words[0].text:  # dots lead to what a name gets
        return False
    if style.is_big(line):
        return True  # a title is broken where its sense is
    return not next_word_fits(last, line, right)


def _is_heading(line: Line, style: Style) -> bool:
    big = style.is_big(line)
    bullet = marker_of(line.string)[:1]
    if not big and (not line.bold or not (bullet.isalnum() or bullet in "(")):
        return False  # neither is what a bullet leads
    if not any(character.isalpha() for character in line.string):
        return False
    return big or (len(line.words) <= _HEADING_WORDS and line.size > 0.9 * style.body)


def _block(group: Sequence[Line], place: Place, style: Style) -> Block:
    text = join_lines(group, place.page)
    words = sum(len(line.words) for line in group)
    if words <= 2 * _HEADING_WORDS and _is_heading(group[0], style):
        return Heading(text, style.level(group[0]), place)
    bold = [*takewhile(lambda word: word.bold, [w for line in group for w in line.words])]
    whole = all(line.bold for line in group)  # whatever its dashes are
    lead = text.runs[len(bold) - 1].end if bold and not whole else 0
    marker = marker_of(text.string)
    if marker:
        return ListItem(text.slice(len(marker)).strip(), 0, marker, place)
    return Paragraph(text, whole, lead=lead, place=place)


def _levelled(blocks: Sequence[Block], groups: Sequence[Sequence[Line]]) -> list[Block]:
    """Count the levels of each unbroken list from its markers' indents."""
    levelled: list[Block] = []
    indents: list[float] = []
    for block, group in zip(blocks, groups, strict=True):
        if not isinstance(block, ListItem):
            if isinstance(block, Heading):
                indents = []
            levelled.append(block)
            continue
        start = group[0].box[0]
        while indents and start < indents[-1] - _INDENT:
            indents.pop()
        if not indents or start > indents[-1] + _INDENT:
            indents.append(start)
        level = len(indents) - 1
        levelled.append(replace(block, level=level) if level else block)
    return levelled
