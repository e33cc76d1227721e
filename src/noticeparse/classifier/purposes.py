"""Texts of a row → what speaks for its terms, and the purposes that weigh enough with their words.

Names of companies are masked, since they state nothing; words are reduced ("schools": "school").

The weights of a row's words, their groups, pairs of words and phrases are added for each purpose.
One is tagged where its sum is likely enough and a slice of at most eight words decides it: without
the slice, which weighs something itself, the purpose would not be tagged, or, where the row says it
several times over, the slice alone is enough. That slice is its evidence.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from itertools import pairwise
from math import exp, log
from operator import attrgetter
from typing import NamedTuple

from noticeparse.classifier.attribution import Names, names_in
from noticeparse.classifier.denial import denials
from noticeparse.classifier.hits import Finding, Stated
from noticeparse.classifier.seen import Reading, Seen, Span, shelved
from noticeparse.model import Tag
from noticeparse.text import sentence_at
from noticeparse.vocabulary import GROUP_OF, TagWeights, reduce_word

NAME = "§"  # stands for a name
PHRASE = "*"  # a phrase of the lexicon for the purpose itself
GROUP = "≈"  # a word that is used like others
_EDGE = "^"  # where a sentence begins or ends
_NEAR = 2  # words on each side of a finding that stand for themselves
_LENGTHS = (0, 1, 2, 3, 6, 12, 25, 60)


class Word(NamedTuple):
    """A word, or the mask of a name, at [start, end) of a reading."""

    word: str
    start: int
    end: int


def words_of(seen: Seen, names: Names) -> list[Word]:
    """List the words of a text; the words of one name are one mask."""
    tokens = seen.tokens
    named = shelved(names_in(seen.reading.string, names))
    found: list[Word] = []
    for place, word in enumerate(tokens.words):
        start, end = tokens.raw_span(place, place)
        if not _touches((start, end), named):
            found.append(Word(reduce_word(word), start, end))
        elif found and found[-1].word == NAME:
            found[-1] = Word(NAME, found[-1].start, end)
        else:
            found.append(Word(NAME, start, end))
    return found


def terms_of(stated: Stated) -> frozenset[str]:
    """The ids of what a text says is shared, and what for."""
    return frozenset(
        finding.entry.id
        for finding in stated.findings
        if finding.entry.kind == "purpose"
        or (finding.entry.kind == "category" and not finding.denied)
    )


def of_category(
    finding: Finding, reading: Reading, words: Sequence[Word], terms: Set[str]
) -> list[str]:
    """List what speaks for, or against, a finding that would be a category of the row.

    The words around it do, and the other terms of its text: data stands among data.
    """
    text = reading.string
    start, end = sentence_at(text, finding.start)
    first, after = (bisect_left(words, at, key=attrgetter("start")) for at in (start, end))
    inside = words[first:after]
    first = next((n for n, w in enumerate(inside) if w.end > finding.start), len(inside))
    after = next((n for n, w in enumerate(inside) if w.start >= finding.end), len(inside))
    said = " ".join(each.word for each in inside[first:after])
    id = finding.entry.id
    found = [id, f"{id} = {said}", f"= {said}", f"in {reading.role}"]
    count = len(text.split(None, _LENGTHS[-1]))
    found += [f"sentence of {_length(len(inside))}", f"text of {_length(count)}"]
    for distance in range(1, _NEAR + 1):
        before, behind = first - distance, after + distance - 1
        found.append(f"-{distance} {inside[before].word if before >= 0 else _EDGE}")
        found.append(f"+{distance} {inside[behind].word if behind < len(inside) else _EDGE}")
    if text.rstrip().endswith(":"):
        found.append("leads in")
    if finding.denied:
        found.append("denied")
    found += [f"with {other}" for other in terms if other != id]
    return sorted(set(found))


class Said(NamedTuple):
    """A word, a pair of words or a phrase, where it stands: the span of a text with its number."""

    what: str
    text: int
    span: Span


def of_purposes(
    seen: Sequence[Seen], stated: Sequence[Stated], words: Sequence[Sequence[Word]]
) -> list[Said]:
    """List what speaks for the purposes of a row; what is not done with the data says nothing.

    The words of a column of data stand for themselves: they are other evidence there. Elsewhere a
    word speaks also as one of its group, so that "snack" says what "lunch" does.
    """
    found: list[Said] = []
    for number, (text, said, own) in enumerate(zip(seen, stated, words, strict=True)):
        role = text.reading.role
        if role == "subjects" or text.reading.denies:
            continue
        prefix = "data " if role == "data" else ""
        _, aims = denials(text)
        aimed = shelved(aims)
        kept = [each for each in own if not _touches((each.start, each.end), aimed)]
        found += [
            Said(prefix + each.word, number, (each.start, each.end))
            for each in kept
            if each.word != NAME
        ]
        found += [
            Said(f"{GROUP}{group}", number, (each.start, each.end))
            for each in kept
            if not prefix and (group := GROUP_OF.get(each.word))
        ]
        found += [
            Said(f"{prefix}{one.word} {other.word}", number, (one.start, other.end))
            for one, other in pairwise(kept)
        ]
        found += [
            Said(f"{PHRASE} {f.entry.id}", number, (f.start, f.end))
            for f in said.findings
            if f.entry.kind == "purpose" and not f.denied
        ]
    return found


def _length(count: int) -> int:
    return max(each for each in _LENGTHS if each <= count)


def _touches(span: Span, others: Callable[[int], Sequence[Span]]) -> bool:
    near = (*others(span[0]), *others(span[1]))
    return any(start < span[1] and span[0] < end for start, end in near)


def judged(stated: Stated, words: Sequence[Word], weights: TagWeights) -> Stated:
    """Leave out the unlikely findings of a text, by the words around; the others say how sure.

    "Attendance" is data in "names and attendance" and none in "the attendance officer". What a
    user added always counts. Of purposes, only such a phrase tags by itself (see `purposes`).
    """
    kept: list[Finding] = []
    own, terms = weights.categories, terms_of(stated)
    for finding in stated.findings:
        entry = finding.entry
        if is_judged(finding, stated):
            sure = own.probability(of_category(finding, stated.reading, words, terms))
            least = weights.denied if finding.denied else own.threshold
            kept += [finding._replace(sure=sure)] if sure >= least else []
        elif entry.kind != "purpose" or entry.own or entry.id not in weights.purposes:
            kept.append(finding)
    return Stated(stated.reading, tuple(kept))


def is_judged(finding: Finding, stated: Stated) -> bool:
    """Does a finding of a category count only where it is likely?

    What the cells of a table deny is denied.
    """
    certain = finding.entry.own or stated.reading.denies
    return finding.entry.kind == "category" and not certain


MOST_WORDS = 8
LEAST_SAID = 1.0  # what evidence weighs at least: a "the" that tips the balance says nothing
_start, _end = attrgetter("start"), attrgetter("end")


_Slice = tuple[int, Span]  # the number of a text, and where in it
# Slices of a text that begin at the word `until` or before it, and end at `since` or after it.
_Reach = tuple[int, int, int]


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
        margin = max(score - least, LEAST_SAID)
        found = _evidence(words, spoken, margin, least - own.intercept)
        if found is not None:
            text, (start, end) = found
            phrases = (p for p in places.get(f"{PHRASE} {id}", ()) if p.text == text)
            own_phrase = any(start < p.span[1] and p.span[0] < end for p in phrases)
            method = "keyword" if own_phrase else "weights"
            confidence = round(1 / (1 + exp(-score)), 2)
            evidence = seen[text].reading.evidence(start, end)
            tags.append(Tag("purpose", id, None, confidence, method, evidence))
    return tags


def scores(said: Iterable[str], weights: TagWeights) -> dict[str, float]:
    """Add what is said for each purpose, each piece of evidence once; 0 is as likely as not."""
    by_word = weights.by_word
    columns = zip(*(by_word[what] for what in said if what in by_word), strict=True)
    pairs = zip(weights.purposes.items(), columns, strict=False)  # no columns: nothing is said
    return {id: own.intercept + sum(column) for (id, own), column in pairs}


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
            return text, (inside[0].start, inside[-1].end)
    return None


def _touching(words: Sequence[Sequence[Word]], said: Sequence[Said]) -> list[_Reach]:
    """The slices that leave nothing of what is said whole; none where it stands in two texts."""
    text = said[0].text
    if any(each.text != text for each in said):
        return []
    own = words[text]
    until = min(bisect_left(own, each.span[1], key=_start) for each in said) - 1
    return [(text, until, max(bisect_right(own, each.span[0], key=_end) for each in said))]


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
