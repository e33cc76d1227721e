"""Findings and tags → whose data it is.

Named in the row; else brought along by a category (a tutor group is a pupil's); else the section's.
A row that shares personal data and says nothing of whose is about pupils: notices speak of them
unless they say otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from noticeparse.classifier.decide import Stated, best, tag
from noticeparse.classifier.hits import Reading, find, see
from noticeparse.model import Disclosure, Tag
from noticeparse.vocabulary import Vocabulary

_IMPLIED = 0.8
_ASSUMED = 0.6
_SECTION = 0.85
DEFAULT = "pupils"


def subject_tags(
    row: Disclosure,
    stated: Sequence[Stated],
    tags: Sequence[Tag],
    *,
    vocabulary: Vocabulary,
    nothing: bool,
) -> list[Tag]:
    """Make the tags of data subjects of a row from what it names and from its other tags."""
    named = best(_named(stated))
    section = _of_section(row, vocabulary)
    adult = _adults_only(named) or _adults_only(section)
    implied = {} if nothing else best(_implied(tags, vocabulary, adult=adult))
    found = {**implied, **named}
    if not found:
        found = section if not nothing else {}
    if not found and not nothing:
        found = best(_assumed(tags))
    return list(found.values())


def _named(stated: Sequence[Stated]) -> list[Tag]:
    return [
        tag(finding, text.reading)
        for text in stated
        for finding in text.findings
        if finding.entry.kind == "data_subject" and not finding.denied
    ]


def _of_section(row: Disclosure, vocabulary: Vocabulary) -> dict[tuple[str, str], Tag]:
    if not row.section:
        return {}
    reading = Reading("section", "section", row.section.string)
    seen = see(reading, vocabulary.lexicon)
    findings = tuple(
        f for f in find([seen], vocabulary.lexicon)[0] if f.entry.kind == "data_subject"
    )
    return best(tag(finding, reading) for finding in findings)


def _adults_only(subjects: dict[tuple[str, str], Tag]) -> bool:
    ids = {id for _, id in subjects}
    return bool(ids) and not ids & {"pupils", "alumni", "applicants"}


def _implied(tags: Sequence[Tag], vocabulary: Vocabulary, *, adult: bool) -> list[Tag]:
    return [
        _lend(source, entry.id, _IMPLIED)
        for source in tags
        if source.kind == "category" and source.polarity == "shared"
        for entry in vocabulary.lexicon.implied.get(source.id, ())
        if not (adult and entry.id == DEFAULT)
    ]


def _assumed(tags: Sequence[Tag]) -> list[Tag]:
    return [
        _lend(source, DEFAULT, _ASSUMED)
        for source in tags
        if source.kind == "category" and source.polarity == "shared"
    ][:1]


def _lend(source: Tag, id: str, rate: float) -> Tag:
    """A data subject that stands on the words of a category."""
    return Tag(
        "data_subject", id, None, round(source.confidence * rate, 2), "implied", source.evidence
    )
