"""Nested lists of firms → drafts: a firm, below it captions or products, below these what they say.

"Nelson / Products / Edwin / Personal information / name": what stands below a caption is its value,
a caption may have its value beside it ("Stored in: Canada"), an item that has others below it is a
product, and what else has no caption says what the firm does. Enough of the items on top have to be
known, and captions or a third level have to show that the list is no mere list of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from noticeparse.model import ListItem, Text
from noticeparse.parser.companies import strip_bullet, strip_mark
from noticeparse.parser.drafts import Draft
from noticeparse.parser.layouts.bullets import (
    lead_kind,
    lead_of,
    section_of,
)
from noticeparse.parser.layouts.cards import to_fields
from noticeparse.parser.layouts.columns import FIELD_ROLES, joined
from noticeparse.parser.layouts.region import Context, Region
from noticeparse.parser.recipients import is_known, is_shaped, starts_known
from noticeparse.text import words

FIT = 0.95  # better than cards, which do not see that one item stands below another
SHARE_OF_FIRMS = 0.8  # of the items on top, that have to be names and to say something
FEWEST = 2  # firms, and of these known ones
SHARE_KNOWN = 0.3  # of the firms, where captions say what stands below them
FEWEST_LEVELS = 3  # where no captions show what stands below a firm
FEWEST_CAPTIONS = 2  # roles of captions
LONGEST_CAPTION = 5  # words
LONGEST_KIND = 1  # words of a caption of products
_APART = "; "  # between items that stood on lines of their own
_SAYS_WHAT = ("data", "purpose", "both")
_BESIDE = re.compile(r"\s*:\s+")

Run = list[tuple[int, ListItem]]


@dataclass(slots=True)
class _Firm:
    """An item on top, and what stands below it by role, in order."""

    number: int
    name: Text
    numbers: list[int] = field(default_factory=list)
    said: list[tuple[str, Text]] = field(default_factory=list)


def find(context: Context) -> list[Region]:
    """Find the nested lists whose items on top are firms."""
    regions: list[Region] = []
    for run, lead in _runs(context):
        firms = list(_firms(run, context))
        if _are_firms(firms, run, context) and lead_kind(lead, context) != "never":
            regions.append(_region(firms, section_of(lead, context), context))
    return regions


def _runs(context: Context) -> Iterator[tuple[Run, Text | None]]:
    """The lists of a notice, each with the line that leads it in."""
    run: Run = []
    lead: Text | None = None
    for number, block in enumerate(context.blocks):
        if isinstance(block, ListItem):
            run.append((number, block))
            continue
        if run:
            yield run, lead
        run, lead = [], lead_of(block)
    if run:
        yield run, lead


def _firms(run: Run, context: Context) -> Iterator[_Firm]:
    top = min((block.level for _, block in run), default=0)
    firm: _Firm | None = None
    caption: tuple[int, str] | None = None  # its level and role
    for place, (number, block) in enumerate(run):
        text = strip_bullet(block.text)
        leads = place + 1 < len(run) and run[place + 1][1].level > block.level
        if block.level == top:
            if firm is not None:
                yield firm
            firm, caption = _Firm(number, text), None
            continue
        if firm is None:
            return
        firm.numbers.append(number)
        if caption is not None and block.level <= caption[0]:
            caption = None
        beside = _BESIDE.search(text.string)
        role = _role(text.string[: beside.start()] if beside else text.string, context)
        if role is not None and beside:
            firm.said.append((role, text.slice(beside.end()).strip()))
        elif role is not None and leads:
            caption = block.level, role
        else:
            product = leads or is_known(text.string, context)
            said = "company" if product and caption is None else ""
            firm.said.append((caption[1] if caption else said, text))
    if firm is not None:
        yield firm


def _role(string: str, context: Context) -> str | None:
    """The role of a caption; None where the words are none that we know."""
    if len(words(string)) > LONGEST_CAPTION:
        return None
    role = context.wording.role(string)
    if role == "company" and len(words(string)) > LONGEST_KIND:
        return None  # "Managed IT service" is a product, "Products" a caption
    return role if role in (*_SAYS_WHAT, *FIELD_ROLES, "link", "company") else None


def _are_firms(firms: Sequence[_Firm], run: Run, context: Context) -> bool:
    told = [firm for firm in firms if firm.said]
    if len(told) < FEWEST or len(told) < SHARE_OF_FIRMS * len(firms):
        return False
    names = [str(firm.name).rstrip(":") for firm in firms]
    known = sum(starts_known(name, context) for name in names)
    shaped = sum(starts_known(name, context) or is_shaped(name, context) for name in names)
    roles = {role for firm in firms for role, _ in firm.said} & {*_SAYS_WHAT, *FIELD_ROLES}
    captioned = len(roles) >= FEWEST_CAPTIONS
    return (
        known >= (SHARE_KNOWN * len(names) if captioned else max(FEWEST, len(names) / 2))
        and shaped >= SHARE_OF_FIRMS * len(names)
        and (captioned or len({block.level for _, block in run}) >= FEWEST_LEVELS)
    )


def _region(firms: Sequence[_Firm], section: Text | None, context: Context) -> Region:
    return Region(
        layout="outlines",
        blocks=tuple(number for firm in firms for number in (firm.number, *firm.numbers)),
        fit=FIT,
        drafts=tuple(_draft(firm, section, context) for firm in firms if firm.said),
        headers=(section,) if section else (),
    )


def _draft(firm: _Firm, section: Text | None, context: Context) -> Draft:
    by_role: dict[str, list[Text]] = {}
    for role, text in firm.said:
        by_role.setdefault(role, []).append(text)
    company, mark = strip_mark(firm.name)
    company = company.slice(0, len(company.string.rstrip(": ")))
    captioned = any(role in _SAYS_WHAT for role in by_role)
    kept = ("", *_SAYS_WHAT) if captioned else ("", "company")
    said = [text for role, text in firm.said if role in kept]
    several = any(len(by_role.get(role, ())) > 1 for role in kept)
    products = joined(by_role.pop("company", []), _APART)
    plain = {role: [joined(texts, _APART)] for role, texts in by_role.items() if role}
    fields = to_fields(plain, [("Products", products)] if products else (), context.wording)
    place = context.blocks[firm.number].place
    # Without captions the products stand among what is said, and say what it is said of.
    body = joined(said, _APART if several and captioned else " " if captioned else "\n")
    return Draft(company, body, section, fields, place, mark)
