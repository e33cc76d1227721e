"""Parts seen in a text → the combinations that they make: "take" near "payments".

A combination counts where one phrase of each of its groups stands near the next, as many words off
as its entry allows, and no punctuation parts them. Around each phrase of the first group the
nearest of the others are taken, so that the quote is as short as it can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from noticeparse.text import PlainHit
from noticeparse.vocabulary import Combination, Meaning, Opened

WordSpan = tuple[int, int]  # the first and the last word, inclusive
Part = PlainHit[Meaning]  # a phrase that may be a part of combinations
LONGEST = 8  # words of a quote
FAR = 1000  # words
_CONJUNCTIONS = frozenset(("and", "or", "&"))


def combined(
    pieces: Iterable[Sequence[Part]], words: Sequence[str], opened: Opened
) -> Iterator[tuple[Combination, WordSpan]]:
    """Yield each combination that is there, with the words that its parts span.

    `pieces` are the parts between punctuation in a text of these words, `opened` what phrases open
    in the text's role.
    """
    for parts in pieces:
        if len(parts) < 2:
            continue
        present = 0
        for _, _, meaning in parts:
            present |= meaning.bits
        likely = {
            combination: None
            for _, _, meaning in parts
            for combination in opened[meaning]
            if combination.wanted & present == combination.wanted
        }
        for combination in likely:
            anchors, *others = [
                [(first, last) for first, last, meaning in parts if meaning.bits & group]
                for group in combination.groups
            ]
            for anchor in anchors:
                span = _around(anchor, others, combination, words=words)
                if span is not None:
                    yield combination, span


def _around(
    anchor: WordSpan,
    others: Sequence[Sequence[WordSpan]],
    combination: Combination,
    *,
    words: Sequence[str],
) -> WordSpan | None:
    """Widen a span by the nearest phrase of each other group."""
    first, last = anchor
    for found in others:
        nearest = None
        for a, b in found:
            gap = _gap(first, last, a, b, combination.in_order)
            if gap == 1 and words[last + 1 if a > last else b + 1] in _CONJUNCTIONS:
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
