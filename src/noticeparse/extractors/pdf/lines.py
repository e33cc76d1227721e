"""Words → visual lines, and lines → Text with a run for every word.

A visual line is what stands at one height; its chunks are the stretches between wide gaps. Where
lines are joined, a hyphen at a line's end stays and nothing is put between the parts; anything else
gets one space.

Known limit: a line's words are ordered from left to right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf
from operator import itemgetter

from noticeparse.extractors.pdf.page import BOX_OF, Word, grouped, hull
from noticeparse.model import Box, Run, Text
from noticeparse.model.document import new_run

_TEXT, _SIZE, _BOLD, _TURNED = map(itemgetter, (0, 2, 3, 4))  # at a third of an attribute's price
_SAME_LINE = 0.5  # of the lower height: words that overlap this much stand on one line
_CHUNK_GAP = 0.75  # of the size: a wider gap parts chunks
_TIGHT = 0.08  # of the size: less than this between two words is no space at all
_HYPHENS = ("-", "\u2010", "\u2011")
_ADDRESS = re.compile(r"(?:https?:/|www\.)\S*$")
_ADDRESS_BREAKS = ("/", "?", "&", "=", "_", "#", "%")
_ADDRESS_REST = re.compile(r"[a-z0-9][\w.%-]*/|/|[a-z0-9]\S*$")


@dataclass(eq=False)
class Line:
    """Words on one height, left to right; what is measured of them is measured once.

    Never changed once made; not frozen, as this would double the time that making one takes.
    """

    words: tuple[Word, ...]
    box: Box = (0.0, 0.0, 0.0, 0.0)

    @cached_property
    def size(self) -> float:
        """The letters' size in points: that of most letters."""
        words = self.words
        if len(set(map(_SIZE, words))) == 1:
            return words[0].size
        weights: dict[float, int] = {}
        for word in words:
            weights[word.size] = weights.get(word.size, 0) + len(word.text)
        return max(weights, key=lambda size: (weights[size], size))

    @cached_property
    def bold(self) -> bool:
        """Whether every word that has letters is bold."""
        if not any(map(_BOLD, self.words)):
            return False
        lettered = [word.bold for word in self.words if any(map(str.isalnum, word.text))]
        return bool(lettered) and all(lettered)

    @cached_property
    def turned(self) -> bool:
        """Whether any of its words is turned."""
        return any(map(_TURNED, self.words))

    @cached_property
    def string(self) -> str:
        """The words with spaces between."""
        return " ".join(map(_TEXT, self.words))

    @cached_property
    def cuts(self) -> dict[tuple[float, ...], tuple[Line | None, ...]]:
        """How it was cut into columns, by the columns' starts: `regions.cut` remembers here."""
        return {}

    @cached_property
    def lefts(self) -> list[float]:
        """Where its words start, from left to right."""
        return [box[0] for box in map(BOX_OF, self.words)]

    @cached_property
    def starts(self) -> frozenset[int]:
        """Where its words start, to the point."""
        return frozenset(map(round, self.lefts))

    @cached_property
    def pieces(self) -> tuple[Line, ...]:
        """The stretches between wide gaps, where there are several; else none.

        A line that kept itself would be a circle, which waits for the collector when it is gone.
        """
        return _pieces(self)

    @property
    def chunks(self) -> tuple[Line, ...]:
        """The stretches between wide gaps: where there are none, the line itself."""
        return self.pieces or (self,)


