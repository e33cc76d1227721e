"""A name in a sentence → does it stand where recipients stand?

Slots are the places after words such as "we use", "is passed to", "run by", "via", and those before
a verb whose subject the name is. What stands after "received from" is a source. A sure name, which
is known, of several words or with a capital inside it, may be the subject of any verb; another only
of one that says what services do. Limit: verbs are known by a list.
"""

from __future__ import annotations

import re

from noticeparse.parser.candidates import GENERIC, INNER_CAPITAL, KNOWN, SHAPED, Mention
from noticeparse.parser.layouts.region import Context

_SUFFIX = re.compile(r"\s(?:Ltd|Limited|Inc|LLC|LLP|plc|PLC|Pty|GmbH|Corp|Co|CIC)\.?$")
_APPOSITION = re.compile(r"(?:^|[.;:]\s)(?:our|the)\s[a-z\s-]+,\s$", re.IGNORECASE)
_INSIDE = re.compile(r"\w (?:the |our )?$")
_CLAUSE_START = re.compile(
    r"(?:^|[.:;(]|\s[-–—]|,\s*(?:and|but|while)?|\band|\bbut|\bso|\byes,|\bno,|\bbecause|\bwhere|\bwhen|\bwhile)\s*"
    r"(?:now|then|also|currently|here|(?:every|each|once an?|twice an?|\w+ times an?|one) \w+"
    r"|(?:in|for|at|on|after|before|from|during|since|by)(?: [\w'-]+){1,4},?)?\s*"
    r"(?:the|our|a|an|both)?\s*$",
    re.IGNORECASE,
)
_NEW_NOUN = re.compile(r"(?:^|\bthe|,) $", re.IGNORECASE)
_DASH = re.compile(r"^\s[-–—]\s(?=[a-z])")
_LIKE_ENGLISH = re.compile(r"(?:[^s]s|ing|ed|ly|tion|sion|ment|ance|ence|ity|ness)$")
_BRACKET = re.compile(r"(?<![A-Za-z])[a-z]{3,} \((?:the |our )?$")
_WHERE = re.compile(r"\b(?:in|within|across)(?: the| our)? $")
_CAN = re.compile(r" (?:can|may|are able to) ")
SHORTEST_IN_BRACKET = 6  # characters; what is shorter may be an abbreviation
_BEFORE_ANY = ("before_to", "before_by", "before_bought")
_BEFORE_NAME = ("before_use", "before_in")


def has_slot(one: Mention, sentence: str, context: Context) -> bool:
    """Say whether a name stands by itself where a recipient stands."""
    before, after = sentence[: one.start], sentence[one.end :]
    cue = context.wording.cue
    source = cue("before_source", before) and not cue("before_bought", before)
    if source or (one.kind == GENERIC and _is_no_recipient(one, sentence, context)):
        return False
    if _is_company(one, sentence) or any(cue(key, before) for key in _BEFORE_ANY):
        return True
    if one.kind != GENERIC and _names_a_service(one, sentence, context):
        return True
    if _is_told(one, sentence, context):
        return True
    apposed = cue("before_apposed", before) is not None
    if apposed and cue("after_relative", after):
        return True
    if apposed or _APPOSITION.search(before):  # "our auditors, Bishop & Vale, can see"
        after = after.removeprefix(",")
    return begins_clause(one, sentence) and is_subject(one, sentence, after, context=context)


def _is_told(one: Mention, sentence: str, context: Context) -> bool:
    """Say whether a sure name is told something: "in May the Diocesan Office is told"."""
    sure = _is_sure(one, sentence[one.start : one.end])
    told = sure and _NEW_NOUN.search(sentence[: one.start]) is not None
    return told and context.wording.cue("after_told", sentence[one.end :]) is not None


