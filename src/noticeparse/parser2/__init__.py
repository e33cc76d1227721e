"""A Document → what its notice says: title, school, statements and disclosures.

Proposers read the blocks in every way that they know; the judge keeps the readings that stand. In
what no reading explains, sentences are read; the rest is prose, in which statements are looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from noticeparse.parser2 import judge
from noticeparse.parser2.context import Context
from noticeparse.parser2.proposers import PROPOSERS, RUNNING_TEXT
from noticeparse.parser2.readings import Reading


def propose(context: Context) -> Iterator[Reading]:
    """Every reading of every proposer but that of running text."""
    for name, proposer in PROPOSERS.items():
        if name != RUNNING_TEXT:
            yield from proposer.propose(context)


def find_readings(context: Context) -> list[Reading]:
    """The readings that stand, those of running text where no other does."""
    chosen = judge.choose(list(propose(context)), context)
    taken = {number for reading in chosen for number in reading.blocks}
    prose = [
        reading
        for reading in PROPOSERS[RUNNING_TEXT].propose(context)
        if taken.isdisjoint(reading.blocks)
    ]
    return sorted([*chosen, *prose], key=lambda reading: reading.blocks)
