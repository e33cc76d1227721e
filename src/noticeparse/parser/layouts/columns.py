"""A grid → the roles of its columns, and how many rows its header takes.

Headings are recognised by their words (headings.yaml). Where there is no header, or the header does
not say which column names the recipients, the catalogue's names decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from noticeparse.model import Text
from noticeparse.parser.companies import is_name, looks_like_name, starts_with_name
from noticeparse.parser.layouts.contents import with_shown_roles
from noticeparse.parser.layouts.grids import Grid, Row
from noticeparse.parser.wording import FindNames, Wording
from noticeparse.text import words

HEADER_DEPTH = 4  # rows among which the header is looked for: titles and notes may stand above it
LONGEST_HEADER_CELL = 18  # words
SHARE_OF_NAMES = 0.25  # of a column's cells that have to be known names, where no caption says so
FEWEST_NAMES = 2
SHARE_OF_SHAPES = 0.6  # of its cells that have to look like names, where the caption is "Name"
MOST_PEOPLE = 0.3  # of its cells that may be people there: more is a list of staff
SHARE_OF_TICKS = 0.7  # of a matrix column's cells that are ticks, crosses or blank

FIELD_ROLES = ("lawful_basis", "location", "retention", "consent", "subjects")
_PAIR = re.compile(r"\s*(?:/|&|,|\band\b)\s*")
_URL = re.compile(r"^\s*(https?://|www\.)\S+\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """The role and the caption of every column; `first` is the row after the header."""

    roles: tuple[str, ...]
    captions: tuple[str, ...]
    first: int
    pairs: tuple[tuple[int, tuple[str, str]], ...] = ()  # columns of two fields: "Stored / deleted"

    def pair(self, number: int) -> tuple[str, str] | None:
        """The two fields that a column holds, if it holds two."""
        return dict(self.pairs).get(number)

    def of(self, *roles: str) -> list[int]:
        """The columns of the given roles, from left to right."""
        return [number for number, role in enumerate(self.roles) if role in roles]


def read_columns(grid: Grid, wording: Wording, find_names: FindNames) -> Columns | None:
    """Find the roles of a grid's columns; None where the table lists no recipients."""
    header = _find_header(grid, wording, find_names)
    if header is None:
        return _without_header(grid, find_names)
    start, depth = header
    captions = _captions(grid.rows[start : start + depth], grid.columns)
    roles = [wording.role(caption) or "other" for caption in captions]
    body = grid.rows[start + depth :]
    roles = _mark_ticks(_settle(roles, captions, body, find_names), captions, body, wording)
    if "company" not in roles or not _is_about_recipients(
        roles, captions, body, wording, find_names
    ):
        return None
    roles = with_shown_roles(roles, captions, body, wording)
    known = ["other" if role in ("aside", "no_recipients") else role for role in roles]
    if "tick" not in known and not {"data", "purpose"} <= set(known):
        # One column for both: what is shared and why have to be read from the same cells.
        known = ["both" if role in ("data", "purpose") else role for role in known]
    return Columns(tuple(known), tuple(captions), start + depth, _pairs(captions, wording))


def _pairs(captions: Sequence[str], wording: Wording) -> tuple[tuple[int, tuple[str, str]], ...]:
    """Find the captions that name two fields."""
    found = []
    for number, caption in enumerate(captions):
        parts = [wording.role(part) or "" for part in _PAIR.split(caption)]
        if len(parts) == 2 and parts[0] != parts[1] and set(parts) <= set(FIELD_ROLES):
            found.append((number, (parts[0], parts[1])))
    return tuple(found)


