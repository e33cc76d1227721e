"""A notice, letter or policy about one service → one draft: what is shared with it and why.

Where the sentences of a notice name one company alone, its lists of data items and purposes, which
name nobody, belong to that company too. The description is the longest stretch that speaks of it,
with the headings that stand inside. Limit: a notice that mentions a second company in a slot is
read as prose, sentence by sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from noticeparse.model import Block, Heading, ListItem, Paragraph, Table, Text
from noticeparse.parser.companies import strip_bullet
from noticeparse.parser.layouts import bullets
from noticeparse.parser.layouts.pieces import Piece, company_key
from noticeparse.parser.layouts.prose import (
    Passage,
    listed_apart,
    passage_keys,
    read_passages,
    to_region,
)
from noticeparse.parser.layouts.region import Context, Region, text_at
from noticeparse.parser.layouts.wrapped import unwrapped
from noticeparse.parser.recipients import is_generic
from noticeparse.text import sentences, words

FIT = 0.45  # better than prose, which sees a part of it
FEWEST = 2  # blocks that speak of the service; one is prose
FEWEST_WORDS = 6  # of a paragraph that names nobody
LONGEST_HEADING = 12  # words
LONGEST_LEAD = 20  # words of a line that leads a list in


@dataclass(frozen=True, slots=True)
class _Said:
    """A block that says something of the service: its number, its text, whether it is an item."""

    number: int
    text: Text
    item: bool


def find(context: Context) -> list[Region]:
    """Find the one service that a notice is about."""
    if listed_apart(context) or bullets.find(context):
        return []
    passages = read_passages(context, set())
    names = {
        company_key(company, context): company
        for passage in reversed(passages)
        for piece in reversed(passage.pieces)
        for company in piece.companies
    }
    own = [key for key, name in names.items() if not is_generic(str(name), context)] or list(names)
    if len(own) != 1:
        return []
    mine = [one for one in passages if own[0] in passage_keys(one, context)]
    taken = {number for one in passages for number in (one.number, *one.more)}
    said = [*_sentences(mine, context), *_items(context, taken)]
    said += _following({one.number for one in said} | taken, context)
    if sum(bool(one.text) for one in said) < FEWEST:
        return []
    runs = _runs(sorted(said, key=lambda one: one.number), context)
    return [_region(runs, mine[0], names[own[0]], context=context)]


def _sentences(passages: Sequence[Passage], context: Context) -> Iterator[_Said]:
    """What the paragraphs of the passages say, and the blocks that go on with them."""
    for passage in passages:
        own = strip_bullet(passage.block.text)
        yield _Said(passage.number, _without_asides(own, context), item=False)
        for number in passage.more:
            text = Text("") if number in passage.lines else strip_bullet(text_at(context, number))
            yield _Said(number, _without_asides(text, context), item=False)


def _following(taken: set[int], context: Context) -> Iterator[_Said]:
    """The paragraphs right below one about the service that go on about what is shared with it."""
    about = set(taken)
    for wrapped in unwrapped(context.blocks):
        number, text = wrapped.number, strip_bullet(wrapped.block.text)
        if number in taken or number - 1 not in about or not isinstance(wrapped.block, Paragraph):
            continue
        if _says_more(text.string, context):
            about |= {number, *wrapped.more}
            yield _Said(number, _without_asides(text, context), item=False)
            yield from (_Said(other, Text(""), item=False) for other in wrapped.more)


def _says_more(string: str, context: Context) -> bool:
    """Say whether a paragraph that names nobody says what is shared, or not, and why."""
    cue = context.wording.cue
    if len(words(string)) < FEWEST_WORDS or cue("letter_turn", string) or cue("aside", string):
        return False
    return cue("shares", string) is not None or cue("not_part", string) is not None


def _without_asides(text: Text, context: Context) -> Text:
    """Take the sentences off both ends that only mention the service: "See our policy."."""
    spans = [
        span
        for span in sentences(text.string)
        if not context.wording.cue("aside", text.string[slice(*span)])
    ]
    return text.slice(spans[0][0], spans[-1][1]).strip() if spans else Text("")


def _runs(said: Sequence[_Said], context: Context) -> list[list[_Said]]:
    """Put together what nothing but headings parts, those headings with it."""
    runs: list[list[_Said]] = []
    for one in said:
        if runs and not one.text:  # a line that wrapped, or nothing but asides
            runs[-1].append(one)
            continue
        between = range(runs[-1][-1].number + 1, one.number) if runs else range(0)
        if runs and all(_is_heading(context.blocks[number]) for number in between):
            heads = [
                _Said(number, _printed(context.blocks[number]), item=False) for number in between
            ]
            runs[-1] += [*heads, one]
        else:
            runs.append([one])
    return runs


def _is_heading(block: Block) -> bool:
    """Say whether a block is a heading, a short line that is no sentence, or leads a list in."""
    if isinstance(block, Table):
        return False
    string, count = str(block.text).rstrip(), len(words(str(block.text)))
    if string.endswith(":"):
        return count <= LONGEST_LEAD
    short = count <= LONGEST_HEADING and not string.endswith((".", ";", ",", "!"))
    return isinstance(block, Heading) or short


def _printed(block: Block) -> Text:
    """A heading as it is printed: with its number."""
    if isinstance(block, Table):
        return Text("")
    if isinstance(block, ListItem) and any(map(str.isalnum, block.marker)):
        return Text.join([Text(block.marker), block.text.strip()])
    return block.text.strip()


def _region(
    runs: Sequence[Sequence[_Said]], first: Passage, company: Text, *, context: Context
) -> Region:
    """Make the row: of the longest run, and of every list of items."""
    longest = max(runs, key=lambda run: sum(len(words(str(one.text))) for one in run))
    kept = [run for run in runs if run is longest or any(one.item for one in run)]
    text = Text.join(one.text for run in kept for one in run)
    piece = Piece(text, (company,))
    region = to_region([replace(first, pieces=(piece,), more=())], context, fit=FIT)
    left = tuple(one.text for run in runs if run not in kept for one in run)
    drafts = tuple(replace(draft, consumed=(*draft.consumed, *left)) for draft in region.drafts)
    numbers = {one.number for run in runs for one in run}
    return Region("one_service", tuple(sorted(numbers)), FIT, drafts)


def _items(context: Context, taken: set[int]) -> Iterator[_Said]:
    """The items of the lists of data or purposes in a notice."""
    wanted = False
    for number, block in enumerate(context.blocks):
        if isinstance(block, ListItem):
            if wanted and number not in taken:
                yield _Said(number, strip_bullet(block.text), item=True)
        else:
            lead = bullets.lead_of(block)
            wanted = lead is not None and _is_heading(block) and _announces_data(str(lead), context)


def _announces_data(lead: str, context: Context) -> bool:
    cue = context.wording.cue
    wanted = cue("lead_weak", lead) or cue("items_lead", lead)
    return wanted is not None and cue("lead_never", lead) is None
