"""A notice → the same notice, tables that only arrange prose unfolded into headings and paragraphs.

Web pages and forms put prose into tables: a question on the left and its answer on the right, a
topic and what is said of it, boxes one below another. No layout for tables reads such a table, and
those for prose cannot see into it. Here it becomes blocks of its own; `numbers` says for each block
which one of the notice it comes from, so that what is found there can be named by it. Limit: a
table of three and more columns stays one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from noticeparse.model import Block, Cell, Heading, ListItem, Paragraph, Table, Text
from noticeparse.parser.companies import starts_with_name, strip_bullet
from noticeparse.parser.layouts.region import Context, Region
from noticeparse.text import words

LEVEL = 6  # of the headings that captions become: below every other
SHARE_OF_CAPTIONS = 0.6  # of the left cells that have to be questions or topics
MOST_NAMES = 0.25  # of them that may begin with a known name: more is a list of recipients
LONGEST_CAPTION = 16  # words
SHORTEST_PROSE = 8  # words that a cell of prose has on average
FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A context with more blocks, and for each the number of the block that it comes from."""

    context: Context
    numbers: tuple[int, ...]

    def folded(self, region: Region) -> Region:
        """Name a region's blocks by the numbers that they have in the notice."""
        return replace(region, blocks=tuple(sorted({self.numbers[n] for n in region.blocks})))


def unfold(context: Context, read: Sequence[Region]) -> Unfolded:
    """Unfold the tables that arrange prose; what the regions `read` explain stays as it is."""
    explained = {number for region in read if region.drafts for number in region.blocks}
    blocks: list[Block] = []
    numbers: list[int] = []
    for number, block in enumerate(context.blocks):
        pieces: list[Block] = [_placed(block, number)]
        if isinstance(block, Table) and number not in explained and arranges_prose(block, context):
            pieces = list(_pieces(block, number))
        blocks += pieces
        numbers += [number] * len(pieces)
    return Unfolded(replace(context, blocks=tuple(blocks)), tuple(numbers))


def _placed(block: Block, number: int) -> Block:
    """Have a block say which one of the notice it is."""
    known = block.place.block is not None
    return block if known else replace(block, place=replace(block.place, block=number))


def arranges_prose(table: Table, context: Context) -> bool:
    """Say whether a table only arranges prose: in boxes, or beside questions and topics."""
    if table.columns == 1:
        cells = [cell for cell in table.cells if cell.text]
        return any(len(words(cell.text.string)) >= SHORTEST_PROSE * 2 for cell in cells)
    if table.columns != 2 or table.rows < FEWEST_ROWS:
        return False
    left = [cell.text.string for cell in table.cells if not cell.column and cell.text]
    right = [cell.text.string for cell in table.cells if cell.column and cell.text]
    if not left or not right:
        return False
    captions = sum(_is_caption(string, context) for string in left)
    names = sum(starts_with_name(string, context.find_names) for string in left)
    said = sum(len(words(string)) for string in right)
    return (
        captions >= SHARE_OF_CAPTIONS * len(left)
        and names <= MOST_NAMES * len(left)
        and said >= SHORTEST_PROSE * len(right)
    )


def _is_caption(string: str, context: Context) -> bool:
    if len(words(string)) > LONGEST_CAPTION:
        return False
    if string.rstrip().endswith("?") or context.wording.says("not_a_service", string):
        return True
    return context.wording.role(string) not in ("company", "other", None)


def _pieces(table: Table, number: int) -> Iterator[Block]:
    """Turn the cells of a table into blocks, row by row."""
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        if not cell.text:
            continue
        if table.columns > 1 and not cell.column:
            if not _heads_columns(cell, table):
                place = replace(cell.place, block=number, row=cell.row, column=cell.column)
                yield Heading(cell.text.strip(), LEVEL, place)
        elif not (cell.row == 0 and _heads_columns(cell, table)):
            yield from _lines(cell, number)


def _heads_columns(cell: Cell, table: Table) -> bool:
    """Say whether a cell is of a row such as "Question | Answer"."""
    row = [other for other in table.cells if other.row == cell.row == 0 and other.text]
    return table.columns > 1 and all(len(words(other.text.string)) <= 2 for other in row)


def _lines(cell: Cell, number: int) -> Iterator[Block]:
    """The lines of a cell as blocks: items keep their marks, a bold box is a heading."""
    place = replace(cell.place, block=number, row=cell.row, column=cell.column)
    at = 0
    for line in cell.text.string.split("\n"):
        text = cell.text.slice(at, at + len(line)).strip()
        at += len(line) + 1
        bare = strip_bullet(text)
        if not text:
            continue
        if bare.string != text.string:
            yield ListItem(bare, marker=_marker(text, bare), place=place)
        elif (cell.bold or cell.header) and len(words(text.string)) <= LONGEST_CAPTION:
            yield Heading(text, LEVEL, place)
        else:
            yield Paragraph(text, place=place)


def _marker(text: Text, bare: Text) -> str:
    return text.string[: len(text.string) - len(bare.string)].strip()
