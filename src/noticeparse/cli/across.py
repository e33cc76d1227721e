"""`compare`, `incident`, `check`, `explain`: inputs → what they say, in a file or printed."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from noticeparse import comparison, findings, inputs
from noticeparse import incident as incidents
from noticeparse.batch import read_apart
from noticeparse.batch.pool import Limits
from noticeparse.changed import CHANGE_COLUMNS
from noticeparse.cli.console import on_stderr, on_stdout, print_lines, status_of
from noticeparse.cli.options import Asked
from noticeparse.cli.reading import Reading, prepare
from noticeparse.cli.summary import MOST_FAILURES, print_failures
from noticeparse.comparison import Comparison, Names
from noticeparse.errors import InputError
from noticeparse.incident import Near, Target
from noticeparse.model import Failure, Notice, Receipt
from noticeparse.pipeline import parse_in_full
from noticeparse.reports import check_page
from noticeparse.reports.compare_page import compare_html
from noticeparse.reports.comparison import (
    print_comparison,
    totals,
    write_comparison,
    write_comparison_xlsx,
)
from noticeparse.reports.comparison_changes import Versions, versions
from noticeparse.reports.csv import write_csv
from noticeparse.reports.explain import explain_html, explain_page
from noticeparse.reports.files import AtomicFile, check_file, storable
from noticeparse.reports.incident_view import headline, incident_xlsx, page_of, sum_of_schools
from noticeparse.reports.page import write_page
from noticeparse.reports.why import why
from noticeparse.reports.words import harmless_json, many, printable
from noticeparse.schools import read_table, schools_of
from noticeparse.suppliers import firm_of
from noticeparse.text import fold
from noticeparse.text.dates import find_date
from noticeparse.vocabulary import load_vocabulary

UNREADABLE, FOUND = 1, 3
_COMPARED = (".html", ".htm", ".xlsx", ".csv")
_PAGES = (".html", ".htm", ".docx", ".xlsx")
_MOST_KINDS = 6  # of findings, told beside a file
_ADVICE = "It needs a header with the columns supplier and schools, and a line a supplier."
_EXPLAIN_SECONDS = 600.0  # for a scan of many pages
_ENDS = re.compile("[;|\n]")  # between the schools of a cell
_COLUMNS = {
    "supplier": "supplier, supplier name, company",
    "schools": "schools, school, school name, school s, school names",
    "ends": "contract ends, contract end, contract end date, contract expiry, expires, ends",
    "assessed": "dpia, dpia done, dpia completed, impact assessment, assessment",
    "owner": "owner, contract owner, contact, responsible",
}
_YES_NO = {"yes": True, "y": True, "done": True, "no": False, "n": False, "not done": False}


def compare(
    asked: Asked,
    output: Path | None,
    *,
    raw: bool = False,
    before: Sequence[str] = (),
    persons: bool = False,
    by_firm: bool = False,
) -> int:
    """Read all inputs and put their schools side by side; return the exit status."""
    reading = prepare(asked)
    earlier = None
    if before:  # the notices as they were, read as the others are
        then = inputs.resolve(before, schools=reading.asked.schools)
        earlier = replace(
            reading,
            inputs=then,
            asked=replace(reading.asked, quiet=True),
            known=replace(reading.known, told=()),  # it was said of the others
        )
    if output is not None:
        check_file(output, _COMPARED)
    results, notices, failures = reading.read(on_stderr())
    vocabulary = load_vocabulary(asked.vocabulary)
    firms = partial(firm_of, catalogue=vocabulary.suppliers) if by_firm else None
    unread = reading.unread(notices)
    compared = comparison.compare(results, no_notice=unread, persons=persons, firm_of=firms)
    found: Versions | None = None
    if earlier is not None:
        _, old, more = earlier.read(on_stderr())
        failures += more
        failed = [failure.path for failure in failures]
        found = versions(old, notices, failed=failed, persons=persons)
    names = Names.of(vocabulary)
    if output is not None:
        _write_sides(compared, names, output, raw=raw, found=found)
    print_failures(failures, on_stderr(), most=MOST_FAILURES if output else None)
    if output is None:
        print_comparison(compared, names, on_stdout())
    if not asked.quiet:
        print_lines(_sides_told(compared, output, found), on_stdout())
    return status_of(len(notices), len(failures))


def _write_sides(
    compared: Comparison, names: Names, output: Path, *, raw: bool, found: Versions | None
) -> None:
    suffix = output.suffix.casefold()
    if suffix == ".csv":
        write_comparison(compared, names, output, raw=raw)
        if found is not None:
            beside = output.with_name(f"{output.stem}.changes.csv")
            write_csv(beside, CHANGE_COLUMNS, map(asdict, found.changes), raw=raw)
    elif suffix == ".xlsx":
        write_comparison_xlsx(compared, names, output, since=found)
    else:
        with AtomicFile(output) as file:
            file.write(storable(compare_html(compared, names, since=found)))


def _sides_told(compared: Comparison, output: Path | None, found: Versions | None) -> Iterator[str]:
    """What is told beside the file, or below the comparison."""
    if output is not None:
        yield totals(compared)
        if compared.no_notice:
            yield f"Of {many(len(compared.no_notice), 'school')} of the list no notice was read."
        held = sum(each.held for each in (*compared.suppliers, *compared.apart))
        if held:
            yield f"{many(held, 'person')} held back; --names tells them."
    if found is not None:
        counts = ", ".join(f"{number} {what}" for what, number in found.counts().items())
        yield f"Since the earlier notices: {counts}."
    if output is not None:
        yield f"Written to {output}"


def incident(
    supplier: str, asked: Asked, output: Path, *, exactly: str | None = None, persons: bool = False
) -> int:
    """Read all inputs and write the page; return the exit status."""
    name = supplier if exactly is None else exactly
    if not name.strip():
        raise InputError("The supplier has no name.", what_to_do="Name it as the notices do.")
    reading = prepare(asked)
    check_file(output, _PAGES)
    results, notices, failures = reading.read(on_stderr())
    vocabulary = load_vocabulary(asked.vocabulary)
    target = incidents.resolve(name, vocabulary, exactly=exactly is not None)
    listed = _listed(reading, notices, failures)
    found = incidents.incident(target, results, listed=listed, persons=persons)
    print_failures(failures, on_stderr())
    if exactly is None and incidents.is_nobodys(found, target):
        near = incidents.nearest(target, results)
        # Of a council that no notice names, those that name theirs no nearer are an answer.
        own = target.bodies and found.of("perhaps") and not any(each.schools for each in near)
        if not own:
            raise _nobodys(target, near)
    names, today = Names.of(vocabulary), date.today()
    table = partial(incident_xlsx, found, names, made=today)
    write_page(page_of(found, names, made=today), output, xlsx=table)
    if not asked.quiet:
        sure = "a kind of body" if found.is_body else found.match.judgement
        said = f"{found.called}: {sure} ({'; '.join(found.match.reasons)})."
        schools = (f"{number:5}  {what}" for number, what in sum_of_schools(found))
        print_lines([said, headline(found), *schools, f"Written to {output}"], on_stdout())
    return status_of(len(notices), len(failures))


def _listed(
    reading: Reading, notices: Sequence[Notice], failures: Sequence[Failure]
) -> incidents.Listed:
    """What the list of schools says of those that were read, and of those that were not."""
    failed = {failure.path for failure in failures}
    entries = reading.entries
    return incidents.Listed(
        no_notice=reading.unread(notices),
        contacts={each.school: each.contact for each in entries if each.contact},
        of_failures={
            task.name: schools_of(task.path, task.name, entries)
            for task in reading.inputs.tasks
            if task.name in failed
        },
    )


def _nobodys(target: Target, near: Sequence[Near]) -> InputError:
    """Say that nobody has this name, and who may be meant."""
    name = printable(target.asked)
    meant = f" Did you mean {_one_of(near)}" if near else ""
    reason = target.match.reasons[0]
    several = f" {reason[:1].upper()}{reason[1:]}." if target.others else ""
    none = " No notice names any of them." if target.others and not near else ""
    return InputError(
        f"“{name}” is no supplier for certain, and nothing was written.{several}{none}{meant}",
        what_to_do="Ask again with the right name; to look for exactly this text all the same, "
        f'add: --as "{name}"',
    )


def _one_of(near: Sequence[Near]) -> str:
    first, *rest = near
    if not rest:
        return f"{first.name}? {_naming(first)}."
    told = [f"{each.name} ({_naming(each)})" for each in near]
    return f"{', '.join(told[:-1])} or {told[-1]}?"


def _naming(near: Near) -> str:
    return f"{many(near.schools, 'school')} {'names' if near.schools == 1 else 'name'} it"


def check(
    asked: Asked,
    output: Path | None = None,
    *,
    against: Path | None = None,
    format: str = "table",
    today: str | None = None,
    persons: bool = False,
) -> int:
    """Read all inputs and tell what to look at; return the exit status."""
    if output is not None:
        check_file(output, _PAGES)
        if format == "json":
            raise InputError(
                "JSON is printed on the screen.", what_to_do="Leave out --output or --format json."
            )
    if format not in ("table", "json"):
        raise InputError(f'There is no format "{format}".', what_to_do="Take table or json.")
    day = datetime.now(UTC).date() if today is None else _day(today, "--today")
    listed = read_list(against) if against else ()
    reading = prepare(asked)
    results, notices, failures = reading.read(on_stderr())
    vocabulary = load_vocabulary(asked.vocabulary)
    found = findings.check(
        results,
        vocabulary=vocabulary,
        today=day,
        no_notice=reading.unread(notices),
        persons=persons,
    )
    if against:
        found = (
            *found,
            *findings.against(listed, results, vocabulary=vocabulary, today=day, persons=persons),
        )
    if output is not None:
        page = check_page.check_page(found, made=date.today())
        write_page(page, output, xlsx=partial(check_page.check_xlsx, found))
        if not asked.quiet:
            check_page.print_counts(found, on_stdout(), most=_MOST_KINDS)
            on_stdout().print(f"Written to {output}", soft_wrap=True)
    elif format == "json":
        sys.stdout.buffer.write(storable(harmless_json(check_page.findings_json(found))))
        sys.stdout.buffer.flush()
    elif found or not asked.quiet:
        check_page.print_findings(found, on_stdout())
    return UNREADABLE if failures else FOUND if found else 0


def _day(given: str, place: str) -> date:
    try:
        return date.fromisoformat(find_date(fold(given).string) or given)
    except ValueError as error:
        raise InputError(
            f'{place}: "{given}" is no date.', what_to_do="Write it as 30/09/2025 or 2025-09-30."
        ) from error


def read_list(file: Path) -> tuple[findings.Listed, ...]:
    """Read the officer's list; raise InputError, naming the line, where it is wrong."""
    found = []
    needed = ("supplier", "schools")
    rows = read_table(file, _COLUMNS, needed=needed, option="--against", advice=_ADVICE)
    for line, row in rows:
        names = tuple(name.strip() for name in _ENDS.split(row["schools"]) if name.strip())
        if row["supplier"]:
            ends = _day(row["ends"], f"{file}, line {line}") if row["ends"] else None
            assessed = _YES_NO.get(row["assessed"].casefold())
            listed = findings.Listed(row["supplier"], names, file.name, line, ends, assessed)
            found.append(replace(listed, owner=row["owner"]))
        elif names:
            raise InputError(f"{file}, line {line}: the supplier is empty.", what_to_do=_ADVICE)
    return tuple(found)


