"""`noticeparse incident`: a supplier's name and inputs → one page: who shares what with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from noticeparse.cli.console import on_stderr, on_stdout, print_lines, status_of
from noticeparse.cli.options import Asked
from noticeparse.cli.reading import Reading, prepare
from noticeparse.cli.summary import print_failures
from noticeparse.comparison import Names
from noticeparse.errors import InputError
from noticeparse.incident import Incident, Listed, Near, Target, is_nobodys, nearest, resolve
from noticeparse.incident import incident as find_incident
from noticeparse.model import Failure, Notice
from noticeparse.reports.files import check_file
from noticeparse.reports.incident_view import headline, incident_xlsx, page_of, sum_of_schools
from noticeparse.reports.page import write_page
from noticeparse.reports.words import many, printable
from noticeparse.schools import listed_for
from noticeparse.vocabulary import load_vocabulary

_FORMATS = (".html", ".htm", ".docx", ".xlsx")


def incident(
    supplier: str,
    asked: Asked,
    output: Path,
    *,
    exactly: str | None = None,
    persons: bool = False,
) -> int:
    """Read all inputs and write the page; return the exit status.

    Look for a supplier by its name, or for `exactly` this text; `persons` prints names held back.
    """
    name = supplier if exactly is None else exactly
    if not name.strip():
        raise InputError("The supplier has no name.", what_to_do="Name it as the notices do.")
    reading = prepare(asked)
    check_file(output, _FORMATS)
    results, notices, failures = reading.read(on_stderr())
    vocabulary = load_vocabulary(asked.vocabulary)
    target = resolve(name, vocabulary, exactly=exactly is not None)
    listed = _listed(reading, notices, failures)
    found = find_incident(target, results, listed=listed, persons=persons)
    print_failures(failures, on_stderr())
    if exactly is None and is_nobodys(found, target):
        near = nearest(target, results)
        # Of a council that no notice names, those that name theirs no nearer are an answer.
        own = target.bodies and found.of("perhaps") and not any(each.schools for each in near)
        if not own:
            raise _nobodys(target, near)
    names, today = Names.of(vocabulary), date.today()
    table = partial(incident_xlsx, found, names, made=today)
    write_page(page_of(found, names, made=today), output, xlsx=table)
    if not asked.quiet:
        _tell(found, output)
    return status_of(len(notices), len(failures))


def _listed(reading: Reading, notices: Sequence[Notice], failures: Sequence[Failure]) -> Listed:
    """What the list of schools says of those that were read, and of those that were not."""
    failed = {failure.path for failure in failures}
    paths = {task.name: task.path for task in reading.inputs.tasks if task.name in failed}
    return Listed(
        no_notice=reading.unread(notices),
        contacts={each.school: each.contact for each in reading.entries if each.contact},
        of_failures=listed_for(paths, reading.entries),
    )


def _nobodys(target: Target, near: Sequence[Near]) -> InputError:
    """Say that nobody has this name, and who may be meant."""
    name = printable(target.asked)
    meant = f" Did you mean {_one_of(near)}" if near else ""
    several = f" {target.match.reasons[0].capitalize()}." if target.others else ""
    return InputError(
        f"“{name}” is no supplier for certain, and nothing was written.{several}{meant}",
        what_to_do="Ask again with the right name; to look for exactly this text all the same, "
        f'add: --as "{name}"',
    )


def _one_of(near: Sequence[Near]) -> str:
    first, *rest = near
    if not rest:
        return f"{first.name}? {_naming(first).capitalize()}."
    told = [f"{each.name} ({_naming(each)})" for each in near]
    return f"{', '.join(told[:-1])} or {told[-1]}?"


def _naming(near: Near) -> str:
    if not near.schools:
        return "no school names it"
    return f"{many(near.schools, 'school')} {'names' if near.schools == 1 else 'name'} it"


def _tell(found: Incident, output: Path) -> None:
    sure = "a kind of body" if found.is_body else found.match.judgement
    said = f"{found.called}: {sure} ({'; '.join(found.match.reasons)})."
    lines = [said, headline(found)]
    lines += [f"{number:5}  {what}" for number, what in sum_of_schools(found)]
    print_lines((*lines, f"Written to {output}"), on_stdout())
