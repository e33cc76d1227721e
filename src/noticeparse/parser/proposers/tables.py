"""Tables → readings: a row a company, what its cells say by the roles of their columns.

A row that spans the table is a section; a repeated header is no row; a row without a company goes
on with the one before it, or leaves the company out because it is the same. A table on its side is
turned first. The description is what the data and purpose cells say, from left to right; any other
column is a field. Limit: a table on its side with merged cells is left as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from noticeparse.model import NOT_SHARED, Issue, Place, Table, Text
from noticeparse.parser.answers import Answer, MatrixKey, read_key
from noticeparse.parser.columns import NO_ROLE, Columns, read_columns
from noticeparse.parser.context import Context
from noticeparse.parser.drafts import SAYS_WHAT, Draft, Reading, RowBuilder, status_said
from noticeparse.parser.grids import Grid, Row, stitch, to_grids
from noticeparse.parser.items import lines_of, read_company
from noticeparse.parser.marks import BREAKS_OFF, strip_mark
from noticeparse.parser.mentions import hands_on
from noticeparse.parser.names import name_of
from noticeparse.text import fold_key


def propose(context: Context) -> Iterator[Reading]:
    """Read every table that has more than one column."""
    if not any(isinstance(block, Table) for block in context.blocks):
        return
    key = read_key(context)
    for printed in to_grids(context.blocks):
        grid = _upright(printed, context)
        columns = read_columns(grid, context)
        if columns is not None:
            boxes = (r.text(n) for r in grid.rows[columns.first :] for n in columns.of("tick"))
            by_line = _lines_are_names(grid, columns, context)
            reader = _Reader(columns, context, key.in_table(boxes), by_line)
            if (reading := _read(grid, reader)) is not None:
                yield reading


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the reading of one table needs; `key` says what its signs mean."""

    columns: Columns
    context: Context
    key: MatrixKey
    by_line: bool  # each line of a cell of recipients is one

    def answers(self, row: Row) -> dict[int, Answer]:
        """What the boxes of a row answer, by column."""
        captions = self.columns.captions
        return {n: self.key.answer(row.text(n), captions[n]) for n in self.columns.of("tick")}


def _read(grid: Grid, reader: _Reader) -> Reading | None:
    columns, context = reader.columns, reader.context
    headers = [*grid.rows[: columns.first], *grid.repeated]
    captions = {row.key() for row in headers}
    above = context.above[grid.blocks[0]]
    # "Suppliers we stopped using" over a table is said of its rows.
    section = above.heading
    if section is None or not status_said([section.string], context.wording):
        section = None
    drafts: list[Draft] = []
    named: Text | None = None  # the last cell that names recipients
    for row in _logical_rows(grid.rows[columns.first :], columns, context):
        cell = row.text(columns.company)
        if row.key() in captions:
            headers.append(row)
        elif heading := _section_of(row, context):
            section = heading
            headers.append(row)
        elif _points_up(cell, context):
            drafts += _drafts(row, section, reader, named) if named is not None else ()
        elif not context.wording.says("no_recipient", cell.string):
            named = cell if cell else named
            drafts += _drafts(row, section, reader, cell)
    if not drafts:
        return None
    return Reading(
        proposer="tables",
        blocks=grid.blocks,
        drafts=tuple(drafts),
        headers=tuple(cell.text for row in headers for cell in row.distinct),
        lead=above.lead or above.heading,
        evidence=tuple(_evidence(columns)),
        issues=grid.issues,
    )


def _evidence(columns: Columns) -> Iterator[str]:
    yield f"company column known by={columns.named_by}"
    yield f"table header={'with' if columns.first else 'without'}"
    for role in sorted(set(columns.roles)):
        yield f"column of={role}"
    if set(columns.roles) & {*SAYS_WHAT, "tick"}:
        yield f"columns say what, company by={columns.named_by}"
    if columns.unfit:
        yield "caption of another list"


def _points_up(cell: Text, context: Context) -> bool:
    """Say whether a cell of recipients says only that they are those above: "As above"."""
    found = context.wording.says("same_as", cell.string)
    named = found is not None and found.groupdict().get("name")
    return found is not None and not named and found.span() == (0, len(fold_key(cell.string)))


