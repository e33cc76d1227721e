"""Parts seen in a text → the combinations that they make: "take" near "payments".

A combination counts where one phrase of each of its groups stands near the next, as many words off
as its entry allows, and no punctuation parts them. Around each phrase of the first group the
nearest of the others are taken, so that the quote is as short as it can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from noticeparse.text import Hit
from noticeparse.vocabulary import Combination, Meaning, Opened

WordSpan = tuple[int, int]  # the first and the last word, inclusive
Part = tuple[int, int, int]  # such a span, and the piece between punctuation that it stands in
LONGEST = 8  # words of a quote
FAR = 1000  # words
_CONJUNCTIONS = frozenset(("and", "or", "&"))


def combined(
    seen: Sequence[Hit[Meaning]],
    words: Sequence[str],
    pieces: Sequence[int],
    opened: Opened,
) -> Iterator[tuple[Combination, WordSpan]]:
    """Yield each combination that is there, with the words that its parts span.

    `seen` are the phrases that stand in a text of these words, `pieces` the piece between
    punctuation that each word stands in, `opened` what phrases open in the text's role.
    """
    present = 0
    for _, _, meaning in seen:
        present |= meaning.bits
    likely = {
        combination
        for _, _, meaning in seen
        for combination in opened.of(meaning)
        if combination.wanted & present == combination.wanted
    }
    if not likely:
        return
    parts = _parts(seen, {group for each in likely for group in each.groups}, pieces)
    joins = {place for place, word in enumerate(words) if word in _CONJUNCTIONS}
    for combination in sorted(likely, key=_order):
        anchors, *others = (parts.get(group, ()) for group in combination.groups)
        for anchor in anchors:
            span = _around(anchor, others, combination, joins=joins)
            if span is not None:
                yield combination, span


def _parts(
    seen: Sequence[Hit[Meaning]], wanted: set[int], pieces: Sequence[int]
) -> dict[int, list[Part]]:
    """List where the phrases of some groups stand, but those that cross a comma or the like."""
    parts: dict[int, list[Part]] = {}
    for first, last, meaning in seen:
        groups = wanted & meaning.groups
        if groups and (piece := pieces[first]) == pieces[last]:
            part = first, last, piece
            for group in groups:
                parts.setdefault(group, []).append(part)
    return parts


def _order(combination: Combination) -> tuple[int, str, tuple[int, ...]]:
    return combination.entry, combination.cue, combination.groups


def _around(
    anchor: Part, others: Sequence[Sequence[Part]], combination: Combination, *, joins: set[int]
) -> WordSpan | None:
    """Widen a span by the nearest phrase of each other group."""
    first, last, piece = anchor
    for found in others:
        nearest = None
        for a, b, other_piece in found:
            if other_piece != piece:
                continue
            gap = _gap(first, last, a, b, combination.in_order)
            if gap == 1 and (last + 1 if a > last else b + 1) in joins:
                continue  # "marks and attendance" are two things
            if gap <= combination.within and (nearest is None or (gap, a, -b) < nearest):
                nearest = gap, a, -b
        if nearest is None:
            return None
        first, last = min(first, nearest[1]), max(last, -nearest[2])
    return (first, last) if last - first < LONGEST else None


def _gap(first: int, last: int, a: int, b: int, in_order: bool) -> int:
    """Count the words between two spans; many where they share one or stand the wrong way.

    What stands between the parts of a span touches it, if any order will do.
    """
    if a > last:
        return a - last - 1
    if in_order:
        return FAR
    if b < first:
        return first - b - 1
    return 0 if first < a and b < last else FAR
