"""Blocks → paragraphs as they were written: wrapped lines, and what a page break cut, together.

In text copied from a page every line may be a block of its own, and the head of the next page stand
in the middle of a sentence. A paragraph whose sentence has not ended goes on in the next one that
begins in lower case, and in any other where it was as long as a line. Limit: a heading without a
full stop that is as long as a line is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from noticeparse.model import Block, ListItem, Paragraph, Table, Text
from noticeparse.settings import MAX_TEXT_CHARACTERS
from noticeparse.text import words

SHORTEST_LINE = 50  # characters of a line that was full
FEWEST_WORDS = 6  # of a line that goes on
LONGEST_HEAD = 12  # words of a running head
MOST_HEADS = 2  # blocks between two pages

_ENDS = re.compile(r"[.!?:;][)\"'’”]*\s*$")
_PAGE = re.compile(
    r"^\s*(?:page\s*)?\d{1,3}\s*(?:of\s*\d{1,3})?\s*$|\bpage\s*\d{1,3}\b|\s\d{1,3}\s*$|\bp\.?\s?\d{1,3}\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wrapped:
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
        more: list[int] = []
        while (following := _following(blocks, max([number, *more]), block)) is not None:
            other = blocks[following]
            if isinstance(other, Table):
                break
            more.append(following)
            block = replace(block, text=Text.join([block.text.strip(), other.text.strip()]))
        yield Wrapped(number, block, tuple(more))
        number = max([number, *more]) + 1


def _following(blocks: Sequence[Block], last: int, block: Paragraph | ListItem) -> int | None:
    """The number of the block in which a paragraph goes on, if its last sentence has not ended."""
    string = block.text.string
    if not isinstance(block, Paragraph) or block.bold or _ENDS.search(string):
        return None
    if len(string) > MAX_TEXT_CHARACTERS or len(words(string)) < FEWEST_WORDS:
        return None
    for place in range(last + 1, min(last + 2 + MOST_HEADS, len(blocks))):
        other = blocks[place]
        if isinstance(other, Paragraph) and _goes_on(string, other, next_to=place == last + 1):
            return place
        if not _is_running(other):
            return None
    return None


def _goes_on(before: str, other: Paragraph, *, next_to: bool) -> bool:
    text = other.text.string.strip()
    if other.bold or other.lead or not text or other.role != "body":
        return False
    if text[0].islower():
        return True
    full = len(before) >= SHORTEST_LINE and before.rstrip()[-1:] not in (")", "”")
    last = before.rsplit(maxsplit=1)[-1]
    sentence = _ENDS.search(text) is not None or len(words(text)) >= FEWEST_WORDS
    return next_to and full and (last.islower() or last.endswith(",")) and sentence


def _is_running(block: Block) -> bool:
    """Say whether a block may be the head or foot of a page: short, with a number at its end."""
    if isinstance(block, Table):
        return False
    if isinstance(block, Paragraph) and block.role != "body":
        return True
    string = block.text.string
    return len(words(string)) <= LONGEST_HEAD and _PAGE.search(string) is not None
