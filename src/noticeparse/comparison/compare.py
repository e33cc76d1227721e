"""Notices → Comparison: what each school says of each supplier, side by side.

Only what is in use counts; planned, past and refused suppliers are listed apart. A supplier whose
name is certain is one, however it is printed; a proposed match never merges two. Of a kind of body
("our local authority") each school has its own: they are listed together, last, and are not
compared. What a school does not state is None or empty, which is not the same as "none": two
schools differ only in what both of them state. Persons are held back from all that is told, and
from the order in which it is.

Limits: location and retention are compared as words, so the same thing said in other words counts
as a difference; lawful bases by the bases that they name, as words where they name none.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from noticeparse.comparison.values import (
    COMPARED,
    HELD,
    Compared,
    Comparison,
    Hiding,
    Said,
    quotes_of,
    still_held,
)
from noticeparse.decisions import effective_rows
from noticeparse.decisions.finding import folded
from noticeparse.model import Disclosure, Failure, Match, Notice, School, Text

_NUMBER = re.compile(r"([0-9]{1,18})")
Row = tuple[str, Notice, Disclosure]  # with the school that the row counts for
FirmOf = Callable[[Match], Match]
T = TypeVar("T")


def compare(
    notices: Iterable[Notice | Failure],
    *,
    no_notice: Sequence[School] = (),
    persons: bool = False,
    public: bool = False,
    firm_of: FirmOf | None = None,
) -> Comparison:
    """Put notices side by side; failures among them have nothing to say and are listed.

    The suppliers that most schools name come first. `statements` are (school, kind, text): what a
    notice says once for all its suppliers; `persons`: tell also the names that are held back;
    `public`: for what everybody can read, of notices `as_published`. With `firm_of`, which says
    whose product a supplier is, all products of a firm are one; what is said of several products
    is not compared.
    """
    results = list(notices)
    read = [notice for notice in results if isinstance(notice, Notice)]
    label = labeller(read)
    rows = rows_by_school(read)
    schools = [school for notice in read for school in notice.for_schools()]
    hide = Hiding.of((row for *_, row in rows), shown=persons, public=public, schools=schools)
    by_school = [(label(school, each), each) for each in read for school in each.for_schools()]
    # The same notice in two formats says it once.
    statements = dict.fromkeys(
        (school, kind, hide.text(text))
        for school, notice in by_school
        for kind, text in notice.said_for_all()
    )
    dates = dict.fromkeys((school, notice.dated) for school, notice in by_school if notice.dated)
    return Comparison(
        schools=tuple(sorted({school for school, _ in by_school}, key=natural)),
        suppliers=_compared([r for r in rows if r[2].status == "in_use"], hide, firm_of),
        apart=_compared([r for r in rows if r[2].status != "in_use"], hide, firm_of),
        statements=tuple(statements),
        no_notice=tuple(school.name for school in no_notice),
        failed=tuple((each.path, each.why) for each in results if isinstance(each, Failure)),
        dates=tuple(dates),
    )


def rows_by_school(notices: Sequence[Notice]) -> list[Row]:
    """List the rows that count, each with every school that it counts for."""
    label = labeller(notices)
    return [
        (label(school, notice), notice, row)
        for notice in notices
        for school in notice.for_schools()
        for row in effective_rows(notice)
    ]


def labeller(notices: Sequence[Notice]) -> Callable[[School | None, Notice], str]:
    """Say what each school is called: one name, however printed; with its URN where names clash."""
    schools = {school for notice in notices for school in notice.for_schools() if school}
    names: dict[str, list[str]] = defaultdict(list)
    urns: dict[str, set[str]] = defaultdict(set)
    for school in schools:
        names[folded(school.name)].append(school.name)
        if school.urn:
            urns[folded(school.name)].add(school.urn)

    def label(school: School | None, notice: Notice) -> str:
        if school is None:
            return f"(school not stated: {notice.source.path})"
        name = min(names[folded(school.name)], key=lambda each: (each.isupper(), each))
        several = len(urns[folded(school.name)]) > 1
        return f"{name} ({school.urn or 'URN not stated'})" if several else name

    return label


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Order as people do: "School 9" before "School 10".

    >>> sorted(["B 10", "b 9", "A"], key=natural)
    ['A', 'b 9', 'B 10']
    """
    parts = _NUMBER.split(folded(text))
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts)


