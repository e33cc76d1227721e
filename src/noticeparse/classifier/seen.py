"""A text in a role → all that the vocabulary sees in it: phrases, combinations, conditions, cues.

Nothing is decided here: what counts is found in `hits`. Mistyped words are read as the words that
they stand for.

A combination ("take" near "payments") counts where one phrase of each of its groups stands near the
next, as many words off as its entry allows, and no punctuation parts them. Around each phrase of
the first group the nearest of the others are taken, so that the quote is as short as it can be.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from noticeparse.model import ALSO_SAID, NOT_SHARED, Disclosure, Evidence
from noticeparse.text import Hit, Tokens, tokenise
from noticeparse.vocabulary import Combination, Conditions, Lexicon, Meaning

Span = tuple[int, int]
Part = Hit[Meaning]  # a phrase that is found
LONGEST = 8  # words of a quote
FAR = 1000  # words between parts that are not near one another: more than any combination allows
_CONJUNCTIONS = frozenset(("and", "or", "&"))
ELSEWHERE = f"fields.other.{ALSO_SAID}"  # the field of what other passages say
_SHELF = 128  # characters of a text whose findings are looked up together
# One class first: a search for it skips all other characters at once.
_PUNCTUATION = re.compile(
    r"[,;:!?()|\n\u2022.\u2013\u2014-]"
    r"(?:(?<=[,;:!?()|\n\u2022])|(?=\s)(?:(?<=\.)(?<!\b[MD]r\.)(?<!\bMrs\.)(?<!\bMs\.)|(?<=\s[\u2013\u2014-])))"
)
_PLURAL_BRACKETS = re.compile(r"\(e?s\)")
# What an item stands alone between.
_OPENS_ITEM = re.compile(r"(?:^|[,;/&+\u00b7\u2022:(|\n\u2013-]|\b(?:and|for|or))\s*$", re.I)
_ENDS_ITEM = re.compile(r"\s*(?:$|[,;/&+.)|\n\u2022]|[\u2013-]\s|\()|\s+(?:and|or)\b", re.I)
_LONGEST_SEPARATOR = 6  # characters before a finding: ", and "
_BRACKETS = re.compile(r"\(([^()]+)\)|[\-\u2013\u2014:] +([^()]+)$")
_NO_WORDS = re.compile(r"[\s.,;:\u2013\u2014-]*")


def combined(
    pieces: Iterable[Sequence[Part]], words: Sequence[str]
) -> Iterator[tuple[Combination, Span]]:
    """Yield each combination that is there, with the words that its parts span.

    `pieces` are the parts between punctuation in a text of these words. A span is that of the first
    and the last word, inclusive.
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
            for combination in meaning.opens
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
    anchor: Span,
    others: Sequence[Sequence[Span]],
    combination: Combination,
    *,
    words: Sequence[str],
) -> Span | None:
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


class Reading(NamedTuple):
    """A text of a row and how it is read: `field` as evidence names it, `role` as entries do.

    `start` is where `string` begins in that field: a reading may be a part of it. One that `denies`
    lists what is not shared.
    """

    field: str
    role: str
    string: str
    start: int = 0
    denies: bool = False

    def evidence(self, start: int, end: int) -> Evidence:
        """The words at [start, end) of the string, as evidence for a tag of the row."""
        words = self.string[start:end]
        return Evidence(None, self.field, start + self.start, end + self.start, words)


@dataclass(slots=True, eq=False)  # not frozen: that would take thrice as long to make
class Seen:
    """All that the vocabulary sees in one reading, by what it means; never changed.

    What stands beside a condition, a combination or the name of a cue are the first and the last of
    its words. `mended` numbers the words that were read as another.
    """

    reading: Reading
    tokens: Tokens
    earning: Sequence[Part]  # the phrases that earn a term
    conditions: Sequence[tuple[Conditions, Span]]  # of phrases that cancel, or that others need
    together: Sequence[tuple[Combination, Span]]
    cue_words: Mapping[str, Sequence[Span]]
    of_row: Sequence[Conditions]  # what it rules out, or needs, in the other texts of its row
    mended: frozenset[int]
    data: Sequence[int]  # where phrases for categories begin, in order

    def has(self, *groups: str) -> bool:
        """Is there a cue of one of these groups?"""
        return not self.cue_words.keys().isdisjoint(groups)

    def names_data(self, start: int, end: int) -> bool:
        """Does a phrase for a category begin in [start, end)?"""
        return bisect_left(self.data, start) < bisect_left(self.data, end)

    def cues(self, group: str) -> Sequence[Span]:
        """Where the cues of a group stand, in order."""
        words = self.cue_words.get(group)
        return sorted(self.tokens.raw_span(*each) for each in words) if words else ()


