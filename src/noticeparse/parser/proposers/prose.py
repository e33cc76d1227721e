"""Sentences that name recipients → readings, one a paragraph.

In text copied from a page every line may be a block of its own. A paragraph whose sentence has not
ended goes on in the next one that begins in lower case, and in any other where it was as long as a
line; one that ends with a colon goes on in the items below it.

A sentence that names companies is theirs, whole: readers who cut it into clauses agree less. One
that names nobody goes on with the companies before it where it begins with "they" and the like, and
belongs to nobody else. Limits: what a paragraph of its own says of a company that another one names
is not heard; a heading without a full stop that is as long as a line is taken for one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from noticeparse.model import Block, Cell, Fields, ListItem, Paragraph, Place, Table, Text
from noticeparse.model.disclosure import NO_FIELDS
from noticeparse.parser.candidates import GENERIC, KNOWN, find_candidates, tokens_of
from noticeparse.parser.context import Above, Context, is_led
from noticeparse.parser.drafts import FIELD_ROLES, SAYS_WHAT, Draft, Reading, RowBuilder
from noticeparse.parser.marks import strip_bullet, strip_number
from noticeparse.parser.mentions import Mention, find_mentions, hands_on
from noticeparse.parser.merging import SHORT_FORM, company_key
from noticeparse.parser.names import is_generic, without_article
from noticeparse.settings import MAX_TEXT_CHARACTERS
from noticeparse.text import SHORTEST_LINE, sentences, words

SHORTEST_SENTENCE = 4  # words; what is shorter is a heading, a label or an item

FEWEST_WORDS = 6  # of a line that goes on

_ENDS = re.compile(r"[.!?:;][)\"'’”]*\s*$")


class Wrapped(NamedTuple):
    """A paragraph: the number and the block of its first line, and the numbers of its others."""

    number: int
    block: Paragraph | ListItem
    more: tuple[int, ...] = ()


def unwrapped(blocks: Sequence[Block]) -> Iterator[Wrapped]:
    """Put the lines of paragraphs together; every other block that holds text stands alone."""
    number = 0
    while number < len(blocks):
        block = blocks[number]
        if not isinstance(block, Paragraph | ListItem):
            number += 1
            continue
        last = number
        while last + 1 < len(blocks) and (rest := _rest(block, blocks[last + 1])):
            last += 1
            block = replace(block, text=Text.join([block.text.strip(), rest]))
        yield Wrapped(number, block, tuple(range(number + 1, last + 1)))
        number = last + 1


def _rest(block: Paragraph | ListItem, other: Block) -> Text | None:
    """What the next block says, if in it a paragraph goes on whose last sentence has not ended."""
    before = block.text.string
    if not isinstance(block, Paragraph) or block.bold or _ENDS.search(before):
        return None
    if len(before) > MAX_TEXT_CHARACTERS or len(words(before)) < FEWEST_WORDS:
        return None
    if not isinstance(other, Paragraph) or other.bold or other.lead or other.role != "body":
        return None
    text = other.text.strip()
    full = len(before) >= SHORTEST_LINE and before.rstrip()[-1:] not in (")", "”")
    last = before.rsplit(maxsplit=1)[-1]
    sentence = _ENDS.search(text.string) is not None or len(words(text.string)) >= FEWEST_WORDS
    goes_on = full and (last.islower() or last.endswith(",")) and sentence
    return text if text and (goes_on or text.string[0].islower()) else None


class Company(NamedTuple):
    """A company that a sentence names: as printed, by what its other names are known, how sure."""

    text: Text
    key: str
    mention: Mention
    in_full: Text | None  # the longer name that a known one begins: "Arbor Payroll"


class Piece(NamedTuple):
    """A stretch of a paragraph and the companies to which it belongs."""

    text: Text
    companies: tuple[Company, ...]


def read_paragraph(
    text: Text, where: str, above: Above, context: Context, about: tuple[Company, ...] = ()
) -> list[Piece]:
    """Cut a paragraph into pieces; `about` are the companies that its heading asks about."""
    pieces: list[Piece] = []
    between: list[Text] = []  # sentences after the last piece that name nobody
    last = about
    before = ""
    for start, end in sentences(text.string):
        sentence = text.slice(start, end)
        mentions = find_mentions(sentence.string, where, replace(above, before=before), context)
        led = context.opens_list(sentence.string) is not None and hands_on(before, context)
        before = sentence.string
        if mentions:
            own = _in_full(companies_of(sentence, mentions, context), last)
            if led and pieces and not between:
                pieces[-1], last = _with_examples(pieces[-1], own), ()
            if last and context.says("lists_parts", sentence.string):
                own = last
            elif last and context.says("refers_back", sentence.string):
                own = tuple({company.key: company for company in (*last, *own)}.values())
            if pieces and {c.key for c in own} == {c.key for c in pieces[-1].companies}:
                pieces += [Piece(each, own) for each in between]
            elif between and (led or _tells_who(sentence.string, between[-1].string, context)):
                pieces.append(Piece(between[-1], own))
            pieces.append(Piece(strip_number(strip_bullet(sentence)), own))
            last, between = own, []
        elif last and (last is about or _goes_on(sentence.string, context)):
            pieces.append(Piece(sentence, last))
            between = []
        else:
            last = ()
            between.append(sentence)
    return pieces


def _in_full(own: tuple[Company, ...], last: Sequence[Company]) -> tuple[Company, ...]:
    """The companies of a sentence; "the Ministry" is the Ministry of Education named before it."""
    found = []
    for one in own:
        said = set(words(one.text.string))
        shorter = (full for full in last if said < set(words(full.text.string)))
        found.append(one if one.mention.kind == KNOWN else next(shorter, one))
    return tuple({company.key: company for company in found}.values())


def _with_examples(piece: Piece, examples: Sequence[Company]) -> Piece:
    """A piece whose last receiver is a kind of body, of which the next sentence gives examples."""
    *others, last = piece.companies
    if last.mention.kind != GENERIC or not last.mention.receives:
        return piece
    return Piece(piece.text, (*others, *examples))


def _tells_who(sentence: str, before: str, context: Context) -> bool:
    """Say whether a sentence names those to whom the one before it hands data over."""
    return context.says("tells_who", sentence) and context.says("hands_over", before)


def _goes_on(sentence: str, context: Context) -> bool:
    """Say whether a sentence that names nobody goes on about the companies before it."""
    if (sign := sentence.rstrip()[-1:]) in ("?", ":"):
        return sign == ":"  # it leads in what stands below: "When a pupil joins, we enter there:"
    apart = ("aside", "is_about_rights", "is_about_law")
    hands = context.says("hands_over", sentence)
    if context.says("points_on", sentence) or (context.says("guards_data", sentence) and not hands):
        return False
    if context.says("names_data", sentence) and not any(context.says(k, sentence) for k in apart):
        return True
    if context.says("is_about_rights", sentence) and not hands:
        return False
    return context.says("refers_back", sentence) or context.says("goes_on", sentence)


def companies_of(
    sentence: Text, mentions: Sequence[Mention], context: Context
) -> tuple[Company, ...]:
    """The companies that a sentence mentions, each once, with the short form in its bracket."""
    found: dict[str, Company] = {}
    longer = _longer_names(sentence.string, context)
    whole_names = [_bracketed(sentence.string, *span) for span in longer.values()]
    for one in mentions:
        within = (start < one.start and one.end <= end for start, end in whole_names)
        if (one.start, one.end) not in longer and any(within):
            continue  # the short form of another's whole name: "Arbor Payroll (AP)"
        bounds = _bracketed(sentence.string, one.start, one.end, one.kind)
        text = without_article(sentence.slice(*bounds), context)
        key = company_key(text.string, context)
        whole = longer.get((one.start, one.end)) if one.kind == KNOWN else None
        in_full = sentence.slice(*_bracketed(sentence.string, *whole)) if whole else None
        found.setdefault(key, Company(text, key, one, in_full))
    return tuple(found.values())


def _bracketed(sentence: str, start: int, end: int, kind: str = KNOWN) -> tuple[int, int]:
    """Where a name stands, its short form included: "Skills Agency (SA)"; of a kind, no bracket."""
    bracket = None if kind == GENERIC else SHORT_FORM.match(sentence, end)
    return start, bracket.end() if bracket else end


def _longer_names(sentence: str, context: Context) -> dict[tuple[int, int], tuple[int, int]]:
    """The known names that begin a longer one, or are words of a body's, and where that stands."""
    candidates = find_candidates(sentence, context)
    known = [c for c in candidates if c.kind == KNOWN]
    starts = [c.start for c in known]
    longer: dict[tuple[int, int], tuple[int, int]] = {}
    for run in sorted(candidates, key=lambda c: c.end - c.start):
        near = known[bisect_left(starts, run.start) : bisect_left(starts, run.end)]
        inside = [one for one in near if one.end <= run.end]
        if len(inside) != 1 or inside[0][:2] == run[:2]:
            continue
        (one,) = inside
        named = run.start == one.start or run.kind == GENERIC
        capitals = all(token.capital for token in tokens_of(sentence[run.start : run.end]))
        # "GoGuardian Student name, class": whose data it is, in a line that lost its columns.
        value = context.wording.says("inside_value", sentence[one.end : run.end])
        if named and capitals and not value and not is_generic(sentence[slice(*one[:2])], context):
            longer[one.start, one.end] = run.start, run.end
    return longer