def _lines_are_names(grid: Grid, columns: Columns, context: Context) -> bool:
    """Say whether the cells of recipients name one a line: mostly so, where they have lines."""
    cells = [lines_of(row.text(columns.company)) for row in grid.rows[columns.first :]]
    several = [lines for lines in cells if len(lines) > 1]
    listed = [lines for lines in several if _are_names(lines, context)]
    names = [name_of(line.string, context) for lines in cells for line in lines]
    sure = any(name.begins or name.kind == "generic" for name in names)
    return len(listed) * 2 > len(several) and sure


def _are_names(lines: Sequence[Text], context: Context) -> bool:
    """Say whether each line is a name, and none goes on in the next."""
    read = [one for line in lines for one in read_company(line, context)]
    names = [name_of(one.company.string, context) for one in read]
    broken = any(BREAKS_OFF.search(line.string) for line in lines[:-1])
    whole = name_of(" ".join(line.string for line in lines), context).kind == "known"
    return not broken and not whole and all(n.likely or n.begins for n in names)


def _drafts(row: Row, section: Text | None, reader: _Reader, recipients: Text) -> Iterator[Draft]:
    """The rows of a row of the table, a row each of its `recipients`."""
    columns = reader.columns
    place = replace(row.place, column=columns.company)
    answers = reader.answers(row)
    builder, links = _said(row, reader, answers)
    marks = [*(strip_mark(text)[1] for text in builder.body), *(a.mark for a in answers.values())]
    pointing = [row.text(columns.company)] if recipients is not row.text(columns.company) else []
    for one in read_company(recipients, reader.context, by_line=reader.by_line):
        fields, body = builder.fields(links), builder.body
        if one.description:
            body = [one.description, *body]
            if fields.data or fields.purpose:
                purpose = [one.description, *([fields.purpose] if fields.purpose else [])]
                fields = replace(fields, purpose=Text.join(purpose))
        yield Draft(
            company=one.company,
            description=Text.join(body),
            section=section,
            fields=fields,
            place=place,
            mark=one.mark or next((mark for mark in marks if mark), None),
            consumed=(*_mute(row, reader, answers), *pointing),
            evidence=("in a cell", *([] if one.form == "whole item" else [f"cell {one.form}"])),
            issues=tuple(_unclear(answers, columns, place)),
        )


def _mute(row: Row, reader: _Reader, answers: Mapping[int, Answer]) -> tuple[Text, ...]:
    """The cells of a row that are read but say nothing by themselves: ticks, "n/k"."""
    wording = reader.context.wording
    return tuple(
        row.text(number)
        for number in row.own
        if wording.says("empty", str(row.text(number)))
        or (number in answers and answers[number].kind != "unclear")
    )


def _said(row: Row, reader: _Reader, answers: Mapping[int, Answer]) -> tuple[RowBuilder, list[str]]:
    """What the cells of a row say, and the links of its column of links."""
    columns, builder = reader.columns, RowBuilder(reader.context.wording)
    links: list[str] = []
    before: int | None = None  # how many texts stand to the left of the ticks
    for number in row.own:
        role, caption, text = columns.roles[number], columns.captions[number], row.text(number)
        cell = row.cells[number]
        if role == "link" and cell is not None:
            links += cell.links
        if number in answers:
            before = len(builder.body) if before is None else before
            if answers[number].kind == "unclear":
                builder.other.append((caption, text))
        else:
            builder.add(role, caption, text)
    items = {
        kind: [a.item(columns.captions[n]) for n, a in answers.items() if a.kind == kind]
        for kind in ("shared", "denied")
    }
    if items["denied"]:
        builder.other.append((NOT_SHARED, Text.join(items["denied"], ", ")))
    if items["shared"]:
        listed = Text.join(items["shared"], ", ")
        builder.body.insert(before or 0, listed)
        builder.by_role.setdefault("data", []).insert(0, listed)
    return builder, links


def _unclear(answers: Mapping[int, Answer], columns: Columns, place: Place) -> Iterator[Issue]:
    """Say which cells of a matrix are neither a yes nor a no."""
    said = [
        f"“{a.remark}” below “{columns.captions[n]}”"
        for n, a in answers.items()
        if a.kind == "unclear"
    ]
    if said:
        message = f"Neither yes nor no, so not counted as shared: {', '.join(said)}."
        yield Issue("parse", "answer_unclear", "warning", message, place)


