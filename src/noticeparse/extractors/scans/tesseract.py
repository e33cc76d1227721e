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
from dataclasses import replace

from PIL import Image

from noticeparse.errors import UnreadableFile
from noticeparse.extractors.scans.limits import OCR_TIMEOUT
from noticeparse.extractors.scans.raster import Pixel, Raster, Sighting

PROGRAM = "tesseract"
_SEGMENTATIONS = ("11", "6")  # scattered words; one block of lines
_COLUMNS = 12  # of a line of its TSV
_ADDED = 0.55  # a word that one reading alone has is added where it is so sure
_SURER, _SAME = 0.1, 0.6  # confidence; share of the boxes of what is one word
_APART = 0.25  # of a word's area: less is covered by the other reading's words


def is_available() -> bool:
    """Say whether the program is there."""
    return shutil.which(PROGRAM) is not None


def recognise(raster: Raster) -> list[Sighting]:
    """Read the words of a page. Raises UnreadableFile where the program fails."""
    buffer = io.BytesIO()
    Image.fromarray(raster.pixels).save(buffer, format="PNG", compress_level=1)
    picture, dots = buffer.getvalue(), str(round(raster.scale * 72))
    readings = [_read(picture, segmentation, dots) for segmentation in _SEGMENTATIONS]
    readings.sort(key=_weight, reverse=True)
    return _united(readings)


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


def _united(readings: Sequence[Sequence[Sighting]]) -> list[Sighting]:
    best, *others = readings
    words = [_surest(word, others) for word in best]
    for reading in others:
        shift = 1 + max((word.line for word in words), default=0)
        words += [
            replace(word, line=word.line + shift)
            for word in reading
            if word.confidence >= _ADDED and _is_apart(word.box, [each.box for each in words])
        ]
    return words


def _surest(word: Sighting, others: Sequence[Sequence[Sighting]]) -> Sighting:
    """Take a word as another reading saw it, where that saw the same place and is surer."""
    for reading in others:
        for other in reading:
            surer = other.confidence > word.confidence + _SURER
            if (
                surer
                and _share(word.box, other.box) > _SAME
                and _share(other.box, word.box) > _SAME
            ):
                return replace(other, line=word.line)
    return word


def _share(one: Pixel, other: Pixel) -> float:
    """Say how much of one box lies in the other."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(0, wide) * max(0, high) / max(1, (one[2] - one[0]) * (one[3] - one[1]))


def _is_apart(box: Pixel, others: Sequence[Pixel]) -> bool:
    return sum(_share(box, other) for other in others) < _APART
