"""A grid → the roles of its columns, and how many rows its header takes.

Captions are recognised by their words (headings.yaml), columns that nobody captions by their cells:
a column of countries says where data is kept, one of "until Year 11" how long, one of items of data
what is shared. Where no caption says which column names the recipients, the names in it do, and
else it is the first. Whether the grid lists recipients is not asked here.
"""

from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeVar

from noticeparse.model import Text
from noticeparse.parser.answers import MatrixKey
from noticeparse.parser.context import Context, Wording
from noticeparse.parser.drafts import SAYS_WHAT
from noticeparse.parser.grids import Grid, Row
from noticeparse.parser.marks import URL
from noticeparse.parser.names import name_of
from noticeparse.text import words

Key = TypeVar("Key", bound=Hashable)

HEADER_DEPTH = 4  # rows among which the header is looked for: titles and notes may stand above it
LONGEST_HEADER_CELL = 18  # words
SHARE = 0.6  # of a column's cells that have to show a role, or to be ticks
NAMES = 0.25  # of a column's cells that have to begin with a known name, for it to hold companies
CLEARLY = 0.2  # more of the cells than of the next column's
NO_ROLE = ("other", "aside", "no_recipients", None)
# In order of precedence: what is read by its whole cell before what is found in it.
_SHOWN = (
    ("subjects", "subjects_value"),
    ("location", "location_value"),
    ("lawful_basis", "basis_value"),
    ("retention", "retention_value"),
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The role and the caption of every column; `first` is the row after the header.

    `named_by` says why the company column is it: "caption", "vague caption", "names" or "place".
    """

    roles: tuple[str, ...]
    captions: tuple[str, ...]
    first: int
    named_by: str
    unfit: bool = False  # a caption says that the table lists something else

    @property
    def company(self) -> int:
        """The number of the company column."""
        return self.roles.index("company")

    def of(self, *roles: str) -> list[int]:
        """The columns of the given roles, from left to right."""
        return [number for number, role in enumerate(self.roles) if role in roles]


def read_columns(grid: Grid, context: Context) -> Columns | None:
    """Find the roles of a grid's columns; None where it has fewer than two."""
    if grid.columns < 2:
        return None
    header = _find_header(grid, context)
    if header is None:
        return _without_header(grid, context)
    start, depth = header
    captions = _captions(grid.rows[start : start + depth], grid.columns, context.wording)
    body = grid.rows[start + depth :]
    roles = [context.wording.role(caption) or "other" for caption in captions]
    unfit = "no_recipients" in roles
    roles, named_by = _with_company(roles, captions, body, context)
    roles = _with_ticks(roles, captions, body, context.wording)
    roles = _with_shown_roles(roles, captions, body, context.wording)
    known = ["other" if role in NO_ROLE else role for role in roles]
    if "tick" not in known and not {"data", "purpose"} <= set(known):
        # One column for both: what is shared and why have to be read from the same cells.
        known = ["both" if role in ("data", "purpose") else role for role in known]
    return Columns(tuple(known), tuple(captions), start + depth, named_by, unfit)


def _find_header(grid: Grid, context: Context) -> tuple[int, int] | None:
    """(index, depth) of the header row: most of its cells are captions that we know."""
    for index, row in enumerate(grid.rows[:HEADER_DEPTH]):
        cells = [cell for cell in row.distinct if cell.text]
        styled = all(cell.header or cell.bold for cell in cells)
        long = any(len(words(str(c.text))) > LONGEST_HEADER_CELL for c in cells)
        if len(cells) < 2 or (long and not (styled and index == 0)):
            continue
        roles = [context.wording.role(str(cell.text)) for cell in cells]
        known = sum(role not in NO_ROLE for role in roles)
        names = sum(name_of(str(cell.text), context).kind == "known" for cell in cells)
        if names >= max(1, known - 1):
            continue  # suppliers' names stand in rows, but an item of data may look like one (DBS)
        useful = set(roles) & {"company", *SAYS_WHAT}
        sure = len(useful) > 1 or styled or known * 2 > len(cells)
        boxes = [c.text for below in grid.rows[index + 1 :] for c in below.distinct[1:]]
        if useful and (sure or _are_ticks(boxes, "", context.wording)):
            return index, _depth(grid.rows[index:])
        if styled and index == 0 and known:
            return index, _depth(grid.rows)
    return None


def _are_ticks(cells: Sequence[Text], caption: str, wording: Wording) -> bool:
    """Say whether most cells are marks of a matrix, below the name of some data with remarks."""
    named = wording.says("data_item", caption) is not None
    answers = [MatrixKey(wording).answer(cell, "") for cell in cells]
    kinds = [a.kind for a in answers if a.kind != "unclear" and (named or not a.remark)]
    return "shared" in kinds and len(kinds) >= SHARE * len(cells)


def _depth(rows: Sequence[Row]) -> int:
    """How many rows the header takes: a caption that spans two columns has captions below it."""
    deepest = max((cell.row_span for cell in rows[0].distinct), default=1)
    if deepest == 1 < len(rows):  # in a workbook only the caption of a group has others below it
        cells, below = rows[0].cells, {n for n in rows[1].own if rows[1].text(n)}
        free = {
            n for n, cell in enumerate(cells) if not cell or not cell.text or cell.column_span > 1
        }
        free |= {n - 1 for n in free}  # the caption of a group that is not merged
        deepest += len(below) > 1 and 0 not in below and below <= free
    return min(deepest, HEADER_DEPTH - 1)


def _captions(rows: Sequence[Row], columns: int, wording: Wording) -> list[str]:
    """The captions of the columns: a caption that spans several is said of each of them."""
    captions = []
    for column in range(columns):
        parts = [" ".join(str(row.text(column)).split()) for row in rows]
        parts = list(dict.fromkeys(part for part in parts if part))
        captions.append(" ".join([*(_group(part, wording) for part in parts[:-1]), *parts[-1:]]))
    return captions


def _group(caption: str, wording: Wording) -> str:
    """A caption above others without "data": "Pupil data" above "Name" and "Age" is "Pupil"."""
    found = wording.says("group_of_data", caption)
    return " ".join(caption.split()[: len(found["who"].split())]) if found else caption


def _with_company(
    roles: list[str], captions: Sequence[str], rows: Sequence[Row], context: Context
) -> tuple[list[str], str]:
    """Have exactly one company column, and say by what it is known."""
    claimed = [number for number, role in enumerate(roles) if role == "company"]
    best = _most_names(rows, claimed or range(len(roles)), context)
    if claimed:
        keep = claimed[0] if best is None or len(claimed) == 1 else best
        vague = captions[keep].casefold().strip(" .:*") in ("name", "names", "title")
        named_by = "vague caption" if vague else "caption"
    else:
        keep, named_by = (0, "place") if best is None else (best, "names")
    for number in claimed:
        if number != keep:
            roles[number] = "link" if _all_urls(rows, number) else "other"
    roles[keep] = "company"
    return roles, named_by


def _most_names(rows: Sequence[Row], columns: Sequence[int], context: Context) -> int | None:
    """The column most of whose cells begin with a known name; None where none has a quarter."""
    best, most = None, NAMES
    for column in columns:
        cells = cells_of(rows, column)
        begins = sum(name_of(cell, context).begins > 0 for cell in cells)
        share = begins / len(cells) if cells else 0.0
        if share >= most and (begins > 1 or len(cells) <= 2) and (best is None or share > most):
            best, most = column, share
    return best


def cells_of(rows: Sequence[Row], column: int) -> list[str]:
    """The texts that begin in a column and say something; a row across the table is left out."""
    return [
        text
        for row in rows
        if len(row.distinct) > 1
        and row.begins[column]
        and any(map(str.isalnum, text := str(row.text(column)).strip()))
    ]


def _all_urls(rows: Sequence[Row], column: int) -> bool:
    cells = cells_of(rows, column)
    return bool(cells) and all(URL.match(cell) for cell in cells)


def _with_ticks(
    roles: list[str], captions: Sequence[str], rows: Sequence[Row], wording: Wording
) -> list[str]:
    """Give the role "tick" to the columns of a tick matrix: a caption above ticks and blanks."""
    wide = [row for row in rows if len(row.distinct) > 1]
    ticked = [
        number
        for number, role in enumerate(roles)
        if role not in ("company", "both", "consent", "aside")
        and captions[number]
        and (_are_ticks([row.text(number) for row in wide], captions[number], wording))
    ]
    named = [
        n
        for n, caption in enumerate(captions)
        if wording.says("data_item", caption) and not wording.says("group_of_data", caption)
    ]
    if len(ticked) > 1:  # beside ticks, remarks below the name of some data answer, too
        ticked += [number for number in named if roles[number] == "other"]
    elif not set(ticked) <= set(named):
        ticked = []
    for number in ticked:
        roles[number] = "tick"
    return roles


def _without_header(grid: Grid, context: Context) -> Columns:
    """Guess the roles of a table without a header: names, links, then data and purpose."""
    roles, named_by = _with_company(["other"] * grid.columns, (), grid.rows, context)
    for number, role in enumerate(roles):
        if role == "other" and _all_urls(grid.rows, number):
            roles[number] = "link"
    texts = [number for number, role in enumerate(roles) if role == "other"]
    if len(texts) == 1:
        roles[texts[0]] = "both"
    elif texts:
        # Two thirds of the three-column notices print the data before the purpose.
        roles[texts[0]], roles[texts[1]] = "data", "purpose"
    return Columns(tuple(roles), ("",) * grid.columns, 0, named_by)


def _with_shown_roles(
    roles: Sequence[str], captions: Sequence[str], rows: Sequence[Row], wording: Wording
) -> list[str]:
    """Give the columns of the role "other" the roles that their cells show."""
    cells = {n: cells_of(rows, n) for n in range(len(roles)) if captions[n]}
    vague = [
        "other" if n in cells and is_contradicted(role, cells[n], wording) else role
        for n, role in enumerate(roles)
    ]
    open_ones = {n: texts for n, texts in cells.items() if vague[n] == "other"}
    shown = shown_roles(open_ones, set(vague), wording)
    return [shown.get(number, role) for number, role in enumerate(vague)]


def is_contradicted(role: str, cells: Sequence[str], wording: Wording) -> bool:
    """Say whether cells surely show another role than their vague caption has.

    "About" above "Pupils" and "Staff" is no purpose.
    """
    sure = any(_share(cells, key, wording) >= SHARE + CLEARLY for _, key in _SHOWN if cells)
    return role in SAYS_WHAT and len(cells) > 2 and sure


def shown_roles(
    cells: Mapping[Key, Sequence[str]], taken: Set[str], wording: Wording
) -> dict[Key, str]:
    """Say which roles the cells of some columns, or the values of some labels, show.

    Each role is given once, and not where it is in `taken`: a caption has it already. Two cells are
    the fewest that show anything.
    """
    left = {key: texts for key, texts in cells.items() if len(texts) > 1}
    found: dict[Key, str] = {}
    given = set(taken)

    def give(key: Key | None, role: str) -> None:
        if key is not None:
            found[key] = role
            given.add(role)
            del left[key]

    for key, texts in list(left.items()):
        shown = next((r for r, k in _SHOWN if _share(texts, k, wording) >= SHARE), None)
        if shown is not None and shown not in given:
            give(key, shown)
    for key, texts in list(left.items()):
        if given.isdisjoint(("data", "both")) and _share(texts, "data_item", wording) >= SHARE:
            give(key, "data")
    # Words, not numbers, dates, initials or addresses of the web.
    counted = {key: sum(len(words(cell)) for cell in texts) for key, texts in left.items()}
    left = {
        k: t for k, t in left.items() if counted[k] >= 2 * len(t) and not any(map(URL.search, t))
    }
    if given.isdisjoint((*SAYS_WHAT, "tick")):
        commas = {key: sum("," in cell for cell in t) / len(t) for key, t in left.items()}
        shares = {key: _share(t, "data_item", wording) + commas[key] for key, t in left.items()}
        give(_clearly_most(shares), "data")
    if "data" in given and given.isdisjoint(("purpose", "both", "tick")):
        shares = {key: _share(t, "purpose_value", wording) for key, t in left.items()}
        give(next(iter(left)) if len(left) == 1 else _clearly_most(shares), "purpose")
    return found


def _clearly_most(shares: Mapping[Key, float]) -> Key | None:
    """Choose the column with the greatest share, if it is well ahead of the next one."""
    best = sorted(shares, key=lambda key: -shares[key])[:2]
    if len(best) > 1 and shares[best[0]] >= max(SHARE, shares[best[1]] + CLEARLY):
        return best[0]
    return None


def _share(cells: Sequence[str], key: str, wording: Wording) -> float:
    return sum(wording.says(key, cell) is not None for cell in cells) / len(cells)
