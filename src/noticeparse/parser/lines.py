"""Blocks → lines: what stands on a line of its own, and how it looks.

Layouts that are no tables are read by line: a heading, a paragraph, an item, each cut at its line
breaks. A table that is a form (captions on the left, what they say on the right) gives one line a
row, its caption already cut off; any other table is a barrier that no reading crosses.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from noticeparse.model import Block, Cell, Heading, ListItem, Paragraph, Place, Table, Text
from noticeparse.model.document import NOWHERE
from noticeparse.parser.columns import NO_ROLE
from noticeparse.parser.context import Wording
from noticeparse.parser.marks import LINE, URL, strip_bullet
from noticeparse.text import words

FORM_SHARE = 0.6  # of a form's rows whose left cell has to be a caption that we know
LONGEST_BAND = 12  # words of a bold line that still works as a heading
_RUNNING = ("page_header", "page_footer", "footnote")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the notice.

    `look` is "heading", "bold", "item", "plain" or "barrier"; `level` that of the heading or item;
    `lead` counts the characters of a bold beginning; `caption` is the left cell of a form's row;
    `begins` says that a block begins here (not after a line break inside one); `mark` is the hyphen
    of an item that was typed with one.
    """

    text: Text
    block: int
    look: str = "plain"
    level: int = 0
    lead: int = 0
    caption: Text | None = None
    begins: bool = True
    mark: str = ""
    place: Place = NOWHERE

    @property
    def loud(self) -> bool:
        """Whether the line stands out as a heading does."""
        return self.look in ("heading", "bold")

    @property
    def is_url(self) -> bool:
        """Whether the line is nothing but an address of the web."""
        return URL.match(self.text.string) is not None


def to_lines(blocks: Sequence[Block], wording: Wording) -> list[Line]:
    """Cut the blocks into lines; running heads, footnotes and empty lines are left out."""
    lines: list[Line] = []
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            lines += _of_table(block, number, wording)
        elif not (isinstance(block, Paragraph) and block.role in _RUNNING):
            lines += _cut(_of_block(block, number))
    return lines


def join_lines(first: Text, lines: Sequence[Line]) -> Text:
    """Put lines below a text, each on its own line; a line that wrapped goes on in the same one."""
    whole = [[first.strip()]]
    for line in lines:
        text = Text.join([Text(line.mark), line.text.strip()], " ")
        if line.look != "item" and text.string[:1].islower():
            whole[-1].append(text)
        elif text:
            whole.append([text])
    return Text.join((Text.join(texts) for texts in whole), "\n")


def _of_block(block: Heading | Paragraph | ListItem, number: int) -> Line:
    place = block.place if block.place.block is not None else replace(block.place, block=number)
    if isinstance(block, Heading):
        return Line(block.text, number, "heading", block.level, place=place)
    if isinstance(block, ListItem):
        mark = block.marker if block.marker == "-" else ""
        return Line(block.text, number, "item", block.level, mark=mark, place=place)
    bold = block.bold and len(words(block.text.string)) <= LONGEST_BAND
    lead = 0 if block.bold else block.lead
    return Line(block.text, number, "bold" if bold else "plain", lead=lead, place=place)


def _cut(line: Line) -> Iterator[Line]:
    """Cut a line at its line breaks; a bold beginning stays with the line that it begins."""
    first = True
    for match in LINE.finditer(line.text.string):
        text = line.text.slice(*match.span()).strip()
        lead = min(max(line.lead - match.start(), 0), len(text))
        mark = line.mark if first else ""
        yield replace(line, text=text, lead=lead, begins=first, mark=mark)
        first = False


def _of_table(table: Table, number: int, wording: Wording) -> list[Line]:
    if table.columns == 1:
        return [line for c in table.cells if c.text for line in _cut(_of_cell(c, number))]
    if is_form(table, wording):
        return list(_of_form(table, number))
    return [Line(Text(""), number, "barrier")]


def _of_cell(cell: Cell, number: int) -> Line:
    loud = (cell.bold or cell.header) and len(words(cell.text.string)) <= LONGEST_BAND
    place = replace(cell.place, block=number, row=cell.row, column=cell.column)
    return Line(strip_bullet(cell.text), number, "bold" if loud else "plain", place=place)


def is_form(table: Table, wording: Wording) -> bool:
    """Say whether a table is a form: two columns, most left cells captions with different roles."""
    if table.columns != 2 or table.rows < 2:
        return False
    left = [cell for cell in table.cells if cell.column == 0 and cell.column_span == 1]
    roles = [wording.role(str(cell.text)) for cell in left if cell.text]
    known = [role for role in roles if role not in NO_ROLE]
    return len(set(known)) >= 2 and len(known) >= FORM_SHARE * len(roles)


def _of_form(table: Table, number: int) -> Iterator[Line]:
    at = table.at()
    for row in range(table.rows):
        left, right = at.get((row, 0)), at.get((row, 1))
        first = left if left is not None and left.text else right
        if first is None or not first.text:
            continue
        if first is right or right is None:
            yield replace(_of_cell(first, number), look="bold")
        else:
            yield replace(_of_cell(right, number), look="plain", caption=first.text.strip())
