"""A sentence → every phrase in it that could be a recipient, each with its span and kind.

Names of the catalogue ("known"), words with capitals ("shaped"), and phrases that end in a noun for
bodies ("generic": "other councils"). They may overlap: which of them are recipients, and where such
a phrase begins and ends, is for the judge to say. Limit: a name of ordinary words in lower case,
which no catalogue has, is not seen.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from noticeparse.acts import acts_in
from noticeparse.parser.context import Context

KNOWN, SHAPED, GENERIC = "known", "shaped", "generic"
LONGEST_NAME = 10  # words
LONGEST_GENERIC = 6  # words

_TOKEN = re.compile(r"[^\W_](?:[\w'’&+/.-]*[\w+])?!?(?=\W|$)|&")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞĀĒĪŌŪŴŶŚŠŻŽ]|[a-z]+[A-Z]|\d+[A-Z]")
_POSSESSIVE = re.compile(r"['’]s?$")
_BETWEEN_CAPITALS = re.compile(r"(?:['’]s?)? (?:& )?|-")
_BETWEEN_WORDS = re.compile(r"(?:['’]s?)? (?:/ )?|['’] |[-/]")
_SPLITS = (("and",), ("for", "to", "in", "on", "with", "by"), ("of",))


class Token(NamedTuple):
    """A word of a sentence: its span [start, end) there without a possessive, and how it reads."""

    start: int
    end: int
    folded: str
    capital: bool


class Candidate(NamedTuple):
    """A phrase of a sentence: its span [start, end), its kind, its words [first, last) there."""

    start: int
    end: int
    kind: str
    first: int
    last: int


@lru_cache(maxsize=4096)
def tokens_of(sentence: str) -> tuple[Token, ...]:
    """Cut a sentence into words; signs inside a word belong to it ("Times2", "A/B")."""
    found = []
    for match in _TOKEN.finditer(sentence):
        word = _POSSESSIVE.sub("", match.group().rstrip("."))
        if word:
            folded = word.lower().replace("’", "'")
            end = match.start() + len(word)
            found.append(Token(match.start(), end, folded, bool(_CAPITAL.match(word))))
    return tuple(found)


def find_candidates(sentence: str, context: Context) -> list[Candidate]:
    """Find the candidates of a sentence, by their place; of one span the surest kind."""
    return context.asked.candidates.once(sentence, lambda: _candidates(sentence, context))


def _candidates(sentence: str, context: Context) -> list[Candidate]:
    tokens = tokens_of(sentence)
    fused = fused_names(sentence, context)
    found: dict[tuple[int, int], Candidate] = {}
    for one in (
        *_known(sentence, tokens, context),
        *_generic(sentence, tokens, context),
        *_shaped(sentence, tokens, context, fused),
    ):
        found.setdefault((one.start, one.end), one)
    whole = [one for one in found.values() if one.kind == KNOWN or not _is_piece(one, fused)]
    return sorted(whole, key=lambda one: (one.start, one.end))


def longest_of(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates that no other one holds."""
    return [
        one
        for one in candidates
        if not any(o is not one and o.start <= one.start and one.end <= o.end for o in candidates)
    ]


def fused_names(sentence: str, context: Context) -> list[tuple[int, int]]:
    """The words [first, last) of names whose fields "and" joins."""
    tokens = tokens_of(sentence)
    return context.asked.fused.once(
        sentence,
        lambda: [
            span
            for run in _runs_of_capitals(sentence, tokens, context)
            for span in _fused(tokens, *run, context)
        ],
    )


def _is_piece(one: Candidate, fused: Sequence[tuple[int, int]]) -> bool:
    """Say whether a phrase is a piece of a name whose fields "and" joins."""
    words = range(one.first, one.last)
    return any(
        first <= one.first and one.last <= last and len(words) < last - first
        for first, last in fused
    )


def _known(sentence: str, tokens: Sequence[Token], context: Context) -> Iterator[Candidate]:
    for span in context.find_names(sentence):
        inside = [n for n, t in enumerate(tokens) if t.end > span.start and t.start < span.end]
        if inside:
            yield Candidate(span.start, span.end, KNOWN, inside[0], inside[-1] + 1)


def _shaped(
    sentence: str, tokens: Sequence[Token], context: Context, fused: Sequence[tuple[int, int]]
) -> Iterator[Candidate]:
    """Words with capitals, whole and parted at "and", at "of" and at other joiners."""
    joiners, articles = context.words("joiners"), context.words("articles")
    acts = acts_in(sentence)
    for first, last in _runs_of_capitals(sentence, tokens, context):
        if any(start <= tokens[first].start < end for start, end in acts):
            continue
        pieces = [(first, last), *(one for one in fused if first <= one[0] and one[1] <= last)]
        for splitters in _SPLITS:
            for at in range(first + 1, last - 1):
                if tokens[at].folded in splitters:
                    pieces += [(first, at), (at + 1, last)]
        for left, right in pieces:
            start, end = left, right
            while start < end and tokens[start].folded in joiners | articles:
                start += 1
            while end > start and tokens[end - 1].folded in joiners:
                end -= 1
            if 0 < end - start <= LONGEST_NAME:
                yield Candidate(tokens[start].start, tokens[end - 1].end, SHAPED, start, end)


