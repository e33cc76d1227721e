"""Lines in reading order → headings, paragraphs and list items.

A heading is set bigger than the body, or is a short line all in bold. Lines go on in one paragraph
while nothing speaks against it: more leading, another style, a bullet, or a line that ended though
the next word would have fitted. List levels are counted from the indents of the markers.

Known limit: a heading in the body's style is a paragraph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from noticeparse.extractors.pdf.lines import Line, join_lines, rounded
from noticeparse.extractors.pdf.page import hull
from noticeparse.extractors.pdf.signs import marker_of
from noticeparse.extractors.pdf.tables import next_word_fits
from noticeparse.model import Block, Heading, ListItem, Paragraph, Place

_BIGGER = 1.12  # times the body's size: a heading
_HEADING_WORDS = 16
_LEADING = 1.55  # times the letters' size: more parts paragraphs
_MORE_LEADING = 1.25  # times the leading above
_INDENT = 4.0  # points: a marker further in is a level deeper


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
    groups: list[list[Line]] = []
    headings: list[bool] = []  # one a group: headings and other lines are never together
    for line in lines:
        heading = _is_heading(line, style)
        if (
            groups
            and heading == headings[-1]
            and _goes_on(groups[-1], line, style=style, right=right)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
            headings.append(heading)
    numbered = enumerate(zip(groups, headings, strict=True), start=first)
    blocks = []
    for number, (group, heading) in numbered:
        place = Place(page, rounded(hull([line.box for line in group])), number)
        blocks.append(_block(group, place, style, heading=heading))
    starred = [n for n, b in enumerate(blocks) if isinstance(b, ListItem) and b.marker == "*"]
    if len(starred) == 1:  # the mark of a footnote, no list
        text, place = join_lines(groups[starred[0]], page), blocks[starred[0]].place
        blocks[starred[0]] = Paragraph(text, role="footnote", place=place)
    return _levelled(blocks, groups)


def _goes_on(group: Sequence[Line], line: Line, *, style: Style, right: float) -> bool:
    last = group[-1]
    pitch = line.box[3] - last.box[3]
    if not 0 < pitch <= _LEADING * max(line.size, last.size):
        return False
    if abs(last.size - line.size) > 0.6:
        return False
    if len(group) > 1 and pitch > _MORE_LEADING * (last.box[3] - group[-2].box[3]):
        return False
    if marker_of(line.string):
        return False
    if style.is_big(line):
        return True  # a title is broken where its sense is
    return not next_word_fits(last, line, right)


def _is_heading(line: Line, style: Style) -> bool:
    big = style.is_big(line)
    if not big and not line.bold:
        return False
    if marker_of(line.string) and not line.bold:
        return False
    if not any(character.isalpha() for character in line.string):
        return False
    short = len(line.words) <= _HEADING_WORDS
    return big or (short and line.size > 0.9 * style.body)


def _block(group: Sequence[Line], place: Place, style: Style, *, heading: bool) -> Block:
    text = join_lines(group, place.page)
    if heading and sum(len(line.words) for line in group) <= 2 * _HEADING_WORDS:
        return Heading(text, style.level(group[0]), place)
    marker = marker_of(text.string)
    if marker:
        return ListItem(text.slice(len(marker)).strip(), 0, marker, place)
    return Paragraph(text, bold=all(line.bold for line in group), place=place)


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
