"""A row's description → the retention, location and lawful basis that a sentence of it states.

A column of its own says more surely, so a field that is filled stays as it is. The sentence stays
in the description.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from noticeparse.model import Disclosure, Text
from noticeparse.parser2.wording import Patterns
from noticeparse.text import fold, sentences, words

LONGEST_SENTENCE = 12  # words of a sentence that is quoted whole
_COMMA = re.compile(r"[,;]\s+|\s[-–—]\s+")


def with_stated(row: Disclosure, patterns: Mapping[str, Patterns]) -> Disclosure:
    """Fill the empty fields of a row from the sentences of its description."""
    fields = row.fields
    return replace(
        row,
        fields=replace(
            fields,
            lawful_basis=fields.lawful_basis or _stated(row.description, "lawful_basis", patterns),
            location=fields.location or _stated(row.description, "location", patterns),
            retention=fields.retention or _stated(row.description, "retention", patterns),
        ),
    )


def _stated(description: Text, field: str, patterns: Mapping[str, Patterns]) -> Text | None:
    """The first sentence that states a field; of a long one the part between commas."""
    for start, end in sentences(description.string):
        sentence = description.slice(start, end)
        folded = fold(sentence.string)
        if any(p.search(folded.string) for p in patterns.get(f"row_{field}_unless", ())):
            continue
        for pattern in patterns[f"row_{field}"]:
            if match := pattern.search(folded.string):
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
