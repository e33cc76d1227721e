"""What speaks for the purposes of a row → the purposes that weigh enough, each with its words.

The weights of a row's words, pairs of words and phrases are added for each purpose. One is tagged
where its sum is likely enough and a slice of at most eight words decides it: without the slice
the purpose would not be tagged, or, where the row says it several times over, the slice alone is
enough. That slice is its evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp, log
from typing import NamedTuple

from noticeparse.classifier.evidence import NAME, PHRASE, Said, Word
from noticeparse.classifier.seen import Seen, Span
from noticeparse.model import Evidence, Tag
from noticeparse.vocabulary import TagWeights

MOST_WORDS = 8


class _Slice(NamedTuple):
    text: int
    span: Span


def purposes_of(
    seen: Sequence[Seen],
    words: Sequence[Sequence[Word]],
    said: Sequence[Said],
    weights: TagWeights,
) -> list[Tag]:
    """Tag what the data of a row is for."""
    places: dict[str, list[Said]] = defaultdict(list)
    for each in said:
        places[each.what].append(each)
    tags = []
    for id, parts in sorted(weighed(places, weights).items()):
        own = weights.purposes[id]
        score = own.intercept + sum(weight for _, weight in parts)
        least = log(own.threshold / (1 - own.threshold))
        if score < least:
            continue
        spoken = [(weight, places[what]) for what, weight in parts]
        found = _evidence(words, spoken, score - least, least - own.intercept)
        if found is not None:
            method = "keyword" if _has_phrase(id, places, found) else "weights"
            confidence = round(1 / (1 + exp(-score)), 2)
            tags.append(_tag(id, seen[found.text], found.span, confidence, method))
    return tags


def weighed(places: Iterable[str], weights: TagWeights) -> dict[str, list[tuple[str, float]]]:
    """List the parts of each purpose's sum: (what, weight), each piece of evidence once."""
    parts: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for what in places:
        for id, weight in weights.by_word.get(what, ()):
            parts[id].append((what, weight))
    return parts


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
    texts = sorted({each.text for _, own in weighed for each in own})
    slices = [list(_slices(words, texts, length)) for length in range(1, MOST_WORDS + 1)]
    for covers, asked, which in ((_touches, margin, all), (_holds, enough, any)):
        for of_length in slices:
            best: tuple[float, _Slice] | None = None
            for found in of_length:
                sum_ = sum(w for w, own in weighed if which(covers(found, s) for s in own))
                if sum_ > asked and (best is None or sum_ > best[0]):
                    best = sum_, found
            if best is not None:
                return best[1]
    return None


def _slices(words: Sequence[Sequence[Word]], texts: Iterable[int], length: int) -> Iterator[_Slice]:
    for text in texts:
        own = words[text]
        for first in range(len(own) - length + 1):
            inside = own[first : first + length]
            if any(each.word != NAME for each in inside):
                yield _Slice(text, (inside[0].start, inside[-1].end))


def _touches(found: _Slice, said: Said) -> bool:
    """Does blanking the slice take a word of it away?"""
    start, end = found.span
    return said.text == found.text and start < said.span[1] and said.span[0] < end


def _holds(found: _Slice, said: Said) -> bool:
    start, end = found.span
    return said.text == found.text and start <= said.span[0] and said.span[1] <= end


def _has_phrase(id: str, places: Mapping[str, Sequence[Said]], found: _Slice) -> bool:
    return any(_touches(found, each) for each in places.get(f"{PHRASE} {id}", ()))


def _tag(id: str, seen: Seen, span: Span, confidence: float, method: str) -> Tag:
    reading = seen.reading
    start, end = span
    place = start + reading.start, end + reading.start
    evidence = Evidence(None, reading.field, *place, reading.string[start:end])
    return Tag("purpose", id, None, confidence, method, evidence)
