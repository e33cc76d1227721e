"""A paragraph → pieces: its sentences and clauses, each with the companies whose it is.

A sentence that names companies is theirs, cut into clauses where each name has one of its own; a
sentence that names nobody belongs to those before it, one that begins with "they" too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from noticeparse.model import Text
from noticeparse.parser.candidates import GENERIC, KNOWN, Mention
from noticeparse.parser.layouts.region import Context
from noticeparse.parser.mentions import find_mentions, groups, told_after
from noticeparse.text import fold_key, sentences, words

_TOGETHER = (2, 3, 4)
FEWEST_OF_A_CLAUSE = 2  # words between two names
_DETERMINER = re.compile(r"^(?:the|our|your|a|an|any)\s+", re.IGNORECASE)
_AGAIN = re.compile(r"The [\w' -]+$")
_LEGAL = re.compile(r"(?:,? (?:Ltd|Limited|Inc|LLC|LLP|plc|PLC|Pty|GmbH|Corp|CIC)\b\.?)+$")
_LAST_AND = re.compile(r"[\s,;]+(?:and|but|while)\s*$")
_STRONG_CUT = re.compile(r";\s*|,\s+(?:and|but|while|whereas)\s+")
_WEAK_CUT = re.compile(r"\s*(?:\([^()]*\))?\s*(?:,\s*|and\s+|while\s+)")
_NO_CLAUSE = re.compile(r"\s*(?:or|to|with|by|from|in|on|via|through|also|both|as well)\b")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph and the companies whose it is."""

    text: Text
    companies: tuple[Text, ...]


def read_paragraph(
    text: Text, context: Context, *, about: tuple[Text, ...] = (), leads: bool = False
) -> list[Piece]:
    """Cut a paragraph into the pieces that belong to its companies; empty where it names none.

    `about`: whose the sentences are that stand before any name; `leads`: the names with which the
    paragraph begins are recipients.
    """
    pieces: list[Piece] = []
    before: list[Text] = []
    named: tuple[Text, ...] = ()  # by the last sentence that names any
    spans = sentences(text.string)
    for (start, end), (after, last_end) in zip(spans, [*spans[1:], (0, 0)], strict=True):
        sentence = text.slice(start, end)
        last = (
            _spoken_of(str(sentence), pieces, context)
            or _others(str(sentence), pieces, context)
            or _each(str(sentence), named, context)
            or (pieces[-1].companies if pieces else about)
        )
        mentions = find_mentions(str(sentence), context, leads=leads and not start) or told_after(
            str(sentence), text.string[after:last_end], context
        )
        if mentions:
            if again := _again(str(sentence), mentions, pieces, context):
                pieces.append(Piece(sentence, again))
                continue
            own = list(_clauses(sentence, mentions, context))
            if before and not pieces and context.wording.cue("bare_list", str(sentence)):
                own = [replace(piece, text=Text.join([*before, piece.text])) for piece in own]
            if last and context.wording.cue("refers_back", str(sentence)):
                own = [Piece(sentence, _spoken_to(sentence, last, mentions, own, context))]
            pieces += own
            named = tuple(company for piece in own for company in piece.companies)
        elif any(context.wording.cue(key, str(sentence)) for key in ("aside", "source_sentence")):
            continue
        elif pieces:
            pieces.append(Piece(sentence, _whose(sentence, pieces, last, context)))
        elif about:
            pieces.append(Piece(sentence, about))
        else:
            before.append(sentence)
    return _without_echoes(pieces, context)


def _again(
    sentence: str, mentions: Sequence[Mention], pieces: Sequence[Piece], context: Context
) -> tuple[Text, ...]:
    """The companies named before that a sentence only names again; else none.

    "The photographer is given …" after the photographer's name, "The Ministry …" after the whole;
    "Google" after "Google Classroom" is that one, or with "the other two" all of them.
    """
    if len(mentions) > 1 or not pieces:
        return ()
    last = pieces[-1].companies
    name = _DETERMINER.sub("", sentence[mentions[0].start : mentions[0].end])
    short = tuple(company for company in last if str(company).startswith(f"{name} "))
    if short:
        return last if context.wording.cue("refers_to_others", sentence) else short
    return _cut_short(sentence, mentions[0], pieces)


