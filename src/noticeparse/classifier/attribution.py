"""Rows that share sentences → which part of them speaks of which row.

In prose one passage names several companies ("incidents are logged in A, and lunches are paid
with B"). A row is read where its own company is named: its sentences, cut between two companies
where something is said in between; companies in one list stay together. Sentences that name
nobody belong to whom the sentence before named, or to all. Where the row's company is not named,
the whole is read.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from noticeparse.acts import acts_in
from noticeparse.classifier.seen import Span, shelved
from noticeparse.model import ALSO_SAID, Disclosure
from noticeparse.text import sentences, tokenise, words

_SHORTEST = 3  # characters of a name by which a row is known in what others say
_BRACKETS = re.compile(r"\([^)]*\)")
# "A (name, class), B (name, age)": what stands in the bracket is said of the one before it.
_OWN_BRACKET = re.compile(r"\s*\([a-z][^()]*,[^()]*\)")
_CUTS = (
    re.compile(r";|,(?: (?:and|while|whereas|but) )?|\s[-\u2013\u2014]\s"),
    re.compile(r" (?:and|while|whereas|but) "),
)
# A gap of a template that nobody filled in: "[School NAME]".
_GAP = re.compile(r"\[[^\]\n]{1,60}\]")
ADDRESS = re.compile(  # of a page or of post
    r"(?i)(?:https?://|\bwww\.)[^\s,;|()<>\u2014]+|[^\s@,;|()<>/\u2014]{1,64}@[^\s@,;|()<>/\u2014]+"
)
# "A and our school B are for …": what stands before the second name only describes it.
_NEXT_NAME = re.compile(r"\s*(?:,|and|or|&|, and) (?:our|the) (?:\w+ ){0,2}\(?", re.IGNORECASE)
# "A, part of the B," and "A from B" are one: what is said next is said of both.
_OWNER = re.compile(
    r",?\s*(?:an? \w+ (?:of|from)|(?:which is )?part of|from|(?:\w+ )?by|which belongs to)"
    r" (?:the )?",
    re.IGNORECASE,
)
# "A takes names and classes from B": what stands before is what A takes, commas and all.
_SOURCE = re.compile(r"\b(?:from|out of|back into)(?: (?:our|the))?\s*$", re.IGNORECASE)
# A sentence that speaks of those before it, and names one more: "They get names, which A sends".
_GOES_ON = re.compile(r"(?:they|it|each|both|neither|all|these|those)\b", re.IGNORECASE)
_SAID = re.compile(r"\w{3,}")
_LINKS = {"and", "our", "the", "also", "both", "using", "with", "plus", "via", "page", "called"}
_LINKS |= {"including", "includes", "such", "namely"}

Mentioned = tuple[list[int], list[tuple[Span, int]]]  # rows of a text, where it names them
Names = Mapping[str, Sequence[tuple[str, ...]]]  # the words of names, by the first of them


def name_index(rows: Sequence[Disclosure]) -> Names:
    """List the names of all companies of a notice by their first words: they are few."""
    names: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted({_BRACKETS.sub(" ", row.company.string) for row in rows}):
        parts = tuple(words(name)) if len(name.strip()) >= _SHORTEST else ()
        if parts:
            names.setdefault(parts[0], []).append(parts)
    return names


def names_in(text: str, names: Names) -> list[Span]:
    """List where companies (not what is small), Acts, gaps and addresses stand in a text."""
    tokens = tokenise(text)
    spans = [
        tokens.raw_span(first, first + len(parts) - 1)
        for first, word in enumerate(tokens.words)
        for parts in names.get(word, ())
        if tokens.words[first : first + len(parts)] == parts
    ]
    companies = (span for span in spans if not text[span[0]].islower())
    others = (match.span() for bare in (_GAP, ADDRESS) for match in bare.finditer(text))
    return [*companies, *acts_in(text), *others]


@lru_cache(maxsize=1024)
def _name_pattern(company: str) -> re.Pattern[str] | None:
    """Make the pattern that finds a company's name in a text, without its brackets."""
    parts = re.findall(r"\w+", _BRACKETS.sub(" ", company))
    if len("".join(parts)) < _SHORTEST:
        return None
    joined = r"[\W_]{0,3}".join(re.escape(word) for word in parts)
    return re.compile(rf"(?<!\w){joined}(?!\w)", re.IGNORECASE)


