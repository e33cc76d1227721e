"""Tables whose columns were lost → readings: "Arbor Name, class Pupil records", a row a line.

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
from noticeparse.parser.context import Context
from noticeparse.parser.drafts import SAYS_WHAT, Draft, RowBuilder
from noticeparse.parser.lines import Line, to_lines
from noticeparse.parser.marks import BREAKS_OFF, LEGAL_FORM, strip_mark
from noticeparse.parser.names import name_of
from noticeparse.parser.readings import Reading
from noticeparse.text import words

FEWEST_ROWS = 3
SURE = 3  # points of the place where a company ends, of the ten that there are
LONGEST_HEADER = 16  # words
LONGEST_NAME = 8  # words
_SHOWN = {
    "location": "location_value",
    "retention": "retention_value",
    "lawful_basis": "basis_value",
    "subjects": "subjects_value",
}
_ROLES = (*SAYS_WHAT, "company", "link", *_SHOWN)
_WORD = re.compile(r"[A-Z]?[^\sA-Z]+(?:[A-Z]+(?![a-z])\S*)?|\S+?(?=[A-Z][a-z])|\S+")
_TOKEN = re.compile(r"\S+")
_CAPITAL = re.compile(r"[\"'(]?(?:[A-Z][a-z]|[A-Z]{2,}\b|\d|N/?A\b|-$)")
_PAGE = re.compile(r"\bpage \d+\b", re.IGNORECASE)
_PLAIN_START = re.compile(r"\S+ (?:[a-z]|[A-Z]?\d)|\S+,")  # "After-school football", "Name, class"
_PLAIN_CAPITAL = re.compile(r"[A-Z](?:[a-z]|$|-[a-z])")
_NOTHING = re.compile(r"(?:none|nil|nothing|no (?:data|personal|pupil|student)|n/?a)\b", re.I)


@dataclass(slots=True)
class _Row:
    """A line that begins with a company, and the lines that it goes on in."""

    name: Text
    rest: Text
    lines: list[Line] = field(default_factory=list)


def propose(context: Context) -> Iterator[Reading]:
    """Read the captions on one line with their rows below them."""
    lines = to_lines(context.blocks, context.wording)
    at = 0
    while at < len(lines):
        roles = captions(lines[at].text.string, context) if lines[at].look != "barrier" else ()
        rows = list(_rows(lines[at + 1 :], roles, context)) if roles else []
        if len(rows) >= FEWEST_ROWS:
            yield _reading(lines[at], rows, roles, context)
            at += sum(len(row.lines) for row in rows)
        at += 1


def captions(string: str, context: Context) -> tuple[str, ...]:
    """The roles of the captions that a line is made of, the company's first; else none."""
    parts = [match.group() for match in _WORD.finditer(string.strip())]
    ended = string.rstrip().endswith((".", ":", ",", "?", "!"))
    if not 1 < len(parts) <= LONGEST_HEADER or ended:
        return ()
    found = [roles for roles in _segmented(parts, context) if set(roles) & set(SAYS_WHAT)]
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
        if line.look == "barrier" or (line.loud and not name_of(str(line.text), context).begins):
            break
        begun = _begin(line, roles, context, after=half)
        following = lines[place + 1] if place + 1 < len(lines) else None
        half = None
        if begun is not None and not (row is not None and _broke_off(row)):
            if row is not None:
                yield row
            row = begun
        elif row is not None and (
            _broke_off(row)
            or line.text.string[:1].islower()
            or (following is not None and _begin(following, roles, context))
        ):
            row.rest = Text.join([row.rest, line.text.strip()])
            row.lines.append(line)
        elif following is not None and _begin(following, roles, context, after=line):
            half = line
        else:
            break
    if row is not None:
        yield row


def _broke_off(row: _Row) -> bool:
    return BREAKS_OFF.search(row.rest.string.rstrip()) is not None


