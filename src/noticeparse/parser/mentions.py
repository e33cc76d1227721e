"""A sentence → the recipients that it shares with or uses, each with its span.

A name of the catalogue, a phrase with the shape of a name, or a generic recipient counts only where
it stands in a slot (see `slots`), or in a list with one that does. Limit: a name in a turn of
phrase that no cue covers is not seen.
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
from noticeparse.parser.slots import begins_clause, has_slot, is_place_of, is_subject

FEWEST_ITEMS = 2  # of data
FEWEST_OF_A_LIST = 3  # known names
_BETWEEN = re.compile(
    r"^\s*(?:\([^()]*\)\s*|\)\s*)?(?:,|;|/|&|,?\s*(?:and|or|nor|plus|then)\b|,?\s*as well as)"
    r"(?:\s*(?:and|or))?"
    r"(?:,? (?:for|in|where|if|when|once|on|with|since|until)\b[^,;.()]{3,60},)?\s*"
    r"(?:(?:the|our|an?)\s+(?:[A-Za-z-]+\s+){0,4}?[A-Za-z-]+(?:,\s|\s*\(|\s))?"
    r"\s*(?:[Tt]he|our|a|both|also|with|by|of|from)?\s*$"
)
# "In Tapestry." answers where a journal is kept.
_ANSWERS = re.compile(r"(?:in|by|with|through|via|on|from|using|to)(?: the| our)? (?=[A-Z])", re.I)
_NOW = re.compile(r"(?:[,;]|\band) $")
_GOES_ON_SMALL = re.compile(r" (?!by |from )[a-z]")
_NOTHING = re.compile(r"\bnothing\b(?! (?:else|more|other|but|beyond))", re.IGNORECASE)
_CHANNEL = re.compile(
    r"(?:^ (?:through|via|using)| (?:by way of|by means of))(?: the| its| their)? $"
)
_GOES_ON = re.compile(r",? (?!and\b|or\b|as well|plus\b|which\b|who\b)[a-z]|[.;]?$")


def find_mentions(sentence: str, context: Context, *, leads: bool = False) -> list[Mention]:
    """Find the recipients of a sentence, in its order; `leads`: the name that begins it is one."""
    if context.wording.cue("aside", sentence):
        return []
    candidates = [
        replace(one, slotted=has_slot(one, sentence, context))
        for one in find_candidates(sentence, context)
        if not context.wording.cue("after_modifier", sentence[one.end :])
    ]
    if leads:
        candidates = _leading(candidates, sentence)
    candidates = _as_subjects(candidates, sentence, context)
    candidates = _in_long_list(candidates, sentence, context)
    candidates = _spread(candidates, sentence, context)
    candidates = _again(candidates, sentence, context)
    candidates = _with_data(candidates, sentence, context)
    slotted = [one for one in _spread(candidates, sentence, context) if one.slotted]
    own = [one for one in slotted if not _is_where(one, slotted, sentence)]
    return [
        one
        for place, one in enumerate(own)
        if not (
            place
            and (
                _is_maker(own[place - 1], one, sentence, context)
                or _is_channel(own[place - 1], one, sentence)
            )
        )
    ]


def told_after(sentence: str, following: str, context: Context) -> list[Mention]:
    """Find the one name of a sentence that "it" or "they" are who receive data after it.

    "Fraser Portraits sets up in the hall. They have class lists from us." What comes after the
    name in its own sentence, and the sentence `following`, are looked at.
    """
    if context.wording.cue("aside", sentence):
        return []
    named = [one for one in find_candidates(sentence, context) if one.kind != GENERIC]
    if len(named) != 1 or not _may_be_told(named[0], sentence, context):
        return []
    after = sentence[named[0].end :]
    told = _is_told_of(after, context) or (
        not find_mentions(following, context) and _is_told_of(following, context)
    )
    return [replace(named[0], slotted=True)] if told else []


def _may_be_told(one: Mention, sentence: str, context: Context) -> bool:
    """Say whether a name is surely one, of a company or body, and no source."""
    name, before = sentence[one.start : one.end], sentence[: one.start]
    sure = one.kind == KNOWN or " " in name or INNER_CAPITAL.search(name) is not None
    begins = one.start == 0 and context.wording.cue("after_verb", sentence[one.end :]) is not None
    return (
        (sure or (begins and not name.endswith("s")))
        and not context.wording.cue("before_source", before)
        and not any(context.wording.cue(key, before) for key in ("denied", "before_not_used"))
        and not context.wording.cue("titled", name)
    )


def _is_told_of(said: str, context: Context) -> bool:
    """Say whether words say that "it" or "they" receive data."""
    told = context.wording.cue("told_of", said) is not None
    nothing = _NOTHING.search(said) is not None
    return told and not nothing and bool(context.wording.all_said("data_item", said))


def _leading(candidates: Sequence[Mention], sentence: str) -> list[Mention]:
    """Give the first name at a clause's start a slot: "Plenty: Arbor and Seesaw"."""
    found = list(candidates)
    for place, one in enumerate(found[:2]):
        if _is_plain_word(one, sentence):
            continue
        first = _ANSWERS.match(sentence) and not sentence[: one.start].strip().count(" ")
        if (first or begins_clause(one, sentence)) and not sentence.startswith(":", one.end):
            found[place] = replace(one, slotted=True)
            break
    return found


