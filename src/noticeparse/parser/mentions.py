"""A sentence → the recipients that it shares with or uses, each with its span.

A name of the catalogue, a phrase with the shape of a name, or a generic recipient counts only where
it stands in a slot: after words such as "we use", "is passed to", "run by", "via", before words
such as "is used for", or in a list with one that does. What stands after "received from" is a
source. Limit: a name in a turn of phrase that no cue covers is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from noticeparse.parser.layouts.region import Context
from noticeparse.parser.recipients import is_generic, is_ordinary

KNOWN, SHAPED, GENERIC = "known", "shaped", "generic"
LONGEST_GENERIC = 7  # words

_WORD = r"(?:[A-Z][\w'’&+-]*(?:\.\w+)*|[a-z]{1,2}[A-Z]\w+|\d+[A-Z]\w*)"
_SHAPE = re.compile(
    rf"(?<![\w'’-]){_WORD}(?:\s+(?:(?:of|for|the|to|in|on|my|your|de)\s+){{0,2}}"
    rf"(?:{_WORD}|\d+\b)|\s*&\s*{_WORD})*"
)
_JOINER = re.compile(r"\s+(?:of|for|the|to|in|on|my|your|de)\s+")
_BETWEEN = re.compile(
    r"^\s*(?:\([^()]*\)\s*|\)\s*)?(?:,|;|/|&|,?\s*(?:and|or|nor|plus|then)\b|,?\s*as well as)"
    r"(?:\s*(?:and|or))?\s*(?:(?:the|our|an?)\s+(?:[a-z-]+\s+){0,4}?[a-z-]+(?:,\s|\s*\(|\s))?"
    r"\s*(?:the|our|a|both|also|with|by)?\s*$"
)
_LAST_JOINER = re.compile(r"(?:\s+(?:of|for|the|to|in|on|my|your|de))*\s*$")
_SUFFIX = re.compile(r"\s(?:Ltd|Limited|Inc|LLC|LLP|plc|PLC|Pty|GmbH|Corp|Co)\.?$")
_DETERMINED = re.compile(r"(?:our|the)\s", re.IGNORECASE)
_APPOSITION = re.compile(r"(?:^|[.;:]\s)(?:our|the)\s[a-z\s-]+,\s$", re.IGNORECASE)
_NOW = re.compile(r"(?:[,;]|\band) $")
_POSSESSIVE = re.compile(r"['’]s?$")
_LOWER = re.compile(r"(?<![\w-])[a-z]{4,}\b")
_PUNCTUATION = re.compile(r"[^\w'’&\s-]")
_DEPARTMENT = re.compile(
    r"(?:The |the )?(?:[A-Z]\w+ ){0,3}(?:Department|Ministry|Board|Office)s? (?:for|of) [A-Z]"
)
_TOKEN = re.compile(r"[\w'’&-]+")
_CLAUSE_START = re.compile(
    r"(?:^|[.:;]|,\s*(?:and|but|while)?|\band)\s*(?:now|then|also|currently|here)?\s*"
    r"(?:the|our|a|an|both)?\s*$",
    re.IGNORECASE,
)
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]|\d|^[A-Z]{2,}|[A-Z]{2,}[a-z]")
_LIKE_ENGLISH = re.compile(r"(?:[^s]s|ing|ed|ly|tion|sion|ment|ance|ence|ity|ness)$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A recipient in a sentence: its span [start, end) there, and what kind of name it is."""

    start: int
    end: int
    kind: str
    slotted: bool = False


def find_mentions(sentence: str, context: Context) -> list[Mention]:
    """Find the recipients of a sentence, in its order."""
    if context.wording.cue("aside", sentence):
        return []
    candidates = [
        _with_slot(one, sentence, context)
        for one in _candidates(sentence, context)
        if not context.wording.cue("after_modifier", sentence[one.end :])
    ]
    candidates = _spread(candidates, sentence)
    candidates = _again(candidates, sentence, context)
    return [one for one in _spread(candidates, sentence) if one.slotted]


