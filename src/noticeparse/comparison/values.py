"""The values of a comparison: quotes of rows, what schools say of a supplier, suppliers by schools.

A quote is the words of a row, where they stand, and which earned a tag. A notice that a school
publishes in two formats says the same twice: rows of the same company and words are one quote with
two places.

A recipient that looks like a person is held back until someone decides. Its row is told without
its words; where another text of the notices prints the name, `Hiding` takes it out there, and from
what everybody can read also the names of persons who are no recipients. Limits: a name is found in
the spellings of `patterns_of`, and as a title with the surname; not a first name alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from noticeparse.decisions import effective
from noticeparse.model import (
    PERSON,
    Decided,
    Disclosure,
    Evidence,
    Notice,
    Place,
    School,
    Text,
    Where,
    where,
)
from noticeparse.persons import may_be_person
from noticeparse.persons.contacts import Span, seen, without_contacts
from noticeparse.persons.texts import names_in, patterns_of, spans_of
from noticeparse.persons.words import begins_with_title, names_a_body
from noticeparse.suppliers.names import forms

_LONGEST_SURNAME = 60  # characters
HELD = "[a person; held back]"
ADDRESS_HELD, NUMBER_HELD = "[an address; held back]", "[a number; held back]"
HELD_WORDS = "[the row's words are held back with the name; they stand in the notice]"
_TITLED = re.compile(r"\s*((?:Mrs?|Ms|Miss|Mx|Dr|Rev|Prof)\b)([^(,;]*)")
_LAST_WORD = re.compile(r"[\w’'-]+\Z")
_HOUSE = re.compile(r"\s*\d{1,4}[a-z]?\s+[^\W\d_]")  # "4 Rose Cottages"
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
    decided: tuple[Decided, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What one school's notices say of one supplier; empty is "not stated".

    `no_personal_data` is True where every row says that nothing personal is shared, None where
    no row does, and False where rows disagree. `rows` are (source, disclosure id); `quotes` the
    rows' own words, rows of the same words being one. `lawful_bases` are the ids of the bases that
    the texts of `lawful_basis` name. `for_all` are (kind, text) of what its notices say once for
    all their rows, which no other value here holds.
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
    for_all: tuple[tuple[str, str], ...] = ()

    def once(self, kind: str) -> tuple[str, ...]:
        """What its notices say of a kind once for all their rows."""
        return tuple(text for each, text in self.for_all if each == kind)

    @property
    def says_nothing_shared(self) -> bool:
        """Does the school say that this supplier gets nothing personal?"""
        return self.no_personal_data is True


@dataclass(frozen=True, slots=True)
class Compared:
    """One supplier and what the schools that name it say; `differs` names what they disagree in.

    `held` is True where the name looks like a person's and nobody has decided: it is not told.
    `generic`: a kind of body of which each school has its own ("our local authority"): what its
    schools say is of as many suppliers, so that they differ in nothing. `products` are the names of
    a firm's, where all products of a firm are put together.
    """

    supplier_id: str | None
    supplier: str
    said: tuple[Said, ...]
    differs: tuple[str, ...]
    held: bool = False
    generic: bool = False
    products: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What it is called for people."""
        if self.products:
            return f"{self.supplier} ({', '.join(self.products)})"
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
    said = _said_to_be_person(row)
    if said is not None:
        return said
    return row.held and not any(each.field in ("company", "row") for each in row.decided)


def is_withheld(row: Disclosure) -> bool:
    """Is the recipient left out of what everybody can read, until a person releases it?

    It is where it looks like a person in the wider sense, and where a person said that it is one
    of a name that does.
    """
    said = _said_to_be_person(row)
    if said is not None:
        return said
    decided = any(each.field == "supplier" for each in row.decided)  # the name is who it was
    if still_held(row) or may_be_person(replace(row, supplier=None) if decided else row):
        return True
    match = row.supplier
    if match is None or match.in_catalogue:
        return False
    return may_be_person(replace(row, company=Text(match.name), supplier=None))


def _said_to_be_person(row: Disclosure) -> bool | None:
    """What somebody decided of it; None where nobody did."""
    said = [each.after for each in row.decided if each.field == PERSON]
    return said[-1] == "true" if said else None


def as_published(notice: Notice, held: Collection[str] = ()) -> Notice:
    """The notice with every row held back that is left out of what everybody can read.

    `held` are the ids of suppliers with which a private person's name was merged.
    What stands behind a person in the same cell ("Jane Hartley, 12 Mill Lane") goes too, unless it
    is known or called like a body; where it begins with the number of a house, in any case.
    """
    rows: list[Disclosure] = []
    named: Place | None = None  # the cell in which a person was named
    last = False  # was a person what stood in front?
    for row in notice.disclosures:
        counts = effective(row)
        if counts is None:
            rows.append(row)
            continue
        behind = counts.place == named
        withheld = (
            is_withheld(counts)
            or _is_of(counts, held)
            or (behind and (_may_be_house(counts) or (last and _may_belong_to_person(counts))))
        )
        last = withheld
        if not behind:
            named = counts.place if withheld and counts.place.row is not None else None
        rows.append(replace(counts, held=True, decided=()) if withheld else row)
    return replace(notice, disclosures=tuple(rows))


def _is_of(row: Disclosure, held: Collection[str]) -> bool:
    """Is it of one of these suppliers, which nobody released?"""
    match = row.supplier
    return match is not None and match.id in held and _said_to_be_person(row) is not False


