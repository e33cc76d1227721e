"""Cues of a text → the stretches that it denies.

A denial reaches forward to the end of its list ("no address, photo or e-mail") or back over what
was just said ("bank details are hidden from us"). Its reach ends with the clause, at a word that
turns the sentence ("but", "only") or names an aim ("to", "for"). A clause that ends in a colon
hands its denial on to the list after it. Knows no grammar beyond that.
"""

import re
from collections.abc import Iterable, Iterator

from noticeparse.classifier.attribution import ADDRESS
from noticeparse.classifier.seen import Seen, Span
from noticeparse.text import clause_at, sentence_at

_GROUPS = ("forward", "hidden_forward", "backward", "hidden_backward")
_DENYING = tuple(f"negation.{group}" for group in (*_GROUPS, "exception", "aim"))
_TURNING = ("predicate", "exception")
_COMMA = re.compile(r",|\band\b|&")
# A full stop inside a phrase ("mobile. No photos"): its words stand in two sentences.
_NEW_START = re.compile(r"(?<!tel)(?<!mob)[.;!?]\s+(?=[A-Z])")
_LIST_END = re.compile(r"\.(?=\s|$)|\n\s*\n")  # of the list after a colon
_OR = re.compile(r"\b(?:or|nor)\b", re.IGNORECASE)
# A number: "pupil nos, classes", "NI no. and tax code".
_NUMBER = re.compile(r"nos\b|no\.?(?=\s*(?:[,;/&)]|and\b|$)|\.\s*[a-z])", re.IGNORECASE)
_BE_OR_NOT = re.compile(
    r"(?i)\b(?:is|are|was|were|be|been|stays?|and|or|no\w*|neither|never|cannot)\b|n['\u2019]t\b|&"
)
_LONG_CLAUSE = 6  # "parents key in their own card and the district" speaks of its own object
_LIST_WORD = re.compile(r"(?:no|minus|without)", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:unless|without (?:\w+ ){0,3}?(?:consent|permission|agreement)|until you|"
    r"except (?:(?:for|where|when|if|the|any|some|a|your) ){0,2}(?:pupils?|child(?:ren)?|"
    r"students?|learners?|parents?|famil(?:y|ies)|those|any(?:one|body)|whoever|you))\b",
    re.IGNORECASE,
)
# "If you answer no, we will not give them …": it is shared with all who do not object.
_OBJECTING = re.compile(
    r"\b(?:if|where|when|should) (?:you|(?:a |any |the )?(?:parents?|carers?|pupils?|students?|"
    r"famil(?:y|ies)|guardians?))(?: \w+){0,2}? (?:answer|tick|opt|object|refus|declin|withdraw|"
    r"say no|said no|(?:do|does|would)(?: not|n['\u2019]t) (?:want|wish|like|agree|consent|give))",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"\b(?:no|not|none|nothing|never|nobody)\b", re.IGNORECASE)
# "If it is not given", "when a child is not in": a condition, or what someone does not do.
_IF_NOT = re.compile(
    r"\b(?:if|unless|until|in case)\b|\b(?:when|whenever|where|once|because|since|that|who|which)"
    r"\s+(?:\w+\s+){0,3}?(?:child|children|pupils?|students?|learners?|son|daughter|"
    r"any(?:one|body)|some(?:one|body)|he|she|you|famil(?:y|ies)|parents?|boy|girl)\s+"
    r"(?:(?:is|are|has|have|does|do|did|was|were|may|might|can|could|will)\s+)?$",
    re.IGNORECASE,
)
# "Qualifies for free meals" is one thing: its "for" ends no denial.
_ENTITLED = re.compile(
    r"\b(?:qualif\w+|eligible|entitled|entitlement|eligibility|appl(?:y|ies|ied))\s+$",
    re.IGNORECASE,
)
# A verb that is left out: "Names go with it; addresses do not."
_ELLIPSIS = re.compile(
    r"(?i)\b(?:do|does|is|are|will|has|have|can)(?: not|n['\u2019]t)"
    r"(?: (?:collect|hold|ask for|share|send|keep|store|record))?(?=\s*(?:[.;)\u2013\u2014]|$))"
)
# "Ethnicity*, SEN*. (*we leave these blank)": a mark, and what it means.
_KEY_OF_MARK = re.compile(r"(?:^|[\n(.;]\s*)([*†‡]{1,3})\s*(?=\w)([^)\n]{3,100})")

