"""`noticeparse apply`: a corrected workbook → decisions beside the output, after asking."""

from __future__ import annotations

import getpass
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from noticeparse.cli.console import on_stderr, on_stdout, print_lines
from noticeparse.decisions.edits import find_edits
from noticeparse.decisions.making import Signature, new_decisions, withdrawals
from noticeparse.decisions.sheet import Corrected, Labels, Remark, in_words
from noticeparse.errors import InputError
from noticeparse.given import real
from noticeparse.model import NO_NOTICE, ROW, SCHOOL, WITHDRAWN, Decision
from noticeparse.reports.decision_log import DECISIONS_FILE, append_decisions, read_decisions
from noticeparse.reports.sheet_reader import read_sheet
from noticeparse.reports.sheets import NOT_TAKEN
from noticeparse.reports.standing import read_record
from noticeparse.reports.words import dash, many, printable

_MANY = 0.2  # of the rows of a notice: more are not deleted without asking again
_LONGEST = 160  # characters of a value in the table


def apply(
    sheet: Path,
    folder: Path | None,
    *,
    yes: bool = False,
    who: str | None = None,
    quiet: bool = False,
    delete_many: bool = False,
) -> int:
    """Turn the corrections of a workbook into decisions; return the exit status.

    `yes` writes them without asking, `delete_many` though much is deleted; `who` decides.
    """
    book = read_sheet(sheet)
    output = folder or sheet.parent
    record = _record_of(output, book)
    found = find_edits(book)
    when = datetime.now(UTC).isoformat(timespec="seconds")
    signature = Signature(who or _user(), when, book.id, book.known)
    there = read_decisions(output)
    new = new_decisions(found.edits, there, signature=signature)
    new += withdrawals(book.withdrawn, [*there, *new], signature=signature)
    console = on_stdout()
    refused = [remark for remark in found.remarks if remark.refused]
    if not quiet:
        labels = {(term.kind, term.id): term.label for term in book.terms}
        _print(new, len(found.edits) + len(book.withdrawn), labels, console)
    _print_remarks(found.remarks, on_stderr() if quiet else console)
    deleted = [] if delete_many else _many_deleted(new, book)
    if new and not (_meant(deleted, yes, console) and (yes or _agreed(new))):
        console.print("Nothing was written.")
        return 1
    if new:
        path = append_decisions(output, new)
        if not quiet:
            print_lines([f"Written to {path}."], console)
    if not quiet and (new or found.edits or refused):
        if refused:
            said = f"{many(len(refused), 'correction')} could not be taken over. Put them right and"
            # Of a copy in another folder, the next workbook knows nothing.
            shown = real(sheet).parent == real(output)
            more = f", or see the sheet {NOT_TAKEN} of the next workbook" if shown else ""
            console.print(f"{said} apply again{more}.", soft_wrap=True)
        _print_next(record, output, console)
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


def _user() -> str:
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
    for title in ("School", "Company", "What", "Before", "After", "Why"):
        table.add_column(title, overflow="fold")
    for each in new:
        values = (in_words(each.field, value or "", labels) for value in (each.before, each.after))
        cells = (each.school, each.company, _what(each), *values, each.why)
        table.add_row(*(Text(printable(_short(cell or none))) for cell in cells))
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
    return _SAID.get(decision.field, decision.field.replace("_", " "))


_SAID = {
    "description": "description (its tags are read anew)",
    SCHOOL: "school, of the whole notice",
}


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 2] + " …"


def _print_remarks(remarks: Sequence[Remark], console: Console) -> None:
    for each in remarks:
        lead = "Not taken over" if each.refused else "Passed over"
        print_lines([f"{lead}: {each.where}: {each.message} {each.what_to_do}".strip()], console)


def _print_next(record: dict[str, Any], output: Path, console: Console) -> None:
    settings = record["settings"]
    inputs = " ".join(map(_quoted, _texts(settings.get("inputs"))))
    formats = ",".join(_texts(settings.get("formats")))
    command = f"noticeparse convert {inputs} --output {_quoted(str(output))}"
    if formats:
        command += f" --format {formats}"
    if settings.get("schools"):
        command += f" --schools {_quoted(str(settings['schools']))}"
    said = f"{DECISIONS_FILE} is applied whenever you convert into that folder. Now run:"
    print_lines([said, command], console)


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text
