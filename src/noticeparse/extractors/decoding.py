"""Bytes of a text or web page → its characters, and an Issue where they had to be guessed.

A byte order mark decides, then valid UTF-8, then what the page declares, then the look of the
bytes: Windows-1252 where it gives letters and typographic signs only, else charset-normalizer.
Notices pasted together from several programs mix UTF-8 with Windows-1252; those are decoded
piece by piece.

Known limits: short texts in other code pages (Polish, Cyrillic) may be guessed wrong.
"""

import codecs
import re
from contextlib import suppress
from typing import Final

from noticeparse.model import Issue

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PLAUSIBLE_1252: Final = frozenset("€‚„…‘’“”•–—™£©®°·½¼¾§«»²³×÷¬±ªº¨´¿¡†‡\xa0\xad")
_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_STRAY = re.compile("[\udc80-\udcff]")


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, tuple[Issue, ...]]:
    """Decode bytes; the text keeps its line ends but loses a byte order mark.

    `declared` is the encoding that the page names for itself; it holds where it fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lossy(data[len(mark) :], encoding)
    if wide := _wide_encoding(data):
        return _lossy(data, wide)
    for candidate in filter(None, ("utf-8", _python_name(declared))):
        with suppress(UnicodeError):
            return data.decode(candidate), ()
    return _guess(data)


def _python_name(declared: str | None) -> str | None:
    if not declared:
        return None
    name = declared.strip().strip("'\"").lower()
    # As browsers do: pages that say Latin-1 were written on Windows.
    if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
        return "cp1252"
    # A page whose declaration could be read byte by byte is not in a wide encoding.
    if name.startswith(("utf-16", "utf-32", "utf-7", "ucs")):
        return None
    try:
        return codecs.lookup(name).name if "".encode(name) == b"" else None
    except (LookupError, ValueError, UnicodeError, TypeError):
        return None


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    head = data[:4000]
    pairs = len(head) // 2
    if pairs < 4:
        return None
    low, high = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if high > 0.6 * pairs and low < 0.1 * pairs:
        return "utf-16-le"
    return "utf-16-be" if low > 0.6 * pairs and high < 0.1 * pairs else None


def _lossy(data: bytes, encoding: str) -> tuple[str, tuple[Issue, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeError:
        text = data.decode(encoding, errors="replace")
        return text, (_replaced(text),)


def _guess(data: bytes) -> tuple[str, tuple[Issue, ...]]:
    # Bytes that are no UTF-8 come out as lone surrogates, U+DC80 to U+DCFF.
    escaped = data.decode("utf-8", errors="surrogateescape")
    strays = len(_STRAY.findall(escaped))
    if strays <= len(_SEQUENCE.findall(data)):  # UTF-8 is the rule
        mixed = _STRAY.sub(
            lambda match: bytes([ord(match[0]) - 0xDC00]).decode("cp1252", errors="replace"),
            escaped,
        )
        if _is_plausible(mixed):
            message = f"The text mixes two encodings; {strays} signs were read as Windows-1252."
            return mixed, (Issue("extractors", "mixed_encoding", "warning", message),)
    windows = data.decode("cp1252", errors="replace")
    if _is_plausible(windows):
        return windows, ()
    from charset_normalizer import from_bytes  # noqa: PLC0415 - its import is slow, rarely needed

    best = from_bytes(data).best()
    if best is None:
        return windows, (_replaced(windows),)
    message = f"The encoding is not stated; it was read as {best.encoding}."
    return str(best), (Issue("extractors", "encoding_guessed", "info", message),)


def _is_plausible(text: str) -> bool:
    high = [c for c in text if ord(c) > 127]
    odd = sum(not (c.isalpha() or c in _PLAUSIBLE_1252) for c in high)
    letters = sum(c.isalpha() for c in text)
    accented = sum(c.isalpha() for c in high)
    # Whole words of accented letters are another alphabet, read with the wrong table.
    return odd <= 0.02 * len(high) and accented <= 0.3 * letters


def _replaced(text: str) -> Issue:
    count = text.count("\ufffd")
    message = f"{count} signs could not be decoded and were replaced."
    return Issue("extractors", "undecodable", "warning", message)
