"""Words → visual lines, and lines → Text with a run for every word.

A visual line is what stands at one height; its chunks are the stretches between wide gaps. Where
lines are joined, a hyphen at a line's end stays and nothing is put between the parts; a soft hyphen
goes; anything else gets one space.

Known limit: a line's words are ordered from left to right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from noticeparse.extractors.pdf.page import Word, hull
from noticeparse.extractors.pdf.signs import SOFT_HYPHEN
from noticeparse.model import Box, Run, Text

_SAME_LINE = 0.5  # of the lower height: words that overlap this much stand on one line
_CHUNK_GAP = 0.75  # of the height: a wider gap parts chunks
_TIGHT = 0.08  # of the size: less than this between two words is no space at all
_HYPHENS = ("-", "\u2010", "\u2011")
_ADDRESS = re.compile(r"(?:https?:/|www\.)\S*$")
_ADDRESS_BREAKS = ("/", "?", "&", "=", "_", "#", "%")
_ADDRESS_REST = re.compile(r"[a-z0-9][\w.%-]*/|/|[a-z0-9]\S*$")


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one height, left to right."""

    words: tuple[Word, ...]
    box: Box = field(default=(0.0, 0.0, 0.0, 0.0))

    @property
    def size(self) -> float:
        """The letters' size in points: that of most letters."""
        weights: dict[float, int] = {}
        for word in self.words:
            weights[word.size] = weights.get(word.size, 0) + len(word.text)
        return max(weights, key=lambda size: (weights[size], size))

    @property
    def bold(self) -> bool:
        """Whether every word that has letters is bold."""
        lettered = [word for word in self.words if any(c.isalnum() for c in word.text)]
        return bool(lettered) and all(word.bold for word in lettered)

    @property
    def string(self) -> str:
        """The words with spaces between."""
        return " ".join(word.text for word in self.words)


def line_of(words: Sequence[Word]) -> Line:
    """Make a line of words, ordered from left to right."""
    ordered = sorted(words, key=lambda word: (word.box[0], word.box[1]))
    return Line(tuple(ordered), hull([word.box for word in ordered]))


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Sort words into visual lines, from top to bottom; a turned word is a line of its own."""
    groups: list[tuple[Box, list[Word]]] = []
    turned = []
    for word in sorted(words, key=lambda each: (each.box[1] + each.box[3], each.box[0])):
        if word.turned:
            turned.append(word)
        elif groups and _level(groups[-1][0], word.box):
            box, members = groups[-1]
            members.append(word)
            groups[-1] = (_taller(box, word.box), members)
        else:
            groups.append((word.box, [word]))
    lines = [line_of(members) for _, members in groups] + _turned_lines(turned)
    return sorted(lines, key=lambda line: (line.box[1] + line.box[3], line.box[0]))


def _level(one: Box, other: Box) -> bool:
    overlap = min(one[3], other[3]) - max(one[1], other[1])
    return overlap > _SAME_LINE * min(one[3] - one[1], other[3] - other[1])


def _taller(one: Box, other: Box) -> Box:
    return one if one[3] - one[1] >= other[3] - other[1] else other


def _turned_lines(words: list[Word]) -> list[Line]:
    """Put turned words that stand over one another together; they read from bottom to top."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (each.box[0], -each.box[3])):
        last = groups[-1][-1] if groups else None
        if last and abs(last.box[0] - word.box[0]) < 2 and last.box[1] - word.box[3] < last.size:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [Line(tuple(group), hull([word.box for word in group])) for group in groups]


def chunks_of(line: Line, *, gap: float = _CHUNK_GAP) -> list[Line]:
    """Cut a line where the space between two words is wide."""
    wide = gap * median(word.box[3] - word.box[1] for word in line.words)
    parts: list[list[Word]] = [[line.words[0]]]
    reach = line.words[0].box[2]
    for word in line.words[1:]:
        if word.box[0] - reach > wide:
            parts.append([])
        parts[-1].append(word)
        reach = max(reach, word.box[2])
    return [line_of(part) for part in parts] if len(parts) > 1 else [line]


def text_of(line: Line, page: int) -> Text:
    """Return a line's text, a run for each word."""
    string, runs, before = "", [], None
    for word in line.words:
        if before is not None and not _touching(before, word):
            string += " "
        start = len(string)
        string += word.text
        runs.append(Run(start, len(string), page, rounded(word.box)))
        before = word
    return Text(string, tuple(runs))


def _touching(one: Word, other: Word) -> bool:
    return not one.turned and other.box[0] - one.box[2] < _TIGHT * min(one.size, other.size)


def rounded(box: Box) -> Box:
    """Round a box to a hundredth of a point: engines differ beyond that."""
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))


def join_wrapped(one: Text, other: Text) -> Text:
    """Join two parts of one running text that a line's end has parted."""
    if one.string.endswith(SOFT_HYPHEN):
        return Text.join([one.slice(0, len(one) - 1), other], "")
    if ends_in_break(one.string) or _goes_on_in_address(one.string, other.string):
        return Text.join([one, other], "")
    return Text.join([one, other])


def _goes_on_in_address(one: str, other: str) -> bool:
    """Say whether a line's first word is the rest of an address: "…example.c" and "om/privacy"."""
    address = _ADDRESS.search(one)
    rest = _ADDRESS_REST.match(other)
    if address is None or rest is None:
        return False
    return "/" in rest.group() or address.group().endswith(".")


def ends_in_break(string: str) -> bool:
    """Say whether a line ends inside a word: at a hyphen of a word, or in an address.

    >>> ends_in_break("staff e-"), ends_in_break("Bromcom -"), ends_in_break("Bromcom –")
    (True, False, False)
    """
    if string.endswith(_HYPHENS):
        return len(string) > 1 and string[-2].isalnum()
    return string.endswith(_ADDRESS_BREAKS) and bool(_ADDRESS.search(string))


def join_lines(
    lines: Sequence[Line], page: int, *, breaks: Callable[[int], bool] | None = None
) -> Text:
    """Join lines into one text; where `breaks` says so of line i, a newline comes before it."""
    result = Text("")
    for index, line in enumerate(lines):
        text = text_of(line, page)
        if not result:
            result = text
        elif breaks is not None and breaks(index):
            result = Text.join([result, text], "\n")
        else:
            result = join_wrapped(result, text)
    return result.slice(0, len(result) - 1) if result.string.endswith(SOFT_HYPHEN) else result