# "Optional: ethnicity, SEN (we do not supply the optional items)".
_LABELLED = re.compile(r"\b(\w{4,})\s*:\s*([^():]+)\(([^)]*\b\1\b[^)]*)\)", re.IGNORECASE)
# "Photographs: no.", "Political opinions, faith: not asked", "Sex life: we hold none".
_ANSWERED = re.compile(
    r"([^.;:\n\u2013]{2,100})(?::|\s[\u2013-])\s*"
    r"(?i:no|none|(?:not|never) \w+|we \w+ none)\s*(?=[.;,\n]|$|and\b)"
)


def denials(seen: Seen) -> tuple[list[Span], list[Span]]:
    """List the stretches that it says are not passed on, and those that name no aim of the data.

    The second are what is *not* done with it ("never used for …").
    """
    if not seen.has(*_DENYING):
        return [], []
    text = seen.reading.string
    ahead = [span for span in _ahead(seen) if span[0] < span[1]]
    behind = [(_reach_back(seen, cue), cue[0]) for cue in _cues(seen, "backward")]
    behind += [(_reach_back_far(seen, cue), cue[0]) for cue in _cues(seen, "hidden_backward")]
    left_out = [cue.start() for cue in _ELLIPSIS.finditer(text)]
    behind += [(clause_at(text, start)[0], start) for start in left_out]
    behind += [*_keyed(seen), *(answered.span(1) for answered in _ANSWERED.finditer(text))]
    aims = [(cue[1], clause_at(text, cue[0])[1]) for cue in seen.cues("negation.aim")]
    return sorted([*ahead, *(span for span in behind if span[0] < span[1])]), [*aims, *ahead]


def _keyed(seen: Seen) -> Iterator[Span]:
    """The items with a mark, or after a label, of which the text says that it denies them."""
    text = seen.reading.string
    cues = [at for group in _GROUPS for at, _ in _cues(seen, group)]
    for key in _KEY_OF_MARK.finditer(text):
        if any(key.start(2) <= at < key.end(2) for at in cues):
            mark = re.compile(rf"(?<=[\w)])\s?{re.escape(key[1])}(?![*†‡])")
            for item in mark.finditer(text, 0, key.start(1)):
                yield _last_comma(text, 0, item.start()), item.start()
    for key in _LABELLED.finditer(text):
        if any(key.start(3) <= at < key.end(3) for at in cues):
            yield key.span(2)


def _last_comma(text: str, start: int, end: int) -> int:
    """Where the last item of a list in [start, end) begins."""
    return max((comma.end() for comma in _COMMA.finditer(text, start, end)), default=start)


def _cues(seen: Seen, group: str) -> list[Span]:
    """List the cues of a group that deny: not in a neutral phrase or an address, unconditional."""
    text, found = seen.reading.string, seen.cues(f"negation.{group}")
    neutral = [cue for cue in seen.cues("negation.neutral") if not _NEW_START.search(text, *cue)]
    neutral += [address.span() for address in ADDRESS.finditer(text)] if found else []
    return [
        cue
        for cue in found
        if not any(a <= cue[0] and cue[1] <= b for a, b in neutral)
        and not _conditional(text, cue)
        and not _of_detail(seen, cue)
    ]


def _of_detail(seen: Seen, cue: Span) -> bool:
    """Does a bracket deny a detail of what stands before it alone: "FSM (amount not shown)"?"""
    opened, closed = (seen.reading.string.rfind(sign, 0, cue[0]) for sign in "()")
    details = seen.cues("negation.detail")
    return opened > closed and any(opened < at < cue[0] for at, _ in details)


