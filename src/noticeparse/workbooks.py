"""A workbook → its parts: a sheet each, or the rows of each school in a column "School".

Cut before it is parsed: rows that two schools have alike stay two, "as above" stays in its sheet.
Which parts are schools is for `pipeline` (the names) and `schools` (the list) to say.

Limits: in Word and PDF no table is cut; a cell that names two schools is a part of its own.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from noticeparse.extractors.places import number_blocks
from noticeparse.extractors.sniff import MEDIA_TYPES
from noticeparse.model import Block, Disclosure, Document, Table
from noticeparse.text import fold_key

_BOOKS: Final = (MEDIA_TYPES["xlsx"], MEDIA_TYPES["csv"])
_KINDS: Final = ("school", "academy", "establishment")
_CAPTIONS: Final = {*_KINDS, "schools", "name of school", *(f"{kind} name" for kind in _KINDS)}
_DEEPEST_HEADER: Final = 3  # rows
_LONGEST_SHEET: Final = 31  # letters of its name
_SHORTEST: Final = 4  # letters of a school's name in a column
_MOST_SCHOOLS: Final = 200  # in a column: each is read by itself
_NOBODY: Final = "no school"


@dataclass(frozen=True, slots=True)
class Part:
    """What may be one school's. `name` is the sheet's, or what the column "School" says."""

    name: str
    document: Document
    by_column: bool


def parts_of(document: Document) -> list[Part]:
    """Cut a laid-out workbook or CSV file into parts; none where there is but one."""
    if document.source.media_type not in _BOOKS:
        return []
    sheets: dict[str | None, list[Block]] = defaultdict(list)
    for block in document.blocks:
        sheets[block.place.sheet].append(block)
    if len(sheets) > 1:
        sheets.pop(None, None)  # heads and feet of pages: of no one sheet
    found: dict[str, list[Block]] = defaultdict(list)
    by_column: set[str] = set()
    for sheet, blocks in sheets.items():
        names = dict.fromkeys(name for block in blocks for name in _schools(block).values() if name)
        if not 1 < len(names) < _MOST_SCHOOLS:
            found[sheet or _NOBODY] += blocks
            continue
        by_column |= names.keys()
        for name in (*names, ""):
            left = [each for block in blocks if (each := _only(block, name))]
            if any(isinstance(block, Table) for block in left):
                found[name or sheet or _NOBODY] += left
    parts = []
    for name, blocks in found.items():
        path = f"{document.source.path}#{name.replace('/', '-')}"
        part = replace(
            document,
            source=replace(document.source, path=path),
            blocks=number_blocks(blocks),
            furniture=(),  # of the whole
            title=None,
            issues=tuple(issue for issue in document.issues if issue.place.sheet == name),
        )
        parts.append(Part(name, part, name in by_column))
    return parts if len(parts) > 1 else []


def _schools(block: Block) -> dict[int, str]:
    """Which school each row of a table names in the column for it; none for the header."""
    cells = block.cells if isinstance(block, Table) else ()
    for caption in cells:
        if caption.row < _DEEPEST_HEADER and fold_key(caption.text.string) in _CAPTIONS:
            below = range(caption.column, caption.column + caption.column_span)
            return {
                row: said if len(said) >= _SHORTEST else ""  # "Yes", "n/a"
                for cell in cells
                for said in (" ".join(cell.text.string.split()),)
                if cell.row > caption.row and cell.column in below and not cell.header
                for row in range(cell.row, cell.row + cell.row_span)
            }
    return {}


def _only(block: Block, school: str) -> Block | None:
    """A table with its header and the rows of one school; None where it has none of them."""
    schools = _schools(block)
    if not isinstance(block, Table) or not (school or schools):
        return block
    if school not in schools.values():
        return None
    kept = [row for row in range(block.rows) if schools.get(row, school) == school]
    number = {old: new for new, old in enumerate(kept)}
    cells = []
    for cell in block.cells:
        rows = [number[row] for row in range(cell.row, cell.row + cell.row_span) if row in number]
        if rows:
            cells.append(replace(cell, row=rows[0], row_span=len(rows)))
    return replace(block, cells=tuple(cells), rows=len(kept))


def in_sheets(rows: Sequence[Disclosure], document: Document) -> Iterator[Disclosure]:
    """Say of each row in which sheet, and in which row of it, it stands."""
    blocks = {block.place.block: block for block in document.blocks}
    shown: dict[tuple[int | None, int | None], int] = {}  # by block and row, as Excel counts
    for number, block in blocks.items():
        for (row, _), cell in block.at().items() if isinstance(block, Table) else ():
            shown[number, row] = max(shown.get((number, row), 0), cell.place.sheet_row or 0)
    for each in rows:
        found = blocks.get(each.place.block)
        at = shown.get((each.place.block, each.place.row))
        sheet = found.place.sheet if found else None
        yield replace(each, place=replace(each.place, sheet=sheet, sheet_row=at or None))


def begins(school: str, name: str) -> bool:
    """Is a name the first words of a school's? Excel cuts the names of sheets at 31 letters.

    >>> begins("Lark Hill Primary School", "Lark hill"), begins("Larkhill Primary", "Lark")
    (True, False)
    """
    whole, short = fold_key(school), fold_key(name)
    return bool(short) and (whole + " ").startswith(short + " " * (len(name) < _LONGEST_SHEET))


def told_apart(names: Collection[str]) -> list[str]:
    """The schools among names: of "Lark Hill" and "Lark Hill School" the longer."""
    return [one for one in names if not any(begins(other, one) for other in names if other != one)]
