"""Notices of an earlier run and of this one → what changed, school by school.

A row is found again by its notice and id and confirmed by its words, else by its words, else by
its supplier where each side has just one row of it left. Rows are compared as they count, so that
a correction is a change too.

Limits: statements that a notice makes once for all rows are not compared. A school of which no
notice was read now says nothing: its rows are not "removed".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from noticeparse.decisions import effective
from noticeparse.decisions.finding import folded, same_words
from noticeparse.model import Disclosure, Notice
from noticeparse.model.decision import tag_value

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: a row `added` or `removed`, or a `field` of it `changed`."""

    school: str
    what: str
    company: str
    field: str
    before: str
    after: str
    supplier: str
    source: str
    id: str


@dataclass(frozen=True, slots=True)
class _Row:
    source: str
    printed: Disclosure
    counts: Disclosure


def changes(
    old: Iterable[Notice], new: Iterable[Notice], *, failed: Collection[str] = ()
) -> tuple[Change, ...]:
    """List what changed, in the order of schools and companies.

    `failed` are the paths of sources that could not be read now: their rows are not "removed".
    """
    before, after = _by_school(old), _by_school(new)
    found: list[Change] = []
    for key, (name, rows) in after.items():
        known = [row for row in before.get(key, ("", []))[1] if row.source not in failed]
        found += _of_school(name, known, rows)
    return tuple(sorted(found, key=_order))


def unread_schools(old: Iterable[Notice], new: Iterable[Notice]) -> tuple[str, ...]:
    """The schools that had a notice then and of which none was read now."""
    before, after = _by_school(old), _by_school(new)
    return tuple(name for key, (name, _) in before.items() if key not in after)


def _order(change: Change) -> tuple[str, ...]:
    return (
        folded(change.school),
        folded(change.company),
        change.source,
        change.id,
        change.what,
        change.field,
    )


def _by_school(notices: Iterable[Notice]) -> dict[str, tuple[str, list[_Row]]]:
    schools: dict[str, tuple[str, list[_Row]]] = {}
    for notice in notices:
        for school in notice.for_schools():
            name = school.name if school else ""
            key = folded(name) if school else f"\0{notice.source.path}"
            rows = schools.setdefault(key, (name, []))[1]
            rows += [
                _Row(notice.source.path, row, counts)
                for row in notice.disclosures
                if (counts := effective(row)) is not None
            ]
    return schools


def _of_school(school: str, old: Sequence[_Row], new: Sequence[_Row]) -> Iterator[Change]:
    pairs, gone, come = _paired(list(old), list(new))
    for one, other in pairs:
        was, now = compared(one.counts), compared(other.counts)
        for field, value in now.items():
            if not same_words(was[field], value):
                change = _change(school, CHANGED, other)
                yield replace(change, field=field, before=was[field], after=value)
    for row in gone:
        yield replace(_change(school, REMOVED, row), before=row.counts.description.string)
    for row in come:
        yield replace(_change(school, ADDED, row), after=row.counts.description.string)


def _change(school: str, what: str, row: _Row) -> Change:
    match = row.counts.supplier
    return Change(
        school=school,
        what=what,
        company=row.counts.company.string,
        field="",
        before="",
        after="",
        supplier=match.id if match else "",
        source=row.source,
        id=row.counts.id,
    )


def compared(row: Disclosure) -> dict[str, str]:
    """What is compared of a row, as text; a denied category is marked ":not_shared"."""

    def tags(kind: str) -> str:
        return "; ".join(
            sorted({tag_value(tag.id, tag.polarity) for tag in row.tags if tag.kind == kind})
        )

    return {
        "company": row.company.string,
        "description": row.description.string,
        "status": row.status,
        "categories": tags("category"),
        "purposes": tags("purpose"),
        "data_subjects": tags("data_subject"),
        "no_personal_data": "true" if row.no_personal_data else "false",
        "lawful_basis": str(row.fields.lawful_basis or ""),
        "location": str(row.fields.location or ""),
        "retention": str(row.fields.retention or ""),
    }


def _paired(
    old: list[_Row], new: list[_Row]
) -> tuple[list[tuple[_Row, _Row]], list[_Row], list[_Row]]:
    """Pair the rows of then and now, from the surest sign to the least."""
    pairs: list[tuple[_Row, _Row]] = []
    for key in (_place_and_words, _words, _place, _supplier, _printed_company):
        pairs += _take_pairs(old, new, key)
    order = {id(row): number for number, row in enumerate(new)}
    pairs.sort(key=lambda pair: order.get(id(pair[1]), 0))
    return pairs, old, new


def _take_pairs(
    old: list[_Row], new: list[_Row], key: Callable[[_Row], Hashable]
) -> Iterator[tuple[_Row, _Row]]:
    """Take the rows out of both lists that one key names just once in each."""
    before, after = _grouped(old, key), _grouped(new, key)
    for value, rows in after.items():
        others = before.get(value, [])
        if value is not None and len(rows) == len(others) == 1:
            old.remove(others[0])
            new.remove(rows[0])
            yield others[0], rows[0]


def _grouped(rows: Iterable[_Row], key: Callable[[_Row], Hashable]) -> dict[Hashable, list[_Row]]:
    groups: dict[Hashable, list[_Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _words(row: _Row) -> Hashable:
    return _spaced(row.printed.company.string), _spaced(row.printed.description.string)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _place_and_words(row: _Row) -> Hashable:
    return row.source, row.printed.id, _words(row)


def _place(row: _Row) -> Hashable:
    return row.source, row.printed.id


def _supplier(row: _Row) -> Hashable:
    match = row.counts.supplier
    return match.id if match and match.judgement == "certain" else None


def _printed_company(row: _Row) -> Hashable:
    return folded(row.printed.company.string)
