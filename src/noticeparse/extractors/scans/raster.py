"""Bytes of a picture, or a page of a PDF → a straightened raster; words that were recognised.

A raster is grey: 0 is black, 255 is white. `scale` counts pixels a point, so that boxes in pixels
divided by it are boxes in points from the page's top left corner.

Sizes and frames are looked at before anything is decoded. Where a picture does not say how many
dots an inch it has, or says what cannot be, its longer side is taken to be that of A4.

Engines differ in what they call a word's box: one hugs the ink, the other has the whole line's
height.

A raster as it was scanned is straightened first. Paper is made white by dividing by what stands
around: scans have grey paper, photographs a shadow. The skew is the angle at which the dark pixels,
summed along the lines, differ most from one row of pixels to the next.

Known limits: a page that is curved or seen from the side stays so; GIF, BMP, WEBP and HEIC are
refused before they come here.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import radians, sqrt, tan
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps

from noticeparse.errors import TooLarge, UnreadableFile

_KINDS = ("PNG", "JPEG", "TIFF")
_LONG_SIDE = 842.0  # points: A4
_PAPER = (400.0, 1300.0)  # points that a page's longer side may have

# All that Pillow was seen to raise on damaged files.
_DAMAGED = (OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, ArithmeticError)
_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE
INK = 140  # darker is ink
_TILE = 4.0  # points: the paper's shade is measured in tiles of this size
_AROUND = 9  # tiles: the lightest of so many around is the paper
_DARKEST_PAPER = 0.6  # of the page's paper: darker is no shadow but a coloured area
_DARK = 150
_WIDEST = 8.0  # degrees: more is not skew
_LEAST = 0.04  # degrees: less is not worth the blur of turning

# Limits: they bound time and memory on hostile files; no notice that was seen comes near them.
RESOLUTION: Final = 300.0
"""Dots an inch that pages are rendered at: small print has its full shape there."""

MAX_RENDERED_PIXELS: Final = 12_000_000
"""An A4 page at 300 dots an inch has 8.7 million; larger pages are rendered coarser."""

MAX_PICTURE_PIXELS: Final = 120_000_000
"""Beyond this a picture is not decoded: A3 at 600 dots an inch has 70 million."""

MAX_FRAMES: Final = 60
"""Pages of one TIFF; a scanned notice has a few."""

MAX_SCANNED_PAGES: Final = 60
"""Pages of one PDF that are read by OCR: each takes seconds."""

OCR_TIMEOUT: Final = 120.0
"""Seconds of the processor that the program may take for one page."""

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Pixel = tuple[int, int, int, int]  # a box in pixels


def frames_of(data: bytes, path: str) -> list[Raster]:
    """Decode every frame in grey.

    Raises UnreadableFile where the picture is damaged and TooLarge where it is beyond the limits.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow: odd tags; sizes are looked at here
            with Image.open(io.BytesIO(data), formats=_KINDS) as image:
                return list(_frames(image, path))
    except (*_DAMAGED, Image.DecompressionBombError) as error:
        raise UnreadableFile(f"{path} is damaged: it could not be read as a picture.") from error


def _frames(image: Image.Image, path: str) -> Iterator[Raster]:
    count = int(getattr(image, "n_frames", 1))
    if count > MAX_FRAMES:
        raise TooLarge(f"{path} has {count} pages; at most {MAX_FRAMES} are read.")
    for number in range(count):
        image.seek(number)
        if image.width * image.height > MAX_PICTURE_PIXELS:
            raise TooLarge(
                f"{path} has {image.width} by {image.height} dots.",
                what_to_do="Scan it with 300 dots an inch, or make the picture smaller.",
            )
        dots = _resolution(image)
        yield _raster(_grey(ImageOps.exif_transpose(image)), dots)


