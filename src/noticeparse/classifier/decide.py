"""Findings → tags: which term, how sure, its evidence; whose data it is; is nothing shared?

A term that is both stated and denied in one row ("no photos but class photos") is shared: the
denial is of a part. A denied purpose is no purpose. A denied bundle ("no pupil level data") says
whose data is not needed, not which category is withheld.

An empty cell or a dash says nothing either way. "None intentionally; staff may see data" is not
none. A row that passes on counts alone shares nothing personal, whatever they count.

Whose data it is: named in the row, or brought along by a category (a tutor group is a pupil's);
else the section's; else what its purposes speak of (payroll: staff). A row that shares personal
data and says nothing of whose is about pupils: notices speak of them unless they say otherwise. The
same holds for what is listed before the parents' own data.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from operator import attrgetter

from noticeparse.classifier.hits import Finding, Stated
from noticeparse.classifier.seen import ELSEWHERE, Reading, Seen, Span
from noticeparse.model import Disclosure, Issue, Tag
from noticeparse.text import clause_at, clauses, sentence_at, sentences
from noticeparse.vocabulary import Vocabulary
from noticeparse.vocabulary.entries import AGREES

COUNTS = "school_level_statistics"
BUNDLES = ("bundle", "none")  # of categories that stand for data as such: "pupil information"
# How sure a phrase is that is found, and what it loses by where and how it is found.
_SURE = 0.95
_CROSS_ROLE = 0.15  # in a column that is about something else
_WEAK_IN_BOTH = 0.1  # a weak phrase where data and purposes stand together
_ONE_WORD = 0.03  # of a single word
_FUZZY = 0.25  # spelt otherwise
# How likely data that needs special care has to be: a wrong tag is worse than a missed one, which
# is shown as a doubt.
PROOF = 0.6
_EDGES = re.compile(r"[\s.,;:!()\u2013\u2014-]*")
_ASIDE = re.compile(r"^\w+(?: \w+)?:|\([^)]*\)")  # a label before, brackets after
_STATEMENT, _WHOLE, _PUPILS, _OTHERS, _DATA, _UNSPOKEN, _COUNTS, _UNNAMED, _UNLESS = (
    f"no_personal_data.{group}"
    for group in (
        *("statement", "whole", "pupils", "others", "data"),
        *("unspoken", "counts", "unnamed", "unless"),
    )
)
_NONE = re.compile(r"\s*(?:none|nil|nothing)\s*(?=[,:;\u2013\u2014-])", re.IGNORECASE)
_YES_OR_NO = re.compile(r"\s*no\s*", re.IGNORECASE)
# How sure subjects are that nobody names: implied by what is shared, taken for granted, shown by
# the "your" of a notice that speaks to parents.
_IMPLIED = 0.8
_ASSUMED = 0.6
_YOURS_RATE = 0.8
DEFAULT = "pupils"  # whom a row is about that says nothing of it
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

Key = tuple[str, str]  # kind and id of a term
# Tags of what is stated, one of each term, by their kind and whether they were denied.
Surest = Mapping[tuple[str, bool], Mapping[Key, Tag]]


def surest_of(stated: Iterable[Stated]) -> Surest:
    """Make a tag of the surest finding of each term, the first of equals."""
    kept: dict[tuple[str, str, bool], tuple[float, Finding, Reading]] = {}
    for reading, findings, _ in stated:
        role = reading.role
        for finding in findings:
            _, _, _, entry, words, fuzzy, denied, _, likely = finding
            if denied and entry.part:
                continue
            rate = _rate(entry.kind, entry.strength, role, words < 2, fuzzy)
            sure = rate if likely is None else round(min(likely, rate), 2)
            term = entry.kind, entry.id, denied
            if term not in kept or sure > kept[term][0]:
                kept[term] = sure, finding, reading
    tags: dict[tuple[str, bool], dict[Key, Tag]] = {}
    for (kind, id, denied), (sure, finding, reading) in kept.items():
        polarity = None if kind != "category" else "not_shared" if denied else "shared"
        method = "fuzzy" if finding.fuzzy else "keyword"
        evidence = reading.evidence(finding.start, finding.end)
        tag = Tag(kind, id, polarity, sure, method, evidence)
        tags.setdefault((kind, denied), {})[kind, id] = tag
    return tags


@cache  # a few values each: some dozens in all
def _rate(kind: str, strength: str, role: str, one_word: bool, fuzzy: bool) -> float:
    """Rate a finding from 0 to 1 by its entry's strength, its length, its role and its spelling."""
    value = _SURE
    if kind in AGREES and role not in AGREES[kind]:
        value -= _CROSS_ROLE
    if strength == "weak" and role == "both":
        value -= _WEAK_IN_BOTH
    if one_word:
        value -= _ONE_WORD
    if fuzzy:
        value -= _FUZZY
    return round(value, 2)


def best(tags: Iterable[Tag]) -> dict[Key, Tag]:
    """Keep the surest tag of each term, the first of equals."""
    surest = sorted(tags, key=attrgetter("confidence"), reverse=True)
    return {(tag.kind, tag.id): tag for tag in reversed(surest)}


def of_kind(surest: Surest, kind: str, *, denied: bool = False) -> Mapping[Key, Tag]:
    """Pick the tags of a kind."""
    return surest.get((kind, denied), {})


