"""Findings → those that are not mere items of a list of data.

Where one text says both what is shared and why, a word such as "attendance" or "e-mail" may be an
item or an aim. A single, weak word for a purpose is an item where it stands among others in a list,
or is itself the name of a category, and no word of aim ("for", "to", "used") goes before it and no
"system" or "software" after it. In turn a weak word for a category that follows "for" says what the
categories before it are for.

In a list that has begun with data ("names, classes, SEN, consent form with doctor"), a short word
for a purpose that opens an item is an item too, whether or not it is strong or a category. The list
ends with its sentence, at a word of aim, or where a purpose follows an item without a comma (the
next column of a flat table).
"""

from __future__ import annotations

import re
from itertools import pairwise

from noticeparse.classifier.hits import Finding
from noticeparse.classifier.seen import Seen
from noticeparse.text import clause_at, sentence_at, sentences

_AIM = re.compile(
    r"\b(?:for|to|so|used|using|purposes?|enabl\w+|allow\w+|provid\w+|manag\w+|monitor\w*|support\w*"
    r"|track|tracks|tracking|recording|help\w*|runs?|because)\b",
    re.IGNORECASE,
)
_TOOL = re.compile(
    r"\b(?:system|software|platform|service|app|tool|online|tracking|monitoring|management)\b",
    re.IGNORECASE,
)
_FOR = re.compile(r"\bfor\b", re.IGNORECASE)
# What is added to the categories again after an aim ("screened for dyslexia, with their scores").
_ADDED = re.compile(
    r"\b(?:with (?:their|his|her|its|any)|including|together with|plus|as well as)\b", re.IGNORECASE
)
_NEXT = 15
_BARE = 2
# Words after which a list of data follows.
_GIVEN = re.compile(
    r"\b(?:holding|holds?|held|contains?|containing|includ(?:es|ing)|stor(?:es|ing)|receives?)\b",
    re.IGNORECASE,
)
_SHORT = 2  # words of a finding that may be an item
# What only data is made of: a list that holds one of these is a list of data.
_ANCHORS = frozenset(
    (
        *("name", "date_of_birth", "address", "email_address", "phone_number"),
        *("unique_identifier", "gender", "class_year_group", "contact_details"),
        "ethnicity",
    )
)
_ITEM_END = re.compile(r",|;|:(?=\s)|\.\s|\band\b|\bor\b|\bwith\b|&|/|\n", re.IGNORECASE)
_STOP = re.compile(r"\.\s")  # a full stop, whatever follows it
_WORD = re.compile(r"\w+")
_PAID = re.compile(
    r"\b(?:pay(?:s|ing|ments?)?|paid|fees?|money|charges?|invoic\w+|bill\w*) (?:for|of)\b",
    re.IGNORECASE,
)
_PAID_WITH = re.compile(
    r"[.;:]|\b(?:through|via|using|with|by|on|and (?:for|to|we))\b", re.IGNORECASE
)
_SOLD = frozenset(("teaching_learning", "school_photography", "library_management", "homework"))


def without_items(seen: Seen, findings: list[Finding]) -> list[Finding]:
    """Leave out the weak purposes that are items of a list of data."""
    if seen.reading.role != "both":
        return findings
    categories = [f for f in findings if f.entry.kind == "category"]
    listed = _listed(seen, findings, categories=categories)

    def is_mere(weak: Finding) -> bool:
        return _is_item(seen, weak, categories) or _is_aim(seen, weak, categories)

    return [
        f
        for f in findings
        if not (listed and f in listed)
        and not _is_paid_for(seen, f)
        and (f.entry.strength != "weak" or not is_mere(f))
    ]


def _is_aim(seen: Seen, finding: Finding, categories: list[Finding]) -> bool:
    """Is it a weak category that only says what others are for ("e-mail, for invoices")?"""
    if finding.entry.kind != "category":
        return False
    text = seen.reading.string
    start = clause_at(text, finding.start)[0]
    start = max([start, *(m.end() for m in _STOP.finditer(text, start, finding.start))])
    aims = [m.start() for m in _FOR.finditer(text, start, finding.start)]
    if not aims or _ADDED.search(text, aims[-1], finding.start):
        return False
    return any(start <= c.start and c.end <= aims[-1] for c in categories)


