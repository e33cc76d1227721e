"""People named in a text → those who only read or use what is shared.

"Only the head and the deputies can read the log": the log is not about them. A person is a reader
where a cue follows closely ("can read", "have access") or stands right before ("visible to"), in
the same sentence and with no category between: "staff names can be read" is about staff.

Limits: who is named at a distance, or only as "they", is not seen.
"""

from __future__ import annotations

import re

from noticeparse.classifier.hits import Finding
from noticeparse.classifier.seen import Seen, Span
from noticeparse.text import sentences

# Pupils are read about even where they read themselves.
_READERS = frozenset(("staff", "parents_carers", "governors"))
# Between a person and the verb: nothing, a word, or more people ("and the deputies").
_JOINED = re.compile(r"\s*(?:\w+\s+)?|\s*(?:,|\band\b|\bor\b|\().*", re.IGNORECASE | re.DOTALL)
_AFTER = 45
_BEFORE = 22


def without_readers(seen: Seen, findings: list[Finding]) -> list[Finding]:
    """Leave out the people who are named only as readers or users."""
    after, before = seen.cues("negation.reader_after"), seen.cues("negation.reader_before")
    if not after and not before:
        return findings
    bounds = sentences(seen.reading.string)
    categories = [f for f in findings if f.entry.kind == "category"]

    def reads(finding: Finding) -> bool:
        if finding.entry.kind != "data_subject" or finding.entry.id not in _READERS:
            return False
        start, end = next((s for s in bounds if s[0] <= finding.start < s[1]), (0, finding.end))
        gaps = [
            (finding.end, a)
            for a, _ in after
            if finding.end <= a <= finding.end + _AFTER
            and _JOINED.fullmatch(seen.reading.string, finding.end, a)
        ]
        gaps += [(b, finding.start) for _, b in before if 0 <= finding.start - b <= _BEFORE]
        return any(start <= a and b <= end and not _holds((a, b), categories) for a, b in gaps)

    return [finding for finding in findings if not reads(finding)]


def _holds(gap: Span, findings: list[Finding]) -> bool:
    return any(f.start < gap[1] and gap[0] < f.end for f in findings)
