"""Bytes of a picture, or a page of a PDF → a raster a frame or page.

Sizes and frames are looked at before anything is decoded. Where a picture does not say how many
dots an inch it has, or says what cannot be, its longer side is taken to be that of A4.

Known limits: GIF, BMP, WEBP and HEIC are refused before they come here.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from math import sqrt
from typing import Any

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from noticeparse.errors import TooLarge, UnreadableFile
from noticeparse.extractors.scans.raster import (
    MAX_FRAMES,
    MAX_PICTURE_PIXELS,
    MAX_RENDERED_PIXELS,
    RESOLUTION,
    Raster,
)

_KINDS = ("PNG", "JPEG", "TIFF")
_LONG_SIDE = 842.0  # points: A4
_PAPER = (400.0, 1300.0)  # points that a page's longer side may have

# All that Pillow was seen to raise on damaged files.
_DAMAGED = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    KeyError,
    TypeError,
    IndexError,
    OverflowError,
    ZeroDivisionError,
    Image.DecompressionBombError,
)
_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE


def frames_of(data: bytes, path: str) -> list[Raster]:
    """Decode every frame in grey.

    Raises UnreadableFile where the picture is damaged and TooLarge where it is beyond the limits.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow: odd tags; sizes are looked at here
            with Image.open(io.BytesIO(data), formats=_KINDS) as image:
                return list(_frames(image, path))
    except _DAMAGED as error:
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
