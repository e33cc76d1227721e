"""The options that several commands have, and what is asked with them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

InputsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Notices (PDF, Word, web page, text), folders of them, patterns such as "
        '"notices/*.pdf", or notice files (.json) made before.',
        show_default=False,
    ),
]
SchoolsOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="A CSV with the columns path, school, urn and trust: which schools a notice, a folder "
        "or a sheet (list.xlsx#Sheet) is for. Overrides what the notices say.",
    ),
]
VocabularyOption = Annotated[
    Path | None, typer.Option(metavar="DIR", help="A folder with a vocabulary of your own.")
]
JobsOption = Annotated[
    int | None,
    typer.Option(
        metavar="N", min=1, max=256, help="How many notices to read at once. Changes no result."
    ),
]
TimeoutOption = Annotated[
    float, typer.Option(metavar="SECONDS", min=0.1, help="How long reading one notice may take.")
]
MemoryOption = Annotated[
    int, typer.Option(metavar="MB", min=200, help="How much memory reading one notice may take.")
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="Print nothing but what went wrong.")
]
NamesOption = Annotated[
    bool, typer.Option("--names", help="Also print the names of persons, else held back.")
]
RawOption = Annotated[
    bool,
    typer.Option(
        "--raw-csv",
        help="Leave cells as they are that Excel would run as formulas. For programs only.",
    ),
]


def file_option(help: str) -> Any:
    """The option that says which file is written."""
    return typer.Option("--output", "-o", metavar="FILE", help=help)


def asked_for(
    inputs: list[str],
    schools: Path | None,
    vocabulary: Path | None,
    jobs: int | None,
    timeout: float,
    memory: int,
    quiet: bool,
    **more: str | None,
) -> Any:
    """What every command that reads notices is asked."""
    from noticeparse.batch.pool import Limits
    from noticeparse.cli.reading import Asked

    limits = Limits(jobs or 0, timeout, memory)
    return Asked(inputs, schools, vocabulary, limits, quiet, **more)
