"""Texts of a notice → what each states: findings that are no part of a name, and the denied ones.

Many rows of a notice say the same, so each text is read once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from noticeparse.classifier.attribution import Names, names_in
from noticeparse.classifier.decide import Stated
from noticeparse.classifier.denial import denials
from noticeparse.classifier.hits import Finding, find, ruled_out
from noticeparse.classifier.seen import Reading, Seen, Span, see, shelved
from noticeparse.vocabulary import Lexicon

_STOP = re.compile(r"[^\w'’ -]")  # "the company. Names …" is no company name
_EMPTY = "☐□◻❏❑▢"
_TICKED = "☑☒✓✔"
_BOX = re.compile(f"[{_EMPTY}{_TICKED}]|\\n|$")
Rows = Sequence[Sequence[Seen]]  # the texts of each row


def see_rows(rows: Sequence[Sequence[Reading]], lexicon: Lexicon) -> Rows:
    """Look all phrases up in the texts of each row."""
    readings = dict.fromkeys(reading for row in rows for reading in row)
    seen = {reading: see(reading, lexicon) for reading in readings}
    return [[seen[reading] for reading in row] for row in rows]


def state_rows(rows: Rows, names: Names, lexicon: Lexicon) -> list[list[Stated]]:
    """List what the texts of each row state; what one says may decide how another is read.

    `names` are those of the notice's companies: their words state nothing.
    """
    out = [ruled_out(row, lexicon) for row in rows]
    texts = {(id(text), ruled): text for row, ruled in zip(rows, out, strict=True) for text in row}
    # Step by step over all texts: the same few functions at a time run faster.
    found = [find(text, lexicon, ruled) for (_, ruled), text in texts.items()]
    if any(box in text.reading.string for text in texts.values() for box in _TICKED):
        found = [_without_unticked(*each) for each in zip(texts.values(), found, strict=True)]
    kept = [_sifted(*each, names) for each in zip(texts.values(), found, strict=True)]
    said = [Stated(t.reading, each) for t, each in zip(texts.values(), kept, strict=True)]
    stated = dict(zip(texts, said, strict=True))
    return [[stated[id(text), ruled] for text in row] for row, ruled in zip(rows, out, strict=True)]


def _sifted(seen: Seen, findings: list[Finding], names: Names) -> tuple[Finding, ...]:
    """Leave out what is part of a name, or no data where it stands; mark what is denied."""
    text = seen.reading.string
    aside = [(a, b) for a, b in seen.cues("no_data.contexts") if not _STOP.search(text[a:b])]
    near = shelved(aside)
    findings = [f for f in findings if not any(_stands_in(f, span) for span in near(f.start))]
    if not findings:
        return ()
    named = names_in(text, names)
    denied, aims = denials(seen)
    if seen.reading.denies:
        denied = [(0, len(text))]
    kept = findings
    if named:
        near = shelved(named)
        kept = [f for f in findings if not any(_is_part(f, span) for span in near(f.start))]
    if not denied and not aims:
        return tuple(kept)
    marked = [
        f._replace(denied=True) if _is_denied(f, denied=denied, aims=aims) else f for f in kept
    ]
    # A purpose whose words are only those of denied data: "Medical information is not passed on".
    near = shelved((f.start, f.end) for f in marked if f.denied and f.entry.kind == "category")
    return tuple(
        f
        for f in marked
        if f.entry.kind != "purpose"
        or not any(a <= f.start and f.end <= b for a, b in near(f.start))
    )


def _stands_in(finding: Finding, context: Span) -> bool:
    """Is a finding of a category, though no phrase of the user's, inside words that are no data?"""
    entry = finding.entry
    inside = context[0] <= finding.start and finding.end <= context[1]
    return inside and entry.kind == "category" and not entry.own


def _is_part(finding: Finding, name: Span) -> bool:
    """Is it a part of a name, or only looks like the whole of it?"""
    start, end = name
    inside = start <= finding.start and finding.end <= end
    return inside and (finding.fuzzy or end - start > finding.end - finding.start)


def _is_denied(finding: Finding, *, denied: Sequence[Span], aims: Sequence[Span]) -> bool:
    if finding.entry.kind == "purpose":
        return any(a < finding.end <= b or a <= finding.start < b for a, b in aims)
    return any(a < finding.end <= b for a, b in denied)


def _without_unticked(seen: Seen, findings: list[Finding]) -> list[Finding]:
    """Leave out what stands after an empty box: it is neither shared nor withheld.

    An item reaches to the next box or line break; after the last box only its first words are the
    item, since nothing shows where it ends. In a notice without a ticked box squares are bullets.
    Limit: boxes that are letters ("[x]") are not seen.
    """
    text = seen.reading.string
    if text.isascii() or not any(box in text for box in _EMPTY):
        return findings
    unticked: list[tuple[int, int]] = []
    marks = list(_BOX.finditer(text))
    for mark, after in pairwise(marks):
        if mark.group() not in _EMPTY:
            continue
        inside = [f for f in findings if mark.end() <= f.start < after.start()]
        last = not after.group().strip()
        end = min((f.end for f in inside), default=mark.end()) if last else after.start()
        unticked.append((mark.end(), end))
    return [f for f in findings if not any(a <= f.start < b for a, b in unticked)]
