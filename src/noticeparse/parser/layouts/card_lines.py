"""Labelled lines → cards: which lines belong to one service, which of them is its name.

A card begins where a label comes again, or where something that stands out as a heading comes
between two labels. What stands before its first label is looked through for its name: a heading,
a line above a web address, the nearest short line. Lines above the name that are no part of the
card before (risk bands, groups) are its section.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from noticeparse.parser.layouts.card_page import Card, Entry, Page
from noticeparse.parser.layouts.labels import Label

SHARE_OF_TITLES = 0.3  # of the lines above "Provider: …" that have to be products that we know
REACH = 6  # lines above the first label of a notice among which its card's name is looked for


def find_cards(page: Page) -> list[Card]:
    """Find the cards of a notice, in reading order.

    Where most names do not stand out, headings above them are those of groups.
    """
    cards = _cards(page)
    names = [page.lines[card.name] for card in cards if card.name is not None]
    loud = sum(line.loud for line in names)
    return _cards(replace(page, quiet=True)) if 0 < loud * 2 <= len(names) else cards


def _cards(page: Page) -> list[Card]:
    cards: list[Card] = []
    before: int | None = None
    for at, label in enumerate(page.labels):
        if label is None:
            continue
        start = max(0, at - REACH) if before is None else before + 1
        gap = _after_barrier(page, list(range(start, at)))
        if before is None or _begins(cards[-1], label, gap, page):
            cards.append(Card())
            last = cards[-2].entries if len(cards) > 1 else []
            _share_out(cards[-1], last, gap, label, page)
        else:
            _give(cards[-1].entries, _without_notes(gap, page), page)
        cards[-1].entries.append(Entry(label, at))
        before = at
    if cards and before is not None:
        rest = _after_barrier(page, list(range(before + 1, len(page.lines))), first=True)
        _give(cards[-1].entries, _continuing(rest, cards[-1].entries, page), page)
    return _without_strangers(cards, page)


def _without_strangers(cards: list[Card], page: Page) -> list[Card]:
    """Take labels off both ends that are none of the cards'.

    Off the front of the first card what stands above the label that begins every other, and off
    the end of the last card what no other has and what names the school.
    """
    firsts = {card.entries[0].label.key for card in cards[1:]}
    keys = [entry.label.key for entry in cards[0].entries] if len(cards) > 2 else []
    if len(firsts) == 1 and keys and (first := firsts.pop()) in keys[1:]:
        del cards[0].entries[: keys.index(first)]
    usual = {entry.label.key for card in cards[:-1] for entry in card.entries}
    while usual and len(cards[-1].entries) > 1:
        last = cards[-1].entries[-1].label
        if last.key in usual or not _names_school(last, page):
            break
        cards[-1].entries.pop()
    return cards


def _names_school(label: Label, page: Page) -> bool:
    """Say whether a label is the school's own: with its name, or of no role that we know."""
    patterns = page.wording.masthead.get("school_word", ())
    return label.role == "other" or any(p.search(label.text.string) for p in patterns)


def _after_barrier(page: Page, gap: list[int], *, first: bool = False) -> list[int]:
    """The lines of a gap after its last barrier; with `first`, those before its first."""
    barriers = [number for number in gap if page.lines[number].look == "barrier"]
    if not barriers:
        return gap
    if first:
        return [number for number in gap if number < barriers[0]]
    return [number for number in gap if number > barriers[-1]]


def _begins(card: Card, label: Label, gap: list[int], page: Page) -> bool:
    """Say whether a label begins a new card."""
    if label.key in {entry.label.key for entry in card.entries}:
        return True
    waiting = len(_waiting(card.entries, page))
    if any(page.lines[n].loud and page.could_name(n) for n in gap):
        return True
    return any(page.is_name(n) for n in gap[waiting:]) and label.role != "company"


def _waiting(entries: Sequence[Entry], page: Page) -> list[Entry]:
    """The last labels, one after another, whose values are still to come."""
    waiting: list[Entry] = []
    for entry in reversed(entries):
        if entry.label.value or entry.more or entry.label.key not in page.below:
            break
        waiting.insert(0, entry)
    return waiting


def _give(entries: Sequence[Entry], numbers: Sequence[int], page: Page) -> None:
    """Give lines to the labels above them: one each to those that wait, the rest to the last."""
    if not entries:
        return
    waiting = _waiting(entries, page)
    if len(waiting) < 2 or len(numbers) < len(waiting):
        entries[-1].more += numbers
        return
    for entry, number in zip(waiting, numbers, strict=False):
        entry.more.append(number)
    entries[-1].more += numbers[len(waiting) :]


