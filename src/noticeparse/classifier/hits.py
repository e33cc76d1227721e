"""What is seen in a text → the findings: what counts, the longest of each stretch.

A hit counts where its entry's conditions hold: its capitals, its `unless` phrases (which cancel
what they touch), its `needs` (same sentence), `needs_row` and `unless_row` (any text of the row),
its roles and strength. Where two hits of one kind share words, the longer wins: "reading age" is
no age. A finding of mistyped words says so. What is part of a name is left out, what is denied is
marked. Many rows of a notice say the same, so each text is read once.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from noticeparse.classifier.attribution import Names, names_in
from noticeparse.classifier.denial import denials
from noticeparse.classifier.seen import Reading, Seen, Span, alone, see, shelved
from noticeparse.text import sentence_at
from noticeparse.vocabulary import Entry, Lexicon

_STOP = re.compile(r"[^\w'’ -]")  # "the company. Names …" is no company name
_EMPTY = "☐□◻❏❑▢"
_TICKED = "☑☒✓✔"
# What may stand between a phrase and the word that makes a name of a body of it.
_TO_BODY = re.compile(r"\s(?:(?:or|and|&)\s\w+\s)?")
_BOX = re.compile(f"[{_EMPTY}{_TICKED}]|\\n|$")


class Finding(NamedTuple):
    """An entry's words at [start, end) of a reading; `words` counts them (0 for a pattern).

    `number` is that of the entry in the lexicon. Findings are in order by their places.
    """

    start: int
    end: int
    number: int
    entry: Entry
    words: int
    fuzzy: bool = False
    denied: bool = False
    together: bool = False  # words of a combination, between which anything may stand
    sure: float | None = None  # how likely it is what it says, where weights were asked


class Stated(NamedTuple):
    """A reading with what was found in it."""

    reading: Reading
    findings: Sequence[Finding]
    aims: Sequence[Span]  # what is not done with the data


def ruled_out(row: Iterable[Seen], lexicon: Lexicon) -> frozenset[int]:
    """Number the entries that the texts of a row rule out for each of them."""
    said = [each for text in row for each in text.of_row]
    missing = lexicon.row_bound.difference(*(each.needs for each in said))
    return missing.union(*(each.unless for each in said))


def find(seen: Seen, lexicon: Lexicon, out: Collection[int]) -> list[Finding]:
    """List the findings of a text; the entries of the numbers `out` are ruled out."""
    found = _candidates(seen, lexicon, out)
    if not found:
        return []
    unless, needs = _conditions(seen, {finding.number for finding in found})
    holding = [
        finding
        for finding in found
        if _holds(finding, seen, unless.get(finding.number, ()), needs.get(finding.number, ()))
    ]
    return _longest(holding)


def _holds(finding: Finding, seen: Seen, unless: Sequence[Span], needs: Sequence[Span]) -> bool:
    """Do the conditions of its entry hold? Its `needs` have to stand in its sentence."""
    text, span = seen.reading.string, (finding.start, finding.end)
    cancels = _touch if finding.together else _cancels
    if any(cancels(other, span) for other in unless):
        return False
    if finding.entry.alone and not alone(text, span):
        return False
    if not finding.entry.needs:
        return True
    sentence = sentence_at(text, finding.start)
    return any(_touch(sentence, other) for other in needs)


def _conditions(
    seen: Seen, numbers: set[int]
) -> tuple[dict[int, list[Span]], dict[int, list[Span]]]:
    """Where the `unless` and the `needs` phrases of some entries stand."""
    unless: dict[int, list[Span]] = {}
    needs: dict[int, list[Span]] = {}
    for conditions, words in seen.conditions:
        for table, asked in ((unless, conditions.unless), (needs, conditions.needs)):
            if asked and not numbers.isdisjoint(asked):
                for number in asked & numbers:
                    table.setdefault(number, []).append(seen.tokens.raw_span(*words))
    return unless, needs


def _candidates(seen: Seen, lexicon: Lexicon, out: Collection[int]) -> list[Finding]:
    found: list[Finding] = []
    entries, fewest = lexicon.entries, lexicon.fewest_words(seen.reading.role)
    text, raw_span, mended = seen.reading.string, seen.tokens.raw_span, seen.mended
    for first, last, meaning in seen.earning:
        start, end = raw_span(first, last)
        fuzzy = bool(mended) and not mended.isdisjoint(range(first, last + 1))
        for number, exact in meaning.hits:
            words = last - first + 1 if exact is None else 2
            if words < fewest[number] or number in out:
                continue
            entry = entries[number]
            if entry.plural not in (None, seen.tokens.words[last].endswith("s")):
                continue
            if exact is not None and (fuzzy or not _same_capitals(exact, text[start:end])):
                continue
            found.append(Finding(start, end, number, entry, words, fuzzy))
    for combination, (first, last) in seen.together:
        number, words = combination.entry, last - first + 1
        if words >= fewest[number] and number not in out:
            start, end = raw_span(first, last)
            fuzzy = bool(mended) and not mended.isdisjoint(range(first, last + 1))
            found.append(Finding(start, end, number, entries[number], words, fuzzy, together=True))
    folded = seen.tokens.folded
    for pattern, number in lexicon.patterns:
        if fewest[number] <= 2 and number not in out:
            for match in pattern.finditer(folded.string):
                if match.group().strip():
                    start, end = folded.raw_span(match.start(), match.end())
                    found.append(Finding(start, end, number, entries[number], 2))
    return found


def _same_capitals(exact: str, raw: str) -> bool:
    plurals = (raw.removesuffix(ending) for ending in ("s", "'s", "’s"))
    return exact in (raw, raw.replace(".", ""), *plurals)


def _touch(span: Span, other: Span) -> bool:
    return span[0] < other[1] and other[0] < span[1]


def _cancels(unless: Span, span: Span) -> bool:
    """Does an `unless` phrase cancel a hit? Not where the hit is the longer one around it."""
    around = span[0] <= unless[0] and unless[1] <= span[1] and span != unless
    return _touch(unless, span) and not around


def _longest(findings: list[Finding]) -> list[Finding]:
    """Drop what a longer finding of the same kind, for another id, covers."""
    kept: list[Finding] = []
    cluster: list[Finding] = []
    reach = 0
    for finding in sorted(findings):
        if finding[0] >= reach:
            kept += cluster if len(cluster) < 2 else _uncovered(cluster)
            cluster = []
        cluster.append(finding)
        reach = max(reach, finding[1])
    return kept + _uncovered(cluster)


def _uncovered(cluster: list[Finding]) -> list[Finding]:
    """Keep those of some findings that overlap that no longer one covers, which is kept itself."""
    if len(cluster) < 2 or len({finding.entry.kind for finding in cluster}) == len(cluster):
        return cluster
    kept: list[Finding] = []
    for finding in sorted(cluster, key=lambda each: each.end - each.start, reverse=True):
        if not any(_covers(longer, finding) for longer in kept):
            kept.append(finding)
    return kept if len(kept) == 1 else sorted(kept)


def _covers(longer: Finding, finding: Finding) -> bool:
    # Between the words of a combination other data may stand: "visitor driver's licence and photo".
    return (
        longer.entry.kind == finding.entry.kind
        and longer.start <= finding.start
        and finding.end <= longer.end
        and longer.end - longer.start > finding.end - finding.start
        and (
            longer.entry.id == finding.entry.id
            or (
                not (longer.together and longer.entry.kind == "category")
                and not (longer.entry.coexist or finding.entry.coexist)
            )
        )
    )


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
    said = [_sifted(*each, names) for each in zip(texts.values(), found, strict=True)]
    stated = dict(zip(texts, said, strict=True))
    return [[stated[id(text), ruled] for text in row] for row, ruled in zip(rows, out, strict=True)]


def _sifted(seen: Seen, findings: list[Finding], names: Names) -> Stated:
    """Leave out what is part of a name, or no data where it stands; mark what is denied."""
    text = seen.reading.string
    aside = [(a, b) for a, b in seen.cues("no_data.contexts") if not _STOP.search(text[a:b])]
    near = shelved(aside)
    bodies = {start for start, _ in seen.cues("no_data.bodies")}
    findings = [
        f
        for f in findings
        if f.entry.kind != "category"
        or f.entry.own  # a phrase of the user's
        or not (_is_inside(f, near(f.start)) or _names_body(f, bodies, text))
    ]
    denied, aims = denials(seen)
    if not findings:
        return Stated(seen.reading, (), aims)
    near = shelved(names_in(text, names))
    kept = [f for f in findings if not any(_is_part(f, span) for span in near(f.start))]
    if seen.reading.denies:
        denied = [(0, len(text))]
    marked = [
        f._replace(denied=True) if _is_denied(f, denied=denied, aims=aims) else f for f in kept
    ]
    # A purpose whose words are only those of denied data: "Medical information is not passed on".
    near = shelved((f.start, f.end) for f in marked if f.denied and f.entry.kind == "category")
    own = tuple(
        f
        for f in marked
        if f.entry.kind != "purpose"
        or not any(a <= f.start and f.end <= b for a, b in near(f.start))
    )
    return Stated(seen.reading, own, aims)


def _is_inside(finding: Finding, spans: Iterable[Span]) -> bool:
    return any(a <= finding.start and finding.end <= b for a, b in spans)


def _names_body(finding: Finding, bodies: Collection[int], text: str) -> bool:
    """Is it what a body is for: "the school health team"?"""
    if not bodies:
        return False
    between = _TO_BODY.match(text, finding.end)
    return between is not None and between.end() in bodies


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