def _grey(image: Image.Image) -> Image.Image:
    """Return a picture in grey, on white where it is transparent."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        paper.alpha_composite(clear)
        return paper.convert("L")
    if image.mode.startswith("I"):  # 16 bits a dot
        deep = np.asarray(image, dtype=np.int64)
        return Image.fromarray((deep >> 8 if deep.max(initial=0) > 255 else deep).astype(np.uint8))
    return image.convert("L")


def _resolution(image: Image.Image) -> float:
    """Return the dots an inch that a picture has, from what it says or from its size."""
    longer = max(image.width, image.height)
    said = image.info.get("dpi", (0, 0))
    dots = float(said[0]) if isinstance(said, tuple) and said else 0.0
    if dots > 1 and _PAPER[0] <= longer * 72 / dots <= _PAPER[1]:
        return dots
    return longer * 72 / _LONG_SIDE


def _raster(image: Image.Image, dots: float) -> Raster:
    """Bring a picture to the resolution that is read best, within the limit of pixels."""
    inches = image.width * image.height / dots**2
    wanted = min(RESOLUTION, sqrt(MAX_RENDERED_PIXELS / inches))
    if abs(wanted - dots) > 0.02 * wanted:
        size = (round(image.width * wanted / dots), round(image.height * wanted / dots))
        kind = Image.Resampling.BICUBIC if wanted > dots else Image.Resampling.BOX
        image = image.resize((max(1, size[0]), max(1, size[1])), kind)
        dots = wanted
    return Raster(np.asarray(image), dots / 72)


def render(page: Any) -> Raster | None:
    """Render a page in grey; None where it is empty or holds a picture beyond the limit."""
    width, height = page.get_size()
    if width <= 0 or height <= 0 or not _is_drawn(page):
        return None
    scale = min(RESOLUTION / 72, sqrt(MAX_RENDERED_PIXELS / (width * height)))
    bitmap = page.render(scale=scale, grayscale=True)
    pixels = np.array(bitmap.to_numpy(), dtype=np.uint8)  # a copy: the bitmap is freed
    bitmap.close()
    return Raster(pixels.reshape(pixels.shape[0], pixels.shape[1]), scale)


def _is_drawn(page: Any) -> bool:
    """Say whether anything is drawn on a page, and no picture is beyond the limit."""
    drawn = False
    for each in page.get_objects(max_depth=3):
        drawn = True
        if each.type == _IMAGE:
            wide, high = each.get_px_size()
            if wide * high > MAX_PICTURE_PIXELS:
                return False
    return drawn


@dataclass(frozen=True, slots=True)
class Raster:
    """The picture of one page."""

    pixels: Pixels
    scale: float

    @property
    def width(self) -> float:
        """The page's width in points."""
        return float(self.pixels.shape[1] / self.scale)

    @property
    def height(self) -> float:
        """The page's height in points."""
        return float(self.pixels.shape[0] / self.scale)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A word as an engine saw it: its box, its confidence (0..1) and the number of its line."""

    text: str
    box: Pixel
    confidence: float
    line: int


def overlap(one: Pixel, other: Pixel) -> bool:
    """Say whether two boxes share a point."""
    across = min(one[2], other[2]) > max(one[0], other[0])
    return across and min(one[3], other[3]) > max(one[1], other[1])


def hugged(raster: Raster, sightings: Iterable[Sighting]) -> list[Sighting]:
    """Put each word's box around its ink; what has none is no word."""
    mask = raster.pixels < INK
    words = []
    for seen in sightings:
        x0, top, x1, bottom = max(0, seen.box[0]), max(0, seen.box[1]), *seen.box[2:]
        ink = mask[top:bottom, x0:x1]
        ys, xs = np.flatnonzero(ink.any(axis=1)).tolist(), np.flatnonzero(ink.any(axis=0)).tolist()
        if ys:
            box = (x0 + xs[0], top + ys[0], x0 + xs[-1] + 1, top + ys[-1] + 1)
            words.append(replace(seen, box=box))
    return words


def whiten(raster: Raster) -> Raster:
    """Make the paper white, whatever its shade."""
    image = Image.fromarray(raster.pixels)
    tile = max(1, round(_TILE * raster.scale))
    small = image.reduce(tile).filter(ImageFilter.MaxFilter(_AROUND))
    small = small.filter(ImageFilter.GaussianBlur(_AROUND / 2))
    paper = np.asarray(small, dtype=np.float32)
    paper = np.maximum(paper, max(1.0, _DARKEST_PAPER * float(np.percentile(paper, 90))))
    shade = Image.fromarray(paper).resize(image.size, Image.Resampling.BILINEAR)
    lit = raster.pixels.astype(np.float32) * (250.0 / np.asarray(shade))
    return replace(raster, pixels=np.clip(lit, 0, 255).astype(np.uint8))


def level(raster: Raster) -> Raster:
    """Turn the page so that its lines are level."""
    angle = skew(raster.pixels, raster.scale)
    if abs(angle) < _LEAST:
        return raster
    turned = Image.fromarray(raster.pixels).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    return replace(raster, pixels=np.asarray(turned))


def skew(pixels: Pixels, scale: float) -> float:
    """Measure by how many degrees lines fall to the right."""
    small = np.asarray(Image.fromarray(pixels).reduce(max(1, round(scale))))
    ys, xs = np.nonzero(small < _DARK)
    if len(ys) < 50:
        return 0.0
    best = 0.0
    for step, reach in ((0.5, _WIDEST), (0.1, 0.4), (0.02, 0.08)):
        count = round(reach / step)
        angles = [best + step * number for number in range(-count, count + 1)]
        best = max(angles, key=lambda angle: (_sharpness(ys, xs, angle), -abs(angle)))
    return round(best, 3)


def _sharpness(ys: NDArray[np.intp], xs: NDArray[np.intp], angle: float) -> float:
    """Say how sharply rows of ink are parted where lines fall by an angle."""
    heights = ys - xs * tan(radians(angle))
    heights -= heights.min()
    rows = np.bincount(np.rint(heights).astype(np.intp))
    return float(np.square(np.diff(rows.astype(np.float64))).sum())
