"""A table whose columns were lost → drafts: "Arbor Name, class Pupil records", a row a line.

Copied out of a PDF, the cells of a row stand on one line with a space between them, and the
captions too, or glued: "Company NameData sharedPurpose". The captions say which cells follow the
company; a cell begins with a capital, and what is said of the company is read in one where no place
for a cut shows. A line that broke off goes on with the next. Limit: the company has to stand first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from noticeparse.model import Text
from noticeparse.parser.companies import strip_mark
from noticeparse.parser.drafts import Draft
from noticeparse.parser.layouts.cards import to_fields
from noticeparse.parser.layouts.columns import joined
from noticeparse.parser.layouts.lines import Line, to_lines
from noticeparse.parser.layouts.region import Context, Region
from noticeparse.parser.recipients import is_generic, is_known, is_shaped, starts_known
from noticeparse.text import words

FIT = 0.84  # better than names among lines
FEWEST_ROWS = 3
SHARE_KNOWN = 0.3  # of the companies
SURE = 3  # of the place where a company ends
LONGEST_HEADER = 16  # words
LONGEST_NAME = 8  # words
LONGEST_START = 5  # words of a cell that show what it is about
_SAYS_WHAT = ("data", "purpose", "both")
_ROLES = (*_SAYS_WHAT, "company", "location", "retention", "lawful_basis", "link", "subjects")
_SHOWN = {
    "location": "location_value",
    "retention": "retention_value",
    "lawful_basis": "basis_value",
    "subjects": "subjects_value",
}
_WORD = re.compile(r"[A-Z]?[^\sA-Z]+(?:[A-Z]+(?![a-z])\S*)?|\S+?(?=[A-Z][a-z])|\S+")
_TOKEN = re.compile(r"\S+")
_CAPITAL = re.compile(r"[\"'(]?(?:[A-Z][a-z]|[A-Z]{2,}\b|\d|N/?A\b|-$)")
_PAGE = re.compile(r"\bpage \d+\b", re.IGNORECASE)
_PLAIN_START = re.compile(r"\S+ (?:[a-z]|[A-Z]?\d)|\S+,")  # "After-school football", "Name, class"
_PLAIN_CAPITAL = re.compile(r"[A-Z](?:[a-z]|$|-[a-z])")
_LEGAL = re.compile(r"\b(?:Ltd|Limited|Inc|LLC|LLP|plc|PLC|Pty|GmbH|Corp|CIC)\.?$")
_OPEN = re.compile(
    r"(?:[,;:/&(–-]|(?<!-)\b(?:and|or|of|for|the|an?|to|in|on|with|by|from|their|our|its|per|as))$"
)
_NOTHING = re.compile(r"(?:none|nil|nothing|no (?:data|personal|pupil|student)|n/?a)\b", re.I)


@dataclass(slots=True)
class _Row:
    """A line that begins with a company, and the lines that it goes on in."""

    name: Text
    rest: Text
    lines: list[Line] = field(default_factory=list)


def find(context: Context) -> list[Region]:
    """Find the captions on one line with their rows below them."""
    lines = to_lines(context.blocks, context.wording)
    regions: list[Region] = []
    at = 0
    while at < len(lines):
        roles = captions(lines[at].text.string, context) if lines[at].look != "barrier" else ()
        rows = list(_rows(lines[at + 1 :], roles, context)) if roles else []
        if _list_recipients(rows, context):
            regions.append(_region(lines[at], rows, roles, context=context))
            at += sum(len(row.lines) for row in rows)
        at += 1
    return regions


def captions(string: str, context: Context) -> tuple[str, ...]:
    """The roles of the captions that a line is made of, the company's first; else none."""
    parts = [match.group() for match in _WORD.finditer(string.strip())]
    if not 2 <= len(parts) <= LONGEST_HEADER or string.rstrip().endswith((".", ":", ",", "?", "!")):
        return ()
    found = [roles for roles in _segmented(parts, context) if set(roles) & set(_SAYS_WHAT)]
    return max((roles for roles in found if roles[0] == "company"), key=len, default=())


def _segmented(parts: Sequence[str], context: Context) -> Iterator[tuple[str, ...]]:
    """Every way to cut words into captions with different roles."""
    for end in range(1, len(parts) + 1):
        if end < len(parts) and not parts[end][:1].isupper():
            continue
        role = context.wording.role(" ".join(parts[:end]))
        if role not in _ROLES:
            continue
        if end == len(parts):
            yield (role,)
        for rest in _segmented(parts[end:], context) if end < len(parts) else ():
            if role not in rest:
                yield (role, *rest)


def _rows(lines: Sequence[Line], roles: Sequence[str], context: Context) -> Iterator[_Row]:
    row: _Row | None = None
    half: Line | None = None  # the first part of a name that the next line goes on with
    for place, line in enumerate(lines):
        if _PAGE.search(line.text.string) or captions(line.text.string, context) == tuple(roles):
            continue  # between two pages
        if line.look == "barrier" or (line.loud and not starts_known(line.text.string, context)):
            break
        begun = _begin(line, roles, context, after=half)
        half = None
        if begun is not None and not (row is not None and _goes_on(row, line, sure=False)):
            if row is not None:
                yield row
            row = begun
        elif row is not None and (
            _goes_on(row, line, sure=True)
            or (place + 1 < len(lines) and _begin(lines[place + 1], roles, context))
        ):
            row.rest = Text.join([row.rest, line.text.strip()])
            row.lines.append(line)
        elif place + 1 < len(lines) and _begin(lines[place + 1], roles, context, after=line):
            half = line
        else:
            break
    if row is not None:
        yield row


