"""Values → files. One module a format; a new one is a file and a line in WRITERS.

A writer module has `open_writer(folder, options) -> Writer` (see `reports.writer`). Modules are
imported when they are asked for: each brings packages that the others do not need.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from noticeparse.errors import InputError
from noticeparse.reports.writer import Options, Outcome, Result, Writer

WRITERS = {
    "csv": "noticeparse.reports.csv",
    "json": "noticeparse.reports.json",
    "jsonl": "noticeparse.reports.jsonl",
    "xlsx": "noticeparse.reports.xlsx",
}

__all__ = ["WRITERS", "Options", "Outcome", "Result", "Writer", "open_writer"]


def open_writer(name: str, folder: Path, *, options: Options | None = None) -> Writer:
    """Start writing results in a format of WRITERS into a folder."""
    if name not in WRITERS:
        raise InputError(
            f'There is no format "{name}".', what_to_do=f"Choose from {', '.join(WRITERS)}."
        )
    module = import_module(WRITERS[name])
    start = cast("Callable[[Path, Options], Writer]", module.open_writer)
    return start(folder, options or Options())
