"""The values of a comparison: quotes of rows, what schools say of a supplier, suppliers by schools.

A quote is the words of a row, where they stand, and which earned a tag. A notice that a school
publishes in two formats says the same twice: rows of the same company and words are one quote with
two places. Here the words are as printed; `Hiding` takes persons out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from noticeparse.model import Decided, Disclosure, Evidence, Notice, Where, where

HELD = "[a person; held back]"
HELD_WORDS = "[the row's words are held back with the name; they stand in the notice]"
EACH_ITS_OWN = "each school’s own"
COMPARED = (
    "categories", "not_shared", "purposes", "data_subjects", "no_personal_data", "lawful_basis",
    "location", "retention",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a row. `marks` are the spans of `text` that earned tags, none overlapping.

    `beside` are words elsewhere that did: (where they stand, the words).
    """

    id: str
    company: str
    text: str
    places: tuple[Where, ...]
    section: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    status: str = "in_use"
    held: bool = False
    added: bool = False
    judgement: str = "unknown"
    reasons: tuple[str, ...] = ()
    decided: tuple[Decided, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What one school's notices say of one supplier; empty is "not stated".

    `no_personal_data` is True where every row says that nothing personal is shared, None where
    no row does, and False where rows disagree. `rows` are (source, disclosure id); `quotes` the
    rows' own words, rows of the same words being one. `lawful_bases` are the ids of the bases that
    the texts of `lawful_basis` name.
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
    lawful_bases: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()

    @property
    def says_nothing_shared(self) -> bool:
        """Does the school say that this supplier gets nothing personal?"""
        return self.no_personal_data is True


@dataclass(frozen=True, slots=True)
class Compared:
    """One supplier and what the schools that name it say; `differs` names what they disagree in.

    `held` is True where the name looks like a person's and nobody has decided: it is not told.
    `generic`: a kind of body of which each school has its own ("our local authority"): what its
    schools say is of as many suppliers, so that they differ in nothing.
    """

    supplier_id: str | None
    supplier: str
    said: tuple[Said, ...]
    differs: tuple[str, ...]
    held: bool = False
    generic: bool = False

    @property
    def title(self) -> str:
        """What it is called for people."""
        return f"{self.supplier} ({EACH_ITS_OWN})" if self.generic else self.supplier

    def by(self, school: str) -> Said | None:
        """What a school says of the supplier; None where it does not name it."""
        return next((said for said in self.said if said.school == school), None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Suppliers by schools. `apart` are those not in use; `no_notice` were listed but not read.

    `statements` are (school, kind, text); `failed` are (path, message) of documents that gave
    nothing; `dates` are (school, date) as the notices state them.
    """

    schools: tuple[str, ...]
    suppliers: tuple[Compared, ...]
    apart: tuple[Compared, ...] = ()
    statements: tuple[tuple[str, str, str], ...] = ()
    no_notice: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    dates: tuple[tuple[str, str], ...] = ()


def still_held(row: Disclosure) -> bool:
    """Does the recipient look like a person, and has nobody decided on its name or status?"""
    return row.held and not any(each.field in ("company", "row") for each in row.decided)


def quotes_of(rows: Iterable[tuple[Notice, Disclosure]]) -> tuple[Quote, ...]:
    """Quote rows in order, those of the same words once."""
    found: dict[tuple[object, ...], Quote] = {}
    for notice, row in rows:
        quote = _quote(notice, row)
        key = (
            " ".join(quote.company.split()),
            " ".join(quote.text.split()),
            quote.status,
            tuple((each.field, each.after) for each in quote.decided),
        )
        before = found.get(key)
        if before is not None:
            places = dict.fromkeys((*before.places, *quote.places))
            quote = replace(before, places=tuple(places))
        found[key] = quote
    return tuple(found.values())


def _quote(notice: Notice, row: Disclosure) -> Quote:
    text = row.description.string
    spans, beside = _evidence(row)
    match = row.supplier
    return Quote(
        id=row.id,
        company=row.company.string,
        text=text,
        places=(where(notice, row.place),),
        section=row.section.string if row.section else "",
        marks=_merged(spans),
        beside=beside,
        status=row.status,
        held=still_held(row),
        added=row.added,
        judgement=match.judgement if match else "unknown",
        reasons=match.reasons if match else (),
        decided=row.decided,
    )


def _evidence(row: Disclosure) -> tuple[list[tuple[int, int]], tuple[tuple[str, str], ...]]:
    """The spans of the description that earned tags, and the words elsewhere that did."""
    text = row.description.string
    spans: list[tuple[int, int]] = []
    beside: list[tuple[str, str]] = []
    for tag in (*row.tags, *row.lawful_bases):
        evidence = tag.evidence
        span = _in_description(row, evidence)
        if span is not None and text[slice(*span)] == evidence.text:
            spans.append(span)
        elif evidence.field and evidence.text:
            beside.append((_standing(evidence), evidence.text))
    return spans, tuple(dict.fromkeys(beside))


def _in_description(row: Disclosure, evidence: Evidence) -> tuple[int, int] | None:
    """Where the evidence stands in the description, which holds the cells that it is made of."""
    if evidence.row is not None:
        return None
    if evidence.field == "description":
        return evidence.start, evidence.end
    whole = row.text_of(evidence.field)
    shift = row.description.string.find(whole) if whole else -1
    return None if shift < 0 else (shift + evidence.start, shift + evidence.end)


def _standing(evidence: Evidence) -> str:
    if evidence.row is not None:
        kind = evidence.row.split(":")[0]
        known = {"statement": "said once for the whole notice", "notice": "title of the notice"}
        return known.get(kind, "the row that it points to")
    name = evidence.field.removeprefix("fields.").removeprefix("other.")
    known = {"company": "the name", "section": "the heading above", "data": "the column of data"}
    return known.get(name, name.replace("_", " "))


def _merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return tuple(merged)
