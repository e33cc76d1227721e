"""Disclosures → the same with their tags, each with the words that earned it.

A row is read text by text: phrases of the lexicon, longest first; what is denied; whether
anything personal is shared at all; whose data it is. Weights say which phrases name data that this
row shares, and what its words say of its purposes. Then the best-evidenced finding of each term
becomes its tag. Rows that point to another ("as above") take over its tags last: own tags win, and
where a cell says what the row is for, no purpose is taken over. What is inherited keeps its
evidence in the row that it stands in. Of its lawful basis only the row's own words count: a basis
that the notice states once for all rows is a statement, and reports print it beside the rows.

Limits: grammar is only guessed at (see `denial`); what a supplier is usually used for is no tag,
nor what a caption of a section says.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import floor
from typing import NamedTuple

from noticeparse.classifier.attribution import name_index, pieces_elsewhere, pieces_of
from noticeparse.classifier.decide import (
    BUNDLES,
    Key,
    doubt,
    is_in,
    is_proven,
    of_kind,
    says_nothing_shared,
    speaks_to_parents,
    subject_tags,
    surest_of,
    tags_of,
    yours,
)
from noticeparse.classifier.hits import Stated, see_rows, state_rows
from noticeparse.classifier.purposes import (
    Words,
    is_judged,
    judged,
    of_category,
    of_purposes,
    of_text,
    purposes_of,
    scores,
    words_of,
)
from noticeparse.classifier.seen import ELSEWHERE, Reading, Seen, Span, readings_of
from noticeparse.collecting import not_collecting
from noticeparse.model import Disclosure, Tag
from noticeparse.text import first_match, fold
from noticeparse.vocabulary import TagWeights, Vocabulary
from noticeparse.vocabulary.taxonomy import LawfulBasis
from noticeparse.vocabulary.weights import likelihood

# Of the confidence of a tag: what is left of it in a row that points to the tag's row.
_INHERITED = 0.9
MOST = 3  # near tags that are shown of categories, and of purposes
_UNLIKELY = 0.1  # below, a purpose has nothing to do with the row
_CONFIDENCE = 0.95  # of a lawful basis that is named

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


@not_collecting()
def classify(disclosures: Sequence[Disclosure], vocabulary: Vocabulary) -> tuple[Disclosure, ...]:
    """Fill `tags` and `no_personal_data` of every disclosure."""
    to_parents = speaks_to_parents(disclosures)
    around = _Around(vocabulary, _headings(disclosures, vocabulary), to_parents)
    both = zip(disclosures, read_rows(disclosures, vocabulary), strict=True)
    rows = [_tagged(row, read, around) for row, read in both]
    by_id = {row.id: row for row in rows}
    return tuple(_inherit_row(r, by_id, vocabulary) if r.same_as else r for r in rows)


def _own(text: Stated, pieces: Sequence[Span]) -> Stated:
    """What a text states; of another passage no denial, and data in sentences of this row alone."""
    if text.reading.field != ELSEWHERE:
        return text
    at, found = text.reading.start, text.findings
    own = [f for f in found if any(a <= f.start + at < b for a, b in pieces)]
    kept = [f for f in found if (f in own or f.entry.kind == "purpose") and not f.denied]
    return text._replace(findings=kept)


class Read(NamedTuple):
    """The texts of a row: what is seen in each, what each states, and its words."""

    seen: Sequence[Seen]
    stated: Sequence[Stated]
    words: Sequence[Words]


def read_rows(disclosures: Sequence[Disclosure], vocabulary: Vocabulary) -> list[Read]:
    """Look up what the texts of rows say; nothing is weighed yet."""
    pieces = zip(disclosures, pieces_of(disclosures), strict=True)
    texts = see_rows([readings_of(*each) for each in pieces], vocabulary.lexicon)
    names = name_index(disclosures)
    rows = state_rows(texts, names, vocabulary.lexicon)
    both = zip(rows, pieces_elsewhere(disclosures), strict=True)
    stated = [[_own(text, own) for text in row] for row, own in both]
    distinct = {text.reading.string: text for row in texts for text in row}
    words = {string: words_of(text, names) for string, text in distinct.items()}
    return [
        Read(seen, _with_data_in_its_place(said), [words[text.reading.string] for text in seen])
        for seen, said in zip(texts, stated, strict=True)
    ]


def _with_data_in_its_place(row: Sequence[Stated]) -> Sequence[Stated]:
    """Leave out data that a cell for purposes names where another cell says what the data is."""
    if not any(text.reading.role == "data" and not text.reading.denies for text in row):
        return row
    return [
        text._replace(findings=[f for f in text.findings if f.denied or f.entry.kind != "category"])
        if text.reading.role == "purpose"
        else text
        for text in row
    ]


class _Heading(NamedTuple):
    """What a heading of a section says of all its rows, or that it says that none is shared.

    `listed` is said of the rows that name no data of their own.
    """

    data: Sequence[Tag]
    listed: Sequence[Tag]
    subjects: Mapping[Key, Tag]
    nothing: bool


_NO_HEADING = _Heading((), (), {}, nothing=False)


class _Around(NamedTuple):
    """What the rows of a notice share: what headings state, whether it speaks to parents."""

    vocabulary: Vocabulary
    headings: Mapping[str, _Heading]
    to_parents: bool


def _headings(rows: Sequence[Disclosure], vocabulary: Vocabulary) -> dict[str, _Heading]:
    """Read the headings of the sections; they name no companies."""
    headings = sorted({row.section.string for row in rows if row.section})
    texts = [[Reading("section", "section", text)] for text in headings]
    for own, text in zip(texts, headings, strict=True):
        if _SENTENCE.search(text) or _LISTED.search(text):
            own.append(Reading("section", "both", text))
    seen = see_rows(texts, vocabulary.lexicon)
    stated = state_rows(seen, {}, vocabulary.lexicon)
    return {
        text: _heading(own, said, vocabulary)
        for text, own, said in zip(headings, seen, stated, strict=True)
    }


def _heading(seen: Sequence[Seen], stated: Sequence[Stated], vocabulary: Vocabulary) -> _Heading:
    """Make what a heading lends: whose data it is, and data that it says every row receives."""
    told = of_kind(surest_of(stated[-1:]), "category")
    text = stated[0].reading.string
    data = [tag for key, tag in told.items() if not is_in(key, BUNDLES, vocabulary)]
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
    doubtful = [tag for tag in tags if not is_proven(tag, row, vocabulary)]
    tags = [tag for tag in tags if tag not in doubtful]
    said = {tag.id for tag in tags if tag.kind == "purpose"}
    weights = vocabulary.tag_weights
    evidence = of_purposes(read.stated, read.words, weights.purposes)
    weighed = purposes_of(read.seen, read.words, evidence, weights)
    # A user's phrase says it already.
    tags += [t for t in weighed if t.id not in said and ("purpose", t.id) in vocabulary.order]
    # Where nothing is shared, only those whom the row itself names are spoken of.
    spoken, lent = list(of_kind(surest, "data_subject").values()), heading.subjects
    if nothing:
        lent = {}
    else:
        spoken += [*tags, *(yours(stated) if around.to_parents else ())]
    subjects = subject_tags(row, stated, spoken, lent=lent, vocabulary=vocabulary)
    ordered = sorted((*tags, *subjects), key=lambda tag: vocabulary.order[(tag.kind, tag.id)])
    issues = (*row.issues, *(doubt(tag, row, vocabulary) for tag in doubtful))
    return replace(row, tags=tuple(ordered), no_personal_data=nothing, issues=issues)


def _inherit_row(
    row: Disclosure, by_id: dict[str, Disclosure], vocabulary: Vocabulary
) -> Disclosure:
    assumed = ("data_subject", "implied", "pupils")
    own = [tag for tag in row.tags if (tag.kind, tag.method, tag.id) != assumed]
    tags = {(tag.kind, tag.id): tag for tag in own}
    nothing = row.no_personal_data
    # "Maths practice | As for Clever": a cell of its own says what it is for.
    own_purpose = any(tag.evidence.field == "fields.purpose" for tag in tags.values())
    chain = [row]
    while (at := by_id.get(chain[-1].same_as or "")) is not None and at not in chain:
        chain.append(at)
    for source in chain[1:]:
        for tag in source.tags:
            if not (own_purpose and tag.kind == "purpose"):
                rate = round(tag.confidence * _INHERITED, 2)
                words = replace(tag.evidence, row=tag.evidence.row or source.id)
                taken = replace(tag, confidence=rate, method="inherited", evidence=words)
                own_tag = tags.setdefault((tag.kind, tag.id), taken)
                if own_tag.method == "weights" and own_tag.confidence < rate:
                    tags[tag.kind, tag.id] = taken
        nothing = nothing or (source.no_personal_data and not row.tags)
    ordered = sorted(tags.values(), key=lambda tag: vocabulary.order[(tag.kind, tag.id)])
    return replace(row, tags=tuple(ordered), no_personal_data=nothing)


class Near(NamedTuple):
    """A term that is no tag: how likely its words make it (cut, not rounded), and has to be."""

    kind: str
    id: str
    words: str
    likelihood: float
    least: float


def nearest(rows: Sequence[Disclosure], row: Disclosure, vocabulary: Vocabulary) -> list[Near]:
    """List what a row of a notice nearly is tagged with, the likeliest first."""
    read = read_rows(rows, vocabulary)[rows.index(row)]
    tagged = {(tag.kind, tag.id) for tag in row.tags}
    weights = vocabulary.tag_weights
    found: list[Near] = []
    for near in (_categories(read, weights), _purposes(read, weights)):
        ordered = sorted(near, key=lambda each: (-each.likelihood, each.id))
        best = {each.id: each for each in reversed(ordered) if (each.kind, each.id) not in tagged}
        found += sorted(best.values(), key=lambda each: (-each.likelihood, each.id))[:MOST]
    return found


def _categories(read: Read, weights: TagWeights) -> list[Near]:
    own, near = weights.categories, []
    for stated, words in zip(read.stated, read.words, strict=True):
        text, around = stated.reading.string, of_text(stated)
        for finding in stated.findings:
            if is_judged(finding, stated):
                sure = own.likelihood(of_category(finding, text, words, around))
                least = weights.denied if finding.denied else own.threshold
                said, cut = text[finding.start : finding.end], floor(100 * sure) / 100
                near.append(Near("category", finding.entry.id, said, cut, least))
    return near


def _purposes(read: Read, weights: TagWeights) -> list[Near]:
    own = weights.purposes
    said = {each.what: each for each in of_purposes(read.stated, read.words, own)}
    near = []
    for number, (id, score) in enumerate(scores(said, own).items()):
        sure = likelihood(score)
        what = max(said, key=lambda what: own.steps(what)[number])
        if sure >= _UNLIKELY:
            place = said[what]
            own_words = read.words[place.text]
            span = slice(own_words.starts[place.first], own_words.ends[place.last])
            words = read.seen[place.text].reading.string[span]
            near.append(Near("purpose", id, words, floor(100 * sure) / 100, own.threshold))
    return near


def lawful_bases(row: Disclosure, bases: Sequence[LawfulBasis]) -> tuple[Tag, ...]:
    """Name the bases that the row's `lawful_basis` states, each with its words."""
    text = row.fields.lawful_basis
    if text is None:
        return ()
    stated = Reading("fields.lawful_basis", "lawful_basis", text.string)
    return tuple(
        Tag("lawful_basis", id, None, _CONFIDENCE, "keyword", stated.evidence(start, end))
        for id, start, end in named_in(text.string, bases)
    )


def named_in(text: str, bases: Sequence[LawfulBasis]) -> Iterator[tuple[str, int, int]]:
    """Yield (id, start, end) of each basis that a text names, in the order of the vocabulary."""
    folded = fold(text)
    for basis in bases:
        if first_match(basis.unless, folded.string):
            continue
        if match := first_match(basis.patterns, folded.string):
            yield basis.id, *folded.raw_span(*match.span())
