"""What the engine hands on: pages of words, rules and links; and how a page is seen.

Everything after the engine works on these values alone, so that another engine can take its place.
Boxes are (x0, top, x1, bottom) in points from the visible page's top left corner. A PDF counts y
upwards from wherever its box starts, and the page may be turned on the screen by quarters: its
`View` maps that to what is seen.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from noticeparse.model import Box

_Item = TypeVar("_Item")
_Number = TypeVar("_Number", int, float)
_BoxOf = tuple[_Number, _Number, _Number, _Number]
_RunOf = tuple[_Number, _Number, _Number]
Matrix = tuple[float, ...]
Boxes = NDArray[np.float64]
Floats = NDArray[np.floating]
Mask = NDArray[np.bool_]
Indices = NDArray[np.intp]


class Word(NamedTuple):
    """A word with its box; `turned` words do not run from left to right."""

    text: str
    box: Box
    size: float
    bold: bool = False
    turned: bool = False


BOX_OF = itemgetter(1)  # a word's box, at a third of an attribute's price


class Rule(NamedTuple):
    """A straight line: a horizontal one stands `at` a y and runs over x; else the reverse."""

    horizontal: bool
    at: float
    start: float
    end: float


class Link(NamedTuple):
    """An area of the page that leads to an address."""

    box: Box
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page as its engine saw it."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    dots: tuple[Box, ...] = ()  # small round shapes: bullets may be drawn so
    links: tuple[Link, ...] = ()
    unseen: tuple[Word, ...] = ()  # words that the file prints outside the visible page
    unreadable: int = 0  # characters whose meaning the file does not say
    engine: str = "pdfium"
    doubt: str | None = None  # why the first engine was not believed
    whole: bool = True  # False where there was more than the limits allow


@dataclass(frozen=True, slots=True)
class PdfFile:
    """All pages of a file, and the title that the file gives itself."""

    pages: tuple[Page, ...]
    title: str | None = None


def hull(boxes: Sequence[_BoxOf[_Number]]) -> _BoxOf[_Number]:
    """Return the smallest box around all of them; there has to be one."""
    if len(boxes) == 1:
        return boxes[0]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def grouped(
    items: Iterable[_Item], goes_on: Callable[[list[_Item], _Item], bool]
) -> list[list[_Item]]:
    """Put each item into the group before it, where it goes on with that; else into a new one."""
    groups: list[list[_Item]] = []
    for item in items:
        if groups and goes_on(groups[-1], item):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def runs_of(mask: Mask) -> tuple[Indices, Indices, Indices]:
    """Return the stretches of a mask's rows that are true: their rows, starts and ends."""
    rows, columns = mask.shape
    padded = np.zeros((rows, columns + 2), np.bool_)
    padded[:, 1:-1] = mask
    edges = np.flatnonzero(padded[:, 1:] != padded[:, :-1])  # a start and an end in turn
    starts, ends = edges[::2], edges[1::2]
    return starts // (columns + 1), starts % (columns + 1), ends % (columns + 1)


def long_runs(flags: Mask, least: float) -> list[tuple[int, int]]:
    """Return the stretches [start, end) of true flags that are long enough."""
    _, starts, ends = runs_of(flags[None])
    pairs = zip(starts.tolist(), ends.tolist(), strict=True)
    return [(start, end) for start, end in pairs if end - start >= least]


def bridged(runs: Iterable[_RunOf[_Number]], gap: float) -> list[_RunOf[_Number]]:
    """Join runs (at, start, end), given in order, that stand at one place but for a gap."""
    joined: list[_RunOf[_Number]] = []
    for at, start, end in runs:
        if joined and joined[-1][0] == at and start <= joined[-1][2] + gap:
            joined[-1] = (at, joined[-1][1], max(joined[-1][2], end))
        else:
            joined.append((at, start, end))
    return joined


def middle(box: Box) -> tuple[float, float]:
    """Return the point in the middle of a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


@dataclass(frozen=True, slots=True)
class View:
    """The visible size in points, and the matrix from the page's own space to it."""

    width: float
    height: float
    matrix: Matrix

    def boxes(self, corners: NDArray[np.floating]) -> Boxes:
        """Map boxes, given by any two opposite corners (x, y, x, y), to (x0, top, x1, bottom)."""
        a, b, c, d, e, f = self.matrix
        x0, y0, x1, y1 = corners.astype(np.float64).T
        seen = np.empty((len(corners), 4))
        for axis, (along, across, shift) in enumerate(((a, c, e), (b, d, f))):
            one, other = x0 * along + y0 * across + shift, x1 * along + y1 * across + shift
            np.minimum(one, other, out=seen[:, axis])
            np.maximum(one, other, out=seen[:, axis + 2])
        return seen


def view_of(box: Sequence[float], quarters: int) -> View:
    """Make the view of a page from its box (left, top, right, bottom) and clockwise quarters."""
    left, top, right, bottom = box
    width, height = right - left, top - bottom
    matrices: tuple[Matrix, ...] = (
        (1.0, 0.0, 0.0, -1.0, -left, top),
        (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        (0.0, -1.0, -1.0, 0.0, top, right),
    )
    if quarters % 2:
        width, height = height, width
    return View(width, height, matrices[quarters % 4])
