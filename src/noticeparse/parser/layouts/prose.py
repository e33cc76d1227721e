"""Paragraphs that name recipients in sentences → drafts, one a company.

What a row says is the clause or sentence that names the company and what follows it up to the next
sentence that names another; companies that one sentence lists share it. Paragraphs of one section
that name the same company make one row of it. In a notice whose tables list the recipients,
sentences are taken for introduction and give no rows; beside lists of bullets they only add
companies that these do not have. Limit: a pronoun whose company stands in another paragraph is only
followed at the start of a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from noticeparse.model import Block, Heading, ListItem, Paragraph, Place, Table, Text
from noticeparse.parser.companies import strip_bullet, strip_number
from noticeparse.parser.drafts import Draft
from noticeparse.parser.layouts import bullets, cards, tables
from noticeparse.parser.layouts.pieces import Piece, company_key, read_paragraph
from noticeparse.parser.layouts.region import Context, Region, text_at
from noticeparse.parser.layouts.shared_lists import shared_lists, with_shared_lists
from noticeparse.parser.layouts.wrapped import Wrapped, unwrapped
from noticeparse.parser.recipients import is_known
from noticeparse.text import fold_key, words

FIT = 0.4  # what is read as a list, a label or a section is read better
FIT_SHARED = 0.9  # what a list below says of the companies is read by nobody else
FEWEST_ROWS_OF_A_LIST = 2  # with as many, tables are what lists the recipients
FEWEST_ITEMS = 2  # of data, of a passage that says what a company receives
LONGEST_LABEL = 6  # words
LONGEST_ITEM = 8  # words
SHORTEST_SENTENCE = 4  # words; what is shorter is a heading or a label
_BETWEEN_NAMES = re.compile(r"[\s,&/]*(?:and|or)?(?: also)?(?: (?:the|our))?\s*", re.IGNORECASE)
_LABEL = re.compile(r"^\s*(?!for )([^:.]{3,60}):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, its number, the heading above it, and its pieces."""

    number: int
    block: Paragraph | ListItem
    section: Text | None
    pieces: tuple[Piece, ...]
    more: tuple[int, ...] = ()  # blocks that go on with what it says
    lines: tuple[int, ...] = ()  # those of them whose text `block` holds: lines that wrapped
    shared: bool = False  # a list below says what its companies receive


def find(context: Context) -> list[Region]:
    """Find the paragraphs that name recipients."""
    if listed_apart(context):
        return _beside_tables(context)
    every = read_passages(context, set())
    told = shared_lists(every, context)
    told_of = {number for one in told for number in one.blocks if one.keys is not None}
    lists = [r for r in bullets.find(context) if not told_of or not told_of >= set(r.blocks)]
    taken = {number for region in lists for number in region.blocks}
    listed = {company_key(draft.company, context) for region in lists for draft in region.drafts}
    told = [one for one in told if taken.isdisjoint(one.blocks)]
    free = read_passages(context, taken) if taken else every
    passages = [
        passage
        for passage in with_shared_lists(free, told, context)
        if not passage_keys(passage, context) & listed
    ]
    return [
        to_region(group, context, fit=FIT_SHARED if any(p.shared for p in group) else FIT)
        for group in _together(passages, context)
    ]


def _beside_tables(context: Context) -> list[Region]:
    """Find sentences that tell what somebody receives whom no table or card lists.

    Most sentences there only introduce what is listed, so a name that is merely mentioned is none.
    """
    regions = _structured(context)
    taken = {number for region in regions for number in region.blocks}
    listed = {company_key(draft.company, context) for region in regions for draft in region.drafts}
    told = [
        replace(passage, pieces=pieces)
        for passage in read_passages(context, taken)
        if (pieces := tuple(_telling(passage.pieces, listed, context)))
    ]
    return [to_region(group, context, fit=FIT) for group in _together(told, context)]


def _telling(pieces: Sequence[Piece], listed: set[str], context: Context) -> Iterator[Piece]:
    """Yield the pieces that tell, together, what data somebody receives who is not listed."""
    for _, group in groupby(pieces, key=lambda piece: [str(c) for c in piece.companies]):
        said = list(group)
        companies = said[0].companies
        sure = all(" " in str(c) or is_known(str(c), context) for c in companies)
        data = [item for piece in said for item in _data(piece, context)]
        if (
            sure
            and listed.isdisjoint(piece_keys(said[0], context))
            and len(data) >= FEWEST_ITEMS
            and any(_is_handed(piece, context) for piece in said)
        ):
            yield from said