def _is_plain_word(one: Mention, sentence: str) -> bool:
    """Say whether a capital is only that of a sentence's start: "Hot lunches are delivered by"."""
    name = sentence[one.start : one.end]
    plain = one.kind == SHAPED and name.isalpha() and not INNER_CAPITAL.search(name)
    return plain and one.start == 0 and _GOES_ON_SMALL.match(sentence, one.end) is not None


def _is_maker(one: Mention, other: Mention, sentence: str, context: Context) -> bool:
    """Say whether the second name is that of the first one's maker: "Xello, made by Anaca"."""
    between = sentence[one.end : other.start]
    return one.kind != GENERIC and context.wording.cue("before_maker", between) is not None


def _is_channel(one: Mention, other: Mention, sentence: str) -> bool:
    """Say whether an unknown name is only the way to the recipient before it: "through the POD"."""
    between = sentence[one.end : other.start]
    return other.kind == SHAPED and _CHANNEL.search(between) is not None


def _is_where(one: Mention, slotted: Sequence[Mention], sentence: str) -> bool:
    """Say whether a word only says where the firm before it is: "Harlow Doors, Tralee, look …"."""
    name = sentence[one.start : one.end]
    if one.kind != SHAPED or not name.isalpha() or INNER_CAPITAL.search(name):
        return False
    place = slotted.index(one)
    if place == 0 or sentence[slotted[place - 1].end : one.start] != ", ":
        return False
    if place > 1 and _BETWEEN.match(sentence[slotted[place - 2].end : slotted[place - 1].start]):
        return False
    firm = sentence[slotted[place - 1].start : slotted[place - 1].end]
    return " " in firm and _GOES_ON.match(sentence[one.end :]) is not None


def _as_subjects(candidates: Sequence[Mention], sentence: str, context: Context) -> list[Mention]:
    """Find the lists that are the subject of a verb: "X, Y and the Z nurses run clubs"."""
    found = list(candidates)
    for place, first in enumerate(found):
        if first.slotted or not begins_clause(first, sentence):
            continue
        last = place
        while last + 1 < len(found) and _joined(found[last], found[last + 1], sentence, context):
            last += 1
        one = found[last]
        if last == place or first.kind == GENERIC == one.kind:
            continue
        known = any(other.kind == KNOWN for other in found[place : last + 1])
        sure = replace(one, kind=KNOWN) if known else one
        if is_subject(sure, sentence, sentence[one.end :], context=context):
            found[last] = replace(one, slotted=True)
    return found


def _in_long_list(candidates: list[Mention], sentence: str, context: Context) -> list[Mention]:
    """Give a long list of names a slot, whatever the words around it: "any of X, Y and Z"."""
    if any(one.slotted for one in candidates):
        return candidates
    found = list(candidates)
    for place, first in enumerate(found):
        last = place
        while last + 1 < len(found) and _joined(found[last], found[last + 1], sentence, context):
            last += 1
        known = [one for one in found[place : last + 1] if one.kind == KNOWN]
        denied = context.wording.cue("before_not_used", sentence[: first.start])
        if len(known) >= FEWEST_OF_A_LIST and not _is_source(sentence[: first.start], context):
            return (
                found
                if denied
                else [
                    replace(one, slotted=one.slotted or place <= at <= last)
                    for at, one in enumerate(found)
                ]
            )
    return found


def _joined(left: Mention, right: Mention, sentence: str, context: Context) -> bool:
    """Say whether two names stand in one list, but for a noun after the first."""
    between = sentence[left.end : right.start]
    if _BETWEEN.match(between):
        return True
    noun = context.wording.cue("after_noun", between)
    return noun is not None and _BETWEEN.match(between[noun.end() :]) is not None


def _spread(candidates: Sequence[Mention], sentence: str, context: Context) -> list[Mention]:
    """Let a slot reach all names of its list."""
    found = list(candidates)
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        for place in order:
            step = -1 if order.step == 1 else 1
            other = found[place + step]
            left, right = sorted((found[place], other), key=lambda one: one.start)
            if other.slotted and _joined(left, right, sentence, context):
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
            and not (one.kind == GENERIC and is_place_of(before))
            and not context.wording.cue("before_source", before)
            and (_NOW.search(before) or context.wording.cue("before_again", before))
            and _parted(sentence[found[-1].end : one.start], one, sentence[one.end :])
        ):
            found.append(replace(one, slotted=True))
        else:
            found.append(one)
    return found


def _with_data(candidates: list[Mention], sentence: str, context: Context) -> list[Mention]:
    """Where nobody is a recipient yet, take known names beside data: "For X the data set is …"."""
    if any(one.slotted for one in candidates):
        return candidates
    known = [one for one in candidates if one.kind == KNOWN]
    if not known or len(context.wording.all_said("data_item", sentence)) < FEWEST_ITEMS:
        return candidates
    return [
        replace(one, slotted=True)
        if one in known and not _is_source(sentence[: one.start], context)
        else one
        for one in candidates
    ]


def _is_source(before: str, context: Context) -> bool:
    """Say whether data comes from what follows; a thing that comes "from" X was made by X."""
    cue = context.wording.cue
    said_from = before.rstrip().endswith((" from", " from the", " from our"))
    return (said_from and not cue("before_thing_from", before)) or bool(
        cue("before_source", before)
    )


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
