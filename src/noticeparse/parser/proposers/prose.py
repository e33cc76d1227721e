"""Sentences that name recipients → readings, one a paragraph.

Every sentence of a paragraph, an item or a cell is read; the words that say what a company receives
are its clause or sentence, and what follows it up to the next company. A paragraph that ends with a
colon goes on in the items below it. Limit: what a paragraph of its own says of a company that
another one names is not heard.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from noticeparse.model import Block, ListItem, Paragraph, Place, Table, Text
from noticeparse.parser.context import Above, Context
from noticeparse.parser.drafts import Draft
from noticeparse.parser.marks import strip_bullet, strip_number
from noticeparse.parser.mentions import find_mentions
from noticeparse.parser.readings import Reading
from noticeparse.parser.sentences import Company, Piece, companies_of, read_paragraph
from noticeparse.parser.wrapped import Wrapped, unwrapped
from noticeparse.text import words

SHORTEST_SENTENCE = 4  # words; what is shorter is a heading, a label or an item


def propose(context: Context, taken: frozenset[int] = frozenset()) -> Iterator[Reading]:
    """Read every block that holds sentences, but for those that are taken."""
    for wrapped in unwrapped(context.blocks):
        if not taken.isdisjoint((wrapped.number, *wrapped.more)):
            continue
        where = "item" if isinstance(wrapped.block, ListItem) else "paragraph"
        text, above = passage(wrapped, context)
        line = above.lead or above.heading
        sources = line is not None and context.says("lists_sources", line.string)
        if len(words(text.string)) < SHORTEST_SENTENCE or (sources and where == "item"):
            continue
        pieces = read_paragraph(text, where, above, context, _about(above, context))
        blocks = (wrapped.number, *wrapped.more)
        if pieces and isinstance(wrapped.block, Paragraph):
            items = dict(_items_below(context.blocks, blocks[-1], text.string))
            if items:
                pieces.append(Piece(Text.join(items.values()), pieces[-1].companies))
                blocks = (*blocks, *items)
        yield from _reading(pieces, blocks, above, wrapped.block.place)
    for number, block in enumerate(context.blocks):
        if isinstance(block, Table) and number not in taken:
            yield from _in_cells(number, block, context)


def passage(wrapped: Wrapped, context: Context) -> tuple[Text, Above]:
    """What a paragraph says, and what stands above it: a bold beginning may be its heading.

    It is none where it names somebody, or where the sentence goes on after it.
    """
    text, above = wrapped.block.text, context.above()[wrapped.number]
    lead = wrapped.block.lead if isinstance(wrapped.block, Paragraph) else 0
    title, rest = text.slice(0, lead).strip(), text.slice(lead).strip()
    heads = title and title.string[-1] not in ":,;-–—(" and rest.string[:1].isupper()
    if heads and not context.find_names(title.string):
        return rest, replace(above, heading=title)
    return strip_number(strip_bullet(text)), above


def _in_cells(number: int, table: Table, context: Context) -> Iterator[Reading]:
    """Read the cells of a table that only arranges text; a cell beside a caption is under it."""
    above = context.above()[number]
    pieces: list[Piece] = []
    for cell in table.cells:
        if len(words(cell.text.string)) >= SHORTEST_SENTENCE:
            left = [c.text for c in table.cells if c.row == cell.row and c.column < cell.column]
            own = replace(above, heading=left[-1] if left and left[-1] else above.heading)
            pieces += read_paragraph(cell.text, "cell", own, context, _about(own, context))
    yield from _reading(pieces, (number,), above, table.place)


def _about(above: Above, context: Context) -> tuple[Company, ...]:
    """The companies that the question above asks about: "What goes to UCAS?"."""
    heading = above.heading
    if heading is None or not heading.string.rstrip().endswith("?"):
        return ()
    mentions = find_mentions(heading.string, "heading", Above(), context)
    return companies_of(heading, mentions, context)


def _items_below(blocks: Sequence[Block], number: int, said: str) -> Iterator[tuple[int, Text]]:
    """The items that a paragraph leads in with its last words, as "… is passed to X:" does."""
    if not said.rstrip().endswith((":", "-", "–")):
        return
    for place in range(number + 1, len(blocks)):
        block = blocks[place]
        if not isinstance(block, ListItem):
            return
        yield place, strip_bullet(block.text)


def _reading(
    pieces: Sequence[Piece], blocks: tuple[int, ...], above: Above, place: Place
) -> Iterator[Reading]:
    """Make the rows of pieces: a row a company, what is said of it in reading order."""
    companies: dict[str, Company] = {}
    texts: dict[str, list[Text]] = {}
    for piece in pieces:
        for company in piece.companies:
            companies.setdefault(company.key, company)
            texts.setdefault(company.key, []).append(piece.text)
    if companies:
        drafts = tuple(
            Draft(
                company=company.text,
                description=Text.join(texts[key]),
                section=above.heading,
                place=place,
                evidence=company.mention.evidence,
                layout="prose",
                fit=company.mention.probability,
            )
            for key, company in companies.items()
        )
        yield Reading("prose", blocks, drafts, lead=above.lead)