def _cut_short(sentence: str, one: Mention, pieces: Sequence[Piece]) -> tuple[Text, ...]:
    """The companies that a name with which a sentence begins is, cut short: "The Health Board"."""
    if _AGAIN.match(sentence[: one.end]) is None:
        return ()
    name = _DETERMINER.sub("", sentence[one.start : one.end])
    for piece in reversed(pieces):
        longer = [c for c in piece.companies if set(words(name)) < set(words(str(c)))]
        if longer:
            return tuple(longer)
    return pieces[-1].companies if one.kind == GENERIC and not name.endswith("s") else ()


def _spoken_to(
    sentence: Text,
    last: tuple[Text, ...],
    mentions: Sequence[Mention],
    own: Sequence[Piece],
    context: Context,
) -> tuple[Text, ...]:
    """Whose a sentence is that begins with "they": theirs, and of those it names.

    Not of a system out of which, or into which, it only says that things go.
    """
    passing = all(
        context.wording.cue("before_passing", sentence.string[: one.start]) for one in mentions
    )
    return last if passing else _with(last, own, context)


def _with(last: Sequence[Text], pieces: Sequence[Piece], context: Context) -> tuple[Text, ...]:
    """The companies that "they" are, and those that a sentence which so begins names."""
    both = [*last, *(company for piece in pieces for company in piece.companies)]
    unique = {company_key(company, context): company for company in reversed(both)}
    return tuple(reversed(unique.values()))


def _without_echoes(pieces: Sequence[Piece], context: Context) -> list[Piece]:
    """Take a company from a later sentence that names another, and it only in passing."""
    found: list[Piece] = []
    last: dict[str, int] = {}
    for place, piece in enumerate(pieces):
        keys = [company_key(company, context) for company in piece.companies]
        new = {key for key in keys if key not in last}
        kept = tuple(
            company
            for key, company in zip(keys, piece.companies, strict=True)
            if key in new or not new or last[key] >= place - 1
        )  # a piece always keeps one: all of its companies are old, or some are new
        last |= dict.fromkeys(keys, place)
        found.append(replace(piece, companies=kept))
    return found


def _spoken_of(sentence: str, pieces: Sequence[Piece], context: Context) -> tuple[Text, ...]:
    """The two, three or four companies that "both", "all three" or "all four" are; else none."""
    number = next((n for n in _TOGETHER if context.wording.cue(f"refers_to_{n}", sentence)), None)
    named: dict[str, Text] = {}
    for piece in reversed(pieces):
        if number is None or len(named) >= number:
            break
        if len(piece.companies) == number:
            return piece.companies
        for company in reversed(piece.companies):
            named.setdefault(company_key(company, context), company)
    return tuple(reversed(named.values())) if number is not None and len(named) == number else ()


def _each(sentence: str, named: tuple[Text, ...], context: Context) -> tuple[Text, ...]:
    """The companies of the sentence before, in whichever of its clauses, that "each" are."""
    return named if context.wording.cue("refers_to_each", sentence) else ()


def _others(sentence: str, pieces: Sequence[Piece], context: Context) -> tuple[Text, ...]:
    """The companies of a list that "the other two" are, one of them having been spoken of."""
    listed = next((p.companies for p in reversed(pieces) if len(p.companies) > 1), ())
    told = {company_key(company, context) for company in pieces[-1].companies} if pieces else set()
    rest = tuple(company for company in listed if company_key(company, context) not in told)
    if len(rest) == len(listed) or not context.wording.cue("refers_to_others", sentence):
        return ()
    return rest


def _whose(
    sentence: Text, pieces: Sequence[Piece], last: tuple[Text, ...], context: Context
) -> tuple[Text, ...]:
    """The companies that a sentence speaks of: those it names again, else the last."""
    named = [
        company
        for piece in pieces
        for company in piece.companies
        if str(company).lower() in str(sentence).lower()
    ]
    if named:
        unique = {company_key(company, context): company for company in named}
        return tuple(unique.values())
    return last


