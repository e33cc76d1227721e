"""Notice | Failure → the flat rows that sheets and frames are made of.

One place knows the columns; CSV, XLSX and frames print the same. Everything is a string: an empty
one says that the notice does not state it, which is not the same as "none". Lists are joined by
"; ", cells of other columns of the notice a line each ("DPIA?: Yes"). A notice listed for several
schools gives its rows once for each. Rows are as they count: what a person decided stands in the
place of what is printed, and `decided` names it.

Warnings say what somebody has to look at: grouped by kind, those first that may change what is
filed; what is only good to know (an issue of severity "info") is left out. What each kind is called
and what to do about it stands in words.csv beside this module.
"""

from collections.abc import Iterable, Iterator
from dataclasses import astuple

from noticeparse.decisions import decided_fields, effective_rows
from noticeparse.model import Disclosure, Failure, Issue, Notice, School, Tag, where
from noticeparse.reports.words import many, place_in_words, words_about

DISCLOSURE_COLUMNS = (
    "id", "school", "urn", "trust", "source", "page", "row", "section", "company",
    "description", "status", "supplier_id", "supplier", "supplier_judgement", "categories",
    "not_shared", "purposes", "data_subjects", "no_personal_data", "lawful_basis", "location",
    "retention", "grade", "decided", "issues", "sheet", "link", "consent", "subjects", "other",
)  # fmt: skip
TAG_COLUMNS = (
    "source", "disclosure_id", "school", "company", "kind", "id", "polarity", "confidence",
    "method", "evidence_row", "field", "start", "end", "text",
)  # fmt: skip
FAILURE_COLUMNS = ("source", "code", "message", "what_to_do")
WARNING_COLUMNS = ("kind", "school", "notice", "place", "what", "what_to_do")
_OTHER = ""  # the code that stands for all warnings that words.csv does not have

_CELLS = ("lawful_basis", "location", "retention", "link", "consent", "subjects")

Row = dict[str, str]


def disclosure_rows(notice: Notice) -> Iterator[Row]:
    """Yield a row a disclosure (and school), keys as DISCLOSURE_COLUMNS."""
    for school in notice.for_schools():
        for disclosure in effective_rows(notice):
            yield disclosure_row(disclosure, notice, school)


def tag_rows(notice: Notice) -> Iterator[Row]:
    """Yield a row a tag (and school), keys as TAG_COLUMNS."""
    for school in notice.for_schools():
        for disclosure in effective_rows(notice):
            for tag in disclosure.tags:
                evidence = tag.evidence
                yield {
                    "source": notice.source.path,
                    "disclosure_id": disclosure.id,
                    "school": school.name if school else "",
                    "company": disclosure.company.string,
                    "kind": tag.kind,
                    "id": tag.id,
                    "polarity": tag.polarity or "",
                    "confidence": str(tag.confidence),
                    "method": tag.method,
                    "evidence_row": evidence.row or "",
                    "field": evidence.field,
                    "start": str(evidence.start) if evidence.field else "",
                    "end": str(evidence.end) if evidence.field else "",
                    "text": evidence.text,
                }


def failure_row(failure: Failure) -> Row:
    """Lay out a failure, keys as FAILURE_COLUMNS."""
    return dict(zip(FAILURE_COLUMNS, astuple(failure), strict=True))


def ids_of(tags: Iterable[Tag], kind: str, polarity: str | None = None) -> tuple[str, ...]:
    """List the ids of the tags of a kind (and polarity), each once, in order."""
    found = (tag.id for tag in tags if tag.kind == kind and polarity in (None, tag.polarity))
    return tuple(dict.fromkeys(found))


def disclosure_row(row: Disclosure, notice: Notice, school: School | None) -> Row:
    """Lay out one row as it counts for one school."""
    match = row.supplier
    return {
        "id": row.id,
        "school": school.name if school else "",
        "urn": (school and school.urn) or "",
        "trust": (school and school.trust) or "",
        "source": notice.source.path,
        "page": _number(row.place.page),
        "row": _number(row.place.shown_row),
        "section": str(row.section or ""),
        "company": row.company.string,
        "description": row.description.string,
        "status": row.status,
        "supplier_id": match.id if match else "",
        "supplier": match.name if match else "",
        "supplier_judgement": match.judgement if match else "unknown",
        "categories": "; ".join(ids_of(row.tags, "category", "shared")),
        "not_shared": "; ".join(ids_of(row.tags, "category", "not_shared")),
        "purposes": "; ".join(ids_of(row.tags, "purpose")),
        "data_subjects": "; ".join(ids_of(row.tags, "data_subject")),
        "no_personal_data": "true" if row.no_personal_data else "false",
        **{name: str(getattr(row.fields, name) or "") for name in _CELLS},
        "grade": row.grade or "",
        "decided": "; ".join((*("school",) * notice.school_decided, *decided_fields(row))),
        "issues": "; ".join(_marks(row, notice)),
        "sheet": row.place.sheet or "",
        "other": "\n".join(f"{caption}: {text}" for caption, text in row.fields.other if text),
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
        "school": "; ".join(school.name for school in notice.for_schools() if school),
        "notice": notice.source.path,
        "place": place_in_words(place) if place.known else "",
        "what": f"{who}{issue.message}",
        "what_to_do": advice,
    }
