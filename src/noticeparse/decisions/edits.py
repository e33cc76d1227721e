"""A workbook that a person edited → the corrections in it, and what was not taken over.

Corrections are the differences from the originals that the workbook carries hidden: rows and
columns may stand in any order. A row is known by its id, source and school. What could mean two
things (a copied row of which both copies were changed) is refused with its row number, not guessed.

Limits: two swaps that undo each other are no difference; a formula counts as the value it shows.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from noticeparse.decisions.sheet import (
    CUT_END,
    EDITABLE,
    NOTHING,
    SINGLE,
    SUPPLIER,
    TEXTS,
    YES_OR_NO,
    Corrected,
    Edit,
    Findings,
    Refusal,
    SheetRow,
    Term,
    edit_of,
    value_of,
)
from noticeparse.decisions.tag_edits import find_tag_edits, tag_changes
from noticeparse.model import NO_NOTICE, ROW, SCHOOL

_HIDDEN = {"sha256", "printed_company", "printed_description", "printed_school"}
_OF_NOTICE = ("school", "source", "sha256", "printed_school")
_OWN = {*EDITABLE, *_HIDDEN}
_SCRAMBLED = 3  # cells
_ALIKE = 0.8  # of two names of schools: more, and one may be a slip of the pen
Key = tuple[str, str, str]  # source, id, school


def find_edits(book: Corrected) -> Findings:
    """Find every correction in a workbook."""
    found = Findings()
    originals = {_key(row): row for row in book.originals}
    by_key, new = _identified(book.disclosures, originals, found)
    finder = _Finder(book.terms, found, _scrambled(by_key, originals, found))
    copied = []
    gone: dict[tuple[str, str], list[SheetRow]] = defaultdict(list)
    for key, original in originals.items():
        rows = by_key.get(key, [])
        if rows:
            copied += [(row, original) for row in finder.edits_of(original, rows)]
        else:
            gone[key[:2]].append(original)
    _find_schools(by_key, originals, found)
    taken_out = _take_out(gone, originals, found)
    for row, original in (*((row, NOTHING) for row in new), *copied):
        finder.add(row, original, list(originals.values()))
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
    new, left = [], []
    for row in rows:
        key = _key(row)
        if not row.get("id"):
            new.append(row)
        elif key in originals:
            by_key[key].append(row)
        else:
            left.append(row)
    for row in left:  # its source or school was changed too: its id, and the other one, still tell
        keys, source, school = by_id[row.get("id")], row.get("source"), row.get("school")
        fits = [key for key in keys if source == key[0] or school == key[2]]
        if len(fits) > 1:  # of a notice for several schools: the one that no other row is of
            fits = [key for key in fits if key not in by_key]
        if len(fits) == 1:
            by_key[fits[0]].append(row)
        else:
            found.refuse(row, "unknown_id", id=row.get("id"))
    return by_key, new


def _scrambled(
    by_key: Mapping[Key, Sequence[SheetRow]], originals: Mapping[Key, SheetRow], found: Findings
) -> set[str]:
    """Name columns that hold what they held, in another order: they were sorted alone."""
    columns = set()
    for column in (*TEXTS, "supplier"):
        pairs = [
            (originals[key].get(column), row.get(column))
            for key, rows in by_key.items()
            for row in rows
            if row.differs(originals[key], column)
        ]
        before, after = (Counter(pair[side] for pair in pairs) for side in (0, 1))
        if len(pairs) >= _SCRAMBLED and before == after:
            columns.add(column)
            found.refuse(f"Disclosures, {column}", "sorted_alone", rows=len(pairs))
    return columns


class _Finder:
    """Compares rows with their originals, and reads those that are new."""

    def __init__(self, terms: Collection[Term], found: Findings, scrambled: set[str]) -> None:
        self._terms = terms
        self._found = found
        self._columns = [column for column in SINGLE if column not in scrambled]

    def edits_of(self, original: SheetRow, rows: Sequence[SheetRow]) -> list[SheetRow]:
        """Compare a row (and copies of it) with its original; return copies that are new rows."""
        changed = [row for row in rows if row.differs(original, *EDITABLE)]
        if len(rows) == 1 or not changed:
            if len(rows) > 1:
                self._found.pass_over(rows[1], f"A copy of row {rows[0].number}; it counts once.")
            self._compare(rows[0], original)
            return []
        added = [row for row in changed if row.get("company") != original.get("company")]
        if len(changed) < len(rows) and added == changed:
            return added
        numbers = ", ".join(str(row.number) for row in rows)
        self._found.refuse(rows[0], "copies_differ", numbers=numbers)
        return []

    def _compare(self, row: SheetRow, original: SheetRow) -> None:
        for field in self._columns:
            if row.differs(original, field):
                with self._found.refusing(row):
                    if original.get(field).endswith(CUT_END):
                        raise Refusal(field, "cut")
                    after, before = value_of(field, row, self._terms), original.get(field)
                    if field not in (*TEXTS, SUPPLIER):
                        before = value_of(field, original, self._terms)
                    if after != before:
                        self._found.edits.append(edit_of(row, original, field, before, after))
        self._compare_tags(row, original, original)
        self._found.pass_over_grey(row, original, _OWN)

    def _compare_tags(self, row: SheetRow, original: SheetRow, of: SheetRow) -> None:
        """Find labels put in or taken out, and correct the row `of` by them."""
        with self._found.refusing(row):
            changes = tag_changes(original, row, self._terms)
            self._found.edits += [edit_of(row, of, *change) for change in changes]

    def add(self, row: SheetRow, copied: SheetRow, originals: Sequence[SheetRow]) -> None:
        """A new row: it needs a company, and to be of one notice or of a school without one.

        Of one that was copied from another, only what is said anew counts besides its texts.
        """
        given = [name for name in self._columns if row.get(name) not in ("", copied.get(name))]
        sample = None
        with self._found.refusing(row):
            said = {name: value_of(name, row, self._terms) for name in ("company", *given)}
            sample = _notice_of(row, originals, self._found)
        if sample is None:
            return
        company, description = said.pop("company"), row.get("description")
        cells = {name: sample.get(name) for name in _OF_NOTICE if sample.has(name)}
        cells |= {"company": company, "printed_company": company}
        of = replace(row, cells=cells | {"printed_description": description})
        status = value_of("status", row, ()) if row.get("status") else "in_use"
        values = (("description", description), ("status", status))
        self._found.edits.append(edit_of(row, of, ROW, None, company, values=values))
        # The note is the reason of all of them; nothing is said by the usual answer.
        more = {name: said[name] for name in _MORE if said.get(name) not in (None, "false")}
        self._found.edits += [edit_of(row, of, name, None, more[name]) for name in more]
        self._compare_tags(row, copied, of)


_MORE = ("lawful_basis", "location", "retention", "supplier", *YES_OR_NO)


def _find_schools(
    by_key: Mapping[Key, Sequence[SheetRow]], originals: Mapping[Key, SheetRow], found: Findings
) -> None:
    """A school is that of a whole notice: it is corrected where all its rows say the same."""
    by_source: dict[str, list[tuple[Key, SheetRow]]] = defaultdict(list)
    for key, rows in by_key.items():
        by_source[key[0]] += [(key, row) for row in rows if row.has("school")]
    for source, pairs in by_source.items():
        changed = [row for key, row in pairs if row.get("school") != key[2]]
        said, read = {row.get("school") for _, row in pairs}, {key[2] for key, _ in pairs}
        if not changed:
            continue
        if len(said) == len(read) == 1 and "" not in said:
            of = originals[pairs[0][0]]
            unsaid = dict.fromkeys(("disclosure", "company", "description"), "")
            before, after = of.get("school"), said.pop()
            made = edit_of(changed[0], of, SCHOOL, before, after, **unsaid, shown=source)
            found.edits.append(made)
            continue
        why = "school_of_one" if len(read) == 1 else "school_of_several"
        numbers = {"changed": len(changed), "rows": len(pairs)}
        found.refuse(changed[0], why, "school", source=source, **numbers)


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
            company = rows[0].get("company")
            found.refuse("Disclosures", "row_deleted_for_some", company=company, schools=schools)
        else:
            taken_out.add(key)
            row, where = rows[0], f"Disclosures, row {rows[0].number} at first"
            found.edits.append(edit_of(row, row, ROW, row.get("company"), None, where=where))
    return taken_out


def _notice_of(row: SheetRow, originals: Sequence[SheetRow], found: Findings) -> SheetRow | None:
    """A row of the notice that a new row is of: by source, else by school, where that is one."""
    fits = {each.get("source"): each for each in originals if row.may_be_of(each)}
    if len(fits) == 1:
        return next(iter(fits.values()))
    school, schools = row.get("school"), {each.get("school") for each in originals}
    near = get_close_matches(school, schools, n=1, cutoff=_ALIKE)
    if school and not fits and not near and not row.get("source"):
        return SheetRow("", 0, {"school": school, "source": f"{school}{NO_NOTICE}"})
    said = "no notice of this workbook fits" if not fits else "several notices fit"
    hint = f" Did you mean {near[0]}?" if near and not fits else ""
    found.refuse(row, "notice_unclear", company=row.get("company"), said=said, hint=hint)
    return None


def _one_copy_each(found: Findings) -> None:
    """Of a notice for several schools a row stands once for each: one correction counts for all.

    Where two copies were corrected differently, neither counts.
    """
    said: dict[tuple[str, str, str, str | None], list[Edit]] = defaultdict(list)
    for edit in found.edits:
        before = None if edit.field in SINGLE else edit.before
        value = edit.after if edit.field == ROW and before is None else before
        row = edit.disclosure or f"{edit.company}\0{edit.description}"  # one that was added
        said[edit.notice, row, edit.field, value].append(edit)
    found.edits = []
    for edits in said.values():
        added = edits[0].before is None and edits[0].field not in SINGLE
        if added or len({edit.after for edit in edits}) == 1:
            found.edits += {(edit.after, edit.values): edit for edit in edits}.values()
            continue
        rows = "; ".join(edit.where for edit in edits)
        found.refuse(rows, "two_ways", shown=edits[0].shown, field=edits[0].field)
