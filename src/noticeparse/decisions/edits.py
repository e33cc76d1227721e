"""A workbook that a person edited → the corrections in it, and what was not taken over.

Corrections are the differences from the originals that the workbook carries hidden: rows and
columns may stand in any order. A row is known by its id, source and school. What could mean two
things (a copied row of which both copies were changed) is refused with its row number, not guessed.

Limits: two swaps that undo each other are no difference; a formula counts as the value it shows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from noticeparse.decisions.sheet import Corrected, Edit, Findings, SheetRow, grey_edits
from noticeparse.decisions.tag_edits import find_tag_edits
from noticeparse.model import ROW, STATUSES

EDITABLE = ("company", "description", "status", "note")
_OWN = {*EDITABLE, "sha256", "printed_company", "printed_description"}
_TAGGED = {"categories", "not_shared", "purposes", "data_subjects"}
_SCRAMBLED = 3  # cells
_CUT_END = "[cut here; the whole text is in the notice file]"
Key = tuple[str, str, str]  # source, id, school


def find_edits(book: Corrected) -> Findings:
    """Find every correction in a workbook."""
    found = Findings()
    originals = {_key(row): row for row in book.originals}
    by_key, new = _identified(book.disclosures, originals, found)
    gone: dict[tuple[str, str], list[SheetRow]] = defaultdict(list)
    for key, original in originals.items():
        rows = by_key.get(key, [])
        if rows:
            new += _edits_of(original, rows, found)
        else:
            gone[key[:2]].append(original)
    taken_out = _take_out(gone, originals, found)
    for row in new:
        _add(row, originals, found)
    _without_scrambled(found)
    find_tag_edits(book, taken_out, found)
    _one_copy_each(found)
    return found


def _key(row: SheetRow) -> Key:
    return row.get("source"), row.get("id"), row.get("school")


def _identified(
    rows: Iterable[SheetRow], originals: Mapping[Key, SheetRow], found: Findings
) -> tuple[dict[Key, list[SheetRow]], list[SheetRow]]:
    """Put each row to its original; rows without an id are new."""
    by_id: dict[str, list[Key]] = defaultdict(list)
    for key in originals:
        by_id[key[1]].append(key)
    by_key: dict[Key, list[SheetRow]] = defaultdict(list)
    new = []
    for row in rows:
        key = _key(row)
        if not row.get("id"):
            new.append(row)
        elif key in originals:
            by_key[key].append(row)
        else:
            _put_by_id(row, by_id[row.get("id")], by_key, found)
    return by_key, new


def _put_by_id(
    row: SheetRow, keys: Sequence[Key], by_key: dict[Key, list[SheetRow]], found: Findings
) -> None:
    """A row whose source or school was changed too: its id, and the other one, still tell it."""
    fits = [key for key in keys if row.get("source") == key[0] or row.get("school") == key[2]]
    if len(fits) == 1:
        by_key[fits[0]].append(row)
        return
    found.refuse(
        row.where,
        f"The id {row.get('id')} is of no row of this workbook.",
        "If the row is new, empty its id; if not, put its id, source and school back.",
    )


def _edits_of(original: SheetRow, rows: Sequence[SheetRow], found: Findings) -> list[SheetRow]:
    """Compare a row (and copies of it) with its original; return copies that are new rows."""
    changed = [row for row in rows if _differs(row, original)]
    if len(rows) == 1 or not changed:
        if len(rows) > 1:
            found.pass_over(rows[1].where, f"A copy of row {rows[0].number}; it counts once.")
        _compare(rows[0], original, found)
        return []
    added = [row for row in changed if row.get("company") != original.get("company")]
    if len(changed) < len(rows) and added == changed:
        return added
    numbers = ", ".join(str(row.number) for row in rows)
    found.refuse(
        rows[0].where,
        f"Rows {numbers} have the same id and say different things.",
        "Keep one of them; if the other one is new, empty its id.",
    )
    return []


def _differs(row: SheetRow, original: SheetRow) -> bool:
    return any(row.has(name) and row.get(name) != original.get(name) for name in EDITABLE)


def _compare(row: SheetRow, original: SheetRow, found: Findings) -> None:
    for field in EDITABLE:
        if row.has(field) and row.get(field) != original.get(field):
            after = _accepted(row, field, original, found)
            if after is not None and after != original.get(field):
                found.edits.append(_edit(row, original, field=field, after=after))
    grey = grey_edits(row, original, _OWN)
    if grey:
        hint = " Tags are corrected on the sheet Tags." if _TAGGED.intersection(grey) else ""
        message = f"Changes in grey columns are not taken over: {', '.join(grey)}.{hint}"
        found.pass_over(row.where, message)


def _accepted(row: SheetRow, field: str, original: SheetRow, found: Findings) -> str | None:
    """The new value of a cell; None, with a remark, where it cannot be taken over."""
    value = row.get(field)
    where = f"{row.where}, {field}"
    if field in row.dates:
        found.refuse(
            where,
            f"Excel has made a date ({value}) of what was typed.",
            "Format the cell as text, type it again, save and apply.",
        )
        return None
    if original.get(field).endswith(_CUT_END):
        found.refuse(
            where,
            "The text is too long for Excel: only its beginning stands here.",
            "Write what is wrong in the note.",
        )
        return None
    if field == "company" and not value:
        found.refuse(
            where,
            "The company is empty.",
            "Fill it in, or delete the whole row if it is no disclosure.",
        )
        return None
    return _status(value, where, found) if field == "status" else value


def _status(value: str, where: str, found: Findings) -> str | None:
    status = "_".join(value.casefold().replace("-", " ").replace("_", " ").split())
    if status in STATUSES:
        return status
    found.refuse(where, f'There is no status "{value}".', f"Choose from {', '.join(STATUSES)}.")
    return None


def _edit(row: SheetRow, original: SheetRow, *, field: str, after: str | None) -> Edit:
    before = original.get("company") if field == ROW else original.get(field)
    return Edit(
        where=row.where,
        school=original.get("school"),
        source=original.get("source"),
        sha256=original.get("sha256"),
        disclosure=original.get("id"),
        field=field,
        before=before,
        after=after,
        company=original.get("printed_company"),
        description=original.get("printed_description"),
        shown=original.get("company"),
        why=row.get("note"),
    )


def _take_out(
    gone: Mapping[tuple[str, str], Sequence[SheetRow]],
    originals: Mapping[Key, SheetRow],
    found: Findings,
) -> set[tuple[str, str]]:
    """Rows that were deleted: of a notice for several schools, only with those of all of them."""
    copies = Counter(key[:2] for key in originals)
    taken_out = set()
    for key, rows in gone.items():
        if len(rows) < copies[key]:
            schools = ", ".join(row.get("school") for row in rows)
            found.refuse(
                "Disclosures",
                f"{rows[0].get('company')} was deleted for {schools}, but its notice counts for "
                "other schools too.",
                "Delete the row of every school of this notice, or none.",
            )
        else:
            taken_out.add(key)
            where = f"Disclosures, row {rows[0].number} at first"
            edit_of = SheetRow("Disclosures", rows[0].number, rows[0].cells)
            edit = _edit(edit_of, rows[0], field=ROW, after=None)
            found.edits.append(_at(edit, where))
    return taken_out


def _at(edit: Edit, where: str) -> Edit:
    values = {name: getattr(edit, name) for name in Edit.__slots__}
    return Edit(**values | {"where": where})


def _add(row: SheetRow, originals: Mapping[Key, SheetRow], found: Findings) -> None:
    """A new row: it needs a company, and to be of one notice."""
    if not row.get("company"):
        found.refuse(row.where, "A new row without a company.", "Fill it in, or delete the row.")
        return
    sample = _notice_of(row, originals.values(), found)
    if sample is None:
        return
    status = _status(row.get("status") or "in_use", row.where, found)
    if status is None or row.dates.intersection(EDITABLE):
        if status is not None:
            found.refuse(
                row.where,
                "Excel has made a date of what was typed.",
                "Format the cell as text and type it again.",
            )
        return
    note = row.get("note")
    values = [("description", row.get("description")), ("status", status)]
    found.edits.append(
        Edit(
            where=row.where,
            school=sample.get("school"),
            source=sample.get("source"),
            sha256=sample.get("sha256"),
            disclosure="",
            field=ROW,
            before=None,
            after=row.get("company"),
            company=row.get("company"),
            description=row.get("description"),
            shown=row.get("company"),
            why=note,
            values=tuple(values),
        )
    )


def _notice_of(row: SheetRow, originals: Iterable[SheetRow], found: Findings) -> SheetRow | None:
    """A row of the notice that a new row is of: by source, else by school, where that is one."""
    fits = {
        each.get("source"): each
        for each in originals
        if row.get("source") in ("", each.get("source"))
        and (row.get("source") or row.get("school") in ("", each.get("school")))
    }
    if len(fits) == 1:
        return next(iter(fits.values()))
    said = "no notice of this workbook fits" if not fits else "several notices fit"
    found.refuse(
        row.where,
        f"It is not clear which notice the new row {row.get('company')} is of: {said}.",
        "Copy the school and the source from another row of the same notice.",
    )
    return None


def _one_copy_each(found: Findings) -> None:
    """Of a notice for several schools a row stands once for each: one correction counts for all.

    Where two copies were corrected differently, neither counts.
    """
    said: dict[tuple[str, str, str, str | None], list[Edit]] = defaultdict(list)
    for edit in found.edits:
        before = edit.before if edit.field not in EDITABLE else None
        value = edit.after if edit.field == ROW and before is None else before
        said[edit.source, edit.disclosure, edit.field, value].append(edit)
    found.edits = []
    for edits in said.values():
        added_tags = edits[0].before is None and edits[0].field != ROW
        if added_tags or len({edit.after for edit in edits}) == 1:
            found.edits += {(edit.after, edit.values): edit for edit in edits}.values()
            continue
        rows = "; ".join(edit.where for edit in edits)
        found.refuse(
            rows,
            f"{edits[0].shown}: the {edits[0].field} is corrected in two ways.",
            "Both stand for the same row of the notice: say the same in both.",
        )


def _without_scrambled(found: Findings) -> None:
    """Refuse a column that holds what it held before, in another order: it was sorted alone."""
    for field in ("company", "description"):
        edits = [edit for edit in found.edits if edit.field == field]
        before, after = Counter(e.before for e in edits), Counter(e.after for e in edits)
        if len(edits) >= _SCRAMBLED and before == after:
            found.edits = [edit for edit in found.edits if edit.field != field]
            found.refuse(
                f"Disclosures, {field}",
                f"The column was sorted without the others: {len(edits)} rows have each other's.",
                "Undo that, and sort with the whole table selected.",
            )
