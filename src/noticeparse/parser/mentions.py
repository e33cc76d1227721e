"""A sentence → the recipients that it shares with or uses, each with its span.

A name of the catalogue, a phrase with the shape of a name, or a generic recipient counts only where
it stands in a slot: after words such as "we use", "is passed to", "run by", "via", before words
such as "is used for", or in a list with one that does. What stands after "received from" is a
source. Limit: a name in a turn of phrase that no cue covers is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from noticeparse.parser.candidates import (
    GENERIC,
    INNER_CAPITAL,
    KNOWN,
    SHAPED,
    Mention,
    find_candidates,
)
from noticeparse.parser.layouts.region import Context

_BETWEEN = re.compile(
    r"^\s*(?:\([^()]*\)\s*|\)\s*)?(?:,|;|/|&|,?\s*(?:and|or|nor|plus|then)\b|,?\s*as well as)"
    r"(?:\s*(?:and|or))?\s*(?:(?:the|our|an?)\s+(?:[a-z-]+\s+){0,4}?[a-z-]+(?:,\s|\s*\(|\s))?"
    r"\s*(?:the|our|a|both|also|with|by)?\s*$"
)
_SUFFIX = re.compile(r"\s(?:Ltd|Limited|Inc|LLC|LLP|plc|PLC|Pty|GmbH|Corp|Co)\.?$")
_APPOSITION = re.compile(r"(?:^|[.;:]\s)(?:our|the)\s[a-z\s-]+,\s$", re.IGNORECASE)
_NOW = re.compile(r"(?:[,;]|\band) $")
_CLAUSE_START = re.compile(
    r"(?:^|[.:;]|,\s*(?:and|but|while)?|\band)\s*(?:now|then|also|currently|here)?\s*"
    r"(?:the|our|a|an|both)?\s*$",
    re.IGNORECASE,
)
_LIKE_ENGLISH = re.compile(r"(?:[^s]s|ing|ed|ly|tion|sion|ment|ance|ence|ity|ness)$")


def find_mentions(sentence: str, context: Context) -> list[Mention]:
    """Find the recipients of a sentence, in its order."""
    if context.wording.cue("aside", sentence):
        return []
    candidates = [
        _with_slot(one, sentence, context)
        for one in find_candidates(sentence, context)
        if not context.wording.cue("after_modifier", sentence[one.end :])
    ]
    candidates = _spread(candidates, sentence)
    candidates = _again(candidates, sentence, context)
    return [one for one in _spread(candidates, sentence) if one.slotted]


def _is_company(one: Mention, sentence: str) -> bool:
    """Say whether a name says itself that it is a company: "Ashby Print Ltd"."""
    return one.kind == SHAPED and _SUFFIX.search(sentence[one.start : one.end]) is not None


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
    if one.kind != SHAPED or " " in name or INNER_CAPITAL.search(name):
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
