"""Results → the same results, with a bar on the terminal while they come.

The bar goes to stderr, so that what is written to stdout stays clean, and only to a terminal:
in a log it would be noise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

Item = TypeVar("Item")


def track(
    items: Iterable[Item], total: int, *, console: Console, quiet: bool = False
) -> Iterator[Item]:
    """Pass items on and move a bar by one for each."""
    if quiet or not console.is_terminal:
        yield from items
        return
    bar = Progress(
        TextColumn("Reading notices"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    with bar:
        work = bar.add_task("", total=total)
        for item in items:
            bar.advance(work)
            yield item
