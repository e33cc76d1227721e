"""A page's objects in pdfium → its rules and dots; its links.

Programs draw a table's lines as strokes, as the sides of stroked rectangles, or as very thin filled
rectangles: all become rules. The bounds of an object tell a thin one at once; only what is wider is
looked at point by point. Small round shapes are dots, which may be the bullets of a list. Objects
inside form XObjects are found through these, however deep.

Known limits: other curves and coloured areas draw nothing; a clip is not applied; pictures of lines
are none.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from noticeparse.extractors.pdf import pdfium
from noticeparse.extractors.pdf.page import Boxes, Indices, Link, Mask, Matrix, Rule, View
from noticeparse.extractors.pdf.pdfium import Handle, Opened
from noticeparse.extractors.pdf.signs import is_small_and_even
from noticeparse.model import Box
from noticeparse.settings import (
    MAX_PDF_FORM_DEPTH,
    MAX_PDF_LINKS,
    MAX_PDF_OBJECTS,
    MAX_PDF_SEGMENTS,
)

_THIN = 2.6  # points: a shape up to this is a line
_STRAIGHT = 0.6  # points that a line may lean and still be straight
_SHORT = 1.0  # points: what is shorter is a dot
_FEW_SEGMENTS = 5  # a rectangle has as many; more may be lines far apart
_MANY_SEGMENTS = 400  # a shape of more is a drawing

_Number = TypeVar("_Number", np.int32, np.uint32, np.float32)
_SCHEMES = ("http://", "https://", "mailto:")
_ADDRESS_BYTES = 2048


def drawings_of(page: Opened, view: View) -> Drawings:
    """Look at all objects of a page."""
    found = Drawings(view)
    found.walk(_members(pdfium.count_objects, pdfium.page_object, page), view.matrix)
    return found


def _members(
    count: Callable[..., int], member: Callable[..., Handle], of: Opened | Handle
) -> list[Handle]:
    return list(map(member, repeat(of), range(min(count(of), MAX_PDF_OBJECTS + 1))))


@dataclass(slots=True)
class Drawings:
    """What a page draws, each once, and how much more of it is looked at."""

    view: View
    rules: dict[Rule, None] = field(default_factory=dict)
    dots: dict[Box, None] = field(default_factory=dict)
    objects: int = MAX_PDF_OBJECTS
    segments: int = MAX_PDF_SEGMENTS

    @property
    def whole(self) -> bool:
        """Whether all objects were looked at."""
        return self.objects >= 0 and self.segments >= 0

    def walk(self, handles: list[Handle], matrix: Matrix, *, depth: int = 0) -> None:
        """Collect from objects, whose space the matrix maps to what is seen."""
        self.objects -= len(handles)
        if self.objects < 0:
            return
        types = list(map(pdfium.object_type, handles))
        paths = [handles[at] for at, kind in enumerate(types) if kind == pdfium.PATH_OBJECT]
        if paths:
            self.draw(paths, matrix)
        if depth == MAX_PDF_FORM_DEPTH or pdfium.FORM_OBJECT not in types:
            return
        for form, kind in zip(handles, types, strict=True):
            if kind == pdfium.FORM_OBJECT:
                inner: Matrix = tuple(_matrices_within([form], matrix)[0].tolist())
                members = _members(pdfium.count_form_objects, pdfium.form_object, form)
                self.walk(members, inner, depth=depth + 1)

    def draw(self, paths: list[Handle], matrix: Matrix) -> None:
        """Take thin shapes by their bounds, and look at the points of the others."""
        modes = _written(pdfium.path_mode, paths, np.zeros((len(paths), 2), np.int32))
        bounds = _written(pdfium.object_bounds, paths, np.zeros((len(paths), 4), np.float32))
        counts = np.fromiter(map(pdfium.count_segments, paths), np.int64, len(paths))
        boxes = replace(self.view, matrix=matrix).boxes(bounds)
        width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
        sides = np.minimum(width, height)
        drawn = modes.any(axis=1) & (counts > 1) & np.isfinite(boxes).all(axis=1)
        thin = drawn & (counts <= _FEW_SEGMENTS) & (sides <= _THIN)
        self.rules.update(_thin_rules(boxes[thin]))
        dots = drawn & (counts > _FEW_SEGMENTS) & is_small_and_even(width, height)
        self.dots.update(dict.fromkeys(map(tuple, boxes[dots].round(2).tolist())))
        rest = np.flatnonzero(drawn & ~thin & ~dots)
        before = self.segments
        self.segments -= int(counts[rest].sum())
        rest = rest[(counts[rest] <= _MANY_SEGMENTS) & (np.cumsum(counts[rest]) <= before)]
        if len(rest):
            own = [paths[at] for at in rest.tolist()]
            self.rules.update(_sides_of(own, counts[rest], modes[rest] != 0, matrix))


def _matrices_within(handles: list[Handle], matrix: Matrix) -> NDArray[np.float64]:
    """Return the matrices from objects' own spaces to what is seen, given that around them."""
    own = np.zeros((len(handles), 6), np.float32)
    pdfium.each(pdfium.object_matrix, handles, pdfium.addresses(own))
    own = own.astype(np.float64)
    a, b, c, d, e, f = matrix
    x, y = own[:, 0::2], own[:, 1::2]
    seen: NDArray[np.float64] = np.stack((x * a + y * c, x * b + y * d), axis=2).reshape(-1, 6)
    seen[:, 4:] += (e, f)
    return seen


