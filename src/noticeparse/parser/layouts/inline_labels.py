"""Lines with several labels → a line a label: "ParentPay – Purpose: payments. Data: name, class."

Only labels that come back in another line are cut at, so that a colon in a sentence cuts nothing;
where its role is not known, a label has to begin a sentence too, beside labels that are known. What
stands before the first label is a line of its own: mostly a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from noticeparse.parser.layouts.lines import Line
from noticeparse.parser.layouts.region import Context
from noticeparse.parser.wording import Wording
from noticeparse.text import fold_key

MOST_WORDS = 6  # of a label inside a line
FEWEST_LABELS = 2  # of a line that is cut, and lines in which a label has to stand
_COLON = re.compile(r"\s*:(?!//)(?=\s|$)")
_BEFORE = re.compile(r"[^.;|:,\n]*$")
_ABBREVIATED = re.compile(r"\b(?:Inc|Ltd|Co|Corp|Pty|Bros|St|Dr)\.$")
_WORD = re.compile(r"\S+")
_UNSURE = ("other", "aside", "no_recipients", None)


@dataclass(frozen=True, slots=True)
class _Found:
    """A possible label in a line: where it starts, its folded words, where its colon is."""

    start: int
    key: str
    colon: int
    known: bool  # its role is


def split_inline(lines: Sequence[Line], context: Context) -> list[Line]:
    """Cut lines that hold several labels at their labels."""
    found = [list(_find(line, context.wording)) for line in lines]
    counts = Counter(key for labels in found for key in {label.key for label in labels})
    cut: list[Line] = []
    for line, labels in zip(lines, found, strict=True):
        best = _best(labels, counts)
        sure = len(best) >= FEWEST_LABELS and any(label.known for label in best)
        cut += _cut(line, best) if sure else [line]
    return cut


def _find(line: Line, wording: Wording) -> Iterator[_Found]:
    string = line.text.string
    if line.caption is not None or line.look in ("heading", "barrier"):
        return
    for colon in _COLON.finditer(string):
        before = _BEFORE.search(string[: colon.start()])
        if before is None:
            continue
        starts = [word.start() + before.start() for word in _WORD.finditer(before.group())]
        for start in starts[-MOST_WORDS:]:
            label = string[start : colon.start()]
            if not label[:1].isupper() or wording.says("inside_value", label):
                continue
            known = wording.role(label) not in _UNSURE
            begins = start == starts[0] and string[: before.start()].endswith((".", ";", "|"))
            if known or begins:
                yield _Found(start, fold_key(label), colon.start(), known)


def _best(labels: Sequence[_Found], counts: Counter[str]) -> list[_Found]:
    """For each colon the label that other lines have most often, and of those the longest."""
    best: dict[int, _Found] = {}
    for label in labels:
        if counts[label.key] < FEWEST_LABELS:
            continue
        held = best.get(label.colon)
        if held is not None and held.known > label.known:
            continue
        if held is None or counts[label.key] > counts[held.key]:
            best[label.colon] = label
    return list(best.values())


def _cut(line: Line, labels: Sequence[_Found]) -> Iterator[Line]:
    """Cut a line before each label."""
    starts = [label.start for label in labels]
    bounds = [0, *(start for start in starts if start), len(line.text)]
    first = True
    for start, end in pairwise(bounds):
        text = line.text.slice(start, end).strip(" \t–—-|;,")
        if first and not _ABBREVIATED.search(text.string):
            text = text.strip(".")  # "ClassDojo – rewards. Data: …": a name, not a sentence
        if text:
            lead = min(max(line.lead - start, 0), len(text))
            yield replace(line, text=text, lead=lead, begins=line.begins and first)
            first = False
