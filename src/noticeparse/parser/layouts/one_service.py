"""A notice, letter or policy about one service → one draft: what is shared with it and why.

Where the sentences of a notice name one company alone, its lists of data items and purposes, which
name nobody, belong to that company too. Limit: a notice that mentions a second company in a slot is
read as prose, sentence by sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from noticeparse.model import Heading, ListItem, Paragraph, Text
from noticeparse.parser.companies import strip_bullet
from noticeparse.parser.layouts import bullets
from noticeparse.parser.layouts.prose import (
    Piece,
    company_key,
    listed_apart,
    passage_keys,
    read_passages,
    to_region,
)
from noticeparse.parser.layouts.region import Context, Region
from noticeparse.parser.recipients import is_generic

FIT = 0.45  # better than prose, which sees a part of it


def find(context: Context) -> list[Region]:
    """Find the one service that a notice is about."""
    if listed_apart(context) or bullets.find(context):
        return []
    passages = read_passages(context, set())
    keys = {
        company_key(company, context): str(company)
        for passage in passages
        for piece in passage.pieces
        for company in piece.companies
    }
    own = [key for key, name in keys.items() if not is_generic(name, context)] or list(keys)
    if len(own) != 1:
        return []
    mine = [one for one in passages if own[0] in passage_keys(one, context)]
    taken = {number for one in passages for number in (one.number, *one.more)}
    extra = _items(context, taken)
    if not extra:
        return []
    first = mine[0]
    company = next(
        c for p in first.pieces for c in p.companies if company_key(c, context) == own[0]
    )
    texts = [strip_bullet(_text(context, number)) for number in extra]
    piece = Piece(Text.join(texts), (company,))
    longer = replace(mine[-1], pieces=(*mine[-1].pieces, piece), more=(*mine[-1].more, *extra))
    return [to_region([*mine[:-1], longer], context, fit=FIT)]


def _text(context: Context, number: int) -> Text:
    block = context.blocks[number]
    return block.text if isinstance(block, Heading | Paragraph | ListItem) else Text("")


def _items(context: Context, taken: set[int]) -> Sequence[int]:
    """The items of the lists of data or purposes in a notice."""
    found: list[int] = []
    wanted = False
    for number, block in enumerate(context.blocks):
        if isinstance(block, ListItem):
            if wanted and number not in taken:
                found.append(number)
        else:
            lead = bullets.lead_of(block)
            wanted = lead is not None and _announces_data(str(lead), context)
    return found


def _announces_data(lead: str, context: Context) -> bool:
    cue = context.wording.cue
    wanted = cue("lead_weak", lead) or cue("items_lead", lead)
    return wanted is not None and cue("lead_never", lead) is None
