"""The workbook that stands in a folder → what of it goes into the new one, and whether it may go.

It may make room once every correction in it is a decision; else it is left, and `apply` is asked
for. What a person added is taken along: columns with their cells, and the cells that could not be
taken over, so that they are seen again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from noticeparse.decisions.cells import EDITABLE
from noticeparse.decisions.decide import added_id
from noticeparse.decisions.edits import find_edits
from noticeparse.decisions.making import Signature, new_decisions, withdrawals
from noticeparse.decisions.sheet import NOTHING, Corrected, Findings, Remark, SheetRow
from noticeparse.errors import ReadError
from noticeparse.model import ROW, Decision
from noticeparse.reports.own_columns import OwnColumns
from noticeparse.reports.rows import Row
from noticeparse.reports.sheet_reader import read_sheet
from noticeparse.reports.sheets import DISCLOSURES, NOT_TAKEN, NOT_TAKEN_COLUMNS, TAGS, title
from noticeparse.reports.standing import Standing, digest
from noticeparse.reports.words import many

WORKBOOK = "disclosures.xlsx"


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes into the new workbook, and the sheets of a person that do not."""

    own: dict[str, OwnColumns] = field(default_factory=dict)
    not_taken: tuple[Row, ...] = ()
    own_sheets: tuple[str, ...] = ()

    def lines(self, standing: Standing) -> Iterator[str]:
        """Say which workbook was kept, what was taken along, and what is only there."""
        for path, kept in standing.dated:
            yield f"{path.name} holds what you wrote by hand, and is kept as “{kept.name}”."
            titles = [title for own in self.own.values() for title in own.titles]
            if titles:
                yield f"Taken along: {many(len(titles), 'column')} of yours ({', '.join(titles)})."
            only = [f"your sheet {name}" for name in self.own_sheets]
            if standing.lost:
                only.append(f"your cells of {many(standing.lost, 'row')} that are gone")
            yield f"Only in the kept one: {', '.join([*only, 'your colours and formulas'])}."
            if self.not_taken:
                yield f"What could not be taken over stands on the sheet {NOT_TAKEN}."


def carry(folder: Path, standing: Standing, decisions: Sequence[Decision]) -> Carried:
    """See what is in the workbook of a folder; let it make room where it may."""
    path = folder / WORKBOOK
    read_as = digest(path)
    if not read_as:
        return Carried()
    try:
        book = read_sheet(path)
    except ReadError:  # it is left as it is, and `apply` says what is wrong
        return Carried()
    found = Findings()
    if read_as not in standing.known.setdefault(WORKBOOK, ("",)):
        found = find_edits(book)
        signature = Signature("", "", book.id, book.known)
        new = new_decisions(found.edits, decisions, signature=signature)
        if not (new or withdrawals(book.withdrawn, decisions, signature=signature)):
            standing.done.add(read_as)
    before = ({name: row.get(name) for name in NOT_TAKEN_COLUMNS} for row in book.not_taken)
    rows = (*before, *_remarks(found.remarks, book))
    unique = {tuple(row.values()): row for row in rows}
    sheets = ((DISCLOSURES, book.disclosures), (TAGS, book.tags))
    own = {name: OwnColumns(name, rows, _ids(found)) for name, rows in sheets}
    return Carried(own, tuple(unique.values()), book.own_sheets)


def _ids(found: Findings) -> dict[str, Row]:
    """What the rows that a person filled in are known by, once they were added."""
    return {
        edit.where: {
            "source": edit.source,
            "school": edit.school,
            "id": added_id(edit.source, edit.company, edit.description),
        }
        for edit in found.edits
        if edit.field == ROW and edit.before is None
    }


def _remarks(remarks: Sequence[Remark], book: Corrected) -> Iterator[Row]:
    """Rows of what was not taken over, keys as NOT_TAKEN_COLUMNS."""
    originals = {(each.get("source"), each.get("id")): each for each in book.originals}
    for remark in remarks:
        if not (remark.refused or remark.column):
            continue  # a row that stands twice: nothing is lost
        row = remark.row or NOTHING
        id = row.get("disclosure_id") or row.get("id")
        yield {
            "school": row.get("school"),
            "company": row.get("company"),
            "column": remark.column,
            "stands": originals.get((row.get("source"), id), NOTHING).get(remark.column),
            "you_wrote": _written(row, remark.column),
            "message": remark.message,
            "what_to_do": remark.what_to_do,
            "where": remark.where,
            "source": row.get("source"),
            "id": id,
        }


def _written(row: SheetRow, column: str) -> str:
    """What a person wrote: into a cell, or into a row that could not be added."""
    if column or row.get("id"):
        return row.get(column)
    return "\n".join(f"{title(name)}: {row.get(name)}" for name in EDITABLE if row.get(name))
