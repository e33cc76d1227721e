"""A supplier's name + notices → Incident: which schools share what with it, and how sure that is.

The page that is needed when a supplier is breached. The name is resolved through the catalogue, so
any of its names finds it. Rows that are the supplier for certain are told apart from those that
may be (a name that several go by, a name that is merely alike, the supplier named inside another
row), and schools whose notices do not name it from those that say that it gets nothing personal
and from those whose notices were not read.

Limits: products that the supplier sells under other names are other suppliers here; the catalogue
does not keep who owns whom.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from noticeparse.comparison import (
    Quote,
    Row,
    Said,
    labeller,
    natural,
    quotes_of,
    rows_by_school,
    said_by,
)
from noticeparse.model import Disclosure, Failure, Match, Notice, School
from noticeparse.suppliers import find_names, match_supplier
from noticeparse.suppliers.names import forms
from noticeparse.vocabulary import Vocabulary
from noticeparse.vocabulary.suppliers import Supplier, name_key

CERTAIN, SAME_NAME, POSSIBLE, MENTIONED = "certain", "same_name", "possible", "mentioned"
_ALIKE = 88  # of 100: enough for a slip of the pen; never merges, only lists
_SHORTEST_ALIKE = 5  # letters: shorter names are alike by chance
_PROSE = "supplier_in_prose"  # the code of a doubt: a supplier is named and has no row
APART = ("historic", "planned", "not_approved", "not_used")


@dataclass(frozen=True, slots=True)
class Involved:
    """What one school says of the supplier in rows of one status.

    `judgement` is CERTAIN (an alias of the catalogue), SAME_NAME (the name as it was asked for,
    which the catalogue lacks or gives to several), or POSSIBLE; `reasons` are in words.
    `statements` are (kind, text) of the whole notice.
    """

    school: str
    said: Said
    judgement: str
    reasons: tuple[str, ...]
    statements: tuple[tuple[str, str], ...] = ()
    dates: tuple[str, ...] = ()
    special: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A row of another recipient that names the supplier."""

    school: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Incident:
    """Which schools share what with a supplier.

    `names` are those that were looked for. `sharing` schools come with those of special-category
    data first. `apart` are rows not in use, by status. `in_prose` are (school, words) that name it
    outside all rows. `silent` schools do not name it anywhere.
    """

    asked: str
    match: Match
    names: tuple[str, ...]
    sharing: tuple[Involved, ...] = ()
    nothing: tuple[Involved, ...] = ()
    apart: tuple[tuple[str, tuple[Involved, ...]], ...] = ()
    possible: tuple[Involved, ...] = ()
    mentioned: tuple[Mention, ...] = ()
    in_prose: tuple[tuple[str, str], ...] = ()
    silent: tuple[str, ...] = ()
    no_notice: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    schools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Target:
    """What is looked for: the known supplier, or None, and the keys of the name as asked."""

    asked: str
    supplier: Supplier | None
    keys: frozenset[str]
    others: tuple[Supplier, ...]  # that go by the name as asked, where several do
    vocabulary: Vocabulary

    def names(self) -> tuple[str, ...]:
        """Every name that finds it."""
        known = self.supplier.names if self.supplier else ()
        return tuple(dict.fromkeys((*known, self.asked)))


