"""People named in a text → those who only read, use or do something with what is shared.

"Only the head and the deputies can read the log": the log is not about them. A person is a reader
where a cue follows closely ("can read", "have access") or stands right before ("visible to"), in
the same sentence and with no category between: "staff names can be read" is about staff. Staff
who do the work of the school ("teachers look at these", "so that the coach knows", "the teacher's
notes") are doers: not where they stand beside pupils or visitors ("pupils and staff have a
login"), and not where something of their own is spoken of ("staff log their hours").

Limits: who is named at a distance, or only as "they", is not seen.
"""

from __future__ import annotations

import re

from noticeparse.classifier.hits import Finding
from noticeparse.classifier.seen import Seen, Span
from noticeparse.text import sentences

# Pupils are read about even where they read themselves.
_READERS = frozenset(("staff", "parents_carers", "governors"))
_DOERS = frozenset(("staff",))
# Data and aims that are of staff alone.
_OF_STAFF = frozenset(
    (
        *("payroll_bank", "employment_hr", "criminal_dbs", "hr_payroll"),
        *("recruitment_vetting", "staff_training_development"),
    )
)
_BESIDE = frozenset(("pupils", "visitors", "governors", "applicants"))
# Between a person and the verb: nothing, a word, or more people ("and the deputies").
_JOINED = re.compile(r"\s*(?:\w+\s+)?|\s*(?:,|\band\b|\bor\b|\().*", re.IGNORECASE | re.DOTALL)
# Between a person and what is done: "and the office", "on the trip", "also"; no "are" or "is".
_DOING = re.compile(
    r"(?:['\u2019]s?)?\s*(?:,? ?(?:and|or|&) (?:the |our )?\w+\s+)?"
    r"(?:(?:on|at|in|of|from|with|who|there|concerned)\b[^,.;:()\n]{0,25}\s)?"
    r"(?:(?!(?:is|are|was|were|be|been|get|gets|got)\b)\w+\s+)?",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*(?:,|/|&|\band\b|\bor\b|\band/or\b)\s*(?:the |our |all |any )?", re.IGNORECASE
)
# "Parent and staff records": a noun, unless one person does it ("the teacher records").
_NOUN = re.compile(
    r"(?:records|logs|notes|marks|reports|comments|files|checks|lists|requests|uses)"
)
_LONE_NOUN = re.compile(r"(?:record|log|file|list)(?=\s*(?:[.,;:()\n]|$))", re.IGNORECASE)
_ONE = re.compile(r"\b(?:the|a|an|each|every|their|class|your)\s+(?:\w+\s+)?$", re.IGNORECASE)
_CUES = tuple(
    f"negation.{group}" for group in ("reader_after", "reader_before", "doer_after", "doer_before")
)
_AFTER = 45
_BEFORE = 22
_CLOSE = 12


def without_readers(seen: Seen, findings: list[Finding]) -> list[Finding]:
    """Leave out the people who are named only as readers, users or doers."""
    if not seen.has(*_CUES):
        return findings
    bounds = sentences(seen.reading.string)
    categories = [f for f in findings if f.entry.kind == "category"]

    def only_reads(finding: Finding) -> bool:
        if finding.entry.kind != "data_subject" or finding.entry.id not in _READERS:
            return False
        start, end = next((s for s in bounds if s[0] <= finding.start < s[1]), (0, finding.end))
        gaps = _reading(seen, finding)
        if finding.entry.id in _DOERS and not _of_their_own(seen, finding, findings, (start, end)):
            gaps += _doing(seen, finding)
        return any(start <= a and b <= end and not _holds((a, b), categories) for a, b in gaps)

    return [finding for finding in findings if not only_reads(finding)]


def _reading(seen: Seen, person: Finding) -> list[Span]:
    """List the gaps between a person and the cues by which they read or use."""
    gaps = [
        (person.end, a)
        for a, _ in seen.cues("negation.reader_after")
        if person.end <= a <= person.end + _AFTER
        and _JOINED.fullmatch(seen.reading.string, person.end, a)
    ]
    before = seen.cues("negation.reader_before")
    return gaps + [(b, person.start) for _, b in before if 0 <= person.start - b <= _BEFORE]


def _doing(seen: Seen, person: Finding) -> list[Span]:
    """List the gaps between a person and the cues by which they do something."""
    text = seen.reading.string
    gaps = [
        (person.end, a)
        for a, b in seen.cues("negation.doer_after")
        if person.end <= a <= person.end + _AFTER
        and _DOING.fullmatch(text, person.end, a)
        and not _is_noun(text, person, (a, b))
    ]
    before = seen.cues("negation.doer_before")
    return gaps + [(b, person.start) for _, b in before if 0 <= person.start - b <= _CLOSE]


def _is_noun(text: str, person: Finding, verb: Span) -> bool:
    """Is it a thing and not what someone does: "staff records" but "the teacher records"?"""
    word = text[slice(*verb)].lower()
    if verb[0] - person.end > 1:
        return False
    if _NOUN.fullmatch(word):
        return _ONE.search(text[: person.start]) is None
    return _LONE_NOUN.match(text, verb[0]) is not None


def _of_their_own(seen: Seen, person: Finding, findings: list[Finding], sentence: Span) -> bool:
    """Is something of staff's own spoken of, or do they stand beside those whom it is about?"""
    if seen.reading.role == "subjects":
        return True
    start, end = sentence
    own = any(
        start <= f.start < end
        and (f.entry.id in _OF_STAFF or (f.entry.id in _BESIDE and _beside(seen, f, person)))
        for f in findings
    )
    return own or any(start <= a < end for a, _ in seen.cues("negation.doer_own"))


def _beside(seen: Seen, other: Finding, person: Finding) -> bool:
    first, second = sorted(((other.start, other.end), (person.start, person.end)))
    return _AND.fullmatch(seen.reading.string, first[1], second[0]) is not None


def _holds(gap: Span, findings: list[Finding]) -> bool:
    return any(f.start < gap[1] and gap[0] < f.end for f in findings)
