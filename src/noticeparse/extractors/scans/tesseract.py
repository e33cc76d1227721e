"""A clean raster → sightings, through the program tesseract.

No segmentation of the page reads every notice: one that looks for blocks loses words between
columns, one that looks for scattered words loses dashes and short ones. So two are tried, the
surer is kept, and what only the other saw is added to it. Which words belong together is not asked
of tesseract: the row engines see that from the boxes.

One thread a process, so that the same picture gives the same words.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from PIL import Image

from noticeparse.errors import UnreadableFile
from noticeparse.extractors.scans.raster import OCR_TIMEOUT, Raster, Sighting, shares

PROGRAM = "tesseract"
_SEGMENTATIONS = ("11", "6")  # scattered words; one block of lines
_COLUMNS = 12  # of a line of its TSV
_ADDED = 0.55  # a word that one reading alone has is added where it is so sure
_APART = 0.25  # of a word's area: less is covered by the other reading's words


def is_available() -> bool:
    """Say whether the program is there."""
    return shutil.which(PROGRAM) is not None


def recognise(raster: Raster) -> list[Sighting]:
    """Read the words of a page. Raises UnreadableFile where the program fails."""
    buffer = io.BytesIO()
    Image.fromarray(raster.pixels).save(buffer, format="PNG", compress_level=1)
    picture, dots = buffer.getvalue(), str(round(raster.scale * 72))
    with ThreadPoolExecutor(len(_SEGMENTATIONS)) as pool:  # each waits for a process of its own
        readings = list(pool.map(lambda each: _read(picture, each, dots), _SEGMENTATIONS))
    readings.sort(key=_weight, reverse=True)
    return _united(*readings)


def _read(picture: bytes, segmentation: str, dots: str) -> list[Sighting]:
    command = [PROGRAM, "stdin", "stdout", "-l", "eng", "--dpi", dots, "--psm", segmentation, "tsv"]
    try:
        done = subprocess.run(
            command,
            input=picture,
            capture_output=True,
            check=True,
            timeout=OCR_TIMEOUT,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise UnreadableFile(
            f"The program {PROGRAM} failed on a page.",
            what_to_do="Check that it runs and has its English data (tesseract --list-langs).",
        ) from error
    return sightings_of(done.stdout.decode("utf-8", errors="replace"))


def sightings_of(tsv: str) -> list[Sighting]:
    """Read tesseract's table of words.

    >>> row = "5 1 1 1 1 1 12 30 80 20 96.5 ParentPay".replace(" ", "\\t")
    >>> [(each.text, each.box) for each in sightings_of(row)]
    [('ParentPay', (12, 30, 92, 50))]
    """
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


def _united(best: Sequence[Sighting], other: Sequence[Sighting]) -> list[Sighting]:
    """Take from the other reading what it alone has seen."""
    covered = shares([word.box for word in other], [word.box for word in best]).sum(axis=1)
    shift = 1 + max((word.line for word in best), default=0)
    return list(best) + [
        replace(word, line=word.line + shift)
        for word, share in zip(other, covered, strict=True)
        if share < _APART and word.confidence >= _ADDED
    ]