def _data(piece: Piece, context: Context) -> list[str]:
    return context.wording.all_said("data_item", str(piece.text))


def _is_handed(piece: Piece, context: Context) -> bool:
    """Say whether a sentence hands something to all that it names: "is sent", "is passed to"."""
    said = rest = str(piece.text)
    for company in sorted(map(str, piece.companies), key=said.find):
        before, _, after = rest.partition(company)
        listed = rest != said and _BETWEEN_NAMES.fullmatch(before)
        told = context.wording.cue("after_told", after) or context.wording.cue("before_to", before)
        if not told and not listed:
            return False
        rest = after
    return True


def listed_apart(context: Context) -> bool:
    """Say whether tables or cards list the recipients, so that sentences only introduce them."""
    return sum(len(region.drafts) for region in _structured(context)) >= FEWEST_ROWS_OF_A_LIST


def _structured(context: Context) -> Sequence[Region]:
    """The regions that tables and cards found."""
    if context.structured is not None:
        return context.structured
    return (*tables.find(context), *cards.find(context))


def read_passages(context: Context, taken: set[int]) -> list[Passage]:
    """Read every paragraph, and every item that is a sentence, outside the blocks taken."""
    passages: list[Passage] = []
    for wrapped in unwrapped(context.blocks):
        number, block, lines = wrapped.number, wrapped.block, wrapped.more
        if not taken.isdisjoint((number, *lines)):
            continue
        if items := _labelled_items(passages, number, block, context):
            passages[-1] = _with_labelled(passages[-1], number, items, context)
        if not _is_prose(block, context):
            continue
        if isinstance(block, Paragraph) and block.role in ("page_header", "page_footer"):
            continue
        pieces = read_paragraph(strip_number(strip_bullet(block.text)), context)
        if pieces:
            more = _items_below(context.blocks, max((number, *lines)), block)
            said = tuple(_with_items(pieces, more, context))
            section = _section(context.blocks, number)
            passages.append(Passage(number, block, section, said, (*lines, *more), lines))
        elif _goes_on(passages, number, block, context):
            passages[-1] = _continued(passages[-1], wrapped)
    return passages


def _section(blocks: Sequence[Block], number: int) -> Text | None:
    """The heading above a block."""
    above = [block for block in blocks[:number] if isinstance(block, Heading)]
    return above[-1].text if above else None


def _is_prose(block: Block, context: Context) -> bool:
    """Say whether a block is made of sentences, not a label with its value."""
    string = "" if isinstance(block, Table) else str(block.text)
    if len(words(string)) < SHORTEST_SENTENCE:
        return False
    label = _LABEL.match(string)
    if label is None or len(words(label.group(1))) > LONGEST_LABEL:
        return True
    return context.wording.role(label.group(1)) in (None, "other")


def piece_keys(piece: Piece, context: Context) -> list[str]:
    """The keys of a piece's companies; products that it lists side by side stay apart."""
    keys: list[str] = []
    for company in piece.companies:
        key = company_key(company, context)
        keys.append(key if key not in keys else f"{key} {fold_key(str(company))}")
    return keys


def passage_keys(passage: Passage, context: Context) -> set[str]:
    """The keys of all companies of a passage."""
    return {key for piece in passage.pieces for key in piece_keys(piece, context)}


def _items_below(
    blocks: Sequence[Block], number: int, block: Paragraph | ListItem
) -> tuple[int, ...]:
    """The items that a paragraph leads in with its last words, as "… is passed to X:" does."""
    if not isinstance(block, Paragraph) or not str(block.text).rstrip().endswith((":", "-", "–")):
        return ()
    found = []
    for place in range(number + 1, len(blocks)):
        if not isinstance(blocks[place], ListItem):
            break
        found.append(place)
    return tuple(found)


def _with_items(pieces: Sequence[Piece], more: Sequence[int], context: Context) -> list[Piece]:
    if not more:
        return list(pieces)
    items = [strip_bullet(text_at(context, number)) for number in more]
    return [*pieces, Piece(Text.join(items), pieces[-1].companies)]


