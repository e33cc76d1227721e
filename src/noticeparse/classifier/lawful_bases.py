"""What a row says of its lawful basis → the terms of Article 6 and Article 9 that it names.

Only the row's own words count: a basis that the notice states once for all rows is a statement, and
reports print it beside the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from noticeparse.model import Disclosure, Evidence, Tag
from noticeparse.text import first_match, fold
from noticeparse.vocabulary.taxonomy import LawfulBasis

_CONFIDENCE = 0.95


def lawful_bases(row: Disclosure, bases: Sequence[LawfulBasis]) -> tuple[Tag, ...]:
    """Name the bases that the row's `lawful_basis` states, each with its words."""
    text = row.fields.lawful_basis
    if text is None:
        return ()
    return tuple(
        Tag(
            "lawful_basis",
            id,
            None,
            _CONFIDENCE,
            "keyword",
            Evidence(None, "fields.lawful_basis", start, end, text.string[start:end]),
        )
        for id, start, end in named_in(text.string, bases)
    )


def named_in(text: str, bases: Sequence[LawfulBasis]) -> Iterator[tuple[str, int, int]]:
    """Yield (id, start, end) of each basis that a text names, in the order of the vocabulary."""
    folded = fold(text)
    for basis in bases:
        if first_match(basis.unless, folded.string):
            continue
        if match := first_match(basis.patterns, folded.string):
            yield basis.id, *folded.raw_span(*match.span())
