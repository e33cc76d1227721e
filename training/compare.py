"""Two readings of the same notices → which rows of which notices came, went or changed.

usage: python -m training.compare BEFORE.jsonl AFTER.jsonl

Both are written by `python -m training.crossval --keep FILE`, one before a change and one after it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from training.labelled import LabelError, run

Kept = Mapping[tuple[str, str], Sequence["Row"]]
_ADVICE = "Make it with: python -m training.crossval --keep FILE"


class Row(NamedTuple):
    """A row as it was kept: a tag is "kind id", with "not " before it where it is denied."""

    company: str
    description: str
    tags: frozenset[str]


def read(path: Path) -> Kept:
    """The rows of each notice and form. Raises LabelError where the file is none."""
    found = {}
    try:
        for line in path.read_text("utf-8").splitlines():
            said = json.loads(line)
            rows = [Row(c, d, frozenset(map(_tag, tags))) for c, d, tags in said["rows"]]
            found[said["notice"], said["form"]] = rows
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LabelError(f"{path} holds no rows that were kept.", what_to_do=_ADVICE) from error
    return found


def _tag(said: Sequence[str]) -> str:
    kind, id, polarity = said
    return f"{'not ' * (polarity == 'not_shared')}{kind} {id}"


def changes(before: Kept, after: Kept) -> Iterator[str]:
    """A line a row that came, went or changed, below the notice that it is of."""
    for key in sorted(before.keys() & after.keys()):
        lines = [*_changes(before[key], after[key])]
        if lines:
            yield f"{key[0]} ({key[1]})"
            yield from (f"  {line}" for line in lines)
    for key in sorted(before.keys() ^ after.keys()):
        alone, sign = (before, "-") if key in before else (after, "+")
        yield f"{key[0]} ({key[1]}), {'before' if sign == '-' else 'after'} alone"
        yield from (f"  {sign} {row.company}: {_short(row.description)}" for row in alone[key])


def _changes(old: Sequence[Row], new: Sequence[Row]) -> Iterator[str]:
    left = [row for row in new if row not in old]
    gone = [row for row in old if row not in new]
    for row in gone:
        same = next((other for other in left if other.company == row.company), None)
        if same is None:
            yield f"- {row.company}: {_short(row.description)}"
            continue
        left.remove(same)
        if same.description != row.description:
            yield f"~ {row.company}: “{_short(row.description)}” → “{_short(same.description)}”"
        for tag in sorted(row.tags - same.tags):
            yield f"~ {row.company}: without {tag}"
        for tag in sorted(same.tags - row.tags):
            yield f"~ {row.company}: with {tag}"
    yield from (f"+ {row.company}: {_short(row.description)}" for row in left)


def _short(text: str, most: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def main() -> None:
    """Print the changes, and how many rows there are."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("before", type=Path)
    options.add_argument("after", type=Path)
    asked = options.parse_args()
    before, after = read(asked.before), read(asked.after)
    lines = list(changes(before, after))
    print("\n".join(lines))
    counts = [sum(map(len, kept.values())) for kept in (before, after)]
    print(f"{counts[0]} rows before, {counts[1]} after; {len(lines)} lines of changes")


if __name__ == "__main__":
    run(main)
