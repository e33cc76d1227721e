"""`noticeparse register sync`: what schools publish, fetched and added."""

from pathlib import Path
from typing import Annotated

import typer

from noticeparse.cli import options
from noticeparse.cli.console import on_stderr, print_lines
from noticeparse.cli.register import DATABASE, DatabaseOption, knowledge_of, now, opened, tell
from noticeparse.settings import MEMORY, TIMEOUT


def sync(
    sources: Annotated[Path, options.option("register.sync.sources")],
    database: DatabaseOption = DATABASE,
    contact: Annotated[str, options.option("register.sync.contact")] = "",
    allow: Annotated[list[str] | None, options.option("register.sync.allow")] = None,
    any_path: Annotated[bool, options.option("register.sync.any_path")] = False,
    vocabulary: options.VocabularyOption = None,
    jobs: options.JobsOption = None,
    timeout: options.TimeoutOption = TIMEOUT,
    memory: options.MemoryOption = MEMORY,
    quiet: options.QuietOption = False,
) -> None:
    """Fetch what schools publish, and add what changed, with the decisions of noticeparse.toml.

    Exit status as of convert.
    """
    from noticeparse.batch import Parser
    from noticeparse.cli.reading import limits_of, track
    from noticeparse.known import read_known
    from noticeparse.register.fetching import Client
    from noticeparse.register.store import Adding
    from noticeparse.register.sync import Sync, read_sources
    from noticeparse.trust import choose, read_settings

    asked = options.Asked([str(sources)], None, vocabulary, jobs, timeout, memory, quiet)
    listed = read_sources(sources)
    client, parser = Client(contact=contact, allowed=allow or ()), Parser(vocabulary)
    parser.load_vocabulary()
    known = read_known(choose(None, read_settings(Path()), None, None))
    with opened(database, create=True) as register:
        adding = Adding(register, knowledge_of(vocabulary), now())
        work = Sync(adding, client, parser, limits_of(asked), listed, sources.parent, any_path)
        for some in (listed, work.links):
            for _ in track(work.fetch(some), list(some), console=on_stderr(), quiet=quiet):
                pass
        print_lines(known.told, on_stderr())
        decided = adding.decide(known.decisions)
        raise typer.Exit(tell(adding, work.failures, asked, decisions=decided))
