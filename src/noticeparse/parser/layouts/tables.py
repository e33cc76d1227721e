"""A grid whose columns have roles → drafts, one a company a row.

A row that spans the table is a section; a repeated header is no row; a row without a company
belongs to the row before it. The description is what the data and purpose cells say, from left to
right; every other column is a field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from noticeparse.model import NOT_SHARED, Fields, Heading, ListItem, Paragraph, Text
from noticeparse.parser.companies import read_company, strip_mark
from noticeparse.parser.drafts import Draft
from noticeparse.parser.layouts.columns import FIELD_ROLES, Columns, joined, read_columns
from noticeparse.parser.layouts.grids import Grid, Row, to_grids
from noticeparse.parser.layouts.logical_rows import logical_rows, section_of
from noticeparse.parser.layouts.matrix_key import DENY, TICK, read_key
from noticeparse.parser.layouts.region import Context, Region
from noticeparse.parser.layouts.sideways import upright
from noticeparse.parser.wording import FindNames, Wording

_TEXT_ROLES = ("data", "purpose", "both")
_HALF = re.compile(r"[^/;]+")


FIT = 0.9  # a table whose columns are recognised leaves little to doubt
FIT_WITHOUT_HEADER = 0.6


def find(context: Context) -> list[Region]:
    """Find the tables that list recipients."""
    regions = []
    for printed in to_grids(context.blocks):
        grid = upright(printed, context.wording, context.find_names)
        columns = read_columns(grid, context.wording, context.find_names)
        if columns is not None:
            reader = _Reader(
                columns,
                context.wording,
                context.find_names,
                blank_denies=_blank_denies(context),
                signs=read_key(context),
            )
            regions.append(read_table(grid, reader))
    return regions


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the reading of one table needs."""

    columns: Columns
    wording: Wording
    find_names: FindNames
    blank_denies: bool = False  # a key says that a box without a tick means "not shared"
    signs: Mapping[str, str] = field(default_factory=dict)  # what the key says of each sign

    def says(self, text: Text) -> bool:
        """Say whether a cell says anything."""
        return bool(text) and not self.wording.is_empty(str(text))

    def ticks(self, text: Text) -> bool:
        """Say whether a box of a matrix is ticked."""
        meaning = self.signs.get(str(text).strip())
        return meaning == TICK or (
            meaning is None and self.wording.says("tick", str(text)) is not None
        )

    def denies(self, text: Text) -> bool:
        """Say whether a box of a matrix says that something is not shared."""
        sign = str(text).strip()
        if sign in self.signs:
            return self.signs[sign] == DENY
        if (not sign and DENY in self.signs.values()) or sign.isalpha():
            return False  # a key that explains others leaves it open
        return self.blank_denies and not self.ticks(text)

    def states(self, text: Text) -> bool:
        """Say whether a cell of a field says anything of it: "n/a" states none."""
        return self.wording.says("not_stated", str(text)) is None


def _blank_denies(context: Context) -> bool:
    return any(
        context.wording.says("blank_denies", block.text.string)
        for block in context.blocks
        if isinstance(block, Heading | Paragraph | ListItem)
    )


def read_table(grid: Grid, reader: _Reader) -> Region:
    """Read a table of recipients."""
    columns = reader.columns
    drafts: list[Draft] = []
    headers = [*grid.rows[: columns.first], *grid.repeated]
    captions = {row.key() for row in grid.rows[: columns.first]}
    section: Text | None = None
    for row in logical_rows(grid.rows[columns.first :], columns, reader.find_names):
        if not any(row.key()):
            continue
        if row.key() in captions:
            headers.append(row)
        elif heading := section_of(row, reader.find_names):
            section = heading
            headers.append(row)
        else:
            drafts += _drafts(row, section, reader)
    return Region(
        layout="tables",
        blocks=grid.blocks,
        fit=FIT if columns.first else FIT_WITHOUT_HEADER,
        drafts=tuple(drafts),
        headers=tuple(cell.text for row in headers for cell in row.distinct()),
        issues=grid.issues,
    )


def _drafts(row: Row, section: Text | None, reader: _Reader) -> list[Draft]:
    company = reader.columns.of("company")[0]
    place = replace(row.place, column=company)
    named = read_company(row.text(company), reader.find_names)
    fields, body = _fields(row, reader)
    drafts = []
    for one in named:
        descriptor = [one.descriptor] if one.descriptor else []
        drafts.append(
            Draft(
                company=one.company,
                description=joined([*descriptor, *body]),
                section=section,
                fields=_with_descriptor(fields, one.descriptor),
                place=place,
                mark=one.mark or _mark_in(body),
                consumed=_mute(row, reader),
            )
        )
    return drafts


