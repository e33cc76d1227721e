"""Disclosures → the same with their tags, each with the words that earned it.

A row is read text by text: phrases of the lexicon, longest first; what is denied; whether
anything personal is shared at all; whose data it is. Then the best-evidenced finding of each term
becomes its tag. Rows that point to another ("as above") take over its tags last.

Limits: grammar is only guessed at (see `denial`); what a supplier is usually used for is no tag.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from noticeparse.classifier.aims import without_items
from noticeparse.classifier.attribution import name_index, names_in, pieces_of
from noticeparse.classifier.decide import Stated, tags_of
from noticeparse.classifier.denial import denials
from noticeparse.classifier.hits import Finding, Reading, Seen, Span, find, see
from noticeparse.classifier.inheritance import inherit
from noticeparse.classifier.nothing import says_nothing_shared
from noticeparse.classifier.readers import without_readers
from noticeparse.classifier.readings import readings_of
from noticeparse.classifier.subjects import speaks_to_parents, subject_tags, yours
from noticeparse.model import Disclosure, Tag
from noticeparse.text import PhraseIndex
from noticeparse.vocabulary import Vocabulary

# What is no word of the notice itself, with a sign without which it is not looked for.
_NAMES = (
    # A gap of a template that nobody filled in: "[School NAME]".
    ("[", re.compile(r"\[[^\]\n]{1,60}\]")),
    # The name of an Act: "the Apprenticeships, Skills, Children and Learning Act 2009".
    (
        "Act",
        re.compile(
            r"\b[Tt]he (?:[A-Z][\w']*,? (?:and |of |for |in |to |\([^()]{1,40}\) )?){1,8}"
            r"Act\b(?! of care)"
        ),
    ),
)


def classify(disclosures: Sequence[Disclosure], vocabulary: Vocabulary) -> tuple[Disclosure, ...]:
    """Fill `tags` and `no_personal_data` of every disclosure."""
    around = _Around(vocabulary, name_index(disclosures), speaks_to_parents(disclosures))
    sections = {row.section.string for row in disclosures if row.section}
    headings = {text: _read_section(text, vocabulary) for text in sorted(sections)}
    tagged = [
        _classify_row(
            row,
            readings_of(row, pieces),
            headings[row.section.string] if row.section else None,
            around=around,
        )
        for row, pieces in zip(disclosures, pieces_of(disclosures), strict=True)
    ]
    return inherit(tagged, vocabulary)


@dataclass(frozen=True, slots=True)
class _Around:
    """What all rows of a notice share: its companies' names, and whether it speaks to parents."""

    vocabulary: Vocabulary
    names: PhraseIndex[None]
    to_parents: bool


def _classify_row(
    row: Disclosure, readings: Sequence[Reading], heading: _ReadHeading | None, *, around: _Around
) -> Disclosure:
    vocabulary = around.vocabulary
    seen = [see(reading, vocabulary.lexicon) for reading in readings]
    stated = [
        Stated(text.reading, _sifted(text, findings, around.names))
        for text, findings in zip(seen, find(seen, vocabulary.lexicon), strict=True)
    ]
    nothing = says_nothing_shared(seen)
    tags, only_counts = tags_of(stated, vocabulary, nothing=nothing)
    if not any(tag.kind == "purpose" for tag in tags):
        tags += _purposes_of_section(heading, vocabulary)
    nothing = nothing or only_counts
    named = [*tags, *(yours(stated) if around.to_parents and not nothing else ())]
    # Where nothing is shared, only those whom the row itself names are spoken of.
    above = None if nothing or heading is None else heading.stated()
    spoken = [] if nothing else named
    subjects = subject_tags(row, stated, spoken, heading=above, vocabulary=vocabulary)
    ordered = sorted((*tags, *subjects), key=lambda tag: vocabulary.order[(tag.kind, tag.id)])
    return replace(row, tags=tuple(ordered), no_personal_data=nothing)


@dataclass(frozen=True, slots=True)
class _ReadHeading:
    """The heading of a section, read once for all the rows below it."""

    seen: Seen
    findings: list[Finding]

    def stated(self) -> Stated:
        """Give what it says, nothing left out."""
        return Stated(self.seen.reading, tuple(self.findings))


def _read_section(text: str, vocabulary: Vocabulary) -> _ReadHeading:
    seen = see(Reading("section", "section", text), vocabulary.lexicon)
    return _ReadHeading(seen, find([seen], vocabulary.lexicon)[0])


def _purposes_of_section(heading: _ReadHeading | None, vocabulary: Vocabulary) -> list[Tag]:
    """Take the purposes of the heading for a row that states none itself."""
    if heading is None:
        return []
    stated = Stated(heading.seen.reading, _sifted(heading.seen, heading.findings, name_index([])))
    return [tag for tag in tags_of([stated], vocabulary, nothing=True)[0] if tag.kind == "purpose"]


def _sifted(seen: Seen, findings: list[Finding], names: PhraseIndex[None]) -> tuple[Finding, ...]:
    """Leave out what is part of a name or an item of a list of data; mark what is denied."""
    if not findings:
        return ()
    text = seen.reading.string
    named = names_in(text, names)
    named += [m.span() for sign, name in _NAMES if sign in text for m in name.finditer(text)]
    denied, aims = denials(seen)
    if seen.reading.denies:
        denied = [(0, len(text))]
    kept = [
        f
        for f in without_readers(seen, without_items(seen, findings))
        if not any(_is_part(f, span) for span in named)
    ]
    if not denied and not aims:
        return tuple(kept)
    return tuple(
        f._replace(denied=True) if _is_denied(f, denied=denied, aims=aims) else f for f in kept
    )


def _is_part(finding: Finding, name: Span) -> bool:
    """Is it a part of a name, or only looks like the whole of it?"""
    start, end = name
    inside = start <= finding.start and finding.end <= end
    return inside and (finding.fuzzy or end - start > finding.end - finding.start)


def _is_denied(finding: Finding, *, denied: Sequence[Span], aims: Sequence[Span]) -> bool:
    if finding.entry.kind == "purpose":
        return any(a < finding.end <= b or a <= finding.start < b for a, b in aims)
    return any(a < finding.end <= b for a, b in denied)