def see(reading: Reading, lexicon: Lexicon) -> Seen:
    """Look all phrases up in a reading.

    Phrases whose words stand on two sides of a comma or the like are cues and conditions at most.
    """
    tokens, mended = lexicon.correct(tokenise(reading.string))
    pieces = _pieces_of(tokens)
    earning: list[Part] = []
    conditions: list[tuple[Conditions, Span]] = []
    of_row: list[Conditions] = []
    cues: dict[str, list[Span]] = {}
    parts: dict[int, list[Part]] = defaultdict(list)  # by the piece that they stand in
    for hit in lexicon.index.find(tokens):
        first, last, meaning = hit
        if meaning.row_conditions is not None:
            of_row.append(meaning.row_conditions)
        for group in meaning.cues:
            cues.setdefault(group, []).append((first, last))
        piece = pieces[first]
        if first != last and piece != pieces[last]:
            continue
        if meaning.hits:
            earning.append(hit)
        if meaning.conditions is not None:
            conditions.append((meaning.conditions, (first, last)))
        if meaning.bits:
            parts[piece].append(hit)
    together: list[tuple[Combination, Span]] = []
    for combination, words in combined(parts.values(), tokens.words):
        if combination.cue:
            cues.setdefault(combination.cue, []).append(words)
        else:
            together.append((combination, words))
    named = lexicon.of_categories
    data = sorted(
        tokens.raw_starts[first]
        for first, _, meaning in earning
        if any(mark.entry in named for mark in meaning.hits)
    )
    return Seen(reading, tokens, earning, conditions, together, cues, of_row, mended, data)


def shelved(spans: Iterable[Span]) -> Callable[[int], Sequence[Span]]:
    """What finds, of many spans, those that hold a place, and some near it."""
    shelves: dict[int, list[Span]] = {}
    for span in spans:
        for shelf in range(span[0] // _SHELF, span[1] // _SHELF + 1):
            shelves.setdefault(shelf, []).append(span)
    return lambda place: shelves.get(place // _SHELF, ())


def readings_of(row: Disclosure, pieces: list[Span] | None = None) -> list[Reading]:
    """List the texts of a row that its tags may come from, the plainest first.

    Where the notice has columns for data and purpose, each is read for its own, and what the
    description holds besides them (a descriptor after the company's name) is read for both; so is
    the whole where it has none. Of the company only what stands in brackets is read: the rest is a
    name, and names state nothing.

    `pieces` are the stretches of the description that speak of this row; None: all of it.
    """
    found = []
    data, purpose, subjects = row.fields.data, row.fields.purpose, row.fields.subjects
    if data:
        found.append(Reading("fields.data", "data", data.string))
    if purpose:
        found.append(Reading("fields.purpose", "purpose", purpose.string))
    found += _description(row, pieces)
    denied = dict(row.fields.other).get(NOT_SHARED)
    if denied:
        found.append(Reading(f"fields.other.{NOT_SHARED}", "data", denied.string, denies=True))
    for line in re.finditer(r"[^\n]+", str(dict(row.fields.other).get(ALSO_SAID, ""))):
        found.append(Reading(ELSEWHERE, "both", line.group(), line.start()))
    if subjects:
        found.append(Reading("fields.subjects", "subjects", subjects.string))
    for match in _BRACKETS.finditer(row.company.string):
        group = 1 if match.group(1) else 2
        found.append(Reading("company", "company", match.group(group), match.start(group)))
    return found


def _description(row: Disclosure, pieces: list[Span] | None) -> list[Reading]:
    """Read the description, without the cells that are read on their own."""
    text = row.description.string
    if pieces is not None:
        return [Reading("description", "both", text[a:b], a) for a, b in pieces]
    cells = [c.string for c in (row.fields.data, row.fields.purpose) if c and c.string in text]
    if not cells:
        return [Reading("description", "both", text)] if text.strip() else []
    spans = [(start := text.find(cell), start + len(cell)) for cell in cells]
    rest = []
    at = 0
    for start, end in [*sorted(spans), (len(text), len(text))]:
        piece = text[at:start]
        if piece and not _NO_WORDS.fullmatch(piece):
            rest.append(Reading("description", "both", piece, at))
        at = max(at, end)
    return rest


def _pieces_of(tokens: Tokens) -> list[int]:
    """Number, for each word, the piece between punctuation that it stands in."""
    raw = tokens.folded.raw
    if "s)" in raw:
        raw = _PLURAL_BRACKETS.sub(lambda plural: "_" * len(plural.group()), raw)
    cuts = [match.start() for match in _PUNCTUATION.finditer(raw)]
    return [bisect_left(cuts, start) for start in tokens.raw_starts]


def alone(text: str, span: Span) -> bool:
    """Is it an item by itself?"""
    before = text[max(0, span[0] - _LONGEST_SEPARATOR) : span[0]]
    return bool(_OPENS_ITEM.search(before) and _ENDS_ITEM.match(text, span[1]))