def _mute(row: Row, reader: _Reader) -> tuple[Text, ...]:
    """The cells of a row that are read but say nothing by themselves: ticks, "n/k"."""
    return tuple(
        row.text(number)
        for number in _own_columns(row)
        if reader.columns.roles[number] == "tick" or not reader.says(row.text(number))
    )


def _with_descriptor(fields: Fields, descriptor: Text | None) -> Fields:
    """Where purposes have a field of their own, the descriptor is part of it."""
    if descriptor is None or (fields.data is None and fields.purpose is None):
        return fields
    return replace(fields, purpose=joined([descriptor, fields.purpose or Text("")]))


def _mark_in(texts: Sequence[Text]) -> str | None:
    return next((mark for text in texts if (mark := strip_mark(text)[1])), None)


@dataclass(slots=True)
class _Said:
    """What the cells of a row say: by role, for the description, and besides."""

    reader: _Reader
    by_role: dict[str, list[Text]] = field(default_factory=dict)
    body: list[Text] = field(default_factory=list)
    other: list[tuple[str, Text]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    ticked: list[Text] = field(default_factory=list)
    before: int | None = None  # how many texts stand to the left of the ticks

    def tick(self, caption: str, text: Text) -> None:
        """Take a box of a matrix."""
        if self.before is None:
            self.before = len(self.body)
        if self.reader.ticks(text):
            self.ticked.append(Text(caption))

    def pair(self, roles: tuple[str, ...], text: Text) -> None:
        """Take a cell of two fields: both halves, or the one that it can be."""
        parts = [text.slice(*match.span()).strip() for match in _HALF.finditer(text.string)]
        if len(parts) != len(roles):
            timed = self.reader.wording.says("time", str(text)) is not None
            roles, parts = tuple(r for r in roles if (r == "retention") is timed)[:1], [text]
        for role, part in zip(roles, parts, strict=False):
            if self.reader.says(part) and self.reader.states(part):
                self.by_role.setdefault(role, []).append(part)

    def cell(self, role: str, caption: str, text: Text) -> None:
        """Take any other cell that says something."""
        if role == "other" or (role in FIELD_ROLES and not self.reader.states(text)):
            self.other.append((caption, text.strip()))
        elif role == "withheld":
            self.other.append((NOT_SHARED, text.strip()))
        elif role != "company":
            self.by_role.setdefault(role, []).append(text)
            if role in _TEXT_ROLES:
                self.body.append(text)

    def close(self) -> None:
        """Put the ticked captions where the matrix stands."""
        if self.ticked:
            listed = joined(self.ticked, ", ")
            self.body.insert(self.before or 0, listed)
            self.by_role.setdefault("data", []).insert(0, listed)


def _fields(row: Row, reader: _Reader) -> tuple[Fields, list[Text]]:
    """The fields of a row, and the texts of its description from left to right."""
    columns, said = reader.columns, _Said(reader)
    for number in _own_columns(row):
        role, caption, text = columns.roles[number], columns.captions[number], row.text(number)
        cell = row.cells[number]
        if role == "link" and cell is not None:
            said.links += [link for link in cell.links if link not in said.links]
        if role == "tick":
            said.tick(caption, text)
        elif reader.says(text) and (pair := columns.pair(number)):
            said.pair(pair, text)
        elif reader.says(text):
            said.cell(role, caption, text)
    if denied := _denied_captions(row, reader):
        said.other.append((NOT_SHARED, denied))
    said.close()
    return _to_fields(said.by_role, said.other, said.links), said.body


def _denied_captions(row: Row, reader: _Reader) -> Text:
    """The captions of a matrix of which the row says that they are not shared."""
    columns = reader.columns
    return Text.join(
        [
            Text(columns.captions[number])
            for number in columns.of("tick")
            if reader.denies(row.text(number))
        ],
        ", ",
    )


def _own_columns(row: Row) -> list[int]:
    """The columns of a row, one for each cell (its leftmost)."""
    numbers: list[int] = []
    for number, cell in enumerate(row.cells):
        if cell is not None and not any(row.cells[seen] is cell for seen in numbers):
            numbers.append(number)
    return numbers


def _to_fields(
    by_role: dict[str, list[Text]], other: Sequence[tuple[str, Text]], links: Sequence[str]
) -> Fields:
    single = {role: joined(by_role[role]) for role in FIELD_ROLES if role in by_role}
    link = joined([*by_role.get("link", ())])
    if links and not link.string.strip().startswith("http"):
        link = Text(" ".join(links))
    separate = bool(by_role.get("data") or by_role.get("purpose"))
    return Fields(
        data=joined(by_role["data"]) if by_role.get("data") else None,
        purpose=joined(by_role["purpose"]) if separate and by_role.get("purpose") else None,
        link=link or None,
        other=tuple(
            (caption or f"column {n + 1}", text) for n, (caption, text) in enumerate(other)
        ),
        **single,
    )
