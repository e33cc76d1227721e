"""Findings of a text with boxes to tick → those that are ticked.

"☒ Name ☐ Date of birth": what stands after an empty box is not stated, neither as shared nor as
withheld. An item reaches to the next box or line break; after the last box only its first words are
the item, since nothing shows where it ends. In a notice without a ticked box squares are bullets.
Limit: boxes that are letters ("[x]") are not seen.
"""

from __future__ import annotations

import re
from itertools import pairwise

from noticeparse.classifier.hits import Finding
from noticeparse.classifier.seen import Seen

EMPTY = "☐□◻❏❑▢"
TICKED = "☑☒✓✔"
_BOX = re.compile(f"[{EMPTY}{TICKED}]|\\n|$")


def has_ticked(text: str) -> bool:
    """Say whether a box in a text is ticked."""
    return not text.isascii() and any(box in text for box in TICKED)


def without_unticked(seen: Seen, findings: list[Finding]) -> list[Finding]:
    """Leave out what stands after an empty box."""
    text = seen.reading.string
    if text.isascii() or not any(box in text for box in EMPTY):
        return findings
    unticked: list[tuple[int, int]] = []
    marks = list(_BOX.finditer(text))
    for mark, after in pairwise(marks):
        if mark.group() not in EMPTY:
            continue
        inside = [f for f in findings if mark.end() <= f.start < after.start()]
        last = not after.group().strip()
        end = min((f.end for f in inside), default=mark.end()) if last else after.start()
        unticked.append((mark.end(), end))
    return [f for f in findings if not any(a <= f.start < b for a, b in unticked)]