def _find_header(grid: Grid, wording: Wording, find_names: FindNames) -> tuple[int, int] | None:
    """(index, depth) of the header row: most of its cells are captions that we know."""
    for index, row in enumerate(grid.rows[:HEADER_DEPTH]):
        cells = [cell for cell in row.distinct() if cell.text]
        if len(cells) < 2 or any(len(words(str(c.text))) > LONGEST_HEADER_CELL for c in cells):
            continue
        roles = [wording.role(str(cell.text)) for cell in cells]
        known = sum(role not in ("other", "aside", "no_recipients", None) for role in roles)
        names = sum(is_name(str(cell.text), find_names) for cell in cells)
        if names >= max(1, known - 1):
            continue  # suppliers' names stand in rows, but an item of data may look like one (DBS)
        styled = all(cell.header or cell.bold for cell in cells)
        useful = set(roles) & {"company", "data", "purpose", "both"}
        sure = len(useful) >= 2 or styled or known * 2 > len(cells)
        if useful and (sure or _is_matrix(grid.rows[index + 1 :], wording)):
            return index, _depth(grid.rows[index:])
    return None


def _is_matrix(rows: Sequence[Row], wording: Wording) -> bool:
    """Say whether rows hold little but ticks and blanks after their first cell."""
    cells = [str(cell.text) for row in rows for cell in row.distinct()[1:]]
    ticks = sum(wording.says("tick", cell) is not None for cell in cells)
    plain = sum(wording.says("cross", cell) is not None for cell in cells) + ticks
    return ticks > 0 and plain >= SHARE_OF_TICKS * len(cells)


def _depth(rows: Sequence[Row]) -> int:
    """How many rows the header takes: a caption that spans two columns has captions below it."""
    if len(rows) < 2:
        return 1
    deepest = max((cell.row_span for cell in rows[0].distinct()), default=1)
    spread = any(cell.column_span > 1 for cell in rows[0].distinct()) and all(
        cell.header or cell.bold for cell in rows[1].distinct() if cell.text
    )
    return min(max(deepest, 2 if spread else 1), 3)


def _captions(rows: Sequence[Row], columns: int) -> list[str]:
    captions = []
    for column in range(columns):
        parts: list[str] = []
        for row in rows:
            part = " ".join(str(row.text(column)).split())
            if part and part not in parts:
                parts.append(part)
        captions.append(" ".join(parts))
    return captions


def _names_in(rows: Sequence[Row], column: int, find_names: FindNames) -> tuple[int, int]:
    """(cells that begin with a known name, filled cells) of a column."""
    cells = [str(row.text(column)) for row in rows if row.text(column) and row.begins[column]]
    return sum(starts_with_name(cell, find_names) for cell in cells), len(cells)


def _best_by_names(
    rows: Sequence[Row], candidates: Sequence[int], find_names: FindNames
) -> int | None:
    best, best_share = None, 0.0
    for column in candidates:
        named, filled = _names_in(rows, column, find_names)
        share = named / filled if filled else 0.0
        enough = named >= FEWEST_NAMES or (named and filled <= FEWEST_NAMES)
        if enough and share >= SHARE_OF_NAMES and share > best_share:
            best, best_share = column, share
    return best


def _settle(
    roles: list[str], captions: Sequence[str], rows: Sequence[Row], find_names: FindNames
) -> list[str]:
    """Have exactly one company column, and no role that only a company column could explain."""
    claimed = [number for number, role in enumerate(roles) if role == "company"]
    if not claimed:
        best = _best_by_names(rows, range(len(roles)), find_names)
        if best is not None:
            roles[best] = "company"
    elif len(claimed) > 1:
        best = _best_by_names(rows, claimed, find_names)
        keep = claimed[0] if best is None else best
        for number in claimed:
            if number != keep:
                roles[number] = "link" if _all_urls(rows, number) else "other"
    if "company" in roles and not {"data", "purpose", "both", "tick"} & set(roles):
        spare = [n for n, role in enumerate(roles) if role == "other" and not captions[n]]
        for number in spare[:1]:
            roles[number] = "both"
    return roles


def _all_urls(rows: Sequence[Row], column: int) -> bool:
    filled = [str(row.text(column)) for row in rows if row.text(column)]
    return bool(filled) and all(_URL.match(text) for text in filled)