def line_of(words: Sequence[Word]) -> Line:
    """Make a line of words, ordered from left to right."""
    ordered = sorted(words, key=BOX_OF)  # boxes sort from left to right
    return Line(tuple(ordered), hull(list(map(BOX_OF, ordered))))


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Sort words into visual lines, from top to bottom; a turned word is a line of its own."""
    every = list(words)
    groups: list[list[Word]] = []
    turned = []
    top = bottom = 0.0
    heights = [(box[1] + box[3], box[0]) for box in map(BOX_OF, every)]
    for at in sorted(range(len(every)), key=heights.__getitem__):
        word = every[at]
        _, (_, low, _, high), _, _, is_turned = word
        if is_turned:
            turned.append(word)
            continue
        height, tallest = high - low, bottom - top
        overlap = (high if high < bottom else bottom) - (low if low > top else top)
        if groups and overlap > _SAME_LINE * (height if height < tallest else tallest):
            groups[-1].append(word)
            if height > tallest:
                top, bottom = low, high
        else:
            groups.append([word])
            top, bottom = low, high
    lines = [line_of(members) for members in groups]
    if turned:
        lines += _turned_lines(turned)
        lines.sort(key=lambda line: (line.box[1] + line.box[3], line.box[0]))
    return lines


def _turned_lines(words: list[Word]) -> list[Line]:
    """Put turned words that stand over one another together; they read from bottom to top."""

    def goes_on(group: list[Word], word: Word) -> bool:
        last = group[-1]
        return abs(last.box[0] - word.box[0]) < 2 and last.box[1] - word.box[3] < last.size

    ordered = sorted(words, key=lambda each: (each.box[0], -each.box[3]))
    groups = grouped(ordered, goes_on)
    return [Line(tuple(group), hull([word.box for word in group])) for group in groups]


def parted(lines: Iterable[Line]) -> list[Line]:
    """Return the lines that wide gaps cut into chunks."""
    return [line for line in lines if line.pieces]


def _pieces(line: Line) -> tuple[Line, ...]:
    words = line.words
    if len(words) == 1:
        return ()
    wide = _CHUNK_GAP * line.size
    starts, reach = [0], words[0].box[2]
    for at, (x0, _, x1, _) in enumerate(map(BOX_OF, words)):
        if x0 - reach > wide:
            starts.append(at)
        reach = x1 if x1 > reach else reach
    if len(starts) == 1:
        return ()
    ends = [*starts[1:], len(words)]
    parts = [words[start:end] for start, end in zip(starts, ends, strict=True)]
    return tuple([Line(part, hull(list(map(BOX_OF, part)))) for part in parts])


def text_of(line: Line, page: int) -> Text:
    """Return a line's text, a run for each word."""
    string, runs = _laid(line, page, 0)
    return Text(string, tuple(runs))


def _laid(line: Line, page: int | None, at: int) -> tuple[str, list[Run]]:
    """Return a line's string and its runs, counted on from an offset."""
    pieces: list[str] = []
    runs: list[Run] = []
    reach, size, turned = inf, 0.0, False  # no space before the first word
    for text, box, own, _, own_turned in line.words:
        # Asked of every word: min() would take longer than all the rest.
        if turned or box[0] - reach >= _TIGHT * (size if size < own else own):
            pieces.append(" ")
            at += 1
        end = at + len(text)
        pieces.append(text)
        runs.append(new_run(Run, (at, end, page, box, None, None)))
        at, reach, size, turned = end, box[2], own, own_turned
    return "".join(pieces), runs


def rounded(box: Box) -> Box:
    """Round a box to a hundredth of a point: engines differ beyond that."""
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))


def ends_in_break(string: str) -> bool:
    """Say whether a line ends inside a word: at a hyphen of a word, or in an address.

    >>> ends_in_break("staff e-"), ends_in_break("Bromcom -"), ends_in_break("Bromcom –")
    (True, False, False)
    """
    if string.endswith(_HYPHENS):
        return len(string) > 1 and string[-2].isalnum()
    return string.endswith(_ADDRESS_BREAKS) and bool(_ADDRESS.search(string))


def join_lines(
    lines: Sequence[Line], page: int | None, *, breaks: Callable[[int], bool] | None = None
) -> Text:
    """Join lines into one text; where `breaks` says so of line i, a newline comes before it."""
    string, runs = _laid(lines[0], page, 0)
    for index, line in enumerate(lines[1:], start=1):
        if breaks is not None and breaks(index):
            string += "\n"
        elif not _inside_word(string, line):
            string += " "
        own, more = _laid(line, page, len(string))
        string += own
        runs += more
    return Text(string, tuple(runs))


def _inside_word(before: str, line: Line) -> bool:
    """Say whether a line's end parted one word, or an address: "…example.c" and "om/privacy"."""
    last = before[before.rfind(" ") + 1 :]
    address, rest = _ADDRESS.search(last), _ADDRESS_REST.match(line.words[0].text)
    if address and rest and ("/" in rest.group() or address.group().endswith(".")):
        return True
    return ends_in_break(last)
