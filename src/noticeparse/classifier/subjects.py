"""Findings and tags → whose data it is.

Named in the row, or brought along by a category (a tutor group is a pupil's); else the section's;
else what its purposes speak of (payroll: staff). A row that shares personal data and says nothing
of whose is about pupils: notices speak of them unless they say otherwise. The same holds for what
is listed before the parents' own data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from noticeparse.classifier.decide import Key, best, is_in
from noticeparse.classifier.hits import Stated
from noticeparse.model import Disclosure, Tag
from noticeparse.vocabulary import Vocabulary

_IMPLIED = 0.8
_ASSUMED = 0.6
_YOURS_RATE = 0.8
DEFAULT = "pupils"
_PARENTS = ("data_subject", "parents_carers")
# "The telephone numbers of parents": what is listed before belongs to them.
_THEIRS = re.compile(
    r"\b(?:of|for|from)\s+(?:(?:the|our|all|their|both|each|every)\s+)?(?:new\s+)?$", re.IGNORECASE
)
# "Your child" shows that a notice speaks to parents; then "your name" is theirs.
_TO_PARENTS = re.compile(r"\byour (?:own )?(?:child|children|son|daughter)\b", re.IGNORECASE)
_YOURS = re.compile(
    r"\byour (?:full |own )?(?:names?|e-?mails?|mobile|phone|telephone|home address|surname)\b",
    re.IGNORECASE,
)
# Groups of purposes that say nothing of pupils (a back-up, an inspection).
_NOBODYS = frozenset(("it", "legal", "staff", "governance", "site"))
_ADULTS = frozenset(("staff", "governors", "visitors", "applicants", "alumni"))


def subject_tags(
    row: Disclosure,
    stated: Sequence[Stated],
    tags: Sequence[Tag],
    *,
    lent: Mapping[Key, Tag],
    vocabulary: Vocabulary,
) -> list[Tag]:
    """Make the tags of data subjects of a row from all the tags that it earned.

    Data subjects among `tags` are those that it names; `lent` are those of the heading.
    """
    named = best([t for t in tags if t.kind == "data_subject"])
    section = {} if named else lent
    base = frozenset(id for _, id in named or section)
    shared = [t for t in tags if t.polarity == "shared"]
    purposes = [t for t in tags if t.kind == "purpose"]
    implied = best(_implied(shared, vocabulary, base=base))
    if set(named) == {_PARENTS} and _before_parents(stated, named[_PARENTS]):
        implied |= best(_assumed(shared))
    found = {**implied, **named} or section or best(_implied(purposes, vocabulary, base=base))
    if found:
        return list(found.values())
    pupils = [
        t
        for t in purposes
        if row.status == "in_use" and not is_in((t.kind, t.id), _NOBODYS, vocabulary)
    ]
    return _assumed([*shared, *pupils])


def _before_parents(stated: Sequence[Stated], parents: Tag) -> bool:
    """Are categories named before the parents ("name, class, parent's phone")?"""
    string = next(t.reading for t in stated if t.reading.field == parents.evidence.field).string
    return not _THEIRS.search(string[: parents.evidence.start]) and any(
        finding.entry.kind == "category"
        and not finding.denied
        and text.reading.field == parents.evidence.field
        and finding.end + text.reading.start < parents.evidence.start
        for text in stated
        for finding in text.findings
    )


def speaks_to_parents(rows: Sequence[Disclosure]) -> bool:
    """Say whether a notice is written to parents."""
    texts = (row.description.string for row in rows)
    return any("your" in text.lower() and _TO_PARENTS.search(text) for text in texts)


def yours(stated: Sequence[Stated]) -> list[Tag]:
    """Tag what is "yours" in a notice that speaks to parents."""
    return [
        Tag(*_PARENTS, None, _YOURS_RATE, "keyword", text.reading.evidence(*match.span()))
        for text in stated
        for match in _YOURS.finditer(text.reading.string)
    ]


def _implied(sources: Sequence[Tag], vocabulary: Vocabulary, *, base: frozenset[str]) -> list[Tag]:
    """The subjects that categories bring along; adults keep to themselves where some are named."""
    return [
        _lend(source, entry.id, _IMPLIED)
        for source in sources
        for entry in vocabulary.lexicon.implied.get(source.id, ())
        if not base or entry.id in base or not (base <= _ADULTS or entry.id in _ADULTS)
    ]


def _assumed(sources: Sequence[Tag]) -> list[Tag]:
    return [_lend(source, DEFAULT, _ASSUMED) for source in sources[:1]]


def _lend(source: Tag, id: str, rate: float) -> Tag:
    """A data subject that stands on the words of a category."""
    return Tag(
        "data_subject", id, None, round(source.confidence * rate, 2), "implied", source.evidence
    )
