"""A row's description → the retention, location and lawful basis that a sentence of it states.

A field that a column filled stays as it is, and the sentence stays in the description.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from noticeparse.model import Disclosure, Text
from noticeparse.parser.wording import Patterns
from noticeparse.text import first_match, fold, sentences, words

LONGEST_SENTENCE = 12  # words of a sentence that is quoted whole
_COMMA = re.compile(r"[,;]\s+|\s[-–—]\s+")


def with_stated(row: Disclosure, patterns: Mapping[str, Patterns]) -> Disclosure:
    """Fill the empty fields of a row from the sentences of its description."""
    stated: dict[str, Any] = {
        name: getattr(row.fields, name) or _stated(row.description, name, patterns)
        for name in ("lawful_basis", "location", "retention")
    }
    return replace(row, fields=replace(row.fields, **stated))


def _stated(description: Text, field: str, patterns: Mapping[str, Patterns]) -> Text | None:
    """The first sentence that states a field; of a long one the part between commas."""
    for start, end in sentences(description.string):
        sentence = description.slice(start, end)
        folded = fold(sentence.string)
        if first_match(patterns.get(f"row_{field}_unless", ()), folded.string):
            continue
        if match := first_match(patterns[f"row_{field}"], folded.string):
            return _part(sentence, *folded.raw_span(*match.span()))
    return None


def _part(sentence: Text, start: int, end: int) -> Text:
    """Cut a long sentence down to the stretch between commas that holds [start, end)."""
    if len(words(sentence.string)) <= LONGEST_SENTENCE:
        return sentence
    cuts = [match.end() for match in _COMMA.finditer(sentence.string)]
    left = max((cut for cut in cuts if cut <= start), default=0)
    right = min((cut for cut in cuts if cut >= end), default=len(sentence))
    return sentence.slice(left, right).strip(" ,;")
