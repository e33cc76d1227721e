"""A supplier's name + notices → Incident: which schools share what with it, and how sure that is.

The page that is needed when a supplier is breached. Rows that are the supplier's for certain are
told apart from those that may be, and from rows of others that name it; schools whose notices do
not name it from those that say that it gets nothing personal, and from those of which no notice was
read.

Limits: of the supplier's products those are found that the catalogue knows as its own, or that have
its name in theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from noticeparse.comparison import (
    Names,
    Row,
    labeller,
    natural,
    quotes_of,
    rows_by_school,
    said_by,
)
from noticeparse.incident.target import Target, judge, names_it, resolve
from noticeparse.incident.values import CERTAIN, POSSIBLE, Incident, Involved, Mention
from noticeparse.model import Disclosure, Failure, Notice, School
from noticeparse.suppliers import match_supplier
from noticeparse.vocabulary import Vocabulary

_PROSE = "supplier_in_prose"  # the code of a doubt: a supplier is named and has no row
APART = ("historic", "planned", "not_approved", "not_used")


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
    target = resolve(name, vocabulary)
    judged = [(row, *found) for row in rows_by_school(notices) if (found := judge(row[2], target))]
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
            for status in _statuses(row[2].status for row, *_ in sure)
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


def _statuses(found: Iterable[str]) -> list[str]:
    """What is not in use, in the order of APART; a status that is not known here goes last."""
    others = sorted(set(found) - {"in_use", *APART})
    return [*APART, *others]


def _schools(notices: Sequence[Notice]) -> tuple[str, ...]:
    label = labeller(notices)
    names = {label(school, notice) for notice in notices for school in notice.for_schools()}
    return tuple(sorted(names, key=lambda name: (natural(name), name)))


def _mentions(notices: Sequence[Notice], target: Target, *, known: set[int]) -> Iterator[Mention]:
    """Rows of others that name the supplier: it may get the data through them."""
    found: dict[str, list[tuple[Notice, Disclosure]]] = defaultdict(list)
    seen: dict[int, bool] = {}
    for school, notice, row in rows_by_school(notices):
        if id(row) in known:
            continue
        if id(row) not in seen:
            texts = (row.description.string, *(str(text) for _, text in row.fields.named()))
            seen[id(row)] = any(names_it(text, target) for text in texts)
        if seen[id(row)]:
            found[school].append((notice, row))
    for school in sorted(found, key=natural):
        for quote in quotes_of(found[school]):
            yield Mention(school, quote)


def _in_prose(notices: Sequence[Notice], target: Target) -> Iterator[tuple[str, str]]:
    """What names the supplier outside all rows: doubtful prose, and statements."""
    label = labeller(notices)
    for notice in notices:
        texts = [each.text.string for each in notice.statements]
        texts += [issue.message for issue in notice.issues if issue.code == _PROSE]
        for text in texts:
            if names_it(text, target):
                for school in notice.for_schools():
                    yield label(school, notice), f"{' '.join(text.split())} ({notice.source.path})"


def _involver(
    notices: Sequence[Notice], vocabulary: Vocabulary
) -> Callable[[Sequence[tuple[Row, str, str]]], tuple[Involved, ...]]:
    """Put rows together by school, those with special-category data first."""
    special = Names.of(vocabulary).special

    def involve(judged: Sequence[tuple[Row, str, str]]) -> tuple[Involved, ...]:
        schools: dict[str, list[tuple[Row, str, str]]] = defaultdict(list)
        for each in judged:
            schools[each[0][0]].append(each)
        made = [_involved(school, found, special) for school, found in schools.items()]
        return tuple(sorted(made, key=lambda one: (not one.special, natural(one.school))))

    return involve


def _involved(
    school: str, judged: Sequence[tuple[Row, str, str]], special: Collection[str]
) -> Involved:
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
