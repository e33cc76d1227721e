"""Texts and errors → the terminal, whatever the terminal can show.

Old Windows consoles have 256 characters; what they lack is printed as "?", never an error.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.text import Text

from noticeparse.errors import NoticeparseError
from noticeparse.reports.words import printable

WRONG = 2  # exit status: the command was wrong
STOPPED = 130  # exit status: someone pressed Ctrl-C


def forgive_encodings() -> None:
    """Let streams print "?" for what their encoding lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def on_stdout() -> Console:
    """The console for results."""
    return Console(markup=False, highlight=False, emoji=False)


def on_stderr() -> Console:
    """The console for progress, and for what went wrong."""
    return Console(stderr=True, markup=False, highlight=False, emoji=False)


def print_lines(lines: Iterable[str], console: Console) -> None:
    """Print sentences, a line each, as wide as they are."""
    for line in lines:
        console.print(Text(printable(line)), soft_wrap=True)


@contextmanager
def errors_told() -> Iterator[None]:
    """Turn an error of noticeparse into one sentence and exit status 2."""
    try:
        yield
    except NoticeparseError as error:
        on_stderr().print(printable(f"noticeparse: {error}"), soft_wrap=True)
        raise typer.Exit(WRONG) from None
    except KeyboardInterrupt:
        on_stderr().print("noticeparse: stopped. Sheets were not written.")
        raise typer.Exit(STOPPED) from None
