"""Parts seen in a text → the combinations that they make: "take" near "payments".

A combination counts where one phrase of each of its groups stands near the next, as many words off
as its entry allows, and no punctuation parts them. Around each phrase of the first group the
nearest of the others are taken, so that the quote is as short as it can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from noticeparse.classifier.separators import pieces_of
from noticeparse.text import Hit, Tokens
from noticeparse.vocabulary import Combination, Meaning

WordSpan = tuple[int, int]  # the first and the last word, inclusive
LONGEST = 8  # words of a quote


def combined(
    seen: Sequence[Hit[Meaning]], tokens: Tokens
) -> Iterator[tuple[Combination, WordSpan]]:
    """Yield each combination that is there, with the words that its parts span.

    `seen` are the parts that stand in a text.
    """
    present = 0
    for _, _, meaning in seen:
        present |= meaning.bits
    likely = {
        combination
        for _, _, meaning in seen
        for combination in meaning.opens
        if combination.wanted & present == combination.wanted
    }
    if not likely:
        return
    pieces = pieces_of(tokens)
    wanted = {group for combination in likely for group in combination.groups}
    parts: dict[int, list[WordSpan]] = {}
    for first, last, meaning in seen:
        for group in wanted & meaning.groups:
            parts.setdefault(group, []).append((first, last))
    for combination in sorted(likely, key=_order):
        anchors, *others = (parts[group] for group in combination.groups)
        for anchor in anchors:
            span = _around(anchor, others, combination, pieces=pieces)
            if span is not None:
                yield combination, span


def _order(combination: Combination) -> tuple[int, str, tuple[int, ...]]:
    return combination.entry, combination.cue, combination.groups


def _around(
    anchor: WordSpan,
    others: Sequence[Sequence[WordSpan]],
    combination: Combination,
    *,
    pieces: Sequence[int],
) -> WordSpan | None:
    """Widen a span by the nearest phrase of each other group."""
    span = anchor
    if pieces[span[0]] != pieces[span[1]]:
        return None
    for found in others:
        near = [
            (gap, other)
            for other in found
            if pieces[other[0]] == pieces[other[1]] == pieces[anchor[0]]
            and (gap := _gap(span, other, in_order=combination.in_order)) is not None
            and gap <= combination.within
        ]
        if not near:
            return None
        other = min(near)[1]
        span = (min(span[0], other[0]), max(span[1], other[1]))
    return span if span[1] - span[0] < LONGEST else None


def _gap(span: WordSpan, other: WordSpan, *, in_order: bool) -> int | None:
    """Count the words between two spans; None where they share one or stand the wrong way.

    What stands between the parts of a span touches it, if any order will do.
    """
    if span[0] < other[0] and other[1] < span[1] and not in_order:
        return 0
    if other[0] > span[1]:
        return other[0] - span[1] - 1
    if other[1] < span[0] and not in_order:
        return span[0] - other[1] - 1
    return None