def tags_of(surest: Surest, vocabulary: Vocabulary, *, nothing: bool) -> tuple[list[Tag], bool]:
    """List the tags of categories and purposes; say also whether only counts are shared."""
    shared = of_kind(surest, "category")
    withheld = of_kind(surest, "category", denied=True)
    purposes = of_kind(surest, "purpose")
    only_counts = [id for _, id in shared] == [COUNTS]
    if nothing or only_counts:
        shared = {key: value for key, value in shared.items() if key[1] == COUNTS}
    withheld = {
        key: value
        for key, value in withheld.items()
        if key not in shared and not is_in(key, BUNDLES, vocabulary)
    }
    return [*shared.values(), *withheld.values(), *purposes.values()], only_counts


def is_proven(tag: Tag, row: Disclosure, vocabulary: Vocabulary) -> bool:
    """Is a tag sure enough to be counted? Only data that needs special care may be too doubtful.

    Both have to be likely: that the row is one, and that its words are data. A name is no proof.
    """
    if tag.polarity != "shared" or tag.id not in vocabulary.special:
        return True
    likely = tag.confidence * (row.fit or 1.0)  # a person's row was not judged
    return likely >= PROOF and tag.evidence.field != "company"


def doubt(tag: Tag, row: Disclosure, vocabulary: Vocabulary) -> Issue:
    """What is said of a tag that is not counted."""
    term = vocabulary.term(tag.kind, tag.id)
    label = term.label if term else tag.id
    said = f"Perhaps it receives {label}, from “{tag.evidence.text}”. This is not counted."
    return Issue("classify", "perhaps_special", "warning", said, row.place)


def is_in(key: Key, groups: Collection[str], vocabulary: Vocabulary) -> bool:
    """Say whether a term is in one of some groups."""
    term = vocabulary.term(*key)
    return term is not None and term.group in groups


def says_nothing_shared(seen: Sequence[Seen], stated: Sequence[Stated]) -> bool:
    """Say whether one of the texts, with what each states, says that no personal data is shared."""
    if not any(text.has(_WHOLE, _STATEMENT, _UNSPOKEN, _UNNAMED) for text in seen):
        return False
    both = [
        (text, said)
        for text, said in zip(seen, stated, strict=True)
        if text.reading.role in ("data", "both", "purpose") and not text.reading.denies
        if text.reading.field != ELSEWHERE
    ]
    texts = [text for text, _ in both]
    if any(_is_taken_back(text) for text in texts):
        return False
    if any(_whole(text) or _states(text) for text in texts):
        return True
    named = {sentence for text, said in both for sentence in _sentences_with_data(text, said)}
    unspoken, counts, unnamed = (
        {
            text.reading.string[slice(*sentence_at(text.reading.string, start))]
            for text in texts
            for start, _ in text.cues(group)
        }
        for group in (_UNSPOKEN, _COUNTS, _UNNAMED)
    )
    if unspoken and named <= unspoken:
        return True
    return bool(counts and unnamed) and named <= counts | unnamed


def _sentences_with_data(seen: Seen, stated: Stated) -> list[str]:
    """List the sentences that name data which they do not deny."""
    text = seen.reading.string
    shared = [f.start for f in stated.findings if f.entry.kind == "category" and not f.denied]
    return [text[a:b] for a, b in sentences(text) if any(a <= start < b for start in shared)]


def _is_taken_back(seen: Seen) -> bool:
    """Does a phrase take it back, outside of those that state it ("nothing but a school name")?"""
    stated = seen.cues(_STATEMENT)
    return any(
        not any(a <= start and end <= b and (start, end) != (a, b) for a, b in stated)
        for start, end in seen.cues(_UNLESS)
    )


def _states(seen: Seen) -> bool:
    """Does a sentence say so, without going on to name an exception ("other than names")?"""
    exceptions = [a for a, _ in seen.cues("negation.exception")]
    for start, end in seen.cues(_STATEMENT):
        bounds = sentence_at(seen.reading.string, start)
        excepted = any(start < place < bounds[1] for place in exceptions)
        if not excepted and not _leaves_others(seen, (start, end)):
            return True
    return False


def _leaves_others(seen: Seen, statement: Span) -> bool:
    """Does it speak of pupils alone, where data of staff or others is named besides?"""
    pupils = seen.cues(_PUPILS)
    if not any(statement[0] <= a and b <= statement[1] for a, b in pupils):
        return False
    text = seen.reading.string
    people, data = seen.cues(_OTHERS), seen.cues(_DATA)
    others = {clause_at(text, start) for start, _ in people} - {clause_at(text, statement[0])}
    return any(clause_at(text, start) in others for start, _ in data)


def _whole(seen: Seen) -> bool:
    """Is the text, or its first sentence where data is read, nothing but a "none"?"""
    if seen.reading.role == "purpose" or not seen.has(_WHOLE):
        return False
    text = seen.reading.string
    none = _NONE.match(text)
    if none and not seen.has("negation.exception"):
        return True
    text = _ASIDE.sub(lambda aside: " " * len(aside.group()), text)
    bounds = [(0, len(text)), *sentences(text)[:1], *clauses(text)[:1]]
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n.;]+", text)]
    bounds += lines[:1] if seen.reading.role == "data" else [*lines[:1], *lines[-1:]]
    return any(
        _EDGES.fullmatch(text[start:a]) and _EDGES.fullmatch(text[b:end])
        for start, end in bounds
        for a, b in seen.cues(_WHOLE)
        if start <= a and b <= end and not text[a:b].isspace()  # not in the brackets left out
        if not _leaves_others(seen, (a, b))
        # In running text "No." answers a question.
        if seen.reading.role == "data" or not _YES_OR_NO.fullmatch(text[a:b])
    )


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
    spoken = purposes if row.status == "in_use" else []
    pupils = [t for t in spoken if not is_in((t.kind, t.id), _NOBODYS, vocabulary)]
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
    sure = round(source.confidence * rate, 2)
    return Tag("data_subject", id, None, sure, "implied", source.evidence)
