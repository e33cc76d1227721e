"""A straightened raster → its rules, and the same raster without them.

A rule is a long thin run of pixels that are darker than what stands on both sides of it. Letters
have no such runs: their strokes are short, and between them is paper. Pieces that follow one
another are one rule, so that a line that is a little bent or broken is whole.

Known limits: the edge of a coloured area is no rule but a fill; dotted lines are not seen.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from noticeparse.extractors.pdf.page import Rule, bridged, runs_of
from noticeparse.extractors.scans.fills import Area
from noticeparse.extractors.scans.raster import Pixels, Raster

_SIDE = 2.0  # points from the middle of a rule to the paper beside it
_BLOCK = 1.0  # points along a rule over which noise is averaged
_CONTRAST = 0.088  # a rule is darker than both sides by this share of them, and
_LEAST_CONTRAST = 12  # by so much at least
_BREAK = 1  # blocks that noise may break a run for
_WHOLE = 0.8  # of a rule's length is seen
_ACROSS = (7.0, 30.0)  # points: shorter pieces are letters', shorter rules are none
_DOWN = (9.0, 10.5)  # likewise for verticals
_LONG_ACROSS, _LONG_DOWN = 90.0, 26.0  # points: shorter ones have to stand between others
_TOUCH = 1.5  # points
_GAP = 2.5  # points that a rule may be broken for
_DRIFT = 1.1  # points that a rule may move from piece to piece


@dataclass(frozen=True, slots=True)
class Stroke:
    """A rule in pixels, seen as a horizontal: rows [top, bottom), columns [start, end)."""

    top: int
    bottom: int
    start: int
    end: int

    @property
    def at(self) -> float:
        """The middle of its thickness."""
        return (self.top + self.bottom - 1) / 2

    @property
    def length(self) -> int:
        """How long it is."""
        return self.end - self.start


def find_strokes(raster: Raster, areas: list[Area]) -> tuple[list[Stroke], list[Stroke]]:
    """Find the horizontal and the vertical strokes of a page (these as if it were turned)."""
    across = _strokes(raster.pixels, raster.scale, _ACROSS)
    down = _strokes(np.ascontiguousarray(raster.pixels.T), raster.scale, _DOWN)
    touch = _TOUCH * raster.scale
    floors = [Stroke(y, y + 1, area.box[0], area.box[2]) for area in areas for y in area.box[1::2]]
    sides = [Stroke(x, x + 1, area.box[1], area.box[3]) for area in areas for x in area.box[::2]]
    long_across, long_down = _LONG_ACROSS * raster.scale, _LONG_DOWN * raster.scale
    return (
        _kept(across, down + sides, long=long_across, slack=touch),
        _kept(down, across + floors, long=long_down, slack=touch),
    )


def rules_of(across: list[Stroke], down: list[Stroke], scale: float) -> list[Rule]:
    """Turn strokes into the rules of a page, in points."""
    return [
        Rule(horizontal, *(round(v / scale, 2) for v in (stroke.at, stroke.start, stroke.end)))
        for horizontal, strokes in ((True, across), (False, down))
        for stroke in strokes
    ]


def without_strokes(raster: Raster, across: list[Stroke], down: list[Stroke]) -> Raster:
    """Paint strokes over with the paper beside them."""
    pixels = raster.pixels.copy()
    side = max(2, round(_SIDE * raster.scale))
    for strokes, view in ((across, pixels), (down, pixels.T)):
        for stroke in strokes:
            _paint(view, stroke, side)
    return Raster(pixels, raster.scale)


def _paint(pixels: Pixels, stroke: Stroke, side: int) -> None:
    margin = max(1, side // 3)
    top, bottom = max(0, stroke.top - margin), min(len(pixels), stroke.bottom + margin)
    above = pixels[max(0, top - 2) : top + 1, stroke.start : stroke.end].min(axis=0)
    below = pixels[bottom - 1 : bottom + 2, stroke.start : stroke.end].min(axis=0)
    pixels[top:bottom, stroke.start : stroke.end] = np.maximum(above, below)


def _kept(strokes: list[Stroke], stops: list[Stroke], *, long: float, slack: float) -> list[Stroke]:
    """Leave out short strokes, except those that end on strokes of the other kind."""
    kept = []
    for stem in strokes:
        near = [stop.at for stop in stops if stop.start - slack <= stem.at <= stop.end + slack]
        held = all(any(abs(end - at) <= slack for at in near) for end in (stem.start, stem.end))
        if held or stem.length >= long:
            kept.append(stem)
    return kept


def _strokes(pixels: Pixels, scale: float, least: tuple[float, float]) -> list[Stroke]:
    block = max(1, round(_BLOCK * scale))
    mask = _darker_than_sides(pixels, max(2, round(_SIDE * scale)), block)
    shortest, shortest_rule = least[0] * scale, least[1] * scale
    mask[mask.sum(axis=1) * block < shortest] = False
    runs = bridged(zip(*map(np.ndarray.tolist, runs_of(mask)), strict=True), _BREAK)
    pieces = [
        Stroke(y, y + 1, start * block, end * block)
        for y, start, end in runs
        if (end - start) * block >= shortest
    ]
    return [
        _whole(group)
        for group in _groups(pieces, scale)
        if _covered(group) >= max(shortest_rule, _WHOLE * _whole(group).length)
    ]


def _darker_than_sides(pixels: Pixels, side: int, block: int) -> NDArray[np.bool_]:
    """Mark what is darker than what stands `side` above and below; a column is `block` pixels."""
    high, wide = pixels.shape
    blocks = pixels[:, : wide // block * block].reshape(high, wide // block, block)
    mean = blocks.mean(axis=2, dtype=np.float32)
    mask = np.zeros(mean.shape, dtype=np.bool_)
    sides = np.minimum(mean[: -2 * side, :], mean[2 * side :, :])
    least = np.maximum(_LEAST_CONTRAST, _CONTRAST * sides)
    mask[side:-side, :] = sides - mean[side:-side, :] > least
    return mask


def _groups(pieces: list[Stroke], scale: float) -> list[list[Stroke]]:
    """Put pieces together that overlap or follow one another at one height."""
    gap, drift = _GAP * scale, max(1.0, _DRIFT * scale)
    groups: list[list[Stroke]] = []
    ends: list[tuple[float, int]] = []  # (height, reach) of each group
    for piece in sorted(pieces, key=lambda each: (each.start, each.top, each.end)):
        for number in range(len(groups) - 1, -1, -1):
            at, reach = ends[number]
            if abs(at - piece.at) <= drift and piece.start <= reach + gap:
                groups[number].append(piece)
                ends[number] = (piece.at if piece.end > reach else at, max(reach, piece.end))
                break
        else:
            groups.append([piece])
            ends.append((piece.at, piece.end))
    return groups


def _covered(pieces: list[Stroke]) -> int:
    """Say over how much of their length pieces are seen."""
    covered, reach = 0, 0
    for piece in sorted(pieces, key=lambda each: (each.start, each.end)):
        covered += max(0, piece.end - max(piece.start, reach))
        reach = max(reach, piece.end)
    return covered


def _whole(pieces: list[Stroke]) -> Stroke:
    """Make one stroke of pieces; its rows are those where most of its length lies."""
    weights: Counter[int] = Counter()
    for piece in pieces:
        weights[piece.top] += piece.length
    most = max(weights.values())
    rows = [row for row, weight in weights.items() if weight >= 0.3 * most]
    start = min(piece.start for piece in pieces)
    return Stroke(min(rows), max(rows) + 1, start, max(piece.end for piece in pieces))