def _may_be_house(row: Disclosure) -> bool:
    """Is it the number of a house and its name, and has nobody released it?"""
    return _HOUSE.match(row.company.string) is not None and _is_unknown(row)


def _may_belong_to_person(row: Disclosure) -> bool:
    """Is it unknown, no body by its name, and has nobody released it?"""
    return _is_unknown(row) and not names_a_body(row.company.string)


def _is_unknown(row: Disclosure) -> bool:
    """Is the recipient in no catalogue and no kind of body, and has nobody released it?"""
    match = row.supplier
    known = match is not None and (match.in_catalogue or match.generic is not None)
    return not known and _said_to_be_person(row) is not False


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


@dataclass(frozen=True, slots=True)
class Hiding:
    """Takes the names of persons out of values; `names` is None where there is nothing to hide.

    What is `public` shows no other persons, mail addresses and telephone numbers either. `spared`
    are names that stay: of schools, and of recipients that are known or released.
    """

    names: re.Pattern[str] | None = None
    shown: bool = False
    public: bool = False
    spared: tuple[str, ...] = ()

    @staticmethod
    def of(
        rows: Iterable[Disclosure],
        *,
        shown: bool,
        public: bool = False,
        schools: Iterable[School | None] = (),
    ) -> Hiding:
        """Hide the persons that these rows name; `shown`: hide none.

        The names of `schools` stay: many a school is called after a person.
        """
        rows = tuple(rows)
        held = sorted({row.company.string for row in rows if still_held(row)})
        patterns = sorted(set(_patterns(held)), key=lambda each: (-len(each), each))
        known = [school.name for school in schools if school]
        known += [row.company.string for row in rows if _is_no_person(row)]
        return Hiding(
            re.compile("|".join(patterns)) if patterns and not shown else None,
            shown,
            public,
            tuple(dict.fromkeys(known)),
        )

    def text(self, text: str) -> str:
        """A text without the names, and where it is public without addresses and numbers."""
        if self.public:
            text = without_contacts(text, ADDRESS_HELD, NUMBER_HELD)
        spans = [*self._spans(text)]
        if not spans:
            return text
        stays = [*spans_of(text, self.spared)]
        told = (
            (start, end, HELD)
            for start, end in spans
            if not any(first <= start and end <= last for first, last in stays)
        )
        return seen(text).replaced(told)

    def school(self, name: str) -> str:
        """A school's name without a recipient who is held back and has a title ("Mrs Jo Hartley").

        All else of it stays: many a school is called after a person, and whoever writes a notice
        could take the names of others out of it.
        """
        found = seen(name)
        matches = self.names.finditer(found.string) if self.names else ()
        told = ((*match.span(), HELD) for match in matches if begins_with_title(match[0]))
        return found.replaced(told)

    def _spans(self, text: str) -> Iterator[Span]:
        if self.names:
            yield from (match.span() for match in self.names.finditer(seen(text).string))
        if self.public and not self.shown:
            yield from names_in(text)

    def hides(self, row: Disclosure) -> bool:
        """Is a row of a person, whose words are not told?"""
        return still_held(row) and not self.shown

    def quote(self, quote: Quote) -> Quote:
        """Words of a row or of a text without the names."""
        if quote.held:
            if self.shown:
                return replace(quote, held=False)
            return replace(
                quote, company=HELD, text=HELD_WORDS, section="", marks=(), beside=(), decided=()
            )
        text = self.text(quote.text)
        return replace(
            quote,
            company=self.text(quote.company),
            text=text,
            section=self.text(quote.section),
            marks=quote.marks if text == quote.text else (),
            beside=tuple((where, self.text(words)) for where, words in quote.beside),
            decided=tuple(
                replace(
                    each,
                    before=each.before and self.text(each.before),
                    after=each.after and self.text(each.after),
                    why=each.why and self.text(each.why),
                )
                for each in quote.decided
            ),
        )

    def said(self, said: Said) -> Said:
        """What a school says without the names."""
        held = said.held and not self.shown

        def told(texts: tuple[str, ...]) -> tuple[str, ...]:
            return (HELD_WORDS,) if held and texts else tuple(map(self.text, texts))

        return replace(
            said,
            quotes=tuple(map(self.quote, said.quotes)),
            companies=(HELD,) if held else tuple(map(self.text, said.companies)),
            held=held,
            lawful_basis=told(said.lawful_basis),
            location=told(said.location),
            retention=told(said.retention),
            for_all=tuple((kind, self.text(text)) for kind, text in said.for_all),
        )


def _is_no_person(row: Disclosure) -> bool:
    """Is it sure that the recipient is none: it is known, or somebody said so?"""
    match = row.supplier
    known = match is not None and match.in_catalogue and match.judgement == "certain"
    return known or _said_to_be_person(row) is False


def _patterns(held: Iterable[str]) -> Iterator[str]:
    """What finds each name, however its words are spaced."""
    for name in held:
        yield from patterns_of(name)
        for form in forms(name):
            if len(form.text.split()) > 1:
                yield from patterns_of(form.text)
        titled = _TITLED.match(name)
        surname = _LAST_WORD.search(titled[2].rstrip()[-_LONGEST_SURNAME:]) if titled else None
        if titled and surname:
            title, last = re.escape(titled[1]), re.escape(surname[0])
            yield rf"(?i:\b{title}\.?\s+(?:\w\.?\s+){{0,2}}{last}\b)"