def supplier_key(row: Disclosure, firm_of: FirmOf | None = None) -> str:
    """What makes two rows one supplier; a match that is only proposed does not."""
    match = firm_of(row.supplier) if firm_of and row.supplier else row.supplier
    if match and match.generic:
        return f"body:{match.generic}"
    if match and match.judgement == "certain":
        return f"id:{match.id}"
    # An unknown supplier is called as its notice prints it, or what it is short for there.
    unknown = match is not None and match.judgement == "unknown"
    return f"name:{folded(match.name if match and unknown else row.company.string)}"


def _compared(rows: Iterable[Row], hide: Hiding, firm_of: FirmOf | None) -> tuple[Compared, ...]:
    suppliers: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        suppliers[supplier_key(row[2], firm_of)].append(row)

    def order(each: Compared) -> tuple[object, ...]:
        return each.generic, -len(each.said), natural(each.supplier), each.supplier_id or ""

    found = (_supplier(group, hide, firm_of) for group in suppliers.values())
    return tuple(sorted(found, key=order))


def _supplier(rows: Sequence[Row], hide: Hiding, firm_of: FirmOf | None) -> Compared:
    schools: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        schools[row[0]].append(row)
    said = tuple(said_by(school, schools[school]) for school in sorted(schools, key=natural))
    matches = [row.supplier for *_, row in rows if row.supplier]
    firms = [firm_of(match) for match in matches] if firm_of else matches
    known = next((match for match in firms if match.judgement == "certain"), None)
    products = {m.name for m in matches if known and firm_of and m.id != known.id}
    # What was merged with a person who is held back is held back with that person.
    held = not (known and known.in_catalogue) and any(hide.hides(row) for _, _, row in rows)
    generic = any(match.generic for match in matches)
    several = generic or bool(products and len({match.id for match in matches}) > 1)
    differs = (each for each in COMPARED if not several and len(_stated(said, each)) > 1)
    name = known.name if known else hide.text(_printed(rows) if generic else _company(rows[0]))
    return Compared(
        supplier_id=known.id if known else None,
        supplier=HELD if held else name,
        said=tuple(map(hide.said, said)),
        differs=tuple(differs),
        held=held,
        generic=generic,
        products=tuple(sorted(products, key=natural)),
    )


def _company(row: Row) -> str:
    return row[2].company.string


def _printed(rows: Sequence[Row]) -> str:
    """How most rows print a kind of body."""
    counts = Counter(map(_company, rows))
    name = min(counts, key=lambda each: (-counts[each], len(each), each))
    return name[:1].upper() + name[1:]


def said_by(school: str, rows: Sequence[Row]) -> Said:
    """Put together what the rows of one school say, all of one supplier."""
    disclosures = [disclosure for _, _, disclosure in rows]
    nothing = [row.no_personal_data for row in disclosures]
    return Said(
        school=school,
        companies=_each(row.company.string for row in disclosures),
        categories=_ids(disclosures, "category", "shared"),
        not_shared=_ids(disclosures, "category", "not_shared"),
        purposes=_ids(disclosures, "purpose"),
        data_subjects=_ids(disclosures, "data_subject"),
        no_personal_data=all(nothing) if any(nothing) else None,
        lawful_basis=_texts(row.fields.lawful_basis for row in disclosures),
        location=_texts(row.fields.location for row in disclosures),
        retention=_texts(row.fields.retention for row in disclosures),
        statuses=_each(row.status for row in disclosures),
        held=any(still_held(row) for row in disclosures),
        rows=tuple((notice.source.path, row.id) for _, notice, row in rows),
        lawful_bases=_each(tag.id for row in disclosures for tag in row.lawful_bases),
        quotes=quotes_of((notice, row) for _, notice, row in rows),
        for_all=_each(said for _, notice, _ in rows for said in notice.said_for_all()),
    )


def _ids(rows: Iterable[Disclosure], kind: str, polarity: str | None = None) -> tuple[str, ...]:
    tags = (tag for row in rows for tag in row.tags)
    found = {tag.id for tag in tags if tag.kind == kind and polarity in (None, tag.polarity)}
    return tuple(sorted(found))


def _texts(texts: Iterable[Text | None]) -> tuple[str, ...]:
    return _each(text.string for text in texts if text)


def _each(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def _stated(said: Iterable[Said], name: str) -> set[object]:
    if name == "no_personal_data":
        # A row with categories says as much as one that denies all of them.
        return {
            each.no_personal_data or False
            for each in said
            if each.no_personal_data is not None or each.categories
        }
    bases = name == "lawful_basis"
    values = ((bases and each.lawful_bases) or getattr(each, name) for each in said)
    return {tuple(sorted(map(folded, value))) for value in values if value}
