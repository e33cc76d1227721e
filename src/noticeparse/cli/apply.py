"""A corrected workbook → decisions of its trust, after asking; and what of it goes on.

The workbook that stands in a folder may make room once every correction in it is a decision; else
it is left, and `apply` is asked for. What a person added is taken along: columns with their cells,
and the cells that could not be taken over, so that they are seen again.
"""

import getpass
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from noticeparse.batch import read_apart
from noticeparse.batch.pool import Limits
from noticeparse.cli.console import on_stderr, on_stdout, print_lines
from noticeparse.decisions.decide import added_id
from noticeparse.decisions.edits import find_edits
from noticeparse.decisions.making import Signature, new_decisions, withdrawals
from noticeparse.decisions.sheet import (
    EDITABLE,
    NOTHING,
    Corrected,
    Findings,
    Labels,
    Remark,
    SheetRow,
    in_words,
)
from noticeparse.errors import InputError, ReadError
from noticeparse.known import check_known, read_known, take_over
from noticeparse.model import NO_NOTICE, ROW, SCHOOL, WITHDRAWN, Decision
from noticeparse.paths import real
from noticeparse.reports import WRITERS
from noticeparse.reports.decision_log import append_log
from noticeparse.reports.record import FilledIn
from noticeparse.reports.rows import Row
from noticeparse.reports.sheet_reader import OwnColumns, read_sheet
from noticeparse.reports.sheets import DISCLOSURES, NOT_TAKEN, NOT_TAKEN_COLUMNS, TAGS, title
from noticeparse.reports.standing import Standing, digest, read_record
from noticeparse.reports.words import dash, many, printable
from noticeparse.trust import of_workbook, read_settings

WORKBOOK = "disclosures.xlsx"
_MANY = 0.2  # of the rows of a notice: more are not deleted without asking again
_WORKBOOK_SECONDS = 600.0  # for a workbook; of a thousand schools it takes ten
_DAY = len("2026-12-03")  # characters of a moment
_LONGEST = 160  # characters of a value in the table


def apply(
    sheet: Path,
    folder: Path | None,
    *,
    yes: bool = False,
    who: str | None = None,
    quiet: bool = False,
    delete_many: bool = False,
    decisions: Path | None = None,
) -> int:
    """Turn the corrections of a workbook into decisions; return the exit status.

    They go into the decision file that the run of the output used, or into `decisions`.
    """
    book = read_apart(sheet, read_sheet, Limits(1, _WORKBOOK_SECONDS))
    output = folder or sheet.parent
    record = _record_of(output, book)
    found = find_edits(book)
    when = datetime.now(UTC).isoformat(timespec="seconds")
    signature = Signature(who or user(), when, book.id, book.known)
    file = of_workbook(decisions, read_settings(Path()), output, record)
    if file.path is None:
        raise AssertionError("a folder of results always has a place for decisions")
    known = read_known(file)
    there = known.decisions
    check_known(file, there, book.known)
    new = new_decisions(found.edits, there, signature=signature)
    new += withdrawals(book.withdrawn, [*there, *new], signature=signature)
    console = on_stdout()
    refused = [remark for remark in found.remarks if remark.refused]
    if not quiet:
        labels = {(term.kind, term.id): term.label for term in book.terms}
        _print(new, len(found.edits) + len(book.withdrawn), labels, console)
    leads = {True: "Not taken over", False: "Passed over"}
    remarks = (f"{leads[r.refused]}: {r.where}: {r.message} {r.what_to_do}" for r in found.remarks)
    print_lines(map(str.strip, remarks), on_stderr() if quiet else console)
    print_lines([*known.told, *_behind(there, when)], on_stderr() if quiet else console)
    deleted = [] if delete_many else _many_deleted(new, book)
    if new and not (_meant(deleted, yes, console) and (yes or _agreed(new))):
        console.print("Nothing was written.")
        return 1
    if new:
        taken = list(take_over(file, known))
        append_log(file.path, new)
        if not quiet:
            print_lines([*taken, f"Written to {file.path} ({file.because})."], console)
    if not quiet and (new or found.edits or refused):
        if refused:
            said = f"{many(len(refused), 'correction')} could not be taken over. Put them right and"
            # Of a copy in another folder, the next workbook knows nothing.
            shown = real(sheet).parent == real(output)
            more = f", or see the sheet {NOT_TAKEN} of the next workbook" if shown else ""
            console.print(f"{said} apply again{more}.", soft_wrap=True)
        print_next(record, output, console, file=decisions)
    return 1 if refused else 0