def _goes_on(row: _Row, line: Line, *, sure: bool) -> bool:
    """Say whether a line is the rest of the one before it: that broke off, or it looks so."""
    broke_off = _OPEN.search(row.rest.string.rstrip()) is not None
    return broke_off or (sure and line.text.string[:1].islower())


def _begin(
    line: Line, roles: Sequence[str], context: Context, *, after: Line | None = None
) -> _Row | None:
    """Cut a line after the company that it begins with, which may have begun in the line before."""
    text = line.text if after is None else Text.join([after.text.strip(), line.text])
    least = 0 if after is None else len(after.text.strip()) + 1
    starts = [match.start() for match in _TOKEN.finditer(text.string)][1 : LONGEST_NAME + 1]
    known = next((s.end for s in context.find_names(text.string, alone=True) if not s.start), 0)
    cuts = [(_score(text, at, known, roles, context=context), -at) for at in starts if at > least]
    score, place = max(cuts, default=(0, 0))
    if score < SURE:
        return None
    name, rest = text.slice(0, -place).strip(), text.slice(-place)
    return _Row(name, rest, [line] if after is None else [after, line])


def _score(text: Text, at: int, known: int, roles: Sequence[str], *, context: Context) -> int:
    """Say how well a company ends, and a cell begins, at a place; `known` is where a name ends."""
    left, right = text.string[:at].strip(), text.string[at:]
    begins_cell = _CAPITAL.match(right) or _NOTHING.match(right)
    if not begins_cell or _OPEN.search(left) or len(left) < known:
        return 0
    score = _of_company(left, known, context)
    if not score:
        return 0
    begins = " ".join(right.split(",")[0].split()[:LONGEST_START])
    if roles[1] in ("data", "both"):
        of_data = context.wording.says("data_start", begins) or _NOTHING.match(right)
        return score + (3 if of_data else 0)
    score += context.wording.says("purpose_value", begins) is not None
    if len(left) == known:
        return score
    data = any(
        context.wording.says("data_start", right[place:]) or _NOTHING.match(right, place)
        for place in _places(Text(right))
    )
    if score < SURE and not data:
        return 0  # nothing but capitals: then the data that the captions promise have to follow
    return score + (_PLAIN_START.match(right) is not None) + data


def _of_company(left: str, known: int, context: Context) -> int:
    """Say how surely words are a company and no more."""
    if len(left) == known or is_known(left, context):
        return 4
    if _LEGAL.search(left) or is_generic(left, context):
        return 3
    return 2 if known else 1 if is_shaped(left, context) else 0


def _list_recipients(rows: Sequence[_Row], context: Context) -> bool:
    names = [str(row.name) for row in rows]
    known = sum(starts_known(name, context) or is_generic(name, context) for name in names)
    return len(rows) >= FEWEST_ROWS and known >= SHARE_KNOWN * len(rows)


def _region(
    header: Line, rows: Sequence[_Row], roles: Sequence[str], *, context: Context
) -> Region:
    used = [header, *(line for row in rows for line in row.lines)]
    return Region(
        layout="flat_rows",
        blocks=tuple(sorted({line.block for line in used})),
        fit=FIT,
        drafts=tuple(_draft(row, roles[1:], context) for row in rows),
        headers=(header.text,),
    )


def _draft(row: _Row, roles: Sequence[str], context: Context) -> Draft:
    cells = _cells(row.rest, roles, context)
    by_role: dict[str, list[Text]] = {}
    for role, text in cells:
        by_role.setdefault(role, []).append(text)
    company, mark = strip_mark(row.name)
    said = joined([text for role, text in cells if role in _SAYS_WHAT])
    fields = to_fields(by_role, (), context.wording)
    return Draft(company, said, None, fields, row.lines[0].place, mark)


def _cells(rest: Text, roles: Sequence[str], context: Context) -> list[tuple[str, Text]]:
    """Cut what follows the company into its cells, as far as they show."""
    after: list[tuple[str, Text]] = []
    left = list(roles)
    while left and left[-1] in _SHOWN:
        cut = next((at for at in _places(rest) if _shows(left[-1], rest, at, context)), None)
        role = left.pop()
        if cut is not None:
            after.insert(0, (role, rest.slice(cut).strip()))
            rest = rest.slice(0, cut).strip()
    cut = _cut(rest, left, context) if len(left) == 2 else None
    if cut is None:
        return [(left[0] if len(left) == 1 else "both", rest.strip()), *after]
    return [(left[0], rest.slice(0, cut).strip()), (left[1], rest.slice(cut).strip()), *after]


def _places(text: Text) -> list[int]:
    """Where another cell may begin: at a capital that no word before it leads to."""
    return [
        match.start()
        for match in _TOKEN.finditer(text.string)
        if match.start()
        and _PLAIN_CAPITAL.match(match.group())
        and not _OPEN.search(text.string[: match.start()].rstrip())
    ]


def _shows(role: str, text: Text, at: int, context: Context) -> bool:
    return context.wording.says(_SHOWN[role], text.string[at:]) is not None


def _cut(text: Text, roles: Sequence[str], context: Context) -> int | None:
    """Where the second of two cells begins: with most data on the side that lists it."""
    if "data" not in roles:
        return None
    sign = 1 if roles[0] == "data" else -1

    def gain(at: int) -> int:
        before, after = text.string[:at], text.string[at:]
        items = [len(context.wording.all_said("data_item", part)) for part in (before, after)]
        commas = before.count(",") - after.count(",")
        return sign * (items[0] - items[1] + commas)

    return max(
        _places(text), key=lambda at: (gain(at), -len(words(text.string[:at]))), default=None
    )
