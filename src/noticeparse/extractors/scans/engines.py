"""A clean raster → sightings, through the program tesseract or the package rapidocr.

No segmentation of tesseract's reads every notice: one that looks for blocks loses words between
columns, one that looks for scattered words loses dashes and short ones. So two are tried, and the
surer is kept. Which words belong together is not asked of it: the row engines see that from the
boxes. The models of rapidocr (the extra `ocr`) come inside its wheel, so that nothing is fetched.

One thread a process, so that the same picture gives the same words.

Known limits: rapidocr takes four to ten seconds a page.
"""

import io
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.util import find_spec
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from noticeparse.errors import UnreadableFile
from noticeparse.extractors.scans.raster import OCR_TIMEOUT, Raster, Sighting
from noticeparse.processor import run

PROGRAM = "tesseract"
_SEGMENTATIONS = ("11", "6")  # scattered words; one block of lines
_COLUMNS = 12  # of a line of its TSV
_PACKAGES = ("rapidocr", "onnxruntime")
# Dots an inch: finer takes longer and reads no better; of a page with one short line nothing may be
# found so fine, but is when it is looked at once more, coarser.
_RESOLUTIONS = (200.0, 100.0)
SHORTEST_ON_SIDE = 4  # letters of a word that is higher than wide only where it lies on its side
_LONGEST_SIDE = 4096  # pixels: pages are not made smaller than that
_SETTINGS = {
    "Global.log_level": "error",
    "Global.use_cls": False,  # pages are upright
    "Global.max_side_len": _LONGEST_SIDE,
    "Global.return_word_box": True,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}

Engine = Callable[[Raster], list[Sighting]]


def has_tesseract() -> bool:
    """Say whether the program is there."""
    return shutil.which(PROGRAM) is not None


def read_by_tesseract(raster: Raster) -> list[Sighting]:
    """Read the words of a page. Raises UnreadableFile where the program fails."""
    buffer = io.BytesIO()
    Image.fromarray(raster.pixels).save(buffer, format="PNG", compress_level=1)
    picture, dots = buffer.getvalue(), str(round(raster.scale * 72))
    with ThreadPoolExecutor(len(_SEGMENTATIONS)) as pool:  # each waits for a process of its own
        readings = pool.map(lambda each: _reading(picture, each, dots), _SEGMENTATIONS)
        return max(readings, key=_weight)


def _reading(picture: bytes, segmentation: str, dots: str) -> list[Sighting]:
    command = [PROGRAM, "stdin", "stdout", "-l", "eng", "--dpi", dots, "--psm", segmentation, "tsv"]
    try:
        written = run(command, picture, OCR_TIMEOUT, {**os.environ, "OMP_THREAD_LIMIT": "1"})
    except (subprocess.SubprocessError, OSError) as error:
        raise UnreadableFile(
            f"The program {PROGRAM} failed on a page.",
            what_to_do="Check that it runs and has its English data (tesseract --list-langs).",
        ) from error
    return sightings_of(written.decode("utf-8", errors="replace"))


def sightings_of(tsv: str) -> list[Sighting]:
    """Read tesseract's table of words."""
    sightings: list[Sighting] = []
    lines: dict[tuple[str, ...], int] = {}
    for row in tsv.splitlines():
        cells = row.split("\t")
        if len(cells) != _COLUMNS or cells[0] != "5" or not cells[11].strip():
            continue
        left, top, width, height = (int(cell) for cell in cells[6:10])
        line = lines.setdefault(tuple(cells[1:5]), len(lines))
        confidence = max(0.0, float(cells[10]) / 100)
        box = (left, top, left + width, top + height)
        sightings.append(Sighting(cells[11].strip(), box, round(confidence, 4), line))
    return sightings


def _weight(sightings: Sequence[Sighting]) -> float:
    """Weigh a reading: its letters, as far as it is sure of them."""
    return sum(each.confidence * sum(map(str.isalnum, each.text)) for each in sightings)


def has_rapidocr() -> bool:
    """Say whether the packages are installed."""
    return all(find_spec(name) is not None for name in _PACKAGES)


def read_by_rapidocr(raster: Raster) -> list[Sighting]:
    """Read the words of a page; none where it is blank, or holds nothing but lines and blots."""
    readings = (_read(raster, resolution) for resolution in _RESOLUTIONS)
    return next((found for found in readings if found), [])


def _read(raster: Raster, resolution: float) -> list[Sighting]:
    shrunk = min(1.0, resolution / (72 * raster.scale))
    high, wide = raster.pixels.shape
    size = (max(1, round(wide * shrunk)), max(1, round(high * shrunk)))
    picture = np.asarray(Image.fromarray(raster.pixels).resize(size, Image.Resampling.LANCZOS))
    result = _engine()(np.repeat(picture[:, :, None], 3, axis=2))
    # Where nothing was recognised it gives one word without text in the place of the lines.
    lines = [each for each in result.word_results or () if not (each and isinstance(each[0], str))]
    return [
        _sighting(text, sure, np.array(corners, np.float64) / shrunk, number)
        for number, line in enumerate(lines)
        for text, sure, corners in line
        if text.strip() and corners is not None
    ]


def _sighting(text: str, sure: float, corners: NDArray[np.float64], line: int) -> Sighting:
    """A word; one that lies on its side is read all the same, so it counts for half as sure.

    A page on its side is turned for that, and a caption on its side keeps its words.
    """
    word = text.strip()
    (x0, top), (x1, bottom) = corners.min(axis=0), corners.max(axis=0)
    box = (round(x0), round(top), round(x1), round(bottom))
    on_side = len(word) >= SHORTEST_ON_SIDE and box[3] - box[1] > box[2] - box[0]
    return Sighting(word, box, round(float(sure) / (2 if on_side else 1), 4), line)


@lru_cache(maxsize=1)  # loading the models takes a second
def _engine() -> Any:
    from rapidocr import RapidOCR  # noqa: PLC0415 -- an optional package

    return RapidOCR(params=dict(_SETTINGS))


ENGINES: Final[dict[str, tuple[Callable[[], bool], Engine]]] = {
    "tesseract": (has_tesseract, read_by_tesseract),
    "rapidocr": (has_rapidocr, read_by_rapidocr),
}
"""Whether each is there, and how it reads; the first that is there is taken."""
