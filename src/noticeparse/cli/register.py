"""`noticeparse register …`: the notices of all schools with their history, in a database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from noticeparse.cli.console import WRONG, on_stderr, on_stdout, print_lines, status_of
from noticeparse.cli.options import (
    Asked,
    FirmOption,
    NamesOption,
    VocabularyOption,
    option,
    reads_notices,
)
from noticeparse.errors import InputError, MissingExtra
from noticeparse.given import read_bytes
from noticeparse.model import Failure, Notice, School, workbook_of
from noticeparse.paths import path_of
from noticeparse.reports import Options
from noticeparse.reports.words import many, printable

if TYPE_CHECKING:
    from noticeparse.batch import Result, Task
    from noticeparse.cli.before import Knowledge
    from noticeparse.register.asking import Row
    from noticeparse.register.database import Database
    from noticeparse.register.store import Adding

FOUND = 3  # exit status: there are changes, or something is not sound
register_app = typer.Typer(
    name="register",
    no_args_is_help=True,
    help="Keep the notices of all schools with their history, in a database.",
)
DatabaseOption = Annotated[str, option("database", envvar="NOTICEPARSE_DATABASE")]
TableOption = Annotated[Path | None, option("register.output")]
SchoolArgument = Annotated[str, option("register.school")]
DATABASE = "register.db"
_SHORT = ("school", "company", "description")  # of a row, on a terminal
_SCHOOL = ("name", "notices", "rows", "last_seen", "next_review", "address")
_VERSION = ("path", "since", "until", "last_seen")
_TIME = re.compile(r"^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d\.\d{6}Z$")


@register_app.callback()
def _with_the_extra() -> None:
    try:
        for name in ("alembic", "httpcore", "protego", "sqlalchemy"):
            import_module(name)
    except ImportError as error:
        raise MissingExtra(
            "A register is kept with the extra `register`, which is not installed.",
            what_to_do='In the folder of noticeparse: pip install ".[register]"',
        ) from error


@register_app.command()
@reads_notices
def add(*, database: DatabaseOption = DATABASE, asked: Asked) -> int:
    """Take notices in, or the folder that `noticeparse convert` wrote, with its corrections.

    What is there already is not there twice. Exit status as of convert.
    """
    from noticeparse.cli.reading import prepare
    from noticeparse.register.store import Adding
    from noticeparse.reports.decision_log import read_decisions
    from noticeparse.twins import with_twins

    reading = prepare(asked)
    tasks = {task.name: task for task in reading.inputs.tasks}
    failures = []
    with opened(database, create=True) as register:
        adding = Adding(register, knowledge_of(asked.vocabulary), now())
        for result in _with_homes(with_twins(reading.results(on_stderr()), list(tasks))):
            if isinstance(result, Notice):
                adding.add(result, _document_of(tasks.get(workbook_of(result.source.path))))
            else:
                failures.append(result)
        folders = (path_of(given) for given in asked.inputs if "://" not in given)
        known = (read_decisions(folder) for folder in folders if folder.is_dir())
        line = "" if asked.quiet else reading.decision_file.line()
        print_lines([*([line] if line else []), *reading.known.told], on_stderr())
        decided = adding.decide(chain(reading.known.decisions, *known))
        adding.contacts({entry.school: entry.contact for entry in reading.entries})
        return tell(adding, failures, asked, decisions=decided)


def tell(adding: Adding, failures: Sequence[Failure], asked: Asked, **more: int) -> int:
    """Note in the register what was added, and say it; the exit status of the command."""
    from noticeparse.cli.linking import proposed
    from noticeparse.cli.summary import print_failures

    counts = dict(adding.counts) | {"failed": len(failures), **more}
    adding.ran({"inputs": list(asked.inputs), "counts": counts})
    console = on_stderr() if asked.quiet else on_stdout()
    print_lines(proposed(adding), console)
    if not asked.quiet:
        said = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
        print_lines([f"{adding.database.name}: {said or 'nothing'}."], console)
    print_failures(failures, console)
    return status_of(sum(adding.counts.values()), len(failures))


@register_app.command("list")
def list_schools(database: DatabaseOption = DATABASE, output: TableOption = None) -> None:
    """List the schools, with how many notices and rows they have."""
    from noticeparse.register import asking

    with opened(database) as register, register.reading() as connection:
        show_rows(asking.schools(connection), output, _SCHOOL)


@register_app.command()
def show(
    school: SchoolArgument,
    database: DatabaseOption = DATABASE,
    at: Annotated[str | None, option("register.at")] = None,
    output: TableOption = None,
    names: NamesOption = False,
) -> None:
    """Show whom a school shares data with, now or as it was."""
    from noticeparse.register import asking

    with opened(database) as register, register.reading() as connection:
        home, _ = asking.school_called(connection, school)
        if at is None:
            rows = asking.rows_of(connection, home, persons=names)
        else:
            moment = f"{_day(at)}T24"  # the end of that day
            rows = asking.rows_at(connection, home, moment, knowledge_of(None), persons=names)
        show_rows(rows, output, _SHORT)


@register_app.command()
def history(
    school: SchoolArgument, database: DatabaseOption = DATABASE, output: TableOption = None
) -> None:
    """Show every version of a school's notices: from when until when it counted."""
    from noticeparse.register import asking

    with opened(database) as register, register.reading() as connection:
        home, _ = asking.school_called(connection, school)
        show_rows(asking.history(connection, home), output, _VERSION)


