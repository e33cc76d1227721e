"""Disclosures → the same with their tags, each with the words that earned it.

A row is read text by text: phrases of the lexicon, longest first; what is denied; whether
anything personal is shared at all; whose data it is. Weights say which phrases name data that this
row shares, and what its words say of its purposes. Then the best-evidenced finding of each term
becomes its tag. Rows that point to another ("as above") take over its tags last.

Limits: grammar is only guessed at (see `denial`); what a supplier is usually used for is no tag,
nor what a caption of a section says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from noticeparse.classifier.attribution import Names, name_index, pieces_of
from noticeparse.classifier.decide import Key, Stated, is_bundle, of_kind, surest_of, tags_of
from noticeparse.classifier.evidence import Word, judged, of_purposes, words_of
from noticeparse.classifier.inheritance import inherit
from noticeparse.classifier.nothing import says_nothing_shared
from noticeparse.classifier.purposes import purposes_of
from noticeparse.classifier.seen import Reading, Seen, readings_of
from noticeparse.classifier.stated import see_rows, state_rows
from noticeparse.classifier.subjects import speaks_to_parents, subject_tags, yours
from noticeparse.collecting import not_collecting
from noticeparse.model import Disclosure, Tag
from noticeparse.vocabulary import Vocabulary

_NO_NAMES: Names = {}
# A sentence, or the half of one that leads a list in: "We give names and classes to:".
_SENTENCE = re.compile(
    r"[.!]\s*$|\b(?:we|is|are|will|may|can|gets?|goes|go|holds?|receives?|sees?|needs?)\b.*:\s*$",
    re.IGNORECASE | re.DOTALL,
)
# What every row of a section receives: "Each of them has the name and class".
_FOR_ALL = re.compile(
    r"\b(?:all|each|every one|every|both)\b(?: of)?(?: (?:them|these|those|the [\w-]+|\w+)){0,2}"
    r"(?: \w+ly| also)? (?:has|have|gets?|receives?|sees?|holds?|knows?"
    r"|(?:is|are) (?:given|sent|told|passed|shown))\b",
    re.IGNORECASE,
)

# Data that a heading lists for rows that say none: "With consent – name, class; photos if ticked".
_LISTED = re.compile(r"(?:\s[-\u2013\u2014]|:)\s+(?P<list>[^;.]*)")


def classify(disclosures: Sequence[Disclosure], vocabulary: Vocabulary) -> tuple[Disclosure, ...]:
    """Fill `tags` and `no_personal_data` of every disclosure."""
    with not_collecting():
        to_parents = speaks_to_parents(disclosures)
        around = _Around(vocabulary, _headings(disclosures, vocabulary), to_parents)
        rows = zip(disclosures, read_rows(disclosures, vocabulary), strict=True)
        return inherit([_tagged(row, read, around) for row, read in rows], vocabulary)


class Read(NamedTuple):
    """The texts of a row: what is seen in each, what each states, and its words."""

    seen: Sequence[Seen]
    stated: Sequence[Stated]
    words: Sequence[Sequence[Word]]


def read_rows(disclosures: Sequence[Disclosure], vocabulary: Vocabulary) -> list[Read]:
    """Look up what the texts of rows say; nothing is weighed yet."""
    pieces = zip(disclosures, pieces_of(disclosures), strict=True)
    texts = see_rows([readings_of(*each) for each in pieces], vocabulary.lexicon)
    names = name_index(disclosures)
    stated = state_rows(texts, names, vocabulary.lexicon)
    distinct = {text.reading.string: text for row in texts for text in row}
    words = {string: words_of(text, names) for string, text in distinct.items()}
    return [
        Read(seen, said, [words[text.reading.string] for text in seen])
        for seen, said in zip(texts, stated, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Around:
    """What the rows of a notice share: what headings state, whether it speaks to parents."""

    vocabulary: Vocabulary
    headings: Mapping[str, _Heading]
    to_parents: bool


@dataclass(frozen=True, slots=True)
class _Heading:
    """What a heading of a section says of all its rows, or that it says that none is shared.

    `listed` is said of the rows that name no data of their own.
    """

    data: Sequence[Tag]
    listed: Sequence[Tag]
    subjects: Mapping[Key, Tag]
    nothing: bool


_NO_HEADING = _Heading((), (), {}, nothing=False)


def _headings(rows: Sequence[Disclosure], vocabulary: Vocabulary) -> dict[str, _Heading]:
    """Read the headings of the sections; they name no companies."""
    headings = sorted({row.section.string for row in rows if row.section})
    texts = [
        [
            Reading("section", role, text)
            for role in ("section", "both")[
                : 1 + bool(_SENTENCE.search(text) or _LISTED.search(text))
            ]
        ]
        for text in headings
    ]
    seen = see_rows(texts, vocabulary.lexicon)
    stated = state_rows(seen, _NO_NAMES, vocabulary.lexicon)
    return {
        text: _heading(own, said, vocabulary)
        for text, own, said in zip(headings, seen, stated, strict=True)
    }


def _heading(seen: Sequence[Seen], stated: Sequence[Stated], vocabulary: Vocabulary) -> _Heading:
    """Make what a heading lends: whose data it is, and data that it says every row receives."""
    told = of_kind(surest_of(stated[-1:]), "category")
    text = stated[0].reading.string
    data = [tag for key, tag in told.items() if not is_bundle(key, vocabulary)]
    listed: list[Tag] = []
    if not _FOR_ALL.search(text):
        start, end = found.span("list") if (found := _LISTED.search(text)) else (0, 0)
        listed = [tag for tag in data if start <= tag.evidence.start < end]
        data = []
    subjects = of_kind(surest_of(stated[:1]), "data_subject")
    nothing = says_nothing_shared(seen, stated)
    return _Heading(data, listed if len(listed) > 1 else (), subjects, nothing)


def _tagged(row: Disclosure, read: Read, around: _Around) -> Disclosure:
    vocabulary = around.vocabulary
    texts = zip(read.stated, read.words, strict=True)
    stated = [judged(text, words, vocabulary.tag_weights) for text, words in texts]
    nothing = says_nothing_shared(read.seen, stated)
    heading = around.headings[row.section.string] if row.section else _NO_HEADING
    if heading.nothing and not any(text.findings for text in stated):
        nothing = True
    surest = surest_of(stated)
    tags, only_counts = tags_of(surest, vocabulary, nothing=nothing)
    nothing = nothing or only_counts
    if not nothing:
        named = {(tag.kind, tag.id) for tag in tags}
        bare = not any(kind == "category" for kind, _ in named)
        lent_data = [*heading.data, *(heading.listed if bare else ())]
        tags += [tag for tag in lent_data if (tag.kind, tag.id) not in named]
    said = {tag.id for tag in tags if tag.kind == "purpose"}
    tags += _weighed_purposes(read, vocabulary, said=said)
    # Where nothing is shared, only those whom the row itself names are spoken of.
    spoken, lent = list(of_kind(surest, "data_subject").values()), heading.subjects
    if nothing:
        lent = {}
    else:
        spoken += [*tags, *(yours(stated) if around.to_parents else ())]
    subjects = subject_tags(row, stated, spoken, lent=lent, vocabulary=vocabulary)
    ordered = sorted((*tags, *subjects), key=lambda tag: vocabulary.order[(tag.kind, tag.id)])
    return replace(row, tags=tuple(ordered), no_personal_data=nothing)


def _weighed_purposes(read: Read, vocabulary: Vocabulary, *, said: set[str]) -> list[Tag]:
    """The purposes that weigh enough, but for those that a user's phrase says already."""
    evidence = of_purposes(read.seen, read.stated, read.words)
    found = purposes_of(read.seen, read.words, evidence, vocabulary.tag_weights)
    return [tag for tag in found if tag.id not in said and ("purpose", tag.id) in vocabulary.order]
