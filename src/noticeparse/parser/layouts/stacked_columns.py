"""Captions in lines, then values in lines, in the same order → drafts: columns that were lost.

"Company / What is shared / Why" stand one below another, and below them, again and again, a
company, what it receives and why. Rows are read as long as the line where the company stands names
one. Limit: a cell that takes two lines ends the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from noticeparse.model import Text
from noticeparse.parser.companies import looks_like_name, read_company
from noticeparse.parser.drafts import Draft
from noticeparse.parser.layouts.cards import to_fields
from noticeparse.parser.layouts.columns import joined
from noticeparse.parser.layouts.lines import Line, to_lines
from noticeparse.parser.layouts.region import Context, Region
from noticeparse.parser.recipients import is_recipient, starts_known
from noticeparse.text import words

FIT = 0.86  # better than names among lines
FEWEST_COLUMNS, MOST_COLUMNS = 2, 7
FEWEST_ROWS = 2
LONGEST_CAPTION = 8  # words
SHARE_KNOWN = 0.3  # of the companies
_SAYS_WHAT = ("data", "purpose", "both")
_UNSURE = ("other", "aside", "no_recipients", None)


def find(context: Context) -> list[Region]:
    """Find the captions in lines with their rows below them."""
    lines = to_lines(context.blocks, context.wording)
    regions: list[Region] = []
    at = 0
    while at < len(lines):
        roles = list(_captions(lines[at:], context))
        rows = list(_rows(lines[at + len(roles) :], roles, context)) if _are_columns(roles) else []
        if _list_recipients(rows, roles, context):
            regions.append(_region(lines[at : at + len(roles)], rows, roles, context=context))
            at += len(roles) * (len(rows) + 1)
        else:
            at += 1
    return regions


def _captions(lines: Sequence[Line], context: Context) -> Iterator[str]:
    """The roles of the captions that a run of lines begins with."""
    for line in lines[:MOST_COLUMNS]:
        string = line.text.string.strip().rstrip(":")
        role = context.wording.role(string) if ":" not in string else None
        short = 0 < len(words(string)) <= LONGEST_CAPTION and not string.endswith((".", ",", ";"))
        if role is None or role in _UNSURE or not short or line.look in ("item", "barrier"):
            return
        yield role


def _are_columns(roles: Sequence[str]) -> bool:
    several = len(roles) >= FEWEST_COLUMNS and roles.count("company") == 1
    return several and any(role in _SAYS_WHAT for role in roles)


def _rows(lines: Sequence[Line], roles: Sequence[str], context: Context) -> Iterator[list[Line]]:
    company = roles.index("company")
    for start in range(0, len(lines) - len(roles) + 1, len(roles)):
        row = list(lines[start : start + len(roles)])
        name = row[company].text.string.strip().rstrip(".")
        # "Hadlow Sports Academy" may be a school elsewhere; here its place says that it receives.
        named = is_recipient(name, context) or starts_known(name, context) or looks_like_name(name)
        if not named or any(line.look == "barrier" or not line.text for line in row):
            return
        yield row


def _list_recipients(
    rows: Sequence[Sequence[Line]], roles: Sequence[str], context: Context
) -> bool:
    """Say whether the rows list recipients: enough names are known."""
    if len(rows) < FEWEST_ROWS:
        return False
    names = [row[roles.index("company")].text.string for row in rows]
    return sum(starts_known(name, context) for name in names) >= SHARE_KNOWN * len(names)


def _region(
    captions: Sequence[Line],
    rows: Sequence[Sequence[Line]],
    roles: Sequence[str],
    *,
    context: Context,
) -> Region:
    drafts = [draft for row in rows for draft in _drafts(row, roles, context)]
    used = [line for row in (captions, *rows) for line in row]
    return Region(
        layout="stacked_columns",
        blocks=tuple(sorted({line.block for line in used})),
        fit=FIT,
        drafts=tuple(drafts),
        headers=tuple(line.text for line in captions),
    )


def _drafts(row: Sequence[Line], roles: Sequence[str], context: Context) -> Iterator[Draft]:
    by_role: dict[str, list[Text]] = {}
    body: list[Text] = []
    for role, line in zip(roles, row, strict=True):
        if context.wording.is_empty(line.text.string):
            continue
        by_role.setdefault(role, []).append(line.text.strip())
        body += [line.text] if role in _SAYS_WHAT else []
    name = row[roles.index("company")]
    fields = to_fields(by_role, (), context.wording)
    for one in read_company(name.text, context.find_names):
        said = joined([*([one.descriptor] if one.descriptor else []), *body])
        yield Draft(one.company, said, None, fields, name.place, one.mark)
