"""Punctuation of a text → what it parts: phrases that may not cross it, items between it."""

from __future__ import annotations

import re
from bisect import bisect_left

from noticeparse.text import Tokens

Span = tuple[int, int]
# One class first: a search for it skips all other characters at once.
_PUNCTUATION = re.compile(
    r"[,;:!?()|\n\u2022.\u2013\u2014-]"
    r"(?:(?<=[,;:!?()|\n\u2022])|(?=\s)(?:(?<=\.)(?<!\b[MD]r\.)(?<!\bMrs\.)(?<!\bMs\.)|(?<=\s[\u2013\u2014-])))"
)
_PLURAL_BRACKETS = re.compile(r"\(e?s\)")
# What an item stands alone between.
_OPENS_ITEM = re.compile(r"(?:^|[,;/&\u00b7\u2022:(|\n\u2013-]|\b(?:and|for|or))\s*$", re.I)
_ENDS_ITEM = re.compile(r"\s*(?:$|[,;/&.)|\n\u2022]|[\u2013-]\s|\()|\s+(?:and|or)\b", re.I)
_LONGEST_SEPARATOR = 6  # characters: ", and "


def pieces_of(tokens: Tokens) -> list[int]:
    """Number, for each word, the piece between punctuation that it stands in."""
    raw = tokens.folded.raw
    if "s)" in raw:
        raw = _PLURAL_BRACKETS.sub(lambda plural: "_" * len(plural.group()), raw)
    cuts = [match.start() for match in _PUNCTUATION.finditer(raw)]
    if not cuts:
        return [0] * len(tokens.words)
    return [bisect_left(cuts, start) for start in tokens.raw_starts]


def alone(text: str, span: Span) -> bool:
    """Is it an item by itself?"""
    before = text[max(0, span[0] - _LONGEST_SEPARATOR) : span[0]]
    return bool(_OPENS_ITEM.search(before) and _ENDS_ITEM.match(text, span[1]))
