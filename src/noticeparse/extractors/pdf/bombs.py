"""PDF bytes → TooLarge, where a stream would inflate beyond all measure.

pdfium inflates a page's stream as a whole, and a few kilobytes can hold gigabytes. So what is
packed far tighter than text or pictures ever are is counted first, piece by piece, and never kept.

Known limits: only Flate is looked into, which is what bombs are made of; encrypted streams are not.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from noticeparse.errors import TooLarge
from noticeparse.settings import MAX_PDF_FILTERS, MAX_PDF_STREAM_BYTES, MAX_PDF_STREAM_RATIO

_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 400  # bytes before a stream in which its filters are named
_PIECE = 65_536
_TIGHTEST = 1032  # Flate cannot pack tighter


def refuse_bombs(data: bytes, path: str) -> None:
    """Raise TooLarge where a stream inflates to more than is read."""
    for start, end, filters in _flate_streams(data):
        if filters > MAX_PDF_FILTERS:
            raise TooLarge(f"{path} packs a part of itself {filters} times over.")
        if (end - start) * _TIGHTEST**filters <= MAX_PDF_STREAM_BYTES:
            continue
        if _is_bomb(memoryview(data)[start:end], filters):
            megabytes = MAX_PDF_STREAM_BYTES // 1_000_000
            raise TooLarge(f"{path} has a part that unpacks to more than {megabytes} MB.")


def _flate_streams(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield where each packed stream starts and ends, and how many times it is packed."""
    for found in _STREAM.finditer(data):
        start = found.end()
        before = data[max(0, found.start() - _DICTIONARY) : found.start()]
        if before.endswith(b"end"):
            continue
        before = before[before.rfind(b" obj") + 1 :]
        filters = before.count(b"/FlateDecode") + before.count(b"/Fl ") + before.count(b"/Fl]")
        if filters:
            end = data.find(b"endstream", start)
            yield start, len(data) if end < 0 else end, filters


def _is_bomb(packed: memoryview, filters: int) -> bool:
    """Count what comes out, until it is too much or is plainly no bomb."""
    steps = [zlib.decompressobj() for _ in range(filters)]
    read = written = 0
    try:
        for at in range(0, len(packed), _PIECE):
            piece = packed[at : at + _PIECE]
            read += len(piece)
            for out in _inflated(piece, steps):
                written += out
                if written > MAX_PDF_STREAM_BYTES:
                    return True
            if written < MAX_PDF_STREAM_RATIO * read:
                return False
    except zlib.error:
        return False  # damaged, or encrypted: the engine says so
    return False


def _inflated(piece: bytes | memoryview, steps: list[zlib._Decompress]) -> Iterator[int]:
    """Yield the lengths of what a piece inflates to, a stretch at a time."""
    first, rest = steps[0], steps[1:]
    waiting: bytes | memoryview = piece
    while waiting:
        out = first.decompress(waiting, _PIECE * 16)
        waiting = first.unconsumed_tail
        if not out:
            return
        if rest:
            yield from _inflated(out, rest)
        yield len(out)
