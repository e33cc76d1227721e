"""Comparison → a workbook: differences, the matrix, every school's words, the schools, changes.

Everything is text: nothing is ever a formula or a link, whatever a notice says. The same comparison
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from noticeparse.changed import Change
from noticeparse.comparison import Compared, Comparison, Names, Said, differences
from noticeparse.comparison.differences import STATUS_WORDS
from noticeparse.reports.comparison import FIRST_COLUMNS, comparison_rows, school_columns
from noticeparse.reports.comparison_changes import WHAT, Versions, worded
from noticeparse.reports.files import AtomicFile
from noticeparse.reports.sheets import Layout
from noticeparse.reports.words import places_in_words, words_about
from noticeparse.reports.xlsx_sheet import workbook

DIFFERENCE_COLUMNS = ("difference", "supplier", "text", "schools")
SAID_COLUMNS = (
    *("supplier", "school", "status", "categories", "special", "not_shared", "purposes"),
    *("data_subjects", "no_personal_data", "lawful_basis", "location", "retention"),
    *("description", "company", "source", "held", "decided"),
)
SCHOOL_COLUMNS = ("school", "dated", "kind", "text")
CHANGE_COLUMNS = ("school", "company", "what", "field", "before", "after", "source")
_Row = Mapping[str, str]


def write_comparison_xlsx(
    comparison: Comparison, names: Names, path: Path, *, since: Versions | None = None
) -> None:
    """Write the workbook; raise OutputError where it cannot be."""
    found = _tables(comparison, names, since)
    tables = ((Layout(name, columns), rows) for name, columns, rows in found)
    data = workbook("Schools side by side", tables)
    with AtomicFile(path) as file:
        file.write(data)


def _tables(
    comparison: Comparison, names: Names, since: Versions | None
) -> Iterator[tuple[str, tuple[str, ...], Iterable[_Row]]]:
    yield "Differences", DIFFERENCE_COLUMNS, _differences(comparison, names)
    columns = (*FIRST_COLUMNS, *school_columns(comparison).values())
    yield "Matrix", columns, comparison_rows(comparison, names)
    suppliers = (*comparison.suppliers, *comparison.apart)
    said = (_line(supplier, said, names) for supplier in suppliers for said in supplier.said)
    yield "What each says", SAID_COLUMNS, said
    schools = (dict(zip(SCHOOL_COLUMNS, row, strict=True)) for row in _schools(comparison))
    yield "Schools", SCHOOL_COLUMNS, schools
    if since is not None:
        changes = (worded(change, names) for change in since.changes)
        yield "Changes", CHANGE_COLUMNS, map(_change, changes)


def _differences(comparison: Comparison, names: Names) -> Iterator[_Row]:
    for each in differences(comparison, names):
        for side in each.sides:
            yield {
                "difference": words_about("difference")[each.kind][0],
                "supplier": each.supplier.title,
                "text": side.what,
                "schools": "; ".join(side.schools),
            }


def _line(supplier: Compared, said: Said, names: Names) -> _Row:
    labels = names.listed
    special = [id for id in said.categories if id in names.special]
    bases = labels("lawful_basis", said.lawful_bases)
    nothing = {True: "yes", False: "in part of its rows", None: ""}
    places = (where for quote in said.quotes for where in quote.places)
    return {
        "supplier": supplier.title,
        "school": said.school,
        "status": "; ".join(STATUS_WORDS.get(status, status) for status in said.statuses),
        "categories": labels("category", names.ordered(said.categories)),
        "special": labels("category", special),
        "not_shared": labels("category", said.not_shared),
        "purposes": labels("purpose", said.purposes),
        "data_subjects": labels("data_subject", said.data_subjects),
        "no_personal_data": nothing[said.no_personal_data],
        "lawful_basis": "; ".join(filter(None, (bases, *said.lawful_basis))),
        "location": "; ".join(said.location),
        "retention": "; ".join(said.retention),
        "description": "\n".join(quote.text for quote in said.quotes),
        "company": "; ".join(said.companies),
        "source": places_in_words(places),
        "held": "names a person; held back" if said.held else "",
        "decided": "; ".join(each.field for quote in said.quotes for each in quote.decided),
    }


def _schools(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    dates = dict.fromkeys(comparison.schools, "") | dict(comparison.dates)
    for school in comparison.schools:
        own = [(kind, text) for name, kind, text in comparison.statements if name == school]
        for kind, text in own or [("", "")]:
            yield school, dates[school], kind.replace("_", " "), text
    yield from ((school, "", "no notice read", "") for school in comparison.no_notice)
    yield from ((path, "", "could not be read", message) for path, message in comparison.failed)


def _change(change: Change) -> _Row:
    row = {name: str(getattr(change, name)) for name in CHANGE_COLUMNS}
    return row | {"what": WHAT[change.what], "field": change.field.replace("_", " ")}
