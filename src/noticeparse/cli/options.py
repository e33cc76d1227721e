"""The options of commands, as options.csv tells of them, and what is asked with them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, Any

import typer

from noticeparse.given import table
from noticeparse.settings import MEMORY, TIMEOUT

_TOLD = {row["option"]: row for row in table(__file__, "options.csv")}


def option(name: str, **more: Any) -> Any:
    """An option as options.csv tells of it; what has no flags there is an argument."""
    told = _TOLD[name]
    more |= {"metavar": told["metavar"] or None, "help": told["help"]}
    flags = told["flags"].split()
    return typer.Option(*flags, **more) if flags else typer.Argument(**more)


VocabularyOption = Annotated[Path | None, option("vocabulary")]
QuietOption = Annotated[bool, option("quiet")]
JobsOption = Annotated[int | None, option("jobs", min=1, max=256)]
TimeoutOption = Annotated[float, option("timeout", min=0.1)]
MemoryOption = Annotated[int, option("memory", min=200)]
NamesOption = Annotated[bool, option("names")]
FirmOption = Annotated[bool, option("by_firm")]
RawOption = Annotated[bool, option("raw_csv")]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command was asked to read, and how; for `reads_notices`, its options."""

    inputs: Annotated[list[str], option("inputs", show_default=False)]
    schools: Annotated[Path | None, option("schools")] = None
    vocabulary: VocabularyOption = None
    jobs: JobsOption = None
    timeout: TimeoutOption = TIMEOUT
    memory: MemoryOption = MEMORY
    quiet: QuietOption = False
    decisions: Annotated[Path | None, option("decisions")] = None
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