def _candidates(sentence: str, context: Context) -> list[Mention]:
    shapes = list(_shapes(sentence, context))
    known = []
    for span in context.find_names(sentence):
        if not is_ordinary(sentence[span.start : span.end], context):
            longer = next((s for s in shapes if s.start == span.start and s.end > span.end), None)
            known.append(Mention(span.start, longer.end if longer else span.end, KNOWN))
    lower = list(_lower_case(sentence, known, context))
    found = [*known, *lower]
    generics = [
        one for one in _generics(sentence, context) if not _inside_shape(one, shapes, sentence)
    ]
    shapes = [_before_generic(one, generics, sentence) for one in shapes]
    for one in [*generics, *shapes]:
        if all(one.end <= other.start or one.start >= other.end for other in found):
            found.append(one)
    ordered = sorted(found, key=lambda one: one.start)
    return [
        one
        for one in ordered
        if not _in_bracket_of_another(one, ordered, sentence)
        and not _said_again(one, ordered, sentence)
    ]


def _said_again(one: Mention, others: Sequence[Mention], sentence: str) -> bool:
    """Say whether a generic recipient gets its name at once: "our caterer, Aspens, …"."""
    if one.kind != GENERIC:
        return False
    plural = sentence[one.start : one.end].endswith("s")
    for other in others:
        gap = sentence[one.end : other.start]
        if other.kind != GENERIC and (gap == " " or (gap in (", ", " (", " – ") and not plural)):
            return True
        own = _DETERMINED.match(sentence[one.start : one.end]) and gap == ", "
        if own and other.kind != GENERIC and sentence[other.end : other.end + 1] == ",":
            return True
    return False


def _is_company(one: Mention, sentence: str) -> bool:
    """Say whether a name says itself that it is a company: "Ashby Print Ltd"."""
    return one.kind == SHAPED and _SUFFIX.search(sentence[one.start : one.end]) is not None


def _inside_shape(one: Mention, shapes: Sequence[Mention], sentence: str) -> bool:
    """Say whether a generic phrase is the end of a name: "Royal Children's Hospital"."""
    return sentence[one.start].isupper() and any(
        shape.start < one.start and one.end <= shape.end for shape in shapes
    )


def _before_generic(one: Mention, generics: Sequence[Mention], sentence: str) -> Mention:
    """Cut "Seesaw for Education" where "education services" begins inside it."""
    for other in generics:
        if one.start < other.start < one.end:
            name = sentence[one.start : other.start]
            return replace(one, end=one.start + len(_LAST_JOINER.sub("", name)))
    return one


def _in_bracket_of_another(one: Mention, others: Sequence[Mention], sentence: str) -> bool:
    """Say whether a name stands in the bracket after another: "Hwb (Welsh Government)"."""
    return any(
        other.end < one.start and sentence[other.end : one.start].strip() == "(" for other in others
    )


def _shapes(sentence: str, context: Context) -> Iterable[Mention]:
    """Phrases with capitals, without the words around them that are no part of a name."""
    cue = context.wording.cue
    for match in _SHAPE.finditer(sentence):
        start, end = match.span()
        while (space := sentence.find(" ", start, end)) > 0 and cue(
            "function_word", sentence[start:space]
        ):
            start = space + 1
        for joiner in _JOINER.finditer(sentence, start, end):
            if cue("name_ends", sentence[joiner.end() : end]):
                end = joiner.start()
                break
        end = start + len(_POSSESSIVE.sub("", sentence[start:end].rstrip(".")))
        name = sentence[start:end]
        if len(name) > 1 and name[0].isalnum() and not _is_no_name(name, context):
            yield Mention(start, end, SHAPED)


def _is_no_name(name: str, context: Context) -> bool:
    cue = context.wording.cue
    return bool(is_ordinary(name, context) or cue("function_word", name) or cue("vague", name))


def _lower_case(sentence: str, known: Sequence[Mention], context: Context) -> Iterable[Mention]:
    """Names in lower case that a bracket explains: "our tapestry (online learning journal)"."""
    for match in _LOWER.finditer(sentence):
        word = match.group()
        if (
            context.wording.cue("after_lower", sentence[match.end() :])
            and not context.wording.cue("lower_never", word)
            and not is_ordinary(word, context)
            and all(not one.start <= match.start() < one.end for one in known)
        ):
            yield Mention(match.start(), match.end(), SHAPED)


def _generics(sentence: str, context: Context) -> Iterable[Mention]:
    """Recipients without a name of their own: the longest phrase at each place."""
    tokens = [match.span() for match in _TOKEN.finditer(sentence)]
    place = 0
    while place < len(tokens):
        for length in range(min(LONGEST_GENERIC, len(tokens) - place), 0, -1):
            start, end = tokens[place][0], tokens[place + length - 1][1]
            phrase = sentence[start:end]
            if not _is_phrase(phrase, context) or not is_generic(phrase, context):
                continue
            if not context.wording.cue("vague", phrase):
                yield Mention(start, end, GENERIC)
            place += length - 1
            break
        place += 1


