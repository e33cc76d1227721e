"""Texts and errors → the terminal, whatever the terminal can show.

Old Windows consoles have 256 characters; what they lack is printed as "?", never an error. What
would do something on a terminal is printed as what it is not.
"""

import io
import os
import signal
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.text import Text

from noticeparse.errors import STOPPED, NoticeparseError, Unreachable
from noticeparse.reports.words import printable

WRONG = 2  # exit status: the command was wrong
NONE_READ = 3  # exit status: of what was given, nothing could be read
UNREACHABLE = 4  # exit status: an address, a store or a database does not answer
FAULT = 70  # exit status: noticeparse itself is wrong, as sysexits.h has it
UNHEARD = 141  # exit status: nobody reads what is printed ("| head"), as the system gives it


def forgive_encodings() -> None:
    """Let streams print "?" for what their encoding lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


class _Console(Console):
    def print(self, *objects: Any, **how: Any) -> None:
        super().print(*(printable(o) if isinstance(o, str) else o for o in objects), **how)


def on_stdout() -> Console:
    """The console for results."""
    return _Console(markup=False, highlight=False, emoji=False)


def on_stderr() -> Console:
    """The console for progress, and for what went wrong."""
    return _Console(stderr=True, markup=False, highlight=False, emoji=False)


def print_lines(lines: Iterable[str], console: Console) -> None:
    """Print sentences, a line each, as wide as they are."""
    for line in lines:
        console.print(Text(printable(line)), soft_wrap=True)


def status_of(read: int, failed: int) -> int:
    """The exit status of a command that read so many notices, while so many failed."""
    return (1 if read else NONE_READ) if failed else 0


@contextmanager
def errors_told() -> Iterator[None]:
    """Turn an error of noticeparse, of the system or of a library into one sentence and a status.

    Every exception is caught: a traceback helps nobody who runs the command. NOTICEPARSE_TRACEBACK
    in the environment shows it.
    """
    got = signal.SIGINT
    before: dict[signal.Signals, Any] = {}

    def stop(number: int, _: object) -> None:
        nonlocal got
        got = signal.Signals(number)
        raise KeyboardInterrupt

    with suppress(ValueError):  # not in the main thread
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)  # Windows has no SIGHUP, and nohup ignores it
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, stop)
    try:
        yield
    except NoticeparseError as error:
        on_stderr().print(f"noticeparse: {error}", soft_wrap=True)
        raise typer.Exit(UNREACHABLE if isinstance(error, Unreachable) else WRONG) from None
    except BrokenPipeError:
        _say_no_more()
        raise typer.Exit(UNHEARD) from None
    except OSError as error:
        what = error.filename or "What was to be printed"
        _say_no_more()
        on_stderr().print(f"noticeparse: {what}: {error.strerror}.", soft_wrap=True)
        raise typer.Exit(WRONG) from None
    except KeyboardInterrupt:
        # Else Python ends by SIGINT, if code in a string (it makes dataclasses so) was interrupted.
        exec("")  # with other such code it forgets
        on_stderr().print(STOPPED, soft_wrap=True)
        raise typer.Exit(128 + got) from None  # as shells give it
    except Exception as error:
        of_typer = type(error).__module__.partition(".")[0] in ("typer", "click")
        if of_typer or os.environ.get("NOTICEPARSE_TRACEBACK"):  # how commands end
            raise
        frames = traceback.extract_tb(error.__traceback__)
        where = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
        said = f"noticeparse: an unexpected {type(error).__name__}{where} ended this command."
        advice = "This is a fault of noticeparse: please report it, with what you typed."
        on_stderr().print(f"{said} {advice}", soft_wrap=True)
        raise typer.Exit(FAULT) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say_no_more() -> None:
    """Let go of what could not be printed: Python would try again when it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError, ValueError):  # no stream of the system: a test's
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
