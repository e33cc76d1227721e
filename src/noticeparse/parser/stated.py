"""A row's description → the retention, location and lawful basis that a sentence of it states.

A column of its own says more surely, so a field that is filled stays as it is. The sentence stays
in the description.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from noticeparse.model import Disclosure, Text
from noticeparse.parser.wording import Patterns
from noticeparse.text import fold, sentences


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
    """The first sentence that states a field."""
    for start, end in sentences(description.string):
        folded = fold(description.string[start:end]).string
        if any(p.search(folded) for p in patterns.get(f"row_{field}_unless", ())):
            continue
        if any(p.search(folded) for p in patterns[f"row_{field}"]):
            return description.slice(start, end)
    return None