def incident(
    name: str,
    results: Iterable[Notice | Failure],
    *,
    vocabulary: Vocabulary,
    no_notice: Sequence[School] = (),
) -> Incident:
    """Say which schools share what with the supplier of this name, whatever they call it."""
    everything = list(results)
    notices = [result for result in everything if isinstance(result, Notice)]
    target = _target(name, vocabulary)
    judged = [(row, *found) for row in rows_by_school(notices) if (found := _judge(row[2], target))]
    by_judgement: dict[str, list[tuple[Row, str, str]]] = defaultdict(list)
    for each in judged:
        by_judgement[POSSIBLE if each[1] == POSSIBLE else CERTAIN].append(each)
    involve = _involver(notices, vocabulary)
    sure, perhaps = by_judgement[CERTAIN], by_judgement[POSSIBLE]
    in_use = involve([each for each in sure if each[0][2].status == "in_use"])
    told = {row[0] for row, *_ in judged}
    mentioned = tuple(_mentions(notices, target, known={id(row[2]) for row, *_ in judged}))
    in_prose = tuple(dict.fromkeys(_in_prose(notices, target)))
    told |= {mention.school for mention in mentioned} | {school for school, _ in in_prose}
    schools = _schools(notices)
    return Incident(
        asked=name,
        match=match_supplier(name, vocabulary.suppliers),
        names=target.names(),
        sharing=tuple(each for each in in_use if not each.said.says_nothing_shared),
        nothing=tuple(each for each in in_use if each.said.says_nothing_shared),
        apart=tuple(
            (status, those)
            for status in APART
            if (those := involve([each for each in sure if each[0][2].status == status]))
        ),
        possible=involve(perhaps),
        mentioned=mentioned,
        in_prose=in_prose,
        silent=tuple(school for school in schools if school not in told),
        no_notice=tuple(school.name for school in no_notice),
        failed=tuple((each.path, each.message) for each in everything if isinstance(each, Failure)),
        schools=schools,
    )


def _schools(notices: Sequence[Notice]) -> tuple[str, ...]:
    label = labeller(notices)
    names = {label(school, notice) for notice in notices for school in notice.for_schools()}
    return tuple(sorted(names, key=lambda name: (natural(name), name)))


def _target(name: str, vocabulary: Vocabulary) -> _Target:
    match = match_supplier(name, vocabulary.suppliers)
    known = {supplier.id: supplier for supplier in vocabulary.suppliers}
    keys = frozenset(name_key(form.text) for form in forms(name) if not form.part)
    return _Target(
        asked=name.strip(),
        supplier=known.get(match.id) if match.judgement == "certain" else None,
        keys=keys or frozenset({name_key(name)}),
        others=tuple(
            supplier
            for supplier in vocabulary.suppliers
            if any(name_key(unsure) in keys for unsure, _ in supplier.unsure)
        ),
        vocabulary=vocabulary,
    )


def _judge(row: Disclosure, target: _Target) -> tuple[str, str] | None:
    """Is a row the supplier's? The judgement and the reason in words; None: it is not."""
    company = row.company.string
    match = row.supplier
    if match is None or match.judgement == "unknown":  # an older vocabulary may have lacked it
        match = match_supplier(company, target.vocabulary.suppliers)
    if target.supplier is not None:
        if match.id == target.supplier.id and match.judgement == "certain":
            return CERTAIN, "; ".join(match.reasons)
    elif any(name_key(form.text) in target.keys for form in forms(company) if not form.part):
        return SAME_NAME, _same_name(target)
    if match.judgement == "certain" and match.id not in {other.id for other in target.others}:
        return None
    reason = _possible(row, match, target)
    return (POSSIBLE, reason) if reason else None


def _same_name(target: _Target) -> str:
    if target.others:
        names = ", ".join(sorted(other.name for other in target.others))
        return f"printed so; several suppliers go by this name ({names})"
    return "the name is the same; the catalogue does not know it"


def _possible(row: Disclosure, match: Match, target: _Target) -> str | None:
    """Why a row may be the supplier's, in words; None where nothing says so."""
    company = row.company.string
    wanted = target.supplier
    if any(other.id == match.id and match.judgement == "certain" for other in target.others):
        return f"{match.name} is one of those that go by the name {target.asked}"
    if wanted is None:
        alike = _alike(company, (target.asked,))
        return f"the name is like {alike}" if alike else None
    if match.id == wanted.id:
        return "; ".join(match.reasons)
    keys = {name_key(form.text) for form in forms(company)}
    for name, note in wanted.unsure:
        if name_key(name) in keys:
            return f"several suppliers go by the name {name}: {note}"
    if _names_it(company, target, alone=True):
        return f"the printed name has {wanted.name} in it"
    alike = _alike(company, wanted.names)
    return f"the name is like {alike}" if alike else None


