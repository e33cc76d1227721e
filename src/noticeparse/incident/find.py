"""A supplier's name + notices → Incident: which schools share what with it, and how sure that is.

The page that is needed when a supplier is breached. Rows that are the supplier's for certain are
told apart from those that may be, and from words elsewhere that name it: all of every notice is
searched, so that "does not name it" is true. Every school is in one group.

Limits: of the supplier's products those are found that the catalogue knows as its own; those that
have its name in theirs may be; a name that is an ordinary word, or an abbreviation, is found in
prose only with its capitals.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from noticeparse.comparison import Hiding, Names, Quote, quotes_of
from noticeparse.comparison.compare import Row, labeller, natural, rows_by_school, said_by
from noticeparse.decisions.finding import folded
from noticeparse.incident.target import Target, judge, named_at, names_like, resolve
from noticeparse.incident.values import GROUPS, POSSIBLE, Incident, Involved, Judged, Listed
from noticeparse.model import Disclosure, Failure, Notice, School, where

# The codes of doubts: a supplier is named and has no row.
_DOUBTS = ("supplier_in_prose", "row_refused")
_BEGINNING = re.compile(
    r"\b(?:added|since|start(?:s|ed)?|in use from|date of use)\b", re.IGNORECASE
)
_WINDOW = 160  # characters of a long text on either side of the name
_UNSEARCHED = (
    "This notice file was made by an earlier version and does not keep the whole text: only its "
    "rows were searched. Run noticeparse convert on the notice again."
)
_WEIGHED = 6  # candidates for which the notices are searched
_SHOWN = 3
_NOT_NAMING = ("perhaps", "no_list", "not_read", "no_notice", "silent")
_Judged = tuple[Row, Judged]


@dataclass(slots=True)
class _Read:
    """What was read of one school."""

    label: str
    school: School | None = None
    notices: list[Notice] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)


def incident(
    target: Target,
    results: Iterable[Notice | Failure],
    *,
    listed: Listed | None = None,
    persons: bool = False,
) -> Incident:
    """Say which schools share what with a supplier; `persons`: print also names held back."""
    listed = listed or Listed()
    everything = list(results)
    special = Names.of(target.vocabulary).special
    found = []
    for read in _by_school(everything, listed):
        hide = Hiding.of((row for *_, row in read.rows), shown=persons)
        contact = listed.contacts.get(read.school, "") if read.school else ""
        found.append(replace(_involved(read, target, special, hide), contact=contact))
    found.sort(key=lambda one: (GROUPS.index(one.group), not one.special, natural(one.school)))
    return Incident(
        asked=target.asked,
        match=target.match,
        names=target.names(),
        is_body=target.is_body,
        products=tuple(target.products.values()),
        schools=tuple(found),
        failed=tuple((each.path, each.why) for each in everything if isinstance(each, Failure)),
    )


def _by_school(everything: Sequence[Notice | Failure], listed: Listed) -> Iterable[_Read]:
    """Every school of the notices, of the failures and of the list, once."""
    notices = [result for result in everything if isinstance(result, Notice)]
    label = labeller(notices)
    reads: dict[str, _Read] = {}
    for notice in notices:
        for school in notice.for_schools():
            read = reads.setdefault(label(school, notice), _Read(label(school, notice), school))
            read.notices.append(notice)
    for row in rows_by_school(notices):
        reads[row[0]].rows.append(row)
    for result in everything:
        if isinstance(result, Failure):
            for read in _of_failure(result, listed, reads):
                read.unread.append((result.path, result.why))
    for school in listed.no_notice:
        _of(school, reads)
    return reads.values()


def _of(school: School, reads: dict[str, _Read]) -> _Read:
    """The entry of a school of the list, made where nothing of it was read."""
    for read in reads.values():
        if read.school == school:
            return read
    with_urn = f"{school.name} ({school.urn or 'URN not stated'})"
    name = with_urn if school.name in reads else school.name
    return reads.setdefault(name, _Read(name, school))


def _of_failure(failure: Failure, listed: Listed, reads: dict[str, _Read]) -> list[_Read]:
    """The schools of a document that gave nothing: as listed, or as its folder tells."""
    if schools := listed.of_failures.get(failure.path):
        return [_of(school, reads) for school in schools]
    folder = failure.path.rpartition("/")[0]
    beside = [
        read
        for read in reads.values()
        if folder and any(n.source.path.rpartition("/")[0] == folder for n in read.notices)
    ]
    if len(beside) == 1:
        return beside
    name = folder.rpartition("/")[2] if folder and not beside else ""
    name = name or f"(school not known: {failure.path})"
    return [reads.setdefault(name, _Read(name))]


def _involved(read: _Read, target: Target, special: Collection[str], hide: Hiding) -> Involved:
    judged = [(row, found) for row in read.rows if (found := judge(row[2], target))]
    pools = _pools(read.label, judged)
    group = next((name for name, rows in pools.items() if rows), "")
    mentions = tuple(map(hide.quote, _mentions(read, judged, target, prose=group != "sharing")))
    group = group or ("mentioned" if mentions else _without(read))
    main = pools.get(group, [])
    others = [row for name, rows in pools.items() if name != group for row, _ in rows]
    of_main = {id(notice) for (_, notice, _), _ in main}
    notices = [notice for notice in read.notices if not main or id(notice) in of_main]
    school = read.school or School(read.label)
    made = Involved(
        school=read.label,
        group=group,
        urn=school.urn or "",
        trust=school.trust or "",
        also=tuple(map(hide.quote, quotes_of((notice, row) for _, notice, row in others))),
        mentions=mentions,
        dates=tuple(dict.fromkeys(notice.dated for notice in notices if notice.dated)),
        unread=(*read.unread, *_unsearched(read)),
    )
    if not main:
        return made
    said = hide.said(said_by(made.school, [row for row, _ in main]))
    return replace(
        made,
        said=said,
        special=tuple(id for id in said.categories if id in special),
        judgement=main[0][1].judgement,
        reasons=tuple(dict.fromkeys(hide.text(j.why) for _, j in main if j.why and not said.held)),
        known_by=tuple(dict.fromkeys((j.how, j.product) for _, j in main if j.how)),
        statements=_statements(notices, hide),
        since=tuple(dict.fromkeys(hide.text(s) for (_, _, row), _ in main for s in _since(row))),
    )


def _pools(school: str, judged: Sequence[_Judged]) -> Mapping[str, list[_Judged]]:
    """The rows by the group that they put the school into, in the order of the groups."""
    perhaps = [each for each in judged if each[1].judgement == POSSIBLE]
    sure = [each for each in judged if each[1].judgement != POSSIBLE]
    in_use = [each for each in sure if each[0][2].status == "in_use"]
    nothing = said_by(school, [row for row, _ in in_use]).says_nothing_shared
    return {
        "sharing": [] if nothing else in_use,
        "perhaps": perhaps,
        "not_in_use": [each for each in sure if each[0][2].status != "in_use"],
        "nothing": in_use if nothing else [],
    }


def _without(read: _Read) -> str:
    """The group of a school whose notices, as far as they were read, do not name the supplier."""
    if not any(notice.published for notice in read.notices):
        return "not_read" if read.unread else "no_notice"
    if read.unread or list(_unsearched(read)):
        return "not_read"
    return "silent" if read.rows else "no_list"


def _unsearched(read: _Read) -> Iterator[tuple[str, str]]:
    for notice in read.notices:
        if notice.text is None:
            yield notice.source.path, _UNSEARCHED


def _mentions(
    read: _Read, judged: Sequence[_Judged], target: Target, *, prose: bool
) -> tuple[Quote, ...]:
    """Words that name the supplier outside its rows: in rows of others, then in other text."""
    own = {id(row[2]) for row, _ in judged}
    others = [
        row
        for row in read.rows
        if id(row[2]) not in own and any(named_at(text, target) for text in _texts(row[2]))
    ]
    fields = {row.id: tuple(_naming_fields(row, target)) for _, _, row in others}
    quotes = [
        replace(quote, marks=named_at(quote.text, target), beside=fields[quote.id])
        for quote in quotes_of((notice, row) for _, notice, row in others)
    ]
    if not prose:
        return tuple(quotes)
    known = " ".join(folded(text) for row in read.rows for text in _texts(row[2]))
    passages = [each for notice in read.notices for each in _passages(notice, target)]
    found: dict[str, Quote] = {}
    # The longest first: a version with other line breaks has parts of it.
    for quote in sorted(passages, key=lambda each: -len(each.text)):
        key = folded(quote.text)
        whole = next((text for text in found if key in text), None)
        if whole is not None:
            places = dict.fromkeys((*found[whole].places, *quote.places))
            found[whole] = replace(found[whole], places=tuple(places))
        elif key not in known:
            found[key] = quote
    return (*quotes, *found.values())


def _texts(row: Disclosure) -> Iterator[str]:
    yield from (row.company.string, row.description.string)
    yield from (text.string for _, text in row.fields.named())


def _naming_fields(row: Disclosure, target: Target) -> Iterator[tuple[str, str]]:
    """The fields that name the supplier where the row's own words do not."""
    if not named_at(row.description.string, target):
        for name, text in row.fields.named():
            if named_at(text.string, target):
                yield name.removeprefix("other.").replace("_", " "), text.string


