"""Bare names → drafts without a description: one a line, listed with commas, or run together.

"Apps we use" and below it "Seesaw, Kahoot, Prodigy"; one name a line; a grid whose cells ran
together in one line; a table that holds nothing but names. Enough of the names have to be known, or
the line above has to announce recipients. A table of two names is read beside one of more, and what
the sentence above says is said of all. Limit: run-together names that the catalogue does not
know stay with each other where nothing known stands between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from noticeparse.model import Heading, Paragraph, Table, Text
from noticeparse.parser.companies import looks_like_name
from noticeparse.parser.drafts import Draft
from noticeparse.parser.layouts.bullets import lead_kind, lead_of
from noticeparse.parser.layouts.items import read_item
from noticeparse.parser.layouts.region import Context, Region, text_at
from noticeparse.parser.recipients import cut, is_generic, is_known, is_shaped, starts_known
from noticeparse.text import words

FIT = 0.55
FIT_KNOWN = 0.9  # of suppliers that are all known, none is a heading above the others
FIT_SEVERAL = 0.9  # of several lists, a name of which is no heading above the others
FIT_GRID = 0.65  # better than the columns of a table without a header
FEWEST_NAMES = 3
FEWEST_LINES = 2  # below a sentence, where the notice has a longer list
FEWEST_BESIDE = 1  # where another table of the notice holds nothing but names too
LONGEST_NAME = 6  # words
SHARE_KNOWN = 0.5  # of the names, where nothing announces them
SHARE_KNOWN_UNDER_LEAD = 0.2

_SEPARATOR = re.compile(r"\s*[,;|•·]\s*(?:and\s+)?|\t+|\s{3,}|\n|\s+(?:and|&)\s+(?=[^,;]*$)")
_WHOLE = re.compile(r"\s*(?:[,;|•·]|\t|\s{3,}|\n)\s*")

Names = list[tuple[int, Text]]


class _Where(NamedTuple):
    """Where names stand: how few of them count there, and how many of them have to be known.

    `sure`: what stands there is surely a list of names, whatever its lead says.
    """

    fit: float
    fewest: int = FEWEST_NAMES
    sure: bool = True
    grid: bool = False
    known: bool = True


_LINES = _Where(FIT, sure=False)
_GRID = _Where(FIT_GRID, grid=True)
_BESIDE_GRID = _Where(FIT_GRID, FEWEST_BESIDE, grid=True)
_BESIDE_LINES = _Where(FIT, FEWEST_LINES, known=False)


def find(context: Context) -> list[Region]:
    """Find the lines and grids that hold nothing but names."""
    regions: list[Region] = []
    tables: list[tuple[Names, Text | None]] = []
    lists: list[tuple[Names, Text | None]] = []
    lines: Names = []
    lead: Text | None = None
    heading: Text | None = None
    for number, block in enumerate(context.blocks):
        if isinstance(block, Paragraph) and _is_line(block.text, context):
            lines.append((number, block.text.strip()))
            continue
        first = not lines and lead and _says(lead) and _line_follows(number, context)
        listed = isinstance(block, Heading) and bool(lines or first)
        if isinstance(block, Heading) and listed and _is_short_name(block.text, context):
            lines.append((number, block.text.strip()))
            continue
        lists.append((lines, lead))
        lines = []
        if isinstance(block, Paragraph):
            regions += _region(
                [(number, name) for name in _names(block.text, context)], lead, context
            )
        elif isinstance(block, Table):
            tables.append((_cells(number, block), _below_heading(heading, lead)))
            continue
        lead = lead_of(block)
        heading = lead if isinstance(block, Heading) else heading
    return regions + _lists([*lists, (lines, lead)], context) + _tables(tables, context)


def _says(lead: Text) -> bool:
    return str(lead).rstrip().endswith((".", ":"))


def _line_follows(number: int, context: Context) -> bool:
    """Say whether a line that may be a name stands below a block: the block is no heading then."""
    below = context.blocks[number + 1 : number + 2]
    return any(isinstance(block, Paragraph) and _is_line(block.text, context) for block in below)


def _lists(lists: Sequence[tuple[Names, Text | None]], context: Context) -> list[Region]:
    """Read the lists of short lines; where a notice has several, shorter ones count too.

    One of two names has to stand below a sentence.
    """
    found = [_lines(names, lead, context) for names, lead in lists]
    if not any(found):
        return []
    found = [
        regions or _beside(names, lead, context)
        for regions, (names, lead) in zip(found, lists, strict=True)
    ]
    regions = [region for group in found for region in group]
    return [_with_lead(region, context) for region in regions] if len(regions) > 1 else regions


def _with_lead(region: Region, context: Context) -> Region:
    """Let one of several lists have the sentence above it, which is said of all its names."""
    above = region.blocks[0] - 1
    block, lead = context.blocks[max(above, 0)], region.drafts[0].section
    said = lead is not None and _says(lead) and isinstance(block, Paragraph)
    told = said and above >= 0 and str(text_at(context, above)).strip() == str(lead).strip()
    blocks = (above, *region.blocks) if told else region.blocks
    return replace(region, blocks=blocks, fit=FIT_SEVERAL)


def _beside(lines: Names, lead: Text | None, context: Context) -> list[Region]:
    if lead is None or not _says(lead):
        return []
    return _region(lines, lead, context, _BESIDE_LINES)


def _below_heading(heading: Text | None, lead: Text | None) -> Text | None:
    """Put the heading before the sentence that stands below it, above a table."""
    if heading is None or lead is None or lead is heading or not str(lead).endswith("."):
        return lead
    return Text.join([heading, lead], " – ")


def _tables(tables: Sequence[tuple[Names, Text | None]], context: Context) -> list[Region]:
    """Read the tables that hold nothing but names; a smaller one counts beside a larger one."""
    if not any(_region(names, lead, context, _GRID) for names, lead in tables):
        return []
    return [
        region for names, lead in tables for region in _region(names, lead, context, _BESIDE_GRID)
    ]


def _is_short(string: str) -> bool:
    ends = string.rstrip().endswith((".", ":", "?", "!", ";"))
    return 0 < len(words(string)) <= LONGEST_NAME and not ends and "," not in string


def _is_line(text: Text, context: Context) -> bool:
    """Say whether a line may be one name, and is not several that ran together."""
    return _is_short(str(text)) and not _run_together(text, context)


def _is_short_name(text: Text, context: Context) -> bool:
    return _is_short(str(text)) and is_known(str(text), context)


def _lines(lines: Names, lead: Text | None, context: Context) -> list[Region]:
    """Read short lines; the first may be what announces the others."""
    region = _region(lines, lead, context)
    if not region and len(lines) > FEWEST_NAMES:
        region = _region(lines[1:], lines[0][1], context)
    return region


def _names(text: Text, context: Context) -> list[Text]:
    """The names of a paragraph that holds nothing else."""
    listed = [part for part in cut(text, _SEPARATOR) if part]
    if len(listed) >= FEWEST_NAMES and _WHOLE.search(text.string):
        return listed
    return _run_together(text, context)


def _run_together(text: Text, context: Context) -> list[Text]:
    """Cut a line at the known names in it, where they make up most of it."""
    found = context.find_names(str(text), alone=True)
    covered = sum(span.end - span.start for span in found)
    if len(found) < FEWEST_NAMES or covered < 0.7 * len(text.string.replace(" ", "")):
        return []
    starts = [span.start for span in found]
    pieces = [text.slice(0, starts[0]).strip()]
    for span, end in zip(found, [*starts[1:], len(text)], strict=True):
        rest = text.slice(span.end, end)
        if rest.string.strip()[:1] in ("", "("):
            pieces.append(text.slice(span.start, end).strip())
        else:
            pieces += [text.slice(span.start, span.end), rest.strip()]
    return [piece for piece in pieces if piece]


def _cells(number: int, table: Table) -> Names:
    return [(number, cell.text.strip()) for cell in table.cells if cell.text]


def _region(
    names: Names, lead: Text | None, context: Context, where: _Where = _LINES
) -> list[Region]:
    if len(names) < where.fewest:
        return []
    kind = lead_kind(lead, context)
    strings = [str(name) for _, name in names]
    known = sum(starts_known(string, context) or is_generic(string, context) for string in strings)
    shaped = all(
        len(words(string)) <= LONGEST_NAME
        and (
            starts_known(string, context)
            or is_generic(string, context)
            or is_shaped(string, context)
            # "Grok Academy" has a school's word in it
            or (where.grid and known * 2 >= len(strings) and looks_like_name(string))
        )
        for string in strings
    )
    least = SHARE_KNOWN_UNDER_LEAD if kind == "recipients" else SHARE_KNOWN
    no_list = ("never",) if where.sure else ("never", "weak")
    enough = not where.known or (known and known >= least * len(names))
    if not shaped or not enough or kind in no_list:
        return []
    drafts: list[Draft] = []
    for number, name in names:
        place = context.blocks[number].place
        for one in read_item(name, context):
            drafts.append(Draft(one.company, one.description, lead, place=place, mark=one.mark))
    blocks = tuple(dict.fromkeys(number for number, _ in names))
    headers = (lead,) if lead and kind == "recipients" else ()
    all_known = len(blocks) == 1 and all(is_known(string, context) for string in strings)
    fit = FIT_KNOWN if all_known else where.fit
    return [Region("name_grids", blocks, fit, tuple(drafts), headers)]