def _ahead(seen: Seen) -> list[Span]:
    """List what is denied by the words before it."""
    text = seen.reading.string
    cues = _cues(seen, "forward") + _cues(seen, "hidden_forward")
    cues += [
        cue
        for cue in _cues(seen, "exception")
        if not _DENIAL.search(text, sentence_at(text, cue[0])[0], cue[0])
    ]
    return [(cue[1], _reach_forward(seen, cue)) for cue in cues]


def _conditional(text: str, cue: Span) -> bool:
    """Is it denied only unless someone agrees, so shared with some, or a condition or number?"""
    start, end = clause_at(text, cue[0])
    return (
        _OBJECTING.search(text, sentence_at(text, cue[0])[0], cue[1]) is not None
        or _CONDITION.search(text, cue[0], end) is not None
        or _IF_NOT.search(text[start : cue[0]]) is not None
        or _NUMBER.match(text, cue[0]) is not None
    )


def _stops(seen: Seen, start: int, end: int, groups: Iterable[str]) -> list[int]:
    """List where in [start, end) words of some groups stand, which end a denial."""
    return [
        at
        for group in groups
        for at, _ in seen.cues(f"negation.{group}")
        if start <= at < end and not _ENTITLED.search(seen.reading.string, start, at)
    ]


def _reach_forward(seen: Seen, cue: Span) -> int:
    text = seen.reading.string
    start, end = clause_at(text, cue[0])
    handed_on = text[cue[1] : end].rstrip().endswith(":") or text[end : end + 1] == ":"
    people = " who" in text[start : cue[0]]  # "those who have no school: name, address"
    if handed_on and not people and not seen.names_data(cue[1], end):
        list_end = _LIST_END.search(text, end)
        return list_end.start() if list_end else len(text)
    # What stands after the brackets around a cue is said outside.
    opened = text.rfind("(", 0, cue[0]) > text.rfind(")", 0, cue[0])
    closed = text.find(")", cue[1], end) if opened else -1
    end = _short_list(text, cue, closed if closed >= 0 else end)
    stop = min(_stops(seen, cue[1], end, (*_TURNING, "stop")), default=end)
    commas = [m.start() for m in _COMMA.finditer(text, cue[1], stop)]
    only = text[stop : stop + 4].lower() == "only"  # "not full names, initials only"
    turns = only or stop in _stops(seen, cue[1], end, ("predicate",))
    return commas[-1] if commas and turns and not _OR.search(text, cue[1], stop) else stop


def _short_list(text: str, cue: Span, end: int) -> int:
    """Where the list that a bare "no" opens ends: at its comma, unless the whole list is denied."""
    opens = text[: cue[0]].rstrip()[-1:] in ("", ".", "!", "?", ":", "(", ";", "\n", "-", "–")
    if not _LIST_WORD.fullmatch(text[slice(*cue)]) or opens or _OR.search(text, cue[1], end):
        return end
    comma = text.find(",", cue[1], end)
    return end if comma < 0 else comma


def _reach_back(seen: Seen, cue: Span) -> int:
    text = seen.reading.string
    start = clause_at(text, cue[0])[0]
    opened = text.rfind("(", start, cue[0])
    if opened > text.rfind(")", start, cue[0]):  # "names, photographs (not sent), classes"
        start = _last_comma(text, start, opened)
    elif not _BE_OR_NOT.search(text, start, cue[1]):  # "PIN, balance, flag hidden from the till"
        start = max(start, text.rfind(",", start, cue[0]) + 1)
    return max(_stops(seen, start, cue[0], _TURNING), default=start)


def _reach_back_far(seen: Seen, cue: Span) -> int:
    """Reach back over the clause; where it only says "them" or "this", over the one before too."""
    text = seen.reading.string
    start = _reach_back(seen, cue)
    long = len(text[start : cue[0]].split()) > _LONG_CLAUSE
    return start if long or seen.names_data(start, cue[0]) else sentence_at(text, cue[0])[0]