def _fused(
    tokens: Sequence[Token], first: int, last: int, context: Context
) -> Iterator[tuple[int, int]]:
    """The names of a run whose fields "and" joins: "Department of Health and Social Care"."""
    fields, bodies = context.words("fields"), context.words("listing_bodies")
    leading = context.words("joiners") | context.words("articles")
    ands = [n for n in range(first + 1, last - 1) if tokens[n].folded == "and"]
    edges = [first - 1, *ands, last]
    for before, at, after in zip(edges, edges[1:], edges[2:], strict=False):
        start = before + 1
        while start < at and tokens[start].folded in leading:
            start += 1
        left = [token.folded for token in tokens[start:at]]
        body = tokens[after - 1].folded
        heads = [n for n, word in enumerate(left[:-1]) if word in bodies]
        of_body = any(left[n + 1] in ("of", "for") for n in heads) and body in fields
        if of_body or (left[-1:] and left[-1] in fields and body in bodies):
            yield start, after


def _runs_of_capitals(
    sentence: str, tokens: Sequence[Token], context: Context
) -> Iterator[tuple[int, int]]:
    """The longest runs of capitals, joiners inside them; words that lead to one are left out."""
    at = 0
    while at < len(tokens):
        if not tokens[at].capital:
            at += 1
            continue
        end = at + 1
        while (more := _next_of_run(sentence, tokens, end, context)) is not None:
            end = more
        first = at
        while first < end and _leads(sentence, tokens, first, context):
            first += 1
        if first < end:
            yield first, end
        at = end


def _next_of_run(sentence: str, tokens: Sequence[Token], end: int, context: Context) -> int | None:
    """Where a run that has come to `end` goes on to; None where it ends."""
    after, joiners = end, context.words("joiners")
    while after < min(end + 2, len(tokens)) and tokens[after].folded in joiners:
        after += 1
    if after >= len(tokens) or not tokens[after].capital:
        return None
    if after == end + 1 and tokens[end].folded == "the":
        return None  # "in May the Council": no name goes on with an article alone
    gaps = [sentence[tokens[n - 1].end : tokens[n].start] for n in range(end, after + 1)]
    if after > end:
        return after + 1 if all(gap == " " for gap in gaps) else None
    return after + 1 if _BETWEEN_CAPITALS.fullmatch(gaps[0]) else None


def _leads(sentence: str, tokens: Sequence[Token], at: int, context: Context) -> bool:
    """Say whether a word with a capital only leads to a name: "When"; not in "use My Space"."""
    word = tokens[at].folded
    if word not in context.words("breaks"):
        return False
    inside = at > 0 and sentence[tokens[at - 1].end : tokens[at].start] == " "
    return not (inside and word in ("the", "my", "your"))


def _generic(sentence: str, tokens: Sequence[Token], context: Context) -> Iterator[Candidate]:
    """Phrases that end in a noun for bodies or people, with the words that say of which kind."""
    bodies = context.words("bodies")
    for at, token in enumerate(tokens):
        if token.folded not in bodies:
            continue
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        goes_on = bodies | context.words("of_bodies")
        if after and after.folded in goes_on and sentence[token.end : after.start] == " ":
            continue
        first = at
        while first and at - first < LONGEST_GENERIC - 1:
            step = _before(sentence, tokens, first, context)
            if not step:
                break
            first -= step
        yield Candidate(tokens[first].start, token.end, GENERIC, first, at + 1)


def _before(sentence: str, tokens: Sequence[Token], at: int, context: Context) -> int:
    """How many words before a word are of its phrase: one, or two of "education and training"."""
    before = tokens[at - 1]
    gap = sentence[before.end : tokens[at].start]
    breaks, articles = context.words("breaks"), context.words("articles")
    bodies = context.words("bodies")
    if before.folded in ("and", "or", "&"):
        if at < 2 or gap != " ":
            return 0
        pair = tokens[at - 2]
        scopes = {pair.folded, tokens[at].folded} <= context.words("scopes")  # "state and local"
        plain = pair.folded not in breaks | articles | bodies and not pair.capital
        plain = plain and tokens[at].folded not in bodies
        return 2 if (scopes or plain) and sentence[pair.end : before.start] == " " else 0
    return int(_BETWEEN_WORDS.fullmatch(gap) is not None and before.folded not in breaks | articles)
