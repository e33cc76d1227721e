"""Boxes to tick → drafts: "☐ Tapestry learning journal (name, photo)", one a company.

Only items that begin with a name are read; what a family agrees to without a company
("photographs on the school website") is none. The line above is the section.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from noticeparse.model import ListItem, Paragraph, Text
from noticeparse.parser.candidates import leading_name
from noticeparse.parser.companies import strip_bullet
from noticeparse.parser.drafts import Draft
from noticeparse.parser.layouts.bullets import lead_of, section_of
from noticeparse.parser.layouts.items import Named, read_item
from noticeparse.parser.layouts.region import Context, Region

FIT = 0.75
BOXES = "☐☑☒□■◻◼❏❑▢✓✔"

_BOX = re.compile(rf"^\s*(?:[{BOXES}]|\[\s?[xX✓]?\s?\]|\(\s\)|_{{2,}}|o\s(?=[A-Z]))\s*")
_BOX_AT_END = re.compile(
    rf"\s*(?:[{BOXES}]|\[\s?\]|yes\s*/\s*no|y\s*/\s*n)(?:\s*(?:yes|no|[{BOXES}]))*\s*$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:i|we)\s+(?:do\s+)?(?:give|consent|agree|allow)\b.{0,60}?\b(?:to|for|with|use|using|of)\s+(?=[A-Z])",
    re.IGNORECASE,
)


def find(context: Context) -> list[Region]:
    """Find the groups of boxes that name companies."""
    regions: list[Region] = []
    items: list[tuple[int, Text]] = []
    lead: Text | None = None
    for number, block in enumerate(context.blocks):
        text = _item(block) if isinstance(block, Paragraph | ListItem) else None
        if text is not None:
            items.append((number, text))
            continue
        regions += _read(items, lead, context)
        items, lead = [], lead_of(block)
    return regions + _read(items, lead, context)


def _item(block: Paragraph | ListItem) -> Text | None:
    """The text beside a box; None where there is no box."""
    text = block.text
    box = _BOX.match(text.string)
    end = _BOX_AT_END.search(text.string)
    marked = isinstance(block, ListItem) and bool(block.marker) and block.marker in BOXES
    if not (box or end or marked):
        return None
    text = text.slice(box.end() if box else 0, end.start() if end else None)
    return strip_bullet(text) or None


def _read(items: Sequence[tuple[int, Text]], lead: Text | None, context: Context) -> list[Region]:
    section = section_of(lead, context)
    drafts: list[Draft] = []
    blocks: list[int] = []
    for number, text in items:
        asked = _ASKS.match(text.string)
        for one in _named(text.slice(asked.end()) if asked else text, context):
            place = context.blocks[number].place
            drafts.append(Draft(one.company, one.description, section, place=place, mark=one.mark))
            blocks.append(number)
    if not drafts:
        return []
    return [Region("consent_items", tuple(dict.fromkeys(blocks)), FIT, tuple(drafts))]


def _named(text: Text, context: Context) -> list[Named]:
    """Read an item that begins with a name; what follows the name is the description."""
    end = leading_name(str(text), context)
    if end is None:
        return []
    rest = text.slice(end).strip()
    if re.match(r"[-–—:(,]", rest.string):
        return read_item(text, context) or [Named(text.slice(0, end), rest.strip(" -–—:,"))]
    return [Named(text.slice(0, end), rest)]
