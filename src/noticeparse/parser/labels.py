"""Lines → labelled lines: "Purpose of data: payments" is a label, its role and a value.

A label is known by its words (headings.yaml), or because it comes back in record after record. It
ends with a colon or a question mark, is set in bold, or stands alone on its line above its value.
A line with several labels that come back elsewhere is cut at them. "Student:" and "Other data:"
inside a value are no labels: they say whose data, not which field.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from noticeparse.model import Text
from noticeparse.parser.columns import NO_ROLE, is_contradicted, shown_roles
from noticeparse.parser.context import Context
from noticeparse.parser.lines import Line
from noticeparse.parser.marks import COLON, DASH, URL
from noticeparse.parser.names import name_of
from noticeparse.text import fold_key, words

LONGEST_LABEL = 9  # words; a question may have half as many more
LONGEST_SEARCHED = 500  # characters of a text whose words are counted, to see if it is a label
USUAL = 3  # times that a label comes in record after record
_QUESTION = re.compile(r"\?\s*[:–—-]?\s*")
_SENTENCE_END = re.compile(r"\w{3,}\. [A-Z]")  # "… what for. Version: 2": no label has one inside
_INLINE_COLON = re.compile(r"\s*:(?!//)(?=\s|$)")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Label:
    """A label on a line: its role, its folded words, its text, and what follows it on the line.

    `sure` where its form alone makes it one if its role is known.
    """

    role: str
    key: str
    text: Text
    value: Text
    sure: bool


def find_labels(lines: Sequence[Line], context: Context) -> list[Label | None]:
    """Find the label of every line; None where the line has none, or begins with a known name."""
    candidates = [
        [c for c in _candidates(line, context) if not name_of(c.text.string, context).begins]
        for line in lines
    ]
    counts = Counter(key for found in candidates for key in {c.key for c in found})
    labels = [next((c for c in found if _holds(c, counts[c.key])), None) for found in candidates]
    labels = _with_bare(labels, lines, candidates, counts)
    labels = _with_single(labels, lines, candidates)
    return _with_shown_roles(labels, context)


def _holds(candidate: Label, times: int) -> bool:
    if candidate.role in NO_ROLE:
        return (bool(candidate.value) and times > USUAL) or (candidate.sure and times > 1)
    return candidate.sure or times > 1


def _candidates(line: Line, context: Context) -> Iterator[Label]:
    """The ways to read a line as a label with its value, the likeliest first."""
    if line.caption is not None:
        yield from _candidate(line.caption, line.text, context, sure=True)
        return
    text = line.text
    if 0 < line.lead < len(text):
        yield from _candidate(text.slice(0, line.lead), text.slice(line.lead), context, sure=True)
    for pattern in (_QUESTION, COLON):
        if match := pattern.search(text.string):
            asks = pattern is _QUESTION
            label, value = text.slice(0, match.start() + asks), text.slice(match.end())
            if len(words(label.string)) <= LONGEST_LABEL * (3 if asks else 2) // 2:
                sure = line.look != "heading" if value else not asks
                yield from _candidate(label, value, context, sure=sure)
    if match := DASH.search(text.string):
        label, value = text.slice(0, match.start()), text.slice(match.end())
        yield from _candidate(label, value, context, sure="\t" in match.group())
    if text.string.strip()[-1:] not in (".", ",", ";"):
        yield from _candidate(text, Text(""), context, sure=False)


def _candidate(label: Text, value: Text, context: Context, *, sure: bool) -> Iterator[Label]:
    bare, wording = label.strip(" :*•–—-\t"), context.wording
    string = bare.string
    long = len(string) > LONGEST_SEARCHED or len(words(string)) > LONGEST_LABEL * 3 // 2
    if not string or long or not string[0].isalpha() or _SENTENCE_END.search(string):
        return
    alone = not value.strip(" :–—-*")
    if wording.says("inside_value", string) or (alone and wording.says("band", string)):
        return
    sure = sure and not wording.says("not_a_label", string)
    role = wording.role(string)
    if role is None:
        return
    said = value.strip(" :*\t")
    if role == "company" and string.endswith("?"):
        role = "other"  # "Who do we share with?" is about all that the heading says
    elif role == "company" and not said:
        sure = False  # "Our suppliers:" leads in, unless it comes again and again
    elif role == "company" and URL.match(said.string):
        role = "link"
    yield Label(role, fold_key(string).rstrip("? "), bare, said, sure)


def _with_bare(
    labels: Sequence[Label | None],
    lines: Sequence[Line],
    candidates: Sequence[Sequence[Label]],
    counts: Counter[str],
) -> list[Label | None]:
    """Take lines that come back for labels, though nobody knows them, where labels stand alone.

    A label follows a value and is followed by one; a value that comes back ("UK") follows a label.
    So does a line that comes as often as the labels do, right below a name or another such line.
    """
    known = Counter(label.key for label in labels if label is not None and not label.value)
    taken = list(labels)
    often = max(USUAL, max(known.values(), default=0) * 4 // 5)
    for at, found in enumerate(candidates):
        before = at > 0 and (lines[at - 1].loud or taken[at - 1] is not None)
        if before and taken[at] is None and known.total() >= often:
            bare = (c for c in found if not c.value and counts[c.key] >= often)
            taken[at] = next(bare, None)
    if sum(times >= USUAL for times in known.values()) < 2:
        return taken
    places: dict[str, list[int]] = {}
    for at, found in enumerate(candidates):
        for label in found:
            if not label.value and label.role in NO_ROLE and counts[label.key] >= USUAL:
                places.setdefault(label.key, []).append(at)
    padded = [None, *labels, None]
    for key, own in places.items():
        between = [at for at in own if padded[at : at + 3] == [None] * 3 and at + 1 < len(labels)]
        if len(between) * 5 >= 4 * len(own):
            for at in between:
                taken[at] = next(c for c in candidates[at] if c.key == key)
    return taken


def _with_single(
    labels: Sequence[Label | None], lines: Sequence[Line], candidates: Sequence[Sequence[Label]]
) -> list[Label | None]:
    """Take a line that comes once for a label, where the one before it is one and looks as it does.

    Of two services only one may have a "Why" below its "What we share", or a "Note: …".
    """
    found = list(labels)
    after_label = {"heading": False, "bold": False}
    for at, line in enumerate(lines):
        if line.look in after_label:
            if found[at] is None and after_label[line.look]:
                roles = (*NO_ROLE, "company")
                likely = (c for c in candidates[at] if c.role not in roles)
                found[at] = next(likely, None)
            after_label[line.look] = found[at] is not None
        elif at and found[at] is None and found[at - 1] is not None:
            before, alike = found[at - 1], lines[at - 1].look == line.look
            own = next((c for c in candidates[at] if c.sure and c.value), None)
            found[at] = own if own and alike and before and before.value else None
    return found


def _with_shown_roles(labels: Sequence[Label | None], context: Context) -> list[Label | None]:
    """Give labels that nobody knows the roles that their values show, record after record."""
    values, roles = _by_key(labels)
    for key, said in values.items():
        own = [name_of(value, context) for value in said]
        plain = sum(name.kind == "plain" for name in own)
        names = any(name.begins or name.kind in ("known", "shaped") for name in own)
        if roles[key] == "company" and len(own) > 1 and not names and plain * 2 > len(own):
            roles[key] = "purpose"  # "Service: Database hosting" is what the one above it does
    open_keys = [
        key
        for key, said in values.items()
        if len(said) >= USUAL
        and (roles[key] == "other" or is_contradicted(roles[key], said, context.wording))
    ]
    taken = {role for key, role in roles.items() if key not in open_keys}
    shown = shown_roles({key: values[key] for key in open_keys}, taken, context.wording)
    if "company" not in taken:  # "Firm engaged: Bromcom": the one label whose values are names
        kinds = {key: Counter(name_of(v, context).kind for v in values[key]) for key in open_keys}
        named = [key for key, n in kinds.items() if 3 * n["known"] >= n.total() > 4 * n["plain"]]
        shown |= dict.fromkeys(named, "company") if len(named) == 1 else {}
    shown = {**roles, **shown}
    return [label and replace(label, role=shown[label.key]) for label in labels]


def _by_key(labels: Sequence[Label | None]) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The values of each label on its own line, and its role."""
    values: dict[str, list[str]] = {}
    roles: dict[str, str] = {}
    for label in labels:
        if label is not None:
            roles[label.key] = label.role
            if label.value:
                values.setdefault(label.key, []).append(label.value.string.strip())
    return values, roles