def _mentions(text: str, names: Sequence[re.Pattern[str] | None]) -> list[tuple[Span, int]]:
    """List where companies are named, each with its number, in order; the longest of a stretch."""
    found = sorted(
        ((match.start(), match.end()), number)
        for number, name in enumerate(names)
        if name is not None
        for match in name.finditer(text)
    )
    near = shelved(span for span, _ in found)
    return [
        ((start, end), number)
        for (start, end), number in found
        if not any(a <= start and end <= b and b - a > end - start for a, b in near(start))
    ]


def pieces_elsewhere(rows: Sequence[Disclosure]) -> list[list[Span]]:
    """List for each row the sentences of other passages that name no other company."""
    found, names = [], [_name_pattern(row.company.string) for row in rows]
    for row, own in zip(rows, names, strict=True):
        text = str(dict(row.fields.other).get(ALSO_SAID, ""))
        others = [name for name in names if name not in (own, None)] if text else []
        said = sentences(text) if text else []
        found.append([at for at in said if not any(n and n.search(text, *at) for n in others)])
    return found


def pieces_of(rows: Sequence[Disclosure]) -> list[list[Span] | None]:
    """List for each row the stretches of its description that speak of it; None: all of it."""
    said: list[list[str]] = []
    for row in rows:  # one with cells of its own speaks of itself
        text = "" if row.fields.data or row.fields.purpose else row.description.string
        said.append([text[a:b] for a, b in sentences(text)])
    holders: dict[str, list[int]] = {}
    for place, texts in enumerate(said):
        for text in dict.fromkeys(texts):
            holders.setdefault(text, []).append(place)
    mentioned: dict[str, Mentioned] = {}  # rows of one passage are many, their text is one
    return [
        _pieces_of_row(place, rows, holders, mentioned)
        if any(len(holders[text]) > 1 for text in texts)
        else None
        for place, texts in enumerate(said)
    ]


def _pieces_of_row(
    place: int,
    rows: Sequence[Disclosure],
    holders: dict[str, list[int]],
    mentioned: dict[str, Mentioned],
) -> list[Span] | None:
    """Cut a description by the companies whose rows hold one of its sentences too."""
    text = rows[place].description.string
    if text not in mentioned:
        sharing = sorted({p for a, b in sentences(text) for p in holders[text[a:b]]})
        patterns = [_name_pattern(rows[p].company.string) for p in sharing]
        mentioned[text] = sharing, _mentions(text, patterns)
    sharing, mentions = mentioned[text]
    own = sharing.index(place)
    if not any(number == own for _, number in mentions):
        return None
    return _pieces(text, mentions, own)


def _pieces(text: str, mentions: list[tuple[Span, int]], own: int) -> list[Span]:
    found: list[Span] = []
    speaking: set[int] | None = None
    for start, end in sentences(text):
        here = [(span, number) for span, number in mentions if start <= span[0] < end]
        if here:
            if speaking and (goes_on := _GOES_ON.match(text, start, end)):
                here = [*((goes_on.span(), number) for number in sorted(speaking)), *here]
            speaking = {number for _, number in here}
            found += _segments(text, (start, end), here, own=own)
        elif speaking is None or own in speaking:
            found.append((start, end))
    return _joined(text, found)


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Join what stands side by side: a denial may speak of the sentence before."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _segments(text: str, bounds: Span, mentions: list[tuple[Span, int]], *, own: int) -> list[Span]:
    cuts = [bounds[0]]
    clusters: list[set[int]] = [{mentions[0][1]}]
    for (left, _), (right, number) in pairwise(mentions):
        between = text[left[1] : right[0]]
        if _is_list(between):
            clusters[-1].add(number)
            continue
        cuts_in = () if _SOURCE.search(between) else _CUTS
        found = ([match.end() for match in cut.finditer(between)] for cut in cuts_in)
        ends = next(filter(None, found), None)
        cuts.append(left[1] + ends[-1] if ends else right[0])
        clusters.append({number})
    edges = [*cuts, bounds[1]]
    return [span for span, cluster in zip(pairwise(edges), clusters, strict=True) if own in cluster]


def _is_list(between: str) -> bool:
    """Is what stands between two names only the list that they are in?"""
    if _OWN_BRACKET.match(between):
        return False
    if _NEXT_NAME.fullmatch(between) or _OWNER.fullmatch(between):
        return True
    plain = _BRACKETS.sub(" ", between)
    said = [word for word in _SAID.findall(plain) if word.lower() not in _LINKS]
    return all(not word[0].islower() for word in said)
