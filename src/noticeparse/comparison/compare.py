"""Notices → Comparison: what each school says of each supplier, side by side.

Only what is in use counts; planned, past and refused suppliers are listed apart. A supplier whose
name is certain is one, however it is printed; a proposed match never merges two. What a school
does not state is None or empty, which is not the same as "none": two schools differ only in what
both of them state.

Limits: texts of fields (location, retention, lawful basis) are compared as words, so the same
thing said in other words counts as a difference.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from noticeparse.decisions import effective_rows
from noticeparse.model import Disclosure, Failure, Notice, School, Text

COMPARED = (
    "categories",
    "not_shared",
    "purposes",
    "data_subjects",
    "no_personal_data",
    "lawful_basis",
    "location",
    "retention",
)


@dataclass(frozen=True, slots=True)
class Said:
    """What one school's notices say of one supplier; empty is "not stated".

    `no_personal_data` is True where every row says that nothing personal is shared, None where
    no row does, and False where rows disagree. `rows` are (source, disclosure id).
    """

    school: str
    companies: tuple[str, ...]
    categories: tuple[str, ...]
    not_shared: tuple[str, ...]
    purposes: tuple[str, ...]
    data_subjects: tuple[str, ...]
    no_personal_data: bool | None
    lawful_basis: tuple[str, ...]
    location: tuple[str, ...]
    retention: tuple[str, ...]
    statuses: tuple[str, ...]
    held: bool
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One supplier and what the schools that name it say; `differs` names what they disagree in."""

    supplier_id: str | None
    supplier: str
    said: tuple[Said, ...]
    differs: tuple[str, ...]

    def by(self, school: str) -> Said | None:
        """What a school says of the supplier; None where it does not name it."""
        return next((said for said in self.said if said.school == school), None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Suppliers by schools. `apart` are those not in use; `no_notice` were listed but not read."""

    schools: tuple[str, ...]
    suppliers: tuple[Compared, ...]
    apart: tuple[Compared, ...] = ()
    statements: tuple[tuple[str, str, str], ...] = ()
    no_notice: tuple[str, ...] = ()


_Row = tuple[str, Notice, Disclosure]


def compare(notices: Iterable[Notice | Failure], *, no_notice: Sequence[School] = ()) -> Comparison:
    """Put notices side by side; failures among them have nothing to say and are passed over.

    The suppliers that most schools name come first. `statements` are (school, kind, text): what a
    notice says once for all its suppliers.
    """
    read = [notice for notice in notices if isinstance(notice, Notice)]
    label = _labeller(read)
    rows = [
        (label(school, notice), notice, disclosure)
        for notice in read
        for school in notice.for_schools()
        for disclosure in effective_rows(notice)
    ]
    labels = {label(school, notice) for notice in read for school in notice.for_schools()}
    return Comparison(
        schools=tuple(sorted(labels, key=_folded)),
        suppliers=_compared([row for row in rows if row[2].status == "in_use"]),
        apart=_compared([row for row in rows if row[2].status != "in_use"]),
        statements=tuple(
            (label(school, notice), statement.kind, statement.text.string)
            for notice in read
            for school in notice.for_schools()
            for statement in notice.statements
        ),
        no_notice=tuple(school.name for school in no_notice),
    )


def _labeller(notices: Sequence[Notice]) -> Callable[[School | None, Notice], str]:
    """What each school is called: once, however its notices print it; by URN where names clash."""
    schools = {school for notice in notices for school in notice.for_schools() if school}
    names: dict[str, list[str]] = defaultdict(list)
    urns: dict[str, set[str]] = defaultdict(set)
    for school in schools:
        names[_folded(school.name)].append(school.name)
        if school.urn:
            urns[_folded(school.name)].add(school.urn)

    def label(school: School | None, notice: Notice) -> str:
        if school is None:
            return f"(school not stated: {notice.source.path})"
        name = min(names[_folded(school.name)], key=lambda each: (each.isupper(), each))
        several = len(urns[_folded(school.name)]) > 1
        return f"{name} ({school.urn or 'URN not stated'})" if several else name

    return label


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _key(row: Disclosure) -> str:
    """What makes two rows one supplier; a match that is only proposed does not."""
    match = row.supplier
    if match and match.judgement == "certain":
        return f"id:{match.id}"
    return f"name:{_folded(row.company.string)}"


def _compared(rows: Iterable[_Row]) -> tuple[Compared, ...]:
    suppliers: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        suppliers[_key(row[2])].append(row)
    found = [_supplier(group) for group in suppliers.values()]
    found.sort(key=lambda each: (-len(each.said), _folded(each.supplier), each.supplier_id or ""))
    return tuple(found)


def _supplier(rows: Sequence[_Row]) -> Compared:
    schools: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        schools[row[0]].append(row)
    said = tuple(_said(school, schools[school]) for school in sorted(schools, key=_folded))
    match = rows[0][2].supplier
    known = match if match and match.judgement == "certain" else None
    return Compared(
        supplier_id=known.id if known else None,
        supplier=known.name if known else rows[0][2].company.string,
        said=said,
        differs=_differences(said),
    )


def _said(school: str, rows: Sequence[_Row]) -> Said:
    disclosures = [disclosure for _, _, disclosure in rows]
    return Said(
        school=school,
        companies=_each(row.company.string for row in disclosures),
        categories=_ids(disclosures, "category", "shared"),
        not_shared=_ids(disclosures, "category", "not_shared"),
        purposes=_ids(disclosures, "purpose"),
        data_subjects=_ids(disclosures, "data_subject"),
        no_personal_data=_nothing_personal(disclosures),
        lawful_basis=_texts(row.fields.lawful_basis for row in disclosures),
        location=_texts(row.fields.location for row in disclosures),
        retention=_texts(row.fields.retention for row in disclosures),
        statuses=_each(row.status for row in disclosures),
        held=any(row.held for row in disclosures),
        rows=tuple((notice.source.path, row.id) for _, notice, row in rows),
    )


def _ids(rows: Iterable[Disclosure], kind: str, polarity: str | None = None) -> tuple[str, ...]:
    tags = (tag for row in rows for tag in row.tags)
    found = {tag.id for tag in tags if tag.kind == kind and polarity in (None, tag.polarity)}
    return tuple(sorted(found))


def _nothing_personal(rows: Sequence[Disclosure]) -> bool | None:
    if not any(row.no_personal_data for row in rows):
        return None
    return all(row.no_personal_data for row in rows)


def _texts(texts: Iterable[Text | None]) -> tuple[str, ...]:
    return _each(text.string for text in texts if text)


def _each(strings: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(strings))


def _differences(said: Sequence[Said]) -> tuple[str, ...]:
    """What the schools that state something about it do not agree in."""
    return tuple(name for name in COMPARED if len(_stated(said, name)) > 1)


def _stated(said: Iterable[Said], name: str) -> set[object]:
    if name == "no_personal_data":
        # A row with categories says as much as one that denies all of them.
        return {
            each.no_personal_data or False
            for each in said
            if each.no_personal_data is not None or each.categories
        }
    values = (getattr(each, name) for each in said)
    return {tuple(sorted(map(_folded, value))) for value in values if value}