def _share_out(
    card: Card,
    last: Sequence[Entry],
    gap: list[int],
    label: Label,
    page: Page,
) -> None:
    """Share the lines before a card's first label: the card before, section, name, extras."""
    owed = min(len(_waiting(last, page)), len(gap))
    while owed and page.lines[gap[owed - 1]].loud:
        owed -= 1
    free = gap[owed:]
    names_it = label.role == "company" and (label.value or label.key in page.below)
    if names_it and not _is_titled(free, label, page):
        card.section = next((n for n in reversed(free) if page.lines[n].loud), None)
        upper = [n for n in free if card.section is None or n < card.section]
    else:
        card.name = _find_name(free, page)
        card.section = _find_section(free, card.name, page)
        if card.name is not None:
            card.extra = _without_notes([n for n in free if n > (card.name or 0)], page)
        upper = [n for n in free if n < min(_present(card.section, card.name), default=0)]
    _give(last, gap[:owed], page)
    _give(last, _continuing(upper, last, page, bounded=_is_bounded(card, page)), page)


def _is_titled(free: Sequence[int], label: Label, page: Page) -> bool:
    """Say whether the heading right above a card names its product, and the label its maker."""
    if not free or not page.wording.says("maker", label.text.string):
        return False
    above = [
        number - 1
        for number, other in enumerate(page.labels)
        if number and other is not None and other.key == label.key
    ]
    loud = [number for number in above if page.lines[number].loud]
    known = sum(page.known(number) for number in loud)
    return free[-1] in loud and known >= SHARE_OF_TITLES * len(above)


def _is_bounded(card: Card, page: Page) -> bool:
    """Say whether a heading parts a card from the one before it."""
    top = min(_present(card.section, card.name), default=None)
    return top is not None and page.lines[top].loud


def _present(*numbers: int | None) -> list[int]:
    return [number for number in numbers if number is not None]


def _find_name(gap: Sequence[int], page: Page) -> int | None:
    """Find the line that names the service below it."""
    fit = [number for number in gap if page.could_name(number)]
    if gap and (inside := [n for n in fit if page.lines[n].block == _block_below(gap, page)]):
        fit = inside
    loud = [number for number in fit if page.lines[number].loud]
    if page.quiet and loud and loud[-1] != fit[-1]:
        fit = [number for number in fit if number > loud[-1]]
    elif loud:
        below = [number for number in fit if number > loud[-1] and page.is_name(number)]
        return below[-1] if below and not page.known(loud[-1]) else loud[-1]
    above_url = [n for n in fit if n + 1 in gap and page.lines[n + 1].is_url]
    if above_url:
        return above_url[-1]
    known = [number for number in fit if page.known(number)]
    if known:
        return known[-1]
    return fit[-1] if fit else None


def _block_below(gap: Sequence[int], page: Page) -> int:
    """The block that the label below a gap stands in."""
    return page.lines[gap[-1] + 1].block


def _find_section(gap: Sequence[int], name: int | None, page: Page) -> int | None:
    """Find the band or group heading above a name."""
    above = [number for number in gap if name is None or number < name]
    for number in reversed(above):
        string = page.lines[number].text.string.strip()
        if page.wording.says("band", string):
            return number
        if page.lines[number].loud:
            return None if page.is_name(number) or number == page.title else number
    if above and page.lines[above[-1]].text.string.rstrip().endswith(":"):
        return above[-1]
    return None


def _without_notes(numbers: Sequence[int], page: Page) -> list[int]:
    return [
        number
        for number in numbers
        if not page.wording.says("aside_note", page.lines[number].text.string)
    ]


def _continuing(
    numbers: Sequence[int], entries: Sequence[Entry], page: Page, *, bounded: bool = False
) -> list[int]:
    """The lines after a card's last label that go on with its value.

    All do where values stand below their labels and a heading ends the card (`bounded`).
    """
    if bounded and entries and entries[-1].label.key in page.below:
        return _without_notes(numbers, page)
    kept: list[int] = []
    owed = len(_waiting(entries, page))
    for number in numbers:
        line = page.lines[number]
        string = line.text.string.strip()
        if line.loud or line.look == "barrier":
            break
        goes_on = not line.begins or line.look == "item" or string[:1].islower()
        if len(kept) >= owed and not (goes_on or page.wording.says("inside_value", string)):
            break
        kept.append(number)
    return kept
