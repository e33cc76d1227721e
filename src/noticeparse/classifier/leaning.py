"""A row of which no way of saying a purpose fits → the purpose that its words lean to, if any.

The words of each sentence are weighed by how much each leans to a purpose (see
`vocabulary.leanings`). Where those of one purpose stand near one another, are enough, and clearly
outweigh those of the next, the purpose is tagged, with a low confidence; its evidence is these
words.

A purpose is out of the question where a way of saying it stands there and something cancels it.
What is part of a name, is denied, or says which data it is or whose, says nothing of purposes. A
row with a column of purposes is read there alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from noticeparse.classifier.attribution import Names, names_in
from noticeparse.classifier.decide import Stated
from noticeparse.classifier.denial import denials
from noticeparse.classifier.hits import cancelled
from noticeparse.classifier.seen import Seen, Span
from noticeparse.model import Evidence, Tag
from noticeparse.text import sentences
from noticeparse.vocabulary import Leanings, Vocabulary, reduce_word

_ENOUGH = 0.7  # as much as one word that nearly always says it, or two that often do
_CLEARER = 1.5  # times the next purpose
_NEAR = 9  # words from the one that leans most
_CONFIDENCE = 0.5


class _Leaning(NamedTuple):
    """How much a sentence of a text leans to a purpose, by which reduced words, at which places."""

    weight: float
    id: str
    seen: Seen
    words: AbstractSet[str]
    places: Sequence[int]


def leaning_of(
    seen: Sequence[Seen], stated: Sequence[Stated], names: Names, vocabulary: Vocabulary
) -> list[Tag]:
    """Tag the purpose that the words of a row lean to; an empty list where they lean to none."""
    roles = {text.reading.role for text in seen}
    role = "purpose" if "purpose" in roles else "both"
    clear = [
        leaning
        for text, said in zip(seen, stated, strict=True)
        if text.reading.role == role
        for leaning in _clear(text, _weighing(text, said, names, vocabulary.leanings), vocabulary)
    ]
    if not clear:
        return []
    out = {id for text in seen for id in cancelled(text, vocabulary.lexicon)}
    most = max(clear, key=lambda leaning: (leaning.id not in out, leaning.weight))
    return [] if most.id in out else [_tag(most)]


def _weighing(seen: Seen, said: Stated, names: Names, leanings: Leanings) -> list[int]:
    """List the words of a text that may say what data is for, by their places."""
    tokens = seen.tokens
    places = [place for place, w in enumerate(tokens.words) if reduce_word(w) in leanings.words]
    if not places:
        return []
    denied, aims = denials(seen)
    named = names_in(seen.reading.string, names)
    spans = [*denied, *aims, *named, *((f.start, f.end) for f in said.findings)]
    return [place for place in places if not _inside(tokens.raw_span(place, place), spans)]


def _inside(word: Span, spans: Sequence[Span]) -> bool:
    return any(start < word[1] and word[0] < end for start, end in spans)


def _clear(seen: Seen, places: Sequence[int], vocabulary: Vocabulary) -> Iterator[_Leaning]:
    """Yield the clear leaning of each sentence that has one."""
    starts = seen.tokens.raw_starts
    for start, end in sentences(seen.reading.string):
        inside = [place for place in places if start <= starts[place] < end]
        leanings = sorted(_of_words(seen, inside, vocabulary), key=lambda each: -each.weight)
        best, following = (*leanings, None, None)[:2]
        if best is None or best.weight < _ENOUGH:
            continue
        clear = following is None or best.weight >= _CLEARER * following.weight
        if clear and not vocabulary.leanings.are_counter_example(best.id, best.words):
            yield best


def _of_words(seen: Seen, places: Sequence[int], vocabulary: Vocabulary) -> Iterator[_Leaning]:
    """Yield what some words lean to, each word once, in the order of the purposes' ids."""
    weights: dict[str, dict[str, tuple[float, int]]] = {}
    for place in places:
        word = reduce_word(seen.tokens.words[place])
        for id, share in vocabulary.leanings.words[word]:
            weights.setdefault(id, {}).setdefault(word, (share, place))
    for id, leans in sorted(weights.items()):
        most = max(leans.values(), key=lambda lean: (lean[0], -lean[1]))[1]
        near = {word: lean for word, lean in leans.items() if abs(lean[1] - most) <= _NEAR}
        weight = sum(share for share, _ in near.values())
        yield _Leaning(weight, id, seen, near.keys(), [place for _, place in near.values()])


def _tag(leaning: _Leaning) -> Tag:
    reading = leaning.seen.reading
    start, end = leaning.seen.tokens.raw_span(min(leaning.places), max(leaning.places))
    quote = reading.string[start:end]
    place = start + reading.start, end + reading.start
    evidence = Evidence(None, reading.field, *place, quote)
    return Tag("purpose", leaning.id, None, _CONFIDENCE, "fuzzy", evidence)
