"""Disclosures → the same with their tags, each with the words that earned it.

A row is read text by text: phrases of the lexicon, longest first; what is denied; whether
anything personal is shared at all; whose data it is. Then the best-evidenced finding of each term
becomes its tag. Rows that point to another ("as above") take over its tags last.

Limits: grammar is only guessed at (see `denial`); what a supplier is usually used for is no tag.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from noticeparse.classifier.attribution import Names, name_index, pieces_of
from noticeparse.classifier.decide import (
    Key,
    Stated,
    is_bundle,
    of_kind,
    surest_of,
    tags_of,
)
from noticeparse.classifier.inheritance import inherit
from noticeparse.classifier.leaning import leaning_of
from noticeparse.classifier.nothing import says_nothing_shared
from noticeparse.classifier.readings import readings_of
from noticeparse.classifier.seen import Reading, Seen
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


def classify(disclosures: Sequence[Disclosure], vocabulary: Vocabulary) -> tuple[Disclosure, ...]:
    """Fill `tags` and `no_personal_data` of every disclosure."""
    with not_collecting():
        return _classify(disclosures, vocabulary)


def _classify(disclosures: Sequence[Disclosure], vocabulary: Vocabulary) -> tuple[Disclosure, ...]:
    lexicon = vocabulary.lexicon
    texts = see_rows(
        [
            readings_of(row, pieces)
            for row, pieces in zip(disclosures, pieces_of(disclosures), strict=True)
        ],
        lexicon,
    )
    names = name_index(disclosures)
    stated = state_rows(texts, names, lexicon)
    headings = _headings(disclosures, vocabulary)
    around = _Around(vocabulary, names, headings, speaks_to_parents(disclosures))
    tagged = [
        _tagged(row, seen, said, around=around)
        for row, seen, said in zip(disclosures, texts, stated, strict=True)
    ]
    return inherit(tagged, vocabulary)


@dataclass(frozen=True, slots=True)
class _Around:
    """What the rows of a notice share: names, what headings state, whether it speaks to parents."""

    vocabulary: Vocabulary
    names: Names
    headings: Mapping[str, _Heading]
    to_parents: bool


@dataclass(frozen=True, slots=True)
class _Heading:
    """What a heading of a section lends to its rows, or that it says that none is shared.

    `for_all`: the data is what every row receives, whatever more each row says.
    """

    data: Sequence[Tag]
    purposes: Sequence[Tag]
    subjects: Mapping[Key, Tag]
    nothing: bool
    for_all: bool = False


_NO_HEADING = _Heading((), (), {}, nothing=False)


def _headings(rows: Sequence[Disclosure], vocabulary: Vocabulary) -> dict[str, _Heading]:
    """Read the headings of the sections; they name no companies."""
    headings = sorted({row.section.string for row in rows if row.section})
    texts = [
        [Reading("section", role, text) for role in ("section", "both")[: 1 + _is_sentence(text)]]
        for text in headings
    ]
    seen = see_rows(texts, vocabulary.lexicon)
    stated = state_rows(seen, _NO_NAMES, vocabulary.lexicon)
    return {
        text: _heading(*said, nothing=says_nothing_shared(own, said), vocabulary=vocabulary)
        for text, own, said in zip(headings, seen, stated, strict=True)
    }


def _heading(
    caption: Stated, told: Stated | None = None, *, nothing: bool, vocabulary: Vocabulary
) -> _Heading:
    """Make the tags that a heading lends.

    A sentence that leads a list in may say what its rows receive, a caption only why. A sentence
    counts where it names data, more than a bundle ("pupil information is passed to:").
    """
    own = surest_of([caption])
    more = own if told is None else surest_of([told])
    categories = of_kind(more, "category") if told is not None else {}
    data = [tag for key, tag in categories.items() if not is_bundle(key, vocabulary)]
    why = of_kind(more if data else own, "purpose")
    subjects = of_kind(own, "data_subject")
    for_all = _FOR_ALL.search(caption.reading.string) is not None
    return _Heading(data, list(why.values()), subjects, nothing, for_all)


def _is_sentence(text: str) -> bool:
    return _SENTENCE.search(text) is not None


def _tagged(
    row: Disclosure, seen: Sequence[Seen], stated: Sequence[Stated], *, around: _Around
) -> Disclosure:
    vocabulary = around.vocabulary
    nothing = says_nothing_shared(seen, stated)
    heading = around.headings[row.section.string] if row.section else _NO_HEADING
    if heading.nothing and not any(text.findings for text in stated):
        nothing = True
    surest = surest_of(stated)
    tags, only_counts = tags_of(surest, vocabulary, nothing=nothing)
    nothing = nothing or only_counts
    own = {tag.kind for tag in tags}
    if not nothing and (heading.for_all or "category" not in own):
        named = {(tag.kind, tag.id) for tag in tags}
        tags += [tag for tag in heading.data if (tag.kind, tag.id) not in named]
    if "purpose" not in own:
        tags += heading.purposes
        if row.status == "in_use" and not heading.purposes:
            tags += leaning_of(seen, stated, around.names, vocabulary)
    # Where nothing is shared, only those whom the row itself names are spoken of.
    spoken, lent = list(of_kind(surest, "data_subject").values()), heading.subjects
    if nothing:
        lent = {}
    else:
        spoken += [*tags, *(yours(stated) if around.to_parents else ())]
    subjects = subject_tags(row, stated, spoken, lent=lent, vocabulary=vocabulary)
    ordered = sorted((*tags, *subjects), key=lambda tag: vocabulary.order[(tag.kind, tag.id)])
    return replace(row, tags=tuple(ordered), no_personal_data=nothing)
