"""Passages, and the lists below them that say what all of their companies receive → passages.

"These items go to every one of the programs above:" is said of each; an item that ends in a
bracket, "date of birth (Arbor, Wonde)", of those whom the bracket names. Limit: companies that
stand below such a list are told nothing by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from noticeparse.model import ListItem, Paragraph, Text
from noticeparse.parser.companies import strip_bullet
from noticeparse.parser.layouts.pieces import Piece, company_key
from noticeparse.parser.layouts.region import Context
from noticeparse.parser.recipients import cut

if TYPE_CHECKING:
    from noticeparse.parser.layouts.prose import Passage

_BRACKET = re.compile(r"\(([^()]+)\)\W*$")
_LISTED = re.compile(r"\s*(?:,|;|/)\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+")
FEWEST_COMPANIES = 2


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of companies: of all above, or of those with some keys; and its blocks."""

    text: Text
    keys: frozenset[str] | None
    blocks: tuple[int, ...]


def with_shared_lists(
    passages: Sequence[Passage], taken: set[int], context: Context
) -> list[Passage]:
    """Give the passages what lists below them say of their companies; these are no passages."""
    told = [one for one in _told(passages, context) if taken.isdisjoint(one.blocks)]
    used = {number for one in told for number in one.blocks}
    found = [passage for passage in passages if passage.number not in used]
    if not told or not found:
        return list(passages)
    return [_with(passage, told, found[-1], context) for passage in found]


def _with(passage: Passage, told: Sequence[_Told], last: Passage, context: Context) -> Passage:
    """Add what is said of a passage's companies; the last passage takes the blocks."""
    companies = {
        company_key(company, context): company
        for piece in passage.pieces
        for company in piece.companies
    }
    below = [one for one in told if one.blocks[0] > passage.number]
    more: list[Piece] = []
    for key, company in companies.items():
        said = [one.text for one in below if one.keys is None or key in one.keys]
        if said:
            more.append(Piece(Text.join(said, ", "), (company,)))
    blocks = {number for one in told for number in one.blocks} if passage is last else set()
    return replace(
        passage,
        pieces=(*passage.pieces, *more),
        more=(*passage.more, *sorted(blocks - {passage.number, *passage.more})),
    )


def _told(passages: Sequence[Passage], context: Context) -> Iterator[_Told]:
    """Find the lists, and the sentences, that speak of all companies above or name them again."""
    numbers = [passage.number for passage in passages]
    for number, block in enumerate(context.blocks):
        above = [passage for passage in passages if passage.number < number]
        if not isinstance(block, Paragraph) or _companies(above, context) < FEWEST_COMPANIES:
            continue
        items = list(_items(number, context))
        string = str(block.text)
        if context.wording.cue("goes_to_all", string):
            if items:
                text = Text.join([strip_bullet(item.text) for _, item in items], ", ")
                yield _Told(text, None, (number, *(at for at, _ in items)))
            elif number not in numbers:
                yield _Told(block.text.strip(), None, (number,))
        elif items and string.rstrip().endswith(":"):
            yield from _by_bracket(number, items, passages, context)


def _companies(passages: Sequence[Passage], context: Context) -> int:
    """Count the companies of passages."""
    pieces = [piece for passage in passages for piece in passage.pieces]
    return len({company_key(company, context) for piece in pieces for company in piece.companies})


def _items(number: int, context: Context) -> Iterator[tuple[int, ListItem]]:
    for at in range(number + 1, len(context.blocks)):
        block = context.blocks[at]
        if not isinstance(block, ListItem):
            return
        yield at, block


def _by_bracket(
    number: int,
    items: Sequence[tuple[int, ListItem]],
    passages: Sequence[Passage],
    context: Context,
) -> Iterator[_Told]:
    """Read items whose brackets name companies of the passages, if all of them do."""
    known = {
        company_key(company, context)
        for passage in passages
        if passage.number < number
        for piece in passage.pieces
        for company in piece.companies
    }
    found: list[_Told] = []
    for at, item in items:
        bracket = _BRACKET.search(item.text.string)
        names = cut(item.text.slice(*bracket.span(1)), _LISTED) if bracket else []
        keys = frozenset(company_key(name, context) for name in names)
        if not keys or not keys <= known:
            return
        found.append(_Told(strip_bullet(item.text), keys, (number, at)))
    yield from found
