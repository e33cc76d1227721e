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
from itertools import pairwise

from noticeparse.model import Block, Heading, ListItem, Paragraph, Place, Table, Text
from noticeparse.parser.candidates import GENERIC, Mention
from noticeparse.parser.companies import strip_bullet
from noticeparse.parser.drafts import Draft
from noticeparse.parser.layouts import bullets, cards, tables
from noticeparse.parser.layouts.region import Context, Region
from noticeparse.parser.layouts.wrapped import Wrapped, unwrapped
from noticeparse.parser.mentions import find_mentions, groups
from noticeparse.text import fold_key, sentences, words

FIT = 0.4  # what is read as a list, a label or a section is read better
FEWEST_ROWS_OF_A_LIST = 2  # with as many, tables are what lists the recipients
LONGEST_LABEL = 6  # words
FEWEST_OF_A_CLAUSE = 2  # words between two names
SHORTEST_SENTENCE = 4  # words; what is shorter is a heading or a label

_DETERMINER = re.compile(r"^(?:the|our|your|a|an|any)\s+", re.IGNORECASE)
_LEGAL = re.compile(r"(?:,? (?:Ltd|Limited|Inc|LLC|LLP|plc|PLC|Pty|GmbH|Corp|CIC)\b\.?)+$")
_LAST_AND = re.compile(r"[\s,;]+(?:and|but|while)\s*$")
_STRONG_CUT = re.compile(r";\s*|,\s+(?:and|but|while|whereas)\s+")
_WEAK_CUT = re.compile(r"\s*(?:\([^()]*\))?\s*(?:,\s*|and\s+|while\s+)")
_NO_CLAUSE = re.compile(r"\s*(?:or|to|with|by|from|in|on|via|through|also|both|as well)\b")
_LABEL = re.compile(r"^\s*(?!for )([^:.]{3,60}):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph and the companies whose it is."""

    text: Text
    companies: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, its number, the heading above it, and its pieces."""

    number: int
    block: Paragraph | ListItem
    section: Text | None
    pieces: tuple[Piece, ...]
    more: tuple[int, ...] = ()  # blocks that go on with what it says
    lines: tuple[int, ...] = ()  # those of them whose text `block` holds: lines that wrapped


def find(context: Context) -> list[Region]:
    """Find the paragraphs that name recipients."""
    if listed_apart(context):
        return []
    lists = bullets.find(context)
    taken = {number for region in lists for number in region.blocks}
    listed = {company_key(draft.company, context) for region in lists for draft in region.drafts}
    passages = [
        passage
        for passage in read_passages(context, taken)
        if not passage_keys(passage, context) & listed
    ]
    return [to_region(group, context, fit=FIT) for group in _together(passages, context)]


def listed_apart(context: Context) -> bool:
    """Say whether tables or cards list the recipients, so that sentences only introduce them."""
    regions = [*tables.find(context), *cards.find(context)]
    return sum(len(region.drafts) for region in regions) >= FEWEST_ROWS_OF_A_LIST


def read_passages(context: Context, taken: set[int]) -> list[Passage]:
    """Read every paragraph, and every item that is a sentence, outside the blocks taken."""
    passages: list[Passage] = []
    for wrapped in unwrapped(context.blocks):
        number, block, lines = wrapped.number, wrapped.block, wrapped.more
        if not taken.isdisjoint((number, *lines)) or not _is_prose(block, context):
            continue
        if isinstance(block, Paragraph) and block.role in ("page_header", "page_footer"):
            continue
        pieces = read_paragraph(strip_bullet(block.text), context)
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


def read_paragraph(
    text: Text, context: Context, *, about: tuple[Text, ...] = (), leads: bool = False
) -> list[Piece]:
    """Cut a paragraph into the pieces that belong to its companies; empty where it names none.

    `about`: whose the sentences are that stand before any name; `leads`: the names with which the
    paragraph begins are recipients.
    """
    pieces: list[Piece] = []
    before: list[Text] = []
    for start, end in sentences(text.string):
        sentence = text.slice(start, end)
        last = pieces[-1].companies if pieces else about
        mentions = find_mentions(str(sentence), context, leads=leads and not start)
        if mentions:
            own = list(_clauses(sentence, mentions, context))
            if before and not pieces and context.wording.cue("bare_list", str(sentence)):
                own = [replace(piece, text=Text.join([*before, piece.text])) for piece in own]
            if last and context.wording.cue("refers_back", str(sentence)):
                own = [Piece(sentence, _with(last, own, context))]
            pieces += own
        elif any(context.wording.cue(key, str(sentence)) for key in ("aside", "source_sentence")):
            continue
        elif pieces:
            pieces.append(Piece(sentence, _whose(sentence, pieces, context)))
        elif about:
            pieces.append(Piece(sentence, about))
        else:
            before.append(sentence)
    return _without_echoes(pieces, context)


def _with(last: Sequence[Text], pieces: Sequence[Piece], context: Context) -> tuple[Text, ...]:
    """The companies that "they" are, and those that a sentence which so begins names."""
    both = [*last, *(company for piece in pieces for company in piece.companies)]
    unique = {company_key(company, context): company for company in reversed(both)}
    return tuple(reversed(unique.values()))


def _without_echoes(pieces: Sequence[Piece], context: Context) -> list[Piece]:
    """Take a company from a later sentence that names another, and it only in passing."""
    found: list[Piece] = []
    last: dict[str, int] = {}
    for place, piece in enumerate(pieces):
        keys = [company_key(company, context) for company in piece.companies]
        new = {key for key in keys if key not in last}
        kept = tuple(
            company
            for key, company in zip(keys, piece.companies, strict=True)
            if key in new or not new or last[key] >= place - 1
        )  # a piece always keeps one: all of its companies are old, or some are new
        last |= dict.fromkeys(keys, place)
        found.append(replace(piece, companies=kept))
    return found


def _whose(sentence: Text, pieces: Sequence[Piece], context: Context) -> tuple[Text, ...]:
    """The companies that a sentence speaks of: those it names again, else the last."""
    named = [
        company
        for piece in pieces
        for company in piece.companies
        if str(company).lower() in str(sentence).lower()
    ]
    if named:
        unique = {company_key(company, context): company for company in named}
        return tuple(unique.values())
    return pieces[-1].companies


def _clauses(sentence: Text, mentions: Sequence[Mention], context: Context) -> Iterator[Piece]:
    """Give each group of names its clause, where the sentence has one for each; else share it."""
    string = str(sentence)
    listed = groups(mentions, string)
    cuts = [
        cut
        for left, right in pairwise(listed)
        if (cut := _cut_between(string, left[-1].end, right[0].start, context)) is not None
    ]
    if len(cuts) < len(listed) - 1:
        yield Piece(sentence, _companies(sentence, mentions))
        return
    bounds = [0, *cuts, len(string)]
    tail = _tail(sentence, listed[-1][-1].end) if len(listed) > 1 else Text("")
    for number, group in enumerate(listed):
        clause = sentence.slice(bounds[number], bounds[number + 1]).strip(" ,;")
        clause = clause.slice(0, len(_LAST_AND.sub("", clause.string)))
        if number < len(listed) - 1 and tail:
            clause = Text.join([clause, tail])
        yield Piece(clause, _companies(sentence, group))


def _cut_between(string: str, left: int, right: int, context: Context) -> int | None:
    """Where one clause ends and the next, with words of its own, begins.

    "…, looked after by" goes on with the clause before it.
    """
    between = string[left:right]
    strong = [
        match for match in _STRONG_CUT.finditer(between) if _has_words(between[match.end() :])
    ]
    if strong:
        return left + strong[-1].end()
    weak = _WEAK_CUT.match(between)
    if weak is None or not _has_words(between[weak.end() :]):
        return None
    if weak.group().strip() == "," and context.wording.cue("clause_goes_on", between[weak.end() :]):
        return None
    return left + weak.end()


def _has_words(clause: str) -> bool:
    """Say whether what stands between two cuts has words of its own, not only "or to the"."""
    return len(words(clause)) >= FEWEST_OF_A_CLAUSE and not _NO_CLAUSE.match(clause)


def _tail(sentence: Text, end: int) -> Text:
    """What follows the last name after a semicolon or colon: said of all."""
    match = re.search(r"[;:]\s+", sentence.string[end:])
    return sentence.slice(end + match.end()) if match else Text("")


def _companies(sentence: Text, mentions: Sequence[Mention]) -> tuple[Text, ...]:
    """The companies of mentions, each once."""
    found = [_company(sentence, one) for one in mentions]
    return tuple({str(company): company for company in reversed(found)}.values())[::-1]


def _company(sentence: Text, one: Mention) -> Text:
    text = sentence.slice(one.start, one.end)
    after = sentence.string[one.end :]
    bracket = re.match(r"\s*\(([A-Z][\w &]{1,40})\)", after)
    if bracket and one.kind != GENERIC:
        text = sentence.slice(one.start, one.end + bracket.end())
    leading = _DETERMINER.match(text.string)
    strip = leading is not None and (one.kind == GENERIC or leading.group()[0].islower())
    return text.slice(leading.end()) if leading and strip else text


def company_key(company: Text, context: Context) -> str:
    """What two names of one company have in common: its id, or the name without its brackets."""
    bare = re.sub(r"\([^)]*\)", "", _DETERMINER.sub("", str(company))).strip()
    bare = _LEGAL.sub("", bare)
    for span in context.find_names(bare, alone=True):
        if span.start == 0 and span.end >= len(bare):
            return span.supplier_id
    return re.sub(r"\W", "", fold_key(bare))


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
    items = [strip_bullet(context.blocks[number].text) for number in more]  # type: ignore[union-attr]
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
    return (
        near
        and context.wording.cue("goes_on", string) is not None
        and not context.wording.cue("aside", string)
    )


def _continued(passage: Passage, wrapped: Wrapped) -> Passage:
    piece = Piece(wrapped.block.text.strip(), passage.pieces[-1].companies)
    more = (*passage.more, wrapped.number, *wrapped.more)
    return replace(passage, pieces=(*passage.pieces, piece), more=more)


def _together(passages: Sequence[Passage], context: Context) -> list[list[Passage]]:
    """Put the passages of a section that name the same company together."""
    together: list[list[Passage]] = []
    for passage in passages:
        keys = passage_keys(passage, context)
        for group in together:
            known = set[str]().union(*(passage_keys(other, context) for other in group))
            if group[-1].section is passage.section and keys & known:
                group.append(passage)
                break
        else:
            together.append([passage])
    return together


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