def _is_phrase(phrase: str, context: Context) -> bool:
    """Say whether words may be one noun phrase: no punctuation, no verb or preposition inside."""
    if _PUNCTUATION.search(phrase):
        return False
    inner = phrase.split()
    if inner[0].lower() in ("and", "or", "&"):
        return False
    if _DEPARTMENT.match(phrase):
        return True
    return not any(context.wording.cue("breaks", word) for word in inner)


def _with_slot(one: Mention, sentence: str, context: Context) -> Mention:
    before, after = sentence[: one.start], sentence[one.end :]
    cue = context.wording.cue
    if _APPOSITION.search(before):  # "our auditors, Bishop & Vale, can see"
        after = after.removeprefix(",")
    if cue("before_source", before):
        return one
    if _is_company(one, sentence):
        return replace(one, slotted=True)
    if cue("before_to", before) or cue("before_by", before):
        return replace(one, slotted=True)
    if one.kind != GENERIC and (cue("before_use", before) or cue("before_in", before)):
        return replace(one, slotted=True)
    if _CLAUSE_START.search(before) and cue("after_subject", after):
        return replace(one, slotted=_may_begin(one, sentence))
    return one


def _may_begin(one: Mention, sentence: str) -> bool:
    """Say whether a capital at a clause's start is more than the start of a sentence."""
    name = sentence[one.start : one.end]
    if one.kind != SHAPED or " " in name or _INNER_CAPITAL.search(name):
        return True
    return not _LIKE_ENGLISH.search(name)


def _spread(candidates: Sequence[Mention], sentence: str) -> list[Mention]:
    """Let a slot reach all names of its list."""
    found = list(candidates)
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        for place in order:
            step = -1 if order.step == 1 else 1
            other = found[place + step]
            left, right = sorted((found[place], other), key=lambda one: one.start)
            if other.slotted and _BETWEEN.match(sentence[left.end : right.start]):
                found[place] = replace(found[place], slotted=True)
    return found


def _again(candidates: Sequence[Mention], sentence: str, context: Context) -> list[Mention]:
    """Inside a sentence that named one, "absence insurance by X" names another."""
    found: list[Mention] = []
    for one in candidates:
        earlier = any(other.slotted for other in found)
        before = sentence[: one.start]
        if (
            earlier
            and not one.slotted
            and not context.wording.cue("before_source", before)
            and (_NOW.search(before) or context.wording.cue("before_again", before))
            and _parted(sentence[found[-1].end : one.start], one, sentence[one.end :])
        ):
            found.append(replace(one, slotted=True))
        else:
            found.append(one)
    return found


def _parted(between: str, one: Mention, after: str) -> bool:
    """Say whether another name may begin here; right after "and" only "Compass for …" may."""
    if re.search(r"(?:[,;]|\band) $", between):
        return one.kind == KNOWN or after.startswith(" for ")
    return (
        re.search(r"[,;]|\band\b", between) is not None
        and re.search(r"(?:\w+) $", between) is not None
        and not between.endswith((" and ", ", "))
    )


def groups(mentions: Sequence[Mention], sentence: str) -> list[list[Mention]]:
    """Put mentions that stand in one list together."""
    if not mentions:
        return []
    found = [[mentions[0]]]
    for left, right in pairwise(mentions):
        if _BETWEEN.match(sentence[left.end : right.start]):
            found[-1].append(right)
        else:
            found.append([right])
    return found


def leading_name(text: str, context: Context) -> int | None:
    """Where the name ends that a text begins with; None where it begins with none.

    A name of the catalogue counts, and one of several capitals or with a capital inside it.
    """
    for span in context.find_names(text, alone=True):
        if span.start == 0 and text[0].isupper():
            return span.end
    for one in _candidates(text, context):
        if text[: one.start].strip(" \"'").lower() in ("", "the", "our"):
            name = text[one.start : one.end]
            known = one.kind == KNOWN or context.find_names(name, alone=True)
            sure = known or " " in name or _INNER_CAPITAL.search(name)
            return one.end if sure and one.kind != GENERIC else None
    return None
