"""The sheet of tags as a person left it → corrections of categories, purposes and data subjects.

A tag is known by its row and by the column `tag`, which says what it was. A row that was copied
and given another label, while the one that it was copied from stands, is a tag that was added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from noticeparse.decisions.cells import term_of
from noticeparse.decisions.sheet import Corrected, Findings, Refusal, SheetRow, Term, edit_of
from noticeparse.model import DECIDED_TAGS
from noticeparse.model.decision import tag_value

_FIELDS = {kind: field for field, kind in DECIDED_TAGS.items()}
_EDITABLE = ("kind", "label", "polarity")
_POLARITY = {"": "shared", "shared": "shared"} | dict.fromkeys(
    ("not shared", "not_shared"), "not_shared"
)
Key = tuple[str, str, str, str]  # source, disclosure id, school, tag


def find_tag_edits(book: Corrected, taken_out: set[tuple[str, str]], found: Findings) -> None:
    """Find what was changed of tags; those of rows that were taken out went with them."""
    originals = {_key(row): row for row in book.original_tags}
    by_key, new = _identified(book.tags, originals)
    finder = _Finder(book, found)
    for key, original in originals.items():
        if key[:2] in taken_out:
            continue
        rows = by_key.get(key, [])
        if not rows:
            finder.take_out(original)
        else:
            new += finder.compare(original, rows)
    for row in new:
        finder.add(row)
    finder.close()


def _identified(
    rows: Iterable[SheetRow], originals: Mapping[Key, SheetRow]
) -> tuple[dict[Key, list[SheetRow]], list[SheetRow]]:
    """Put each row to its original; what is left is new."""
    by_key: dict[Key, list[SheetRow]] = defaultdict(list)
    left = []
    for row in rows:
        if _key(row) in originals:
            by_key[_key(row)].append(row)
        else:
            left.append(row)
    new = []
    for row in left:
        near = [key for key in originals if key not in by_key and _nearly(row, originals[key])]
        if len(near) == 1:
            by_key[near[0]].append(row)
        else:
            new.append(row)
    return by_key, new


def _nearly(row: SheetRow, original: SheetRow) -> bool:
    """Is it a row of which one grey cell was changed that says which tag it is?"""
    if not row.get("tag"):
        return False
    same = [
        row.get(name) == original.get(name) for name in ("source", "disclosure_id", "school", "tag")
    ]
    return sum(same) == len(same) - 1 and (same[-1] or not _differs(row, original))


def _key(row: SheetRow) -> Key:
    return row.get("source"), row.get("disclosure_id"), row.get("school"), row.get("tag")


class _Finder:
    """Compares the tags of a workbook with the originals."""

    def __init__(self, book: Corrected, found: Findings) -> None:
        self._found = found
        self._terms = book.terms
        self._rows: dict[tuple[str, str], SheetRow] = {}
        for row in book.originals:
            self._rows.setdefault((row.get("source"), row.get("id")), row)
        self._notes = {
            (row.get("source"), row.get("id")): row.get("note") for row in book.disclosures
        }
        self._deleted: dict[tuple[str, str, str], list[SheetRow]] = defaultdict(list)
        self._copies: dict[tuple[str, str, str], int] = defaultdict(int)
        for row in {_key(each): each for each in book.original_tags}.values():
            self._copies[_of_row(row)] += 1

    def take_out(self, original: SheetRow) -> None:
        """Note a tag whose row was deleted."""
        self._deleted[_of_row(original)].append(original)

    def close(self) -> None:
        """Take out the tags that were deleted for every school that their notice counts for."""
        for key, originals in self._deleted.items():
            original = originals[0]
            if len(originals) < self._copies[key]:
                self._found.refuse(
                    "Tags",
                    f"{original.get('company')}: {original.get('label')} was deleted for one "
                    "school, but its notice counts for other schools too.",
                    "Delete the tag of every school of this notice, or none.",
                )
                continue
            where = f"Tags, row {original.number} at first"
            self._put(where, original, before=_value(original), after=None)

    def compare(self, original: SheetRow, rows: Sequence[SheetRow]) -> list[SheetRow]:
        """Compare a tag (and copies of its row) with its original; return those that are new."""
        changed = [row for row in rows if _differs(row, original)]
        if len(rows) == 1:
            if changed:
                self._change(original, rows[0])
            self._found.pass_over_grey(rows[0], original, _EDITABLE)
            return []
        if len(changed) < len(rows):
            return changed
        numbers = ", ".join(str(row.number) for row in rows)
        self._found.refuse(
            rows[0],
            f"Rows {numbers} are copies of one tag, and all of them were changed.",
            "Leave the first as it was, or delete what is too many.",
        )
        return []

    def _change(self, original: SheetRow, row: SheetRow) -> None:
        value = self._chosen(row, _kind(original))
        if value is None:
            return
        kind, after = value
        before = _value(original)
        if kind == _kind(original):
            if before != after:
                self._put(row.where, original, before=before, after=after)
            return
        self._put(row.where, original, before=before, after=None)
        self._put(row.where, original, before=None, after=after, kind=kind)

    def add(self, row: SheetRow) -> None:
        """Add a tag to the row that it names, by id or by company."""
        of = self._disclosure(row)
        value = self._chosen(row, _kind(row)) if of is not None else None
        if of is not None and value is not None:
            self._put(row.where, of, before=None, after=value[1], kind=value[0])

    def _disclosure(self, row: SheetRow) -> SheetRow | None:
        source, id = row.get("source"), row.get("disclosure_id")
        fits = [
            each
            for each in self._rows.values()
            if source in ("", each.get("source"))
            and (id == each.get("id") if id else row.get("company") == each.get("company"))
            and (source or row.get("school") in ("", each.get("school")))
        ]
        if len(fits) == 1:
            return fits[0]
        said = "no row of this workbook fits" if not fits else "several rows fit"
        self._found.refuse(
            row,
            f"It is not clear which disclosure the tag {row.get('label')} is of: {said}.",
            "Copy a row of the same disclosure and choose the label there. A disclosure that was "
            "added has no tags before the next run.",
        )
        return None

    def _chosen(self, row: SheetRow, kind_before: str) -> tuple[str, str] | None:
        """The kind and the value that a row says; None, with a remark, where there is no such."""
        try:
            return _said(row, kind_before, self._terms)
        except Refusal as refusal:
            self._found.refuse_cell(row, refusal)
            return None

    def _put(
        self,
        where: str,
        row: SheetRow,
        *,
        before: str | None,
        after: str | None,
        kind: str | None = None,
    ) -> None:
        key = row.get("source"), row.get("disclosure_id") or row.get("id")
        field, why = _FIELDS[kind or _kind(row)], self._notes.get(key, "")
        self._found.edits.append(edit_of(where, self._rows[key], (field, before, after), why=why))


def _said(row: SheetRow, kind_before: str, terms: Iterable[Term]) -> tuple[str, str]:
    kind, polarity = row.get("kind"), row.get("polarity")
    term = term_of(row.get("label"), _kind(row), terms)
    if _kind(row) not in ("", term.kind, kind_before):
        said = f"{term.label} is a {term.kind}, not a {kind}."
        raise Refusal("kind", said, "Choose a label of that kind, or put the kind back.")
    if term.kind != "category":
        return term.kind, term.id
    if polarity.casefold() not in _POLARITY:
        said = f'There is no polarity "{polarity}".'
        raise Refusal("polarity", said, "Choose shared or not shared.")
    return term.kind, tag_value(term.id, _POLARITY[polarity.casefold()])


def _of_row(row: SheetRow) -> tuple[str, str, str]:
    return row.get("source"), row.get("disclosure_id"), row.get("tag")


def _differs(row: SheetRow, original: SheetRow) -> bool:
    return any(row.has(name) and row.get(name) != original.get(name) for name in _EDITABLE)


def _value(row: SheetRow) -> str:
    return tag_value(row.get("id"), _POLARITY.get(row.get("polarity"), ""))


def _kind(row: SheetRow) -> str:
    return row.get("kind").casefold().replace(" ", "_")