def _is_no_recipient(one: Mention, sentence: str, context: Context) -> bool:
    """Say whether somebody without a name is denied, only acts, or is where something is."""
    before, after = sentence[: one.start], sentence[one.end :]
    if any(
        context.wording.cue(*said)
        for said in (("denied", before), ("acts_here", sentence[one.start :]))
    ):
        return True
    return is_place_of(before) or _may_act(before, after, context)


def is_place_of(before: str) -> bool:
    """Say whether what follows these words is only where something is: "in the county"."""
    return _WHERE.search(before) is not None


def _may_act(before: str, after: str, context: Context) -> bool:
    """Say whether it is named as someone who can do something now, not as who is told."""
    beneficiary = context.wording.cue("before_beneficiary", before)
    return beneficiary is not None and _CAN.match(after) is not None


def _names_a_service(one: Mention, sentence: str, context: Context) -> bool:
    """Say whether the words around a name are those around services."""
    before, after = sentence[: one.start], sentence[one.end :]
    cue, name = context.wording.cue, sentence[one.start : one.end]
    if any(cue(key, before) for key in _BEFORE_NAME):
        return True
    if one.kind == KNOWN and cue("before_known", before):
        return True
    account = one.kind == KNOWN or _is_sure(one, name) or bool(context.find_names(name, alone=True))
    if account and cue("before_sure", before):
        return True
    if (account and cue("after_account", after)) or _fills_bracket(one, before, after, context):
        return True
    if cue("before_relative", before):  # "which X cooks"
        return cue("after_verb", after) is not None
    return _INSIDE.search(before) is not None and cue("after_relative", after) is not None


def _fills_bracket(one: Mention, before: str, after: str, context: Context) -> bool:
    """Say whether a name fills the bracket after a word for what it does: "tills (Vericool)"."""
    if not (after.startswith(")") and _BRACKET.search(before)):
        return False
    name_like = one.kind == KNOWN or one.end - one.start > SHORTEST_IN_BRACKET
    return name_like and not context.wording.cue("before_bracket_no", before)


def _is_company(one: Mention, sentence: str) -> bool:
    """Say whether a name says itself that it is a company: "Ashby Print Ltd"."""
    return one.kind == SHAPED and _SUFFIX.search(sentence[one.start : one.end]) is not None


def begins_clause(one: Mention, sentence: str) -> bool:
    """Say whether a name stands where a clause begins."""
    return _CLAUSE_START.search(sentence[: one.start]) is not None


def is_subject(one: Mention, sentence: str, after: str, *, context: Context) -> bool:
    """Say whether a name, with what stands `after` it, is the subject of a fitting verb."""
    name = sentence[one.start : one.end]
    after = _DASH.sub(" ", after)  # "our clubs – X and Y – are given"
    if one.kind == SHAPED and context.wording.cue("after_own", after):
        return False
    listed = bool(context.find_names(name, alone=True))  # an ordinary word that a name is, too
    if context.wording.cue("after_subject", after):
        return _may_begin(one, name) or _is_singular(name, after) or listed
    if not (_is_sure(one, name) or listed):
        return False
    if context.wording.cue("titled", name):
        return False
    if between := context.wording.cue("after_noun", after):
        after = after[between.end() :]
    keys = ["after_verb", "after_any_verb"]
    if one.kind == KNOWN or INNER_CAPITAL.search(name):
        keys.append("after_is")
    return any(context.wording.cue(key, after) for key in keys)


def _is_sure(one: Mention, name: str) -> bool:
    return one.kind != SHAPED or " " in name or INNER_CAPITAL.search(name) is not None


def _is_singular(name: str, after: str) -> bool:
    """Say whether a word that ends as a plural does is no plural: "Mathies is used"."""
    return name.endswith("s") and not name.endswith(("ss", "ics")) and after.startswith(" is used")


def _may_begin(one: Mention, name: str) -> bool:
    """Say whether a capital at a clause's start is more than the start of a sentence."""
    return _is_sure(one, name) or not _LIKE_ENGLISH.search(name)
