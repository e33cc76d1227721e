"""Notice | Failure → the flat rows that tables, sheets and frames are made of.

One place knows the columns: columns.csv beside this module has those of every table, with what
they hold. All formats print the same. Everything is a string: an empty one says that the notice
does not state it, which is not the same as "none". Lists are joined by "; ", cells of other columns
of the notice a line each ("DPIA?: Yes"). A notice listed for several schools gives its rows once
for each; `notice_key` and `row_key` are of a notice and of a row for one school. Rows are as they
count: what a person decided stands in the place of what is printed, and `decided` names it.

Warnings say what somebody has to look at: grouped by kind, those first that may change what is
filed; what is only good to know (an issue of severity "info") is left out. What each kind is called
and what to do about it stands in words.csv beside this module.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from functools import lru_cache
from typing import Any, NamedTuple

from noticeparse.decisions import decided_fields, effective_rows
from noticeparse.given import table
from noticeparse.model import Disclosure, Failure, Issue, Match, Notice, School, Tag, where
from noticeparse.paths import whole
from noticeparse.reports.json import TAG_LISTS
from noticeparse.reports.words import many, place_in_words, words_about
from noticeparse.version import __version__
from noticeparse.vocabulary import LawfulBasis, Supplier, Term

_OTHER = ""  # the code that stands for all warnings that words.csv does not have
SEPARATOR = "; "
_VALUES: dict[str, type] = {"integer": int, "number": float}
_CELLS = ("lawful_basis", "location", "retention", "link", "consent", "subjects", "data", "purpose")

Row = dict[str, str]


class Column(NamedTuple):
    """A column: `type` is "text", "list", "integer", "number" or "boolean".

    `key` is "primary", or the table whose column of the same name it holds; else empty. `prose` is
    "yes" where a notice or a person wrote the words, so that they may name a person: from them
    names are taken out of what everybody can read. It is empty for schools, of which many are
    called after a person.
    """

    table: str
    name: str
    type: str
    key: str
    prose: str
    meaning: str

    def value(self, text: str) -> Any:
        """The value of a cell: a text, number, truth or list; None where it is empty."""
        if not text:
            return None
        text = whole(text)
        if self.type == "list":
            return text.split(SEPARATOR)
        return text == "true" if self.type == "boolean" else _VALUES.get(self.type, str)(text)


@lru_cache
def prose_columns() -> frozenset[str]:
    """The names of the columns of prose, of all tables."""
    return frozenset(row["column"] for row in table(__file__, "columns.csv") if row["prose"])


@lru_cache
def columns(of: str) -> tuple[Column, ...]:
    """The columns of a table, in their order."""
    lines = table(__file__, "columns.csv")
    return tuple(Column(*row.values()) for row in lines if row["table"] == of)


def names(of: str) -> tuple[str, ...]:
    """The names of the columns of a table, in their order."""
    return tuple(column.name for column in columns(of))


DISCLOSURE_COLUMNS, TAG_COLUMNS = names("disclosures"), names("tags")
FAILURE_COLUMNS, WARNING_COLUMNS = names("failures"), names("warnings")


def key(notice: Notice, school: School | None, id: str = "") -> str:
    """What tells a row for one school from all others; without an id, the notice for it."""
    name, urn = (school.name, school.urn or "") if school else ("", "")
    return _digest(notice.source.path, id, name, urn)


@lru_cache(4096)  # of a notice's rows, and of it itself, several tables ask
def _digest(*of: str) -> str:
    return hashlib.sha256("\0".join(of).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def notice_rows(notice: Notice) -> Iterator[Row]:
    """Yield a row a school of a notice, keys as the columns of "notices"."""
    rows, receipt = len(effective_rows(notice)), notice.receipt
    warnings = len(warning_rows(notice))
    for school in notice.for_schools():
        yield {
            **_of(notice, school),
            "trust": (school and school.trust) or "",
            "school_known_by": notice.school_known_by or "",
            "title": str(notice.title or ""),
            "dated": notice.dated or "",
            "rows": str(rows),
            "statements": str(len(notice.statements)),
            "warnings": str(warnings),
            **{
                name: str(getattr(receipt, name)) if receipt else ""
                for name in ("words", "doubtful", "unaccounted")
            },
            "same_notice_as": notice.same_notice_as or "",
            "media_type": notice.source.media_type,
            "pages": _number(notice.source.pages),
            "sha256": notice.source.sha256,
            "url": notice.source.url or "",
            "noticeparse_version": notice.noticeparse_version or __version__,
            "vocabulary_version": notice.vocabulary_version,
        }


def _of(notice: Notice, school: School | None) -> Row:
    """Which notice and school a row is of."""
    return {
        "notice_key": key(notice, school),
        "source": notice.source.path,
        "school": school.name if school else "",
        "urn": (school and school.urn) or "",
    }


def statement_rows(notice: Notice) -> Iterator[Row]:
    """Yield a row a statement (and school), keys as the columns of "statements"."""
    for school in () if notice.same_notice_as else notice.for_schools():
        for said in notice.statements:
            told = {"kind": said.kind, "id": said.id or "", "text": said.text.string}
            yield {**_of(notice, school), **told, "page": _number(said.place.page)}


def disclosure_rows(notice: Notice) -> Iterator[Row]:
    """Yield a row a disclosure (and school), keys as DISCLOSURE_COLUMNS."""
    for school in notice.for_schools():
        for disclosure in effective_rows(notice):
            yield disclosure_row(disclosure, notice, school)


def tag_rows(notice: Notice) -> Iterator[Row]:
    """Yield a row a tag or lawful basis (and school), keys as TAG_COLUMNS."""
    for school in notice.for_schools():
        for disclosure in effective_rows(notice):
            row_key = key(notice, school, disclosure.id)
            for tag in (*disclosure.tags, *disclosure.lawful_bases):
                evidence = tag.evidence
                yield {
                    **_of(notice, school),
                    "disclosure_id": disclosure.id,
                    "company": disclosure.company.string,
                    **{name: getattr(tag, name) for name in ("kind", "id", "method")},
                    "polarity": tag.polarity or "",
                    "confidence": str(tag.confidence),
                    "evidence_row": evidence.row or "",
                    "field": evidence.field,
                    "start": str(evidence.start) if evidence.field else "",
                    "end": str(evidence.end) if evidence.field else "",
                    "text": evidence.text,
                    "row_key": row_key,
                }


def term_row(term: Term) -> Row:
    """Lay out a term of the vocabulary, keys as the columns of "terms"."""
    dpv, fides = term.dpv or ("", ""), term.fides or ("", "")
    return {
        **{name: getattr(term, name) or "" for name in ("kind", "id", "label", "definition")},
        **{"group": term.group or "", "special": term.art9 or "", "criminal": term.art10 or ""},
        "treat_as_special": str(term.treat_as_special).lower(),
        **{"dpv": dpv[0], "dpv_match": dpv[1], "fides": fides[0], "fides_match": fides[1]},
    }


def basis_row(basis: LawfulBasis) -> Row:
    """Lay out a lawful basis, keys as the same."""
    said = {"kind": "lawful_basis", "id": basis.id, "label": basis.label, "dpv": basis.iri}
    said |= {"definition": f"Article {basis.article} of the UK GDPR", "dpv_match": "exact"}
    return dict.fromkeys(names("terms"), "") | said


def supplier_row(match: Match, known: Supplier | None, firm: Match) -> Row:
    """Lay out a supplier that a notice names, keys as the columns of "suppliers"."""
    made = {"firm_id": firm.id, "firm": firm.name} if firm.id != match.id else {}
    row = {"supplier_id": match.id, "supplier": match.name, "kind": known.kind if known else ""}
    about = ("domain", "home_country", "usual_purpose")
    told = {name: getattr(known, name, None) or "" for name in about}
    return row | told | {"firm_id": "", "firm": ""} | made


def failure_row(failure: Failure) -> Row:
    """Lay out a failure, keys as FAILURE_COLUMNS."""
    return dict(zip(FAILURE_COLUMNS, astuple(failure), strict=True))


def _ids(tags: Iterable[Tag]) -> Row:
    """The ids of tags, by the columns of a row that list them: each once, in order."""
    found: dict[str, dict[str, None]] = {name: {} for name in (*TAG_LISTS.values(), "not_shared")}
    for tag in tags:
        found["not_shared" if tag.polarity == "not_shared" else TAG_LISTS[tag.kind]][tag.id] = None
    return {column: SEPARATOR.join(ids) for column, ids in found.items()}


def disclosure_row(row: Disclosure, notice: Notice, school: School | None) -> Row:
    """Lay out one row as it counts for one school."""
    match = row.supplier
    return {
        **_of(notice, school),
        "id": row.id,
        "trust": (school and school.trust) or "",
        "page": _number(row.place.page),
        "row": _number(row.place.shown_row),
        "section": str(row.section or ""),
        "company": row.company.string,
        "description": row.description.string,
        "status": row.status,
        "supplier_id": match.id if match else "",
        "supplier": match.name if match else "",
        "supplier_judgement": match.judgement if match else "unknown",
        **_ids(row.tags),
        "no_personal_data": "true" if row.no_personal_data else "false",
        **{name: str(getattr(row.fields, name) or "") for name in _CELLS},
        "grade": row.grade or "",
        "decided": SEPARATOR.join((*("school",) * notice.school_decided, *decided_fields(row))),
        "issues": SEPARATOR.join(_marks(row, notice)),
        "sheet": row.place.sheet or "",
        "other": "\n".join(f"{caption}: {text}" for caption, text in row.fields.other if text),
        "row_key": key(notice, school, row.id),
    }


def _marks(row: Disclosure, notice: Notice) -> Iterable[str]:
    """What a reader of this row has to know, as codes, each once."""
    codes = [issue.code for issue in row.issues]
    if row.held:
        codes.append("held")
    if any(each.tags is not None for each in row.decided):
        codes.append("tagged_anew")
    if len(notice.schools) > 1:
        codes.append("several_schools")
    return dict.fromkeys(codes)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def warning_rows(notice: Notice) -> list[Row]:
    """List what to look at in a notice, keys as WARNING_COLUMNS."""
    return in_order(_warnings(notice))


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Group rows by their kind; those of a kind stay as they are."""
    order = [kind for kind, _ in words_about("warning").values()]
    return sorted(rows, key=lambda row: order.index(row["kind"]))


def _warnings(notice: Notice) -> Iterator[Row]:
    for issue in notice.issues:
        yield from _warning(issue, notice)
    for row in effective_rows(notice):
        for issue in row.issues:
            yield from _warning(issue, notice, "" if row.held else f"{row.company}: ")
    lost = notice.receipt.unaccounted if notice.receipt else 0
    if lost:
        message = f"{many(lost, 'word')} of the notice: in no row and nowhere else."
        yield from _warning(Issue("receipt", "words_lost", "warning", message), notice)


def _warning(issue: Issue, notice: Notice, who: str = "") -> Iterator[Row]:
    if issue.severity == "info":
        return
    kinds = words_about("warning")
    kind, advice = kinds.get(issue.code) or kinds[_OTHER]
    place = where(notice, issue.place)
    yield {
        "kind": kind,
        "school": SEPARATOR.join(school.name for school in notice.for_schools() if school),
        "notice": notice.source.path,
        "place": place_in_words(place) if place.known else "",
        "what": f"{who}{issue.message}",
        "what_to_do": advice,
    }
