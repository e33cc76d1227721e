"""Disclosures → the same with their tags, each with the words that earned it.

A row is read text by text: phrases of the lexicon, longest first; what is denied; whether anything
personal is shared at all; whose data it is. Then the best-evidenced finding of each term becomes its
tag. Rows that point to another ("as above") take over its tags last.

Limits: grammar is only guessed at (see `denial`); what a supplier is usually used for is no tag.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from noticeparse.classifier.decide import Stated, tags_of
from noticeparse.classifier.denial import denied_spans
from noticeparse.classifier.hits import Finding, Seen, find, see
from noticeparse.classifier.inheritance import inherit
from noticeparse.classifier.nothing import says_nothing_shared
from noticeparse.classifier.readings import readings_of
from noticeparse.classifier.subjects import subject_tags
from noticeparse.model import Disclosure
from noticeparse.vocabulary import Vocabulary


def classify(disclosures: Sequence[Disclosure], vocabulary: Vocabulary) -> tuple[Disclosure, ...]:
    """Fill `tags` and `no_personal_data` of every disclosure."""
    return inherit([_classify_row(row, vocabulary) for row in disclosures], vocabulary)


def _classify_row(row: Disclosure, vocabulary: Vocabulary) -> Disclosure:
    seen = [see(reading, vocabulary.lexicon) for reading in readings_of(row)]
    stated = [
        Stated(text.reading, _with_denials(text, findings))
        for text, findings in zip(seen, find(seen, vocabulary.lexicon), strict=True)
    ]
    nothing = says_nothing_shared(seen)
    tags, only_counts = tags_of(stated, vocabulary, nothing=nothing)
    nothing = nothing or only_counts
    subjects = subject_tags(row, stated, tags, vocabulary=vocabulary, nothing=nothing)
    ordered = sorted((*tags, *subjects), key=lambda tag: vocabulary.order[(tag.kind, tag.id)])
    return replace(row, tags=tuple(ordered), no_personal_data=nothing)


def _with_denials(seen: Seen, findings: list[Finding]) -> tuple[Finding, ...]:
    spans = denied_spans(seen)
    return tuple(
        replace(f, denied=any(a <= f.start and f.end <= b for a, b in spans)) for f in findings
    )