def _record_of(output: Path, book: Corrected) -> dict[str, Any]:
    """The run.json of the folder that the workbook is of."""
    record = read_record(output)
    advice = "Name the folder: noticeparse apply SHEET.xlsx FOLDER"
    if record is None:
        raise InputError(
            f"{output} is not a folder that `noticeparse convert` wrote.", what_to_do=advice
        )
    read = {str(each.get("source")) for each in record["notices"]}
    sources = {row.get("source") for row in book.originals}
    if sources and not sources & read:
        raise InputError(f"The workbook is of other notices than {output}.", what_to_do=advice)
    return record


def user() -> str:
    """Who runs this; raise InputError where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise InputError(
            "The system does not say who you are.", what_to_do="Add --who and your name."
        ) from error


def _many_deleted(new: Sequence[Decision], book: Corrected) -> list[str]:
    """Name the notices of which more than a fifth of the rows would be taken out."""
    rows = {(row.get("source"), row.get("id")) for row in book.originals}
    of_notice = Counter(source for source, _ in rows)
    gone = Counter(each.notice for each in new if each.field == ROW and each.after is None)
    return [
        f"{number} of the {of_notice[source]} rows of {source}"
        for source, number in gone.items()
        if number > _MANY * of_notice[source]
    ]


def _meant(deleted: Sequence[str], yes: bool, console: Console) -> bool:
    """Ask again where much is deleted: a filtered sheet, or a slip, may be the reason."""
    if not deleted:
        return True
    said = f"Deleted are {'; '.join(deleted)}."
    if yes or not sys.stdin.isatty():
        advice = "Add --delete-many if that is meant; if not, put the rows back."
        raise InputError(f"{said} Nothing was written.", what_to_do=advice)
    print_lines([said], console)
    return typer.confirm("Is that meant?")


def _agreed(new: Sequence[Decision]) -> bool:
    if not sys.stdin.isatty():
        raise InputError("There is nobody to ask.", what_to_do="Add --yes to write them.")
    noun = "this correction" if len(new) == 1 else f"these {len(new)} corrections"
    return typer.confirm(f"Write {noun}?")


def _print(new: Sequence[Decision], found: int, labels: Labels, console: Console) -> None:
    if not new:
        none = "No correction was found that can be taken over."
        console.print(f"Nothing new. {'They are all decided already.' if found else none}")
        return
    none = dash(console.encoding)
    table = Table(title=f"{len(new)} corrections" if len(new) > 1 else "1 correction")
    for heading in ("School", "Company", "What", "Before", "After", "Why"):
        table.add_column(heading, overflow="fold")
    for each in new:
        values = (in_words(each.field, value or "", labels) for value in (each.before, each.after))
        cells = (each.school, each.company, _what(each), *values, each.why)
        shown = ((cell or none)[:_LONGEST] + " …" * (len(cell or "") > _LONGEST) for cell in cells)
        table.add_row(*map(Text, map(printable, shown)))
    console.print(table)
    if known := found - len(new):
        console.print(f"{known} more are decided already.")


def _what(decision: Decision) -> str:
    if decision.field == WITHDRAWN:
        return "decision withdrawn"
    if decision.adds_row and decision.notice.endswith(NO_NOTICE):
        return "row added, of a school without a notice"
    if decision.field == ROW:
        return "row added" if decision.adds_row else "row deleted"
    more = {"description": " (its tags are read anew)", SCHOOL: ", of the whole notice"}
    return decision.field.replace("_", " ") + more.get(decision.field, "")


def _behind(there: Sequence[Decision], when: str) -> Iterator[str]:
    """Say where the clock of this computer is behind decisions that were made before."""
    last = max((each.when for each in there), default="")
    if last[:_DAY] > when[:_DAY]:
        yield (
            f"The last decision was made on {last[:_DAY]}, and the clock of this computer says "
            f"{when[:_DAY]}. It is kept all the same: the order in the file counts."
        )


def print_next(
    record: dict[str, Any], output: Path, console: Console, *, file: Path | None = None
) -> None:
    """Say how to convert again; run.json may have been sent, and what is printed gets pasted."""
    settings = record["settings"]
    formats = [each for each in _texts(settings.get("formats")) if each in WRITERS]
    inputs, schools = _texts(settings.get("inputs")), _texts([settings.get("schools") or ""])
    words = [*map(quoted, inputs), "--output", quoted(str(output))]
    words += ["--format", ",".join(formats)] if formats else []
    words += ["--schools", *map(quoted, schools)] if any(schools) else []
    files = [str(file)] if file else _texts([settings.get("decisions") or ""])
    words += ["--decisions", *map(quoted, files)] if any(files) else []
    said = "Every later convert of this trust applies them. Now run"
    given = (*inputs, *filter(None, (*schools, *files)), str(output))
    if all(map(HARMLESS.fullmatch, given)):
        print_lines([f"{said}:", " ".join(["noticeparse convert", *words])], console)
    else:
        print_lines([f"{said} the same `noticeparse convert` as before."], console)


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


# What no shell reads as more than words, in quotes where it has blanks.
HARMLESS = re.compile(r"(?!-)[\w .,:/\\@+=~()–—-]+")
_BARE = re.compile(r"[\w.,:/\\+=-]+")


def quoted(text: str) -> str:
    """A word of a command, in quotes where it has blanks."""
    return text if _BARE.fullmatch(text) else f'"{text}"'


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes into the new workbook, and the sheets of a person that do not."""

    own: dict[str, OwnColumns] = field(default_factory=dict)
    not_taken: tuple[Row, ...] = ()
    own_sheets: tuple[str, ...] = ()
    record: FilledIn | None = None
    told: tuple[str, ...] = ()

    def lines(self, standing: Standing) -> Iterator[str]:
        """Say which workbook was kept, what was taken along, and what is only there."""
        yield from self.told
        for path, kept in standing.dated:
            yield f"{path.name} holds what you wrote by hand, and is kept as “{kept.name}”."
            titles = [each for own in self.own.values() for each in own.titles]
            if titles:
                yield f"Taken along: {many(len(titles), 'column')} of yours ({', '.join(titles)})."
            only = [f"your sheet {name}" for name in self.own_sheets]
            if standing.lost:
                only.append(f"your cells of {many(standing.lost, 'row')} that are gone")
            yield f"Only in the kept one: {', '.join([*only, 'your colours and formulas'])}."
            if self.not_taken:
                yield f"What could not be taken over stands on the sheet {NOT_TAKEN}."