def _clauses(sentence: Text, mentions: Sequence[Mention], context: Context) -> Iterator[Piece]:
    """Give each group of names its clause, where the sentence has one for each; else share it."""
    string = str(sentence)
    listed = _of_different(groups(mentions, string), sentence, context)
    cuts = [
        cut
        for left, right in pairwise(listed)
        if (cut := _cut_between(string, left[-1].end, right[0].start, context)) is not None
    ]
    if len(cuts) < len(listed) - 1:
        yield Piece(sentence, _companies(sentence, mentions, context))
        return
    bounds = [0, *cuts, len(string)]
    tail = _tail(sentence, listed[-1][-1].end) if len(listed) > 1 else Text("")
    for number, group in enumerate(listed):
        clause = sentence.slice(bounds[number], bounds[number + 1]).strip(" ,;")
        clause = clause.slice(0, len(_LAST_AND.sub("", clause.string)))
        if number < len(listed) - 1 and tail:
            clause = Text.join([clause, tail])
        yield Piece(clause, _companies(sentence, group, context))


def _of_different(
    listed: Sequence[list[Mention]], sentence: Text, context: Context
) -> list[list[Mention]]:
    """Put neighbours together that name the same: "we use X, but we do not give X anything"."""
    found: list[list[Mention]] = []
    for group in listed:
        names = {fold_key(str(name)) for name in _companies(sentence, group, context)}
        last = found[-1] if found else []
        if last and names == {fold_key(str(name)) for name in _companies(sentence, last, context)}:
            continue
        found.append(group)
    return found


def _cut_between(string: str, left: int, right: int, context: Context) -> int | None:
    """Where one clause ends and the next, with words of its own, begins.

    "…, looked after by" goes on with the clause before it.
    """
    between = string[left:right]
    strong = [
        match for match in _STRONG_CUT.finditer(between) if _has_words(between[match.end() :])
    ]
    cut = strong[-1] if strong else _WEAK_CUT.match(between)
    if cut is None or not _has_words(between[cut.end() :]):
        return None
    goes_on = context.wording.cue("clause_goes_on", between[cut.end() :])
    return None if goes_on else left + cut.end()


def _has_words(clause: str) -> bool:
    """Say whether what stands between two cuts has words of its own, not only "or to the"."""
    return len(words(clause)) >= FEWEST_OF_A_CLAUSE and not _NO_CLAUSE.match(clause)


def _tail(sentence: Text, end: int) -> Text:
    """What follows the last name after a semicolon or colon: said of all."""
    match = re.search(r"[;:]\s+", sentence.string[end:])
    return sentence.slice(end + match.end()) if match else Text("")


def _companies(sentence: Text, mentions: Sequence[Mention], context: Context) -> tuple[Text, ...]:
    """The companies of mentions, each once."""
    found = [_company(sentence, one, context) for one in mentions]
    return tuple({str(company): company for company in reversed(found)}.values())[::-1]


def _company(sentence: Text, one: Mention, context: Context) -> Text:
    text = sentence.slice(one.start, one.end)
    after = sentence.string[one.end :]
    bracket = re.match(r"\s*\(([A-Z][\w &]{1,40})\)", after)
    if bracket and one.kind != GENERIC:
        text = sentence.slice(one.start, one.end + bracket.end())
    leading = _DETERMINER.match(text.string)
    if leading is None:
        return text
    rest = text.slice(leading.end())
    the = one.kind == KNOWN and leading.group().strip().lower() == "the"
    known = the and bool(context.find_names(rest.string, alone=True))
    strip = known or one.kind == GENERIC or leading.group()[0].islower()
    return rest if strip else text


def company_key(company: Text, context: Context) -> str:
    """What two names of one company have in common: its id, or the name without its brackets."""
    bare = re.sub(r"\([^)]*\)", "", _DETERMINER.sub("", str(company))).strip()
    bare = _LEGAL.sub("", bare)
    for span in context.find_names(bare, alone=True):
        if span.start == 0 and span.end >= len(bare):
            return span.supplier_id
    return re.sub(r"\W", "", fold_key(bare))
