"""Lists → readings: bullets, bullets inside a paragraph, short lines, names set apart, grids.

A list is its items and the line that leads them in. An item that has items below it owns them where
it may be a name ("The school nurse", and below it "height and weight"): one row. Else it leads them
in, and they are a list of their own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from noticeparse.model import Block, Heading, ListItem, Paragraph, Place, Table, Text
from noticeparse.parser.context import Context
from noticeparse.parser.drafts import Draft, Reading
from noticeparse.parser.items import Named, all_names, in_last_bracket, read_item
from noticeparse.parser.marks import BREAKS_OFF, LINE, SEPARATOR, strip_bullet
from noticeparse.parser.names import name_of, without_article
from noticeparse.text import words

LONGEST_LINE = 8  # words of a line that is an item without a mark

_INLINE = re.compile(r"(?:^|(?<=[\s.;,:)]))[•·▪●◦‣■○➢✓\uf0b7\uf0a7]\s*|\s\*\s+(?=[A-Z])")
_NOTHING = Text("")
_LEADS = (":", " such as", " including")
_SENTENCE = re.compile(r"\s*(?:[a-z,]|['’]s\b)")  # that goes on after a name in bold
_CONTACT = re.compile(r"@|\d[\d ]{7,}")  # a line of a signature


@dataclass(frozen=True, slots=True)
class Item:
    """An item: its text, its blocks, its place, and the texts below it that it owns."""

    text: Text
    blocks: tuple[int, ...]
    place: Place
    below: tuple[Text, ...] = ()
    opens: Text = _NOTHING  # the colon with which it led them in


@dataclass(frozen=True, slots=True)
class ItemList:
    """Items, the line that leads them in, and how they are written."""

    items: tuple[Item, ...]
    lead: Text | None
    form: str
    lead_block: int | None = None  # where the lead is an item itself


def propose(context: Context) -> Iterator[Reading]:
    """Read every list of a notice."""
    for find in (_bullets, _inline, _short_lines, _set_apart, _cells):
        for found in find(context):
            by_item = [read_item(item.text, context) for item in found.items]
            yield from _reading(found, by_item, context)
            brackets = [in_last_bracket(item.text, context) for item in found.items]
            if sum(map(bool, brackets)) * 2 > len(found.items):
                yield from _reading(found, brackets, context)


def _reading(
    found: ItemList, named: Sequence[Sequence[Named]], context: Context
) -> Iterator[Reading]:
    drafts = [
        draft
        for item, companies in zip(found.items, named, strict=True)
        for draft in _drafts(item, companies, found, context)
    ]
    if not drafts:
        return
    blocks = [n for draft in drafts for n in draft.blocks]
    blocks += [] if found.lead_block is None else [found.lead_block]
    forms = [draft.evidence[0] for draft in drafts]
    usual = max(set(forms), key=forms.count)
    alike = forms.count(usual) / len(forms)
    yield Reading(
        proposer="lists",
        blocks=tuple(sorted(set(blocks))),
        drafts=tuple(drafts),
        headers=(found.lead,) if found.lead else (),
        lead=found.lead,
        evidence=(
            f"list of={found.form}",
            f"items mostly={usual}" if alike > 0.5 else "items unlike",
            f"items with a name={round(4 * sum(map(bool, named)) / len(named))} of 4",
        ),
    )


def _drafts(
    item: Item, companies: Sequence[Named], found: ItemList, context: Context
) -> Iterator[Draft]:
    inner = Text.join(item.below, "\n")
    for one in companies:
        own = Text.join([one.description, item.opens], "") if one.description else _NOTHING
        said = Text.join([own, inner]) if len(companies) == 1 else one.description
        evidence = (one.form, *(("owns items",) if item.below else ()))
        yield Draft(
            without_article(one.company, context),
            said or inner,
            found.lead,
            place=item.place,
            mark=one.mark,
            evidence=evidence,
            blocks=item.blocks,
        )


def _bullets(context: Context) -> Iterator[ItemList]:
    run: list[tuple[int, ListItem]] = []
    lead: Text | None = None
    for number, block in enumerate((*context.blocks, None)):
        if isinstance(block, ListItem):
            run.append((number, block))
            continue
        if run:
            yield from _of_run(run, lead, context)
            run = []
        lead = block.text if isinstance(block, Heading | Paragraph) else None


def _of_run(
    run: Sequence[tuple[int, ListItem]],
    lead: Text | None,
    context: Context,
    lead_block: int | None = None,
) -> Iterator[ItemList]:
    """Cut a run of items into lists: those on top, and those below an item that leads them in."""
    top = min(block.level for _, block in run)
    leads = _mostly_lead(run, top, context)
    items: list[Item] = []
    at = 0
    while at < len(run):
        number, block = run[at]
        end = at + 1
        while end < len(run) and run[end][1].level > top:
            end += 1
        below, text = run[at + 1 : end], strip_bullet(block.text)
        bare = text.slice(0, len(text.string.rstrip(":;-– "))) if below else text
        under = [strip_bullet(b.text) for _, b in below]
        if below and (block.level > top or leads or not _owns(bare, under, context)):
            yield from _of_run(below, text, context, number)
        elif not below and end < len(run) and text.string.rstrip("; ").endswith(_LEADS):
            yield ItemList(tuple(items), lead, "bullets", lead_block)
            items, lead, lead_block = [], text, number
        else:
            numbers = (number, *(n for n, _ in below))
            items.append(
                Item(bare, numbers, block.place, tuple(under), text.slice(len(bare)).strip())
            )
        at = end
    yield ItemList(tuple(items), lead, "bullets", lead_block)


def _owns(item: Text, below: Sequence[Text], context: Context) -> bool:
    """Say whether an item may be a company to which the items below it belong."""
    name = name_of(str(item), context)
    named = any(name_of(str(each), context).kind == "known" for each in below)
    return bool(name.begins) or (name.likely and not named)


def _mostly_lead(run: Sequence[tuple[int, ListItem]], top: int, context: Context) -> bool:
    """Say whether most items on top that have others below them only lead those in."""
    tops = [n for n, (_, block) in enumerate(run) if block.level == top]
    owners = 0
    count = 0
    for start, end in pairwise([*tops, len(run)]):
        below = [strip_bullet(block.text) for _, block in run[start + 1 : end]]
        if below:
            text = strip_bullet(run[start][1].text)
            bare = text.slice(0, len(text.string.rstrip(":;-– ")))
            owners += _owns(bare, below, context)
            count += 1
    return owners * 2 < count


def _inline(context: Context) -> Iterator[ItemList]:
    """Paragraphs that are cut by bullets: "• Arbor – MIS • CPOMS – safeguarding"."""
    for number, block in enumerate(context.blocks):
        if not isinstance(block, Paragraph | ListItem):
            continue
        marks = list(_INLINE.finditer(block.text.string))
        ends = [*(mark.start() for mark in marks[1:]), len(block.text)] if marks else []
        pieces = [
            block.text.slice(mark.end(), end).strip() for mark, end in zip(marks, ends, strict=True)
        ]
        before = block.text.slice(0, marks[0].start()).strip() if marks else Text("")
        if isinstance(block, ListItem) and before:
            pieces, before = [before, *pieces], Text("")
        items = [Item(piece, (number,), block.place) for piece in pieces if piece]
        if len(items) > 1:
            lead = before or context.above[number].lead or context.above[number].heading
            yield ItemList(tuple(items), lead, "bullets inside")


def _short_lines(context: Context) -> Iterator[ItemList]:
    """Short lines one below another: a block each, or the lines of one block.

    Of headings one above the other those of another level are no items of the same list, and the
    last is that of the paragraph below it.
    """
    run: list[Item] = []
    lead: Text | None = None
    look: object = None
    for number, block in enumerate((*context.blocks, None)):
        lines = _lines_of(block, number)
        single = len(lines) == 1 and _is_short(lines[0].text)
        own = block.level if isinstance(block, Heading) else None
        if run and not (single and (own is None or look is None or own == look)):
            items = run[:-1] if look is not None and isinstance(block, Paragraph) else run
            if len(items) > 1:
                yield ItemList(tuple(items), lead, "lines")
            lead, run = run[-1].text, []
        if single:
            run += lines
            look = own
            continue
        if len(lines) > 1:
            inner = context.above[number].lead or lead
            if lines[0].text.string.rstrip().endswith(":"):  # the first leads the others in
                inner, lines = lines[0].text, lines[1:]
            yield ItemList(tuple(lines), inner, "lines inside")
        lead = block.text if isinstance(block, Heading | Paragraph) else None


def _lines_of(block: Block | None, number: int) -> list[Item]:
    running = isinstance(block, Paragraph) and block.role != "body"
    if running or not isinstance(block, Paragraph | Heading):
        return []
    lines = LINE.finditer(block.text.string)
    texts = [strip_bullet(block.text.slice(*line.span())) for line in lines]
    return [Item(text, (number,), block.place) for text in texts if text]


def _is_short(text: Text) -> bool:
    string = text.string.rstrip()
    ends = string.endswith((".", ":", "?", "!", ";"))
    contact = _CONTACT.search(string) is not None
    return 0 < len(words(string)) <= LONGEST_LINE and not ends and not contact


def _set_apart(context: Context) -> Iterator[ItemList]:
    """Paragraphs that begin with a name set apart: in bold, by a colon or by a dash."""
    run: list[Item] = []
    lead: Text | None = None
    for number, block in enumerate((*context.blocks, None)):
        item = _apart(block, number, context) if isinstance(block, Paragraph) else None
        if item is not None:
            run.append(item)
            continue
        if run and isinstance(block, Paragraph) and _goes_on(run[-1].text.string, block):
            text = Text.join([run[-1].text, block.text.strip()])
            run[-1] = replace(run[-1], text=text, blocks=(*run[-1].blocks, number))
            continue
        if run:
            yield ItemList(tuple(run), lead, "paragraphs")
        run = []
        lead = block.text if isinstance(block, Heading | Paragraph) else None


def _goes_on(before: str, block: Paragraph) -> bool:
    """Say whether a paragraph is the rest of a line that wrapped."""
    broken_off = not before.rstrip().endswith((".", "!", "?"))
    small = block.text.string.lstrip()[:1].islower() or BREAKS_OFF.search(before.rstrip())
    return broken_off and not block.bold and bool(small)


def _apart(block: Paragraph, number: int, context: Context) -> Item | None:
    text = strip_bullet(block.text)
    if 0 < block.lead < len(block.text) and not _SENTENCE.match(block.text.string[block.lead :]):
        name = block.text.slice(0, block.lead).strip(" :–—-")
        rest = block.text.slice(block.lead).strip(" :–—-")
        return Item(Text.join([name, rest], " – "), (number,), block.place)
    match = SEPARATOR.search(text.string)
    if match is None:
        return None
    short = len(words(text.string[: match.start()])) <= LONGEST_LINE
    if not short and not all_names(text.slice(match.end()).strip(" ."), context):
        return None
    return Item(text, (number,), block.place)


def _cells(context: Context) -> Iterator[ItemList]:
    """Tables whose cells are short: grids of names."""
    for number, block in enumerate(context.blocks):
        if not isinstance(block, Table):
            continue
        cells = [cell for cell in block.cells if cell.text]
        if len(cells) > 1 and all(_is_short(cell.text) for cell in cells):
            items = tuple(Item(cell.text.strip(), (number,), cell.place) for cell in cells)
            above = context.above[number]
            yield ItemList(items, above.lead or above.heading, "cells")