def _is_item(seen: Seen, finding: Finding, categories: list[Finding]) -> bool:
    """Is it a weak purpose that is an item of a list of data?"""
    if finding.entry.kind != "purpose":
        return False
    touching = [c for c in categories if c.start < finding.end and finding.start < c.end]
    if not touching:
        return False
    text = seen.reading.string
    start, end = clause_at(text, finding.start)
    after = min(end, finding.end + _NEXT)
    if _AIM.search(text, start, finding.start) or _TOOL.search(text, finding.end, after):
        return False
    others = [c for c in categories if start <= c.start < end and c not in touching]
    return bool(others) or (finding.words == 1 and len(_WORD.findall(text, start, end)) <= _BARE)


def _listed(seen: Seen, findings: list[Finding], *, categories: list[Finding]) -> list[Finding]:
    """List the short purposes that are items of lists of data."""
    text = seen.reading.string
    purposes = [f for f in findings if f.entry.kind == "purpose"]
    if not categories or not purposes:
        return []
    if not any(c.entry.id in _ANCHORS for c in categories) and not _GIVEN.search(text):
        return []
    found: list[Finding] = []
    for bounds in sentences(text):
        if not any(bounds[0] <= f.start < bounds[1] for f in purposes):
            continue
        in_data = False
        for start, end in _items(text, bounds):
            own = [f for f in purposes if start <= f.start < end]
            data = [c for c in categories if start <= c.start < end]
            if in_data:
                in_data = not _leaves_data(text, own, data, item=(start, end))
                found += [f for f in own if in_data and f.end <= end and _is_short(text, f)]
            elif not own and _opens_data(text, data, start):
                in_data = not _says_why(text, start, end)
    return found


def _says_why(text: str, start: int, end: int) -> bool:
    return bool(_AIM.search(text, start, end) or _TOOL.search(text, start, end))


def _leaves_data(
    text: str, own: list[Finding], data: list[Finding], *, item: tuple[int, int]
) -> bool:
    """Does an item, with its own purposes and data, end a list of data?"""
    return (
        any(_turns_column(text, f, item[0]) for f in own)
        or _says_why(text, *item)
        or any(c.end <= f.start for c in data for f in own)
    )


def _opens_data(text: str, data: list[Finding], start: int) -> bool:
    """Does an item begin a list of data: an anchor, or any category after "holds" and the like?"""
    return any(c.entry.id in _ANCHORS or _GIVEN.search(text, start, c.start) for c in data)


def _turns_column(text: str, finding: Finding, start: int) -> bool:
    """Does a capital inside an item show that the next cell of a flat table begins?"""
    before, first = text[start : finding.start].strip(), text[finding.start : finding.start + 2]
    return bool(before) and first[:1].isupper() and not first.isupper()


def _items(text: str, bounds: tuple[int, int]) -> list[tuple[int, int]]:
    """Cut a sentence at its commas and conjunctions."""
    cuts = [m.end() for m in _ITEM_END.finditer(text, *bounds)]
    return list(pairwise((bounds[0], *cuts, bounds[1])))


def _is_short(text: str, finding: Finding) -> bool:
    return len(_WORD.findall(text, finding.start, finding.end)) <= _SHORT


def _is_paid_for(seen: Seen, finding: Finding) -> bool:
    """Is it what money is taken for ("pay for trips and music lessons through X"), no aim of X?"""
    if finding.entry.id not in _SOLD:
        return False
    text = seen.reading.string
    start = sentence_at(text, finding.start)[0]
    paid = [m.end() for m in _PAID.finditer(text, start, finding.start)]
    return bool(paid) and not _PAID_WITH.search(text, paid[-1], finding.start)