@register_app.command()
def suppliers(
    name: Annotated[str | None, typer.Argument(metavar="SUPPLIER")] = None,
    database: DatabaseOption = DATABASE,
    output: TableOption = None,
    by_firm: FirmOption = False,
) -> None:
    """List the suppliers by how many schools name them, or the rows of one of them."""
    from noticeparse.register import asking
    from noticeparse.suppliers import firm_of
    from noticeparse.vocabulary import load_vocabulary

    with opened(database) as register, register.reading() as connection:
        if name is None and by_firm:
            firms = partial(firm_of, catalogue=load_vocabulary().suppliers)
            show_rows(asking.firms(connection, firms), output)
        elif name is None:
            show_rows(asking.suppliers(connection), output)
        else:
            match = knowledge_of(None).match(name)
            known = match.id if match else name
            show_rows(asking.rows_of_supplier(connection, known, name), output, _SHORT)


@register_app.command()
def search(
    words: Annotated[str, option("register.search.words")],
    database: DatabaseOption = DATABASE,
    output: TableOption = None,
    names: NamesOption = False,
) -> None:
    """Find rows by their words."""
    from noticeparse.register import asking

    with opened(database) as register, register.reading() as connection:
        found = asking.search(connection, words, persons=names)
        show_rows(found, output, _SHORT)
    if len(found) == asking.MOST_FOUND:
        print_lines([f"These are the first {len(found):,}; give more words."], on_stderr())


@register_app.command()
def changes(
    since: Annotated[str, option("register.changes.since")],
    database: DatabaseOption = DATABASE,
    output: Annotated[Path | None, option("register.changes.output")] = None,
    vocabulary: VocabularyOption = None,
    names: NamesOption = False,
) -> None:
    """Say what changed since a day, the gravest first.

    Exit status: 0 nothing; 2 the command was wrong; 3 there are changes.
    """
    from noticeparse.comparison import Names
    from noticeparse.register.changes import changes_since, in_words, write_changes

    knowledge = knowledge_of(vocabulary)
    labels = Names.of(knowledge.vocabulary())
    with opened(database) as register, register.reading() as connection:
        found = changes_since(connection, _day(since), knowledge, labels, persons=names)
    if output is not None:
        write_changes(found, output, labels, since=since, now=now())
        print_lines([f"{many(len(found), 'change')} in {output}."], on_stdout())
    else:
        print_lines(in_words(found, labels), on_stdout())
    raise typer.Exit(FOUND if found else 0)


@register_app.command()
def export(
    output: Annotated[Path, option("register.export.output")],
    database: DatabaseOption = DATABASE,
    format: Annotated[str, option("register.export.format")] = "csv",
) -> None:
    """Write all rows as they count now, in the files that `noticeparse convert` writes."""
    from noticeparse.cli.convert import opened_writers, wanted
    from noticeparse.register.content import all_counting

    want = wanted(str(output), format, raw=False)
    if output.is_dir() and any(output.iterdir()):
        raise InputError(f"{output} is not empty.", what_to_do="Give a new folder.")
    with (
        opened(database) as register,
        register.reading() as connection,
        opened_writers(want, Options()) as writers,
    ):
        for notice in all_counting(connection, knowledge_of(None)):
            for writer in writers:
                writer.add(notice)
        for writer in writers:
            writer.finish()
    print_lines([f"Written to {output}."], on_stdout())


@register_app.command()
def publish(
    folder: Annotated[Path, option("register.publish.folder")],
    database: DatabaseOption = DATABASE,
    everything: Annotated[bool, option("register.publish.all")] = False,
) -> None:
    """Write a site for everybody: a page a school and a supplier, and their rows to download.

    It needs no server. Recipients that look like persons are left out, and rows that are not sure.
    """
    from noticeparse.comparison import Names
    from noticeparse.register.copying import wrong
    from noticeparse.register.publishing import Site
    from noticeparse.register.sure import and_more

    knowledge = knowledge_of(None)
    with opened(database) as register:
        if next(wrong(register), None) is not None:
            raise InputError(
                f"{register.name} is not sound, and is not published.",
                what_to_do="See what is wrong: noticeparse register check",
            )
        options = Options(vocabulary=knowledge.vocabulary())
        names, today = Names.of(knowledge.vocabulary()), datetime.now(UTC).date()
        site = Site(folder, names, today, options, everything)
        with register.reading() as connection:
            site.publish(connection, knowledge)
    if not any(each.endswith(".parquet") for each in site.files):
        print_lines(["Without Parquet, which needs the extra `parquet`."], on_stdout())
    left = "" if everything else "; --all shows them, marked"
    unsure = f"{and_more(site.unsure, shown=everything)}{left if site.unsure else ''}"
    said = f"{folder / 'index.html'}: {many(len(site.schools), 'school')}, {unsure}."
    print_lines([said], on_stdout())