def _begin(
    line: Line, roles: Sequence[str], context: Context, *, after: Line | None = None
) -> _Row | None:
    """Cut a line after the company that it begins with, which may have begun in the line before."""
    text = line.text if after is None else Text.join([after.text.strip(), line.text])
    least = 0 if after is None else len(after.text.strip()) + 1
    starts = [match.start() for match in _TOKEN.finditer(text.string)][1 : LONGEST_NAME + 1]
    known = name_of(text.string, context).begins
    cuts = [(_score(text, at, known, roles, context), -at) for at in starts if at > least]
    score, place = max(cuts, default=(0, 0))
    if score < SURE:
        return None
    name, rest = text.slice(0, -place).strip(), text.slice(-place)
    return _Row(name, rest, [line] if after is None else [after, line])


def _score(text: Text, at: int, known: int, roles: Sequence[str], context: Context) -> int:
    """Say how well a company ends, and a cell begins, at a place; `known` is where a name ends."""
    left, right = text.string[:at].strip(), text.string[at:]
    begins_cell = _CAPITAL.match(right) or _NOTHING.match(right)
    if not begins_cell or BREAKS_OFF.search(left) or len(left) < known:
        return 0
    score = _of_company(left, known, context)
    if not score:
        return 0
    says = context.wording.says
    begins = " ".join(right.split(",")[0].split()[: SURE + 2])
    if roles[1] in ("data", "both"):
        return score + (SURE if says("data_start", begins) or _NOTHING.match(right) else 0)
    score += says("purpose_value", begins) is not None
    if len(left) == known:
        return score
    data = any(
        says("data_start", right[place:]) or _NOTHING.match(right, place)
        for place in _places(Text(right))
    )
    if score < SURE and not data:
        return 0  # nothing but capitals: then the data that the captions promise have to follow
    return score + (_PLAIN_START.match(right) is not None) + data


def _of_company(left: str, known: int, context: Context) -> int:
    """Say how surely words are a company and no more."""
    kind = name_of(left, context).kind
    if len(left) == known or kind == "known":
        return SURE + 1
    if LEGAL_FORM.search(left) or kind == "generic":
        return SURE
    return 2 if known else int(kind == "shaped")


def _reading(
    header: Line, rows: Sequence[_Row], roles: Sequence[str], context: Context
) -> Reading:
    used = [header, *(line for row in rows for line in row.lines)]
    above = context.above()[header.block]
    return Reading(
        proposer="flattened",
        blocks=tuple(sorted({line.block for line in used})),
        drafts=tuple(_draft(row, roles[1:], context) for row in rows),
        headers=(header.text,),
        lead=above.lead or above.heading,
        evidence=("captions on one line", f"captions {len(roles)}"),
    )


def _draft(row: _Row, roles: Sequence[str], context: Context) -> Draft:
    builder = RowBuilder(context.wording)
    for role, text in _cells(row.rest, roles, context):
        builder.add(role, role, text)
    company, mark = strip_mark(row.name)
    return Draft(
        company=company,
        description=Text.join(builder.body),
        fields=builder.fields(),
        place=row.lines[0].place,
        mark=mark,
        evidence=("begins a line below captions",),
        blocks=tuple(line.block for line in row.lines),
    )


def _cells(rest: Text, roles: Sequence[str], context: Context) -> list[tuple[str, Text]]:
    """Cut what follows the company into its cells, as far as they show."""
    after: list[tuple[str, Text]] = []
    left = list(roles)
    while left and left[-1] in _SHOWN:
        key = _SHOWN[left[-1]]
        says = context.wording.says
        cut = next((at for at in _places(rest) if says(key, rest.string[at:])), None)
        role = left.pop()
        if cut is not None:
            after.insert(0, (role, rest.slice(cut).strip()))
            rest = rest.slice(0, cut).strip()
    cut = _cut(rest, left, context) if len(left) > 1 else None
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
        and not BREAKS_OFF.search(text.string[: match.start()].rstrip())
    ]


def _cut(text: Text, roles: Sequence[str], context: Context) -> int | None:
    """Where the second of two cells begins: with most data on the side that lists it."""
    if "data" not in roles or len(roles) > 2:
        return None
    sign = 1 if roles[0] == "data" else -1

    def gain(at: int) -> int:
        before, after = text.string[:at], text.string[at:]
        items = [len(context.wording.all_said("data_item", part)) for part in (before, after)]
        return sign * (items[0] - items[1] + before.count(",") - after.count(","))

    places = _places(text)
    return max(places, key=lambda at: (gain(at), -len(words(text.string[:at]))), default=None)