def _section_of(row: Row, context: Context) -> Text | None:
    """Return the heading that a row is: alone in the row, across the table or bold."""
    filled = [cell for cell in row.distinct if cell.text]
    if len(filled) != 1 or len(row.cells) == 1:
        return None
    cell = filled[0]
    if cell.column_span >= len(row.cells) or len(row.distinct) == 1:
        return cell.text.strip()
    text = cell.text.string.strip()
    loud = cell.bold or text.isupper() or text.endswith(":")
    if loud and cell.column == 0 and name_of(text, context).kind != "known":
        return cell.text.strip()
    return None


def _logical_rows(rows: Sequence[Row], columns: Columns, context: Context) -> list[Row]:
    """List rows; one without a company goes on with the one before it, or is another of its own.

    It is one of its own where each of its cells begins anew and it says as much.
    """
    found: list[Row] = []
    at = columns.company
    for row in rows:
        if not found or not _continues(found[-1], row, columns, context):
            found.append(row)
        elif _says_as_much(found[-1], row, columns):
            company = found[-1].cells[at]
            found.append(replace(row, cells=(*row.cells[:at], company, *row.cells[at + 1 :])))
        else:
            found[-1] = stitch(found[-1], row)
    return found


def _continues(above: Row, row: Row, columns: Columns, context: Context) -> bool:
    if row.text(columns.company) or not row.begins[columns.company]:
        return False
    filled = [c for c in row.distinct if c.text and not any(c is own for own in above.cells)]
    sections = _section_of(row, context), _section_of(above, context)
    return bool(filled) and sections == (None, None)


def _says_as_much(above: Row, row: Row, columns: Columns) -> bool:
    """Say whether a row fills data and purpose as the one above does, each with a new beginning."""
    says_what = columns.of("data", "purpose")
    texts = [str(row.text(number)).strip() for number in says_what if row.begins[number]]
    before = [str(above.text(number)).strip() for number in says_what]
    return (
        len(texts) == len(says_what) > 1
        and all(text[:1].isupper() or text[:1].isdigit() for text in texts)
        and all(text and not BREAKS_OFF.search(text) for text in before)
    )


def _upright(grid: Grid, context: Context) -> Grid:
    """Turn a table whose captions stand in its first column; give back any other."""
    if not _is_sideways(grid, context):
        return grid
    turned = tuple(
        Row(
            cells=tuple(row.cells[column] for row in grid.rows),
            begins=(True,) * len(grid.rows),
            place=replace(grid.rows[0].place, row=column),
        )
        for column in range(grid.columns)
    )
    return replace(grid, rows=turned, columns=len(grid.rows), repeated=())


def _asks_who(grid: Grid, context: Context) -> bool:
    """Say whether a form of two columns asks for recipients, and names answer."""
    roles = [context.wording.role(str(row.text(0))) for row in grid.rows]
    known = {role for role in roles if role not in NO_ROLE}
    asked = [row for row, role in zip(grid.rows, roles, strict=True) if role == "company"]
    who = [row for row in asked if hands_on(str(row.text(0)), context)] or asked
    if len(who) != 1 or known.isdisjoint(SAYS_WHAT) or len(known) * 2 < len(roles):
        return False
    by_line = _are_names(lines_of(who[0].text(1)), context)
    named = read_company(who[0].text(1), context, by_line=by_line)
    return bool(named) and all(name_of(str(n.company), context).likely for n in named)


def _is_sideways(grid: Grid, context: Context) -> bool:
    """Say whether captions stand one below another, and names across the top.

    So they do in a form that asks, beside other things, who receives what it is about.
    """
    if grid.columns == 2:
        return _asks_who(grid, context)
    merged = any(len(row.distinct) < grid.columns or not all(row.begins) for row in grid.rows)
    if merged or len(grid.rows) < 3 or grid.columns < 3:
        return False
    wording = context.wording
    captions = [str(row.text(0)) for row in grid.rows[1:]]
    known = [role for caption in captions if (role := wording.role(caption)) not in NO_ROLE]
    names = [str(grid.rows[0].text(column)) for column in range(1, grid.columns)]
    across = [role for name in names if (role := wording.role(name)) not in NO_ROLE]
    names_it = wording.role(str(grid.rows[0].text(0))) == "company"
    if not names_it and (set(known).isdisjoint(SAYS_WHAT) or len(known) * 2 <= len(captions)):
        return False
    kinds = [name_of(name, context).kind for name in names]
    return (
        len(set(known)) > 1
        and len(across) * 2 < len(names)
        and kinds.count("known") * 3 >= len(names)
    )