def propose(context: Context, taken: frozenset[int] = frozenset()) -> Iterator[Reading]:
    """Read every block that holds sentences, but for those that are taken."""
    for wrapped in unwrapped(context.blocks):
        if not taken.isdisjoint((wrapped.number, *wrapped.more)):
            continue
        text, above = passage(wrapped, context)
        where = place_of(wrapped, above)
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


def place_of(wrapped: Wrapped, above: Above) -> str:
    """Where a paragraph stands: "item" of a list, or "paragraph"."""
    lead = above.lead.string if above.lead else ""
    item = isinstance(wrapped.block, ListItem) or is_led(wrapped.block.text.string, lead)
    return "item" if item else "paragraph"


def passage(wrapped: Wrapped, context: Context) -> tuple[Text, Above]:
    """What a paragraph says, and what stands above it: a bold beginning may be its heading.

    It is none where it names somebody, or where the sentence goes on after it.
    """
    text, above = wrapped.block.text, context.above[wrapped.number]
    lead = wrapped.block.lead if isinstance(wrapped.block, Paragraph) else 0
    title, rest = text.slice(0, lead).strip(), text.slice(lead).strip()
    heads = title and title.string[-1] not in ":,;-–—(" and rest.string[:1].isupper()
    if heads and not context.find_names(title.string):
        return rest, replace(above, heading=title)
    return strip_number(strip_bullet(text)), above