class _Found(NamedTuple):
    """A possible label in a line: where it starts, its folded words, where its colon is."""

    start: int
    key: str
    colon: int
    known: bool  # its role is


def split_at_labels(lines: Sequence[Line], context: Context) -> list[Line]:
    """Cut lines that hold several labels: "ParentPay – Purpose: payments. Data: name, class."

    Only labels that come back in another line are cut at, so that a colon in a sentence cuts
    nothing. What stands before the first label is a line of its own: mostly a name.
    """
    found = [list(_inside(line, context)) for line in lines]
    counts = Counter(key for labels in found for key in {label.key for label in labels})
    cut: list[Line] = []
    for line, labels in zip(lines, found, strict=True):
        usual = [label for label in labels if counts[label.key] > 1]
        best = [next(own) for _, own in groupby(usual, key=attrgetter("colon"))]  # the longest
        sure = len(best) > 1 and any(label.known for label in best)
        cut += _cut(line, best) if sure else [line]
    return cut


def _inside(line: Line, context: Context) -> Iterator[_Found]:
    string, wording = line.text.string, context.wording
    if line.caption is not None or line.look in ("heading", "barrier"):
        return
    for colon in _INLINE_COLON.finditer(string):
        at = max(string.rfind(sign, 0, colon.start()) for sign in ".;|:,\n") + 1
        starts = [word.start() for word in _WORD.finditer(string, at, colon.start())]
        for start in starts[-(LONGEST_LABEL - USUAL) :]:
            label = string[start : colon.start()]
            if not label[:1].isupper() or wording.says("inside_value", label):
                continue
            known = wording.role(label) not in NO_ROLE
            begins = start == starts[0] and string[:at].endswith((".", ";", "|"))
            if known or begins:
                yield _Found(start, fold_key(label), colon.start(), known)


def _cut(line: Line, labels: Sequence[_Found]) -> Iterator[Line]:
    """Cut a line before each label."""
    bounds = [0, *(label.start for label in labels if label.start), len(line.text)]
    first = True
    for start, end in pairwise(bounds):
        text = line.text.slice(start, end).strip(" \t–—-|;,")
        if first and text.string.count(".") == 1:
            text = text.strip(".")  # "ClassDojo – rewards. Data: …": a name, not a sentence
        if text:
            lead = min(max(line.lead - start, 0), len(text))
            yield replace(line, text=text, lead=lead, begins=line.begins and first)
            first = False
