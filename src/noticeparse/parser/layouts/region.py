"""What a layout finds: regions of a notice, each with how well it fits there and its drafts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from noticeparse.model import Block, Issue, Table, Text
from noticeparse.parser.drafts import Draft
from noticeparse.parser.wording import FindNames, Wording


@dataclass(frozen=True, slots=True)
class Context:
    """What every layout looks at: the blocks of a notice, the wording, the catalogue's names.

    `structured` are the regions that tables and cards found, once they were asked.
    """

    blocks: tuple[Block, ...]
    wording: Wording
    find_names: FindNames
    structured: tuple[Region, ...] | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """Blocks that one layout explains.

    `fit` (0..1) says how well; where two regions claim a block, the better fit wins, and of equal
    ones the layout that stands first in LAYOUTS. `headers` are the texts in the region that are
    captions, sections, lead-ins and labels: claimed, but of no row.
    """

    layout: str
    blocks: tuple[int, ...]
    fit: float
    drafts: tuple[Draft, ...]
    headers: tuple[Text, ...] = ()
    issues: tuple[Issue, ...] = ()


def choose(regions: Sequence[Region]) -> list[Region]:
    """Choose the best regions that share no block, in reading order."""
    taken: set[int] = set()
    chosen: list[Region] = []
    for region in sorted(regions, key=lambda region: -region.fit):
        if region.drafts and taken.isdisjoint(region.blocks):
            taken.update(region.blocks)
            chosen.append(region)
    return sorted(chosen, key=lambda region: region.blocks)


def numbers(regions: Iterable[Region]) -> set[int]:
    """The numbers of all blocks that the regions explain."""
    return {number for region in regions for number in region.blocks}


def text_at(context: Context, number: int) -> Text:
    """The text of a block; a table has none of its own."""
    block = context.blocks[number]
    return Text("") if isinstance(block, Table) else block.text