def _written(
    function: Callable[..., int], handles: list[Handle], numbers: NDArray[_Number]
) -> NDArray[_Number]:
    """Have a function write a row of numbers for each path, or segment."""
    columns = (pdfium.addresses(numbers, column=at) for at in range(numbers.shape[1]))
    pdfium.each(function, handles, *columns)
    return numbers


def _thin_rules(boxes: Boxes) -> dict[Rule, None]:
    """Return thin boxes as rules, each once; dots are none."""
    x0, top, x1, bottom = boxes.T
    width, height = x1 - x0, bottom - top
    rules: dict[Rule, None] = {}
    for horizontal, middle, start, end, own in (
        (True, (top + bottom) / 2, x0, x1, width > np.maximum(_SHORT, height)),
        (False, (x0 + x1) / 2, top, bottom, height > np.maximum(_SHORT, width)),
    ):
        rows = np.stack((middle[own], start[own], end[own]), axis=1).round(2).tolist()
        rules.update(dict.fromkeys([Rule(horizontal, *row) for row in rows]))
    return rules


def _sides_of(
    paths: list[Handle], counts: Indices, modes: Mask, matrix: Matrix
) -> dict[Rule, None]:
    """Look at all corners of paths, given how many each has, and whether it is filled, stroked.

    A path has parts; one with a curve draws nothing, one that is filled and thin is a line.
    """
    segments = [
        pdfium.path_segment(path, at)
        for path, count in zip(paths, counts.tolist(), strict=True)
        for at in range(count)
    ]
    of = np.repeat(np.arange(len(paths)), counts)
    kinds = np.fromiter(map(pdfium.segment_type, segments), np.int64, len(segments))
    closing = np.fromiter(map(pdfium.segment_closes, segments), np.bool_, len(segments))
    points = _written(pdfium.segment_point, segments, np.zeros((len(segments), 2), np.float32))
    x, y = points.astype(np.float64).T
    a, b, c, d, e, f = _matrices_within(paths, matrix)[of].T
    corners = np.stack((x * a + y * c + e, x * b + y * d + f), axis=1)
    starts = np.flatnonzero((kinds == pdfium.MOVE_SEGMENT) | (np.diff(of, prepend=-1) > 0))
    ends = np.append(starts[1:], len(segments))
    straight = (ends - starts > 1) & ~np.logical_or.reduceat(kinds == pdfium.CURVE_SEGMENT, starts)
    fill, stroke = modes[of[starts]].T
    parts = np.minimum.reduceat(corners, starts), np.maximum.reduceat(corners, starts)
    thin = straight & fill & ((parts[1] - parts[0]).min(axis=1) <= _THIN)
    after = np.arange(1, len(segments) + 1)
    after[ends - 1] = starts  # from the last corner of a part back to its first
    drawn = np.repeat(straight & stroke & ~thin, ends - starts)
    drawn[ends - 1] &= np.logical_or.reduceat(closing, starts)
    one, other = corners[drawn], corners[after[drawn]]
    sides = np.concatenate((np.minimum(one, other), np.maximum(one, other)), axis=1)
    level = (sides[:, 2:] - sides[:, :2]).min(axis=1) < _STRAIGHT
    return _thin_rules(np.concatenate((np.concatenate(parts, axis=1)[thin], sides[level])))


def links_of(document: Handle, page: Opened, view: View) -> Iterator[Link]:
    """Yield the links of a page to web and mail addresses."""
    position, link = ctypes.c_int(0), ctypes.c_void_p()
    box = np.zeros((1, 4), np.float32)
    arguments = (page, ctypes.addressof(position), ctypes.addressof(link))
    for _ in range(MAX_PDF_LINKS):
        if not pdfium.next_link(*arguments):
            return
        action = pdfium.link_action(link.value) if link.value else None
        if action and pdfium.link_box(link.value, box.ctypes.data):
            address = _address(document, action)
            if address.startswith(_SCHEMES):
                x0, top, x1, bottom = view.boxes(box)[0].tolist()
                yield Link((x0, top, x1, bottom), address)


def _address(document: Handle, action: Handle) -> str:
    address = ctypes.create_string_buffer(_ADDRESS_BYTES)
    length = pdfium.action_address(document, action, ctypes.addressof(address), _ADDRESS_BYTES)
    return address.value.decode("utf-8", "replace") if 0 < length <= _ADDRESS_BYTES else ""
