"""Lines → labelled lines: "Purpose of data: payments" is a label, its role and a value.

A label is known by its words (headings.yaml), or because it comes back in card after card. It ends
with a colon or a question mark, is set in bold, or stands alone on its line above its value.
"Student:" and "Other data:" inside a value are no labels: they say whose data, not which field.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from noticeparse.model import Text
from noticeparse.parser.companies import starts_with_name
from noticeparse.parser.layouts.heading_names import asked_about, names_in_heading
from noticeparse.parser.layouts.lines import Line
from noticeparse.parser.layouts.region import Context
from noticeparse.parser.wording import Wording
from noticeparse.text import fold_key, words

LONGEST_LABEL = 9  # words
LONGEST_QUESTION = 14  # words
SURELY = 4  # times that words have to come before a value to be a label, whatever they are
FEWEST_BARE = 3  # times that a label has to come that stands alone and that nobody knows
FEWEST_KINDS = 2  # of known labels that stand alone as often
SHARE_BETWEEN = 0.8  # of its lines that have to stand between two values
LONGEST_BARE = 6  # words of a label without a colon
_COLON = re.compile(r"\s*:(?!//)\s*")
_QUESTION = re.compile(r"\?\s*[:–—-]?\s*")
_DASH = re.compile(r"\s+[–—-]\s+|\t+\s*|\s*\|\s*")
_URL = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"\w{3,}\. [A-Z]")  # "… what for. Version: 2": no label has one inside
_UNSURE = ("other", "aside", "no_recipients")


@dataclass(frozen=True, slots=True)
class Label:
    """A label on a line: its role, its folded words, its text, and what follows it on the line."""

    role: str
    key: str
    text: Text
    value: Text


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A possible label; `sure` where its form alone makes it one if its role is known."""

    label: Label
    sure: bool


def find_labels(lines: Sequence[Line], context: Context) -> list[Label | None]:
    """Find the label of every line; None where the line has none, or begins with a known name."""
    candidates = [
        [c for c in _candidates(line, context.wording) if not _names_service(c.label, context)]
        for line in lines
    ]
    counts = Counter(key for found in candidates for key in {c.label.key for c in found})
    labels = [
        next((c.label for c in found if _holds(c, counts[c.label.key])), None)
        for found in candidates
    ]
    return _with_single(_with_bare(labels, candidates, counts), lines, candidates)


def _with_bare(
    labels: Sequence[Label | None],
    candidates: Sequence[Sequence[_Candidate]],
    counts: Counter[str],
) -> list[Label | None]:
    """Take lines that come back for labels, though nobody knows them, where labels stand alone.

    A label follows a value and is followed by one; a value that comes back ("UK") follows a label.
    """
    known = Counter(label.key for label in labels if label is not None and not label.value)
    if sum(times >= FEWEST_BARE for times in known.values()) < FEWEST_KINDS:
        return list(labels)
    places: dict[str, list[int]] = {}
    for at, found in enumerate(candidates):
        for candidate in found:
            label = candidate.label
            if not label.value and label.role in _UNSURE and counts[label.key] >= FEWEST_BARE:
                places.setdefault(label.key, []).append(at)
    taken = list(labels)
    for key, own in places.items():
        between = [
            at
            for at in own
            if labels[at] is None
            and (at == 0 or labels[at - 1] is None)
            and at + 1 < len(labels)
            and labels[at + 1] is None
        ]
        if len(between) >= SHARE_BETWEEN * len(own):
            for at in between:
                taken[at] = next(c.label for c in candidates[at] if c.label.key == key)
    return taken


def _with_single(
    labels: Sequence[Label | None],
    lines: Sequence[Line],
    candidates: Sequence[Sequence[_Candidate]],
) -> list[Label | None]:
    """Take a heading or bold line that comes once for a label, where the one before it is one.

    Of two services only one may have a "Why" below its "What we share".
    """
    found = list(labels)
    after_label = dict.fromkeys(("heading", "bold"), False)
    for at, line in enumerate(lines):
        if line.look not in after_label:
            continue
        if found[at] is None and after_label[line.look]:
            likely = (c.label for c in candidates[at] if c.label.role not in (*_UNSURE, "company"))
            found[at] = next(likely, None)
        after_label[line.look] = found[at] is not None
    return found


def _names_service(label: Label, context: Context) -> bool:
    """Say whether a label is about one service: its name, or a question about it."""
    if starts_with_name(label.text.string, context.find_names):
        return True
    asks = label.text.string.endswith("?")
    return asks and bool(names_in_heading(label.text, context) or asked_about(label.text, context))


def _holds(candidate: _Candidate, times: int) -> bool:
    if candidate.label.role in _UNSURE:
        surely = bool(candidate.label.value) and times >= SURELY
        return surely or (candidate.sure and times > 1)
    return candidate.sure or times > 1


def _candidates(line: Line, wording: Wording) -> Iterator[_Candidate]:
    """The ways to read a line as a label with its value, the likeliest first."""
    if line.caption is not None:
        yield from _candidate(line.caption, line.text, wording, sure=True)
        return
    text = line.text
    if 0 < line.lead < len(text):
        yield from _candidate(text.slice(0, line.lead), text.slice(line.lead), wording, sure=True)
    for pattern, longest in ((_QUESTION, LONGEST_QUESTION), (_COLON, LONGEST_LABEL)):
        if match := pattern.search(text.string):
            end = match.start() + (pattern is _QUESTION)
            if len(words(text.string[:end])) <= longest:
                label, value = text.slice(0, end), text.slice(match.end())
                sure = line.look != "heading" if value else pattern is _COLON
                yield from _candidate(label, value, wording, sure=sure)
    if match := _DASH.search(text.string):
        label, value = text.slice(0, match.start()), text.slice(match.end())
        yield from _candidate(label, value, wording, sure="\t" in match.group())
    if len(words(text.string)) <= LONGEST_BARE and text.string.strip()[-1:] not in (".", ",", ";"):
        yield from _candidate(text, Text(""), wording, sure=False)


def _candidate(label: Text, value: Text, wording: Wording, *, sure: bool) -> Iterator[_Candidate]:
    bare = label.strip(" :*•–—-\t")
    string = bare.string
    if not string or len(words(string)) > LONGEST_QUESTION or not string[0].isalpha():
        return
    if _SENTENCE_END.search(string):
        return
    if wording.says("inside_value", string):
        return
    sure = sure and not wording.says("not_a_label", string)
    if not value.strip(" :–—-*") and wording.says("band", string):
        return
    role = wording.role(string)
    if role is not None:
        said = value.strip(" :*\t")
        if role == "company" and string.endswith("?"):
            role = "other"  # "Who do we share with?" is about all that the heading says
        elif role == "company" and not said:
            sure = False  # "Our suppliers:" leads in, unless it comes again and again
        elif role == "company" and _URL.match(said.string):
            role = "link"
        yield _Candidate(Label(role, fold_key(string).rstrip("? "), bare, said), sure)
