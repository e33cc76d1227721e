"""Texts of a row → what speaks for its terms, and the purposes that weigh enough with their words.

Names and addresses are masked, since they state nothing; words are reduced ("schools": "school").

The weights of a row's words and their grams, their groups, pairs of words and phrases are added
for each purpose. One is tagged where its sum is likely enough and a slice of at most eight words
decides it: without the slice, which weighs something itself, the purpose would not be tagged, or,
where the row says it several times over, the slice alone is enough. That slice is its evidence.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from math import log
from typing import NamedTuple

from noticeparse.classifier.attribution import Names, names_in
from noticeparse.classifier.hits import Finding, Stated
from noticeparse.classifier.seen import Seen, shelved
from noticeparse.model import Tag
from noticeparse.text import sentence_at
from noticeparse.vocabulary import GROUP_OF, PurposeWeights, TagWeights, reduce_word
from noticeparse.vocabulary.weights import GROUP, likelihood

NAME = "§"  # stands for a name
PHRASE = "*"  # a phrase of the lexicon for the purpose itself
DATA = "data: "  # a word of a column of data
_EDGE = "^"  # where a sentence begins or ends
_NEAR = 2  # words on each side of a finding that stand for themselves
# Words of a text, from which on it is of the next length.
_LENGTHS = (0, 1, 2, 3, 6, 12, 25, 60)
MOST_WORDS = 8  # that decide a tag of a purpose, and so are its evidence
LEAST_SAID = 1.0  # what evidence weighs at least: a "the" that tips the balance says nothing


class Words(NamedTuple):
    """The words of a reading, or masks of names: number n stands at [starts[n], ends[n])."""

    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]


def words_of(seen: Seen, names: Names) -> Words:
    """List the words of a text; the words of one name are one mask."""
    tokens = seen.tokens
    words = list(map(reduce_word, tokens.words))
    spans = names_in(seen.reading.string, names)
    if not (spans and words):
        return Words(words, tokens.raw_starts, tokens.raw_ends)
    named = shelved(spans)
    found: list[tuple[str, int, int]] = []
    for word, start, end in zip(words, tokens.raw_starts, tokens.raw_ends, strict=True):
        if not any(a < end and start < b for a, b in (*named(start), *named(end))):
            found.append((word, start, end))
        elif found and found[-1][0] == NAME:
            found[-1] = (NAME, found[-1][1], end)
        else:
            found.append((NAME, start, end))
    return Words(*zip(*found, strict=True))


def of_text(stated: Stated) -> list[str]:
    """List what a text says for or against all that is found in it: data stands among data."""
    text = stated.reading.string
    count = len(text.split(None, _LENGTHS[-1]))
    found = [f"text is={stated.reading.role}", f"words of text={_length(count)}"]
    if text.rstrip().endswith(":"):
        found.append("text leads in")
    shared = (f for f in stated.findings if f.entry.kind == "category" and not f.denied)
    purposes = (f for f in stated.findings if f.entry.kind == "purpose")
    return found + sorted({f"found beside={f.entry.id}" for f in (*shared, *purposes)})


def of_category(finding: Finding, text: str, own: Words, around: Sequence[str]) -> list[str]:
    """List what speaks for, or against, a finding that would be a category of the row.

    The words beside it do, and what its text says for all that is `around`.
    """
    words = own.words
    first, end = (bisect_left(own.starts, at) for at in sentence_at(text, finding.start))
    start = bisect_right(own.ends, finding.start, first, end)
    after = bisect_left(own.starts, finding.end, first, end)
    said = " ".join(words[start:after])
    id = finding.entry.id
    found = [
        f"category={id}",
        f"category and phrase={id} = {said}",
        f"phrase={said}",
        f"words of sentence={_length(end - first)}",
    ]
    for distance in range(1, _NEAR + 1):
        before, behind = start - distance, after + distance - 1
        found.append(f"word {distance} before={words[before] if before >= first else _EDGE}")
        found.append(f"word {distance} after={words[behind] if behind < end else _EDGE}")
    if finding.denied:
        found.append("phrase is denied")
    return found + [each for each in around if each != f"found beside={id}"]


class Said(NamedTuple):
    """A word, a pair of words or a phrase, where it stands: words of a text with its number."""

    what: str
    text: int
    first: int
    last: int


def of_purposes(
    stated: Sequence[Stated], words: Sequence[Words], weights: PurposeWeights | None = None
) -> list[Said]:
    """List what speaks for the purposes of a row; what is not done with the data says nothing.

    The words of a column of data stand for themselves: they are other evidence there. Elsewhere a
    word speaks also as one of its group, so that "snack" says what "lunch" does. With weights only
    what weighs something is listed.
    """
    found: list[Said] = []
    for number, (text, own) in enumerate(zip(stated, words, strict=True)):
        role = text.reading.role
        if role == "subjects" or text.reading.denies:
            continue
        prefix = DATA if role == "data" else ""
        spans = ((bisect_right(own.ends, a), bisect_left(own.starts, b)) for a, b in text.aims)
        aimed = {n for first, after in spans for n in range(first, after)}
        kept = [(n, word) for n, word in enumerate(own.words) if n not in aimed]
        said = [(prefix + word, n, n) for n, word in kept if word != NAME]
        if not prefix:
            said += [(GROUP + GROUP_OF[word], n, n) for n, word in kept if word in GROUP_OF]
        said += [(f"{prefix}{one} {two}", m, n) for (m, one), (n, two) in pairwise(kept)]
        for f in text.findings:
            if f.entry.kind == "purpose" and not f.denied:
                first, after = bisect_right(own.ends, f.start), bisect_left(own.starts, f.end)
                # A phrase without a letter may stand between words.
                said += [(f"{PHRASE} {f.entry.id}", first, after - 1)] * (first < after)
        found += [Said(w, number, m, n) for w, m, n in said if not weights or weights.steps(w)]
    return found


def _length(count: int) -> int:
    return _LENGTHS[bisect_right(_LENGTHS, count) - 1]


def judged(stated: Stated, words: Words, weights: TagWeights) -> Stated:
    """Leave out the unlikely findings of a text, by the words around; the others say how sure.

    "Attendance" is data in "names and attendance" and none in "the attendance officer". What a
    user added always counts. Of purposes, only such a phrase tags by itself (see `purposes`).
    """
    kept: list[Finding] = []
    own, around = weights.categories, of_text(stated)
    for finding in stated.findings:
        entry = finding.entry
        if is_judged(finding, stated):
            sure = own.likelihood(of_category(finding, stated.reading.string, words, around))
            least = weights.denied if finding.denied else own.threshold
            kept += [finding._replace(sure=sure)] if sure >= least else []
        elif entry.kind != "purpose" or entry.own or entry.id not in weights.purposes:
            kept.append(finding)
    return stated._replace(findings=tuple(kept))


def is_judged(finding: Finding, stated: Stated) -> bool:
    """Does a finding of a category count only where it is likely?

    What the cells of a table deny is denied.
    """
    certain = finding.entry.own or stated.reading.denies
    return finding.entry.kind == "category" and not certain


_Slice = tuple[int, int, int]  # the number of a text, and the words [first, after) of it
# Slices of a text that begin at the word `until` or before it, and end at `since` or after it.
_Reach = tuple[int, int, int]


def purposes_of(
    seen: Sequence[Seen], words: Sequence[Words], said: Sequence[Said], weights: TagWeights
) -> list[Tag]:
    """Tag what the data of a row is for."""
    places: dict[str, list[Said]] = defaultdict(list)
    for each in said:
        places[each.what].append(each)
    tags = []
    own = weights.purposes
    least = log(own.threshold / (1 - own.threshold))
    for number, (id, score) in enumerate(scores(places, own).items()):
        if score < least:
            continue
        steps = ((own.steps(what)[number], where) for what, where in places.items())
        spoken = [(n * own.step, where) for n, where in steps if n]
        margin = max(score - least, LEAST_SAID)
        found = _evidence(words, spoken, margin, least - own.intercepts[id])
        if found is not None:
            text, first, after = found
            phrases = (p for p in places.get(f"{PHRASE} {id}", ()) if p.text == text)
            own_phrase = any(first <= p.last and p.first < after for p in phrases)
            method = "keyword" if own_phrase else "weights"
            confidence = round(likelihood(score), 2)
            start, end = words[text].starts[first], words[text].ends[after - 1]
            evidence = seen[text].reading.evidence(start, end)
            tags.append(Tag("purpose", id, None, confidence, method, evidence))
    return tags


def scores(said: Iterable[str], weights: PurposeWeights) -> dict[str, float]:
    """Add what is said for each purpose, each piece of evidence once; 0 is as likely as not."""
    columns = zip(*filter(None, map(weights.steps, said)), strict=True)
    both = zip(weights.intercepts.items(), columns, strict=False)  # no columns: nothing is said
    return {id: before + weights.step * sum(column) for (id, before), column in both}


def _evidence(
    words: Sequence[Words],
    weighed: Sequence[tuple[float, Sequence[Said]]],
    margin: float,
    enough: float,
) -> _Slice | None:
    """Find the shortest slice without which the sum falls by more than the margin.

    Else the shortest of which the words alone weigh enough. Of slices as short, the one that
    weighs most; the first of equals.
    """
    most = sum(weight for weight, _ in weighed if weight > 0)
    for places, asked in ((_touching, margin), (_holding, enough)):
        if most <= asked:
            continue
        reach = [(weight, places(said)) for weight, said in weighed]
        for length in range(1, MOST_WORDS + 1):
            found = _heaviest(words, reach, length, asked)
            if found is not None:
                return found
    return None


def _touching(said: Sequence[Said]) -> list[_Reach]:
    """The slices that leave nothing of what is said whole; none where it stands in two texts."""
    one, other = said[0], said[-1]
    return [(one.text, one.last, other.first)] if one.text == other.text else []


def _holding(said: Sequence[Said]) -> list[_Reach]:
    """The slices in which it is said."""
    return [(each.text, each.first, each.last) for each in said]


def _heaviest(
    words: Sequence[Words],
    reach: Sequence[tuple[float, Sequence[_Reach]]],
    length: int,
    asked: float,
) -> _Slice | None:
    """Find the slice of a length that weighs most, and more than is asked."""
    # What the slice that begins at a word weighs more than the one that begins before it.
    steps = [[0.0] * (len(own.words) + 1) for own in words]
    for weight, own_reach in reach:
        taken = -1, 0  # a text, and up to where its slices have this weight
        for text, until, since in own_reach:
            first = max(since - length + 1, taken[1] if taken[0] == text else 0)
            if first <= until:
                steps[text][first] += weight
                steps[text][until + 1] -= weight
                taken = text, until + 1
    heaviest, found = max(asked, 0.0), None
    for text, own in enumerate(words):
        slices = range(len(own.words) - length + 1)
        for first, weight in zip(slices, accumulate(steps[text]), strict=False):
            after = first + length
            if weight > heaviest and any(word != NAME for word in own.words[first:after]):
                heaviest, found = weight, (text, first, after)
    return found
