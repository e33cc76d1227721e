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
from noticeparse.parser.layouts.region import Context, text_at
from noticeparse.parser.recipients import cut

if TYPE_CHECKING:
    from noticeparse.parser.layouts.prose import Passage

_BRACKET = re.compile(r"\(([^()]+)\)\W*$")
_BEFORE = re.compile(r"([^:.]{2,80}):\s+")
_LISTED = re.compile(r"\s*(?:,|;|/)\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+")
FEWEST_COMPANIES = 2
FEWEST_ITEMS = 2  # of data


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of companies: of all above, or of those with some keys; and its blocks."""

    text: Text
    keys: frozenset[str] | None
    blocks: tuple[int, ...]


def shared_lists(passages: Sequence[Passage], context: Context) -> list[Told]:
    """Find what lists, and sentences, below passages say of their companies."""
    return list(_told(passages, context))


def with_shared_lists(
    passages: Sequence[Passage], told: Sequence[Told], context: Context
) -> list[Passage]:
    """Give the passages what lists below them say of their companies; these are no passages."""
    used = {number for one in told for number in one.blocks}
    found = [passage for passage in passages if passage.number not in used]
    above = [passage for passage in found if any(passage.number < min(one.blocks) for one in told)]
    if not above:
        return list(passages)
    return [_with(passage, told, above[-1], context) for passage in found]


def _with(passage: Passage, told: Sequence[Told], last: Passage, context: Context) -> Passage:
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
        shared=bool(more),
    )


def _told(passages: Sequence[Passage], context: Context) -> Iterator[Told]:
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
                yield Told(text, None, (number, *(at for at, _ in items)))
            elif number not in numbers and _names_data(string, context):
                yield Told(block.text.strip(), None, (number,))
        elif items and string.rstrip().endswith(":"):
            yield from _by_name(number, items, passages, context)


def _names_data(string: str, context: Context) -> bool:
    """Say whether a sentence names data: "every company above has signed a contract" does not."""
    return len(context.wording.all_said("data_item", string)) >= FEWEST_ITEMS


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


def _by_name(
    number: int,
    items: Sequence[tuple[int, ListItem]],
    passages: Sequence[Passage],
    context: Context,
) -> Iterator[Told]:
    """Read items that name companies of the passages, before a colon or in a bracket, if all do."""
    known = {
        company_key(company, context)
        for passage in passages
        if passage.number < number
        for piece in passage.pieces
        for company in piece.companies
    }
    more = context.wording.cue("goes_to_some", str(text_at(context, number))) is not None
    found: list[Told] = []
    for at, item in items:
        text = strip_bullet(item.text)
        bracket, before = _BRACKET.search(text.string), _BEFORE.match(text.string) if more else None
        span = before.span(1) if before else bracket.span(1) if bracket else (0, 0)
        keys = frozenset(company_key(name, context) for name in cut(text.slice(*span), _LISTED))
        if not keys or not keys <= known:
            return
        said = text.slice(before.end()).strip() if before else text
        found.append(Told(said, keys, (number, at)))
    yield from found
