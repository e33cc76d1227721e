"""What speaks for the purposes of a row → the purposes that weigh enough, each with its words.

The weights of a row's words, pairs of words and phrases are added for each purpose. One is tagged
where its sum is likely enough and a slice of at most eight words decides it: without the slice
the purpose would not be tagged, or, where the row says it several times over, the slice alone is
enough. That slice is its evidence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log
from operator import attrgetter
from typing import NamedTuple

from noticeparse.classifier.evidence import NAME, PHRASE, Said, Word
from noticeparse.classifier.seen import Seen, Span
from noticeparse.model import Tag
from noticeparse.vocabulary import TagWeights

MOST_WORDS = 8
_start, _end = attrgetter("start"), attrgetter("end")


class _Slice(NamedTuple):
    text: int
    span: Span


def purposes_of(
    seen: Sequence[Seen], words: Sequence[Sequence[Word]], said: Sequence[Said], weights: TagWeights
) -> list[Tag]:
    """Tag what the data of a row is for."""
    places: dict[str, list[Said]] = defaultdict(list)
    for each in said:
        places[each.what].append(each)
    tags = []
    for id, score in sorted(scores(places, weights).items()):
        own = weights.purposes[id]
        least = log(own.threshold / (1 - own.threshold))
        if score < least:
            continue
        spoken = [(own.weights[what], places[what]) for what in places if what in own.weights]
        found = _evidence(words, spoken, score - least, least - own.intercept)
        if found is not None:
            method = "keyword" if _has_phrase(id, places, found) else "weights"
            confidence = round(1 / (1 + exp(-score)), 2)
            evidence = seen[found.text].reading.evidence(*found.span)
            tags.append(Tag("purpose", id, None, confidence, method, evidence))
    return tags


def scores(said: Iterable[str], weights: TagWeights) -> dict[str, float]:
    """Add what is said for each purpose, each piece of evidence once; 0 is as likely as not."""
    sums: dict[str, float] = defaultdict(float)
    for what in said:
        for id, weight in weights.by_word.get(what, ()):
            sums[id] += weight
    return {id: weights.purposes[id].intercept + sum_ for id, sum_ in sums.items()}


def _evidence(
    words: Sequence[Sequence[Word]],
    weighed: Sequence[tuple[float, Sequence[Said]]],
    margin: float,
    enough: float,
) -> _Slice | None:
    """Find the shortest slice without which the sum falls by more than the margin.

    Else the shortest of which the words alone weigh enough. Of slices as short, the one that
    weighs most; the first of equals.
    """
    for places, asked in ((_touching, margin), (_holding, enough)):
        reach = [(weight, places(words, said)) for weight, said in weighed]
        for length in range(1, MOST_WORDS + 1):
            found = _heaviest(words, reach, length, asked)
            if found is not None:
                return found
    return None


def _heaviest(
    words: Sequence[Sequence[Word]],
    reach: Sequence[tuple[float, Sequence[_Reach]]],
    length: int,
    asked: float,
) -> _Slice | None:
    """Find the slice of a length that weighs most, and more than is asked."""
    sums: dict[tuple[int, int], float] = {}
    for weight, own in reach:
        first_words = {
            (text, first)
            for text, until, since in own
            for first in range(max(0, since - length + 1), until + 1)
        }
        for place in first_words:
            sums[place] = sums.get(place, 0) + weight
    heavy = [(-sum_, *place) for place, sum_ in sums.items() if sum_ > asked]
    for _, text, first in sorted(heavy):
        inside = words[text][first : first + length]
        if len(inside) == length and any(each.word != NAME for each in inside):
            return _Slice(text, (inside[0].start, inside[-1].end))
    return None


# Slices of a text that begin at the word `until` or before it, and end at `since` or after it.
_Reach = tuple[int, int, int]


def _touching(words: Sequence[Sequence[Word]], said: Sequence[Said]) -> list[_Reach]:
    """The slices that leave nothing of what is said whole; none where it stands in two texts."""
    text = said[0].text
    if any(each.text != text for each in said):
        return []
    own = words[text]
    until = min(bisect_left(own, each.span[1], key=_start) for each in said) - 1
    since = max(bisect_right(own, each.span[0], key=_end) for each in said)
    return [(text, until, since)]


def _holding(words: Sequence[Sequence[Word]], said: Sequence[Said]) -> list[_Reach]:
    """The slices in which it is said."""
    return [
        (
            each.text,
            bisect_right(words[each.text], each.span[0], key=_start) - 1,
            bisect_left(words[each.text], each.span[1], key=_end),
        )
        for each in said
    ]


def _has_phrase(id: str, places: Mapping[str, Sequence[Said]], found: _Slice) -> bool:
    start, end = found.span
    phrases = places.get(f"{PHRASE} {id}", ())
    return any(
        each.text == found.text and start < each.span[1] and each.span[0] < end for each in phrases
    )