def explain_why(file: Path, name: str, vocabulary: Path | None) -> None:
    """Read a notice in a worker, and say why a name is a row of it or none."""
    load_vocabulary(vocabulary)
    asked = partial(_why, vocabulary=vocabulary, name=name)
    print_lines(read_apart(file, asked, Limits(1, _EXPLAIN_SECONDS)), on_stdout())


def _why(file: Path, *, vocabulary: Path | None, name: str) -> list[str]:
    known = load_vocabulary(vocabulary)
    read = parse_in_full(file, vocabulary=known)
    return why(name, read.document, read.notice, read.refusals, known)


def explain(file: Path, output: Path, vocabulary: Path | None, *, page: int = 1) -> None:
    """Read a notice in a worker; write the page (.html), or the picture of a page (.png)."""
    check_file(output, (".html", ".htm", ".png"))
    load_vocabulary(vocabulary)
    drawn = page if output.suffix.casefold() == ".png" else None
    explained = partial(_explained, vocabulary=vocabulary, page=drawn)
    made, receipt = read_apart(file, explained, Limits(1, _EXPLAIN_SECONDS))
    with AtomicFile(output) as written:
        written.write(made)
    if receipt is not None:
        on_stdout().print(
            f"{receipt.words:,} words: {receipt.rows:,} in rows, {receipt.doubtful:,} doubtful, "
            f"{receipt.unaccounted:,} lost."
        )
    on_stdout().print(f"Written to {output}", soft_wrap=True)


def _explained(
    file: Path, *, vocabulary: Path | None, page: int | None
) -> tuple[bytes, Receipt | None]:
    """What became of every word of a notice, as a page for the browser or a picture of a page."""
    known = load_vocabulary(vocabulary)
    read = parse_in_full(file, vocabulary=known)
    document, notice, words = read.document, read.notice, read.words
    if page is None:
        page_of_words = explain_html(document, notice, words, Names.of(known), known.evidence)
        return storable(page_of_words), notice.receipt
    if document.source.media_type != "application/pdf":
        raise InputError(
            f"{file.name} is no PDF: only PDF pages can be drawn.",
            what_to_do="Give --output a name that ends in .html instead.",
        )
    return explain_page(file.read_bytes(), document, notice, words, page), notice.receipt