@register_app.command()
def backup(
    file: Annotated[Path, option("register.backup.file")], database: DatabaseOption = DATABASE
) -> None:
    """Copy the register into one file, as it is at this moment; others may write meanwhile."""
    from noticeparse.register.copying import back_up

    with opened(database) as register:
        count = back_up(register, file, now())
    print_lines([f"{file}: {many(count, 'version')} of notices."], on_stdout())


@register_app.command()
def restore(
    file: Annotated[Path, option("register.restore.file")], database: DatabaseOption = DATABASE
) -> None:
    """Fill a new register from a backup."""
    from noticeparse.register.copying import restore as fill

    with opened(database, create=True) as register:
        count = fill(file, register)
    print_lines([f"{register.name}: {many(count, 'version')} of notices."], on_stdout())


@register_app.command()
def erase(
    text: Annotated[str, option("register.erase.text")],
    who: Annotated[str, option("register.erase.who")],
    why: Annotated[str, option("register.erase.why")],
    kind: Annotated[str, option("register.erase.kind")] = "a person's name",
    database: DatabaseOption = DATABASE,
    yes: Annotated[bool, option("yes")] = False,
) -> None:
    """Take a person's text out of every table and every version, for good.

    Documents that hold it are deleted; a name is overwritten where it stands. Backups are listed.
    """
    from noticeparse.register.erasing import Erasure
    from noticeparse.register.erasing import erase as run

    with opened(database) as register:
        if not yes and not typer.confirm(f"Take “{text}” out of {register.name} for good?"):
            raise typer.Exit(WRONG)
        done = run(register, text, Erasure(now(), who, kind, why), knowledge_of(None))
    print_lines(done.lines(), on_stdout())


@register_app.command()
def check(database: DatabaseOption = DATABASE) -> None:
    """See whether all in the register is sound.

    Exit status: 0 it is; 2 the command was wrong; 3 something is not.
    """
    from noticeparse.register.copying import wrong

    with opened(database) as register:
        found = list(wrong(register))
    print_lines(found or [f"{register.name} is sound."], on_stdout())
    raise typer.Exit(FOUND if found else 0)


def opened(address: str, *, create: bool = False) -> closing[Database]:
    """Have a register open; raise InputError where there is none that can be."""
    from noticeparse.register.database import open_database

    return closing(open_database(address, create=create))


def knowledge_of(vocabulary: Path | None) -> Knowledge:
    """What reads the words of a person, by the vocabulary that is given."""
    from noticeparse.cli.before import Knowledge
    from noticeparse.vocabulary import load_vocabulary

    return Knowledge(lambda: load_vocabulary(vocabulary))


def now() -> str:
    """This moment, as the tables hold times."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _day(given: str) -> str:
    from noticeparse.text import fold
    from noticeparse.text.dates import find_date

    found = find_date(fold(given).string)
    if found is None:
        raise InputError(f"{given} is no date.", what_to_do="Give a day such as 30/09/2025.")
    return found


def _document_of(task: Task | None) -> bytes | None:
    """The bytes that a notice was read from; None where it was read from a notice file."""
    from noticeparse.inputs import is_notice_file, on_disk

    if task is None:
        return None
    with on_disk(task) as path:
        return None if is_notice_file(path) else read_bytes(path)


def _with_homes(results: Iterable[Result]) -> Iterator[Result]:
    """Give a notice that names no school that of the same notice in another format.

    Such a notice comes last: the one that names it may be read after it.
    """
    named: dict[str, School] = {}
    nameless = []
    for result in results:
        if isinstance(result, Notice) and not result.school:
            nameless.append(result)
            continue
        if isinstance(result, Notice) and (school := result.for_schools()[0]):
            named[result.same_notice_as or result.source.path] = school
        yield result
    for notice in nameless:
        of = named.get(notice.same_notice_as or notice.source.path, School(""))
        trust = of.trust or notice.trust
        yield replace(notice, school=of.name or None, urn=of.urn, trust=trust)


def show_rows(rows: Sequence[Row], output: Path | None = None, columns: Sequence[str] = ()) -> None:
    """Print rows as a table, of these columns, or write all of them as a CSV file."""
    if output is not None:
        from noticeparse.reports.csv import write_csv

        write_csv(output, tuple(rows[0]) if rows else (), rows)
        print_lines([f"{many(len(rows), 'line')} in {output}."], on_stdout())
    elif not rows:
        print_lines(["Nothing."], on_stdout())
    else:
        names = columns or tuple(rows[0])
        table = Table(*(name.replace("_", " ").capitalize() for name in names))
        for row in rows:
            cells = (printable(_TIME.sub(r"\1 \2", row[name])) for name in names)
            table.add_row(*(Text(cell, overflow="fold") for cell in cells))
        on_stdout().print(table)
