"""Findings → those that are not merely the topic of training or advice.

"Training on safeguarding and first aid" is training, and nothing of safeguarding is shared or done:
what follows such a cue in its clause is its topic. Where nothing before says what the service is
for ("advises us on payroll"), the topic does. Limit: a topic without a preposition ("safeguarding
courses") is for the lexicon.
"""

from __future__ import annotations

import re

from noticeparse.classifier.hits import Finding
from noticeparse.classifier.seen import Seen, Span
from noticeparse.text import clause_at

_CUE = "negation.topic"
# Where what is said turns from the topic to who takes part, or to what is shared.
_TURN = re.compile(
    r"\b(?:for|with|using|including|requires?|receives?|needs?|holds?|which|who|we|they|it|so"
    r"|and to|is|are)\b|\n",
    re.IGNORECASE,
)


def without_topics(seen: Seen, findings: list[Finding]) -> list[Finding]:
    """Leave out what is only a topic."""
    if not seen.has(_CUE):
        return findings
    text = seen.reading.string
    purposes = [finding for finding in findings if finding.entry.kind == "purpose"]
    topics: list[Span] = []
    for start, end in seen.cues(_CUE):
        first, last = clause_at(text, start)
        if any(first <= finding.start < end for finding in purposes):
            turn = _TURN.search(text, end, last)
            topics.append((end, turn.start() if turn else last))
    return [f for f in findings if not any(a <= f.start < b for a, b in topics)]