def _is_about_recipients(
    roles: Sequence[str],
    captions: Sequence[str],
    rows: Sequence[Row],
    wording: Wording,
    find_names: FindNames,
) -> bool:
    """Say whether the table lists recipients: by its captions, else by the names in it."""
    company = roles.index("company")
    says_what = bool({"data", "purpose", "both", "tick"} & set(roles))
    strong_caption = captions[company].casefold().strip(" .:*") not in ("name", "names", "title")
    if _are_topics(rows, company, wording):
        return False
    if "no_recipients" in roles:
        return _best_by_names(rows, [company], find_names) is not None
    if says_what and strong_caption:
        return True
    named, filled = _names_in(rows, company, find_names)
    if not filled:
        return False
    says_all = "both" in roles or {"data", "purpose"} <= set(roles)
    return (
        (named >= FEWEST_NAMES and named / filled >= SHARE_OF_NAMES)
        or (says_what and named > 0)
        or (says_all and _are_shaped_like_names(rows, company, wording))
    )


def _are_topics(rows: Sequence[Row], column: int, wording: Wording) -> bool:
    """Say whether most cells of a column are captions themselves: a notice laid out as a table."""
    cells = [str(row.text(column)) for row in rows if row.text(column) and row.begins[column]]
    roles = [wording.role(cell) for cell in cells]
    return sum(role not in ("company", "other", None) for role in roles) * 2 > len(cells)


def _are_shaped_like_names(rows: Sequence[Row], column: int, wording: Wording) -> bool:
    """Say whether most cells of a column look like names of firms, not of people."""
    cells = [str(row.text(column)) for row in rows if row.text(column) and row.begins[column]]
    people = sum(wording.says("person", cell) is not None for cell in cells)
    shaped = sum(looks_like_name(cell) for cell in cells)
    return shaped >= SHARE_OF_SHAPES * len(cells) and people <= MOST_PEOPLE * len(cells)


def _mark_ticks(
    roles: list[str], captions: Sequence[str], rows: Sequence[Row], wording: Wording
) -> list[str]:
    """Give the role "tick" to the columns of a tick matrix: a caption above ticks and blanks."""
    ticked = [
        number
        for number, role in enumerate(roles)
        if role not in ("company", "both", "consent", "aside")
        and captions[number]
        and _is_tick_column(rows, number, wording)
    ]
    if len(ticked) >= 2:
        for number in ticked:
            roles[number] = "tick"
    return roles


def _is_tick_column(rows: Sequence[Row], column: int, wording: Wording) -> bool:
    cells = [str(row.text(column)) for row in rows if len(row.distinct()) > 1]
    ticks = sum(wording.says("tick", cell) is not None for cell in cells if cell.strip())
    plain = sum(
        wording.says("tick", cell) is not None or wording.says("cross", cell) is not None
        for cell in cells
    )
    return ticks > 0 and plain >= SHARE_OF_TICKS * len(cells)


def _without_header(grid: Grid, find_names: FindNames) -> Columns | None:
    """Guess the roles of a table without a header: names, links, then data and purpose."""
    if grid.columns < 2:
        return None
    company = _best_by_names(grid.rows, range(grid.columns), find_names)
    if company is None:
        return None
    rest = [number for number in range(grid.columns) if number != company]
    roles = ["other"] * grid.columns
    roles[company] = "company"
    texts = [number for number in rest if not _all_urls(grid.rows, number)]
    for number in rest:
        roles[number] = "link" if number not in texts else "other"
    if len(texts) == 1:
        roles[texts[0]] = "both"
    elif len(texts) >= 2:
        # Two thirds of the three-column notices print the data before the purpose.
        roles[texts[0]], roles[texts[1]] = "data", "purpose"
    return Columns(tuple(roles), ("",) * grid.columns, 0)


def joined(texts: Sequence[Text], separator: str = " ") -> Text:
    """Join the texts that say something."""
    return Text.join([text.strip() for text in texts], separator)