def _alike(company: str, names: Sequence[str]) -> str | None:
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - only where a name is unknown

    key = name_key(company)
    if len(key) < _SHORTEST_ALIKE:
        return None
    scored = [(ratio(key, name_key(name)), name) for name in names]
    score, name = max(scored, default=(0.0, ""))
    return name if score >= _ALIKE else None


def _names_it(text: str, target: _Target, *, alone: bool = False) -> bool:
    """Does a text name the supplier, in its own right?"""
    if target.supplier is not None:
        found = find_names(text, target.vocabulary.suppliers, alone=alone)
        return any(span.supplier_id == target.supplier.id for span in found)
    if len(name_key(target.asked)) < _SHORTEST_ALIKE:
        return False
    return re.search(rf"\b{re.escape(target.asked)}\b", text, re.IGNORECASE) is not None


def _mentions(notices: Sequence[Notice], target: _Target, *, known: set[int]) -> Iterator[Mention]:
    """Rows of others that name the supplier: it may get the data through them."""
    found: dict[str, list[tuple[Notice, Disclosure]]] = defaultdict(list)
    seen: dict[int, bool] = {}
    for school, notice, row in rows_by_school(notices):
        if id(row) in known:
            continue
        if id(row) not in seen:
            texts = (row.description.string, *(str(text) for _, text in row.fields.named()))
            seen[id(row)] = any(_names_it(text, target) for text in texts)
        if seen[id(row)]:
            found[school].append((notice, row))
    for school in sorted(found, key=natural):
        for quote in quotes_of(found[school]):
            yield Mention(school, quote)


def _in_prose(notices: Sequence[Notice], target: _Target) -> Iterator[tuple[str, str]]:
    """What names the supplier outside all rows: doubtful prose, and statements."""
    label = labeller(notices)
    for notice in notices:
        texts = [each.text.string for each in notice.statements]
        texts += [issue.message for issue in notice.issues if issue.code == _PROSE]
        for text in texts:
            if _names_it(text, target):
                for school in notice.for_schools():
                    yield label(school, notice), f"{' '.join(text.split())} ({notice.source.path})"


def _involver(
    notices: Sequence[Notice], vocabulary: Vocabulary
) -> Callable[[Sequence[tuple[Row, str, str]]], tuple[Involved, ...]]:
    """Put rows together by school, those with special-category data first."""
    special = {t.id for t in vocabulary.terms if t.art9 == "yes" or t.treat_as_special}

    def involve(judged: Sequence[tuple[Row, str, str]]) -> tuple[Involved, ...]:
        schools: dict[str, list[tuple[Row, str, str]]] = defaultdict(list)
        for each in judged:
            schools[each[0][0]].append(each)
        made = [_involved(school, found, special) for school, found in schools.items()]
        return tuple(sorted(made, key=lambda one: (not one.special, natural(one.school))))

    return involve


def _involved(school: str, judged: Sequence[tuple[Row, str, str]], special: set[str]) -> Involved:
    rows = [row for row, _, _ in judged]
    said = said_by(school, rows)
    own = dict.fromkeys(
        (statement.kind, " ".join(statement.text.string.split()))
        for _, notice, _ in rows
        for statement in notice.statements
    )
    return Involved(
        school=school,
        said=said,
        judgement=judged[0][1],
        reasons=tuple(dict.fromkeys(reason for _, _, reason in judged if reason)),
        statements=tuple(own),
        dates=tuple(dict.fromkeys(notice.dated for _, notice, _ in rows if notice.dated)),
        special=tuple(id for id in said.categories if id in special),
    )
