"""Labels in the cells of a row, and the sheet of tags → corrections of categories, purposes, …

On that sheet a tag is known by its row and by the column `tag`, which says what it was. A row that
was copied and given another label, while the one that it was copied from stands, is a tag that was
added.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from noticeparse.decisions import sheet
from noticeparse.model import DECIDED_TAGS
from noticeparse.model.decision import tag_value

_FIELDS = {kind: field for field, kind in DECIDED_TAGS.items()}
_EDITABLE = ("kind", "label", "polarity")
_POLARITY = dict.fromkeys(("", "shared"), "shared")
_POLARITY |= dict.fromkeys(("not shared", "not_shared"), "not_shared")
Key = tuple[str, str, str, str]  # source, disclosure id, school, tag


def tag_changes(
    original: sheet.SheetRow, row: sheet.SheetRow, terms: Collection[sheet.Term]
) -> Iterator[sheet.Change]:
    """Yield (field, before, after) of each label put in or taken out of the LISTS of a row.

    Raise Refusal where one is no label, or is said to be shared and not shared. Only what was
    changed is looked up.
    """
    both, before = _in_both(row), _in_both(original)
    if both - before:
        raise sheet.Refusal("not_shared", "in_both", label=min(both - before))
    for field in DECIDED_TAGS:
        gone: dict[str, str] = {}
        come: dict[str, str] = {}
        for column, (of, polarity) in sheet.LISTS.items():
            if of != field or not row.has(column):
                continue
            old, new = _labels(original.get(column)), _labels(row.get(column))
            for names, others, found in ((old, new, gone), (new, old, come)):
                for name in names.keys() - others.keys():
                    term = sheet.term_of(names[name], DECIDED_TAGS[field], terms, column=column)
                    value = tag_value(term.id, polarity)
                    found[term.id] = value
        if len(gone) == len(come) == 1:  # one took the place of the other
            (one,), (other,) = gone.values(), come.values()
            yield field, one, other
            continue
        for id in sorted({*gone, *come}):
            yield field, gone.get(id), come.get(id)


def _in_both(row: sheet.SheetRow) -> set[str]:
    return _labels(row.get("categories")).keys() & _labels(row.get("not_shared")).keys()


def _labels(text: str) -> dict[str, str]:
    parts = (part.strip() for part in text.replace("\n", ";").split(";"))
    return {sheet.folded(part): part for part in parts if part}


def find_tag_edits(
    book: sheet.Corrected, taken_out: set[tuple[str, str]], found: sheet.Findings
) -> None:
    """Find what was changed of tags; those of rows that were taken out went with them."""
    originals = {_key(row): row for row in book.original_tags}
    by_key, new = _identified(book.tags, originals)
    finder = _Finder(book, found)
    deleted: dict[tuple[str, str, str], list[sheet.SheetRow]] = defaultdict(list)
    for key, original in originals.items():
        if key[:2] in taken_out:
            continue
        if rows := by_key.get(key):
            new += finder.compare(original, rows)
        else:
            deleted[_of_row(original)].append(original)
    for row in new:
        finder.add(row)
    copies = Counter(map(_of_row, originals.values()))
    for of_row, rows in deleted.items():
        finder.take_out(rows, copies[of_row])


def _identified(
    rows: Iterable[sheet.SheetRow], originals: Mapping[Key, sheet.SheetRow]
) -> tuple[dict[Key, list[sheet.SheetRow]], list[sheet.SheetRow]]:
    """Put each row to its original; what is left is new."""
    by_key: dict[Key, list[sheet.SheetRow]] = defaultdict(list)
    left: list[sheet.SheetRow] = []
    for row in rows:
        (by_key[_key(row)] if _key(row) in originals else left).append(row)
    new: list[sheet.SheetRow] = []
    for row in left:
        near = [key for key in originals if key not in by_key and _nearly(row, originals[key])]
        (by_key[near[0]] if len(near) == 1 else new).append(row)
    return by_key, new


def _nearly(row: sheet.SheetRow, original: sheet.SheetRow) -> bool:
    """Is it a row of which one grey cell was changed that says which tag it is?"""
    if not row.get("tag"):
        return False
    same = [one == other for one, other in zip(_key(row), _key(original), strict=True)]
    return sum(same) == len(same) - 1 and (same[-1] or not row.differs(original, *_EDITABLE))


def _key(row: sheet.SheetRow) -> Key:
    return row.get("source"), row.get("disclosure_id"), row.get("school"), row.get("tag")


class _Finder:
    """Compares the tags of a workbook with the originals."""

    def __init__(self, book: sheet.Corrected, found: sheet.Findings) -> None:
        self._found = found
        self._terms = book.terms
        self._rows: dict[tuple[str, str], sheet.SheetRow] = {}
        for row in book.originals:
            self._rows.setdefault((row.get("source"), row.get("id")), row)
        self._notes = {
            (row.get("source"), row.get("id")): row.get("note") for row in book.disclosures
        }

    def take_out(self, deleted: Sequence[sheet.SheetRow], copies: int) -> None:
        """Take out a tag that was deleted for every school that its notice counts for."""
        original = deleted[0]
        if len(deleted) == copies:
            self._put(f"Tags, row {original.number} at first", original, _value(original), None)
            return
        said = {name: original.get(name) for name in ("company", "label")}
        self._found.refuse("Tags", "tag_deleted_for_one", **said)

    def compare(
        self, original: sheet.SheetRow, rows: Sequence[sheet.SheetRow]
    ) -> list[sheet.SheetRow]:
        """Compare a tag (and copies of its row) with its original; return those that are new."""
        changed = [row for row in rows if row.differs(original, *_EDITABLE)]
        if len(rows) == 1:
            if changed:
                self._change(original, rows[0])
            self._found.pass_over_grey(rows[0], original, _EDITABLE)
            return []
        if len(changed) < len(rows):
            return changed
        numbers = ", ".join(str(row.number) for row in rows)
        self._found.refuse(rows[0], "tag_copies_changed", numbers=numbers)
        return []

    def _change(self, original: sheet.SheetRow, row: sheet.SheetRow) -> None:
        with self._found.refusing(row):
            kind, after = _said(row, _kind(original), self._terms)
            before = _value(original)
            if kind != _kind(original):
                self._put(row.where, original, before, None)
                self._put(row.where, original, None, after, kind)
            elif before != after:
                self._put(row.where, original, before, after)

    def add(self, row: sheet.SheetRow) -> None:
        """Add a tag to the row that it names, by id or by company."""
        id = row.get("disclosure_id")
        fits = [
            each
            for each in self._rows.values()
            if (id == each.get("id") if id else row.get("company") == each.get("company"))
            and row.may_be_of(each)
        ]
        if len(fits) != 1:
            said = "no row of this workbook fits" if not fits else "several rows fit"
            self._found.refuse(row, "row_unclear", label=row.get("label"), said=said)
            return
        with self._found.refusing(row):
            kind, after = _said(row, _kind(row), self._terms)
            self._put(row.where, fits[0], None, after, kind)

    def _put(
        self, where: str, row: sheet.SheetRow, before: str | None, after: str | None, kind: str = ""
    ) -> None:
        key = row.get("source"), row.get("disclosure_id") or row.get("id")
        field, why = _FIELDS[kind or _kind(row)], self._notes.get(key) or None
        made = sheet.edit_of(row, self._rows[key], field, before, after, where=where, why=why)
        self._found.edits.append(made)


def _said(row: sheet.SheetRow, kind_before: str, terms: Iterable[sheet.Term]) -> tuple[str, str]:
    """The kind and the value that a row says; raise Refusal where there is no such."""
    kind, polarity = row.get("kind"), row.get("polarity")
    term = sheet.term_of(row.get("label"), _kind(row), terms)
    if _kind(row) not in ("", term.kind, kind_before):
        raise sheet.Refusal("kind", "other_kind", label=term.label, own=term.kind, kind=kind)
    if term.kind != "category":
        return term.kind, term.id
    if polarity.casefold() not in _POLARITY:
        raise sheet.Refusal("polarity", "no_polarity", polarity=polarity)
    return term.kind, tag_value(term.id, _POLARITY[polarity.casefold()])


def _of_row(row: sheet.SheetRow) -> tuple[str, str, str]:
    return row.get("source"), row.get("disclosure_id"), row.get("tag")


def _value(row: sheet.SheetRow) -> str:
    return tag_value(row.get("id"), _POLARITY.get(row.get("polarity"), ""))


def _kind(row: sheet.SheetRow) -> str:
    return row.get("kind").casefold().replace(" ", "_")