def carry(
    folder: Path, standing: Standing, decisions: Sequence[Decision], limits: Limits
) -> Carried:
    """See what is in the workbook of a folder; let it make room where it may."""
    path = folder / WORKBOOK
    read_as = digest(path)
    if not read_as:
        return Carried()
    try:
        book = read_apart(path, read_sheet, replace(limits, timeout=_WORKBOOK_SECONDS))
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
    # What the rows that a person filled in are known by, once they were added.
    ids: dict[str, Row] = {
        edit.where: {
            "source": edit.notice,
            "school": edit.school or "",
            "id": added_id(edit.notice, edit.company, edit.description),
        }
        for edit in found.edits
        if edit.field == ROW and edit.before is None
    }
    own = {name: OwnColumns(name, rows, ids) for name, rows in sheets}
    return Carried(own, tuple(unique.values()), book.own_sheets, FilledIn(book.record, book.once))


def carry_record(folder: Path, limits: Limits) -> Carried:
    """See what a person filled in on the record of processing of the results of an earlier run."""
    path = folder / WORKBOOK
    if not path.is_file():
        return Carried()
    try:
        book = read_apart(path, read_sheet, replace(limits, timeout=_WORKBOOK_SECONDS))
    except ReadError as error:
        lost = "What was filled in there on the record of processing is not taken along."
        return Carried(told=(f"{error.message} {lost}",))
    return Carried(record=FilledIn(book.record, book.once))


def _remarks(remarks: Sequence[Remark], book: Corrected) -> Iterator[Row]:
    """Rows of what was not taken over, keys as NOT_TAKEN_COLUMNS."""
    originals = {(each.get("source"), each.get("id")): each for each in book.originals}
    for remark in remarks:
        if not (remark.refused or remark.column):
            continue  # a row that stands twice: nothing is lost
        row = remark.row or NOTHING
        id = row.get("disclosure_id") or row.get("id")
        yield {
            **{name: row.get(name) for name in ("school", "company", "source")},
            **{
                name: getattr(remark, name) for name in ("column", "message", "what_to_do", "where")
            },
            "stands": originals.get((row.get("source"), id), NOTHING).get(remark.column),
            "you_wrote": _written(row, remark.column),
            "id": id,
        }


def _written(row: SheetRow, column: str) -> str:
    """What a person wrote: into a cell, or into a row that could not be added."""
    if column or row.get("id"):
        return row.get(column)
    return "\n".join(f"{title(name)}: {row.get(name)}" for name in EDITABLE if row.get(name))
