"""`noticeparse register sync`: what schools publish, fetched and added."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from noticeparse.cli.console import on_stderr
from noticeparse.cli.options import (
    Asked,
    JobsOption,
    MemoryOption,
    QuietOption,
    TimeoutOption,
    VocabularyOption,
)
from noticeparse.cli.register import (
    DATABASE,
    DatabaseOption,
    document_of,
    knowledge_of,
    now,
    opened,
    tell,
)
from noticeparse.errors import InputError, MissingExtra
from noticeparse.settings import MEMORY, TIMEOUT

if TYPE_CHECKING:
    from noticeparse.batch import Parser, Task
    from noticeparse.model import Failure, School
    from noticeparse.register.store import Adding
    from noticeparse.register.sync import Sources


def sync(
    sources: Annotated[
        Path,
        typer.Argument(
            metavar="SOURCES.csv",
            help="A CSV with the columns school, urn, trust and address: an address on the web, or "
            "a path.",
        ),
    ],
    database: DatabaseOption = DATABASE,
    contact: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Told to every host: whom to ask about this.")
    ] = "",
    allow: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST", help="Fetch from this host too, though it is not public (host:port)."
        ),
    ] = None,
    vocabulary: VocabularyOption = None,
    jobs: JobsOption = None,
    timeout: TimeoutOption = TIMEOUT,
    memory: MemoryOption = MEMORY,
    quiet: QuietOption = False,
) -> None:
    """Fetch what schools publish, and add what changed.

    Exit status as of convert.
    """
    try:
        from noticeparse.register.fetching import Client
    except ImportError as error:
        raise MissingExtra(
            "Addresses are fetched with the extra `register`, which is not installed.",
            what_to_do='In the folder of noticeparse: pip install ".[register]"',
        ) from error
    from noticeparse.batch import Parser
    from noticeparse.cli.reading import limits_of, track
    from noticeparse.register.store import Adding
    from noticeparse.register.sync import Sync, read_sources

    asked = Asked([str(sources)], None, vocabulary, jobs, timeout, memory, quiet)
    web, paths = read_sources(sources)
    client, parser = Client(contact=contact, allowed=allow or ()), Parser(vocabulary)
    parser.load_vocabulary()
    with opened(database, create=True) as register:
        adding = Adding(register, knowledge_of(vocabulary), now())
        work = Sync(adding, client, parser, limits_of(asked), web)
        for some in (web, work.links):
            for _ in track(work.fetch(some), list(some), console=on_stderr(), quiet=quiet):
                pass
        failures = [*work.failures, *_add_paths(paths, adding, parser, asked)]
        raise typer.Exit(tell(adding, failures, asked))


def _add_paths(paths: Sources, adding: Adding, parser: Parser, asked: Asked) -> Iterator[Failure]:
    """Add what is at paths, as `register add` reads it; yield what could not be read."""
    from noticeparse.batch import read_isolated
    from noticeparse.cli.reading import limits_of, track
    from noticeparse.inputs import InputReader, resolve
    from noticeparse.model import Failure
    from noticeparse.register.sync import of_schools

    alike: dict[tuple[School, ...], list[str]] = {}  # the files of a school have different names
    for path, schools in paths.items():
        try:
            resolve([path])
        except InputError as error:
            yield Failure(path, error.code, error.message, error.what_to_do)
        else:
            alike.setdefault(tuple(schools), []).append(path)
    found = ((resolve(given).tasks, of) for of, given in alike.items())
    work: list[tuple[Task, tuple[School, ...]]] = [
        (task, of) for some, of in found for task in some
    ]
    if not work:
        return
    tasks = [task for task, _ in work]
    results = read_isolated(tasks, InputReader(parser), limits_of(asked))
    names = [task.name for task in tasks]
    told = track(results, names, console=on_stderr(), quiet=asked.quiet)
    for (task, of), result in zip(work, told, strict=True):
        if isinstance(result, Failure):
            yield result
            continue
        document = document_of(task)
        for notice in of_schools(result, task.path, of):
            adding.add(notice, document)
