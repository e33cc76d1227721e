"""What the engine hands on: pages of words, rules, fills and links.

Everything after the engine works on these values alone, so that another engine can take its place.
Boxes are (x0, top, x1, bottom) in points from the visible page's top left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from noticeparse.model import Box


class Word(NamedTuple):
    """A word with its box; `turned` words do not run from left to right."""

    text: str
    box: Box
    size: float
    bold: bool = False
    turned: bool = False


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
    """One page as its engine saw it; `fills` are coloured rectangles, white ones left out."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    fills: tuple[Box, ...] = ()
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


def hull(boxes: list[Box]) -> Box:
    """Return the smallest box around all of them; there has to be one."""
    if len(boxes) == 1:
        return boxes[0]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def middle(box: Box) -> tuple[float, float]:
    """Return the point in the middle of a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def holds(box: Box, point: tuple[float, float], *, slack: float = 0.0) -> bool:
    """Say whether a point lies in a box."""
    x, y = point
    return box[0] - slack <= x <= box[2] + slack and box[1] - slack <= y <= box[3] + slack
