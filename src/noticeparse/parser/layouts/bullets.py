"""Lists of bullets → drafts: "Arbor – MIS", one a company.

Only a list of which enough items begin with a known supplier's name is read; the line that leads it
in becomes the section. An item that ends with a colon, or leads further bullets, is a lead-in too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from noticeparse.model import Block, ListItem, Paragraph, Text
from noticeparse.parser.companies import (
    is_name,
    looks_like_name,
    read_company,
    starts_with_name,
    strip_bullet,
)
from noticeparse.parser.drafts import Draft
from noticeparse.parser.layouts.region import Context, Region
from noticeparse.parser.wording import FindNames
from noticeparse.text import words

SHARE_OF_NAMES = 0.4  # of a list's items that have to begin with a known name
FEWEST_NAMES = 2
LONGEST_BARE_ITEM = 8  # words of an item without a known name that is still taken for a company


@dataclass(frozen=True, slots=True)
class BulletList:
    """Items that follow one another, and the line that leads them in."""

    items: tuple[tuple[int, ListItem], ...]
    lead: Text | None


def find(context: Context) -> list[Region]:
    """Find the lists that name suppliers."""
    return [
        region
        for bullets in find_lists(context.blocks)
        if (region := read_bullets(bullets, context.find_names)) is not None
    ]


def find_lists(blocks: Sequence[Block]) -> list[BulletList]:
    """Find the lists among the blocks; an item that ends with a colon begins a list of its own."""
    lists: list[BulletList] = []
    current: list[tuple[int, ListItem]] = []
    lead: Text | None = None
    before: Text | None = None
    for number, block in enumerate(blocks):
        if isinstance(block, ListItem):
            if block.text.string.rstrip().endswith((":", ";")) and _leads(blocks, number):
                lists, current = _close(lists, current, lead), []
                lead = strip_bullet(block.text)
                continue
            if not current and lead is None:
                lead = before
            current.append((number, block))
        else:
            lists, current, lead = _close(lists, current, lead), [], None
            before = block.text if isinstance(block, Paragraph) else None
    return _close(lists, current, lead)


def _leads(blocks: Sequence[Block], number: int) -> bool:
    return number + 1 < len(blocks) and isinstance(blocks[number + 1], ListItem)


def _close(
    lists: list[BulletList], items: list[tuple[int, ListItem]], lead: Text | None
) -> list[BulletList]:
    return [*lists, BulletList(tuple(items), lead)] if items else lists


def read_bullets(bullets: BulletList, find_names: FindNames) -> Region | None:
    """Read a list of suppliers; None where the list is none."""
    texts = [strip_bullet(item.text) for _, item in bullets.items]
    named = sum(starts_with_name(str(text), find_names) for text in texts)
    share = named / len(texts)
    if named < FEWEST_NAMES or share < SHARE_OF_NAMES:
        return None
    drafts: list[Draft] = []
    for (_, item), text in zip(bullets.items, texts, strict=True):
        drafts += _read_item(item, text, bullets.lead, find_names)
    return Region(
        layout="bullets",
        blocks=tuple(number for number, _ in bullets.items),
        fit=0.5 + share / 4,
        drafts=tuple(drafts),
        headers=(bullets.lead,) if bullets.lead else (),
    )


def _read_item(item: ListItem, text: Text, lead: Text | None, find_names: FindNames) -> list[Draft]:
    drafts = []
    for one in read_company(text, find_names):
        string = str(one.company)
        known = is_name(string, find_names) or starts_with_name(string, find_names)
        short = len(words(string)) <= LONGEST_BARE_ITEM and looks_like_name(string)
        if not (known or short):
            continue
        drafts.append(
            Draft(one.company, one.descriptor or Text(""), lead, place=item.place, mark=one.mark)
        )
    return drafts
