"""The options that several commands have, and what is asked with them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, Any

import typer

from noticeparse.settings import MEMORY, TIMEOUT

VocabularyOption = Annotated[
    Path | None, typer.Option(metavar="DIR", help="A folder with a vocabulary of your own.")
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="Print nothing but what went wrong.")
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


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command was asked to read, and how; for `reads_notices`, its options."""

    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Notices (PDF, Word, web page, text), folders of them, patterns such as "
            '"notices/*.pdf", or notice files (.json) made before.',
            show_default=False,
        ),
    ]
    schools: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A CSV with the columns path, school, urn and trust: which schools a notice, a "
            "folder or a sheet (list.xlsx#Sheet) is for. Overrides what the notices say.",
        ),
    ] = None
    vocabulary: VocabularyOption = None
    jobs: JobsOption = None
    timeout: TimeoutOption = TIMEOUT
    memory: MemoryOption = MEMORY
    quiet: QuietOption = False
    pdf_engine: str | None = None  # from here on, options of convert alone
    cluster: str | None = None
    log: str | None = None


def reads_notices(command: Callable[..., int]) -> Callable[..., None]:
    """Give a command the options of Asked in place of its `asked`; it returns the exit status."""
    fields = signature(Asked, eval_str=True).parameters.values()
    shared = [each for each in fields if hasattr(each.annotation, "__metadata__")]
    shown: list[Parameter] = []
    for own in signature(command, eval_str=True).parameters.values():
        shown += shared if own.name == "asked" else [own]

    @wraps(command)
    def run(**given: Any) -> None:
        asked = Asked(**{each.name: given.pop(each.name) for each in shared})
        raise typer.Exit(command(asked=asked, **given))

    # This is what typer looks at.
    parameters = [each.replace(kind=Parameter.KEYWORD_ONLY) for each in shown]
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run