def _goes_on(
    passages: Sequence[Passage], number: int, block: Paragraph | ListItem, context: Context
) -> bool:
    """Say whether a paragraph goes on with the one before it: "They also receive …"."""
    if not passages or isinstance(block, ListItem):
        return False
    last = max((passages[-1].number, *passages[-1].more))
    near = last == number - 1
    string = str(block.text)
    of_all = context.wording.cue("goes_to_all", string)
    return (
        near
        and not of_all
        and context.wording.cue("goes_on", string) is not None
        and not context.wording.cue("aside", string)
    )


def _labelled_items(
    passages: Sequence[Passage], number: int, block: Block, context: Context
) -> list[int]:
    """The short lines below a label right after a passage: "What leaves the district:"."""
    if not passages or max((passages[-1].number, *passages[-1].more)) != number - 1:
        return []
    if isinstance(block, Table) or passages[-1].section is None:
        return []
    label = str(block.text).strip()
    short = label.endswith(":") and len(words(label)) <= LONGEST_LABEL
    if not short or context.wording.role(label) not in ("data", "both"):
        return []
    found: list[int] = []
    for place in range(number + 1, len(context.blocks)):
        below = context.blocks[place]
        if not isinstance(below, Paragraph | ListItem) or not _is_item(str(below.text)):
            break
        found.append(place)
    return found


def _is_item(string: str) -> bool:
    """Say whether a line is an item of data, no sentence and no label."""
    return len(words(string)) <= LONGEST_ITEM and not string.rstrip().endswith((".", ":", "?"))


def _with_labelled(
    passage: Passage, number: int, items: Sequence[int], context: Context
) -> Passage:
    texts = [strip_bullet(text_at(context, at)) for at in items]
    piece = Piece(Text.join(texts), passage.pieces[-1].companies)
    more = (*passage.more, number, *items)
    return replace(passage, pieces=(*passage.pieces, piece), more=more)


def _continued(passage: Passage, wrapped: Wrapped) -> Passage:
    piece = Piece(wrapped.block.text.strip(), passage.pieces[-1].companies)
    more = (*passage.more, wrapped.number, *wrapped.more)
    return replace(passage, pieces=(*passage.pieces, piece), more=more)


def _together(passages: Sequence[Passage], context: Context) -> list[list[Passage]]:
    """Put the passages that name the same company together.

    Of two sections only where one of them says no data: else they are two disclosures to one.
    """
    together: list[list[Passage]] = []
    for passage in passages:
        keys = passage_keys(passage, context)
        for group in together:
            known = set[str]().union(*(passage_keys(other, context) for other in group))
            both = keys & known
            one = group[-1].section is passage.section
            if both and (
                one or _is_thin([passage], both, context) or _is_thin(group, both, context)
            ):
                group.append(passage)
                break
        else:
            together.append([passage])
    return together


def _is_thin(passages: Sequence[Passage], keys: set[str], context: Context) -> bool:
    """Say whether passages name hardly any data of a company: "I send them home through X"."""
    pieces = [piece for passage in passages for piece in passage.pieces]
    own = [piece for piece in pieces if not keys.isdisjoint(piece_keys(piece, context))]
    said = " ".join(str(piece.text) for piece in own)
    return len(context.wording.all_said("data_item", said)) < FEWEST_ITEMS


def to_region(group: Sequence[Passage], context: Context, *, fit: float) -> Region:
    """Make the rows of passages: a row a company, what is said of it in reading order."""
    names: dict[str, Text] = {}
    texts: dict[str, list[Text]] = {}
    places: dict[str, Place] = {}
    for passage in group:
        for piece in passage.pieces:
            for key, company in zip(piece_keys(piece, context), piece.companies, strict=True):
                names.setdefault(key, company)
                places.setdefault(key, passage.block.place)
                said = texts.setdefault(key, [])
                if piece.text not in said:
                    said.append(piece.text)
    drafts = [
        Draft(name, Text.join(texts[key]), group[0].section, place=places[key])
        for key, name in names.items()
    ]
    blocks = [number for passage in group for number in (passage.number, *passage.more)]
    return Region("prose", tuple(blocks), fit, tuple(drafts))