def _passages(notice: Notice, target: Target) -> Iterator[Quote]:
    """The texts of a notice that name the supplier, long ones cut to what stands around it."""
    doubts = [issue.message for issue in notice.issues if issue.code in _DOUBTS]
    older = [*(each.text.string for each in notice.statements), *doubts]
    for text in notice.text or older:
        if spans := named_at(text, target):
            words, marks = _cut(text, spans)
            yield Quote(id="", company="", text=words, places=(where(notice),), marks=marks)


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    first, last = spans[0]
    start = 0 if first <= _WINDOW else text.find(" ", first - _WINDOW) + 1
    end = len(text) if len(text) - last <= _WINDOW else text.rfind(" ", last, last + _WINDOW)
    start, end = min(start, first), max(end, last)
    before, after = "… " * (start > 0), " …" * (end < len(text))
    shift = len(before) - start
    marks = tuple((a + shift, b + shift) for a, b in spans if b <= end)
    return f"{before}{text[start:end]}{after}", marks


def _since(row: Disclosure) -> Iterator[str]:
    """What a row states of its beginning ("Date added: May 2023")."""
    for caption, text in row.fields.other:
        if text and _BEGINNING.search(caption):
            yield f"{caption}: {' '.join(text.string.split())}"


def _statements(notices: Sequence[Notice], hide: Hiding) -> tuple[tuple[tuple[str, ...], str], ...]:
    """What is said once for the whole notice: each sentence once, with all that it tells of.

    The versions of a notice break its lines in other places: a part of a sentence that another
    version has whole is left out.
    """
    kinds: dict[str, list[str]] = defaultdict(list)
    words: dict[str, str] = {}
    for notice in notices:
        for each in notice.statements:
            text = " ".join(each.text.string.split())
            words.setdefault(folded(text), text)
            if each.kind not in kinds[folded(text)]:
                kinds[folded(text)].append(each.kind)
    longer = {key: [other for other in kinds if key in other and key != other] for key in kinds}
    whole = [k for k in kinds if not any(set(kinds[k]) <= set(kinds[o]) for o in longer[k])]
    return tuple((tuple(kinds[key]), hide.text(words[key])) for key in whole)


@dataclass(frozen=True, slots=True)
class Near:
    """A name, and how many schools name it."""

    name: str
    schools: int


def nearest(target: Target, results: Sequence[Notice | Failure]) -> tuple[Near, ...]:
    """List the names that may have been meant, the likeliest first."""
    notices = [result for result in results if isinstance(result, Notice)]
    names = [supplier.name for supplier in target.others] or names_like(target, notices)
    found = [
        Near(name, _naming(incident(resolve(name, target.vocabulary), notices)))
        for name in names[:_WEIGHED]
    ]
    return tuple(near for near in found if near.schools)[:_SHOWN]


def is_nobodys(found: Incident, target: Target) -> bool:
    """Is the name unknown, and no notice's own, so that "0 schools" would be no answer?"""
    if found.match.judgement == "certain" or target.is_body:
        return False
    told = _naming(found) + (len(found.of("perhaps")) if target.others else 0)
    return found.match.judgement == "proposed" or not told


def _naming(found: Incident) -> int:
    return sum(number for group, number in found.counts().items() if group not in _NOT_NAMING)