def _in_cells(number: int, table: Table, context: Context) -> Iterator[Reading]:
    """Read the cells of a table that only arranges text; a cell beside a caption is under it."""
    above = context.above[number]
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    captions = _captions(rows.get(0, ()), context)
    for cells in rows.values():
        pieces: list[Piece] = []
        for cell in cells:
            if len(words(cell.text.string)) >= SHORTEST_SENTENCE:
                left = [other.text for other in cells if other.column < cell.column]
                own = replace(above, heading=left[-1] if left and left[-1] else above.heading)
                pieces += read_paragraph(cell.text, "cell", own, context, _about(own, context))
        builder = RowBuilder(context.wording)
        for cell in cells:
            role, caption = captions.get(cell.column, ("", cell))
            if caption is not cell:
                builder.add(role, caption.text.string, cell.text)
        yield from _reading(pieces, (number,), above, table.place, builder.fields())


def _captions(cells: Sequence[Cell], context: Context) -> dict[int, tuple[str, Cell]]:
    """(role, caption) of each column whose role is known; none where most are no captions."""
    said = [(context.wording.role(cell.text.string) or "", cell) for cell in cells]
    found = {c.column: (role, c) for role, c in said if role in (*FIELD_ROLES, *SAYS_WHAT)}
    return found if len(found) > 1 else {}


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
    pieces: Sequence[Piece],
    blocks: tuple[int, ...],
    above: Above,
    place: Place,
    fields: Fields = NO_FIELDS,
) -> Iterator[Reading]:
    """Make the rows of pieces: a row a company, what is said of it in reading order.

    `fields` are those that the cells beside them give.
    """
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
                in_full=company.in_full,
                description=Text.join(texts[key]),
                section=above.heading,
                fields=fields,
                place=place,
                evidence=company.mention.evidence,
                layout="prose",
                fit=company.mention.probability,
            )
            for key, company in companies.items()
        )
        yield Reading("prose", blocks, drafts, lead=above.lead)
