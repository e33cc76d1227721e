"""The prose around the rows → what the notice says once for all of them.

A sentence states a kind when one of the kind's patterns matches and none of its exceptions does.
Statements never add tags to rows; reports print them beside every row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from noticeparse.model import STATEMENT_KINDS, Block, Heading, ListItem, Paragraph, Statement, Text
from noticeparse.parser.wording import Patterns
from noticeparse.text import first_match, fold, fold_key, sentences


def read_statements(
    blocks: Iterable[Block],
    patterns: Mapping[str, Patterns],
    taken: Collection[int] = (),
    labels: Iterable[Text] = (),
) -> tuple[Statement, ...]:
    """Find the statements in the blocks, in reading order.

    A sentence of which a row was made (its offsets are taken) speaks of that row alone; so do the
    next one, where it says "them", and a line that begins with a label of the rows.
    """
    found: list[Statement] = []
    captions = {_label(text.string) for text in labels} - {""}
    for block in blocks:
        if not isinstance(block, Heading | Paragraph | ListItem):
            continue
        of_row = False
        for start, end in sentences(block.text.string):
            text = block.text.slice(start, end)
            folded = fold(text.string).string
            goes_on = of_row and first_match(patterns.get("of_row", ()), folded) is not None
            of_row = goes_on or any(at in taken for run in text.runs for at in run.stretch())
            if of_row or (":" in folded and _label(folded) in captions):
                continue
            found += [
                Statement(kind, text, place=block.place)
                for kind in STATEMENT_KINDS
                if first_match(patterns.get(kind, ()), folded)
                and not first_match(patterns.get(f"{kind}_unless", ()), folded)
            ]
    return tuple(found)


def _label(text: str) -> str:
    return fold_key(text.partition(":")[0])
