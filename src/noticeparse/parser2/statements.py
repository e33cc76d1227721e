"""The prose around the rows → what the notice says once for all of them.

A sentence states a kind when one of the kind's patterns matches and none of its exceptions does.
Statements never add tags to rows; reports print them beside every row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from noticeparse.model import STATEMENT_KINDS, Block, Heading, ListItem, Paragraph, Statement
from noticeparse.parser2.wording import Patterns
from noticeparse.text import fold, sentences


def read_statements(
    blocks: Iterable[Block], patterns: Mapping[str, Patterns], taken: Collection[int] = ()
) -> tuple[Statement, ...]:
    """Find the statements in the blocks, in reading order.

    A sentence of which a row was made (its offsets are taken) speaks of that row alone.
    """
    found: list[Statement] = []
    for block in blocks:
        if not isinstance(block, Heading | Paragraph | ListItem):
            continue
        for start, end in sentences(block.text.string):
            text = block.text.slice(start, end)
            if any(at in taken for run in text.runs for at in run.stretch()):
                continue
            folded = fold(text.string).string
            found += [
                Statement(kind, text, place=block.place)
                for kind in STATEMENT_KINDS
                if _states(folded, kind, patterns)
            ]
    return tuple(found)


def _states(folded: str, kind: str, patterns: Mapping[str, Patterns]) -> bool:
    if any(pattern.search(folded) for pattern in patterns.get(f"{kind}_unless", ())):
        return False
    return any(pattern.search(folded) for pattern in patterns.get(kind, ()))
